"""The readers of existing documents as targets: what they say of any bytes is all of it, or a refusal in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from schoolprotocol.errors import IntakeError
from schoolprotocol.intake import ledger
from schoolprotocol.intake.blocks import Source, as_json
from schoolprotocol.intake.readers import markdown, plain
from schoolprotocol.intake.readers.pdf import reading as pdf
from schoolprotocol.intake.readers.web import page
from schoolprotocol.intake.readers.word import reading as word
from schoolprotocol.intake.reading import Kind, Reading, solid
from schoolprotocol.intake.slips import slips
from schoolprotocol.intake.structure import structure
from tests.fuzz.oracles import fenced
from tests.intake import documents, pages
from tests.intake.test_pdf import REGELS
from tests.intake.test_pdf import pdf as printed
from tests.intake.word import packed

_PART: Final = b"=== "


def _read(kind: Kind, read: Callable[[bytes], Reading], data: bytes, folder: Path) -> None:
    """What the product does with a file, without the process around it: a fault shows here as what it is."""
    with fenced(folder):
        try:
            reading = read(data)
            blocks = structure(reading)
            sums = ledger.prove(reading, blocks)
        except IntakeError as error:
            assert error.why
            assert error.remedy
            assert "fault in the program" not in error.remedy, error
            return
        except (RecursionError, MemoryError):  # the product says so in words, and its child has bounds
            return
        assert sum(sums.values()) == sum(len(solid(text)) for text in reading.parts.values())
        assert as_json(Source("x", "", kind), blocks)
        for one in slips(reading):
            assert one.text in reading.paragraphs[one.paragraph].source


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a Word document in an input."""
    found = {}
    for piece in data.split(b"\n" + _PART):
        name, _line, content = piece.removeprefix(_PART).partition(b"\n")
        found[name.decode("utf-8", "replace")[:200]] = content
    return found


def as_input(files: Mapping[str, bytes]) -> bytes:
    """The parts of a Word document as one input."""
    return b"\n".join(_PART + name.encode() + b"\n" + content for name, content in files.items())


def word_file(data: bytes, folder: Path) -> None:
    """A Word document, by its parts: changed bytes of the zip itself are refused at once."""
    _read("docx", word.read, packed(parts(data)), folder)


def pdf_file(data: bytes, folder: Path) -> None:
    """A PDF."""
    _read("pdf", pdf._read, data, folder)


def web_page(data: bytes, folder: Path) -> None:
    """A page."""
    _read("html", page._read, data, folder)


def markdown_file(data: bytes, folder: Path) -> None:
    """Markdown."""
    _read("md", markdown._read, data, folder)


def text_file(data: bytes, folder: Path) -> None:
    """Text."""
    _read("txt", plain._read, data, folder)


READERS: Final[Mapping[str, Callable[[bytes, Path], None]]] = {
    one.__name__: one for one in (word_file, pdf_file, web_page, markdown_file, text_file)
}


@lru_cache(maxsize=8)
def good(target: str) -> tuple[bytes, ...]:
    """Good inputs."""
    if target == "word_file":
        ways = [way for way in documents.BUILDING if {"note", "tracked", "merged", "box"} & set(way.extras)][:4]
        return tuple(as_input(documents.made(way).word.parts()) for way in ways)
    if target == "pdf_file":
        table = "<table><tr><td>Wel<td>Niet<tr><td>Vragen<td>Schreeuwen</table>"
        return tuple(printed(REGELS + table, is_tagged=is_tagged) for is_tagged in (True, False))
    form = {"web_page": "html", "markdown_file": "md", "text_file": "txt"}[target]
    return tuple(plan.write(pages.document(plan)) for plan in pages.BUILDING if plan.form == form)
