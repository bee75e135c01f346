"""text: the little language of clause texts: placeholders, markup, and how both are printed."""
