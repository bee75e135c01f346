"""The document tree: every text of a policy as blocks, parsed once, for whoever writes it out.

Sections, groups and columns are those of the policy itself; it is derived from the policy, so that releases and their
hashes do not know of it, and an old release has one as well.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from schoolprotocol.places import Place
from schoolprotocol.policy.model import Clause, Note, Policy
from schoolprotocol.policy.walk import every_clause
from schoolprotocol.text.parse import read
from schoolprotocol.text.tree import Block

Where = tuple[str, str]
"""Whose text it is: the id of a clause, and that of a note of it, or `KORT`; empty for the clause's own text."""
KORT: Final = "#kort"
"""Stands for a note id where it is the short sentence of a clause; no note can have this id."""


@dataclass(frozen=True, slots=True)
class DocumentTree:
    """The texts of one policy, those of the excerpt among them."""

    texts: Mapping[str, tuple[Block, ...]]
    """The blocks of each text, values filled in."""
    labels: Mapping[str, str]
    """How each clause is referred to, by id."""
    places: Mapping[Where, Place]
    """Where the texts begin in the source; empty where only the policy is known, as of a release."""

    def clause(self, clause: Clause) -> tuple[Block, ...]:
        """The blocks of a clause's own text."""
        return self.texts[clause.wording.text]

    def note(self, note: Note) -> tuple[Block, ...]:
        """The blocks of a note."""
        return self.texts[note.wording.text]

    def kort(self, clause: Clause) -> tuple[Block, ...]:
        """The blocks of a clause's short sentence; none where it has none."""
        return self.texts[clause.kort.text] if clause.kort is not None else ()

    def place(self, block: Block, clause: str, note: str = "") -> Place | None:
        """Where a block of a text begins, by the ids; the line is exact for a text that keeps its lines (`|`)."""
        start = self.places.get((clause, note))
        return start and Place(start.file, start.line + block.line)


def grow(policy: Policy, places: Mapping[Where, Place]) -> DocumentTree:
    """The tree of a policy.

    Args:
        policy: what the document says.
        places: where the texts begin in the source, as far as that is known.
    """
    clauses = list(every_clause(policy))
    texts = [text.text for clause in clauses for text in clause.texts]
    return DocumentTree({text: read(text) for text in texts}, policy.labels(), places)


def tree_of(policy: Policy) -> DocumentTree:
    """The tree of a policy, made when it is first asked for."""
    for known, tree in _grown:
        if known is policy:
            return tree
    tree = grow(policy, {})
    _grown.append((policy, tree))
    return tree


_grown: deque[tuple[Policy, DocumentTree]] = deque(maxlen=8)
"""The last few that were asked for: a document's writers come one after the other, and nothing in a policy changes."""


def numbers(clause: Clause) -> dict[str, int]:
    """The number of each note of a clause, by id."""
    return {note.id: note.number for note in clause.notes}
