"""markdown-it is imported without its patterns of HTML tags, and reads a text as it would with them."""

from __future__ import annotations

import subprocess
import sys

import pytest
from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block.html_block import html_block as theirs

from schoolprotocol.text import lean

LATER = """
import sys
from schoolprotocol.text.parse import MarkupError, parse
parse("Een *tekst* met < en > erin.\\n\\n- a\\n- b < c\\n")
assert "markdown_it.rules_block.html_block" not in sys.modules, "imported by nobody"
from markdown_it import rules_block
print(rules_block.html_block.__module__)
try:
    parse("Tekst.\\n\\n<div>\\n")
except MarkupError as error:
    print(error.line)
print(rules_block.html_block.__module__)
"""
TEXTS = (
    "<div>\ntekst\n\nmeer",
    "tekst\n<div>x</div>\nmeer",
    "tekst\n<span>x</span>\nmeer",
    "<!-- een\n\ntwee -->\ntekst",
    "- punt\n\n  <!-- een\n\n  twee -->\n- nog",
    "    <div>\n",
    "\t<div>",
    "<",
    "<\n<",
    "< div>",
    "> <p>\n> x\n\ny",
    "<script>\n\nx\n</script> na\ntekst",
    "<?php\n?>\n<![CDATA[\nx]]>\n<!DOCTYPE x>",
    "a <b>c</b>",
    "1. <table>\n   <tr>\n\n2. x",
    "",
    "\n\n  <h1>x",
)


def test_its_patterns_are_compiled_with_the_first_line_that_may_have_a_tag() -> None:
    told = subprocess.run([sys.executable, "-c", LATER], capture_output=True, text=True, check=False)
    assert told.stderr == ""
    assert told.stdout.split() == ["schoolprotocol.text.lean", "2", "markdown_it.rules_block.html_block"]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("html", [True, False])
def test_a_text_is_read_as_with_its_own_rule(text: str, html: bool) -> None:
    with_ours, with_theirs = MarkdownIt("commonmark", {"html": html}), MarkdownIt("commonmark", {"html": html})
    before: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote"]}
    with_ours.block.ruler.at("html_block", lean.html_block, before)
    with_theirs.block.ruler.at("html_block", theirs, before)
    assert with_ours.parse(text) == with_theirs.parse(text)
