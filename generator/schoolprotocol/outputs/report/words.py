"""The Dutch words of change reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schoolprotocol.compare.changeset import Change, Facet, HeadingChange, ParameterChange
from schoolprotocol.model.outline import GroupForm
from schoolprotocol.outputs.environment import STATUS_WORDS
from schoolprotocol.outputs.report.input import ReportInput

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
    "parameter": "ander gegeven",
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


def value_title(name: str, report: ReportInput) -> str:
    """What a value is called: a parameter by its title, a fact of the school or a reference in words."""
    group, _dot, rest = name.partition(".")
    if group == "school":
        return f"{_SCHOOL.get(rest, rest)} van de school"
    if group == "bron":
        return report.references[rest].name if rest in report.references else f"Bron {rest}"
    parameter = report.parameters.get(name)
    if parameter is None:
        return name
    return parameter.title or parameter.help.partition(";")[0].rstrip(". ")


_HAPPENED: dict[Facet, str] = {
    "added": "toegevoegd",
    "dropped": "vervallen",
    "split": "gesplitst",
    "merged": "samengevoegd",
    "changed": "gewijzigd",
    "heading": "gewijzigd",
    "moved": "verplaatst",
}


def what_happened(changes: Sequence[Change | HeadingChange | ParameterChange]) -> str:
    """`2 clausules toegevoegd, 1 gewijzigd en 1 kop toegevoegd`."""
    found: dict[tuple[str, str], int] = {}
    for change in changes:
        sort = {Change: "clausule", HeadingChange: "kop", ParameterChange: "gegeven"}[type(change)]
        facets = () if isinstance(change, ParameterChange) else change.facets
        happened = next((words for facet, words in _HAPPENED.items() if facet in facets), "gewijzigd")
        found[sort, happened] = found.get((sort, happened), 0) + 1
    pieces, last = [], ""
    for (sort, happened), number in sorted(found.items(), key=lambda item: _SORTS.index(item[0][0])):
        noun = "" if sort == last else f" {sort if number == 1 else _MANY[sort]}"
        pieces.append(f"{number}{noun} {happened}")
        last = sort
    return enumerate_nl(pieces)


_MANY = {"clausule": "clausules", "kop": "koppen", "gegeven": "gegevens"}
_SORTS = tuple(_MANY)


def letters(number: int) -> str:
    """1 → a, 26 → z, 27 → aa."""
    text = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


def enumerate_nl(words: list[str]) -> str:
    """`a`, `a en b`, `a, b en c`."""
    return " en ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def count(number: int, one: str, many: str) -> str:
    """`1 clausule`, `2 clausules`."""
    return f"{number} {one if number == 1 else many}"
