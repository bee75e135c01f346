"""`schoolprotocol update`: what a person is told of a newer library, and what is written when that is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from schoolprotocol.cli import run
from tests.library.making import begin
from tests.library.next_version import next_version


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    return next_version(tmp_path / "1.1").folder


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(begin(tmp_path / "bestuur", ["telefoons"]))
    return tmp_path / "bestuur"


def test_it_tells_what_would_change_and_why_and_writes_nothing(
    root: Path, newer: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    note = (root / "policy_src/library.yaml").read_bytes()
    assert run(["update", "--library", str(newer)]) == 0
    told = capsys.readouterr().out
    for said in (
        "Library: version 1.0 → 1.1",
        "(telefoons; recommended)",
        "Drie keer is lang.",
        "gevolgen.vaker: gets the new text",
        "- Gaat het drie keer mis?",
        "+ Gaat het twee keer mis?",
        "Nothing was written.",
    ):
        assert said in told
    assert (root / "policy_src/library.yaml").read_bytes() == note


def test_it_writes_when_that_is_asked_and_then_has_nothing_to_do(
    root: Path, newer: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["update", "--library", str(newer), "--apply"]) == 0
    assert "files were written" in capsys.readouterr().out
    clauses = root / "policy_src/protocols/telefoons/clauses/gevolgen.yaml"
    assert "Gaat het twee keer mis?" in clauses.read_text("utf-8")
    assert run(["update", "--library", str(newer)]) == 0
    assert "up to date with version 1.1" in capsys.readouterr().out


def test_without_a_newer_one_it_says_that_all_is_up_to_date(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["update"]) == 0
    assert "up to date with version 1.0" in capsys.readouterr().out


def test_a_project_without_a_library_is_wrong_use(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "policy_src/library.yaml").unlink()
    assert run(["update"]) == 2
    assert "policy_src/library.yaml" in capsys.readouterr().err


@pytest.mark.parametrize("content", ["", "version: nee\n", "- a\n", "version: [\n", 'version: "1.0"\n'])
def test_a_note_that_cannot_be_read_is_told_with_its_place(
    root: Path, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "policy_src/library.yaml").write_text(content, encoding="utf-8")
    assert run(["update"]) == 1
    told = capsys.readouterr()
    assert "policy_src/library.yaml" in told.out + told.err


def test_a_folder_that_is_no_library_is_refused(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "leeg").mkdir()
    assert run(["update", "--library", str(tmp_path / "leeg")]) in {1, 2, 3}
    assert "Traceback" not in capsys.readouterr().err
