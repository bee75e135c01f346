"""A document beside a catalogue that is there: the very same norm uses its clause, one that is like it is proposed."""

from __future__ import annotations

import pytest

from schoolprotocol.errors import UsageError
from schoolprotocol.outputs.word.document import document_docx
from schoolprotocol.source.tree import FolderTree
from tests.conftest import ROOTS
from tests.docx.document import house, shown
from tests.helpers import policy_of
from tests.importing.imported import imported
from tests.importing.same import differences
from tests.importing.test_taking_over import document, heading
from tests.intake.word import paragraph

KLEIN = FolderTree(ROOTS / "klein")


def test_the_same_norm_uses_the_clause_of_the_catalogue() -> None:
    told = imported(document(heading("Regels"), paragraph("leerlingen leggen hun telefoon in de  kluis")), KLEIN, protocol="telefoons")  # fmt: skip  # noqa: E501
    assert [one.id for one in told.clauses] == ["afspraken.opbergen"]
    assert told.clauses[0].wording.template == "Leerlingen leggen hun telefoon {{ bewaarplek }}."


def test_another_wording_of_the_catalogue_is_chosen_by_name() -> None:
    text = "Leerlingen en medewerkers leggen hun telefoon in de kluis."
    told = imported(document(heading("Regels"), paragraph(text)), KLEIN, protocol="telefoons")
    assert (told.clauses[0].id, told.clauses[0].alternative) == ("afspraken.opbergen", "allen")


def test_what_is_like_a_clause_is_proposed_and_not_taken() -> None:
    text = "Leerlingen leggen hun telefoon altijd meteen in de kluis."
    told = imported(document(heading("Regels"), paragraph(text)), KLEIN, protocol="telefoons")
    assert told.clauses[0].id.startswith("regels.")
    assert [(one.clause, one.likeness > 0.5) for one in told.plan.likely] == [("afspraken.opbergen", True)]
    assert "likely" in told.asked


def test_the_document_of_one_school_comes_in_as_that_of_another() -> None:
    policy = policy_of(ROOTS / "klein", "zuid")
    data = document_docx(shown(policy, house("zuid")))
    told = imported(data, KLEIN, school="west", protocol="telefoons")
    assert differences(policy, told.policy) == []
    used = {one.id for one in told.clauses} & {one.id for one in policy.clauses()}
    assert len(used) >= 3
    assert told.errors == []


def test_a_protocol_of_its_own_takes_no_name_that_is_there() -> None:
    with pytest.raises(UsageError, match="telefoons"):
        imported(document(heading("Regels"), paragraph("Rust.")), KLEIN, protocol="telefoons", is_new=True)
