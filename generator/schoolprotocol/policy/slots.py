"""Every text of a policy by a name of its own, its slot: what is compared, taken out of the frame, and put back.

In JSON a slot is a text: `clause/<id>`, `kort/<clause>`, `note/<clause>/<note>`, `heading/<section>`,
`group/<section>/<n>`, `column/<section>/<n>/<m>`, `table/<id>`, `table-column/<id>/<m>`, `cell/<id>/<row>/<m>`; the
excerpt's section is `#excerpt`. Everywhere else it is a `Slot`, and nobody takes that text apart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

EXCERPT: Final = "#excerpt"
"""Stands for a section id where something belongs to the schoolgids excerpt; no section can have this id."""
SHORT: Final = f"{EXCERPT}/short"
"""The same for the excerpt's short clause, which stands in no group."""

SlotKind = Literal["clause", "kort", "note", "heading", "group", "column", "table", "table-column", "cell", "own"]
_NUMBERS: Final[Mapping[SlotKind, int]] = {
    "clause": 0,
    "kort": 0,
    "note": 0,
    "heading": 0,
    "group": 1,
    "column": 2,
    "table": 0,
    "table-column": 1,
    "cell": 2,
}
"""How many numbers a slot's text ends with. An output's own texts are not among them: they stand in no policy."""
_NUMBER: Final = re.compile(r"0|[1-9][0-9]*")


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one text in a document."""

    kind: SlotKind
    """`own`: a text that an output adds itself, such as its title."""
    id: str
    """Of the clause (that has the note or short sentence), the section (in which the group or column stands) or the
    table."""
    note_id: str = ""
    place: tuple[int, ...] = ()
    """Counted from 0: which group of the section, column of the group or table; row and column of a cell."""

    @classmethod
    def clause(cls, id_: str) -> Slot:
        """A clause's wording."""
        return cls("clause", id_)

    @classmethod
    def kort(cls, clause: str) -> Slot:
        """A clause's short sentence."""
        return cls("kort", clause)

    @classmethod
    def note(cls, clause: str, note: str) -> Slot:
        """A note of a clause."""
        return cls("note", clause, note)

    @classmethod
    def heading(cls, section: str) -> Slot:
        """The heading of a section."""
        return cls("heading", section)

    @classmethod
    def group(cls, section: str, n: int) -> Slot:
        """The heading of a group."""
        return cls("group", section, place=(n,))

    @classmethod
    def column(cls, section: str, n: int, m: int) -> Slot:
        """The heading of a column of a group."""
        return cls("column", section, place=(n, m))

    @classmethod
    def table(cls, id_: str) -> Slot:
        """The heading of a table."""
        return cls("table", id_)

    @classmethod
    def table_column(cls, table: str, m: int) -> Slot:
        """The heading of a column of a table."""
        return cls("table-column", table, place=(m,))

    @classmethod
    def cell(cls, table: str, row: int, m: int) -> Slot:
        """A cell of a table."""
        return cls("cell", table, place=(row, m))

    @classmethod
    def own(cls, name: str) -> Slot:
        """A text that an output adds itself."""
        return cls("own", name)

    @classmethod
    def parse(cls, text: str) -> Slot:
        """The slot that a text of JSON stands for: `Slot.parse(str(slot)) == slot`.

        Raises:
            ValueError: where the text is no slot's.
        """
        for kind, count in _NUMBERS.items():
            if text.startswith(f"{kind}/"):
                id_, *numbers = text.removeprefix(f"{kind}/").rsplit("/", count)
                id_, _slash, note = id_.rpartition("/") if kind == "note" else (id_, "", "")
                fits = len(numbers) == count and all(map(_NUMBER.fullmatch, numbers))
                if id_ and fits and (note or kind != "note"):
                    return cls(kind, id_, note, tuple(map(int, numbers)))
        raise ValueError(f"{text!r} is no slot")

    def __str__(self) -> str:
        return "/".join((self.kind, self.id, *([self.note_id] if self.note_id else ()), *map(str, self.place)))

    @property
    def is_markup(self) -> bool:
        """Whether it holds clause markup; the others hold one line of plain text."""
        return self.kind in {"clause", "kort", "note"}

    @property
    def stands_in_group(self) -> bool:
        """Whether it is the heading of a group or of a column of one."""
        return self.kind in {"group", "column"}

    @property
    def clause_id(self) -> str:
        """The clause whose wording, note or short sentence it holds; empty for other slots."""
        return self.id if self.is_markup else ""
