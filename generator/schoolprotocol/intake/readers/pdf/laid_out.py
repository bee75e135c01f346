"""A PDF without tags → paragraphs: what people see from where the letters stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from schoolprotocol.intake.readers.endnotes import settled, with_contents, with_endnotes
from schoolprotocol.intake.readers.pdf.aligned import Aligned, Contents, split, tables_on
from schoolprotocol.intake.readers.pdf.broken import tell_broken, tell_torn
from schoolprotocol.intake.readers.pdf.columns import streams
from schoolprotocol.intake.readers.pdf.continued import Part, continued
from schoolprotocol.intake.readers.pdf.cutting import Around
from schoolprotocol.intake.readers.pdf.drawn import Page, Piece, Rule
from schoolprotocol.intake.readers.pdf.furniture import furniture
from schoolprotocol.intake.readers.pdf.joining import HYPHENS, all_words, is_call, runs_of
from schoolprotocol.intake.readers.pdf.lines import Line, lines_of, straight
from schoolprotocol.intake.readers.pdf.paragraphs import (
    Block,
    Row,
    blocks_in_cell,
    blocks_of,
    dotted,
    is_bulleted,
    join_over_breaks,
    leadings,
    rows_of,
)
from schoolprotocol.intake.readers.pdf.tables import Grid, lines_in, ruled
from schoolprotocol.intake.reading import At, Cell, Fate, Listed, Paragraph, Run

PART = "pages"
_BULLET = "•"
"""What stands for one that is drawn as a shape."""
_SMALL = 0.93
"""Part of the size of the body from which text is none of a note."""
_LOW = 0.5
"""Part of the page above which no note begins."""
_NOTE = re.compile(r"[\[(]?(\d{1,3}|\*{1,4}|[†‡§¹²³⁴⁵⁶⁷⁸⁹⁰]+)[\])]?[.:]?\s*")


@dataclass
class _Noted:
    """A note at the foot of a page."""

    key: str
    mark: str
    blocks: list[Block]


def laid_out(pages: Sequence[Page]) -> list[Paragraph]:
    """The paragraphs of a document in the order of reading; notes and furniture after the body.

    Args:
        pages: all of them.
    """
    tell_broken(pages)
    lines = [lines_of(straight(page)) for page in pages]
    margins = furniture(pages, lines, {id(line) for told in lines for line in _noted(told)})
    body = [[line for line in page if id(line) not in margins] for page in lines]
    size = _most_common_size(body)
    leading = leadings(body)
    notes: list[_Noted] = []
    parts: list[Part] = []
    for page, told in zip(pages, body, strict=True):
        text, foot = _foot(page, told, size)
        notes += _notes(foot, leading, page.number)
        around = Around({page.number: page.across}, leading)
        grids, rest = ruled(page, text)
        tables, rest = tables_on(rest, around)
        items: list[Line] = sorted([*rest, *grids, *tables], key=lambda one: (round(one.base), one.x0))  # type: ignore[list-item]
        for stream in streams(items):
            parts += _parts(stream, around, page.dots)
    words = all_words(_without_hyphen(line.text) for page in body for line in page)
    writer = _Writer(words, {note.mark: note.key for note in notes})
    whole = continued(parts)
    tell_torn((part for part in whole if isinstance(part, Aligned)), body)
    writer.body(whole)
    for note in notes:
        writer.note(note)
    writer.rest(pages, lines, margins)
    return with_contents(with_endnotes(writer.paragraphs))


def _without_hyphen(text: str) -> str:
    """A line without the word at its end that may be half of one."""
    return text.rpartition(" ")[0] if text.endswith(HYPHENS) else text


def _most_common_size(pages: Iterable[Iterable[Line]]) -> float:
    many: Counter[float] = Counter()
    for page in pages:
        for line in page:
            many[line.size] += len(line.text)
    return many.most_common(1)[0][0] if many else 10.0


def _parts(stream: Sequence[Line], around: Around, dots: Sequence[Rule]) -> Iterator[list[Block] | Grid | Aligned]:
    waiting: list[Line] = []
    for line in [*stream, None]:
        if isinstance(line, Line):
            waiting.append(line)
            continue
        for part in split(dotted(rows_of(waiting), dots), around):
            if isinstance(part, Contents):
                yield [Block(entry, entry[-1].x1, margin=entry[0].left, is_contents=True) for entry in part.entries]
            else:
                yield part if isinstance(part, Aligned) else blocks_of(part, around.leading)
        waiting = []
        if line is not None:
            yield line


# -- notes ------------------------------------------------------------------------------------------------------------


def _foot(page: Page, lines: Sequence[Line], size: float) -> tuple[list[Line], list[Row]]:
    """The lines of the body, and those of the notes below it: smaller, from the first that begins with a mark."""
    begin = len(lines)
    parted = _parted(page, lines)
    while (
        parted is None and begin and lines[begin - 1].size < size * _SMALL and lines[begin - 1].top > page.height * _LOW
    ):
        begin -= 1
    begin = parted if parted is not None else begin
    calls = _calls(lines[:begin])
    rows = rows_of(lines[begin:]) if calls else []
    while rows and _mark_of(rows[0]) not in calls:
        rows = rows[1:]
    taken = {id(line) for row in rows for line in row.lines}
    return [line for line in lines if id(line) not in taken], rows


def _noted(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines that begin with the mark of a note that is called on their page."""
    calls = _calls(lines)
    for line in lines:
        found = _NOTE.match(line.text)
        if found and found[1] in calls and len(line.text) > len(found[0]) + 3:
            yield line


