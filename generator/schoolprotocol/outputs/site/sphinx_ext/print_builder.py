"""The `policyprint` builder: the same doctree as lean HTML for print, in parts that the print template arranges."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docutils import nodes as docutils_nodes
from sphinx.builders import Builder
from sphinx.errors import ExtensionError

from schoolprotocol.outputs.site.sphinx_ext.print_translator import PrintTranslator

NOTES, CONTROL = "noten", "documentgegevens"
"""Sections that the print template places by itself, under a heading of its own."""


@dataclass(frozen=True, slots=True)
class PrintParts:
    """One document as HTML fragments. Chapters start at h2."""

    body: str
    notes: str
    """The list of notes, without heading; empty where there are none."""
    control: str
    """The tables of document control with their h3, without heading; empty where there is none."""


class PrintBuilder(Builder):
    """Writes each page as fragments; `parts` gives them without writing."""

    name = "policyprint"
    format = "policyprint"
    default_translator_class = PrintTranslator
    allow_parallel = True

    def get_outdated_docs(self) -> list[str]:
        """Every page: fragments are cheap."""
        return sorted(self.env.found_docs)

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Everything is one document."""
        return ""

    def write_doc(self, docname: str, doctree: docutils_nodes.document) -> None:
        """Write the fragments beside each other."""
        parts = self.parts_of(doctree)
        text = (
            f"<main>\n{parts.body}</main>\n<section>\n{parts.notes}</section>\n<section>\n{parts.control}</section>\n"
        )
        (Path(self.outdir) / f"{docname}.html").write_text(text, encoding="utf-8")

    def parts(self, docname: str) -> PrintParts:
        """The fragments of one page."""
        return self.parts_of(self.env.get_and_resolve_doctree(docname, self, tags=self.tags))

    def parts_of(self, doctree: docutils_nodes.document) -> PrintParts:
        """The fragments of one resolved doctree."""
        top = next(iter(doctree.findall(docutils_nodes.section)), None)
        if top is None:
            raise ExtensionError("index.md has no heading")
        apart: dict[str, list[docutils_nodes.Node]] = {NOTES: [], CONTROL: []}
        body: list[docutils_nodes.Node] = []
        for child in top.children:
            id_ = child["ids"][0] if isinstance(child, docutils_nodes.section) else ""
            if id_ in apart:
                apart[id_] += _without_title(child)
            else:
                body.append(child)
        return PrintParts(
            self._html(doctree, [child for child in body if not isinstance(child, docutils_nodes.title)]),
            self._html(doctree, apart[NOTES]),
            self._html(doctree, apart[CONTROL]),
        )

    def _html(self, doctree: docutils_nodes.document, children: list[docutils_nodes.Node]) -> str:
        translator: Any = self.create_translator(doctree, self)
        for child in children:
            child.walkabout(translator)
        html: str = translator.html()
        return html


def _without_title(section: docutils_nodes.Node) -> list[docutils_nodes.Node]:
    return [child for child in section.children if not isinstance(child, docutils_nodes.title)]
