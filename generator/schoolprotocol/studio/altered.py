"""What a save changed, in words: of each clause, value, deviation, decision and piece of data what it was and is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Literal

from schoolprotocol.studio.history import Change
from schoolprotocol.studio.keys import file_called
from schoolprotocol.studio.things import ORDER, Identity, Thing, Things
from schoolprotocol.studio.titles import Titles

if TYPE_CHECKING:
    from schoolprotocol import Project

Fate = Literal["nieuw", "weg", "veranderd"]
Redline = Sequence[tuple[str, str]]
_MOST = 4
"""Schools and protocols that are named of a save."""
_AROUND = 2
"""Lines of an outline that are shown before and after what changed."""


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
    fields = [(name, _redline(project, name, before.get(name, ""), after.get(name, ""))) for name in names]
    return Altered(thing.title, thing.where, _fate(old, new), fields)


def _redline(project: Project, name: str, old: str, new: str) -> Redline:
    if name != ORDER or not (old and new):
        return project.redline(old, new)
    return tuple(_by_line(old.splitlines(), new.splitlines()))


def _by_line(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The lines that go and come, with those around them."""
    for number, group in enumerate(SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(_AROUND)):
        if number:
            yield "same", "…\n"
        for what, first, last, begin, end in group:
            if what == "equal":
                yield "same", "".join(f"{line}\n" for line in old[first:last])
            else:
                yield from (("old", f"{line}\n") for line in old[first:last])
                yield from (("new", f"{line}\n") for line in new[begin:end])


def _fate(old: Any, new: Any) -> Fate:
    return "nieuw" if old is None else "weg" if new is None else "veranderd"


def about(titles: Titles, paths: Sequence[str]) -> str:
    """Which schools and protocols the files of a save are of, in words: `Basisschool Noord, Protocol Telefoons`."""
    steps = [path.split("/") for path in paths]
    protocols = {one[2] for one in steps if len(one) > 3 and one[1] == "protocols"}
    schools = {one[2] for one in steps if len(one) > 3 and one[1] == "schools"}
    named = {one[3].removesuffix(".yaml") for one in steps if len(one) > 3 and one[1] == "schools"}
    protocols |= {one for one in named if titles.is_protocol(one)}
    found = [*map(titles.school, sorted(schools)), *map(titles.protocol, sorted(protocols))]
    return ", ".join(found[:_MOST]) + (" …" if len(found) > _MOST else "")
