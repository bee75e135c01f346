"""Doctree → HTML of the site: Sphinx's translator, with lean tables and without the page's own heading."""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes as docutils_nodes
from sphinx.writers.html5 import HTML5Translator


class SiteTranslator(HTML5Translator):
    """Tables carry their headings in each cell too, so that a narrow screen can stack the rows."""

    def visit_section(self, node: docutils_nodes.section) -> None:
        if isinstance(node.parent, docutils_nodes.document):  # the page itself: the theme writes its heading
            self.section_level += 1
            return
        super().visit_section(node)

    def depart_section(self, node: docutils_nodes.section) -> None:
        if isinstance(node.parent, docutils_nodes.document):
            self.section_level -= 1
            return
        super().depart_section(node)

    def visit_title(self, node: docutils_nodes.title) -> None:
        parent = node.parent
        if isinstance(parent, docutils_nodes.section) and isinstance(parent.parent, docutils_nodes.document):
            raise docutils_nodes.SkipNode
        super().visit_title(node)

    def visit_reference(self, node: docutils_nodes.Element) -> None:
        # What leads to another document of the school leads there from disk too; the PDF, which is made of the same
        # doctree, needs the permanent address.
        address = node.get("refuri", "")
        beside = (self.builder.config.html_context["site"].get("elsewhere") or {}).get(address)
        if beside is not None:
            node["refuri"], node["internal"] = beside, True
        super().visit_reference(node)
        if beside is not None:
            node["refuri"] = address

    def visit_table(self, node: docutils_nodes.table) -> None:
        kind = "facts" if next(node.findall(docutils_nodes.thead), None) is None else "rows"
        self.body.append(f'<table class="{kind}">\n')

    def depart_table(self, node: docutils_nodes.table) -> None:
        self.body.append("</table>\n")

    def visit_tgroup(self, node: docutils_nodes.tgroup) -> None:
        pass

    def depart_tgroup(self, node: docutils_nodes.tgroup) -> None:
        pass

    def visit_colspec(self, node: docutils_nodes.colspec) -> None:
        raise docutils_nodes.SkipNode

    def visit_thead(self, node: docutils_nodes.thead) -> None:
        self.body.append("<thead>\n")

    def visit_tbody(self, node: docutils_nodes.tbody) -> None:
        self.body.append("<tbody>\n")

    def visit_row(self, node: docutils_nodes.Element) -> None:
        self.body.append("<tr>")

    def visit_entry(self, node: docutils_nodes.entry) -> None:
        group, column = node.parent.parent.parent, node.parent.index(node)
        heads = [row for head in group.children if isinstance(head, docutils_nodes.thead) for row in head.children]
        specs = [child for child in group.children if isinstance(child, docutils_nodes.colspec)]
        heading: Any = heads[0].children[column] if heads else None
        if isinstance(node.parent.parent, docutils_nodes.thead):
            start, end = '<th scope="col">', "</th>"
        elif specs[column].get("stub"):
            start, end = '<th scope="row">', "</th>"
        elif heading is not None:
            start, end = f'<td data-heading="{escape(heading.astext())}">', "</td>"
        else:
            start, end = "<td>", "</td>"
        self.body.append(start)
        self.context.append(end)

    def depart_entry(self, node: docutils_nodes.entry) -> None:
        self.body.append(self.context.pop())
