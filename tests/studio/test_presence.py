"""Who has the same document open is told to the others, as long as a page of it asks; it keeps no session alive."""

from __future__ import annotations

import time

import pytest

from schoolprotocol.studio.door.people import Person
from schoolprotocol.studio.presence import HERE, MOST, Presence
from schoolprotocol.studio.studio import Studio
from tests.studio.conftest import browser, member

AT = "/-wie/noord/telefoons"


def test_two_who_look_at_one_document_see_each_other_and_nobody_else(studio: Studio) -> None:
    anna, bas = member(studio, "beheerder"), member(studio, "schrijver")
    assert anna.client.get(AT).json() == {"anderen": []}
    assert bas.client.get(AT).json() == {"anderen": ["beheerder"]}
    assert anna.client.get(AT).json() == {"anderen": ["schrijver"]}
    assert anna.client.get("/-wie/zuid/telefoons").json() == {"anderen": []}
    assert browser(studio).get(AT).status_code == 401


def test_who_goes_away_is_not_there_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    here, anna, bas = Presence(), Person("anna", "Anna", "lezer"), Person("bas", "Bas", "lezer")
    here.others("noord/telefoons", anna)
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + HERE + 1)
    assert here.others("noord/telefoons", bas) == []


def test_who_names_places_without_end_fills_no_memory() -> None:
    here, anna = Presence(), Person("anna", "Anna", "lezer")
    for number in range(MOST + 10):
        here.others(str(number), anna)
    assert len(here._seen) == MOST


def test_only_where_there_are_others_a_page_asks_for_them(studio: Studio) -> None:
    alone = member(studio, "schrijver")
    assert "data-who" not in alone.get("/document/noord/telefoons/")
    studio.is_team = True
    assert f'data-who="{AT}"' in alone.get("/document/noord/telefoons/")
    assert f'data-who="{AT}"' in alone.get("/besluiten/noord/telefoons/")
