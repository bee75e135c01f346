"""word: the parts of a .docx (ISO/IEC 29500) → `Reading`.

package (the zip and its parts, nothing trusted) → styles, numbering (what a paragraph looks like, and its number as
Word prints
it) → walk (paragraphs in reading order) → reading (all parts together). `count` counts the characters in its own way.
"""
