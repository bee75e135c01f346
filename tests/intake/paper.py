"""The documents of `documents.py` on paper, as PDFs that LibreOffice makes, and how well we read them.

`python -m tests.intake.paper [building|measuring] [tagged|untagged] [-v] [NAME …]` prints the figures; `--plain` those
of the text that pypdfium2 gives by itself.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pypdfium2

from schoolprotocol.errors import IntakeError
from schoolprotocol.intake.blocks import Block
from schoolprotocol.intake.reading import At
from schoolprotocol.intake.taking import take_bytes
from schoolprotocol.machine import find_office
from tests.intake.documents import BUILDING, MEASURING, Way, made
from tests.intake.scoring import Score, score

WHAT = ("headings", "clauses", "numbers", "cells", "notes", "title", "prose")
"""What a PDF can show: it has nothing deleted, hidden or remarked."""


def papers(files: Mapping[str, bytes], *, is_tagged: bool) -> dict[str, bytes]:
    """PDFs of Word documents, by name."""
    office = find_office()
    if office is None:
        raise SystemExit(3)
    told = f'pdf:writer_pdf_Export:{{"UseTaggedPDF":{{"type":"boolean","value":"{str(is_tagged).lower()}"}}}}'
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for one, data in files.items():
            (folder / f"{one}.docx").write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        subprocess.run(
            [office, profile, "--headless", "--convert-to", told, "--outdir", name, *map(str, folder.glob("*.docx"))],
            check=True,
            capture_output=True,
            timeout=300,
        )
        return {one: (folder / f"{one}.pdf").read_bytes() for one in files}


def plain(data: bytes) -> list[Block]:
    """What one has without structure: each line of the text that pypdfium2 gives is a paragraph."""
    with pypdfium2.PdfDocument(data) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    lines = [line.strip() for text in texts for line in text.splitlines() if line.strip()]
    return [Block("prose", line, At("pages"), ()) for line in lines]


def scores(ways: Sequence[Way], *, is_tagged: bool, is_plain: bool = False) -> dict[str, Score]:
    """By way."""
    # LibreOffice does not know w:isLgl, by which Word prints I.1 as 1.1
    documents = {way.name: made(way) for way in ways if "isLgl" not in way.extras}
    found = {}
    for name, data in papers({name: one.word.bytes() for name, one in documents.items()}, is_tagged=is_tagged).items():
        try:
            blocks = plain(data) if is_plain else take_bytes(f"{name}.pdf", data).blocks
        except IntakeError as error:
            print(name, error)
            blocks = []
        found[name] = score(documents[name].labels, blocks)
    return found


def main(arguments: Sequence[str]) -> None:
    """Print the figures."""
    ways = BUILDING if "building" in arguments else MEASURING
    named = [way for way in ways if way.name in arguments]
    for is_tagged in (True, False):
        if ("untagged" if is_tagged else "tagged") in arguments:
            continue
        every = Score()
        for name, one in scores(named or ways, is_tagged=is_tagged, is_plain="--plain" in arguments).items():
            every.add(one)
            print(f"{name:22}", *(f"{what} {one.f1(what):.3f}" for what in WHAT if one.f1(what) < 1))
            if "-v" in arguments:
                print(*(f"    {wrong}" for wrong in one.wrong), sep="\n")
        kind = "tagged" if is_tagged else "untagged"
        print(f"all {kind}", *(f"{what} {every.f1(what):.4f}" for what in WHAT))


if __name__ == "__main__":
    main(sys.argv[1:])
