"""Numbers that fields of Word count, and that stand nowhere in the file."""

from __future__ import annotations

import pytest

from schoolprotocol.intake.taking import Taken, take_bytes
from tests.intake.word import Word, paragraph, run


def field(code: str) -> str:
    """A field without a result, as Word writes one that counts."""
    kinds = ("begin", None, "end")
    return "".join(
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' if kind else f"<w:r><w:instrText> {code} </w:instrText></w:r>"
        for kind in kinds
    )


def taken(*paragraphs: str) -> Taken:
    return take_bytes("x.docx", Word(list(paragraphs)).bytes())


def numbers(*codes: str) -> list[str | None]:
    """What is printed for fields, each at the head of a paragraph."""
    found = taken(
        *(paragraph(field(code), run(f"\tDe school doet wat regel {n} zegt.")) for n, code in enumerate(codes))
    )
    return [block.number for block in found.blocks]


@pytest.mark.parametrize(
    ("codes", "printed"),
    [
        (["AUTONUM"] * 3, ["1.", "2.", "3."]),
        (["AUTONUMLGL \\e"] * 2, ["1", "2"]),
        (["LISTNUM", "LISTNUM \\l 2", "LISTNUM \\l 2", "LISTNUM"], ["1)", "a)", "b)", "2)"]),
        (["LISTNUM LegalDefault", "LISTNUM LegalDefault \\l 2", "LISTNUM LegalDefault \\l 2"], ["1.", "1.1.", "1.2."]),
        (["LISTNUM OutlineDefault", "LISTNUM OutlineDefault"], ["I.", "II."]),
        (["LISTNUM \\s 4", "LISTNUM"], ["4)", "5)"]),
    ],
)
def test_numbers_that_fields_count_are_those_that_word_prints(codes: list[str], printed: list[str]) -> None:
    assert numbers(*codes) == printed


def test_headings_that_are_counted_by_fields_have_their_numbers() -> None:
    found = taken(
        paragraph(field("AUTONUMLGL"), run(" Doel"), style="Kop1"),
        paragraph("De school wil dat het veilig is."),
        paragraph(field("AUTONUMLGL"), run(" Rol van de mentor"), style="Kop2"),
        paragraph("De mentor helpt."),
    )
    assert [(one.number, one.text) for one in found.blocks if one.kind == "heading"] == [
        ("1.", "Doel"),
        ("1.1.", "Rol van de mentor"),
    ]


def test_a_number_in_the_midst_of_a_sentence_is_told_as_not_read() -> None:
    found = taken(paragraph(run("De school doet "), field("LISTNUM"), run(" dit en "), field("LISTNUM"), run(" dat.")))
    assert found.blocks[0].text == "De school doet dit en dat."
    assert any("LISTNUM" in remark for remark in found.remarks)
