"""What the documentation says of the repository holds."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from schoolprotocol.check.suppress import SUPPRESSIBLE
from schoolprotocol.cli import COMMANDS
from schoolprotocol.diagnostics import Kind
from tests.docs.following import KLEIN
from tests.docs.pages import ARCHITECTURE, DOCS, MANUAL, ROOT, blocks

README = ROOT / "README.md"
EVERY_PAGE = sorted([*DOCS.rglob("*.md"), README, ROOT / "policy_src/README.md", ROOT / "CONTRIBUTING.md"])


@pytest.fixture(scope="module")
def documentation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documentation as `make docs` builds it."""
    folder = tmp_path_factory.mktemp("docs") / "docs"
    result = subprocess.run(
        [sys.executable, "-m", "sphinx", "-nWq", str(DOCS), str(folder)],
        check=False,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stderr
    return folder


@pytest.mark.stress
def test_the_documentation_builds_without_a_warning(documentation: Path) -> None:
    assert (documentation / "index.html").is_file()


ENGLISH = re.compile(
    r"\b(Toggle|Skip to|Back to|On this page|Next|Previous|Made with|Expand|Light|Dark|Home|Search|Contents|Link to|"
    r"Architecture)\b"
)


def around(page: Path) -> str:
    """What stands around the text of a page, and what its marks say."""
    text = page.read_text("utf-8")
    text = re.sub(r"<(script|style|svg)\b.*?</\1>", "", text, flags=re.DOTALL)
    names = re.findall(r'(?:title|aria-label|placeholder)="([^"]*)"', text)
    return re.sub(r"<[^>]+>", " ", re.sub(r"<article.*</article>", "", text, flags=re.DOTALL)) + " ".join(names)


@pytest.mark.stress
def test_a_dutch_page_has_dutch_words_around_it_and_an_english_one_english(documentation: Path) -> None:
    pages = [documentation / "index.html", *(documentation / "handleiding").glob("*.html")]
    assert len(pages) > 20
    assert {page.name: found for page in pages if (found := ENGLISH.findall(around(page)))} == {}
    english = (documentation / "architecture/index.html").read_text("utf-8")
    assert 'lang="en"' in english
    assert "On this page" in around(documentation / "architecture/index.html")
    assert "Zoeken" not in around(documentation / "architecture/index.html")


@pytest.mark.stress
def test_the_first_page_leads_to_what_people_come_for(documentation: Path) -> None:
    page = (documentation / "index.html").read_text("utf-8")
    for chapter in ("eerste-stappen", "kijken", "clausule", "publiceren", "misgaat"):
        assert f'href="handleiding/{chapter}.html"' in page


def required(group: list[str]) -> list[str]:
    return sorted(canonicalize_name(Requirement(line).name) for line in group)


def test_every_dependency_has_its_reason_and_every_reason_its_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    _, to_run, to_develop, for_studio, *_ = (ARCHITECTURE / "dependencies.md").read_text("utf-8").split("\n## ")
    extras = project["optional-dependencies"]
    studio = [*extras["studio"], *extras["oidc"]]
    assert set(studio) <= set(extras["dev"])  # the tests ask the studio
    develop = [one for one in extras["dev"] if one not in studio]
    for text, group in ((to_run, project["dependencies"]), (to_develop, develop), (for_studio, studio)):
        reasons = dict(re.findall(r"^\| ([a-z][a-z0-9-]*) \| (.+) \|$", text, re.MULTILINE))
        assert sorted(reasons.keys() - {"package"}) == required(group)


def test_every_test_that_a_guarantee_names_is_there() -> None:
    text = (ARCHITECTURE / "guarantees.md").read_text("utf-8")
    for chapter in text.split("\n## ")[1:]:
        named = re.findall(r"^- `(tests/[\w/]+\.py)::(test_\w+)`$", chapter, re.MULTILINE)
        assert named, chapter
        assert len(named) == chapter.count("\n- ")
        for file, test in named:
            tree = ast.parse((ROOT / file).read_text("utf-8"))
            assert test in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, f"{file}::{test}"


def test_the_places_of_the_fences_are_there() -> None:
    rows = re.findall(r"\| ([^|]+) \|$", (ARCHITECTURE / "security.md").read_text("utf-8"), re.MULTILINE)
    named = {place for row in rows for place in re.findall(r"`([\w./]+)`", row)}
    assert len(named) > 8
    for place in sorted(named):
        assert any((base / place).exists() for base in (ROOT, ROOT / "generator/schoolprotocol")), place


@pytest.mark.parametrize("page", [ROOT / "CONTRIBUTING.md", ARCHITECTURE / "index.md"], ids=lambda page: page.name)
def test_the_layers_that_a_page_shows_are_those_that_are_held(page: Path) -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    (layers,) = (contract["layers"] for contract in contracts if contract["type"] == "layers")
    shown = re.search(r"^__main__ → [^`]*", page.read_text("utf-8"), re.MULTILINE)
    assert shown
    assert [layer.strip() for layer in shown[0].split("→")] == layers


def test_the_readme_shows_the_small_project_as_it_is() -> None:
    shown = [block.body for block in blocks(README) if block.language == "yaml"]
    assert len(shown) == 2
    files = [path.read_text("utf-8") for path in KLEIN.rglob("*.yaml")]
    for body in shown:
        assert any(body in text for text in files), body


def test_the_readme_gives_the_two_commands() -> None:
    assert [block.body for block in blocks(README) if block.language == "sh"] == ["make all\n", "make test\n"]


@pytest.mark.parametrize("page", EVERY_PAGE, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_make_target_and_command_that_a_page_names_exists(page: Path) -> None:
    text = page.read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:`|\$ |^)make ([a-z]+)", text, re.MULTILINE)) <= targets
    assert set(re.findall(r"\.venv/bin/schoolprotocol ([a-z]+)", text)) <= set(COMMANDS)


@pytest.mark.parametrize("page", EVERY_PAGE, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    text = re.sub(r"`+[^`]*`+", "", page.read_text("utf-8"))
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        if not target.startswith("docs/images/"):
            assert (page.parent / target).exists(), target


def test_the_manual_names_every_kind_of_code() -> None:
    text = (MANUAL / "controle.md").read_text("utf-8")
    assert {f"SP{n}" for n in range(1, 7)} <= set(re.findall(r"^\| (SP\d)\.\. \|", text, re.MULTILINE))


def test_a_school_can_accept_what_the_manual_says_it_can() -> None:
    assert "bij codes die met SP3 beginnen" in (MANUAL / "controle.md").read_text("utf-8")
    assert {kind for kind in Kind if kind.code.startswith("SP3")} <= set(SUPPRESSIBLE)
