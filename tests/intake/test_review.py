"""The review page of an import: every character of the original stands on it, beside the block that it went to."""

from __future__ import annotations

import io
import os
import shutil
from base64 import b64decode, b64encode
from collections import Counter
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt
from PIL import Image

from schoolprotocol.cli import run
from schoolprotocol.errors import IntakeError
from schoolprotocol.importing.plan import Likely, Plan, Question, Share, Substitution, Target
from schoolprotocol.intake.blocks import Block
from schoolprotocol.intake.reading import At, Proposal, solid
from schoolprotocol.intake.taking import Taken, take_bytes
from schoolprotocol.outputs.intake import pages
from schoolprotocol.outputs.intake.doubts import doubts
from schoolprotocol.outputs.intake.review import Review, review
from schoolprotocol.outputs.intake.words import shown
from schoolprotocol.project import Project
from schoolprotocol.templating import templates_in
from tests.conftest import ROOTS
from tests.intake.documents import BUILDING, made
from tests.intake.test_pdf import REGELS, pdf
from tests.intake.word import Word, box, cell, level, lists, paragraph, table
from tests.intake.word import run as words

TEMPLATES = templates_in(Path("no such folder"))
WAYS = [way for way in BUILDING if way.extras][:6]
HOSTILE = "<script>alert(1)</script></style><img src=x onerror=alert(1)> & \" ' --> {{ 7*7 }} <!--"


def opened(page: str) -> html.HtmlElement:
    return html.document_fromstring(page)


def reviewed(data: bytes, name: str = "protocol.docx", plan: Plan | None = None) -> tuple[Taken, html.HtmlElement]:
    taken = take_bytes(name, data)
    return taken, opened(review(taken, TEMPLATES, data=data, plan=plan).page)


def said(element: html.HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())


def originals(page: html.HtmlElement) -> dict[int, str]:
    """By block what the original shows of it, without what a program computes."""
    found: dict[int, str] = {}
    for span in page.xpath("//*[@class='o']//span[@data-b and not(@class)]"):
        number = int(span.get("data-b"))
        found[number] = found.get(number, "") + solid(str(span.text_content()))
    return found


def by_spans(taken: Taken) -> dict[int, str]:
    """The same, straight from the ledger's spans, in the order of the file."""
    spans = sorted(
        (span.paragraph, span.start, span.end, number)
        for number, block in enumerate(taken.blocks, 1)
        for span in block.spans
    )
    found: dict[int, str] = {}
    for place, start, end, number in spans:
        text = solid(taken.reading.paragraphs[place].source[start:end])
        if text:
            found[number] = found.get(number, "") + text
    return found


def word(*body: str) -> bytes:
    return Word(list(body)).bytes()


def a_plan(taken: Taken, *questions: Question, likely: tuple[Likely, ...] = ()) -> Plan:
    targets = [Target("clause", f"regels.r{n}", f"{n}.") for n in range(1, len(taken.blocks) + 1)]
    return Plan(taken, "noord", "telefoons", targets, questions, likely, files={"policy_src/a.yaml": b""})


# -- every character ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", WAYS, ids=lambda way: str(way.name))
def test_every_character_of_a_document_stands_at_the_left_with_its_block(way: object) -> None:
    taken, page = reviewed(made(way).word.bytes())  # type: ignore[arg-type]
    assert originals(page) == by_spans(taken)
    assert sum(map(len, originals(page).values())) == sum(taken.sums.values())


@pytest.mark.parametrize("way", WAYS, ids=lambda way: str(way.name))
def test_every_block_stands_once_at_the_right_with_its_text_and_its_number(way: object) -> None:
    taken, page = reviewed(made(way).word.bytes())  # type: ignore[arg-type]
    articles = {one.get("id"): one for one in page.xpath("//*[@class='b']/article")}
    assert articles.keys() == {f"b{number}" for number in range(1, len(taken.blocks) + 1)}
    for number, block in enumerate(taken.blocks, 1):
        text = solid(str(articles[f"b{number}"].text_content()))
        assert solid(block.number or "") in text
        for one in block.cells or (block.text,) if not block.calls else ():
            assert solid(one) in text


