"""web: a page of HTML → `Reading`, as a browser shows it (`page` is the whole of it).

styles (what is hidden, bold, a list without numbers) and counting (numbers of lists) help walk, which goes through the
tree; notes finds what is called as a note.
"""
