"""Which lines are headings, and of which level.

What the file says comes first (outline levels of styles). Then words and numbers (`Artikel 3`, `1.1`), the look beside
that of
the body, and whether lines like it stand above others or below each other. Levels come of what stands in what.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from schoolprotocol.intake.lines import Line, Look
from schoolprotocol.intake.marks import APPENDICES

_LONG = 14
"""Words from which a line with a point behind it is a sentence, whatever its style."""
_SENTENCE = 6
"""Words from which a line in a row of headings with a point behind it is none of them."""
_SHORT = 14
"""Words that a heading has at most, where only its look tells."""
_HEADINGS = re.compile(r"(?:kop|heading|hoofdstuk|paragraafkop|artikelkop|tussenkop)(?!tekst|regel)", re.IGNORECASE)
"""How styles of headings begin that people make themselves."""
_NO_HEADINGS = re.compile(
    r"(?:sub-?title|ondertitel|caption|bijschrift|.*quote|.*citaat|signature|handtekening|header|footer|kopt?ekst|voettekst)",
    re.IGNORECASE,
)
"""Styles of what is drawn large or bold, and is none."""
_APPENDIX = re.compile(r"bijlagen?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """What lines of one row of numbers have in common."""

    scheme: str
    look: Look
    outline: int | None


def words(text: str) -> int:
    """How many words a text has."""
    return len(text.split())


def is_titled(text: str, *, most: int = 12) -> bool:
    """Whether a text reads as a heading does: short, and no sentence.

    Args:
        text: without a number.
        most: how many words it may have.
    """
    text = text.strip()
    if not text or words(text) > most or len(text) > 120 or text[-1] in ".;,":
        return text.endswith(("...", "…"))
    first = next((letter for letter in text if letter.isalnum()), "")
    return bool(first) and not first.islower() and any(map(str.isalpha, text))


def size_of_body(lines: Sequence[Line]) -> float:
    """The size that most of the text has, in points; 0 where nobody knows."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.look.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


