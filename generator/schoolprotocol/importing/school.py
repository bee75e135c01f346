"""What a document tells about its school: enough for a first `school.yaml`, which a person completes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from schoolprotocol.addresses import MAIL
from schoolprotocol.importing.about import About
from schoolprotocol.importing.persons import Persons, is_desk, joined
from schoolprotocol.model.school import School
from schoolprotocol.source.styles import Data

_WORD: Final = r"[A-ZÀ-Þ][\w'’-]*"
_NAMES: Final = (
    rf"(?:[Bb]asisschool|OBS|CBS|PCBS|RKBS|KBS|SBO|VSO|IKC|KC|Kindcentrum|Mavo|Montessorischool|Daltonschool|Vrijeschool)"
    rf"\s+(?:(?:[Dd]e|[Hh]et|'t|St\.|Sint)\s+)?{_WORD}(?:\s+{_WORD}){{0,2}}",
    rf"(?:{_WORD}\s+){{1,3}}(?:College|Lyceum|Gymnasium|Scholengroep|Scholengemeenschap|[Oo]nderwijs[Gg]roep)\b",
    rf"\b[Ss]tichting\s+{_WORD}(?:\s+{_WORD}){{0,3}}",
)
_MAIL: Final = re.compile(r"(?<![\w.+-])" + MAIL.strip("^$") + r"(?![\w@-])")
_BOARDS: Final = (
    "het College van Bestuur",
    "het college van bestuur",
    "het schoolbestuur",
    "het bevoegd gezag",
    "het bestuur",
)
_FACTS: Final = (
    "name",
    "short",
    "site_title",
    "board",
    "leadership",
    "council",
    "place",
    "website",
    "contact",
    "email",
)
_IS_BOARD: Final = re.compile(r"stichting|bestuur|vereniging|bevoegd gezag", re.IGNORECASE)
_LEADERS: Final = ("de schoolleiding", "de directie", "de schooldirectie", "de rector", "de directeur")
_COUNCILS: Final = ("de GMR", "de MR", "de medezeggenschapsraad")


def town(name: object, texts: Sequence[str]) -> str:
    """The town in which a document seems to say that a school is; empty where it says none."""
    pattern = rf"{re.escape(str(name))}\s+(?:in|te)\s+({_WORD}(?:[ -](?:aan|den|de|op|{_WORD}))*?)(?=[\s.,;:)]|$)"
    return next((found[1] for text in texts if (found := re.search(pattern, text))), "")


def completed(data: Mapping[str, Data], about: About) -> dict[str, Data]:
    """The facts with the board that adopted the document and the council that consented to it, as texts name them."""
    found = dict(data)
    if _IS_BOARD.search(about.body) and not Persons().is_one(about.body):
        known = (name for name in _BOARDS if name.casefold() in {about.body.casefold(), f"het {about.body}".casefold()})
        found["board"] = next(known, about.body)
    council = next((one.body for one in about.consents if one.body), "")
    if council:
        found["council"] = f"de {council}"
    return {name: found[name] for name in School.model_fields if name in found}


def known_facts(given: Mapping[str, object]) -> dict[str, str]:
    """What texts can say of a school."""
    return {name: str(given[name]) for name in _FACTS if given.get(name) is not None}


def facts(id_: str, texts: Sequence[str]) -> dict[str, Data]:
    """The facts of a school as far as a document tells them; a person looks at all of them.

    Args:
        id_: of the school.
        texts: all that the document says.
    """
    name = _name(texts) or " ".join(word.capitalize() for word in id_.split("-"))
    whole = "\n".join(texts)
    short = next((f"{article} {name}" for article in ("de", "het") if f" {article} {name}" in whole), name)
    board, leadership = _most(_BOARDS, whole) or _BOARDS[-1], _most(_LEADERS, whole) or _LEADERS[1]
    data: dict[str, Data] = {
        "kind": "school",
        "name": name,
        "short": short,
        "site_title": name,
        "board": board,
        "leadership": leadership,
    }
    council = _most(_COUNCILS, whole)
    if council:
        data["council"] = council
    own = {joined(one) for one in (name, short)}
    desks = Counter(found.rstrip(".") for found in re.findall(_MAIL, whole) if is_desk(found.rstrip("."), own))
    if desks:
        data["email"] = desks.most_common(1)[0][0]
    return {**data, "contact": leadership, "style": {"primary": "#1f4e79", "accent": "#b45309"}}


def _name(texts: Sequence[str]) -> str:
    for pattern in _NAMES:
        counted = Counter(" ".join(found.split()) for text in texts for found in re.findall(pattern, text))
        if counted:
            most = max(counted.values())
            return next(name for name, many in counted.items() if many == most)
    return ""


def _most(words: Sequence[str], text: str) -> str:
    counted = {word: len(re.findall(rf"(?<!\w){re.escape(word)}(?!\w)", text)) for word in words}
    best = max(counted, key=lambda word: counted[word])
    return best if counted[best] else ""
