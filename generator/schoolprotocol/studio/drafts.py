"""What is being typed and not saved yet: kept on the disk, apart for each person, text and tab.

A draft is never put in the place of another: two tabs of one person are two drafts, and both are offered.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from gettext import gettext as _

from schoolprotocol.errors import UsageError
from schoolprotocol.studio.database import Database, Row
from schoolprotocol.studio.door.people import Person

LONGEST = 400_000
"""Characters of a draft: twenty times the longest text that a clause can have."""
MOST = 40_000_000
"""Characters that one person has waiting, with names and all: as many as fill no disk, and that nobody types."""
FEW = 100
"""Drafts of one person of which nobody need reckon how long they are together."""
PRESENT = 60.0
"""Seconds that somebody who typed counts as being at work."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody typed."""

    unit: str
    tab: str
    basis: str
    """What stands for the text that he began from."""
    fields: Mapping[str, str]
    typed: float
    """When, in seconds since 1970."""


class Drafts:
    """The drafts, in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, person: Person, draft: Draft) -> None:
        """Keep what was typed; it is on the disk when this returns.

        Raises:
            UsageError: where it is too much; what was kept before stays.
        """
        fields = json.dumps(dict(draft.fields), ensure_ascii=False)
        if sum(map(len, draft.fields.values())) + len(draft.unit) + len(draft.tab) > LONGEST:
            raise UsageError(_("This is too long to be kept as a draft."))
        with self._database.writing() as connection:
            (count,) = connection.execute("SELECT count(*) FROM draft WHERE person = ?", (person.name,)).fetchone()
            if count >= FEW and self._size(connection, person, draft) + len(fields) > MOST:
                raise UsageError(_("You have too many drafts. Save some of them, or throw them away."))
            connection.execute(
                "INSERT INTO draft VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET basis = excluded.basis, "
                "fields = excluded.fields, typed = excluded.typed",
                (person.name, draft.unit, draft.tab, draft.basis, fields, time.time()),
            )

    def _size(self, connection: sqlite3.Connection, person: Person, but: Draft) -> int:
        """Characters of all drafts of somebody but one; a small one counts as much as its row takes."""
        question = (
            "SELECT coalesce(sum(length(fields) + 1000), 0) FROM draft WHERE person = ? AND NOT (unit = ? AND tab = ?)"
        )
        return int(connection.execute(question, (person.name, but.unit, but.tab)).fetchone()[0])

    def of(self, person: Person, unit: str) -> Sequence[Draft]:
        """What somebody typed of a text, in all his tabs; the latest first."""
        rows = self._database.rows(
            "SELECT * FROM draft WHERE person = ? AND unit = ? ORDER BY typed DESC", person.name, unit
        )
        return [_draft(row) for row in rows]

    def all_of(self, person: Person) -> Sequence[Draft]:
        """Everything that somebody typed and did not save."""
        rows = self._database.rows("SELECT * FROM draft WHERE person = ? ORDER BY typed DESC", person.name)
        return [_draft(row) for row in rows]

    def take(self, person: Person, unit: str, tab: str, into: str) -> bool:
        """Go on with a draft in another tab; whether it was still there.

        Where somebody types in it in the first tab after all, that is a draft again beside this one.
        """
        with self._database.writing() as connection:
            done = connection.execute(
                "UPDATE draft SET tab = ? WHERE person = ? AND unit = ? AND tab = ?", (into, person.name, unit, tab)
            )
            return done.rowcount == 1

    def typing(self, unit: str, person: Person, seconds: float = PRESENT) -> Sequence[str]:
        """Names of others who typed in a text just now."""
        rows = self._database.rows(
            "SELECT DISTINCT coalesce(person.shown, draft.person) AS shown FROM draft "
            "LEFT JOIN person ON person.name = draft.person WHERE unit = ? AND draft.person <> ? AND typed > ?",
            unit,
            person.name,
            time.time() - seconds,
        )
        return [row["shown"] for row in rows]

    def drop(self, person: Person, unit: str, tab: str) -> None:
        """Forget what was typed: it was saved, or he threw it away."""
        self._database.write("DELETE FROM draft WHERE person = ? AND unit = ? AND tab = ?", person.name, unit, tab)


def _draft(row: Row) -> Draft:
    return Draft(row["unit"], row["tab"], row["basis"], json.loads(row["fields"]), row["typed"])
