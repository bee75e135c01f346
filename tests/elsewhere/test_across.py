"""Contradictions between the protocols of one school: told with both places, and only where there is one."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from schoolprotocol import Project
from schoolprotocol.check import across
from schoolprotocol.check.across import Clash, contradicts
from schoolprotocol.check.across import clashes as found_in
from schoolprotocol.check.statements import Statement
from schoolprotocol.check.subject import Subject
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.policy.model import Policy, Text
from schoolprotocol.policy.walk import map_clauses
from schoolprotocol.source.corpus import Corpus
from tests.conftest import ROOTS, ProjectMaker
from tests.elsewhere.making import CLAUSES, ES, HAVEN, add, change
from tests.elsewhere.pairs import LATER, MISSED, OWN, Pair
from tests.helpers import loaded, policy_of

TODAY = date(2026, 11, 20)


def says(root: Path, file: str, id_: str, text: str, after: str, audience: str = "leerling, medewerker, ouder") -> None:
    """Gives a school a clause of its own."""
    lines = f'operations:\n  - add: {id_}\n    title: Eigen\n    audience: [{audience}]\n    text: "{text}"\n'
    add(root, file, f"{lines}    after: {after}\n    reason: Omdat het hier zo is.\n")


def clashes(root: Path) -> list[Diagnostic]:
    kinds = {Kind.CONTRADICTS_ACROSS, Kind.VALUE_DIFFERS}
    return [one for one in Project.open(root).check(today=TODAY) if one.kind in kinds]


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return loaded(ROOTS / "bestuur")


def between(corpus: Corpus, pair: Pair) -> list[Clash]:
    """What `es` is told whose text about bullying says the one, and that about phones the other."""
    said = (("pesten", "aanpak.online", pair.one), ("telefoons", "afspraken.opnamen", pair.other))
    told = found_in([_saying(corpus, *one) for one in said])
    return [one for one in told if {side[1].target for side in one.sides} == {"aanpak.online", "afspraken.opnamen"}]


@cache
def _policy(protocol: str) -> Policy:
    return policy_of(ROOTS / "bestuur", "es", protocol)


def _saying(corpus: Corpus, protocol: str, clause: str, text: str) -> Subject:
    policy = _policy(protocol)
    wording = Text(text=text, template=text)
    new = map_clauses(policy, lambda one: one.model_copy(update={"wording": wording}) if one.id == clause else one)
    return Subject(corpus, new, TODAY)


EVERY = (*OWN, *LATER)


@pytest.mark.parametrize("pair", [pair for pair in EVERY if pair.contradicts and pair.one not in MISSED], ids=str)
def test_a_contradiction_is_told(corpus: Corpus, pair: Pair) -> None:
    assert [clash.first[1].kind for clash in between(corpus, pair)] == [Kind.CONTRADICTS_ACROSS]
    assert between(corpus, Pair(pair.other, pair.one, contradicts=True)), "whichever comes first"


@pytest.mark.parametrize("pair", [pair for pair in EVERY if not pair.contradicts], ids=str)
def test_what_goes_together_is_left_alone(corpus: Corpus, pair: Pair) -> None:
    assert between(corpus, pair) == []


def test_what_we_know_to_miss_is_no_more_than_that(corpus: Corpus) -> None:
    missed = {pair.one for pair in EVERY if pair.contradicts and not between(corpus, pair)}
    assert missed == MISSED


# -- where it is told -------------------------------------------------------------------------------------------------

BREAK = "In de pauze gebruiken leerlingen hun telefoon niet."
"""Against what `haven` says of its canteen, in 1.0, which is in force, and in 1.1, which is proposed."""


def test_a_contradiction_is_told_once_with_both_places(project: ProjectMaker) -> None:
    root = project("bestuur")
    says(root, HAVEN.format("pesten"), "haven.pauze", BREAK, "aanpak.online")
    (told,) = clashes(root)
    assert told.message() == (
        "“In de kantine mag de telefoon in de pauze aan” does not go with artikel 2.4 of “Protocol tegen pesten” "
        f"({HAVEN.format('pesten')}:8): “{BREAK.rstrip('.')}”."
    )
    assert str(told.place) == f"{HAVEN.format('telefoons')}:9"
    assert "{clause}`pesten:haven.pauze`" in told.remedy()


def test_what_is_in_force_counts_beside_a_proposal_without_it(project: ProjectMaker) -> None:
    root = project("bestuur")
    says(root, HAVEN.format("pesten"), "haven.pauze", BREAK, "aanpak.online")
    path = root / HAVEN.format("telefoons")
    text = path.read_text("utf-8")
    path.write_text(text[: text.index("operations:")] + text[text.index("decisions:") :], "utf-8")
    (told,) = clashes(root)
    assert told.place.file == HAVEN.format("pesten")
    assert told.values["document"] == "Telefoonprotocol 1.0"
    assert told.values["where"] == "policy_src/schools/haven/releases/telefoons-1.0.json"


@pytest.mark.parametrize("file", ["pesten", "telefoons"])
def test_it_may_be_accepted_in_either_document(project: ProjectMaker, file: str) -> None:
    root = project("bestuur")
    says(root, HAVEN.format("pesten"), "haven.pauze", BREAK, "aanpak.online")
    target = "haven.pauze" if file == "pesten" else "haven.kantine"
    accepted = f"suppress:\n  - {{code: SP396, target: {target}, reason: De kantine is een uitzondering.}}\n"
    add(root, HAVEN.format(file), accepted)
    assert [one.message() for one in Project.open(root).check(today=TODAY) if one.school == "haven"] == []


def test_what_is_accepted_in_vain_is_told(project: ProjectMaker) -> None:
    root = project("bestuur")
    add(root, HAVEN.format("pesten"), "suppress:\n  - {code: SP396, reason: Wij weten het.}\n")
    assert [one.kind for one in Project.open(root).check(today=TODAY)] == [Kind.SUPPRESSES_NOTHING]


def test_a_clause_that_refers_to_the_other_protocol_was_written_with_that_in_sight(project: ProjectMaker) -> None:
    root = project("bestuur")
    text = f"{BREAK} Wat wel mag, staat in {{clause}}`telefoons:haven.kantine`."
    says(root, HAVEN.format("pesten"), "haven.pauze", text, "aanpak.online")
    assert clashes(root) == []


def test_two_schools_do_not_contradict_each_other(project: ProjectMaker) -> None:
    root = project("bestuur")
    says(root, ES.format("pesten"), "es.pauze", BREAK, "aanpak.online")
    assert clashes(root) == []


def test_readers_of_one_are_not_bound_by_what_is_for_others(project: ProjectMaker) -> None:
    root = project("bestuur")
    text = "In de pauze wordt de telefoon niet gebruikt."
    says(root, HAVEN.format("pesten"), "haven.pauze", text, "aanpak.online", audience="medewerker")
    assert clashes(root) == []


# -- values -----------------------------------------------------------------------------------------------------------

TERM = "  termijn.gesprek:\n    type: number\n    help: Dagen tot een gesprek.\n    default: {}\n"
AI = "policy_src/protocols/ai/protocol.yaml"
USES = ("zegt dat erbij.\n", "zegt dat erbij. Anders is er na {{ termijn.gesprek }} dagen een gesprek.\n")


def with_term(project: ProjectMaker, default: int) -> Path:
    """The board, whose protocol about AI has a value of its own with the name that the one about bullying has."""
    root = project("bestuur")
    change(root, AI, "parameters:\n", "parameters:\n" + TERM.format(default))
    change(root, CLAUSES.format("ai"), *USES)
    return root


def test_one_name_with_two_values_is_told_in_every_school_that_has_both(project: ProjectMaker) -> None:
    found = clashes(with_term(project, 5))
    assert [(one.kind, one.school) for one in found] == [(Kind.VALUE_DIFFERS, "haven"), (Kind.VALUE_DIFFERS, "linde")]
    assert found[0].message() == (
        "“termijn.gesprek” is 2 here and 5 in “Afspraken over AI” (policy_src/protocols/ai/protocol.yaml:7)."
    )
    assert found[0].place.file == "policy_src/protocols/pesten/protocol.yaml"


def test_one_name_with_one_value_can_be_shared(project: ProjectMaker) -> None:
    (told,) = Project.open(with_term(project, 2)).check(today=TODAY)
    assert (told.kind, told.place.file) == (Kind.VALUE_SHAREABLE, "policy_src/protocols/pesten/protocol.yaml")


def test_that_it_could_be_shared_may_be_accepted(project: ProjectMaker) -> None:
    root = with_term(project, 2)
    accepted = "suppress:\n  - {code: SP415, target: termijn.gesprek, reason: Dat zijn twee termijnen.}\n"
    add(root, "policy_src/protocols/pesten/protocol.yaml", accepted)
    assert list(Project.open(root).check(today=TODAY)) == []


def test_two_values_may_be_accepted_by_a_school(project: ProjectMaker) -> None:
    root = with_term(project, 5)
    for school in ("haven", "linde"):
        accepted = "suppress:\n  - {code: SP397, target: termijn.gesprek, reason: Dat zijn twee termijnen.}\n"
        add(root, f"policy_src/schools/{school}/pesten.yaml", accepted)
    assert clashes(root) == []


# -- cost -------------------------------------------------------------------------------------------------------------


def test_ten_protocols_cost_ten_times_one(corpus: Corpus) -> None:
    """Statements that are held against another, and not sentences against sentences."""
    count = 0

    def counted(one: Statement, other: Statement) -> bool:
        nonlocal count
        count += 1
        return contradicts(one, other)

    first = _policy("pesten")
    ten = [Subject(corpus, first.model_copy(update={"protocol": f"p{n}"}), TODAY) for n in range(10)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(across, "contradicts", counted)
        assert list(found_in(ten)) == []
    sentences = sum(len(one.sentences) for subject in ten for one in subject.said)
    assert 0 < count < 5 * sentences
