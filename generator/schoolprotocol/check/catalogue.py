"""The source as a whole: what nobody uses, and wordings that no document has tried out yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from gettext import gettext as _
from typing import Any

from schoolprotocol.check.written import with_addresses
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.model.clause import Clause
from schoolprotocol.model.document import Decision, Document
from schoolprotocol.model.outline import Outline, Section, excerpt_of
from schoolprotocol.model.protocol import Protocol
from schoolprotocol.model.variant import Add, Variant
from schoolprotocol.places import Place
from schoolprotocol.policy.elsewhere import MARK, is_elsewhere
from schoolprotocol.policy.model import Organisation, Policy
from schoolprotocol.policy.walk import every_clause
from schoolprotocol.source.corpus import Corpus, ProtocolSource
from schoolprotocol.suggest import did_you_mean
from schoolprotocol.text import tree
from schoolprotocol.text.parse import MarkupError, parse
from schoolprotocol.text.template import PLACEHOLDER, names_in, quoted, stray


@dataclass(frozen=True)
class Source:
    """One protocol with all that builds on it."""

    corpus: Corpus
    protocol: ProtocolSource
    policies: tuple[Policy, ...]
    """The documents of this protocol that resolve."""

    @property
    def variants(self) -> tuple[tuple[str, Variant], ...]:
        """School id and variant, published or not."""
        schools = self.corpus.schools.values()
        id_ = self.protocol.id
        return tuple((school.id, school.variants[id_]) for school in schools if id_ in school.variants)

    @property
    def added(self) -> frozenset[str]:
        """Ids of the clauses that variants add."""
        operations = (operation for _, variant in self.variants for operation in variant.operations)
        return frozenset(operation.add for operation in operations if isinstance(operation, Add))


# -- what nobody uses -------------------------------------------------------------------------------------------------


def clause_unused(source: Source) -> Iterator[Diagnostic]:
    """A clause of the catalogue that no document has; a place in an outline that every school replaced is no use.

    A document that does not resolve might have what an outline places; so might the first one of a new protocol.
    """
    used = {clause.id for policy in source.policies for clause in every_clause(policy)}
    if not source.policies or len(source.policies) < sum(variant.publish for _, variant in source.variants):
        outlined: list[Protocol | Variant] = [source.protocol.protocol, *(variant for _, variant in source.variants)]
        used |= {id_ for item in outlined if item.outline for id_ in _in_outline(item.outline)}
        excerpts = [found for item in outlined if (found := excerpt_of(item.excerpt)) is not None]
        used |= {id_ for excerpt in excerpts for id_ in excerpt.clause_ids()}
    for clause in source.protocol.clauses.values():
        if clause.id not in used:
            yield Diagnostic(Kind.CLAUSE_UNUSED, clause.at("id"), {"id": clause.id}, target=clause.id)


def _in_outline(outline: Outline) -> Iterator[str]:
    for section in _sections(outline.sections):
        for group in section.body:
            yield from group.clause_ids()


def _sections(sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _sections(section.sections)


def section_ids(source: Source) -> set[str]:
    """Ids of the sections in any outline of the protocol, also those that only a release still has."""
    outlines = [source.protocol.protocol.outline, *(v.outline for _, v in source.variants if v.outline)]
    released = [
        section.id
        for school in source.corpus.schools.values()
        for release in school.releases_of(source.protocol.id)
        for section in release.policy.all_sections()
    ]
    return {*released, *(section.id for outline in outlines for section in _sections(outline.sections))}


def id_outside_school(source: Source) -> Iterator[Diagnostic]:
    """A clause of one school whose id hides that, or one of everybody whose id names a school."""
    for school, variant in source.variants:
        for operation in variant.operations:
            if isinstance(operation, Add) and not _is_of(school, operation.add):
                values = {"id": operation.add, "school": school, "meant": f"{school}.{operation.add.partition('.')[2]}"}
                yield Diagnostic(Kind.ADDED_ELSEWHERE, operation.at("add"), values, school=school, target=operation.add)
    for clause in source.protocol.clauses.values():
        theme = clause.id.partition(".")[0]
        if theme in source.corpus.schools:
            values = {"id": clause.id, "school": theme}
            yield Diagnostic(Kind.SHARED_WITH_PREFIX, clause.at("id"), values, target=clause.id)


def _is_of(school: str, clause: str) -> bool:
    theme = clause.partition(".")[0]
    return theme == school or theme.startswith(f"{school}-")


def parameter_unused(source: Source) -> Iterator[Diagnostic]:
    """A declared parameter that no wording, heading or table uses."""
    used = used_names(source)
    for name, parameter in source.protocol.protocol.parameters.items():
        if name not in used:
            yield Diagnostic(Kind.PARAMETER_UNUSED, parameter.at(), {"name": name}, target=name)


def used_names(source: Source) -> frozenset[str]:
    """Names that a wording, heading or table of a protocol uses, or of a variant of it."""
    objects = (
        source.protocol.protocol,
        *source.protocol.clauses.values(),
        *(variant for _, variant in source.variants),
    )
    return frozenset(name for item in objects for text in _strings(item.model_dump()) for name in names_in(text))


def _strings(data: Any) -> Iterator[str]:
    match data:
        case str():
            yield data
        case dict():
            for value in data.values():
                yield from _strings(value)
        case list() | tuple():
            for value in data:
                yield from _strings(value)


def value_unused(source: Source) -> Iterator[Diagnostic]:
    """A parameter value in a variant that no document uses which builds on that variant."""
    resolved = {policy.school: set(policy.values) for policy in source.policies}
    below = _below(source)
    for school, variant in source.variants:
        published = [id_ for id_ in below[school] if source.corpus.schools[id_].variants[source.protocol.id].publish]
        if not published or any(id_ not in resolved for id_ in published):
            continue  # a document that does not resolve might use it
        for name in variant.parameters:
            if not any(name in resolved[id_] for id_ in published):
                place = variant.at("parameters", name)
                yield Diagnostic(Kind.VALUE_UNUSED, place, {"name": name}, school=school, target=name)


def _below(source: Source) -> dict[str, list[str]]:
    """Of each variant those that build on it, and itself. Each chain is walked once, however long somebody made it."""
    variants = dict(source.variants)
    found: dict[str, list[str]] = {id_: [] for id_ in variants}
    for id_ in variants:
        school, chain = id_, set[str]()
        while school in variants and school not in chain:
            chain.add(school)
            found[school].append(id_)
            school = variants[school].extends
    return found


# -- wordings that no document has tried out --------------------------------------------------------------------------


def wording_broken(source: Source) -> Iterator[Diagnostic]:
    """A wording that no document uses and that none could: the same faults that resolving reports for one in use."""
    tried = {text.template for policy in source.policies for clause in policy.clauses() for text in clause.texts}
    known = known_names(source.corpus, source.protocol)
    for clause in source.protocol.clauses.values():
        for wording, place in _wordings(clause):
            if wording.strip() not in tried:
                yield from _faults(source, clause, wording, place, known)


def _wordings(clause: Clause) -> Iterator[tuple[str, Place]]:
    if clause.text is not None:
        yield clause.text, clause.at("text")
    for name, other in clause.others().items():
        yield other.text, clause.other_at(name)
        if other.kort is not None:
            yield other.kort, other.at("kort")
    if clause.kort is not None:
        yield clause.kort, clause.at("kort")
    for name, text in clause.notes.items():
        yield text, clause.at("notes", name)


def known_names(corpus: Corpus, protocol: ProtocolSource) -> frozenset[str]:
    """Every name that a text may use, whether or not a school has a value for it."""
    kinds = getattr(Decision.model_fields["kind"].annotation, "__args__", ())
    return frozenset(
        (
            *(f"school.{name}" for name in Organisation.model_fields if name not in {"id", "kind"}),
            *(f"document.{name}" for name in (*Document.model_fields, "url") if name != "history"),
            *(f"besluit.{kind}" for kind in kinds),
            *(f"bron.{id_}" for id_ in corpus.references),
            *protocol.parameters,
        )
    )


def _faults(source: Source, clause: Clause, wording: str, place: Place, known: frozenset[str]) -> Iterator[Diagnostic]:
    foreign = stray(wording)
    if foreign is not None:
        yield _in(clause, Kind.PLACEHOLDER, place, detail=quoted(wording, foreign))
        return
    for name in names_in(wording):
        if name not in known:
            yield _in(clause, Kind.UNKNOWN_NAME, place, name=name, hint=did_you_mean(name, sorted(known)))
    try:
        blocks = parse(_with_words(wording))
    except MarkupError as error:
        kind, values = (Kind.LINK, {"address": error.what}) if error.link else (Kind.MARKUP, {"detail": error.what})
        yield _in(clause, kind, place, **values)
        return
    ids = {*source.protocol.clauses, *source.added}
    for node in tree.walk(blocks):
        if isinstance(node, tree.ClauseReference) and is_elsewhere(node.clause):
            yield from _elsewhere(source.corpus, clause, node.clause, place)
        elif isinstance(node, tree.ClauseReference) and node.clause not in ids:
            yield _in(clause, Kind.UNKNOWN_CLAUSE, place, id=node.clause, hint=did_you_mean(node.clause, sorted(ids)))
        if isinstance(node, tree.NoteCall) and node.note not in clause.notes:
            yield _in(clause, Kind.UNKNOWN_NOTE, place, id=node.note, hint=did_you_mean(node.note, clause.notes))


def _elsewhere(corpus: Corpus, clause: Clause, called: str, place: Place) -> Iterator[Diagnostic]:
    """A clause of another protocol that no school can have."""
    protocol, _mark, id_ = called.partition(MARK)
    other = corpus.protocols.get(protocol)
    if other is None:
        detail, hint = _("there is no protocol “{id}”").format(id=protocol), did_you_mean(protocol, corpus.protocol_ids)
    else:
        ids = {*other.clauses, *Source(corpus, other, ()).added}
        if id_ in ids:
            return
        detail = _("“{title}” has no clause “{id}”").format(title=other.protocol.title, id=id_)
        hint = did_you_mean(id_, sorted(ids))
    yield _in(clause, Kind.UNKNOWN_ELSEWHERE, place, id=called, detail=detail, hint=hint, help=_("Mend the id."))


def _with_words(wording: str) -> str:
    """The wording with a harmless word for each placeholder; an address where a link's address is one."""
    return PLACEHOLDER.sub("woord", with_addresses(wording.strip()))


def _in(clause: Clause, kind: Kind, place: Place, **values: str) -> Diagnostic:
    return Diagnostic(kind, place, values, target=clause.id)
