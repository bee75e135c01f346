"""Every text of a policy by a name of its own, its slot: what is compared, taken out of the frame, and put back.

`clause/<id>`, `note/<clause>/<note>`, `heading/<section>`, `group/<section>/<n>`, `column/<section>/<n>/<m>`,
`table/<id>`, `table-column/<id>/<m>`, `cell/<id>/<row>/<m>`; the excerpt's section is called `#excerpt`.
"""

from __future__ import annotations

from collections.abc import Callable
from gettext import gettext as _
from typing import Final

from schoolprotocol.errors import ComparisonError
from schoolprotocol.policy.model import Clause, Column, Excerpt, Group, Note, Policy, Section, Table, Text

EXCERPT: Final = "#excerpt"
"""Stands for a section id where something belongs to the schoolgids excerpt; no section can have this id."""
Visit = Callable[[str, Text], Text]
"""Takes a slot and its text, gives the text to put there."""

EMPTY = Text(text="", template="")


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


def texts(policy: Policy) -> dict[str, Text]:
    """All texts by slot, in reading order.

    Raises:
        ComparisonError: where one slot holds two different texts (a clause that the excerpt gives otherwise).
    """
    found: dict[str, Text] = {}

    def collect(slot: str, text: Text) -> Text:
        if found.setdefault(slot, text) != text:
            raise ComparisonError(_("“{slot}” has two different texts in one document").format(slot=slot))
        return text

    map_texts(policy, collect)
    return found


def frame(policy: Policy) -> Policy:
    """The policy with every text taken out."""
    return map_texts(policy, lambda _slot, _text: EMPTY)


def map_texts(policy: Policy, visit: Visit) -> Policy:
    """The policy with every text replaced by what `visit` makes of it."""
    return policy.model_copy(
        update={
            "front": tuple(_table(table, visit) for table in policy.front),
            "sections": tuple(_section(section, visit) for section in policy.sections),
            "excerpt": _excerpt(policy.excerpt, visit),
        }
    )


def _table(table: Table, visit: Visit) -> Table:
    return table.model_copy(
        update={
            "heading": _optional(f"table/{table.id}", table.heading, visit),
            "columns": tuple(visit(f"table-column/{table.id}/{m}", text) for m, text in enumerate(table.columns)),
            "rows": tuple(
                tuple(visit(f"cell/{table.id}/{n}/{m}", text) for m, text in enumerate(row))
                for n, row in enumerate(table.rows)
            ),
        }
    )


def _optional(slot: str, text: Text | None, visit: Visit) -> Text | None:
    return None if text is None else visit(slot, text)


def _section(section: Section, visit: Visit) -> Section:
    return section.model_copy(
        update={
            "heading": _optional(f"heading/{section.id}", section.heading, visit),
            "groups": tuple(_group(group, f"{section.id}/{n}", visit) for n, group in enumerate(section.groups)),
            "sections": tuple(_section(child, visit) for child in section.sections),
        }
    )


def _excerpt(excerpt: Excerpt, visit: Visit) -> Excerpt:
    return excerpt.model_copy(
        update={
            "heading": visit(f"heading/{EXCERPT}", excerpt.heading),
            "groups": tuple(_group(group, f"{EXCERPT}/{n}", visit) for n, group in enumerate(excerpt.groups)),
            "short": _clause(excerpt.short, visit),
        }
    )


def _group(group: Group, where: str, visit: Visit) -> Group:
    return group.model_copy(
        update={
            "heading": _optional(f"group/{where}", group.heading, visit),
            "clauses": tuple(_clause(clause, visit) for clause in group.clauses),
            "columns": tuple(_column(column, f"{where}/{m}", visit) for m, column in enumerate(group.columns)),
        }
    )


def _column(column: Column, where: str, visit: Visit) -> Column:
    return column.model_copy(
        update={
            "heading": visit(f"column/{where}", column.heading),
            "clauses": tuple(_clause(clause, visit) for clause in column.clauses),
        }
    )


def _clause(clause: Clause, visit: Visit) -> Clause:
    return clause.model_copy(
        update={
            "wording": visit(clause_slot(clause.id), clause.wording),
            "notes": tuple(_note(note, clause.id, visit) for note in clause.notes),
        }
    )


def _note(note: Note, clause: str, visit: Visit) -> Note:
    return note.model_copy(update={"wording": visit(note_slot(clause, note.id), note.wording)})
