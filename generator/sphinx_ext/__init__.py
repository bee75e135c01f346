"""Our Sphinx extension: the `policy` domain, its directives, and the builder for print.

A page that uses it builds with plain `sphinx-build`; `generator.publish` only writes the project and starts it.
"""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

from generator import __version__
from generator.sphinx_ext import html, nodes
from generator.sphinx_ext.directives import DIRECTIVES
from generator.sphinx_ext.domain import PolicyDomain
from generator.sphinx_ext.print_builder import PrintBuilder
from generator.sphinx_ext.roles import note_role, number_role
from generator.sphinx_ext.site_builder import SiteBuilder
from generator.sphinx_ext.transforms import TRANSFORMS


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything with Sphinx."""
    for node, visitor in html.VISITORS.items():
        app.add_node(node, html=visitor)
    app.add_domain(PolicyDomain)
    for name, directive in DIRECTIVES.items():
        app.add_directive(name, directive)
    app.add_role("note", note_role)
    app.add_role("number", number_role)
    app.add_builder(SiteBuilder, override=True)
    app.add_builder(PrintBuilder)
    for transform in TRANSFORMS:
        app.add_transform(transform)
    app.connect("env-before-read-docs", nodes.allow_no_files_and_no_raw)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
