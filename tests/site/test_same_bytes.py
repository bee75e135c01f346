"""The same source gives the same site: in another folder, with another hash seed, and with plain sphinx-build."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from schoolprotocol.outputs.site.sphinx import build
from tests.site.conftest import TEMPLATES, Site, make_site

REPOSITORY = Path(__file__).parents[2]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_plain_sphinx_build_gives_the_same_site_with_another_hash_seed(sites: dict[str, Site], tmp_path: Path) -> None:
    site = sites["noord"]
    command = [sys.executable, "-m", "sphinx", "-n", "-W", "-q", "-d", str(tmp_path / "doctrees")]
    made = subprocess.run(
        [*command, str(site.source), str(tmp_path / "html")],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "generator"), "PYTHONHASHSEED": "4711"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (made.returncode, made.stderr) == (0, "")
    assert contents(tmp_path / "html") == contents(site.folder)


def test_another_folder_gives_the_same_site(sites: dict[str, Site], tmp_path: Path) -> None:
    again = make_site(tmp_path / "elsewhere" / "deeper", "noord")
    assert contents(again.folder) == contents(sites["noord"].folder)


def test_what_is_printed_is_the_same_whether_or_not_the_site_is_made_too(site: Site, tmp_path: Path) -> None:
    themes = TEMPLATES
    alone = build(site.source, None, themes, with_print=True)
    assert alone is not None
    assert alone.body
    assert build(site.source, tmp_path / "html", themes, with_print=True) == alone


def test_no_file_of_a_site_tells_where_it_was_made(sites: dict[str, Site]) -> None:
    for site in sites.values():
        for name, content in contents(site.folder).items():
            assert str(site.folder.parent).encode() not in content, name
            assert str(REPOSITORY).encode() not in content, name
