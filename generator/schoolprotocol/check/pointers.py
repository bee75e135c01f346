"""References in words, typed by hand, that point nowhere: `hieronder`, `zie bijlage 4`, `punt 3`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from schoolprotocol.check.subject import Subject
from schoolprotocol.check.texts import sentences
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.policy.model import Clause, Section
from schoolprotocol.policy.walk import every_clause
from schoolprotocol.text.plain import bare


@dataclass(frozen=True, slots=True)
class _Spot:
    """A clause, and what stands around it."""

    clause: Clause
    before: int
    """How many clauses stand before it in the document or excerpt."""
    after: int
    """How many come after it in its chapter."""
    siblings: frozenset[str]
    """Numbers of the clauses in its own section."""


@dataclass(frozen=True, slots=True)
class _Targets:
    """What a typed reference can point to."""

    headings: frozenset[str]
    """Numbers of sections: `3`, `a`, `bijlage 1`."""
    clauses: frozenset[str]
    notes: int
    appendices: bool


_LAW = re.compile(
    r"\b(?:\w*wet|wetboek|grondwet|verordening|besluit|verdrag|richtlijn|reglement|statuut|cao|avg|uavg|wms|wpo|wvo|wec|"
    r"wbp|awb|bw|sr|sv|ivrk|evrm)\b",
    re.IGNORECASE,
)
_IN_WORDS = re.compile(
    r"(?:(?P<appendix>bijlage)|artikel|hoofdstuk|paragraaf|onderdeel|deel|§)\s+(?P<number>\w+(?:\.\w+)*)", re.IGNORECASE
)
"""The number of a section that stands in its heading."""
_BELOW = re.compile(r"\b(?:hieronder|onderstaande?|het volgende(?=\s*[.:]?$))", re.IGNORECASE)
_ABOVE = re.compile(r"\b(?:hierboven|bovenstaande?)\b", re.IGNORECASE)
_UNDERSTOOD = re.compile(r"\b(?:verstaan|verstaat|valt|vallen|begrepen)\b", re.IGNORECASE)
"""“Hieronder verstaan wij” means “by this term”: it points at nothing."""


def dead_pointer(subject: Subject) -> Iterator[Diagnostic]:
    """Words that send the reader to something that is not there."""
    sections = tuple(subject.policy.all_sections())
    targets = _Targets(
        frozenset(number for section in sections if (number := _number(section))),
        frozenset(clause.number for clause in subject.policy.clauses() if clause.number),
        len(subject.policy.notes()),
        any(section.kind == "appendix" for section in sections),
    )
    for spot in _spots(subject):
        for text, blocks in zip(spot.clause.texts, subject.tree.texts(spot.clause), strict=True):
            # References by id print nothing here: they are right by construction.
            words_of = bare(blocks)
            found = [
                *_dead(words_of, spot, targets, is_note=text not in (spot.clause.wording, spot.clause.kort)),
                *_at_the_bottom(subject, words_of, spot.clause),
            ]
            for words in dict.fromkeys(found):
                place = subject.text_at(spot.clause.id)
                yield subject.report(Kind.DEAD_POINTER, place, spot.clause.id, found=words)


def _number(section: Section) -> str:
    """The number of a section, also one that is words of its heading: `Bijlage A: Formulier`, `Artikel 3a`."""
    if section.number or section.heading is None:
        return section.number.casefold()
    found = _IN_WORDS.match(section.heading.text)
    return f"{found['appendix'] or ''} {found['number']}".strip().casefold() if found is not None else ""


def _spots(subject: Subject) -> Iterator[_Spot]:
    before = 0
    for chapter in subject.policy.sections:
        clauses = list(chapter.all_clauses())
        siblings = _siblings(chapter)
        for at, clause in enumerate(clauses):
            yield _Spot(clause, before + at, len(clauses) - at - 1, siblings.get(clause.id, frozenset()))
        before += len(clauses)
    excerpt = list(every_clause(*subject.policy.excerpt_groups))
    placed = {clause.id for clause in subject.policy.clauses()}
    for at, clause in enumerate(excerpt):
        if clause.id not in placed:
            yield _Spot(clause, at, len(excerpt) - at - 1, frozenset())


def _siblings(chapter: Section) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for section in chapter.all_sections():
        own = [clause for clause in every_clause(*section.groups) if clause.number]
        numbers = frozenset(n for clause in own for n in (clause.number, clause.number.rpartition(".")[2]))
        found |= {clause.id: numbers for clause in every_clause(*section.groups)}
    return found


def _dead(text: str, spot: _Spot, targets: _Targets, *, is_note: bool) -> Iterator[str]:
    lines = text.split("\n")
    for at, line in enumerate(lines):
        more_below = is_note or at < len(lines) - 1 or spot.after > 0
        more_above = is_note or at > 0 or spot.before > 0
        for sentence in sentences(line):
            if not _UNDERSTOOD.search(sentence):
                below = _BELOW.search(sentence)
                if below and not more_below:
                    yield below[0]
                above = _ABOVE.search(sentence)
                if above and not more_above:
                    yield above[0]
            yield from _dead_numbers(sentence, spot, targets)


_BOTTOM = re.compile(
    r"\b(?:onder\s?aan|aan\s+het\s+einde?\s+van|achter\s?in)\s+(?:dit|het|deze|de)\s+"
    r"(?:protocol|document|gedragscode|code|reglement|pagina|bladzijde)\b",
    re.IGNORECASE,
)
_THING = re.compile(
    r"\b(?:voorbeeld|disclaimer|formulier|lijst|overzicht|bijlage|stappenplan|schema|adressen|contactgegevens)\w*",
    re.IGNORECASE,
)


def _at_the_bottom(subject: Subject, text: str, clause: Clause) -> Iterator[str]:
    """Words that send the reader to the bottom of the document, where no other clause or heading has what they name."""
    for match in _BOTTOM.finditer(text) if "onder" in text.lower() or "eind" in text or "achter" in text else ():
        thing = _THING.search(text)
        if thing is None:
            continue
        name = thing[0].lower()
        others = (one.low for one in subject.said if one.clause.id != clause.id)
        headings = (section.heading.text.lower() for section in subject.policy.all_sections() if section.heading)
        if not any(name in other for other in (*others, *headings)):
            yield match[0]


def _dead_numbers(sentence: str, spot: _Spot, targets: _Targets) -> Iterator[str]:
    elsewhere = re.search(r"\b(?:onderdeel|deel|hoofdstuk|bijlage)\b", sentence, re.IGNORECASE) or "‘" in sentence
    points = targets.clauses if elsewhere else spot.siblings
    tests: tuple[tuple[str, Callable[[str], bool]], ...] = (
        (r"\b[Bb]ijlage\s+(\d+(?:\.\d+)*|[A-Z])\b", lambda n: f"bijlage {n}".casefold() in targets.headings),
        (r"\b(?:[Ii]n|[Zz]ie|[Bb]ij)(?: ook)?\s+de bijlagen?\b(?!\s+(?:\d|[A-Z]\b))", lambda _: targets.appendices),
        (r"\b(?:[Oo]nderdeel|deel)\s+([A-Z])\b", lambda n: n.casefold() in targets.headings),
        (r"\b(?:[Vv]oet)?[Nn]oot\s+(\d+)\b", lambda n: 0 < int(n) <= targets.notes),
        (r"\b(?:[Hh]oofdstuk|[Pp]aragraaf)\s+(\d+(?:\.\d+)*)\b", lambda n: n in targets.headings or _in_law(sentence)),
        (r"\b[Aa]rtikel(?:en)?\s+(\d+(?:\.\d+)*)\b", lambda n: _has_article(n, targets) or _in_law(sentence)),
        (r"\b[Pp]unt\s+(\d+(?:\.\d+)*)\b", lambda n: n in points or _whole(n, targets) or _in_law(sentence)),
    )
    for pattern, exists in tests:
        for match in re.finditer(pattern, sentence):
            is_here = not _ELSEWHERE.match(sentence, match.end())
            if is_here and not exists(match[1] if match.re.groups else ""):
                yield match[0]


_ELSEWHERE = re.compile(
    r"\s+van\s+(?:het|de|ons|onze)\s+\w*(?:plan|gids|regeling|handboek|draaiboek|convenant|meldcode|beleid)\b"
)
"""Of another document: `hoofdstuk 2 van het schoolveiligheidsplan`."""


def _has_article(number: str, targets: _Targets) -> bool:
    """Whether a clause has that number, or a section that people call an article.

    That is one of a chapter (`4.1`), or one whose clauses are not counted with its number.
    """
    is_chapter = "." not in number and any(clause.startswith(f"{number}.") for clause in targets.clauses)
    return number in targets.clauses or (number in targets.headings and not is_chapter)


def _whole(number: str, targets: _Targets) -> bool:
    """Whether it is the whole number of a clause, its section's included: `3.2`."""
    return "." in number and number in targets.clauses


def _in_law(sentence: str) -> bool:
    return _LAW.search(sentence) is not None
