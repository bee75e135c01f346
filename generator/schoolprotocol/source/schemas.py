"""JSON Schemas of the source files, from the one typed model: editors complete, explain and check while somebody types.

An editor reads YAML by its own rules: an unquoted `1.0` is a number to it and a text to us. So where a text may consist
of digits the schemas allow numbers too; the loader stays the judge. What a schema says of a field is Dutch, in whatever
language the command speaks: it is for whoever edits the source.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from gettext import gettext as _
from pathlib import Path, PurePosixPath
from typing import Any, Final

from pydantic import TypeAdapter

from schoolprotocol import disk
from schoolprotocol.errors import UsageError
from schoolprotocol.files import write_file
from schoolprotocol.messages import in_dutch
from schoolprotocol.messages import mark as N_
from schoolprotocol.model.base import Sourced
from schoolprotocol.model.change import ChangeNote
from schoolprotocol.model.clause import Clause, Tombstone
from schoolprotocol.model.outline import GROUP_FORMS
from schoolprotocol.model.project import Project, Reference
from schoolprotocol.model.protocol import Protocol, SharedParameters
from schoolprotocol.model.reaction import Reaction
from schoolprotocol.model.returned import Returned
from schoolprotocol.model.school import School
from schoolprotocol.model.target import AnyTarget
from schoolprotocol.model.variant import Variant
from schoolprotocol.source.tree import SOURCE

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
FOLDER: Final = "policy_src/schemas"

_FILES: Final[dict[str, tuple[Any, str, str]]] = {
    "project": (Project, "project.yaml", N_("Settings for all documents.")),
    "references": (tuple[Reference, ...], "references.yaml", N_("Laws, telephone numbers, links and platforms.")),
    "parameters": (SharedParameters, "parameters.yaml", N_("Values that all protocols share.")),
    "publishing": (tuple[AnyTarget, ...], "publishing.yaml", N_("Where documents are put online.")),
    "protocol": (Protocol, "protocols/*/protocol.yaml", N_("Title, parameters and base outline of a protocol.")),
    "clauses": (tuple[Clause | Tombstone, ...], "protocols/*/clauses/*.yaml", N_("Clauses of one theme.")),
    "change": (ChangeNote, "protocols/*/changes/*.yaml", N_("Motive, consequences and measures for one change.")),
    "school": (School, "schools/*/school.yaml", N_("Facts of a school or board.")),
    "reactions": (tuple[Reaction, ...], "schools/*/reactions/*.yaml", N_("Reactions of councils, with the answers.")),
    "returned": (Returned, "schools/*/reactions/*/*.yaml", N_("A proposal that came back in a Word file.")),
    "variant": (Variant, "schools/*/{protocol}.yaml", N_("What one school makes of a protocol.")),
}
"""Model, files and description by the stem of the schema's name."""

_CHECKED = {"anyOf": [{"required": ["checked_on"]}, {"required": ["checked_how"]}]}
_RULES: Final[dict[str, dict[str, Any]]] = {
    "Decision": {
        "allOf": [
            {
                "if": {"properties": {"kind": {"const": "bevestiging"}}, "required": ["kind"]},
                "then": {"required": ["day", "reason", "text_hash"]},
            },
            {
                "if": {"properties": {"outcome": {"const": "niet-nodig"}}, "required": ["outcome"]},
                "then": {"properties": {"kind": {"const": "instemming"}}, "required": ["reason"]},
            },
        ]
    },
    "Group": {"oneOf": [{"required": [form]} for form in GROUP_FORMS]},
    "Clause": {"dependentRequired": {"kort": ["text"]}},
    "Excerpt": {"anyOf": [{"required": [part]} for part in ("intro", "body", "closing")]},
    "Reference": {
        "oneOf": [
            {"required": ["checked_on"], "not": {"required": ["unchecked"]}},
            {"required": ["unchecked"], "not": _CHECKED},
        ]
    },
}
"""What the models say of keys together, by name of the model."""

