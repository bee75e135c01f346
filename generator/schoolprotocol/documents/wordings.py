"""What can be typed of a clause, and where it stands: the base text, an alternative, a text of a board or a school."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from schoolprotocol.config import Key
from schoolprotocol.model.base import Audience
from schoolprotocol.model.clause import Clause
from schoolprotocol.model.outline import Section
from schoolprotocol.model.variant import Add, Replace
from schoolprotocol.resolve import outlines
from schoolprotocol.resolve.chain import Layer, chain
from schoolprotocol.resolve.draft import Draft, DraftClause, draft
from schoolprotocol.source.corpus import Corpus

BASE = "basis"
"""The level of the base text: what every document says for which nobody chose something else."""
ALTERNATIVE, OWN = "alternatief:", "eigen:"
"""How the levels of alternatives and of own texts begin; behind it comes the alternative, or the board or school."""


@dataclass(frozen=True, slots=True)
class Wording:
    """All that people write of a clause."""

    text: str = ""
    kort: str = ""
    """The rule in one sentence; empty where there is none."""
    notes: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    audience: tuple[Audience, ...] = ()
    references: tuple[str, ...] = ()
    reason: str = ""
    """Why a board or school deviates; only of an own text."""


@dataclass(frozen=True, slots=True)
class Wordings:
    """A clause of one document, with all that stands at its levels."""

    clause: str
    level: str
    """Where the text stands that this document has."""
    chosen_by: str | None
    """The board or school that chose it; None where it is the base text."""
    at: Mapping[str, Wording]
    """What stands at each level that there is, by its name."""
    layers: tuple[str, ...]
    """The boards and the school of which the document is made, the school last."""
    locked: bool
    is_placed: bool
    """Whether the document prints it."""
    omitted: str | None
    """Why it does not, where somebody left it out on purpose."""
    root: str
    """The level at which it begins: the base text, or the own text of the board or school that added it."""

    @property
    def here(self) -> Wording:
        """What this document has."""
        return self.at[self.level]


def drafted(corpus: Corpus, key: Key) -> Draft | None:
    """What the layers of a document make of its protocol, also where a text has faults; None where nobody can know."""
    school, protocol = key
    source = corpus.protocols.get(protocol)
    if source is None or school not in corpus.schools or protocol not in corpus.schools[school].variants:
        return None
    layers, _faults = chain(corpus, school, protocol)
    return draft(source, layers)[0] if layers else None


def differing(one: Corpus, other: Corpus, key: Key) -> tuple[str, ...]:
    """The clauses of which a document says something else in two sources; nothing where nobody can know."""
    before, after = drafted(one, key), drafted(other, key)
    if before is None or after is None:
        return ()
    shared = [id_ for id_ in after.clauses if id_ in before.clauses]
    return tuple(id_ for id_ in shared if _said(before.clauses[id_]) != _said(after.clauses[id_]))


def _said(clause: DraftClause) -> tuple[object, ...]:
    texts = (clause.wording, clause.kort, *clause.notes.values())
    written = tuple(one.template if one is not None else None for one in texts)
    return clause.title, clause.audience, clause.references, tuple(clause.notes), written


@dataclass(frozen=True, slots=True)
class Place:
    """A section of a document's outline, with the clauses that stand in it."""

    section: str
    heading: str
    depth: int
    clauses: tuple[str, ...]
    in_base: bool
    """Whether the protocol's own outline has it."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Where the clauses of a document stand, also where its texts have faults."""

    places: tuple[Place, ...]
    """The sections in reading order."""
    base: tuple[str, ...]
    """The clauses of the protocol's own outline, in reading order."""
    omitted: Mapping[str, str]
    """Why clauses are left out, by id."""
    titles: Mapping[str, str]
    """Of every clause that the document could have."""
    owners: Mapping[str, str]
    """The board or school that added a clause, by id."""
    outlined_by: str | None
    """The board or school whose outline it has; None where it has that of the protocol."""


