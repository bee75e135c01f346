"""A change report in Word that came back → reactions, each on the change that it is about.

Comments and edits by people, beside the tracked changes and comments that the report itself has. Which change a
paragraph is about, its own comments tell: ours is made once more, so that it does not matter what became of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from schoolprotocol.model.reaction import LONGEST
from schoolprotocol.returning.finding import OURS, Name, clean
from schoolprotocol.returning.placing import Piece, place
from schoolprotocol.returning.reading import Bit, File, Line

_NUMBER: Final = re.compile(r"[^\W\d]*[^:\d]{0,20}?\b(K?\d+)[a-z]{0,2}\b[^:]{0,10}:", re.IGNORECASE)
"""`Wijziging 17a: …` at the head of one of our comments."""
_KINDS: Final = ("akkoord", "vraag", "bezwaar")


@dataclass(frozen=True, slots=True)
class Said:
    """A reaction."""

    change: str | None
    """The change that it is about, by its id; none where that is not one."""
    kind: str
    text: str
    by: str | None


def reactions(file: File, ours: File, titles: Mapping[str, str], name: Name) -> tuple[Said, ...]:
    """What people said in a change report.

    Args:
        file: the report that came back.
        ours: the report as it was given out.
        titles: of each change by its id, with its number in front: `3. Geen telefoon in de klas`.
        name: how the authors in the file are called.
    """
    return tuple(dict.fromkeys(_Reacting(file, ours, titles, name).found()))


class _Reacting:
    def __init__(self, file: File, ours: File, titles: Mapping[str, str], name: Name) -> None:
        self.file, self.ours, self.name = file, ours, name
        self.by_number = {title.partition(".")[0].lower(): id_ for id_, title in titles.items()}
        self.pieces = place(file.lines, ours.lines)

    def found(self) -> Iterator[Said]:
        yield from self._comments()
        yield from self._edits()

    # -- comments -----------------------------------------------------------------------------------------------------

    def _comments(self) -> Iterator[Said]:
        for id_, one in self.file.comments.items():
            text = clean(one.text)
            if one.author.startswith(OURS) or not text:
                continue
            changes = self._changes_at(id_)
            first = text.split()[0].strip(".,:;!").lower()
            kind = first if first in _KINDS else "vraag" if text.endswith("?") else "opmerking"
            yield self._said(changes, kind, text, one.author)

    def _changes_at(self, id_: str) -> list[str]:
        """The changes that the words under a comment are about; else those of their paragraph."""
        bits = [bit for line in self.file.raw for bit in line.bits if id_ in bit.comments]
        there = {other for bit in bits for other in bit.comments if other != id_}
        found = _changes(self.file, there, self.by_number)
        if found:
            return found
        lines = [
            line for line in self.file.raw if id_ in line.comments or any(id_ in bit.comments for bit in line.bits)
        ]
        found = _changes(self.file, {other for line in lines for other in _on(line)} - {id_}, self.by_number)
        if found:
            return found
        words = {line.words for line in lines}
        own = [piece.place for piece in self.pieces if piece.place is not None and piece.words in words]
        return list(dict.fromkeys(change for n in own for change in self.of_line.get(self.ours.lines[n].words, ())))

    @cached_property
    def of_line(self) -> Mapping[str, list[str]]:
        """By the words of a paragraph of ours, the changes that its comments tell of."""
        found: dict[str, list[str]] = {}
        for line in (*self.ours.lines, *self.ours.before):
            found.setdefault(line.words, []).extend(_changes(self.ours, _on(line), self.by_number))
        return found

    # -- edits --------------------------------------------------------------------------------------------------------

    def _edits(self) -> Iterator[Said]:
        before = {line.words for line in self.ours.before}
        by_place: dict[int, list[Piece]] = {}
        for piece in self.pieces:
            if piece.place is not None:
                by_place.setdefault(piece.place, []).append(piece)
            elif self.file.lines[piece.line].part != "furniture" and not piece.is_copy:
                if piece.words in before:  # a deletion of ours that was refused
                    yield self._said(self.of_line.get(piece.words, []), "bezwaar", _refused(piece.words), _who(piece))
                else:
                    yield self._said([], "opmerking", f"In Word toegevoegd: ‘{piece.words}’", _who(piece))
        for n, line in enumerate(self.ours.lines):
            if line.part == "furniture":
                continue
            own = by_place.get(n, [])
            words = " ".join("".join(piece.text for piece in own).split())
            changes = list(dict.fromkeys(self.of_line.get(line.words, [])))
            if not own and line.part == "note":
                continue  # programs leave out notes of which the call was tracked
            if not own and any(bit.state == "came" for bit in line.bits):
                yield self._said(changes, "bezwaar", _refused(line.words), "")
            elif not own:
                yield self._said(changes, "opmerking", f"In Word weggehaald: ‘{line.words}’", "")
            elif words != line.words and words in before:
                yield self._said(changes, "bezwaar", _refused(line.words), _who(*own))
            elif words != line.words:
                yield self._said(changes, "opmerking", f"In Word gewijzigd: ‘{line.words}’ wordt ‘{words}’", _who(*own))

    def _said(self, changes: Sequence[str], kind: str, text: str, author: str) -> Said:
        told = clean(text)
        return Said(
            changes[0] if len(changes) == 1 else None,
            kind,
            told if len(told) <= LONGEST else f"{told[: LONGEST - 4]} […]",
            self.name(author),
        )


def _changes(file: File, ids: set[str] | frozenset[str], by_number: Mapping[str, str]) -> list[str]:
    """The changes that comments of ours tell of."""
    found: dict[str, None] = {}
    for id_ in sorted(ids):
        one = file.comments.get(id_)
        head = _NUMBER.match(one.text) if one is not None and one.author.startswith(OURS) else None
        change = by_number.get(head[1].lower()) if head else None
        if change is not None:
            found[change] = None
    return list(found)


def _on(line: Line) -> frozenset[str]:
    return line.comments | {id_ for bit in line.bits for id_ in bit.comments}


def _refused(words: str) -> str:
    return f"De wijziging is in Word geweigerd: ‘{words}’"


def _who(*pieces: Piece) -> str:
    def wrote(bit: Bit) -> bool:
        return bit.state == "came" and not bit.author.startswith(OURS)

    return next((bit.author for piece in pieces for bit in piece.bits if wrote(bit)), "")
