"""Notes that somebody typed: a raised digit behind a word, and lower down a text that begins with the same digit.

That is only so where both are there. A raised digit to which no note belongs (the 2 of m2) stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from schoolprotocol.intake.reading import Paragraph, Reading, Role, Run

_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_HIGH = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}")
"""Digits that are raised by themselves."""
_MARK = re.compile(r"\s*[\[(]?(\d{1,3}|\*{1,4}|[†‡§])[\])]?[.:]?\s*")
_PLAIN = re.compile(r"\s*[\[(]?(\d{1,3}|\*{1,4}|[†‡§])[\])]?[.:]?\s+(?=\S)")
"""The mark of a note that is not raised: it is one only right below a line, or below another note."""
_LINE = re.compile(r"[_\-–—─―=]{3,}")
_MEASURED = re.compile(r"(?:^|[\s\d(])(?:[mcdhk]?m|x|n)$|\d$")
"""What a digit is raised behind that is no note: m2, cm3, 10 to the third."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """Characters of a paragraph that may be the mark of a note."""

    paragraph: int
    start: int
    """From where in `Paragraph.source`."""
    end: int
    said: str
    """The mark without brackets."""
    role: Role = "call"
    key: str | None = None


def with_typed_notes(reading: Reading) -> Reading:
    """The same document; notes that somebody typed are told, and a raised digit without a note is text."""
    paragraphs = list(reading.paragraphs)
    if not any(_is_raised(run) for one in paragraphs for run in one.runs):
        return reading
    found = _found(paragraphs)
    marks: dict[int, list[_Mark]] = {}
    told: dict[str, str] = {}
    for mark in found:
        marks.setdefault(mark.paragraph, []).append(mark)
        if mark.role == "mark":
            told[mark.key or ""] = mark.said
            place = mark.paragraph
            paragraphs[place] = replace(paragraphs[place], note=mark.key, mark=mark.said, listed=None, style=None)
            above = _above(paragraphs, place)
            if above is not None and _LINE.fullmatch(paragraphs[above].text.strip()):
                runs = (replace(run, fate="furniture") for run in paragraphs[above].runs)
                paragraphs[above] = replace(paragraphs[above], runs=tuple(runs))
    known = {one.note for one in paragraphs if one.note}
    return replace(
        reading,
        paragraphs=tuple(_marked(one, marks.get(place, ()), known) for place, one in enumerate(paragraphs)),
        marks={**reading.marks, **told},
    )


def _is_raised(run: Run) -> bool:
    """Whether marks may stand in it; the calls that a file tells itself need no search."""
    return run.fate == "body" and bool(run.text.strip()) and (run.is_raised or _HIGH.search(run.text) is not None)


def _found(paragraphs: Sequence[Paragraph]) -> list[_Mark]:
    """The marks of all typed notes and of their calls."""
    told = {one.note for one in paragraphs if one.note}
    found: list[_Mark] = []
    waiting: dict[str, list[_Mark]] = {}
    last: int | None = None
    for place, one in enumerate(paragraphs):
        head = _head(place, one)
        if head is None and _is_below_line(paragraphs, place, last):
            head = _plain_head(place, one)
        if head is not None and waiting.get(head.said):
            key = f"typed {place}"
            found += [replace(call, key=key) for call in waiting.pop(head.said)]
            found.append(replace(head, role="mark", key=key))
            last = place
            continue
        for call in _calls(place, one, told):
            waiting.setdefault(call.said, []).append(call)
    return found


def _may_be_note(one: Paragraph) -> bool:
    return one.note is None and one.cell is None and one.outline is None and one.number is None


def _head(place: int, one: Paragraph) -> _Mark | None:
    """The raised mark with which a paragraph begins, if text follows."""
    if not _may_be_note(one):
        return None
    at, run = next(((at, run) for at, run in zip(one.edges, one.runs, strict=True) if run.text.strip()), (0, None))
    if run is None or run.fate != "body":
        return None
    small = [other.size for other in one.runs if other.role == "text" and other.size]
    hangs = run.role == "number" and run.size is not None and bool(small) and run.size < 0.8 * min(small)
    length = len(run.text)
    found = _MARK.fullmatch(run.text) if run.is_raised or hangs else None
    said = found[1] if found else None
    if found is None and (high := _HIGH.match(run.text)) is not None:
        said, length = high[0].translate(_DIGITS), high.end()
    has_text = bool(one.source[at + length :].strip())
    return _Mark(place, at, at + length, said) if said is not None and has_text else None


def _plain_head(place: int, one: Paragraph) -> _Mark | None:
    found = _PLAIN.match(one.source) if _may_be_note(one) and all(run.fate == "body" for run in one.runs) else None
    return _Mark(place, 0, found.end(), found[1]) if found else None


def _is_below_line(paragraphs: Sequence[Paragraph], place: int, last: int | None) -> bool:
    """Whether a paragraph stands right below a line of strokes, or below the last note."""
    above = _above(paragraphs, place)
    return above is not None and (above == last or _LINE.fullmatch(paragraphs[above].text.strip()) is not None)


def _above(paragraphs: Sequence[Paragraph], place: int) -> int | None:
    """Which paragraph with text stands above one."""
    return next((n for n in range(place - 1, max(place - 5, -1), -1) if paragraphs[n].source.strip()), None)


def _calls(place: int, one: Paragraph, told: AbstractSet[str | None]) -> Iterator[_Mark]:
    """The raised marks in a paragraph, behind a word."""
    for at, run in zip(one.edges, one.runs, strict=True):
        if not _is_raised(run) or run.role not in {"text", "call"} or run.call in told - {None}:
            continue
        whole = _MARK.fullmatch(run.text) if run.is_raised else None
        marks = [(0, len(run.text), whole[1])] if whole else [
            (high.start(), high.end(), high[0].translate(_DIGITS)) for high in _HIGH.finditer(run.text)
        ]  # fmt: skip
        for start, end, said in marks:
            before = one.source[: at + start].rstrip()
            if before and not _MEASURED.search(before):
                yield _Mark(place, at + start, at + end, said)


def _marked(one: Paragraph, marks: Sequence[_Mark], known: AbstractSet[str]) -> Paragraph:
    """A paragraph with its marks told apart; what the reader took for the call of a note that is nowhere is text."""
    runs: list[Run] = []
    for at, run in zip(one.edges, one.runs, strict=True):
        if run.role == "call" and run.text and run.fate == "body" and run.call not in known:
            run = replace(run, role="text", call=None)  # noqa: PLW2901
        within = [mark for mark in marks if mark.start < at + len(run.text) and mark.end > at]
        begin = 0
        for mark in within:
            start, end = max(mark.start - at, 0), min(mark.end - at, len(run.text))
            # all parts keep the order of the run: sorted by it they stay behind each other, before the next run
            runs.append(replace(run, text=run.text[begin:start]))
            runs.append(replace(run, text=run.text[start:end], role=mark.role, call=_key(mark)))
            begin = end
        runs.append(replace(run, text=run.text[begin:]) if within else run)
    return (
        replace(one, runs=tuple(run for run in runs if run.text or run.call))
        if marks
        else replace(one, runs=tuple(runs))
    )


def _key(mark: _Mark) -> str | None:
    return mark.key if mark.role == "call" else None
