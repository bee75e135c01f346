"""Which words of a text came from which value."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from schoolprotocol.outputs.word.inline import Names, pieces
from schoolprotocol.text.html import item_to_html, to_html
from schoolprotocol.text.myst import escape, guard, serialise
from schoolprotocol.text.parse import parse, read
from schoolprotocol.text.plain import bare, to_text
from schoolprotocol.text.template import capital, fill
from schoolprotocol.text.tree import Block, Emphasis, Link, Listing, Paragraph, Value, Words, walk
from schoolprotocol.text.values import read_filled
from tests.text.trees import CHARACTERS, VALUED, flat


def filled(template: str, **values: str) -> tuple[Block, ...]:
    """The tree of a text as `resolve` fills it in."""
    text = fill(guard(template), {name: escape(value) for name, value in values.items()})
    return read_filled(text, template, values)


def told(blocks: tuple[Block, ...]) -> list[tuple[str, str]]:
    """Name and words of each value in a tree, in order."""
    nodes = [node for node in walk(blocks) if isinstance(node, Value)]
    return [(node.name, "".join(one.text for one in node.children if isinstance(one, Words))) for node in nodes]


def test_the_words_of_a_value_stand_in_it_and_those_around_it_beside_it() -> None:
    assert filled("Leg hem {{ plek }} neer.", plek="in het *kluisje*") == (
        Paragraph((Words("Leg hem "), Value("plek", (Words("in het *kluisje*"),)), Words(" neer."))),
    )


def test_a_value_at_the_beginning_of_a_sentence_has_its_capital() -> None:
    assert told(filled("{{ plek | hoofdletter }}, en {{ plek }}.", plek="‘thuis’")) == [
        ("plek", "‘Thuis’"),
        ("plek", "‘thuis’"),
    ]


def test_values_are_told_wherever_words_stand() -> None:
    blocks = filled(
        "{{ a }}. Zie **{{ b }}**{{ b }}, [_{{ c }}_]({{ d }}) en [e]({{ d }}{{ a }}).\n\n- {{ a }}\n  1. x{{ b }}",
        a="1",
        b="- b",
        c="[c]",
        d="https://a.example/",
    )
    assert told(blocks) == [("a", "1"), ("b", "- b"), ("b", "- b"), ("c", "[c]"), ("a", "1"), ("b", "- b")]
    first, listing = blocks
    assert isinstance(first, Paragraph)
    assert isinstance(listing, Listing)
    assert first.children[2] == Emphasis((Value("b", (Words("- b"),)),), strong=True)
    assert first.children[5] == Link("https://a.example/", (Emphasis((Value("c", (Words("[c]"),)),)),))
    assert first.children[7] == Link("https://a.example/1", (Words("e"),))


def test_blocks_with_values_keep_their_lines() -> None:
    first, listing = filled("Voor {{ a }}\nen {{ a }}:\n\n- {{ a }}\n- {{ a }}", a="x")
    assert isinstance(listing, Listing)
    assert [first.line, listing.line, listing.items[1][0].line] == [0, 3, 4]


@pytest.mark.parametrize(
    ("template", "value"),
    [
        ("om*{{ a }}*", "(x)"),  # before a bracket the star is none of emphasis
        ("<https://{{ a }}>", "a.example"),
        ("{clause}`a.{{ a }}`", "b"),
        ("\U000f0001{{ a }}", " "),
    ],
)
def test_where_it_cannot_be_told_a_paragraph_has_words_and_the_others_have_values(template: str, value: str) -> None:
    blocks = filled(f"{template}\n\nEn {{{{ b }}}}.", a=value, b="b")
    text = fill(guard(template), {"a": escape(value)})
    assert (blocks[:-1], told(blocks)) == (parse(text), [("b", "b")])


def test_a_text_that_does_not_fit_its_template_has_words_only() -> None:
    for text, template in (("Iets anders.", "Iets {{ a }}."), ("Iets.", "<b>{{ a }}"), ("<b>1", "{{ a }}"), ("1", "1")):
        assert read_filled(text, template, {"a": "1"}) == read(text)


def test_a_text_may_have_the_signs_of_our_own() -> None:
    assert told(filled("\U000f0000 {{ a }} \U000f0001", a="x")) in ([], [("a", "x")])
    assert flat(filled("\U000f0000 {{ a }} \U000f0001", a="x")) == parse("\U000f0000 x \U000f0001")


_AROUND = ["{{ a }}", "{{ a | hoofdletter }}", "{{ b.c-d }}", "*", "**", "_", " ", "x", "\n", "\n\n", "- ", "1. ", "."]
_OTHERS = ["[x](", "https://a.example/", ")", "<https://a.example/", ">", "[", "(", "[^n]", "{clause}`a.b`", "\\\n"]
TEMPLATES = st.lists(st.sampled_from([*_AROUND, *_OTHERS]), max_size=12).map("".join)
ONE_LINE = st.text(CHARACTERS.filter(lambda character: character != "\n"), max_size=8)


@settings(max_examples=120)
@given(TEMPLATES, ONE_LINE, ONE_LINE)
@example("1{{ a }}. x", "1", "")
@example("[x]({{ a }})", "https://a.example", "")
@example("{{ a }}{{ a }}", "", "")
def test_without_its_values_it_is_the_tree_of_the_text_and_each_value_is_as_printed(
    template: str, one: str, other: str
) -> None:
    values = {"a": one, "b.c-d": other}
    text = fill(guard(template), {name: escape(value) for name, value in values.items()})
    blocks = read_filled(text, template, values)
    assert flat(blocks) == flat(read(text)) == read(text)
    for name, words in told(blocks):
        printed = values[name].strip(" \t")
        assert words in (printed, capital(printed))


@given(st.text(CHARACTERS, max_size=20).map(escape), ONE_LINE.map(lambda value: f"x{value}x"))
def test_in_plain_words_every_value_is_told(words: str, value: str) -> None:
    assert told(filled(f"Voor {words} {{{{ a }}}}, {{{{ a }}}}", a=value)) == [("a", value)] * 2


@pytest.mark.stress
@settings(max_examples=80)
@given(VALUED)
def test_every_writer_writes_a_value_as_the_words_in_it(tree: tuple[Block, ...]) -> None:
    plain = flat(tree)
    assert parse(serialise(tree)) == plain
    assert serialise(tree) == serialise(plain)
    assert to_html(tree) == to_html(plain)
    assert item_to_html(tree) == item_to_html(plain)
    assert to_text(tree) == to_text(plain)
    assert bare(tree) == bare(plain)
    assert pieces(tree, Names({}, {})) == pieces(plain, Names({}, {}))


def test_a_link_that_is_its_own_address_is_so_with_values_in_it() -> None:
    address = "https://a.example"
    valued = (Paragraph((Link(address, (Value("school.website", (Words(address),)),)),)),)
    assert to_text(valued) == address
    assert [piece.content.text for piece in pieces(valued, Names({}, {}))] == [address]
