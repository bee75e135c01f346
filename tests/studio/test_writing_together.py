"""Several people and tabs: who types is seen, drafts are one's own, roles hold, forms keep what was typed."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from schoolprotocol.studio.door.people import Person, Role
from tests.studio.conftest import Visitor, studio_of, visitor_as
from tests.studio.test_clause import AT, form, plain, save, told


def team(root: Path, *roles: Role) -> list[Visitor]:
    """People with these roles, in one studio."""
    studio = studio_of(root, is_team=True)
    people = [Person(f"p{n}", f"Functie {n}", role) for n, role in enumerate(roles)]
    for one in people:
        studio.database.write(
            "INSERT INTO person (name, shown, role, since) VALUES (?, ?, ?, ?)",
            one.name,
            one.shown,
            one.role,
            time.time(),
        )
    return [visitor_as(studio, one) for one in people]


def test_who_types_in_the_same_clause_is_named(root: Path) -> None:
    one, other = team(root, "schrijver", "schrijver")
    told(one, "tips.vraag", "concept", form(one, "tips.vraag") | {"text": "Half"})
    assert "Functie 0 typt hier nu ook" in other.get(f"{AT}tips.vraag")
    assert "Functie 0 typt hier nu ook" not in one.get(f"{AT}tips.vraag")
    assert "Functie 0 typt hier nu ook" not in other.get(f"{AT}gevolgen.aangifte")


def test_a_draft_is_for_nobody_else(root: Path) -> None:
    one, other = team(root, "schrijver", "schrijver")
    fields = form(one, "tips.vraag") | {"text": "Nog geheim"}
    told(one, "tips.vraag", "concept", fields)
    assert "geheim" not in other.get(f"{AT}tips.vraag?verder={fields['tab']}")
    assert "geheim" not in other.get("/document/noord/telefoons/")


def test_two_people_lose_no_edit(root: Path) -> None:
    one, other = team(root, "schrijver", "vaststeller")
    mine, theirs = form(one, "tips.vraag"), form(other, "tips.vraag")
    assert save(one, "tips.vraag", mine | {"text": "Van de een."})[0] == 200
    status, page = save(other, "tips.vraag", theirs | {"text": "Van de ander."})
    assert status == 409
    assert "Van de een." in page
    assert plain(one.studio, "noord", "tips.vraag") == "Van de een."


@pytest.mark.parametrize("role", ["lezer", "meedenker"])
def test_who_may_not_write_sees_the_text_and_changes_nothing(root: Path, role: Role) -> None:
    (visitor,) = team(root, role)
    assert "Vraag het eerst." in visitor.get("/document/noord/telefoons/")
    assert visitor.client.get(f"{AT}tips.vraag").status_code == 403
    for path in (
        f"{AT}tips.vraag",
        f"{AT}tips.vraag/concept",
        f"{AT}tips.vraag/voorbeeld",
        f"{AT}tips.vraag/overal",
        f"{AT}tips.vraag/weg",
        "/document/noord/telefoons/opbouw/verplaats",
        "/document/noord/telefoons/opbouw/toevoegen",
        "/document/noord/telefoons/opbouw/weglaten",
        "/document/noord/telefoons/opbouw/terugzetten",
        "/document/noord/telefoons/opbouw/kop",
        "/document/noord/telefoons/opbouw/hoofdstuk",
        "/document/noord/telefoons/gegevens/",
        "/document/noord/telefoons/bewaard/1",
    ):
        assert visitor.client.post(path, data={"csrf": visitor.csrf}).status_code == 403, path


def test_an_ended_session_is_told_and_what_is_typed_goes_on_after_it(visitor: Visitor) -> None:
    fields = form(visitor, "tips.vraag") | {"text": "Half getypt"}
    visitor.studio.sessions.end_all_of("ik")
    answer = visitor.client.post(f"{AT}tips.vraag/concept", json=fields, headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert answer.json() == {"reden": "aanmelden"}
    again = visitor_as(visitor.studio, visitor_person())
    assert told(again, "tips.vraag", "concept", fields)["wanneer"]


def visitor_person() -> Person:
    """Who sits at this machine."""
    return Person("ik", "U", "beheerder")


def test_a_form_keeps_what_was_filled_in(visitor: Visitor, root: Path) -> None:
    place = "gegevens:/document/noord/telefoons"
    heads = {"X-Csrf": visitor.csrf, "Accept": "application/json"}
    sent = {"eenheid": place, "tab": "1", "velden": json.dumps({"waarde.bewaarplek": "in de zak"})}
    assert visitor.client.post("/klad/", json=sent, headers=heads).json()["wanneer"]
    other = visitor_as(studio_of(root), visitor_person())
    (kept,) = other.client.get("/klad/", params={"eenheid": place}).json()["klad"]
    assert kept["velden"] == {"waarde.bewaarplek": "in de zak"}
    visitor.client.post("/klad/", json={**sent, "velden": ""}, headers=heads)
    assert visitor.client.get("/klad/", params={"eenheid": place}).json() == {"klad": []}


def test_a_form_that_is_none_is_not_kept(visitor: Visitor) -> None:
    heads = {"X-Csrf": visitor.csrf, "Accept": "application/json"}
    for sent, status in (
        ({"eenheid": "/x", "tab": "1", "velden": "[1]"}, 400),
        ({"eenheid": "/x", "tab": "1", "velden": "{" * 100}, 400),
        ({"eenheid": "/x", "tab": "1", "velden": "x" * 500_000}, 413),
    ):
        assert visitor.client.post("/klad/", json=sent, headers=heads).status_code == status
    big = form(visitor, "tips.vraag") | {"text": "x" * 500_000}
    assert visitor.client.post(f"{AT}tips.vraag/concept", json=big, headers=heads).status_code == 413


def test_a_full_disk_is_told_and_what_was_typed_stays(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    fields = form(visitor, "tips.vraag") | {"text": "Vraag het nu."}

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("schoolprotocol.project.project.Project.save", full)
    status, page = save(visitor, "tips.vraag", fields)
    assert status == 507
    assert "Niet bewaard." in page
    assert "Vraag het nu." in page


def test_a_save_whose_answer_was_lost_is_no_conflict_with_oneself(visitor: Visitor) -> None:
    fields = form(visitor, "tips.vraag") | {"text": "Vraag het nu."}
    assert save(visitor, "tips.vraag", fields)[0] == 200
    assert save(visitor, "tips.vraag", fields)[0] == 200, "it says what the files say"
