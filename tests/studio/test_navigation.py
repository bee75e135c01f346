"""Where the menu and the tabs of a document lead: for everybody the same, and nowhere that refuses him."""

from __future__ import annotations

import re
from http import HTTPStatus
from pathlib import Path

from schoolprotocol.studio.studio import Studio
from tests.studio.conftest import Visitor, member

NOORD = "noord/telefoons"
TABS = [
    f"/document/{NOORD}/",
    f"/document/{NOORD}/opbouw/",
    f"/document/{NOORD}/gegevens/",
    f"/voorstel/{NOORD}/",
    f"/bespreken/{NOORD}/",
    f"/besluiten/{NOORD}/",
    f"/document/{NOORD}/bewaard/",
]


def led(page: str, label: str) -> list[str]:
    """The addresses in a navigation."""
    return re.findall(r'href="([^"]+)"', page.partition(f'aria-label="{label}"')[2].partition("</nav>")[0])


def test_every_page_of_a_document_has_the_same_tabs_and_marks_its_own(visitor: Visitor) -> None:
    for path in TABS:
        page = visitor.get(path)
        assert led(page, "Dit document") == TABS
        assert f'<li><a href="{path}" aria-current="page">' in page
        assert page.count("<h1>") == 1


def test_the_menu_and_the_tabs_of_who_only_reads_lead_to_what_he_may_see(studio: Studio) -> None:
    reader = member(studio, "lezer")
    page = reader.get(f"/document/{NOORD}/")
    paths = led(page, "Hoofdmenu") + led(page, "Dit document")
    assert "/besluiten/" in paths
    assert {path: status for path in paths if (status := reader.client.get(path).status_code) != HTTPStatus.OK} == {}


def test_every_step_to_a_text_that_holds_is_in_the_menu(visitor: Visitor) -> None:
    menu = led(visitor.get("/"), "Hoofdmenu")
    steps = ["/voorstel/", "/bespreken/", "/besluiten/", "/publiceren/"]
    assert [path for path in menu if path in steps] == steps
    assert '<a href="/publiceren/" aria-current="page">' in visitor.get("/publiceren/")


def test_to_save_is_called_by_one_word() -> None:
    buttons = [
        words
        for path in Path("templates/studio").glob("*.j2")
        for words in re.findall(r"<button\b[^>]*>([^<]*)", path.read_text("utf-8"))
    ]
    assert "Bewaar" in buttons
    assert not [one for one in buttons if re.search(r"Bewaren|Opslaan", one)]
