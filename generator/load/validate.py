"""Turns the validator's findings into diagnostics with a place, our words and “did you mean”."""

from __future__ import annotations

from gettext import gettext as _
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from generator.diagnostics import Diagnostic, Kind
from generator.messages import mark as N_
from generator.model import source
from generator.places import Mapping, Place, Sequence, place_of
from generator.suggest import did_you_mean

T = TypeVar("T")

_DETAILS = {
    "bad_key": N_("a name has lower-case letters, digits and hyphens"),
    "string_pattern_mismatch": N_("it does not have the form {pattern}"),
    "string_too_short": N_("it is empty"),
    "string_too_long": N_("it is longer than {max_length} characters"),
    "too_short": N_("at least one is needed"),
    "literal_error": N_("choose one of {expected}"),
    "date_from_datetime_parsing": N_("write a date as 2027-11-01"),
    "date_parsing": N_("write a date as 2027-11-01"),
    "date_type": N_("write a date as 2027-11-01"),
    "day": N_("write a date as 2027-11-01"),
    "expression": N_("it is not a regular expression"),
    "repeated_group": N_("a group in a regular expression cannot be repeated with *, + or {{}}"),
    "reserved": N_("school, document, besluit and bron are not free as the first word of a parameter's name"),
    "one_form": N_("a group has exactly one of prose, numbered, bullets, dos, donts, callout, columns"),
    "int_parsing": N_("write a whole number"),
    "int_parsing_size": N_("write a whole number"),
    "int_type": N_("write a whole number"),
    "bool_parsing": N_("write true or false"),
    "bool_type": N_("write true or false"),
    "greater_than_equal": N_("it must be at least {ge}"),
    "less_than_equal": N_("it must be at most {le}"),
    "string_type": N_("write one text here"),
    "tuple_type": N_("write a list here"),
    "list_type": N_("write a list here"),
    "dict_type": N_("write keys with values here"),
    "model_type": N_("write keys with values here"),
    "model_attributes_type": N_("write keys with values here"),
    "union_tag_invalid": N_("choose one of set, replace, omit, add, move"),
    "union_tag_not_found": N_("choose one of set, replace, omit, add, move"),
}


def validate(type_: type[T], data: Any, place: Place) -> tuple[T | None, list[Diagnostic]]:
    """Validate data against one of the source models.

    Args:
        type_: the model (or `tuple[Model, ...]`).
        data: what `read_yaml` gave.
        place: where the data stands, for findings without a place of their own.

    Returns:
        The object and no diagnostics, or None and every fault that was found.
    """
    try:
        return TypeAdapter(type_).validate_python(data), []
    except ValidationError as error:
        errors = [dict(e) for e in error.errors(include_url=False)]
        return None, [_diagnostic(e, data, place) for e in errors if not _follows(e)]


def _follows(error: dict[str, Any]) -> bool:
    """Whether an error only says that nothing is left of a list whose items were wrong."""
    return error["type"] == "too_short" and bool(error["input"])


def _diagnostic(error: dict[str, Any], data: Any, fallback: Place) -> Diagnostic:
    path = _path(error["loc"])
    kind = error["type"]
    if path and path[-1] == "[key]":
        path, kind = path[:-1], "bad_key"
    name = next((step for step in reversed(path) if isinstance(step, str)), fallback.file)
    place = place_of(data, path, key=kind == "bad_key") or fallback
    if kind == "extra_forbidden":
        at = place_of(data, path, key=True) or fallback
        values = {"key": name, "hint": did_you_mean(name, _FIELDS)}
        return Diagnostic(Kind.UNKNOWN_KEY, at, values, target=_target(data, path))
    if kind == "missing":
        return Diagnostic(Kind.MISSING_KEY, place, {"key": name, "help": _help(name)}, target=_target(data, path))
    context = {k: str(v) for k, v in (error.get("ctx") or {}).items()}
    detail = _DETAILS.get(context.get("error", "") if kind == "value_error" else kind)
    text = _(detail).format_map(context) if detail else str(error["msg"])
    if kind == "union_tag_not_found" and isinstance(error["input"], Mapping):
        text += next(filter(None, (did_you_mean(key, source.OPERATIONS) for key in error["input"])), "")
    value = _short(error.get("input"))
    return Diagnostic(
        Kind.BAD_VALUE,
        place,
        {"key": name, "value": value, "detail": text, "help": _help(name) or text},
        target=_target(data, path),
    )


def _path(location: tuple[Any, ...]) -> tuple[Any, ...]:
    """The path in the data: pydantic puts the kind of an operation in between."""
    return tuple(
        step
        for index, step in enumerate(location)
        if not (index > 1 and location[index - 2] == "operations" and isinstance(location[index - 1], int))
    )


def _short(value: Any) -> str:
    if isinstance(value, Mapping | Sequence | dict | list):
        return "…"
    text = "" if value is None else str(value)
    return text if len(text) <= 60 else text[:57] + "…"


_MODELS = [m for m in vars(source).values() if isinstance(m, type) and issubclass(m, BaseModel)]
_FIELDS = sorted({name for model in _MODELS for name in model.model_fields})


def _help(field: str) -> str:
    for model in _MODELS:
        info = model.model_fields.get(field)
        if info is not None and info.description:
            return info.description.splitlines()[0]
    return field


def _target(data: Any, path: tuple[Any, ...]) -> str | None:
    """The id of the innermost object on the path that has one."""
    found = _id(data)
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            continue
        found = _id(data) or found
    return found


def _id(data: Any) -> str | None:
    value = data.get("id") if isinstance(data, Mapping) else None
    return value if isinstance(value, str) else None
