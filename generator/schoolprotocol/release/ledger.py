"""What goes into the ledger of a school: what it lacks, and how two branches of it become one. Pure."""

from __future__ import annotations

from typing import Literal

from schoolprotocol.source.corpus import SchoolSource
from schoolprotocol.source.ledger import (
    About,
    Fork,
    Item,
    Ledger,
    appended,
    of_decision,
    standing,
)
from schoolprotocol.source.versions import version_key

Side = Literal[1, 2]


def lacking(school: SchoolSource) -> tuple[Item, ...]:
    """What is frozen and decided, and not entered: by protocol and version, decisions between proposal and release.

    Only what is whole: a file that cannot be read, or holds another text than its hash says, is entered by nobody.
    """
    entered = standing(school.ledger.entries) if school.ledger is not None else {}
    found: dict[str, tuple[tuple[object, ...], Item]] = {}
    for step, kind, texts in ((0, "proposal", school.proposals), (2, "release", school.releases)):
        for text in texts:
            path = "/".join(text.file.split("/")[-2:])
            if text.is_whole and path in school.digests and path not in entered:
                item = Item("release" if kind == "release" else "proposal", school.digests[path], path)
                found[path] = (text.protocol, version_key(text.version), step), item
    for protocol, variant in school.variants.items():
        for decision in variant.decisions:
            item = of_decision(protocol, decision)
            if item.sha256 not in entered:
                found.setdefault(item.sha256, ((protocol, version_key(decision.version), 1), item))
    return tuple(item for _place, item in sorted(found.values(), key=lambda one: one[0]))


def withdrawn(ledger: Ledger, number: int, reason: str) -> Item | None:
    """The entry that says that a decision was written down wrongly; None where there is no such decision."""
    for entry in standing(ledger.entries).values():
        if entry.entry == number and isinstance(entry.what, About):
            return Item("withdrawn", entry.sha256, entry.what, reason)
    return None


def joined(forked: Fork, side: Side) -> tuple[str, tuple[Item, ...]]:
    """One branch as it stands, and behind it what the other one added and it lacks.

    Those entries get another number and another line before them, so their hashes are others; what they are about, and
    the hash of that, stays. A signature below one of them does not hold any more.

    Returns:
        What the file is to hold, and what moved: nothing where there were only marks, or a line that stood there twice.
    """
    chosen = forked.sides[min(side, len(forked.sides)) - 1] if forked.sides else ()
    kept = forked.kept(chosen)
    stays = {line.digest for line in kept}
    other = [line for one in (chosen, *(one for one in forked.sides if one is not chosen)) for line in one]
    lines = (*forked.common, *kept)
    entries = [line.entry for line in lines if line.entry is not None]
    known = {*standing(entries)}
    moved: list[Item] = []
    for entry in (line.entry for line in other if line.digest not in stays):
        # What both branches entered, or withdrew, is there once.
        if entry is None or (entry.kind == "withdrawn") != (_key(entry.sha256, entry.what) in known):
            continue
        known ^= {_key(entry.sha256, entry.what)}
        moved.append(Item(entry.kind, entry.sha256, entry.what, entry.reason))
    return appended([line.text for line in lines], moved), tuple(moved)


def lost(forked: Fork) -> str:
    """The first file of which the branches have entered different ones, so that one would go; empty where none."""
    lines = (*forked.common, *(line for side in forked.sides for line in side))
    known: dict[str, str] = {}
    for entry in (line.entry for line in lines):
        if (
            entry is not None
            and isinstance(entry.what, str)
            and known.setdefault(entry.what, entry.sha256) != entry.sha256
        ):
            return entry.what
    return ""


def _key(sha256: str, what: About | str) -> str:
    return what if isinstance(what, str) else sha256
