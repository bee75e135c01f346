"""The rule of a clause in one sentence, and whom a wording concerns: each goes with the text beside which it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from schoolprotocol.policy.model import Policy, canonical_json, text_digest
from schoolprotocol.policy.tree import KORT, tree_of
from schoolprotocol.resolve.policy import kort_place
from schoolprotocol.text.plain import to_text
from tests.conftest import ProjectMaker
from tests.faults import BOARD, CLAUSES, HEAD, NOORD
from tests.helpers import codes, findings, policy_of, resolution_of, spoken

BASE = "  text: Leerlingen leggen hun telefoon {{ bewaarplek }}.\n"
OTHERS = """\
  alternatives:
    allen: Leerlingen en medewerkers leggen hun telefoon {{ bewaarplek }}.
"""
WITH_KORT = BASE + "  kort: Leg je telefoon {{ bewaarplek }}.\n"
AS_MAPPING = """\
  alternatives:
    allen:
      text: Leerlingen en medewerkers leggen hun telefoon {{ bewaarplek }}.
      audience: [leerling, medewerker]
      kort: Iedereen legt zijn telefoon {{ bewaarplek }}.
"""
CHOOSE = "operations:\n  - {set: afspraken.opbergen, alternative: allen}\n"
NOTHING_CHOSEN = {BOARD: "protocol: telefoons\npublish: false\nparameters:\n  bewaarplek: in de tas\n"}


def project_with(project: ProjectMaker, *edits: tuple[str, str], rest: str = "") -> Path:
    """The small project in which the board chooses nothing, with other lines in the catalogue."""
    return project(files={**NOTHING_CHOSEN, NOORD: HEAD + rest}, replace={CLAUSES: edits})


def opbergen(policy: Policy) -> tuple[str, tuple[str, ...], str | None]:
    """Text, audience and short sentence of one clause."""
    clause = policy.by_id()["afspraken.opbergen"]
    return clause.wording.text, clause.audience, clause.kort.text if clause.kort else None


def test_a_short_sentence_is_filled_in_like_the_text(project: ProjectMaker) -> None:
    root = project_with(project, (BASE, WITH_KORT))
    policy = policy_of(root)
    clause = policy.by_id()["afspraken.opbergen"]
    assert clause.kort is not None
    assert (clause.kort.text, clause.kort.template) == (
        "Leg je telefoon in de tas.",
        "Leg je telefoon {{ bewaarplek }}.",
    )
    assert clause.parameters == ("bewaarplek",)
    tree = tree_of(policy)
    assert to_text(tree.kort(clause), {}) == "Leg je telefoon in de tas."
    assert tree.kort(policy.by_id()["tips.vraag"]) == ()
    resolution = resolution_of(root)
    assert str(resolution.places[kort_place(clause.id)]) == str(resolution.starts[clause.id, KORT])
    assert resolution.places[kort_place(clause.id)].line == resolution.places[clause.id].line + 1


def test_a_value_that_only_the_short_sentence_prints_is_a_value_of_the_document(project: ProjectMaker) -> None:
    root = project_with(
        project, ("  text: Vraag het eerst.\n", "  text: Vraag het eerst.\n  kort: Vraag het {{ document.title }}.\n")
    )
    policy = policy_of(root)
    assert "document.title" in policy.values
    assert policy.by_id()["tips.vraag"].parameters == ("document.title",)


def test_a_policy_without_one_has_the_json_that_it_had(project: ProjectMaker) -> None:
    assert '"kort"' not in canonical_json(policy_of(project()))
    with_one = policy_of(project_with(project, (BASE, WITH_KORT)))
    assert Policy.model_validate_json(canonical_json(with_one)) == with_one


def test_an_alternative_brings_its_own_audience_and_short_sentence(project: ProjectMaker) -> None:
    edits = ((BASE, WITH_KORT), (OTHERS, AS_MAPPING))
    assert opbergen(policy_of(project_with(project, *edits))) == (
        "Leerlingen leggen hun telefoon in de tas.",
        ("leerling",),
        "Leg je telefoon in de tas.",
    )
    assert opbergen(policy_of(project_with(project, *edits, rest=CHOOSE))) == (
        "Leerlingen en medewerkers leggen hun telefoon in de tas.",
        ("leerling", "medewerker"),
        "Iedereen legt zijn telefoon in de tas.",
    )


def test_an_alternative_that_is_only_a_text_has_the_audience_of_the_clause_and_no_short_sentence(
    project: ProjectMaker,
) -> None:
    root = project_with(project, (BASE, WITH_KORT), rest=CHOOSE)
    assert opbergen(policy_of(root))[1:] == (("leerling",), None)


def test_the_last_who_chooses_decides_whom_it_concerns(project: ProjectMaker) -> None:
    two = AS_MAPPING + "    later: Leerlingen leggen hun telefoon later weg.\n"
    board = NOTHING_CHOSEN[BOARD] + CHOOSE
    root = project(
        files={BOARD: board, NOORD: HEAD + CHOOSE.replace("allen", "later")}, replace={CLAUSES: ((OTHERS, two),)}
    )
    assert opbergen(policy_of(root)) == ("Leerlingen leggen hun telefoon later weg.", ("leerling",), None)
    zuid = policy_of(project(replace={CLAUSES: ((OTHERS, two),)}), "zuid")  # for which the board chooses
    assert opbergen(zuid)[1] == ("leerling", "medewerker")


def test_a_school_gives_both_with_its_own_text(project: ProjectMaker) -> None:
    digest = text_digest("Vraag het eerst.")
    own = (
        "operations:\n"
        f"  - {{replace: tips.vraag, text: Vraag het nu., replaces: {digest}, reason: Zo., "
        "audience: [ouder], kort: Vraag!}\n"
        "  - {add: noord.eigen, title: Eigen, audience: [ouder], text: Eigen tekst., kort: Kort!, reason: Zo., "
        "after: tips.vraag}\n"
    )
    clauses = policy_of(project(files={NOORD: HEAD + own})).by_id()
    replaced, added = clauses["tips.vraag"], clauses["noord.eigen"]
    assert (replaced.audience, replaced.kort and replaced.kort.text) == (("ouder",), "Vraag!")
    assert added.kort and added.kort.text == "Kort!"


def test_a_replaced_text_keeps_its_readers_and_loses_the_short_sentence_of_the_other_text(
    project: ProjectMaker,
) -> None:
    digest = text_digest("Leerlingen leggen hun telefoon {{ bewaarplek }}.")
    own = (
        "operations:\n  - replace: afspraken.opbergen\n    text: Telefoons blijven thuis.\n"
        f"    replaces: {digest}\n    reason: Zo.\n"
    )
    root = project_with(project, (BASE, WITH_KORT), rest=own)
    assert opbergen(policy_of(root)) == ("Telefoons blijven thuis.", ("leerling",), None)


def test_a_wording_for_others_than_the_document_binds_is_for_those_whom_it_binds(project: ProjectMaker) -> None:
    rest = CHOOSE + "audience: [medewerker]\n"
    policy = policy_of(project_with(project, (OTHERS, AS_MAPPING), rest=rest))
    assert opbergen(policy)[1] == ("medewerker",)


def test_what_is_omitted_takes_its_short_sentence_along(project: ProjectMaker) -> None:
    rest = "operations:\n  - {omit: afspraken.opbergen, reason: Zo.}\n"
    policy = policy_of(project_with(project, (BASE, WITH_KORT), rest=rest))
    assert "Leg je telefoon" not in canonical_json(policy)


@pytest.mark.parametrize(
    ("kort", "expected"),
    [
        ("Vraag het[^x].", "SP223"),
        ('"Vraag het.\\n\\nEn nog eens."', "SP223"),
        ('"- Vraag het."', "SP223"),
        ('"<b>Vraag</b> het."', "SP223"),
        ("Vraag het {{ bewaarplak }}.", "SP221"),
        ("Vraag het {% if %}.", "SP220"),
        ("Lees {clause}`afspraken.niets`.", "SP225"),
        ('"[Hier](javascript:alert)"', "SP224"),
        ('""', "SP119"),
        ('"  "', "SP234"),
        ("[a, b]", "SP112"),
        ("x" * 501, "SP112"),
    ],
)
def test_whatever_cannot_be_printed_as_one_sentence_is_refused(project: ProjectMaker, kort: str, expected: str) -> None:
    tip = "  text: Vraag het eerst.\n"
    found = findings(project(replace={CLAUSES: ((tip, f"{tip}  kort: {kort}\n"),)}))
    assert set(codes(found)) == {expected}, spoken(found)
    assert {one.place.file for one in found} == {CLAUSES}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("    allen: {audience: [ouder]}\n", "SP111"),
        ("    allen: {text: Zo., audience: []}\n", "SP112"),
        ("    allen: {text: Zo., audience: [buren]}\n", "SP112"),
        ("    allen: {text: Zo., kortt: Zo.}\n", "SP110"),
        ("    allen: [Zo.]\n", "SP112"),
        ("    allen:\n", "SP119"),
    ],
)
def test_an_alternative_that_is_not_whole_is_refused_where_it_stands(
    project: ProjectMaker, given: str, expected: str
) -> None:
    found = findings(project(replace={CLAUSES: ((OTHERS, "  alternatives:\n" + given),)}))
    assert codes(found) == [expected], spoken(found)
    (one,) = found
    lines = (project() / CLAUSES).read_text("utf-8").splitlines()
    assert (
        one.place.line == lines.index("    allen: Leerlingen en medewerkers leggen hun telefoon {{ bewaarplek }}.") + 1
    )


def test_a_short_sentence_without_a_text_to_stand_beside_is_refused(project: ProjectMaker) -> None:
    root = project(replace={CLAUSES: ((BASE, "  kort: Leg je telefoon weg.\n"),)})
    (found,) = findings(root)
    assert found.kind.code == "SP112"
    assert "alternatives" in found.message()
