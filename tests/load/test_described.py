"""What the docstrings of fields say is what Pydantic would say of them, and is not read before anybody asks."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from pydantic import BaseModel, ConfigDict, create_model
from pydantic._internal._docs_extraction import extract_docstrings_from_cls

import schoolprotocol.compare.changeset
import schoolprotocol.policy.model  # noqa: F401 (their models)
from schoolprotocol.model.described import Described, descriptions


class Below(Described):
    """A docstring of the class is none of a field."""

    kept: int
    """Stays
    as it is."""
    told: int
    """Is told otherwise."""
    silent: int
    """Is told no more."""


class Above(Below):
    told: int
    """Otherwise."""
    silent: int
    new: Below
    """Another model."""


class TheirBelow(BaseModel):
    model_config = ConfigDict(use_attribute_docstrings=True)

    kept: int
    """Stays
    as it is."""
    told: int
    """Is told otherwise."""
    silent: int
    """Is told no more."""


class TheirAbove(TheirBelow):
    told: int
    """Otherwise."""
    silent: int
    new: Below
    """Another model."""


def below(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for one in model.__subclasses__():
        if one.__module__.startswith("schoolprotocol."):
            yield from (one, *below(one))


def test_a_field_is_described_as_pydantic_describes_it() -> None:
    theirs = TheirAbove.model_json_schema()
    assert theirs["properties"].pop("new")["description"] == descriptions(Above)["new"]
    ours = Above.model_json_schema()
    assert ours["properties"].pop("new") == {"$ref": "#/$defs/Below", "description": "Another model."}
    assert ours["properties"] == theirs["properties"]
    assert descriptions(Above) == {"kept": "Stays\nas it is.", "told": "Otherwise.", "new": "Another model."}


@pytest.mark.parametrize("model", [*below(Described)], ids=lambda model: model.__name__)
def test_every_model_of_ours_is_as_pydantic_reads_it(model: type[BaseModel]) -> None:
    own = extract_docstrings_from_cls(model, use_inspect=True)
    assert {name: descriptions(model)[name] for name in own} == own
    schema = model.model_json_schema()
    fields = schema.get("properties") or schema.get("$defs", {}).get(model.__name__, {}).get("properties", {})
    assert {name: field["description"] for name, field in fields.items() if "description" in field} == descriptions(
        model
    )


def test_a_program_without_its_sources_says_nothing_of_a_field() -> None:
    made = create_model("Made", __base__=Described, __module__="nowhere", field=(int, ...))
    assert descriptions(made) == {}
    assert made.model_json_schema()["properties"]["field"] == {"title": "Field", "type": "integer"}


def test_importing_the_models_reads_no_source() -> None:
    code = """
import linecache
import schoolprotocol.compare.changeset, schoolprotocol.source.corpus
print([name for name in linecache.cache if "schoolprotocol" in name])
"""
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "[]"
