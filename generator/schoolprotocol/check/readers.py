"""Parts whose heading is for one reader and whose text addresses another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schoolprotocol.check.said import EVERYBODY, Said, doing, meant_for, named
from schoolprotocol.check.subject import Subject
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.policy.model import Section
from schoolprotocol.words.grammar import enumerate_nl
from schoolprotocol.words.terms import AUDIENCE_WORDS

_READERS = ("medewerker", "leerling", "ouder")
_SEVERAL = 2
_ADDRESSES_TEACHER = re.compile(
    r"^(?:vertel|vraag|laat|leer|maak|wijs|geef|bespreek|praat|ga|help|stel|betrek|spreek|benoem|begeleid|zie|nodig|stimuleer|"
    r"toon|observeer)\b[^.?!]{0,160}\b(?:leerling(?:en)?|kinderen|jongeren|klas|groep)\b|"
    r"\b(?:je|jouw|uw)\s+(?:eigen\s+)?(?:leerlingen|klas|groep|lessen)\b|\bals\s+(?:leraar|docent|leerkracht|mentor)\b|"
    r"^(?:een|de|als)\s+(?:leraar|docent|leerkracht|mentor)\b",
    re.IGNORECASE,
)
"""Only who teaches can be meant."""
_WITH_FELLOWS = re.compile(r"\b(?:klasgenoten|je\s+(?:leraar|docent|mentor|ouders))\b", re.IGNORECASE)


def wrong_reader(subject: Subject) -> Iterator[Diagnostic]:
    """A chapter that its heading gives to pupils, and whose text speaks to teachers; or the other way round."""
    for section in subject.policy.all_sections():
        meant = _for_one(section)
        if meant is None:
            continue
        inside = [one for one in subject.said if section in one.path]
        by_audience = [one for one in inside if meant not in one.clause.audience]
        by_text = [one for one in inside if meant == "leerling" and _speaks_to_teacher(one)]
        wrong = max(by_audience, by_text, key=len)
        if len(wrong) >= _SEVERAL and 2 * len(wrong) >= len(inside):
            heading = section.heading.text if section.heading else ""
            place = subject.text_at(section.id)
            to = AUDIENCE_WORDS["medewerker"] if wrong is by_text else _told(wrong)
            values = {"heading": heading, "people": to, "count": str(len(wrong)), "label": wrong[0].label}
            yield subject.report(Kind.WRONG_READER, place, section.id, **values)


def _for_one(section: Section) -> str | None:
    """The one group for whom a section is by its heading; None where it is for more, or does not say."""
    meant = meant_for(section.heading.text) if section.heading else frozenset()
    return next(iter(meant)) if len(meant) == 1 and meant <= {*_READERS} else None


def _speaks_to_teacher(one: Said) -> bool:
    return any(_ADDRESSES_TEACHER.search(s) and not _WITH_FELLOWS.search(s) for s in one.sentences)


def _told(wrong: list[Said]) -> str:
    who = [reader for reader in _READERS if any(reader in one.clause.audience for one in wrong)]
    return enumerate_nl([AUDIENCE_WORDS[reader] for reader in who if reader in AUDIENCE_WORDS])


# -- the right rule in the wrong part ---------------------------------------------------------------------------------

_AT_WORK = re.compile(r"\b(?:werksituaties?|werktijd|tijdens\s+(?:het\s+)?werk|op\s+het\s+werk)\b", re.IGNORECASE)
_OFF_WORK = re.compile(
    r"\b(?:buiten\s+(?:het\s+)?werk\w*|buiten\s+werktijd|privésituaties?|in\s+privé|vrije\s+tijd|privé)\b",
    re.IGNORECASE,
)
_PRIVATE = re.compile(
    r"\b(?:privé-?(?:mening|account|opvatting|bericht|standpunt)\w*|persoonlijke\s+(?:mening|opvatting|standpunt)\w*|"
    r"op\s+persoonlijke\s+titel|privé)\b",
    re.IGNORECASE,
)


def wrong_part(subject: Subject) -> Iterator[Diagnostic]:
    """A rule for one group under a heading for all, while that group has a part; one about private life under work."""
    parts = [section for section in subject.policy.all_sections() if section.heading]
    own: dict[str, list[Section]] = {}
    for section in parts:
        if (who := _for_one(section)) is not None:
            own.setdefault(who, []).append(section)
    off_work = next((s for s in parts if s.heading and _OFF_WORK.search(s.heading.text)), None)
    for one in subject.said:
        heading = one.headings[0] if one.headings else ""
        better: list[Section] = []
        if EVERYBODY in meant_for(heading):
            told = [doing(sentence) for sentence in one.sentences]
            who = next(iter(told[0])) if told and len(told[0]) == 1 else None
            better = own.get(who or "", []) if all(people <= {who} for people in told) else []
        elif off_work is not None and _AT_WORK.search(heading) and not _OFF_WORK.search(heading):
            better = [off_work] if _PRIVATE.search(one.text) else []
        if better:
            names = " / ".join(section.heading.text for section in better if section.heading)
            values = {"heading": heading, "label": one.label, "better": names}
            yield subject.report_said(one, one.text, Kind.WRONG_PART, **values)


def audience_against_text(subject: Subject) -> Iterator[Diagnostic]:
    """A clause whose text says who does it, and whose audience leaves them out."""
    for one in subject.said:
        told = [people & {*_READERS} for s in one.sentences if (people := doing(s)) and EVERYBODY not in people]
        told = [people for people in told if people]
        begins = one.sentences and doing(one.sentences[0])
        if told and begins and all(not people & {*one.clause.audience} for people in told):
            who = enumerate_nl([AUDIENCE_WORDS[r] for r in _READERS if r in told[0]])  # type: ignore[index]
            audience = enumerate_nl([AUDIENCE_WORDS[a] for a in one.clause.audience])
            values = {"people": who, "audience": audience}
            yield subject.report_said(one, one.text, Kind.AUDIENCE_AGAINST_TEXT, **values)


# -- numbers of parts -------------------------------------------------------------------------------------------------


def part_without_letter(subject: Subject) -> Iterator[Diagnostic]:
    """Beside parts that have a letter or number, after them, one that has none."""
    for section in subject.policy.all_sections():
        lettered = [child for child in section.sections if child.number]
        bare = [child for child in section.sections if not child.number and child.heading]
        if len(lettered) >= _SEVERAL and bare:
            late = next((c for c in bare if section.sections.index(c) > section.sections.index(lettered[0])), None)
            if late is not None and late.heading is not None:
                values = {"heading": late.heading.text, "number": lettered[-1].number}
                yield subject.report(Kind.PART_WITHOUT_LETTER, subject.text_at(late.id), late.id, **values)


_ALL_NAMED = re.compile(r"\balle\s+(?:gebruikers|betrokkenen)\b[^()]*\((?P<list>[^()]+)\)", re.IGNORECASE)
_SCOPE = re.compile(
    r"\b(?:bedoeld|bestemd|geldt|er)\s+voor\s+(?:iedereen|allen|alle)\b|\bdoelgroep\b|\bvoor\s+iedereen\s+(?:in|die)\b",
    re.IGNORECASE,
)
_FURTHER = re.compile(
    r"\b(?:stagiaire?s?|vrijwilligers?|uitzendkrachten|oud-leerlingen|andere\s+betrokkenen|"
    r"(?:mensen|personen|anderen|degenen|iedereen)\b[^.,;]{0,30}\bop\s+(?:een\s+)?andere\s+(?:manier|wijze)\b"
    r"(?:\s+mee)?(?:\s+(?:verbonden|betrokken)\b)?(?:\s+zijn\b)?|"
    r"op\s+(?:een\s+)?andere\s+(?:manier|wijze)\s+\w+\s+betrokken)",
    re.IGNORECASE,
)


def all_but_some(subject: Subject) -> Iterator[Diagnostic]:
    """A heading for all that names fewer people than the clause on whom the document is for."""
    scopes = [one for one in subject.said if _SCOPE.search(one.text) and _several(one.text)]
    further = {one.clause.id: [match[0] for match in _FURTHER.finditer(one.text)] for one in scopes}
    scope = max(scopes, key=lambda one: len(further[one.clause.id]), default=None)  # the one that names most
    if scope is None or not further[scope.clause.id]:
        return
    people = enumerate_nl(further[scope.clause.id])
    for section in subject.policy.all_sections():
        match = _ALL_NAMED.search(section.heading.text) if section.heading else None
        if match and section.heading and _several(match["list"]) and not _FURTHER.search(match["list"]):
            values = {"heading": section.heading.text, "people": people, "label": scope.label}
            yield subject.report(Kind.HEADING_LEAVES_OUT, subject.text_at(section.id), section.id, **values)


def _several(text: str) -> bool:
    return len(named(text) & {*_READERS}) >= _SEVERAL