@pytest.mark.parametrize("way", WAYS, ids=lambda way: str(way.name))
def test_each_number_leads_to_the_same_block_on_the_other_side(way: object) -> None:
    taken, page = reviewed(made(way).word.bytes())  # type: ignore[arg-type]
    ids = Counter(page.xpath("//@id"))
    assert max(ids.values()) == 1
    assert {f"o{number}" for number in by_spans(taken)} <= ids.keys()
    assert {href[1:] for href in page.xpath("//a/@href") if href.startswith("#")} <= ids.keys()


def test_the_figures_are_those_of_the_ledger() -> None:
    taken, page = reviewed(word(paragraph("1. Doel"), paragraph("1.1 Dit geldt."), paragraph("1.2 Dat geldt.")))
    rows = [[said(one) for one in row] for row in page.xpath("//section[@id='cijfers']//table[1]//tr[td]")]
    total = sum(taken.sums.values())
    assert rows[-1] == ["samen", str(len(taken.blocks)), str(total)]
    assert sum(int(row[2]) for row in rows[:-1]) == total
    assert f"Alle {total} tekens" in said(page)


def test_what_was_deleted_or_hidden_stands_in_the_original_and_is_called_so() -> None:
    gone = f'<w:del w:id="1" w:author="x">{words("Weg is dit.", tag="w:delText")}</w:del>'
    hidden = words("Niemand ziet dit.", more="<w:vanish/>")
    _taken, page = reviewed(word(paragraph("1. Een regel is dit."), paragraph(gone), paragraph(hidden)))
    aside = {said(one) for one in page.xpath("//*[@class='o']/p[b]")}
    assert aside == {"verwijderd 2Weg is dit.", "verborgen 3Niemand ziet dit."}
    first = page.xpath("//section[@id='eerst']//li//a/@href")
    assert first == ["#b2", "#b3"]


def test_a_number_that_word_counts_is_shown_and_told_from_what_is_typed() -> None:
    one = Word([paragraph("Iedereen meldt het.", number=(1, 0))])
    one.numbering = lists({1: [level(0, "decimal", "%1.")]}, {1: 1})
    _taken, page = reviewed(one.bytes())
    (counted,) = page.xpath("//*[@class='o']//span[@class='geteld']")
    assert (counted.text, counted.get("data-p")) == ("1.", "number")


def test_a_table_stands_cell_by_cell_beside_its_row() -> None:
    _taken, page = reviewed(word(paragraph("1. Doel"), table(("Wat", "Wie"), ("Bellen", "Ouders"))))
    row = page.xpath("//article[@data-k='row']")[-1]
    assert [said(one) for one in row.xpath(".//*[@class='cel']")] == ["Bellen", "Ouders"]
    number = row.get("id")[1:]
    assert page.xpath(f"//*[@class='o']//span[@data-b='{number}']/@data-p") == ["cell", "cell1"]


@settings(max_examples=8)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=8))
def test_any_text_comes_whole_onto_the_page(texts: list[str]) -> None:
    try:
        data = "\n\n".join(texts).encode("utf-8", "replace")
        taken = take_bytes("x.txt", data)
    except IntakeError:
        return
    page = opened(review(taken, TEMPLATES).page)
    wanted = {number: solid(shown(text)) for number, text in by_spans(taken).items()}
    assert originals(page) == {number: text for number, text in wanted.items() if text}


# -- what a stranger wrote ---------------------------------------------------------------------------------------------


