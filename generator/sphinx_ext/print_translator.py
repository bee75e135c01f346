"""The doctree as lean HTML for print.

Lean, because layout is most of what a PDF costs: no `<p>` inside `<li>` and `<td>` (PDF/UA-1 forbids it too), no
permalinks, no wrappers. A node that is not listed here stops the build: nothing is lost in silence.
"""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes as docutils_nodes
from sphinx.util.docutils import SphinxTranslator

from generator.sphinx_ext import nodes
from generator.sphinx_ext.html import LISTS, MARKS, column_headings


class PrintTranslator(SphinxTranslator):
    """Collects HTML in `body`."""

    def __init__(self, document: docutils_nodes.document, builder: Any) -> None:
        super().__init__(document, builder)
        self.body: list[str] = []
        self.level = 1
        self.closers: list[str] = []

    # -- writing ------------------------------------------------------------------------------------------------------

    def _open(self, start: str, end: str = "") -> None:
        self.body.append(start)
        self.closers.append(end)

    def _close(self, node: docutils_nodes.Node) -> None:
        self.body.append(self.closers.pop())

    # -- text ---------------------------------------------------------------------------------------------------------

    def visit_Text(self, node: docutils_nodes.Text) -> None:  # noqa: N802
        self.body.append(escape(node.astext(), quote=False))

    def depart_Text(self, node: docutils_nodes.Text) -> None:  # noqa: N802
        pass

    def visit_paragraph(self, node: docutils_nodes.paragraph) -> None:
        parent = node.parent
        in_item = isinstance(parent, docutils_nodes.list_item | docutils_nodes.entry | nodes.note_text) or (
            isinstance(parent, nodes.clause) and parent["form"] in LISTS
        )
        if not in_item:
            self._open("<p>", "</p>\n")
        elif parent.index(node) == 0:
            self._open("")
        else:
            self._open('<span class="next">', "</span>")

    def visit_emphasis(self, node: docutils_nodes.emphasis) -> None:
        self._open("<em>", "</em>")

    def visit_strong(self, node: docutils_nodes.strong) -> None:
        self._open("<strong>", "</strong>")

    def visit_inline(self, node: docutils_nodes.inline) -> None:
        self._open("")

    def visit_reference(self, node: docutils_nodes.reference) -> None:
        target = node.get("refuri") or f"#{node['refid']}"
        self._open(f'<a href="{escape(target)}">', "</a>")

    def visit_line_break(self, node: docutils_nodes.Element) -> None:
        self._open("<br>")

    def visit_raw(self, node: docutils_nodes.raw) -> None:
        # MyST writes a forced line break as raw nodes, one for each format; clause texts cannot hold other raw nodes.
        if node.get("format") == "html" and node.astext().strip() == "<br />":
            self.body.append("<br>")
        raise docutils_nodes.SkipNode

    # -- structure ----------------------------------------------------------------------------------------------------

    def visit_section(self, node: docutils_nodes.section) -> None:
        self.level += 1
        framed = "framed" in node["classes"]
        self._open('<div class="framed">' if framed else "", "</div>\n" if framed else "")

    def depart_section(self, node: docutils_nodes.section) -> None:
        self.level -= 1
        self._close(node)

    def visit_title(self, node: docutils_nodes.title) -> None:
        level = min(self.level, 6)
        self._open(f'<h{level} id="{escape(node.parent["ids"][0])}">', f"</h{level}>\n")

    def visit_number(self, node: nodes.number) -> None:
        self._open('<span class="number">', "</span>")

    def visit_closing(self, node: nodes.closing) -> None:
        self._open(f'<div class="closing" id="{escape(node["ids"][0])}">', "</div>\n")

    def visit_control(self, node: nodes.control) -> None:
        self._open(f"<h3>{escape(node['heading'])}</h3>\n" if node["heading"] else "")

    # -- lists and tables ---------------------------------------------------------------------------------------------

    def visit_bullet_list(self, node: docutils_nodes.bullet_list) -> None:
        self._open("<ul>", "</ul>\n")

    def visit_enumerated_list(self, node: docutils_nodes.enumerated_list) -> None:
        self._open("<ol>", "</ol>\n")

    def visit_list_item(self, node: docutils_nodes.list_item) -> None:
        self._open("<li>", "</li>\n")

    def visit_table(self, node: docutils_nodes.table) -> None:
        self._open("<table>", "</table>\n")

    def visit_tgroup(self, node: docutils_nodes.tgroup) -> None:
        self._open("")

    def visit_colspec(self, node: docutils_nodes.colspec) -> None:
        raise docutils_nodes.SkipNode

    def visit_thead(self, node: docutils_nodes.thead) -> None:
        self._open("<thead>", "</thead>")

    def visit_tbody(self, node: docutils_nodes.tbody) -> None:
        self._open("<tbody>", "</tbody>")

    def visit_row(self, node: docutils_nodes.row) -> None:
        self._open("<tr>", "</tr>\n")

    def visit_entry(self, node: docutils_nodes.entry) -> None:
        group = node.parent.parent.parent
        column = node.parent.index(node)
        specs = [child for child in group.children if isinstance(child, docutils_nodes.colspec)]
        if isinstance(node.parent.parent, docutils_nodes.thead):
            self._open('<th scope="col">', "</th>")
        elif specs[column].get("stub"):
            self._open('<th scope="row">', "</th>")
        else:
            self._open("<td>", "</td>")

    # -- clauses ------------------------------------------------------------------------------------------------------

    def visit_clauses(self, node: nodes.clauses) -> None:
        form = node["form"]
        if form in LISTS:
            self._open(f'<{LISTS[form]} class="clauses {form}">', f"</{LISTS[form]}>\n")
        elif form == "callout":
            heading = f'<p class="callout-heading">{escape(node["heading"])}</p>\n' if node["heading"] else ""
            self._open(f'<div class="callout">{heading}', "</div>\n")
        else:
            self._open("")

    def visit_clause(self, node: nodes.clause) -> None:
        id_ = escape(node["ids"][0])
        if node["form"] not in LISTS:
            self._open(f'<div class="clause" id="{id_}">', "</div>\n")
            return
        number = f'<span class="number">{escape(node["number"])}</span> ' if node["number"] else ""
        mark = f'<span class="mark">{MARKS[node["form"]]}</span>' if node["form"] in MARKS else ""
        self._open(f'<li id="{id_}">{number}{mark}', "</li>\n")

    def visit_columns(self, node: nodes.columns) -> None:
        headings = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in column_headings(node))
        self._open(f'<table class="columns"><thead><tr>{headings}</tr></thead><tbody><tr>', "</tr></tbody></table>\n")

    def visit_column(self, node: nodes.column) -> None:
        self._open("<td>", "</td>")

    # -- notes --------------------------------------------------------------------------------------------------------

    def visit_notes(self, node: nodes.notes) -> None:
        self._open('<ol class="notes">', "</ol>\n")

    def visit_note_text(self, node: nodes.note_text) -> None:
        number = node["number"]
        self._open(f'<li id="noot-{number}"><span class="number">{number}</span> ', "</li>\n")

    def visit_note_call(self, node: nodes.note_call) -> None:
        number = node["number"]
        self._open(f'<sup><a href="#noot-{number}" title="Noot {number}">{number}</a></sup>')

    depart_paragraph = depart_emphasis = depart_strong = depart_inline = depart_reference = _close
    depart_line_break = depart_title = depart_number = depart_closing = depart_control = _close
    depart_bullet_list = depart_enumerated_list = depart_list_item = depart_table = depart_tgroup = _close
    depart_thead = depart_tbody = depart_row = depart_entry = depart_clauses = depart_clause = _close
    depart_columns = depart_column = depart_notes = depart_note_text = depart_note_call = _close
