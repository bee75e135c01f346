"""What holds in one kind of education: who consents in secondary schools, and whose collective agreement it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schoolprotocol.check.said import Said, sentences
from schoolprotocol.check.subject import Subject
from schoolprotocol.diagnostics import Diagnostic, Kind

_CONSENT = re.compile(r"\b(?:toestemming|instemming|akkoord|goedkeuring)\b", re.IGNORECASE)
_ABOUT = re.compile(
    r"\b(?:foto|film|video|opname|beeld|geluid|portret|persoonsgegeven|gegevens|publice|plaats|naam\b|namen\b)",
    re.IGNORECASE,
)
_PARENTS = r"(?:ouders?(?!\s+dan)(?:\s*/\s*verzorgers?)?|verzorgers?|voogd(?:en)?|wettelijk\w*\s+vertegenwoordigers?)"
_OF_PARENTS = re.compile(
    rf"\b(?:van|aan|door|bij)\s+(?:de\s+|hun\s+|een\s+|beide\s+)?{_PARENTS}\b|"
    rf"\b(?:vraagt|vragen|verzoekt|verzoeken)\s+(?:\w+\s+){{0,3}}?{_PARENTS}\b|"
    rf"\b{_PARENTS}\b[^.?!]{{0,160}}\b(?:geven|geeft|verlenen|verleent|gaan|gaat|tekenen|tekent|beslissen|beslist)\b|"
    rf"\b(?:geven|geeft|verlenen|verleent|tekenen|tekent|beslissen|beslist)\s+(?:de\s+|hun\s+|een\s+)?{_PARENTS}\b",
    re.IGNORECASE,
)
_OF_PUPIL = re.compile(
    r"\b(?:zestien|16)\b|\bleerling(?:en)?\s+zelf\b|\bzelf\s+toestemming\b|"
    r"\b(?:toestemming|vra(?:ag|gen)t?)\s+(?:(?!ouder|verzorger)\w+\s+){0,3}?(?:van|aan|door)\s+(?:de\s+|een\s+)?leerling|"
    r"\bof\s+(?:(?:de|een|van|aan)\s+){0,2}leerling(?:en)?\b|"
    r"\bleerling(?:en)?\b(?:(?!\bouder|\bverzorger)[^.?!]){0,80}\b(?:geven|geeft|beslissen|beslist)\b",
    re.IGNORECASE,
)


def consent_of_parents(subject: Subject) -> Iterator[Diagnostic]:
    """Consent asked of parents only, where pupils of sixteen and over decide themselves."""
    school = subject.corpus.schools.get(subject.policy.school)
    if school is None or "vo" not in school.school.education:
        return
    asked = [one for one in subject.said if _asks_parents(one)]
    if any(_CONSENT.search(one.text) and _ABOUT.search(one.text) and _pupil_decides(one.text) for one in subject.said):
        return
    for one in asked:
        match = _OF_PARENTS.search(one.text)
        if match:
            yield subject.report_said(one, match[0], Kind.CONSENT_OF_PARENTS, found=match[0])


def _asks_parents(one: Said) -> bool:
    if not (_CONSENT.search(one.text) and _ABOUT.search(one.text)):
        return False
    return any(_CONSENT.search(sentence) and _OF_PARENTS.search(sentence) for sentence in one.sentences)


def _pupil_decides(text: str) -> bool:
    return any(_OF_PUPIL.search(sentence) for sentence in re.split(r"(?<=[.?!])\s+", text))


_AGREEMENT = re.compile(
    r"\bcao(?:\s+|-)(?:voor\s+(?:het\s+)?)?(?P<sector>po|vo|mbo|hbo|primair\s+onderwijs|voortgezet\s+onderwijs|"
    r"basisonderwijs|middelbaar\s+beroepsonderwijs|hoger\s+beroepsonderwijs)\b",
    re.IGNORECASE,
)
_SECTORS = {"primair onderwijs": "po", "basisonderwijs": "po", "voortgezet onderwijs": "vo"}
_ARTICLE = re.compile(r"\b(?:art(?:\.|ikel(?:en)?)?|lid|hoofdstuk|paragraaf)\s*\d", re.IGNORECASE)
_YEAR = re.compile(r"\b20\d\d\b|\b(?:die|zoals\s+(?:die|deze))\s+(?:nu|dan|op\s+dat\s+moment)\s+geldt\b", re.IGNORECASE)


def agreement(subject: Subject) -> Iterator[Diagnostic]:
    """A collective agreement of another kind of education, or an article of one without its year."""
    school = subject.corpus.schools.get(subject.policy.school)
    education = {*school.school.education} if school is not None else set()
    for printed in subject.clause_texts:
        matches = [*_AGREEMENT.finditer(printed.text)]
        for match in matches:
            sector = " ".join(match["sector"].casefold().split())
            sector = _SECTORS.get(sector, sector)
            if education and sector not in education:
                yield subject.report_in(printed, match[0], Kind.AGREEMENT_OF_OTHERS, found=match[0])
        cited = any(_AGREEMENT.search(s) and _ARTICLE.search(s) for s in sentences(printed.text)) if matches else False
        if cited and not _YEAR.search(printed.text):
            yield subject.report_in(printed, matches[0][0], Kind.AGREEMENT_WITHOUT_YEAR, found=matches[0][0])
