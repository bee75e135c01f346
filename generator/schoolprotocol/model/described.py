"""Models of which the docstring below a field is its description: read when somebody asks, and few commands do.

Pydantic would read the source of every model again when it is imported: a sixth of what that takes.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from typing import Any, cast

from pydantic import BaseModel, GetJsonSchemaHandler


class Described(BaseModel):
    """Base of models whose JSON Schema tells what their docstrings say."""

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        made = handler(schema)
        fields = handler.resolve_ref_schema(made).get("properties", {})
        for name, text in descriptions(cls).items():
            fields[name]["description"] = text
        return made


@cache
def descriptions(model: type[BaseModel]) -> Mapping[str, str]:
    """What the docstrings of a model say of its fields, by name."""
    found: dict[str, str] = {}
    for one in reversed(model.__mro__):
        if not issubclass(one, Described) or one is Described:
            continue
        try:
            source = inspect.getsource(one)
        except (
            OSError,
            TypeError,
        ):  # without its sources a program says less
            continue
        written = cast("ast.ClassDef", ast.parse(textwrap.dedent(source)).body[0])
        for field, below in pairwise([*written.body, ast.Pass()]):
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                found.pop(field.target.id, None)
                if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
                    found[field.target.id] = inspect.cleandoc(str(below.value.value))
    return {name: found[name] for name in model.model_fields if name in found}
