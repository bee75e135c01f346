"""The bytes of a PDF → `Reading`: in a child with bounds, as pdfium reads files of strangers in C++."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator, Sequence
from gettext import gettext as _
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from schoolprotocol.errors import IntakeError
from schoolprotocol.intake.readers.apart import apart
from schoolprotocol.intake.readers.endnotes import titled
from schoolprotocol.intake.readers.pdf.drawn import Page, read_page
from schoolprotocol.intake.readers.pdf.laid_out import laid_out
from schoolprotocol.intake.readers.pdf.places import Places, places_of
from schoolprotocol.intake.readers.pdf.tagged import PART, tagged
from schoolprotocol.intake.readers.pdf.tags import read_tags
from schoolprotocol.intake.reading import At, Fate, Paragraph, Reading, Run, solid

MOST_PAGES = 1_000
MOST_CHARACTERS = 5_000_000
_PICTURE = 0.4
"""Part of a page from which a picture is taken for the page itself: a scan."""
_FEW = 20
"""Characters on a page that is a picture with nothing to read: a stamp, a number."""
_GARBLED = 0.3
"""Part of the characters without a known meaning from which a text is none."""
_SAYS = {"/Text", "/FreeText", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Caret", "/Stamp", "/Popup"}
"""Kinds of annotations in which people write."""
_MOST_REMARKED = 5_000


def read(data: bytes) -> Reading:
    """What a PDF says.

    Raises:
        IntakeError: it cannot be opened, is a scan, its fonts do not say what its letters are, or it is too much.
    """
    return apart(_read, data)


def _read(data: bytes) -> Reading:
    pages, texts, places = _pages(data)
    _refuse_scans(pages)
    _refuse_garbled(pages)
    _show_read_behind_pictures(pages)
    tree, beside = _tree_and_annotations(data)
    by_tags = tagged(tree, pages, places) if tree is not None else None
    paragraphs = titled(by_tags) if by_tags is not None else laid_out(pages)
    parts = {PART: "\n".join(texts)}
    for part, found in beside.items():
        parts[part] = "\n".join(run.text for paragraph in found for run in paragraph.runs)
        paragraphs = [*paragraphs, *found]
    return Reading("pdf", tuple(paragraphs), parts, tuple(_remarks(pages, beside)))


def _pages(data: bytes) -> tuple[list[Page], list[str], Places]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _not_opened(error) from error
    with contextlib.closing(document):
        many = len(document)
        if many > MOST_PAGES:
            raise IntakeError(
                _("The PDF has {many} pages; at most {most} are taken in.").format(many=many, most=MOST_PAGES),
                _("Cut out the pages of the document that you want, and take those in."),
            )
        pages, texts, order = [], [], 0
        for index in range(many):
            try:
                page, text = read_page(document, index, order)
            except pypdfium2.PdfiumError as error:
                raise IntakeError(
                    _("Page {page} of the PDF is damaged and cannot be read.").format(page=index + 1),
                    _("Open it, print it to a new PDF, and take that in."),
                ) from error
            pages.append(page)
            texts.append(text)
            order = max([order, *(piece.order + len(piece.text) for piece in page.pieces)]) + 1
            if order > MOST_CHARACTERS:
                raise IntakeError(
                    _("The PDF holds more than {most} characters.").format(most=MOST_CHARACTERS),
                    _("Cut out the pages of the document that you want, and take those in."),
                )
        return pages, texts, places_of(document)


def _not_opened(error: pypdfium2.PdfiumError) -> IntakeError:
    if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD or "password" in str(error).lower():
        return IntakeError(
            _("The PDF is locked with a password."),
            _("Open it with the password, save it without one, and take that in."),
        )
    return IntakeError(
        _("The file is no PDF that can be opened: it is damaged, or it is something else with the name of a PDF."),
        _("Open it in a reader; where that works, print it to a new PDF, and take that in."),
    )


def _refuse_scans(pages: Sequence[Page]) -> None:
    if sum(_characters(page) for page in pages) > _FEW * max(1, len(pages)) or not pages:
        if pages:
            return
    elif any(_characters(page) for page in pages) and not any(page.pictured > _PICTURE for page in pages):
        return
    if any(page.pictured > _PICTURE for page in pages):
        raise IntakeError(
            _("The PDF is a scan: pictures of pages, without text."),
            _("Have a program read the letters first (OCR: `ocrmypdf -l nld in.pdf out.pdf`), and take that in."),
        )
    raise IntakeError(
        _("The PDF has no text; its letters may have been turned into drawings."),
        _("Ask for the file that it was made from, or have a program read the letters (OCR) first."),
    )


def _characters(page: Page) -> int:
    return sum(len(solid(piece.text)) for piece in page.pieces)


def _refuse_garbled(pages: Sequence[Page]) -> None:
    every = sum(_characters(page) for page in pages)
    if sum(page.unread for page in pages) > _GARBLED * every:
        raise IntakeError(
            _("The fonts in the PDF do not say which letters they draw, so its text cannot be read."),
            _("Ask for the file that it was made from, or have a program read the letters (OCR) first."),
        )


def _show_read_behind_pictures(pages: Sequence[Page]) -> None:
    """What a program read from a scan is drawn invisibly behind the picture: it is the text of that page."""
    for page in pages:
        if page.pictured > _PICTURE:
            for piece in page.pieces:
                piece.is_hidden = False


def _tree_and_annotations(data: bytes) -> tuple[Any, dict[str, list[Paragraph]]]:
    """The structure tree, and what people wrote in the margin and in fields; nothing where pikepdf cannot read it."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return read_tags(pdf), _annotations(pdf)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError, IndexError):
        return None, {}


