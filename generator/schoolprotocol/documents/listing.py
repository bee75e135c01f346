"""Every document with what can be said of it without resolving its text: quick, however many schools there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from schoolprotocol.model.base import Status
from schoolprotocol.source.corpus import Corpus, SchoolSource
from schoolprotocol.words.names import in_a_list


@dataclass(frozen=True, slots=True)
class Listed:
    """A document in a list."""

    school: str
    protocol: str
    name: str
    """Of the school."""
    title: str
    """Of the document, as it is typed: it may have placeholders."""
    version: str
    """Empty where its file says none."""
    status: Status | None
    review: date | None
    """Before which day somebody looks at it again."""
    faults: int
    """How many faults its files have; of its text more may be found."""
    questions: int
    """How many reactions wait for an answer."""
    returned: int
    """How many proposals from Word files wait for a decision."""
    put: date | None
    """On which day a text of this version was last put to councils."""


def listed(corpus: Corpus) -> tuple[Listed, ...]:
    """Every published document, by name of its school and by title."""
    found = (one for school in corpus.schools.values() for one in _of_school(corpus, school))
    return tuple(sorted(found, key=lambda one: (in_a_list(one.name), in_a_list(one.title), one.school, one.protocol)))


def _of_school(corpus: Corpus, school: SchoolSource) -> Iterator[Listed]:
    for protocol, variant in school.variants.items():
        document, source = variant.document, corpus.protocols.get(protocol)
        if not variant.publish:
            continue
        title, version = document.title if document else None, document.version if document else ""
        put = [p.day for p in school.proposals_of(protocol) if p.version == version and p.day is not None]
        yield Listed(
            school.id,
            protocol,
            school.school.name,
            title or (source.protocol.title if source is not None else protocol),
            version,
            document.status if document else None,
            document.review if document else None,
            len(corpus.faults_of(school.id, protocol)),
            sum(one.waits for one in school.reactions_to(protocol)),
            sum(one.waits for one in school.returned_to(protocol).values()),
            max(put, default=None),
        )