def arrangement(corpus: Corpus, key: Key) -> Arrangement | None:
    """Where the clauses of a document stand; None where nobody can know."""
    found = drafted(corpus, key)
    if found is None:
        return None
    base = corpus.protocols[key[1]].protocol.outline
    layers, _faults = chain(corpus, *key)
    known = {section.id for section in outlines.sections(base)}
    roots = {id_: _root(one) for id_, one in found.clauses.items()}
    return Arrangement(
        places=tuple(_places(found.outline.sections, 0, known)),
        base=tuple(outlines.clause_ids(base)),
        omitted={id_: why for id_, why in found.omitted.items() if id_ not in _placed(found)},
        titles={id_: one.title for id_, one in found.clauses.items()},
        owners={id_: root.removeprefix(OWN) for id_, root in roots.items() if root != BASE},
        outlined_by=next((one.school for one in reversed(layers) if one.variant.outline is not None), None),
    )


def _places(given: tuple[Section, ...], depth: int, base: set[str]) -> Iterator[Place]:
    for section in given:
        ids = tuple(id_ for group in section.body for id_ in group.clause_ids())
        yield Place(section.id, section.heading or "", depth, ids, section.id in base)
        yield from _places(section.sections, depth + 1, base)


def wordings(corpus: Corpus, key: Key, clause: str) -> Wordings | None:
    """A clause of a document at all of its levels; None where it has no such clause."""
    found = drafted(corpus, key)
    known = found.clauses.get(clause) if found is not None else None
    if found is None or known is None:
        return None
    layers, _faults = chain(corpus, *key)
    return Wordings(
        clause=clause,
        level=level_of(known),
        chosen_by=_chooser(known),
        at=dict(_levels(corpus.protocols[key[1]].clauses.get(clause), layers, clause)),
        layers=tuple(layer.school for layer in layers),
        locked=known.locked,
        is_placed=clause in _placed(found),
        omitted=found.omitted.get(clause),
        root=_root(known),
    )


def _chooser(clause: DraftClause) -> str | None:
    chosen = [choice.school for choice in clause.choices if choice.operation != "move"]
    return chosen[-1] if chosen else None


def level_of(clause: DraftClause) -> str:
    """Where the text stands that a document has of a clause."""
    if clause.source == "base":
        return BASE
    if clause.source == "alternative":
        return f"{ALTERNATIVE}{clause.alternative}"
    kinds = ("add",) if clause.source == "own" else ("replace",)
    (school,) = [choice.school for choice in clause.choices if choice.operation in kinds]
    return f"{OWN}{school}"


def _root(clause: DraftClause) -> str:
    adders = [choice.school for choice in clause.choices if choice.operation == "add"]
    return f"{OWN}{adders[0]}" if adders else BASE


@dataclass(frozen=True, slots=True)
class Use:
    """The text that a document prints of a clause."""

    level: str
    """Where it stands."""
    chosen_by: str | None
    """The board or school that chose it; None where it is the base text."""


def uses(corpus: Corpus, protocol: str) -> dict[str, dict[str, Use]]:
    """Which text of each clause a document prints, by school and clause."""
    found = {}
    for school, id_ in corpus.documents():
        known = drafted(corpus, (school, id_)) if id_ == protocol else None
        if known is not None:
            placed = _placed(known)
            found[school] = {
                name: Use(level_of(one), _chooser(one)) for name, one in known.clauses.items() if name in placed
            }
    return found


def _placed(found: Draft) -> set[str]:
    excerpted = found.excerpt.clause_ids() if found.excerpt is not None else ()
    return {*outlines.clause_ids(found.outline), *excerpted}


def _levels(base: Clause | None, layers: tuple[Layer, ...], clause: str) -> Iterator[tuple[str, Wording]]:
    root = Wording()
    if base is not None:
        root = Wording(base.text or "", base.kort or "", dict(base.notes), base.title, base.audience, base.references)
        yield BASE, root
        for name, other in base.others().items():
            audience = other.audience or base.audience
            yield f"{ALTERNATIVE}{name}", replace(root, text=other.text, kort=other.kort or "", audience=audience)
    for layer in layers:
        for operation in layer.variant.operations:
            if isinstance(operation, Add) and operation.add == clause:
                root = _own(operation, operation.title, operation.audience, operation.references)
                yield f"{OWN}{layer.school}", root
            if isinstance(operation, Replace) and operation.replace == clause:
                audience = operation.audience or root.audience
                yield f"{OWN}{layer.school}", _own(operation, root.title, audience, root.references)


def _own(operation: Add | Replace, title: str, audience: tuple[Audience, ...], references: tuple[str, ...]) -> Wording:
    notes, kort = dict(operation.notes), operation.kort or ""
    return Wording(operation.text, kort, notes, title, audience, references, operation.reason)
