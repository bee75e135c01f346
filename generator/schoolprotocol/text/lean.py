"""Imports markdown-it without its patterns of HTML tags: they are compiled with the first line that begins with `<`.

They are a fifteenth of what a check compiles, and no text of ours may have a tag.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any, Final

_RULE: Final = "markdown_it.rules_block.html_block"


def html_block(state: Any, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 (as markdown-it calls it)
    """The rule of markdown-it, which has nothing to say of any other line."""
    begins = state.bMarks[start] + state.tShift[start]
    return state.src[begins : begins + 1] == "<" and bool(_rule()(state, start, end, silent))


@cache
def _rule() -> Any:
    rule = vars(import_module(_RULE))["html_block"]
    vars(import_module("markdown_it.rules_block"))["html_block"] = rule  # where the import put the module
    return rule


def _import() -> None:
    """Where somebody imported markdown-it before, nothing changes."""
    if "markdown_it.rules_block" in sys.modules:
        return
    module = sys.modules[_RULE] = ModuleType(_RULE)
    vars(module)["html_block"] = html_block
    try:
        import_module("markdown_it")
    finally:
        del sys.modules[_RULE]


_import()
