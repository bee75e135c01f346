"""The names that a text may use, with what each stands for in this document and where that comes from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schoolprotocol import Document, Origin, Project

_USED = re.compile(r"\{\{\s*([a-z][a-z0-9._-]*)")
_WRITTEN = re.compile(r"\{\{\s*([a-z][a-z0-9._-]*)[^{}]*\}\}")


@dataclass(frozen=True, slots=True)
class Name:
    """A name that a text may use."""

    name: str
    value: str | None
    """What it stands for in this document; None where that is not filled in."""
    help: str
    """What it is."""
    origin: str
    """Where the value comes from, in words."""
    group: str
    """`waarden`, `school`, `document`, `besluit` or `bron`."""

    @property
    def words(self) -> str:
        """What people call it: `de naam van de school, voluit`; of what the board named itself, that name."""
        return called(self.name)


_SCHOOL = {
    "name": "de naam van de school, voluit",
    "short": "de naam van de school midden in een zin",
    "site_title": "de naam boven de site",
    "board": "het bestuur",
    "leadership": "wie de school leidt",
    "council": "de medezeggenschapsraad",
    "place": "de plaats",
    "website": "het adres van de site",
    "contact": "bij wie u terecht kunt",
    "email": "het e-mailadres",
}
_DOCUMENT = {
    "title": "de titel van dit document",
    "subtitle": "de regel onder de titel",
    "version": "het nummer van deze versie",
    "status": "de status",
    "day": "de datum van deze versie",
    "effective": "vanaf wanneer het geldt",
    "review": "voor wanneer het wordt herzien",
    "owner": "wie verantwoordelijk is",
    "manager": "wie het bijhoudt",
    "author": "wie het schreef",
    "number": "het documentnummer",
    "based_on": "waarop het is gebaseerd",
    "part_of": "waarvan het deel is",
    "url": "het vaste adres van dit document",
}


def called(name: str) -> str:
    """A name in words."""
    group, _dot, rest = name.partition(".")
    known = {"school": _SCHOOL, "document": _DOCUMENT}.get(group, {}).get(rest)
    if group == "besluit" and rest:
        return f"de datum van het besluit {rest}"
    return known or re.sub(r"[._-]+", " ", rest if group == "bron" and rest else name)


def in_words(text: str) -> str:
    """A text of the source for who reads it outside of its box: `[de plaats]` instead of `{{ school.place }}`."""
    return _WRITTEN.sub(lambda found: f"[{called(found[1])}]", text)


def names(document: Document) -> dict[str, Name]:
    """Every name that texts of a document may use; nothing where its school or protocol cannot be read."""
    return _names(document.project, *document.key)


@lru_cache(maxsize=8)  # asked for with every key, of a project that is the same until somebody saves
def _names(project: Project, school: str, protocol: str) -> dict[str, Name]:
    document = project.document(school, protocol)
    found = document.origins
    return {name: _name(document, name, origin) for name, origin in sorted(found.items(), key=_order)}


def used(text: str, known: dict[str, Name]) -> list[Name]:
    """The names in a text, in its order, each once; of one that nobody knows, that nobody does."""
    return [
        known.get(name, Name(name, None, "Deze naam is hier niet bekend.", "", ""))
        for name in dict.fromkeys(_USED.findall(text))
    ]


def _order(one: tuple[str, Origin]) -> tuple[int, str]:
    groups = ("waarden", "school", "document", "besluit", "bron")
    return groups.index(_group(one[0], one[1])), one[0]


def _group(name: str, origin: Origin) -> str:
    if origin.level in ("default", "variant", "shared"):
        return "waarden"
    first = name.partition(".")[0]
    return first if first in ("school", "document", "besluit") else "bron"


def _name(document: Document, name: str, origin: Origin) -> Name:
    group, rest = _group(name, origin), name.partition(".")[2]
    value = origin.value.text if origin.value is not None else None
    return Name(name, value, _help(document, name, group, rest), _told(document, origin), group)


def _help(document: Document, name: str, group: str, rest: str) -> str:
    corpus = document.project.corpus
    if group == "waarden":
        declared = {**corpus.parameters, **corpus.protocols[document.protocol].protocol.parameters}
        return declared[name].help if name in declared else ""
    if group == "bron":
        known = corpus.references.get(rest)
        return known.name if known is not None else ""
    if group == "besluit":
        return "de datum van dit besluit"
    return {"school": _SCHOOL, "document": _DOCUMENT}[group].get(rest, "")


def _told(document: Document, origin: Origin) -> str:
    corpus = document.project.corpus
    if origin.level == "default":
        return "geldt als een school niets kiest" if origin.value is not None else "nog niet ingevuld"
    if origin.level == "references":
        return "uit de lijst van wetten en bronnen"
    if origin.level == "document":
        return "uit de documentgegevens"
    known = corpus.schools.get(origin.school or "")
    giver = known.school.name if known is not None else ""
    if origin.level == "school":
        return "uit de gegevens van de school"
    return f"gekozen door {giver}" if giver else ""
