"""What people do in Word, for the tests in a browser: a document of their own, and one of ours that they worked in."""

from __future__ import annotations

import sys
from pathlib import Path

import docx
from docx.document import Document

BICYCLES = (
    ("Title", "Fietsprotocol De Beuk"),
    ("Heading 1", "Waar fietsen staan"),
    ("List Number", "Leerlingen zetten hun fiets in de stalling achter de school."),
    ("List Number", "Een fiets zonder slot mag niet in de stalling staan."),
    ("Heading 1", "Als er iets misgaat"),
    ("List Number", "Is een fiets weg, dan meldt de leerling dat dezelfde dag bij de conciërge."),
    ("Normal", "De school is niet aansprakelijk voor schade aan fietsen."),
)


def main(what: str, path: Path, *more: str) -> None:
    """Make a document (`maak PATH`), or replace words in one (`verander PATH OLD NEW [REMARK]`)."""
    if what == "maak":
        _made().save(str(path))
        return
    document = docx.Document(str(path))
    old, new, *remark = more
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            if old in run.text:
                run.text = run.text.replace(old, new)
                if remark:
                    document.add_comment(run, remark[0], author="secretaris MR", initials="MR")
                document.save(str(path))
                return
    raise SystemExit(f"{path} does not say “{old}”")


def _made() -> Document:
    document = docx.Document()
    for style, text in BICYCLES:
        document.add_paragraph(text, style=style)
    return document


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
