"""What was done in the studio: its saves, and what each made of the files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from schoolprotocol.studio.database import Database, Row
from schoolprotocol.studio.door.people import ALONE

PER_PAGE = 50
_AROUND = 2
"""Lines that are shown before and after what changed."""
_LARGEST = 300_000
"""Bytes of a file of which is shown what changed."""


@dataclass(frozen=True, slots=True)
class Save:
    """Something that somebody did."""

    number: int
    day: float
    """When, in seconds since 1970."""
    person: str
    """As others see him."""
    label: str
    undone: int | None
    """Number of the save that undid it."""
    paths: Sequence[str]
    """Of what it wrote or removed."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a save made of a file."""

    path: str
    before: bytes | None
    """None: it was not there."""
    after: bytes | None
    """None: it was removed."""


@dataclass(frozen=True, slots=True)
class Hunk:
    """Lines of a file of which some changed."""

    line: int
    """Where they begin in the file as it became."""
    old: str
    new: str


def hunks(change: Change) -> Sequence[Hunk] | None:
    """What changed in a file; None where it is no text, or too long to show."""
    sides = change.before or b"", change.after or b""
    if any(len(side) > _LARGEST for side in sides):
        return None
    try:
        old, new = (side.decode("utf-8").splitlines(keepends=True) for side in sides)
    except UnicodeDecodeError:
        return None
    return tuple(_hunks(old, new))


def _hunks(old: Sequence[str], new: Sequence[str]) -> Iterator[Hunk]:
    for group in SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(_AROUND):
        first, last = group[0], group[-1]
        yield Hunk(first[3] + 1, "".join(old[first[1] : last[2]]), "".join(new[first[3] : last[4]]))


_SAVES = (
    "SELECT saved.*, coalesce(person.shown, saved.person) AS shown, "
    "(SELECT group_concat(path, char(10)) FROM saved_file WHERE saved_file.number = saved.number) AS paths "
    "FROM saved LEFT JOIN person ON person.name = saved.person"
)


def saves(database: Database, before: int | None = None, most: int = PER_PAGE) -> Sequence[Save]:
    """The latest saves, the last one first.

    Args:
        database: that keeps them.
        before: only those with a lower number.
        most: how many.
    """
    rows = database.rows(f"{_SAVES} WHERE ? IS NULL OR number < ? ORDER BY number DESC LIMIT ?", before, before, most)
    return [_save(row) for row in rows]


def save_of(database: Database, number: int) -> Save | None:
    """One save; None where there is none with that number."""
    row = database.row(f"{_SAVES} WHERE number = ?", number)
    return _save(row) if row is not None else None


def changes_of(database: Database, number: int) -> Sequence[Change]:
    """What a save made of each file, by path."""
    rows = database.rows("SELECT path, before, after FROM saved_file WHERE number = ? ORDER BY path", number)
    return [Change(row["path"], row["before"], row["after"]) for row in rows]


def _save(row: Row) -> Save:
    return Save(
        row["number"],
        row["day"],
        ALONE.shown if row["shown"] == ALONE.name else row["shown"],
        row["label"],
        row["undone"],
        tuple(sorted((row["paths"] or "").splitlines())),
    )
