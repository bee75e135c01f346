"""Word files as LibreOffice shows them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pypdfium2 as pdfium

from tests.docx.word import W, part

HIDDEN = str.maketrans("", "", "-\ufffe\xad\u200b\ufeff")
"""Hyphens, of which pdfium does not tell whether the end of the line brought them; and what has no width."""
BREAKS = (f"{W}footnoteReference", f"{W}br", f"{W}tab")


def to_pdf(files: Sequence[Path], folder: Path) -> list[Path | None]:
    """Each file as LibreOffice prints it; None where it could not open it.

    The filter is named: else LibreOffice takes a damaged file for text, or repairs it, and says nothing.
    """
    inputs = folder / "in"
    inputs.mkdir()
    for number, file in enumerate(files):
        (inputs / f"{number}.docx").write_bytes(file.read_bytes())
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = ["--headless", "--norestore", "--infilter=MS Word 2007 XML", "--convert-to", "pdf"]
    command = [os.environ["SOFFICE"], profile, *options, "--outdir", str(folder / "out"), *map(str, inputs.iterdir())]
    subprocess.run(command, capture_output=True, check=True, timeout=300)
    made = [folder / "out" / f"{number}.pdf" for number in range(len(files))]
    return [path if path.is_file() else None for path in made]


def squashed(text: str) -> str:
    """The text without white space and hyphens."""
    return "".join(text.translate(HIDDEN).split())


def pages(file: Path) -> list[str]:
    """The text of each page, squashed."""
    with pdfium.PdfDocument(file) as document:
        return [squashed(page.get_textpage().get_text_range()) for page in document]


def shows(shown: Sequence[str], text: str) -> bool:
    """Whether a text stands on a page, or begins on one and ends on the next, with margins and notes between."""
    wanted = squashed(text)
    if any(wanted in page for page in shown):
        return True
    cuts = range(1, len(wanted))
    return any(wanted[:cut] in page and wanted[cut:] in after for page, after in pairwise(shown) for cut in cuts)


def written(data: bytes, name: str = "document") -> Iterator[str]:
    """What stands in the paragraphs of a Word file, deleted text too; cut where a note, a tab or a line break is."""
    for paragraph in part(data, name).iter(f"{W}p"):
        piece = ""
        for element in paragraph.iter(*BREAKS, f"{W}t", f"{W}delText"):
            if element.tag in BREAKS:
                yield piece
                piece = ""
            else:
                piece += element.text or ""
        yield piece
