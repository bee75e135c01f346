"""A document that was taken in → the page on which a person holds it against the original, and the list of what to do.

rows (what stands beside what), pages (a PDF drawn, with the place of each block), doubts (what to look at first) and
todo (what to decide) → review (the page and the list).
"""
