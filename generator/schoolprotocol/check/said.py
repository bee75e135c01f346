"""What a document says, clause by clause: to whom by its headings, about whom by its sentences, in which list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from schoolprotocol.check.texts import sentences as _sentences
from schoolprotocol.policy.model import Clause, Group, Policy, Section

EVERYBODY = "iedereen"
"""Stands among people for all whom the document is for."""
_WORDS = {
    "medewerker": (
        r"medewerkers?|(?:onderwijs)?personeel(?:sleden|slid)?|werknemers?|leraren|leraar|docent(?:en)?|leerkracht(?:en)?|"
        r"onderwijsprofessionals?|teamleden|stagiair(?:e?s|e)?"
    ),
    "leiding": (
        r"leidinggevenden?|managers?|(?:school)?bestu(?:ren|urders?)|schoolleiders?|directeur(?:en)?|directies?|teamleiders?"
    ),
    "leerling": r"leerling(?:en)?|scholieren?|student(?:en)?|kinderen",
    "ouder": (
        r"ouders?/verzorgers?|ouders(?:\s+(?:en/of|en|of)\s+verzorgers)?|ouder\s+of\s+verzorger|verzorgers?|"
        r"voogd(?:en)?|(?:(?<=\been )|(?<=\bde )|(?<=\belke )|(?<=\biedere )|(?<=, )|(?<=leerling of )|"
        r"(?<=leerling en )|(?<=leerling en/of ))ouder(?!\s+dan\b|/)"
    ),
    EVERYBODY: r"iedereen|niemand|iemand|(?:alle\s+)?gebruikers?|(?:alle\s+)?betrokkenen?|men|wie|wij|we",
}
"""Who, by the words for them; the keys are those of `audience`, and two of our own."""
_ONE = "|".join(f"(?:{words})" for words in _WORDS.values())
_NAMED = re.compile("|".join(rf"(?P<{who}>(?<![\w-])(?:{words})(?![\w-]))" for who, words in _WORDS.items()), re.I)
PEOPLE: Final = _NAMED
"""Any word for people."""
_AND = r"(?:\s*,\s*|\s+en/of\s+|\s+(?:en|of)\s+)"
_OF_THEM = r"(?:(?:alle|de|onze|iedere|elke|een|andere)\s+)?"
LIST = rf"{_OF_THEM}(?:{_ONE})(?:{_AND}{_OF_THEM}(?:{_ONE}))*(?![\w-])"
"""People in a row: `medewerkers, leerlingen en ouders`."""
_SUBJECT = re.compile(
    r"^(?:(?:dan|daarom|ook|daarnaast|verder|als|indien|wanneer)\s+|het\s+is\s+(?:voor\s+)?)?(?:(?:[^\W\d]{2,}en|doen|gaan|zien|staan|zijn|is|heeft|mag|moet|kan|"
    rf"wil|doet|gaat|krijgt|plaatst|deelt|handelt|twijfelt|ziet|weet)\s+)?(?P<people>{LIST})",
    re.IGNORECASE,
)
"""Who does it, at the beginning of a sentence: `Alle medewerkers …`, `Doen medewerkers mee …`; not who is told to."""
_ABOUT_THEM = re.compile(
    rf"\b(?:met|over|van|aan|tussen|bij|door|tegen|naar|samen)\s+{LIST}|\b(?:je|jouw|uw)\s+(?:{_ONE})", re.IGNORECASE
)


@lru_cache(maxsize=20_000)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a plain text, as in `texts`; the schools share most of them."""
    return _sentences(text)


@lru_cache(maxsize=20_000)
def named(text: str) -> frozenset[str]:
    """Which people a text names."""
    return frozenset(match.lastgroup for match in _NAMED.finditer(text) if match.lastgroup)


@lru_cache(maxsize=20_000)
def doing(sentence: str) -> frozenset[str]:
    """Which people a sentence is about, by its beginning; nobody where that does not say it."""
    match = _SUBJECT.match(sentence)
    return named(match["people"]) if match else frozenset()


@lru_cache(maxsize=2_000)
def meant_for(heading: str) -> frozenset[str]:
    """For whom a part is, by its heading: `voor medewerkers`, but not `het gesprek met leerlingen`."""
    return named(_ABOUT_THEM.sub(" ", heading))


@dataclass(frozen=True, slots=True)
class Said:
    """One clause in its place."""

    clause: Clause
    text: str
    """Its wording, plain."""
    low: str
    """The same in small letters: rules ask it first whether a word stands there at all."""
    path: tuple[Section, ...]
    """The sections around it, from the chapter down."""
    headings: tuple[str, ...]
    """Theirs, the nearest first."""
    group: Group
    column: int | None
    """Index of the column of `group` in which it stands."""
    framed: bool
    """Whether it stands in a text that is also used by itself."""

    @property
    def sentences(self) -> tuple[str, ...]:
        """Its sentences."""
        return sentences(self.text)

    @property
    def label(self) -> str:
        """How one refers to it."""
        return self.clause.label or self.clause.id

    def has(self, *parts: str) -> bool:
        """Whether one of these stands in its text, in small letters."""
        return any(part in self.low for part in parts)

    def people(self) -> frozenset[str]:
        """Whom it is about: by its sentences, else by the nearest heading that names people, else by its audience."""
        told = frozenset[str]().union(*(doing(sentence) for sentence in self.sentences))
        if told:
            return told
        by_heading = (meant_for(heading) for heading in self.headings)
        return next((people for people in by_heading if people), frozenset(self.clause.audience))


def said(policy: Policy, plain: dict[str, str]) -> tuple[Said, ...]:
    """Every clause of a document in reading order; the excerpt's own are not among them.

    Args:
        policy: the document.
        plain: the wording of each clause as plain text, by id.
    """

    def below(section: Section, above: tuple[Section, ...], *, framed: bool) -> Iterator[Said]:
        path, inside = (*above, section), framed or section.framed
        headings = tuple(one.heading.text for one in reversed(path) if one.heading)
        for group in section.groups:
            apart = inside or group.form == "callout"
            for clause in group.clauses:
                yield Said(clause, plain[clause.id], plain[clause.id].lower(), path, headings, group, None, apart)
            for number, column in enumerate(group.columns):
                for clause in column.clauses:
                    yield Said(clause, plain[clause.id], plain[clause.id].lower(), path, headings, group, number, apart)
        for child in section.sections:
            yield from below(child, path, framed=inside)

    return tuple(one for section in policy.sections for one in below(section, (), framed=False))


def for_same(first: Said, second: Said) -> bool:
    """Whether two clauses are for readers in common, and both in the document's own voice or both not."""
    return first.framed == second.framed and bool(set(first.clause.audience) & set(second.clause.audience))


def same_people(first: Iterable[str], second: Iterable[str]) -> bool:
    """Whether people are in common; everybody has all in common."""
    one, other = {*first}, {*second}
    return EVERYBODY in one | other or bool(one & other)


NEGATION = re.compile(r"\b(?:niet|niets|geen|nooit|niemand|nergens|verboden|ontoelaatbaar|noch)\b", re.IGNORECASE)
