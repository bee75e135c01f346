"""Lines that are read from the top down → paragraphs: where one ends is seen by white, indents, size and numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from schoolprotocol.intake.readers.pdf.drawn import Rule
from schoolprotocol.intake.readers.pdf.joining import HYPHENS
from schoolprotocol.intake.readers.pdf.lines import Line, below

LABEL = re.compile(
    r"(?:[•◦▪■□●○–—\-*·>»✓✔✗✘❖➢\ue000-\uf8ff]|o|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivxlc]{1,6}|[IVXLC]{1,6})[.):]|\d{1,3}(?:\.\d{1,3})+|"
    r"(?:Artikel|Art\.|Lid|Bijlage|§)\s*\d+[a-z]?[.:]?)(?=\s|$)"
)
"""With which a paragraph begins that is numbered, or has a bullet."""
_HUNG = re.compile(rf"{LABEL.pattern}|\d{{1,3}}")
"""What is a number by itself where it hangs before a text."""
_BULLET = re.compile(r"[•◦▪■□●○✓✔✗✘❖➢\ue000-\uf8ff]")
_LEADERS = re.compile(r"(?:\.\s?|…\s?|_){3,}\s*\d{0,4}$")
ENDS = re.compile(r"[.:;!?…][\"'”’)\]]*$")
"""How a sentence, or a part of a list, ends."""
UNFINISHED = re.compile(
    r"(?:^|\s)(?:de|het|een|van|en|of|in|op|aan|voor|met|door|tot|bij|te|uit|naar|die|dat|als|om|per|wordt|worden|is)$"
)
"""How no text ends that is whole."""
_HANGS = 20.0
"""Points that a bullet stands before its text, at most."""
_FILLED = 0.9
"""Part of the width of a cell from which a line with one more word is too wide for it."""
_CENTRED = 4.0
"""Points by which the middle of a line may be off the middle of its column."""


@dataclass
class Row:
    """What stands on one line of a stream: a number or bullet, and text; or the cells of a table without rules."""

    label: Line | None
    texts: list[Line]
    is_dotted: bool = False
    """Whether a bullet is drawn before it, which is no character."""

    @property
    def lines(self) -> list[Line]:
        """All of it, from left to right."""
        return ([self.label] if self.label else []) + self.texts

    @property
    def x0(self) -> float:
        """Left edge of the text."""
        return self.texts[0].x0

    @property
    def left(self) -> float:
        """Left edge with the number."""
        return self.lines[0].x0

    @property
    def x1(self) -> float:
        """Right edge."""
        return max(line.x1 for line in self.texts)

    @property
    def main(self) -> Line:
        """Its largest part."""
        return max(self.texts, key=lambda line: len(line.text))

    @property
    def text(self) -> str:
        """All of it."""
        return " ".join(line.text for line in self.lines)

    @property
    def is_numbered(self) -> bool:
        """Whether it begins with a number or bullet."""
        return self.label is not None or LABEL.match(self.text) is not None


@dataclass
class Block:
    """A paragraph as it stands: its lines, on one page or more."""

    rows: list[Row]
    right: float
    """Right edge of the column of its last line."""
    gap: float | None = None
    """Points between its first line and the one above it, beyond what lines have between them."""
    margin: float = 0.0
    """Left edge of its column."""
    is_centred: bool = False
    is_contents: bool = False
    """Whether it is a line of a table of contents."""
    extra: dict[str, float] = field(default_factory=dict)

    @property
    def last(self) -> Row:
        """Its last line."""
        return self.rows[-1]


def rows_of(lines: Iterable[Line]) -> list[Row]:
    """Lines that are level, as one; a number that hangs before its text is told apart."""
    grouped: list[list[Line]] = []
    for line in lines:
        last = grouped[-1] if grouped else None
        if last and last[0].page == line.page and abs(last[0].base - line.base) < 0.45 * max(last[0].size, line.size):
            last.append(line)
        else:
            grouped.append([line])
    found = []
    for group in grouped:
        group.sort(key=lambda line: line.x0)
        group[:1] = _label_apart(group[0])
        label = group[0] if len(group) > 1 and _HUNG.fullmatch(group[0].text) else None
        found.append(Row(label, _with_bullets(group[1:] if label else group)))
    return found


def dotted(rows: Sequence[Row], dots: Sequence[Rule]) -> Sequence[Row]:
    """The rows of a page; those before which a bullet is drawn know it."""
    for row in rows:
        top, bottom = row.lines[0].top - 1, row.lines[0].bottom + 1
        near = (dot for dot in dots if 0 < row.left - dot.x1 < _HANGS)
        row.is_dotted = row.label is None and any(top < (dot.top + dot.bottom) / 2 < bottom for dot in near)
    return rows


def is_bulleted(line: Line) -> bool:
    """Whether a line begins with a sign that is nothing but a bullet."""
    return _BULLET.match(line.text) is not None


def _with_bullets(lines: Sequence[Line]) -> list[Line]:
    """Lines of a row, a bullet in a cell with the text behind it."""
    found: list[Line] = []
    for line in lines:
        if found and _BULLET.fullmatch(found[-1].text) and len(lines) > 1:
            found[-1] = Line([*found[-1].pieces, *line.pieces])
        else:
            found.append(line)
    return found


def _label_apart(line: Line) -> list[Line]:
    """A line; where a program drew its number by itself, right before the text, as two."""
    first, rest = line.pieces[0], [piece for piece in line.pieces[1:] if piece.text.strip()]
    if not rest or not LABEL.fullmatch(first.text.strip()) or (first.text.strip() == "o" and rest[0].glued):
        return [line]
    is_close = rest[0].x0 - first.x1 < 0.15 * first.size and not rest[0].text[:1].isupper()
    is_word = first.text.strip().isalpha() or rest[0].text[:1] in "-/'’"
    return [line] if is_close or is_word else [Line([first]), Line(line.pieces[1:])]


def blocks_of(rows: Sequence[Row], leading: Mapping[float, float]) -> list[Block]:
    """The paragraphs of a stream.

    Args:
        rows: from the top down, in one column.
        leading: by size of letters how far base lines mostly are from each other.
    """
    if not rows:
        return []
    right = _right(rows)
    margin = min(row.left for row in rows)
    blocks: list[Block] = []
    for row in rows:
        block = blocks[-1] if blocks else None
        if block is not None and _goes_on(block, row, right, leading, blocks):
            block.rows.append(row)
            continue
        gap = None
        if block is not None and block.last.main.page == row.main.page:
            gap = row.main.base - block.last.main.base - _leading(row.main.size, leading)
        blocks.append(Block([row], right, gap, margin, is_contents=_LEADERS.search(row.text) is not None))
    for block in blocks:
        block.is_centred = all(
            abs((row.left - margin) - (right - row.x1)) < _CENTRED * 2 and row.left - margin > 12 for row in block.rows
        )
    return blocks


def blocks_in_cell(rows: Sequence[Row], wide: float) -> list[Block]:
    """The paragraphs of a cell: where its lines stand in the middle or at the right, only their width tells.

    Args:
        rows: from the top down.
        wide: how wide a line of it can be.
    """
    if not _is_unaligned(rows):
        return blocks_of(rows, leadings([[row.main for row in rows]]))
    blocks: list[Block] = []
    for row in rows:
        last = blocks[-1].last if blocks else None
        is_alike = last is not None and last.main.bold == row.main.bold and abs(last.main.size - row.main.size) < 0.5
        is_full = last is not None and last.x1 - last.left + row.main.first_word > _FILLED * wide
        if is_alike and is_full and not row.is_numbered:
            blocks[-1].rows.append(row)
        else:
            blocks.append(Block([row], row.x1))
    return blocks


def _is_unaligned(rows: Sequence[Row]) -> bool:
    """Whether lines stand below each other by their middles or right edges, and not by their left ones."""
    lefts, rights = [row.left for row in rows], [row.x1 for row in rows]
    middles = [left + right for left, right in zip(lefts, rights, strict=True)]
    return len(rows) > 1 and max(lefts) - min(lefts) > 2 > min(max(x) - min(x) for x in (rights, middles))


def _right(rows: Sequence[Row]) -> float:
    """The right edge of a column: few lines go beyond it."""
    edges = sorted(row.x1 for row in rows)
    return edges[-1 if len(edges) < 20 else -max(1, len(edges) // 40)]


def leadings(lines: Iterable[Sequence[Line]]) -> dict[float, float]:
    """By size of letters, rounded to half points, how far lines of a paragraph are from each other."""
    found: dict[float, Counter[float]] = {}
    for page in lines:
        for one, other in below(page):
            apart = other.base - one.base
            if one.size == other.size and 0.8 * one.size < apart < 2.2 * one.size:
                found.setdefault(_half(one.size), Counter())[round(apart * 2) / 2] += 1
    return {
        size: min(most for most, many in seen.items() if many >= max(seen.values()) * 0.6)
        for size, seen in found.items()
    }


def _half(size: float) -> float:
    return round(size * 2) / 2


def _leading(size: float, leading: Mapping[float, float]) -> float:
    return leading.get(_half(size), 1.25 * size)


def _goes_on(block: Block, row: Row, right: float, leading: Mapping[float, float], blocks: Sequence[Block]) -> bool:
    """Whether a line goes on with a paragraph."""
    last, line, before = block.last, row.main, block.last.main
    if block.is_contents or row.is_dotted or (row.label is not None and not _is_wrapped_label(row)):
        return False
    if abs(line.size - before.size) > 0.08 * before.size and len(line.text) > 3 and len(before.text) > 3:
        return False
    if line.bold != before.bold and len(row.text) > 3:
        return False
    if _is_underlined(row) != _is_underlined(last) and (ENDS.search(last.text) or _is_underlined(last)):
        return False
    if _is_shouted(row.text) != _is_shouted(last.text):
        return False
    if line.page == before.page:
        apart = line.base - before.base
        told = _told_leading(block) or _leading(line.size, leading)
        if apart > (1.6 if _has_raised(row) else 1.22) * told + 0.5 or apart < 0:
            return False
    if _starts_with_label(row) and not _is_mid_sentence(last, right, row, blocks):
        return False
    if _is_wrapped_in_the_middle(block, row, right):
        return True
    return _is_indented_as(block, row, right) and _is_full(last, row, right)


def _is_indented_as(block: Block, row: Row, right: float) -> bool:
    """Whether a line begins where the next one of a paragraph does."""
    begin, last, em = block.rows[0], block.last, row.main.size
    if _is_middled(begin, last, row, right):
        return True
    if len(block.rows) == 1:
        if row.left > begin.x0 + 1.5 * em and not begin.is_numbered:
            return False  # goes in: a list without marks, or the first line of another
        if begin.is_numbered and begin.label is None and row.left < begin.left - 0.8 * em:
            return False
        if begin.label is not None and row.left < begin.label.x0 + 0.3 * em and not _is_full(last, row, right):
            return False
    else:
        if row.left > last.left + 0.8 * em and not (last.is_numbered and len(block.rows) == 1):
            return False  # the first line of the next is indented
        if row.left < min(one.x0 for one in block.rows[1:]) - 0.8 * em:
            return False
    return True


def _is_middled(begin: Row, last: Row, row: Row, right: float) -> bool:
    """Whether a line stands in the middle below another one that does: a title of two lines."""
    apart = abs((row.left + row.x1) / 2 - (last.left + last.x1) / 2)
    is_within = row.left > last.left + row.main.size and row.x1 < last.x1 - row.main.size
    return apart < _CENTRED / 2 and is_within and begin.label is None and row.x1 < right


def _is_wrapped_in_the_middle(block: Block, row: Row, right: float) -> bool:
    """Whether a line stands in the middle of its column, as the one above does, and did not fit on that any more."""
    last, begin = block.last, block.rows[0]
    middle = (last.left + last.x1) / 2
    is_alike = abs((row.left + row.x1) / 2 - middle) < _CENTRED / 2
    is_in = min(abs(row.left - last.left), row.left - block.margin) > 0.5 * row.main.size
    wide = min(right - block.margin, 2 * (middle - block.margin))
    is_full = last.x1 - last.left + _first_word(row.texts[0]) > 0.93 * wide
    return is_alike and is_in and is_full and begin.label is None and not ENDS.search(last.text)


def _has_raised(row: Row) -> bool:
    """Whether the mark of a note pushes a line down."""
    return any(piece.base < line.base - 0.15 * line.size for line in row.texts for piece in line.pieces)


def _is_underlined(row: Row) -> bool:
    """Whether all of a line is."""
    return all(piece.is_underlined for line in row.texts for piece in line.pieces if piece.text.strip())


def _is_shouted(text: str) -> bool:
    """Whether a line is in capitals."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 3 and all(letter.isupper() for letter in letters)


