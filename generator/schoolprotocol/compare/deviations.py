"""The documents of one protocol beside its catalogue: where each school deviates, clause by clause."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from schoolprotocol.compare.overview import Cell, ClauseRow, Column, Deviations, DocumentCells, Theme, ValueRow
from schoolprotocol.model.outline import Section, excerpt_of
from schoolprotocol.policy.model import Clause, Policy
from schoolprotocol.source.corpus import ProtocolSource


def document_cells(source: ProtocolSource, policy: Policy, defaults: Mapping[str, str]) -> DocumentCells:
    """What one document does with each clause.

    Args:
        source: the protocol and its catalogue.
        policy: a school's document of this protocol.
        defaults: each parameter's default as printed, by name; without those that have none.
    """
    values = {
        name: printed.text
        for name in source.parameters
        if (printed := policy.values.get(name)) is not None and printed.text != defaults.get(name)
    }
    changed = {name for name in values if name in defaults}
    clauses = policy.by_id()
    cells = {id_: _cell(clause, changed) for id_, clause in clauses.items()}
    titles = {id_: clause.title for id_, clause in clauses.items()}
    for omission in policy.omitted:
        cells.setdefault(omission.id, Cell("omitted", reason=omission.reason))
        titles.setdefault(omission.id, omission.title)
    school = Column(policy.school, policy.organisation.site_title)
    return DocumentCells(school, cells, {id_: t for id_, t in titles.items() if id_ not in source.clauses}, values)


def _cell(clause: Clause, changed: Container[str]) -> Cell:
    values = tuple(name for name in clause.parameters if name in changed)
    if clause.source == "base" and not values and clause.reason is None:
        return _BASE
    notes = {note.id: note.wording.template for note in clause.notes}
    own = with_notes(clause.wording.template, notes) if clause.source in {"replaced", "own"} else None
    return Cell(clause.source, clause.alternative, clause.reason, values, own)


_BASE, _ABSENT = Cell("base"), Cell("absent")
"""Most cells are one of these."""


def with_notes(text: str, notes: Mapping[str, str]) -> str:
    """A text with the notes that it calls behind it, a paragraph each."""
    called = (note for name, note in notes.items() if f"[^{name}]" in text)
    return "\n\n".join([text.rstrip(), *(f"Noot: {note.strip()}" for note in called)])


def deviations(
    source: ProtocolSource,
    documents: Sequence[DocumentCells],
    defaults: Mapping[str, str],
    printed: Mapping[str, str] | None = None,
) -> Deviations:
    """Clause × school, themes in the order of the protocol's own outline.

    Args:
        source: the protocol and its catalogue.
        documents: the schools' documents of this protocol, in the order of the columns.
        defaults: each parameter's default as printed, by name; without those that have none.
        printed: what other names print where they stand for no school in particular.
    """
    base = frozenset(_base_ids(source))
    titles = {id_: clause.title for id_, clause in source.clauses.items()}
    for left_out in (False, True):  # last a board's clause that no school has any more
        for document in documents:
            own = document.titles.items()
            told = {id_: title for id_, title in own if (document.cells[id_].kind == "omitted") is left_out}
            titles |= {id_: title for id_, title in told.items() if id_ not in titles}

    def row(id_: str) -> ClauseRow:
        cells, clause = tuple(one.cells.get(id_, _ABSENT) for one in documents), source.clauses.get(id_)
        if clause is None:
            return ClauseRow(id_, titles[id_], id_ in base, cells)
        others = {name: with_notes(other.text, clause.notes) for name, other in clause.others().items()}
        text = with_notes(clause.text, clause.notes) if clause.text is not None else None
        return ClauseRow(id_, titles[id_], id_ in base, cells, text, others)

    themes: dict[str, list[str]] = {}
    for id_ in dict.fromkeys([*_base_ids(source), *titles]):
        themes.setdefault(_theme(id_), [])
    for id_ in titles:
        themes[_theme(id_)].append(id_)
    return Deviations(
        source.id,
        source.protocol.title,
        tuple(document.school for document in documents),
        tuple(Theme(name, _title(name), tuple(row(id_) for id_ in ids)) for name, ids in themes.items()),
        tuple(_values(source, documents, defaults)),
        {**(printed or {}), **defaults},
    )


def _values(
    source: ProtocolSource, documents: Sequence[DocumentCells], defaults: Mapping[str, str]
) -> Iterator[ValueRow]:
    for name, parameter in source.parameters.items():
        values = tuple(document.values.get(name) for document in documents)
        if any(value is not None for value in values):
            yield ValueRow(name, parameter.help, defaults.get(name), values)


def _base_ids(source: ProtocolSource) -> Iterator[str]:
    """The clauses that the protocol itself places, in reading order."""
    protocol = source.protocol
    for section in protocol.outline.sections:
        yield from _ids(section)
    excerpt = excerpt_of(protocol.excerpt)
    if excerpt is not None:
        yield from excerpt.clause_ids()


def _ids(section: Section) -> Iterator[str]:
    yield from (id_ for group in section.body for id_ in group.clause_ids())
    for inner in section.sections:
        yield from _ids(inner)


def _theme(id_: str) -> str:
    return id_.partition(".")[0]


def _title(theme: str) -> str:
    """`Leerlingtips`: the word with which its ids begin."""
    return theme[:1].upper() + theme[1:]
