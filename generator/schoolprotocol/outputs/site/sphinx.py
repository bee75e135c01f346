"""Runs Sphinx in this process on a project that `outputs.site.project` made.

Sphinx takes 0.15 s to import, so this module is imported only once something really has to be built.
"""

from __future__ import annotations

import io
import logging
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tomllib import TOMLDecodeError
from typing import Any, TextIO, cast

from schoolprotocol.outputs.site import lean  # noqa: F401 (before anything imports Sphinx)

# isort: split

from docutils import nodes as docutils_nodes
from jinja2 import TemplateError
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.locale import translators
from sphinx.util.docutils import docutils_namespace, patch_docutils

from schoolprotocol.check.templates import blamed, told
from schoolprotocol.errors import BuildError, SchoolprotocolError, SourceError
from schoolprotocol.files import write_tree
from schoolprotocol.outputs.site.project import theme_files
from schoolprotocol.outputs.site.sphinx_ext.domain import PolicyDomain
from schoolprotocol.outputs.site.sphinx_ext.kept import Kept
from schoolprotocol.outputs.site.sphinx_ext.print_builder import PrintBuilder, PrintParts
from schoolprotocol.outputs.site.sphinx_ext.site_builder import SiteBuilder
from schoolprotocol.outputs.site.sphinx_ext.sparing import sparing
from schoolprotocol.outputs.surroundings import environment
from schoolprotocol.templating import Templates

_KEPT: list[Kept] = []
"""What was read of the documents before, for the next one; it is taken from here by whoever is at it."""
_ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
_NOT_WRITTEN = re.compile(
    r"(?:error writing file|Failed to copy a file in .+?:) (?P<path>.+): (?:\[Errno |\w*Error\()(?P<number>\d+)[],]"
)
"""How Sphinx warns of a page that it cannot write, and of a style sheet or script that it cannot copy."""
_SMALLEST = {
    "conf.py": """
from collections import defaultdict

extensions = ["myst_parser", "schoolprotocol.outputs.site.sphinx_ext"]
myst_enable_extensions = ["colon_fence"]
myst_disable_syntax = ["html_block", "html_inline"]
primary_domain = "policy"
language = html_search_language = "nl"
smartquotes = html_use_index = html_domain_indices = False
html_theme = "schoolprotocol"
html_theme_path = ["_theme"]
names = ("versies", "wijzigingen", "geschiedenis", "naast-elkaar")
html_additional_pages = {name: f"{name}.html" for name in names}
part = {"page": "ouders", "clauses": ["a.b"], "readers": "ouders", "contents": [], "shown": 1, "total": 1}
school = defaultdict(str)
site = {"parts": [part], "school": school, "dates": {}, "linked_data": {}, "about_all": {}}
site |= {"contents": [], "versions": [], "synonyms": [], "theme_colours": ["", ""]}
html_context = {"site": defaultdict(str, site), "changes": "", "beside": ""}
""",
    "index.md": """
# Protocol

## Afspraken

::::{clauses} numbered

:::{clause} a.b
:number: 1
:label: regel 1
:title: Regel
:audience: ouder

Zie {clause}`a.b`, en {note}`1`.
:::
::::

:::::{control} a

::::{list-table}

* - Versie
  - 1.0
::::
:::::
""",
}
"""A project that asks for everything which Sphinx looks up only once."""


def warm_up(templates: Templates) -> None:
    """Do once, before children are forked, what each of them would do for its first document.

    Sphinx, MyST and the theme load modules, word lists and translations when they are first asked for them, and compile
    templates. A miniature project asks for all of it; it stands in a temporary folder.

    Args:
        templates: the project's.
    """
    with tempfile.TemporaryDirectory(prefix="schoolprotocol-") as scratch:
        source = Path(scratch) / "source"
        write_tree(source, {**theme_files(templates), **_SMALLEST})
        build(source, Path(scratch) / "site", templates, with_print=True)
    _KEPT.clear()


def build(
    source: Path, site: Path | None, templates: Templates, *, with_print: bool, again: Path | None = None
) -> PrintParts | None:
    """Build a school's project.

    Args:
        source: folder with conf.py.
        site: folder for the HTML site; None to leave that out.
        templates: those of which the project was made.
        with_print: also give the fragments for print, from the same doctree.
        again: another folder for the site, where it says what `in-force.json` of the project tells.

    Raises:
        BuildError: where Sphinx gives a warning or an error; nothing may be lost in silence.
        SourceError: where a template is to blame for that (SP640).
        OSError: where a file cannot be written; Sphinx only warns of that.
    """
    warnings, kept = io.StringIO(), _KEPT.pop() if _KEPT else Kept()
    with (
        tempfile.TemporaryDirectory(prefix="schoolprotocol-") as scratch,
        patch_docutils(),
        docutils_namespace(),
        surroundings(),
        _no_translators(),
        sparing(),
    ):
        output = site or Path(scratch) / "print"
        try:
            app = application(source, output, Path(scratch) / "doctrees", warnings, "html" if site else "policyprint")
            if isinstance(app.builder, SiteBuilder):
                app.builder.again = again
            # What pages of a project's own have read may do more than give nodes.
            if not any(own.name.startswith("pages/") for own in templates.own):
                cast("PolicyDomain", app.env.get_domain("policy")).kept = kept
            if site and not templates.own:  # a theme may ask for a list of all pages, which is read from disk
                in_memory(app)
            app.build(force_all=bool(site))
            parts = _print_parts(app) if with_print else None
        except (SphinxError, TemplateError, TOMLDecodeError) as error:
            raise fault(f"{source.name}: {error}", source, templates, error) from error
    refuse(warnings.getvalue(), source, templates)
    _KEPT[:] = [kept]  # not where Sphinx warned: what it warned of would not be told a second time
    if site:
        for leftover in (".buildinfo", "objects.inv"):
            (site / leftover).unlink(missing_ok=True)
    return parts


