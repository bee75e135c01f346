"""What directives were read to, for who reads a page again and again, or pages that have much in common.

A preview keeps this with its Sphinx, so it goes when that does. A process that builds keeps it for the next documents:
schools have clauses in the same words, and so have the versions of a text.
"""

from __future__ import annotations

from collections.abc import Callable

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from schoolprotocol.source.cache import Cache
from schoolprotocol.source.loaded import Loaded

LIMIT = 2_000_000
"""Characters of MyST of which the nodes are kept: the pages of ten schools. In memory it is some ten times as much."""


class Kept:
    """Keeps the nodes of the directives that were read last, by all that they say."""

    def __init__(self) -> None:
        self._cache = Cache(LIMIT)

    def nodes(self, directive: SphinxDirective, read: Callable[[], list[nodes.Node]]) -> list[nodes.Node]:
        """What a directive gives: nodes of its own each time, for transforms change them.

        Args:
            directive: what stands on the page.
            read: reads it.
        """
        options = tuple(sorted(directive.options.items()))
        key = (directive.name, tuple(directive.arguments), options, tuple(directive.content))

        def alone() -> Loaded[tuple[int, list[nodes.Node]]]:
            made = read()
            for node in _all(made):
                # The page from which it was read need not stay for it, and it goes when it is forgotten.
                node.document = node.parent = None  # type: ignore[assignment]
            return Loaded((directive.lineno, made))

        first, known = self._cache.get(key, len(directive.block_text), alone).value
        made, document = [node.deepcopy() for node in known], directive.state.document
        for node in _all(made):
            node.document = document
            if node.line is not None:
                node.line += directive.lineno - first
            if node.source is not None:
                node.source = document["source"]
        return made


def _all(found: list[nodes.Node]) -> list[nodes.Node]:
    return [node for one in found for node in one.findall()]
