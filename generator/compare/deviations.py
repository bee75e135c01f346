"""The documents of one protocol beside its catalogue: where each school deviates, clause by clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.model.corpus import ProtocolSource
from generator.model.overview import Cell, ClauseRow, Column, Deviations, Theme, ValueRow
from generator.model.policy import Policy
from generator.model.source import Section


def deviations(source: ProtocolSource, policies: Sequence[Policy], defaults: Mapping[str, str]) -> Deviations:
    """Clause × school, themes in the order of the protocol's own outline.

    Args:
        source: the protocol and its catalogue.
        policies: the schools' documents of this protocol, in the order of the columns.
        defaults: each parameter's default as printed, by name; without those that have none.
    """
    clauses = [policy.by_id() for policy in policies]
    omitted = [{omission.id: omission for omission in policy.omitted} for policy in policies]
    changed = [frozenset(_changed(policy, defaults)) for policy in policies]
    base = frozenset(_base_ids(source))
    titles = {id_: clause.title for id_, clause in source.clauses.items()}
    for found in clauses:
        titles |= {id_: clause.title for id_, clause in found.items() if id_ not in titles}
    for left_out in omitted:  # a board's clause that no school has any more
        titles |= {id_: omission.title for id_, omission in left_out.items() if id_ not in titles}

    def cell(school: int, id_: str) -> Cell:
        clause = clauses[school].get(id_)
        if clause is not None:
            values = tuple(name for name in clause.parameters if name in changed[school])
            return Cell(clause.source, clause.alternative, clause.reason, values)
        omission = omitted[school].get(id_)
        return Cell("omitted", reason=omission.reason) if omission else Cell("absent")

    def row(id_: str) -> ClauseRow:
        return ClauseRow(id_, titles[id_], id_ in base, tuple(cell(school, id_) for school in range(len(policies))))

    themes: dict[str, list[str]] = {}
    for id_ in dict.fromkeys([*_base_ids(source), *titles]):
        themes.setdefault(_theme(id_), [])
    for id_ in titles:
        themes[_theme(id_)].append(id_)
    return Deviations(
        source.id,
        source.protocol.title,
        tuple(Column(policy.school, policy.organisation.site_title) for policy in policies),
        tuple(Theme(name, _title(name), tuple(row(id_) for id_ in ids)) for name, ids in themes.items()),
        tuple(_values(source, policies, defaults)),
    )


def _changed(policy: Policy, defaults: Mapping[str, str]) -> Iterator[str]:
    return (name for name, value in policy.values.items() if name in defaults and value.text != defaults[name])


def _values(source: ProtocolSource, policies: Sequence[Policy], defaults: Mapping[str, str]) -> Iterator[ValueRow]:
    for name, parameter in source.protocol.parameters.items():
        default = defaults.get(name)
        printed = [policy.values.get(name) for policy in policies]
        values = tuple(value.text if value and value.text != default else None for value in printed)
        if any(value is not None for value in values):
            yield ValueRow(name, parameter.help, default, values)


def _base_ids(source: ProtocolSource) -> Iterator[str]:
    """The clauses that the protocol itself places, in reading order."""
    protocol = source.protocol
    for section in protocol.outline.sections:
        yield from _ids(section)
    yield from (id_ for group in protocol.excerpt.body for id_ in group.clause_ids())
    yield protocol.excerpt.short


def _ids(section: Section) -> Iterator[str]:
    yield from (id_ for group in section.body for id_ in group.clause_ids())
    for inner in section.sections:
        yield from _ids(inner)


def _theme(id_: str) -> str:
    return id_.partition(".")[0]


def _title(theme: str) -> str:
    """`Leerlingtips`: the word with which its ids begin."""
    return theme[:1].upper() + theme[1:]
