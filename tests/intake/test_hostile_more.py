"""More files that were made to do harm: what is elsewhere, names that lie, other programs' files, texts in odd letters.

Each ends with a clear error or does no harm; nothing is fetched, run, or written half.
"""

# ruff: noqa: E501 (lines of documents)

from __future__ import annotations

import socket
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest

from schoolprotocol.cli import run
from schoolprotocol.errors import IntakeError, MissingOnMachineError
from schoolprotocol.intake.readers import office
from schoolprotocol.intake.taking import Taken, take_bytes
from schoolprotocol.machine import find_office
from tests.intake.test_hostile import _body, _with
from tests.intake.word import NAMESPACES, Word, cell, packed, paragraph, table  # fmt: skip
from tests.intake.word import run as words

_LINKS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
GOOD = Word([paragraph("1. Een regel is dit.")]).bytes()


@pytest.fixture(autouse=True)
def _fenced(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing speaks to another machine, in this process or in one that it forks."""

    def refuse(*_arguments: object, **_more: object) -> None:
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    began = time.process_time()
    yield
    assert time.process_time() - began < 20


def survives(name: str, data: bytes) -> Taken | None:
    """Blocks, or nothing but our own refusal with a remedy, in words that harm no terminal."""
    try:
        taken = take_bytes(name, data)
    except IntakeError as error:
        assert error.why
        assert error.remedy
        assert str(error).isprintable(), str(error)
        assert "fault in the program" not in error.remedy
        return None
    assert taken.json.isascii() or "\x1b" not in taken.json
    return taken


def _linked(*links: str, **parts: bytes) -> bytes:
    made = Word([paragraph("1. Een regel is dit.")]).parts()
    told = "".join(links)
    made["word/_rels/document.xml.rels"] = _LINKS.format(told).encode()
    return packed({**made, **{name.replace("__", "/"): data for name, data in parts.items()}})


def _outside(kind: str, target: str) -> str:
    return f'<Relationship Id="x{kind}" Type="{_TYPE}/{kind}" Target="{target}" TargetMode="External"/>'


def _staircase(steps: int) -> bytes:
    rows = ([cell(f"r{n}", width=n), cell("x")] for n in range(1, steps))
    return Word([table(*rows), paragraph("Een regel.")]).bytes()


def _deep(tag: str, many: int) -> bytes:
    return _body(f"<w:{tag}>" * many + paragraph("Een regel.") + f"</w:{tag}>" * many)


WORDS: dict[str, Callable[[], bytes]] = {
    "with macros": lambda: _linked(f'<Relationship Id="m" Type="{_TYPE}/vbaProject" Target="vbaProject.bin"/>', word__vbaProject=b"\x00" * 99),
    "with a template on another machine": lambda: _linked(_outside("attachedTemplate", "http://127.0.0.1:9/kwaad.dotm")),
    "with a template on a share": lambda: _linked(_outside("attachedTemplate", "file://///127.0.0.1/share/kwaad.dotm")),
    "with pictures elsewhere": lambda: _linked(_outside("image", "http://127.0.0.1:9/volg.png")),
    "with a frame elsewhere": lambda: _linked(_outside("frame", "http://127.0.0.1:9/x.html")),
    "with a header elsewhere": lambda: _linked(_outside("header", "http://127.0.0.1:9/header.xml")),
    "with an object that is fetched": lambda: _linked(_outside("oleObject", "mhtml:http://127.0.0.1:9/x.html!x-usc:http://127.0.0.1:9/x")),
    "with styles above the zip": lambda: _linked(f'<Relationship Id="s" Type="{_TYPE}/styles" Target="../../../../etc/passwd"/>'),
    "with a link that never ends": lambda: _linked(_outside("hyperlink", "http://x/" + "a" * 100_000)),
    "with a piece of another document": lambda: _linked(f'<Relationship Id="a" Type="{_TYPE}/aFChunk" Target="chunk.html"/>', word__chunk=b"<p>Verstopt.</p>"),
    "with a field that runs a program": lambda: Word([paragraph(words("Een regel. "), '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>')]).bytes(),
    "with a field that takes in a file": lambda: Word([paragraph('<w:fldSimple w:instr="INCLUDETEXT &quot;/etc/passwd&quot;"><w:r><w:t>Een regel.</w:t></w:r></w:fldSimple>')]).bytes(),
    "with fields that count beyond all bounds": lambda: Word([paragraph('<w:fldSimple w:instr="LISTNUM \\s 99999 \\l 9"/>', words(f"Een regel {n}.")) for n in range(500)]).bytes(),
    "with a table like a staircase": lambda: _staircase(400),
    "with content controls in each other": lambda: _deep("sdt", 60),
    "with links in each other": lambda: Word([paragraph("<w:hyperlink>" * 150 + words("Een regel.") + "</w:hyperlink>" * 150)]).bytes(),
    "with a text box in a text box": lambda: _body(paragraph("<w:r><w:pict><w:txbxContent><w:p>" * 40 + words("Een regel.") + "</w:p></w:txbxContent></w:pict></w:r>" * 40)),
    "with a list of 99 levels": lambda: Word([paragraph("Een regel.", number=(1, 99))], numbering=f"<w:numbering {NAMESPACES}/>").bytes(),
    "with a style that is based on itself": lambda: Word([paragraph("Een regel.", style="A")], styles=f'<w:styles {NAMESPACES}><w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="A"/></w:style></w:styles>').bytes(),
    "with styles in a ring": lambda: Word([paragraph("Een regel.", style="A")], styles=f'<w:styles {NAMESPACES}><w:style w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>').bytes(),
    "with a note in itself": lambda: _with("word/footnotes.xml", f'<w:footnotes {NAMESPACES}><w:footnote w:id="1"><w:p><w:r><w:footnoteReference w:id="1"/></w:r>{words("Een regel.")}</w:p></w:footnote></w:footnotes>'),
    "with signs of a terminal in a number": lambda: Word([paragraph("1.\u001b[31m Een regel.".replace("\u001b", "&#x1b;"))]).bytes(),
    "with changes in changes": lambda: _body(paragraph('<w:ins w:id="1"><w:del w:id="2">' * 60 + words("Een regel.") + "</w:del></w:ins>" * 60)),
    "with empty paragraphs without end": lambda: _body("<w:p/>" * 5_000 + paragraph("Een regel.")),
    "with a size beyond letters": lambda: Word([paragraph(words("Een regel.", more='<w:sz w:val="99999999999999999999"/>'))]).bytes(),
    "with an indent beyond the page": lambda: Word([paragraph("Een regel.", more='<w:ind w:left="999999999999"/>')]).bytes(),
    "with a part in letters of another kind": lambda: _with("word/document.xml", f'<?xml version="1.0" encoding="UTF-16"?><w:document {NAMESPACES}><w:body>{paragraph("Een regel.")}</w:body></w:document>'.encode("utf-16")),
    "with a part in UTF-7": lambda: _with("word/document.xml", f'<?xml version="1.0" encoding="UTF-7"?><w:document {NAMESPACES}/>'),
    "that is strict": lambda: _with("word/document.xml", f'<w:document {NAMESPACES}><w:body>{paragraph("Een regel.")}</w:body></w:document>'.replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")),
}  # fmt: skip


@pytest.mark.parametrize("make", WORDS.values(), ids=WORDS)
def test_a_word_document_does_no_harm(make: Callable[[], bytes]) -> None:
    taken = survives("x.docx", make())
    assert taken is None or "egel" in taken.json or "volg" not in taken.json


UNREAD: dict[str, tuple[str, str]] = {
    "a piece of another document": (f'<Relationship Id="a" Type="{_TYPE}/aFChunk" Target="chunk.html"/>', "piece of another document"),
    "a document of a master document": (_outside("subDocument", "deel2.docx"), "master document"),
    "a header elsewhere": (_outside("header", "http://127.0.0.1:9/header.xml"), "not read: header"),
    "notes that are not there": (f'<Relationship Id="f" Type="{_TYPE}/footnotes" Target="weg.xml"/>', "not read: footnotes"),
    "a chart of a newer Word": ('<Relationship Id="c" Type="http://schemas.microsoft.com/office/2014/relationships/chartEx" Target="chart1.xml"/>', "not read: chartEx"),
}  # fmt: skip


@pytest.mark.parametrize("name", UNREAD)
def test_what_a_document_holds_and_nobody_reads_is_told(name: str) -> None:
    link, told = UNREAD[name]
    taken = take_bytes("x.docx", _linked(link, word__chunk=b"<p>Verstopt.</p>"))
    assert [one for one in taken.remarks if told in one]


def test_a_document_of_its_own_text_only_tells_nothing() -> None:
    assert take_bytes("x.docx", GOOD).remarks == ()


NAMED: dict[str, tuple[str, bytes]] = {
    "a page that is called a document": ("x.doc", b"<html><body><p>Een regel.</p></body></html>"),
    "a Word document that is called a PDF": ("x.pdf", GOOD),
    "a PDF that is called a text": ("x.txt", b"%PDF-1.4 niets"),
    "a text that is called a document": ("x.docx", b"1. Een regel."),
    "a picture that is called a document": ("x.docx", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9),
    "a program": ("x.docx", b"MZ\x90\x00" + b"\x00" * 4000),
    "a program for Linux": ("x.txt", b"\x7fELF\x02\x01\x01" + b"\x00" * 4000),
    "a shell script": ("x.txt", b"#!/bin/sh\nrm -rf /\n"),
    "a gzip": ("x.docx", b"\x1f\x8b\x08\x00" + b"\x00" * 400),
    "a sheet that is called a document": ("x.docx", packed({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<x/>"})),
    "no name at all": ("", b"1. Een regel."),
    "a name with a path": ("../../etc/passwd.docx", GOOD),
    "a name with signs of a terminal": ("\x1b[2Jx.docx", GOOD),
    "a page and a PDF in one": ("x.html", b"<html><p>Een regel.</p></html>\n%PDF-1.4\n"),
    "a zip behind a page": ("x.html", b"<html><p>Een regel.</p></html>" + GOOD),
}  # fmt: skip


@pytest.mark.parametrize(("name", "data"), NAMED.values(), ids=NAMED)
def test_a_name_that_lies_does_no_harm(name: str, data: bytes) -> None:
    survives(name, data)


@pytest.mark.stress
def test_rtf_that_is_called_a_word_document_is_read() -> None:
    assert find_office() is None or survives("x.docx", b"{\\rtf1 Een regel.\\par}")


LETTERS: dict[str, bytes] = {
    "nought between letters": "1. Een regel.\n".encode("utf-16-le"),
    "UTF-16 with its mark": "1. Een regel.\n".encode("utf-16"),
    "UTF-16 that ends in the midst of a letter": "1. Een regel.\n".encode("utf-16")[:-1],
    "UTF-16 with half a pair": b"\xff\xfe1\x00.\x00 \x00\x3d\xd8 \x00a\x00b\x00",
    "UTF-32": "1. Een regel.\n".encode("utf-32"),
    "one nought": b"1. Een regel.\x00 Nog een.",
    "the letters of old Windows": "1. Een “regel” – é.".encode("cp1252"),
    "bytes that are no letters at all": bytes(range(1, 256)) * 20,
    "signs that steer a terminal": b"1. Een \x1b[31mregel\x1b[0m\x07\x08.\n",
    "only returns": b"1. Een regel.\r2. Nog een.\r",
    "a mark of order in the midst": "1. Een regel.\n\ufeff2. Nog een.".encode(),
    "letters on letters": ("e" + "\u0301" * 5_000 + " 1. regel").encode(),
    "letters that are written from the right": "1. \u05d0\u05d1 Een regel \u202e.".encode(),
    "overlong letters": b"1. Een regel \xc0\xaf\xe0\x80\xaf.",
    "a letter beyond Unicode": b"1. Een regel \xf7\xbf\xbf\xbf.",
}


@pytest.mark.parametrize("ending", ["txt", "html", pytest.param("md", marks=pytest.mark.stress)])
@pytest.mark.parametrize("data", LETTERS.values(), ids=LETTERS)
def test_odd_letters_do_no_harm(data: bytes, ending: str) -> None:
    survives(f"x.{ending}", data)


def test_a_document_of_more_paragraphs_than_anyone_wrote_is_refused_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("schoolprotocol.intake.readers.word.walk.MOST_PARAGRAPHS", 500)
    monkeypatch.setattr("schoolprotocol.intake.taking.MOST_PARAGRAPHS", 500)
    for name, data in (("x.docx", _body("<w:p/>" * 501)), ("x.txt", b"Een regel.\n\n" * 501)):
        with pytest.raises(IntakeError, match="paragraphs"):
            take_bytes(name, data)


def _open_document(content: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        file.writestr("content.xml", content)
    return made.getvalue()


def test_an_open_document_that_grows_without_end_is_refused_before_another_program_sees_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(office, "find_office", lambda: pytest.fail("it was given to LibreOffice"))
    with pytest.raises(IntakeError, match="MB"):
        take_bytes("x.odt", _open_document(b" " * (office.UNPACKED + 10)))


@pytest.mark.parametrize("name", ["x.odt", "x.docx"])
def test_nothing_is_written_of_what_is_refused(name: str, tmp_path: Path) -> None:
    path, out = tmp_path / name, tmp_path / "out.json"
    path.write_bytes(packed({"a.txt": b"x"}))
    assert run(["import", str(path), "--dry-run", "--blocks", str(out)]) == 1
    assert run(["import", str(path), "--school", "linde", "--into", str(tmp_path / "project")]) == 1
    assert sorted(one.name for one in tmp_path.iterdir()) == [name]


@pytest.mark.stress
def test_what_another_program_reads_fetches_nothing() -> None:
    if find_office() is None:
        pytest.skip("LibreOffice is not installed")
    asked: list[object] = []
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.settimeout(0.2)
        url = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        over = threading.Event()

        def listen() -> None:
            while not over.is_set():
                try:
                    asked.append(server.accept())
                except TimeoutError:
                    continue

        waiter = threading.Thread(target=listen)
        waiter.start()
        try:
            for name, data in _asking(url).items():
                try:
                    take_bytes(name, data)
                except (IntakeError, MissingOnMachineError) as error:
                    assert str(error)
        finally:
            over.set()
            waiter.join()
    assert not asked


def _asking(url: str) -> dict[str, bytes]:
    """Documents of other programs that ask for something elsewhere."""
    spaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
    )
    inside = (
        f'<text:section text:name="a"><text:section-source xlink:href="{url}.odt"/><text:p>Een regel.</text:p></text:section>'
        f'<text:p><draw:frame><draw:image xlink:href="{url}.png"/></draw:frame></text:p>'
    )
    content = (
        f'<office:document-content {spaces} office:version="1.2"><office:body><office:text>{inside}</office:text>'
        "</office:body></office:document-content>"
    )
    field_ = f'{{\\field{{\\*\\fldinst INCLUDEPICTURE "{url}.png" \\\\d}}{{\\fldrslt x}}}}'
    return {
        "x.odt": _open_document(content.encode()),
        "x.rtf": f"{{\\rtf1 Een regel.\\par {field_}{{\\*\\template {url}.dot}}}}".encode(),
    }
