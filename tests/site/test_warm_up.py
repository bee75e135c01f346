"""What a parent does once, so that the first document costs its children no more than the second."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from schoolprotocol.outputs.site import sphinx
from schoolprotocol.templating import OURS
from tests.site.conftest import TEMPLATES
from tests.site.test_same_bytes import REPOSITORY, contents

LOADED_BY_THE_FIRST = """
import pathlib, sys
from schoolprotocol.outputs.site import sphinx
from schoolprotocol.outputs.site.sphinx_ext import site_builder
from tests.site.conftest import TEMPLATES, make_site
sphinx.warm_up(TEMPLATES)
modules, templates = set(sys.modules), set(site_builder._COMPILED._code)
make_site(pathlib.Path(sys.argv[1]), "noord")
late = {name for name in set(sys.modules) - modules if name.startswith(("sphinx", "myst_parser", "docutils"))}
print(sorted(late), len(set(site_builder._COMPILED._code) - templates))
"""


def test_after_a_warm_up_nothing_of_sphinx_is_loaded_and_no_template_compiled(tmp_path: Path) -> None:
    command = [sys.executable, "-c", LOADED_BY_THE_FIRST, str(tmp_path)]
    made = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert (made.returncode, made.stdout, made.stderr) == (0, "[] 0\n", "")


def test_a_warm_up_writes_nothing_beside_the_theme() -> None:
    before = contents(OURS / "theme")
    sphinx.warm_up(TEMPLATES)
    assert contents(OURS / "theme") == before


LEFT_FOR_LATER = """
import sys
from schoolprotocol.outputs.site import sphinx
from tests.site.conftest import TEMPLATES
sphinx.warm_up(TEMPLATES)
others = {"requests", "snowballstemmer", "doctest", "pygments.lexers.lisp", "sphinx.builders.latex", "sphinx.domains.c"}
print(sorted(others & sys.modules.keys()))
from docutils.utils.math import latex2mathml
from sphinx.highlighting import lexer_classes
from sphinx.search.nl import SearchDutch
from sphinx.util import requests
print(type(lexer_classes["rest"]()).__name__, SearchDutch({}).stem("fietsen"), requests._Session.__mro__[1].__module__)
print(latex2mathml.tex2mathml("x"))
"""


def test_what_no_page_needs_is_imported_when_it_is_asked_for() -> None:
    command = [sys.executable, "-c", LEFT_FOR_LATER]
    made = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert made.stderr == ""
    first, second, *math = made.stdout.splitlines()
    assert (first, second) == ("[]", "RstLexer fiets requests.sessions")
    assert "<mi>x</mi>" in "".join(math).replace(" ", "")
