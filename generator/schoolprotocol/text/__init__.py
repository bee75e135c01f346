"""text: the little language of clause texts: placeholders, the tree of a text, and how that is written."""
