"""What Sphinx, MyST and docutils do for nobody, or over and over with the same result: left out, or done once.

The pages are the same without it (`tests/site/test_sparing.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from copy import copy
from functools import cache
from importlib.metadata import entry_points
from typing import Any, Final

from docutils.frontend import Values
from docutils.nodes import Node
from docutils.utils import DependencyList
from myst_parser.mdit_to_docutils import base
from myst_parser.parsers import directives
from sphinx import application, events, theming
from sphinx.application import Sphinx
from sphinx.builders import html
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment
from sphinx.util import docutils

from schoolprotocol.outputs.site.sphinx_ext import options
from schoolprotocol.outputs.site.sphinx_ext.needed import only_needed

_entry_points = cache(entry_points)
"""What packages offer: Sphinx reads the records of all that are installed for each project."""
_settings_of = docutils._get_settings
_SETTINGS: Final[dict[tuple[type, ...], Values]] = {}
_UNUSED: Final = re.compile(
    r"sphinx\.builders\.(?!html|gettext)\w+|sphinx\.domains\.(c|cpp)|sphinxcontrib\.\w+|alabaster"
)
"""What Sphinx sets up for each project and no site of ours has: other formats, languages of code, a theme. It asks for
a setting of `gettext`."""


@contextmanager
def sparing() -> Iterator[None]:
    """Nothing is done that no page of ours needs, for the length of a block."""
    asks: Any = html
    checksum = cache(asks._file_checksum)  # asked by each page of the same style sheets and scripts
    with ExitStack() as stack:
        for owner, name, ours in (
            (theming, "entry_points", _entry_points),
            (application, "builtin_extensions", _extensions()),
            # An environment is kept for a next build: ours has none.
            (BuildEnvironment, "__getstate__", lambda _environment: {}),
            # All that stands on a page is written out to say in a log, which is off, that an event comes.
            (events, "repr", lambda _told: ""),
            (docutils, "_get_settings", settings),
            (html, "_get_settings", settings),
            (html, "_file_checksum", checksum),
            (directives, "options_to_tokens", options.tokens),
            # For a page that nobody looks at: it is given one to put all on.
            (base, "get_default_settings", lambda *components: settings(*components, defaults={})),
            (Node, "_fast_findall", below),
            (Node, "_superfast_findall", below),
        ):
            stack.enter_context(_instead(owner, name, ours))
        stack.enter_context(only_needed())
        yield


def _extensions() -> tuple[str, ...]:
    return (*(name for name in application.builtin_extensions if not _UNUSED.fullmatch(name)), __name__)


def setup(app: Sphinx) -> dict[str, Any]:
    """As an extension: it sees to what Sphinx will not be without, once a project's own extensions are there."""
    app.connect("config-inited", _add_missing)
    return {}


def _add_missing(app: Sphinx, _config: object) -> None:
    for name in ("c", "cpp"):
        if name not in app.registry.domains:
            app.add_domain(type(name, (Domain,), {"name": name, "label": name}))


def settings(*components: Any, defaults: Mapping[str, Any], read_config_files: bool = False) -> Values:
    """The settings of docutils: it describes all its options anew for each document, to know what they are by default.

    Where any came from a file, nothing is remembered.
    """
    kinds = tuple(one if isinstance(one, type) else type(one) for one in components)
    if kinds not in _SETTINGS:
        of_nothing = _settings_of(*components, defaults={}, read_config_files=read_config_files)
        if of_nothing._config_files:
            return _settings_of(*components, defaults=defaults, read_config_files=read_config_files)
        _SETTINGS[kinds] = of_nothing
    made = copy(_SETTINGS[kinds])
    made.record_dependencies = DependencyList()
    vars(made).update(defaults)
    return made


def below(node: Node, kind: type[Any] = Node) -> Iterator[Node]:
    """A node and those below it, those of a kind: dozens go through each page with every transform.

    In docutils each level has a generator of its own, and each node passes through all that are above it. What is
    changed meanwhile is met as it is there.
    """
    if isinstance(node, kind):
        yield node
    levels = [iter(node.children)]
    while levels:
        for child in levels[-1]:
            if isinstance(child, kind):
                yield child
            if child.children:
                levels.append(iter(child.children))
                break
        else:
            levels.pop()


@contextmanager
def _instead(owner: Any, name: str, ours: object) -> Iterator[None]:
    theirs = vars(owner).get(name)  # a module may take the name from the language
    setattr(owner, name, ours)
    try:
        yield
    finally:
        if theirs is None:
            delattr(owner, name)
        else:
            setattr(owner, name, theirs)
