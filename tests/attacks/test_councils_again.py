"""What a council refused, asked or was asked does not go by another number, a waiver or a name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from schoolprotocol import Project
from schoolprotocol.documents.deciding import points_of
from schoolprotocol.errors import SourceError
from tests.attacks.test_decisions import KEY, TIP, change
from tests.conftest import ProjectMaker
from tests.faults import NOORD, PROTOCOL
from tests.helpers import entered, loaded, policy_of
from tests.release.making import ADOPTION, ASKS, CONSENT, TODAY, codes, put, release, school, standing, write

MR, STAFF = "de hele MR", "de personeelsgeleding van de MR"
BOTH = ASKS.replace("avg-4}\n", f"avg-4}}\n  - {{council: {STAFF}, reference: avg-4}}\n")
OF_STAFF = CONSENT.replace("de MR", STAFF)
REFUSED = CONSENT + ", outcome: negatief"
WAIVED = CONSENT.replace("11-16", "11-17") + ", outcome: niet-nodig, reason: Hoeft niet."
ASKED_A_LETTER = ", outcome: met-voorwaarden, conditions: Een brief."


def noord(root: Path, old: str, new: str) -> None:
    """Writes something else in the variant, wherever it stands."""
    text = (root / NOORD).read_text("utf-8")
    assert old in text
    (root / NOORD).write_text(text.replace(old, new), "utf-8")


def renumber(root: Path, number: str) -> None:
    """Gives the document another number, and leaves its decisions as they are."""
    noord(root, '{version: "1.1", status', f'{{version: "{number}", status')


def decided(root: Path, number: str, *decisions: str) -> None:
    """Adopts the text under this number with these decisions about it, and enters all of it."""
    from schoolprotocol.policy.decided import text_hash

    noord(root, "status: ter-instemming", "status: vastgesteld")
    hash_ = text_hash(policy_of(root))
    with (root / NOORD).open("a", encoding="utf-8") as file:
        for decision in decisions:
            file.write(f"  - {{{decision.replace('HASH', hash_).replace('1.1', number)}}}\n")
    entered(root)


@pytest.fixture
def refused(project: ProjectMaker) -> Path:
    """Council and staff were asked about version 1.1, and the council refused."""
    root = project(replace={PROTOCOL: (("parameters:\n", BOTH),)})
    write(root, "concept")
    put(root, MR, STAFF)
    write(root, "ter-instemming", REFUSED)
    return root


# -- another number ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", ["1.2", "1.1.1", "2.0", "1.0", "0.9"])
def test_a_refusal_does_not_go_by_another_number_and_a_waiver(refused: Path, number: str) -> None:
    renumber(refused, number)
    put(refused, MR, STAFF)
    decided(refused, number, WAIVED, OF_STAFF.replace("11-16", "11-17"), ADOPTION)
    assert codes(standing(refused)) == ["CONSENT_REFUSED"]
    with pytest.raises(SourceError):
        Project.open(refused).document("noord").release(despite="Haast.", today=TODAY)


@pytest.mark.parametrize(
    "printed",
    [", number: P-12/1.2", ', history: [{version: "1.1", day: 2026-11-02, status: geweigerd, change: Eerste.}]'],
)
def test_nor_with_what_goes_with_a_number(refused: Path, printed: str) -> None:
    change(refused, TIP, f"{TIP[:-1]}, zegt versie {{{{ document.version }}}}.")
    write(refused, "concept")
    put(refused, MR, STAFF)
    write(refused, "ter-instemming", REFUSED)
    renumber(refused, "1.2")
    noord(refused, "review: 2027-11-01", f"review: 2027-11-01{printed}")
    put(refused, MR, STAFF)
    decided(refused, "1.2", WAIVED, OF_STAFF.replace("11-16", "11-17"), ADOPTION)
    assert "CONSENT_REFUSED" in codes(standing(refused))


@pytest.mark.parametrize("rule", [f"  - {{council: {MR}, reference: avg-4}}\n", BOTH.removesuffix("parameters:\n")])
@pytest.mark.parametrize("new_words", [False, True])
def test_a_question_does_not_go_with_its_rule_under_another_number(refused: Path, rule: str, new_words: bool) -> None:
    change(refused, rule, "", PROTOCOL)
    renumber(refused, "1.2")
    if new_words:
        change(refused, TIP, "  text: Vraag het nooit.")
    if "personeel" not in rule:
        put(refused, STAFF)
    decided(refused, "1.2", OF_STAFF.replace("11-16", "11-17"), ADOPTION)
    assert {"BODY_MISSING", "CONSENT_MISSING"} & set(codes(standing(refused)))


def test_nor_is_nobody_asked_any_more_where_the_text_is_not_put_again(refused: Path) -> None:
    change(refused, BOTH, "parameters:\n", PROTOCOL)
    renumber(refused, "1.2")
    decided(refused, "1.2", ADOPTION)
    assert "CONSENT_MISSING" in codes(standing(refused))
    with pytest.raises(SourceError):
        Project.open(refused).document("noord").release(despite="Haast.", today=TODAY)


def test_a_body_that_stays_asked_can_still_decide(refused: Path) -> None:
    change(refused, f"  - {{council: {MR}, reference: avg-4}}\n", "", PROTOCOL)
    renumber(refused, "1.2")
    put(refused, STAFF)
    made = Project.open(refused).document("noord").decide("de MR", date(2026, 11, 18), today=TODAY)
    assert made.waiting == (STAFF,)
    assert made.decision.version == "1.2"


@pytest.mark.parametrize("number", ["1.2", "1.0"])
def test_a_council_that_consents_after_all_takes_its_refusal_back(refused: Path, number: str) -> None:
    renumber(refused, number)
    put(refused, MR, STAFF)
    later = CONSENT.replace("11-16", "11-17")
    decided(refused, number, later, OF_STAFF.replace("11-16", "11-17"), ADOPTION)
    assert standing(refused).problems == ()


def test_another_text_is_another_question(refused: Path) -> None:
    renumber(refused, "1.2")
    change(refused, TIP, "  text: Vraag het altijd, en wacht op het antwoord.")
    put(refused, MR, STAFF)
    decided(refused, "1.2", WAIVED, OF_STAFF.replace("11-16", "11-17"), ADOPTION)
    assert standing(refused).problems == ()


def test_what_was_refused_before_a_release_says_nothing_of_what_comes_after_it(project: ProjectMaker) -> None:
    root = school(project)
    put(root, MR)
    write(root, "ter-instemming", REFUSED)
    later = CONSENT.replace("11-16", "11-17")
    refusal = (root / NOORD).read_text("utf-8").partition("decisions:\n")[2]
    write(root, "vastgesteld", later, ADOPTION)
    with (root / NOORD).open("a", encoding="utf-8") as file:
        file.write(refusal)
    entered(root)
    release(root)
    renumber(root, "1.2")
    noord(root, "status: vastgesteld", "status: ter-instemming")
    put(root, MR)
    decided(root, "1.2", WAIVED, ADOPTION)
    assert "CONSENT_REFUSED" not in codes(standing(root))


# -- what was asked in return -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["11-16", "11-17", "11-19"])
def test_a_condition_does_not_go_by_a_waiver(project: ProjectMaker, day: str) -> None:
    root = school(project)
    waived = WAIVED.replace("11-17", day)
    write(root, "concept", CONSENT + ASKED_A_LETTER, waived)
    points = points_of(loaded(root), KEY, policy_of(root))
    assert [(one.text, one.is_open) for one in points] == [("Een brief.", True)]