def _told_leading(block: Block) -> float | None:
    if len(block.rows) < 2:
        return None
    one, other = block.rows[-2].main, block.rows[-1].main
    return other.base - one.base if one.page == other.page and other.base > one.base else None


def _starts_with_label(row: Row) -> bool:
    return LABEL.match(row.texts[0].text) is not None


def _is_wrapped_label(row: Row) -> bool:
    """Whether what stands before the text is a dash in a sentence, and no bullet."""
    return False if row.label is None else row.x0 - row.label.x1 < 0.5 * row.main.size and row.label.text in "–—-"


def _is_mid_sentence(last: Row, right: float, row: Row, blocks: Sequence[Block]) -> bool:
    """Whether a number or dash at the begin of a line is one in a sentence that goes on."""
    if _BULLET.match(row.text):
        return False
    if ENDS.search(last.text) or not _is_full(last, row, right):
        return False
    begin = next((block.rows[0] for block in reversed(blocks) if block.rows[0].is_numbered), None)
    return not (begin is not None and abs(begin.left - row.left) < 2 and _follows(begin.text, row.text))


def _follows(one: str, other: str) -> bool:
    """Whether a number is the next after another one: `2.` after `1.`, `c)` after `b)`."""
    first, second = LABEL.match(one), LABEL.match(other)
    if first is None or second is None:
        return False
    if re.sub(r"[0-9a-zA-Z]+", "#", first[0]) != re.sub(r"[0-9a-zA-Z]+", "#", second[0]):
        return False
    a, b = re.findall(r"\d+|[a-zA-Z]+", first[0]), re.findall(r"\d+|[a-zA-Z]+", second[0])
    if not a or not b:
        return first[0] == second[0]
    if a[-1].isdigit() and b[-1].isdigit():
        return int(b[-1]) == int(a[-1]) + 1
    return len(a[-1]) == len(b[-1]) == 1 and ord(b[-1]) - ord(a[-1]) in {0, 1}


