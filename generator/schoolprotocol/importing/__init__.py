"""importing: the blocks of a document → the source: clauses, outline, values, document data. Writes through `edit`.

`plan` is what all of it makes: for every block where it goes, what a person has to decide, and the files.
"""
