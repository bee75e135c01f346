"""Which clauses come first on the pages of a document: what the protocol says, and what its variants say instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schoolprotocol.model.first import READERS, First, Readers
from schoolprotocol.model.protocol import Protocol
from schoolprotocol.model.variant import Variant
from schoolprotocol.policy.rules import Chosen


def who_says(protocol: Protocol, variants: Sequence[Variant]) -> dict[Readers, First]:
    """Whose list holds, by audience; nothing for an audience without one.

    Args:
        protocol: the protocol.
        variants: those of a chain, the school's own last.
    """
    given = [one for one in (protocol.first, *(variant.first for variant in variants)) if one is not None]
    return {readers: one for one in given for readers in READERS if one.of(readers) is not None}


def first_of(
    protocol: Protocol, variants: Sequence[Variant], lineage: Mapping[str, Sequence[str]]
) -> dict[str, tuple[Chosen, ...]]:
    """The clauses that come first, by audience.

    Args:
        protocol: the protocol.
        variants: those of a chain, the school's own last.
        lineage: earlier ids by clause id.
    """
    return {
        readers: tuple(
            Chosen((shown.clause, *lineage.get(shown.clause, ())), shown.pictogram) for shown in one.of(readers) or ()
        )
        for readers, one in who_says(protocol, variants).items()
    }