def _is_full(last: Row, row: Row, right: float) -> bool:
    """Whether the first word of a line would not have fitted on the line before it: then the text ran on."""
    if last.text.endswith(HYPHENS) or last.x1 + _first_word(row.texts[0]) > right:
        return True
    if UNFINISHED.search(last.text) and row.text[:1].islower() and row.label is None:
        return True
    # words that are kept together, by a space that is drawn like any other: the sentence tells
    return not ENDS.search(last.text) and last.x1 - last.left > 0.6 * (right - last.left)


def _first_word(line: Line) -> float:
    """How wide the first word of a line is at least, with the space before it."""
    word = re.split(r"[ /]", line.text, maxsplit=1)[0]
    return 0.92 * (line.x1 - line.x0) * (len(word) + 1) / max(len(line.text), 1)


def join_over_breaks(streams: Iterable[list[Block]]) -> Iterator[list[Block]]:
    """The same paragraphs, with those joined that run on in the next column or on the next page."""
    before: Block | None = None
    for blocks in streams:
        rest = blocks
        if before is not None and blocks and _runs_on(before, blocks[0]):
            before.rows += blocks[0].rows
            before.right = blocks[0].right
            rest = blocks[1:]
        yield rest
        before = rest[-1] if rest else before


def _runs_on(before: Block, block: Block) -> bool:
    last, row = before.last, block.rows[0]
    if before.is_contents or block.is_contents or row.label is not None or before.is_centred or block.is_centred:
        return False
    if abs(last.main.size - row.main.size) > 0.05 * last.main.size or last.main.bold != row.main.bold:
        return False
    begins_small = row.text[:1].islower()
    if LABEL.match(row.text) and not (begins_small and last.text.endswith(HYPHENS)):
        return False
    if last.text.endswith(HYPHENS):
        return True
    if ENDS.search(last.text):
        return False
    return begins_small or _is_full(last, row, before.right)
