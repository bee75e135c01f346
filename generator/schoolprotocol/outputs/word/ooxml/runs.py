"""Marks → runs of a Word paragraph, each in its tracked change."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, groupby
from typing import Final

from schoolprotocol.outputs.word.changes.authors import AUTHORS
from schoolprotocol.outputs.word.model import Kind, Look, Mark, State
from schoolprotocol.outputs.word.ooxml.elements import Element, e, val

TAGS: Final[Mapping[State, str]] = {"del": "w:del", "ins": "w:ins", "from": "w:moveFrom", "to": "w:moveTo"}
"""The element of a tracked change (ISO/IEC 29500-1, section 17.13.5)."""

_BREAKS = re.compile(r"([\t\n])")


@dataclass
class Revisions:
    """Gives tracked changes and ranges their number, author and date."""

    date: str
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def attributes(self, kind: Kind) -> dict[str, str]:
        """Of one tracked change."""
        return {"w:id": str(next(self.numbers)), "w:author": AUTHORS[kind], "w:date": self.date}

    def range(self, name: str, state: State) -> tuple[Element, Element]:
        """Where one end of a move begins, and where it ends: both ends have one name."""
        attributes = self.attributes("moved")
        begin = e(f"{TAGS[state]}RangeStart", {**attributes, "w:name": name})
        return begin, e(f"{TAGS[state]}RangeEnd", {"w:id": attributes["w:id"]})

    def wrapped(self, state: State, kind: Kind | None, run: Element) -> Element:
        """A run in what happened to it."""
        if state == "same" or kind is None:
            return run
        if state == "to-del":
            return e(TAGS["to"], self.attributes("moved"), self.wrapped("del", kind, run))
        return e(TAGS[state], self.attributes("moved" if state in {"from", "to"} else kind), run)


@dataclass
class RunWriter:
    """Writes the runs of one part of the file."""

    revisions: Revisions
    bookmarks: Mapping[str, str]
    """Name by clause id."""
    note: Callable[[Mark], int]
    """Writes the note that a mark calls, and gives its number."""
    links: list[str] = field(default_factory=list)
    """Addresses that were used."""
    elsewhere: Callable[[str], str] = lambda _called: ""
    """The address of a clause without a bookmark; empty where it has none."""

    def runs(self, marks: Sequence[Mark]) -> Iterator[Element]:
        """The runs in order."""
        for end, group in groupby(marks, key=_end):
            runs = self._runs(group)
            yield from self._within(*end, runs) if end else runs

    def _within(self, name: str, state: State, runs: Iterable[Element]) -> Iterator[Element]:
        """Runs as one end of a move."""
        begin, end = self.revisions.range(name, state)
        yield begin
        yield from runs
        yield end

    def _runs(self, marks: Iterable[Mark]) -> Iterator[Element]:
        for mark in marks:
            run = self.revisions.wrapped(mark.state, mark.kind, self._run(mark))
            target = self._target(mark.look)
            yield e("w:hyperlink", target, run) if target else run

    def _target(self, look: Look) -> dict[str, str]:
        if look.target.startswith("#"):
            name = self.bookmarks.get(look.target[1:])
            if name:
                return {"w:anchor": name}
            return self._outside(self.elsewhere(look.target[1:]))
        return self._outside(look.target)

    def _outside(self, address: str) -> dict[str, str]:
        if not address:
            return {}
        if address not in self.links:
            self.links.append(address)
        return {"r:id": f"rIdL{self.links.index(address)}"}

    def _run(self, mark: Mark) -> Element:
        if mark.look.note:
            reference = e("w:footnoteReference", {"w:id": str(self.note(mark))})
            return e("w:r", {}, e("w:rPr", {}, val("w:rStyle", "FootnoteReference")), reference)
        properties = list(self._properties(mark.look))
        return e("w:r", {}, *([e("w:rPr", {}, *properties)] if properties else []), *text(mark.text, mark.state))

    def _properties(self, look: Look) -> Iterator[Element]:
        if self._target(look):
            yield val("w:rStyle", "Hyperlink")
        if look.bold:
            yield e("w:b")
        if look.italic:
            yield e("w:i")


def _end(mark: Mark) -> tuple[str, State] | None:
    """The end of a move inside its paragraph that a mark is part of."""
    return (mark.move, mark.state) if mark.move else None


def text(words: str, state: State = "same") -> Iterator[Element]:
    """A text with its tabs and line breaks, for inside a run."""
    name = "w:delText" if state in {"del", "to-del"} else "w:t"
    for piece in _BREAKS.split(words):
        match piece:
            case "\t":
                yield e("w:tab")
            case "\n":
                yield e("w:br")
            case "":
                pass
            case _:
                yield e(name, {"xml:space": "preserve"}, piece)
