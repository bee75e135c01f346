"""A form that comes when its session has ended: it waits for who filled it in, and for nobody else."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from schoolprotocol.studio.door.people import Person
from schoolprotocol.studio.studio import Studio
from tests.studio.conftest import Visitor, browser, member, studio_of, visitor_as
from tests.studio.making import CATALOGUE
from tests.studio.test_clause import AT, form

CLAUSE = f"{AT}tips.vraag"
BAS = Person("schrijver", "schrijver", "schrijver")
SAID = "Wat ik een uur lang schreef."


@pytest.fixture
def team(root: Path) -> Studio:
    """A studio of several people."""
    return studio_of(root, is_team=True)


def late(visitor: Visitor, **more: str) -> str:
    """Send the form of a clause after the session ended, as a page without script does; gives where that leads."""
    fields = {**form(visitor, "tips.vraag"), "text": SAID, "niveau": "basis", "csrf": visitor.csrf, **more}
    visitor.studio.database.write("DELETE FROM session")
    answer = visitor.client.post(CLAUSE, data=fields, follow_redirects=False)
    assert answer.status_code == 303
    return str(answer.headers["location"])


def catalogue(studio: Studio) -> str:
    return (studio.workplace.root / CATALOGUE).read_text("utf-8")


def again(visitor: Visitor, page: str) -> str:
    """Press the button of the page that shows what was not sent."""
    found = re.search(r'<form method="post" action="([^"]*)" class="again">(.*?)</form>', page, re.DOTALL)
    assert found is not None
    fields = re.findall(r'name="([^"]*)" value="([^"]*)"', found[2])
    return visitor.send(html.unescape(found[1]), {name: html.unescape(value) for name, value in fields})


def test_who_logs_in_again_sees_what_he_sent_and_sends_it_with_one_button(team: Studio) -> None:
    assert late(member(team, "schrijver")).startswith("/aanmelden")
    assert SAID not in catalogue(team)
    bas = visitor_as(team, BAS)
    (waiting,) = team.drafts.all_of(BAS)
    page = bas.get(f"/verder/{waiting.tab}/")
    assert SAID in page
    again(bas, page)
    assert SAID in catalogue(team)
    assert not team.drafts.all_of(BAS)


def test_who_starts_the_studio_again_comes_to_what_he_sent(visitor: Visitor) -> None:
    late(visitor)
    fresh = studio_of(visitor.studio.workplace.root)
    with browser(fresh) as client:
        answer = client.get(f"/aanmelden?sleutel={fresh.one_time.token}")
        assert SAID in answer.text
        again(Visitor(fresh, client), answer.text)
    assert SAID in catalogue(fresh)


def test_nobody_else_sees_what_somebody_sent(team: Studio) -> None:
    late(member(team, "schrijver"))
    (waiting,) = team.drafts.all_of(BAS)
    dia = member(team, "vaststeller")
    assert dia.client.get(f"/verder/{waiting.tab}/").status_code == 404
    assert SAID not in dia.client.get("/").text


def test_a_page_of_before_an_ended_session_is_not_lost_for_who_logged_in_again(team: Studio) -> None:
    bas = member(team, "schrijver")
    old, fields = bas.csrf, form(bas, "tips.vraag")
    bas = visitor_as(team, BAS)
    page = bas.client.post(CLAUSE, data={**fields, "text": SAID, "niveau": "basis", "csrf": old})
    assert page.status_code == 200
    assert SAID not in catalogue(team)
    again(bas, page.text)
    assert SAID in catalogue(team)


def test_a_form_that_somebody_else_began_waits_for_him_where_another_logged_in(team: Studio) -> None:
    bas, dia = member(team, "schrijver"), member(team, "vaststeller")
    answer = dia.client.post(CLAUSE, data={**form(bas, "tips.vraag"), "text": SAID, "csrf": bas.csrf})
    assert answer.status_code == 403
    assert SAID not in answer.text
    assert SAID not in catalogue(team)
    assert [one.fields["text"] for one in team.drafts.all_of(BAS)] == [SAID]
    assert not team.drafts.all_of(Person("vaststeller", "", "vaststeller"))


def test_what_is_too_long_to_wait_is_told(team: Studio) -> None:
    bas = member(team, "schrijver")
    csrf = bas.csrf
    team.database.write("DELETE FROM session")
    answer = bas.client.post(CLAUSE, data={"csrf": csrf, "text": "x" * 300_000})
    assert answer.status_code == 413
    assert "Terug" in answer.text


@pytest.mark.parametrize("csrf", ["", "x", "x.1.schrijver.y", "é"])
def test_nothing_waits_that_no_page_of_ours_sent(team: Studio, csrf: str) -> None:
    bas = member(team, "schrijver")
    bas.client.cookies.clear()
    bas.client.post(CLAUSE, data={"csrf": csrf, "text": SAID})
    assert not team.drafts.all_of(BAS)


def test_a_form_without_words_and_one_with_passwords_do_not_wait(team: Studio) -> None:
    bas = member(team, "schrijver")
    csrf = bas.csrf
    team.database.write("DELETE FROM session")
    for path, fields in (("/afmelden", {}), ("/account/wachtwoord", {"oud": "geheim", "nieuw": "geheimer"})):
        assert bas.client.post(path, data={"csrf": csrf, **fields}, follow_redirects=False).status_code == 303
    assert not team.drafts.all_of(BAS)


def test_what_is_not_wanted_any_more_is_thrown_away(team: Studio) -> None:
    late(member(team, "schrijver"))
    bas = visitor_as(team, BAS)
    (waiting,) = team.drafts.all_of(BAS)
    bas.send(f"/verder/{waiting.tab}/weg")
    assert not team.drafts.all_of(BAS)
    assert bas.client.get(f"/verder/{waiting.tab}/").status_code == 404
