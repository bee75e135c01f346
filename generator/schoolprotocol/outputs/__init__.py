"""outputs: what we make of a policy, a folder for each. Nothing here decides what is made, or when."""
