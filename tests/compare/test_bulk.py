"""Many changes that are one thing are told as one thing."""

from __future__ import annotations

from typing import Any

import pytest

from schoolprotocol.compare import bulk as module
from schoolprotocol.compare.bulk import _replaced, bulks
from schoolprotocol.compare.compare import compare
from schoolprotocol.model.change import ChangeNote
from schoolprotocol.policy.model import Policy
from tests.compare.edits import laid_out, made, with_clauses
from tests.conftest import ROOTS
from tests.helpers import policy_of

NAMES = {
    "a": "De mentor belt de ouders.",
    "b": "Mentor en leerling spreken elkaar.",
    "c": "Vraag het de mentor: de mentor of de mentor weet het.",
    "d": "Wie te laat is, meldt dit bij de mentor.",
    "e": "De conciërge bewaart de sleutel.",
}


@pytest.fixture(scope="module")
def klein() -> Policy:
    return policy_of(ROOTS / "klein")


def with_texts(klein: Policy, texts: dict[str, str]) -> Policy:
    return laid_out(klein, {"een": [made(f"t.{name}", template) for name, template in texts.items()]})


def sections(klein: Policy, **members: str) -> Policy:
    return laid_out(
        klein, {name: [made(f"t.{i}", f"De tekst van clausule {i}.") for i in ids] for name, ids in members.items()}
    )


def coached(template: str) -> str:
    return template.replace("mentor", "coach").replace("Mentor", "Coach")


def test_one_name_that_stands_for_another_is_one_thing_however_often(klein: Policy) -> None:
    new = {name: coached(template) for name, template in NAMES.items()}
    (bulk,) = bulks(compare(with_texts(klein, NAMES), with_texts(klein, new)))
    assert (bulk.kind, bulk.ids) == ("replaced", ("t.a", "t.b", "t.c", "t.d"))
    assert (bulk.old, bulk.new, bulk.times) == ("mentor", "coach", 6)


def test_a_clause_in_which_more_changed_than_the_name_is_told_by_itself(klein: Policy) -> None:
    new = {name: coached(template) for name, template in NAMES.items()}
    (bulk,) = bulks(compare(with_texts(klein, NAMES), with_texts(klein, new | {"d": "Wie te laat is, belt de coach."})))
    assert bulk.ids == ("t.a", "t.b", "t.c")


def test_a_capital_that_comes_in_the_same_word_is_one_thing_too(klein: Policy) -> None:
    new = {name: template.replace("mentor", "Mentor") for name, template in NAMES.items()}
    (bulk,) = bulks(compare(with_texts(klein, NAMES), with_texts(klein, new)))
    assert (bulk.old, bulk.new, bulk.ids) == ("mentor", "Mentor", ("t.a", "t.c", "t.d"))


def test_two_clauses_are_no_bulk(klein: Policy) -> None:
    new = {name: coached(template) if name in "ab" else template for name, template in NAMES.items()}
    assert bulks(compare(with_texts(klein, NAMES), with_texts(klein, new))) == ()


def test_a_word_that_only_went_or_only_came_is_no_replacement(klein: Policy) -> None:
    new = {name: template.replace(" mentor", "") for name, template in NAMES.items()}
    for old, other in ((NAMES, new), (new, NAMES)):
        assert bulks(compare(with_texts(klein, old), with_texts(klein, other))) == ()


def test_clauses_that_went_from_one_section_to_another_are_one_thing(klein: Policy) -> None:
    old, new = sections(klein, een="abcdef", twee="ghi", drie="x"), sections(klein, een="af", twee="gbcdhi", drie="ex")
    (bulk,) = bulks(compare(old, new))
    assert (bulk.kind, bulk.ids, bulk.times, bulk.inside) == ("moved", ("t.b", "t.c", "t.d"), 3, False)
    first = bulk.members[0]
    assert (first.old[0].section, first.new[0].section) == ("een", "twee")  # type: ignore[union-attr]


