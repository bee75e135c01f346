"""Begins: a project of one's own from answers and the library, and what a person adds to it by a command.

`answers` says what is asked, `library` what there is to take, `files` makes the files of a new project of both (pure),
`folder` puts them in their place whole or not at all. `questions` gives the next question, whatever asks it.
`adding` makes what is added later, by `edit`.
"""
