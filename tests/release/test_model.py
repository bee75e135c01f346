"""What can be written down of a decision, and what is refused, with the line and in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from schoolprotocol.diagnostics import Kind
from schoolprotocol.policy.model import Policy, canonical_json
from tests.conftest import ProjectMaker
from tests.faults import NOORD
from tests.helpers import load, policy_of
from tests.release.making import CONSENT

CONFIRMS = 'body: de MR, kind: bevestiging, version: "1.1", day: 2026-11-18, reason: Ok, text_hash: 0123456789ab'


def decided(project: ProjectMaker, decision: str) -> Path:
    """A project in which `noord` has one decision, on its fifth line."""
    root = project()
    path = root / NOORD
    path.write_text(f"{path.read_text('utf-8')}decisions:\n  - {{{decision.replace('HASH', '0' * 12)}}}\n", "utf-8")
    return root


@pytest.mark.parametrize(
    "decision",
    [
        CONFIRMS,
        CONFIRMS + ", outcome: negatief",
        CONSENT + ", outcome: niet-nodig, reason: Het personeel merkt er niets van",
        CONSENT + ", outcome: met-voorwaarden, conditions: Na een jaar evalueren",
        CONSENT + ", conditions: [{text: Na een jaar evalueren}]",
        CONSENT + ", conditions: [{text: Evalueren, met: 2027-11-01, how: Besproken met de raad}]",
        CONSENT + ", votes: [{change: tips.vraag, outcome: positief}, {change: kluis, outcome: negatief}]",
        CONSENT + ", votes: [{change: a, outcome: met-voorwaarden, conditions: Later}]",
    ],
)
def test_these_decisions_can_be_written_down(project: ProjectMaker, decision: str) -> None:
    assert load(decided(project, decision))[1] == []


@pytest.mark.parametrize(
    ("decision", "kind", "says"),
    [
        (CONSENT + ", outcome: niet-nodig", Kind.MISSING_KEY, "“reason”"),
        (CONSENT + ", outcome: niet-nodig, reason: ''", Kind.EMPTY_VALUE, "“reason”"),
        (CONFIRMS.replace(", reason: Ok", ""), Kind.MISSING_KEY, "“reason”"),
        (CONFIRMS.replace(", day: 2026-11-18", ""), Kind.MISSING_KEY, "“day”"),
        (CONFIRMS.replace(", text_hash: 0123456789ab", ""), Kind.MISSING_KEY, "“text_hash”"),
        (CONFIRMS + ", outcome: met-voorwaarden", Kind.BAD_VALUE, "a confirmation has no conditions"),
        (CONFIRMS + ", outcome: niet-nodig", Kind.BAD_VALUE, "niet-nodig is only of a consent"),
        (CONSENT.replace("instemming", "advies") + ", outcome: niet-nodig, reason: Ok", Kind.BAD_VALUE, "niet-nodig"),
        (CONSENT + ", conditions: [{text: Evalueren, met: 2027-11-01}]", Kind.BAD_VALUE, "met and how belong together"),
        (CONSENT + ", conditions: [{text: Evalueren, how: Besproken}]", Kind.BAD_VALUE, "met and how belong together"),
        (CONSENT + ", conditions: []", Kind.BAD_VALUE, "at least one"),
        (CONSENT + ", conditions: [{met: 2027-11-01, how: Ja}]", Kind.MISSING_KEY, "“text”"),
        (CONSENT + ", votes: []", Kind.BAD_VALUE, "at least one"),
        (CONSENT + ", votes: [{change: a}]", Kind.MISSING_KEY, "“outcome”"),
        (CONSENT + ", votes: [{change: a, outcome: niet-nodig}]", Kind.BAD_VALUE, "niet-nodig"),
        (
            CONSENT + ", votes: [{change: a, outcome: positief}, {change: a, outcome: negatief}]",
            Kind.BAD_VALUE,
            "a change stands in it twice",
        ),
        (CONFIRMS + ", votes: [{change: a, outcome: positief}]", Kind.BAD_VALUE, "votes belong to a consent"),
        (
            CONSENT + ", outcome: niet-nodig, reason: Ok, votes: [{change: a, outcome: positief}]",
            Kind.BAD_VALUE,
            "votes belong to a consent",
        ),
    ],
)
def test_a_decision_that_lacks_what_it_needs_is_refused_at_its_line(
    project: ProjectMaker, decision: str, kind: Kind, says: str
) -> None:
    (found,) = load(decided(project, decision))[1]
    assert (found.kind, found.place.file, found.place.line) == (kind, NOORD, 5)
    assert says in found.message()
    assert found.remedy()


def test_a_decision_as_it_was_written_before_keeps_its_bytes(project: ProjectMaker) -> None:
    """Frozen versions are hashed: a key that a decision may have now must not come into those that have none."""
    root = decided(project, CONSENT + ", outcome: met-voorwaarden, conditions: Na een jaar")
    text = canonical_json(policy_of(root))
    start = text.index('"decisions":')
    assert text[start : text.index("]", start) + 1] == (
        '"decisions":[{"body":"de MR","conditions":"Na een jaar","day":"2026-11-16","kind":"instemming",'
        '"outcome":"met-voorwaarden","text_hash":"000000000000","version":"1.1"}]'
    )
    assert Policy.model_validate_json(text) == policy_of(root)
