"""The roles that a generated page uses beside `clause`."""

from __future__ import annotations

from typing import Any

from docutils import nodes as docutils_nodes

from schoolprotocol.outputs.site.sphinx_ext import nodes

_Result = tuple[list[docutils_nodes.Node], list[docutils_nodes.system_message]]


def note_role(
    name: str, rawtext: str, text: str, lineno: int, inliner: Any, options: Any = None, content: Any = None
) -> _Result:
    """`` {note}`2` ``: the call of note 2."""
    del name, lineno, inliner, options, content
    return [nodes.note_call(rawtext, number=text, ids=[f"noot-{text}-terug"])], []


def number_role(
    name: str, rawtext: str, text: str, lineno: int, inliner: Any, options: Any = None, content: Any = None
) -> _Result:
    """`` {number}`3` ``: the number in a heading."""
    del name, lineno, inliner, options, content
    return [nodes.number(rawtext, text)], []
