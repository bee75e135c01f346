"""The Dutch words of change reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schoolprotocol.compare.changeset import Change, HeadingChange, ParameterChange
from schoolprotocol.outputs.report.input import ReportInput
from schoolprotocol.words.changes import HAPPENED
from schoolprotocol.words.fields import SCHOOL_FIELDS
from schoolprotocol.words.grammar import enumerate_nl
from schoolprotocol.words.terms import STATUS_WORDS


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
        return f"{SCHOOL_FIELDS.get(rest, rest)} van de school"
    if group == "bron":
        return report.references[rest].name if rest in report.references else f"Bron {rest}"
    parameter = report.parameters.get(name)
    if parameter is None:
        return name
    return parameter.title or parameter.help.partition(";")[0].rstrip(". ")


def what_happened(changes: Sequence[Change | HeadingChange | ParameterChange]) -> str:
    """`2 clausules toegevoegd, 1 gewijzigd en 1 kop toegevoegd`."""
    found: dict[tuple[str, str], int] = {}
    for change in changes:
        sort = {Change: "clausule", HeadingChange: "kop", ParameterChange: "gegeven"}[type(change)]
        facets = () if isinstance(change, ParameterChange) else change.facets
        happened = next((words for facet, words in HAPPENED.items() if facet in facets), "gewijzigd")
        found[sort, happened] = found.get((sort, happened), 0) + 1
    pieces, last = [], ""
    for (sort, happened), number in sorted(found.items(), key=lambda item: _SORTS.index(item[0][0])):
        noun = "" if sort == last else f" {sort if number == 1 else _MANY[sort]}"
        pieces.append(f"{number}{noun} {happened}")
        last = sort
    return enumerate_nl(pieces)


_MANY = {"clausule": "clausules", "kop": "koppen", "gegeven": "gegevens"}
_SORTS = tuple(_MANY)