def test_nothing_in_a_document_becomes_markup() -> None:
    data = word(
        paragraph(words(_xml(HOSTILE), bold=True)),
        paragraph(f"1.1 {_xml(HOSTILE)}"),
        table((_xml(HOSTILE), "b")),
        paragraph(words(_xml(HOSTILE), more="<w:vanish/>")),
    )
    taken = take_bytes(f"{HOSTILE}.docx", data)
    slip = Proposal(1, "alert", HOSTILE)
    taken = replace(taken, reading=replace(taken.reading, proposals=(slip,), remarks=(HOSTILE,)))
    plan = a_plan(taken, Question("likely", 0, HOSTILE), likely=(Likely(0, HOSTILE, 0.9),))
    found = review(taken, TEMPLATES, plan=plan, clauses={HOSTILE: HOSTILE}, name=f"{HOSTILE}.md")
    page = opened(found.page)
    assert len(page.xpath("//script")) == len(page.xpath("//style")) == 1
    assert not page.xpath("//img | //iframe | //object | //form | //base | //link | //*[@style]")
    assert not page.xpath("//@*[starts-with(name(), 'on')]")
    assert not page.xpath("//comment()")
    assert found.page.count("alert(1)") > 8
    assert "49" not in said(page.xpath("//main")[0])
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(found.todo)
    assert not {one.type for token in tokens for one in (token, *(token.children or ()))} & {
        "html_block",
        "html_inline",
    }


def test_the_page_runs_its_own_script_alone_and_asks_nothing_of_anybody() -> None:
    _taken, page = reviewed(word(paragraph("1. Doel")))
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    for tag in ("script", "style"):
        (element,) = page.xpath(f"//{tag}")
        assert f"{tag}-src 'sha256-{b64encode(sha256(element.text.encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert not page.xpath("//@src | //link")
    assert all(href.startswith("#") for href in page.xpath("//a/@href"))


def test_signs_that_turn_text_around_or_that_no_page_may_hold_are_named() -> None:
    assert shown("a\x00b\x1bc\u202ed\ud800\x7f\ttab") == "a\u2400b\u241bc[U+202E]d\ufffd\u2421\ttab"
    taken = take_bytes("x\u202egnp.txt", "1. Een regel \u202edie omdraait.".encode())
    found = review(taken, TEMPLATES)
    assert "\u202e" not in found.page + found.todo
    assert "[U+202E]" in found.page


# -- the list ----------------------------------------------------------------------------------------------------------


def test_what_a_person_decides_stands_first_and_leads_to_the_block() -> None:
    taken = take_bytes("x.txt", b"1. Doel\n\n1.1 Bel 0612345678.\n\n1.2 Dit geldt.")
    asked = (
        Question("audience", None, "Kies de lezers."),
        Question("person", 1, "Een nummer van iemand."),
        Question("likely", 2, "Neem de bestaande, of niet."),
    )
    plan = a_plan(taken, *asked, likely=(Likely(2, "overal.geldt", 0.874),))
    found = review(taken, TEMPLATES, plan=plan, clauses={"overal.geldt": "Dit geldt overal."}, name="x-lijst.md")
    page = opened(found.page)
    sections = [str(one) for one in page.xpath("//main/section/@id")]
    assert sections == ["beslissen", "eerst", "cijfers", "blokken"]
    assert [said(one) for one in page.xpath("//section[@id='beslissen']//li")] == [
        "blok 2, 1.1 → clausule regels.r2 Een nummer van iemand. Bel 0612345678.",
        "blok 3, 1.2 → clausule regels.r3 Neem de bestaande, of niet. Dit geldt. "
        "Lijkt voor 87% op overal.geldt: Dit geldt overal.",
        "Kies de lezers.",
    ]
    assert "Let op: Een nummer van iemand." in said(page.get_element_by_id("b2"))
    assert "clausule regels.r2, bij ons 2." in said(page.get_element_by_id("b2"))
    assert page.xpath("//p[@class='bestand']/a/@href") == ["x-lijst.md"]
    for text in (
        "Kies de lezers.",
        "Blok 2, 1.1 → clausule regels.r2: Een nummer van iemand.",
        "87% op overal.geldt: “Dit geldt overal.”",
    ):
        assert text in found.todo


