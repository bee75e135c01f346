"""Overzicht: every document by name, what waits for whom, what is late, what is wrong; one fault hides nothing else."""

from __future__ import annotations

import time
from pathlib import Path

from schoolprotocol.studio.door.people import ALONE
from schoolprotocol.studio.drafts import Draft
from tests.studio.conftest import Visitor, studio_of, visitor_as
from tests.studio.making import KEY, VARIANT


def test_documents_are_called_by_the_names_of_school_and_text(visitor: Visitor) -> None:
    page = visitor.get("/")
    assert "Basisschool Noord" in page
    assert "Protocol Telefoons" in page
    assert "Versie 1.1, concept" in page


def test_the_first_page_says_what_to_do_with_a_document_that_no_council_has_seen(making: Path) -> None:
    page = visitor_as(studio_of(making), ALONE).get("/")
    assert "Er wacht niets op u." not in page
    assert 'href="/voorstel/?toon=concept"' in page
    assert 'Hierna: <a href="/voorstel/noord/telefoons/">voorleggen aan de raad' in page


def test_one_draft_is_put_to_the_council_and_so_are_several(making: Path) -> None:
    several = visitor_as(studio_of(making), ALONE).get("/")
    assert "2 documenten zijn nog concept: kijk wat er verandert, en leg ze voor aan de raad" in several
    studio = studio_of(making)
    studio.workplace.project.edit().set_status(*KEY, "ter-instemming").save()
    studio.workplace.renew()
    one = visitor_as(studio, ALONE).get("/")
    assert "1 document is nog concept: kijk wat er verandert, en leg het voor aan de raad" in one


def test_only_drafts_can_be_asked_for(making: Path) -> None:
    studio = studio_of(making)
    studio.workplace.project.edit().set_status(*KEY, "ter-instemming").save()
    studio.workplace.renew()
    page = visitor_as(studio, ALONE).get("/?toon=concept")
    assert "/noord/telefoons/" not in page


def test_they_are_found_by_name(visitor: Visitor) -> None:
    page = visitor.get("/?zoek=noord+telefoons")
    assert "Basisschool Noord" in page
    assert "/zuid/" not in page
    assert "0 documenten" in visitor.get("/?zoek=bestaat-niet")


def test_what_somebody_types_in_the_search_box_is_text(visitor: Visitor) -> None:
    page = visitor.get("/?zoek=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&toon=%3Cb%3E&pagina=-9")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_review_that_is_late_is_marked(root: Path) -> None:
    path = root / VARIANT
    path.write_text(path.read_text("utf-8").replace("2027-11-01", "2020-11-01"), "utf-8")
    page = visitor_as(studio_of(root), ALONE).get("/?toon=laat")
    assert "Had herzien moeten zijn vóór 1 november 2020" in page
    assert "/zuid/" not in page


def test_a_fault_in_one_school_hides_no_other(root: Path) -> None:
    (root / "policy_src/schools/zuid/school.yaml").write_text("kind: [", "utf-8")
    visitor = visitor_as(studio_of(root), ALONE)
    page = visitor.get("/")
    assert "Basisschool Noord" in page
    assert "policy_src/schools/zuid/school.yaml" in page


def test_a_document_with_a_faulty_file_is_listed_with_its_fault(root: Path) -> None:
    path = root / VARIANT
    path.write_text(path.read_text("utf-8") + "operations: [{omit: bestaat.niet, reason: x}]\n", "utf-8")
    visitor = visitor_as(studio_of(root), ALONE)
    assert "Basisschool Noord" in visitor.get("/")
    assert "bestaat.niet" in visitor.get("/overzicht/noord/telefoons/")


def test_a_text_that_lies_before_a_council_says_for_whom_it_waits(making: Path) -> None:
    studio = studio_of(making)
    studio.workplace.project.edit().set_status(*KEY, "ter-instemming").save()
    studio.workplace.renew()
    visitor = visitor_as(studio, ALONE)
    assert "1 document ligt bij een raad" in visitor.get("/")
    assert "Waits for: de MR." in visitor.get("/overzicht/noord/telefoons/")


def test_what_was_typed_and_not_saved_is_offered_again(visitor: Visitor) -> None:
    visitor.studio.drafts.keep(ALONE, Draft("noord/telefoons/afspraken.opbergen", "1", "-", {}, time.time()))
    page = visitor.get("/")
    assert "U was hier bezig" in page
    assert 'href="/document/noord/telefoons/"' in page


def test_a_document_that_is_not_there_says_so(visitor: Visitor) -> None:
    answer = visitor.client.get("/voorstel/nergens/telefoons/")
    assert answer.status_code == 422
    assert "nergens" in answer.text


def test_who_writes_in_a_text_that_a_council_has_is_told_so(making: Path) -> None:
    studio = studio_of(making)
    assert "heeft de raad niet gezien" not in visitor_as(studio, ALONE).get("/document/noord/telefoons/opbouw/")
    studio.workplace.project.edit().set_status(*KEY, "ter-instemming").save()
    studio.workplace.renew()
    assert "heeft de raad niet gezien" in visitor_as(studio, ALONE).get("/document/noord/telefoons/opbouw/")
