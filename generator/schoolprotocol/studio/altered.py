"""What a save changed, in words: of each clause, value, deviation, decision and piece of data what it was and is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from schoolprotocol.studio.history import Change
from schoolprotocol.studio.keys import file_called
from schoolprotocol.studio.things import Identity, Thing, Things
from schoolprotocol.studio.titles import Titles

if TYPE_CHECKING:
    from schoolprotocol import Project

Fate = Literal["nieuw", "weg", "veranderd"]
Redline = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Altered:
    """Something that a save changed."""

    title: str
    where: str
    fate: Fate
    fields: Sequence[tuple[str, Redline]]
    """What changed of it, by what that is called."""


@dataclass(frozen=True, slots=True)
class Alterations:
    """All that a save changed."""

    things: Sequence[Altered]
    files: Sequence[tuple[str, Fate]]
    """Files that hold no text of people, or of which only the way of writing changed: what each is."""


def alterations(project: Project, changes: Sequence[Change]) -> Alterations:
    """What a save changed, in words.

    Args:
        project: as it is now; knows how things are called.
        changes: what the save made of each file.
    """
    sides = [(one, project.data_in(one.path, one.before), project.data_in(one.path, one.after)) for one in changes]
    apart = Things(Titles(project, {one.path: both for one, *both in sides}))
    old: dict[Identity, Thing] = {}
    new: dict[Identity, Thing] = {}
    files = []
    for one, before, after in sides:
        is_read = (before is None) == (one.before is None) and (after is None) == (one.after is None)
        then, now = (dict(apart.of(one.path, data)) if is_read else {} for data in (before, after))
        old, new = {**old, **then}, {**new, **now}
        if then == now:
            files.append((file_called(one.path), _fate(one.before, one.after)))
    told = [_altered(project, old.get(id_), new.get(id_)) for id_ in {**old, **new} if old.get(id_) != new.get(id_)]
    return Alterations([one for one in told if one is not None], files)


def _altered(project: Project, old: Thing | None, new: Thing | None) -> Altered | None:
    thing = new or old
    assert thing is not None  # noqa: S101 (one of both has this identity)
    before: Mapping[str, str] = old.fields if old is not None else {}
    after: Mapping[str, str] = new.fields if new is not None else {}
    names = [name for name in {**before, **after} if before.get(name, "") != after.get(name, "")]
    fields = [(name, project.redline(before.get(name, ""), after.get(name, ""))) for name in names]
    return Altered(thing.title, thing.where, _fate(old, new), fields)


def _fate(old: Any, new: Any) -> Fate:
    return "nieuw" if old is None else "weg" if new is None else "veranderd"
