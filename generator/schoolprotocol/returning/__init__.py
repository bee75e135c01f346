"""returning: a Word file of ours that people worked in → what they propose, text by text; and that into the source.

marks (what our files carry) → reading (what a file says, and who did what to it) → placing (which words belong to which
text) → finding (what is proposed) → keeping (proposals as data) and taking (into the source, through `edit`).
"""
