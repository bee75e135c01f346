"""What a document says after somebody typed, from what it said before: as resolving all of it gives, or no answer."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import pytest
import yaml

from schoolprotocol import Project
from schoolprotocol.policy.model import text_digest
from schoolprotocol.resolve.again import Again
from schoolprotocol.resolve.policy import resolve
from tests.conftest import ProjectMaker

CLAUSES = "policy_src/protocols/telefoons/clauses/alles.yaml"
PROTOCOL = "policy_src/protocols/telefoons/protocol.yaml"
ZUID = "policy_src/schools/zuid/telefoons.yaml"
WORDS = (
    "Vraag het eerst aan een medewerker.",
    "**Vet** en *schuin*, met {clause}`gevolgen.aangifte`.",
    "Een lijst:\n\n- een;\n- twee.",
    "1. tellen\n\n2025. Geen lijst",
    "Tekst met \\* en &amp; en “aanhalingstekens”.",
    "  Met wit eromheen.  ",
)
"""Which any clause without values or notes could say."""
REFUSED = (
    "",
    "{{ onbekend }}",
    "{% if a %}",
    "{clause}`bestaat.niet`",
    "{clause}`telefoons:tips.vraag`",
    "[^onbekend]",
    "<b>html</b>",
    "[link](javascript:alert)",
)
"""What is a fault, or could be one."""


def typed(project: Project, file: str, changes: Mapping[str, Mapping[str, object]]) -> Project:
    """The project with other fields of some clauses, by id."""
    items = yaml.safe_load(project.tree.read(file).decode())
    by_id = {item.get("id", item.get("dropped")): item for item in items}
    for id_, fields in changes.items():
        by_id[id_].update(fields)
    return project.with_files({file: yaml.safe_dump(items, allow_unicode=True, sort_keys=False)})


def answers(before: Project, now: Project) -> dict[tuple[str, str], bool]:
    """By document whether it was answered; each answer is what resolving gives."""
    found, again = {}, Again(before.corpus, now.corpus)
    for key in before.corpus.documents():
        said = resolve(before.corpus, *key).policy
        assert said is not None
        policy = again.policy(*key, said)
        found[key] = policy is not None
        if policy is not None:
            assert policy == resolve(now.corpus, *key).policy
    return found


@pytest.fixture
def small(project: ProjectMaker) -> Project:
    return Project.open(project())


@pytest.mark.parametrize("text", WORDS)
def test_other_words_are_put_in_their_place(small: Project, text: str) -> None:
    assert all(answers(small, typed(small, CLAUSES, {"tips.vraag": {"text": text}})).values())


@pytest.mark.parametrize("text", REFUSED)
def test_what_could_be_a_fault_is_left_to_resolving(small: Project, text: str) -> None:
    assert not any(answers(small, typed(small, CLAUSES, {"tips.vraag": {"text": text}})).values())


@pytest.mark.parametrize(
    ("id_", "text", "is_answered"),
    [
        ("inleiding.doel", "Rust is wat {{ school.short }} wil.", True),
        ("inleiding.doel", "Rust.", False),  # a name less is used
        ("inleiding.doel", "{{ school.short }} in {{ school.name }}", False),
        ("afspraken.opnamen", "Vraag toestemming[^gegevens].", True),
        ("afspraken.opnamen", "Vraag toestemming[^gegevens], altijd[^gegevens].", True),
        ("afspraken.opnamen", "Vraag toestemming.", False),  # the note has lost its call
        ("afspraken.opnamen", "Vraag \\[^gegevens]", False),
        ("gids.kern", "{{ bewaarplek | hoofdletter }} ligt de telefoon.", True),  # only the schoolgids has it
    ],
)
def test_values_and_notes_stay_or_it_is_left_to_resolving(
    small: Project, id_: str, text: str, *, is_answered: bool
) -> None:
    assert {*answers(small, typed(small, CLAUSES, {id_: {"text": text}})).values()} == {is_answered}


@pytest.mark.parametrize(
    "fields",
    [{"title": "Anders"}, {"audience": ["ouder"]}, {"kort": "Vraag het."}, {"locked": True}, {"references": ["avg-4"]}],
    ids=str,
)
def test_more_than_the_words_of_a_clause_is_left_to_resolving(small: Project, fields: dict[str, object]) -> None:
    assert not any(answers(small, typed(small, CLAUSES, {"tips.vraag": {"text": "Anders.", **fields}})).values())


@pytest.mark.parametrize("text", [{}, {"text": "Weg ermee: {{ bewaarplek }}."}], ids=["alone", "with the words"])
def test_an_alternative_that_reads_otherwise_is_left_to_resolving(small: Project, text: dict[str, str]) -> None:
    other = {"alternatives": {"allen": "Allen leggen hun telefoon {{ bewaarplek }}."}, **text}
    assert not any(answers(small, typed(small, CLAUSES, {"afspraken.opbergen": other})).values())


def test_two_texts_at_once_are_left_to_resolving_and_none_is_what_it_was(small: Project) -> None:
    both = typed(small, CLAUSES, {"tips.vraag": {"text": "Een."}, "gevolgen.aangifte": {"text": "Twee."}})
    assert not any(answers(small, both).values())
    lines = small.tree.read(CLAUSES).decode()
    assert all(answers(small, small.with_files({CLAUSES: f"# een regel meer\n{lines}"})).values())


@pytest.mark.parametrize(
    ("operation", "id_", "text", "is_answered"),
    [
        ("{set: afspraken.opbergen, alternative: allen}", "afspraken.opbergen", "Weg ermee: {{ bewaarplek }}.", True),
        (
            f"{{replace: tips.vraag, replaces: {text_digest('Vraag het eerst.')}, reason: Zo, text: Vraag niet.}}",
            "tips.vraag",
            "Vraag het nog eens.",
            False,  # it says which text it replaces
        ),
    ],
    ids=["chosen", "replaced"],
)
def test_a_school_with_other_words_keeps_them(
    small: Project, operation: str, id_: str, text: str, *, is_answered: bool
) -> None:
    south = small.tree.read(ZUID).decode().partition("decisions:")[0] + f"  - {operation}\n"
    own = {ZUID: south.replace("status: vastgesteld, day: 2026-09-01", "status: concept")}
    catalogue = typed(small, CLAUSES, {id_: {"text": text}}).tree.read(CLAUSES)
    found = answers(small.with_files(own), small.with_files({**own, CLAUSES: catalogue}))
    assert found["zuid", "telefoons"] is is_answered


def test_other_ground_is_left_to_resolving_where_it_is_under_the_document(small: Project) -> None:
    file = "policy_src/schools/zuid/school.yaml"
    other = small.with_files({file: small.tree.read(file).decode() + "\naliases: [Het Zuid]\n"})
    assert answers(small, other) == {("noord", "telefoons"): True, ("zuid", "telefoons"): False}
    more = small.with_files({PROTOCOL: small.tree.read(PROTOCOL).decode().replace("title: ", "title: X ", 1)})
    assert not any(answers(small, more).values())


def test_each_clause_of_a_board_with_many_documents_is_what_resolving_gives(project: ProjectMaker) -> None:
    """Variants that build on others, references between documents, clauses that schools replaced."""
    root = project("bestuur")
    before = Project.open(root)
    files = list(root.glob("policy_src/protocols/*/clauses/*.yaml"))
    answered: list[bool] = []
    for file in files:
        name = file.relative_to(root).as_posix()
        for item in itertools.islice(yaml.safe_load(file.read_text("utf-8")), 6):
            if "text" in item:
                now = typed(before, name, {item["id"]: {"text": item["text"] + " En meer."}})
                answered += answers(before, now).values()
    assert any(answered)
