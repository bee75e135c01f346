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
