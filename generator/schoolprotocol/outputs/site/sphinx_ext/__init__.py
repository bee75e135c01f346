"""Our Sphinx extension: the `policy` domain, its directives, and the builder for print.

A page that uses it builds with plain `sphinx-build`; `schoolprotocol.outputs` only writes the project and starts it.
"""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

from schoolprotocol.outputs.site.sphinx_ext import html, nodes
from schoolprotocol.outputs.site.sphinx_ext.directives import DIRECTIVES
from schoolprotocol.outputs.site.sphinx_ext.domain import PolicyDomain
from schoolprotocol.outputs.site.sphinx_ext.print_builder import PrintBuilder
from schoolprotocol.outputs.site.sphinx_ext.roles import note_role, number_role
from schoolprotocol.outputs.site.sphinx_ext.site_builder import SiteBuilder
from schoolprotocol.outputs.site.sphinx_ext.transforms import TRANSFORMS
from schoolprotocol.templating import OURS, THEME
from schoolprotocol.version import __version__


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything with Sphinx."""
    for node, visitor in html.VISITORS.items():
        app.add_node(node, html=visitor)
    app.add_domain(PolicyDomain)
    for name, directive in DIRECTIVES.items():
        app.add_directive(name, directive)
    app.add_role("note", note_role)
    app.add_role("number", number_role)
    app.add_html_theme("schoolprotocol", OURS / THEME)
    app.add_builder(SiteBuilder, override=True)
    app.add_builder(PrintBuilder)
    for transform in TRANSFORMS:
        app.add_transform(transform)
    app.connect("env-before-read-docs", nodes.allow_no_files_and_no_raw)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
