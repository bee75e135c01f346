"""The source as it is written: every text of it, used by a document or not, each once and with its place.

Rules that look at what people type (and not at what a document makes of it) walk this, so that a fault in a clause of
five schools is told once, and a fault in a change note or in a decision is told at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from schoolprotocol.model.base import Sourced
from schoolprotocol.model.project import Project, Reference
from schoolprotocol.places import Place
from schoolprotocol.source.corpus import Corpus, ProtocolSource, SchoolSource

Key = tuple[str, str]

_MARKUP = frozenset(("text", "kort", "alternatives", "notes", "motive", "consequences", "measures"))
"""Keys whose texts are written in the little language; the others hold plain lines."""
_NAMES = ("id", "add", "replace", "set", "omit", "move", "dropped")
"""Keys by which an object is known."""
_NO_TEXT = frozenset(
    (
        *(
            *_NAMES,
            "after",
            "before",
            "was",
            "replaced_by",
            "clauses",
            "sections",
            "parameters",
            "references",
            "schools",
        ),
        *("logo", "source", "website", "url", "successor", "contradicted_by", "age_about", "text_hash", "replaces"),
        *(
            "prose",
            "numbered",
            "bullets",
            "dos",
            "donts",
            "callout",
            "short_clause",
            "intro",
            "half",
            "closing",
            "readers",
            "code",
            "type",
            "protocol",
        ),
    )
)
"""Keys that hold ids, addresses and expressions, which the loader holds to their form."""


@dataclass(frozen=True, slots=True)
class Written:
    """One text as it stands in a file."""

    owner: Sourced
    """The object that has it."""
    key: str
    """Its key there."""
    text: str
    place: Place
    target: str | None
    """Id of the innermost object around it that has one; else its key."""
    school: str | None
    """The school in whose folder it stands; None: it is everybody's."""

    @property
    def is_markup(self) -> bool:
        """Whether it is clause text; else it is a plain line."""
        return self.key in _MARKUP and not isinstance(self.owner, Project | Reference)


def texts(corpus: Corpus, keys: Iterable[Key] | None = None) -> Iterator[Written]:
    """Every text of the source, in no particular order.

    Args:
        corpus: the source.
        keys: only what these documents are made of: their schools' own files, and the protocols.
    """
    chosen = None if keys is None else {*keys}
    for source in corpus.protocols.values():
        if chosen is None or any(protocol == source.id for _, protocol in chosen):
            yield from _of_protocol(source)
    for school in corpus.schools.values():
        if chosen is None or any(id_ == school.id for id_, _ in chosen):
            yield from _of_school(school)
    if chosen is None:
        for model in (corpus.project, *corpus.references.values()):
            yield from _of(model, None, None)


def _of_protocol(source: ProtocolSource) -> Iterator[Written]:
    models = (source.protocol, *source.clauses.values(), *source.tombstones.values(), *source.changes)
    for model in models:
        yield from _of(model, None, None)


def _of_school(source: SchoolSource) -> Iterator[Written]:
    for model in (source.school, *source.variants.values()):
        yield from _of(model, None, source.id)


def _of(model: Sourced, target: str | None, school: str | None) -> Iterator[Written]:
    given = (getattr(model, name, None) for name in _NAMES)
    target = next((name for name in given if isinstance(name, str)), target)
    for key, value in model:
        if key not in _NO_TEXT or isinstance(value, dict):
            yield from _in(model, key, (key,), value, target, school)
        elif isinstance(value, tuple):  # sections: objects in an outline, ids in a change note
            for item in value:
                if isinstance(item, Sourced):
                    yield from _of(item, target, school)


def _in(
    owner: Sourced, key: str, path: tuple[str | int, ...], value: object, target: str | None, school: str | None
) -> Iterator[Written]:
    match value:
        case str():
            yield Written(owner, key, value, owner.at(*path), target or key, school)
        case Sourced():
            yield from _of(value, target, school)
        case dict():
            for name, item in value.items():
                yield from _in(owner, key, (*path, name), item, target or name, school)
        case tuple() | list():
            for index, item in enumerate(value):
                yield from _in(owner, key, (*path, index), item, target, school)
