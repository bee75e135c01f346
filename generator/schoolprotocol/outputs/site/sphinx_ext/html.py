"""How the nodes of a policy document look in HTML, on the site."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

from docutils import nodes as docutils_nodes

from schoolprotocol.outputs.site.sphinx_ext import nodes
from schoolprotocol.words.terms import FORM_MARKS

LISTS = {"numbered": "ol", "bullets": "ul", "dos": "ul", "donts": "ul"}
"""Forms that are lists, and their element."""
HANGING = 5
"""Characters of a number for which the margin has room."""
FITTING = 5
"""Columns of a table for which a page has room; one with more scrolls by itself, also with the keyboard."""

Visitor = Callable[[Any, Any], None]


def _heading(self: Any, text: str, name: str) -> str:
    """A heading one level below that of the section."""
    level = min(self.section_level + 1, 6)
    return f'<h{level} class="{name}">{escape(text)}</h{level}>\n'


def _visit_clauses(self: Any, node: nodes.clauses) -> None:
    form = node["form"]
    if form in LISTS:
        # Safari takes a list without bullets for no list, unless it has the role.
        self.body.append(f'<{LISTS[form]} class="clauses {form}" role="list">\n')
        return
    self.body.append(f'<div class="clauses {form}">\n')
    if node["heading"]:
        self.body.append(_heading(self, node["heading"], "callout-heading"))


def _depart_clauses(self: Any, node: nodes.clauses) -> None:
    self.body.append(f"</{LISTS.get(node['form'], 'div')}>\n")


def _visit_clause(self: Any, node: nodes.clause) -> None:
    if node.written is not None and not node.children:  # of a part: as it is in the whole
        self.body.append(node.written)
        raise docutils_nodes.SkipNode
    self.context.append(len(self.body))
    element = "li" if node["form"] in LISTS else "div"
    self.body.append(
        f'<{element} class="clause" id="{escape(node["ids"][0])}" data-audience="{escape(node["audience"])}">'
    )
    # What links made long ago still seek: without them they would end at the top of the page.
    former = _of_site(self, "formerly").get(node["ids"][0], ())
    self.body.extend(f'<span class="formerly" id="{escape(was)}"></span>' for was in former)
    if node["number"]:
        self.body.append(f'<span class="number">{escape(node["number"])}</span> ')
    elif node["form"] == "dos":  # its sign is drawn
        self.body.append(f'<span class="visually-hidden">{FORM_MARKS[node["form"]]}</span>')
    self.body.append('<div class="clause-text">')


def _depart_clause(self: Any, node: nodes.clause) -> None:
    element = "li" if node["form"] in LISTS else "div"
    name = escape(f"Vaste link naar {node['label']}")
    link = f'<a class="permalink" tabindex="-1" href="#{escape(node["ids"][0])}" aria-label="{name}"></a>'
    self.body.append(f"</div>{link}{_changed(self, node)}</{element}>\n")
    node.written = "".join(self.body[self.context.pop() :])


def run_in(node: nodes.run_in) -> str:
    """The title of a clause before its text."""
    return f'<strong class="clause-title">{escape(node["title"], quote=False)}</strong> '


def _visit_run_in(self: Any, node: nodes.run_in) -> None:
    self.body.append(run_in(node))


def _changed(self: Any, node: nodes.clause) -> str:
    """Leads to the history of a clause that says something else than it did at first."""
    id_ = node["ids"][0]
    version = _of_site(self, "changed").get(id_)
    if version is None:
        return ""
    number = escape(version)
    where = f"geschiedenis.html#{escape(id_)}"
    return f'<a class="hist" href="{where}" aria-label="Gewijzigd in {number}">{number}</a>'


def _of_site(self: Any, name: str) -> Any:
    """What the site knows, by clause; a preview knows nothing."""
    return self.builder.config.html_context.get("site", {}).get(name, {})


def column_headings(node: nodes.columns) -> list[str]:
    """The headings above the columns."""
    return [child["heading"] for child in node.children if isinstance(child, nodes.column)]


def _visit_columns(self: Any, node: nodes.columns) -> None:
    # Not a table: its columns are lists to read one after the other, and on a narrow screen they stand so.
    self.body.append('<div class="columns">\n')


def _visit_column(self: Any, node: nodes.column) -> None:
    self.body.append('<div class="column">\n' + _heading(self, node["heading"], "column-heading"))


def _visit_notes(self: Any, node: nodes.notes) -> None:
    del node
    self.body.append('<ol class="notes" role="list">\n')


def _depart_notes(self: Any, node: nodes.notes) -> None:
    del node
    self.body.append("</ol>\n")


def _visit_note_text(self: Any, node: nodes.note_text) -> None:
    number = node["number"]
    # A popover that stands in the list until it is opened (site.css): the text is there once, and needs no script.
    self.body.append(f'<li id="noot-{number}" popover><span class="number">{number}</span> <div class="note-text">')


def _depart_note_text(self: Any, node: nodes.note_text) -> None:
    number = node["number"]
    name = f"Terug naar de tekst bij noot {number}"
    link = f'<a class="note-back" href="#noot-{number}-terug" aria-label="{name}" title="{name}">↑</a>'
    close = (
        f'<button type="button" class="note-close" popovertarget="noot-{number}" popovertargetaction="hide" '
        f'aria-label="Sluit noot {number}"></button>'
    )
    self.body.append(f"</div>{link}{close}</li>\n")


def _visit_note_call(self: Any, node: nodes.note_call) -> None:
    number = node["number"]
    # Where a browser knows popovers the button is shown, elsewhere and in print the link.
    self.body.append(
        f'<sup class="note-call" id="noot-{number}-terug"><a href="#noot-{number}" aria-label="Noot {number}">{number}'
        f'</a><button type="button" popovertarget="noot-{number}" data-number="{number}" aria-label="Noot {number}">'
        f"</button></sup>"
    )
    raise docutils_nodes.SkipNode


def _visit_control(self: Any, node: nodes.control) -> None:
    scrolls = ""
    if sum(1 for _column in node.findall(docutils_nodes.colspec)) > FITTING:
        name = escape(node["heading"] or "Documentgegevens")
        scrolls = f' role="region" aria-label="Tabel: {name}" tabindex="0"'
    self.body.append(f'<div class="control control-{escape(node["table_id"])}"{scrolls}>')
    if node["heading"]:
        self.body.append(_heading(self, node["heading"], "control-heading"))


def _visit_closing(self: Any, node: nodes.closing) -> None:
    self.body.append(f'<div class="closing" id="{escape(node["ids"][0])}">')


def _depart_div(self: Any, node: docutils_nodes.Element) -> None:
    del node
    self.body.append("</div>\n")


def _visit_number(self: Any, node: nodes.number) -> None:
    # `3.2` hangs in the margin; `Bijlage 1` is too long for that and stands before the heading.
    name = "number" if len(node.astext()) <= HANGING else "number number-word"
    self.body.append(f'<span class="{name}">')


def _depart_number(self: Any, node: nodes.number) -> None:
    del node
    self.body.append("</span>")


def _nothing(self: Any, node: docutils_nodes.Element) -> None:
    del self, node


VISITORS: dict[type[docutils_nodes.Element], tuple[Visitor, Visitor]] = {
    nodes.clauses: (_visit_clauses, _depart_clauses),
    nodes.clause: (_visit_clause, _depart_clause),
    nodes.run_in: (_visit_run_in, _nothing),
    nodes.columns: (_visit_columns, _depart_div),
    nodes.column: (_visit_column, _depart_div),
    nodes.notes: (_visit_notes, _depart_notes),
    nodes.note_text: (_visit_note_text, _depart_note_text),
    nodes.note_call: (_visit_note_call, _nothing),
    nodes.control: (_visit_control, _depart_div),
    nodes.closing: (_visit_closing, _depart_div),
    nodes.number: (_visit_number, _depart_number),
}
