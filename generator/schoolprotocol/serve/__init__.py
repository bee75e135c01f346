"""`serve`: the pages in a browser while somebody writes; they follow what is saved.

`watching` sees that the source differs, `live` makes the pages of it that are asked for and keeps the last good ones,
`answers` says what a path leads to, and `server` speaks HTTP on this machine only. What takes longer than a page does
(`asking`: the whole site, the PDF, the check) is made by a command of its own, when it is asked for.
"""
