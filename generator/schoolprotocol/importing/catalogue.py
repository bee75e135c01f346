"""Clauses of a catalogue that is there already, in a document: the very same norm, or one that is like it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from schoolprotocol.compare.alike import Passage, alike
from schoolprotocol.importing.parts import Norm
from schoolprotocol.importing.plan import Likely
from schoolprotocol.model.clause import Clause
from schoolprotocol.source.corpus import Corpus, ProtocolSource
from schoolprotocol.text import myst
from schoolprotocol.text.parse import read
from schoolprotocol.text.plain import bare
from schoolprotocol.text.template import TemplateError, fill, names
from schoolprotocol.text.tree import ClauseReference, walk

_QUOTES: Final = str.maketrans("‘’‚‛“”„‟´`–—‐‑\u00a0", "''''''''''----" + " ")
_SIGN: Final = 0x100000
"""What stands for a value, in a plane for private use."""
_LETTERS: Final = 15
"""A text with fewer letters beside its values says nothing by itself."""
_WORTH: Final = 0.5
"""Below this a likeness is not worth a person's time."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A text that a clause of the catalogue can have."""

    clause: str
    alternative: str | None = None


def normalised(text: str) -> str:
    """A text without what does not make it another norm: case, white space, kinds of quotes and strokes."""
    return _alike(text).casefold()


def _alike(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).translate(_QUOTES).replace('"', "'")
    return re.sub(r"\s+", " ", plain).strip().rstrip(".;,")


def wordings(source: ProtocolSource, values: Mapping[str, str]) -> dict[str, Wording]:
    """By normalised text which clause says so, with the values of a school.

    A clause that refers to another is none of them: what it prints depends on where that stands.

    Args:
        source: the catalogue.
        values: what each name prints.
    """
    found: dict[str, Wording] = {}
    for clause in source.clauses.values():
        for name, template in _texts(clause):
            said = _printed(template, values)
            if said is not None:
                found.setdefault(normalised(said), Wording(clause.id, name))
                found.setdefault(normalised(f"{clause.title}. {said}"), Wording(clause.id, name))
    return found


@dataclass(frozen=True, slots=True)
class Pattern:
    """A text of the catalogue in which a school's own values stand."""

    wording: Wording
    expression: re.Pattern[str]
    names: tuple[str, ...]

    def values(self, text: str, known: Mapping[str, str]) -> dict[str, str] | None:
        """What its values are where a text says it; None where it does not, or where one has another value already."""
        match = self.expression.fullmatch(_alike(text))
        if match is None:
            return None
        found = {name: match[f"v{n}"].strip() for n, name in enumerate(self.names)}
        return found if all(known.get(name, value) == value for name, value in found.items()) else None


def known_values(corpus: Corpus, protocol: str) -> dict[str, tuple[str, ...]]:
    """By name of a value what it is anywhere: by default, as a choice, at some school.

    No other is read from a text: what stands in the place of a value may turn the rule round.
    """
    found: dict[str, tuple[str, ...]] = {}
    for name, one in corpus.protocols[protocol].protocol.parameters.items():
        if one.type in {"text", "choice"}:
            given = [school.variants[protocol].parameters.get(name) for school in corpus.schools.values() if protocol in school.variants]  # fmt: skip  # noqa: E501
            told = [value for value in (one.default, *one.choices, *given) if isinstance(value, str) and value]
            found[name] = tuple(sorted(dict.fromkeys(told), key=lambda value: (-len(value), value)))
    return {name: told for name, told in found.items() if told}


def patterns(source: ProtocolSource, values: Mapping[str, str], free: Mapping[str, Sequence[str]]) -> list[Pattern]:
    """The texts with values that each school chooses for itself.

    Args:
        source: the catalogue.
        values: what each other name prints.
        free: what the values can be, by name.
    """
    found = []
    for clause in source.clauses.values():
        for name, template in _texts(clause):
            used = [one for one in _names(template) if one in free]
            signs = {one: chr(_SIGN + n) for n, one in enumerate(used)}
            said = _printed(template, {**values, **signs}) if used else None
            if said is None or sum(map(str.isalpha, said)) < _LETTERS:
                continue
            for whole in (said, f"{clause.title}. {said}"):
                expression = re.escape(_alike(whole))
                for n, one in enumerate(used):
                    inside = "|".join(re.escape(_alike(value)) for value in free[one])
                    expression = expression.replace(signs[one], f"(?P<v{n}>{inside})", 1).replace(
                        signs[one], f"(?P=v{n})"
                    )
                found.append(Pattern(Wording(clause.id, name), re.compile(expression, re.IGNORECASE), tuple(used)))
    return found


