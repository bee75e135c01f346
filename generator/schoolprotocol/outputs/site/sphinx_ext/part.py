"""The doctree of the protocol → what of it concerns some readers: their clauses, under the same headings.

Which clauses those are, the policy says (`policy.walk.keep`, handed over in the context). What stands around them is
known to the doctree alone, which Sphinx made of the page: which section was put in which, what closes the document, and
which notes a clause calls. So the doctree is sifted here, and not a second page written and read.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from docutils import nodes as docutils_nodes

from schoolprotocol.outputs.site.sphinx_ext import nodes

_HOLDERS = (docutils_nodes.section, nodes.clauses, nodes.columns, nodes.column, nodes.closing, nodes.notes)
"""What goes when nothing is left in it."""


def part_of(doctree: docutils_nodes.document, clauses: Collection[str], home: str) -> docutils_nodes.document:
    """A document with only some clauses and the notes that these call, without document control.

    A reference to a clause that is left out leads to the whole protocol.

    Args:
        doctree: the whole protocol, with references resolved; it stays as it is.
        clauses: ids of those that stay.
        home: address of the whole protocol: `index.html`.
    """
    part = doctree.copy()
    part += _Sieve(frozenset(clauses)).kept(doctree)
    shown = {id_ for node in part.findall(docutils_nodes.Element) for id_ in node["ids"]}
    for reference in part.findall(docutils_nodes.reference):
        if "refid" in reference and reference["refid"] not in shown:
            reference["refuri"] = f"{home}#{reference['refid']}"
            del reference["refid"]
    return part


class _Sieve:
    """Takes one walk in reading order: notes stand behind the clauses that call them."""

    def __init__(self, clauses: frozenset[str]) -> None:
        self.clauses = clauses
        self.called: set[str] = set()
        """Numbers of the notes that a clause which was kept calls."""

    def kept(self, node: docutils_nodes.Element) -> list[docutils_nodes.Node]:
        """Copies of the children that stay."""
        kept: list[docutils_nodes.Node] = []
        for child in node.children:
            for copy in self._copies(child):
                moves_up = isinstance(copy, nodes.closing) and not isinstance(child, nodes.closing)
                if moves_up and kept and isinstance(kept[-1], docutils_nodes.section):
                    _last_section(kept[-1]).append(copy)
                else:
                    kept.append(copy)
        return kept

    def _copies(self, node: docutils_nodes.Node) -> list[docutils_nodes.Node]:
        if isinstance(node, _HOLDERS):
            return self._holder(node)
        if isinstance(node, nodes.control) or (isinstance(node, nodes.note_text) and node["number"] not in self.called):
            return []
        if isinstance(node, nodes.clause):
            if self.clauses.isdisjoint(node["ids"]):
                return []
            inside = list(node.findall(docutils_nodes.Element))[1:]
            self.called.update(call["number"] for call in inside if isinstance(call, nodes.note_call))
            if node.written is not None and not any("refid" in one or one["ids"] for one in inside):
                copy = node.copy()  # what is in it looks the same here, and nothing leads to it
                copy.written = node.written
                return [copy]
        return [node.deepcopy()]

    def _holder(self, node: docutils_nodes.Element) -> list[docutils_nodes.Node]:
        kept = [child for child in self.kept(node) if not isinstance(child, docutils_nodes.title)]
        if isinstance(node, docutils_nodes.section) and all(isinstance(child, nodes.closing) for child in kept):
            return kept  # what closes a document has no heading: it only stood in its last section
        if not kept:
            return []
        copy: docutils_nodes.Element = node.copy()
        copy += [child.deepcopy() for child in node.children if isinstance(child, docutils_nodes.title)]
        copy += kept
        return [copy]


def _last_section(node: Any) -> Any:
    """The innermost section at the end, where Markdown puts what has no heading."""
    while isinstance(node.children[-1], docutils_nodes.section):
        node = node.children[-1]
    return node
