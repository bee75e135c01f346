"""Whom a school's document binds: of each clause only those among its audience."""

from __future__ import annotations

from pathlib import Path

from schoolprotocol.outputs.site.parts import parts_of
from schoolprotocol.policy.model import Policy
from tests.conftest import ProjectMaker
from tests.faults import BOARD, NOORD
from tests.helpers import excerpt_of, policy_of

FIRST = "protocol: telefoons\n"


def bound(audience: str) -> tuple[str, str]:
    """The change that gives a variant an audience."""
    return FIRST, f"{FIRST}audience: [{audience}]\n"


def audiences(policy: Policy) -> dict[str, tuple[str, ...]]:
    """Whom each clause concerns, those of the excerpt too."""
    excerpt = (clause for group in policy.excerpt_groups for clause in group.all_clauses())
    return {clause.id: clause.audience for clause in (*policy.clauses(), *excerpt, excerpt_of(policy).short)}


def test_a_document_that_says_nothing_leaves_each_clause_its_own_audience(project: ProjectMaker) -> None:
    found = audiences(policy_of(project()))
    assert found["afspraken.opnamen"] == ("leerling", "medewerker")
    assert found["gids.kern"] == ("ouder",)


def test_a_clause_is_only_for_those_whom_the_document_binds(project: ProjectMaker) -> None:
    root = project(replace={NOORD: [bound("medewerker, ouder")]})
    assert audiences(policy_of(root))["afspraken.opnamen"] == ("medewerker",)


def test_a_clause_for_nobody_of_the_document_is_for_all_whom_it_binds(project: ProjectMaker) -> None:
    found = audiences(policy_of(project(replace={NOORD: [bound("medewerker")]})))
    assert set(found.values()) == {("medewerker",)}
    assert "stichting.kluisjes" in found


def test_a_school_has_the_audience_of_its_board_unless_it_names_its_own(project: ProjectMaker) -> None:
    root = project(replace={BOARD: [bound("medewerker")]})
    assert audiences(policy_of(root, "noord"))["gids.kort"] == ("medewerker",)
    own = project(replace={BOARD: [bound("medewerker")], NOORD: [bound("leerling")]})
    assert audiences(policy_of(own, "noord"))["afspraken.opnamen"] == ("leerling",)


def test_the_words_and_numbers_of_a_document_do_not_depend_on_whom_it_binds(project: ProjectMaker) -> None:
    def told(root: Path) -> list[tuple[str, str, str]]:
        return [(clause.id, clause.number, clause.wording.text) for clause in policy_of(root).clauses()]

    assert told(project(replace={NOORD: [bound("medewerker")]})) == told(project())


def test_a_code_for_staff_has_no_pages_for_others(project: ProjectMaker) -> None:
    assert [part.page for part in parts_of(policy_of(project()))] == ["leerlingen", "medewerkers"]
    assert not parts_of(policy_of(project(replace={NOORD: [bound("medewerker")]})))
