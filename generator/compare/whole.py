"""Change set → every text of both versions as parts: what a report needs to show a document in full."""

from __future__ import annotations

from collections.abc import Mapping

from generator.compare import blocks, prove
from generator.compare.version import version
from generator.model.changes import ChangeSet, Part


def texts_in_full(changes: ChangeSet) -> Mapping[str, tuple[Part, ...]]:
    """The parts of every text that no change is about, by its slot in the new version (see `generator.compare.slots`).

    Such a text is written the same in both versions; where a value in it is another, a segment also has what the old
    version printed. With the parts of the changes these are the two documents, whole.

    Raises:
        ComparisonError: where the change set is not whole.
    """
    old, new = (version(prove.rebuild(changes, which)) for which in ("old", "new"))
    return {
        kept.new: blocks.parts(
            blocks.blocks(kept.old, old.texts[kept.old].template),
            blocks.blocks(kept.new, new.texts[kept.new].template),
            old.printing,
            new.printing,
        )
        for kept in changes.kept
    }
