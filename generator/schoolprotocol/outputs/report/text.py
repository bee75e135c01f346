"""The texts of a change as runs to print: what was there, what is there now, and what is marked in each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from schoolprotocol.compare.changeset import Part, Segment
from schoolprotocol.policy.slots import Slot

Mark = Literal["", "del", "ins", "value"]
"""`value`: a parameter's value that changed; told once, in the table of values."""
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


def columns(parts: Sequence[Part], side: Side, captions: dict[str, str]) -> tuple[Column, ...]:
    """One version's text.

    Args:
        parts: of one change.
        side: which version.
        captions: by clause, where the columns need one.
    """
    own: dict[str, list[tuple[Part, Slot]]] = {}
    for part in parts:
        slot = part.old if side == "old" else part.new
        if slot is not None:
            # Notes stand with the clause that calls them.
            own.setdefault(slot.clause_id, []).append((part, slot))
    return tuple(Column(captions.get(clause, ""), tuple(_groups(found, side))) for clause, found in own.items())


def _groups(found: list[tuple[Part, Slot]], side: Side) -> Iterator[Group]:
    pending: list[Line] = []
    kind: Literal["paragraph", "item", "note"] = "paragraph"
    previous: tuple[Slot, str] | None = None
    for part, slot in found:
        kept = part.before if side == "old" and part.before else part.kind
        own: Literal["paragraph", "item", "note"] = "paragraph" if kept == "line" else kept
        raw = written(part, side)
        # Two sentences of one paragraph were compared apart (a clause that was split): print them as one again.
        if pending and previous and previous[0] == slot and not previous[1].endswith("\n"):
            pending[-1] = _trimmed((*pending[-1], Run(" "), *line(part.segments, side)))
        else:
            if pending and not (own == kind == "item"):
                yield Group(kind, tuple(pending))
                pending = []
            kind = own
            pending.append(line(part.segments, side))
        previous = (slot, raw)
    if pending:
        yield Group(kind, tuple(pending))


def written(part: Part, side: Side) -> str:
    """The part's template in one version."""
    other = "insert" if side == "old" else "delete"
    return "".join(segment.text for segment in part.segments if segment.op != other)


def line(segments: Sequence[Segment], side: Side) -> Line:
    """One version's line, with its marks."""
    unmarked = set(_look_alikes(segments))
    own = "delete" if side == "old" else "insert"
    return _trimmed(
        tuple(
            run
            for index, segment in enumerate(segments)
            if segment.op in {"same", own}
            for run in _runs(segment, side, marked=index not in unmarked)
        )
    )


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


def redlines(parts: Sequence[Part]) -> tuple[Group, ...]:
    """Both versions of a text in one, values and all."""
    groups: list[Group] = []
    previous: Part | None = None
    for part in parts:
        own = redline(part.segments, values=True)
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
    """Neighbours without a mark joined, one space where several stood, none at the ends."""
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
    return tuple(Run(text, run.mark) for text, run in zip(texts, result, strict=True) if text)