def test_what_is_asked_in_the_same_words_of_several_blocks_is_one_thing_to_decide() -> None:
    taken = take_bytes("x.txt", b"1. Doel\n\n1.1 Zie bijlage 1.\n\n1.2 Zie ook bijlage 1.")
    asked = [Question("reference", n, "Bijlage 1 bleef tekst.") for n in (1, 2)]
    found = review(taken, TEMPLATES, plan=a_plan(taken, *asked))
    page = opened(found.page)
    assert page.xpath("//section[@id='beslissen']//li//a/@href") == ["#b2", "#b3"]
    assert "U beslist 1 ding" in said(page)
    assert "Blok 2, 1.1, 3: Bijlage 1 bleef tekst." in found.todo


def test_a_slip_that_the_plan_asks_about_is_told_once_and_another_beside_it() -> None:
    taken = take_bytes("x.txt", b"1. Doel\n\n1.1 Hetis zo.")
    taken = replace(taken, reading=replace(taken.reading, proposals=(Proposal(1, "Hetis", "Het is"),)))
    asked = Question("slip", 1, "Is “Het is” bedoeld met “Hetis”?"), Question("slip", 1, "Een teken kan niet.")
    found = review(taken, TEMPLATES, plan=a_plan(taken, *asked))
    texts = [said(one) for one in opened(found.page).xpath("//section[@id='beslissen']//li")]
    assert len(texts) == 2
    assert sum("Hetis, voorstel Het is" in text for text in texts) == 1


def test_what_has_no_place_is_asked_once() -> None:
    taken = take_bytes("x.docx", word(paragraph("1. Doel")))
    taken = replace(taken, blocks=[replace(taken.blocks[0], kind="unplaced")])
    page = opened(review(taken, TEMPLATES, plan=a_plan(taken, Question("unplaced", 0, "Zet het erbij."))).page)
    assert [said(one) for one in page.xpath("//main//li[@data-i]")] == [
        "blok 1, 1. → clausule regels.r1 Zet het erbij. Doel"
    ]


def test_a_block_that_goes_to_several_places_says_what_goes_where() -> None:
    taken = take_bytes("x.docx", word(paragraph("1. Doel"), table(("Wel", "Niet"), ("Bellen", "Filmen"))))
    last = len(taken.blocks) - 1
    goals = (Target("clause", "regels.bel", "0"), Target("clause", "regels.film", "1"))
    shares = [Share(last, 0, 6, goal, cell) for cell, goal in enumerate(goals)]
    swap = Substitution(last, "Bellen", "", "person")
    plan = replace(a_plan(taken), shares=shares, substitutions=[swap])
    page = opened(review(taken, TEMPLATES, plan=plan).page)
    parts = [said(one) for one in page.get_element_by_id(f"b{last + 1}").xpath(".//p[@class='deels']")]
    assert parts == [
        "Bellen → clausule regels.bel, bij ons 0",
        "Filmen → clausule regels.film, bij ons 1",
        "In de bron anders (naam van een persoon): Bellen weggelaten",
    ]


def test_text_that_goes_nowhere_is_told_and_what_stands_on_every_page_is_not() -> None:
    taken = take_bytes("x.txt", b"1. Doel\n\n1.1 Dit geldt.\n\n1.2 Dit ook.")
    taken = replace(taken, blocks=[*taken.blocks[:2], replace(taken.blocks[2], kind="furniture")])
    targets = [Target("section", "doel", "1"), Target("furniture"), Target("furniture")]
    page = opened(review(taken, TEMPLATES, plan=replace(a_plan(taken), targets=targets)).page)
    assert [said(one) for one in page.xpath("//section[@id='eerst']//li")] == ["blok 2, 1.1 Dit geldt."]
    rows = [[said(one) for one in row] for row in page.xpath("//section[@id='cijfers']//table[2]//tr[td]")]
    assert [row[0][:17] for row in rows] == ["kop van onderdeel", "niet overgenomen:", "samen"]
    assert rows[-1][1:] == ["3", str(sum(taken.sums.values()))]