class Headings:
    """Finds the headings among the lines of a body."""

    def __init__(self, lines: Sequence[Line], body: float, above_tables: Collection[Line] = ()) -> None:
        self._above_tables = above_tables
        self._lines = [line for line in lines if line.text or line.number]
        self._body = body
        self._rows: dict[Row, list[int]] = defaultdict(list)
        for at, line in enumerate(self._lines):
            if line.number is not None and not line.is_bullet:
                self._rows[row_of(line)].append(at)
        told = [at for at, line in enumerate(self._lines) if (line.paragraph.outline or 0) > 0]
        self._front = told[0] if len(told) >= 3 else 0
        """Where the first heading stands, in a document whose headings have styles."""
        self._bold = sum(len(line.text) for line in lines if line.look.bold)
        self._all = sum(len(line.text) for line in lines)
        self._decided = {row: self._is_row_of_headings(row, members) for row, members in self._rows.items()}

    def find(self) -> list[Line]:
        """The headings, in order."""
        return [line for at, line in enumerate(self._lines) if self._is_heading(at, line)]

    def _is_heading(self, at: int, line: Line) -> bool:
        text, paragraph = line.text, line.paragraph
        if paragraph.note is not None or paragraph.outline == 0:
            return False
        if paragraph.outline is not None:
            if line.number is not None and not self._decided.get(row_of(line), True):
                return False  # a heading in a list with bullets is one
            is_sentence = text.endswith(".") and words(text) >= _LONG
            return not is_sentence and bool(text or line.number)
        if paragraph.box is not None or paragraph.cell is not None or line.is_bullet:
            return False
        if line.number is not None:
            return (self._decided[row_of(line)] and self._is_of_row(line)) or self._leads(at, line)
        return self._stands_out(at, line, text)

    def _leads(self, at: int, line: Line) -> bool:
        """Whether a line reads as a heading, and the first number below it comes right after: 2.1 above 2.1.1."""
        after = None if self._is_last(at) else self._lines[at + 1]
        if after is None or after.mark is None or line.mark is None or not after.mark.is_first:
            return False
        is_below = after.mark.scheme == line.mark.scheme == "decimal" and _is_under(after, line)
        return is_below and is_titled(line.text, most=8) and not line.text.endswith((":", "?", "!"))

    def _is_of_row(self, line: Line) -> bool:
        """A line in a row of headings is one, but for a whole sentence among them."""
        return not (line.text.endswith((".", ";")) and words(line.text) >= _SENTENCE)

    def _stands_out(self, at: int, line: Line, text: str) -> bool:
        """Whether a line without a number looks like a heading."""
        look, style = line.look, line.paragraph.style or ""
        is_above_table = line in self._above_tables
        is_last = self._is_last(at) and not is_above_table
        if not is_titled(text, most=_SHORT) or is_last or _NO_HEADINGS.fullmatch(style):
            return False
        if _HEADINGS.match(style):
            return True
        if at < self._front and not is_above_table and words(self._lines[at + 1].text) < 8:
            return False  # a line of the first page
        if self._body and look.size >= self._body + 1:
            return True
        if (look.bold and not self._is_mostly_bold) or look.capitals:
            return True
        if _APPENDIX.match(text) and words(text) <= 8 and not text.endswith(":"):
            return True
        if look.underline and words(text) <= 10:
            return True
        after = None if self._is_last(at) else self._lines[at + 1]
        is_above_text = after is not None and len(after.text) > 1.5 * len(text) and not after.look.italic
        return look.italic and words(text) <= 8 and is_above_text and text[-1] not in ':!?)”"’'

    @property
    def _is_mostly_bold(self) -> bool:
        return self._bold > 0.6 * self._all

    def _is_last(self, at: int) -> bool:
        return at + 1 >= len(self._lines)

    def _is_row_of_headings(self, row: Row, members: list[int]) -> bool:
        lines = [self._lines[at] for at in members]
        titled = sum(is_titled(line.text) or not line.text for line in lines)
        mark = lines[0].mark
        if mark is not None and mark.scheme == "word":
            return 2 * titled >= len(lines)
        if row.outline is not None:  # some number their clauses with styles of headings
            sentences = sum(line.text.endswith((".", ";")) and words(line.text) >= 5 for line in lines)
            return 2 * sentences <= len(lines)
        if 5 * titled < 4 * len(lines):
            return False
        stands_out = row.look.bold or row.look.capitals or row.look.underline
        stands_out |= bool(self._body) and row.look.size >= self._body + 1
        if stands_out and not self._is_mostly_bold:
            return True
        return self._stand_above(members, lines)

    def _stand_above(self, members: list[int], lines: list[Line]) -> bool:
        """Whether lines that look like all others have text below them, each its own: then they are headings."""
        if sum(words(line.text) for line in lines) > 8 * len(lines):
            return False
        above = [self._is_above(at) for at in members if not self._is_last(at)]
        if not above:
            return False
        return sum(above) >= (0.6 if len(members) > 1 else 1) * len(above)

    def _is_above(self, at: int) -> bool:
        line, after = self._lines[at], self._lines[at + 1]
        if after.number is None:
            return words(after.text) >= 5 and after.paragraph.indent <= line.paragraph.indent + 1
        if after.is_bullet or row_of(after) == row_of(line):
            return False
        return _is_under(after, line)


def _is_under(after: Line, line: Line) -> bool:
    """Whether the number of a line continues that of one above it: 1.1 below 1, or one level deeper in its list."""
    one, other = after.paragraph.listed, line.paragraph.listed
    if one is not None and other is not None and one.list == other.list:
        return one.level > other.level and after.mark is not None and after.mark.depth > 1
    if after.mark is None or line.mark is None:
        return False
    return after.mark.depth == line.mark.depth + 1 and after.mark.values[:-1] == line.mark.values


def row_of(line: Line) -> Row:
    """The row of numbers that a line stands in."""
    listed, outline = line.paragraph.listed, line.paragraph.outline
    if listed is not None and line.paragraph.number is not None and line.number == line.paragraph.number:
        scheme = f"list {listed.list} {listed.level}"
    elif line.mark is not None:
        scheme = f"typed {line.mark.shape.rstrip('.')}"
    else:
        scheme = "other"
    return Row(scheme, line.look, outline)


