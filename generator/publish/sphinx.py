"""Runs Sphinx in this process on a project that `render.site` made.

Sphinx takes 0.15 s to import, so this module is imported only once something really has to be built.
"""

from __future__ import annotations

import io
import os
import re
import tempfile
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from generator.errors import BuildError
from generator.sphinx_ext.print_builder import PrintBuilder, PrintParts

_ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
# Sphinx asks the clock for the copyright year; a build must not depend on the day.
_FIXED_TIME = "1700000000"


def build(source: Path, site: Path | None, *, with_print: bool) -> PrintParts | None:
    """Build a school's project.

    Args:
        source: folder with conf.py.
        site: folder for the HTML site; None to leave that out.
        with_print: also give the fragments for print, from the same doctree.

    Raises:
        BuildError: where Sphinx gives a warning or an error; nothing may be lost in silence.
    """
    warnings = io.StringIO()
    os.environ.setdefault("SOURCE_DATE_EPOCH", _FIXED_TIME)
    with tempfile.TemporaryDirectory(prefix="schoolprotocol-") as scratch, patch_docutils(), docutils_namespace():
        output = site or Path(scratch) / "print"
        try:
            app = Sphinx(
                source,
                source,
                output,
                Path(scratch) / "doctrees",
                "html" if site else "policyprint",
                status=None,
                warning=warnings,
                freshenv=True,
            )
            app.build(force_all=bool(site))
            parts = _print_parts(app) if with_print else None
        except SphinxError as error:
            raise BuildError(f"{source.name}: {error}") from error
    text = _ESCAPES.sub("", warnings.getvalue()).strip()
    if text:
        raise BuildError(f"{source.name}: {text}")
    if site:
        for leftover in (".buildinfo", "objects.inv"):
            (site / leftover).unlink(missing_ok=True)
    return parts


def _print_parts(app: Sphinx) -> PrintParts:
    builder = PrintBuilder(app, app.env)
    builder.init()
    return builder.parts("index")
