"""A text that nobody has saved yet → the HTML that the site would have of it: one clause, or the whole page.

The same templates, parser, extension and translator as in a build. Only what a build does once for a site is left out
(pages for some readers, search index, static files), and Sphinx is started once and kept: previews are asked for with
every key that somebody presses.
"""

from __future__ import annotations

import io
import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from tomllib import TOMLDecodeError
from typing import Any, cast

from schoolprotocol.outputs.site import sphinx  # before anything else imports Sphinx

# isort: split

from docutils import nodes as docutils_nodes
from docutils.parsers.rst import directives, roles
from jinja2 import TemplateError
from sphinx.application import Sphinx
from sphinx.config import eval_config_file
from sphinx.errors import SphinxError
from sphinx.util import logging
from sphinx.util.docutils import LoggingReporter, additional_nodes, docutils_namespace, patch_docutils, register_node

from schoolprotocol.files import write_tree
from schoolprotocol.outputs.site.pages import protocol_page
from schoolprotocol.outputs.site.project import SiteInput, site_files
from schoolprotocol.outputs.site.sphinx_ext import nodes
from schoolprotocol.outputs.site.sphinx_ext.domain import PolicyDomain
from schoolprotocol.outputs.site.sphinx_ext.kept import Kept
from schoolprotocol.outputs.site.sphinx_ext.sparing import sparing
from schoolprotocol.policy.elsewhere import is_elsewhere
from schoolprotocol.policy.model import Policy
from schoolprotocol.policy.walk import keep
from schoolprotocol.templating import Templates
from schoolprotocol.text.template import names_in

PAGE = "index"
_TURN = Lock()
"""Sphinx and docutils keep what they know of languages, directives and nodes for the process: one preview at a time."""


class Previewer:
    """A Sphinx that stays warm. Threads wait for each other; its folder goes when it does."""

    def __init__(self, templates: Templates) -> None:
        self._templates = templates
        self._has_own_pages = any(own.name.startswith("pages/") for own in templates.own)
        self._folder = Path(tempfile.mkdtemp(prefix="schoolprotocol-"))
        self._end = weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self._source = self._folder / "source"
        self._app: Sphinx | None = None
        self._warnings = io.StringIO()
        self._ways: dict[_Way, str] = {}
        """The clauses that were shown last, in HTML: of what somebody types, most documents show nothing else."""
        self._asked: dict[tuple[int, str, str], tuple[Policy, _Way]] = {}
        """Of the last time, by identity of a document, its address and the clause; each document is kept with it."""
        self._known: tuple[dict[str, Any], dict[str, Any], set[type[docutils_nodes.Element]]] = {}, {}, set()
        """The directives, roles and nodes that the application registered: docutils keeps them for the process."""

    def close(self) -> None:
        """Give back what it holds."""
        self._app = None
        self._end()

    def page(self, site: SiteInput, name: str = PAGE, files: Mapping[str, str | bytes] | None = None) -> str:
        """A page of a site, as a build writes it.

        Args:
            site: what it shows.
            name: of the page: the protocol, or the part of it for some readers (`ouders`).
            files: those of its project (`site_files`), where somebody has them already.

        Raises:
            KeyError: where it has no such page.
            BuildError: where Sphinx gives a warning or an error.
            SourceError: where a template is to blame for that (SP640).
        """
        with self._at_work(files or site_files(site, self._templates)) as app:
            parts = {part["page"]: part for part in app.config.html_context["site"]["parts"]}
            if name != PAGE and name not in parts:
                raise KeyError(name)
            _read(app)
            doctree = app.env.get_and_resolve_doctree(PAGE, app.builder, tags=app.tags)
            builder: Any = app.builder
            builder.prepare_writing({PAGE})
            if name == PAGE:
                builder.write_doc(PAGE, doctree)
            else:
                builder.whole = doctree
                builder.gen_part(parts[name])
            return (Path(app.outdir) / f"{name}.html").read_text("utf-8")

    def clauses(self, texts: Sequence[tuple[Policy, str]], id_: str, site: Callable[[], SiteInput]) -> list[str]:
        """One clause as it stands on the page of each document.

        Most documents show a clause in the same words, and most of them as they did before: each way is read once, and
        Sphinx reads those that are new in one go.

        Args:
            texts: what each document says, with its permanent address.
            id_: of the clause.
            site: that of any of them: to begin with, where nothing is warm yet.

        Raises:
            KeyError: where a document has no such clause.
            BuildError: where Sphinx gives a warning or an error.
            SourceError: where a template is to blame for that (SP640).
        """
        ways = self._ways_of(texts, id_)
        known = {way: self._ways[way] for way in ways if way in self._ways}
        new = [way for way in dict.fromkeys(ways) if way not in known]
        if new:
            files: Mapping[str, str | bytes] = {} if self._app is not None else site_files(site(), self._templates)
            with self._at_work({**files, "index.md": "\n\n".join(way.page for way in new)}) as app:
                doctree = _read(app)
                builder: Any = app.builder
                if not hasattr(builder, "docsettings"):
                    builder.prepare_writing({PAGE})
                found = list(doctree.findall(nodes.clause))
                each = len(found) // len(new)  # a template may show a clause more than once
                known |= {
                    way: _written(app, doctree, clause, way) for way, clause in zip(new, found[::each], strict=True)
                }
        self._ways = known
        return [known[way] for way in ways]

    def _ways_of(self, texts: Sequence[tuple[Policy, str]], id_: str) -> list[_Way]:
        """What the HTML of a clause is made of in each document; of one that says what it said, as it was."""
        before, self._asked, ways, pages = self._asked, {}, list[_Way](), dict[object, str]()
        for policy, url in texts:
            key = id(policy), url, id_
            known = before.get(key)
            if known is None:
                alone = _alone(policy, id_)
                made_of = object() if self._has_own_pages else _made_of(alone, id_)
                if made_of not in pages:
                    pages[made_of] = protocol_page(alone, self._templates, url)
                known = policy, _way(policy, pages[made_of])
            self._asked[key] = known
            ways.append(known[1])
        return ways

    @contextmanager
    def _at_work(self, files: Mapping[str, str | bytes]) -> Iterator[Sphinx]:
        """Sphinx, with these files in its project; whatever it warns of is an error."""
        with _TURN, self._alone(files) as app:
            yield app

    @contextmanager
    def _alone(self, files: Mapping[str, str | bytes]) -> Iterator[Sphinx]:
        write_tree(self._source, files)
        with patch_docutils(), docutils_namespace(), sphinx.surroundings(), sparing():
            try:
                app = self._app = self._app or self._started()
                logging.setup(app, io.StringIO(), self._warnings)
                directives._directives, roles._roles = map(copy, self._known[:2])  # type: ignore[attr-defined]
                for node in self._known[2]:
                    register_node(node)
                if "conf.py" in files:
                    _configure(app, self._source)
                    self._ways = {}  # the settings say where links lead
                yield app
            except (SphinxError, TemplateError, TOMLDecodeError) as error:
                raise sphinx.fault(str(error), self._source, self._templates, error) from error
            finally:
                said = self._warnings.getvalue()
                if said and self._app is not None:  # what a fault was read to would not be told a second time
                    _keep_nothing_yet(self._app)
                self._warnings.seek(0)
                self._warnings.truncate()
        sphinx.refuse(said, self._source, self._templates)

    def _started(self) -> Sphinx:
        app = sphinx.application(self._source, self._folder / "site", self._folder / "doctrees", self._warnings)
        app.env.find_files(app.config, app.builder)
        nodes.allow_no_files_and_no_raw(app, app.env, [])
        _keep_nothing_yet(app)
        if not self._templates.own:  # a theme may ask for a list of all pages, which is read from disk
            sphinx.in_memory(app)
        self._known = (
            copy(directives._directives),  # type: ignore[attr-defined]
            copy(roles._roles),  # type: ignore[attr-defined]
            copy(additional_nodes),
        )
        return app


