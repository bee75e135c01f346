"""Two clauses of one document that say the opposite for the same people, by a list of opposites; and doubled advice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from schoolprotocol.check.marks import list_says
from schoolprotocol.check.said import NEGATION, Said, for_same, same_people
from schoolprotocol.check.subject import Subject
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.policy.model import Section

_POST = r"(?:bericht(?:en)?|posts?|publicaties?|tekst(?:en)?|reacties?|tweets?)"
_DELETE = r"(?:verwijder\w*|wis(?:t|sen)?|gewist|weghalen|weggehaald|offline\s+halen)"
_HEDGED = (
    r"\b(?:(?:niet|nooit)\s+(?:meer\s+)?te\s+(?:verwijderen|wissen)|(?:kan|kunnen)\s+niet|in principe|zomaar|standaard|"
    r"zonder meer|tenzij|behalve|toch|mits|zonder\s+(?:\w+\s+)?reden|niet altijd)\b"
)


_ADVISED = r"(?:verstandig|raadzaam|aan\s+te\s+raden|kunt?|kunnen|kan|mag|mogen|(?:is|wordt)\s+gevraagd)"
_ASK = r"(?:contact|overleg\w*|informeer\w*|informeren|raadple\w+|vraagt?\s+(?:\w+\s+){0,3}(?:raad|advies))"


@dataclass(frozen=True, slots=True)
class _Opposites:
    """What one sentence says, and what another says that cannot hold beside it."""

    one: str
    other: str
    words: tuple[str, ...]
    """One of these stands in each of the two: who finds none need not look."""
    unless: str = ""
    """Where a sentence says this too, it says something else."""
    on: bool = False
    """Whether a sentence is read together with the next: `Twijfel je? Dan …`, `Zet er een regel bij. Die zegt …`."""


_OPPOSITES = (
    # always a representative · in a personal capacity
    _Opposites(
        r"\bvertegenwoordig\w*\b[^.?!]{0,160}\b(?:altijd|steeds|te allen tijde|in alle gevallen)\b|"
        r"\b(?:altijd|steeds|te allen tijde|in alle gevallen)\b[^.?!]{0,160}\bvertegenwoordig\w*|"
        r"\b(?:altijd|steeds)\s+(?:\w+\s+){0,2}namens\b",
        r"\bop\s+(?:persoonlijke|eigen)\s+titel\b|\bals\s+privé-?persoon\b|\buit\s+eigen\s+naam\b|"
        r"\bin\s+privé\b[^.?!]{0,160}\b(?:publiceer|plaats|schrijf|mening|bericht)",
        ("vertegenwoordig", "titel", "privé", "namens", "eigen naam"),
    ),
    # never delete · delete
    _Opposites(
        rf"\b{_POST}\b[^.?!]{{0,160}}\b(?:niet|nooit)\b[^.?!]{{0,160}}\b{_DELETE}|\b{_DELETE}\b[^.?!]{{0,160}}\b(?:geen|nooit|niet)\b[^.?!]{{0,160}}\b{_POST}|"
        rf"\b{_DELETE}\b[^.?!]{{0,160}}\b{_POST}\b[^.?!]{{0,160}}\b(?:niet|nooit)\b",
        rf"^(?:{_DELETE}|haal)\b(?![^.?!]{{0,160}}\b(?:niet|nooit|geen)\b)[^.?!]{{0,160}}\b{_POST}\b(?![^.?!]{{0,160}}\b(?:niet|nooit)\b)|"
        rf"\b(?:moet(?:en)?|dien(?:t|en)?)\b(?![^.?!]{{0,160}}\b(?:niet|nooit|geen)\b)[^.?!]{{0,160}}\b{_POST}\b[^.?!]{{0,160}}\b{_DELETE}|"
        rf"\b{_POST}\b(?![^.?!]{{0,160}}\b(?:niet|nooit|geen)\b)[^.?!]{{0,160}}\b(?:moet(?:en)?|dien(?:t|en)?)\b[^.?!]{{0,160}}\b{_DELETE}|"
        rf"\b(?:zij|we|wij|je|gebruikers|medewerkers|leerlingen)\s+{_DELETE}\b"
        rf"(?![^.?!]{{0,160}}\b(?:niet|nooit|geen)\b)[^.?!]{{0,160}}\b{_POST}\b|"
        rf"\b{_POST}\s+{_DELETE}\s+(?:zij|we|wij|je|u)\b(?![^.?!]{{0,160}}\b(?:niet|nooit|geen)\b)|"
        rf"\b{_DELETE}\s+(?:zij|we|wij|je|gebruikers|medewerkers|leerlingen)\b(?![^.?!]{{0,160}}\b(?:niet|nooit|geen)\b)"
        rf"[^.?!]{{0,160}}\b{_POST}\b",
        ("verwijder", "wis", "haal", "gehaald", "halen"),
        unless=_HEDGED,
    ),
    # without limit · not allowed
    _Opposites(
        r"\b(?:onbeperkte?|ongelimiteerde?|onbegrensde?)\b[^.?!]{0,160}\b(?:internet|netwerk|wifi)\b|"
        r"\b(?:internet|netwerk|wifi)\b[^.?!]{0,160}\b(?:onbeperkt|ongelimiteerd|onbegrensd)\b",
        r"\b(?:niemand|niet|geen|verboden|nooit)\b[^.?!]{0,160}\b(?:internet|netwerk|wifi)\b|"
        r"\b(?:internet|netwerk|wifi|elektronische\s+\w*middelen)\b[^.?!]{0,160}\b(?:niemand|niet|geen|verboden|nooit)\b|"
        r"\b(?:niet|verboden)\b[^.?!]{0,160}\belektronische\s+\w*middelen\b",
        ("internet", "netwerk", "wifi", "elektronische"),
    ),
    # for ever · for some time
    _Opposites(
        r"\b(?:voor\s+(?:altijd|eeuwig)|eeuwig|voorgoed)\b[^.?!]{0,160}\b(?:online|openbaar|vindbaar|zichtbaar|internet)\b|"
        r"\b(?:online|openbaar|vindbaar|zichtbaar|internet)\b[^.?!]{0,160}\b(?:voor\s+(?:altijd|eeuwig)|eeuwig|voorgoed)\b",
        r"\b(?:voor\s+)?(?:langere|geruime|enige|een\s+lange)\s+tijd\b[^.?!]{0,160}\b(?:online|openbaar|vindbaar|zichtbaar)\b|"
        r"\b(?:online|openbaar|vindbaar|zichtbaar)\b[^.?!]{0,160}\b(?:langere|geruime|enige|lange)\s+tijd\b",
        ("altijd", "eeuwig", "voorgoed", " tijd"),
        unless=r"\b(?:misschien|wellicht|mogelijk|kan|kunnen|onbepaalde)\b",
    ),
    # nothing negative · less pleasant things may be told
    _Opposites(
        r"\bgeen\s+negatieve\s+(?:berichten|teksten|uitlatingen|reacties)\b",
        r"\b(?:leuke|positieve|fijne|prettige)\b[^.?!]{0,160}\b(?:minder\s+(?:leuk|fijn|prettig|positie)\w*|vervelende|negatieve)\b|"
        r"\bvrijheid\s+van\s+meningsuiting\b",
        ("negatieve", "minder", "vervelende", "meningsuiting"),
    ),
    # one must add that it is one's own opinion · one may
    _Opposites(
        r"\b(?:mag|mogen|kan|kunnen|kunt)\b[^.?!]{0,160}\b(?:disclaimer|(?:eigen|persoonlijke)\s+(?:mening|standpunt))",
        r"\b(?:moet(?:en)?|dien(?:t|en)?|maa?k(?:en|t)?\s+(?:\w+\s+)?(?:duidelijk|kenbaar)|zetten\s+zij\s+erbij|"
        r"vermelden|vermeldt|verplicht)\b[^.?!]{0,160}\b(?:disclaimer|(?:eigen|persoonlijke)\s+(?:mening|standpunt)\w*|"
        r"op\s+(?:persoonlijke|eigen)\s+titel|mededeling\b[^.?!]{0,160}\b(?:eigen|persoonlijke?)|"
        r"(?:mededeling|regel|zin|bericht|verklaring)\b[^.?!]{0,40}\.\s+(?:daarin|hierin|die)\b[^.?!]{0,80}"
        r"\b(?:eigen|persoonlijke?)\b)",
        ("disclaimer", "mening", "standpunt", "titel", "mededeling"),
        on=True,
    ),
    # in doubt it is wise to ask · in doubt one asks
    _Opposites(
        rf"\btwijfel[^.!]{{0,160}}\b{_ADVISED}\b[^.!]{{0,120}}\b{_ASK}",
        rf"\btwijfel(?![^.!]{{0,160}}\b{_ADVISED}\b)(?![^.!]{{0,160}}\b(?:geen|niet|nooit)\b)[^.!]{{0,160}}\b{_ASK}",
        ("twijfel",),
        on=True,
    ),
)
_WORDS_FIRST = 60
"""Letters of a sentence that a message quotes."""


_COMPILED = tuple(
    (re.compile(p.one, re.I), re.compile(p.other, re.I), re.compile(p.unless, re.I) if p.unless else None)
    for p in _OPPOSITES
)


@lru_cache(maxsize=20_000)
def _side(at: int, sentence: str) -> str:
    """Which side of the opposites at this index a sentence is: `one`, `other`, empty; `both`: how they go together."""
    one, other, unless = _COMPILED[at]
    if unless is not None and unless.search(sentence):
        return ""
    is_one, is_other = one.search(sentence), other.search(sentence)
    return "both" if is_one and is_other else "one" if is_one else "other" if is_other else ""


def contradiction(subject: Subject) -> Iterator[Diagnostic]:
    """A sentence, and one in another clause for the same people that cannot hold beside it."""
    for at, pair in enumerate(_OPPOSITES):
        sides: dict[str, list[tuple[Said, str]]] = {"one": [], "other": [], "both": [], "": []}
        for said in subject.said:
            for sentence, side in _read(said, at) if said.has(*pair.words) else ():
                sides[side].append((said, sentence))
        with_other = {said.clause.id for side in ("other", "both") for said, _ in sides[side]}
        apart = [(said, s) for said, s in sides["one"] if said.clause.id not in with_other]
        for first, sentence in apart[:1]:
            against = next(((o, s) for o, s in sides["other"] if _of_same(first, o)), None)
            if against is not None:
                values = {"found": _quoted(sentence), "other": _quoted(against[1]), "label": against[0].label}
                yield subject.report_said(first, sentence, Kind.CONTRADICTION, **values)


def _read(one: Said, at: int) -> Iterator[tuple[str, str]]:
    """Each sentence and its side, where asked read with the next one; in a list of what not to do it is forbidden."""
    ban = "geen " if list_says(one) == "niet" else ""
    read = [ban + sentence for sentence in one.sentences]
    for sentence, text, after in zip(one.sentences, read, (*read[1:], ""), strict=True):
        side = _side(at, text)
        if not side and after and _OPPOSITES[at].on and not _side(at, after):
            side = _side(at, f"{text} {after}")
        yield sentence, side


_WITH_LEADERS: Final = frozenset({"leiding", "medewerker"})
"""Who leads is staff too: what staff do in doubt, they do."""


def _of_same(first: Said, other: Said, one_group: frozenset[str] = frozenset()) -> bool:
    if first.clause.id == other.clause.id or not for_same(first, other):
        return False
    one, two = first.people(), other.people()
    return same_people(one, two) or bool(one & one_group and two & one_group)


def _quoted(sentence: str) -> str:
    return sentence if len(sentence) <= _WORDS_FIRST else sentence[:_WORDS_FIRST].rsplit(" ", 1)[0] + " …"


# -- whom to tell -----------------------------------------------------------------------------------------------------

_DOUBT = re.compile(r"\btwijfel", re.IGNORECASE)
_ADDRESSEE = re.compile(
    r"\b(?P<leiding>leidinggevenden?|managers?|teamleider)\b|\b(?P<communicatie>(?:afdeling\s+)?communicatie(?:afdeling)?\b"
    r"(?!\w)(?!\s+(?:met|van|tussen|via)))|\b(?P<schoolleiding>schoolleiding|schoolleider|directie|directeur|rector)\b|"
    r"\b(?P<bestuur>bestuur|CvB)\b|\b(?P<leraar>leraar|docent|leerkracht|mentor)\b|"
    r"\b(?P<vertrouwen>vertrouwenspersoon|contactpersoon)\b",
    re.IGNORECASE,
)
_CONTACT = re.compile(r"\b(?:contact|overleg|bespre|vraa?g|raadple|meld|inform|neem|ga)\w*", re.IGNORECASE)
_ABSTAIN = re.compile(
    r"\b(?:plaats|publiceer|publiceren|plaatsen|post|deel|delen|doe|doen)\w*\b[^.?!]{0,160}\b(?:niet|geen|nooit)\b|"
    r"\b(?:niet|geen)\s+(?:\w+\s+)?(?:plaatsen|publiceren|posten|delen|doen)\b|\bgeen\s+publicatie\b",
    re.IGNORECASE,
)
_REPORT = re.compile(r"\b(?:meld(?:t|en)?|vertel(?:t|len)?|doorgeven|laat\b[^.?!]{0,160}\bweten)\b", re.IGNORECASE)
_WRONG = re.compile(
    r"\b(?:ontoelaatba\w+|grensoverschrijdend\w*|niet\s+(?:in\s+orde|door\s+de\s+beugel|kan|mag)|opmerk\w*|opvalt|"
    r"op\s?val\w*|valt\b[^.?!]{0,160}\bop|misgaat|mis\s+gaat|pesten|gepest|ongepast\w*|onacceptab\w+)\b",
    re.IGNORECASE,
)


def _addressees(text: str) -> frozenset[str]:
    return frozenset(match.lastgroup for match in _ADDRESSEE.finditer(text) if match.lastgroup)


def _in_doubt(text: str) -> frozenset[str]:
    """What one does in doubt, by this clause: whom one asks, or that one posts nothing."""
    at = _DOUBT.search(text)
    if at is None:
        return frozenset()
    rest = " ".join(re.split(r"(?<=[.?!])\s+", text[text.rfind(".", 0, at.start()) + 1 :])[:3])
    if _ABSTAIN.search(rest):
        return frozenset({"niet"})
    return _addressees(rest) if _CONTACT.search(rest) else frozenset()


def _on_seeing(text: str) -> frozenset[str]:
    """Whom one tells what is wrong, by this clause."""
    if not (_REPORT.search(text) and _WRONG.search(text)):
        return frozenset()
    told = [_addressees(s) for s in re.split(r"(?<=[.?!])\s+", text) if _REPORT.search(s) and not NEGATION.search(s)]
    return told[0] if len(told) == 1 else frozenset()


def two_ways(subject: Subject) -> Iterator[Diagnostic]:
    """In doubt, or on seeing something wrong: one clause sends to one, another to somebody else."""
    for what, read, near in (
        ("bij twijfel", _in_doubt, ("twijfel",)),
        ("om iets te melden", _on_seeing, ("meld", "vertel", "door", "laat")),
    ):
        ways = [(one, way) for one in subject.said if one.has(*near) and (way := read(one.text))]
        for at, (one, way) in enumerate(ways):
            first = next((o for o, w in ways[:at] if w != way and _of_same(o, one, _one_group(o, one))), None)
            if first is not None:
                values = {"what": what, "label": one.label, "other_label": first.label}
                yield subject.report_said(one, one.text, Kind.TWO_WAYS, **values)
                break


_THEY = re.compile(r"\btwijfel\w*\b[^.?!]{0,60}\b(?:zij|ze|hij)\b", re.IGNORECASE)


def _one_group(*both: Said) -> frozenset[str]:
    """Leaders and staff, unless a clause about leaders says what *they* do in doubt, and what they alone do."""
    apart = any("leiding" in one.people() and _THEY.search(one.text) for one in both)
    return frozenset() if apart else _WITH_LEADERS


# -- one ban on two things --------------------------------------------------------------------------------------------

_MAKE_AND_SHARE = re.compile(
    r"\b(?P<both>(?:maak(?:t)?|maken|opnemen|neemt|nemen|filmen|filmt|fotograferen)\s+(?:\w+\s+){0,3}?en\s+"
    r"(?:(?:\w+\s+){0,3}?|(?:die|deze|dit|dat|ze)\s+(?:\w+\s+){0,5}?)"
    r"(?:verspreid(?:t|en)?|deelt|delen|plaatst|plaatsen|publiceert|publiceren))\b",
    re.IGNORECASE,
)
_FORBIDS = re.compile(
    r"\b(?:niemand|geen|verboden|niet\s+(?:toegestaan|geoorloofd)|mag\s+niet|mogen\s+niet|mogen\s+geen|nooit)\b",
    re.IGNORECASE,
)


def ban_on_both(subject: Subject) -> Iterator[Diagnostic]:
    """`Niemand maakt en verspreidt foto's`: forbidden is then only what does both; also in a list of what is."""
    forbidden_below: Section | None = None
    for one in subject.said:
        if one.group.form == "prose" or forbidden_below is not one.path[-1]:
            last = one.sentences[-1] if one.sentences else ""
            forbidden_below = one.path[-1] if last.endswith(":") and _FORBIDS.search(last) else None
        listed = list_says(one) == "niet" or (forbidden_below is one.path[-1] and one.group.form != "prose")
        for sentence in one.sentences if one.has(" en ") and one.has("maak", "maken", "nem", "film", "foto") else ():
            match = _MAKE_AND_SHARE.search(sentence)
            if match and (listed or _FORBIDS.search(sentence)) and len(NEGATION.findall(sentence)) < 2:
                yield subject.report_said(one, match["both"], Kind.BAN_ON_BOTH, found=match["both"])
                break
