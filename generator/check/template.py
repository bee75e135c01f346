"""The template language of texts, as far as the check must read it: `{{ name }}` and `{{ name | hoofdletter }}`."""

from __future__ import annotations

import re

PLACEHOLDER = re.compile(r"\{\{\s*([a-z][a-z0-9_-]*(?:\.[a-z0-9][a-z0-9_-]*)*)\s*(?:\|\s*hoofdletter\s*)?\}\}")
"""`{{ name }}` or `{{ name | hoofdletter }}`, the whole of the template language."""
_DELIMITER = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")


def names_in(template: str) -> tuple[str, ...]:
    """The names that a template uses, each once, in order."""
    return tuple(dict.fromkeys(PLACEHOLDER.findall(template)))


def stray(template: str) -> str | None:
    """The first piece of template syntax that is not a placeholder, or None."""
    match = _DELIMITER.search(PLACEHOLDER.sub("", template))
    return match[0] if match else None
