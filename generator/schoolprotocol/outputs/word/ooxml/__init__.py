"""The pieces that any Word file is made of (ISO/IEC 29500): elements, styles, numbering, links, the package."""
