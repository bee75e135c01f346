"""Blocks → sections and clauses in the making: what stands in what, which form it has, which blocks make one clause."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from schoolprotocol.importing.inline import ALIKE, Styled, styled
from schoolprotocol.importing.parts import Columns, Norm, Part, Piece
from schoolprotocol.importing.tables import Rows
from schoolprotocol.intake.blocks import Block
from schoolprotocol.intake.reading import Reading, solid
from schoolprotocol.model.outline import GroupForm

_DO: Final = "✓✔☑"
_DONT: Final = "✗✘☒✕✖"
_SAYING: Final = _DO + _DONT + "☐□◻▢❏❑❒⬜"
"""Bullets that say something: what to do, what not, and what to tick."""
_STEP: Final = 6
"""Points by which a paragraph below a clause stands to the right of it, where it is part of that."""
_SENTENCE: Final = re.compile(r"[.?!…][’”)]?$")
_NO_TEXT: Final = {"furniture", "comment", "deleted", "hidden", "unplaced"}
"""Blocks that can stand between the rows of a table."""


def parts_of(
    reading: Reading, blocks: Sequence[Block], skipped: Collection[int], sides: Mapping[str, GroupForm] | None
) -> list[Part]:
    """The sections of a document.

    Args:
        reading: the file as it was read.
        blocks: what stands in it.
        skipped: blocks that are no text of it.
        sides: words before the text of an item that tell which list it is of, in documents of ours; None in others.
    """
    return _Body(reading, blocks, skipped, sides).parts()


def is_told(number: str | None) -> bool:
    """Whether a number says anything: a bullet by itself does not."""
    return any(letter.isalnum() for letter in number or "")


def table_of(reading: Reading, block: Block) -> int | None:
    """The number of the table that a block is a row of."""
    cell = reading.paragraphs[block.spans[0].paragraph].cell if block.spans else None
    return cell.table if cell is not None else None


class _Body:
    def __init__(
        self, reading: Reading, blocks: Sequence[Block], skipped: Collection[int], sides: Mapping[str, GroupForm] | None
    ) -> None:
        self.is_ours = sides is not None
        self.sides = sides or {}
        self.reading = reading
        self.blocks = blocks
        self.skipped = skipped
        self.top: list[Part] = []
        self.open: list[Part] = []
        self.last: Norm | None = None
        """The clause to which an item below may belong."""
        self.is_listing = False
        """Whether items are being put into a clause without a number."""
        self.columns: Columns | None = None
        """Columns that paper of ours prints below each other, while items are being put into them."""
        cells = (paragraph.cell for paragraph in reading.paragraphs)
        self._around = {cell.table: cell.inside for cell in cells if cell is not None}
        """By table the cell of another one that it stands in: table, row and column."""

    def parts(self) -> list[Part]:
        n = 0
        while n < len(self.blocks):
            block = self.blocks[n]
            is_blank = block.kind in {"clause", "item", "prose"} and not solid(block.text) and not is_told(block.number)
            if n in self.skipped or is_blank:
                n += 1
                continue
            match block.kind:
                case "heading" if self._is_lead(n):
                    self._lead(n)
                case "heading":
                    self._heading(n, block)
                case "clause":
                    self._clause(n, block)
                case "item":
                    self._item(n, block)
                case "prose":
                    self._prose(n)
                case "row":
                    n = self._rows(n)
                    continue
            n += 1
        return self.top

    @property
    def here(self) -> Part:
        if not self.open:
            part = Part(None, None)
            self.top.append(part)
            self.open.append(part)
        return self.open[-1]

    def _heading(self, n: int, block: Block) -> None:
        level = block.level or 1
        while self.open and (self.open[-1].level >= level or self.open[-1].block is None):
            self.open.pop()
        part = Part(n, styled(self.reading, block), level, block.number)
        (self.open[-1].parts if self.open else self.top).append(part)
        self.open.append(part)
        self.last, self.is_listing, self.columns = None, False, None

    def _is_lead(self, n: int) -> bool:
        """Whether it is the line above a column or a frame: paper of ours tags these as paragraphs, and no section."""
        spans = self.blocks[n].spans
        is_heading = self.blocks[n].kind == "heading" and n not in self.skipped and bool(spans)
        is_ours = self.is_ours and self.reading.kind == "pdf"
        return is_ours and is_heading and self.reading.paragraphs[spans[0].paragraph].style == "p"

    def _lead(self, n: int) -> None:
        """Begin the next column; what stands above no other one is the first paragraph of a frame."""
        if self.columns is None and self._is_beside(n):
            self.columns = Columns([], [])
            self.here.content.append(self.columns)
        if self.columns is not None:
            self.columns.headings.append(Piece(n, self._text(n)))
        else:
            self._add(Norm("prose", [Piece(n, self._text(n))]))
        self.last, self.is_listing = None, False

    def _is_beside(self, n: int) -> bool:
        """Whether items, and nothing else, stand between this line and another one like it."""
        behind = [m for m in range(n + 1, len(self.blocks)) if m not in self.skipped]
        other = next((m for m in behind if self.blocks[m].kind != "item"), None)
        return other is not None and other != behind[0] and self._is_lead(other)

    def _add(self, norm: Norm) -> None:
        if self.columns is not None and norm.form in {"bullets", "dos", "donts"}:
            norm.column = len(self.columns.headings) - 1
            self.columns.norms.append(norm)
        else:
            self.columns = None
            self.here.content.append(norm)
        self.last, self.is_listing = norm, False

    def _text(self, n: int) -> Styled:
        return styled(self.reading, self.blocks[n])

    def _clause(self, n: int, block: Block) -> None:
        level = block.level or 1
        last = self.last
        if last is not None and self._is_one(last, n):
            last.pieces.append(Piece(n, self._text(n), depth=max(level - last.level, 1), number=block.number))
            return
        if last is not None and level > 1 and (last.level < level or last.form == "prose"):
            last.pieces.append(Piece(n, self._text(n), depth=max(level - max(last.level, 0), 1), number=block.number))
            return
        is_lettered = block.number is not None and not any(letter.isdigit() for letter in block.number)
        if last is not None and is_lettered and last.form in {"prose", "numbered"} and self._goes_on(last, block):
            last.pieces.append(Piece(n, self._text(n), depth=1, number=block.number))
            return
        self._add(Norm("numbered", [Piece(n, self._text(n))], block.number, level))

    def _goes_on(self, last: Norm, block: Block) -> bool:
        """Whether what is lettered belongs to the sentence before it: that ends with a colon, or began the row."""
        row = last.pieces[-1]
        if row.depth == 1 and row.number is not None and self.blocks[row.block].level == block.level:
            return True
        return (
            len(last.pieces) == 1
            and last.plain.rstrip().endswith(":")
            and last.level < (block.level or 1) + (last.form == "prose")
        )

    def _item(self, n: int, block: Block) -> None:
        level, last = block.level or 1, self.last
        text, mark = self._text(n), block.number or ""
        sign = mark.translate(ALIKE) if mark and mark in _SAYING else None
        is_inside = self._is_one(last, n) if last is not None else None
        if last is not None and (self._is_inside(last, level, text) if is_inside is None else is_inside):
            base = last.level if last.form != "prose" else 0
            last.pieces.append(Piece(n, text, depth=max(level - base, 1), number=sign))
            self.is_listing = last.form == "prose"
            return
        side = next((words for words in self.sides if text.text.startswith(words)), None)
        if side is not None and (side[0].isupper() or mark in _DONT):
            self._add(Norm(self.sides[side], [Piece(n, text.cut(len(side)), len(side))], None, level, sign=len(side)))
            return
        form: GroupForm = "dos" if mark and mark in _DO else "donts" if mark and mark in _DONT else "bullets"
        self._add(Norm(form, [Piece(n, text)], sign if form == "bullets" else None, level))

    def _is_inside(self, last: Norm, level: int, text: Styled) -> bool:
        if last.form in {"bullets", "dos", "donts"}:
            return level > last.level
        if last.form == "numbered":
            return level > last.level or (last.plain.rstrip().endswith(":") and len(last.pieces) == 1)
        if self.is_listing:
            return True
        if level > 1:
            return True
        if self.is_ours:  # there a list without a title above it is one of clauses
            return last.plain.rstrip().endswith(":") and text.bold == (0, 0) and last.pieces[0].text.bold != (0, 0)
        is_fragment = not _SENTENCE.search(text.text) or text.text[:1].islower()
        has_title = last.pieces[0].text.bold[0] == 0 < last.pieces[0].text.bold[1]
        return last.plain.rstrip().endswith(":") and (is_fragment or has_title) and text.bold == (0, 0)

    def _prose(self, n: int) -> None:
        last = self.last
        if last is not None and self._is_further_paragraph(last, n):
            last.pieces.append(Piece(n, self._text(n)))
            return
        self._add(Norm("prose", [Piece(n, self._text(n))]))

    def _is_further_paragraph(self, last: Norm, n: int) -> bool:
        """Whether it stands below the text of a clause with a number or bullet, and not at the edge of the page.

        Documents of ours tell which paragraphs are one clause; a title begins another one all the same.
        """
        is_one = self._is_one(last, n)
        if is_one is not None and (not is_one or self._text(n).bold == (0, 0)):
            return is_one
        if last.form == "prose":
            return False
        indent, edge = self._indent(n), self._indent(last.block)
        if indent is None or edge is None:
            return False
        return (edge > 1 and abs(indent - edge) <= 2) or indent - edge > _STEP

    def _is_one(self, last: Norm, n: int) -> bool | None:
        """Whether a block is part of a clause; None where that is not told, as in documents of others."""
        part, other = self._part(n), self._part(last.block)
        return part == other if self.is_ours and part is not None and other is not None else None

    def _part(self, n: int) -> str | None:
        spans = [span for span in self.blocks[n].spans if span.place == "text"]
        return self.reading.paragraphs[spans[0].paragraph].part if spans else None

    def _indent(self, n: int) -> float | None:
        spans = [span for span in self.blocks[n].spans if span.place == "text"]
        return self.reading.paragraphs[spans[0].paragraph].indent if spans else None

    # -- tables ---------------------------------------------------------------------------------------------------

    def _rows(self, n: int) -> int:
        """Take over the table that begins at a block; the block behind it."""
        end, rows, within = n, list[int](), dict[int, int]()
        while end < len(self.blocks):
            if self._is_row_of_one(end, n):
                rows.append(end)
            elif (row := self._row_around(end, n)) is not None:
                within[end] = row
            elif end not in self.skipped or self.blocks[end].kind not in _NO_TEXT:
                break
            end += 1
        self.last, self.is_listing, self.columns = None, False, None
        self.here.content += Rows(self.reading, self.blocks, is_ours=self.is_ours).made(rows, within)
        self.last = None
        return end

    def _is_row_of_one(self, n: int, first: int) -> bool:
        """Whether two blocks are rows of one table, with as many cells."""
        one, other = self.blocks[n], self.blocks[first]
        is_row = one.kind == "row" and n not in self.skipped
        return is_row and len(one.cells or ()) == len(other.cells or ()) and self._table(n) == self._table(first)

    def _row_around(self, n: int, first: int) -> int | None:
        """In which row of the table of a block another one stands, in a table in a cell of it; None where in none."""
        table = self._table(n)
        around = self._around.get(table) if table is not None and n not in self.skipped else None
        while around is not None and around[0] != self._table(first):
            around = self._around.get(around[0])
        return around[1] if around is not None else None

    def _table(self, n: int) -> int | None:
        return table_of(self.reading, self.blocks[n])
