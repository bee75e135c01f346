"""The outline of a document as a page shows it, also where its texts have faults."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from schoolprotocol.errors import SchoolprotocolError

if TYPE_CHECKING:
    from schoolprotocol import Document, Policy, Section

MOST = 20
"""Results of a search."""


@dataclass(frozen=True, slots=True)
class Item:
    """A clause in an outline."""

    id: str
    number: str
    title: str
    label: str
    plain: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A section of an outline, or what stands in none."""

    id: str
    number: str
    heading: str
    depth: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """Something that a text can refer to."""

    written: str
    """What the text says."""
    name: str
    about: str


def title(document: Document) -> str:
    """The title of a document."""
    corpus = document.project.corpus
    control = corpus.schools[document.school].variants[document.protocol].document
    own = control.title if control is not None else None
    return own or corpus.protocols[document.protocol].protocol.title


def sections(document: Document) -> list[Part]:
    """The sections of a document with their clauses, and what only the schoolgids says."""
    try:
        return list(_of_policy(document.policy))
    except SchoolprotocolError:
        return [_unnumbered(document)]


def _of_policy(policy: Policy) -> Iterator[Part]:
    for section in policy.sections:
        yield from _parts(section, 0)
    placed = {clause.id for clause in policy.clauses()}
    others = [one for one in policy.by_id().values() if one.id not in placed]
    if others:
        yield Part("", "", "Alleen in de schoolgids", 0, tuple(Item(c.id, "", c.title, c.label) for c in others))


def _parts(section: Section, depth: int) -> Iterator[Part]:
    own = [clause for group in section.groups for clause in group.all_clauses()]
    items = tuple(Item(clause.id, clause.number, clause.title, clause.label) for clause in own)
    heading = section.heading.text if section.heading is not None else ""
    yield Part(section.id, section.number, heading, depth, items)
    for inner in section.sections:
        yield from _parts(inner, depth + 1)


def _unnumbered(document: Document) -> Part:
    """The clauses of a document that cannot be put together now."""
    items = []
    for id_ in document.project.uses(document.protocol).get(document.school, {}):
        known = document.wordings(id_)
        items.append(Item(id_, "", known.here.title if known is not None else id_, ""))
    return Part("", "", "Clausules", 0, tuple(items))


def found(document: Document, words: str) -> list[Target]:
    """What a text of a document can refer to, in which all of these words stand; the best first.

    Raises:
        SourceError: where the document has faults.
    """
    wanted = words.casefold().split()
    ranked = [(_rank(one, wanted), one) for one in _targets(document)]
    ranked = [one for one in ranked if one[0] is not None]
    return [one for _rank_, one in sorted(ranked, key=lambda one: one[0] or 0)][:MOST]


def _rank(target: Target, wanted: list[str]) -> int | None:
    name, about = target.name.casefold(), f"{target.name} {target.about} {target.written}".casefold()
    if not all(word in about for word in wanted):
        return None
    return 0 if all(word in name for word in wanted) else 1


def _targets(document: Document) -> Iterator[Target]:
    policy = document.policy
    for clause in policy.clauses():
        yield Target(f"{{clause}}`{clause.id}`", f"{clause.label}: {clause.title}", document.plain(clause)[:160])
    for other in document.project.documents():
        if other.school == document.school and other.protocol != document.protocol:
            yield from _of_other(other)
    for reference in document.project.corpus.references.values():
        yield Target(f"{{{{ bron.{reference.id} }}}}", reference.name, f"{reference.kind}: {reference.value or ''}")


def _of_other(other: Document) -> Iterator[Target]:
    try:
        policy = other.policy
    except SchoolprotocolError:
        return
    for clause in policy.clauses():
        name = f"{policy.title}, {clause.label}: {clause.title}"
        yield Target(f"{{clause}}`{other.protocol}:{clause.id}`", name, other.plain(clause)[:160])
