"""What was saved can be taken back as long as nothing came over it; else the old text is offered."""

from __future__ import annotations

import re
from pathlib import Path

from tests.studio.conftest import Visitor
from tests.studio.test_clause import AT, CLAUSES, fields_in, form, plain, save

SAVED = "/document/noord/telefoons/bewaard/"


def number(visitor: Visitor) -> str:
    """The number of the last save."""
    row = visitor.studio.database.row("SELECT max(number) AS number FROM saved")
    assert row is not None
    return str(row["number"])


def undo(visitor: Visitor, which: str) -> int:
    """Take a save back."""
    return visitor.client.post(f"{SAVED}{which}", data={"csrf": visitor.csrf}).status_code


def test_a_save_is_taken_back_to_the_byte_and_only_once(visitor: Visitor, root: Path) -> None:
    before = (root / CLAUSES).read_bytes()
    assert save(visitor, "tips.vraag", form(visitor, "tips.vraag") | {"text": "Anders."})[0] == 200
    which = number(visitor)
    assert "Maak dit ongedaan" in visitor.get(SAVED)
    assert f'href="/geschiedenis/{which}/">Wat veranderde er?' in visitor.get(SAVED)
    assert undo(visitor, which) == 200
    assert (root / CLAUSES).read_bytes() == before
    assert undo(visitor, which) == 422
    assert undo(visitor, number(visitor)) == 200, "taking back can be taken back"
    assert plain(visitor.studio, "noord", "tips.vraag") == "Anders."


def test_what_came_over_a_save_is_not_lost_by_taking_it_back(visitor: Visitor, root: Path) -> None:
    assert save(visitor, "tips.vraag", form(visitor, "tips.vraag") | {"text": "Anders."})[0] == 200
    which = number(visitor)
    text = "De school {{ aangifte.werkwoord }} meteen aangifte doen."
    assert save(visitor, "gevolgen.aangifte", form(visitor, "gevolgen.aangifte") | {"text": text})[0] == 200
    before = (root / CLAUSES).read_bytes()
    assert undo(visitor, which) == 422
    assert (root / CLAUSES).read_bytes() == before
    page = visitor.get(f"{SAVED}?toon={which}")
    assert f"{AT}tips.vraag?uit={which}" in page
    old = fields_in(visitor.get(f"{AT}tips.vraag?uit={which}"))
    assert old["text"] == "Vraag het eerst."
    assert save(visitor, "tips.vraag", old)[0] == 200
    assert plain(visitor.studio, "noord", "tips.vraag") == "Vraag het eerst."
    assert "meteen" in plain(visitor.studio, "noord", "gevolgen.aangifte")


def test_a_change_beside_the_studio_is_not_taken_back_with_it(visitor: Visitor, root: Path) -> None:
    assert save(visitor, "tips.vraag", form(visitor, "tips.vraag") | {"text": "Anders."})[0] == 200
    file = root / CLAUSES
    file.write_text(f"# van een collega\n{file.read_text('utf-8')}", "utf-8")
    assert undo(visitor, number(visitor)) == 422
    assert file.read_text("utf-8").startswith("# van een collega")


def test_a_save_that_is_none_cannot_be_taken_back(visitor: Visitor) -> None:
    assert undo(visitor, "999") == 422
    assert visitor.client.post(f"{SAVED}x", data={"csrf": visitor.csrf}).status_code == 404
    assert visitor.client.get(f"{AT}tips.vraag?uit=999").status_code == 200


def test_a_clause_goes_back_to_what_was_adopted(visitor: Visitor) -> None:
    project = visitor.studio.workplace.project
    project.document("zuid", "telefoons").release()
    visitor.studio.workplace.renew()
    at = "/document/zuid/telefoons/clausule/"
    fields = form(visitor, "tips.vraag", at=at)
    assert save(visitor, "tips.vraag", fields | {"text": "Anders."}, at=at)[0] == 200
    assert re.search(r'href="[^"]*\?uit=vastgesteld"', visitor.get(f"{at}tips.vraag"))
    old = fields_in(visitor.get(f"{at}tips.vraag?uit=vastgesteld"))
    assert old["text"] == "Vraag het eerst."
    assert save(visitor, "tips.vraag", old, at=at)[0] == 200
    assert plain(visitor.studio, "zuid", "tips.vraag") == "Vraag het eerst."
