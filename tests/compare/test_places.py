"""What became of each part where clauses were split or merged: its place, its readers, its form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from schoolprotocol.compare.changeset import Change
from schoolprotocol.compare.compare import compare
from schoolprotocol.policy.model import Clause, Column, Group, Policy, Section
from tests.compare.edits import laid_out, made, text, told
from tests.conftest import ROOTS
from tests.helpers import policy_of

LINEAGE = {"t.a1": ("t.a",), "t.a2": ("t.a",), "t.ab": ("t.a", "t.b")}
WORDS = {
    "a": "Leerlingen leggen hun telefoon weg. Zij halen hem later.",
    "a1": "Leerlingen leggen hun telefoon weg.",
    "a2": "Zij halen hem later.",
    "b": "Wie hem vergeet, vraagt het na.",
    "ab": "Leerlingen leggen hun telefoon weg. Zij halen hem later. Wie hem vergeet, vraagt het na.",
}


@pytest.fixture(scope="module")
def klein() -> Policy:
    return policy_of(ROOTS / "klein")


def one(name: str, **more: object) -> Clause:
    """`a`; or `a=a1`: the clause with that id and the words of the other."""
    id_, _is, words = name.partition("=")
    return made(f"t.{id_}", WORDS.get(words or id_, f"De tekst van clausule {name}, die langer is."), **more)


def placed(klein: Policy, **ids: str) -> Policy:
    return laid_out(klein, {section: [one(name) for name in names.split()] for section, names in ids.items()})


def only(old: Policy, new: Policy, lineage: Mapping[str, Sequence[str]] = LINEAGE) -> Change:
    (change,) = compare(old, new, lineage={id_: tuple(was) for id_, was in lineage.items()}).changes
    return change


SPLITS = {
    "in place": ("x a y z", "x a1 a2 y z"),
    "with another clause come between": ("x a y z", "x a1 nieuw a2 y z"),
    "the other way round": ("x a y z", "x a2 a1 y z"),
}


@pytest.mark.parametrize(("old", "new"), SPLITS.values(), ids=SPLITS)
def test_a_clause_that_was_split_where_it_stood_did_not_move(klein: Policy, old: str, new: str) -> None:
    changes = compare(placed(klein, een=old), placed(klein, een=new), lineage=LINEAGE)
    assert "moved" not in told(changes)["t.a"]
    back = compare(placed(klein, een=new), placed(klein, een=old), lineage=LINEAGE)
    assert not [change for change in back.changes if "moved" in change.facets]


def test_a_part_that_stands_further_down_has_moved_and_its_neighbours_have_not(klein: Policy) -> None:
    old, new = placed(klein, een="x a y z"), placed(klein, een="x a1 y z a2")
    change = only(old, new)
    assert change.facets == ("split", "moved")
    assert [(move.old, move.new, move.elsewhere) for move in change.moves] == [("t.a", "t.a2", False)]
    back = only(new, old)
    assert back.facets == ("merged", "moved")
    assert [(move.old, move.new, move.elsewhere) for move in back.moves] == [("t.a2", "t.a", False)]


def test_a_split_clause_that_moved_as_a_whole_is_told_too(klein: Policy) -> None:
    change = only(placed(klein, een="x a y z"), placed(klein, een="x y z a1 a2"))
    assert [(move.new, move.elsewhere) for move in change.moves] == [("t.a1", False), ("t.a2", False)]


def test_a_part_in_another_section_has_moved_there_and_the_other_has_not(klein: Policy) -> None:
    old, new = placed(klein, een="x a y", twee="z"), placed(klein, een="x a1 y", twee="z a2")
    change = only(old, new)
    assert (change.facets, change.weight) == (("split", "moved"), "substantive")
    assert [(move.new, move.elsewhere) for move in change.moves] == [("t.a2", True)]
    assert [standing.section for standing in change.new] == ["een", "twee"]


def test_the_part_that_kept_the_id_counts_like_any_other(klein: Policy) -> None:
    lineage = {"t.a2": ("t.a",)}
    change = only(placed(klein, een="x a y", twee="z"), placed(klein, een="x a2 y", twee="a=a1 z"), lineage)
    assert [(move.new, move.elsewhere) for move in change.moves] == [("t.a", True)]


def test_a_clause_from_another_section_that_was_merged_in_has_moved(klein: Policy) -> None:
    old, new = placed(klein, een="x a y", twee="b z"), placed(klein, een="x ab y", twee="z")
    change = only(old, new)
    assert (change.facets[:2], change.weight) == (("merged", "moved"), "substantive")
    assert [(move.old, move.elsewhere) for move in change.moves] == [("t.b", True)]


def test_neighbours_that_were_merged_did_not_move(klein: Policy) -> None:
    change = only(placed(klein, een="x a b y"), placed(klein, een="x ab y"))
    assert change.moves == ()


def test_clauses_from_afar_that_were_merged_have_moved(klein: Policy) -> None:
    change = only(placed(klein, een="a x y b"), placed(klein, een="ab x y"))
    assert [(move.old, move.elsewhere) for move in change.moves] == [("t.b", False)]


# -- headings inside a section ----------------------------------------------------------------------------------------


def grouped(klein: Policy, *groups: tuple[str, str]) -> Policy:
    made_ = tuple(
        Group(form="bullets", heading=text(heading) if heading else None, clauses=tuple(map(one, names.split())))
        for heading, names in groups
    )
    section = Section(id="een", heading=text("Een"), number="1", kind="chapter", groups=made_)
    return klein.model_copy(update={"sections": (section,)})


def test_the_first_below_one_heading_that_becomes_the_last_below_another_has_moved(klein: Policy) -> None:
    old = grouped(klein, ("Dit mag", "p q r"), ("Dit mag niet", "s t u"))
    new = grouped(klein, ("Dit mag", "p q"), ("Dit mag niet", "r s t u"))
    change = only(old, new)
    assert (change.id, change.facets, change.weight) == ("t.r", ("moved",), "substantive")
    assert change.moves[0].elsewhere
    assert [standing.group for standing in (*change.old, *change.new)] == ["Dit mag", "Dit mag niet"]


def test_a_clause_that_no_longer_stands_below_the_heading_has_moved(klein: Policy) -> None:
    change = only(grouped(klein, ("Dit mag niet", "p q r")), grouped(klein, ("Dit mag niet", "p q"), ("", "r")))
    assert (change.id, change.facets, change.weight) == ("t.r", ("moved",), "substantive")


def test_a_heading_that_comes_above_clauses_moves_none_of_them(klein: Policy) -> None:
    changes = compare(grouped(klein, ("", "p q r")), grouped(klein, ("Dit mag", "p q r")))
    assert (changes.changes, [heading.facets for heading in changes.headings]) == ((), [("added",)])


def test_clauses_that_stay_below_no_heading_have_not_moved(klein: Policy) -> None:
    assert compare(grouped(klein, ("", "p q"), ("", "r s")), grouped(klein, ("", "p q r"), ("", "s"))).changes == ()


def columns(klein: Policy, *names: tuple[str, str]) -> Policy:
    own = tuple(Column(heading=text(heading), clauses=tuple(map(one, ids.split()))) for heading, ids in names)
    section = Section(
        id="een", heading=text("Een"), number="1", kind="chapter", groups=(Group(form="columns", columns=own),)
    )
    return klein.model_copy(update={"sections": (section,)})


def test_columns_that_change_places_are_told(klein: Policy) -> None:
    changes = compare(columns(klein, ("Wel", "p q"), ("Niet", "r")), columns(klein, ("Niet", "r"), ("Wel", "p q")))
    assert changes.changes == ()
    assert [(one.kind, one.facets, one.weight) for one in changes.headings] == [("column", ("moved",), "review")]


# -- readers, form and short sentence of a part -----------------------------------------------------------------------


def test_another_audience_of_one_part_is_told_although_together_they_have_the_same(klein: Policy) -> None:
    old = laid_out(klein, {"een": [one("a", audience=("leerling", "medewerker"))]})
    new = laid_out(klein, {"een": [one("a1", audience=("leerling",)), one("a2", audience=("medewerker",))]})
    assert only(old, new).facets == ("split", "audience")
    assert only(new, old).facets == ("merged", "audience")


def test_the_same_audience_of_each_part_is_not_told(klein: Policy) -> None:
    who = ("leerling", "medewerker")
    old = laid_out(klein, {"een": [one("a", audience=who)]})
    new = laid_out(klein, {"een": [one("a1", audience=who[::-1]), one("a2", audience=who)]})
    assert only(old, new).facets == ("split",)


def test_another_form_of_one_part_is_told(klein: Policy) -> None:
    old = laid_out(klein, {"een": [one("a")], "twee": [one("b")]})
    part = Section(
        id="een",
        heading=text("een"),
        number="1",
        kind="chapter",
        groups=(
            Group(form="numbered", clauses=(one("a1"),)),
            Group(form="donts", clauses=(one("a2"),)),
        ),
    )
    new = old.model_copy(update={"sections": (part, old.sections[1])})
    assert only(old, new).facets == ("split", "form")


def test_a_short_sentence_that_went_to_the_part_with_the_other_id_is_told(klein: Policy) -> None:
    short = text("Leg hem weg.")
    old = laid_out(klein, {"een": [one("a", kort=short)]})
    kept = laid_out(klein, {"een": [one("a=a1", kort=short), one("a2")]})
    went = laid_out(klein, {"een": [one("a=a1"), one("a2", kort=short)]})
    lineage = {"t.a2": ("t.a",)}
    assert "kort" not in only(old, kept, lineage).facets
    assert "kort" in only(old, went, lineage).facets


# -- versions that share no ids ---------------------------------------------------------------------------------------


def test_two_clauses_that_took_each_other_s_id_and_place_are_told_as_one_that_moved(klein: Policy) -> None:
    texts = ("Leerlingen leggen hun telefoon weg.", "Ouders bellen de school.", "De conciërge bewaart de sleutel.")

    def numbered(*order: int) -> Policy:
        return laid_out(klein, {"een": [made(f"p.{n}", texts[i], title=f"Over {i}") for n, i in enumerate(order)]})

    changes = compare(numbered(0, 1, 2), numbered(1, 0, 2), match="text")
    assert [change.facets[:1] for change in changes.changes] == [("moved",)]
