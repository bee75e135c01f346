"""A clause is written in the page: kept while somebody types, shown as it will be printed, saved where he chose."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from schoolprotocol.studio import filling
from schoolprotocol.studio.door.people import ALONE
from schoolprotocol.studio.studio import Studio
from tests.studio.conftest import Visitor, studio_of, visitor_as

AT = "/document/noord/telefoons/clausule/"
CLAUSES = "policy_src/protocols/telefoons/clauses/alles.yaml"
NORTH = "policy_src/schools/noord/telefoons.yaml"


def form(visitor: Visitor, clause: str, at: str = AT, query: str = "") -> dict[str, str]:
    """The fields of the form of a clause, as a browser would send them back."""
    return fields_in(visitor.get(f"{at}{clause}{query}"))


def fields_in(page: str) -> dict[str, str]:
    """The fields of the form on a page."""
    part = page[page.index('class="clause-form"') :]
    found: dict[str, str] = {}
    for tag in re.findall(r"<input\b[^>]*>", part):
        kind = re.search(r'type="(\w+)"', tag)
        if kind and kind[1] in {"radio", "checkbox"} and " checked" not in tag:
            continue
        name, value = re.search(r' name="([^"]+)"', tag), re.search(r' value="([^"]*)"', tag)
        if name:
            text = html.unescape(value[1] if value else "")
            found[name[1]] = f"{found[name[1]]}\n{text}" if name[1] in found else text
    for name_, text in re.findall(r'<textarea\b[^>]* name="([^"]+)"[^>]*>\n(.*?)</textarea>', part, re.DOTALL):
        found[name_] = html.unescape(text)
    return found


def save(visitor: Visitor, clause: str, fields: Mapping[str, str], at: str = AT) -> tuple[int, str]:
    """Send the form."""
    answer = visitor.client.post(f"{at}{clause}", data={**fields, "csrf": visitor.csrf})
    return answer.status_code, answer.text


def told(visitor: Visitor, clause: str, path: str, fields: Mapping[str, str]) -> dict[str, str]:
    """What a script is told."""
    answer = visitor.client.post(
        f"{AT}{clause}/{path}", json=dict(fields), headers={"X-Csrf": visitor.csrf, "Accept": "application/json"}
    )
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def plain(studio: Studio, school: str, clause: str) -> str:
    """A clause as a school prints it."""
    document = studio.workplace.project.now().document(school, "telefoons")
    return document.plain(document.policy.by_id()[clause])


def test_the_page_has_the_text_of_the_site_byte_for_byte(visitor: Visitor) -> None:
    page = visitor.get("/document/noord/telefoons/")
    preview = visitor.studio.workplace.project.document("noord", "telefoons").preview()
    assert preview.html is not None
    article = re.search(r"<article\b.*</article>", preview.html, re.DOTALL)
    assert article is not None
    assert article[0] in page


def test_a_changed_clause_changes_for_every_school_that_has_it_and_no_other_byte(visitor: Visitor, root: Path) -> None:
    before = (root / CLAUSES).read_text("utf-8")
    fields = form(visitor, "tips.vraag")
    status, _page = save(visitor, "tips.vraag", {**fields, "text": "Vraag het altijd eerst."})
    assert status == 200
    assert plain(visitor.studio, "noord", "tips.vraag") == plain(visitor.studio, "zuid", "tips.vraag")
    after = before.replace("text: Vraag het eerst.", "text: Vraag het altijd eerst.")
    assert (root / CLAUSES).read_text("utf-8") == after


def test_a_text_for_one_school_asks_why_and_changes_that_school_only(visitor: Visitor) -> None:
    fields = form(visitor, "tips.vraag") | {"text": "Vraag het de leraar.", "niveau": "eigen:noord"}
    status, page = save(visitor, "tips.vraag", fields)
    assert status == 422
    assert "Vraag het de leraar." in fields_in(page)["text"]
    status, _page = save(visitor, "tips.vraag", fields | {"reden": "Zo vroeg de MR."})
    assert status == 200
    assert plain(visitor.studio, "noord", "tips.vraag") == "Vraag het de leraar."
    assert plain(visitor.studio, "zuid", "tips.vraag") == "Vraag het eerst."


def test_a_new_alternative_is_chosen_by_this_school(visitor: Visitor) -> None:
    fields = form(visitor, "tips.vraag") | {"text": "Vraag het thuis.", "niveau": "alternatief:"}
    assert save(visitor, "tips.vraag", fields)[0] == 422, "it has no name"
    fields["alternatief"] = "Thuis eerst"
    assert save(visitor, "tips.vraag", fields)[0] == 200
    known = visitor.studio.workplace.project.document("noord", "telefoons").wordings("tips.vraag")
    assert known is not None
    assert known.level == "alternatief:thuis-eerst"
    assert plain(visitor.studio, "zuid", "tips.vraag") == "Vraag het eerst."


@pytest.mark.parametrize(("most", "says"), [(60, "Vraag het nu."), (0, "Voor 1 school is dit nu niet te tonen")])
def test_each_school_that_gets_the_text_is_shown_and_of_others_it_is_said(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, most: int, says: str
) -> None:
    monkeypatch.setattr(filling, "MOST", most)
    fields = form(visitor, "tips.vraag") | {"text": "Vraag het nu.", "niveau": "basis"}
    shown = visitor.client.post(f"{AT}tips.vraag/overal", data={**fields, "csrf": visitor.csrf}).text
    assert says in shown


def test_two_who_changed_one_clause_see_both_texts_and_lose_none(visitor: Visitor) -> None:
    mine = form(visitor, "tips.vraag")
    theirs = form(visitor, "tips.vraag")
    assert save(visitor, "tips.vraag", {**theirs, "text": "Vraag het altijd eerst."})[0] == 200
    status, page = save(visitor, "tips.vraag", {**mine, "text": "Vraag het eerst aan een ouder."})
    assert status == 409
    assert "Vraag het altijd eerst." in page
    kept = fields_in(page)
    assert kept["text"] == "Vraag het eerst aan een ouder."
    assert plain(visitor.studio, "noord", "tips.vraag") == "Vraag het altijd eerst."
    assert save(visitor, "tips.vraag", kept)[0] == 200, "he has seen both, and chose"
    assert plain(visitor.studio, "noord", "tips.vraag") == "Vraag het eerst aan een ouder."


def test_a_change_beside_the_studio_is_seen_before_a_save(visitor: Visitor, root: Path) -> None:
    fields = form(visitor, "tips.vraag")
    file = root / CLAUSES
    file.write_text(file.read_text("utf-8").replace("Vraag het eerst.", "Vraag het vooraf."), "utf-8")
    status, page = save(visitor, "tips.vraag", {**fields, "text": "Vraag het nu."})
    assert status == 409
    assert "Vraag het vooraf." in page
    assert "Vraag het vooraf." in file.read_text("utf-8")


def test_edits_of_other_clauses_go_together(visitor: Visitor) -> None:
    one, other = form(visitor, "tips.vraag"), form(visitor, "gevolgen.aangifte")
    assert save(visitor, "tips.vraag", {**one, "text": "Vraag het nu."})[0] == 200
    text = "De school {{ aangifte.werkwoord }} meteen aangifte doen."
    assert save(visitor, "gevolgen.aangifte", {**other, "text": text})[0] == 200
    assert plain(visitor.studio, "noord", "tips.vraag") == "Vraag het nu."


def test_what_was_typed_survives_the_end_of_the_studio(visitor: Visitor, root: Path) -> None:
    fields = form(visitor, "tips.vraag") | {"text": "Half getypt"}
    assert told(visitor, "tips.vraag", "concept", fields)["wanneer"]
    other = visitor_as(studio_of(root), ALONE)
    page = other.get(f"{AT}tips.vraag")
    assert "Half" in page
    (tab,) = re.findall(r"\?verder=(\w+)", page)
    assert form(other, "tips.vraag", query=f"?verder={tab}")["text"] == "Half getypt"
    assert "Half getypt" not in (root / CLAUSES).read_text("utf-8")


def test_a_second_tab_is_a_draft_of_its_own(visitor: Visitor) -> None:
    one, other = form(visitor, "tips.vraag"), form(visitor, "tips.vraag")
    told(visitor, "tips.vraag", "concept", one | {"text": "In het ene venster"})
    told(visitor, "tips.vraag", "concept", other | {"text": "In het andere venster"})
    page = html.unescape(re.sub(r"</?(ins|del)>", "", visitor.get(f"{AT}tips.vraag")))
    assert "In het ene venster" in page
    assert "In het andere venster" in page


def test_who_goes_on_with_a_draft_is_told_that_the_text_changed_since(visitor: Visitor) -> None:
    old = form(visitor, "tips.vraag")
    told(visitor, "tips.vraag", "concept", old | {"text": "Mijn concept"})
    assert save(visitor, "tips.vraag", {**form(visitor, "tips.vraag"), "text": "Anders."})[0] == 200
    page = visitor.get(f"{AT}tips.vraag?verder={old['tab']}")
    assert "De tekst is veranderd sinds u begon" in page
    status, _page = save(visitor, "tips.vraag", fields_in(page))
    assert status == 409


def test_a_save_takes_the_draft_away_and_a_late_keystroke_brings_none_back(visitor: Visitor) -> None:
    fields = form(visitor, "tips.vraag") | {"text": "Vraag het nu."}
    told(visitor, "tips.vraag", "concept", fields)
    assert save(visitor, "tips.vraag", fields)[0] == 200
    assert "iets dat niet is bewaard" not in visitor.get(f"{AT}tips.vraag")


def test_the_preview_is_what_the_build_makes(visitor: Visitor) -> None:
    fields = form(visitor, "gevolgen.aangifte") | {"text": "De school {{ aangifte.werkwoord }} **nu** aangifte doen."}
    shown = told(visitor, "gevolgen.aangifte", "voorbeeld", fields)["html"]
    assert save(visitor, "gevolgen.aangifte", fields)[0] == 200
    page = visitor.studio.workplace.project.document("noord", "telefoons").preview().html
    assert page is not None
    assert shown.strip() in page


def test_a_fault_is_told_beside_the_line_and_nothing_is_saved(visitor: Visitor, root: Path) -> None:
    before = (root / CLAUSES).read_bytes()
    fields = form(visitor, "tips.vraag") | {"text": "Vraag het eerst.\n\nAan {{ school.shrt }}."}
    shown = told(visitor, "tips.vraag", "voorbeeld", fields)
    assert "Regel 3" in shown["fouten"]
    assert "school.short" in shown["fouten"]
    status, page = save(visitor, "tips.vraag", fields)
    assert status == 422
    assert fields_in(page)["text"] == fields["text"]
    assert (root / CLAUSES).read_bytes() == before


def test_markup_of_somebody_else_is_text(visitor: Visitor) -> None:
    evil = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    fields = form(visitor, "tips.vraag")
    for name in ("text", "kort", "title", "reden", "alternatief", "niveau", "wetten", "doelgroep", "tab", "noot.x"):
        page = save(visitor, "tips.vraag", fields | {name: evil})[1]
        assert "<script>alert" not in page, name
        assert "<img src=x" not in page, name
    shown = json.dumps(told(visitor, "tips.vraag", "voorbeeld", fields | {"text": evil}))
    assert "<script>alert" not in shown


def test_a_form_that_nobody_of_us_made_is_refused(visitor: Visitor) -> None:
    fields = form(visitor, "tips.vraag") | {"text": "Anders."}
    for seen in ("", "[]", "{}", '{"level": 1, "at": {}}', "[" * 100_000):
        assert save(visitor, "tips.vraag", fields | {"gezien": seen})[0] == 422
    assert visitor.client.get(f"{AT}bestaat.niet").status_code == 404
    assert plain(visitor.studio, "noord", "tips.vraag") == "Vraag het eerst."