_MODELS = "schoolprotocol.model."
_DIGITS = ("112", "1.0", "000000000000")
"""Texts that an editor takes for numbers."""


def models() -> dict[str, type[Sourced]]:
    """Every model that a file of the source, or a part of one, is read with; by name."""
    found: dict[str, type[Sourced]] = {}
    pending = [Sourced]
    while pending:
        for model in pending.pop().__subclasses__():
            pending.append(model)
            # What the library types its own files with, no project has.
            if not model.__name__.startswith("_") and model.__module__.startswith(_MODELS):
                found[model.__name__] = model
    return found


def schemas() -> dict[str, dict[str, Any]]:
    """A JSON Schema (draft 2020-12) by stem of its file: `project`, `clauses`, `variant` and so on."""
    return {stem: _schema(stem, model, about) for stem, (model, _, about) in _FILES.items()}


def editor_settings(protocols: Iterable[str]) -> dict[str, dict[str, list[str]]]:
    """What `.vscode/settings.json` holds: the files for which each schema is.

    A variant's files are named by protocol, because older versions of the YAML extension cannot take `school.yaml` out
    of `*.yaml` (redhat-developer/yaml-language-server, issue 422).
    """
    files = {
        stem: sorted({f"policy_src/{files.format(protocol=protocol)}" for protocol in protocols})
        for stem, (_, files, _) in _FILES.items()
    }
    return {"yaml.schemas": {f"./{FOLDER}/{stem}.schema.json": names for stem, names in files.items()}}


def write_schemas(root: Path) -> list[Path]:
    """Write every schema to `policy_src/schemas/<stem>.schema.json`; returns the files, in order."""
    return [write_schema(root, f"{FOLDER}/{stem}.schema.json", text_of(schema)) for stem, schema in schemas().items()]


def write_schema(root: Path, name: str, text: str) -> Path:
    """Write a schema in the project's own folders, and through no link; returns the file.

    Raises:
        UsageError: where something else lies in its place, or on the way there.
    """
    path = root / name
    folders = [root / folder for folder in PurePosixPath(name).parents if len(folder.parts) > 1]
    first = root / PurePosixPath(name).parts[0]
    kinds = {disk.kind(first, follow=first.name == SOURCE), *map(disk.kind, folders)}
    if kinds - {None, "folder"} or disk.kind(path) not in {None, "file"}:
        told = _("{file} cannot be written: it is no file, or a link lies on the way there. Take it away.")
        raise UsageError(told.format(file=name))
    write_file(path, text)
    return path


def text_of(schema: dict[str, Any]) -> str:
    """The schema as it stands in its file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _schema(stem: str, model: Any, about: str) -> dict[str, Any]:
    schema = _widened(TypeAdapter(model).json_schema())
    for name, rule in _RULES.items():
        schema.get("$defs", {}).get(name, {}).update(rule)
    return {"$schema": DIALECT, **schema, "title": f"{stem}.yaml", "description": in_dutch(about)}


def _widened(node: Any) -> Any:
    """The schema without generated titles, and with numbers beside texts that may consist of digits."""
    if isinstance(node, list):
        return [_widened(item) for item in node]
    if not isinstance(node, dict):
        return node
    # A key that holds names of ours (`properties`) may well hold one called `title`.
    widened = {
        key: {name: _widened(value) for name, value in item.items()}
        if key in {"properties", "$defs", "patternProperties"}
        else _widened(item)
        for key, item in node.items()
        if key != "title" and not (key == "default" and item is None)
    }
    if isinstance(node.get("description"), str):
        widened["description"] = in_dutch(node["description"])
    if "patternProperties" in node:
        widened["additionalProperties"] = False
    if node.get("type") == "string" and not {"enum", "const", "format"} & node.keys():
        pattern = node.get("pattern", "")
        if any(re.search(pattern, digits) for digits in _DIGITS):
            widened["type"] = ["string", "number"]
    return widened
