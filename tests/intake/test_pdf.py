"""PDFs: by their tags where these hold the text, else by where the letters stand."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
import weasyprint

from schoolprotocol.errors import IntakeError
from schoolprotocol.intake.blocks import Block
from schoolprotocol.intake.readers.pdf.joining import stays
from schoolprotocol.intake.taking import take_bytes
from schoolprotocol.machine import find_office
from tests.intake import paper
from tests.intake.documents import MEASURING
from tests.intake.pages import BUILDING, Plan, document
from tests.intake.scoring import Score, score

PAPERS = [
    plan
    for plan in BUILDING
    if plan.form in {"tagged", "untagged"} and plan.name[2:].startswith(("gewoon", "kolommen"))
]


def pdf(page: str, *, is_tagged: bool = False, css: str = "") -> bytes:
    """A page on paper."""
    style = f"<style>body {{ font-family: 'DejaVu Sans'; font-size: 10pt }} {css}</style>"
    data: bytes = weasyprint.HTML(string=style + page).write_pdf(pdf_tags=is_tagged)
    return data


def changed(data: bytes, change: Callable[[pikepdf.Pdf], None], **how: Any) -> bytes:
    """A PDF that somebody changed."""
    with pikepdf.open(io.BytesIO(data)) as document_, io.BytesIO() as made:
        change(document_)
        document_.save(made, **how)
        return made.getvalue()


def blocks(data: bytes) -> list[Block]:
    return list(take_bytes("x.pdf", data).blocks)


def told(data: bytes) -> list[tuple[str, str | None, str]]:
    """Kind, number and text of each block."""
    return [(one.kind, one.number, one.text) for one in blocks(data)]


REGELS = "<h1>Protocol</h1><h2>1. Doel</h2><p>1.1 Iedereen houdt zich hieraan.</p><p>1.2 Dit geldt overal.</p>"
"""A document."""
READ = [
    ("title", None, "Protocol"),
    ("heading", "1.", "Doel"),
    ("clause", "1.1", "Iedereen houdt zich hieraan."),
    ("clause", "1.2", "Dit geldt overal."),
]


@pytest.mark.parametrize("is_tagged", [True, False])
def test_what_stands_on_paper_is_read(is_tagged: bool) -> None:
    assert told(pdf(REGELS, is_tagged=is_tagged)) == READ


@pytest.mark.stress
@pytest.mark.parametrize("plan", PAPERS, ids=lambda plan: plan.name)
def test_paper_as_people_make_it_is_read_well(plan: Plan) -> None:
    made = document(plan)
    found = score(made.labels, blocks(plan.write(made)))
    assert min(found.f1("headings"), found.f1("clauses"), found.recall("numbers")) >= 0.92
    assert found.f1("notes") == 1.0


@pytest.mark.stress
@pytest.mark.parametrize(("is_tagged", "least"), [(True, 0.95), (False, 0.92)])
def test_word_documents_on_paper_are_read_as_well_as_we_promise(is_tagged: bool, least: float) -> None:
    if find_office() is None:
        pytest.skip("LibreOffice is not installed")
    every = Score()
    for one in paper.scores(MEASURING, is_tagged=is_tagged).values():
        every.add(one)
    assert min(every.f1("headings"), every.f1("clauses"), every.recall("numbers")) >= least


def test_columns_are_read_one_after_the_other() -> None:
    words = " ".join(f"woord{n}" for n in range(400))
    (prose,) = [
        text for kind, _number, text in told(pdf(f"<p>{words}</p>", css="body { columns: 2 }")) if kind == "prose"
    ]
    assert prose == words


def test_headers_and_numbers_of_pages_are_furniture_on_every_page() -> None:
    css = "@page { size: A5; @top-left { content: 'De school' } @bottom-right { content: counter(page) } }"
    found = told(pdf("".join(f"<p>1.{n} Regel {n} geldt voor alle leerlingen.</p>" for n in range(1, 60)), css=css))
    furniture = [text for kind, _number, text in found if kind == "furniture"]
    assert furniture.count("De school") == len(furniture) / 2 > 1
    assert not [text for kind, _number, text in found if kind != "furniture" and "De school" in text]


def test_a_paragraph_that_runs_on_on_the_next_page_is_one() -> None:
    words = " ".join(f"woord{n}" for n in range(700))
    assert told(pdf(f"<p>{words}</p>", css="@page { size: A5 }"))[0] == ("prose", None, words)


@pytest.mark.parametrize(
    ("line", "after", "words", "keeps"),
    [
        ("de mede-", "werker", set(), False),
        ("het MR-", "lid", set(), True),
        ("een e-", "mail", set(), True),
        ("school-", "en klasregels", set(), True),
        ("sociaal-", "emotioneel", set(), True),
        ("Noord-", "Holland", set(), True),
        ("auto-", "ongeluk", set(), True),
        ("ouder-", "avond", {"ouder-avond"}, True),
        ("ouder-", "avond", {"ouderavond", "ouder-avond"}, False),
        ("de ver\u2010", "trouwenspersoon", set(), False),
        ("2024-", "2025", set(), True),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_stays_where_it_belongs_to_the_word(
    line: str, after: str, words: set[str], keeps: bool
) -> None:
    assert stays(line, after, words) is keeps


def test_a_word_that_was_broken_is_whole_and_its_hyphen_is_accounted_for() -> None:
    css = "html { lang: nl } body { width: 5cm; hyphens: auto; text-align: justify }"
    page = f"<html lang=nl><body><p>{'verantwoordelijkheid medezeggenschapsraad ' * 8}</p>"
    taken = take_bytes("x.pdf", pdf(page, css=css))
    assert taken.sums["prose hyphen"] > 2
    assert set(taken.blocks[0].text.split()) == {"verantwoordelijkheid", "medezeggenschapsraad"}


def test_a_table_with_rules_keeps_merged_cells() -> None:
    table = "<table><tr><td colspan=2>Samen<td>c<tr><td rowspan=2>1<td>2<td>3<tr><td>4<td>5</table>"
    css = "table { border-collapse: collapse } td { border: 1pt solid black; padding: 4pt; width: 3cm }"
    found = [one.cells for one in blocks(pdf(f"<p>Een regel vooraf.</p>{table}", css=css)) if one.cells]
    assert found == [("Samen", "", "c"), ("1", "2", "3"), ("", "4", "5")]


def test_a_watermark_is_no_text_of_the_document() -> None:
    css = "b { position: fixed; top: 9cm; left: 4cm; transform: rotate(-45deg); font-size: 60pt }"
    found = told(pdf(f"<b>CONCEPT</b>{REGELS}", css=css))
    assert [one for one in found if one[0] != "furniture"] == READ


def test_a_turned_page_is_read_as_it_is_seen() -> None:
    def turn(document_: pikepdf.Pdf) -> None:
        document_.pages[0].Rotate = 90

    assert told(changed(pdf(REGELS), turn)) == READ


def test_text_beside_what_is_shown_of_a_page_is_hidden() -> None:
    def cut(document_: pikepdf.Pdf) -> None:
        box = document_.pages[0].mediabox
        document_.pages[0].CropBox = pikepdf.Array([box[0], float(box[3]) - 220, box[2], box[3]])

    found = told(changed(pdf(f"{REGELS}<p style='margin-top: 15cm'>Afgesneden.</p>"), cut))
    assert [text for kind, _number, text in found if kind == "hidden"] == ["Afgesneden."]


def test_remarks_in_the_margin_are_comments_and_what_is_filled_in_is_not_lost() -> None:
    def remark(document_: pikepdf.Pdf) -> None:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents="Klopt dit?"
        )
        filled = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Tx,
            Rect=[0, 0, 9, 9],
            T="naam",
            V="De school",
        )
        document_.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([document_.make_indirect(filled)]))
        filled = document_.Root.AcroForm.Fields[0]
        document_.pages[0].Annots = pikepdf.Array([document_.make_indirect(note), filled])

    found = told(changed(pdf(REGELS), remark))
    assert ("comment", None, "Klopt dit?") in found
    assert ("unplaced", None, "De school") in found


def test_text_that_no_tag_holds_is_told_as_unplaced() -> None:
    def untag(document_: pikepdf.Pdf) -> None:
        def without(element: Any) -> None:
            kids = element.get("/K")
            for kid in list(kids) if isinstance(kids, pikepdf.Array) else []:
                if isinstance(kid, pikepdf.Dictionary) and kid.get("/S") == "/H2":
                    del kid["/K"]
                elif isinstance(kid, pikepdf.Dictionary):
                    without(kid)
            if isinstance(kids, pikepdf.Dictionary):
                without(kids)

        without(document_.Root.StructTreeRoot)

    found = told(changed(pdf(REGELS, is_tagged=True), untag))
    assert [text for kind, _number, text in found if kind == "unplaced"] == ["1. Doel"]


def test_a_pdf_with_a_password_is_refused() -> None:
    locked = changed(pdf(REGELS), lambda _document: None, encryption=pikepdf.Encryption(user="geheim", owner="x"))
    with pytest.raises(IntakeError, match="password"):
        blocks(locked)


def test_a_pdf_that_only_must_not_be_changed_is_read() -> None:
    kept = changed(pdf(REGELS), lambda _document: None, encryption=pikepdf.Encryption(user="", owner="x"))
    assert told(kept) == READ


def test_a_scan_is_told_as_such() -> None:
    page = (
        "<img style='width: 20cm; height: 27cm' src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>\">"
    )
    drawn = pdf(page)

    def picture(document_: pikepdf.Pdf) -> None:
        image = pikepdf.Stream(document_, b"\x00" * 300)
        image.stream_dict = pikepdf.Dictionary(
            Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=10, Height=10,
            ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8,
        )  # fmt: skip
        first = document_.pages[0]
        first.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=document_.make_indirect(image)))
        first.Contents = document_.make_stream(b"q 590 0 0 840 0 0 cm /Im0 Do Q")

    with pytest.raises(IntakeError, match="scan"):
        blocks(changed(drawn, picture))


def test_the_same_pdf_twice_gives_the_same_bytes() -> None:
    data = pdf(REGELS)
    assert take_bytes("x.pdf", data).json == take_bytes("x.pdf", data).json


def test_what_a_browser_prints_around_a_page_is_furniture() -> None:
    css = (
        "@page { @top-left { content: '22-11-2026, 09:20' } @top-center { content: 'Protocol' }"
        " @bottom-left { content: 'https://school.example/protocol.html' } @bottom-right { content: '1/1' } }"
    )
    found = told(pdf(REGELS, css=css))
    assert [one for one in found if one[0] != "furniture"] == READ
    assert "https://school.example/protocol.html" in " ".join(text for kind, _n, text in found if kind == "furniture")


def test_a_title_of_two_lines_in_the_middle_is_one() -> None:
    css = "h1 { text-align: center; width: 9cm; margin: auto auto 1cm }"
    page = REGELS.replace("<h1>Protocol", "<h1>Protocol medicijnen en medisch handelen op school")
    assert told(pdf(page, css=css))[0] == ("title", None, "Protocol medicijnen en medisch handelen op school")


CELLS = (
    ("Soort gegeven", "Termijn", "Grondslag"),
    ("Leerlingdossier", "2 jaar na uitschrijving", "artikel 25 van het Bekostigingsbesluit"),
    ("Gegevens over verzuim", "5 jaar na uitschrijving", "Leerplichtwet 1969"),
    ("receptie", "altijd", "de wet"),
    ("directeur", "nooit", "een besluit"),
)


@pytest.mark.parametrize(
    "css",
    [
        "td { padding-right: 2em; vertical-align: top; width: 3cm }",
        "table { width: 100% } td { vertical-align: top; padding: 0 12pt 0 0; width: 30% }",
        "table { width: 100% } td { vertical-align: top; padding: 4pt 12pt 4pt 0 }",
        "td { border-bottom: 1pt solid black; width: 3.5cm; vertical-align: top }",
    ],
)
def test_a_table_without_rules_between_its_columns_keeps_its_cells(css: str) -> None:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}' for cell in row)}" for row in CELLS)
    page = f"<p>{'Een gewone regel die over de hele breedte van het blad loopt. ' * 4}</p><table>{rows}</table>"
    found = blocks(pdf(page, css=f"table {{ border-collapse: collapse }} {css}"))
    assert tuple(one.cells for one in found if one.cells) == CELLS


@pytest.mark.parametrize("border", ["1pt solid black", "none"])
def test_a_table_that_goes_on_on_the_next_page_is_one_and_a_row_that_was_cut_is_whole(border: str) -> None:
    rows = "".join(f"<tr><td>Regel {n}<td>{f'stap{n} ' * 24}einde" for n in range(12))
    css = "@page { size: A5 } table { border-collapse: collapse } td { vertical-align: top; padding: 2pt 12pt 2pt 2pt"
    css += f"; border: {border} }}"
    taken = take_bytes("x.pdf", pdf(f"<table>{rows}</table>", css=css))
    assert [one.cells for one in taken.blocks if one.cells] == [
        (f"Regel {n}", f"{f'stap{n} ' * 24}einde") for n in range(12)
    ]


def test_a_second_column_that_is_short_is_read_after_the_first() -> None:
    left = "".join(
        f"<p>2.{n} In de eerste kolom staat een regel van twee of drie regels lang.</p>" for n in range(1, 9)
    )
    right = "".join(f"<p>3.{n} In de tweede kolom staat er ook een, die later komt.</p>" for n in range(1, 4))
    css = "body { columns: 2; column-fill: auto; height: 11cm } p { margin: 0 } h2 { margin: 0; break-before: column }"
    numbers = [
        number for kind, number, _text in told(pdf(f"{left}<h2>3 Later</h2>{right}", css=css)) if kind == "clause"
    ]
    assert numbers == [f"2.{n}" for n in range(1, 9)] + [f"3.{n}" for n in range(1, 4)]


def test_the_number_of_a_heading_that_stands_low_on_a_page_is_no_number_of_that_page() -> None:
    css = "@page { size: A5; margin: 1cm } h2 { padding-top: 15cm } p { break-after: page } b { margin-right: 1cm }"
    told_ = {4: "Leerlingen melden zich.", 5: "Ouders bellen voor half negen.", 6: "De mentor praat met de klas."}
    page = "".join(f"<h2><b>{n}.1</b>Kop {n}</h2><p>{text}</p>" for n, text in told_.items())
    assert [(one.number, one.text) for one in blocks(pdf(page, css=css)) if one.number] == [
        (f"{n}.1", f"Kop {n}") for n in told_
    ]


def test_an_underlined_heading_below_a_full_line_is_a_heading() -> None:
    css = "body { width: 8cm } p { margin: 0 }"
    full = "Leerlingen houden zich aan de regels die gelden in de school."
    page = f"<p>{full}</p><p><u>Toezicht</u></p><p>{full} {full}</p><p><u>Verlof</u></p><p>{full} {full}</p>"
    assert [one.text for one in blocks(pdf(page, css=css)) if one.kind == "heading"] == ["Toezicht", "Verlof"]


def test_a_number_in_a_narrow_cell_keeps_its_distance_from_the_word_behind_it() -> None:
    css = "td { border: 1pt solid black; width: 2.6cm; text-align: justify } table { border-collapse: collapse }"
    table = "<table><tr><td>Soort gegeven<td>Termijn<tr><td>Dossier<td>2 jaar&nbsp;later uitgeschreven</table>"
    assert ("Dossier", "2 jaar later uitgeschreven") in [one.cells for one in blocks(pdf(table, css=css))]


ZIN = "Wij hebben dit afgesproken met de ouders, de leerlingen en alle medewerkers van de school, en iedereen doet mee."


@pytest.mark.parametrize("size", [24, 30])
@pytest.mark.parametrize(
    "name",
    [
        "Protocol mobiele telefoons en sociale media",
        "Afspraken over pesten op de scholen in Rijnstreek en omgeving",
    ],
)
def test_a_title_in_the_middle_that_takes_more_lines_is_one_title(name: str, size: int) -> None:
    css = f"h1, h2 {{ text-align: center; font-size: {size}pt }} h2 {{ font-size: 18pt }}"
    long = "2. Wat wij doen als een leerling of medewerker deze afspraken niet naleeft"
    page = f"<h1>{name}</h1><h2>1. Doel</h2><p>1.1 {ZIN}</p><h2>{long}</h2><p>2.1 {ZIN}</p>"
    assert told(pdf(page, css=css)) == [
        ("title", None, name),
        ("heading", "1.", "Doel"),
        ("clause", "1.1", ZIN),
        ("heading", "2.", long[3:]),
        ("clause", "2.1", ZIN),
    ]


def test_a_header_as_long_as_a_sentence_is_furniture() -> None:
    head = "OBS De Wilgenroos – Protocol mobiele telefoons en sociale media van de school"
    css = f"@page {{ size: A5; @top-left {{ content: '{head}'; white-space: nowrap }} }}"
    page = "".join(f"<p>1.{n} Regel {n} geldt voor alle leerlingen van de hele school.</p>" for n in range(1, 60))
    kinds = {kind for kind, _number, text in told(pdf(page, css=css)) if text == head}
    assert kinds == {"furniture"}


def test_a_line_of_a_table_of_contents_with_its_number_drawn_apart_has_one_place_for_each_character() -> None:
    css = "p.toc { display: flex } p.toc span:first-child { width: 30pt } p.toc b { width: 300pt }"
    entries = "".join(
        f"<p class=toc><span>{n}</span><b>{name}</b><span>{n + 2}</span></p>"
        for n, name in enumerate(["Uitgangspunten", "Afspraken", "Gevolgen", "Klachten"], 1)
    )
    page = f"<h1>Protocol</h1><h2>Inhoud</h2>{entries}<h2>1. Doel</h2><p>1.1 {ZIN}</p>"
    assert [text for kind, _number, text in told(pdf(page, css=css)) if kind == "furniture"] == [
        "Inhoud", "1 Uitgangspunten 3", "2 Afspraken 4", "3 Gevolgen 5", "4 Klachten 6",
    ]  # fmt: skip


CELLEN = [
    ("Soort", "Termijn", "Grondslag"),
    ("Leerlingdossier", "2 jaar na uitschrijving", "artikel 25 van het Bekostigingsbesluit"),
    ("Onderwijskundig rapport", "3 jaar", "Besluit vaststelling doorstroomgegevens"),
]


@pytest.mark.parametrize("is_tagged", [True, False])
@pytest.mark.parametrize("wide", [58, 66, 150])
@pytest.mark.parametrize("breaks", ["table { table-layout: fixed } td { overflow-wrap: anywhere }", ""])
def test_words_that_a_narrow_cell_breaks_without_a_hyphen_are_whole(breaks: str, wide: int, *, is_tagged: bool) -> None:
    css = (
        f"table {{ border-collapse: collapse; width: {3 * wide}pt }} td {{ border: 1pt solid; padding: 4pt }} {breaks}"
    )
    rows = "".join(f"<tr>{''.join(f'<td>{one}</td>' for one in row)}</tr>" for row in CELLEN)
    data = pdf(f"<h1>Reglement</h1><p>{ZIN}</p><table>{rows}</table>", is_tagged=is_tagged, css=css)
    assert [one.cells for one in blocks(data) if one.cells] == CELLEN


@pytest.mark.parametrize("is_tagged", [True, False])
def test_a_line_that_ends_behind_a_slash_goes_on_without_a_space(*, is_tagged: bool) -> None:
    page = "<p>Dat geldt voor elke leerling en voor iedere ouder/verzorger van die leerling.</p>"
    css = "p { width: 175pt; font-size: 12pt }"
    (one,) = blocks(pdf(page, is_tagged=is_tagged, css=css))
    assert "ouder/verzorger" in one.text


def test_a_line_that_ends_in_the_midst_of_a_phrase_goes_on_on_the_next() -> None:
    page = f"<p>{ZIN}</p><p>Let op: zij waarschuwt direct de<br>conciërge.</p>"
    assert told(pdf(page))[1] == ("prose", None, "Let op: zij waarschuwt direct de conciërge.")


def test_a_cell_that_almost_reaches_the_next_column_ends_no_table() -> None:
    rows = [("Soort", "Termijn", "Grondslag"), ("Dossier", "2 jaar", "de wet"), ("Gegevens over verzuim", "5 jaar na uitschrijving", "Leerplichtwet"), ("Rapport", "3 jaar", "besluit")]  # fmt: skip  # noqa: E501
    css = "table { border-spacing: 0 } td { padding: 1px; white-space: nowrap }"
    table = "".join(f"<tr>{''.join(f'<td>{one}</td>' for one in row)}</tr>" for row in rows)
    data = pdf(f"<h1>Reglement</h1><p>{ZIN}</p><table>{table}</table>", css=css)
    assert [one.cells for one in blocks(data) if one.cells] == rows


def test_so_it_does_in_a_table_of_two_columns_where_the_next_line_is_a_row() -> None:
    rows = [("Wel", "Niet"), ("Uit laten praten", "Schelden"), ("Hulp vragen aan wie dan ook", "Zelf rechter spelen"), ("Delen", "Filmen")]  # fmt: skip  # noqa: E501
    css = "table { border-spacing: 0 } td { padding: 1px; white-space: nowrap }"
    table = "".join(f"<tr>{''.join(f'<td>{one}</td>' for one in row)}</tr>" for row in rows)
    data = pdf(f"<h1>Reglement</h1><p>{ZIN}</p><table>{table}</table>", css=css)
    assert [one.cells for one in blocks(data) if one.cells] == rows


def test_rows_on_the_next_page_whose_cells_almost_touch_are_of_the_table() -> None:
    rows = [
        ("Fase", "Maatregel", "Wie"),
        ("Een", "gesprek", "leraar"),
        ("Twee keer te laat", "brief naar ouders", "mentor"),
    ]
    css = "table { border-spacing: 0 } td { padding: 1px; white-space: nowrap } .los { break-after: page }"
    made = [f"<tr{' class=los' * (n == 1)}>{''.join(f'<td>{one}</td>' for one in row)}" for n, row in enumerate(rows)]
    data = pdf(f"<h1>Reglement</h1><p>{ZIN}</p><table>{''.join(made)}</table><p>{ZIN}</p>", css=css)
    assert [one.cells for one in blocks(data) if one.cells] == rows


def test_the_head_of_a_table_alone_at_the_foot_of_a_page_is_its_first_row() -> None:
    css = "@page { margin: 40pt } td { padding: 1px; width: 150pt } .los { break-after: page }"
    head = "<table class=los><tr><td>Fase</td><td>Maatregel</td><td>Wie</td></tr></table>"
    more = "".join(f"<tr><td>{n}</td><td>een gesprek</td><td>leerkracht</td></tr>" for n in ("Een", "Twee", "Drie"))
    data = pdf(f"<h1>Reglement</h1><p>{ZIN}</p>{head}<table>{more}</table>", css=css)
    assert [one.cells for one in blocks(data) if one.cells][0] == ("Fase", "Maatregel", "Wie")  # noqa: RUF015
    assert len([one for one in blocks(data) if one.cells]) == 4


def test_bullets_that_are_drawn_as_shapes_make_items() -> None:
    dot = "<i style='position: absolute; left: 8pt; margin-top: 5pt; width: 4pt; height: 4pt; background: black'></i>"
    items = "".join(
        f"<p class=punt>{dot}{text}</p>" for text in ("rustig lopen;", "jassen in het kluisje;", "stil zijn.")
    )
    css = "body { position: relative } .punt { margin: 0 0 0 22pt }"
    data = pdf(f"<h1>Reglement</h1><p>{ZIN}</p><p>Deze regels gelden:</p>{items}<p>{ZIN}</p>", css=css)
    found = told(data)
    assert [(kind, number, text) for kind, number, text in found if kind == "item"] == [
        ("item", "•", text) for text in ("rustig lopen;", "jassen in het kluisje;", "stil zijn.")
    ]


def test_rows_are_told_apart_where_the_rule_of_each_cell_is_drawn_by_itself() -> None:
    css = "table { border-spacing: 2px } td { border-bottom: 1px solid; padding: 1px } td:first-child { width: 23pt }"
    cells = [("Fase", "Maatregel", "Wie"), ("1", "Eén of meer pauzes binnen blijven", "leerkracht")]
    rows = "".join(f"<tr>{''.join(f'<td>{one}</td>' for one in row)}</tr>" for row in cells)
    data = pdf(f"<p>{ZIN}</p><table>{rows}</table>", css=css)
    assert [one.cells for one in blocks(data) if one.cells] == cells


def test_words_that_are_spread_over_a_narrow_column_are_no_table() -> None:
    words = "verwerking: elke handeling met persoonsgegevens, waaronder verzamelen, bewaren, wijzigen en vernietigen;"
    css = "p { width: 230pt; text-align: justify }"
    assert told(pdf(f"<h1>Reglement</h1><p>a. {words}</p><p>b. {words}</p>", css=css))[1:] == [
        ("clause", "a.", words),
        ("clause", "b.", words),
    ]


@pytest.mark.parametrize("lines", [20, 21, 22, 23, 24])
def test_letters_below_a_number_stay_below_it_on_the_next_page(lines: int) -> None:
    before = "".join(f"<li><p>Regel {n} van de school.</p></li>" for n in range(lines))
    letters = "".join(f"<li><p>zij doet stap {n};</p></li>" for n in range(20))
    page = f"<h1>Protocol</h1><ol>{before}<li><p>De school:</p><ol>{letters}</ol></li></ol>"
    css = "@page { size: A4 } ol ol { list-style-type: lower-alpha }"
    read = [one for one in blocks(pdf(page, is_tagged=True, css=css)) if one.kind == "clause"]
    assert {one.level for one in read if one.text.startswith("zij doet")} == {2}
    assert len(read) == lines + 21
