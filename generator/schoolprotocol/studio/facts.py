"""Document data and values of a school, as forms made from the model: what each is, what it is now, what holds else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from gettext import gettext as _
from typing import TYPE_CHECKING, Any

from schoolprotocol.errors import SchoolprotocolError, UsageError
from schoolprotocol.studio.workplace import Expected, digest

if TYPE_CHECKING:
    from schoolprotocol import Document, Edit, Project

Key = tuple[str, str]
VALUE, CONTROL = "waarde.", "document."
"""How the fields of values and of document data begin."""
KINDS = {"number": "number", "date": "date", "url": "url", "telephone": "tel"}
"""The type of the input for a kind of value; `text` for others."""


@dataclass(frozen=True, slots=True)
class Field:
    """Something that a school fills in."""

    name: str
    """Of the field of the form."""
    label: str
    help: str
    kind: str
    """Type of the input; `select` where there are choices."""
    own: str
    """What this school filled in; empty where it did not."""
    otherwise: str | None
    """What holds where it fills in nothing; None: then there is nothing, and something is needed."""
    origin: str = ""
    """Where that comes from, in words."""
    choices: tuple[tuple[str, str], ...] = ()
    """Value and words."""
    is_shared: bool = False
    """Whether all protocols of the school share it."""


_LABELS = {
    "title": ("Titel", "Van het document van deze school."),
    "subtitle": ("Ondertitel", "De regel onder de titel."),
    "version": ("Versie", "Twee of drie getallen met punten: 1.1. Verhoog haar als u een vastgestelde tekst wijzigt."),
    "status": ("Status", "Na ‘concept’ verandert de status vanzelf, door wat u voorlegt en besluit."),
    "day": ("Datum", "Van deze versie."),
    "effective": ("Geldt vanaf", "De dag waarop de tekst ingaat."),
    "review": ("Herziening vóór", "Voor die dag bekijkt u de tekst opnieuw."),
    "owner": ("Verantwoordelijk", "Het orgaan dat voor de tekst staat: geen naam van een persoon."),
    "manager": ("Beheer", "De functie of afdeling die de tekst bijhoudt."),
    "author": ("Opgesteld door", "De organisatie of functie die de tekst schreef."),
    "number": ("Documentnummer", "In de eigen administratie van de school."),
    "based_on": ("Gebaseerd op", "De modeltekst of bron."),
    "part_of": ("Onderdeel van", "Het grotere beleid waar de tekst bij hoort."),
}
_DAYS = ("day", "effective", "review")


def control(document: Document) -> list[Field]:
    """The document data that a school fills in."""
    variant = document.project.corpus.schools[document.school].variants[document.protocol]
    title = document.project.corpus.protocols[document.protocol].protocol.title
    known = variant.document
    found = []
    for name, (label, told) in _LABELS.items():
        own = getattr(known, name, None)
        choices: tuple[tuple[str, str], ...] = ()
        if name == "status":
            choices = tuple((one, one) for one in dict.fromkeys([str(own), "concept"]))
        kind = "select" if choices else "date" if name in _DAYS else "text"
        otherwise = {"title": title, "version": None, "status": None}.get(name, "")
        found.append(Field(f"{CONTROL}{name}", label, told, kind, str(own or ""), otherwise, choices=choices))
    return found


def values(document: Document) -> list[Field]:
    """The values of a document that a school can choose."""
    corpus = document.project.corpus
    source, shared = corpus.protocols[document.protocol].protocol.parameters, corpus.parameters
    origins, found = document.origins, []
    own = own_values(document)
    for name, declared in {**source, **shared}.items():
        origin = origins.get(name)
        if origin is None:
            continue
        otherwise, told = _otherwise(document, name)
        label = declared.title or declared.help.partition(";")[0]
        found.append(
            Field(
                f"{VALUE}{name}",
                label,
                declared.help,
                "select" if declared.type in ("choice", "boolean") else KINDS.get(declared.type, "text"),
                own.get(name, ""),
                otherwise,
                told,
                _choices(declared),
                name in shared,
            )
        )
    return found


def own_values(document: Document) -> dict[str, str]:
    """What the school itself filled in: of this protocol, and of what all of its protocols share."""
    source = document.project.corpus.schools[document.school]
    given = {**source.school.parameters, **source.variants[document.protocol].parameters}
    return {name: str(value) for name, value in given.items() if value is not None}


def _otherwise(document: Document, name: str) -> tuple[str | None, str]:
    """What holds where the school fills in nothing, and where that comes from."""
    corpus = document.project.corpus
    for giver in corpus.lineage(*document.key)[1:]:
        above = corpus.schools.get(giver)
        if above is None:
            continue
        variant = above.variants.get(document.protocol)
        given = {**above.school.parameters, **(variant.parameters if variant is not None else {})}
        if given.get(name) is not None:
            return str(given[name]), f"van {above.school.name}"
    declared = {**corpus.parameters, **corpus.protocols[document.protocol].protocol.parameters}[name]
    default = declared.default
    return (str(default), "de gewone waarde") if default is not None else (None, "")


def _choices(declared: Any) -> tuple[tuple[str, str], ...]:
    if declared.type == "boolean":
        return (("true", "ja"), ("false", "nee"))
    return tuple((one, one) for one in declared.choices)


# -- writing ----------------------------------------------------------------------------------------------------------


def told(document: Document) -> dict[str, str]:
    """What the form of a document holds, by field."""
    return {one.name: one.own for one in (*control(document), *values(document))}


def changed(form: Mapping[str, str], document: Document) -> dict[str, str]:
    """What somebody changed: the fields that say something else than when he saw them."""
    return {
        name: " ".join(form[name].split())
        for name in told(document)
        if name in form and " ".join(form[name].split()) != form.get(f"was.{name}", "")
    }


def expected(key: Key, name: str, was: str) -> Expected:
    """That a field still says what was seen."""

    def read(project: Project) -> str | None:
        try:
            return told(project.document(*key)).get(name)
        except SchoolprotocolError:
            return None

    return Expected(f"gegeven:{key[0]}:{key[1]}:{name}", digest(was), read)


def write(edit: Edit, document: Document, name: str, text: str) -> None:
    """Write a field: an empty one is taken back.

    Raises:
        UsageError: where that is a status that only decisions give.
        EditError: where it does not fit.
    """
    if name == f"{CONTROL}status" and text != "concept":
        raise UsageError(_("A text gets this status by decisions only: see the page about decisions."))
    if name.startswith(CONTROL):
        school, protocol = document.key
        given: dict[str, Any] = {name.removeprefix(CONTROL): text or None}
        edit.set_document(school, protocol, **given)
    else:
        edit.set_parameter(*document.key, name.removeprefix(VALUE), text or None)
