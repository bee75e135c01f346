"""Policies with something changed, and what a comparison becomes when its two versions are swapped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from schoolprotocol.compare.changeset import Change, ChangeSet, Facet, Part, Segment
from schoolprotocol.compare.compare import compare
from schoolprotocol.policy.model import Clause, Group, Note, Policy, Section, Text, Value

MIRRORED: Mapping[Facet, Facet] = {"added": "dropped", "dropped": "added", "split": "merged", "merged": "split"}


def text(template: str, printed: str | None = None) -> Text:
    """A text; without `printed` one that has no placeholders."""
    return Text(text=template if printed is None else printed, template=template)


def clause(policy: Policy, id_: str) -> Clause:
    """A clause of the document."""
    return next(c for c in policy.clauses() if c.id == id_)


def made(id_: str, template: str, **more: Any) -> Clause:
    """A clause of the document, from its text."""
    given = {"title": id_.title(), "audience": ("leerling",), "number": "", "label": f"‘{id_}’", "source": "base"}
    return Clause(id=id_, wording=text(template), **{**given, **more})


def with_clauses(policy: Policy, change: Callable[[Clause], Clause | None]) -> Policy:
    """Every clause of the document replaced by what `change` makes of it; None drops it."""

    def group(one: Group) -> Group:
        columns = tuple(c.model_copy(update={"clauses": _kept(c.clauses, change)}) for c in one.columns)
        return one.model_copy(update={"clauses": _kept(one.clauses, change), "columns": columns})

    def section(one: Section) -> Section:
        groups = tuple(group(g) for g in one.groups)
        return one.model_copy(update={"groups": groups, "sections": tuple(section(s) for s in one.sections)})

    return policy.model_copy(update={"sections": tuple(section(s) for s in policy.sections)})


def _kept(clauses: Iterable[Clause], change: Callable[[Clause], Clause | None]) -> tuple[Clause, ...]:
    return tuple(new for one in clauses if (new := change(one)) is not None)


def reworded(policy: Policy, **templates: str) -> Policy:
    """Clauses with another text; `__` in a name stands for the dot of an id."""
    texts = {name.replace("__", "."): template for name, template in templates.items()}

    def change(one: Clause) -> Clause:
        return one.model_copy(update={"wording": text(texts[one.id])}) if one.id in texts else one

    return with_clauses(policy, change)


def with_note(one: Clause, note: str, template: str) -> Clause:
    """The clause with one note."""
    return one.model_copy(update={"notes": (Note(id=note, number=1, wording=text(template)),)})


def laid_out(policy: Policy, layout: Mapping[str, Sequence[Clause]], form: str = "numbered") -> Policy:
    """The policy with these sections and clauses, numbered 1.1, 1.2, 2.1 …; headings are the ids."""
    sections = []
    for number, (id_, clauses) in enumerate(layout.items(), start=1):
        numbered = tuple(
            one.model_copy(update={"number": f"{number}.{n}", "label": f"artikel {number}.{n}"})
            for n, one in enumerate(clauses, start=1)
        )
        group = Group.model_validate({"form": form, "clauses": numbered})
        sections.append(Section(id=id_, heading=text(id_), number=str(number), kind="chapter", groups=(group,)))
    return policy.model_copy(update={"sections": tuple(sections)})


def with_values(policy: Policy, **values: str) -> Policy:
    """The policy with other values; `__` in a name stands for a dot."""
    new = {name.replace("__", "."): Value(value=value, text=value) for name, value in values.items()}
    return policy.model_copy(update={"values": {**policy.values, **new}})


def told(changes: ChangeSet) -> dict[str, tuple[str, ...]]:
    """Facets by id, of the clauses."""
    return {change.id: change.facets for change in changes.changes}


def marked(changes: ChangeSet, id_: str) -> list[tuple[str, str]]:
    """What comes and goes in one clause, as printed: `[("delete", "tas"), ("insert", "kluis")]`."""
    change = next(c for c in changes.changes if c.id == id_)
    return [(s.op, s.shown.strip()) for p in change.parts for s in p.segments if s.op != "same" and s.shown.strip()]


def both_ways(old: Policy, new: Policy) -> tuple[ChangeSet, ChangeSet]:
    """The comparison and the one with the versions swapped; both are proven by `compare` itself."""
    return compare(old, new), compare(new, old)


def facts(changes: ChangeSet) -> set[object]:
    """Everything a change set tells, in a form that swapping can be applied to."""
    return {
        *(
            ("clause", _ids(c.old), _ids(c.new), frozenset(c.facets), c.weight, _texts(c.parts), _moves(c))
            for c in changes.changes
        ),
        *(("heading", c.kind, frozenset(c.facets), c.weight, _texts(c.parts)) for c in changes.headings),
        *(("table", c.table, c.facet, c.weight, _texts(c.parts)) for c in changes.tables),
        *(("document", c.field, c.old, c.new) for c in changes.document),
        *(("value", c.name, c.old.text, c.new.text, c.weight) for c in changes.parameters),
        *(("number", c.kind, c.old, c.new) for c in changes.renumbered),
    }


def swapped(changes: ChangeSet) -> set[object]:
    """What the swapped comparison must tell."""
    return {
        *(
            (
                *("clause", _ids(c.new), _ids(c.old), _mirrored(c.facets), c.weight),
                *(_texts(c.parts, swap=True), frozenset((new, old, place) for old, new, place in _moves(c))),
            )
            for c in changes.changes
        ),
        *(("heading", c.kind, _mirrored(c.facets), c.weight, _texts(c.parts, swap=True)) for c in changes.headings),
        *(
            ("table", c.table, MIRRORED.get(c.facet, c.facet), c.weight, _texts(c.parts, swap=True))
            for c in changes.tables
        ),
        *(("document", c.field, c.new, c.old) for c in changes.document),
        *(("value", c.name, c.new.text, c.old.text, c.weight) for c in changes.parameters),
        *(("number", c.kind, c.new, c.old) for c in changes.renumbered),
    }


def _ids(standings: Iterable[Any]) -> frozenset[str]:
    return frozenset(standing.id for standing in standings)


def _moves(change: Change) -> frozenset[tuple[str, str, bool]]:
    return frozenset((move.old, move.new, move.elsewhere) for move in change.moves)


def _mirrored(facets: Iterable[Facet]) -> frozenset[Facet]:
    return frozenset(MIRRORED.get(facet, facet) for facet in facets)


def _texts(parts: Iterable[Part], *, swap: bool = False) -> frozenset[object]:
    """The texts, and whether they have moved: which number two parts share depends on where reading begins."""
    return frozenset((_ends(part, swap=swap), _runs(part.segments, swap=swap), part.move is not None) for part in parts)


def _ends(part: Part, *, swap: bool) -> tuple[object, ...]:
    ends = ((part.old, part.old and (part.before or part.kind)), (part.new, part.new and part.kind))
    return ends[::-1] if swap else ends


def _runs(segments: Iterable[Segment], *, swap: bool) -> frozenset[object]:
    ops = {"insert": "delete", "delete": "insert", "same": "same"} if swap else {}
    return frozenset((ops.get(segment.op, segment.op), segment.text) for segment in segments)
