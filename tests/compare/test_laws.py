"""What holds for any two versions of a document."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schoolprotocol.compare.changeset import ChangeSet
from schoolprotocol.compare.compare import compare
from schoolprotocol.compare.prove import rebuild
from schoolprotocol.compare.segments import Reader, segments
from schoolprotocol.compare.tokens import Printing, tokens
from schoolprotocol.compare.words import Unit, runs, units
from schoolprotocol.outputs.report.report import report_json
from schoolprotocol.policy.model import Policy, Text, canonical_json
from schoolprotocol.policy.slots import Slot
from tests.compare.edits import clause, facts, laid_out, made, swapped, text, with_note, with_values
from tests.conftest import ROOTS
from tests.helpers import policy_of

WORDS = ["de", "het", "leerling", "telefoon", "niet", "wél", "foto's", "e-mail", "3.5", "school", "{{ bewaarplek }}"]
MARKS = [
    " ",
    " ",
    " ",
    ". ",
    ", ",
    "? ",
    "\n",
    "\n\n",
    "\n- ",
    "\n1. ",
    " **",
    "** ",
    "[^n]",
    " {clause}`a.b` ",
    "é",
    "\\*",
]


@pytest.fixture(scope="module")
def klein() -> Policy:
    return policy_of(ROOTS / "klein")


wordings = st.lists(st.sampled_from([*WORDS, *MARKS]), min_size=1, max_size=24).map("".join)
anything = st.text(max_size=40)
ids = [f"t.{letter}" for letter in "abcdefgh"]


@st.composite
def layouts(draw: st.DrawFn) -> dict[str, list[str]]:
    """Clause ids over sections, in some order."""
    chosen = draw(st.permutations(ids))
    cuts = sorted(draw(st.lists(st.integers(0, len(ids)), min_size=3, max_size=3)))
    names = draw(st.permutations(["een", "twee", "drie"]))
    return {name: chosen[a:b] for name, a, b in zip(names, [0, *cuts], cuts, strict=False)}


@st.composite
def versions(
    draw: st.DrawFn, said: st.SearchStrategy[str] = anything, cell: st.SearchStrategy[str] = anything
) -> tuple[dict[str, list[str]], dict[str, str], dict[str, str], str, str]:
    """What a version says: its layout, texts and notes by clause, a value, and a cell of a table."""
    texts = {id_: draw(wordings | said) for id_ in ids}
    notes = {id_: draw(wordings) for id_ in ids if draw(st.booleans())}
    return draw(layouts()), texts, notes, draw(st.sampled_from(["in de tas", "thuis"])), draw(cell)


def policy(klein: Policy, given_: tuple[dict[str, list[str]], dict[str, str], dict[str, str], str, str]) -> Policy:
    layout, texts, notes, value, cell = given_
    clauses = {
        id_: with_note(made(id_, texts[id_]), "n", notes[id_]) if id_ in notes else made(id_, texts[id_]) for id_ in ids
    }
    laid = laid_out(klein, {name: [clauses[id_] for id_ in members] for name, members in layout.items()})
    table = klein.front[0].model_copy(update={"rows": (*klein.front[0].rows, (text(cell), text(value)))})
    return with_values(laid, bewaarplek=value).model_copy(update={"front": (table,)})


@pytest.mark.slow
@given(versions())
def test_a_version_compared_with_itself_gives_nothing(klein: Policy, given_: object) -> None:
    one = policy(klein, given_)  # type: ignore[arg-type]
    changes = compare(one, one.model_copy())
    assert changes.is_empty
    assert not changes.suggestions


@given(versions(), versions())
def test_both_versions_are_rebuilt_from_the_json_to_the_byte(klein: Policy, one: object, other: object) -> None:
    old, new = policy(klein, one), policy(klein, other)  # type: ignore[arg-type]
    changes = ChangeSet.model_validate_json(report_json(compare(old, new)))
    assert canonical_json(rebuild(changes, "old")) == canonical_json(old)
    assert canonical_json(rebuild(changes, "new")) == canonical_json(new)


@given(versions(), versions())
def test_swapping_the_versions_mirrors_every_change(klein: Policy, one: object, other: object) -> None:
    old, new = policy(klein, one), policy(klein, other)  # type: ignore[arg-type]
    assert facts(compare(new, old)) == swapped(compare(old, new))


@given(versions(), versions())
def test_without_words_the_same_is_told_to_change_and_nothing_less(klein: Policy, one: object, other: object) -> None:
    old, new = policy(klein, one), policy(klein, other)  # type: ignore[arg-type]
    assert judged(compare(old, new, with_words=False)) == judged(compare(old, new))


def judged(changes: ChangeSet) -> dict[str, object]:
    """All that is told but the words of clauses, of which only tells which texts they are."""
    told = changes.model_dump()
    for change, of_clause in zip(told["changes"], changes.changes, strict=True):
        change["parts"] = {str(slot) for part in of_clause.parts for slot in (part.old, part.new) if slot is not None}
    return told


@given(versions(), st.sampled_from(ids), wordings)
def test_a_document_with_one_other_text_gives_that_one_change(
    klein: Policy, given_: object, id_: str, new_text: str
) -> None:
    old = policy(klein, given_)  # type: ignore[arg-type]
    placed = {c.id for c in old.clauses()}
    if id_ not in placed:
        return
    other = (given_[0], {**given_[1], id_: new_text}, *given_[2:])  # type: ignore[index]
    changes = compare(old, policy(klein, other))
    same = clause(old, id_).wording.template == new_text
    assert [change.id for change in changes.changes] == ([] if same else [id_])
    assert not (changes.headings or changes.tables or changes.document or changes.parameters or changes.renumbered)


@given(anything | wordings, st.booleans())
def test_the_tokens_of_a_text_are_the_text(template: str, markup: bool) -> None:
    assert "".join(token.raw for token in tokens(template, markup=markup)) == template


@settings(max_examples=150)
@given(wordings, wordings)
def test_no_word_is_cut(old: str, new: str) -> None:
    reader = Reader(Printing())
    found = segments(units(old, markup=True), units(new, markup=True), reader, reader)
    for dropped in ("insert", "delete"):
        side = [segment.text for segment in found if segment.op != dropped]
        for left, right in pairwise(side):
            letters = unicodedata.category(left[-1])[0] + unicodedata.category(right[0])[0]
            assert not set(letters) <= set("LM"), (left, right)


@settings(max_examples=150)
@given(wordings, wordings)
def test_runs_hold_both_texts_whole(old: str, new: str) -> None:
    left, right = units(old, markup=True), units(new, markup=True)
    found = runs(left, right)
    assert tuple(unit for run in found for unit in run.old) == left
    assert tuple(unit for run in found for unit in run.new) == right
    assert all(_cores(run.old) == _cores(run.new) for run in found if run.same)


def _cores(found: tuple[Unit, ...]) -> list[str]:
    return [unit.core.raw for unit in found]


def test_a_printed_text_of_an_older_release_is_rebuilt_as_it_was(klein: Policy) -> None:
    """Escaping may differ between releases of the program; what was adopted does not."""
    first = next(klein.clauses())
    old = laid_out(klein, {"een": [first.model_copy(update={"wording": Text(text="anders", template="{{ x }}")})]})
    changes = compare(old, klein)
    assert changes.old.printed == {Slot.clause(first.id): "anders"}
    assert rebuild(ChangeSet.model_validate_json(report_json(changes)), "old") == old


@st.composite
def kin(draw: st.DrawFn) -> tuple[tuple[list[str], list[str]], dict[str, tuple[str, ...]], tuple[dict[str, str], ...]]:
    """Ids in their order in two versions, a lineage between them, and texts of both."""
    orders = tuple(draw(st.permutations(ids))[: draw(st.integers(0, len(ids)))] for _side in range(2))
    lineage = draw(
        st.dictionaries(st.sampled_from(ids), st.sets(st.sampled_from(ids), max_size=3).map(tuple), max_size=4)
    )
    texts = tuple({id_: draw(st.sampled_from(SAID)) for id_ in ids} for _side in range(2))
    return orders, lineage, texts  # type: ignore[return-value]


SAID = ("Leg hem nu weg. Bel de school. Wacht op de gang.", "Bel de school. Leg hem nu weg.", "Wacht op de gang.")


@given(kin(), st.integers(0, 8), st.integers(0, 8))
def test_splits_and_merges_mirror_and_rebuild_whatever_their_lineage(
    klein: Policy,
    given_: tuple[tuple[list[str], list[str]], dict[str, tuple[str, ...]], tuple[dict[str, str], ...]],
    cut: int,
    other_cut: int,
) -> None:
    orders, lineage, texts = given_
    who = (("leerling",), ("leerling", "ouder"))
    sides = []
    for order, said, at in zip(orders, texts, (cut, other_cut), strict=True):
        clauses = [made(id_, said[id_], audience=who[len(said[id_]) % 2]) for id_ in order]
        sides.append(laid_out(klein, {"een": clauses[:at], "twee": clauses[at:]}))
    changes = compare(sides[0], sides[1], lineage=lineage)
    assert judged(compare(sides[0], sides[1], lineage=lineage, with_words=False)) == judged(changes)
    assert facts(compare(sides[1], sides[0], lineage=lineage)) == swapped(changes)
    assert all(change.moves for change in changes.changes if "moved" in change.facets)
    parts = [part for change in changes.changes for part in change.parts if part.move is not None]
    numbers = [part.move for part in parts]
    assert sorted(numbers) == sorted([*range(1, len(parts) // 2 + 1)] * 2)  # type: ignore[type-var]
    assert sum(part.old is None for part in parts) == sum(part.new is None for part in parts) == len(parts) // 2
