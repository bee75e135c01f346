"""How the nodes of a policy document look in HTML, on the site."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

from docutils import nodes as docutils_nodes

from generator.sphinx_ext import nodes

LISTS = {"numbered": "ol", "bullets": "ul", "dos": "ul", "donts": "ul"}
"""Forms that are lists, and their element."""
MARKS = {"dos": "Wel: ", "donts": "Niet: "}
"""What a reader who does not see the mark gets."""

Visitor = Callable[[Any, Any], None]


def _visit_clauses(self: Any, node: nodes.clauses) -> None:
    form = node["form"]
    if form in LISTS:
        self.body.append(f'<{LISTS[form]} class="clauses {form}" role="list">\n')
    elif form == "callout":
        label = f' aria-label="{escape(node["heading"])}"' if node["heading"] else ""
        self.body.append(f'<aside class="clauses callout"{label}>\n')
        if node["heading"]:
            self.body.append(f'<p class="callout-heading">{escape(node["heading"])}</p>\n')
    else:
        self.body.append('<div class="clauses prose">\n')


def _depart_clauses(self: Any, node: nodes.clauses) -> None:
    element = LISTS.get(node["form"], "aside" if node["form"] == "callout" else "div")
    self.body.append(f"</{element}>\n")


def _visit_clause(self: Any, node: nodes.clause) -> None:
    element = "li" if node["form"] in LISTS else "div"
    self.body.append(
        f'<{element} class="clause" id="{escape(node["ids"][0])}" data-audience="{escape(node["audience"])}">'
    )
    if node["number"]:
        self.body.append(f'<span class="number">{escape(node["number"])}</span> ')
    elif node["form"] in MARKS:
        self.body.append(f'<span class="visually-hidden">{MARKS[node["form"]]}</span>')
    self.body.append('<div class="clause-text">')


def _depart_clause(self: Any, node: nodes.clause) -> None:
    element = "li" if node["form"] in LISTS else "div"
    name = escape(f"Vaste link naar {node['label']}")
    link = f'<a class="permalink" href="#{escape(node["ids"][0])}" aria-label="{name}" title="{name}"></a>'
    self.body.append(f"</div>{link}</{element}>\n")


def column_headings(node: nodes.columns) -> list[str]:
    """The headings above the columns."""
    return [child["heading"] for child in node.children if isinstance(child, nodes.column)]


def _visit_columns(self: Any, node: nodes.columns) -> None:
    headings = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in column_headings(node))
    self.body.append(f'<table class="columns"><thead><tr>{headings}</tr></thead><tbody><tr>\n')


def _depart_columns(self: Any, node: nodes.columns) -> None:
    del node
    self.body.append("</tr></tbody></table>\n")


def _visit_column(self: Any, node: nodes.column) -> None:
    self.body.append(f'<td data-heading="{escape(node["heading"])}">')


def _depart_column(self: Any, node: nodes.column) -> None:
    del node
    self.body.append("</td>\n")


def _visit_notes(self: Any, node: nodes.notes) -> None:
    del node
    self.body.append('<ol class="notes" role="list">\n')


def _depart_notes(self: Any, node: nodes.notes) -> None:
    del node
    self.body.append("</ol>\n")


def _visit_note_text(self: Any, node: nodes.note_text) -> None:
    number = node["number"]
    self.body.append(f'<li id="noot-{number}"><span class="number">{number}</span> <div class="note-text">')


def _depart_note_text(self: Any, node: nodes.note_text) -> None:
    number = node["number"]
    name = f"Terug naar de tekst bij noot {number}"
    link = f'<a class="note-back" href="#noot-{number}-terug" aria-label="{name}" title="{name}">↑</a>'
    self.body.append(f"</div>{link}</li>\n")


def _visit_note_call(self: Any, node: nodes.note_call) -> None:
    number = node["number"]
    self.body.append(
        f'<sup class="note-call"><a id="noot-{number}-terug" href="#noot-{number}" '
        f'aria-label="Noot {number}">{number}</a></sup>'
    )
    raise docutils_nodes.SkipNode


def _visit_control(self: Any, node: nodes.control) -> None:
    self.body.append(f'<div class="control control-{escape(node["table_id"])}">')
    if node["heading"]:
        self.body.append(f'<p class="control-heading">{escape(node["heading"])}</p>')


def _visit_closing(self: Any, node: nodes.closing) -> None:
    self.body.append(f'<div class="closing" id="{escape(node["ids"][0])}">')


def _depart_div(self: Any, node: docutils_nodes.Element) -> None:
    del node
    self.body.append("</div>\n")


def _visit_number(self: Any, node: nodes.number) -> None:
    del node
    self.body.append('<span class="number">')


def _depart_number(self: Any, node: nodes.number) -> None:
    del node
    self.body.append("</span>")


def _nothing(self: Any, node: docutils_nodes.Element) -> None:
    del self, node


VISITORS: dict[type[docutils_nodes.Element], tuple[Visitor, Visitor]] = {
    nodes.clauses: (_visit_clauses, _depart_clauses),
    nodes.clause: (_visit_clause, _depart_clause),
    nodes.columns: (_visit_columns, _depart_columns),
    nodes.column: (_visit_column, _depart_column),
    nodes.notes: (_visit_notes, _depart_notes),
    nodes.note_text: (_visit_note_text, _depart_note_text),
    nodes.note_call: (_visit_note_call, _nothing),
    nodes.control: (_visit_control, _depart_div),
    nodes.closing: (_visit_closing, _depart_div),
    nodes.number: (_visit_number, _depart_number),
}
