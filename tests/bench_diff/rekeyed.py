"""The same two versions, with other ids: as they are when somebody imports them, or forgets to say what was renamed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from schoolprotocol.compare.changeset import ChangeSet, Standing
from schoolprotocol.model.outline import Excerpt
from schoolprotocol.policy.model import Policy
from tests.bench_diff.draft import Draft
from tests.bench_diff.labels import Case, Label

TITLE = "Afspraak"
"""Of every clause: what an import knows."""
Ids = Mapping[str, str]
"""Another id by id, of clauses and sections; the ids of one version differ from each other."""


@dataclass(frozen=True)
class Rekeyed:
    """Two versions with other ids, and the way back."""

    old: Policy
    new: Policy
    back: tuple[Ids, Ids]
    """Id in the case by id here: in the old version, and in the new one."""
    lineage: Mapping[str, tuple[str, ...]]
    case: Case
    """With what a report of these versions must tell: nothing of ids."""

    def told(self, changes: ChangeSet) -> ChangeSet:
        """What was told of these versions, in the ids of the case."""
        new = self.back[1]
        own = {given: now for now, given in changes.old.ids.items()}
        old = {own.get(given, given): id_ for given, id_ in self.back[0].items()}

        def standing(one: Standing, ids: Ids) -> Standing:
            return one.model_copy(update={"id": ids[one.id]})

        found = []
        for change in changes.changes:
            was, now = (
                tuple(standing(one, ids) for one in side) for side, ids in ((change.old, old), (change.new, new))
            )
            update = {"id": _id([one.id for one in was], [one.id for one in now]), "old": was, "new": now}
            found.append(change.model_copy(update=update))
        headings = [
            one.model_copy(update={"id": new.get(one.id) or old.get(one.id, one.id)}) for one in changes.headings
        ]
        parameters = [
            one.model_copy(update={"clauses": tuple(new[id_] for id_ in one.clauses)}) for one in changes.parameters
        ]
        return changes.model_copy(
            update={"changes": tuple(found), "headings": tuple(headings), "parameters": tuple(parameters)}
        )


def _id(old: list[str], new: list[str]) -> str:
    """The place of a label: the id that both have; else of what was split, or of what others became."""
    both = [id_ for id_ in new if id_ in old]
    if both:
        return both[0]
    return old[0] if old and len(new) != 1 else new[0]


Scheme = Callable[[Draft], dict[str, str]]
"""Gives every clause and section of a draft an id."""


def as_they_were(draft: Draft) -> dict[str, str]:
    """Permanent ids; only lineage is not declared."""
    return {id_: id_ for id_ in _every(draft)}


def fresh(draft: Draft) -> dict[str, str]:
    """Ids that the other version does not know."""
    return {id_: _like(id_, f"x{n}") for n, id_ in enumerate(_every(draft))}


def by_place(draft: Draft) -> dict[str, str]:
    """Ids that count: a clause more, and all that follow have another."""
    return {id_: _like(id_, f"art-{n}") for n, id_ in enumerate(_every(draft))}


def by_words(draft: Draft) -> dict[str, str]:
    """Ids of the first words of a text: they change when those do."""
    return _unique({id_: _like(id_, _slug(text)) for id_, text in _texts(draft)})


def by_hash(draft: Draft) -> dict[str, str]:
    """Ids of the whole text: they change when a letter does."""
    return _unique(
        {id_: _like(id_, f"h{hashlib.sha256(text.encode()).hexdigest()[:10]}") for id_, text in _texts(draft)}
    )


SCHEMES: dict[str, tuple[Scheme, Scheme]] = {
    "undeclared": (as_they_were, as_they_were),
    "disjoint": (as_they_were, fresh),
    "positional": (by_place, by_place),
    "slug": (by_words, by_words),
    "hash": (by_hash, by_hash),
}
"""How the old version and the new one get their ids, by name."""


def rekeyed(case: Case, name: str) -> Rekeyed:
    """The case with the ids of a scheme, and without declared lineage."""
    sides = Draft.of(case.old), Draft.of(case.new)
    ids = [scheme(draft) for scheme, draft in zip(SCHEMES[name], sides, strict=True)]
    old, new = (with_ids(draft, given).policy() for draft, given in zip(sides, ids, strict=True))
    back = tuple({given: id_ for id_, given in of.items()} for of in ids)
    return Rekeyed(old, new, (back[0], back[1]), {}, replace(case, labels=tuple(map(_without_ids, case.labels))))


def _without_ids(label: Label) -> Label:
    """What must be told where ids mean nothing: a clause with another id is no news."""
    if label.suggested:
        return replace(label, facts=frozenset(), place=label.new[0], exact=True, suggested=None)
    return replace(label, facts=frozenset(fact for fact in label.facts if fact[0] != "renamed"))


def with_ids(draft: Draft, ids: Ids) -> Draft:
    """The draft in which every clause and section has another id, and titles say nothing."""
    made = draft.copy()
    made.clauses = {
        ids[id_]: clause.model_copy(
            update={
                "id": ids[id_],
                "title": TITLE,
                "was": (),
                "text": _referring(clause.text or "", ids),
                "notes": {note: _referring(text, ids) for note, text in clause.notes.items()},
            }
        )
        for id_, clause in draft.clauses.items()
    }
    for chapter in made.all_chapters():
        chapter.id = ids[chapter.id]
        for block in chapter.blocks:
            for row in block.rows:
                row.ids = [ids[id_] for id_ in row.ids]
    if draft.excerpt is not None:
        made.excerpt = Excerpt.model_validate(_mapped(draft.excerpt.model_dump(exclude_none=True), ids))
    return made


def _referring(text: str, ids: Ids) -> str:
    return re.sub(r"(\{clause\}`)([^`]*)(`)", lambda found: found[1] + ids.get(found[2], found[2]) + found[3], text)


def _mapped(data: Any, ids: Ids) -> Any:
    if isinstance(data, dict):
        return {key: value if key == "heading" else _mapped(value, ids) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [_mapped(item, ids) for item in data]
    return ids.get(data, data) if isinstance(data, str) else data


def _every(draft: Draft) -> Iterator[str]:
    """The sections, then the clauses in reading order, then those that only the excerpt has."""
    yield from (chapter.id for chapter in draft.all_chapters())
    yield from dict.fromkeys([*draft.placed(), *draft.clauses])


def _texts(draft: Draft) -> Iterator[tuple[str, str]]:
    for chapter in draft.all_chapters():
        yield chapter.id, chapter.heading or chapter.id
    for id_ in dict.fromkeys([*draft.placed(), *draft.clauses]):
        yield id_, re.sub(r"\{clause\}`[^`]*`|\{\{[^}]*\}\}", "", draft.clauses[id_].text or "")


def _like(id_: str, name: str) -> str:
    """Clauses have a dot in their id, sections have none."""
    return f"lid.{name}" if "." in id_ else name


def _slug(text: str) -> str:
    words = re.findall(r"[a-z]+", text.casefold())[:4]
    return "-".join(words) or "leeg"


def _unique(ids: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    seen: dict[str, int] = {}
    for id_, given in ids.items():
        seen[given] = seen.get(given, 0) + 1
        found[id_] = given if seen[given] == 1 else f"{given}-{seen[given]}"
    return found
