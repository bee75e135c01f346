"""The `html` builder of a school's project: Sphinx's own, without what a protocol has no use for.

It takes the place of Sphinx's builder by name, so that plain `sphinx-build` gives the same site as we do. Left out are
the style sheet for code, the scripts and translations of Sphinx's search (they ask for `eval`, which a strict content
security policy forbids), copies of the source, the inventory and the build record.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection, Mapping, Set
from functools import cached_property
from pathlib import Path
from typing import Any

import sphinx
from docutils import nodes as docutils_nodes
from jinja2 import StrictUndefined, Undefined
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.html._build_info import BuildInfo
from sphinx.jinja2glue import BuiltinTemplateLoader

from schoolprotocol.outputs.compiled import CompiledTemplates
from schoolprotocol.outputs.site.sphinx_ext.part import part_of
from schoolprotocol.outputs.site.sphinx_ext.search_index import entries
from schoolprotocol.outputs.site.sphinx_ext.site_translator import SiteTranslator

_COMPILED = CompiledTemplates([sphinx.__version__], [Path(sphinx.package_dir)])
"""Sphinx would compile the theme anew for every school."""


class _Loud(StrictUndefined):
    """A name that a page does not have: it may be asked whether it is there, but not shown."""

    __bool__ = Undefined.__bool__  # type: ignore[assignment]


class SiteBuilder(StandaloneHTMLBuilder):
    """The protocol on one page, pages for some readers, their static files, and an index of clauses to search in."""

    default_translator_class = SiteTranslator
    copysource = False
    again: Path | None = None
    """Another folder in which each page is written too, with what the project's `in_force` says around it."""

    @cached_property
    def whole(self) -> docutils_nodes.document:
        """The protocol with references resolved; a build that writes it keeps it."""
        return self.env.get_and_resolve_doctree(self.config.root_doc, self, tags=self.tags)

    def write_doc_serialized(self, docname: str, doctree: docutils_nodes.document) -> None:
        super().write_doc_serialized(docname, doctree)
        if docname == self.config.root_doc:
            self.whole = doctree

    def handle_page(
        self,
        pagename: str,
        addctx: dict[str, Any],
        templatename: str = "page.html",
        *,
        outfilename: Path | None = None,
        event_arg: Any = None,
    ) -> None:
        super().handle_page(pagename, addctx, templatename, outfilename=outfilename, event_arg=event_arg)
        if self.again is not None:
            there, context = self.again / f"{pagename}{self.out_suffix}", self.globalcontext["in_force"]
            again = {
                **addctx,
                "site": context,
                **({"body": self._body_there(addctx["body"])} if "body" in addctx else {}),
            }
            super().handle_page(pagename, again, templatename, outfilename=there, event_arg=event_arg)

    def _body_there(self, body: str) -> str:
        """The text of a page in the other folder, from which the documents beside it are fewer folders away."""
        here, there = (self.globalcontext[name]["elsewhere"] for name in ("site", "in_force"))
        for address, link in here.items():
            body = body.replace(f'href="{link}"', f'href="{there[address]}"')
        return body

    def gen_additional_pages(self) -> None:
        for part in self.config.html_context["site"]["parts"]:
            self.gen_part(part)
        super().gen_additional_pages()

    def gen_part(self, part: Mapping[str, Any]) -> None:
        """Write the page for some readers."""
        self.handle_page(part["page"], {"body": self._body_for(part["clauses"])})

    def _body_for(self, clauses: Collection[str]) -> str:
        doctree = part_of(self.whole, clauses, self.get_target_uri(self.config.root_doc))
        doctree.settings = self.docsettings
        translator: Any = self.create_translator(doctree, self)
        doctree.walkabout(translator)
        return "".join(translator.fragment)

    def create_build_info(self) -> BuildInfo:
        return BuildInfo()  # it is not written: no need to hash all settings

    def init_templates(self) -> None:
        super().init_templates()
        if isinstance(self.templates, BuiltinTemplateLoader):
            environment = self.templates.environment
            environment.autoescape = True  # Sphinx leaves it off; names and titles come from the source
            environment.undefined = _Loud
            environment.trim_blocks = environment.lstrip_blocks = True
            environment.bytecode_cache = _COMPILED

    def init_css_files(self) -> None:
        super().init_css_files()
        self._css_files = [css for css in self._css_files if Path(css.filename).name != "pygments.css"]

    def init_js_files(self) -> None:
        self._js_files = []
        self.add_js_file("site.js", defer="defer")

    def create_pygments_style_file(self) -> None:
        """There is no code on a page."""

    def copy_translation_js(self) -> None:
        """Our scripts speak Dutch themselves."""

    def copy_stemmer_js(self) -> None:
        """The stemmer stands in language_data.js."""

    def load_indexer(self, docnames: Set[str]) -> None:
        """The index is made afresh each time."""

    def index_page(self, pagename: str, doctree: docutils_nodes.document, title: str) -> None:
        """Sphinx finds pages; `dump_search_index` finds clauses."""

    def dump_search_index(self) -> None:
        """Write the index as a script: a page that is opened from disk may load a script, but no data."""
        found = entries(self.whole, self.get_target_uri(self.config.root_doc))
        rows = ",\n".join(json.dumps(entry, ensure_ascii=False, sort_keys=True) for entry in found)
        groups = json.dumps(self.config.html_context["site"]["synonyms"], ensure_ascii=False)
        path = Path(self.outdir) / self.searchindex_filename
        text = f"window.searchSynonyms = {groups};\nwindow.searchIndex = [\n{rows}\n];\n"
        path.write_text(text, encoding="utf-8", newline="\n")

    def handle_finish(self) -> None:
        super().handle_finish()
        if self.again is not None:
            shutil.copytree(Path(self.outdir) / "_static", self.again / "_static")
            shutil.copyfile(Path(self.outdir) / self.searchindex_filename, self.again / self.searchindex_filename)

    def dump_inventory(self) -> None:
        """No other project refers to a protocol."""

    def write_buildinfo(self) -> None:
        """Each build is whole."""
