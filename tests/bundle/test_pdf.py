"""A handbook as PDF: what each protocol says is in its part, and leads to places in it."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from schoolprotocol.outputs.bundle.document import ids_of, within
from schoolprotocol.policy.decided import shown, text_hash
from tests.bundle.making import LONG, Book, assert_it_holds, texts_of
from tests.paper import faults


def test_it_holds_every_clause_note_and_table_row_of_each_protocol_in_order(book: Book) -> None:
    assert_it_holds(book.parts(), book.policies)


def test_no_page_parts_what_belongs_together(book: Book) -> None:
    assert faults(book.file) == []


@pytest.mark.parametrize("lost", [0, 1, -1])
def test_that_proof_sees_a_text_that_is_lost(kade: Book, lost: int) -> None:
    parts = kade.parts()
    parts[0] = parts[0].replace(texts_of(kade.policies[0])[lost], "")
    with pytest.raises(AssertionError, match="is not there"):
        assert_it_holds(parts, kade.policies)


def test_that_proof_sees_two_texts_that_changed_places(linde: Book) -> None:
    one, other = texts_of(linde.policies[1])[:2]
    parts = linde.parts()
    parts[1] = parts[1].replace(one, "#").replace(other, one).replace("#", other)
    with pytest.raises(AssertionError, match="not in its place"):
        assert_it_holds(parts, linde.policies)


def test_each_protocol_begins_a_page_with_its_title_version_status_and_dates(linde: Book) -> None:
    page = linde.pages[linde.starts[1] - 1]
    assert page.startswith(
        "Deel 2 Protocol tegen pesten Versie 1.0 · Vastgesteld 1 september 2026 Geldt vanaf 1 oktober 2026 "
        "Herziening vóór 1 augustus 2028 1 Uitgangspunten"
    )
    assert linde.starts == sorted(set(linde.starts))


def test_the_margins_of_each_page_name_its_part(book: Book) -> None:
    for n, (first, policy) in enumerate(zip(book.starts, book.policies, strict=True), start=1):
        assert f"Deel {n} {policy.title} Versie {policy.document.version} · " in book.pages[first - 1]
    assert re.search(
        r"Handboek (1 oktober 2026|Nog niets vastgesteld) · \d protocollen .* pagina \d+ van \d+$", book.pages[-1]
    )


def test_the_bookmarks_are_the_parts_with_their_sections(linde: Book) -> None:
    told = [(level, title) for level, title, _page in linde.bookmarks]
    assert told[:5] == [
        (0, "Inhoud"),
        (0, "Deel 1 Afspraken over AI"),
        (1, "1 Gebruik"),
        (1, "2 Gegevens"),
        (1, "Documentgegevens"),
    ]
    assert told[-1] == (0, "Colofon")


def test_the_contents_name_the_page_of_every_part_and_section(book: Book) -> None:
    front = " ".join(book.pages[1 : book.starts[0] - 1])
    for level, title, page in book.bookmarks[1:]:
        marked = re.escape(title) + (r"( \(voorstel: nog niet vastgesteld\))?" if level == 0 else "")
        assert re.search(rf"{marked} {page}\b", front), title


def test_a_proposal_says_so_in_the_contents_on_its_first_page_and_in_the_colophon(haven: Book) -> None:
    assert "Deel 1 Afspraken over AI (voorstel: nog niet vastgesteld)" in haven.pages[1]
    assert "Voorstel: nog niet vastgesteld" in haven.pages[haven.starts[0] - 1]
    assert haven.pages[-1].count("Voorstel: nog niet vastgesteld") == 2
    assert haven.pages[haven.starts[0] - 1].endswith("VOORSTEL")
    assert "oorstel" not in haven.pages[haven.starts[2] - 1], "1.0 is in force"


def test_of_what_is_in_force_it_holds_that_version_and_not_the_proposal_beside_it(haven: Book) -> None:
    assert "Versie 1.0 · Vastgesteld" in haven.pages[haven.starts[2] - 1]
    assert "1.1" not in haven.pages[-1]


def test_the_colophon_tells_of_each_text_its_version_status_day_hash_and_address(linde: Book) -> None:
    colophon = "".join(linde.pages[-1].split())
    assert "Standvan1oktober2026" in colophon
    for policy in linde.policies:
        assert shown(text_hash(policy)) in colophon
    assert "https://delta.example/afspraken/linde/pesten/versies/1.0/" in colophon
    assert "https://delta.example/afspraken/linde/ai/" in colophon
    assert "Versie1.0,vastgesteld,1september2026,geldtvanaf1oktober2026" in colophon


def test_a_protocol_that_lapsed_is_named_in_the_colophon_and_nowhere_else(kade: Book) -> None:
    assert not any("Telefoonprotocol" in page for page in kade.pages[:-1])
    assert "Telefoonprotocol, versie 2.0, vervallen per 1 juli 2026" in kade.pages[-1]


def test_a_title_may_be_long_and_have_signs_of_markup(kade: Book) -> None:
    assert kade.pages[0].startswith("School & <Kade> Handboek De protocollen van de Kade")
    assert [title for level, title, _page in kade.bookmarks if level == 0][1:-1] == [
        "Deel 1 Foto & film",
        "Deel 2 Kaal",
        f"Deel 3 {LONG}",
        "Deel 4 Filmen < 16 jaar",
    ]


def test_every_link_inside_it_leads_to_its_own_part_or_to_that_of_the_protocol_that_it_names(kade: Book) -> None:
    """Clauses, notes and sections of three of its protocols have the same ids."""
    with pikepdf.open(kade.file) as pdf:
        numbers: dict[Any, int] = {page.objgen: n for n, page in enumerate(pdf.pages, start=1)}
        names = {str(name): target for name, target in pikepdf.NameTree(pdf.Root.Names.Dests).items()}
        ends = [*kade.starts[1:], len(pdf.pages)]
        inside, across = 0, list[tuple[int, int]]()
        for n, page in enumerate(pdf.pages, start=1):
            part = next(((a, b) for a, b in zip(kade.starts, ends, strict=True) if a <= n < b), None)
            for link in page.get("/Annots", []):
                if part is not None and "/A" not in link:
                    inside += 1
                    target = link.Dest if isinstance(link.Dest, pikepdf.Array) else names[str(link.Dest)]
                    place = target[0].objgen
                    if not part[0] <= numbers[place] < part[1]:
                        across.append((n, numbers[place]))
    assert inside == 3 * 3 + 1, "a clause and two calls of notes in each of three, and one across"
    assert across == [(kade.starts[1], kade.starts[3])]


def test_ids_are_unique_and_no_word_is_taken_for_one() -> None:
    html = '<h2 id="a">id="x" href="#x"</h2><p id="b.c"><a href="#a">#a</a> <a href="https://x.example/#a">&lt;a&gt;</a></p>'
    assert within(html, "p--", {}) == (
        '<h2 id="p--a">id="x" href="#x"</h2>'
        '<p id="p--b.c"><a href="#p--a">#a</a> <a href="https://x.example/#a">&lt;a&gt;</a></p>'
    )
    assert ids_of(html) == ["a", "b.c"]


def test_a_link_to_another_protocol_stays_in_the_book() -> None:
    places = {"https://x.example/pesten/#aanpak.melden": "pesten--aanpak.melden"}
    html = '<a href="https://x.example/pesten/#aanpak.melden">Melden</a> <a href="https://x.example/ai/#a">AI</a>'
    assert within(html, "t--", places) == (
        '<a href="#pesten--aanpak.melden">Melden</a> <a href="https://x.example/ai/#a">AI</a>'
    )


def test_it_carries_the_texts_as_data(linde: Book) -> None:
    with pikepdf.open(linde.file) as pdf:
        assert sorted(pdf.attachments) == [f"{name}.json" for name in linde.texts]


def test_it_is_tagged_and_says_what_it_is(book: Book) -> None:
    with pikepdf.open(io.BytesIO(Path(book.file).read_bytes())) as pdf:
        metadata = str(pdf.open_metadata())
        assert "pdfuaid" in metadata
        assert pdf.Root.Lang == "nl"
