"""The doctree as lean HTML for print.

Lean, because layout is most of what a PDF costs: no `<p>` inside `<li>` and `<td>`, no emphasis inside `<a>` (PDF/UA-1
forbids both too), no permalinks, no wrappers. A node that is not listed here stops the build: nothing is lost in
silence.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

from docutils import nodes as docutils_nodes
from sphinx.util.docutils import SphinxTranslator

from schoolprotocol.outputs.site.sphinx_ext import nodes
from schoolprotocol.outputs.site.sphinx_ext.html import LISTS, column_headings, run_in

LONGEST_ROW = 1_600
"""Characters in the longest column of a side-by-side table that surely fits on one page; see `fits_on_a_page`."""
CHARACTERS_OF_AN_ITEM = 45
"""What an item takes up besides its text: on average half a line, and the space below it."""
_BETWEEN_DIGITS = re.compile(r"(?<=\d) (?=\d)")
_EMPTY_LINK = re.compile(r'<a href="[^"]*"></a>')
_TELEPHONE = re.compile(r"(?<![\d.,/-])(?:(?:0|\+31)[ -]?\d(?:[ -]?\d){5,}|112)(?![\d.,/-]*\d)")
CALLS = 2
"""So many clauses with a telephone number make a list of help."""
LONGEST_HANGING_NUMBER = 4
"""A longer number (`Bijlage 1`) does not fit before the heading and goes above it."""


def fits_on_a_page(column: docutils_nodes.Element) -> bool:
    """Whether a column can stand beside another without running over to a next page.

    A row that breaks would be read as left, right, left, right; so columns that may be too long go below each other.
    """
    items = list(column.findall(docutils_nodes.list_item)) + list(column.findall(nodes.clause))
    return len(column.astext()) + CHARACTERS_OF_AN_ITEM * len(items) <= LONGEST_ROW


def numbered(number: str) -> str:
    """A number before a text. In the text and not a list marker: WeasyPrint draws markers last, out of order."""
    return f'<span class="number">{escape(number)}</span> ' if number else ""


def leads(clause: nodes.clause) -> bool:
    """Whether a clause introduces the list or table that comes next, and may not be parted from it."""
    group = clause.parent
    if not isinstance(group, nodes.clauses) or clause is not group.children[-1]:
        return False
    following = group.next_node(descend=False, siblings=True)
    return isinstance(following, nodes.columns) or (isinstance(following, nodes.clauses) and following["form"] in LISTS)


def tells_whom_to_call(group: nodes.clauses) -> bool:
    """Whether clauses give telephone numbers: who needs help finds them all on one page."""
    found = (_TELEPHONE.search(clause.astext()) for clause in group.findall(nodes.clause))
    return sum(number is not None for number in found) >= CALLS


class PrintTranslator(SphinxTranslator):
    """Collects HTML in `body`."""

    def __init__(self, document: docutils_nodes.document, builder: Any) -> None:
        super().__init__(document, builder)
        self.body: list[str] = []
        self.level = 1
        self.closers: list[str] = []
        self.links: list[str] = []
        """The opening tags of the links that we are in."""
        self.beside = True
        """Whether the columns that we are in stand beside each other."""

    def html(self) -> str:
        """What was collected."""
        return _EMPTY_LINK.sub("", "".join(self.body))

    # -- writing ------------------------------------------------------------------------------------------------------

    def _open(self, start: str, end: str = "") -> None:
        self.body.append(start)
        self.closers.append(end)

    def _close(self, node: docutils_nodes.Node) -> None:
        self.body.append(self.closers.pop())

    # -- text ---------------------------------------------------------------------------------------------------------

    def visit_Text(self, node: docutils_nodes.Text) -> None:  # noqa: N802
        # A number in groups, such as that of a telephone, stays on one line.
        self.body.append(escape(_BETWEEN_DIGITS.sub("\N{NO-BREAK SPACE}", node.astext()), quote=False))

    def depart_Text(self, node: docutils_nodes.Text) -> None:  # noqa: N802
        pass

    def visit_paragraph(self, node: docutils_nodes.paragraph) -> None:
        parent = node.parent
        if isinstance(parent, docutils_nodes.list_item | docutils_nodes.entry | nodes.note_text):
            in_item = True
        else:
            in_item = isinstance(parent, nodes.clause) and parent["form"] in LISTS
        if in_item:
            first = parent.index(node) == 0
            self._open("" if first else '<span class="next">', "" if first else "</span>")
            return
        following = node.next_node(descend=False, siblings=True)
        is_lead = isinstance(following, docutils_nodes.bullet_list | docutils_nodes.enumerated_list) or (
            isinstance(parent, nodes.clause) and following is None and leads(parent)
        )
        alone = isinstance(parent, nodes.clause) and len(parent.children) == 1
        id_ = f' id="{escape(parent["ids"][0])}"' if alone else ""
        self._open(f'<p{id_} class="lead">' if is_lead else f"<p{id_}>", "</p>\n")

    def visit_emphasis(self, node: docutils_nodes.emphasis) -> None:
        self._open_emphasis("em")

    def visit_strong(self, node: docutils_nodes.strong) -> None:
        self._open_emphasis("strong")

    def _open_emphasis(self, tag: str) -> None:
        closed, reopened = self._link_parts()
        self._open(f"{closed}<{tag}>{reopened}", f"{closed}</{tag}>{reopened}")

    def _link_parts(self) -> tuple[str, str]:
        """What closes the link that we are in, and what opens it again; PDF/UA-1 wants nothing but text in a link."""
        return ("</a>", self.links[-1]) if self.links else ("", "")

    def visit_inline(self, node: docutils_nodes.inline) -> None:
        self._open("")

    def visit_reference(self, node: docutils_nodes.reference) -> None:
        closed, reopened = self._link_parts()
        target = node.get("refuri") or f"#{node['refid']}"
        self.links.append(f'<a href="{escape(target)}">')
        self._open(closed + self.links[-1], f"</a>{reopened}")

    def depart_reference(self, node: docutils_nodes.reference) -> None:
        self.links.pop()
        self._close(node)

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
        hangs = len(node.astext()) <= LONGEST_HANGING_NUMBER
        self._open('<span class="number">' if hangs else '<span class="label">', "</span>")

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
            together = " together" if tells_whom_to_call(node) else ""
            self._open(f'<{LISTS[form]} class="clauses {form}{together}">', f"</{LISTS[form]}>\n")
        elif form == "callout":
            heading = f'<p class="callout-heading">{escape(node["heading"])}</p>\n' if node["heading"] else ""
            self._open(f'<div class="callout">{heading}', "</div>\n")
        else:
            self._open("")

    def visit_clause(self, node: nodes.clause) -> None:
        id_ = escape(node["ids"][0])
        if node["form"] in LISTS:
            self._open(f'<li id="{id_}">{numbered(node["number"])}', "</li>\n")
        elif len(node.children) == 1 and isinstance(node.children[0], docutils_nodes.paragraph):
            self._open("")  # the paragraph bears the id
        else:
            self._open(f'<div id="{id_}">', "</div>\n")

    def visit_run_in(self, node: nodes.run_in) -> None:
        self._open("" if node.get("sign") else run_in(node))

    def visit_columns(self, node: nodes.columns) -> None:
        self.beside = all(fits_on_a_page(child) for child in node.findall(nodes.column))
        if not self.beside:
            self._open("")
            return
        headings = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in column_headings(node))
        self._open(f'<table class="columns"><thead><tr>{headings}</tr></thead><tbody><tr>', "</tr></tbody></table>\n")

    def visit_column(self, node: nodes.column) -> None:
        if self.beside:
            self._open("<td>", "</td>")
        else:
            self._open(f'<p class="column-heading">{escape(node["heading"])}</p>\n')

    # -- notes --------------------------------------------------------------------------------------------------------

    def visit_notes(self, node: nodes.notes) -> None:
        self._open('<ol class="notes">', "</ol>\n")

    def visit_note_text(self, node: nodes.note_text) -> None:
        number = node["number"]
        self._open(f'<li id="noot-{number}">{numbered(number)}', "</li>\n")

    def visit_note_call(self, node: nodes.note_call) -> None:
        number, (closed, reopened) = node["number"], self._link_parts()
        self._open(f'{closed}<sup><a href="#noot-{number}">{number}</a></sup>{reopened}')

    depart_paragraph = depart_emphasis = depart_strong = depart_inline = _close
    depart_line_break = depart_title = depart_number = depart_closing = depart_control = _close
    depart_bullet_list = depart_enumerated_list = depart_list_item = depart_table = depart_tgroup = _close
    depart_thead = depart_tbody = depart_row = depart_entry = depart_clauses = depart_clause = depart_run_in = _close
    depart_columns = depart_column = depart_notes = depart_note_text = depart_note_call = _close
