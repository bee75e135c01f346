"""The documentation: `make docs` builds it in build/docs. The manual is Dutch, the architecture English."""

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


def _language(_app: Sphinx, page: str, _template: str, context: dict[str, Any], _doctree: Any) -> None:
    """Say of each page in which language it is."""
    if page.startswith("architecture/"):
        context["language"] = "en"


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.connect("html-page-context", _language)
