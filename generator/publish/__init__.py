"""publish: rendered files → `build/`.

The only stage that starts Sphinx and WeasyPrint, and the only one that writes there.
"""