def _keep_nothing_yet(app: Sphinx) -> None:
    """Begin to keep what is read of a page: of the next one most is the same."""
    cast("PolicyDomain", app.env.get_domain("policy")).kept = Kept()


def _configure(app: Sphinx, source: Path) -> None:
    """Take over what the project's own conf.py says of this document."""
    for name, value in eval_config_file(source / "conf.py", app.tags).items():
        if name in app.config and name != "html_theme_path":
            app.config[name] = value


@dataclass(frozen=True, slots=True)
class _Way:
    """All that the HTML of a clause is made of."""

    page: str
    """The page with nothing else on it, as MyST."""
    called: tuple[tuple[str, str, str], ...]
    """Id, label and title of what that page may refer to, the clause itself among it."""


def _way(policy: Policy, page: str) -> _Way:
    return _Way(page, tuple((one.id, one.label, one.title) for one in policy.clauses() if one.id in page))


def _alone(policy: Policy, id_: str) -> Policy:
    """The document with one clause, under its headings."""
    having = (section for section in policy.sections if any(clause.id == id_ for clause in section.all_clauses()))
    sections = keep(having, lambda clause: clause.id == id_)
    if not sections:
        raise KeyError(id_)
    document = policy.document.model_copy(update={"history": ()})
    return policy.model_copy(update={"sections": sections, "front": (), "document": document})


def _made_of(alone: Policy, id_: str) -> object:
    """All that our own template makes the page of one clause of, without the document's address.

    With a reference to another document of the school it is made of that too, and no other page is the same.
    """
    texts = [text for clause in alone.clauses() for text in clause.texts]
    if any(is_elsewhere(text.text) for text in texts if "{clause}" in text.text):
        return object()
    used = [name for text in texts for name in names_in(text.template)]
    values = {name: alone.values[name].text for name in used if name in alone.values}
    return id_, alone.title, alone.sections, tuple(values.items())


def _read(app: Sphinx) -> docutils_nodes.document:
    """The page as it was read: references are not resolved yet."""
    found: list[docutils_nodes.document] = []
    listener = app.connect("doctree-read", lambda _app, doctree: found.append(doctree))
    try:
        app.env.clear_doc(PAGE)
        app.builder.read_doc(PAGE)
    finally:
        app.disconnect(listener)
    return found[-1]


def _written(app: Sphinx, doctree: docutils_nodes.document, clause: nodes.clause, way: _Way) -> str:
    """A clause of a page that was read, in HTML; a reference in it says how its document labels the clause."""
    domain, builder = cast("PolicyDomain", app.env.get_domain("policy")), cast("Any", app.builder)
    domain.clear_doc(PAGE)
    domain.note(PAGE, way.called)
    alone = doctree.copy()
    alone.settings, alone.reporter = builder.docsettings, LoggingReporter(PAGE)
    alone += clause
    app.env.apply_post_transforms(alone, PAGE)
    translator = builder.create_translator(alone, builder)
    clause.walkabout(translator)
    return "".join(translator.body)
