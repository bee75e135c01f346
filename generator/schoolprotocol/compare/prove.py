"""Rebuilds both policies from a change set, and refuses a change set from which that fails."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from gettext import gettext as _
from types import MappingProxyType
from typing import Final, Literal

from schoolprotocol.compare.changeset import Change, ChangeSet, HeadingChange, Kept, Part, Side, TableChange
from schoolprotocol.compare.rekey import with_ids
from schoolprotocol.compare.tokens import Printing, fill
from schoolprotocol.errors import ComparisonError
from schoolprotocol.once import made_once
from schoolprotocol.policy.model import Policy, Text, canonical_json, digest
from schoolprotocol.policy.slots import Slot
from schoolprotocol.policy.walk import map_texts
from schoolprotocol.text import myst

Which = Literal["old", "new"]
_EMPTY: Final = Text(text="", template="")


def side(
    policy: Policy, texts: dict[Slot, Text], own: Policy | None = None, ids: Mapping[str, str] = MappingProxyType({})
) -> Side:
    """One side of a change set: the policy without its texts.

    Args:
        policy: the version as it was compared.
        texts: its texts.
        own: the version itself, where it was compared with other ids.
        ids: its own id by the id with which it was compared.
    """
    filler = _Filler(policy)
    printed = {slot: text.text for slot, text in texts.items() if filler.filled(slot, text.template) != text.text}
    return Side(hash=digest(own or policy), frame=frame(policy), printed=printed, ids=dict(ids))


def frame(policy: Policy) -> Policy:
    """The policy with every text taken out."""
    return map_texts(policy, lambda _slot, _text: _EMPTY)


class _Filler:
    """Fills in templates as resolving does: escaped in markup, as they are in headings and cells."""

    def __init__(self, policy: Policy) -> None:
        self.plain = Printing(values={name: value.text for name, value in policy.values.items()})
        self.escaped = Printing(values={name: myst.escape(text) for name, text in self.plain.values.items()})

    def filled(self, slot: Slot, template: str) -> str:
        return fill(template, self.escaped if slot.is_markup else self.plain)


def all_parts(changes: ChangeSet) -> Iterator[Part]:
    """Every part of every change."""
    found: list[Change | HeadingChange | TableChange] = [*changes.changes, *changes.headings, *changes.tables]
    for change in found:
        yield from change.parts


def kept(old: dict[Slot, Text], new: dict[Slot, Text], parts: Iterable[Part]) -> tuple[Kept, ...]:
    """The texts that no change is about, paired.

    Raises:
        ComparisonError: where such a text is not the same in both versions: a change that nobody would be told of.
    """
    covered = list(parts)
    told_old, told_new = {part.old for part in covered}, {part.new for part in covered}
    left = {slot: text.template for slot, text in old.items() if slot not in told_old}
    right = {slot: text.template for slot, text in new.items() if slot not in told_new}
    found = [Kept(old=slot, new=slot, text=text) for slot, text in right.items() if left.get(slot) == text]
    for pair in found:
        del left[pair.old], right[pair.new]
    waiting: dict[str, list[Slot]] = {}
    for slot, text in left.items():
        waiting.setdefault(text, []).append(slot)
    for slot, text in right.items():
        if not waiting.get(text):
            raise ComparisonError(_("no change tells of the text of “{slot}”").format(slot=slot))
        found.append(Kept(old=waiting[text].pop(0), new=slot, text=text))
    for untold in waiting.values():
        if untold:
            raise ComparisonError(_("no change tells of the text of “{slot}”").format(slot=untold[0]))
    return tuple(found)


def original(changes: ChangeSet, which: Which) -> Policy:
    """The old or the new policy, from the change set alone, as it was before it was compared.

    Raises:
        ComparisonError: where a text is missing or left over.
    """
    one = changes.old if which == "old" else changes.new
    return with_ids(rebuild(changes, which), one.ids)


def rebuild(changes: ChangeSet, which: Which) -> Policy:
    """The old or the new policy, from the change set alone, in the ids in which the two were compared.

    Raises:
        ComparisonError: where a text is missing or left over.
    """
    return _old(changes) if which == "old" else _new(changes)


@made_once(2)  # after the proof of the comparison come those of the report
def _old(changes: ChangeSet) -> Policy:
    return _rebuilt(changes, "old")


@made_once(2)
def _new(changes: ChangeSet) -> Policy:
    return _rebuilt(changes, "new")


def _rebuilt(changes: ChangeSet, which: Which) -> Policy:
    one = changes.old if which == "old" else changes.new
    templates = _templates(changes, which)
    filler = _Filler(one.frame)
    used: set[Slot] = set()

    def text_of(slot: Slot, _empty: Text) -> Text:
        if slot not in templates:
            raise ComparisonError(_("the change set lacks the text of “{slot}”").format(slot=slot))
        used.add(slot)
        template = templates[slot]
        printed = one.printed.get(slot)
        return Text(text=filler.filled(slot, template) if printed is None else printed, template=template)

    policy = map_texts(one.frame, text_of)
    for slot in templates:
        if slot not in used:
            raise ComparisonError(_("the change set has a text for “{slot}”, which has no place").format(slot=slot))
    return policy


def _templates(changes: ChangeSet, which: Which) -> dict[Slot, str]:
    dropped = "insert" if which == "old" else "delete"
    pieces: dict[Slot, list[str]] = {getattr(one, which): [one.text] for one in changes.kept}
    for part in all_parts(changes):
        slot = getattr(part, which)
        if slot is not None:
            pieces.setdefault(slot, []).extend(s.text for s in part.segments if s.op != dropped)
        elif any(segment.op != dropped for segment in part.segments):
            raise ComparisonError(_("a part has a text for a version in which it has no place"))
    return {slot: "".join(found) for slot, found in pieces.items()}


def prove(changes: ChangeSet, old: Policy, new: Policy) -> None:
    """Rebuild both policies and compare their canonical JSON, byte for byte.

    Raises:
        ComparisonError: where one of them is not what it was.
    """
    sides: tuple[tuple[Which, Policy, Side], ...] = (("old", old, changes.old), ("new", new, changes.new))
    for which, policy, one in sides:
        rebuilt = canonical_json(original(changes, which))
        if rebuilt != canonical_json(policy) or one.hash != digest(policy):
            message = _("version {version} cannot be rebuilt from the change set; no report is written")
            raise ComparisonError(message.format(version=policy.document.version))
