"""One version of a document → the elements of a Word document without tracked changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from schoolprotocol.outputs.word.marks import Mark, one_sided
from schoolprotocol.outputs.word.model import Block, Look, Paragraph, Rich, Row, Table, paragraphs
from schoolprotocol.outputs.word.ooxml import styles
from schoolprotocol.outputs.word.ooxml.elements import Element, e, val
from schoolprotocol.outputs.word.ooxml.house import House
from schoolprotocol.outputs.word.ooxml.numbering import Numbered
from schoolprotocol.outputs.word.ooxml.properties import (
    ListNumbers,
    cell_properties,
    level_of,
    looks,
    table_properties,
)
from schoolprotocol.outputs.word.ooxml.runs import Revisions, RunWriter, text
from schoolprotocol.policy.slots import Slot

_SPACE: Final = Paragraph("Tabelwit", Rich())
HEADING: Final = "Heading"


@dataclass(frozen=True, slots=True)
class Content:
    """What is written, and what it needs to know of the rest."""

    body: Sequence[Block]
    notes: Mapping[Slot, Sequence[Paragraph]]
    """By slot."""
    numbered: Mapping[Slot, Numbered]
    """Which paragraphs Word numbers, by slot."""
    house: House
    elsewhere: str = ""
    """Address of the page where clauses are that this text has not."""


class BodyWriter:
    """Writes the text of one document, and remembers what it needs besides: notes, lists, addresses."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.lists = ListNumbers()
        self.footnotes: list[Element] = []
        self.ids = Revisions("")
        all_ = list(paragraphs(*content.body))
        clauses = [paragraph.bookmark for paragraph in all_ if paragraph.bookmark]
        bookmarks = {clause: f"clausule{n}" for n, clause in enumerate(clauses, start=1)}
        self.headings = {
            paragraph.slot: f"_Toc{n:08}"
            for n, paragraph in enumerate((one for one in all_ if one.style.startswith(HEADING)), start=1)
        }
        """Bookmark of each heading, by slot; Word hides names that begin so."""
        self.text = RunWriter(self.ids, bookmarks, self._note, elsewhere=content.elsewhere)
        self.note_text = RunWriter(self.ids, bookmarks, self._no_note, elsewhere=content.elsewhere)

    def blocks(self, blocks: Sequence[Block]) -> Iterator[Element]:
        """Paragraphs and tables. A table has a paragraph behind it: two that touch would be one to Word."""
        for block in blocks:
            if isinstance(block, Table):
                yield self._table(block)
                yield self.paragraph(_SPACE)
            else:
                yield self.paragraph(block)

    def paragraph(self, paragraph: Paragraph, *, new_page: bool = False) -> Element:
        """A paragraph, with its number and bookmark; on a new page where asked."""
        place = self._number(paragraph)
        own = looks(paragraph, (place.list, place.level) if place else None, self.content.house)
        style, *others = own if place or not paragraph.listing else self._of_list(paragraph)
        properties = [style, *([e("w:pageBreakBefore")] if new_page else []), *others]
        if place and place.scheme.behind == "tab":
            properties.append(e("w:ind", styles.indent(2 * styles.STEP, 2 * styles.STEP)))
        label = [] if place else list(_label(paragraph.label))
        runs = list(self.text.runs([*label, *one_sided(paragraph, "same")]))
        return e("w:p", {}, e("w:pPr", {}, *properties), *self._bookmarked(paragraph, runs))

    def bookmark(self, name: str) -> tuple[Element, Element]:
        """Where a bookmark begins and where it ends."""
        number = str(next(self.ids.numbers))
        return e("w:bookmarkStart", {"w:id": number, "w:name": name}), e("w:bookmarkEnd", {"w:id": number})

    def _number(self, paragraph: Paragraph) -> Numbered | None:
        counts = paragraph.start == 0 and not paragraph.part and bool(paragraph.label)
        return self.content.numbered.get(paragraph.slot) if counts else None

    def _of_list(self, paragraph: Paragraph) -> Iterator[Element]:
        number = (self.lists.number(paragraph, old=False), level_of(paragraph))
        return looks(paragraph, number, self.content.house)

    def _bookmarked(self, paragraph: Paragraph, runs: Sequence[Element]) -> Iterator[Element]:
        name = self.headings.get(paragraph.slot) or self.text.bookmarks.get(paragraph.bookmark)
        if name is None:
            yield from runs
            return
        begin, end = self.bookmark(name)
        yield begin
        yield from runs
        yield end

    # -- tables -------------------------------------------------------------------------------------------------------

    def _table(self, table: Table) -> Element:
        return e("w:tbl", {}, *table_properties(table), *(self._row(row, table.widths) for row in table.rows))

    def _row(self, row: Row, widths: Sequence[int]) -> Element:
        properties = e("w:trPr", {}, e("w:cantSplit"), *([e("w:tblHeader")] if row.heads else []))
        cells = (self._cell(cell, width) for cell, width in zip(row.cells, widths, strict=True))
        return e("w:tr", {}, properties, *cells)

    def _cell(self, cell: Sequence[Paragraph], width: int) -> Element:
        heads = all(one.style == "Tabelkop" for one in cell)
        shade = cell_properties(width, heads=heads, house=self.content.house)
        return e("w:tc", {}, shade, *(self.paragraph(one) for one in cell))

    # -- notes --------------------------------------------------------------------------------------------------------

    def _note(self, mark: Mark) -> int:
        """Write the note that a mark calls, and give its number: Word counts them in the order of their calls."""
        number = len(self.footnotes) + 1
        style = e("w:rPr", {}, val("w:rStyle", "FootnoteReference"))
        own = [e("w:r", {}, style, e("w:footnoteRef")), e("w:r", {}, *text(" "))]
        called, inside = mark.look.note, []
        for one in self.content.notes[called] if called else ():
            looked = self._of_list(one) if one.listing else looks(one, None, self.content.house)
            runs = self.note_text.runs(one_sided(one, "same"))
            inside.append(e("w:p", {}, e("w:pPr", {}, *looked), *own, *runs))
            own = []
        self.footnotes.append(e("w:footnote", {"w:id": str(number)}, *inside))
        return number

    @staticmethod
    def _no_note(mark: Mark) -> int:
        raise AssertionError(f"a note calls a note: {mark.look.note}")


def _label(label: str) -> Iterator[Mark]:
    if label:
        yield Mark("same", label, Look())
