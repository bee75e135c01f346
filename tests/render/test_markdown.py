"""Markdown shows a text as it is, and no backslash stands where Markdown needs none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from schoolprotocol.text.markdown import inline, line

READER = MarkdownIt("commonmark").enable(["strikethrough", "table"])
TEXTS = [
    "Alle afspraken staan in: Social Media Protocol (https://a.example/b), versie 1.1.",
    "Documentbeheer – Status [status]",
    "sociale_media, 1 + 1 = 2, € 5 & meer, vraag 3) of #4, {naam} $x$ 100% ^ zo!",
]
MARKED = {
    "een *ster*": r"een \*ster\*",
    "~~weg~~ | cel": r"\~\~weg\~\~ \| cel",
    "[klik](https://a.example)": r"\[klik](https://a.example)",
    "_zo_ en a_b": r"\_zo\_ en a_b",
    "a < b <b>": r"a < b \<b>",
    "R&D &amp; &c": r"R&D \&amp; &c",
}
STARTS = {"1. Een": r"1\. Een", "- Een": r"\- Een", "# Een": r"\# Een", "-5 graden": "-5 graden", "1.2 Een": "1.2 Een"}


def shown(markdown: str) -> str:
    """What a reader of Markdown shows: only text, in one paragraph."""
    paragraph, text, end = READER.parse(markdown)
    assert (paragraph.type, end.type) == ("paragraph_open", "paragraph_close")
    assert {token.type for token in text.children or ()} <= {"text", "text_special"}
    return "".join(token.content for token in text.children or ())


@pytest.mark.parametrize("text", TEXTS)
def test_ordinary_punctuation_gets_no_backslash(text: str) -> None:
    assert line(text) == text


@pytest.mark.parametrize("text", [*MARKED, *STARTS])
def test_only_what_markdown_would_read_as_a_mark_gets_one(text: str) -> None:
    assert line(text) == {**MARKED, **STARTS}[text]
    assert shown(line(text)) == text


def test_what_begins_a_list_does_so_only_at_the_beginning_of_a_line() -> None:
    assert [inline(text) for text in STARTS] == list(STARTS)


@given(st.text(alphabet="ab1 .)-+=#>:*_`~|[]()<>{}&;!\\^$/\"'é…‘’", min_size=1).filter(str.strip))
def test_markdown_shows_any_text_as_it_is(text: str) -> None:
    assert shown(line(text)) == " ".join(text.split())