def test_a_shuffled_section_is_one_thing(klein: Policy) -> None:
    (bulk,) = bulks(compare(sections(klein, een="abcdef", twee="x"), sections(klein, een="fedcba", twee="x")))
    assert (bulk.kind, len(bulk.ids), bulk.inside) == ("moved", 5, True)


def test_clauses_that_moved_and_changed_are_no_bulk(klein: Policy) -> None:
    old = laid_out(klein, {"een": [made(f"t.{i}", f"Dit is tekst {i}.") for i in "abcd"], "twee": []})
    new = laid_out(klein, {"een": [], "twee": [made(f"t.{i}", f"Dat is tekst {i}, of {i}.") for i in "abcd"]})
    assert bulks(compare(old, new)) == ()


def test_the_same_other_audience_is_one_thing_and_another_one_is_not(klein: Policy) -> None:
    old = sections(klein, een="abcde")
    others = {"t.a": ("ouder",), "t.b": ("ouder",), "t.c": ("ouder",), "t.d": ("medewerker",)}
    new = with_clauses(old, lambda c: c.model_copy(update={"audience": others.get(c.id, c.audience)}))
    (bulk,) = bulks(compare(old, new))
    assert (bulk.kind, bulk.ids) == ("audience", ("t.a", "t.b", "t.c"))


def test_clauses_that_only_have_another_id_are_one_thing(klein: Policy) -> None:
    def named(name: str) -> Policy:
        return laid_out(klein, {"een": [made(f"{name}.{i}", f"Tekst {i}.", title=f"Over {i}") for i in "abcd"]})

    old, new = named("oud"), named("nieuw")
    (bulk,) = bulks(compare(old, new, lineage={f"nieuw.{i}": (f"oud.{i}",) for i in "abcd"}))
    assert (bulk.kind, len(bulk.ids)) == ("renamed", 4)


def test_what_is_explained_by_itself_is_told_by_itself(klein: Policy) -> None:
    new = {name: coached(template) for name, template in NAMES.items()}
    given = {"id": "waarom", "summary": "W", "since": "1.0", "motive": "M", "consequences": "G", "measures": "A"}
    note = ChangeNote.model_validate({**given, "clauses": ["t.d"]})
    one, other = with_texts(klein, NAMES), with_texts(klein, new)
    old, later = (
        p.model_copy(update={"document": p.document.model_copy(update={"version": v})})
        for p, v in ((one, "1.0"), (other, "1.1"))
    )
    (bulk,) = bulks(compare(old, later, [note]))
    assert bulk.ids == ("t.a", "t.b", "t.c")


def test_a_heading_in_which_the_name_is_replaced_too_goes_along(klein: Policy) -> None:
    def version(name: str) -> Policy:
        laid = laid_out(klein, {"een": [made(f"t.{i}", f"Vraag {i} aan de {name}.") for i in "ab"]})
        heading = made("x.x", f"Taken van de {name}").wording
        return laid.model_copy(update={"sections": (laid.sections[0].model_copy(update={"heading": heading}),)})

    (bulk,) = bulks(compare(version("mentor"), version("coach")))
    assert (bulk.ids, len(bulk.members), bulk.old, bulk.new) == (("t.a", "t.b"), 3, "mentor", "coach")


def test_a_pair_of_words_is_only_sought_where_texts_begin_to_differ(
    klein: Policy, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["school", "ouder", "klas", "groep", "gesprek", "melding", "regel", "pauze", "plein", "gang"]
    texts = {f"c{n}": " ".join(words[n % 10 :] + words[: n % 10]) + "." for n in range(60)}
    new = {f"c{n}": text.replace(words[n % 5], words[n % 4 + 5]) for n, text in enumerate(texts.values())}
    sought: list[object] = []

    def counted(*about: Any) -> int:
        sought.append(about)
        return _replaced(*about)

    monkeypatch.setattr(module, "_replaced", counted)
    found = bulks(compare(with_texts(klein, texts), with_texts(klein, new)))
    assert sum(len(one.members) for one in found) == len(texts)
    assert len(sought) == len(texts)
