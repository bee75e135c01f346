"""The source as a whole: what nobody uses, and wordings that no document has tried out yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from gettext import gettext as _
from typing import Any

from schoolprotocol.check.part import Part, Use
from schoolprotocol.check.written import with_addresses
from schoolprotocol.config import Key
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.model.base import Sourced
from schoolprotocol.model.clause import Clause
from schoolprotocol.model.document import Decision, Document
from schoolprotocol.model.outline import Outline, Section, excerpt_of
from schoolprotocol.model.variant import Add
from schoolprotocol.places import Place
from schoolprotocol.policy.elsewhere import MARK, is_elsewhere
from schoolprotocol.policy.model import Organisation, Policy
from schoolprotocol.policy.walk import every_clause
from schoolprotocol.source.corpus import Corpus, ProtocolSource
from schoolprotocol.suggest import did_you_mean
from schoolprotocol.text import tree
from schoolprotocol.text.parse import MarkupError, parse
from schoolprotocol.text.template import PLACEHOLDER, names_in, quoted, stray


class Whole:
    """All schools, as far as the rules about the whole source ask of them."""

    def __init__(self, parts: Iterable[Part]) -> None:
        self.parts = tuple(parts)
        self.schools = frozenset(part.school for part in self.parts if part.is_read)
        self._uses: dict[str, list[Use]] = defaultdict(list)
        for part in self.parts:
            for use in part.uses:
                self._uses[use.protocol].append(use)

    def uses(self, protocol: str) -> Sequence[Use]:
        """What each variant of a protocol uses, published or not."""
        return self._uses.get(protocol, ())

    @property
    def documents(self) -> tuple[Use, ...]:
        """Every document that is published, by school and protocol."""
        found = (use for part in self.parts for use in part.uses if use.is_published)
        return tuple(sorted(found, key=lambda use: (use.school, use.protocol)))

    def has_all(self, protocol: str | None = None) -> bool:
        """Whether every document resolves; of one protocol where given."""
        return all(use.is_resolved for use in self.documents if protocol in {None, use.protocol})


@dataclass(frozen=True)
class Source:
    """One protocol with all that builds on it."""

    corpus: Corpus
    """What all schools share, with the faults of everybody."""
    protocol: ProtocolSource
    whole: Whole

    @property
    def uses(self) -> Sequence[Use]:
        """What each variant uses of it, published or not."""
        return self.whole.uses(self.protocol.id)

    @cached_property
    def documents(self) -> tuple[Use, ...]:
        """Of the documents that resolve."""
        return tuple(use for use in self.uses if use.is_resolved)

    def added(self, protocol: str | None = None) -> frozenset[str]:
        """Ids of the clauses that variants add, of this protocol or of another one."""
        uses = self.uses if protocol is None else self.whole.uses(protocol)
        return frozenset(id_ for use in uses for id_, _place in use.adds)


def use_of(corpus: Corpus, key: Key, policy: Policy | None) -> Use:
    """What a variant, and the document that it makes, use of a protocol.

    Args:
        corpus: the source.
        key: the school, and the protocol of which it has a variant.
        policy: its document; None where that has faults, or is not published.
    """
    school, name = key
    variant, protocol = corpus.schools[school].variants[name], corpus.protocols.get(name)
    excerpt = excerpt_of(variant.excerpt)
    sections = [*_sections(variant.outline.sections)] if variant.outline else []
    use = Use(
        school=school,
        protocol=name,
        is_published=variant.publish,
        extends=variant.extends,
        place=variant.at("protocol"),
        gives={name: variant.at("parameters", name) for name in variant.parameters},
        adds=tuple((one.add, one.at("add")) for one in variant.operations if isinstance(one, Add)),
        names=_names_in(variant),
        sections=frozenset(section.id for section in sections),
        outlined=frozenset(
            (
                *(id_ for section in sections for group in section.body for id_ in group.clause_ids()),
                *(excerpt.clause_ids() if excerpt is not None else ()),
            )
        ),
    )
    if policy is None or protocol is None:
        return use
    tried = {text.template for clause in policy.clauses() for text in clause.texts}
    return replace(
        use,
        is_resolved=True,
        clauses=frozenset(clause.id for clause in every_clause(policy)),
        values={name: value.text for name, value in policy.values.items()},
        tried=frozenset(n for n, (_clause, wording, _place) in enumerate(_every(protocol)) if wording.strip() in tried),
    )


# -- what nobody uses -------------------------------------------------------------------------------------------------


def clause_unused(source: Source) -> Iterator[Diagnostic]:
    """A clause of the catalogue that no document has; a place in an outline that every school replaced is no use.

    A document that does not resolve might have what an outline places; so might the first one of a new protocol.
    """
    used = {id_ for use in source.documents for id_ in use.clauses}
    if not source.documents or len(source.documents) < sum(use.is_published for use in source.uses):
        base = source.protocol.protocol
        excerpt = excerpt_of(base.excerpt)
        used.update(*(use.outlined for use in source.uses), _in_outline(base.outline))
        used.update(excerpt.clause_ids() if excerpt is not None else ())
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
    found = {section.id for section in _sections(source.protocol.protocol.outline.sections)}
    released = (part.released.get(source.protocol.id, frozenset()) for part in source.whole.parts)
    return found.union(*released, *(use.sections for use in source.uses))


def id_outside_school(source: Source) -> Iterator[Diagnostic]:
    """A clause of one school whose id hides that, or one of everybody whose id names a school."""
    for use in source.uses:
        for id_, place in use.adds:
            if not _is_of(use.school, id_):
                values = {"id": id_, "school": use.school, "meant": f"{use.school}.{id_.partition('.')[2]}"}
                yield Diagnostic(Kind.ADDED_ELSEWHERE, place, values, school=use.school, target=id_)
    for clause in source.protocol.clauses.values():
        theme = clause.id.partition(".")[0]
        if theme in source.whole.schools:
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
    own = (source.protocol.protocol, *source.protocol.clauses.values())
    return frozenset().union(*map(_names_in, own), *(use.names for use in source.uses))


def _names_in(item: Sourced) -> frozenset[str]:
    return frozenset(name for text in _strings(item.model_dump()) for name in names_in(text))


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
    below = _below(source)
    for use in source.uses:
        published = [one for one in below[use.school] if one.is_published]
        if not published or not all(one.is_resolved for one in published):
            continue  # a document that does not resolve might use it
        for name, place in use.gives.items():
            if not any(name in one.values for one in published):
                yield Diagnostic(Kind.VALUE_UNUSED, place, {"name": name}, school=use.school, target=name)


def _below(source: Source) -> dict[str, list[Use]]:
    """Of each variant those that build on it, and itself. Each chain is walked once, however long somebody made it."""
    variants = {use.school: use for use in source.uses}
    found: dict[str, list[Use]] = {id_: [] for id_ in variants}
    for id_, use in variants.items():
        school, chain = id_, set[str]()
        while school in variants and school not in chain:
            chain.add(school)
            found[school].append(use)
            school = variants[school].extends
    return found


# -- wordings that no document has tried out --------------------------------------------------------------------------


def wording_broken(source: Source) -> Iterator[Diagnostic]:
    """A wording that no document uses and that none could: the same faults that resolving reports for one in use."""
    tried = frozenset[int]().union(*(use.tried for use in source.documents))
    known = known_names(source.corpus, source.protocol)
    for number, (clause, wording, place) in enumerate(_every(source.protocol)):
        if number not in tried:
            yield from _faults(source, clause, wording, place, known)


def _every(protocol: ProtocolSource) -> Iterator[tuple[Clause, str, Place]]:
    """Every wording of a catalogue, in its order."""
    return ((clause, *wording) for clause in protocol.clauses.values() for wording in _wordings(clause))


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
    ids = {*source.protocol.clauses, *source.added()}
    for node in tree.walk(blocks):
        if isinstance(node, tree.ClauseReference) and is_elsewhere(node.clause):
            yield from _elsewhere(source, clause, node.clause, place)
        elif isinstance(node, tree.ClauseReference) and node.clause not in ids:
            yield _in(clause, Kind.UNKNOWN_CLAUSE, place, id=node.clause, hint=did_you_mean(node.clause, sorted(ids)))
        if isinstance(node, tree.NoteCall) and node.note not in clause.notes:
            yield _in(clause, Kind.UNKNOWN_NOTE, place, id=node.note, hint=did_you_mean(node.note, clause.notes))


def _elsewhere(source: Source, clause: Clause, called: str, place: Place) -> Iterator[Diagnostic]:
    """A clause of another protocol that no school can have."""
    corpus = source.corpus
    protocol, _mark, id_ = called.partition(MARK)
    other = corpus.protocols.get(protocol)
    if other is None:
        detail, hint = _("there is no protocol “{id}”").format(id=protocol), did_you_mean(protocol, corpus.protocol_ids)
    else:
        ids = {*other.clauses, *source.added(protocol)}
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
