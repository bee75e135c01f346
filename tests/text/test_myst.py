"""The tree of a text as MyST again: whatever it is, it is read as the same tree."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from schoolprotocol.text.myst import Writing, line, quoted, serialise
from schoolprotocol.text.parse import MarkupError, parse
from schoolprotocol.text.tree import Block, Emphasis, NoteCall, Paragraph, Words
from tests.text.trees import CHARACTERS, TEXTS, TREES


@settings(max_examples=60)
@given(TREES)
def test_a_tree_is_read_back_as_it_was(tree: tuple[Block, ...]) -> None:
    assert parse(serialise(tree)) == tree


@settings(max_examples=150)
@given(TEXTS)
@example("***a** b*")
@example("*a*_b_")
@example("**a __b__ *c***")
@example("- - a\n  - b\n* c\n\n1. d\n\n2. e\n1) f")
@example("a\\\n&#32;- b")
@example("[^n]\\: niet het begin van een noot")
@example("tekst \\![^n]")
@example("\u00a0")
def test_a_text_that_was_parsed_and_written_means_the_same(text: str) -> None:
    try:
        tree = parse(text)
    except MarkupError:
        assume(False)
    assert parse(serialise(tree)) == tree


@given(st.text(CHARACTERS, min_size=1, max_size=40))
@example(" # x ")
@example("\u00a0")
@example("1. een")
@example("[x]: https://a.example")
def test_a_line_of_plain_text_keeps_every_character(text: str) -> None:
    assert parse(line(text)) == (Paragraph((Words(text),)),)


@given(st.text(CHARACTERS | st.sampled_from("\u0085\u2028\u2029"), max_size=40))
def test_a_quoted_value_is_one_line_that_yaml_reads_as_it_was(value: str) -> None:
    written = quoted(value)
    assert len(written.splitlines()) == 1
    assert yaml.safe_load(f"title: {written}") == {"title": value}


def test_a_common_text_is_written_as_people_write_it() -> None:
    text = (
        "Wie **te laat** komt (zie {clause}`a.b`), meldt zich.[^n] Dat geldt voor:\n\n- *leerlingen*;\n- ouders:\n"
        "  1. die brengen!\n  2. die [halen](https://a.example/b?c=1#d).\n\nVragen? Bel\\\nde school."
    )
    assert serialise(parse(text)) == text


@pytest.mark.parametrize("text", ["\\[^n] {clause}\\`a.b`", "`"])
def test_what_only_looks_like_a_call_or_a_reference_stays_text(text: str) -> None:
    with_roles = Writing(note=lambda id_: f"<noot {id_}>", clause=lambda id_: f"<clausule {id_}>")
    assert "<" not in serialise(parse(text), with_roles)


def test_calls_and_references_are_written_as_the_output_wants_them() -> None:
    written = serialise(
        parse("**a[^n]** \\\\[^n] [^m](of niet) {clause}`a.b`."),
        Writing(note=lambda id_: f"{{note}}`{id_}`", clause=lambda id_: f"[artikel]({id_})"),
    )
    assert written == "**a{note}`n`** \\\\{note}`n` {note}`m`(of niet) [artikel](a.b)."


def test_emphasis_that_no_mark_can_express_is_told() -> None:
    empty = (Paragraph((Emphasis((NoteCall("a"), Emphasis((Words(" "),)))), Emphasis(()))),)
    with pytest.raises(ValueError, match="Emphasis"):
        serialise(empty)


def test_what_only_some_programs_take_for_a_line_end_ends_no_line() -> None:
    assert line("a\u2028b\u2029c\x85d\te") == "a&#8232;b&#8233;c&#32;d&#9;e"
