"""The score of the comparison on a small sample; `make bench-diff` takes a larger one, beside other tools."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schoolprotocol.compare.changeset import Match
from tests.bench_diff import bench_diff, generate, hand, rekeyed, schemes, wanted
from tests.bench_diff.labels import Case, Label
from tests.bench_diff.printed import Line
from tests.bench_diff.rivals import RIVALS, marks
from tests.bench_diff.score import GROUPS, Score, rival_score

EDITS = 150
KINDS = {
    *("word", "sentence", "clause added", "clause dropped", "moved", "moved and changed", "split", "merged"),
    *("parameter", "cell", "note", "list item", "punctuation", "case", "white space", "bold", "reference"),
}
"""The edits that council reports must be right about."""


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return [hand.case(hand.forty), *generate.cases(EDITS, seed=3)]


@pytest.fixture(scope="module")
def score(cases: list[Case]) -> Score:
    found = Score()
    for case in cases:
        found.take(case)
    return found


def test_every_wanted_figure_is_reached(score: Score) -> None:
    missed = [f"{f.name}: {f.value}, wanted {f.wanted}" for f in wanted.figures(score) if not f.reached]
    assert not missed, score.misses


def test_every_kind_of_edit_is_told_exactly(score: Score) -> None:
    assert {kind: share.share for kind, share in score.kinds.items() if share.share < 1} == {}


def test_the_sample_holds_every_kind_of_edit(score: Score) -> None:
    assert score.kinds.keys() >= KINDS
    assert sum(share.of for share in score.kinds.values()) == EDITS + len(hand.edits())
    assert all(score.found[group].of >= 4 for group in GROUPS)


def test_the_edits_labelled_by_hand_are_told_exactly_in_forty_and_in_four_hundred_clauses() -> None:
    for start, size in ((hand.forty, 40), (hand.four_hundred, 400)):
        case = hand.case(start)
        assert sum(1 for _clause in case.old.clauses()) == size
        found = Score()
        found.take(case)
        assert found.misses == []
        assert all(share.share == 1 for share in found.kinds.values())


def test_four_hundred_clauses_take_less_than_the_wanted_time() -> None:
    case = hand.case(hand.four_hundred)
    assert wanted.seconds(bench_diff.cpu(lambda: bench_diff.ours(case))).reached


@pytest.mark.stress
def test_processes_that_hash_differently_write_the_same_bytes() -> None:
    assert bench_diff.same_bytes(seed=5, edits=20).reached


# -- ids that say little ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def by_scheme(cases: list[Case]) -> dict[tuple[str, Match], schemes.SchemeScore]:
    return schemes.scores([*cases, *generate.bulk_cases(2, seed=3)])


@pytest.mark.stress
@pytest.mark.parametrize("scheme", rekeyed.SCHEMES)
def test_by_text_versions_are_compared_well_whatever_their_ids(
    scheme: str, by_scheme: dict[tuple[str, Match], schemes.SchemeScore]
) -> None:
    found = by_scheme[scheme, "text"]
    assert [figure for figure in wanted.by_text(found, scheme) if not figure.reached] == []
    assert (found.text.lossless.share, found.text.cuts) == (1, 0)
    assert found.taken > 500


@pytest.mark.stress
@pytest.mark.parametrize("scheme", ["disjoint", "positional", "hash"])
def test_by_id_the_same_versions_are_another_document(
    scheme: str, by_scheme: dict[tuple[str, Match], schemes.SchemeScore]
) -> None:
    by_id, by_text = by_scheme[scheme, "id"], by_scheme[scheme, "text"]
    assert by_id.recall.share < 0.9 < by_text.recall.share
    assert by_id.text.marked.share > 5 * by_text.text.marked.share


def test_a_pair_that_is_not_one_is_counted_as_wrong(cases: list[Case]) -> None:
    case = cases[0]
    mistaken = replace(case, labels=tuple(label for label in case.labels if label.kind != "split"))
    right, wrong = schemes.SchemeScore(), schemes.SchemeScore()
    right.take(case, "disjoint", "text")
    wrong.take(mistaken, "disjoint", "text")
    assert (right.wrong, wrong.wrong) == (0, 1)


# -- the score itself -------------------------------------------------------------------------------------------------


def test_the_same_seed_gives_the_same_edits() -> None:
    one, other, third = (list(generate.cases(20, seed)) for seed in (4, 4, 5))
    assert one == other
    assert one != third


def _missed(cases: list[Case]) -> set[str]:
    found = Score()
    for case in cases:
        found.take(case)
    return {figure.name for figure in wanted.figures(found) if not figure.reached}


@pytest.mark.stress
def test_a_comparison_that_forgets_lineage_misses_splits_and_merges(cases: list[Case]) -> None:
    missed = _missed([replace(case, lineage={}) for case in cases])
    assert {"recall, split", "recall, merged", "precision, all"} <= missed


def test_an_edit_that_is_not_told_and_one_that_was_not_made_are_both_counted(cases: list[Case]) -> None:
    case = cases[0]
    invented = Label("word", frozenset({("changed", "nergens.iets")}), "nergens.iets", "substantive")
    assert "recall, all" in _missed([replace(case, labels=(*case.labels, invented))])
    assert "precision, all" in _missed([replace(case, labels=case.labels[1:])])


# -- other tools ------------------------------------------------------------------------------------------------------

OLD = [Line("een.a", "p", "1.1", "De telefoon ligt thuis.", "De telefoon ligt thuis.")]
NEW = [Line("een.a", "p", "1.2", "De telefoon ligt hier.", "De telefoon ligt hier.")]


def test_what_a_rival_marks_is_laid_on_the_clauses() -> None:
    stretches = [("same", "1."), ("delete", "1"), ("insert", "2"), ("same", " De telefoon ligt ")]
    stretches += [("delete", "thuis"), ("insert", "hier"), ("same", ".")]
    found = marks(stretches, OLD, NEW, {})  # type: ignore[arg-type]
    assert found.at("een.a") == ({"thuis": 1}, {"hier": 1})
    assert [chunk.is_number for chunk in found.chunks] == [True, False]
    assert (found.lossless, found.cuts, found.places()) == (True, 0, {"een.a"})


def test_a_rival_that_cuts_a_word_or_loses_one_is_found_out() -> None:
    cutting = [("same", "1.1 De tele"), ("delete", "foon"), ("same", " ligt thuis.")]
    found = marks(cutting, OLD, OLD, {})  # type: ignore[arg-type]
    assert (found.lossless, found.cuts) == (False, 1)


@pytest.mark.stress
@pytest.mark.parametrize("name", RIVALS)
def test_every_rival_runs_on_the_same_text(name: str, cases: list[Case]) -> None:
    found = rival_score(RIVALS[name], cases[:2], mirrored=1)
    assert found.recall.share > 0.9
    assert found.identical == 0
    assert found.numbers > 0
