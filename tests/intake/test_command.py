"""`schoolprotocol import`: what a person sees, and what is written."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from schoolprotocol.cli import run
from tests.intake.word import Word, packed, paragraph, table
from tests.intake.word import run as words


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "protocol.docx"
    word = Word(
        [paragraph(words("1. Doel", bold=True)), paragraph("1.1 Iedereen houdt zich hieraan."), table(("a", "b"))]
    )
    path.write_bytes(word.bytes())
    return path


def test_the_blocks_are_written_in_the_form_that_others_rely_on(document: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    assert run(["import", str(document), "--dry-run", "--blocks", str(out)]) == 0
    assert json.loads(out.read_text("utf-8")) == {
        "source": {
            "name": "protocol.docx",
            "sha256": hashlib.sha256(document.read_bytes()).hexdigest(),
            "kind": "docx",
        },
        "blocks": [
            {
                "kind": "heading",
                "level": 1,
                "number": "1.",
                "text": "Doel",
                "at": {"part": "word/document.xml", "paragraph": 1},
            },
            {
                "kind": "clause",
                "level": 1,
                "number": "1.1",
                "text": "Iedereen houdt zich hieraan.",
                "section": ["Doel"],
                "at": {"part": "word/document.xml", "paragraph": 2},
            },
            {
                "kind": "row",
                "level": None,
                "number": None,
                "text": "",
                "cells": ["a", "b"],
                "section": ["Doel"],
                "at": {"part": "word/document.xml", "paragraph": 3},
            },
        ],
    }


def test_without_a_file_they_are_printed_and_the_table_goes_elsewhere(
    document: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["import", str(document), "--dry-run", "--blocks", "-"]) == 0
    printed = capfd.readouterr()
    assert len(json.loads(printed.out)["blocks"]) == 3
    assert "characters were read" in printed.err


def test_people_see_what_was_found(document: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["import", str(document), "--dry-run"]) == 0
    printed = capfd.readouterr().out.splitlines()
    assert printed[:3] == ["What\tNumber\tCharacters", "headings\t1\t6", "clauses with a number or letter\t1\t28"]


def test_without_a_school_nothing_is_taken_over_and_it_says_so(
    document: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["import", str(document)]) == 2
    assert "--school" in capfd.readouterr().err


def test_a_document_is_taken_over_into_a_new_folder(document: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    assert run(["import", str(document), "--school", "linde", "--into", str(root)]) == 0
    assert run(["--root", str(root), "check"]) == 0
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert run(["import", str(document), "--school", "linde", "--into", str(root)]) == 0
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_a_dry_run_for_a_school_writes_nothing(document: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    assert run(["import", str(document), "--school", "linde", "--into", str(root), "--dry-run"]) == 0
    assert not root.exists()


def test_a_folder_that_holds_something_else_is_left_alone(document: Path, tmp_path: Path) -> None:
    assert run(["import", str(document), "--school", "linde", "--into", str(tmp_path)]) == 2
    assert sorted(tmp_path.iterdir()) == [document]


def test_the_document_itself_is_not_written_over(document: Path) -> None:
    before = document.read_bytes()
    assert run(["import", str(document), "--dry-run", "--blocks", str(document)]) == 2
    assert document.read_bytes() == before


def test_what_cannot_be_read_leaves_what_was_written_before(document: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    out.write_text("eerder", "utf-8")
    document.write_bytes(document.read_bytes()[:-40])
    assert run(["import", str(document), "--dry-run", "--blocks", str(out)]) == 1
    assert out.read_text("utf-8") == "eerder"


@pytest.mark.parametrize("name", ["protocol.pdf", "protocol", "protocol.doc", "protocol.txt"])
def test_what_a_file_holds_counts_and_not_its_name(document: Path, name: str) -> None:
    other = document.with_name(name)
    other.write_bytes(document.read_bytes())
    assert run(["import", str(other), "--dry-run"]) == 0


def test_no_file_and_a_folder_are_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["import", str(tmp_path / "weg.docx"), "--dry-run"]) == 3
    assert run(["import", str(tmp_path), "--dry-run"]) == 3
    assert "Traceback" not in capfd.readouterr().err


def test_no_project_is_needed(document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["import", document.name, "--dry-run"]) == 0


def test_macros_and_a_template_elsewhere_are_told_and_left_alone(
    document: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    parts = Word([paragraph("1. Een regel is dit.")], settings=f"<w:settings {_W}/>").parts()
    link = '<Relationship Id="t" Type="http://x/attachedTemplate" Target="http://127.0.0.1:9/x" TargetMode="External"/>'
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts["word/_rels/settings.xml.rels"] = f'<Relationships xmlns="{package}">{link}</Relationships>'.encode()
    parts["word/vbaProject.bin"] = b"\xcc\x61"
    document.write_bytes(packed(parts))
    assert run(["import", str(document), "--dry-run"]) == 0
    told = capfd.readouterr().err
    assert "macro" in told
    assert "template" in told


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_without_libreoffice_other_documents_end_with_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("schoolprotocol.intake.readers.office.find_office", lambda: None)
    path = tmp_path / "x.docx"
    path.write_bytes(b"{\\rtf1 Een regel.}")
    assert run(["import", str(path), "--dry-run"]) == 3
    assert "LibreOffice" in capfd.readouterr().err
