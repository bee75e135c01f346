"""A paper that somebody fills in as a Word document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schoolprotocol.outputs.council.sheet import BOX, Grid, Heading, Piece, Sentence, Sheet, height_of
from schoolprotocol.outputs.word.ooxml.elements import NAMESPACES, Element, e, val
from schoolprotocol.outputs.word.ooxml.package import Part, Properties, package
from schoolprotocol.outputs.word.ooxml.paragraphs import paragraph
from schoolprotocol.outputs.word.ooxml.styles import TABLE, numbering_xml, styles_xml, twips
from schoolprotocol.outputs.word.page import UNDATED, page
from schoolprotocol.policy.decided import shown

_MARGIN, _EDGE = 1.9, 0.9
"""Of the page, in centimetres: narrower than in our other documents, so that there is more room to write."""
_WIDTH = 21 - 2 * _MARGIN
_CELL, _HEAD = 9, 8
"""Size of what stands in a table and of the names of its columns, in points: a narrow column does not break a word."""
_SIDE = 50
"""Room left and right in a cell, in twentieths of a point."""
_TOGETHER = 4
"""So many rows at the end of a list stand on one page: none is left alone there."""
_BOX = "☐"
"""The box that Word's own forms have; our print fonts have another."""


def sheet_docx(sheet: Sheet, mark: str = "") -> bytes:
    """The paper as the bytes of a `.docx`, the same each time.

    Args:
        sheet: what it says.
        mark: what stands above it and on every page, as of a proof; empty for nothing.
    """
    following = (*sheet.pieces[1:], None)
    told = zip(sheet.pieces, following, strict=True)
    pieces = (element for piece, after in told for element in _piece(piece, holds=isinstance(after, Grid | Heading)))
    body = [*_head(sheet, mark), *pieces, page(edge=_EDGE, margin=_MARGIN)]
    main = Part("document", e("w:document", NAMESPACES, e("w:body", {}, *body)))
    parts = [Part("footer", _footer(sheet, mark)), Part("styles", styles_xml()), Part("numbering", numbering_xml([]))]
    properties = Properties(
        title=f"{sheet.title} – {sheet.about}",
        author=sheet.organisation,
        subject=f"Versie {sheet.version}, kenmerk {shown(sheet.text_hash)}",
        date=f"{sheet.day or UNDATED}T00:00:00Z",
    )
    return package(main, parts, properties)


def _head(sheet: Sheet, mark: str) -> Iterator[Element]:
    if mark:
        yield _paragraph("Normal", mark)
    yield _paragraph("Title", sheet.title)
    yield _paragraph("Subtitle", sheet.organisation)
    yield _paragraph("Normal", f"{sheet.about}, versie {sheet.version}, kenmerk {shown(sheet.text_hash)}. {sheet.lead}")


def _piece(piece: Piece, *, holds: bool) -> Iterator[Element]:
    """A piece; a sentence that holds stands on the page of what is below it."""
    match piece:
        case Heading():
            yield _paragraph(f"Heading{piece.level - 1}", piece.text)
        case Sentence():
            yield _paragraph("Normal", piece.text, holds=holds)
        case Grid():
            yield from _table(piece)


def _table(grid: Grid) -> Iterator[Element]:
    """A table with room below it.

    It is another one than that of `word.write`: it has rows in which to write by hand, and no texts of a policy.
    """
    widths = [share / sum(grid.widths) * _WIDTH for share in grid.widths]
    is_list = bool(grid.heads)
    look = {"w:val": "04A0" if is_list else "0480", "w:firstColumn": "1", "w:firstRow": "1" if is_list else "0"}
    last = len(grid.rows) - 1
    held = range(last if grid.is_read else max(0, last + 1 - _TOGETHER) if is_list else 0, last)
    yield e(
        "w:tbl",
        {},
        e(
            "w:tblPr",
            {},
            val("w:tblStyle", TABLE),
            e("w:tblW", {"w:w": "5000", "w:type": "pct"}),
            e("w:tblLayout", {"w:type": "fixed"}),
            _sides(),
            e("w:tblLook", look),
        ),
        e("w:tblGrid", {}, *(e("w:gridCol", {"w:w": str(twips(width))}) for width in widths)),
        *([_heads(widths, grid)] if is_list else []),
        *(_row(widths, row, *_row_look(grid, row), holds=n in held) for n, row in enumerate(grid.rows)),
    )
    yield _paragraph("Tabelwit", "")


def _heads(widths: Sequence[float], grid: Grid) -> Element:
    """The names of the columns: on each page, and never alone on one."""
    return _row(widths, grid.heads, e("w:cantSplit"), e("w:tblHeader"), style="Tabelkop", holds=True)


def _sides() -> Element:
    return e("w:tblCellMar", {}, *(e(f"w:{side}", {"w:w": str(_SIDE), "w:type": "dxa"}) for side in ("left", "right")))


def _row_look(grid: Grid, row: Sequence[str]) -> Iterator[Element]:
    if not grid.is_read:
        yield e("w:cantSplit")
    height = height_of(grid, row)
    if height:
        yield e("w:trHeight", {"w:val": str(twips(height)), "w:hRule": "atLeast"})


def _row(
    widths: Sequence[float], cells: Sequence[str], *properties: Element, style: str = "", holds: bool = False
) -> Element:
    """A row; one that holds stands on the page of the row below it."""
    made = [
        e(
            "w:tc",
            {},
            e("w:tcPr", {}, e("w:tcW", {"w:w": str(twips(width)), "w:type": "dxa"})),
            _paragraph(
                style or ("Tabeltekst" if index else "Tabelkop"), cell, holds=holds, size=_HEAD if style else _CELL
            ),
        )
        for index, (width, cell) in enumerate(zip(widths, cells, strict=True))
    ]
    return e("w:tr", {}, e("w:trPr", {}, *properties), *made)


def _footer(sheet: Sheet, mark: str) -> Element:
    text = f"{sheet.title} bij {sheet.about}, versie {sheet.version}, kenmerk {shown(sheet.text_hash)}"
    number = [e("w:fldSimple", {"w:instr": " PAGE "}, *_runs("1"))]
    runs = [*_runs(f"{mark} – {text}" if mark else text), e("w:r", {}, e("w:tab")), *number]
    return e("w:ftr", NAMESPACES, paragraph("Footer", *runs))


def _paragraph(style: str, text: str, *, holds: bool = False, size: float | None = None) -> Element:
    return paragraph(style, *_runs(text, size), properties=[e("w:keepNext")] if holds else [])


def _runs(text: str, size: float | None = None) -> Iterator[Element]:
    """The text, in points where it is not that of its style; a line that ends inside it is a line break."""
    look = [e("w:rPr", {}, val("w:sz", round(2 * size)))] if size else []
    for index, line in enumerate(text.replace(BOX, _BOX).split("\n")):
        breaks = [e("w:br")] if index else []
        yield e("w:r", {}, *look, *breaks, e("w:t", {"xml:space": "preserve"}, line))
