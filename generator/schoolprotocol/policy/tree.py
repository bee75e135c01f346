"""The document tree: every text of a policy as blocks, parsed once, for whoever writes it out or looks at it.

Sections, groups and columns are those of the policy itself; it is derived from the policy, so that releases and their
hashes do not know of it, and an old release has one as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from schoolprotocol.once import made_once
from schoolprotocol.places import Place
from schoolprotocol.policy.model import Clause, Note, Policy, Text
from schoolprotocol.policy.slots import Slot
from schoolprotocol.policy.walk import every_clause
from schoolprotocol.text.tree import Block
from schoolprotocol.text.values import read_filled


@dataclass(frozen=True, slots=True)
class DocumentTree:
    """The texts of the clauses and notes of one policy, those of the excerpt among them."""

    wordings: Mapping[Slot, Text]
    """What it is the tree of."""
    values: Mapping[str, str]
    """What each name in those texts prints."""
    labels: Mapping[str, str]
    """How each clause is referred to, by id."""
    places: Mapping[Slot, Place]
    """Where the texts begin in the source; empty where only the policy is known, as of a release."""
    _read: dict[Slot, tuple[Block, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Those that were asked for."""

    def blocks(self, slot: Slot) -> tuple[Block, ...]:
        """The blocks of a text, with its values."""
        if slot not in self._read:
            wording = self.wordings[slot]
            self._read[slot] = read_filled(wording.text, wording.template, self.values)
        return self._read[slot]

    def clause(self, clause: Clause) -> tuple[Block, ...]:
        """The blocks of what stands as a clause's text."""
        return self.blocks(self.slot(clause))

    @staticmethod
    def slot(clause: Clause) -> Slot:
        """Which text stands as a clause's own: on a half page its short sentence, the very same (`policy.excerpt`)."""
        return Slot.kort(clause.id) if clause.wording is clause.kort else Slot.clause(clause.id)

    def note(self, clause: Clause, note: Note) -> tuple[Block, ...]:
        """The blocks of a note of a clause."""
        return self.blocks(Slot.note(clause.id, note.id))

    def kort(self, clause: Clause) -> tuple[Block, ...]:
        """The blocks of a clause's short sentence; none where it has none."""
        return self.blocks(Slot.kort(clause.id)) if clause.kort is not None else ()

    def texts(self, clause: Clause) -> tuple[tuple[Block, ...], ...]:
        """The blocks of each of a clause's `texts`: its own, those of its notes, its short sentence."""
        short = (self.kort(clause),) if clause.kort is not None else ()
        return (self.clause(clause), *(self.note(clause, note) for note in clause.notes), *short)

    def place(self, block: Block, slot: Slot) -> Place | None:
        """Where a block of a text begins; the line is exact for a text that keeps its lines (`|`)."""
        start = self.places.get(slot)
        return start and Place(start.file, start.line + block.line)


def grow(policy: Policy, places: Mapping[Slot, Place]) -> DocumentTree:
    """The tree of a policy.

    Args:
        policy: what the document says.
        places: where the texts begin in the source, as far as that is known.
    """
    wordings: dict[Slot, Text] = {}
    for clause in every_clause(policy):
        wordings.setdefault(Slot.clause(clause.id), clause.wording)
        for note in clause.notes:
            wordings.setdefault(Slot.note(clause.id, note.id), note.wording)
        if clause.kort is not None:
            wordings.setdefault(Slot.kort(clause.id), clause.kort)
    values = {name: value.text for name, value in policy.values.items()}
    return DocumentTree(wordings, values, policy.labels(), places)


@made_once(8)  # a document's writers come one after the other
def tree_of(policy: Policy) -> DocumentTree:
    """The tree of a policy, made when it is first asked for."""
    return grow(policy, {})


def numbers(clause: Clause) -> dict[str, int]:
    """The number of each note of a clause, by id."""
    return {note.id: note.number for note in clause.notes}
