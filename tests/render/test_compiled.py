"""What Jinja compiled of our templates is there for the next process, and is never that of another text."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jinja2 import nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from schoolprotocol.outputs import compiled
from schoolprotocol.outputs import environment as environments
from schoolprotocol.outputs.compiled import CompiledTemplates
from schoolprotocol.templating import JINJA, OURS, Templates, templates_in

NAME = "overview/index.html.j2"
Fresh = Callable[..., ImmutableSandboxedEnvironment]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where Python keeps what it compiles, which is empty."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "kept"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "kept"


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """The templates that are compiled from now on."""
    found: list[str | None] = []
    compile_ = environments._Environment.compile

    def told(one: environments._Environment, source: Any, name: str | None = None, *more: Any, **named: Any) -> Any:
        found.append(name)
        return compile_(one, source, name, *more, **named)

    monkeypatch.setattr(environments._Environment, "compile", told)
    return found


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> Fresh:
    """The environment of a process that knows nothing yet."""

    def make(templates: Templates | None = None, *, html: bool = True) -> ImmutableSandboxedEnvironment:
        monkeypatch.setattr(environments, "_COMPILED", CompiledTemplates())
        return environments.environment.__wrapped__(templates or templates_in(Path("none")), html=html)

    return make


def files(folder: Path) -> list[Path]:
    """What was compiled of templates, beside what Python compiles itself."""
    return [*folder.rglob("compiled.*/*")]


def test_what_one_process_compiled_the_next_one_takes(kept: Path, seen: list[str | None], fresh: Fresh) -> None:
    first = fresh().get_template("report/macros.html.j2").module
    assert seen == ["report/macros.html.j2"]
    assert len(files(kept)) == 1
    again = fresh().get_template("report/macros.html.j2").module
    assert len(seen) == 1
    assert sorted(vars(again)) == sorted(vars(first))


def test_where_values_are_not_escaped_it_is_other_code(kept: Path, seen: list[str | None], fresh: Fresh) -> None:
    for html in (True, False, True, False):
        fresh(html=html).get_template(NAME)
    assert seen == [NAME, NAME]
    assert len(files(kept)) == 2


def test_a_template_that_says_something_else_is_compiled_again(
    kept: Path, seen: list[str | None], fresh: Fresh, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh().get_template(NAME)
    text = Templates.text
    monkeypatch.setattr(Templates, "text", lambda one, name: "anders" if name == NAME else text(one, name))
    assert fresh().get_template(NAME).render() == "anders"
    assert seen == [NAME, NAME]
    assert len(files(kept)) == 1


def test_of_another_jinja_or_python_nothing_is_taken(
    kept: Path, seen: list[str | None], fresh: Fresh, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh().get_template(NAME)
    monkeypatch.setattr("jinja2.__version__", "4")
    fresh().get_template(NAME)
    monkeypatch.setattr(compiled, "MAGIC_NUMBER", b"another")
    fresh().get_template(NAME)
    assert seen == [NAME, NAME, NAME]
    assert len(files(kept)) == 1


def test_what_is_damaged_is_compiled_again(kept: Path, seen: list[str | None], fresh: Fresh) -> None:
    fresh().get_template(NAME)
    (path,) = files(kept)
    whole = path.read_bytes()
    for damaged in (b"", whole[:-1], whole[:40] + bytes([whole[40] ^ 1]) + whole[41:], whole[:20]):
        path.write_bytes(damaged)
        fresh().get_template(NAME)
        assert path.read_bytes() == whole
    assert len(seen) == 5


def test_a_template_of_a_project_is_kept_on_no_disk(
    kept: Path, seen: list[str | None], fresh: Fresh, tmp_path: Path
) -> None:
    own = tmp_path / "templates" / NAME
    own.parent.mkdir(parents=True)
    own.write_text("van ons zelf", "utf-8")
    for _time in range(2):
        assert fresh(templates_in(tmp_path / "templates")).get_template(NAME).render() == "van ons zelf"
    assert seen == [NAME, NAME]
    assert files(kept) == []


def test_where_nothing_can_or_may_be_written_all_the_same_is_made(
    kept: Path, seen: list[str | None], fresh: Fresh, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.write_text("no folder", "utf-8")
    fresh().get_template(NAME)
    kept.unlink()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    fresh().get_template(NAME)
    assert seen == [NAME, NAME]
    assert not kept.exists()


def test_a_link_is_not_followed(kept: Path, seen: list[str | None], fresh: Fresh, tmp_path: Path) -> None:
    fresh().get_template(NAME)
    (path,) = files(kept)
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    fresh().get_template(NAME)
    assert seen == [NAME, NAME]


def test_no_filter_of_ours_is_asked_while_a_template_is_compiled(fresh: Fresh) -> None:
    """What is said of a word that stands in a template would stay when our code says something else of it."""
    made = fresh()
    ours = made.filters.keys() - ImmutableSandboxedEnvironment().filters.keys()
    assert "dag" in ours
    for name in templates_in(Path("none")).files:
        if name.endswith(JINJA):
            asked = made.parse((OURS / name).read_text("utf-8")).find_all((nodes.Filter, nodes.Test))
            assert not [one for one in asked if one.name in ours and isinstance(one.node, nodes.Const)], name
