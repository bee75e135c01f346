"""The little language of clause texts: what it has, what it refuses, and that a value never becomes markup."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from schoolprotocol.text import tree
from schoolprotocol.text.myst import escape, guard
from schoolprotocol.text.parse import MarkupError, parse
from schoolprotocol.text.tree import ClauseReference, Emphasis, LineBreak, Link, Listing, NoteCall, Paragraph, Words


def test_a_text_has_paragraphs_lists_emphasis_links_notes_and_clause_references() -> None:
    text = (
        "Een *zacht* en **hard** woord, een [link](https://a.example)[^noot].\n\n"
        "- lees {clause}`afspraken.melden`;\n- bel\\\n  ons.\n\n1. een\n2. twee"
    )
    assert parse(text) == (
        Paragraph(
            (
                Words("Een "),
                Emphasis((Words("zacht"),)),
                Words(" en "),
                Emphasis((Words("hard"),), strong=True),
                Words(" woord, een "),
                Link("https://a.example", (Words("link"),)),
                NoteCall("noot"),
                Words("."),
            )
        ),
        Listing(
            (
                (Paragraph((Words("lees "), ClauseReference("afspraken.melden"), Words(";"))),),
                (Paragraph((Words("bel"), LineBreak(), Words("ons."))),),
            )
        ),
        Listing(((Paragraph((Words("een"),)),), (Paragraph((Words("twee"),)),)), ordered=True),
    )


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("<script>alert(1)</script>", "HTML"),
        ("Een <b>vet</b> woord.", "HTML"),
        ("Een <!-- verborgen --> woord.", "HTML"),
        ("```{include} /etc/passwd\n```", "a code block or directive"),
        ("```{raw} html\n<b>\n```", "a code block or directive"),
        (":::{include} /etc/passwd\n:::", "a directive (:::)"),
        ("    import os", "a code block (or four spaces before the text)"),
        ("`code`", "code between backticks"),
        ("{raw}`<b>`", "this role"),
        ("{download}`/etc/passwd`", "this role"),
        ("![logo](https://a.example/logo.png)", "an image"),
        ("# Kop", "a heading"),
        ("Kop\n===", "a heading"),
        ("| a | b |\n|---|---|\n| c | d |", "a table"),
        ("Boven\n\n---\n\nonder", "a line across the page"),
        ("> citaat", "a quotation block"),
        ("% opmerking", "a comment"),
        ("+++", "a block break"),
        ("(hier)=\nTekst", "a link target"),
        ("Tekst[^a].\n\n[^a]: Noot.", "a note inside the text"),
        ("Tekst.\n\n[^a]: Noot die niemand roept.", "a note inside the text"),
        ("[a]\n\n[a]: https://a.example", "a link definition"),
        ("3. drie\n4. vier", "a list that does not start at 1"),
        ("- een\n-\n- drie", "an empty list item"),
        ("[](https://a.example)", "a link without a text"),
        ('[a](https://a.example "titel")', "a title in a link"),
        ("- a\n  - b\n    - c\n      - d", "a list more than 3 levels deep"),
        ("".join("  " * level + "- x\n" for level in range(40)), "a list more than 3 levels deep"),
        ("*a " * 3000 + "a* " * 3000, "emphasis inside emphasis without end"),
    ],
)
def test_a_text_has_nothing_else(text: str, what: str) -> None:
    with pytest.raises(MarkupError) as refused:
        parse(text)
    assert refused.value.what == what
    assert not refused.value.link


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java&#115;cript:alert(1)",
        "vbscript:x",
        "data:text/html;base64,PHNjcmlwdD4=",
        "file:///etc/passwd",
        "//elders.example",
        "../ander.html",
        "#anker",
        "ftp://a.example",
    ],
)
def test_a_link_goes_to_the_web_a_mailbox_or_a_telephone_only(address: str) -> None:
    with pytest.raises(MarkupError) as refused:
        parse(f"Lees [dit]({address}).")
    assert refused.value.link


@pytest.mark.parametrize("address", ["https://a.example", "http://a.example", "mailto:a@b.example", "tel:+31201234567"])
def test_a_link_may_go_to_the_web_a_mailbox_or_a_telephone(address: str) -> None:
    (paragraph,) = parse(f"Lees [dit]({address}).")
    assert Link(address, (Words("dit"),)) in tree.walk((paragraph,))


def test_a_refusal_names_the_line() -> None:
    with pytest.raises(MarkupError) as refused:
        parse("Eerste.\n\nTweede.\n\n- derde\n- <b>vierde</b>")
    assert refused.value.line == 5


def test_walking_meets_what_is_nested_after_what_holds_it() -> None:
    nodes = list(tree.walk(parse("- **a {clause}`b.c`**\n  - [d](https://e.example)")))
    assert nodes == [
        Emphasis((Words("a "), ClauseReference("b.c")), strong=True),
        Words("a "),
        ClauseReference("b.c"),
        Link("https://e.example", (Words("d"),)),
        Words("d"),
    ]


def test_what_is_escaped_calls_no_note() -> None:
    assert parse(r"Een \[^noot\] en &#91;^noot].") == (Paragraph((Words("Een [^noot] en [^noot]."),)),)


def test_a_call_is_a_call_whatever_stands_in_it_as_it_is_for_sphinx() -> None:
    nodes = (Words("Een"), NoteCall("{clause}`a.b`c"), Words("d"))
    assert parse("Een[^{clause}`a.b`c]d") == (Paragraph(nodes),)


@pytest.mark.parametrize(
    "text",
    ["[^n](https://a.example)", r"[^n](https:\//a.example)", "<https://a.example/[^n]>", "[a](https://a.example/[^n])"],
)
def test_a_link_that_looks_like_a_call_is_refused(text: str) -> None:
    with pytest.raises(MarkupError, match="a link that looks like a note"):
        parse(text)


VALUES = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=60) | st.text(
    " \\`*_[](){}<>#+-=:.!|~^&$%'\"1aé\u00a0", min_size=1, max_size=40
)
"""One-line values without control characters."""


def _printed(value: str) -> str:
    return value.strip(" \t")


@given(VALUES)
@example("1. een")
@example("javascript:alert(1)")
@example("[^noot]")
@example("[x](javascript:alert(1))")
@example("{clause}`a.b`")
@example("&lt;b&gt;")
@example("---")
@example(":::{raw} html")
def test_a_value_by_itself_is_one_paragraph_of_words(value: str) -> None:
    text = _printed(value).strip()
    assert parse(escape(value)) == ((Paragraph((Words(text),)),) if text else ())


@given(
    VALUES, st.sampled_from(["Voor ", "Voor", "Regel één.\n", "(", "“"]), st.sampled_from([" na.", "na", ".", ") x"])
)
def test_a_value_in_a_sentence_stays_words(value: str, before: str, after: str) -> None:
    (paragraph,) = parse(before + escape(value) + after)
    assert isinstance(paragraph, Paragraph)
    assert all(isinstance(node, Words) for node in paragraph.children)
    printed = "".join(node.text for node in paragraph.children if isinstance(node, Words))
    assert printed.split() == (before.replace("\n", " ") + _printed(value) + after).split()


@given(VALUES)
def test_a_value_in_a_list_item_or_in_bold_adds_no_markup(value: str) -> None:
    (listing,) = parse(f"- {escape('x' + value)}\n- einde")
    assert listing == Listing(
        ((Paragraph((Words(("x" + _printed("x" + value)[1:]).strip()),)),), (Paragraph((Words("einde"),)),))
    )
    (paragraph,) = parse(f"**a{escape(value)}a**")
    assert isinstance(paragraph, Paragraph)
    assert paragraph.children == (Emphasis((Words(f"a{_printed(value)}a"),), strong=True),)


@given(VALUES)
def test_a_value_that_ends_a_word_before_a_link_makes_no_image_of_it(value: str) -> None:
    (paragraph,) = parse(f"a{escape(value)}[b](https://c.example)")
    assert isinstance(paragraph, Paragraph)
    assert paragraph.children[-1] == Link("https://c.example", (Words("b"),))


def test_a_number_filled_in_before_a_dot_begins_no_list() -> None:
    template = guard("{{ leeftijd }}. Dat is de grens.\n- {{ leeftijd }}) is genoeg")
    (first, second) = parse(template.replace("{{ leeftijd }}", escape("1")))
    assert first == Paragraph((Words("1. Dat is de grens."),))
    assert second == Listing(((Paragraph((Words("1) is genoeg"),)),),))
