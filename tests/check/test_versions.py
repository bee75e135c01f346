"""Releases, versions, change notes and suppressions: what the check says of them, and when it is silent."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from schoolprotocol.check.rules import check_document
from schoolprotocol.check.subject import of_release
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.documents.checking import check_releases, check_working
from schoolprotocol.errors import UsageError
from schoolprotocol.places import Place
from tests.check.cases import ADOPTION, CONSENT, TIP, Edit, decided, document, with_consent
from tests.check.history import RELEASE, change, released, version, version_one
from tests.check.whole import check_source
from tests.conftest import ProjectMaker
from tests.faults import CLAUSES, NOORD, PROTOCOL
from tests.helpers import codes, loaded, policy_of

TODAY = date(2026, 11, 20)


def of_source(root: Path) -> list[Diagnostic]:
    """What the check says of the source as a whole."""
    corpus = loaded(root)
    return check_source(corpus, {("noord", "telefoons"): policy_of(root)}, TODAY)


def test_a_release_that_was_edited_is_an_error_at_its_file(project: ProjectMaker) -> None:
    root = version_one(project)
    change(root, RELEASE, "Vraag het eerst.", "Vraag het niet.")
    (found,) = of_source(root)
    assert (found.kind, found.place) == (Kind.RELEASE_CHANGED, Place(RELEASE))


def test_a_release_of_a_text_that_was_not_adopted_is_an_error_at_its_file(project: ProjectMaker) -> None:
    root = document('version: "1.0", status: concept, review: 2027-11-01').made(project)
    released(root)
    (found,) = of_source(root)
    assert (found.kind, found.place) == (Kind.RELEASE_NOT_ADOPTED, Place(RELEASE))
    assert "concept" in found.message()
    assert "schoolprotocol dossier noord" in found.remedy()


def test_a_release_that_is_gone_is_told_with_the_file_to_put_back(project: ProjectMaker) -> None:
    root = version_one(project)
    row = 'history: [{version: "1.0", day: 2026-09-01, status: definitief, change: Eerste}]'
    change(root, NOORD, 'version: "1.0", status: vastgesteld', f'version: "1.1", status: concept, {row}')
    assert Kind.RELEASE_MISSING not in {d.kind for d in check_working(loaded(root), TODAY)}
    (root / RELEASE).unlink()
    (found,) = (d for d in check_working(loaded(root), TODAY) if d.kind is Kind.RELEASE_MISSING)
    assert (found.place.file, found.kind.severity) == (NOORD, "error")
    assert RELEASE in found.remedy()


def test_with_a_release_that_was_edited_nothing_is_compared(project: ProjectMaker) -> None:
    root = version_one(project)
    change(root, NOORD, 'version: "1.0", status: vastgesteld', 'version: "1.1", status: concept')
    change(root, RELEASE, "Vraag het eerst.", "Vraag het niet.")
    for keys in (None, [("noord", "telefoons")]):
        kinds = {d.kind for d in check_working(loaded(root), TODAY, keys)}
        assert Kind.RELEASE_CHANGED in kinds
        assert not kinds & {Kind.NOTE_MISSING, Kind.NOTE_UNUSED}


def test_a_release_that_is_only_laid_out_differently_says_the_same(project: ProjectMaker) -> None:
    root = version_one(project)
    data = json.loads((root / RELEASE).read_text("utf-8"))
    (root / RELEASE).write_text(json.dumps(data, indent=4), "utf-8")
    assert of_source(root) == []


def test_a_version_below_the_last_release_is_an_error(project: ProjectMaker) -> None:
    root = version_one(project)
    version(root, "0.9")
    (found,) = of_source(root)
    assert (found.kind, found.place.file, found.place.line) == (Kind.VERSION_BEHIND, NOORD, 3)


def test_a_version_above_the_last_release_is_sound(project: ProjectMaker) -> None:
    root = version_one(project)
    version(root, "1.10")
    assert of_source(root) == []


def test_a_released_version_that_says_something_else_by_now_is_reported(project: ProjectMaker) -> None:
    root = version_one(project)
    assert of_source(root) == []
    change(root, CLAUSES, "Vraag het eerst.", "Vraag het niet.")
    assert codes(of_source(root)) == [Kind.VERSION_RELEASED.code]


def test_everything_found_in_a_release_points_at_its_file(project: ProjectMaker) -> None:
    edit = document('version: "1.0", status: vastgesteld', "front: [{id: t, rows: [[Status, '']]}]\n")
    root = edit.made(project)
    change(root, CLAUSES, TIP, "  text: Zie hieronder, of vraag het Basisschool Zuid.\n")
    released(root)
    corpus = loaded(root)
    found = check_document(of_release(corpus, corpus.schools["noord"].releases[0], TODAY))
    assert {Kind.EMPTY_CELL, Kind.DEAD_POINTER, Kind.OTHER_SCHOOL, Kind.NO_REVIEW} <= {d.kind for d in found}
    assert {d.place for d in found} == {Place(RELEASE)}


def of_release_of(project: ProjectMaker, edit: Edit) -> set[Kind]:
    """What the check says of a document that was released like this."""
    root = edit.made(project)
    released(root)
    corpus = loaded(root)
    found = check_document(of_release(corpus, corpus.schools["noord"].releases[0], TODAY))
    assert {d.place.file for d in found} <= {RELEASE.replace("1.0", "1.1")}
    return {d.kind for d in found}


def test_a_release_that_was_adopted_without_the_consent_that_was_asked_is_reported(project: ProjectMaker) -> None:
    kind = Kind.ADOPTED_WITHOUT_CONSENT
    assert kind in of_release_of(project, with_consent())
    assert kind in of_release_of(project, with_consent(CONSENT + ", outcome: negatief"))
    conditions = CONSENT + ", outcome: met-voorwaarden, conditions: Na een jaar evalueren"
    assert kind not in of_release_of(project, with_consent(CONSENT))
    assert kind not in of_release_of(project, with_consent(conditions))


def test_a_release_whose_status_rests_on_no_decision_is_reported(project: ProjectMaker) -> None:
    assert Kind.STATUS_WITHOUT_DECISION in of_release_of(project, decided(CONSENT))
    assert Kind.STATUS_WITHOUT_DECISION not in of_release_of(project, decided(ADOPTION))


@pytest.mark.parametrize(
    ("education", "asked"),
    [
        ("[po]", "de hele MR and de ouders"),
        ("[vo]", "de hele MR and de leerlingen"),
        ("[]", "de hele MR, de ouders and"),
    ],
)
def test_the_consent_that_is_missing_is_that_of_the_school_s_own_education(
    education: str, asked: str, project: ProjectMaker
) -> None:
    root = with_consent().made(project)
    rules = "".join(
        f"  - {{council: {council}, reference: avg-4, education: {kind}}}\n"
        for council, kind in (("de ouders", "po"), ("de leerlingen", "vo"))
    )
    change(root, PROTOCOL, "reference: avg-4}\nparameters", f"reference: avg-4}}\n{rules}parameters")
    school = root / "policy_src/schools/noord/school.yaml"
    lines = [line for line in school.read_text("utf-8").splitlines() if not line.startswith("education:")]
    school.write_text("\n".join([*lines, f"education: {education}", ""]), "utf-8")
    released(root)
    corpus = loaded(root)
    found = check_document(of_release(corpus, corpus.schools["noord"].releases[0], TODAY))
    (diagnostic,) = (d for d in found if d.kind is Kind.ADOPTED_WITHOUT_CONSENT)
    assert f"that {asked}" in diagnostic.remedy()


def test_a_version_that_no_document_has_is_refused_and_the_known_ones_are_named(project: ProjectMaker) -> None:
    root = version_one(project)
    assert check_releases(loaded(root), "1.0", TODAY) is not None
    with pytest.raises(UsageError, match=r"9\.9.*1\.0"):
        check_releases(loaded(root), "9.9", TODAY)
