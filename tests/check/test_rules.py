"""Each rule of the check, from both sides: what it finds, where, and what close by it leaves alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from schoolprotocol.check.rules import check_document
from schoolprotocol.check.subject import Subject
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.documents.checking import check_working
from schoolprotocol.resolve.policy import resolve
from tests.check.cases import CASES, ELSEWHERE, Case, checked_on, document, tip
from tests.check.whole import check_source
from tests.conftest import ProjectMaker
from tests.helpers import loaded, spoken

TODAY = date(2026, 11, 20)


def findings(root: Path) -> list[Diagnostic]:
    """What the check says of the document of `noord` and of the source."""
    corpus = loaded(root)
    resolutions = {key: resolve(corpus, *key) for key in corpus.documents()}
    policies = {}
    for key, resolution in resolutions.items():
        assert resolution.policy is not None, spoken(resolution.diagnostics)
        policies[key] = resolution.policy
    key = ("noord", "telefoons")
    subject = Subject(corpus, policies[key], TODAY, resolutions[key].places)
    return [*check_document(subject), *check_source(corpus, policies, TODAY)]


def of_kind(found: list[Diagnostic], kind: Kind) -> list[Diagnostic]:
    """Those findings that are of one kind."""
    return [diagnostic for diagnostic in found if diagnostic.kind is kind]


def line_with(root: Path, file: str, text: str) -> int:
    """The number of the one line in a file that has this text."""
    lines = (root / file).read_text("utf-8").splitlines()
    (number,) = [number for number, line in enumerate(lines, start=1) if text in line]
    return number


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_fault_is_reported_where_it_stands(case: Case, project: ProjectMaker) -> None:
    root = case.faulty.made(project)
    everything = findings(root)
    found = of_kind(everything, case.kind)
    assert found, spoken(everything)
    assert case.file in {d.place.file for d in found}
    if case.line:
        assert line_with(root, case.file, case.line) in {d.place.line for d in found}
    assert any(case.says in d.message() for d in found), spoken(found)
    assert all(d.remedy() for d in found)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_is_sound_and_looks_like_the_fault_is_left_alone(case: Case, project: ProjectMaker) -> None:
    found = of_kind(findings(case.sound.made(project)), case.kind)
    assert found == [], spoken(found)


@pytest.mark.parametrize("kind", [k for k in Kind if "SP3" <= k.code < "SP6"], ids=lambda kind: kind.code)
def test_every_kind_of_the_check_has_such_a_pair(kind: Kind) -> None:
    assert kind in {case.kind for case in CASES} | ELSEWHERE


def test_the_small_project_itself_is_sound(project: ProjectMaker) -> None:
    assert findings(project()) == []


def test_a_name_inside_a_longer_name_is_told_once(project: ProjectMaker) -> None:
    zuid = "policy_src/schools/zuid/school.yaml"
    root = tip("Bij Basisschool Zuid mag het, en bij het Zuiderlicht ook.").made(project)
    path = root / zuid
    path.write_text(path.read_text("utf-8") + "aliases: [Basisschool, Zuiderlicht]\n", "utf-8")
    found = of_kind(findings(root), Kind.OTHER_SCHOOL)
    assert sorted(d.values["found"] for d in found) == ["Basisschool Zuid", "Zuiderlicht"]


def test_what_is_not_stated_is_told_with_the_key_that_is_missing(project: ProjectMaker) -> None:
    root = document('version: "1.1", status: ter-instemming, review: 2027-11-01').made(project)
    (found,) = of_kind(findings(root), Kind.NOT_STATED)
    assert "day under document" in found.remedy()
    assert "front" not in found.remedy()


def test_the_remedy_for_a_missing_review_date_shows_one_in_the_future(project: ProjectMaker) -> None:
    (found,) = of_kind(findings(document('version: "1.1", status: concept').made(project)), Kind.NO_REVIEW)
    assert "review: 2027-11-20" in found.remedy()


def test_a_reference_checked_in_the_future_is_told_for_one_school_too(project: ProjectMaker) -> None:
    root = checked_on("2031-01-01").made(project)
    found = of_kind(list(check_working(loaded(root), TODAY, [("noord", "telefoons")])), Kind.CHECKED_IN_FUTURE)
    assert ["lies in the future" in d.message() for d in found] == [True]
