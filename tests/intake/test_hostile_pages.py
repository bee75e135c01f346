"""PDFs, pages, Markdown and texts that were made to do harm, or that something went wrong with.

Each ends with a clear error or does no harm, soon and in little room; nothing is fetched.
"""

# ruff: noqa: E501 (lines of documents)

from __future__ import annotations

import ctypes
import faulthandler
import io
import random
import resource
import socket
import time
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
import pytest

from schoolprotocol.errors import IntakeError
from schoolprotocol.intake.readers import apart
from schoolprotocol.intake.taking import take_bytes
from tests.intake.test_pdf import REGELS, changed, pdf

SECONDS = 20
"""Of the processor; what is refused sooner takes less."""


@pytest.fixture(autouse=True)
def _bounded(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No file takes long, and none speaks to another machine."""

    def refuse(*_arguments: object, **_more: object) -> None:
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    began = time.process_time() + _of_children()
    yield
    assert time.process_time() + _of_children() - began < SECONDS


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def survives(name: str, data: bytes) -> None:
    """Nothing but our own refusal, with a remedy; or blocks."""
    try:
        taken = take_bytes(name, data)
    except IntakeError as error:
        assert error.why and error.remedy
    else:
        assert taken.json


# -- PDFs -------------------------------------------------------------------------------------------------------------


def raw(*objects: str | bytes, trailer: str = "") -> bytes:
    """A PDF of objects as they are written; its table of them is right."""
    out, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        body = one if isinstance(one, bytes) else one.encode("latin-1")
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF".encode()


def stream(body: bytes, more: str = "") -> bytes:
    return f"<< /Length {len(body)} {more} >>\nstream\n".encode() + body + b"\nendstream"


FONT = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"


def drawn(content: bytes, *, more: str = "", box: str = "0 0 595 842", resources: str = FONT) -> bytes:
    """A page with this content."""
    return raw(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Resources << {resources} >> /Contents 4 0 R >>",
        stream(content, more),
    )


def words(many: int) -> bytes:
    return b"BT /F1 10 Tf 50 800 Td " + b"".join(b"(1.%d Een regel.) Tj 0 -12 Td " % n for n in range(many)) + b"ET"


def squeezed(size: int) -> bytes:
    """A stream that grows to so many bytes."""
    packer = zlib.compressobj(9)
    part = b" " * 2**20
    return b"".join(packer.compress(part) for _n in range(size // 2**20)) + packer.flush()


def tagged_with(change: Callable[[pikepdf.Pdf, Any], None]) -> bytes:
    return changed(pdf(REGELS, is_tagged=True), lambda document: change(document, document.Root.StructTreeRoot))


def ring(document: pikepdf.Pdf, root: Any) -> None:
    element = document.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Sect, K=pikepdf.Array([])))
    element.K = pikepdf.Array([element, root.K])
    root.K = element


def deep(document: pikepdf.Pdf, root: Any) -> None:
    kid = root.K
    for _n in range(3_000):
        kid = document.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Sect, K=kid))
    root.K = kid


def roles_in_a_ring(_document: pikepdf.Pdf, root: Any) -> None:
    root.RoleMap = pikepdf.Dictionary(
        H1=pikepdf.Name.Aap, Aap=pikepdf.Name.Noot, Noot=pikepdf.Name.Aap, P=pikepdf.Name.P
    )


def odd_kids(_document: pikepdf.Pdf, root: Any) -> None:
    root.K = pikepdf.Array(
        [7, "tekst", pikepdf.Name.Aap, pikepdf.Dictionary(MCID="x"), pikepdf.Dictionary(S=3), root.K]
    )


def fields_in_a_ring(document: pikepdf.Pdf) -> None:
    field = document.make_indirect(pikepdf.Dictionary(Subtype=pikepdf.Name.Widget, Rect=[0, 0, 1, 1]))
    field.Parent = field
    document.pages[0].Annots = pikepdf.Array([field] * 50)
    document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))


def pages(many: int) -> bytes:
    document = pikepdf.new()
    for _n in range(many):
        document.add_blank_page()
    with io.BytesIO() as made:
        document.save(made)
        return made.getvalue()


WHOLE = words(20)
PAPERS: dict[str, Callable[[], bytes]] = {
    "a header alone": lambda: b"%PDF-1.7\n",
    "half of it": lambda: (data := pdf(REGELS))[: len(data) // 2],
    "without its table of objects": lambda: drawn(WHOLE).replace(b"xref", b"xrxf"),
    "with a table of objects that lies": lambda: drawn(WHOLE).replace(b"00000 n", b"00007 n"),
    "with a table that leads to itself": lambda: raw(
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>", trailer="/Prev 9"
    ),
    "with pages in a ring": lambda: raw(
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R] /Count 9 >>"
    ),
    "that says it has a milliard pages": lambda: raw(
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 999999999 >>", "<< /Type /Page >>"
    ),
    "without pages": lambda: raw("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"),
    "that promises two milliard bytes": lambda: drawn(WHOLE).replace(b"/Length ", b"/Length 2147483647 /X "),
    "with tags in a ring": lambda: tagged_with(ring),
    "with tags three thousand deep": lambda: tagged_with(deep),
    "with roles in a ring": lambda: tagged_with(roles_in_a_ring),
    "with tags that are none": lambda: tagged_with(odd_kids),
    "with fields in a ring": lambda: changed(pdf(REGELS), fields_in_a_ring),
    "with a drawing that draws itself": lambda: raw(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << /XObject << /X 4 0 R >> >> /Contents 5 0 R >>",
        stream(b"/X Do", "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 4 0 R >> >>"),
        stream(b"/X Do"),
    ),
    "on a page without end": lambda: drawn(WHOLE, box="0 0 1e30 1e30"),
    "on a page turned inside out": lambda: drawn(WHOLE, box="595 842 0 0"),
    "on a page that is no box": lambda: drawn(WHOLE, box="a b"),
    "in letters without a size": lambda: drawn(WHOLE.replace(b"10 Tf", b"0 Tf")),
    "in letters of a kilometre": lambda: drawn(WHOLE.replace(b"10 Tf", b"1e9 Tf")),
    "in a font that is not there": lambda: drawn(WHOLE, resources=""),
    "in a font that does not say its letters": lambda: drawn(
        b"BT /F1 10 Tf 50 800 Td <0001000200030004000500060007> Tj ET",
        resources="/Font << /F1 << /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [<< /Type "
        "/Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (X) /Ordering (X) /Supplement 0 >> >>] >> >>",
    ),
    "with a program to run": lambda: changed(
        pdf(REGELS),
        lambda document: document.Root.__setitem__(
            "/OpenAction", pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.launchURL('https://kwaad.example')")
        ),
    ),
    "of noise": lambda: b"%PDF-1.4\n" + random.Random(7).randbytes(200_000),
    "with the head of another": lambda: b"GIF89a" + drawn(WHOLE),
    "of ten thousand pages": lambda: pages(10_000),
    "with fifty thousand lines": lambda: drawn(b"".join(b"%d 0 m %d 800 l S " % (n, n) for n in range(50_000)) + WHOLE),
    "with tags that hold nothing": lambda: drawn(
        b"".join(b"/P <</MCID %d>> BDC EMC " % n for n in range(20_000)) + WHOLE
    ),
}
SLOW_PAPERS: dict[str, Callable[[], bytes]] = {
    "that grows to a milliard bytes": lambda: drawn(squeezed(2**30), more="/Filter /FlateDecode"),
    "of three hundred thousand lines": lambda: drawn(words(300_000)),
    "with all its text at one place": lambda: drawn(
        b"BT /F1 10 Tf 50 700 Td " + b"(Een regel. ) Tj 0 0 Td " * 20_000 + b"ET"
    ),
    "of ten thousand tables": lambda: drawn(
        b"".join(b"%d %d 4 4 re S " % (n % 100 * 6, n // 100 * 8) for n in range(10_000)) + WHOLE
    ),
}


@pytest.mark.parametrize("make", PAPERS.values(), ids=PAPERS)
def test_a_pdf_does_no_harm(make: Callable[[], bytes]) -> None:
    survives("x.pdf", make())


@pytest.mark.stress
@pytest.mark.parametrize("make", SLOW_PAPERS.values(), ids=SLOW_PAPERS)
def test_a_large_pdf_does_no_harm(make: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.intake.test_hostile_pages.SECONDS", apart.SECONDS + 15)
    survives("x.pdf", make())


# -- pages ------------------------------------------------------------------------------------------------------------

RULE = "<p>1.1 Een regel.</p>"
PAGES: dict[str, Callable[[], str]] = {
    "of boxes in boxes": lambda: "<div>" * 2_000 + RULE,
    "of tables in tables": lambda: "<table><tr><td>" * 300 + RULE,
    "of lists in lists": lambda: "<ul><li>" * 300 + RULE,
    "of bold that never ends": lambda: "<b>" * 2_000 + RULE,
    "with a cell of a milliard columns": lambda: (
        f"<table><tr><td colspan=999999999 rowspan=999999999>a<td>b</table>{RULE}"
    ),
    "with numbers beyond counting": lambda: f"<ol start=99999999999999999999><li>a<li value=-5>b</ol>{RULE}",
    "that counts to a million in Roman": lambda: f"<ol type=I start=1000000><li>a</ol>{RULE}",
    "with entities of entities": lambda: f"<!DOCTYPE html [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><p>&b;</p>{RULE}",
    "with things that are elsewhere": lambda: (
        "<link rel=stylesheet href=http://kwaad.example/x.css><img src=http://kwaad.example/x.png>"
        f"<iframe src=file:///etc/passwd>x</iframe><style>@import url(http://kwaad.example/y.css)</style>{RULE}"
    ),
    "with letters that are none": lambda: f"<p>&#xD800;&#0;&#x10FFFF;&#xFFFE; a</p>{RULE}\x00",
    "with notes that call each other": lambda: (
        "<p id=a>x<sup><a href='#b'>1</a></sup></p><p id=b>y<sup><a href='#a'>2</a></sup></p><sup id=c><a href='#c'>3</a></sup>"
    ),
    "that is not closed": lambda: f"<html><body><table><tr>{RULE}<p>twee<!-- ",
    "that is hidden": lambda: "<body hidden><p>Een regel.</p>",
    "with letters in a way that nobody knows": lambda: f"<meta charset=utf-7-klingon>{RULE}",
    "with a sheet of five thousand rules": lambda: (
        f"<style>{''.join(f'.a{n} {{ display: none }} ' for n in range(5_000))}</style>{RULE}"
    ),
    "with a word of a million letters": lambda: f"<p>{'a' * 1_000_000}</p>",
    "of five thousand rows": lambda: f"<table>{'<tr><td>a<td>b' * 5_000}</table>",
}


@pytest.mark.parametrize("make", PAGES.values(), ids=PAGES)
def test_a_page_does_no_harm(make: Callable[[], str]) -> None:
    survives("x.html", f"<!doctype html>{make()}".encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("times", [5_000, pytest.param(50_000, marks=pytest.mark.stress)])
def test_a_page_that_nests_without_end_is_read_or_refused_in_time(times: int) -> None:
    survives("x.html", b"<!doctype html>" + b"<b><p>" * times)


# -- Markdown and text ------------------------------------------------------------------------------------------------

TEXTS: dict[str, tuple[str, Callable[[], str]]] = {
    "quotes in quotes": ("md", lambda: ">" * 5_000 + " tekst"),
    "lists in lists": ("md", lambda: "\n".join("  " * n + "- a" for n in range(300))),
    "brackets": ("md", lambda: "[" * 20_000 + "a"),
    "pairs of brackets": ("md", lambda: "a " + "()" * 20_000 + "[]" * 20_000 + " b"),
    "stars": ("md", lambda: "*a **b " * 5_000),
    "strokes": ("md", lambda: "`" + "``` a ` " * 3_000),
    "lesser than": ("md", lambda: "<" * 20_000 + "a"),
    "remarks that do not end": ("md", lambda: "a\n\n" + "<!-- " * 3_000 + "b"),
    "a note in itself": ("md", lambda: "a[^1]\n\n[^1]: b[^1] c[^2]\n\n[^2]: d[^1]\n"),
    "a table of a thousand columns": ("md", lambda: f"{'|a' * 1000}|\n{'|-' * 1000}|\n{'|b' * 1000}|\n"),
    "links that lead to links": ("md", lambda: "[a](" * 3_000 + "b" + ")" * 3_000),
    "letters that turn the line": ("txt", lambda: "1. Een \u202eregel\u202c met \u200b\u2066tekens\u2069\u00ad.\n"),
    "a line of ten million": ("txt", lambda: "a " * 400_000),
    "a million empty lines": ("txt", lambda: "Een regel." + "\n" * 1_000_000 + "Nog een."),
    "tabs": ("txt", lambda: "\t" * 100_000 + "a" + "\t" * 100_000),
    "bars": ("txt", lambda: "\n".join("|a" * 500 for _n in range(200))),
    "underlines": ("txt", lambda: "=====\n" * 1_000 + "a"),
    "pages": ("txt", lambda: "\f" * 100_000 + "Een regel."),
    "numbers": ("txt", lambda: "\n".join(f"{n}. a" for n in range(500))),
}


@pytest.mark.parametrize(("ending", "make"), TEXTS.values(), ids=TEXTS)
def test_a_text_does_no_harm(ending: str, make: Callable[[], str]) -> None:
    survives(f"x.{ending}", make().encode())


@pytest.mark.parametrize("ending", ["html", "md", "txt", "pdf"])
def test_noise_does_no_harm(ending: str) -> None:
    survives(f"x.{ending}", b"Een regel. " + random.Random(3).randbytes(50_000))


def test_what_breaks_the_reader_breaks_nothing_else() -> None:
    with pytest.raises(IntakeError, match="damaged"):
        apart.apart(_crash, b"")


def test_what_takes_too_long_is_stopped() -> None:
    with pytest.raises(IntakeError, match="long"):
        apart.apart(_hang, b"", seconds=1)


def test_what_takes_too_much_is_refused() -> None:
    with pytest.raises(IntakeError, match="memory"):
        apart.apart(_grow, b"", megabytes=200)


def _crash(_data: bytes) -> None:
    faulthandler.disable()  # else its end, which is what is asked for here, looks like a fault of this run
    ctypes.string_at(0)


def _hang(_data: bytes) -> None:
    while True:
        pass


def _grow(_data: bytes) -> list[bytearray]:
    return [bytearray(100_000_000) for _n in range(100)]
