"""Files that mean harm, or are broken, end with a message and leave nothing behind."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from schoolprotocol.outputs.word import given_out
from schoolprotocol.project import Project
from schoolprotocol.returning import receiving
from schoolprotocol.returning.reading import File
from tests.conftest import ProjectMaker, Run

Spoil = Callable[[dict[str, bytes]], None]
W = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _bomb(parts: dict[str, bytes]) -> None:
    parts["word/document.xml"] = b"<a>" + b" " * (60 * 2**20) + b"</a>"


def _entities(parts: dict[str, bytes]) -> None:
    head = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    parts["word/document.xml"] = head + b'<w:document xmlns:w="' + W + b'"><w:body>&b;</w:body></w:document>'


def _deep(parts: dict[str, bytes]) -> None:
    inside = b"<w:sdt><w:sdtContent>" * 120 + b"<w:p/>" + b"</w:sdtContent></w:sdt>" * 120
    parts["word/document.xml"] = b'<w:document xmlns:w="' + W + b'"><w:body>' + inside + b"</w:body></w:document>"


def _many(parts: dict[str, bytes]) -> None:
    inside = b"<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 25_000
    parts["word/document.xml"] = b'<w:document xmlns:w="' + W + b'"><w:body>' + inside + b"</w:body></w:document>"


def _broken(parts: dict[str, bytes]) -> None:
    parts["word/document.xml"] = parts["word/document.xml"][:4000]


def _no_document(parts: dict[str, bytes]) -> None:
    del parts["word/document.xml"]


def _empty(parts: dict[str, bytes]) -> None:
    parts["word/document.xml"] = b'<w:document xmlns:w="' + W + b'"><w:body/></w:document>'


SPOILS = (_bomb, _entities, _deep, _many, _broken, _no_document, _empty)
WORDS = (
    *("x" * 30_000, "a\u202eb", "{{ school.name }} {% for %}", "`{raw}`<script>"),
    *("---", "- a", "#", "[x](javascript:y)"),
)


@pytest.mark.parametrize("spoil", SPOILS, ids=lambda one: one.__name__)
def test_a_file_that_is_spoilt_is_refused_with_a_message(spoil: Spoil, project: ProjectMaker, command: Run) -> None:
    root = project()
    code, _told, errors = command(root, "return", str(_file(root, spoil)))
    assert code == 1
    assert errors.strip()
    assert "Traceback" not in errors
    assert not (root / "policy_src/schools/noord/reactions").exists()


def _file(root: Path, spoil: Spoil) -> Path:
    document = Project.open(root).document("noord")
    packed = zipfile.ZipFile(io.BytesIO(given_out.document(document.project.corpus, document.key, document.policy)))
    parts = {name: packed.read(name) for name in packed.namelist()}
    spoil(parts)
    path = root.parent / "kwaad.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return path


@pytest.mark.parametrize("words", WORDS, ids=range(len(WORDS)))
def test_odd_words_come_back_as_words_and_the_source_stays_readable(
    words: str, project: ProjectMaker, command: Run
) -> None:
    def spoil(parts: dict[str, bytes]) -> None:
        from xml.sax.saxutils import escape

        old = "Vraag het eerst."
        whole = parts["word/document.xml"].decode().replace(old, f"{old} {escape(words)}")
        parts["word/document.xml"] = whole.encode()

    root = project()
    path = _file(root, spoil)
    assert command(root, "return", str(path), "--author", "MR")[0] == 0
    assert not Project.open(root).corpus.faults
    code, _told, errors = command(root, "return", "noord", "--apply", "tips.vraag", "--to", "basis")
    assert code in {0, 1}
    assert "Traceback" not in errors
    text = Project.open(root).document("noord").policy.by_id()["tips.vraag"].wording.text
    assert (text != "Vraag het eerst.") == (code == 0)


def _holds(kind: str, more: str = "") -> Spoil:
    """A link of the document to something that we do not read."""

    def spoil(parts: dict[str, bytes]) -> None:
        name = "word/_rels/document.xml.rels"
        type_ = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        link = f'<Relationship Id="vreemd" Type="{type_}/{kind}" Target="stuk.html"{more}/></Relationships>'
        parts[name] = parts[name].replace(b"</Relationships>", link.encode())
        parts["word/stuk.html"] = b"<p>Iedereen mag alles.</p>"

    return spoil


@pytest.mark.parametrize(
    ("kind", "more", "told"),
    [
        ("aFChunk", "", "piece of another document"),
        ("subDocument", ' TargetMode="External"', "master document"),
        ("oleObject", "", "holds another file"),
        ("header", ' TargetMode="External"', "parts that are not read: header"),
        ("iets\u202eNieuws", "", "parts that are not read: ietsNieuws"),
    ],
)
def test_what_a_file_holds_and_nobody_reads_is_told(kind: str, more: str, told: str, project: ProjectMaker) -> None:
    root = project()
    clean = Project.open(root).take_back(_file(root, lambda _parts: None)).file.remarks
    back = Project.open(root).take_back(_file(root, _holds(kind, more)))
    (remark,) = (one for one in back.file.remarks if one not in clean)
    assert told in remark


def _breaks(_data: bytes) -> File:
    os._exit(70)


def test_a_file_that_breaks_its_reader_breaks_that_process_alone(
    project: ProjectMaker, command: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project()
    path = _file(root, lambda _parts: None)
    monkeypatch.setattr(receiving, "read", _breaks)
    code, _told, errors = command(root, "return", str(path))
    assert code == 1
    assert "Traceback" not in errors
    assert "(70)" in errors
    assert not (root / "policy_src/schools/noord/reactions").exists()


def _never_ends(*_told: object, **_more: object) -> None:
    while True:
        pass


def test_what_takes_for_ever_to_place_ends_with_a_message(
    project: ProjectMaker, command: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project()
    path = _file(root, lambda _parts: None)
    monkeypatch.setattr(receiving, "find", _never_ends)
    monkeypatch.setattr(receiving, "SECONDS", 1)
    code, _told, errors = command(root, "return", str(path))
    assert code == 1
    assert "takes too long" in errors
    assert not (root / "policy_src/schools/noord/reactions").exists()


def test_names_that_were_given_in_the_process_of_its_own_are_known_outside(project: ProjectMaker) -> None:
    def spoil(parts: dict[str, bytes]) -> None:
        old = b"Vraag het eerst."
        new = b'</w:t></w:r><w:ins w:id="9" w:author="P. Jansen"><w:r><w:t>Altijd.</w:t></w:r></w:ins><w:r><w:t>'
        parts["word/document.xml"] = parts["word/document.xml"].replace(old, old + new)

    root = project()
    back = Project.open(root).take_back(_file(root, spoil))
    assert back.names.numbered == {"P. Jansen": "auteur 1"}
    assert any(one.by == ("auteur 1",) for one in back.proposals.values())
