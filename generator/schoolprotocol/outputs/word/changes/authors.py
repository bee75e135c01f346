"""By whom each tracked change and comment is: an author per kind, so that Word can show or accept one kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from schoolprotocol.compare.changeset import Change, ChangeSet, HeadingChange, ParameterChange, TableChange
from schoolprotocol.outputs.word.model import Kind
from schoolprotocol.outputs.word.ooxml.package import AUTHOR
from schoolprotocol.policy.slots import Slot
from schoolprotocol.words.terms import WEIGHT_WORDS

_WORDS: Final[Mapping[Kind, str]] = {
    "substantive": WEIGHT_WORDS["substantive"],
    "review": WEIGHT_WORDS["review"],
    "editorial": WEIGHT_WORDS["editorial"],
    "moved": "verplaatst",
    "value": "gegeven",
    "number": "nummering",
}
AUTHORS: Final[Mapping[Kind, str]] = {kind: f"{AUTHOR} – {words}" for kind, words in _WORDS.items()}
"""Word lists authors by their letters: all of these stand together."""


class Kinds:
    """Of which kind a change of a text is, by the slot of the text."""

    def __init__(self, changes: ChangeSet | None = None) -> None:
        self._old: dict[Slot, Kind] = {}
        self._new: dict[Slot, Kind] = {}
        every: list[Change | HeadingChange | TableChange] = []
        if changes is not None:
            every += [*changes.changes, *changes.headings, *changes.tables]
        for one in every:
            for part in one.parts:
                if part.old is not None:
                    self._old[part.old] = one.weight
                if part.new is not None:
                    self._new[part.new] = one.weight

    def of(self, slot: Slot, *, old: bool, otherwise: Kind) -> Kind:
        """The kind.

        Args:
            slot: of the text.
            old: whether it is a slot of the old version.
            otherwise: the kind of a text that no change is about: a value in it or the place of its section changed.
        """
        return (self._old if old else self._new).get(slot, otherwise)


def kind_of(change: Change | HeadingChange | ParameterChange) -> Kind:
    """Of a change as a whole: by whom its comment is."""
    if isinstance(change, ParameterChange):
        return "value"
    return "moved" if set(change.facets) - {"renumbered"} == {"moved"} else change.weight
