"""Nobody comes in without the address, and that works once."""

from __future__ import annotations

from schoolprotocol.studio.studio import Studio
from tests.studio.conftest import Visitor, browser


def test_the_overview_shows_every_document(visitor: Visitor) -> None:
    page = visitor.get("/")
    for document in visitor.studio.workplace.project.documents():
        assert f'href="/document/{document.school}/{document.protocol}/"' in page


def test_without_the_address_there_is_nothing_to_see(studio: Studio) -> None:
    answer = browser(studio).get("/")
    assert answer.url.path == "/aanmelden"
    assert "noord" not in answer.text


def test_the_address_works_once(studio: Studio) -> None:
    address = f"/aanmelden?sleutel={studio.one_time.token}"
    assert browser(studio).get(address, follow_redirects=False).status_code == 303
    assert browser(studio).get(address, follow_redirects=False).status_code == 403


def test_a_form_of_somebody_elses_page_does_nothing(visitor: Visitor) -> None:
    assert visitor.client.post("/afmelden", data={"csrf": "x"}).status_code == 403
    fields = {"csrf": visitor.csrf}
    assert visitor.client.post("/afmelden", data=fields, headers={"Origin": "https://kwaad.nl"}).status_code == 403
    visitor.get("/")


def test_a_name_that_leads_here_by_way_of_a_name_server_is_refused(studio: Studio) -> None:
    assert browser(studio).get("/", headers={"Host": "kwaad.nl:8410"}).status_code == 421


def test_a_page_that_is_not_there_says_so(visitor: Visitor) -> None:
    answer = visitor.client.get("/nergens")
    assert answer.status_code == 404
    assert "Deze pagina is er niet" in answer.text


def test_who_logs_out_is_out(visitor: Visitor) -> None:
    visitor.send("/afmelden")
    assert visitor.client.get("/").url.path == "/aanmelden"