def test_a_slip_is_shown_with_what_may_be_meant_and_how_to_refuse_it() -> None:
    taken = take_bytes("x.txt", b"1. Doel\n\n1.1 Hetis verboden te bellen.")
    where = next(n for n, one in enumerate(taken.reading.paragraphs) if "Hetis" in one.source)
    taken = replace(taken, reading=replace(taken.reading, proposals=(Proposal(where, "Hetis", "Het is"),)))
    found = review(taken, TEMPLATES)
    (task,) = opened(found.page).xpath("//section[@aria-labelledby='t-slip']")
    assert said(task.xpath(".//li")[0]) == "blok 2, 1.1 staat er Hetis, voorstel Het is 1.1 Hetis verboden te bellen."
    assert "geweigerd" in said(task)
    assert "staat er “Hetis”, en is “Het is” bedoeld?" in found.todo


def test_a_slip_that_is_not_found_again_is_told_all_the_same() -> None:
    taken = take_bytes("x.txt", b"1. Doel")
    taken = replace(taken, reading=replace(taken.reading, proposals=(Proposal(0, "er niet", "wel"),)))
    assert "er niet" in review(taken, TEMPLATES).page


def test_a_long_list_is_cut_on_the_page_and_says_so_and_the_file_has_all_of_it() -> None:
    hidden = [paragraph(words(f"Verborgen {n}.", more="<w:vanish/>")) for n in range(100)]
    taken = take_bytes("x.docx", word(paragraph("1. Doel"), *hidden))
    found = review(taken, TEMPLATES)
    page = opened(found.page)
    assert len(page.xpath("//section[@id='eerst']//li")) == 60
    assert "En nog 40" in said(page.get_element_by_id("eerst"))
    assert found.todo.count("- [ ]") == 100


def test_where_there_is_nothing_to_do_it_says_so() -> None:
    taken, page = reviewed(word(paragraph(words("1. Doel", bold=True)), paragraph("1.1 Dit geldt.")))
    assert "niets gevonden dat u moet beslissen" in said(page)
    assert "niets gevonden" in review(taken, TEMPLATES).todo
    assert not page.xpath("//li")


def test_of_an_import_each_block_says_where_it_goes(tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(ROOTS / "klein", root)
    file = tmp_path / "pesten.docx"
    rules = [f"{n}.{m} Iedereen meldt ruzie nummer {n}{m} bij de mentor." for n in (1, 2) for m in (1, 2)]
    parts = [[paragraph(words(f"{n}. Deel {n}", bold=True)), *map(paragraph, rules[2 * n - 2 : 2 * n])] for n in (1, 2)]
    file.write_bytes(word(*parts[0], *parts[1]))
    planned = Project.open(root).plan_import(Project.take_in(file), "noord", "pesten", today=date(2027, 1, 1))
    assert planned.page == root / "build/overnemen/noord-pesten.html"
    found = planned.review(file, planned.page)
    page = opened(found.page)
    goals = [said(one) for one in page.xpath("//article//*[@class='doel']")]
    assert len(goals) == len(planned.plan.taken.blocks) == 6
    assert all(target.place in goal for target, goal in zip(planned.plan.targets, goals, strict=True))
    assert "bij ons 1.2" in goals[2]
    assert {said(one) for one in page.xpath("//details//li")} == set(planned.plan.files)
    assert not planned.page.exists()
    planned.save()
    assert found.write(planned.page) == root / "build/overnemen/noord-pesten-lijst.md"


# -- doubts ------------------------------------------------------------------------------------------------------------


def block(kind: str, text: str, number: str | None = None) -> Block:
    return Block(kind, text, At("text"), (), number=number)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("numbers", "doubted"),
    [
        (["1.1", "1.2", "1.4"], [2]),
        (["1.1", "1.2", "1.2"], [2]),
        (["1.1", "1.2", "2.1", "2.2"], []),
        (["1.", "2.", "1.", "2."], []),
        (["Artikel 1", "Artikel 3"], [1]),
        (["3", "4"], []),
        (["1.1", "1.1.1", "1.1.2", "1.2"], []),
        (["a.", "b.", "a.", "b."], []),
        (["a.", "•", "??", "1"], []),
    ],
)
def test_a_number_is_doubted_where_another_was_expected(numbers: list[str], doubted: list[int]) -> None:
    blocks = [block("clause", "Dit geldt.", number) for number in numbers]
    assert [one.block for one in doubts(blocks)] == doubted


