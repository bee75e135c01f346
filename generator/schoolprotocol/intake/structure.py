"""Paragraphs → blocks: what is a title, heading, clause, item, row, note, and under which headings it stands.

lines (with the numbers that they may begin with) → tables (rows, control tables, layout) → numbers (which of them are
so) →
headings, with levels → blocks. Every run of every paragraph goes to a block here; the ledger proves that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TypedDict

from schoolprotocol.intake.blocks import Block, BlockKind, Span
from schoolprotocol.intake.contents import contents_of
from schoolprotocol.intake.depths import Depths
from schoolprotocol.intake.headings import Headings, Levels, is_titled, size_of_body, words
from schoolprotocol.intake.lines import Line, clean, lines
from schoolprotocol.intake.marks import APPENDICES
from schoolprotocol.intake.numbers import number
from schoolprotocol.intake.reading import Fate, Paragraph, Reading
from schoolprotocol.intake.tables import ABOUT, Table, number_of, tables

_TOLD = re.compile(r"(?P<about>[^:\n]{2,40}):\s+\S.{0,120}")
_OTHERS: dict[Fate, BlockKind] = {
    "furniture": "furniture",
    "comment": "comment",
    "deleted": "deleted",
    "hidden": "hidden",
    "unplaced": "unplaced",
}


class _Calls(TypedDict):
    calls: tuple[tuple[int, str], ...]
    called: tuple[str, ...]


def structure(reading: Reading) -> list[Block]:
    """The blocks of a document, in reading order."""
    return _Structure(reading).blocks()


@dataclass
class _Structure:
    reading: Reading
    _blocks: list[Block] = field(default_factory=list)
    _section: list[tuple[int, str]] = field(default_factory=list)
    """The headings that are open: level and text."""
    _depths: Depths = field(default_factory=Depths)

    def blocks(self) -> list[Block]:
        every = lines(self.reading)
        self._tables = tables(every)
        body = [line for line in every if self._is_of_body(line)]
        contents = contents_of(body)
        body = [line for line in body if line not in contents]
        self._number_cells()
        size = size_of_body(body)
        number(body, size)
        found = Headings(body, size, self._above_tables(every)).find()
        titles = _titles(body, found, size)
        headings = dict.fromkeys(line for line in found if line not in titles)
        for line in _below_title(body, titles, headings):
            headings.pop(line)
        self._levels = Levels(tuple(headings), body)
        about = _about(body, headings)
        joined = _joined(body, headings)
        below = set(joined.values())

        done: Counter[int] = Counter()
        for line in every:
            table = self._table(line)
            if line.paragraph.note is not None:
                self._rest(line)
            elif table is not None and table.use in {"rows", "meta"}:
                self._rows(table, line, done)
            elif table is not None and table.use == "numbers" and _is_number(line):
                pass  # goes with the text beside it
            elif line in contents:
                self._add("furniture", line, spans_all=True)
            elif line in titles:
                self._add("title", line)
            elif line in below:
                self._rest(line)
            elif line in headings:
                self._heading(line, joined.get(line))
            elif line in about:
                self._add("meta", line)
            else:
                self._line(line)
        self._notes()
        return self._blocks

    # -- which lines are what -------------------------------------------------------------------------------------

    def _is_of_body(self, line: Line) -> bool:
        """Whether it is text of the document itself, and in no table that is one."""
        table = self._table(line)
        is_in_cells = table is not None and (table.use in {"rows", "meta"} or _is_number_cell(table, line))
        return bool(line.text or line.number) and line.paragraph.note is None and not is_in_cells

    def _above_tables(self, every: Sequence[Line]) -> set[Line]:
        """The lines right above a table of rows."""
        found = set()
        said = [line for line in every if line.text or line.number]
        for line, after in pairwise(said):
            table = self._table(after)
            if table is not None and table.use in {"rows", "meta"} and line.paragraph.cell is None:
                found.add(line)
        return found

    def _table(self, line: Line) -> Table | None:
        """The table whose rows it is part of; a table for layout in a cell is read with that cell."""
        cell = line.paragraph.cell
        return None if cell is None else self._tables.get(cell.table)

    def _number_cells(self) -> None:
        """In a table of numbers and texts, each text gets the number that stands beside it."""
        for table in self._tables.values():
            if table.use != "numbers":
                continue
            for row in range(table.rows):
                mark = number_of(table.cells[row, 0])
                text = next((line for line in table.cells[row, 1] if line.text), None)
                if mark is not None and text is not None and text.number is None:
                    text.number, text.mark = clean(mark.printed), mark
                    text.beside = next(line for line in table.cells[row, 0] if line.text)

    # -- blocks ---------------------------------------------------------------------------------------------------

    def _add(
        self,
        kind: BlockKind,
        line: Line,
        *,
        level: int | None = None,
        more: Sequence[Line] = (),
        spans_all: bool = False,
    ) -> None:
        """A block of a line, and what is no body in it."""
        texts = [f"{line.told} {line.whole}" if spans_all else line.text, *(one.whole for one in more)]
        text = clean("\n".join(filter(None, texts)))
        spans = [span for one in (line, *more) for span in one.spans()]
        if spans_all:
            spans = [replace(span, place="text") if span.place == "number" else span for span in spans]
        if line.beside is not None:
            spans += [replace(span, place="number") for span in line.beside.spans()]
        has_number = not spans_all and line.number is not None
        if text or has_number:
            self._blocks.append(
                Block(
                    kind,
                    text.replace("\n", " ") if kind in {"title", "heading"} else text,
                    line.paragraph.at,
                    tuple(spans),
                    level,
                    line.number if has_number else None,
                    section=self._path(),
                    **self._calls([line]),
                )
            )
        for one in (line, *more, *([line.beside] if line.beside is not None else [])):
            self._others(one)

    def _calls(self, told: Sequence[Line]) -> _Calls:
        """The notes that the texts of a block call, by mark and by key."""
        found = [(at, run) for line in told for at, run in line.calls()]
        keys = tuple(run.call or "" for _at, run in found)
        marks = (
            self.reading.marks.get(key, run.text.strip() or key) for key, (_at, run) in zip(keys, found, strict=True)
        )
        return {"calls": tuple(zip((at for at, _run in found), marks, strict=True)), "called": keys}

    def _path(self) -> tuple[str, ...]:
        return tuple(text for _level, text in self._section)

    def _others(self, line: Line) -> None:
        for fate, text, span in line.others():
            if text:
                at = line.paragraph.at
                self._blocks.append(Block(_OTHERS[fate], text, at, (span,), section=self._path()))

    def _rest(self, line: Line) -> None:
        """Of a line whose body stands in another block: what is no body."""
        if line.paragraph.note is None:
            self._others(line)

    def _heading(self, line: Line, title: Line | None) -> None:
        level = self._levels.level(line)
        self._section = [one for one in self._section if one[0] < level]
        self._depths.end()
        self._add("heading", line, level=level, more=[title] if title is not None else [])
        text = " ".join(filter(None, [line.text, title.text if title is not None else ""]))
        self._section.append((level, text or line.number or ""))

    def _line(self, line: Line) -> None:
        """A clause, an item or prose; or nothing, where it is blank."""
        if not line.text and line.paragraph.listed is not None and line.typed == 0:
            line.number = None  # a number that somebody left without a text
        if line.number is None:
            if line.text:
                self._depths.end_beside(line.paragraph.indent)
            self._add("prose", line)
            return
        if line.paragraph.box is not None:
            self._add("item" if line.is_bullet else "clause", line, level=1)
            return
        self._add("item" if line.is_bullet else "clause", line, level=self._depths.of(line))

    # -- tables and notes -----------------------------------------------------------------------------------------

    def _rows(self, table: Table, line: Line, done: Counter[int]) -> None:
        """The rows as far as that of a line: what stands in a table in a cell comes with its row."""
        kind: BlockKind = "meta" if table.use == "meta" else "row"
        begun = done[table.number]
        done[table.number] = max(begun, line.paragraph.cell.row + 1 if line.paragraph.cell is not None else 0)
        for row in range(begun, done[table.number]):
            cells = [table.cells.get((row, column), []) for column in range(table.columns)]
            texts = tuple("\n".join(filter(None, map(_in_cell, told))) for told in cells)
            every = [line for told in cells for line in told]
            spans = [span for column, told in enumerate(cells) for line in told for span in _cell_spans(line, column)]
            if any(texts):
                at = next(line for line in every if line.text or line.number).paragraph.at
                told = self._calls(every)
                self._blocks.append(Block(kind, "", at, tuple(spans), None, None, texts, self._path(), **told))
            for one in every:
                self._others(one)

    def _notes(self) -> None:
        """The notes, each a block, after the body."""
        notes: dict[str, list[tuple[int, Paragraph]]] = {}
        for index, paragraph in enumerate(self.reading.paragraphs):
            if paragraph.note is not None:
                notes.setdefault(paragraph.note, []).append((index, paragraph))
        for key, paragraphs in notes.items():
            told = [Line(index, paragraph, 0, len(paragraph.source)) for index, paragraph in paragraphs]
            text = "\n".join(filter(None, (clean(line.whole) for line in told)))
            spans = tuple(span for line in told for span in line.spans())
            mark = paragraphs[0][1].mark or self.reading.marks.get(key)
            if text:
                self._blocks.append(Block("note", text, paragraphs[0][1].at, spans, anchor=mark, note=key))
            for line in told:
                self._others(line)


def _in_cell(line: Line) -> str:
    """What a line says in a cell: with a number that the file computes, as that is printed there too."""
    is_numbered = line.paragraph.number is not None and not line.is_bullet
    return clean(f"{line.paragraph.number} {line.whole}" if is_numbered else line.whole)


def _cell_spans(line: Line, column: int) -> Iterator[Span]:
    if line.paragraph.number is not None and not line.is_bullet:
        yield Span(line.index, line.start, line.start, "cell", column, line.paragraph.number)
    yield from line.spans("cell", column)


def _is_number_cell(table: Table, line: Line) -> bool:
    return table.use == "numbers" and line.paragraph.cell is not None and line.paragraph.cell.column == 0


def _is_number(line: Line) -> bool:
    return line.paragraph.cell is not None and line.paragraph.cell.column == 0


def _titles(body: Sequence[Line], headings: Iterable[Line], size: float) -> set[Line]:
    """The lines that are the title of the document; they are no headings."""
    told = {line for line in body if line.paragraph.outline == 0 and line.text}
    if told or not body:
        return told
    first = body[0]
    is_plain = first.number is None and first.paragraph.outline is None and first.paragraph.box is None
    if not is_plain or not is_titled(first.text, most=16) or len(body) < 3:
        return set()
    others = [line.look.size for line in headings if line is not first and line.paragraph.outline is None]
    is_largest = first.look.size > max([size, *others]) + 0.4
    is_in_middle = first.paragraph.is_centred and (first.look.bold or first.look.capitals)
    known = set(headings)
    is_unlike = first not in known or not any(line.look == first.look for line in known if line is not first)
    is_alone = is_unlike and body[1] in known and words(first.text) <= 10
    larger = _larger(body, headings, size)
    if larger is not None:  # a name above the title: both are said on the cover
        return {first, larger}
    return {first} if is_largest or is_in_middle or is_alone else set()


def _larger(body: Sequence[Line], headings: Iterable[Line], size: float) -> Line | None:
    """The largest line of the document, where it stands right below a short first line: below the name of a school."""
    first, line = body[:2]
    others = [size, *(one.look.size for one in (*body[2:_COVER], *headings) if one is not line)]
    is_plain = line.number is None and line.paragraph.outline is None and line.paragraph.box is None
    is_one = is_plain and line.paragraph.cell is None and is_titled(line.text, most=16) and words(first.text) <= 10
    return line if is_one and line.look.size > max(first.look.size, *others) + 0.4 else None


_COVER = 12
"""Lines that may stand on a cover."""


def _below_title(body: Sequence[Line], titles: set[Line], headings: Iterable[Line]) -> list[Line]:
    """Lines right below the title that only look like headings: the name of the school, a year."""
    at = next((n for n, line in enumerate(body) if line in titles), len(body))
    looks = Counter((line.look, line.paragraph.is_centred) for line in headings)
    known, found = set(headings), []
    for line, after in pairwise(body[at + 1 :]):
        is_one = (
            line in known
            and line.number is None
            and line.paragraph.outline is None
            and looks[line.look, line.paragraph.is_centred] == 1
        )
        if not is_one or words(after.text) >= 8 or after.number is not None:
            break
        found.append(line)
    return found


def _about(body: Sequence[Line], headings: Iterable[Line]) -> set[Line]:
    """Lines such as `Versie: 1.2`, before the first heading or by themselves."""
    found, known = set(), set(headings)
    is_front = True
    for line in body:
        is_front = is_front and line not in known
        match = _TOLD.fullmatch(line.text)
        if line.number is None and is_front and match and ABOUT.fullmatch(match["about"].strip()):
            found.add(line)
    return found


def _joined(body: Sequence[Line], headings: Iterable[Line]) -> dict[Line, Line]:
    """Headings that are only a number (`Artikel 3`), with the line below that is their title."""
    known = set(headings)
    found = {}
    for line, after in pairwise(body):
        is_bare = line in known and not line.text and line.mark is not None and line.mark.scheme == "word"
        is_title = after.number is None and is_titled(after.text) and words(after.text) <= 10
        is_alike = after in known or (after.look == line.look and after.look.bold)
        if is_bare and is_title and is_alike and line.mark is not None and line.mark.word not in APPENDICES:
            found[line] = after
            known.discard(after)
    return found
