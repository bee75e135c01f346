"""What the pieces of a text are, also where one kind begins like another; and what they are printed as."""

from __future__ import annotations

import pytest

from schoolprotocol.compare import blocks
from schoolprotocol.compare.classify import Meaning
from schoolprotocol.compare.tokens import Printing, shown, tokens
from schoolprotocol.policy.slots import Slot


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Zie https://school.nl/a?b=c, of bel.", "word space url sign space word space word sign"),
        ("https:// en httpspagina", "word sign sign sign space word space word"),
        ("({{ naam }}) {{naam}}huis {clause}`a.b`", "sign word sign space word space reference"),
        ("een **vet** woord", "word space mark word mark space word"),
        ("[hier](https://a.nl) <mailto:a@b.nl>", "mark word link space link"),
        ("5.30 uur, café's\u00ad &amp; \\*[^n]", "word space word sign space word space entity space escape note"),
    ],
)
def test_each_piece_has_its_kind(text: str, kinds: str) -> None:
    assert " ".join(token.kind for token in tokens(text, markup=True)) == kinds


def test_only_what_has_a_value_is_printed_by_its_version() -> None:
    printing = Printing(values={"naam": "Jan"})
    found = tokens("Bel {{ naam }}, **nu**; 2*3*4 en {{naam}}huis.", markup=True)
    assert "".join(shown(token, printing) for token in found) == "Bel Jan, nu; 2*3*4 en Janhuis."
    assert [token.raw for token in found if token.printed is None] == ["{{ naam }}", "{{naam}}huis"]
    assert [token.printed for token in found if token.kind == "mark"] == ["", ""]


@pytest.mark.parametrize(
    ("old", "new", "weight"),
    [
        ("Bel de school.", "Bel deschool.", "review"),
        ("Bel op 1 5 mei.", "Bel op 15 mei.", "substantive"),
        ("Bel de leer-ling.", "Bel de leerling.", "review"),
        ("Het is -5 graden.", "Het is 5 graden.", "substantive"),
        ("Neem x² mee.", "Neem x2 mee.", "substantive"),
    ],
)
def test_words_weigh_by_their_letters_and_figures_by_where_they_end(old: str, new: str, weight: str) -> None:
    assert Meaning(Printing(), Printing(), {}).weight(old, new, markup=True) == weight


@pytest.mark.parametrize(
    ("text", "is_long"), [("een twee", False), ("een, twee: 3", True), ("- a_b_c", True), ("", False)]
)
def test_a_text_is_long_by_its_words(text: str, is_long: bool) -> None:
    assert blocks.is_long(text) is is_long


def test_sentences_keep_the_marker_of_their_block() -> None:
    (item,) = blocks.blocks(Slot.clause("a.b"), "- Bel nu. Kom dan.\n")
    cut = blocks.sentences([item])
    assert [(one.text, one.marker, one.kind) for one in cut] == [("- Bel nu. ", 2, "item"), ("Kom dan.\n", 0, "item")]
