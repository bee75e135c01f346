"""The faults that stood in the first versions of five real protocols: each must come out of its frozen release."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from schoolprotocol.check.rules import check_document
from schoolprotocol.check.subject import of_release
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.text.template import names_in
from tests.helpers import spoken
from tests.repository import corpus

TODAY = date(2026, 11, 20)

FAULTS = (
    ("aurora", Kind.PLACEHOLDER_LEFT, "documentbeheer", "[status]"),
    ("aurora", Kind.PLACEHOLDER_LEFT, "documentbeheer", "dag maand jaar"),
    ("aurora", Kind.DECISION_AFTER_ADOPTION, "decisions", "25 mei 2022"),
    ("aurora", Kind.REVIEW_PASSED, "review", "2022"),
    ("aurora", Kind.EMPTY_CELL, "bijgewerkt", "Datum, Naam, Functie, Wijziging"),
    ("aurora", Kind.CONTRADICTS_LAW, "iedereen.toestemming-beeld", "ouder zijn dan 16"),
    ("aurora", Kind.CLOSED, "platforms.soorten", "Google+"),
    ("msvr", Kind.EMPTY_CELL, "vaststelling", "Dagelijks Bestuur"),
    ("msvr", Kind.EMPTY_CELL, "vaststelling", "GMR"),
    ("msvr", Kind.SAME_NORM_TWICE, "msvr.blijvend-online", "achtergrond.blijvend-online"),
    ("msvr", Kind.DEAD_POINTER, "achtergrond.grijs-gebied", "Hieronder"),
    ("msvr", Kind.ORGANISATION_NOT_CITED, "inleiding.definitie", "CNV Onderwijs"),
    ("msvr", Kind.RENAMED, "platforms.voorbeelden", "Twitter"),
    ("togtemaarschool", Kind.BOARD_AS_SCHOOL, "grensoverschrijdend.beoordelaar", "Marenland"),
    ("togtemaarschool", Kind.SAME_NORM_TWICE, "medewerkers.functie-vermelden", "onderdeel B, punt 1"),
    ("togtemaarschool", Kind.NOT_STATED, "version", "version"),
    ("togtemaarschool", Kind.NOT_STATED, "day", "date"),
    ("togtemaarschool", Kind.RENAMED, "platforms.voorbeelden", "Twitter"),
    ("koe", Kind.NAMES_BY_TURNS, "iedereen.toestemming-beeld", "de stichting"),
    ("koe", Kind.CONTRADICTS_LAW, "iedereen.toestemming-beeld", "jonger zijn dan 16"),
    ("koe", Kind.NOT_STATED, "version", "version"),
    ("koe", Kind.NOT_STATED, "day", "date"),
    ("koe", Kind.RENAMED, "platforms.voorbeelden", "Twitter"),
    ("ccc", Kind.NOT_STATED, "version", "version"),
    ("ccc", Kind.NOT_STATED, "day", "date"),
    ("ccc", Kind.RENAMED, "platforms.voorbeelden", "Twitter"),
    *((school, Kind.NO_CONTACT, "contact", "") for school in ("aurora", "msvr", "togtemaarschool", "koe", "ccc")),
)
"""School, kind, what it is about, a part of the message."""

UNFOUNDED = {
    "aurora": {Kind.SAME_NORM_TWICE, Kind.DEAD_POINTER, Kind.NAMES_BY_TURNS, Kind.ORGANISATION_NOT_CITED},
    "msvr": {Kind.CONTRADICTS_LAW, Kind.NAMES_BY_TURNS, Kind.DECISION_AFTER_ADOPTION},
    "togtemaarschool": {Kind.CONTRADICTS_LAW, Kind.DEAD_POINTER, Kind.NAMES_BY_TURNS},
    "koe": {Kind.DEAD_POINTER, Kind.BOARD_AS_SCHOOL, Kind.ORGANISATION_NOT_CITED},
    "ccc": {Kind.SAME_NORM_TWICE, Kind.DEAD_POINTER, Kind.NAMES_BY_TURNS, Kind.CONTRADICTS_LAW},
}
"""What would be a false alarm."""


@cache
def findings(school: str) -> tuple[Diagnostic, ...]:
    """What the check says of the first release of a school."""
    release = next(r for r in corpus().schools[school].releases_of("sociale-media") if r.version == "1.0")
    return tuple(check_document(of_release(corpus(), release, TODAY)))


@pytest.mark.parametrize(("school", "kind", "target", "says"), FAULTS, ids=lambda value: getattr(value, "name", value))
def test_a_fault_of_a_first_version_comes_out(school: str, kind: Kind, target: str, says: str) -> None:
    found = [d for d in findings(school) if d.kind is kind and d.target == target]
    assert any(says in d.message() for d in found), spoken(findings(school))


@pytest.mark.parametrize("school", UNFOUNDED)
def test_no_false_alarm_is_raised_about_a_first_version(school: str) -> None:
    found = [d for d in findings(school) if d.kind in {*UNFOUNDED[school], Kind.OTHER_SCHOOL, Kind.HARD_TO_READ}]
    assert found == [], spoken(found)


@pytest.mark.parametrize("school", UNFOUNDED)
def test_the_templates_of_a_release_are_read_as_they_were_resolved(school: str) -> None:
    release = next(r for r in corpus().schools[school].releases_of("sociale-media") if r.version == "1.0")
    for clause in release.policy.clauses():
        templates = (clause.wording.template, *(note.wording.template for note in clause.notes))
        assert set(clause.parameters) == {name for template in templates for name in names_in(template)}
