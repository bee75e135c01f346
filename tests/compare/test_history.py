"""The history of a clause follows from the versions, whatever became of its id and its place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from schoolprotocol import messages
from schoolprotocol.compare import history as histories
from schoolprotocol.compare.changeset import ChangeSet
from schoolprotocol.compare.compare import compare
from schoolprotocol.compare.history import History, history
from schoolprotocol.model.change import ChangeNote
from schoolprotocol.policy.model import Omission, Policy
from tests.compare.edits import clause, laid_out, made, reworded, with_clauses, with_values
from tests.conftest import ROOTS
from tests.helpers import policy_of

Told = list[tuple[str, ...]]


@pytest.fixture(scope="module")
def klein() -> Policy:
    messages.use("en")
    return policy_of(ROOTS / "klein", "zuid")


def versions(*policies: Policy, numbers: Sequence[str] = ("1.0", "1.1", "1.2", "1.3", "1.4")) -> list[Policy]:
    """These texts as versions of one document; all adopted but the last, which is in the making."""
    last = len(policies) - 1
    found = []
    for n, (policy, number) in enumerate(zip(policies, numbers, strict=False)):
        status = "concept" if n == last else "vastgesteld"
        document = policy.document.model_copy(update={"version": number, "status": status, "day": date(2026, 1 + n, 1)})
        found.append(policy.model_copy(update={"document": document}))
    return found


def told(found: History, id_: str) -> Told:
    """Version and facets of each event."""
    of = found.of(id_)
    assert of is not None, id_
    return [(event.version, *event.facets) for event in of.events]


def note(id_: str, since: str, **about: tuple[str, ...]) -> ChangeNote:
    texts = {"motive": "Omdat.", "consequences": "Geen.", "measures": "Geen."}
    return ChangeNote.model_validate({"id": id_, "summary": f"Dit is {id_}", "since": since, **texts, **about})


def test_a_clause_that_never_changed_has_only_its_first_version(klein: Policy) -> None:
    found = history(versions(klein, klein, klein))
    assert told(found, "tips.vraag") == [("1.0",)]
    assert (found.versions, found.of("tips.vraag").changed) == (("1.0", "1.1", "1.2"), None)  # type: ignore[union-attr]


def test_of_no_versions_there_is_no_history() -> None:
    assert history([]) == History()


def test_each_change_is_told_with_its_version_its_day_and_the_reason_of_that_step(klein: Policy) -> None:
    once = reworded(klein, tips__vraag="Vraag het altijd eerst.")
    twice = reworded(klein, tips__vraag="Vraag het nooit.")
    notes = [note("eerst", "1.0", clauses=("tips.vraag",)), note("nooit", "1.1", clauses=("tips.vraag",))]
    of = history(versions(klein, once, twice), notes).of("tips.vraag")
    assert of is not None
    assert [(e.version, e.day, e.adopted, e.why) for e in of.events] == [
        ("1.0", date(2026, 1, 1), True, ()),
        ("1.1", date(2026, 2, 1), True, ("Dit is eerst",)),
        ("1.2", date(2026, 3, 1), False, ("Dit is nooit",)),
    ]
    assert of.changed == of.events[2]


def test_without_a_note_the_schools_own_reason_is_told(klein: Policy) -> None:
    own = clause(klein, "tips.vraag").model_copy(
        update={"wording": made("x.y", "Bel eerst.").wording, "source": "replaced", "reason": "Wij bellen liever."}
    )
    new = with_clauses(klein, lambda one: own if one.id == own.id else one)
    of = history(versions(klein, new)).of("tips.vraag")
    assert of is not None
    assert of.events[-1].why == ("Wij bellen liever.",)


def test_why_a_school_deviates_is_no_reason_for_what_happens_later(klein: Policy) -> None:
    own = clause(klein, "tips.vraag").model_copy(update={"source": "replaced", "reason": "Wij bellen liever."})
    old = with_clauses(klein, lambda one: own if one.id == own.id else one)
    of = history(versions(old, reworded(old, tips__vraag="Bel nooit."))).of("tips.vraag")
    assert of is not None
    assert of.events[-1].why == ()


def test_a_clause_that_the_school_leaves_out_lapses_for_the_reason_that_it_gives(klein: Policy) -> None:
    without = with_clauses(klein, lambda one: None if one.id == "tips.vraag" else one)
    omitted = Omission(id="tips.vraag", title="Vraag het eerst", reason="Wij vragen niets.")
    of = history(versions(klein, without.model_copy(update={"omitted": (omitted,)}))).of("tips.vraag")
    assert of is not None
    assert of.events[-1].why == ("Wij vragen niets.",)


def test_a_rename_keeps_what_happened_before_it(klein: Policy) -> None:
    once = reworded(klein, tips__vraag="Vraag het altijd eerst.")
    renamed = with_clauses(
        once, lambda one: one.model_copy(update={"id": "tips.eerst"}) if one.id == "tips.vraag" else one
    )
    found = history(versions(klein, once, renamed), lineage={"tips.eerst": ("tips.vraag",)})
    assert told(found, "tips.eerst") == [("1.0",), ("1.1", "changed"), ("1.2", "renamed")]
    of = found.of("tips.eerst")
    assert of is not None
    assert [event.clause for event in of.events] == ["tips.vraag", "tips.vraag", "tips.eerst"]
    assert of.events[-1].was == ("tips.vraag",)
    assert found.of("tips.vraag") is None


def test_a_clause_that_lapsed_is_told_with_what_it_had_gone_through(klein: Policy) -> None:
    once = reworded(klein, tips__vraag="Vraag het altijd eerst.")
    without = with_clauses(once, lambda one: None if one.id == "tips.vraag" else one)
    found = history(versions(klein, once, without, without))
    assert told(found, "tips.vraag") == [("1.0",), ("1.1", "changed"), ("1.2", "dropped")]
    assert found.clauses[-1].id == "tips.vraag"
    assert found.clauses[-1].has_lapsed


def test_a_clause_that_came_back_has_one_history(klein: Policy) -> None:
    without = with_clauses(klein, lambda one: None if one.id == "tips.vraag" else one)
    found = history(versions(klein, without, without, klein))
    assert told(found, "tips.vraag") == [("1.0",), ("1.1", "dropped"), ("1.3", "added")]
    assert [one.id for one in found.clauses if one.has_lapsed] == []


def test_an_heir_that_comes_a_version_later_takes_over_the_history(klein: Policy) -> None:
    without = with_clauses(klein, lambda one: None if one.id == "tips.vraag" else one)
    heir = with_clauses(
        klein, lambda one: one.model_copy(update={"id": "tips.eerst"}) if one.id == "tips.vraag" else one
    )
    found = history(versions(klein, without, heir), lineage={"tips.eerst": ("tips.vraag",)})
    assert told(found, "tips.eerst") == [("1.0",), ("1.1", "dropped"), ("1.2", "added")]


def test_clauses_that_were_merged_and_then_split_keep_both_pasts(klein: Policy) -> None:
    one, two = made("a.een", "Bel de school voor half negen."), made("a.twee", "Vraag naar de mentor van uw kind.")
    both = made("a.samen", "Bel de school voor half negen. Vraag naar de mentor van uw kind.")
    again = [made("a.bel", "Bel de school voor half negen."), made("a.vraag", "Vraag naar de mentor van uw kind.")]
    lineage = {"a.samen": ("a.een", "a.twee"), "a.bel": ("a.samen",), "a.vraag": ("a.samen",)}
    found = history(
        versions(laid_out(klein, {"a": [one, two]}), laid_out(klein, {"a": [both]}), laid_out(klein, {"a": again})),
        lineage=lineage,
    )
    for id_ in ("a.bel", "a.vraag"):
        of = found.of(id_)
        assert of is not None
        assert [(e.version, e.clause, e.facets[:1]) for e in of.events] == [
            ("1.0", "a.een", ()),
            ("1.0", "a.twee", ()),
            ("1.1", "a.samen", ("merged",)),
            ("1.2", id_, ("split",)),
        ]


def test_a_value_that_changed_is_told_at_each_clause_that_prints_it(klein: Policy) -> None:
    new = with_values(klein, bewaarplek="in de kluis")
    found = history(versions(klein, new), [note("kluis", "1.0", parameters=("bewaarplek",))])
    of = found.of("afspraken.opbergen")
    assert of is not None
    assert (of.events[-1].facets, of.events[-1].values) == (("parameter",), (("thuis", "in de kluis"),))
    assert of.events[-1].why == ("Dit is kluis",)
    assert told(found, "tips.vraag") == [("1.0",)]


def test_words_and_value_in_one_version_are_one_event(klein: Policy) -> None:
    new = with_values(
        with_clauses(
            klein,
            lambda one: (
                one.model_copy(update={"wording": made("x.y", "Berg hem {{ bewaarplek }} op.").wording})
                if one.id == "afspraken.opbergen"
                else one
            ),
        ),
        bewaarplek="in de kluis",
    )
    found = history(versions(klein, new))
    assert [event[0] for event in told(found, "afspraken.opbergen")] == ["1.0", "1.1"]


def test_another_number_or_origin_is_no_event_and_a_new_version_number_neither(klein: Policy) -> None:
    new = with_clauses(klein, lambda one: one.model_copy(update={"number": "9.9", "source": "own"}))
    found = history(versions(klein, new))
    assert {len(one.events) for one in found.clauses} == {1}


def test_another_audience_and_another_place_are_events(klein: Policy) -> None:
    one, two, three = (made(f"a.{n}", f"De telefoon nummer {n} ligt in de kluis.") for n in ("een", "twee", "drie"))
    old = laid_out(klein, {"a": [one, two], "b": [three]})
    new = laid_out(klein, {"a": [two], "b": [three.model_copy(update={"audience": ("ouder",)}), one]})
    found = history(versions(old, new))
    assert told(found, "a.een") == [("1.0",), ("1.1", "moved")]
    assert told(found, "a.drie") == [("1.0",), ("1.1", "audience")]
    assert told(found, "a.twee") == [("1.0",)]


def test_version_ten_comes_after_version_nine(klein: Policy) -> None:
    one, two = made("a.een", "Bel de school voor half negen."), made("a.twee", "Vraag naar de mentor van uw kind.")
    changed = made("a.een", "Bel de school voor negen uur.")
    both = made("a.samen", "Bel de school voor negen uur. Vraag naar de mentor van uw kind.")
    texts = [laid_out(klein, {"a": list(clauses)}) for clauses in ((one, two), (changed, two), (both,))]
    found = history(versions(*texts, numbers=("1.9", "1.10", "1.11")), lineage={"a.samen": ("a.een", "a.twee")})
    assert [event[0] for event in told(found, "a.samen")] == ["1.9", "1.9", "1.10", "1.11"]


def test_a_value_that_changes_twice_under_one_number_is_told_twice(klein: Policy) -> None:
    texts = versions(
        klein, with_values(klein, bewaarplek="nu"), with_values(klein, bewaarplek="dan"), numbers=("1.0", "1.1", "1.1")
    )
    of = history(texts).of("afspraken.opbergen")
    assert of is not None
    assert [event.values for event in of.events] == [(), (("thuis", "nu"),), (("nu", "dan"),)]


def test_a_school_with_another_name_changes_what_prints_it(klein: Policy) -> None:
    named = clause(klein, "inleiding.doel")
    assert "school.short" in named.wording.template
    found = history(versions(klein, with_values(klein, school__short="De Nieuwe Naam")))
    assert told(found, "inleiding.doel") == [("1.0",), ("1.1", "parameter")]


def test_two_versions_that_were_compared_already_are_not_compared_again(
    klein: Policy, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = versions(klein, reworded(klein, tips__vraag="Vraag het altijd."), reworded(klein, tips__vraag="Bel."))
    known, wanted = compare(texts[1], texts[2]), history(texts)
    asked = []

    def counted(*arguments: Any) -> ChangeSet:
        asked.append(tuple(policy.document.version for policy in arguments[:2]))
        return compare(*arguments)

    monkeypatch.setattr(histories, "compare", counted)
    assert history(texts, known=known) == wanted
    assert asked == [("1.0", "1.1")]
    assert history(texts, known=compare(texts[0], texts[2])) == wanted
    assert len(asked) == 3, "another comparison is of no use"
