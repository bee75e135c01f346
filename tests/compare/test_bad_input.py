"""Input that nobody should give a comparison: a clear error or a correct report, never a wrong one."""

from __future__ import annotations

import time
from collections.abc import Mapping
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolprotocol.compare import words
from schoolprotocol.compare.anchors import pieces
from schoolprotocol.compare.compare import compare
from schoolprotocol.compare.prove import prove
from schoolprotocol.compare.words import runs, units
from schoolprotocol.diagnostics import Kind
from schoolprotocol.documents.comparing import changes_between
from schoolprotocol.errors import SourceError, UsageError
from schoolprotocol.model.change import ChangeNote
from schoolprotocol.policy.model import Policy
from tests.check.history import RELEASE, change, version, version_one
from tests.compare.edits import laid_out, made, marked, reworded, told
from tests.conftest import ROOTS, ProjectMaker
from tests.faults import CLAUSES
from tests.helpers import load, loaded, policy_of

KEY = ("noord", "telefoons")
LONG = "Leerlingen leggen hun telefoon in de tas. Zij halen hem er na de laatste les weer uit."


@pytest.fixture(scope="module")
def klein() -> Policy:
    return policy_of(ROOTS / "klein")


def texts(klein: Policy, **clauses: str) -> Policy:
    """A document with these clauses, `a="…"` for the clause `x.a`."""
    return laid_out(klein, {"een": [made(f"x.{name}", text) for name, text in clauses.items()]})


# -- versions ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("old", "new"), [(None, "concept"), ("1.0", "concept"), ("concept", "1.0")])
def test_a_release_that_was_edited_by_hand_is_not_compared(project: ProjectMaker, old: str | None, new: str) -> None:
    root = version_one(project)
    version(root, "1.1")
    assert changes_between(loaded(root), KEY, old, new).changes == ()
    change(root, RELEASE, "Vraag het eerst.", "Vraag het niet.")
    with pytest.raises(SourceError) as caught:
        changes_between(loaded(root), KEY, old, new)
    assert [(d.kind, d.place.file) for d in caught.value.diagnostics] == [(Kind.RELEASE_CHANGED, RELEASE)]


def test_an_unknown_version_is_answered_with_those_that_there_are(project: ProjectMaker) -> None:
    with pytest.raises(UsageError, match=r"no version “7\.3”\. There are: 1\.0, concept"):
        changes_between(loaded(version_one(project)), KEY, "7.3", "concept")


def test_versions_of_two_protocols_are_refused(klein: Policy) -> None:
    with pytest.raises(UsageError, match="compare documents of one protocol"):
        compare(klein, klein.model_copy(update={"protocol": "fietsen"}))


# -- lineage ----------------------------------------------------------------------------------------------------------

LOOPS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "itself": {"x.a": ("x.a",), "x.b": ("x.b",)},
    "each other": {"x.a": ("x.b",), "x.b": ("x.a",)},
    "in a round": {"x.a": ("x.b",), "x.b": ("x.c",), "x.c": ("x.a",)},
}


@pytest.mark.parametrize("name", LOOPS)
def test_clauses_that_name_each_other_as_lineage_stay_themselves(klein: Policy, name: str) -> None:
    old = texts(klein, a=LONG, b="Wie belt, gaat naar buiten.", c="Op het plein mag het.")
    new = texts(klein, a=LONG, b="Wie belt, gaat naar de gang.", c="Op het plein mag het.")
    assert told(compare(old, new, lineage=LOOPS[name])) == {"x.b": ("changed",)}


def test_lineage_that_loops_still_finds_the_clause_that_was_renamed(klein: Policy) -> None:
    changes = compare(texts(klein, a=LONG), texts(klein, c=LONG), lineage=LOOPS["in a round"])
    assert told(changes) == {"x.c": ("title", "renamed")}  # its title is another one too


def test_lineage_that_names_a_living_clause_leaves_that_clause_alone(klein: Policy) -> None:
    old = texts(klein, a=LONG)
    new = texts(klein, a=LONG, b="In de bus geldt dit niet.")
    assert told(compare(old, new, lineage={"x.b": ("x.a",)})) == {"x.b": ("added",)}


def test_lineage_that_names_nothing_that_was_ever_there_makes_a_new_clause(klein: Policy) -> None:
    old = texts(klein, a=LONG)
    new = texts(klein, a=LONG, b="In de bus geldt dit niet.")
    assert told(compare(old, new, lineage={"x.b": ("nooit.geweest",)})) == {"x.b": ("added",)}


# -- notes ------------------------------------------------------------------------------------------------------------


