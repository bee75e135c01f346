"""Turns the validator's findings into diagnostics with a place, our words and “did you mean”."""

from __future__ import annotations

from dataclasses import dataclass
from gettext import gettext as _
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.model.base import COLOUR, is_tag
from schoolprotocol.model.described import descriptions
from schoolprotocol.model.variant import OPERATIONS
from schoolprotocol.places import Mapping, Place, place_of
from schoolprotocol.suggest import did_you_mean

T = TypeVar("T")

_CURLY = ("“", "”", "„", "‘", "’")


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
        if isinstance(type_, type) and issubclass(type_, BaseModel):  # of each of a hundred objects
            return type_.model_validate(data), []
        return TypeAdapter(type_).validate_python(data), []
    except ValidationError as error:
        errors = [dict(e) for e in error.errors(include_url=False)]
        return None, [_diagnostic(e, type_, data, place) for e in errors if not _follows(e)]


def _follows(error: dict[str, Any]) -> bool:
    """Whether an error only says that nothing is left of a list whose items were wrong."""
    return error["type"] == "too_short" and bool(error["input"])


def _diagnostic(error: dict[str, Any], type_: Any, data: Any, fallback: Place) -> Diagnostic:
    path = _path(error["loc"])
    kind = error["type"]
    if path and path[-1] == "[key]":
        path, kind = path[:-1], "bad_key"
    name = next((step for step in reversed(path) if isinstance(step, str)), fallback.file)
    place = place_of(data, path, key=kind == "bad_key") or fallback
    if kind == "extra_forbidden":
        at = place_of(data, path, key=True) or fallback
        hint = did_you_mean(name, sorted(_follow(type_, path[:-1]).fields() - {name}))
        if name in OPERATIONS and "operations" in path:
            hint = " " + _("Each operation begins with a hyphen of its own.")
        values = {"key": name, "hint": hint}
        return Diagnostic(Kind.UNKNOWN_KEY, at, values, target=_target(data, path))
    if kind == "missing":
        values = {"key": name, "help": _follow(type_, path).about or name}
        return Diagnostic(Kind.MISSING_KEY, place, values, target=_target(data, path))
    if kind != "bad_key" and path and isinstance(path[-1], str) and error.get("input") in (None, ""):
        values = {"key": name, "help": _what_belongs(name, _follow(type_, path))}
        return Diagnostic(Kind.EMPTY_VALUE, place, values, target=_target(data, path))
    from schoolprotocol.source.problems import validation_problem  # noqa: PLC0415 (only of what is wrong)

    detail = validation_problem(kind, error.get("ctx") or {}, error.get("input")) or str(error["msg"])
    if isinstance(error.get("input"), str) and error["input"][:1] in _CURLY:
        detail = _("{detail}; the curly quotes came from Word: type straight ones").format(detail=detail)
    values = {"key": name, "value": _short(error.get("input")), "detail": detail}
    field = _follow(type_, path)
    if field.about and kind != "bad_key":
        values["help"] = _("Meaning of {name}: {help}").format(name=field.name, help=field.about)
    else:
        values["help"] = detail[0].upper() + detail[1:] + "."
    return Diagnostic(Kind.BAD_VALUE, place, values, target=_target(data, path))


def _what_belongs(key: str, field: _Reached) -> str:
    """What to write where nothing stands; a value that begins with # was written perhaps, and is a comment."""
    if field.is_colour:
        return _('Write a colour between quotes, as in {key}: "#1a2b3c". Without them # begins a comment.').format(
            key=key
        )
    about = _("Meaning of {name}: {help}").format(name=field.name, help=field.about) if field.about else ""
    text = _("Write a value, or take the key out; one that begins with # stands between quotes.")
    return f"{text} {about}".strip()


def _path(location: tuple[Any, ...]) -> tuple[Any, ...]:
    """The path in the data: pydantic puts the kind of an operation, or the form of a value, in between."""
    return tuple(
        step
        for index, step in enumerate(location)
        if not is_tag(step)
        and not (index > 1 and location[index - 2] == "operations" and isinstance(location[index - 1], int))
    )


def _short(value: Any) -> str:
    """A value as it was typed, on one line; of what is in a list or group in it, that it is there."""
    text = _flat(value, in_another=False)
    return text if len(text) <= 60 else text[:57] + "…"


def _flat(value: Any, *, in_another: bool) -> str:
    if in_another and isinstance(value, dict | list) and len(value) > 1:
        return "…"
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_flat(one, in_another=True)}" for key, one in value.items())
    if isinstance(value, list):
        return f"[{', '.join(_flat(one, in_another=True) for one in value)}]"
    return "" if value is None else str(value)


@dataclass(frozen=True)
class _Reached:
    """Where a path leads in the models."""

    models: list[type[BaseModel]]
    """What may stand there: more than one for an operation."""
    name: str = ""
    """The innermost field."""
    about: str = ""
    """What the model says of that field, in the language in use."""
    is_colour: bool = False
    """Whether it takes a colour."""

    def fields(self) -> set[str]:
        return {name for model in self.models for name in model.model_fields}


def _follow(type_: Any, path: tuple[Any, ...]) -> _Reached:
    reached = _Reached(_models(type_))
    for step in path:
        having = [model for model in reached.models if step in model.model_fields]
        if having:
            fields = [model.model_fields[step] for model in having]
            about = descriptions(having[0]).get(step)
            models = [model for field in fields for model in _models(field.annotation)]
            is_colour = any(getattr(rule, "pattern", None) == COLOUR for rule in fields[0].metadata)
            reached = _Reached(models, step, _(about) if about else "", is_colour)
    return reached


def _models(annotation: Any) -> list[type[BaseModel]]:
    """The models in a type: in `tuple[Add | Move, ...]` they are Add and Move."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for argument in get_args(annotation) for model in _models(argument)]


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
