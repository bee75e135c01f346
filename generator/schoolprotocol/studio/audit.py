"""What was done, by whom and when: lines that are added, and never changed or removed."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schoolprotocol.messages import legible
from schoolprotocol.studio.database import Database, Row

PER_PAGE = 100
_LONGEST = 500
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""How a cell begins that a spreadsheet would reckon out."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line."""

    number: int
    day: float
    """When, in seconds since 1970."""
    person: str
    """Name of the account; empty where nobody was logged in."""
    what: str
    about: str
    """An account, a document, an address; may be empty."""


def note(database: Database, person: str, what: str, about: str = "") -> None:
    """Add a line; it is on the disk when this returns.

    Args:
        database: that keeps them.
        person: name of the account; empty where nobody was logged in.
        what: was done, in the language of the studio.
        about: what it was done to.
    """
    told = [legible(text)[:_LONGEST] for text in (person, what, about)]
    database.write("INSERT INTO audit (day, person, what, about) VALUES (?, ?, ?, ?)", time.time(), *told)


def entries(database: Database, before: int | None = None, most: int = PER_PAGE) -> Sequence[Entry]:
    """The latest lines, the last one first; `before` gives only those with a lower number."""
    rows = database.rows(
        "SELECT * FROM audit WHERE ? IS NULL OR number < ? ORDER BY number DESC LIMIT ?", before, before, most
    )
    return [_entry(row) for row in rows]


def as_csv(database: Database) -> str:
    """All lines, the first one first, for a spreadsheet; no cell is one that it would reckon out."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(("nummer", "moment", "wie", "wat", "waarover"))
    for row in database.rows("SELECT * FROM audit ORDER BY number"):
        one = _entry(row)
        moment = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(one.day))
        writer.writerow((one.number, moment, *_cells((one.person, one.what, one.about))))
    return out.getvalue()


def _cells(texts: Iterable[str]) -> list[str]:
    return [f"'{text}" if text.startswith(_FORMULA) else text for text in texts]


def _entry(row: Row) -> Entry:
    return Entry(row["number"], row["day"], row["person"], row["what"], row["about"])