def _names(template: str) -> tuple[str, ...]:
    try:
        return names(template)
    except TemplateError:
        return ()


def defaults(source: ProtocolSource) -> dict[str, str]:
    """What the parameters of a protocol print where no school gives them another value."""
    found = {}
    for name, parameter in source.protocol.parameters.items():
        if isinstance(parameter.default, str) and parameter.type in {"text", "choice", "telephone", "url"}:
            found[name] = parameter.default
    return found


def _texts(clause: Clause) -> Iterator[tuple[str | None, str]]:
    if clause.text is not None:
        yield None, clause.text
    for name, other in clause.others().items():
        yield name, other.text


def _printed(template: str, values: Mapping[str, str]) -> str | None:
    try:
        if not all(name in values for name in names(template)):
            return None
        blocks = read(fill(myst.guard(template), {name: myst.escape(text) for name, text in values.items()}))
    except TemplateError:
        return None
    if any(isinstance(node, ClauseReference) for node in walk(blocks)):
        return None
    return bare(blocks)


def likely(
    source: ProtocolSource, values: Mapping[str, str], norms: Sequence[Norm], used: Collection[str]
) -> list[Likely]:
    """Clauses of the catalogue that are like one of the document, for a person to look at.

    Args:
        source: the catalogue.
        values: what each name prints.
        norms: those that no clause of the catalogue says.
        used: clauses that the document has.
    """
    there = [
        Passage(clause.id, _printed(clause.text, values) or clause.text, clause.title)
        for clause in source.clauses.values()
        if clause.text is not None and clause.id not in used
    ]
    new = [Passage(str(n), norm.plain, norm.title) for n, norm in enumerate(norms)]
    return [
        Likely(norms[int(now)].block, was, round(one.certainty, 2))
        for one in alike(there, new, 1.0)
        if one.certainty >= _WORTH
        for was in one.old
        for now in one.new
    ]


@dataclass
class Matched:
    """Clauses of a document that a catalogue has."""

    same: dict[Norm, Wording] = field(default_factory=dict)
    """Those that say the very same."""
    read: dict[str, str] = field(default_factory=dict)
    """Values that were read from their text, by name of the parameter."""
    places: list[tuple[int, str, str]] = field(default_factory=list)
    """Of each such value the block, its name, and what it is."""
    likely: list[Likely] = field(default_factory=list)


def matched(
    source: ProtocolSource, corpus: Corpus, protocol: str, named: Mapping[str, str], norms: Iterable[Norm]
) -> Matched:
    """Find the clauses of a catalogue that say the very same, and give them their ids.

    Args:
        source: the catalogue.
        corpus: knows which values schools give.
        protocol: its id.
        named: what texts can call by name.
        norms: the clauses of the document.
    """
    values = {**named, **defaults(source)}
    known = wordings(source, values)
    free = patterns(source, named, known_values(corpus, protocol))
    made, used = Matched(), set[str]()
    others: list[Norm] = []
    for norm in norms:
        found, told = known.get(normalised(norm.plain)), dict[str, str]()
        for one in free if found is None else ():
            read = one.values(norm.plain, made.read)
            if read is not None and one.wording.clause not in used:
                found, told = one.wording, read
                break
        if found is None or norm.notes or found.clause in used or (norm.number and not norm.is_counted):
            others.append(norm)
            continue
        made.same[norm] = found
        used.add(found.clause)
        made.read |= told
        made.places += [(norm.block, name, value) for name, value in told.items()]
        norm.id, norm.title = found.clause, source.clauses[found.clause].title
    made.likely = list(likely(source, values, others, used))
    return made
