"""Which characters of the new version are those of the old one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import Literal

from rapidfuzz.distance import Indel

from schoolprotocol.compare.changeset import Change, HeadingChange, Part, Segment, TableChange
from schoolprotocol.outputs.report.input import ReportInput
from schoolprotocol.outputs.word.model import Kind, Paragraph
from schoolprotocol.policy.slots import Slot

_WORD = re.compile(r"\w+(?:[^\w\s]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Link:
    """A run of characters, white space not counted, that both versions have.

    One of size 0 says that two paragraphs belong together whatever their words.
    """

    old: Slot
    old_at: int
    new: Slot
    new_at: int
    size: int


@dataclass(frozen=True, slots=True)
class Told:
    """A run of characters of one version, white space not counted, that is another for a reason told elsewhere."""

    slot: Slot
    at: int
    size: int
    kind: Kind
    old: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """One end of what stands elsewhere in the same words."""

    slot: Slot
    at: int
    size: int
    move: int
    """What it has in common with the other end."""
    old: bool


class Links:
    """What stayed, to be asked for by place in the old version; and why what is another is so, where it was told."""

    def __init__(self, found: Iterable[Link], told: Iterable[Told] = (), moved: Iterable[Link] = ()) -> None:
        self.moved = tuple(moved)
        """What stands elsewhere in the same words: sentences, list items, notes. They did not stay."""
        self._told: dict[tuple[Slot, bool], list[Told]] = {}
        for one in sorted(told, key=lambda one: one.at):
            self._told.setdefault((one.slot, one.old), []).append(one)
        self._runs: dict[Slot, list[Link]] = {}
        self._pairs: dict[Slot, list[Link]] = {}
        for link in sorted(found, key=lambda link: link.old_at):
            (self._runs if link.size else self._pairs).setdefault(link.old, []).append(link)

    def within(self, paragraph: Paragraph, *, moved: bool = False) -> Iterator[Link]:
        """The links of an old paragraph, cut at its ends; those of what moved only where they are asked for."""
        # A number before a list stays where the first character of that list does.
        start, end = paragraph.start, paragraph.start + (1 if paragraph.leads else paragraph.size)
        if moved:
            yield from (
                link
                for link in self.moved
                if link.old == paragraph.slot and start <= link.old_at and link.old_at + link.size <= end
            )
        runs, pairs = self._runs.get(paragraph.slot, []), self._pairs.get(paragraph.slot, [])
        for link in islice(pairs, bisect_left(pairs, start, key=_start), None):
            if link.old_at >= max(end, start + 1):
                break
            yield link
        for link in islice(runs, max(bisect_right(runs, start, key=_start) - 1, 0), None):
            if link.old_at >= end:
                break
            low, high = max(link.old_at, start), min(link.old_at + link.size, end)
            if low < high:
                yield Link(link.old, low, link.new, link.new_at + low - link.old_at, high - low)

    def told(self, slot: Slot, *, old: bool) -> Sequence[Told]:
        """What is told elsewhere of the characters of a slot, in order."""
        return self._told.get((slot, old), ())


def kind_at(told: Sequence[Told], at: int) -> Kind | None:
    """Why a character differs: a value or a number that it prints is another. None: the words are."""
    index = bisect_right(told, at, key=lambda one: one.at) - 1
    return told[index].kind if index >= 0 and at < told[index].at + told[index].size else None


def _start(link: Link) -> int:
    return link.old_at


def links(report: ReportInput, old: Mapping[Slot, str], new: Mapping[Slot, str]) -> Links:
    """What stayed.

    Args:
        report: what differs, and what does not.
        old: what each slot of the old version prints.
        new: the same of the new version.
    """
    changes = report.changes
    changed: list[Change | HeadingChange | TableChange] = [*changes.changes, *changes.headings, *changes.tables]
    read = [_Parts.read(parts) for parts in (*(one.parts for one in changed), *report.texts.values())]
    result = [link for parts in read for link in parts.links(old, new)]
    told_old = {slot for parts in read for slot in parts.old}
    told_new = {slot for parts in read for slot in parts.new}
    for kept in changes.kept:
        if kept.old in old and kept.new in new and kept.new not in told_new:
            result += by_words(kept.old, old[kept.old], kept.new, new[kept.new])
            told_old.add(kept.old)
            told_new.add(kept.new)
    for slot, text in new.items():  # titles, facts and versions: no texts of the policy's own
        if slot in old and slot not in told_old and slot not in told_new:
            result += by_words(slot, old[slot], slot, text)
    reasons = [one for parts in read for one in parts.reasons(old, new)]
    moved = _moved([one for parts in read for one in parts.moves(old, new)])
    return Links(result, reasons, _without_stayed(moved, result))


def _without_stayed(moved: Iterable[Link], stayed: Iterable[Link]) -> Iterator[Link]:
    """What moved, unless its words stayed: where a text is printed otherwise than it was compared, words decide."""
    taken: dict[tuple[Slot, bool], list[tuple[int, int]]] = {}
    for link in stayed:
        if link.size:
            taken.setdefault((link.old, True), []).append((link.old_at, link.old_at + link.size))
            taken.setdefault((link.new, False), []).append((link.new_at, link.new_at + link.size))
    for link in moved:
        ends = (((link.old, True), link.old_at), ((link.new, False), link.new_at))
        if not any(start < at + link.size and at < end for of, at in ends for start, end in taken.get(of, ())):
            yield link


def _moved(found: Sequence[Moved]) -> Iterator[Link]:
    ends: dict[tuple[int, bool], Moved] = {(one.move, one.old): one for one in found}
    for (number, old), here in ends.items():
        there = ends.get((number, False))
        if old and there is not None and there.size == here.size > 0:
            yield Link(here.slot, here.at, there.slot, there.at, here.size)


def squeezed(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


def by_words(old: Slot, was: str, new: Slot, now: str) -> Iterator[Link]:
    """The words that two texts have in common, in order."""
    yield Link(old, 0, new, 0, 0)
    for at, other, size in _common_words(was, now):
        yield Link(old, at, new, other, size)


def _common_words(was: str, now: str) -> Iterator[tuple[int, int, int]]:
    """Where words that two texts have in common begin in each, white space not counted, and how long they are."""
    sides = [_WORD.findall(text) for text in (was, now)]
    starts = [[0, *accumulate(map(len, side))] for side in sides]
    for code in Indel.opcodes(sides[0], sides[1]):
        if code.tag == "equal":
            at, end = starts[0][code.src_start], starts[0][code.src_end]
            yield at, starts[1][code.dest_start], end - at


@dataclass(frozen=True)
class _Parts:
    """The texts of one change, read part by part."""

    found: tuple[Link, ...]
    told: tuple[Told, ...]
    moved: tuple[Moved, ...]
    old: Mapping[Slot, str]
    """Squeezed text by slot, as the change set prints it."""
    new: Mapping[Slot, str]

    @classmethod
    def read(cls, parts: Iterable[Part]) -> _Parts:
        found: list[Link] = []
        told: list[Told] = []
        moved: list[Moved] = []
        old: dict[Slot, str] = {}
        new: dict[Slot, str] = {}
        for part in parts:
            was, now = part.old, part.new
            if was and now:
                found.append(Link(was, len(old.get(was, "")), now, len(new.get(now, "")), 0))
            slot, side = (was, old) if was else (now, new)
            if part.move is not None and slot and not (was and now):
                size = sum(len(squeezed(segment.shown)) for segment in part.segments)
                moved.append(Moved(slot, len(side.get(slot, "")), size, part.move, old=was is not None))
            for segment in _paired(part.segments):
                if was and now:
                    left, right = len(old.get(was, "")), len(new.get(now, ""))
                    found += [Link(was, left + at, now, right + other, size) for at, other, size in segment.staying()]
                    if segment.kind:
                        told.append(Told(was, left, len(squeezed(segment.before)), segment.kind, old=True))
                        told.append(Told(now, right, len(squeezed(segment.after)), segment.kind, old=False))
                if was:
                    old[was] = old.get(was, "") + squeezed(segment.before)
                if now:
                    new[now] = new.get(now, "") + squeezed(segment.after)
        return cls(tuple(found), tuple(told), tuple(moved), old, new)

    def reasons(self, old: Mapping[Slot, str], new: Mapping[Slot, str]) -> Iterator[Told]:
        """Why words differ; only where the document prints a text as the change set does."""
        yield from (one for one in self.told if self._is_printed(one, old, new))

    def moves(self, old: Mapping[Slot, str], new: Mapping[Slot, str]) -> Iterator[Moved]:
        """The ends of what moved; only where the document prints a text as the change set does."""
        yield from (one for one in self.moved if self._is_printed(one, old, new))

    def _is_printed(self, one: Told | Moved, old: Mapping[Slot, str], new: Mapping[Slot, str]) -> bool:
        own, printed = (self.old, old) if one.old else (self.new, new)
        return squeezed(printed.get(one.slot, "")) == own[one.slot]

    def links(self, old: Mapping[Slot, str], new: Mapping[Slot, str]) -> Iterator[Link]:
        """The links; where the document prints a text otherwise than the change set does, those of its words."""
        bad_old = {slot for slot, text in self.old.items() if squeezed(old.get(slot, "")) != text}
        bad_new = {slot for slot, text in self.new.items() if squeezed(new.get(slot, "")) != text}
        again = set()
        for link in self.found:
            if link.old in bad_old or link.new in bad_new:
                again.add((link.old, link.new))
            else:
                yield link
        for left, right in sorted(again, key=lambda pair: tuple(map(str, pair))):
            if left in old and right in new:
                yield from by_words(left, old[left], right, new[right])


@dataclass(frozen=True, slots=True)
class _Printed:
    """A piece of both texts, as each version prints it."""

    before: str
    after: str
    stays: Literal["all", "words", "call", "nothing"]
    kind: Kind | None = None
    """Why it is printed otherwise: because of a value or a number."""

    def staying(self) -> Iterator[tuple[int, int, int]]:
        """Where what stays begins in each, white space not counted, and how long it is."""
        if self.stays == "words":  # of a value
            yield from _common_words(self.before, self.after)
        elif self.stays != "nothing":
            yield 0, 0, 1 if self.stays == "call" else len(squeezed(self.after))


def _paired(segments: Sequence[Segment]) -> Iterator[_Printed]:
    """The segments; what went and what came are one where they print the same, because a value took its place."""
    following: Sequence[Segment | None] = (*segments, None)[1:]
    told = False
    for segment, then in zip(segments, following, strict=True):
        if told:
            told = False
        elif segment.op == "same":
            before = segment.shown if segment.before is None else segment.before
            same = squeezed(before) == squeezed(segment.shown)
            # A note with another number is the same note.
            stays: Literal["all", "call", "words"] = (
                "all" if same else "call" if segment.text.startswith("[^") else "words"
            )
            kind: Kind = "value" if "{{" in segment.text else "number"
            yield _Printed(before, segment.shown, stays, kind if stays == "words" else None)
        elif segment.op == "insert":
            yield _Printed("", segment.shown, "nothing")
        elif then is not None and then.op == "insert" and squeezed(then.shown) == squeezed(segment.shown):
            told = True
            yield _Printed(segment.shown, then.shown, "all")
        else:
            yield _Printed(segment.shown, "", "nothing")
