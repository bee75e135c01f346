"""Properties of paragraphs, tables and cells, and the numbers of ordered lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from schoolprotocol.outputs.word.model import Kind, Merged, Paragraph, Table
from schoolprotocol.outputs.word.ooxml import styles
from schoolprotocol.outputs.word.ooxml.elements import Element, e, val
from schoolprotocol.outputs.word.ooxml.house import HOUSE, House
from schoolprotocol.outputs.word.ooxml.runs import Revisions

BAND: Final = 8.5
"""Height of the band of a cover, in centimetres."""
MARGIN: Final = 2.5
"""Between the text and the edges of the paper, in centimetres."""


class ListNumbers:
    """Gives each ordered list a number of its own; a list of both versions has one number."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._numbers: dict[str, int] = {}

    def learn(self, merged: Iterable[Merged]) -> None:
        """See which lists of the old version are lists of the new one: two that became one are two."""
        for one in merged:
            if one.old is not None and one.new is not None and one.old.listing and one.new.listing:
                own = f"new/{one.new.listing}"
                if own not in self._names.values():
                    self._names.setdefault(f"old/{one.old.listing}", own)

    def number(self, paragraph: Paragraph, *, old: bool) -> int:
        """The number of the list in which a paragraph of the old or the new version stands."""
        return self._numbers.setdefault(self.name(paragraph, old=old), styles.ordered(len(self._numbers)))

    def name(self, paragraph: Paragraph, *, old: bool) -> str:
        """What tells that list from the others of both versions; empty for a paragraph in none."""
        name = f"{'old' if old else 'new'}/{paragraph.listing}" if paragraph.listing else ""
        return self._names.get(name, name)

    def used(self) -> list[int]:
        """All numbers that were given."""
        return list(self._numbers.values())


def paragraph_properties(
    new: Sequence[Element], old: Sequence[Element], mark: Element | None, revisions: Revisions, kind: Kind
) -> Element:
    """How a paragraph looks; how it looked before, by which kind of change; what happened to the mark at its end."""
    own = [e("w:rPr", {}, mark)] if mark else []
    if new and old and new != old:
        own.append(e("w:pPrChange", revisions.attributes(kind), e("w:pPr", {}, *old)))
    return e("w:pPr", {}, *(new or old), *own)


def level_of(paragraph: Paragraph) -> int:
    """Level, from 0, of an item of an ordered list."""
    return int(paragraph.style[-1]) - 1 if paragraph.style[-1].isdigit() else 0


def looks(paragraph: Paragraph, number: tuple[int, int] | None, house: House = HOUSE) -> Iterator[Element]:
    """Style, list and frame of a paragraph.

    Args:
        paragraph: which.
        number: the list that numbers it, and its level there.
        house: colours of the frame.
    """
    yield val("w:pStyle", paragraph.style)
    if paragraph.leads or paragraph.holds:
        yield e("w:keepNext")
    if paragraph.new_page:
        yield e("w:pageBreakBefore")
    if number is not None:
        yield e("w:numPr", {}, val("w:ilvl", number[1]), val("w:numId", number[0]))
    if paragraph.framed:
        line = {"w:val": "single", "w:sz": "18", "w:space": "8", "w:color": house.ink}
        yield e("w:pBdr", {}, e("w:left", line))
        yield e("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": house.tint})


def table_properties(table: Table) -> tuple[Element, Element]:
    """The properties of a table, and its columns."""
    layout = e(
        "w:tblPr",
        {},
        val("w:tblStyle", styles.TABLE),
        e("w:tblW", {"w:w": str(styles.twips(styles.TEXT_WIDTH)), "w:type": "dxa"}),
        e("w:tblLayout", {"w:type": "fixed"}),
    )
    return layout, e("w:tblGrid", {}, *(e("w:gridCol", {"w:w": str(_width(width))}) for width in table.widths))


def cover_table(above: Sequence[Element], band: Sequence[Element], colour: str) -> Element:
    """A cover over the width of the page: paragraphs, and at its foot a band of a colour with others.

    Rows in the text, and nothing that floats: LibreOffice has no floating tables that are wider than the text.
    """
    wide, margin = styles.twips(21), styles.twips(MARGIN)
    margins = (e(f"w:{side}", {"w:w": str(margin), "w:type": "dxa"}) for side in ("left", "right"))
    layout = e(
        "w:tblPr",
        {},
        e("w:tblW", {"w:w": str(wide), "w:type": "dxa"}),
        e("w:tblInd", {"w:w": str(-margin), "w:type": "dxa"}),
        e("w:tblLayout", {"w:type": "fixed"}),
        e("w:tblCellMar", {}, *margins),
    )

    def row(high: float, inside: Sequence[Element], *more: Element) -> Element:
        size = e("w:trHeight", {"w:val": str(styles.twips(high)), "w:hRule": "atLeast"})
        own = e("w:tcPr", {}, e("w:tcW", {"w:w": str(wide), "w:type": "dxa"}), *more)
        return e("w:tr", {}, e("w:trPr", {}, size), e("w:tc", {}, own, *inside))

    shade = e("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": colour})
    high = 29.7 - MARGIN - BAND - 0.2  # the mark behind the table wants some room
    rows = row(high, above), row(BAND, band, shade, val("w:vAlign", "center"))
    return e("w:tbl", {}, layout, e("w:tblGrid", {}, e("w:gridCol", {"w:w": str(wide)})), *rows)


def cell_properties(width: int, *, heads: bool, house: House = HOUSE) -> Element:
    """The properties of a cell; `width` in percents."""
    shade = [e("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": house.tint})] if heads else []
    return e("w:tcPr", {}, e("w:tcW", {"w:w": str(_width(width)), "w:type": "dxa"}), *shade)


def _width(percents: int) -> int:
    return round(styles.twips(styles.TEXT_WIDTH) * percents / 100)
