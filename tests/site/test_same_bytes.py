"""The same source gives the same site: in another folder, with another hash seed, and with plain sphinx-build."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from schoolprotocol.errors import BuildError
from schoolprotocol.outputs.site import sphinx
from schoolprotocol.outputs.site.sphinx import build
from schoolprotocol.outputs.site.sphinx_ext.directives import ClauseDirective
from schoolprotocol.templating import Own
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


def test_a_clause_in_the_same_words_is_read_once_whatever_document_has_it(
    sites: dict[str, Site], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sphinx, "_KEPT", [])
    made = [make_site(tmp_path / "first", "noord")]
    monkeypatch.setattr(ClauseDirective, "_read", None)
    made.append(make_site(tmp_path / "second", "noord"))
    assert [contents(one.folder) for one in made] == [contents(sites["noord"].folder)] * 2
    with pytest.raises(TypeError):  # who knows what pages of a project's own are read to
        build(made[0].source, tmp_path / "own", replace(TEMPLATES, own=(Own("pages/x", 1, 1),)), with_print=False)


def test_of_a_page_that_sphinx_warns_of_nothing_is_kept(site: Site, tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(site.source, source)
    page = source / "index.md"
    text = page.read_text("utf-8")
    page.write_text(text.replace("\n\n", "\n\n{nonsense}`x` ", text.count("\n\n")), "utf-8")
    for n in range(2):
        with pytest.raises(BuildError, match="nonsense"):
            build(source, tmp_path / str(n), TEMPLATES, with_print=False)
        assert not sphinx._KEPT