def _parted(page: Page, lines: Sequence[Line]) -> int | None:
    """Which line is the first below a short rule that stands low on the page, at the left edge of the text."""
    edge = min((line.x0 for line in lines), default=0.0)
    short = [rule for rule in page.across if rule.x1 - rule.x0 < 0.45 * page.width and rule.top > page.height * _LOW]
    heights = [rule.bottom for rule in short if abs(rule.x0 - edge) < 24]
    below = next((place for place, line in enumerate(lines) if heights and line.top > max(heights) - 2), None)
    is_alone = below is not None and all(not rule.top > lines[below].bottom for rule in page.across)
    return below if is_alone else None


def _calls(lines: Sequence[Line]) -> set[str]:
    """The marks of notes that are called in lines."""
    return {
        found[1]
        for line in lines
        for before, piece in pairwise(line.pieces)
        if is_call(piece, before, line.size) and (found := _NOTE.fullmatch(piece.text.strip()))
    }


def _mark_of(row: Row) -> str | None:
    found = _NOTE.match(row.text)
    return found[1] if found else None


def _notes(rows: Sequence[Row], leading: dict[float, float], page: int) -> list[_Noted]:
    notes: list[_Noted] = []
    for row in rows:
        mark = _mark_of(row)
        if mark is not None and (row.label is not None or _is_next(notes, mark)):
            notes.append(_Noted(f"{page}:{mark}", mark, blocks_of([row], leading)))
        else:
            notes[-1].blocks[-1].rows.append(row)
    return notes


def _is_next(notes: Sequence[_Noted], mark: str) -> bool:
    last = notes[-1].mark if notes else None
    return last is None or not (last.isdigit() and mark.isdigit()) or int(mark) == int(last) + 1


# -- paragraphs -------------------------------------------------------------------------------------------------------


