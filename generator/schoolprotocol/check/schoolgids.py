"""What the text for the schoolgids takes from the document: nothing else is “laid down in” it."""

from __future__ import annotations

from collections.abc import Iterator

from schoolprotocol.check.subject import Subject
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.model.outline import Excerpt, excerpt_of
from schoolprotocol.places import Place
from schoolprotocol.resolve.outlines import place_in, place_in_list


def excerpt_lacks(subject: Subject) -> Iterator[Diagnostic]:
    """A clause that the text for the schoolgids gives as one of the document, and that the document lacks."""
    excerpt = _written(subject)
    if subject.is_release or excerpt is None or subject.policy.excerpt is None:
        return
    given = {clause.id for clause in subject.clauses}  # what the school omits is gone from it
    held = {clause.id for clause in subject.policy.clauses()}
    for id_, place in dict(_taken(excerpt)).items():
        if id_ in given and id_ not in held:
            yield subject.report(Kind.EXCERPT_LACKS, place, id_, id=id_)


def _written(subject: Subject) -> Excerpt | None:
    """The text as the nearest of the variants gives it, or the protocol."""
    given = next((variant.excerpt for variant in subject.variants if variant.excerpt is not None), None)
    protocol = subject.corpus.protocols.get(subject.policy.protocol)
    return excerpt_of(given if given is not None or protocol is None else protocol.protocol.excerpt)


def _taken(excerpt: Excerpt) -> Iterator[tuple[str, Place]]:
    for id_ in excerpt.half:
        yield id_, place_in_list(excerpt, "half", id_, excerpt.at("half"))
    for group in excerpt.body:
        yield from ((id_, place_in(group, id_)) for id_ in group.clause_ids())
