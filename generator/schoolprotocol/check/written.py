"""The source as it is written: every text of it, used by a document or not, each once and with its place.

Rules that look at what people type (and not at what a document makes of it) walk this, so that a fault in a clause of
five schools is told once, and a fault in a change note or in a decision is told at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from schoolprotocol.model.base import Sourced
from schoolprotocol.model.project import Project, Reference
from schoolprotocol.places import Place
from schoolprotocol.source.corpus import Corpus, ProtocolSource, SchoolSource
from schoolprotocol.text.parse import read
from schoolprotocol.text.plain import bare
from schoolprotocol.text.template import PLACEHOLDER
from schoolprotocol.text.tree import Link, walk

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

    @property
    def printed(self) -> str:
        """The words that readers get: marks, backslashes and references (`&#64;`) are undone.

        Below them stand the addresses of links; placeholders stay what they are.
        """
        return _printed(self.text) if self.is_markup else self.text

    @property
    def forms(self) -> tuple[str, ...]:
        """The text as it is written, and as it is printed where that differs."""
        return tuple(dict.fromkeys((self.text, self.printed)))


_NO_WORDS = re.compile(r"[&\\*_`\[\]<]")
"""Most texts hold nothing but words: they need no parser."""
_PLACEHOLDER_AS_ADDRESS = re.compile(rf"\]\(\s*{PLACEHOLDER.pattern}\s*\)")


def _printed(text: str) -> str:
    if _NO_WORDS.search(text) is None:
        return text
    blocks = read(with_addresses(text.strip()))
    addresses = (unquote(node.target) for node in walk(blocks) if isinstance(node, Link))
    return "\n".join((bare(blocks), *addresses))


def with_addresses(text: str) -> str:
    """A text with an address where a link's is a placeholder, which no parser takes for one."""
    return _PLACEHOLDER_AS_ADDRESS.sub("](https://voorbeeld.nl)", text)


def texts(corpus: Corpus, keys: Iterable[Key] | None = None) -> Iterator[Written]:
    """Every text of the source, in no particular order.

    Args:
        corpus: the source.
        keys: only what these documents are made of: their schools' own files, and the protocols.
    """
    if keys is None:
        yield from texts_of_all(corpus)
        for school in corpus.schools.values():
            yield from texts_of(school)
        return
    chosen = {*keys}
    for source in corpus.protocols.values():
        if any(protocol == source.id for _, protocol in chosen):
            yield from _of_protocol(source)
    for school in corpus.schools.values():
        if any(id_ == school.id for id_, _ in chosen):
            yield from texts_of(school)
    yield from _of_parameters(corpus)


def texts_of_all(corpus: Corpus) -> Iterator[Written]:
    """Every text that is no school's."""
    for source in corpus.protocols.values():
        yield from _of_protocol(source)
    for model in (corpus.project, *corpus.references.values()):
        yield from _of(model, None, None)
    yield from _of_parameters(corpus)


def _of_parameters(corpus: Corpus) -> Iterator[Written]:
    for name, parameter in corpus.parameters.items():
        yield from _of(parameter, name, None)


def reactions(corpus: Corpus, keys: Iterable[Key] | None = None) -> Iterator[Written]:
    """What people said of texts that were put to a council, and the answers: words of others, as they came in.

    Args:
        corpus: the source.
        keys: only the reactions to these documents.
    """
    chosen = None if keys is None else {*keys}
    for school in corpus.schools.values():
        for protocol, found in school.reactions.items():
            if chosen is None or (school.id, protocol) in chosen:
                for one in found:
                    yield from _of(one, None, school.id)


def _of_protocol(source: ProtocolSource) -> Iterator[Written]:
    models = (source.protocol, *source.clauses.values(), *source.tombstones.values(), *source.changes)
    for model in models:
        yield from _of(model, None, None)


def texts_of(source: SchoolSource) -> Iterator[Written]:
    """Every text that a school has written, but for reactions."""
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
