"""The page that follows one clause shows what the stages give."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

from tests.docs.following import KLEIN, snippets
from tests.docs.pages import ARCHITECTURE, ROOT, blocks, rewrite

PACKAGE = ROOT / "generator" / "schoolprotocol"
PAGE = ARCHITECTURE / "following-a-clause.md"


def test_the_sources_are_those_of_the_project() -> None:
    shown = [block for block in blocks(PAGE) if block.language == "yaml"]
    assert len(shown) == 3
    for block in shown:
        assert block.body in (KLEIN / block.options["caption"]).read_text("utf-8"), str(block)


def test_the_python_gives_what_the_page_says() -> None:
    code = "\n".join(block.body for block in blocks(PAGE) if block.language == "python")
    example = doctest.DocTestParser().get_doctest(code, {"root": KLEIN}, PAGE.name, str(PAGE), 0)
    assert len(example.examples) > 10
    told: list[str] = []
    result = doctest.DocTestRunner(verbose=False).run(example, out=told.append)
    assert result.failed == 0, "".join(told)


def test_the_outputs_are_those_of_the_stages(tmp_path: Path, *, regenerate: bool) -> None:
    made = snippets(tmp_path)
    shown = {block.options["name"]: block for block in blocks(PAGE) if "name" in block.options}
    assert set(shown) == set(made)
    if regenerate:
        rewrite(PAGE, [(block, made[name].strip("\n") + "\n") for name, block in shown.items()])
        shown = {block.options["name"]: block for block in blocks(PAGE) if "name" in block.options}
    for name, block in shown.items():
        assert block.body.strip("\n") == made[name].strip("\n"), str(block)


WAYS = [
    [line.split()[0] for line in block.body.splitlines()]
    for block in blocks(PAGE)
    if block.options.get("class") == "way"
]


def test_no_module_is_visited_twice_on_the_way_of_a_clause_or_of_a_change() -> None:
    assert [len(way) > 8 for way in WAYS] == [True, True]
    for way in WAYS:
        assert len(set(way)) == len(way)
        for module in way:
            assert (PACKAGE / f"{module}.py").is_file(), module


def test_on_the_way_of_a_clause_no_module_imports_one_that_comes_later() -> None:
    way = WAYS[0]
    for place, module in enumerate(way):
        text = (PACKAGE / f"{module}.py").read_text("utf-8")
        imported = set(re.findall(r"^from schoolprotocol\.([\w.]+) import", text, re.MULTILINE))
        assert not imported & {name.replace("/", ".") for name in way[place + 1 :]}, module
