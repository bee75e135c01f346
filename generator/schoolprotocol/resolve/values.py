"""Every name that a text may use, with its typed value, its printed form and where it came from."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from gettext import gettext as _
from typing import Literal

from schoolprotocol.addresses import HTTPS, is_phone
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.messages import mark as N_
from schoolprotocol.model.document import Decision, Document
from schoolprotocol.model.protocol import Parameter
from schoolprotocol.model.school import School
from schoolprotocol.places import Place
from schoolprotocol.policy.decided import decided_on
from schoolprotocol.policy.model import Value
from schoolprotocol.resolve.chain import Layer
from schoolprotocol.source.corpus import Corpus, ProtocolSource
from schoolprotocol.suggest import choose_one_of, did_you_mean
from schoolprotocol.words.dates import day_in_words
from schoolprotocol.words.grammar import enumerate_nl
from schoolprotocol.words.terms import STATUS_IN_TEXT

Level = Literal["school", "document", "references", "default", "variant", "shared"]
"""`shared`: a value of all protocols, given in a `school.yaml`."""


SCHOOL_FIELDS = (
    *("name", "short", "site_title", "board", "leadership", "council", "place", "website", "contact", "email"),
)
DOCUMENT_FIELDS = (
    *("title", "subtitle", "version", "status", "day", "effective", "review", "owner", "manager", "author", "number"),
    *("based_on", "part_of"),
)


@dataclass(frozen=True, slots=True)
class Origin:
    """A value and where it came from."""

    value: Value | None
    """None: the name is known, but this school has no value for it."""
    level: Level
    place: Place
    """Where the value stands, or where it could be filled in."""
    school: str | None = None
    """The school or board whose variant gave it."""


def values_of(
    corpus: Corpus, source: ProtocolSource, layers: tuple[Layer, ...], document: Document
) -> tuple[dict[str, Origin], list[Diagnostic]]:
    """All names for one document.

    Returns:
        Origin by name (`school.short`, `bron.avg-4`, `aangifte.werkwoord`), and what is wrong with parameters.
    """
    layer = layers[-1]
    school = corpus.schools[layer.school].school
    names = _of_school(school, layer.school)
    names |= _of_document(document, source.protocol.title, layer)
    url = corpus.address(corpus.site(layer.school, source.id))
    names["document.url"] = Origin(Value(value=url, text=url), "document", corpus.project.at("url"))
    names |= _of_decisions(layer, document.version)
    for reference in corpus.references.values():
        text = reference.value or reference.name
        field = "value" if reference.value else "name"
        names[f"bron.{reference.id}"] = Origin(Value(value=text, text=text), "references", reference.at(field))
    parameters, found = _of_parameters(source, layers)
    shared, more = shared_values(corpus, layer.school)
    return names | parameters | shared, found + more


def _of_school(school: School, id_: str) -> dict[str, Origin]:
    origins = {}
    for field in SCHOOL_FIELDS:
        value = getattr(school, field)
        printed = Value(value=value, text=value) if value is not None else None
        origins[f"school.{field}"] = Origin(printed, "school", school.at(field), id_)
    return origins


def _of_document(document: Document, title: str, layer: Layer) -> dict[str, Origin]:
    origins = {}
    for field in DOCUMENT_FIELDS:
        value = getattr(document, field)
        if field == "title":
            value = value or title
        elif field == "status":
            value = STATUS_IN_TEXT[document.status]
        printed = None
        if value is not None:
            text = day_in_words(value) if isinstance(value, date) else value
            printed = Value(value=text, text=text)
        origins[f"document.{field}"] = Origin(printed, "document", document.at(field), layer.school)
    return origins


def _of_decisions(layer: Layer, version: str) -> dict[str, Origin]:
    origins: dict[str, Origin] = {}
    kinds = Decision.model_fields["kind"].annotation
    taken = decided_on(layer.variant.decisions, version)
    for kind in getattr(kinds, "__args__", ()):
        last = taken.get(kind)
        text = day_in_words(last.day) if last is not None and last.day else None
        value = Value(value=text, text=text) if text else None
        place = last.at("day") if last is not None else layer.variant.at("decisions")
        origins[f"besluit.{kind}"] = Origin(value, "document", place, layer.school)
    return origins


def _of_parameters(source: ProtocolSource, layers: tuple[Layer, ...]) -> tuple[dict[str, Origin], list[Diagnostic]]:
    """The values of a protocol's own parameters."""
    declared = source.protocol.parameters
    origins, found = _defaults(declared)
    for layer in layers:
        for name, raw in layer.variant.parameters.items():
            place = layer.variant.at("parameters", name)
            if name in source.shared:
                values = {"name": name, "file": f"schools/{layer.school}/school.yaml"}
                found.append(Diagnostic(Kind.SHARED_ELSEWHERE, place, values, school=layer.school, target=name))
            elif name not in declared:
                values = {"name": name, "hint": did_you_mean(name, source.parameters)}
                found.append(Diagnostic(Kind.UNKNOWN_PARAMETER, place, values, school=layer.school, target=name))
            else:
                origins[name] = _given(name, declared[name], raw, place, layer.school, "variant", found)
    return origins, found


