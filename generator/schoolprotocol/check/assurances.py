"""What a text states as certain, or leaves to something that nobody can look up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schoolprotocol.check.subject import Subject
from schoolprotocol.diagnostics import Diagnostic, Kind

_FINE = re.compile(
    r"\b(?:geld)?boetes?\b[^.?!]{0,60}?\b(?:opleveren|oplevert|op(?=\s*[.,]|$)|krijgt?|volgt|betaalt|betalen)\b|"
    r"\b(?:levert|krijg(?:t|en)?|volgt|kost|betaalt|betalen|betaal)\b[^.?!]{0,60}?\b(?:geld)?boetes?\b",
    re.IGNORECASE,
)
_PERHAPS = re.compile(
    r"\b(?:kan|kunnen|kunt|kun|zou|zouden|mogelijk|misschien|wellicht|eventueel|soms|riskeer\w*|risico|kans|mag|niet|geen|"
    r"als\s+de\s+rechter)\b",
    re.IGNORECASE,
)


def certain_fine(subject: Subject) -> Iterator[Diagnostic]:
    """A fine that the text promises; whether there is one, and how high, is up to a court."""
    for one in subject.said:
        for sentence in one.sentences if one.has("boete") else ():
            match = _FINE.search(sentence)
            if match and not _PERHAPS.search(sentence):
                yield subject.report_said(one, match[0], Kind.CERTAIN_FINE, found=match[0])
                break


_COUNCIL = re.compile(
    r"\b(?:instemming|ingestemd|goedkeuring)\b[^.?!]{0,160}\b(?:(?:G?MR|GMR)\b|\(G\)MR|(?:gemeenschappelijke\s+)?medezeggenschapsraad|"
    r"raad\b|oudergeleding|personeelsgeleding)|"
    r"\b(?:GMR|MR|(?:gemeenschappelijke\s+)?medezeggenschapsraad)\b[^.?!]{0,160}\b(?:ingestemd|instemming)\b",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"\b(?:is|zijn|werd|heeft|hebben|met|na)\b[^.?!]{0,160}\b(?:ingestemd|instemming|goedgekeurd|goedkeuring)\b",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:nodig|vereist|moet(?:en)?|zonder|voorgelegd|gevraagd|vragen|vraagt|zal|eerst|pas|zodra|als|nadat|wanneer|totdat|voordat)\b",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\b\d{1,2}[-/. ]\s?(?:\d{1,2}|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|"
    r"december)[-/. ]\s?(?:19|20)\d\d\b",
    re.IGNORECASE,
)


def council_without_date(subject: Subject) -> Iterator[Diagnostic]:
    """A clause that says that the council consented, and neither it nor the decisions say when."""
    if any(d.kind == "instemming" and d.outcome != "niet-nodig" and d.day for d in subject.policy.decisions):
        return
    for one in subject.said:
        for sentence in one.sentences if one.has("instem", "ingestemd", "goedkeuring") else ():
            match = _COUNCIL.search(sentence)
            if match and _HAPPENED.search(sentence) and not _DAY.search(sentence) and not _TO_COME.search(sentence):
                yield subject.report_said(one, match[0], Kind.COUNCIL_WITHOUT_DATE, found=match[0])
                break


_THINGS = (
    (re.compile(r"\b(?:de|haar|onze|zijn|hun)\s+kernwaarden\b", re.I), re.compile(r"\bkernwaarden?\b", re.I)),
    (
        re.compile(r"\b(?:een|de|deze)\s+disclaimer\b", re.I),
        re.compile(
            r"\bdisclaimer\b[^.?!]{0,160}(?::|\b(?:mening|standpunt|waarin|dat)\b)|\b(?:eigen|persoonlijke?)\s+(?:mening|standpunt)",
            re.I,
        ),
    ),
)
"""What a text relies on, and where it would be told."""
_THIS_LAW = re.compile(r"\b(?:deze|die|genoemde|bovengenoemde)\s+wet\b", re.IGNORECASE)
_A_LAW = re.compile(
    r"\b(?:\w+wet|wet\s+(?:op|bescherming|voortgezet|medezeggenschap)|wetboek|grondwet|u?avg)\b", re.IGNORECASE
)
_TOLD = re.compile(
    r"[:‘“]|^\s+(?:zijn|luiden|is|luidt)\b|\b(?:zoals|namelijk|zie|lees|staan\s+in|staat\s+in|te\s+vinden)\b"
)


def law_not_named(subject: Subject) -> Iterator[Diagnostic]:
    """“Deze wet”, and neither this clause nor the one before it names a law."""
    before = ""
    for one in subject.said:
        match = _THIS_LAW.search(one.text) if one.has(" wet") else None
        if match and not _A_LAW.search(one.text) and not _A_LAW.search(before):
            yield subject.report_said(one, match[0], Kind.NOT_TOLD, found=match[0])
        before = one.text


def not_told(subject: Subject) -> Iterator[Diagnostic]:
    """Core values to keep to, a disclaimer to use: and nowhere what they say, or where they stand."""
    if "kernwaarden" not in subject.low and "disclaimer" not in subject.low:
        return
    headings = " ".join(section.heading.text for section in subject.policy.all_sections() if section.heading)
    for relies, told in _THINGS:
        using = [(one, match) for one in subject.said if (match := relies.search(one.text))]
        is_here = any(
            _TOLD.search(one.text[match.end() :]) or ("disclaimer" in match[0].casefold() and told.search(one.text))
            for one, match in using
        )
        for one, match in using[:1]:
            elsewhere = any(
                told.search(other.text) and (other.clause.id != one.clause.id) and not relies.search(other.text)
                for other in subject.said
            )
            if not is_here and not elsewhere and not told.search(headings):
                yield subject.report_said(one, match[0], Kind.NOT_TOLD, found=match[0])
