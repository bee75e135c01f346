"""The texts of a version as its Word file prints them: which paragraphs are whose, and how each is written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Final

from schoolprotocol.compare.version import texts
from schoolprotocol.policy.model import Policy
from schoolprotocol.policy.slots import Slot
from schoolprotocol.returning.marks import mark_of
from schoolprotocol.returning.reading import Line
from schoolprotocol.returning.splicing import Hunk, Sign, hunks, signs, text_of

_PLACES: Final = 60
"""Paragraphs of one text that can carry a mark."""
LABEL: Final = "#"
"""What is printed before a text and is no part of it: a number or sign, and the title of a clause."""
_TYPED: Final = re.compile(
    r"\s*(?:artikel\s+|bijlage\s+|onderdeel\s+|§\s*)?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z])[.):]?\s+", re.I
)


@dataclass(frozen=True)
class Printed:
    """One text as the file has it."""

    key: str
    """The slot as text; of a text that the program adds itself `document/<n>`."""
    slot: Slot | None
    lines: tuple[int, ...]
    """Which paragraphs of the file."""
    words: tuple[str, ...]
    """What they say."""
    signs: tuple[Sign, ...] | None = None
    """What each character is written as; none where that is not known."""

    @cached_property
    def text(self) -> str:
        """A line for each paragraph."""
        return "\n".join(self.words)

    def changes(self, words: Sequence[str]) -> list[Hunk]:
        """What has to change so that it says something else; a number that was typed before it is left out."""
        if self.signs is None:
            return []
        found = hunks(self.signs, "\n".join(words))
        first = found[0] if found else None
        if first is not None and first.begin == first.end == 0 and _TYPED.fullmatch(f"{first.text} "):
            found[0] = Hunk(0, 0, first.text, (("reference", LABEL, "", first.text.strip()),), is_pure=True)
        return found


@dataclass(frozen=True)
class Texts:
    """All texts of a version."""

    policy: Policy
    lines: tuple[Line, ...]
    """The paragraphs of the file that we made of it."""
    printed: tuple[Printed, ...]
    """In the order of the file."""

    @cached_property
    def of_line(self) -> dict[int, int]:
        """Which text a paragraph belongs to."""
        return {line: n for n, one in enumerate(self.printed) for line in one.lines}

    @cached_property
    def by_key(self) -> dict[str, Printed]:
        """By its key."""
        return {one.key: one for one in self.printed}

    def called(self, key: str) -> str:
        """How people call a text, in Dutch: `artikel 1.2 (Opbergen)`."""
        one = self.by_key.get(key)
        slot = one.slot if one is not None else None
        if slot is None:
            words = " ".join(one.words) if one is not None else key
            return f"‘{_short(words)}’"
        clause = self.policy.by_id().get(slot.clause_id)
        if clause is not None:
            label = f"{clause.label} ({clause.title})" if clause.label else clause.title
            return f"noot bij {label}" if slot.kind == "note" else label
        words = " ".join(one.words) if one is not None else slot.id
        if slot.kind == "heading":
            number = next((section.number for section in self.policy.all_sections() if section.id == slot.id), "")
            return f"kop ‘{_short(f'{number} {words}'.strip())}’"
        return f"‘{_short(words)}’"


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:57].rstrip()}…"


def texts_of(policy: Policy, lines: Sequence[Line]) -> Texts:
    """The texts of a version.

    Args:
        policy: the version.
        lines: the paragraphs of the file that we make of it, with our marks.
    """
    written = {slot: text for slot, text in texts(policy).items() if slot.kind != "kort"}
    wanted = {claim.mark.place for line in lines if (claim := line.claim) is not None}
    slots = {place: slot for slot in written for n in range(_PLACES) if (place := mark_of(slot, n, "").place) in wanted}
    values = {name: value.text for name, value in policy.values.items()}
    labels = policy.labels()
    printed = []
    marked = [(n, _slot_of(line, slots)) for n, line in enumerate(lines)]
    for slot, group in groupby(marked, key=lambda one: one[1] or one[0]):
        own = tuple(n for n, _slot in group)
        words = tuple(lines[n].words for n in own)
        if isinstance(slot, Slot):
            found = signs_of(words, written[slot].template.strip(), values, labels, slot)
            printed.append(Printed(str(slot), slot, own, words, found))
        else:
            printed.append(Printed(f"document/{own[0]}", None, own, words))
    return Texts(policy, tuple(lines), tuple(printed))


def _slot_of(line: Line, slots: Mapping[str, Slot]) -> Slot | None:
    claim = line.claim
    return None if claim is None else slots.get(claim.mark.place)


def signs_of(
    words: Sequence[str], template: str, values: Mapping[str, str], labels: Mapping[str, str], slot: Slot
) -> tuple[Sign, ...] | None:
    """What is printed before a text, and the text; none where both together are not what the file says."""
    own = signs(template, values, labels, is_markup=slot.is_markup)
    whole, content = "\n".join(words), text_of(own)
    if not own or not whole.endswith(content):
        return None
    before = whole[: len(whole) - len(content)]
    start = own[0].begin
    pieces = re.findall(r"\S+|\s", before)
    ahead = [
        Sign(character, start, start, "space" if piece.isspace() else "reference", LABEL, -1 - n)
        for n, piece in enumerate(pieces)
        for character in piece
    ]
    return (*ahead, *own)
