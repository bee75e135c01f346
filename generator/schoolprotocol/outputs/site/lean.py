"""Imports Sphinx, without what it imports for pages that we do not make; that is imported when somebody asks for it.

Sphinx imports lexers of eighty languages, stemmers of thirty, mathematics, and what asks things of the network. This
module is imported before anything else imports Sphinx; where something did already, it changes nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from types import ModuleType
from typing import Any, Final

_LATER: Final = frozenset(
    {
        "docutils.utils.math.latex2mathml",
        "docutils.utils.math.math2html",
        "sphinx.ext.doctest",
        "sphinx.util.requests",
    }
)
"""Modules that are not run before anything of them is asked. Each is imported in one place: a second import asks."""


class _Later:
    """Finds these modules, and leaves them for later."""

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path, target) if name in _LATER else None
        if spec is not None and spec.loader is not None:
            spec.loader = LazyLoader(spec.loader)
        return spec


class _Stemmer:
    """A stemmer that is imported with its first word: our index of clauses has none."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module("snowballstemmer").stemmer(self.language), name)


def _rest(**options: Any) -> Any:
    """The lexer of reStructuredText, for which those of twenty other languages are imported."""
    return import_module("pygments.lexers").RstLexer(**options)


@contextmanager
def _leanly() -> Iterator[None]:
    lexers, stemmers = import_module("pygments.lexers"), ModuleType("snowballstemmer")
    vars(stemmers)["stemmer"] = _Stemmer
    with _instead(sys.modules, "snowballstemmer", stemmers), _instead(vars(lexers), "RstLexer", _rest):
        sys.meta_path.insert(0, _Later)
        try:
            yield
        finally:
            sys.meta_path.remove(_Later)


@contextmanager
def _instead(names: dict[str, Any], name: str, ours: ModuleType | Callable[..., Any]) -> Iterator[None]:
    """Something of ours under a name, for the length of a block; what has the name already keeps it."""
    is_there = name in names
    names.setdefault(name, ours)
    try:
        yield
    finally:
        if not is_there:
            del names[name]


_IMPORTING: Final = (
    "sphinx.application",
    "sphinx.builders.html",
    "sphinx.search.nl",
    "sphinx.transforms.post_transforms.code",
    "sphinx.transforms.post_transforms.images",
)
"""What imports all of that."""
with _leanly():
    for name in _IMPORTING:
        import_module(name)
