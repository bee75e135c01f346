"""The form for a council's decision as a Word document, to be filled in on a screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from schoolprotocol.outputs.council.form import Asked, DecisionForm, FormChange
from schoolprotocol.outputs.word.ooxml.elements import NAMESPACES, Element, e, val
from schoolprotocol.outputs.word.ooxml.package import Part, Properties, package
from schoolprotocol.outputs.word.ooxml.paragraphs import paragraph
from schoolprotocol.outputs.word.ooxml.styles import TABLE, TEXT_WIDTH, numbering_xml, styles_xml, twips
from schoolprotocol.outputs.word.page import UNDATED, page

LABEL: Final = 5.0
"""Width of a column with names, in centimetres."""
TALL: Final = 2.0
"""Height of a cell to write in, in centimetres."""
CHOICES: Final = ("stemt in", "stemt in met voorwaarden", "stemt niet in")


def form_docx(form: DecisionForm, day: str | None = None) -> bytes:
    """The form as the bytes of a `.docx`, the same each time.

    Args:
        form: what it says.
        day: date of the version, `2026-11-01`: it becomes the date of the file.
    """
    body = [*_head(form), *_question(form), *_reasons(form), *_decisions(form), page(edge=1.2)]
    main = Part("document", e("w:document", NAMESPACES, e("w:body", {}, *body)))
    parts = [Part("footer", _footer(form)), Part("styles", styles_xml()), Part("numbering", numbering_xml([]))]
    properties = Properties(
        title=f"Besluitformulier – {form.title}",
        author=form.organisation.name,
        subject=f"Versie {form.version}, kenmerk {form.text_hash}",
        date=f"{day or UNDATED}T00:00:00Z",
    )
    return package(main, parts, properties)


# -- what it says -----------------------------------------------------------------------------------------------------


def _head(form: DecisionForm) -> Iterator[Element]:
    yield _paragraph("Title", "Besluitformulier")
    yield _paragraph("Subtitle", form.organisation.name)
    yield _paragraph(
        "Normal",
        f"{form.title}, versie {form.version}, kenmerk {form.text_hash}. "
        "De raad besluit over de tekst met dit kenmerk en over geen andere.",
    )
    yield from _table([LABEL, TEXT_WIDTH - LABEL], [[name, value] for name, value in form.facts])


def _question(form: DecisionForm) -> Iterator[Element]:
    yield _paragraph("Heading1", "Wat wij vragen")
    if not form.asked:
        text = "De bron stelt niet voor wie er moet instemmen. De beleidsmedewerker vult in aan wie de vraag gaat."
        yield _paragraph("Normal", text)
        return
    yield _paragraph("Normal", "Wij stellen voor om deze instemming te vragen:")
    rows = [[one.council, ". ".join(part for part in (one.law, one.why) if part), one.about] for one in form.asked]
    yield from _table([LABEL, 7.5, TEXT_WIDTH - LABEL - 7.5], rows, ["Aan wie", "Op grond van", "Waarover"])
    if form.joint:
        yield _paragraph("Normal", form.joint)
    yield _paragraph("Normal", "Dit is een voorstel. De beleidsmedewerker bevestigt aan wie de vraag gaat:")
    confirmed = _boxes(("ja, zoals hierboven", "nee, in plaats daarvan aan: "))
    yield from _table([LABEL, TEXT_WIDTH - LABEL], [["Bevestigd", confirmed]])


def _reasons(form: DecisionForm) -> Iterator[Element]:
    yield _paragraph("Heading1", "Beweegredenen, gevolgen en maatregelen")
    if form.duty:
        text = f"Bij een voorstel aan de raad horen de beweegredenen, de gevolgen en de maatregelen ({form.duty})."
        yield _paragraph("Normal", text)
    if form.is_first:
        yield _paragraph(
            "Normal", "Dit is de eerste versie van de tekst. Er zijn dus geen wijzigingen om toe te lichten."
        )
        questions = ("Beweegredenen", "Gevolgen", "Maatregelen")
        yield from _table([LABEL, TEXT_WIDTH - LABEL], [[name, ""] for name in questions], tall=questions)
    elif not form.changes:
        text = "De inhoud verandert niet. Alleen de schrijfwijze of de gegevens van het document zijn anders."
        yield _paragraph("Normal", text)
    else:
        text = "De nummers zijn die van het overzicht van wijzigingen. Daar staat ook de tekst, oud en nieuw."
        yield _paragraph("Normal", text)
        for change in form.changes:
            yield from _change(change)


def _change(change: FormChange) -> Iterator[Element]:
    yield _paragraph("Heading2", f"Wijziging {change.number}: {change.title}")
    about = [change.what, f"voor {change.audience}" if change.audience else ""]
    yield _paragraph("Normal", "; ".join(part for part in about if part))
    for answer in change.answers:
        yield _paragraph("Heading3", answer.question)
        for text in answer.text.split("\n\n"):
            yield _paragraph("Normal", text)
    if not change.answers:
        yield _paragraph("Normal", "Bij deze wijziging staat geen toelichting.")


def _decisions(form: DecisionForm) -> Iterator[Element]:
    yield _paragraph("Heading1", "Besluit", new_page=True)
    about = f"Het besluit gaat over {form.title}, versie {form.version}, met kenmerk {form.text_hash}."
    yield _paragraph("Normal", about)
    for one in form.asked or (None,):
        yield from _decision(one)
    yield _paragraph(
        "Normal",
        "Verandert de tekst na het besluit inhoudelijk, dan geldt een instemming niet meer en krijgt de raad de tekst "
        "opnieuw. Dit formulier geeft geen juridisch advies.",
    )


def _decision(one: Asked | None) -> Iterator[Element]:
    yield _paragraph("Heading2", f"Besluit van {one.council if one else 'de raad'}")
    rows = [
        ["Orgaan", one.council if one else ""],
        ["Besluit", _boxes(CHOICES)],
        ["Voorwaarden of redenen", ""],
        ["Datum", ""],
        ["Functie van wie tekent", ""],
        ["Handtekening", ""],
    ]
    yield from _table([LABEL, TEXT_WIDTH - LABEL], rows, tall=("Voorwaarden of redenen", "Handtekening"))


def _boxes(choices: Iterable[str]) -> str:
    return "\n".join(f"☐ {choice}" for choice in choices)


# -- how it is written ------------------------------------------------------------------------------------------------


def _paragraph(style: str, text: str, *, new_page: bool = False) -> Element:
    return paragraph(style, *_runs(text), properties=[e("w:pageBreakBefore")] if new_page else [])


def _runs(text: str) -> Iterator[Element]:
    """The text; a line that ends inside it is a line break."""
    for index, line in enumerate(text.split("\n")):
        breaks = [e("w:br")] if index else []
        yield e("w:r", {}, *breaks, e("w:t", {"xml:space": "preserve"}, line))


def _table(
    widths: Sequence[float], rows: Sequence[Sequence[str]], heads: Sequence[str] = (), tall: Sequence[str] = ()
) -> Iterator[Element]:
    """A table whose first column names its rows, and room below it.

    It is another one than that of `word.write`: it has rows in which to write by hand, and no texts of a policy.

    Args:
        widths: of the columns, in centimetres.
        rows: cells.
        heads: names of the columns.
        tall: names of the rows in which somebody writes several lines.
    """
    look = {"w:val": "0480" if not heads else "04A0", "w:firstColumn": "1", "w:firstRow": "1" if heads else "0"}
    yield e(
        "w:tbl",
        {},
        e("w:tblPr", {}, val("w:tblStyle", TABLE), e("w:tblW", {"w:w": "5000", "w:type": "pct"}), e("w:tblLook", look)),
        e("w:tblGrid", {}, *(e("w:gridCol", {"w:w": str(twips(width))}) for width in widths)),
        *([_row(widths, heads, e("w:tblHeader"), every="Tabelkop")] if heads else []),
        *(_row(widths, row, *_height(row[0] in tall)) for row in rows),
    )
    yield _paragraph("Tabelwit", "")


def _height(tall: bool) -> Iterator[Element]:  # noqa: FBT001
    if tall:
        yield e("w:trHeight", {"w:val": str(twips(TALL)), "w:hRule": "atLeast"})


def _row(widths: Sequence[float], cells: Sequence[str], *properties: Element, every: str = "") -> Element:
    made = [
        e(
            "w:tc",
            {},
            e("w:tcPr", {}, e("w:tcW", {"w:w": str(twips(width)), "w:type": "dxa"})),
            _paragraph(every or ("Tabeltekst" if index else "Tabelkop"), cell),
        )
        for index, (width, cell) in enumerate(zip(widths, cells, strict=True))
    ]
    return e("w:tr", {}, e("w:trPr", {}, e("w:cantSplit"), *properties), *made)


def _footer(form: DecisionForm) -> Element:
    text = f"Besluitformulier bij {form.title}, versie {form.version}, kenmerk {form.text_hash}"
    number = [e("w:fldSimple", {"w:instr": " PAGE "}, *_runs("1"))]
    runs = [*_runs(text), e("w:r", {}, e("w:tab")), *number]
    return e("w:ftr", NAMESPACES, paragraph("Footer", *runs))
