"""What holds for every policy that is gone through, rebuilt or sifted."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from schoolprotocol.policy.model import Clause, Column, Group, Policy, Section, Text
from schoolprotocol.policy.walk import every_clause, every_text, keep, map_clauses, map_texts
from tests.policy.policies import WHO, policies

audiences = st.sampled_from(WHO)


@given(policies())
def test_a_policy_of_which_nothing_is_changed_is_the_same_policy(policy: Policy) -> None:
    assert map_clauses(policy, lambda clause: clause) == policy
    assert map_texts(policy, lambda _slot, text: text) == policy


@given(policies())
def test_every_clause_comes_in_reading_order_the_excerpts_last(policy: Policy) -> None:
    excerpt = policy.excerpt
    excerpted = [*_read(excerpt.groups), *_read(excerpt.half or ()), excerpt.short] if excerpt is not None else []
    assert list(every_clause(policy)) == [*_read(policy.sections), *excerpted]
    assert list(every_clause(*policy.sections)) == list(policy.clauses())
    assert {clause.id for clause in every_clause(policy)} == set(policy.by_id())


@given(policies())
def test_every_clause_is_changed_once_and_nothing_else_is(policy: Policy) -> None:
    seen: list[str] = []

    def change(clause: Clause) -> Clause:
        seen.append(clause.id)
        return clause.model_copy(update={"title": f"{clause.title}!"})

    changed = map_clauses(policy, change)
    assert seen == [clause.id for clause in every_clause(policy)]
    assert [clause.title for clause in every_clause(changed)] == [f"{id_}!" for id_ in seen]
    back = map_clauses(changed, lambda clause: clause.model_copy(update={"title": clause.title[:-1]}))
    assert back == policy


@given(policies())
def test_what_was_changed_leaves_the_policy_that_it_came_from_as_it_was(policy: Policy) -> None:
    before = policy.model_dump_json()
    map_clauses(policy, lambda clause: clause.model_copy(update={"notes": ()}))
    map_texts(policy, lambda _slot, _text: Text(text="", template=""))
    keep(policy.sections, lambda _clause: False)
    assert policy.model_dump_json() == before


@given(policies())
def test_whoever_keeps_every_clause_loses_only_what_holds_none(policy: Policy) -> None:
    whole = keep(policy.sections, lambda _clause: True)
    assert list(every_clause(*whole)) == list(policy.clauses())
    assert keep(whole, lambda _clause: True) == whole
    if all(any(every_clause(part)) for part in _parts(policy.sections)):
        assert whole == policy.sections


@given(policies())
def test_whoever_keeps_no_clause_keeps_nothing(policy: Policy) -> None:
    assert keep(policy.sections, lambda _clause: False) == ()
    assert keep(policy.excerpt_groups, lambda _clause: False) == ()


@given(policies(), audiences)
def test_what_is_kept_is_what_was_wanted_and_nothing_is_left_empty(policy: Policy, audience: str) -> None:
    kept = keep(policy.sections, lambda clause: audience in clause.audience)
    assert list(every_clause(*kept)) == [clause for clause in policy.clauses() if audience in clause.audience]
    assert all(any(every_clause(part)) for part in _parts(kept))


@given(policies(), audiences, audiences)
def test_it_does_not_matter_which_is_sifted_first(policy: Policy, one: str, other: str) -> None:
    twice = keep(keep(policy.sections, lambda c: one in c.audience), lambda c: other in c.audience)
    assert twice == keep(policy.sections, lambda c: one in c.audience and other in c.audience)


@given(policies())
def test_every_text_is_visited_with_its_own_slot(policy: Policy) -> None:
    found: dict[object, Text] = {}
    for slot, text in every_text(policy):
        assert found.setdefault(slot, text) == text, "one slot has two texts"
    rebuilt = map_texts(policy, lambda slot, _text: found[slot])
    assert rebuilt == policy
    assert len([text for _slot, text in every_text(policy)]) == policy.model_dump_json().count('"template":')


def _read(parts: tuple[Section, ...] | tuple[Group, ...]) -> Iterator[Clause]:
    """The clauses, read the long way round."""
    for part in parts:
        if isinstance(part, Section):
            yield from _read(part.groups)
            yield from _read(part.sections)
        else:
            yield from part.clauses
            for column in part.columns:
                yield from column.clauses


def _parts(sections: tuple[Section, ...]) -> Iterator[Section | Group | Column]:
    for section in sections:
        yield section
        for group in section.groups:
            yield group
            yield from group.columns
        yield from _parts(section.sections)
