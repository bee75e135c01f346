"""The hash of what a decision is about: what changes it, and what must not."""

from __future__ import annotations

import pytest

from schoolprotocol.policy.decided import decided_text, text_hash
from schoolprotocol.policy.model import Policy
from tests.conftest import ProjectMaker
from tests.faults import CLAUSES, NOORD, PROTOCOL
from tests.helpers import excerpt_of, policy_of

HEAD = "protocol: telefoons\nextends: stichting\ndocument: {%s}\n"
CONCEPT = 'version: "1.1", status: concept, review: 2027-11-01'
SCHOOL = "policy_src/schools/noord/school.yaml"
REFERENCES = "policy_src/references.yaml"
PRINTS_STATUS = (("Lees het [{{ document.title }}]", "Lees ({{ document.status }}) het [{{ document.title }}]"),)


def first(project: ProjectMaker) -> Policy:
    return policy_of(project())


@pytest.mark.parametrize(
    "document",
    [
        CONCEPT.replace("concept", "van-kracht"),
        CONCEPT + ", day: 2026-11-01, effective: 2026-12-01",
    ],
    ids=["status", "days"],
)
def test_what_follows_on_a_decision_is_no_part_of_the_text(project: ProjectMaker, document: str) -> None:
    changed = policy_of(project(files={NOORD: HEAD % document}))
    assert text_hash(changed) == text_hash(first(project))


@pytest.mark.parametrize(
    "document",
    [
        CONCEPT.replace('"1.1"', '"2.0"'),
        CONCEPT.replace("2027-11-01", "2037-11-01"),
        CONCEPT + ", number: Telefoons mogen altijd",
        CONCEPT + ", owner: CvB",
        CONCEPT + ', history: [{version: "1.0", day: 2025-01-01, status: oud, change: Eerste}]',
    ],
    ids=["version", "review", "number", "owner", "history"],
)
def test_the_rest_of_document_control_is(project: ProjectMaker, document: str) -> None:
    changed = policy_of(project(files={NOORD: HEAD % document}))
    assert text_hash(changed) != text_hash(first(project))


def test_a_recorded_decision_leaves_the_text_as_it_is(project: ProjectMaker) -> None:
    lines = 'decisions: [{body: de MR, kind: instemming, version: "1.1", day: 2026-11-01}]\n'
    assert text_hash(policy_of(project(files={NOORD: HEAD % CONCEPT + lines}))) == text_hash(first(project))


def test_a_table_of_document_control_is_part_of_the_text(project: ProjectMaker) -> None:
    changed = policy_of(project(replace={PROTOCOL: (("[Versie,", "[Uitgave,"),)}))
    assert text_hash(changed) != text_hash(first(project))


def test_a_clause_that_prints_the_status_stays_the_same_text_with_another_status(project: ProjectMaker) -> None:
    edits = {CLAUSES: PRINTS_STATUS}
    one = policy_of(project(replace=edits))
    other = policy_of(project(replace=edits, files={NOORD: HEAD % CONCEPT.replace("concept", "van-kracht")}))
    assert excerpt_of(one).short.wording.text != excerpt_of(other).short.wording.text
    assert text_hash(one) == text_hash(other) != text_hash(first(project))


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (CLAUSES, "Vraag het eerst.", "Vraag het nooit."),
        (CLAUSES, "Vraag het eerst.", "Vraag het eerst!"),
        (CLAUSES, "Een opname is een", "Een opname is vaak een"),
        (CLAUSES, "In de les is de telefoon", "Op school is de telefoon"),
        (CLAUSES, "audience: [leerling]\n  text: Vraag", "audience: [ouder]\n  text: Vraag"),
        (PROTOCOL, "heading: Gevolgen", "heading: Straffen"),
        (PROTOCOL, "heading: Telefoons op school", "heading: Telefoons"),
        (PROTOCOL, "[afspraken.opbergen, afspraken.opnamen", "[afspraken.opnamen, afspraken.opbergen"),
        (PROTOCOL, "bullets: [tips.vraag]", "dos: [tips.vraag]"),
        (PROTOCOL, "default: kan", "default: zal"),
        (PROTOCOL, "title: Protocol Telefoons", "title: Telefoonprotocol"),
        (REFERENCES, "0900 111 3 111", "0900 111 3 112"),
        (SCHOOL, "short: de basisschool Noord", "short: basisschool Noord"),
    ],
    ids=[
        *("word", "sign", "note", "excerpt", "audience", "heading", "heading of the excerpt", "order", "form"),
        *("value", "title", "reference", "fact of the school"),
    ],
)
def test_whatever_readers_get_is_part_of_the_text(project: ProjectMaker, file: str, old: str, new: str) -> None:
    text = (project() / file).read_text("utf-8")
    assert old in text
    assert text_hash(policy_of(project(files={file: text.replace(old, new, 1)}))) != text_hash(first(project))


def test_a_short_sentence_is_part_of_the_text(project: ProjectMaker) -> None:
    tip = "  text: Vraag het eerst.\n"
    texts = ["", "  kort: Vraag!\n", "  kort: Vraag het!\n", "  kort: Vraag {{ bewaarplek }}!\n"]
    found = [policy_of(project(replace={CLAUSES: ((tip, tip + kort),)})) for kort in texts]
    assert len({text_hash(policy) for policy in found}) == len(texts)
    assert text_hash(found[0]) == text_hash(first(project))


def test_a_text_that_goes_through_a_file_keeps_its_hash(project: ProjectMaker) -> None:
    policy = first(project)
    assert text_hash(Policy.model_validate_json(policy.model_dump_json())) == text_hash(policy)


def test_a_comparison_of_bare_texts_tells_of_nothing_that_follows_on_a_decision(project: ProjectMaker) -> None:
    lines = 'decisions: [{body: de MR, kind: instemming, version: "1.1", day: 2026-11-01}]\n'
    policy = first(project)
    bare = decided_text(policy)
    other = policy_of(project(files={NOORD: HEAD % (CONCEPT + ", day: 2026-11-01, effective: 2026-12-01") + lines}))
    assert decided_text(other) == bare
    assert "document.status" in policy.values
    assert "document.status" not in bare.values
    assert set(bare.values) >= {"bewaarplek", "school.short", "bron.meldpunt"}
