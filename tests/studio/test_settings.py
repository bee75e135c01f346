"""Settings, the library and history: what somebody changes is written and nothing else, and can be taken back."""

from __future__ import annotations

import html
import io
import re
import shutil
from pathlib import Path

import pytest
from PIL import Image

from schoolprotocol.project import Project
from schoolprotocol.starting.begin import begin
from schoolprotocol.studio.door.people import ALONE
from schoolprotocol.studio.history import Change, changes_of, hunks, saves
from schoolprotocol.studio.studio import Studio
from tests.starting.conftest import LIBRARY, TODAY, answers
from tests.studio.conftest import Visitor, browser, studio_of, visitor_as
from tests.studio.test_new import SVG, form_in

FACTS = "policy_src/schools/noord/school.yaml"
AT = "/instellingen/school/noord/"


def fields(page: str) -> dict[str, str]:
    """What the fields on a page say."""
    found = form_in(page)
    for name, options in re.findall(r'<select[^>]* name="([^"]+)">(.*?)</select>', page, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = html.unescape(chosen[1]) if chosen is not None else ""
    return found


def test_only_what_was_changed_is_written(visitor: Visitor, root: Path) -> None:
    before = (root / FACTS).read_text("utf-8")
    form = fields(visitor.get(AT))
    visitor.send(AT, form)
    assert (root / FACTS).read_text("utf-8") == before
    visitor.send(AT, form | {"leadership": "de schoolleiding van Noord"})
    after = (root / FACTS).read_text("utf-8")
    assert "de schoolleiding van Noord" in after
    differing = [line for line in after.splitlines() if line not in before.splitlines()]
    assert len(differing) == 1


def test_what_may_be_empty_can_be_emptied_and_what_may_not_cannot(visitor: Visitor, root: Path) -> None:
    form = fields(visitor.get(AT)) | {"phone": "010 123 45 67"}
    visitor.send(AT, form)
    visitor.send(AT, fields(visitor.get(AT)) | {"phone": ""})
    assert "phone" not in (root / FACTS).read_text("utf-8")
    answer = visitor.client.post(AT, data={**form, "csrf": visitor.csrf, "name": " "})
    assert answer.status_code == 422


def test_what_cannot_be_is_refused_and_what_was_typed_stays(visitor: Visitor, root: Path) -> None:
    before = (root / FACTS).read_bytes()
    form = fields(visitor.get(AT))
    for key, value in (("style.primary", "knalgeel"), ("website", "geen adres"), ("email", "x"), ("name", "{{ x")):
        answer = visitor.client.post(AT, data={**form, "csrf": visitor.csrf, key: value})
        assert answer.status_code == 422, (key, answer.status_code)
        assert f'value="{html.escape(value)}"' in answer.text
    assert (root / FACTS).read_bytes() == before


def test_two_who_change_one_thing_are_both_heard(visitor: Visitor, root: Path) -> None:
    form = fields(visitor.get(AT))
    visitor.send(AT, form | {"leadership": "de rector"})
    answer = visitor.client.post(AT, data={**form, "csrf": visitor.csrf, "leadership": "de directeur"})
    assert answer.status_code == 409
    assert 'value="de directeur"' in answer.text
    assert "Nu staat er: de rector" in answer.text
    visitor.send(AT, fields(answer.text))
    assert "de directeur" in (root / FACTS).read_text("utf-8")


def test_a_logo_takes_the_place_of_the_old_one(visitor: Visitor, root: Path) -> None:
    form = fields(visitor.get(AT))
    visitor.send(AT, form, logo=("../../../x.svg", SVG))
    assert (root / "policy_src/schools/noord/logo.svg").read_bytes() == SVG
    answer = visitor.client.post(AT, data={**form, "csrf": visitor.csrf}, files={"logo": ("x.svg", b"geen beeld")})
    assert answer.status_code == 422


def test_a_logo_of_another_kind_leaves_no_old_one_behind_and_comes_back_when_it_is_undone(
    visitor: Visitor, root: Path
) -> None:
    folder = root / "policy_src/schools/noord"
    visitor.send(AT, fields(visitor.get(AT)), logo=("x.svg", SVG))
    for colour in ("red", "blue"):  # the second takes the place of one of its own kind
        made = io.BytesIO()
        Image.new("RGB", (40, 20), colour).save(made, "PNG")
        visitor.send(AT, fields(visitor.get(AT)), logo=("x.png", made.getvalue()))
        assert (folder / "logo.png").read_bytes() == made.getvalue()
        assert not (folder / "logo.svg").exists()
    assert Project.open(root).corpus.schools["noord"].school.style.logo == "logo.png"
    last = saves(visitor.studio.database)
    for save in last[:2]:
        visitor.send(f"/geschiedenis/{save.number}/terug")
    assert (folder / "logo.svg").read_bytes() == SVG
    assert not (folder / "logo.png").exists()


@pytest.mark.parametrize(
    "evil", [SVG.replace(b"<path", b"<script>alert(1)</script><path"), SVG.replace(b"<path", b'<path onload="x()"')]
)
def test_a_logo_with_a_program_in_it_is_refused(visitor: Visitor, root: Path, evil: bytes) -> None:
    before = {path: path.read_bytes() for path in (root / "policy_src").rglob("*") if path.is_file()}
    form = {**fields(visitor.get(AT)), "csrf": visitor.csrf}
    assert visitor.client.post(AT, data=form, files={"logo": ("x.svg", evil)}).status_code == 422
    assert {path: path.read_bytes() for path in (root / "policy_src").rglob("*") if path.is_file()} == before


def test_settings_that_are_saved_are_told_as_saved(visitor: Visitor) -> None:
    for path, change in (
        ("/instellingen/", {"reaction_weeks": "8"}),
        ("/instellingen/school/noord/", {"place": "Assen"}),
    ):
        page = visitor.get(path)
        assert "Bewaard." not in page
        assert "Bewaard." in visitor.send(path, fields(page) | change)


def test_settings_of_the_project_are_changed_in_its_file(visitor: Visitor, root: Path) -> None:
    form = fields(visitor.get("/instellingen/"))
    visitor.send("/instellingen/", form | {"reaction_weeks": "8", "bundle.title": "Bundel"})
    settings = Project.open(root).corpus.project
    assert (settings.reaction_weeks, settings.bundle.title) == (8, "Bundel")
    answer = visitor.client.post("/instellingen/", data={**form, "csrf": visitor.csrf, "reaction_weeks": "veel"})
    assert answer.status_code in {409, 422}


def test_schools_stand_in_the_order_of_their_names_however_they_are_called_in_the_source(
    visitor: Visitor, root: Path
) -> None:
    assert sorted(path.name for path in (root / "policy_src/schools").iterdir()) == ["noord", "stichting", "zuid"]
    named = ["Basisschool Noord", "Basisschool Zuid", "Stichting Voorbeeld"]
    assert re.findall(r'href="/instellingen/school/\w+/">([^<]+)<', visitor.get("/instellingen/")) == named


def test_schools_are_counted_where_one_is_chosen(root: Path) -> None:
    for id_, name in (("noord", "Basisschool 10"), ("zuid", "Basisschool 2"), ("stichting", "Één van Twee")):
        facts = root / f"policy_src/schools/{id_}/school.yaml"
        facts.write_text(re.sub(r"(?m)^name: .*", f"name: {name}", facts.read_text("utf-8"), count=1), "utf-8")
    visitor = visitor_as(studio_of(root), ALONE)
    named = ["Basisschool 2", "Basisschool 10", "Één van Twee"]
    assert re.findall(r'href="/instellingen/school/\w+/">([^<]+)<', visitor.get("/instellingen/")) == named
    document = {"document": ("toetsen.md", "# Toetsen\n\n## 1 Doel\n\nDe docent vraagt niet te veel.\n")}
    taken = visitor.client.post("/importeren/", data={"csrf": visitor.csrf}, files=document)
    assert re.findall(r'<option value="\w+">((?:Basis|Één)[^<]+)<', taken.text) == named


def test_a_school_that_is_not_there_has_no_settings(visitor: Visitor) -> None:
    assert visitor.client.get("/instellingen/school/nergens/").status_code == 404


# -- history ----------------------------------------------------------------------------------------------------------


def test_history_tells_what_changed_and_takes_it_back(visitor: Visitor, root: Path) -> None:
    before = (root / FACTS).read_bytes()
    visitor.send(
        AT, fields(visitor.get(AT)) | {"leadership": "de <b>rector</b>".replace("<b>", "").replace("</b>", "")}
    )
    (one,) = saves(visitor.studio.database)
    assert one.label[1:] in html.unescape(visitor.get("/geschiedenis/"))
    page = visitor.get(f"/geschiedenis/{one.number}/")
    assert re.search(r"<ins>[^<]*rector", page)
    visitor.send(f"/geschiedenis/{one.number}/terug")
    assert (root / FACTS).read_bytes() == before
    again = visitor.client.post(f"/geschiedenis/{one.number}/terug", data={"csrf": visitor.csrf})
    assert again.status_code == 422
    assert visitor.client.get("/geschiedenis/999/").status_code == 404


def test_what_was_changed_again_beside_it_is_not_taken_back(visitor: Visitor, root: Path) -> None:
    visitor.send(AT, fields(visitor.get(AT)) | {"leadership": "de rector"})
    (one,) = saves(visitor.studio.database)
    beside = (root / FACTS).read_text("utf-8") + "# van een ander\n"
    (root / FACTS).write_text(beside, "utf-8")
    assert visitor.client.post(f"/geschiedenis/{one.number}/terug", data={"csrf": visitor.csrf}).status_code == 422
    assert (root / FACTS).read_text("utf-8") == beside


def test_what_is_no_text_or_too_long_is_not_laid_beside_itself(studio: Studio) -> None:
    assert hunks(Change("x.png", None, b"\x89PNG\xff")) is None
    assert hunks(Change("x.yaml", None, b"a\n" * 200_000)) is None
    (hunk,) = hunks(Change("x.yaml", b"a\nb\nc\n", b"a\nB\nc\n")) or ()
    assert (hunk.line, hunk.old, hunk.new) == (1, "a\nb\nc\n", "a\nB\nc\n")
    assert not changes_of(studio.database, 1)


# -- the library ------------------------------------------------------------------------------------------------------


@pytest.fixture
def newer(tmp_path: Path) -> tuple[Visitor, Path]:
    """A project of the library as it was, and a library with two clauses that changed since."""
    root, library = tmp_path / "project", tmp_path / "bibliotheek"
    shutil.copytree(LIBRARY, library)
    begin(root, answers("De Beuk", protocols=["telefoons"]), TODAY, library=library)
    about = library / "library.yaml"
    about.write_text(about.read_text("utf-8").replace('version: "1.0"', 'version: "99.0"', 1), "utf-8")
    file = library / "protocols/telefoons/clauses/alles.yaml"
    told = file.read_text("utf-8")
    for old in ("text: Tijdens de les", "text: Niemand maakt"):
        assert told.count(old) == 1
        told = told.replace(old, old.replace("text: ", "text: Dat is nieuw. "))
    file.write_text(told, "utf-8")
    studio = studio_of(root)
    studio.library = library
    client = browser(studio)
    client.get(f"/aanmelden?sleutel={studio.one_time.token}")
    return Visitor(studio, client), root


def test_of_a_newer_library_each_text_can_be_taken_or_left(newer: tuple[Visitor, Path]) -> None:
    visitor, root = newer
    form = form_in(visitor.get("/bibliotheek/"))
    choices = sorted(key for key in form if key.startswith("keuze:"))
    assert len(choices) == 2
    assert {form[key] for key in choices} == {"take"}
    visitor.send("/bibliotheek/bijwerken", form | {choices[0]: "keep"})
    found = (root / "policy_src/protocols/telefoons/clauses/alles.yaml").read_text("utf-8")
    assert found.count("Dat is nieuw.") == 1
    assert "zijn bij" in visitor.get("/bibliotheek/")
    assert not [one for one in Project.open(root).check() if one.kind.severity == "error"]


def test_texts_of_the_library_are_called_by_their_titles(newer: tuple[Visitor, Path]) -> None:
    visitor, root = newer
    legends = re.findall(r"<legend>(.*?)</legend>", visitor.get("/bibliotheek/"))
    titles = {one.title for one in Project.open(root).corpus.protocols["telefoons"].clauses.values()}
    assert len(legends) == 2
    for one in legends:
        assert one.partition("‘")[2].rstrip("’") in titles, one
        assert not re.search(r"\btelefoons:|[a-z]\.[a-z]", one), one


def test_a_choice_of_what_changed_meanwhile_writes_nothing(newer: tuple[Visitor, Path]) -> None:
    visitor, root = newer
    form = form_in(visitor.get("/bibliotheek/"))
    file = root / "policy_src/protocols/telefoons/clauses/alles.yaml"
    file.write_text(file.read_text("utf-8").replace("text: Tijdens de les", "text: Eerst dit. Tijdens de les"), "utf-8")
    before = {path: path.read_bytes() for path in (root / "policy_src").rglob("*.yaml")}
    visitor.studio.workplace.renew()
    answer = visitor.client.post("/bibliotheek/bijwerken", data={**form, "csrf": visitor.csrf})
    assert answer.status_code == 422
    assert {path: path.read_bytes() for path in (root / "policy_src").rglob("*.yaml")} == before


def test_a_project_without_a_library_says_so(visitor: Visitor) -> None:
    page = visitor.get("/bibliotheek/")
    assert "library" in page
    assert "policy_src" not in page
