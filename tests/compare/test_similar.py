"""Two schools beside each other."""

from __future__ import annotations

import pytest

from schoolprotocol.compare.similar import similarities
from schoolprotocol.errors import UsageError
from tests.conftest import ROOTS
from tests.helpers import policy_of


def test_what_both_have_what_one_has_and_where_they_differ() -> None:
    found = similarities(policy_of(ROOTS / "klein", "noord"), policy_of(ROOTS / "klein", "zuid"))
    assert [(lone.id, lone.reason) for lone in found.only_left] == [
        ("stichting.kluisjes", "Telefoons blijven hier thuis.")
    ]
    assert found.only_right == ()
    assert all(clause.same_wording for clause in found.shared)
    assert {clause.id: clause.values for clause in found.shared if clause.values} == {
        "afspraken.opbergen": ("bewaarplek",),
        "gevolgen.aangifte": ("aangifte.werkwoord",),
        "gids.kern": ("bewaarplek",),
    }
    assert next(c for c in found.shared if c.id == "inleiding.doel").facts == ("school.short",)
    assert [(v.name, v.old.text, v.new.text) for v in found.values] == [
        ("aangifte.werkwoord", "kan", "zal"),
        ("bewaarplek", "in de tas", "thuis"),
    ]


def test_another_wording_shows_both_texts() -> None:
    left = policy_of(ROOTS / "klein", "noord")
    section = left.sections[-1]
    group = section.groups[0]
    clause = group.clauses[0]
    wording = clause.wording.model_copy(update={"text": "Vraag het.", "template": "Vraag het."})
    group = group.model_copy(update={"clauses": (clause.model_copy(update={"wording": wording}),)})
    section = section.model_copy(update={"groups": (group,)})
    right = left.model_copy(update={"sections": (*left.sections[:-1], section)})
    (differs,) = [c for c in similarities(left, right).shared if not c.same_wording]
    assert differs.id == "tips.vraag"
    assert [(s.op, s.shown.strip()) for s in differs.parts[0].segments] == [
        ("same", "Vraag het"),
        ("delete", "eerst"),
        ("same", "."),
    ]


def test_documents_of_two_protocols_are_not_compared() -> None:
    one = policy_of(ROOTS / "klein")
    with pytest.raises(UsageError):
        similarities(one, one.model_copy(update={"protocol": "iets-anders"}))
