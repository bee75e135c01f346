"""Input that nobody writes on purpose: damaged, hostile, or a slip of the hand in a file that was good."""
