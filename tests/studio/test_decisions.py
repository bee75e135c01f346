"""Besluiten: who consents, with which conditions, adoption, release, publication; each step says what is missing."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from schoolprotocol import Project
from schoolprotocol.studio.door.people import ALONE
from schoolprotocol.studio.studio import Studio
from tests.studio.conftest import Visitor, ended, field, member
from tests.studio.making import CATALOGUE, KEY, VARIANT

PAGE = "/besluiten/noord/telefoons/"
TODAY = date.today().isoformat()
CONSENT = {"orgaan": "de MR", "soort": "instemming", "uitkomst": "positief", "dag": TODAY}
WITH_CONDITION = {**CONSENT, "uitkomst": "met-voorwaarden", "voorwaarden": "Kijk na een jaar of het werkt.\n"}
EVIL = "</textarea><script>alert(1)</script><img src=x onerror=alert(2)>"

pytestmark = pytest.mark.usefixtures("at_once")


@pytest.fixture
def root(making: Path) -> Path:
    """A project with a version 1.1 in the making, with its note."""
    edit = Project.open(making).edit()
    said = {"motive": "De kluis is weg.", "consequences": "Niemand neemt hem mee.", "measures": "Geen."}
    edit.set_change_note(
        "telefoons", "thuis", summary="Telefoons thuis", since="1.0", clauses=["afspraken.opbergen"], **said
    )
    edit.save()
    return making


def put(visitor: Visitor) -> None:
    """Put the text to its council."""
    basis = field(visitor.get("/voorstel/noord/telefoons/"), "basis")
    form = {"csrf": visitor.csrf, "basis": basis}
    assert "voorgelegd" in ended(visitor, visitor.client.post("/voorstel/noord/telefoons/voorleggen", data=form))


def form(visitor: Visitor, told: dict[str, str]) -> dict[str, str]:
    """What the form for a decision sends."""
    page = visitor.get(PAGE)
    return {"basis": field(page, "basis"), "tekst": field(page, "tekst"), **told}


def decide(visitor: Visitor, told: dict[str, str], **files: tuple[str, bytes]) -> str:
    return visitor.send(f"{PAGE}vastleggen", form(visitor, told), **files)


def refused(visitor: Visitor, path: str, told: dict[str, str], **files: Any) -> str:
    """What comes back where something is refused."""
    answer = visitor.client.post(f"{PAGE}{path}", data={"csrf": visitor.csrf, **told}, files=files or None)
    assert answer.status_code == 422, answer.text
    return answer.text


def variant(root: Path) -> str:
    return (root / VARIANT).read_text("utf-8")


def test_a_decision_before_the_text_was_put_is_refused_with_the_reason(visitor: Visitor, root: Path) -> None:
    before = variant(root)
    page = refused(visitor, "vastleggen", CONSENT)
    assert "was not put to anybody yet" in page
    assert variant(root) == before
    assert "was not put to anybody yet" in visitor.get(PAGE)


def test_an_adoption_without_the_consent_is_refused_with_what_lacks(visitor: Visitor, root: Path) -> None:
    before = variant(root)
    assert 'action="vaststellen"' not in visitor.get(PAGE)
    refused(visitor, "vaststellen", {"orgaan": "het CvB", "dag": TODAY, "basis": field_of(visitor)})
    assert variant(root) == before


def field_of(visitor: Visitor) -> str:
    document = visitor.studio.workplace.project.document(*KEY)
    return document.text_hash(document.policy)


def test_from_a_consent_with_a_condition_to_a_release(visitor: Visitor, root: Path) -> None:
    put(visitor)
    page = decide(visitor, WITH_CONDITION, bestand=("Besluit MR (def).PDF", b"%PDF-1.7 besluit"))
    assert "stemt in, met voorwaarden" in page
    assert "Kijk na een jaar of het werkt." in page
    assert "Nog open" in page
    paper = f"telefoons-1.1-{TODAY}-de-mr.pdf"
    assert (root / "policy_src/schools/noord/evidence" / paper).read_bytes() == b"%PDF-1.7 besluit"
    assert visitor.client.get(f"{PAGE}bewijs/{paper}").content == b"%PDF-1.7 besluit"
    assert visitor.client.get(f"{PAGE}bewijs/..%2fschool.yaml").status_code == 404

    adopted = {"orgaan": "het College van Bestuur", "dag": TODAY, "ingang": TODAY, "basis": field_of(visitor)}
    assert "Adopted and released." in visitor.send(f"{PAGE}vaststellen", adopted)
    project = Project.open(root)
    document = project.document(*KEY)
    assert [one.version for one in document.releases] == ["1.0", "1.1"]
    assert [one.text for one in document.points if one.is_open] == ["Kijk na een jaar of het werkt."]
    assert [one.kind.code for one in project.check() if one.kind.severity == "error"] == []

    page = visitor.get(PAGE)
    met = {
        "besluit": field(page, "besluit"),
        "voorwaarde": field(page, "voorwaarde"),
        "sinds": TODAY,
        "hoe": "Besproken.",
    }
    assert "Voldaan sinds" in visitor.send(f"{PAGE}voldaan", met)
    assert [one.is_open for one in Project.open(root).document(*KEY).points] == [False]
    assert [one.kind.code for one in Project.open(root).check() if one.kind.severity == "error"] == []

    visitor.client.post(f"{PAGE}volgende", data={"csrf": visitor.csrf})
    assert Project.open(root).document(*KEY).policy.document.version == "1.2"


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"uitkomst": ""}, "whether the body agreed"),
        ({"orgaan": " "}, "which body"),
        ({"orgaan": "mevrouw Jansen"}, "no person"),
        ({"orgaan": "de GMR"}, "was not asked"),
        ({"dag": ""}, "Fill in the day"),
        ({"dag": (date.today() + timedelta(days=2)).isoformat()}, "is not there yet"),
        ({"uitkomst": "met-voorwaarden"}, "Write the conditions"),
        ({"voorwaarden": "Iets."}, "There are conditions"),
        ({"uitkomst": "niet-nodig"}, "Say why"),
        ({"tekst": "0" * 64}, "Which text did"),
    ],
)
def test_what_does_not_fit_is_refused_with_what_was_typed(
    visitor: Visitor, root: Path, more: dict[str, str], says: str
) -> None:
    put(visitor)
    before = variant(root)
    page = refused(visitor, "vastleggen", {**form(visitor, CONSENT), "reden": "", "deel": "Onthoud mij", **more})
    assert says in page
    assert "Onthoud mij" in page
    assert variant(root) == before


def test_a_text_that_changed_since_the_page_was_opened_is_not_decided_on(visitor: Visitor, root: Path) -> None:
    put(visitor)
    told = form(visitor, CONSENT)
    path = root / CATALOGUE
    path.write_text(path.read_text("utf-8").replace("thuis neer", "op het nachtkastje"), "utf-8")
    visitor.studio.workplace.renew()
    assert "was changed since" in refused(visitor, "vastleggen", told)
    assert "instemming\n" not in variant(root)


@pytest.mark.parametrize("number", ["9" * 40, "-1", "²", "x"])
def test_a_number_that_is_none_of_ours_is_told(visitor: Visitor, number: str) -> None:
    assert visitor.client.get(f"/werk/{number}/").status_code == 404
    told = {"besluit": number, "voorwaarde": "Iets.", "sinds": TODAY, "hoe": "Zo."}
    refused(visitor, "voldaan", told)
    answer = {"csrf": visitor.csrf, "nummer": number, "antwoord": "Daarom."}
    assert visitor.client.post("/bespreken/noord/telefoons/antwoord", data=answer).status_code == 422


def test_a_program_is_no_paper_of_a_decision(visitor: Visitor, root: Path) -> None:
    put(visitor)
    refused(visitor, "vastleggen", form(visitor, CONSENT), bestand=("besluit.html", b"<script>"))
    assert "kind: instemming" not in variant(root)
    assert not (root / "policy_src/schools/noord/evidence").exists()


def test_markup_in_any_field_stays_text(visitor: Visitor) -> None:
    put(visitor)
    told = {**WITH_CONDITION, "voorwaarden": EVIL, "reden": EVIL, "deel": EVIL}
    answer = visitor.client.post(
        f"{PAGE}vastleggen", data={"csrf": visitor.csrf, **form(visitor, told), "orgaan": EVIL}
    )
    decide(visitor, {**WITH_CONDITION, "voorwaarden": EVIL})
    for page in (answer.text, visitor.get(PAGE), visitor.get("/overzicht/noord/telefoons/")):
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_a_writer_decides_nothing(studio: Studio, root: Path) -> None:
    writer = member(studio, "schrijver")
    assert "Leg het besluit vast" not in writer.get(PAGE)
    for path in ("vastleggen", "vaststellen", "uitgeven"):
        assert writer.client.post(f"{PAGE}{path}", data={"csrf": writer.csrf, **CONSENT}).status_code == 403
    for path in ("site", "kijken", "publiceren"):
        assert writer.client.post(f"/publiceren/{path}", data={"csrf": writer.csrf}).status_code == 403


# -- publication ------------------------------------------------------------------------------------------------------


def targets(root: Path, folder: Path) -> None:
    (root / "policy_src/publishing.yaml").write_text(f"- {{id: netwerkmap, kind: map, path: {folder}}}\n", "utf-8")


def test_without_a_site_it_is_said_what_to_do_first(visitor: Visitor, root: Path, tmp_path: Path) -> None:
    nowhere = visitor.get("/publiceren/")
    assert "De studio weet nog niet waar de site moet komen." in nowhere
    assert re.search(r"<details open><summary>Een map op deze computer toevoegen", nowhere)
    targets(root, tmp_path / "online")
    visitor.studio.workplace.renew()
    page = visitor.get("/publiceren/")
    assert "Maak eerst de site, bij stap 1." in page
    assert "Kijk wat er zou veranderen" not in page
    answer = visitor.client.post("/publiceren/kijken", data={"csrf": visitor.csrf, "doel": "netwerkmap", "wat": ""})
    told = ended(visitor, answer)  # as from a page of yesterday
    assert "There is no site to publish" in told
    assert '<form method="post" action="/publiceren/site">' in told
    assert not (tmp_path / "online").exists()


def test_a_folder_is_added_as_a_place_to_publish_to(visitor: Visitor, root: Path, tmp_path: Path) -> None:
    for name in ("netwerkmap", "website"):
        visitor.send("/publiceren/doel", {"naam": name, "map": str(tmp_path / name)})
    assert list(Project.open(root).corpus.targets) == ["netwerkmap", "website"]
    told = {"csrf": visitor.csrf, "naam": "Onze Site!", "map": EVIL}
    answer = visitor.client.post("/publiceren/doel", data=told)
    assert answer.status_code == 422
    assert "Onze Site!" in answer.text
    assert "<script>alert" not in answer.text
    assert len(Project.open(root).corpus.targets) == 2


def test_a_target_that_is_not_there_is_told(visitor: Visitor) -> None:
    answer = visitor.client.post("/publiceren/kijken", data={"csrf": visitor.csrf, "doel": EVIL, "wat": ""})
    page = ended(visitor, answer)
    assert "<script>alert" not in page


@pytest.mark.stress
def test_a_site_is_made_looked_at_and_put_in_a_folder(visitor: Visitor, root: Path, tmp_path: Path) -> None:
    online = tmp_path / "online"
    targets(root, online)
    visitor.studio.workplace.renew()
    made = ended(visitor, visitor.client.post("/publiceren/site", data={"csrf": visitor.csrf}))
    assert "De site is gemaakt" in made
    page = visitor.get("/publiceren/")
    assert "Kijk wat er zou veranderen" in page
    assert "Daarna is er nog iets gewijzigd" not in page
    assert str(root / "build" / "site") in page
    look = ended(
        visitor,
        visitor.client.post("/publiceren/kijken", data={"csrf": visitor.csrf, "doel": "netwerkmap", "wat": ""}),
    )
    assert "zouden veranderen" in look
    assert not online.exists()
    send = {"csrf": visitor.csrf, "doel": "netwerkmap", "wat": "", "gezien": field(look, "gezien")}
    other = ended(visitor, visitor.client.post("/publiceren/publiceren", data={**send, "gezien": "anders"}))
    assert "nothing was published" in other
    done = ended(visitor, visitor.client.post("/publiceren/publiceren", data=send))
    assert "gepubliceerd" in done
    assert (online / "noord/telefoons/index.html").is_file()
    visitor.studio.workplace.save(ALONE, "reviewdatum", lambda edit, _now: edit.set_document(*KEY, subtitle="Anders"))
    assert "Daarna is er nog iets gewijzigd" in visitor.get("/publiceren/")
