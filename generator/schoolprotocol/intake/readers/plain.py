"""Text without any form → `Reading`: empty lines, underlines, indents and page breaks tell where paragraphs are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import Final

from schoolprotocol.intake.marks import Mark, marks
from schoolprotocol.intake.readers.apart import text_apart
from schoolprotocol.intake.readers.encoding import decode
from schoolprotocol.intake.readers.endnotes import titled
from schoolprotocol.intake.reading import At, Cell, Paragraph, Reading, Role, Run

PART: Final = "text"
_UNDERLINE = re.compile(r"[ \t]*([=\-~_*#^\"])\1{2,}[ \t]*")
_LEVELS = {"=": 1, "#": 1, "*": 1, "-": 2, "~": 3, "^": 3, '"': 3, "_": 2}
_PAGE = re.compile(
    r"[ \t]*(?:-+\s*)?(?:pagina|blz\.?|page)?\s*\d{1,4}(?:\s*(?:van|/|of)\s*\d{1,4})?(?:\s*-+)?[ \t]*", re.I
)
_POINT = 6.0
"""Points for a blank before a line."""
_TAB = 4
_ENDS = re.compile(r"[.:;!?…][\"'”’)\]]*\s*$")
_COLUMNS = re.compile(r"\t+| {3,}|\s*\|\s*")
_TITLE = 14
"""Words of a title, at most."""
_SHORT, _LONG = 60, 2_000
"""Characters of a line from which it is no number of a page, and of one from which it is no row of a table."""
_CELLS = 40
"""Cells of a row, at most."""
_FULL = 0.75
"""Part of the width of the text from which a line is full: the next goes on with it."""


@dataclass
class _Line:
    """A line of the file."""

    number: int
    """From 1."""
    order: int
    """Of its first character."""
    text: str
    """Without what ends it."""
    page: int = 1

    @cached_property
    def indent(self) -> int:
        """Blanks before it."""
        return len(self.text.expandtabs(_TAB)) - len(self.text.expandtabs(_TAB).lstrip())

    @cached_property
    def said(self) -> str:
        """Without blanks around it."""
        return self.text.strip()


@dataclass
class _Block:
    lines: list[_Line] = field(default_factory=list)
    outline: int | None = None
    under: list[_Line] = field(default_factory=list)
    """The lines that underline or overline it."""


def read(data: bytes) -> Reading:
    """What a text says.

    Raises:
        IntakeError: it is no text, is too large, or takes too long.
    """
    return text_apart(_read, data)


def _read(data: bytes) -> Reading:
    text = decode(data)
    paragraphs = [paragraph for block in _blocks(_lines(text)) for paragraph in _paragraphs(block)]
    return Reading("txt", tuple(titled(_entitled(_placed(paragraphs)))), {PART: text})


def _entitled(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The same paragraphs; a few words that stand alone above all the rest are the title."""
    first = paragraphs[0] if paragraphs else None
    if first is None or first.outline is not None or len(paragraphs) < 3 or first.cell is not None:
        return paragraphs
    text = first.text.strip()
    is_title = (
        len(text.split()) <= _TITLE and not _ENDS.search(text) and not marks(text) and first.runs[0].fate == "body"
    )
    others = [one.outline for one in paragraphs if one.outline is not None]
    return [replace(first, outline=0), *paragraphs[1:]] if is_title and len(others) != 1 else paragraphs


def _lines(text: str) -> list[_Line]:
    found: list[_Line] = []
    order, page = 0, 1
    for number, line in enumerate(text.split("\n"), 1):
        page += line.count("\f")
        if not line.strip() and found and not found[-1].said:
            order += len(line) + 1
            continue
        found.append(_Line(number, order, line.replace("\f", " "), page))
        order += len(line) + 1
    return found


def _blocks(lines: Sequence[_Line]) -> Iterator[_Block]:
    """Lines that belong together."""
    width = _width(lines)
    block = _Block()
    place = 0
    while place < len(lines):
        line, after = lines[place], lines[place + 1] if place + 1 < len(lines) else None
        if not line.said:
            yield block
            block = _Block()
        elif _UNDERLINE.fullmatch(line.said[:200]) and _is_overline(lines, place):
            yield block
            yield _Block([lines[place + 1]], _level(line, is_over=True), [line, lines[place + 2]])
            block, place = _Block(), place + 2
        elif after is not None and _is_underlined(line, after):
            yield block
            yield _Block([line], _level(after), [after])
            block, place = _Block(), place + 1
        elif block.lines and not _goes_on(block, line, width):
            yield block
            block = _Block([line])
        else:
            block.lines.append(line)
        place += 1
    yield block


def _is_underlined(line: _Line, after: _Line) -> bool:
    if (
        len(after.said) > 200
        or not _UNDERLINE.fullmatch(after.said)
        or _UNDERLINE.fullmatch(line.said[:200])
        or len(line.said) > 120
    ):
        return False
    return abs(len(after.said) - len(line.said)) <= max(3, 0.3 * len(line.said))


def _is_overline(lines: Sequence[_Line], place: int) -> bool:
    if place + 2 >= len(lines) or not lines[place + 1].said:
        return False
    other = lines[place + 2]
    return (
        _UNDERLINE.fullmatch(other.said[:200]) is not None
        and other.said[:1] == lines[place].said[:1]
        and (_UNDERLINE.fullmatch(lines[place + 1].said[:200]) is None)
    )


def _level(line: _Line, *, is_over: bool = False) -> int:
    return 1 if is_over else _LEVELS[line.said[0]]


