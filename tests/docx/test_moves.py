"""Sentences, list items and notes that stand elsewhere in the same words are moves with both ends."""

from __future__ import annotations

from collections import Counter

import pytest

from schoolprotocol.policy.model import Policy
from tests.compare.edits import laid_out, made
from tests.docx.edits import EDITS, SAID, STEPS
from tests.docx.making import Editor, report
from tests.docx.word import W, Word, found, told

MOVING = [name for name in EDITS if " move" in name or "change places" in name or "elsewhere" in name]


def ends(data: bytes) -> dict[str, tuple[list[str], list[str]]]:
    """What went and what came, by the name of the move."""
    result: dict[str, tuple[list[str], list[str]]] = {}
    for n, tag in enumerate(("moveFrom", "moveTo")):
        name = ""
        for element in found(data, f"//w:{tag}RangeStart | //w:{tag}RangeEnd | //w:{tag}[w:r]"):
            if element.tag == f"{W}{tag}RangeStart":
                name = element.get(f"{W}name")
                result.setdefault(name, ([], []))[n].append("")
            elif element.tag == f"{W}{tag}":
                result[name][n][-1] += told(element)
    return result


def moved(data: bytes) -> list[str]:
    """The words of each move, the same at both ends."""
    both = list(ends(data).values())
    assert all(len(went) == len(came) == 1 for went, came in both)
    assert all(went[0].split() == came[0].split() for went, came in both)
    return [" ".join(went[0].split()) for went, _came in both]


def edits(data: bytes, name: str = "document") -> list[str]:
    """The words that came or went by themselves."""
    return [words for one in found(data, "//w:ins[w:r] | //w:del[w:r]", name) if (words := told(one)).strip()]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("an item moves in its list", [STEPS[0]]),
        ("an item moves to another clause", [STEPS[1]]),
        ("a sentence moves in its paragraph", [SAID[0]]),
        ("a paragraph moves to another clause", [SAID[1]]),
    ],
)
def test_what_moved_is_a_move_and_nothing_else_is_marked(edited: Editor, name: str, words: list[str]) -> None:
    data = edited(name).report
    assert moved(data) == words
    assert edits(data) == []


def test_items_that_change_places_are_moves_only(edited: Editor) -> None:
    data = edited("items change places").report
    assert set(moved(data)) < set(STEPS)
    assert edits(data) == []


def test_a_note_that_moves_takes_its_call_along_and_no_word_of_it_is_marked(edited: Editor) -> None:
    data = edited("a note moves to another clause").report
    assert len(found(data, "//w:moveFrom//w:footnoteReference")) == 1
    assert len(found(data, "//w:moveTo//w:footnoteReference")) == 1
    assert edits(data, "footnotes") == []


@pytest.mark.parametrize("name", MOVING)
def test_every_move_has_two_ends_with_one_name_and_each_range_is_closed(edited: Editor, name: str) -> None:
    data = edited(name).report
    sides = [Counter(map(str, found(data, f"//w:{tag}RangeStart/@w:name"))) for tag in ("moveFrom", "moveTo")]
    assert sides[0] == sides[1]
    assert set(sides[0].values()) <= {1}
    for tag in ("moveFrom", "moveTo"):
        starts, stops = (list(map(str, found(data, f"//w:{tag}Range{end}/@w:id"))) for end in ("Start", "End"))
        assert starts == stops
        inside = len(found(data, f"//w:{tag}"))
        assert bool(inside) == bool(starts)


def test_a_sentence_of_a_clause_that_was_split_moves_to_its_other_part(klein: Policy) -> None:
    first, second, third, _fourth = SAID
    old = laid_out(klein, {"een": [made("t.a", f"{first} {second} {third}")]})
    new = laid_out(klein, {"een": [made("t.a", second), made("t.b", f"{third} {first}")]})
    data = report(old, new, lineage={"t.b": ("t.a",)})
    assert first in moved(data)
    assert first not in edits(data)


def test_a_sentence_that_changed_on_its_way_is_no_move(klein: Policy) -> None:
    old, new = EDITS["a sentence moves to another clause"](klein)
    texts = {clause.id: clause.wording.text for clause in new.clauses()}
    assert SAID[0] in texts["t.b"]
    other = new.model_validate_json(new.model_dump_json().replace(SAID[0], "Leg jouw toestel nu weg."))
    data = report(old, other)
    assert not found(data, "//w:moveFrom | //w:moveTo")
    assert any("Leg jouw toestel nu weg." in text for _style, text in Word(data, "accept").paragraphs())
