"""The directives that a generated page uses.

Titles and headings are options between quotes (`text.myst.quoted`), which MyST reads as YAML: any line comes through.
"""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes as docutils_nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from schoolprotocol.outputs.site.sphinx_ext import nodes
from schoolprotocol.words.terms import FORM_MARKS


class _Container(SphinxDirective):
    """A directive whose content becomes the children of one node."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True

    def node(self) -> docutils_nodes.Element:
        """The node that holds the content."""
        raise NotImplementedError

    def run(self) -> list[docutils_nodes.Node]:
        domain: Any = self.env.get_domain("policy")
        return domain.kept.nodes(self, self._read) if domain.kept is not None else self._read()

    def _read(self) -> list[docutils_nodes.Node]:
        node = self.node()
        self.set_source_info(node)
        node += self.parse_content_to_nodes()
        return [node]


class ClauseDirective(_Container):
    """`:::{clause} theme.topic`: one clause, with its number in this document."""

    option_spec: ClassVar = {
        "number": directives.unchanged,
        "label": directives.unchanged_required,
        "title": directives.unchanged_required,
        "audience": directives.unchanged_required,
        "run-in": directives.unchanged_required,
    }

    def node(self) -> docutils_nodes.Element:
        return nodes.clause(
            "",
            ids=[self.arguments[0]],
            number=self.options.get("number") or "",
            label=self.options["label"],
            title=self.options["title"],
            audience=self.options["audience"],
        )

    def _read(self) -> list[docutils_nodes.Node]:
        clause: Any = super()._read()[0]
        title = self.options.get("run-in")
        if title:
            _begin(clause, nodes.run_in("", title=title))
        return [clause]


def _begin(clause: docutils_nodes.Element, with_: nodes.run_in) -> None:
    """Put something before the text of a clause, in its first paragraph."""
    first: Any = next(iter(clause.children), None)
    if not isinstance(first, docutils_nodes.paragraph):
        clause.insert(0, first := docutils_nodes.paragraph())
    first.insert(0, with_)


class ClausesDirective(_Container):
    """`::::{clauses} numbered`: clauses in one form."""

    option_spec: ClassVar = {"heading": directives.unchanged}

    def node(self) -> docutils_nodes.Element:
        return nodes.clauses("", form=self.arguments[0], heading=self.options.get("heading") or "")

    def run(self) -> list[docutils_nodes.Node]:
        found = super().run()
        for group in found:
            for clause in group.children:  # a clause is written out as an item or as a paragraph
                if isinstance(clause, nodes.clause):
                    clause["form"] = self.arguments[0]
                    if clause["form"] == "donts":
                        _begin(clause, nodes.run_in("", title=FORM_MARKS["donts"].strip(), sign=True))
        return found


class ColumnsDirective(_Container):
    """`{columns}`: a table; each child is a column."""

    required_arguments = 0

    def node(self) -> docutils_nodes.Element:
        return nodes.columns("")


class ColumnDirective(_Container):
    """`{column}`: one column, with its heading as an option."""

    required_arguments = 0
    option_spec: ClassVar = {"heading": directives.unchanged_required}

    def node(self) -> docutils_nodes.Element:
        return nodes.column("", heading=self.options["heading"])


class NotesDirective(_Container):
    """`{notes}`: the list of notes."""

    required_arguments = 0

    def node(self) -> docutils_nodes.Element:
        return nodes.notes("")


class NoteTextDirective(_Container):
    """`{note-text} 1`: the text of one note."""

    def node(self) -> docutils_nodes.Element:
        number = self.arguments[0]
        return nodes.note_text("", ids=[f"noot-{number}"], number=number)


class ControlDirective(_Container):
    """`{control} id`: a table of document control."""

    option_spec: ClassVar = {"heading": directives.unchanged}

    def node(self) -> docutils_nodes.Element:
        return nodes.control("", table_id=self.arguments[0], heading=self.options.get("heading") or "")


class ClosingDirective(_Container):
    """`{closing} id`: a section without heading."""

    def node(self) -> docutils_nodes.Element:
        return nodes.closing("", ids=[self.arguments[0]])


class SectionIdDirective(SphinxDirective):
    """`{section-id} id`: the permanent id of the section that it stands in."""

    required_arguments = 1

    def run(self) -> list[docutils_nodes.Node]:
        return [nodes.section_id("", name=self.arguments[0])]


class FramedDirective(SphinxDirective):
    """`{framed}`: the section that it stands in is set in a frame."""

    def run(self) -> list[docutils_nodes.Node]:
        return [nodes.framed("")]


DIRECTIVES: dict[str, type[SphinxDirective]] = {
    "clauses": ClausesDirective,
    "columns": ColumnsDirective,
    "column": ColumnDirective,
    "notes": NotesDirective,
    "note-text": NoteTextDirective,
    "control": ControlDirective,
    "closing": ClosingDirective,
    "section-id": SectionIdDirective,
    "framed": FramedDirective,
}
