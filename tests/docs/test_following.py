"""The page that follows one clause shows what the stages give."""

from __future__ import annotations

import doctest
from pathlib import Path

from tests.docs.following import KLEIN, snippets
from tests.docs.pages import ARCHITECTURE, blocks, rewrite

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
