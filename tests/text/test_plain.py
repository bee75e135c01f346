"""The tree of a text as plain text."""

from __future__ import annotations

from schoolprotocol.text.parse import parse
from schoolprotocol.text.plain import bare


def test_bare_words_have_a_line_for_each_paragraph_and_item() -> None:
    text = "Lees **dit**[^n] en {clause}`a.b`.\n\n- een [link](https://x.nl);\n- twee."
    assert bare(parse(text), {"a.b": "punt 3"}) == "Lees dit en punt 3.\neen link;\ntwee."
