"""The examples of the manual do what the manual says. `pytest tests/docs --regenerate` writes the outputs anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.pages import MANUAL, Block, blocks, matches, pages, rewrite
from tests.docs.story import Story, codes_of, merged
from tests.helpers import codes, findings, spoken

STORIES = [
    page
    for page in pages(MANUAL)
    if page.stem != "beginnen" and any(block.language in {"yaml", "console"} for block in blocks(page))
]  # that page begins with nothing: test_beginning.py follows it


@pytest.mark.parametrize("page", STORIES, ids=lambda page: page.stem)
def test_what_a_page_of_the_manual_shows_happens(page: Path, tmp_path: Path, *, regenerate: bool) -> None:
    story = Story(tmp_path / "project")
    changed: list[tuple[Block, str]] = []
    for block in blocks(page):
        if block.language == "yaml":
            story.write(block)
            found = findings(story.root)
            assert set(codes(found)) == codes_of(block), (str(block), spoken(found))
        elif block.language == "console":
            actual = story.output(block)
            if regenerate and not matches(block.body, actual):
                changed.append((block, actual))
            else:
                assert matches(block.body, actual), f"{block} shows something else than\n{actual}"
    rewrite(page, changed)


def test_there_are_examples_of_every_operation_and_of_a_school_a_note_and_a_decision() -> None:
    shown = [block.body for page in STORIES for block in blocks(page) if block.language == "yaml"]
    for key in ("set:", "replace:", "omit:", "add:", "move:", "extends:", "motive:", "kind: instemming", "style:"):
        assert any(key in body for body in shown), key


@pytest.mark.parametrize("page", pages(MANUAL), ids=lambda page: page.stem)
def test_every_example_of_a_file_says_which_file(page: Path) -> None:
    for block in blocks(page):
        assert block.language in {"yaml", "console", "sh", "text"}, str(block)
        if block.language == "yaml":
            assert block.options.get("caption", "").startswith("policy_src/"), str(block)


@pytest.mark.parametrize(
    ("shown", "holds"),
    [("a\n…\nd", True), ("a\nb\nc\nd", True), ("a\n…", True), ("…c…", True), ("a\nc\n…", False), ("a\nb\nc", False)],
)
def test_an_output_is_compared_word_for_word_but_for_what_was_left_out(shown: str, holds: bool) -> None:
    assert matches(shown, "a\nb\nc\nd\n") is holds


def test_a_part_of_a_file_replaces_that_part_and_no_other() -> None:
    assert merged("a: 1\nb:\n  c: 2\n", "b:\n  c: 3\nd: 4\n") == "a: 1\nb:\n  c: 3\nd: 4\n"
    assert merged("- id: a\n  t: 1\n- id: b\n", "- id: a\n  t: 2\n") == "- id: a\n  t: 2\n- id: b\n"