def _annotations(pdf: pikepdf.Pdf) -> dict[str, list[Paragraph]]:
    found: dict[str, list[Paragraph]] = {}
    told: set[str] = set()
    for number, page in enumerate(pdf.pages, 1):
        notes = page.get("/Annots")
        for note in list(notes)[:_MOST_REMARKED] if isinstance(notes, pikepdf.Array) else []:
            for part, fate, text in _said(note):
                known = f"{number} {part} {text}"
                if solid(text) and known not in told and len(told) < _MOST_REMARKED:
                    told.add(known)
                    into = found.setdefault(part, [])
                    into.append(Paragraph((Run(text, fate, order=len(into)),), At(part, number, len(into) + 1)))
    return found


def _said(note: Any) -> Iterator[tuple[str, Fate, str]]:
    if not isinstance(note, pikepdf.Dictionary):
        return
    kind = str(note.get("/Subtype", ""))
    if kind in _SAYS and isinstance(note.get("/Contents"), pikepdf.String):
        yield "comments", "comment", str(note["/Contents"])
    elif kind == "/Widget":
        value = note.get("/V")
        if value is None and isinstance(note.get("/Parent"), pikepdf.Dictionary):
            value = note["/Parent"].get("/V")
        if isinstance(value, pikepdf.String):
            yield "fields", "unplaced", str(value)


def _remarks(pages: Sequence[Page], beside: dict[str, list[Paragraph]]) -> Iterator[str]:
    scans = [str(page.number) for page in pages if page.pictured > _PICTURE and _characters(page) <= _FEW]
    if scans:
        yield _("Pages that are pictures without text, which nobody read: {pages}.").format(pages=", ".join(scans))
    read_by_machine = [page for page in pages if page.pictured > _PICTURE and _characters(page) > _FEW]
    if read_by_machine and len(read_by_machine) * 2 > len(pages):
        yield _("The text was read from pictures of pages by a program, and may have slips: hold it against the pages.")
    unread = sum(page.unread for page in pages)
    if unread:
        yield _("{many} characters are drawn in a font that does not say which they are: they show as �.").format(
            many=unread
        )
    if "fields" in beside:
        yield _("What was filled in in fields of the form stands apart, as unplaced.")
