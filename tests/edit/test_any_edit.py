"""Any value of any file of ours: the file loads as the model with that value and no other, or nothing changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from schoolprotocol.edit.edit import Edit
from schoolprotocol.edit.models import item_model, model_of
from schoolprotocol.errors import EditError
from schoolprotocol.places import Place
from schoolprotocol.source.tree import FolderTree
from schoolprotocol.source.validate import validate
from schoolprotocol.source.yaml import parse_yaml
from tests.edit.odd import SOURCES, TEXTS

FILES = [
    (root, path.relative_to(root).as_posix())
    for root in SOURCES
    for path in sorted((root / "policy_src").rglob("*.yaml"))
]


def model(file: str, text: str) -> Any:
    """What a file holds, as the loader would have it."""
    data, found = parse_yaml(text, file)
    assert not found
    if model_of(file) is not None:
        return validated(model_of(file), data)
    return tuple(validated(item_model(file, item), item) for item in data)


def validated(type_: Any, data: Any) -> Any:
    value, found = validate(type_, data, Place("f"))
    assert not found
    return value


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of all texts."""
    if isinstance(value, BaseModel):
        for name in sorted(value.model_fields_set):
            yield from leaves(getattr(value, name), (*path, name))
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, (*path, name))
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from leaves(inner, (*path, index))
    elif isinstance(value, str):
        yield path


def with_text(value: Any, path: tuple[Any, ...], text: str) -> Any:
    """The model with another text in one place."""
    if not path:
        return text
    step, *rest = path
    if isinstance(value, BaseModel):
        return value.model_copy(update={step: with_text(getattr(value, step), tuple(rest), text)})
    if isinstance(value, dict):
        return {**value, step: with_text(value[step], tuple(rest), text)}
    return (*value[:step], with_text(value[step], tuple(rest), text), *value[step + 1 :])


@settings(max_examples=60)
@given(data=st.data())
def test_any_text_in_any_file_becomes_what_was_asked_or_nothing_changes(data: st.DataObject) -> None:
    root, file = data.draw(st.sampled_from(FILES))
    before = (root / file).read_text("utf-8")
    held = model(file, before)
    path = data.draw(st.sampled_from(list(leaves(held))))
    text = data.draw(TEXTS)
    edit = Edit(FolderTree(root))
    try:
        edit.set(file, path, text)
    except EditError as error:
        assert not edit.changes
        assert error.why or error.diagnostics
        assert error.remedy or error.diagnostics
        return
    intended = with_text(held, path, text)
    assert set(edit.changes) == ({file} if intended != held else set())
    after = edit.changes.get(file)
    assert model(file, before if after is None else after.decode()) == intended
    assert (root / file).read_text("utf-8") == before


@pytest.mark.parametrize(
    "line",
    [
        '"citaat" eerst',
        "'enkel' eerst",
        "| streep",
        "> pijl",
        "# hek",
        "met # hek",
        "dubbel: punt",
        "- streep",
        "é",
        "{{ school.name }}",
    ],
)
def test_a_title_may_be_any_line(line: str, tmp_path: Path) -> None:
    edit = Edit(FolderTree(SOURCES[-1]))
    edit.set_document("noord", "telefoons", title=line)
    (text,) = (content.decode() for content in edit.changes.values() if content is not None)
    assert model("policy_src/schools/noord/telefoons.yaml", text).document.title == line
