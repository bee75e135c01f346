"""Fills placeholders: `{{ name }}` and `{{ name | hoofdletter }}`, evaluated by Jinja in its immutable sandbox.

A text is data from people, so it gets the smallest language that serves: a placeholder is a known name, perhaps with
the one filter. Loops, calls, attributes, includes and expressions are refused before Jinja sees them; the sandbox and
StrictUndefined stand behind that as a second fence. Of a text Jinja gets its placeholders, and nothing else.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from jinja2 import StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

PLACEHOLDER = re.compile(r"(?<!\{)\{\{\s*([a-z][a-z0-9_-]*(?:\.[a-z0-9][a-z0-9_-]*)*)\s*(\|\s*hoofdletter\s*)?\}\}")
"""`{{ name }}` or `{{ name | hoofdletter }}`, the whole of the template language; `{{{` is something else to Jinja."""
_DELIMITERS = re.compile(r"\{\{[^{}]*\}\}|\{\{|\}\}|\{%|%\}|\{#|#\}")
_RETURN = re.compile(r"\r\n?")
"""How a line ends elsewhere: to Jinja as here."""
_CLOSING = ("}}", "%}", "#}")


class TemplateError(ValueError):
    """The template holds something else than placeholders."""

    def __init__(self, what: str, line: int) -> None:
        super().__init__(what)
        self.what = what
        self.line = line
        """0-based line inside the template."""


def capital(text: str) -> str:
    """The text with its first letter as a capital: for a value at the beginning of a sentence."""
    for index, character in enumerate(text):
        if character.isalnum():
            return text[:index] + character.upper() + text[index + 1 :]
    return text


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True, cache_size=0
    )
    environment.globals.clear()
    environment.filters = {"hoofdletter": capital}
    environment.tests = {}
    return environment


_ENVIRONMENT = _environment()


@lru_cache(maxsize=20_000)
def names_in(template: str) -> tuple[str, ...]:
    """The names of a template's placeholders, each once, in order, whatever else stands in it."""
    return tuple(dict.fromkeys(match[1] for match in PLACEHOLDER.finditer(template)))


def stray(template: str) -> re.Match[str] | None:
    """The first piece of template syntax that is not a placeholder."""
    return _DELIMITERS.search(PLACEHOLDER.sub(lambda match: " " * len(match[0]), template))


_QUOTED = 60
"""Characters of a text that a message about it repeats."""


def quoted(text: str, wrong: re.Match[str]) -> str:
    """Enough of the line around a piece of template syntax to find it by.

    Args:
        text: the text.
        wrong: what `stray` found in it.
    """
    start, end = text.rfind("\n", 0, wrong.start()) + 1, text.find("\n", wrong.end())
    line = text[start : end if end >= 0 else len(text)]
    at, stop = wrong.start() - start, wrong.end() - start
    if wrong[0] in _CLOSING:
        return line[max(stop - _QUOTED, 0) : stop].strip()
    closed = [line.find(closing, at + 2) + 2 for closing in _CLOSING]
    to = min(at + _QUOTED, len(line), *(place for place in closed if place >= 2))
    return line[at:to].strip() + (" …" if to == at + _QUOTED else "")


@lru_cache(maxsize=20_000)
def names(template: str) -> tuple[str, ...]:
    """The names that a template uses, each once, in order.

    Raises:
        TemplateError: where it holds anything but placeholders.
    """
    wrong = stray(template)
    if wrong is not None:
        raise TemplateError(quoted(template, wrong), template.count("\n", 0, wrong.start()))
    return names_in(template)


@cache
def _placeholder(*, has_capital: bool) -> Template:
    """What each placeholder is to Jinja. It compiles these two: to compile every text took a twentieth of a check."""
    return _ENVIRONMENT.from_string("{{ value | hoofdletter }}" if has_capital else "{{ value }}")


def fill(template: str, values: dict[str, str]) -> str:
    """The template with each name replaced by its value.

    Args:
        template: text with placeholders that `names` has accepted.
        values: printed value for at least the names that the template uses; already escaped where that is needed.
    """
    used = names(template)
    if not used:
        return template
    return _filled(template, tuple(values[name] for name in used))


@lru_cache(maxsize=20_000)
def _filled(template: str, values: tuple[str, ...]) -> str:
    """The template with these values for its names, in their order."""
    given = dict(zip(names(template), values, strict=True))

    def value(match: re.Match[str]) -> str:
        return _placeholder(has_capital=bool(match[2])).render(value=given[match[1]])

    return PLACEHOLDER.sub(value, _RETURN.sub("\n", template))