def test_a_note_for_a_change_that_is_not_there_explains_nothing_and_is_named(klein: Policy) -> None:
    texts_ = {"summary": "Niets.", "motive": "Geen.", "consequences": "Geen.", "measures": "Geen."}
    note = ChangeNote(id="spook", clauses=("afspraken.melden",), since="1.1", **texts_)
    changes = compare(klein, reworded(klein, tips__vraag="Vraag het altijd."), [note])
    assert [change.notes for change in changes.changes] == [()]
    assert changes.explanations == ()
    assert changes.notes_in_scope == ("spook",)


# -- characters -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("character", ["\x00", "\x08", "\x1b", "\x7f", "\ufeff", "\u202e", "\u2066"])
def test_a_character_that_no_reader_sees_is_refused_with_its_line(project: ProjectMaker, character: str) -> None:
    text = f'  text: "Vraag \\u{ord(character):04x}het eerst."\n'
    root = project(replace={CLAUSES: [("  text: Vraag het eerst.\n", text)]})
    corpus, (found,) = load(root)
    assert corpus is None
    assert found.kind is Kind.ENCODING
    assert found.place.line == (root / CLAUSES).read_text("utf-8").splitlines().index(text.rstrip("\n")) + 1
    assert f"U+{ord(character):04X}" in found.message()


def test_text_from_right_to_left_is_compared_word_by_word(klein: Policy) -> None:
    old = reworded(klein, tips__vraag="اسأل المعلم أولا. שאל את המורה.")
    new = reworded(klein, tips__vraag="اسأل المدير أولا. שאל את המנהל.")
    assert marked(compare(old, new), "tips.vraag") == [
        *(("delete", "المعلم"), ("insert", "المدير")),
        *(("delete", "המורה"), ("insert", "המנהל")),
    ]


def test_control_characters_in_a_text_that_was_not_loaded_are_rebuilt_as_they_were(klein: Policy) -> None:
    old = reworded(klein, tips__vraag="Vraag\x00 het\x1b eerst\u202e.")
    new = reworded(klein, tips__vraag="Vraag\x00 het\x1b altijd\u202e.")
    changes = compare(old, new)
    prove(changes, old, new)
    assert marked(changes, "tips.vraag") == [("delete", "eerst"), ("insert", "altijd")]


# -- size -------------------------------------------------------------------------------------------------------------


def test_a_clause_of_a_hundred_thousand_words_in_the_source_is_refused(project: ProjectMaker) -> None:
    endless = "  text: " + "Vraag het eerst. " * 33_000 + "\n"
    corpus, (found,) = load(project(replace={CLAUSES: [("  text: Vraag het eerst.\n", endless)]}))
    assert corpus is None
    assert "20000 characters" in found.message()


@pytest.mark.slow
@pytest.mark.parametrize("words", [20_000, pytest.param(100_000, marks=pytest.mark.stress)])
def test_a_clause_of_very_many_words_is_compared_word_by_word_all_the_same(klein: Policy, words: int) -> None:
    dice = Random(1)
    text = [f"woord{dice.randrange(3_000)}" for _ in range(words)]
    changed = [*text[:15_000], "nieuw", *text[15_000:]]
    changed[123] = "anders"
    start = time.process_time()
    old, new = (reworded(klein, tips__vraag=" ".join(side)) for side in (text, changed))
    assert marked(compare(old, new), "tips.vraag") == [
        ("delete", text[123]),
        ("insert", "anders"),
        ("insert", "nieuw"),
    ]
    assert time.process_time() - start < 20


def test_two_endless_texts_with_nothing_in_common_are_shown_as_replaced(klein: Policy) -> None:
    one, other = (" ".join(f"{name}{n}" for n in range(20_000)) for name in ("oud", "nieuw"))
    changes = compare(reworded(klein, tips__vraag=one), reworded(klein, tips__vraag=other))
    assert [op for op, _ in marked(changes, "tips.vraag")] == ["delete", "insert"]


sequences = st.lists(st.sampled_from("abcdefghij"), max_size=60)


@given(sequences, sequences)
def test_the_pieces_of_two_texts_are_the_texts(old: list[str], new: list[str]) -> None:
    found = list(pieces(old, new))
    assert [x for i, k, _j, _m in found for x in old[i:k]] == old
    assert [x for _i, _k, j, m in found for x in new[j:m]] == new


@given(sequences, sequences, st.integers(0, 400))
def test_a_text_that_is_cut_at_anchors_loses_no_word(old: list[str], new: list[str], limit: int) -> None:
    left, right = units(" ".join(old), markup=True), units(" ".join(new), markup=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "MAX_PAIRS", limit)
        found = runs(left, right)
    assert tuple(unit for run in found for unit in run.old) == left
    assert tuple(unit for run in found for unit in run.new) == right
    for run in found:
        assert not run.same or [unit.core for unit in run.old] == [unit.core for unit in run.new]
