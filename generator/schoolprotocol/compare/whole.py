"""Change set → every text of both versions as parts: what a report needs to show a document in full."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from schoolprotocol.compare import blocks
from schoolprotocol.compare.changeset import ChangeSet, Kept, Part
from schoolprotocol.compare.tokens import Printing
from schoolprotocol.compare.version import version
from schoolprotocol.policy.slots import Slot


def texts_in_full(changes: ChangeSet) -> Mapping[Slot, tuple[Part, ...]]:
    """The parts of every text that no change is about, by its slot in the new version (see `policy.slots`).

    Such a text is written the same in both versions; where a value in it is another, a segment also has what the old
    version printed. With the parts of the changes these are the two documents, whole. Parts are made when they are
    asked for: a page on a site shows few of them.
    """
    return _TextsInFull(changes)


class _TextsInFull(Mapping[Slot, tuple[Part, ...]]):
    def __init__(self, changes: ChangeSet) -> None:
        self._changes = changes
        self._kept: dict[Slot, Kept] = {kept.new: kept for kept in changes.kept}
        self._made: dict[Slot, tuple[Part, ...]] = {}

    def __getitem__(self, slot: Slot) -> tuple[Part, ...]:
        if slot not in self._made:
            kept = self._kept[slot]
            old, new = (blocks.blocks(side, kept.text) for side in (kept.old, kept.new))
            self._made[slot] = blocks.parts(old, new, *self._printings)
        return self._made[slot]

    def __iter__(self) -> Iterator[Slot]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)

    @cached_property
    def _printings(self) -> tuple[Printing, Printing]:
        """What each version prints: the frames, which hold no text, know."""
        return version(self._changes.old.frame).printing, version(self._changes.new.frame).printing
