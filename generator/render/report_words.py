"""The Dutch words of change reports."""

from __future__ import annotations

from collections.abc import Mapping

from generator.model.changes import Facet
from generator.model.source import GroupForm
from generator.render.environment import STATUS_WORDS

FACETS: dict[Facet, str] = {
    "added": "toegevoegd",
    "dropped": "vervallen",
    "split": "gesplitst",
    "merged": "samengevoegd",
    "changed": "gewijzigd",
    "moved": "verplaatst",
    "form": "andere vorm",
    "audience": "andere doelgroep",
    "reference": "andere verwijzing",
    "parameter": "andere waarde",
    "heading": "kop gewijzigd",
    "renamed": "andere sleutel",
    "metadata": "gegevens gewijzigd",
    "renumbered": "hernummerd",
}

FORMS: dict[GroupForm, str] = {
    "prose": "lopende tekst",
    "numbered": "genummerde lijst",
    "bullets": "opsomming",
    "dos": "wel doen",
    "donts": "niet doen",
    "callout": "kader",
    "columns": "tabel",
}

_DOCUMENT = {
    "title": "Titel",
    "subtitle": "Ondertitel",
    "version": "Versie",
    "status": "Status",
    "day": "Datum",
    "effective": "Van kracht vanaf",
    "review": "Opnieuw bekijken vóór",
    "owner": "Eigenaar",
    "manager": "Beheer",
    "author": "Opgesteld door",
    "number": "Documentnummer",
    "based_on": "Gebaseerd op",
    "part_of": "Onderdeel van",
    "decision": "Besluit",
    "history": "Versiegeschiedenis",
    "omission": "Clausule die de school weglaat",
    "excerpt": "Clausule in de schoolgids",
    "excerpt-short": "Verwijzing in de schoolgids",
}
_SCHOOL = {
    "id": "Sleutel van de school",
    "kind": "Soort organisatie",
    "name": "Naam",
    "short": "Naam in een zin",
    "site_title": "Titel van de website",
    "board": "Bestuur",
    "leadership": "Leiding",
    "council": "Medezeggenschapsraad",
    "place": "Plaats",
    "website": "Website",
    "contact": "Contact",
    "email": "E-mailadres",
}
_DECISIONS = {
    "voorgenomen-besluit": "voorgenomen besluit",
    "advies": "advies",
    "instemming": "instemming",
    "vaststelling": "vaststelling",
}


def field_name(field: str) -> str:
    """A field of document control in words; unknown ones by their own name."""
    group, _dot, rest = field.partition(".")
    if group == "organisation":
        return _SCHOOL.get(rest, rest)
    if group == "besluit":
        return f"Dag van {_DECISIONS.get(rest, rest)}"
    return _DOCUMENT.get(field, field)


def field_value(field: str, value: str | None, titles: Mapping[str, str]) -> str:
    """A field's value in words; `titles` is the clauses' titles by id."""
    if value is None:
        return ""
    if field == "status":
        return next((words for status, words in STATUS_WORDS.items() if status == value), value)
    return titles.get(value, value) if field.startswith("excerpt") else value


def value_name(name: str) -> str:
    """A fact of the school or a reference in words; a parameter by its own name."""
    group, _dot, rest = name.partition(".")
    if group == "school":
        return f"{_SCHOOL.get(rest, rest)} (gegevens van de school)"
    if group == "bron":
        return f"Bron ‘{rest}’"
    return name


def enumerate_nl(words: list[str]) -> str:
    """`a`, `a en b`, `a, b en c`."""
    return " en ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def count(number: int, one: str, many: str) -> str:
    """`1 clausule`, `2 clausules`."""
    return f"{number} {one if number == 1 else many}"