def test_a_paragraph_that_begins_amid_a_sentence_is_doubted() -> None:
    blocks = [block("clause", "Leerlingen leggen hun", "1."), block("prose", "telefoon in de kluis.")]
    assert [(one.kind, one.block) for one in doubts(blocks)] == [("parted", 1)]
    assert doubts([block("clause", "Leerlingen leggen hun telefoon:", "1."), block("prose", "weg.")]) == []


def test_what_has_no_place_comes_before_all_else() -> None:
    blocks = [block("clause", "x" * 1000, "1."), block("comment", "Klopt dit?"), block("unplaced", "Grafiek")]
    assert [one.kind for one in doubts(blocks)] == ["unplaced", "comment", "long"]


# -- pages of a PDF ----------------------------------------------------------------------------------------------------

TWO_PAGES = REGELS + "<h2 style='break-before: page'>2. Bereik</h2><p>2.1 Dit geldt ook op het plein.</p>"


def in_boxes(data: bytes, page: pages.Drawn, mark: pages.Marked) -> str:
    """What pdfium says stands in the boxes of a mark."""
    with pypdfium2.PdfDocument(data) as document:
        one = document[page.number - 1]
        wide, high = one.get_size()
        across, up = wide / page.width, high / page.height
        text = one.get_textpage()
        return "".join(
            solid(text.get_text_bounded(x * across, high - (y + h) * up, (x + w) * across, high - y * up))
            for x, y, w, h in mark.boxes
        )


@pytest.mark.parametrize("is_tagged", [True, False])
def test_each_block_of_a_pdf_is_marked_where_its_words_stand(*, is_tagged: bool) -> None:
    data = pdf(TWO_PAGES, is_tagged=is_tagged)
    taken = take_bytes("x.pdf", data)
    drawn = pages.draw(taken, data)
    assert [page.number for page in drawn] == [1, 2]
    found: dict[int, str] = {}
    for page in drawn:
        for mark in page.marked:
            found[mark.block + 1] = found.get(mark.block + 1, "") + in_boxes(data, page, mark)
    assert found == by_spans(taken)


def test_a_pdf_is_shown_as_pictures_and_what_stands_on_them_not_once_more_as_text() -> None:
    data = pdf(TWO_PAGES)
    taken, page = reviewed(data, "x.pdf")
    images = page.xpath("//*[local-name()='image']/@href")
    assert len(images) == 2
    picture = Image.open(io.BytesIO(b64decode(images[0].removeprefix("data:image/png;base64,"))))
    assert picture.size[0] == int(page.xpath("//*[local-name()='image']/@width")[0])
    assert {int(one) for one in page.xpath("//*[local-name()='path']/@data-b")} == set(by_spans(taken))
    assert not page.xpath("//*[@class='o']//span")
    assert "img-src data:" in page.xpath("//meta/@content")[0]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_turned_has_its_marks_on_its_words(turn: int) -> None:
    data = pdf(REGELS)
    with pikepdf.open(io.BytesIO(data)) as document, io.BytesIO() as out:
        document.pages[0].Rotate = turn
        document.save(out)
        data = out.getvalue()
    taken = take_bytes("x.pdf", data)
    (page,) = pages.draw(taken, data)
    dark = Image.open(io.BytesIO(page.png)).convert("L").point(lambda shade: 255 if shade < 128 else 0)
    left, top, right, bottom = dark.getbbox() or (0, 0, 0, 0)
    boxes = [one for mark in page.marked for one in mark.boxes]
    assert min(x for x, _y, _w, _h in boxes) == pytest.approx(left, abs=8)
    assert min(y for _x, y, _w, _h in boxes) == pytest.approx(top, abs=8)
    assert max(x + w for x, _y, w, _h in boxes) == pytest.approx(right, abs=8)
    assert max(y + h for _x, y, _w, h in boxes) == pytest.approx(bottom, abs=8)


