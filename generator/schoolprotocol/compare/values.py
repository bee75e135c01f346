"""Changed values and changed numbers: each told once, in a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schoolprotocol.compare.changeset import ParameterChange, Renumbering
from schoolprotocol.compare.classify import Meaning
from schoolprotocol.compare.control import is_own_name, printing
from schoolprotocol.compare.version import Version


def parameters(old: Version, new: Version, meaning: Meaning, pairs: Mapping[str, str]) -> Iterator[ParameterChange]:
    """Parameters, facts of the school and references that both versions print, with another value."""
    was, now = old.policy.values, new.policy.values
    for name in sorted(was.keys() & now.keys()):
        if was[name].text == now[name].text or is_own_name(name):
            continue
        yield ParameterChange(
            name=name,
            old=was[name],
            new=now[name],
            weight=meaning.weight(was[name].text, now[name].text, markup=False),
            clauses=printing(old, new, name, pairs),
        )


def renumbered(
    old: Version, new: Version, pairs: Mapping[str, str], sections: Mapping[str, str]
) -> Iterator[Renumbering]:
    """Sections and clauses with another number, in reading order: sections first."""
    back = {right: left for left, right in sections.items()}
    for id_, section in new.sections.items():
        left = old.sections.get(back.get(id_, ""))
        if left is not None and left.number != section.number:
            title = section.heading.text if section.heading else section.id
            labels = [f"{s.number} {s.heading.text if s.heading else ''}".strip() for s in (left, section)]
            yield Renumbering(
                kind="section",
                id=id_,
                title=title,
                old=left.number,
                new=section.number,
                old_label=labels[0],
                new_label=labels[1],
            )
    yield from _elsewhere(old, new)
    back = {right: left for left, right in pairs.items()}
    yield from _notes(old, new, back)
    for id_, clause in new.clauses.items():
        counterpart = old.clauses.get(back.get(id_, ""))
        if counterpart is not None and counterpart.number != clause.number:
            yield Renumbering(
                kind="clause",
                id=id_,
                title=clause.title,
                old=counterpart.number,
                new=clause.number,
                old_label=counterpart.label,
                new_label=clause.label,
            )


def _elsewhere(old: Version, new: Version) -> Iterator[Renumbering]:
    """References to other documents that print something else, where nobody wrote another one."""
    was = {one.target: one.label for one in old.policy.elsewhere or ()}
    for one in new.policy.elsewhere or ():
        label = was.get(one.target, one.label)
        if label != one.label:
            yield Renumbering(
                kind="elsewhere",
                id=one.target,
                title=f"Verwijzing naar ‘{one.title}’",
                old=label,
                new=one.label,
                old_label=label,
                new_label=one.label,
            )


def _notes(old: Version, new: Version, back: Mapping[str, str]) -> Iterator[Renumbering]:
    """Notes with another number, where one of the documents does not count them 1, 2, 3; else that is no news."""
    if all(_counts(side) for side in (old, new)):
        return
    for id_, clause in new.clauses.items():
        counterpart = old.clauses.get(back.get(id_, ""))
        before = {note.id: note.number for note in counterpart.notes} if counterpart is not None else {}
        for note in clause.notes:
            was = before.get(note.id, note.number)
            if was != note.number:
                title = f"Noot bij ‘{clause.title}’"
                labels = [f"noot {number}" for number in (was, note.number)]
                yield Renumbering(
                    kind="note",
                    id=id_,
                    title=title,
                    old=str(was),
                    new=str(note.number),
                    old_label=labels[0],
                    new_label=labels[1],
                )


def _counts(side: Version) -> bool:
    numbers = [note.number for clause in side.clauses.values() for note in clause.notes]
    return numbers == [n for n, _number in enumerate(numbers, start=1)]
