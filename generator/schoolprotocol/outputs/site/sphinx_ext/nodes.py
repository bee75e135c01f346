"""The doctree nodes of a policy document, and what no page may do."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment


class clauses(nodes.General, nodes.Element):
    """A group of clauses. `form`: prose, numbered, bullets, dos, donts or callout; `heading` for a callout."""


class clause(nodes.General, nodes.Element):
    """One clause. `ids`: its permanent id; `number`, `label`, `title`, `audience`, `form`."""

    written: str | None = None
    """Its HTML, as soon as a page with it was written. A copy does not have it."""


class run_in(nodes.Inline, nodes.Element):
    """The title before the text of a clause.

    `title`: as printed; it is none of the words of that text. `sign`: it says what is not to be done, where that is not
    seen otherwise, as it is on paper.
    """


class columns(nodes.General, nodes.Element):
    """A table with a heading above each column."""


class column(nodes.General, nodes.Element):
    """One column. `heading`."""


class notes(nodes.General, nodes.Element):
    """The list of notes."""


class note_text(nodes.General, nodes.Element):
    """One note. `number`."""


class note_call(nodes.Inline, nodes.Element):
    """The call of a note. `number`."""


class control(nodes.General, nodes.Element):
    """A table of document control. `heading`, `table_id`."""


class closing(nodes.General, nodes.Element):
    """A section without heading, such as a closing line."""


class section_id(nodes.Invisible, nodes.Element):
    """Stands in a section; a transform gives the section this permanent id. `name`: the id."""


class framed(nodes.Invisible, nodes.Element):
    """Stands in a section that is set in a frame; a transform turns it into a class of the section."""


class number(nodes.Inline, nodes.TextElement):
    """The number in a heading."""


def allow_no_files_and_no_raw(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """A page never includes a file and never holds raw HTML: whoever edits texts gets neither."""
    del app, docnames
    env.settings["file_insertion_enabled"] = False
    env.settings["raw_enabled"] = False