def test_what_stands_in_no_place_of_a_drawn_page_is_shown_as_text_beside_it() -> None:
    data = pdf(REGELS)
    with pikepdf.open(io.BytesIO(data)) as document, io.BytesIO() as out:
        page = document.pages[0]
        page.Annots = document.make_indirect(
            pikepdf.Array(
                [
                    pikepdf.Dictionary(
                        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents="Klopt dit?"
                    )
                ]
            )
        )
        document.save(out)
        data = out.getvalue()
    taken, shown_page = reviewed(data, "x.pdf")
    number = next(n for n, one in enumerate(taken.blocks, 1) if one.kind == "comment")
    assert originals(shown_page) == {number: "Kloptdit?"}


def test_a_pdf_that_is_another_than_was_read_is_not_drawn_and_its_text_is_shown() -> None:
    taken = take_bytes("x.pdf", pdf(REGELS))
    page = opened(review(taken, TEMPLATES, data=pdf(TWO_PAGES)).page)
    assert not page.xpath("//*[local-name()='svg']")
    assert originals(page) == by_spans(taken)


def test_where_pages_cannot_be_drawn_the_text_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    data = pdf(REGELS)
    taken = take_bytes("x.pdf", data)
    monkeypatch.setattr(pages, "_draw", _dies)
    page = opened(review(taken, TEMPLATES, data=data).page)
    assert originals(page) == by_spans(taken)
    assert "konden niet getekend worden" in said(page)


def _dies(data: bytes, solids: str, stretches: object) -> list[pages.Drawn]:
    os._exit(9)


def test_characters_that_are_not_those_that_were_read_are_marked_nowhere() -> None:
    data = pdf(TWO_PAGES)
    taken = take_bytes("x.pdf", data)
    solids, stretches = pages._stretches(taken)
    drawn = pages._draw(data, "?" + solids[1:], stretches)
    assert [len(page.marked) for page in drawn] == [0, 0]


def test_pictures_are_bounded_whatever_stands_on_the_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    noise = Image.effect_noise((300, 400), 120)
    out = io.BytesIO()
    noise.save(out, "PNG")
    source = f"<img style='width: 100%' src='data:image/png;base64,{b64encode(out.getvalue()).decode()}'>"
    data = pdf(REGELS + source + "<p style='break-before: page'>Nog een blad.</p>")
    monkeypatch.setattr(pages, "BUDGET", 40_000)
    drawn = pages.draw(take_bytes("x.pdf", data), data)
    assert sum(len(page.png) for page in drawn) < 80_000
    monkeypatch.setattr(pages, "BUDGET", 4_000)
    assert pages.draw(take_bytes("x.pdf", data), data) == []


def test_a_page_that_is_a_thousand_times_as_tall_as_wide_is_drawn_small() -> None:
    data = pdf(REGELS, css="@page { size: 5cm 200cm; margin: 2mm }")
    (page,) = pages.draw(take_bytes("x.pdf", data), data)
    assert page.height <= 2 * 1000 + 1


# -- the same again, and the files -------------------------------------------------------------------------------------


def test_the_same_file_gives_the_same_bytes() -> None:
    data = pdf(TWO_PAGES)

    def once() -> Review:
        return review(take_bytes("x.pdf", data), TEMPLATES, data=data)

    assert once() == once()


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "protocol.docx"
    path.write_bytes(
        word(paragraph(words("1. Doel", bold=True)), paragraph("1.1 Dit geldt."), box("Kader"), cell_table())
    )
    return path


