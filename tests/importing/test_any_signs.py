"""Whatever signs stand in a document, it comes in whole and without errors."""

from __future__ import annotations

import random

import pytest

from tests.importing.imported import imported
from tests.intake.word import Word, paragraph, styles, table
from tests.intake.word import run as words

SIGNS = (
    *(
        "*",
        "**",
        "_",
        "`",
        "``",
        "[",
        "]",
        "(",
        ")",
        "<b>",
        "{",
        "}",
        "{{",
        "}}",
        "{%",
        "%}",
        "{#",
        "#}",
        "$",
        "$$",
        "\\",
    ),
    *(
        "|",
        "~",
        "#",
        "1.",
        "2)",
        "-",
        "+",
        "=",
        "---",
        ":::",
        "^",
        "[^1]",
        "&amp;",
        "&#x202e;",
        "http://x.nl",
        "!",
        "“",
    ),
    *("a@b.nl", "’", "…", "•", "✓", "\u00a0", "é", "e\u0301", "ß", "§", "%", "@", "//", "artikel 1.1", "zie bijlage 1"),
    *(
        "De Linde",
        "de directie",
        "mevrouw Jansen",
        "06-12345678",
        "school",
        "moet",
        "niet",
        "Leerlingen",
        "1",
        "a",
        "x.",
    ),
    *("y:", "\t", "\n", "  "),
)


def _said(draw: random.Random, most: int) -> str:
    return "".join(draw.choice(SIGNS) + draw.choice(("", " ", " ")) for _ in range(draw.randint(1, most)))


def _runs(draw: random.Random, most: int) -> list[str]:
    looks = [(draw.random() < 0.25, "<w:i/>" if draw.random() < 0.2 else "") for _ in range(draw.randint(1, 4))]
    return [words(_said(draw, most), bold=bold, more=more) for bold, more in looks]


def _body(draw: random.Random) -> str:
    match draw.randint(0, 5):
        case 0:
            return paragraph("Kop ", *_runs(draw, 3), style=f"Kop{draw.randint(1, 3)}")
        case 1:
            return table(*[tuple("Cel " + _said(draw, 4) for _ in range(3)) for _ in range(draw.randint(1, 4))])
        case 2:
            return paragraph(f"{draw.randint(1, 3)}.{draw.randint(1, 3)} ", *_runs(draw, 5))
        case 3:
            return paragraph(f"{draw.choice('abc')}) ", *_runs(draw, 5))
        case 4:
            return paragraph("- ", *_runs(draw, 5))
        case _:
            return paragraph(*_runs(draw, 6))


@pytest.mark.stress
@pytest.mark.parametrize("seed", range(60))
def test_a_document_of_any_signs_comes_in(seed: int) -> None:
    draw = random.Random(seed)
    word = Word(
        [paragraph("Een protocol", style="Titel"), paragraph("Rust in de les."), *(_body(draw) for _ in range(9))]
    )
    word.styles = styles()
    told = imported(word.bytes())
    assert told.errors == []
