"""A school may accept a finding, with a reason; a suppression that does nothing is reported."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from schoolprotocol.check.rules import check_document
from schoolprotocol.check.subject import Subject
from schoolprotocol.check.suppress import accepted, apply_suppressions
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.documents.checking import check_working
from schoolprotocol.model.variant import Suppression
from schoolprotocol.places import Place
from schoolprotocol.resolve.policy import resolve
from tests.check.cases import SCHOOL, TIP, below
from tests.conftest import ProjectMaker
from tests.faults import CLAUSES, NOORD, PROTOCOL
from tests.helpers import codes, loaded, spoken

TODAY = date(2026, 11, 20)


def suppressed(root: Path, *suppressions: dict[str, str]) -> list[Diagnostic]:
    """What is left of the findings about `noord`."""
    corpus = loaded(root)
    resolution = resolve(corpus, "noord", "telefoons")
    assert resolution.policy is not None
    found = check_document(Subject(corpus, resolution.policy, TODAY, resolution.places))
    return apply_suppressions(found, accepted(Suppression.model_validate(s) for s in suppressions), "noord")


def without_contact(project: ProjectMaker) -> Path:
    """A project with one finding."""
    return project(replace={SCHOOL: (("contact: de directie\n", ""),)})


def test_a_finding_that_the_school_accepts_is_left_out(project: ProjectMaker) -> None:
    root, code = without_contact(project), Kind.NO_CONTACT.code
    assert codes(suppressed(root)) == [code]
    assert suppressed(root, {"code": code, "target": "contact", "reason": "Volgt."}) == []
    assert suppressed(root, {"code": code, "reason": "Volgt."}) == []


def test_a_suppression_that_suppresses_nothing_is_reported(project: ProjectMaker) -> None:
    root, code = without_contact(project), Kind.NO_CONTACT.code
    left = suppressed(root, {"code": code, "target": "kontakt", "reason": "Volgt."})
    assert codes(left) == [code, Kind.SUPPRESSES_NOTHING.code], spoken(left)
    left = suppressed(root, {"code": "SP999", "reason": "Volgt."})
    assert "SP999" in left[-1].message()


def test_a_suppression_in_the_source_is_reported_at_its_line(project: ProjectMaker) -> None:
    root = below("suppress:\n  - {code: SP304, reason: Volgt.}\n").made(project)
    suppressions = loaded(root).schools["noord"].variants["telefoons"].suppress
    (found,) = apply_suppressions([], accepted(suppressions), "noord")
    assert (found.kind, str(found.place), found.school) == (Kind.SUPPRESSES_NOTHING, f"{NOORD}:5", "noord")


def test_only_what_the_check_finds_can_be_suppressed() -> None:
    found = [Diagnostic(Kind.LOCKED, Place("a.yaml", 1)), Diagnostic(Kind.RELEASE_CHANGED, Place("b.json"))]
    asked = [Suppression(code=d.kind.code, reason="Nee.") for d in found]
    assert apply_suppressions(found, accepted(asked))[:2] == found


def strength_differs(project: ProjectMaker, accepted: str) -> list[Diagnostic]:
    """What the check says of a clause with an alternative of another strength, under a protocol that accepts this."""
    text = "  text: De school doet aangifte.\n  alternatives:\n    anders: De school kan aangifte doen.\n"
    root = project(replace={PROTOCOL: (("parameters:\n", f"{accepted}parameters:\n"),), CLAUSES: ((TIP, text),)})
    return [d for d in check_working(loaded(root), TODAY) if d.kind.code in {"SP409", "SP410"}]


def test_what_is_found_in_the_clauses_of_all_schools_is_accepted_in_the_protocol(project: ProjectMaker) -> None:
    assert codes(strength_differs(project, "")) == ["SP409"]
    accepted = "suppress:\n  - {code: SP409, target: tips.vraag, reason: Elke school kiest zelf.}\n"
    assert strength_differs(project, accepted) == []


def test_a_protocol_that_accepts_what_is_not_found_is_told(project: ProjectMaker) -> None:
    accepted = "suppress:\n  - {code: SP409, target: tips.ander, reason: Elke school kiest zelf.}\n"
    assert codes(strength_differs(project, accepted)) == ["SP409", "SP410"]


@pytest.mark.parametrize("keys", [None, [("noord", "telefoons")]], ids=["all", "one"])
def test_a_protocol_accepts_what_its_own_files_hold(keys: list[tuple[str, str]] | None, project: ProjectMaker) -> None:
    title = ("title: Vraag het eerst", 'title: "Wat [naam] vraagt"')
    reason = "reason: Zo heet het op de kaart."
    left = []
    for suppress in (
        "",
        f"suppress: [{{code: SP320, target: tips.vraag, {reason}}}]\n",
        f"suppress: [{{code: SP320, {reason}}}]\n",
        f"suppress: [{{code: SP320, target: tips.ander, {reason}}}]\n",
    ):
        root = project(replace={PROTOCOL: (("parameters:\n", f"{suppress}parameters:\n"),), CLAUSES: (title,)})
        found = check_working(loaded(root), TODAY, keys)
        left.append(sorted({one.kind.code for one in found if one.kind.code in {"SP320", "SP410"}}))
    idle = ["SP410"] if keys is None else []
    assert left == [["SP320"], [], [], ["SP320", *idle]]