def cell_table() -> str:
    return f"<w:tbl><w:tr>{cell(paragraph('Eén'))}{cell(paragraph('Twee'))}</w:tr></w:tbl>"


def test_the_command_writes_the_page_and_the_list_and_says_where(
    document: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "nieuw" / "nalopen.html"
    assert run(["import", str(document), "--dry-run", "--review", str(out)]) == 0
    assert "Nalopen: protocol.docx" in said(opened(out.read_text("utf-8")))
    assert (out.parent / "nalopen-lijst.md").read_text("utf-8").startswith("# Nalopen: protocol.docx\n")
    assert str(out) in capfd.readouterr().out.replace("\n", "")


def test_with_blocks_on_standard_output_nothing_else_is_printed_there(
    document: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "x.html"
    assert run(["import", str(document), "--dry-run", "--blocks", "-", "--review", str(out)]) == 0
    assert capfd.readouterr().out.rstrip().endswith("}")


@pytest.mark.parametrize("name", ["x.txt", "x", "-", "x.docx"])
def test_a_page_has_the_name_of_one(document: Path, tmp_path: Path, name: str) -> None:
    assert run(["import", str(document), "--dry-run", "--review", str(tmp_path / name)]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["protocol.docx"]


@pytest.mark.parametrize(("source", "page"), [("p.html", "p.html"), ("p-lijst.md", "p.html")])
def test_neither_page_nor_list_takes_the_place_of_the_document(tmp_path: Path, source: str, page: str) -> None:
    path = tmp_path / source
    path.write_text("<p>1. Doel</p>", "utf-8")
    assert run(["import", str(path), "--dry-run", "--review", str(tmp_path / page)]) == 2
    assert path.read_text("utf-8") == "<p>1. Doel</p>"


def test_blocks_and_page_do_not_go_to_one_file(document: Path, tmp_path: Path) -> None:
    out = str(tmp_path / "x.html")
    assert run(["import", str(document), "--dry-run", "--review", out, "--blocks", out]) == 2


def test_a_document_that_cannot_be_read_leaves_the_last_page_as_it_was(document: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.html"
    out.write_text("eerder", "utf-8")
    document.write_bytes(document.read_bytes()[:-40])
    assert run(["import", str(document), "--dry-run", "--review", str(out)]) == 1
    assert out.read_text("utf-8") == "eerder"


def test_an_import_writes_the_page_in_the_build_and_a_dry_run_only_where_it_is_asked_for(
    document: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "project"
    shutil.copytree(ROOTS / "klein", root)
    asked = ["--root", str(root), "import", str(document), "--school", "noord", "--protocol", "pesten"]
    assert run([*asked, "--dry-run"]) == 0
    assert not (root / "build").exists()
    out = tmp_path / "proef.html"
    assert run([*asked, "--dry-run", "--review", str(out)]) == 0
    assert "Overnemen voor noord, protocol pesten" in said(opened(out.read_text("utf-8")))
    assert not (root / "policy_src/schools/noord/pesten.yaml").exists()
    capfd.readouterr()
    assert run(asked) == 0
    made = root / "build/overnemen/noord-pesten.html"
    assert made.read_bytes() == out.read_bytes().replace(b"proef-lijst.md", b"noord-pesten-lijst.md")
    assert made.name in capfd.readouterr().out.replace("\n", "")
    assert run(["--root", str(root), "check"]) == 0


def test_a_page_that_cannot_be_made_stops_the_import_before_anything_is_written(
    document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "project"
    shutil.copytree(ROOTS / "klein", root)
    (root / "templates/intake").mkdir(parents=True)
    (root / "templates/intake/nalopen.html.j2").write_text("{{ nergens }}", "utf-8")
    assert run(["--root", str(root), "import", str(document), "--school", "noord", "--protocol", "pesten"]) == 1
    assert not (root / "policy_src/schools/noord/pesten.yaml").exists()
    assert not (root / "build/overnemen").exists()


def _xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
