"""From an empty folder to a project, and a school, protocol or value more: by answering questions, losing nothing."""

from __future__ import annotations

import html
import re
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from schoolprotocol.project import Project
from schoolprotocol.studio import questionnaire
from schoolprotocol.studio.questionnaire import Told, without_school
from schoolprotocol.studio.studio import Studio
from tests.studio.conftest import Visitor, browser, studio_of

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z" fill="#123456"/></svg>'


@pytest.fixture
def beginner(tmp_path: Path) -> Iterator[Visitor]:
    """Who started the studio in an empty folder."""
    studio = studio_of(tmp_path / "leeg")
    with browser(studio) as client:
        client.get(f"/aanmelden?sleutel={studio.one_time.token}")
        yield Visitor(studio, client)


def form_in(page: str) -> dict[str, str]:
    """What the fields of the questions on a page say, as a browser would send them."""
    found: dict[str, str] = {}
    for tag in re.findall(r"<(?:input|textarea)[^>]*>", page):
        told = {name: html.unescape(value) for name, value in re.findall(r'([\w-]+)="([^"]*)"', tag)}
        name, kind = told.get("name", ""), told.get("type", "text")
        if (
            name in {"", "csrf", "nummer"}
            or kind == "file"
            or (kind in {"radio", "checkbox"} and " checked" not in tag)
        ):
            continue
        found[name] = f"{found[name]}\n{told.get('value', '')}" if name in found else told.get("value", "")
    return found


def fill(visitor: Visitor, what: str, *answers: Mapping[str, str]) -> str:
    """Fill in a questionnaire page by page; a page of which nothing is told is sent as it came. Gives the last one."""
    left, page = [*answers], visitor.get(f"/nieuw/{what}/")
    for _time in range(40):
        sent = re.search(rf'action="(/nieuw/{what}/deel/[^"]+)"', page)
        if sent is None:
            return page
        form = form_in(page)
        for one in [one for one in left if any(key in form.get("gevraagd", "").split("\n") for key in one)]:
            asked = {*form["gevraagd"].split("\n")}
            form |= {key: value for key, value in one.items() if key in asked}
        page = visitor.send(sent[1], form)
    raise AssertionError("the questions have no end")


BOARD = {"board.name": "Stichting Proef", "board.website": "proef.nl", "board.place": "Zwolle"}
SCHOOL = {"school.1.name": "Basisschool De Beuk"}


def test_an_empty_folder_leads_to_the_questions(beginner: Visitor) -> None:
    answer = beginner.client.get("/")
    assert answer.url.path == "/nieuw/"
    assert "Uw eigen project" in answer.text


def test_the_answers_make_a_project_that_is_open_at_once(beginner: Visitor) -> None:
    page = fill(beginner, "project", BOARD, SCHOOL, {"protocols": "telefoons"})
    assert "Klopt dit?" in page
    assert "de basisschool De Beuk" in page
    beginner.send("/nieuw/project/klaar")
    place = beginner.studio.workplace
    assert place.is_begun
    assert not [one for one in place.project.check() if one.kind.severity == "error"]
    assert [(one.school, one.protocol) for one in place.project.documents()] == [("basisschool-de-beuk", "telefoons")]
    assert "basisschool-de-beuk" in beginner.get("/")
    assert beginner.client.get("/nieuw/project/").status_code == 404


def test_the_practice_project_can_be_made_too(beginner: Visitor) -> None:
    beginner.send("/nieuw/oefenen")
    assert beginner.studio.workplace.project.documents()
    assert beginner.client.post("/nieuw/oefenen", data={"csrf": beginner.csrf}).status_code == 422


def test_what_was_answered_and_typed_is_there_after_a_crash(beginner: Visitor) -> None:
    page = beginner.get("/nieuw/project/")
    beginner.send("/nieuw/project/deel/bestuur", form_in(page) | BOARD)
    school = form_in(beginner.get("/nieuw/project/"))
    typed = beginner.client.post(
        "/nieuw/project/typen", data={"csrf": beginner.csrf, **school, "school.1.name": "Half get"}
    )
    assert typed.status_code == 204
    again = studio_of(beginner.studio.workplace.root)
    with browser(again) as client:
        client.get(f"/aanmelden?sleutel={again.one_time.token}")
        page = client.get("/nieuw/project/").text
        assert 'value="Half get"' in page
        assert 'value="Stichting Proef"' in client.get("/nieuw/project/?deel=bestuur").text