def shared_values(corpus: Corpus, school: str) -> tuple[dict[str, Origin], list[Diagnostic]]:
    """What all protocols share, as one school has it in each of them.

    A school has its own value; else that of the board on which its documents build, whichever of them does; else that
    of whoever that one builds on.

    Returns:
        Origin by name, and what is wrong with the values that were given.
    """
    if not corpus.parameters:
        own = corpus.schools[school].school
        return {}, [_unknown(own, school, name, corpus) for name in own.parameters]
    origins, found = _defaults(corpus.parameters)
    levels = _levels(corpus, school)
    for level in levels:
        for id_ in level:
            giver = corpus.schools[id_].school
            found += [_unknown(giver, id_, name, corpus) for name in giver.parameters if name not in corpus.parameters]
    for name, parameter in corpus.parameters.items():
        givers = next(
            (g for level in levels if (g := [i for i in level if name in corpus.schools[i].school.parameters])), []
        )
        given = [
            _given(name, parameter, model.parameters[name], model.at("parameters", name), id_, "shared", found)
            for id_ in givers
            for model in [corpus.schools[id_].school]
        ]
        if len({one.value.text for one in given if one.value is not None}) > 1:
            told = ", ".join(one.value.text for one in given if one.value is not None)
            values = {"name": name, "school": school, "bases": enumerate_nl(givers), "values": told}
            place = corpus.schools[school].school.at("parameters")
            found.append(Diagnostic(Kind.SHARED_DIFFERS, place, values, school=school, target=name))
        if given:
            origins[name] = given[0]
    return origins, found


def builds_on(corpus: Corpus, school: str) -> tuple[str, ...]:
    """The school and all from which it has values that all protocols share, the nearest first."""
    return tuple(id_ for level in _levels(corpus, school) for id_ in level)


def _levels(corpus: Corpus, school: str) -> list[list[str]]:
    """The school; those on which its documents build; those on which these build; and so on, each once."""
    levels, seen = [[school]], {school}
    while levels[-1]:
        below = {variant.extends for id_ in levels[-1] for variant in corpus.schools[id_].variants.values()}
        levels.append(sorted((below - seen) & {*corpus.schools}))
        seen |= below
    return levels[:-1]


def _unknown(giver: School, school: str, name: str, corpus: Corpus) -> Diagnostic:
    owner = next((source.id for source in corpus.protocols.values() if name in source.protocol.parameters), "")
    file = f"schools/{school}/{owner or '…'}.yaml"
    values = {"name": name, "hint": did_you_mean(name, corpus.parameters), "file": file}
    return Diagnostic(Kind.UNKNOWN_SHARED, giver.at("parameters", name), values, school=school, target=name)


