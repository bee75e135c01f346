"""Versions of which the ids say little, compared by what they say."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolprotocol.compare.changeset import ChangeSet, Facet
from schoolprotocol.compare.compare import compare
from schoolprotocol.compare.prove import original
from schoolprotocol.policy.model import Clause, Policy, canonical_json, digest
from tests.compare.edits import MIRRORED, laid_out, made
from tests.compare.test_alike import BOETE, KLUIS, MENTOR, PAUZE
from tests.conftest import ROOTS
from tests.helpers import policy_of


@pytest.fixture(scope="module")
def klein() -> Policy:
    return policy_of(ROOTS / "klein")


def document(klein: Policy, **sections: dict[str, str]) -> Policy:
    """Text by clause id, by section."""
    return laid_out(
        klein, {name: [made(id_, text, title="Zo") for id_, text in one.items()] for name, one in sections.items()}
    )


def told(changes: ChangeSet) -> dict[str, tuple[str, ...]]:
    return {change.id: change.facets for change in changes.changes}


def by_text(old: Policy, new: Policy, **lineage: tuple[str, ...]) -> ChangeSet:
    changes = compare(old, new, match="text", lineage={id_.replace("__", "."): was for id_, was in lineage.items()})
    assert (changes.old.hash, changes.new.hash) == (digest(old), digest(new))
    assert canonical_json(original(changes, "old")) == canonical_json(old)
    return changes


def test_other_ids_alone_are_no_change_for_who_reads(klein: Policy) -> None:
    old = document(klein, een={"a.mentor": MENTOR, "a.kluis": f"{KLUIS} Zie {{clause}}`a.mentor`."})
    new = document(klein, one={"b.x1": MENTOR, "b.x2": f"{KLUIS} Zie {{clause}}`b.x1`."})
    changes = by_text(old, new)
    assert (told(changes), changes.match) == ({}, "text")
    assert [(change.id, change.facets) for change in changes.headings] == [("one", ("heading",))]


def test_an_id_that_went_on_to_another_clause_names_two_in_the_report(klein: Policy) -> None:
    old = document(klein, een={"art.nr-1": MENTOR, "art.nr-2": KLUIS, "art.nr-3": PAUZE})
    new = document(klein, een={"art.nr-1": KLUIS.replace("eerste", "tweede"), "art.nr-2": PAUZE, "art.nr-3": BOETE})
    changes = by_text(old, new)
    assert told(changes) == {
        "art.nr-1@1.1": ("dropped",),
        "art.nr-1": ("changed", "renumbered"),
        "art.nr-3": ("added",),
    }
    assert {change.id for change in changes.changes} != {change.id for change in compare(old, new).changes}


def test_a_clause_that_was_split_while_it_moved_is_one_change(klein: Policy) -> None:
    old = document(klein, een={"a.beide": f"{MENTOR} {KLUIS}", "a.boete": BOETE}, twee={"a.pauze": PAUZE})
    new = document(klein, een={"b.1": BOETE}, twee={"b.2": PAUZE, "b.3": MENTOR, "b.4": KLUIS})
    (change,) = by_text(old, new).changes
    assert ([one.id for one in change.new], {"split", "moved"} <= set(change.facets)) == (["b.3", "b.4"], True)


def test_what_an_author_declared_counts_above_what_looks_alike(klein: Policy) -> None:
    old = document(klein, een={"a.mentor": MENTOR, "a.kluis": KLUIS})
    new = document(klein, een={"b.mentor": MENTOR, "b.kluis": PAUZE})
    assert told(by_text(old, new, b__kluis=("a.mentor",)))["b.kluis"] == ("changed", "renumbered")


def test_what_is_too_uncertain_is_proposed_by_the_ids_of_the_report(klein: Policy) -> None:
    old = document(klein, een={"a.x": "Leerlingen mogen in de pauze bellen."})
    new = document(
        klein,
        een={"b.1": "Leerlingen mogen in de pauze niet bellen."},
        twee={"b.2": "Leerlingen mogen in de pauze wel bellen."},
    )
    changes = by_text(old, new)
    (hint,) = changes.suggestions
    assert (hint.is_certain, hint.old) == (False, ("a.x",))
    assert {facet for facets in told(changes).values() for facet in facets} == {"added", "dropped"}


def test_two_documents_that_share_nothing_are_told_as_they_are_by_id(klein: Policy) -> None:
    old = document(klein, een={"a.mentor": MENTOR, "a.nee": "Nee."})
    new = document(klein, twee={"b.pauze": PAUZE, "b.ja": "Ja."})
    changes = by_text(old, new)
    assert (told(changes), changes.suggestions) == (told(compare(old, new)), ())


def test_a_rewritten_clause_keeps_its_id_where_ids_hold(klein: Policy) -> None:
    old = document(klein, een={"a.mentor": MENTOR, "a.kluis": KLUIS})
    new = document(klein, een={"a.mentor": MENTOR, "a.kluis": PAUZE})
    assert told(by_text(old, new)) == {"a.kluis": ("changed",)}


TEXTS = (
    MENTOR,
    KLUIS,
    PAUZE,
    BOETE,
    "Nee.",
    "",
    f"{MENTOR} {KLUIS}",
    KLUIS.replace("eerste", "tweede"),
    f"{BOETE} Nee.",
)
layouts = st.lists(
    st.lists(
        st.tuples(st.sampled_from(["r.a", "r.b", "r.c", "r.d", "r.e", "r.f"]), st.sampled_from(TEXTS)), max_size=4
    ),
    min_size=1,
    max_size=3,
)


def arranged(klein: Policy, layout: list[list[tuple[str, str]]]) -> Policy:
    seen: set[str] = set()
    sections: dict[str, list[Clause]] = {}
    for name, members in zip(("een", "twee", "drie"), layout, strict=False):
        sections[name] = [made(id_, text, title="Zo") for id_, text in dict(members).items() if id_ not in seen]
        seen |= {id_ for id_, _text in members}
    return laid_out(klein, sections)


@given(layouts, layouts)
def test_whatever_the_ids_both_versions_come_back_and_swapping_mirrors(
    klein: Policy, one: list[list[tuple[str, str]]], other: list[list[tuple[str, str]]]
) -> None:
    old, new = arranged(klein, one), arranged(klein, other)
    changes = by_text(old, new)
    ids = [change.id for change in changes.changes]
    assert len(ids) == len(set(ids))
    back = by_text(new, old)
    assert shape(back) == {(now, was, MIRRORED.get(kind, kind)): n for (was, now, kind), n in shape(changes).items()}


def shape(changes: ChangeSet) -> Counter[tuple[int, int, Facet]]:
    """How many clauses became how many, and what happened; which of two neighbours moved is a matter of taste."""
    return Counter(
        (len(change.old), len(change.new), facet)
        for change in changes.changes
        for facet in change.facets
        if facet not in {"moved", "renumbered"}
    )
