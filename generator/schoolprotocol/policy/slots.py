"""Every text of a policy by a name of its own, its slot: what is compared, taken out of the frame, and put back.

`clause/<id>`, `note/<clause>/<note>`, `heading/<section>`, `group/<section>/<n>`, `column/<section>/<n>/<m>`,
`table/<id>`, `table-column/<id>/<m>`, `cell/<id>/<row>/<m>`; the excerpt's section is called `#excerpt`.
"""

from __future__ import annotations

from typing import Final

EXCERPT: Final = "#excerpt"
"""Stands for a section id where something belongs to the schoolgids excerpt; no section can have this id."""


def is_markup(slot: str) -> bool:
    """Whether the slot holds clause markup; the others hold one line of plain text."""
    return slot.startswith(("clause/", "note/"))


def clause_slot(id_: str) -> str:
    """The slot of a clause's wording."""
    return f"clause/{id_}"


def note_slot(clause: str, note: str) -> str:
    """The slot of a note."""
    return f"note/{clause}/{note}"


def clause_of(slot: str) -> str:
    """The id of the clause whose wording or note the slot holds; empty for other slots."""
    return slot.split("/")[1] if is_markup(slot) else ""
