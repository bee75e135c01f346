"""The texts of a change as runs to print: what was there, what is there now, and what is marked in each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal

from schoolprotocol.compare.changeset import Part, Segment
from schoolprotocol.policy.slots import Slot

Mark = Literal["", "del", "ins", "value", "from", "to", "gap"]
"""`value`: a parameter's value that changed, told once, in an entry of its own; `from`: words that stand in another
place now, `to`: that place; `gap`: sentences in which nothing changed."""
GAP = 45
"""Unchanged sentences with fewer letters than this are shown: leaving them out would save nothing."""
_SENTENCE = re.compile(r"(?<=[.!?…])[’”)]?\s+(?=[^\W_a-z]|[‘“(])")
"""Where a sentence ends."""
Side = Literal["old", "new"]
_SIDES: tuple[Side, ...] = ("old", "new")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line; marked ones begin and end with a word."""

    text: str
    mark: Mark = ""


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A paragraph or note (one line), or list items (a line each)."""

    kind: Literal["paragraph", "item", "note"]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """The text of one clause in one version."""

    caption: str
    """Which clause, where several were split or merged; else empty."""
    groups: tuple[Group, ...]
    sign: str = ""
    """`Niet:` or `Wel:`, or the column of a table: before the first words of what stands in such a list."""


def columns(
    parts: Sequence[Part],
    side: Side,
    captions: Mapping[str, str],
    signs: Mapping[str, str],
    *,
    shortened: bool = False,
) -> tuple[Column, ...]:
    """One version's text.

    Args:
        parts: of one change.
        side: which version.
        captions: by clause, where the columns need one.
        signs: by clause of that version, where it has one.
        shortened: whether sentences in which nothing changed are left out.
    """
    printed = _shortened if shortened else _whole
    own: dict[str, list[tuple[Part, Slot]]] = {}
    for part in parts:
        slot = part.old if side == "old" else part.new
        if slot is not None:
            # Notes stand with the clause that calls them.
            own.setdefault(slot.clause_id, []).append((part, slot))
    return tuple(
        Column(captions.get(clause, ""), tuple(_groups(found, side, printed)), signs.get(clause, ""))
        for clause, found in own.items()
    )


def _groups(found: list[tuple[Part, Slot]], side: Side, printed: Callable[[Part, Side], Line]) -> Iterator[Group]:
    pending: list[Line] = []
    kind: Literal["paragraph", "item", "note"] = "paragraph"
    previous: tuple[Slot, str] | None = None
    for part, slot in found:
        kept = part.before if side == "old" and part.before else part.kind
        own: Literal["paragraph", "item", "note"] = "paragraph" if kept == "line" else kept
        raw = written(part, side)
        # Two sentences of one paragraph were compared apart (a clause that was split): print them as one again.
        if pending and previous and previous[0] == slot and not previous[1].endswith("\n"):
            pending[-1] = _once(_trimmed((*pending[-1], Run(" "), *printed(part, side))))
        else:
            if pending and not (own == kind == "item"):
                yield Group(kind, tuple(pending))
                pending = []
            kind = own
            shown = printed(part, side)
            # One sign for all that is left out between two changes.
            if not (pending and _is_gap(shown) and _is_gap(pending[-1])):
                pending.append(shown)
        previous = (slot, raw)
    if pending:
        yield Group(kind, tuple(pending))


def _is_gap(own: Line) -> bool:
    return bool(own) and all(run.mark == "gap" or not run.text.strip() for run in own)


def _whole(part: Part, side: Side) -> Line:
    """One version's line; where the same words stand in another place now, they neither came nor went."""
    if part.move is None:
        return line(part.segments, side)
    return _moved(part, "from" if side == "old" else "to")


def _moved(part: Part, mark: Mark) -> Line:
    words = " ".join("".join(segment.shown for segment in part.segments).split())
    return (Run(words, mark),) if words else ()


def _shortened(part: Part, side: Side) -> Line:
    """The sentences of a line in which something changed."""
    if part.move is not None or part.old is None or part.new is None:
        return _whole(part, side)
    runs: list[Run] = []
    for is_touched, found in groupby(_sentences(part.segments), key=_is_touched):
        every = [segment for sentence in found for segment in sentence]
        if is_touched or sum(len(segment.shown) for segment in every) < GAP:
            runs += (run for one in _marked(every, side) for run in one)
        else:
            runs += [Run(" "), Run("…", "gap"), Run(" ")]
    return _once(_trimmed(tuple(runs)))


def _is_touched(sentence: Sequence[Segment]) -> bool:
    return any(segment.op != "same" or segment.before is not None for segment in sentence)


def _sentences(segments: Iterable[Segment]) -> Iterator[list[Segment]]:
    """The segments by sentence: cut where both versions begin a new one."""
    sentence: list[Segment] = []
    for segment in segments:
        if segment.op != "same" or segment.before is not None:
            sentence.append(segment)
            continue
        start, ahead = 0, "X" if _ends(segment) else ""
        for match in _SENTENCE.finditer(segment.shown + ahead):
            yield [*sentence, _piece(segment, start, match.end())]
            sentence, start = [], match.end()
        if start < len(segment.shown):
            sentence.append(_piece(segment, start, len(segment.shown)))
    if sentence:
        yield sentence


def _ends(segment: Segment) -> bool:
    """Whether a sentence may end at the segment's last white space; the letter after it is not in the segment."""
    return segment.shown[-1:].isspace() and segment.shown.rstrip()[-1:] in ".!?…"


