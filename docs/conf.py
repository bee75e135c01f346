"""The documentation: `make docs` builds it in build/docs. The manual is Dutch, the architecture English."""

import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from schoolprotocol.version import __version__

project = "schoolprotocol"
author = "The schoolprotocol maintainers"
version = release = __version__
language = "nl"

extensions = ["myst_parser"]
myst_enable_extensions = ["deflist"]
# Headings are link targets in the way of GitHub, so that links between pages work there too.
myst_heading_anchors = 3
# A number of three figures stays what it is, and quotes stay as they were written.
smartquotes = False
exclude_patterns = ["images"]

html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["docs.css"]
html_title = "schoolprotocol"
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False
html_search_language = "nl"
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#0b3d5c", "color-brand-content": "#0b5c8a"},
    "dark_css_variables": {"color-brand-primary": "#9cc9e6", "color-brand-content": "#9cc9e6"},
}


DUTCH = {
    ">Skip to content<": ">Naar de tekst<",
    ">Auto light/dark, in light mode<": ">Licht of donker zoals uw computer, nu licht<",
    ">Auto light/dark, in dark mode<": ">Licht of donker zoals uw computer, nu donker<",
    ">Light mode<": ">Licht<",
    ">Dark mode<": ">Donker<",
    ">Expand<": ">Uitklappen<",
    "Toggle site navigation sidebar": "Alle pagina’s tonen of verbergen",
    "Toggle table of contents sidebar": "De inhoud van deze pagina tonen of verbergen",
    "Toggle Light / Dark / Auto color theme": "Licht, donker, of zoals uw computer",
    "Toggle navigation of ": "Toon of verberg wat hoort bij ",
    ">Home<": ">Begin<",
    ">Contents<": ">Inhoud<",
    "Back to top": "Naar boven",
    "Made with": "Gemaakt met",
    "On this page": "Op deze pagina",
    "<span>Next</span>": "<span>Volgende</span>",
    "Previous": "Vorige",
}
"""Words that the theme writes in English, as they stand between tags or quotes: most of them not by way of gettext."""
ENGLISH = {'"Zoeken"': '"Search"'}
"""What Sphinx writes in Dutch, for the pages that are not."""

_LINK = re.compile(r'title="Link to this \w+"')
"""What Sphinx says of the mark behind a heading."""


def _is_english(page: str) -> bool:
    return page.startswith("architecture/")


def _language(_app: Sphinx, page: str, _template: str, context: dict[str, Any], _doctree: Any) -> None:
    """Say of each page in which language it is; a Dutch one leads to the first English one, and not to all of them."""
    if _is_english(page):
        context["language"] = "en"
        return
    following = context.get("next")
    if following is not None and "architecture/" in following["link"]:
        context["next"] = None
    toctree = context.get("toctree")
    if toctree is not None:
        context["toctree"] = lambda **options: toctree(**options | {"maxdepth": 1})


def _words(app: Sphinx, error: Exception | None) -> None:
    """Put the words around a page in the language of that page."""
    if error is not None or app.builder.format != "html":
        return
    for path in Path(app.outdir).rglob("*.html"):
        text = path.read_text("utf-8")
        before, mark, inside = text.partition("<article")
        inside, end, after = inside.rpartition("</article>")
        is_english = _is_english(path.relative_to(app.outdir).as_posix())
        for word, other in (ENGLISH if is_english else DUTCH).items():
            before, after = before.replace(word, other), after.replace(word, other)
        if not is_english:
            inside = _LINK.sub('title="Link naar deze plaats"', inside)
        path.write_text(before + mark + inside + end + after, "utf-8")


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.connect("html-page-context", _language, priority=400)  # before the theme makes its list of pages
    app.connect("build-finished", _words)
