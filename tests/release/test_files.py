"""Proposals in the source: read like releases, and never believed when they were edited."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from schoolprotocol.check.versions import check_proposals, check_version
from schoolprotocol.diagnostics import Kind
from schoolprotocol.documents.checking import check_working
from schoolprotocol.policy.decided import text_hash
from schoolprotocol.release.freeze import proposal_name
from tests.conftest import ProjectMaker
from tests.faults import CLAUSES
from tests.helpers import codes, load, loaded, policy_of, spoken
from tests.release.making import ADOPTION, CONSENT, TODAY, put, release, school, write

KEY = ("noord", "telefoons")


def test_a_proposal_is_read_with_the_hash_of_its_text(project: ProjectMaker) -> None:
    root = school(project)
    put(root)
    (proposal,) = loaded(root).schools["noord"].proposals_of("telefoons")
    assert proposal.is_whole
    assert (proposal.version, proposal.text_hash) == ("1.1", text_hash(policy_of(root)))
    assert proposal.policy == policy_of(root)


def test_putting_the_same_text_with_another_status_names_the_same_file(project: ProjectMaker) -> None:
    root = school(project)
    before = proposal_name(policy_of(root))
    write(root, "ter-instemming", CONSENT)
    assert proposal_name(policy_of(root)) == before


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda path: path.write_text("geen json", "utf-8"), "JSON"),
        (lambda path: path.write_text("{}", "utf-8"), "missing"),
        (lambda path: path.rename(path.with_name(path.name.replace("1.1", "1.2"))), "another one"),
        (lambda path: path.rename(path.with_name("telefoons-1.1-0123456789ab.json")), "another text"),
    ],
    ids=["no json", "empty", "another version", "another hash"],
)
def test_a_proposal_that_cannot_be_what_its_name_says_is_refused(
    project: ProjectMaker, change: object, says: str
) -> None:
    root = school(project)
    assert callable(change)
    change(put(root))
    (found,) = load(root)[1]
    assert found.kind is Kind.PROPOSAL_UNREADABLE
    assert says in found.message()
    assert found.school == "noord"


def test_a_file_among_the_proposals_without_a_hash_in_its_name_is_reported(project: ProjectMaker) -> None:
    root = school(project)
    path = put(root)
    path.rename(path.with_name("telefoons-1.1.json"))
    assert codes(load(root)[1]) == [Kind.UNKNOWN_FILE.code]


def test_a_proposal_that_was_edited_is_an_error_at_its_file(project: ProjectMaker) -> None:
    root = school(project)
    path = put(root)
    path.write_text(path.read_text("utf-8").replace("Vraag het eerst.", "Vraag het niet."), "utf-8")
    corpus = loaded(root)
    (found,) = check_proposals(corpus)
    assert (found.kind, found.place.file) == (Kind.PROPOSAL_CHANGED, path.relative_to(root).as_posix())
    assert found in check_working(corpus, TODAY)
    assert found in check_working(corpus, TODAY, [KEY])
    assert found not in check_working(corpus, TODAY, [("zuid", "telefoons")])


def test_a_proposal_that_is_only_laid_out_differently_says_the_same(project: ProjectMaker) -> None:
    root = school(project)
    path = put(root)
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")), indent=4), "utf-8")
    assert check_proposals(loaded(root)) == []


def test_the_check_reports_a_status_that_its_decisions_do_not_carry(project: ProjectMaker) -> None:
    root = school(project, "ingestemd")
    found = check_working(loaded(root), TODAY, [KEY])
    assert codes(found) == [Kind.CONSENT_MISSING.code], spoken(found)


def test_a_fault_is_told_once(project: ProjectMaker) -> None:
    """The order of consent and adoption is asked by a rule and by the state."""
    root = school(project)
    put(root)
    write(root, "vastgesteld", CONSENT, ADOPTION.replace("2026-11-18", "2026-11-15"))
    found = check_working(loaded(root), TODAY, [KEY])
    assert codes(found) == [Kind.DECISION_AFTER_ADOPTION.code], spoken(found)


@pytest.mark.parametrize(("day", "kinds"), [("2026-11-17", [Kind.DECIDED_BEFORE_PROPOSAL.code]), ("2026-11-16", [])])
def test_a_council_decides_on_a_proposal_and_not_before_it(project: ProjectMaker, day: str, kinds: list[str]) -> None:
    root = school(project)
    put(root)
    proposed = f'body: de directie, kind: voorgenomen-besluit, version: "1.1", day: {day}'
    write(root, "ingestemd", proposed, CONSENT)
    assert codes(check_working(loaded(root), TODAY, [KEY])) == kinds


# -- a released text goes on ------------------------------------------------------------------------------------------


def versions(root: Path) -> list[str]:
    return codes(check_version(loaded(root), policy_of(root)))


def test_a_released_text_may_come_in_force_and_lapse(project: ProjectMaker) -> None:
    root = school(project, "vastgesteld")
    release(root)
    for status in ("vastgesteld", "van-kracht", "vervallen"):
        write(root, status)
        assert versions(root) == []


def test_a_released_text_cannot_go_back_to_an_earlier_status(project: ProjectMaker) -> None:
    root = school(project, "vastgesteld")
    release(root)
    write(root, "concept")
    assert versions(root) == [Kind.VERSION_RELEASED.code]


def test_a_released_text_that_comes_in_force_with_other_words_is_another_text(project: ProjectMaker) -> None:
    root = school(project, "vastgesteld")
    release(root)
    write(root, "van-kracht")
    path = root / CLAUSES
    path.write_text(path.read_text("utf-8").replace("Vraag het eerst.", "Vraag het niet."), "utf-8")
    assert versions(root) == [Kind.VERSION_RELEASED.code]