def test_what_was_typed_and_comes_late_does_not_take_an_answer_away(
    beginner: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = form_in(beginner.get("/nieuw/project/")) | BOARD
    begun, answered, keep = threading.Event(), threading.Event(), questionnaire.keep_typed

    def slow(told: Told, typed: Mapping[str, str]) -> Told:
        begun.set()
        answered.wait(0.3)  # the answer waits for it now
        return keep(told, typed)

    monkeypatch.setattr(questionnaire, "keep_typed", slow)
    with ThreadPoolExecutor(1) as typing:
        typed = typing.submit(beginner.client.post, "/nieuw/project/typen", data={"csrf": beginner.csrf, **form})
        begun.wait()
        beginner.send("/nieuw/project/deel/bestuur", form)
        answered.set()
        typed.result()
    assert "/nieuw/project/deel/school-1" in beginner.get("/nieuw/project/")


def test_an_answer_that_cannot_be_is_told_beside_it_and_nothing_typed_is_gone(beginner: Visitor) -> None:
    form = form_in(beginner.get("/nieuw/project/")) | BOARD | {"board.website": "geen adres", "csrf": beginner.csrf}
    answer = beginner.client.post("/nieuw/project/deel/bestuur", data=form)
    assert answer.status_code == 422
    assert 'value="geen adres"' in answer.text
    assert 'value="Stichting Proef"' in answer.text
    assert 'id="v-board-website-fout"' in answer.text


def test_what_nobody_touched_follows_an_answer_that_changes(beginner: Visitor) -> None:
    fill(beginner, "project", BOARD, SCHOOL)
    school = form_in(beginner.get("/nieuw/project/?deel=school-1"))
    assert school["school.1.short"] == "de basisschool De Beuk"
    beginner.send("/nieuw/project/deel/school-1", school | {"school.1.name": "De Eik", "school.1.short": ""})
    assert form_in(beginner.get("/nieuw/project/?deel=school-1"))["school.1.short"] == "de Eik"


def test_a_school_in_the_middle_can_go_and_those_after_it_move_up() -> None:
    many = {f"school.{one}.name": f"School {one}" for one in (1, 2, 3)}
    more = {"school.1.more": "ja", "school.2.more": "ja", "school.3.more": "nee"}
    told = Told({"board.name": "B", **many, **more, "protocols": "ai"})
    without = without_school(told, 2).answers
    assert [without.get(f"school.{one}.name") for one in (1, 2, 3)] == ["School 1", "School 3", None]
    assert without["school.2.more"] == "nee"
    assert without_school(Told(without), 2).answers["school.1.more"] == "nee"


def test_two_schools_with_another_kind_and_a_logo(beginner: Visitor) -> None:
    second = {"school.2.name": "Lyceum Zuid", "school.2.kind": "vo"}
    page = fill(beginner, "project", BOARD, SCHOOL | {"school.1.more": "ja"}, second, {"protocols": "ai"})
    form = form_in(beginner.get("/nieuw/project/?deel=school-1"))
    beginner.send("/nieuw/project/deel/school-1", form, **{"bestand:school.1.logo": ("../../x.svg", SVG)})
    assert "Lyceum Zuid" in page
    beginner.send("/nieuw/project/klaar")
    root = beginner.studio.workplace.root
    assert (root / "policy_src/schools/basisschool-de-beuk/logo.svg").read_bytes() == SVG
    assert not [*(root / ".studio" / "bestanden").iterdir()]


def test_a_logo_is_never_a_path_on_this_machine(beginner: Visitor) -> None:
    fill(beginner, "project", BOARD, SCHOOL)
    form = form_in(beginner.get("/nieuw/project/?deel=school-1")) | {"csrf": beginner.csrf}
    for logo in ("/etc/passwd.svg", "~/x.png", "../geheim.svg", "0" * 32 + ".svg"):
        answer = beginner.client.post("/nieuw/project/deel/school-1", data=form | {"school.1.logo": logo})
        assert answer.status_code == 422, logo
    assert beginner.client.post("/nieuw/project/deel/school-1", data=form).status_code == 200


def test_what_people_type_is_text_and_never_a_page(beginner: Visitor) -> None:
    script = "<script>alert(1)</script>\"'><img src=x>"
    form = form_in(beginner.get("/nieuw/project/")) | BOARD | {"board.name": script, "csrf": beginner.csrf}
    shown = beginner.client.post("/nieuw/project/deel/bestuur", data=form, follow_redirects=True).text
    shown += beginner.get("/nieuw/project/?deel=bestuur")
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown


def test_a_school_can_be_added(visitor: Visitor) -> None:
    page = fill(visitor, "school", {"name": "Daltonschool Oost"})
    assert "Klopt dit?" in page
    visitor.send("/nieuw/school/klaar")
    project = visitor.studio.workplace.project
    assert "daltonschool-oost" in project.corpus.schools
    assert not [one for one in project.check() if one.kind.severity == "error"]


def test_two_people_cannot_add_one_school_twice(visitor: Visitor) -> None:
    fill(visitor, "school", {"name": "Daltonschool Oost"})
    Project.open(visitor.studio.workplace.root).add_school({"name": "Daltonschool Oost", "kind": "po"})
    answer = visitor.client.post("/nieuw/school/klaar", data={"csrf": visitor.csrf})
    assert answer.status_code == 422
    assert "Daltonschool Oost” already" in answer.text
    assert "Klopt dit?" in answer.text  # with all that was told


def test_a_protocol_of_the_library_and_one_of_their_own_can_be_added(visitor: Visitor) -> None:
    fill(visitor, "protocol", {"id": "ai"})
    visitor.send("/nieuw/protocol/klaar")
    fill(visitor, "protocol", {"id": "fietsen", "title": "Fietsen", "summary": "Waar fietsen staan."})
    visitor.send("/nieuw/protocol/klaar")
    assert {"ai", "fietsen"} <= {*visitor.studio.workplace.project.corpus.protocols}


def test_who_has_never_seen_an_id_answers_with_a_title_or_a_name(visitor: Visitor) -> None:
    first = visitor.get("/nieuw/protocol/")
    assert "id" not in re.sub(r"<[^>]+>", " ", first.partition("<main")[2]).split()
    titles = re.findall(r'<option value="([^"]+)"></option>', first)
    assert titles
    assert all(title[0].isupper() for title in titles)
    page = fill(visitor, "protocol", {"id": titles[-1]})
    assert titles[-1] in page
    visitor.send("/nieuw/protocol/klaar")
    named = {"id": "Rookvrije  school!", "title": "Rookvrije school", "summary": "Waar roken niet mag."}
    fill(visitor, "protocol", named)
    visitor.send("/nieuw/protocol/klaar")
    known = visitor.studio.workplace.project.corpus.protocols
    assert "rookvrije-school" in known
    assert len(known) == 3
    fill(visitor, "waarde", {"name": "Plek van de fiets", "help": "Waar.", "type": "text", "protocol": "alle"}, {})
    visitor.send("/nieuw/waarde/klaar")
    assert "plek-van-de-fiets" in visitor.studio.workplace.project.corpus.parameters


def test_an_answer_that_is_wrong_leads_to_its_question(visitor: Visitor) -> None:
    form = form_in(visitor.get("/nieuw/protocol/")) | {"id": "!!!", "csrf": visitor.csrf}
    answer = visitor.client.post("/nieuw/protocol/deel/gegevens", data=form)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert '<a href="#v-id">' in answer.text
    assert 'id="v-id"' in answer.text


def test_a_value_can_be_added(visitor: Visitor) -> None:
    page = fill(
        visitor,
        "waarde",
        {"name": "fiets.plek", "help": "Waar fietsen staan.", "type": "choice", "protocol": "alle"},
        {"option": "buiten; binnen", "default": "buiten"},
    )
    assert "Klopt dit?" in page
    visitor.send("/nieuw/waarde/klaar")
    assert visitor.studio.workplace.project.corpus.parameters["fiets.plek"].choices == ("buiten", "binnen")


def test_stopping_forgets_all_that_was_told(visitor: Visitor, studio: Studio) -> None:
    fill(visitor, "school", {"name": "Daltonschool Oost"})
    visitor.send("/nieuw/school/weg")
    assert not studio.database.rows("SELECT * FROM draft")
