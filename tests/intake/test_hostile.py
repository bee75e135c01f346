"""Files that were made to do harm, or that something went wrong with: a clear error or no harm, soon and in little
room."""

from __future__ import annotations

import resource
import socket
import struct
import time
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest

from schoolprotocol.errors import IntakeError, MissingOnMachineError
from schoolprotocol.intake.readers.word import package
from schoolprotocol.intake.taking import take, take_bytes
from tests.intake.word import NAMESPACES, Word, cell, level, lists, packed, paragraph, run, table

SECONDS = 10
MORE_MEMORY = 900 * 2**20
"""Bytes that reading one file may take beside what the tests hold; XML as a tree is some ten times as large as its
text."""


@pytest.fixture(autouse=True)
def _bounded(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No file takes long, or much memory, and none speaks to another machine."""

    def refuse(*_arguments: object, **_more: object) -> None:
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    began, held = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert time.process_time() - began < SECONDS
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held) * 1024 < MORE_MEMORY


def _with(name: str, data: bytes | str | None, word: Word | None = None) -> bytes:
    """A document with another part."""
    parts = (word or Word([paragraph("1. Een regel is dit.")])).parts()
    if data is None:
        del parts[name]
    else:
        parts[name] = data if isinstance(data, bytes) else data.encode()
    return packed(parts)


def _body(inside: str, head: str = "") -> bytes:
    xml = f"{head}<w:document {NAMESPACES}><w:body>{inside}</w:body></w:document>"
    return _with("word/document.xml", xml)


def _laughs() -> bytes:
    entities = '<!ENTITY a "ha">' + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
    return _body(paragraph("<w:r><w:t>&m;</w:t></w:r>"), f"<!DOCTYPE w [{entities}]>")


def _outside(target: str) -> bytes:
    return _body(paragraph("<w:r><w:t>&x;</w:t></w:r>"), f'<!DOCTYPE w [<!ENTITY x SYSTEM "{target}">]>')


def _bomb(size: int) -> bytes:
    """A part that becomes far larger than it is."""
    return _with("word/document.xml", b"<w:document>" + b" " * size)


def _lying() -> bytes:
    """A zip whose part says that it is two gigabytes."""
    data = bytearray(Word([paragraph("Tekst.")]).bytes())
    for sign, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = data.find(sign)
        data[place + at : place + at + 4] = struct.pack("<I", 2**31 - 1)
    return bytes(data)


def _short() -> bytes:
    """A zip whose document says that it is smaller than it is."""
    data = bytearray(Word([paragraph("Tekst. " * 50)]).bytes())
    place = data.find(b"word/document.xml", data.find(b"PK\x01\x02")) - 46
    data[place + 24 : place + 28] = struct.pack("<I", 10)
    return bytes(data)


def _holed() -> bytes:
    """A zip in whose document some bytes are others."""
    data = bytearray(Word([paragraph(" ".join(f"{n * n}" for n in range(500)))]).bytes())
    place = data.find(b"word/document.xml") + 200
    data[place : place + 40] = b"\xff" * 40
    return bytes(data)


def _encrypted_zip() -> bytes:
    data = bytearray(Word([paragraph("Tekst.")]).bytes())
    for sign, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = -1
        while (place := data.find(sign, place + 1)) >= 0:
            data[place + at] |= 1
    return bytes(data)


def _many_entries() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        for n in range(package._ENTRIES + 10):
            file.writestr(f"{n}", "")
    return made.getvalue()


def _compound(word: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + word.encode("utf-16-le") + b"\0" * 600


_LINKS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
REFUSED: dict[str, Callable[[], bytes]] = {
    "billion laughs": _laughs,
    "an entity that reads a file": lambda: _outside("file:///etc/passwd"),
    "an entity that asks the network": lambda: _outside("http://127.0.0.1:9/x"),
    "a document type elsewhere": lambda: _body("<w:p/>", '<!DOCTYPE w SYSTEM "http://127.0.0.1:9/x.dtd">'),
    "entities of parameters": lambda: _body("<w:p/>", '<!DOCTYPE w [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]>'),
    "a part that becomes too large": lambda: _bomb(package.PART_LIMIT + 10),
    "a part that says it is smaller": _short,
    "a zip with a password": _encrypted_zip,
    "an Office file with a password": lambda: _compound("EncryptedPackage"),
    "a sheet of old": lambda: _compound("Workbook"),
    "a sheet": lambda: packed({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<x/>"}),
    "another zip": lambda: packed({"a.txt": b"x"}),
    "an empty zip": lambda: packed({}),
    "too many parts": _many_entries,
    "half a file": lambda: Word([paragraph("x " * 4000)]).bytes()[:900],
    "a zip whose middle is gone": _holed,
    "nothing": lambda: b"",
    "only nought": lambda: b"\0" * 5000,
    "only blanks": lambda: b" \n\t\n",
    "a picture": lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 500,
    "no document in it": lambda: _with("word/document.xml", None),
    "a document that is no XML": lambda: _with("word/document.xml", "geen xml"),
    "XML that ends in the midst": lambda: _with("word/document.xml", f"<w:document {NAMESPACES}><w:body><w:p>"),
    "bytes that are no letters": lambda: _with("word/document.xml", b"<a>\xff\xfe\xff</a>"),
    "elements that nest too deep": lambda: _body("<w:sdt>" * 5000 + "</w:sdt>" * 5000),
    "tables that nest too deep": lambda: _body("<w:tbl><w:tr><w:tc>" * 400 + "</w:tc></w:tr></w:tbl>" * 400),
    "one word of twelve million letters": lambda: _body(paragraph(run("a" * 12_000_000))),
    "no text at all": lambda: _body("<w:p/>"),
    "a link to a document above the zip": lambda: _with(
        "_rels/.rels", _LINKS.format(f'<Relationship Id="a" Type="{_TYPE}/officeDocument" Target="../../etc/passwd"/>'),
        Word([]),
    ),
    "lists that are no XML": lambda: _with("word/numbering.xml", "<", Word([paragraph("x")], numbering="")),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_in_words(name: str) -> None:
    with pytest.raises(IntakeError) as told:
        take_bytes("x.docx", REFUSED[name]())
    assert len(str(told.value)) < 600
    assert str(told.value).isprintable()


def _twice() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as file, pytest.warns(UserWarning):
        for parts in (Word([paragraph("Een.")]).parts(), Word([paragraph("Twee.")]).parts()):
            for name, data in parts.items():
                file.writestr(name, data)
    return made.getvalue()


def _cycle() -> bytes:
    links = _LINKS.format(
        f'<Relationship Id="a" Type="{_TYPE}/header" Target="document.xml"/>'
        f'<Relationship Id="b" Type="{_TYPE}/footnotes" Target="document.xml"/>'
    )
    return _with("word/_rels/document.xml.rels", links)


def _lists_in_a_circle() -> bytes:
    numbering = (
        f"<w:numbering {NAMESPACES}>"
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="S"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    word = Word([paragraph("Een regel.", number=(1, 0))], numbering=numbering)
    style = '<w:style w:styleId="S"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
    word.styles = word.styles.replace("</w:styles>", style)
    return word.bytes()


_HUGE = [level(0, "upperRoman", "%1.", start=99_999_999), level(1, "lowerLetter", "%2" * 200)]
_ODD_LEVEL = '<w:numPr><w:ilvl w:val="-7"/><w:numId w:val="1e9"/></w:numPr><w:outlineLvl w:val="x"/>'
_ODD_SYMBOL = '<w:r><w:sym w:font="Wingdings" w:char="zz"/></w:r>'
HARMLESS: dict[str, Callable[[], bytes]] = {
    "a part that says it is two gigabytes": _lying,
    "parts that lead to each other": _cycle,
    "lists that lead to themselves": _lists_in_a_circle,
    "numbers beyond all bounds": lambda: Word(
        [paragraph("Een regel.", number=(1, 0)), paragraph("Nog een.", number=(1, 1))],
        numbering=lists({1: _HUGE}, {1: 1}),
    ).bytes(),
    "levels that are no numbers": lambda: Word(
        [paragraph("Een regel.", more=_ODD_LEVEL)]
    ).bytes(),
    "cells wider than any page": lambda: Word([table([cell("a", width=999_999_999), "b"])]).bytes(),
    "a table of rows without cells": lambda: _body("<w:tbl><w:tr/><w:tr/></w:tbl>" + paragraph("Tekst.")),
    "cells that go on where nothing began": lambda: Word([table([cell("a", merge="continue"), "b"])]).bytes(),
    "fields that never end": lambda: _body(
        paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 3000) + paragraph("Tekst in een veld.")
    ),
    "ends of fields that never began": lambda: _body(
        paragraph('<w:r><w:fldChar w:fldCharType="end"/></w:r>' * 3000, "Tekst.")
    ),
    "a note that is not there": lambda: _body(paragraph(run("Tekst."), '<w:r><w:footnoteReference w:id="99"/></w:r>')),
    "a symbol that is no number": lambda: _body(paragraph(_ODD_SYMBOL, "Tekst.")),
    "a link to nothing": lambda: _with(
        "word/_rels/document.xml.rels", _LINKS.format(f'<Relationship Id="a" Type="{_TYPE}/styles" Target="weg.xml"/>')
    ),
    "names that lead out of a zip": lambda: packed(
        {**Word([paragraph("Tekst.")]).parts(), "../../../../tmp/x": b"x", "/etc/x": b"x", "C:\\x": b"x"}
    ),
    "a name twice": _twice,
    "signs that steer a terminal": lambda: _body(paragraph(run("Tekst \u202e\u2066 met tekens."))),
    "ten thousand paragraphs that begin with a number": lambda: _body(
        "".join(paragraph(f"{n % 9}. Regel {n} van deze lijst.") for n in range(10_000))
    ),
    "five thousand breaks in one paragraph": lambda: _body(
        paragraph(run("\n".join(f"{n}. regel" for n in range(5000))))
    ),
    "twenty thousand changes": lambda: _body(
        paragraph(f'<w:ins w:id="1">{run("Tekst ")}</w:ins><w:del w:id="2">{run("b")}</w:del>' * 10_000)
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HARMLESS)
def test_an_odd_file_is_read_without_harm(name: str) -> None:
    try:
        taken = take_bytes("x.docx", HARMLESS[name]())
    except IntakeError:
        pytest.fail("refused")
    assert any("Tekst" in b.text or "egel" in b.text or b.cells or "Twee" in b.text for b in taken.blocks)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    with path.open("wb") as file:
        file.truncate(3 * 2**30)
    with pytest.raises(IntakeError, match="larger"):
        take(path)


@pytest.mark.stress
def test_ten_thousand_tables_and_one_with_a_hundred_thousand_cells() -> None:
    small = table(("a", "b")) * 10_000
    assert sum(b.kind == "row" for b in take_bytes("x.docx", _body(small)).blocks) == 10_000
    large = table(*(tuple(f"c{n}" for n in range(20)) for _row in range(1000)))
    assert sum(b.kind == "row" for b in take_bytes("x.docx", _body(large)).blocks) == 1000


@pytest.mark.stress
def test_a_document_of_another_program_that_is_damaged_ends_in_words() -> None:
    for data in (b"{\\rtf1 " + b"{" * 50_000, b"{\\rtf1 \\bin99999999999 x", _compound("WordDocument")):
        try:
            take_bytes("x.rtf", data)
        except (IntakeError, MissingOnMachineError) as error:
            assert str(error)


@pytest.mark.parametrize(
    "data",
    [b"MIME-Version: 1.0\nContent-Type: multipart/related", b'<?xml version="1.0"?><pkg:package xmlns:pkg="x"/>'],
)
def test_what_is_text_and_no_document_is_told(data: bytes) -> None:
    with pytest.raises(IntakeError):
        take_bytes("x.doc", data)
