"""What the pages for engineers call by name is there under that name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.docs.pages import ARCHITECTURE, ROOT

PACKAGE = ROOT / "generator/schoolprotocol"
PAGES = sorted(
    [*ARCHITECTURE.glob("*.md"), *(ROOT / name for name in ("README.md", "CONTRIBUTING.md")), *ROOT.glob("*/README.md")]
)
MADE = ("build", ".work", ".made")
"""First names of what a build makes, and the repository does not hold."""


def named(page: Path) -> list[str]:
    """What stands between single backticks, but for a list of what stood elsewhere once."""
    text = page.read_text("utf-8").split("\n## What moved where")[0]
    text = re.sub(r"^(`{3,}).*?^\1$", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"`([^`\n]+)`", text)


@cache
def modules() -> dict[str, Path]:
    """Each module and folder of the package by its dotted name."""
    paths = [*PACKAGE.rglob("*.py"), *(path.parent for path in PACKAGE.rglob("__init__.py"))]
    return {".".join(path.relative_to(PACKAGE).with_suffix("").parts): path for path in paths if path != PACKAGE}


@cache
def words_of_the_repository() -> frozenset[str]:
    """Every name that code, templates, tests and settings have."""
    files = [*PACKAGE.rglob("*.py"), *(ROOT / "templates").rglob("*.j2"), *(ROOT / "tests").rglob("*.py")]
    others = [file for file in files if file != Path(__file__)]
    return frozenset(
        word for file in [*others, ROOT / "pyproject.toml"] for word in re.findall(r"\w+", file.read_text("utf-8"))
    )


@cache
def names_in(path: Path) -> frozenset[str]:
    """What a module defines or imports, and the fields and methods of its classes as `Class.name`."""
    if path.is_dir():
        path /= "__init__.py"
    tree = ast.parse(path.read_text("utf-8"))
    return frozenset(_defined(tree.body, ""))


def _defined(body: list[ast.stmt], prefix: str) -> Iterator[str]:
    for node in body:
        match node:
            case ast.ClassDef(name=name, body=inside):
                yield prefix + name
                yield from _defined(inside, f"{prefix}{name}.")
            case ast.FunctionDef(name=name):
                yield prefix + name
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield prefix + name
            case ast.Assign(targets=[ast.Name(id=name)]):
                yield prefix + name
            case ast.ImportFrom(names=names):
                yield from (prefix + (alias.asname or alias.name) for alias in names)


def exists(path: str, page: Path) -> bool:
    """Whether a path is one of the repository, of the package, of the tests or beside the page."""
    if "/" not in path:
        return (
            any(PACKAGE.rglob(path))
            or any((ROOT / "templates").rglob(f"{path}.j2"))
            or any(base.joinpath(path).exists() for base in (ROOT, page.parent))
        )
    return any(base.joinpath(path).exists() for base in (ROOT, PACKAGE, PACKAGE / "build", ROOT / "tests", page.parent))


def is_there(name: str) -> bool | None:
    """Whether a dotted name is a module of ours, or a name in one; None where it is not about our code."""
    parts = name.removeprefix("schoolprotocol.").split(".")
    if parts[0] in {"project", "document"} and is_there(".".join([parts[0].capitalize(), *parts[1:]])):
        return True  # what examples call a `Project` and a `Document`
    for length in range(len(parts), 0, -1):
        found = [path for known, path in modules().items() if f".{known}".endswith("." + ".".join(parts[:length]))]
        if found:
            rest = ".".join(parts[length:])
            return not rest or any(rest in names_in(path) for path in found)
    classes = [names for names in map(names_in, modules().values()) if parts[0] in names]
    return any(".".join(parts) in names for names in classes) if parts[0][0].isupper() and classes else None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_path_that_a_page_names_is_there(page: Path) -> None:
    for name in named(page):
        path = re.fullmatch(r"[\w.-]+(?:/[\w.-]+)*/?", name)
        first = name.split("/")[0]
        is_file = re.search(r"\.(py|j2|toml|css|po)$", name)
        is_folder = "/" in name and first not in MADE and ((ROOT / first).is_dir() or (PACKAGE / first).is_dir())
        if path and (is_file or (is_folder and not name.startswith("policy_src/"))):
            assert exists(name, page), name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_name_of_code_that_a_page_uses_is_there(page: Path) -> None:
    for name in named(page):
        call = re.fullmatch(r"([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+)(?:\(.*\))?", name)
        if call and not re.search(r"\.(py|j2|toml|css|po|md|json|yaml|svg|txt)$", call[1]):
            assert is_there(call[1]) is not False, name
        elif re.fullmatch(r"[A-Za-z]\w*_\w+(?:\(.*\))?", name):
            assert name.split("(")[0] in words_of_the_repository(), name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_module_in_a_table_of_modules_is_there(page: Path) -> None:
    for table in re.findall(r"^\| module \|.*\n(?:\|.*\n)+", page.read_text("utf-8"), re.MULTILINE):
        for cell in re.findall(r"^\| (`[^|]+) \|", table, re.MULTILINE):
            for name in re.findall(r"`([^`]+)`", cell):
                assert any(f".{known}".endswith(f".{name}") for known in modules()), name


def test_a_name_that_is_not_there_is_seen() -> None:
    assert is_there("outputs.pdf.typeset")
    assert is_there("schoolprotocol.project.Project.edit")
    assert is_there("Project.edit")
    assert is_there("keys.token_of")
    assert is_there("afspraken.opbergen") is None
    assert is_there("Project.gone") is False
    assert is_there("keys.gone") is False
