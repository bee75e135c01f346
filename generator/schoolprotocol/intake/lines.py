"""Paragraphs → lines: what may be a block by itself, with how it looks and what it begins with.

A paragraph is a line, but where somebody broke its lines by hand and began a number, a bullet or the text below a bold
heading
there: then it is several.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from schoolprotocol.intake.blocks import Place, Span
from schoolprotocol.intake.marks import Mark, marks
from schoolprotocol.intake.reading import Fate, Paragraph, Reading, Run

_BLANKS = re.compile(r"[ \t\u00a0\u2002-\u200a\u202f\u3000]+")
_NOTHING = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ALL = 0.92
"""The part of the letters that has a look when the line has it: a colon behind a bold word is often not bold."""


def clean(text: str) -> str:
    """Text as a block says it: blanks are one blank, breaks of lines are kept, invisible signs are not."""
    lines = (_BLANKS.sub(" ", line).strip() for line in _NOTHING.sub("", text).split("\n"))
    return "\n".join(line for line in lines if line)


@dataclass(frozen=True, slots=True)
class Look:
    """How all of a line looks."""

    size: float
    """Points; 0 where nobody knows."""
    bold: bool
    capitals: bool
    underline: bool
    italic: bool

    @property
    def weight(self) -> tuple[float, bool, bool, bool, bool]:
        """What is drawn larger is a higher heading, and what is drawn heavier of the same size."""
        return self.size, self.capitals, self.bold, self.underline, not self.italic


@dataclass(eq=False)
class Line:
    """What may be a block by itself."""

    index: int
    """Which paragraph, from 0, in `Reading.paragraphs`."""
    paragraph: Paragraph
    start: int
    """From where in `Paragraph.source`."""
    end: int
    number: str | None = None
    """As printed."""
    mark: Mark | None = None
    """The number or bullet that was typed, or that the file computes; none where it has no grammar."""
    typed: int = 0
    """How many of the first characters of `whole` are that number."""
    beside: Line | None = None
    """The line that holds its number, where that stands in a cell beside it."""

    def _runs(self) -> Iterator[tuple[int, Run]]:
        """The runs that are in it, or begin at one of its ends, with where they begin."""
        edges, runs = self.paragraph.edges, self.paragraph.runs
        first = max(bisect_left(edges, self.start) - 1, 0)
        for n in range(first, len(runs)):
            if edges[n] > self.end:
                break
            yield edges[n], runs[n]

    @cached_property
    def pieces(self) -> list[tuple[int, int, Run]]:
        """From where to where in the source each run goes."""
        found = []
        for begin, run in self._runs():
            end = begin + len(run.text)
            if run.text and begin < self.end and end > self.start:
                found.append((max(begin, self.start), min(end, self.end), run))
        return found

    @cached_property
    def offsets(self) -> list[int]:
        """Where in the source each character of `whole` is."""
        return [n for begin, end, run in self.pieces if _is_text(run) for n in range(begin, end)]

    @cached_property
    def whole(self) -> str:
        """Its text with a number that was typed."""
        source = self.paragraph.source
        return "".join(source[begin:end] for begin, end, run in self.pieces if _is_text(run))

    @cached_property
    def text(self) -> str:
        """Its text without that number."""
        return clean(self.whole[self.typed :])

    @cached_property
    def told(self) -> str:
        """Number that the file tells apart from the text, and that stands in it."""
        source = self.paragraph.source
        numbers = (source[b:e] for b, e, run in self.pieces if run.fate == "body" and run.role == "number")
        return clean("".join(numbers))

    @property
    def is_bullet(self) -> bool:
        """Whether a bullet stands before it."""
        if self.mark is not None:
            return self.mark.scheme == "bullet"
        return self.paragraph.listed is not None and self.paragraph.listed.is_bullet and self.number is not None

    @cached_property
    def candidates(self) -> list[Mark]:
        """What it may begin with."""
        return marks(self.whole.lstrip())

    def take(self, mark: Mark) -> None:
        """Its first characters are a number or bullet."""
        self.mark = mark
        self.typed = len(self.whole) - len(self.whole.lstrip()) + mark.end
        self.number = clean(mark.printed)
        for known in ("look", "text"):
            vars(self).pop(known, None)

    @cached_property
    def look(self) -> Look:
        """How all of its text looks, without its number."""
        counts: Counter[str] = Counter()
        sizes: Counter[float] = Counter()
        cut = self.offsets[self.typed] if 0 < self.typed < len(self.offsets) else self.start
        text = ""
        for begin, end, run in self.pieces:
            if not _is_text(run) or end <= cut:
                continue
            part = "".join(filter(str.isalnum, self.paragraph.source[max(begin, cut) : end]))
            text += part
            sizes[run.size or 0.0] += len(part)
            for look in ("bold", "italic", "underline"):
                counts[look] += len(part) * getattr(run, look)
        many = max(len(text), 1)
        is_all = {look: counts[look] >= _ALL * many and counts[look] > 0 for look in ("bold", "italic", "underline")}
        size = sizes.most_common(1)[0][0] if sizes else 0.0
        letters = "".join(filter(str.isalpha, text))
        return Look(size, is_all["bold"], len(letters) > 3 and letters.isupper(), is_all["underline"], is_all["italic"])

    def spans(self, place: Place = "text", cell: int = 0) -> Iterator[Span]:
        """Where its body goes."""
        cut = self.offsets[self.typed] if self.typed < len(self.offsets) else self.end
        for begin, end, run in self.pieces:
            if run.fate != "body":
                continue
            if run.role != "text":
                other: Place = place if run.role == "number" and place == "cell" else run.role
                yield Span(self.index, begin, end, other, cell)
                continue
            middle = min(max(begin, cut), end) if self.typed else begin
            if begin < middle:
                yield Span(self.index, begin, middle, "number", cell)
            if middle < end:
                yield Span(self.index, middle, end, place, cell)

    def others(self) -> Iterator[tuple[Fate, str, Span]]:
        """What is no body in it: each stretch with one fate."""
        stretch: tuple[Fate, int, int] | None = None
        for begin, end, run in self.pieces:
            if run.fate == "body":
                continue
            if stretch is not None and stretch[0] == run.fate and stretch[2] == begin:
                stretch = run.fate, stretch[1], end
                continue
            if stretch is not None:
                yield self._other(*stretch)
            stretch = run.fate, begin, end
        if stretch is not None:
            yield self._other(*stretch)

    def _other(self, fate: Fate, begin: int, end: int) -> tuple[Fate, str, Span]:
        return fate, clean(self.paragraph.source[begin:end]), Span(self.index, begin, end)

    def calls(self) -> Iterator[tuple[int, Run]]:
        """The notes that its text calls: behind how many characters, and the run that does."""
        at, source = self.start, self.paragraph.source
        text = ""
        for begin, run in self._runs():
            position = begin + len(run.text)
            if run.call is not None and run.fate == "body" and self.start <= begin <= self.end:
                yield len(clean(text[self.typed :])), run
            if _is_text(run):
                text += source[max(begin, at) : min(position, self.end)]


def _is_text(run: Run) -> bool:
    return run.fate == "body" and run.role == "text"


def lines(reading: Reading) -> list[Line]:
    """The lines of a document, in reading order."""
    found: list[Line] = []
    for index, paragraph in enumerate(reading.paragraphs):
        edges = [0, *_breaks(index, paragraph), len(paragraph.source)]
        for n, (start, end) in enumerate(pairwise(edges)):
            line = Line(index, paragraph, start, end)
            if n == 0:
                line.number = paragraph.number or line.told or None
                if line.number is not None:
                    line.mark = next(iter(marks(line.number)), None)
            found.append(line)
    return found


def _breaks(index: int, paragraph: Paragraph) -> Sequence[int]:
    """Where a paragraph falls apart into lines."""
    source = paragraph.source
    if "\n" not in source or paragraph.cell is not None or paragraph.outline is not None:
        return ()
    edges = [n + 1 for n, letter in enumerate(source) if letter == "\n"]
    parts = [Line(index, paragraph, b, e) for b, e in zip([0, *edges], [*edges, len(source)], strict=True)]
    parts_with_text = [part for part in parts if part.text]
    if len(parts_with_text) < 2:
        return ()
    is_list = [bool(part.candidates) for part in parts_with_text]
    if sum(is_list[1:]) >= 2 or (sum(is_list) >= 2 and is_list[0]) or (is_list[-1] and len(is_list) == 2):
        return [part.start for part, begins in zip(parts_with_text[1:], is_list[1:], strict=True) if begins]
    first, second = parts_with_text[:2]
    if first.look.bold and not second.look.bold and len(first.text) <= 100:
        return [second.start]
    return ()