def application(source: Path, output: Path, doctrees: Path, warnings: TextIO, builder: str = "html") -> Sphinx:
    """Sphinx for a school's project.

    Args:
        source: folder with conf.py.
        output: folder for what it writes.
        doctrees: folder for what it keeps of each page.
        warnings: takes what it warns of.
        builder: `html`, or `policyprint` for the fragments for print.
    """
    return Sphinx(
        source,
        source,
        output,
        doctrees,
        builder,
        status=None,
        warning=warnings,
        freshenv=True,
        # Behind `text.parse` and the gate for frozen texts: HTML in a text is words. Also where a project has a conf.py
        # of its own.
        confoverrides={"myst_disable_syntax": ["html_block", "html_inline"]},
    )


def in_memory(app: Sphinx) -> None:
    """Have what was read kept for who writes it, and not on disk as well: 7 ms of a page that takes 80 to read."""

    def keep_doctree(name: str, doctree: docutils_nodes.document, **_options: object) -> None:
        doctree.reporter = doctree.transformer = None  # type: ignore[assignment]
        doctree.settings = doctree.settings.copy()
        for given in ("warning_stream", "env", "record_dependencies"):
            setattr(doctree.settings, given, None)
        app.env._write_doc_doctree_cache[name] = doctree

    cast("Any", app.builder).write_doctree = keep_doctree


def refuse(warnings: str, source: Path, templates: Templates) -> None:
    """Stop where Sphinx warned of anything.

    Args:
        warnings: what it said.
        source: the project's folder.
        templates: those of which it was made.

    Raises:
        BuildError: with what it said.
        SourceError: where a template is to blame (SP640).
        OSError: where it could not write a file.
    """
    text = _ESCAPES.sub("", warnings).strip()
    if not_written := _NOT_WRITTEN.search(text):
        number = int(not_written["number"])
        raise OSError(number, os.strerror(number), not_written["path"])
    if text:
        raise fault(f"{source.name}: {text}", source, templates)


def fault(text: str, source: Path, templates: Templates, error: BaseException | None = None) -> SchoolprotocolError:
    """What Sphinx tells of: a fault in a template, where that is to blame; else one of ours."""
    while error is not None:
        found = told(error, templates, copies=f"{source}{os.sep}_")
        if found is not None:
            return SourceError([found])
        error = error.__cause__
    names = {"index.md": "protocol.md.j2", "configuration file": "conf.py.j2"}
    about = text + "".join(f" ({name})" for word, name in names.items() if word in text)
    found = blamed(templates, {"pages", "theme"}, about)
    return SourceError([found]) if found is not None else BuildError(text)


@contextmanager
def surroundings() -> Iterator[None]:
    """What Sphinx and docutils read from the process, for the length of a block."""
    # Without it, docutils reads settings from /etc, from home and from where we stand.
    with environment(DOCUTILSCONFIG=""), _without_chatter():
        yield


@contextmanager
def _no_translators() -> Iterator[None]:
    """Sphinx looks for a word in the translators of every earlier document too, one behind the other."""
    before = dict(translators)
    translators.clear()
    try:
        yield
    finally:
        translators.clear()
        translators.update(before)


@contextmanager
def _without_chatter() -> Iterator[None]:
    """Sphinx tells of all that it does: hundreds of messages to nobody. Its handlers would keep it alive afterwards.

    What others set of its logger is set again in the end.
    """
    before, logger = logging.root.manager.disable, logging.getLogger("sphinx")
    handlers, level, propagate = list(logger.handlers), logger.level, logger.propagate
    logging.disable(logging.INFO)
    try:
        yield
    finally:
        logging.disable(before)
        logger.handlers[:], logger.propagate = handlers, propagate
        logger.setLevel(level)


def _print_parts(app: Sphinx) -> PrintParts:
    builder = PrintBuilder(app, app.env)
    builder.init()
    if isinstance(app.builder, SiteBuilder):  # all is one document, so references are resolved alike
        return builder.parts_of(app.builder.whole)
    return builder.parts("index")
