"""edit: changes of the source, written back into the files of which it was read.

`Edit` gathers changes over a `SourceTree`; each is refused at once where it does not fit. Then they are looked at in an
overlay, or saved: all or none. A module for each family of changes; `desk` holds the files meanwhile, `save` writes.
"""
