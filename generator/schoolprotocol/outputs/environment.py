"""The Jinja environments for the templates in `templates/`: sandboxed, strict, the same for every output."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from schoolprotocol.words.dates import day_in_words
from schoolprotocol.words.terms import AUDIENCE_WORDS, STATUS_WORDS


class _Environment(ImmutableSandboxedEnvironment):
    """The sandbox, which answers once for each kind of object whether a template may see an attribute of it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._answers: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        question = type(obj), attr
        if question not in self._answers:
            self._answers[question] = super().is_safe_attribute(obj, attr, value)
        return self._answers[question]


@lru_cache(maxsize=4)
def environment(templates: Path, *, html: bool) -> ImmutableSandboxedEnvironment:
    """The environment for one kind of output.

    Args:
        templates: the project's `templates` folder.
        html: escape values for HTML; otherwise they go in as they are.
    """
    made = _Environment(
        loader=FileSystemLoader(templates),
        undefined=StrictUndefined,
        autoescape=html,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    made.filters["dag"] = day_in_words
    made.filters["status"] = STATUS_WORDS.__getitem__
    made.filters["doelgroep"] = AUDIENCE_WORDS.__getitem__
    return made