def _width(lines: Sequence[_Line]) -> int:
    """How wide lines are that somebody, or a program, broke; 0 where each line is a paragraph."""
    long = sorted(len(line.text.rstrip()) for line in lines if len(line.said) > 40)
    if not long:
        return 0
    widest = long[-1 - len(long) // 50]
    runs_on = sum(
        bool(one.said and other.said and not _ENDS.search(one.text) and len(one.text) > _FULL * widest)
        for one, other in pairwise(lines)
    )
    return widest if widest <= 132 and runs_on > 0 else 0


def _goes_on(block: _Block, line: _Line, width: int) -> bool:
    """Whether a line goes on with a paragraph."""
    last, first = block.lines[-1], block.lines[0]
    if not width or _columns(line.text) or _columns(last.text):
        return False
    word = line.said.split()[0]
    if len(last.text.rstrip()) + 1 + len(word) <= width * 0.95 and (_ENDS.search(last.text) or not word[:1].islower()):
        return False
    found = marks(line.said)
    begins = marks(first.said)
    if found and (found[0].scheme == "bullet" or _ENDS.search(last.text) or (begins and _is_next(begins[0], found[0]))):
        return False
    if begins and line.indent < first.indent:
        return False
    return bool(begins) or len(block.lines) < 2 or abs(line.indent - last.indent) <= 2 or not _ENDS.search(last.text)


def _is_next(one: Mark, other: Mark) -> bool:
    """Whether a number is the next after another one."""
    is_alike = one.shape == other.shape and one.values[:-1] == other.values[:-1]
    return is_alike and bool(one.values) and other.values[-1] == one.values[-1] + 1


def _columns(text: str) -> list[tuple[int, int]]:
    """Where the cells of a line stand that a tab, bars or wide white divide; nothing where it is running text."""
    body = text.strip()
    if len(body) > _LONG:
        return []
    found = marks(body)
    begin = text.index(body) + (found[0].end if found else 0)
    cells, at = [], begin
    for gap in _COLUMNS.finditer(text, begin):
        if gap.start() > at:
            cells.append((at, gap.start()))
        at = gap.end()
    if text[at:].strip():
        cells.append((at, len(text.rstrip())))
    cells = [cell for cell in cells if text[cell[0] : cell[1]].strip()]
    return cells if 1 < len(cells) <= _CELLS else []


def _paragraphs(block: _Block) -> Iterator[Paragraph]:
    if not block.lines:
        return
    first = block.lines[0]
    runs: list[Run] = []
    for line in sorted([*block.lines, *block.under], key=lambda line: line.order):
        if line in block.under:
            runs.append(Run(line.text, role="mark", order=line.order))
            continue
        lead = len(line.text) - len(line.text.lstrip())
        runs.append(Run((" " if runs else "") + line.said, order=line.order + lead))
    is_page = len(block.lines) == 1 and len(first.said) < _SHORT and _PAGE.fullmatch(first.said) and _is_page(first)
    if is_page:
        runs = [Run(run.text, "furniture", order=run.order) for run in runs]
    rest = min((line.indent for line in block.lines[1:]), default=first.indent)
    yield Paragraph(
        tuple(runs),
        At(PART, first.page if first.page > 1 else None, first.number),
        outline=block.outline,
        indent=rest * _POINT,
        first=(first.indent - rest) * _POINT,
    )


def _is_page(line: _Line) -> bool:
    """Whether a number that stands alone is that of a page."""
    words = line.said.lower()
    return words.startswith(("pagina", "blz", "page", "-")) or " van " in words or "/" in words


def _placed(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The same paragraphs; lines below each other that are divided alike are rows of a table."""
    found: list[Paragraph] = []
    table = place = 0
    while place < len(paragraphs):
        rows = _rows(paragraphs, place)
        if len(rows) < 2:
            found.append(paragraphs[place])
            place += 1
            continue
        table += 1
        for number, (paragraph, cells) in enumerate(rows):
            found += _cells(paragraph, cells, table, number)
        place += len(rows)
    return found


def _rows(paragraphs: Sequence[Paragraph], place: int) -> list[tuple[Paragraph, list[tuple[int, int]]]]:
    rows: list[tuple[Paragraph, list[tuple[int, int]]]] = []
    line = None
    for paragraph in paragraphs[place:]:
        cells = _columns(paragraph.source) if len(paragraph.runs) == 1 and paragraph.outline is None else []
        if len(cells) < 2 or (rows and (len(cells) != len(rows[0][1]) or paragraph.at.paragraph != line)):
            break
        if marks(paragraph.source.strip()) and len(cells) < 3:
            break
        rows.append((paragraph, cells))
        line = (paragraph.at.paragraph or 0) + 1
    return rows


def _cells(paragraph: Paragraph, cells: Sequence[tuple[int, int]], table: int, row: int) -> Iterator[Paragraph]:
    run, source = paragraph.runs[0], paragraph.source
    begin = 0
    for column, (start, end) in enumerate(cells):
        until = len(source) if column == len(cells) - 1 else end
        parts = [_part(run, begin, start, "mark"), _part(run, start, end, "text"), _part(run, end, until, "mark")]
        runs = tuple(part for part in parts if part.text)
        yield Paragraph(runs, paragraph.at, cell=Cell(table, row, column))
        begin = until


def _part(run: Run, start: int, end: int, role: Role) -> Run:
    return Run(run.text[start:end], role=role, order=run.order + start)