def _defaults(declared: Mapping[str, Parameter]) -> tuple[dict[str, Origin], list[Diagnostic]]:
    origins: dict[str, Origin] = {}
    found: list[Diagnostic] = []
    for name, parameter in declared.items():
        place = parameter.at("default")
        if parameter.default is None:
            origins[name] = Origin(None, "default", parameter.at())
            continue
        value, detail = typed(parameter, parameter.default)
        if value is None:
            values = {"name": name, "value": str(parameter.default), "detail": detail, "help": parameter.help}
            found.append(Diagnostic(Kind.PARAMETER_VALUE, place, values, target=name))
        origins[name] = Origin(value, "default", place)
    return origins, found


def _given(
    name: str, parameter: Parameter, raw: object, place: Place, school: str, level: Level, found: list[Diagnostic]
) -> Origin:
    """A value that somebody gave; one that does not fit is told, and is none."""
    value, detail = typed(parameter, raw)
    if value is None:
        shown = "" if raw is None else str(raw)
        values = {"name": name, "value": shown, "detail": detail, "help": parameter.help}
        found.append(Diagnostic(Kind.PARAMETER_VALUE, place, values, school=school, target=name))
    return Origin(value, level, place, school)


_TELEPHONE = re.compile(r"\+?[0-9][0-9 -]{2,18}[0-9]")
_URL = re.compile(HTTPS)
_NUMBER = re.compile(r"-?[0-9]{1,9}")


def typed(parameter: Parameter, raw: object) -> tuple[Value | None, str]:
    """A raw value as the parameter's type, or None and why it does not fit."""
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None, _("it is empty")
    if not isinstance(raw, str) or "\n" in raw.strip():
        return None, _("write one text here, on one line")
    return _PARSERS[parameter.type](parameter, raw.strip())


def _text(parameter: Parameter, text: str) -> tuple[Value | None, str]:
    del parameter
    return Value(value=text, text=text), ""


def _number(parameter: Parameter, text: str) -> tuple[Value | None, str]:
    del parameter
    return (Value(value=int(text), text=text), "") if _NUMBER.fullmatch(text) else (None, _("write a whole number"))


def _boolean(parameter: Parameter, text: str) -> tuple[Value | None, str]:
    del parameter
    if text not in {"true", "false"}:
        return None, _("write true or false")
    return Value(value=text == "true", text="ja" if text == "true" else "nee"), ""


def _choice(parameter: Parameter, text: str) -> tuple[Value | None, str]:
    if text in parameter.choices:
        return Value(value=text, text=text), ""
    return None, choose_one_of(parameter.choices, [text])


def _date(parameter: Parameter, text: str) -> tuple[Value | None, str]:
    del parameter
    try:
        return Value(value=text, text=day_in_words(date.fromisoformat(text))), ""
    except ValueError:
        return None, _("write a date as 2027-11-01")


def _telephone(parameter: Parameter, text: str) -> tuple[Value | None, str]:
    if _TELEPHONE.fullmatch(text) or is_phone(text):
        return _text(parameter, text)
    return None, _("write a telephone number such as 112, 038 123 45 67 or (0592) 31 00 00, and nothing beside it")


def _matching(pattern: re.Pattern[str], detail: str) -> Callable[[Parameter, str], tuple[Value | None, str]]:
    def parse(parameter: Parameter, text: str) -> tuple[Value | None, str]:
        return _text(parameter, text) if pattern.fullmatch(text) else (None, _(detail))

    return parse


_PARSERS: dict[str, Callable[[Parameter, str], tuple[Value | None, str]]] = {
    "text": _text,
    "number": _number,
    "boolean": _boolean,
    "choice": _choice,
    "date": _date,
    "telephone": _telephone,
    "url": _matching(_URL, N_("write an address with https://")),
}
