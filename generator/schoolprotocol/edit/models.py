"""Which model a file of the source has, and so: in which order its keys stand, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from schoolprotocol.diagnostics import Diagnostic
from schoolprotocol.model.base import NAME
from schoolprotocol.model.change import ChangeNote
from schoolprotocol.model.clause import Clause, Tombstone
from schoolprotocol.model.project import Project, Reference
from schoolprotocol.model.protocol import Protocol, SharedParameters
from schoolprotocol.model.reaction import Reaction
from schoolprotocol.model.returned import Returned
from schoolprotocol.model.school import School
from schoolprotocol.model.variant import OPERATIONS, Variant
from schoolprotocol.places import Mapping as Placed
from schoolprotocol.places import Place
from schoolprotocol.source.styles import Data
from schoolprotocol.source.targets import pick_target
from schoolprotocol.source.tree import SOURCE
from schoolprotocol.source.validate import validate
from schoolprotocol.source.yaml import compose_again

_OBJECTS: tuple[tuple[str, type[BaseModel]], ...] = (
    (r"project\.yaml", Project),
    (r"parameters\.yaml", SharedParameters),
    (rf"protocols/{NAME}/protocol\.yaml", Protocol),
    (rf"protocols/{NAME}/changes/{NAME}\.yaml", ChangeNote),
    (rf"schools/{NAME}/school\.yaml", School),
    (rf"schools/{NAME}/{NAME}\.yaml", Variant),
    (rf"schools/{NAME}/reactions/{NAME}/{NAME}\.yaml", Returned),
)
_REFERENCES = f"{SOURCE}/references.yaml"
_TARGETS = f"{SOURCE}/publishing.yaml"
_CLAUSES = re.compile(rf"{SOURCE}/protocols/{NAME}/clauses/{NAME}\.yaml")
_REACTIONS = re.compile(rf"{SOURCE}/schools/{NAME}/reactions/{NAME}\.yaml")


def model_of(path: str) -> type[BaseModel] | None:
    """The model of a file that holds one object."""
    return next((model for form, model in _OBJECTS if re.fullmatch(f"{SOURCE}/{form}", path)), None)


def item_model(path: str, item: Any) -> type[BaseModel] | None:
    """The model of an item in a file that holds a list."""
    if path == _REFERENCES:
        return Reference
    if path == _TARGETS:
        return pick_target(item)
    if _CLAUSES.fullmatch(path):
        return Tombstone if isinstance(item, dict) and "dropped" in item else Clause
    if _REACTIONS.fullmatch(path):
        return Reaction
    return None


def is_source(path: str) -> bool:
    """Whether a file of this name belongs to the source."""
    return model_of(path) is not None or item_model(path, {}) is not None


@lru_cache(maxsize=256)
def faults(path: str, text: str) -> tuple[Diagnostic, ...]:
    """What is wrong with a file by itself."""
    return tuple(_faults(path, text))


def _faults(path: str, text: str) -> list[Diagnostic]:
    data, _node, wrong = compose_again(text.removeprefix("\ufeff"), path)
    if wrong:
        return [*wrong]
    model = model_of(path)
    if model is not None:
        return validate(model, data if data is not None else Placed(), Place(path, 1))[1]
    if not isinstance(data, list):
        return []
    found = []
    for index, item in enumerate(data):
        of_item = item_model(path, item)
        if of_item is not None:
            found += validate(of_item, item, data.items_at[index] if hasattr(data, "items_at") else Place(path))[1]
    return found


def order(path: str, at: Sequence[str | int], data: Data) -> tuple[str, ...]:
    """The keys that a mapping of the source can have, in their natural order.

    Args:
        path: of the file.
        at: where the mapping stands in it.
        data: what the file holds.
    """
    steps = list(at)
    model = model_of(path)
    models: list[type[BaseModel]] = [model] if model else []
    if model is None and steps:
        data = _below(data, steps.pop(0))
        found = item_model(path, data)
        models = [found] if found else []
    is_named = False
    for step in steps:
        data = _below(data, step)
        if isinstance(step, int) or is_named:
            is_named = False
            continue
        fields = [one.model_fields[step].annotation for one in models if step in one.model_fields]
        models = [found for field in fields for found in _models(field)]
        is_named = any(_is_names(field) for field in fields)
    return () if is_named else _fields(models, data)


def _fields(models: list[type[BaseModel]], data: Data) -> tuple[str, ...]:
    """Of the kinds of operation, the one that the data is."""
    if len(models) > 1 and isinstance(data, dict):
        kind = next((name for name in OPERATIONS if name in data), None)
        models = [one for one in models if one.__name__.lower() == kind] or models
    return tuple(dict.fromkeys(name for one in models for name in one.model_fields))


def _below(data: Data, step: str | int) -> Data:
    if isinstance(data, dict) and isinstance(step, str):
        return data.get(step)
    if isinstance(data, list) and isinstance(step, int) and -len(data) <= step < len(data):
        return data[step]
    return None


def _is_names(annotation: Any) -> bool:
    """Whether it is a mapping from names of our own."""
    return get_origin(annotation) is dict or any(_is_names(inner) for inner in get_args(annotation))


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for inner in get_args(annotation) for found in _models(inner)]