@dataclass
class _Open:
    """A heading that others may stand under."""

    scheme: str
    look: Look
    level: int
    outline: int | None
    order: int
    depth: int


class Levels:
    """Gives headings their levels, in order."""

    def __init__(self, headings: Sequence[Line], body: Sequence[Line] = ()) -> None:
        self._open: list[_Open] = []
        self._between = dict(_between(headings, body))

    def level(self, line: Line) -> int:
        """The level of the next heading, from 1."""
        one = _Open(_scheme(line), line.look, 1, line.paragraph.outline, _order(line), _depth(line))
        if one.outline is not None:
            one.level = one.outline
        elif _is_appendix(line):
            one.level = 1
        else:
            one.level = self._among(one) if line not in self._between else self._below(one, self._between[line])
        while self._open and self._open[-1].level >= one.level:
            self._open.pop()
        self._open.append(one)
        return one.level

    def _below(self, one: _Open, scheme: str) -> int:
        """Of a heading without a number that stands between two of a row: below the first of these."""
        row = next((above for above in reversed(self._open) if above.scheme == scheme), None)
        if row is None:
            return self._among(one)
        bare = [above for above in self._open if above.level > row.level and not above.scheme]
        alike = [above for above in bare if above.look == one.look]
        higher = [above for above in bare if above.look.weight > one.look.weight]
        if alike:
            return alike[-1].level
        return min((higher[-1] if higher else row).level + 1, 9)

    def _among(self, one: _Open) -> int:
        """Beside the nearest heading that is like it, else below the nearest that is higher."""
        plain = [above for above in reversed(self._open) if above.outline is None]
        same = [above for above in plain if one.scheme and one.scheme == above.scheme]
        for above in [*same, *(above for above in plain if _is_like(one, above))]:
            return above.level
        higher = [above for above in self._open if _is_higher(above, one)]
        return min(higher[-1].level + 1, 9) if higher else 1


def _between(headings: Sequence[Line], body: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    """The headings without a number between two that follow each other in a row, with that row.

    One that is larger, or stands right above the next number, is a chapter of such a row, and no part of it.
    """
    after = dict(pairwise(body))
    last: Line | None = None
    waiting: list[Line] = []
    for line in headings:
        if line.paragraph.outline is not None or _is_appendix(line):
            last, waiting = None, []
        elif line.number is None:
            waiting.append(line)
        elif line.mark is not None:
            if last is not None and last.mark is not None and _scheme(line) == _scheme(last):
                goes_on = line.mark.follows(last.mark)
                yield from (
                    (one, _scheme(last)) for one in waiting if goes_on and not _is_chapter(one, last, after, line)
                )
            last, waiting = line, []


def _is_chapter(one: Line, row: Line, after: Mapping[Line, Line], next_: Line) -> bool:
    is_larger = one.look.size > row.look.size or (one.look.capitals and not row.look.capitals)
    return is_larger or after.get(one) is next_


def _is_appendix(line: Line) -> bool:
    is_word = line.mark is not None and line.mark.word in APPENDICES
    return is_word or (line.number is None and bool(_APPENDIX.match(line.text)))


def _scheme(line: Line) -> str:
    return "" if line.number is None else row_of(line).scheme


def _order(line: Line) -> int:
    return line.mark.order if line.mark is not None and line.mark.scheme == "word" else 0


def _depth(line: Line) -> int:
    return line.mark.depth if line.mark is not None and line.mark.scheme == "decimal" else 0


def _is_like(one: _Open, other: _Open) -> bool:
    if one.scheme and one.scheme == other.scheme:
        return True
    if one.depth and other.depth:
        return one.depth == other.depth
    if one.order and other.order:
        return one.order == other.order
    return one.look == other.look and not (one.scheme and other.scheme)


def _is_higher(above: _Open, one: _Open) -> bool:
    """Whether a heading stands above another."""
    if above.depth and one.depth:
        return above.depth < one.depth
    if above.order and one.order:
        return above.order < one.order
    if above.outline is not None:
        return True
    if above.scheme and one.scheme:
        return True
    return above.look.weight > one.look.weight or (bool(above.scheme) and above.look.weight >= one.look.weight)