class _Writer:
    def __init__(self, words: set[str], notes: dict[str, str]) -> None:
        self.paragraphs: list[Paragraph] = []
        self._words, self._notes, self._tables = words, notes, 0
        self._repeated: set[str] = set()

    def body(self, parts: Sequence[list[Block] | Grid | Aligned]) -> None:
        waiting: list[list[Block]] = []
        before: Grid | Aligned | None = None
        for part in [*parts, None]:
            if isinstance(part, list):
                waiting.append(part)
                before = before if not part else None
                continue
            for blocks in list(join_over_breaks(waiting)):  # all of it, as a later one may add to an earlier
                for block in blocks:
                    self._block(block)
            waiting = []
            if isinstance(part, Grid):
                self._grid(part)
            elif isinstance(part, Aligned):
                self._aligned(part)

    def note(self, note: _Noted) -> None:
        for block in note.blocks:
            made = self._made(block)
            runs = _mark_apart(made.runs, note.mark)
            self.paragraphs.append(replace(made, runs=runs, note=note.key, mark=note.mark))

    def rest(self, pages: Sequence[Page], lines: Sequence[Sequence[Line]], margins: set[int]) -> None:
        """What stands in the margins, and what stands askew or is not drawn at all."""
        askew = Counter(
            text for page in pages for text in {piece.text.strip() for piece in page.pieces if piece.turn != 0}
        )
        self._repeated = {text for text, many in askew.items() if many > 1}
        for page, told in zip(pages, lines, strict=True):
            for line in told:
                if id(line) in margins:
                    self._add(Paragraph(tuple(runs_of(line.pieces, fate="furniture")), self._at(page.number)))
            beside: list[Piece] = []
            for piece in page.pieces:
                if (piece.turn != 0 or piece.is_hidden) and piece.text.strip():
                    if beside and not (beside[-1].is_level_with(piece) and beside[-1].turn == piece.turn == 0):
                        self._beside(beside)
                        beside = []
                    beside.append(piece)
            self._beside(beside)

    def _beside(self, pieces: Sequence[Piece]) -> None:
        if pieces:
            runs = [run for piece in pieces for run in runs_of([piece], fate=self._fate_beside(piece))]
            self._add(Paragraph(tuple(runs), self._at(pieces[0].page)))

    def _fate_beside(self, piece: Piece) -> Fate:
        if piece.is_hidden:
            return "hidden"
        return "furniture" if piece.turn < 0 or piece.text.strip() in self._repeated else "unplaced"

    def _at(self, page: int) -> At:
        return At(PART, page, len(self.paragraphs) + 1)

    def _add(self, paragraph: Paragraph) -> None:
        if paragraph.runs:
            self.paragraphs.append(settled(paragraph))

    def _block(self, block: Block, cell: Cell | None = None) -> None:
        self._add(self._made(block, cell))

    def _made(self, block: Block, cell: Cell | None = None) -> Paragraph:
        first = block.rows[0]
        runs: list[Run] = []
        if first.label is not None:
            is_listed = cell is not None and is_bulleted(first.label)
            runs += runs_of(first.label.pieces, self._words, role="mark" if is_listed else "number")
        pieces = [
            piece for row in block.rows for line in (row.texts if row is first else row.lines) for piece in line.pieces
        ]
        runs += [self._called(run) for run in runs_of(pieces, self._words)]
        later = [row.left for row in block.rows[1:]]
        edge = min(later) if later else first.x0
        return Paragraph(
            tuple(runs),
            self._at(first.main.page),
            style="toc 1" if block.is_contents else None,
            number=_BULLET if first.is_dotted else None,
            listed=Listed(f"drawn {round(first.left)}", 0, is_bullet=True) if first.is_dotted else None,
            indent=max(0.0, round(edge - block.margin, 1)),
            first=round(first.left - edge, 1),
            is_centred=block.is_centred,
            gap=None if block.gap is None else max(0.0, round(block.gap, 1)),
            cell=cell,
        )

    def _called(self, run: Run) -> Run:
        return replace(run, call=self._notes.get(run.call, run.call)) if run.call else run

    def _grid(self, grid: Grid) -> None:
        self._tables += 1
        told = [(box, rows_of(lines_in(box))) for box in grid.cells]
        pads = [min(row.left - box.x0, box.x1 - row.x1) for box, rows in told for row in rows]
        pad = max(0.0, min(pads, default=0.0))
        for box, rows in told:
            cell = Cell(self._tables, box.row, box.column, box.width, box.height)
            for block in blocks_in_cell(rows, box.x1 - box.x0 - 2 * pad):
                self._block(block, cell)

    def _aligned(self, table: Aligned) -> None:
        self._tables += 1
        for number, row in enumerate(table.rows):
            for column, lines in enumerate(row):
                rows = rows_of(lines)
                items = [place for place, one in enumerate(rows) if place == 0 or _is_item(one)]
                for start, end in pairwise([*items, len(rows)]):
                    block = Block(rows[start:end], rows[start].x1)
                    self._block(block, Cell(self._tables, number, column))


def _is_item(row: Row) -> bool:
    """Whether a line of a cell begins with a bullet."""
    return is_bulleted(row.lines[0])


def _mark_apart(runs: Sequence[Run], mark: str) -> tuple[Run, ...]:
    """The runs of a note, its mark apart."""
    first = runs[0]
    if first.role != "text":
        return (replace(first, role="mark", call=None), *runs[1:])
    found = _NOTE.match(first.text)
    if found is None or not first.text.strip().startswith(mark):
        return tuple(runs)
    rest = first.text[found.end() :]
    numbered = replace(first, text=first.text[: found.end()], role="mark", call=None)
    return (numbered, *([replace(first, text=rest, order=first.order + found.end())] if rest else []), *runs[1:])