def _piece(segment: Segment, start: int, end: int) -> Segment:
    if (start, end) == (0, len(segment.shown)):
        return segment
    return segment.model_copy(update={"shown": segment.shown[start:end], "text": ""})


def _once(own: Line) -> Line:
    """Without a second sign beside the first for what is left out."""
    kept: list[Run] = []
    for run in own:
        before = next((one for one in reversed(kept) if one.text.strip()), None)
        if run.mark == "gap" and before is not None and before.mark == "gap":
            continue
        kept.append(run)
    return tuple(kept)


def written(part: Part, side: Side) -> str:
    """The part's template in one version."""
    other = "insert" if side == "old" else "delete"
    return "".join(segment.text for segment in part.segments if segment.op != other)


def line(segments: Sequence[Segment], side: Side) -> Line:
    """One version's line, with its marks."""
    return _trimmed(tuple(run for runs in _marked(segments, side) for run in runs))


def _marked(segments: Sequence[Segment], side: Side) -> Iterator[Iterator[Run]]:
    unmarked = set(_look_alikes(segments))
    own = "delete" if side == "old" else "insert"
    for index, segment in enumerate(segments):
        if segment.op in {"same", own}:
            yield _runs(segment, side, marked=index not in unmarked)


def redline(segments: Sequence[Segment], *, values: bool = False) -> Line:
    """Both versions in one line: first what goes, then what comes.

    Args:
        segments: of one part.
        values: whether a changed value is an edit here too; elsewhere it is told once, in the table of values.
    """
    unmarked = set(_look_alikes(segments))
    runs: list[Run] = []
    for index, segment in enumerate(segments):
        if index in unmarked and segment.op == "delete":
            continue
        found = tuple(_runs(segment, "old" if segment.op == "delete" else "new", marked=index not in unmarked))
        runs += _value_edit(segment, found) if values and any(run.mark == "value" for run in found) else found
    return _trimmed(tuple(runs))


def _value_edit(segment: Segment, new: Line) -> Iterator[Run]:
    yield from (Run(run.text, "del") for run in _runs(segment, "old", marked=True) if run.mark == "value")
    yield from (Run(run.text, "ins") if run.mark == "value" else run for run in new)


def redlines(parts: Sequence[Part], *, values: bool = True) -> tuple[Group, ...]:
    """Both versions of a text in one; `values`: whether a changed value is an edit here too."""
    groups: list[Group] = []
    previous: Part | None = None
    for part in parts:
        if part.move is None:
            own = redline(part.segments, values=values)
        else:
            own = _moved(part, "from" if part.new is None else "to")
        kind: Literal["paragraph", "item", "note"] = "paragraph" if part.kind == "line" else part.kind
        if groups and previous and _goes_on(previous, part):
            *lines, last = groups.pop().lines
            groups.append(Group(kind, (*lines, _trimmed((*last, Run(" "), *own)))))
        elif groups and groups[-1].kind == kind == "item":
            groups[-1] = Group(kind, (*groups[-1].lines, own))
        elif own:
            groups.append(Group(kind, (own,)))
        previous = part
    return tuple(groups)


def _goes_on(previous: Part, part: Part) -> bool:
    """Whether they are sentences of one paragraph, compared apart because a clause was split."""
    return any(
        (slot := getattr(part, side)) is not None
        and slot == getattr(previous, side)
        and not written(previous, side).endswith("\n")
        for side in _SIDES
    )


def has_marks(lines: Iterable[Line]) -> bool:
    """Whether anything in the lines came or went."""
    return any(run.mark in {"del", "ins"} for own in lines for run in own)


def _look_alikes(segments: Sequence[Segment]) -> Iterator[int]:
    """Where only markup or white space changed: the printed words are the same, and a mark would show nothing."""
    for index, segment in enumerate(segments):
        if not segment.shown.strip():
            yield index
    for (index, one), (following, other) in pairwise(enumerate(segments)):
        if (one.op, other.op) == ("delete", "insert") and one.shown.split() == other.shown.split():
            yield from (index, following)


def _runs(segment: Segment, side: Side, *, marked: bool) -> Iterator[Run]:
    text = segment.before if side == "old" and segment.before is not None else segment.shown
    mark: Mark = ""
    if segment.op != "same" and marked:
        mark = "del" if segment.op == "delete" else "ins"
    elif segment.before is not None and "{{" in segment.text:
        mark = "value"
    inner = text.strip()
    if not inner or not mark:
        yield Run(text)
        return
    start = text.index(inner)
    yield from (run for run in (Run(text[:start]), Run(inner, mark), Run(text[start + len(inner) :])) if run.text)


def _trimmed(runs: Line) -> Line:
    """Neighbours without a mark joined, one space where several stood, none at the ends.

    What is left out at the end is told on the line of the word before it.
    """
    result: list[Run] = []
    for run in runs:
        if result and result[-1].mark == "" == run.mark:
            result[-1] = Run(result[-1].text + run.text)
        elif run.text:
            result.append(run)
    texts = [" ".join(f"|{run.text}|".split())[1:-1] for run in result]
    texts = ["" if text == " " and index in {0, len(texts) - 1} else text for index, text in enumerate(texts)]
    if texts:
        texts[0] = texts[0].lstrip()
        texts[-1] = texts[-1].rstrip()
    own = [Run(text, run.mark) for text, run in zip(texts, result, strict=True) if text]
    if len(own) > 1 and own[-1].mark == "gap" and own[-2].text.endswith(" "):
        own[-2] = Run(own[-2].text[:-1] + "\N{NO-BREAK SPACE}", own[-2].mark)
    return tuple(own)
