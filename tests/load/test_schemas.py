"""The schemas that editors use say what the loader says."""

from __future__ import annotations

import fnmatch
import json
from functools import cache
from pathlib import Path

import jsonschema
import pytest
import yaml

from schoolprotocol.diagnostics import Kind
from schoolprotocol.source.schemas import FOLDER, editor_settings, schemas, text_of, write_schemas
from tests.conftest import ROOTS, ProjectMaker
from tests.faults import Fault
from tests.load.faults import FAULTS

ROOT = Path(__file__).parents[2]


class EditorLoader(yaml.SafeLoader):
    """Reads YAML 1.2 as editors do: `1.0` is a number, a date is a text, `nee` and `no` are words."""


EditorLoader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag.endswith((":int", ":float", ":null")) or (tag.endswith(":bool") and first in "tf")
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def stems_in(root: Path) -> dict[str, str]:
    """Which schema an editor takes for each source file of a project, by path."""
    protocols = [folder.name for folder in (root / "policy_src/protocols").iterdir()]
    wired = editor_settings(protocols)["yaml.schemas"]
    found = {}
    for path in sorted((root / "policy_src").rglob("*.yaml")):
        name = path.relative_to(root).as_posix()
        stems = [
            Path(schema).name.split(".")[0] for schema, globs in wired.items() for glob in globs if _fits(name, glob)
        ]
        assert len(stems) == 1, f"{name}: {stems}"
        found[name] = stems[0]
    return found


@cache
def _validators() -> dict[str, jsonschema.Draft202012Validator]:
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    return {stem: jsonschema.Draft202012Validator(one, format_checker=checker) for stem, one in schemas().items()}


@cache
def _faults(stem: str, text: str) -> tuple[str, ...]:
    """Asked once of the files that projects have in common."""
    return tuple(error.message for error in _validators()[stem].iter_errors(yaml.load(text, Loader=EditorLoader)))


def _fits(name: str, glob: str) -> bool:
    return name.count("/") == glob.count("/") and fnmatch.fnmatchcase(name, glob)


def faults_in(root: Path) -> dict[str, tuple[str, ...]]:
    """What an editor underlines, by file."""
    return {name: _faults(stem, (root / name).read_text("utf-8")) for name, stem in stems_in(root).items()}


def test_what_loads_has_no_fault_in_an_editor() -> None:
    found = faults_in(ROOTS / "klein")
    assert found
    assert not any(found.values()), {name: errors for name, errors in found.items() if errors}


def _seen_by_editors(fault: Fault) -> bool:
    return fault.kind in {Kind.UNKNOWN_KEY, Kind.MISSING_KEY, Kind.BAD_VALUE} and fault.name not in {
        *("reserved name", "expression without end", "broken expression", "seconds for a day"),
    }


@pytest.mark.parametrize("fault", [f for f in FAULTS if _seen_by_editors(f)], ids=str)
def test_an_editor_underlines_a_wrong_key_or_value(fault: Fault, project: ProjectMaker) -> None:
    found = faults_in(fault.made(project))
    assert [name for name, errors in found.items() if errors] == [fault.file]


def test_an_unquoted_version_is_no_fault_in_an_editor(project: ProjectMaker) -> None:
    root = project(replace={"policy_src/schools/noord/telefoons.yaml": (('version: "1.1"', "version: 1.1"),)})
    assert not any(faults_in(root).values())


@pytest.mark.parametrize("stem", list(schemas()))
def test_a_schema_is_valid_and_explains_its_keys(stem: str) -> None:
    schema = schemas()[stem]
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["description"]
    assert '"description"' in json.dumps(schema.get("properties", schema.get("$defs")))


def test_the_written_schemas_are_up_to_date() -> None:
    written = {path.name: path.read_text("utf-8") for path in sorted((ROOT / FOLDER).iterdir())}
    assert written == {f"{stem}.schema.json": text_of(schema) for stem, schema in sorted(schemas().items())}, (
        "run: schoolprotocol schema"
    )


def test_writing_the_schemas_gives_the_same_files_each_time(tmp_path: Path) -> None:
    first = {path: path.read_bytes() for path in write_schemas(tmp_path)}
    assert {path: path.read_bytes() for path in write_schemas(tmp_path)} == first
    assert {path.parent for path in first} == {tmp_path / FOLDER}
