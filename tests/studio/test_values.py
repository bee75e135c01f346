"""Values and document data are filled in with a form; what somebody else filled in meanwhile is shown first."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from pathlib import Path

from schoolprotocol.studio.door.people import ALONE
from schoolprotocol.studio.values import in_words
from tests.studio.conftest import Visitor, studio_of, visitor_as
from tests.studio.test_clause import form, told

AT = "/document/noord/telefoons/gegevens/"
NORTH = "policy_src/schools/noord/telefoons.yaml"


def fields(page: str) -> dict[str, str]:
    """What the form holds."""
    found = {}
    for tag in re.findall(r"<input\b[^>]*>", page[page.index("<h2>Waarden") :]):
        name, value = re.search(r' name="([^"]+)"', tag), re.search(r' value="([^"]*)"', tag)
        if name and name[1] != "csrf":
            found[name[1]] = html.unescape(value[1] if value else "")
    for name_, inner in re.findall(r'<select [^>]*name="([^"]+)">(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', inner)
        found[name_] = html.unescape(chosen[1]) if chosen else ""
    return found


def save(visitor: Visitor, changes: Mapping[str, str], form: Mapping[str, str] | None = None) -> tuple[int, str]:
    """Fill in and send the form."""
    form = form if form is not None else fields(visitor.get(AT))
    answer = visitor.client.post(AT, data={**form, **changes, "csrf": visitor.csrf})
    return answer.status_code, answer.text


def test_a_value_is_explained_and_the_default_is_shown(visitor: Visitor) -> None:
    page = visitor.get(AT)
    assert "Waar telefoons tijdens de les liggen." in page
    assert "Laat u dit leeg, dan geldt: ‘in de tas’ (van Stichting Voorbeeld)" in page


def test_a_value_of_a_school_is_filled_in_and_taken_back(visitor: Visitor, root: Path) -> None:
    before = (root / NORTH).read_bytes()
    assert save(visitor, {"waarde.bewaarplek": "in de zak"})[0] == 200
    assert "hun telefoon in de zak" in visitor.get("/document/noord/telefoons/")
    assert save(visitor, {"waarde.bewaarplek": ""})[0] == 200
    assert (root / NORTH).read_bytes() == before


def test_a_choice_that_is_none_is_refused_and_stays_in_the_form(visitor: Visitor, root: Path) -> None:
    before = (root / NORTH).read_bytes()
    status, page = save(visitor, {"waarde.aangifte.werkwoord": "moet"})
    assert status == 422
    assert "moet" in page
    assert (root / NORTH).read_bytes() == before


def test_document_data_is_changed_and_a_day_that_is_none_is_refused(visitor: Visitor, root: Path) -> None:
    assert save(visitor, {"document.subtitle": "Voor iedereen", "document.review": "2028-01-01"})[0] == 200
    text = (root / NORTH).read_text("utf-8")
    assert "subtitle: Voor iedereen" in text
    assert "review: 2028-01-01" in text
    for name, wrong in (("document.review", "morgen"), ("document.version", "twee"), ("document.version", "")):
        status, _page = save(visitor, {name: wrong})
        assert status == 422, (name, wrong)
    assert (root / NORTH).read_text("utf-8") == text


def test_a_status_is_not_given_by_hand(visitor: Visitor, root: Path) -> None:
    before = (root / NORTH).read_bytes()
    assert save(visitor, {"document.status": "van-kracht"})[0] == 422
    assert (root / NORTH).read_bytes() == before


def test_two_who_fill_in_one_value_see_both(visitor: Visitor) -> None:
    form = fields(visitor.get(AT))
    assert save(visitor, {"waarde.bewaarplek": "in de zak"})[0] == 200
    status, page = save(visitor, {"waarde.bewaarplek": "thuis"}, form)
    assert status == 409
    assert "in de zak" in page
    assert fields(page)["waarde.bewaarplek"] == "thuis"
    assert save(visitor, {}, fields(page))[0] == 200
    assert "hun telefoon thuis" in visitor.get("/document/noord/telefoons/")


def test_two_who_fill_in_other_values_go_together(visitor: Visitor) -> None:
    form = fields(visitor.get(AT))
    assert save(visitor, {"waarde.bewaarplek": "in de zak"})[0] == 200
    assert save(visitor, {"waarde.aangifte.werkwoord": "zal"}, form)[0] == 200
    assert "hun telefoon in de zak" in visitor.get("/document/noord/telefoons/")


def test_markup_in_a_value_is_text(visitor: Visitor) -> None:
    evil = "<script>alert(1)</script>"
    for name in fields(visitor.get(AT)):
        assert evil not in save(visitor, {name: evil})[1], name
    assert evil not in visitor.get("/document/noord/telefoons/")


def test_a_name_is_said_in_words_wherever_a_text_is_shown_outside_of_its_box(visitor: Visitor) -> None:
    assert in_words("Zie {{ school.short | hoofdletter }} en {{bewaarplek-boven}}, of {{ bron.avg-4 }}.") == (
        "Zie [de naam van de school midden in een zin] en [bewaarplek boven], of [avg 4]."
    )
    fields = form(visitor, "tips.vraag")
    told(visitor, "tips.vraag", "concept", {**fields, "text": "Leg hem in {{ bewaarplek }}, zegt {{ school.short }}."})
    for path in ("clausule/tips.vraag", "", "opbouw/", "bewaard/"):
        page = visitor.get(f"/document/noord/telefoons/{path}")
        typed = r'<textarea.*?</textarea>|<p class="hint">Wat tussen.*?</p>|<[^>]+>'
        shown = re.sub(typed, " ", page, flags=re.DOTALL)
        assert "{{" not in shown, path
        assert "school.short" not in shown, path


def test_a_heading_with_a_value_is_said_in_words(root: Path) -> None:
    path = root / "policy_src/protocols/telefoons/protocol.yaml"
    before = path.read_text("utf-8")
    path.write_text(re.sub(r"(?m)(heading: ).*$", r'\1"Op {{ school.short }}"', before, count=1), "utf-8")
    visitor = visitor_as(studio_of(root), ALONE)
    page = re.sub(r'value="[^"]*"', "", visitor.get("/document/noord/telefoons/opbouw/"))
    assert "Op [de naam van de school midden in een zin]" in page
    assert "{{" not in page
