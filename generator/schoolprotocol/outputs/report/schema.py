"""The published JSON Schema of `report.json`: for programs of others that read change sets."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from schoolprotocol.compare.changeset import ChangeSet
from schoolprotocol.source.schemas import write_schema

FILE: Final = "docs/schemas/changeset.schema.json"
"""Where it is published, in the project."""
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def changeset_schema() -> dict[str, Any]:
    """A JSON Schema (draft 2020-12), from the model of change sets; what is null stands in no `report.json`."""
    schema = _untitled(ChangeSet.model_json_schema())
    return {"$schema": _DIALECT, **schema, "title": "report.json"}


def write_changeset_schema(root: Path) -> Path:
    """Write the schema; returns the file."""
    return write_schema(root, FILE, schema_text())


def schema_text() -> str:
    """The schema as it stands in its file."""
    return json.dumps(changeset_schema(), ensure_ascii=False, indent=2) + "\n"


def _untitled(node: Any) -> Any:
    """Without the titles that are made of names: `Old Number` says nothing that `old_number` does not."""
    if isinstance(node, list):
        return [_untitled(item) for item in node]
    if not isinstance(node, dict):
        return node
    # A key that holds names of ours (`properties`) may well hold one called `title`.
    return {
        key: {name: _untitled(value) for name, value in item.items()}
        if key in {"properties", "$defs"}
        else _untitled(item)
        for key, item in node.items()
        if key != "title"
    }
