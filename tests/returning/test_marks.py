"""Our Word files carry what brings an edit back to its text; nobody sees it, and programs keep it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from schoolprotocol.machine import find_office
from schoolprotocol.policy.slots import Slot
from schoolprotocol.returning.marks import Identity, mark_in, mark_of, name_of
from schoolprotocol.returning.reading import read
from tests.conftest import ROOTS
from tests.returning.documents import Given
from tests.returning.edits import Tried, saved

NOORD = Given(ROOTS / "klein", "noord")


def test_a_name_fits_in_word_and_tells_its_mark_also_where_a_program_adds_to_it() -> None:
    for id_ in ("a.b", "een-heel-lange-naam-van-een-onderwerp.en-nog-een-lange", "x.1"):
        mark = mark_of(Slot.clause(id_), 2, "Enige woorden.")
        name = name_of(Slot.clause(id_), mark)
        assert len(name) <= 40
        assert name.startswith("_")
        assert name.replace("_", "").isalnum()
        assert mark_in(name) == mark
        assert mark_in(f"{name}_copy1") == mark
    assert mark_in("_Toc00000001") is None


def test_white_space_does_not_change_the_hash_of_words_and_a_letter_does() -> None:
    slot = Slot.clause("a.b")
    assert mark_of(slot, 0, "Een  woord") == mark_of(slot, 0, "Een woord\n")
    assert mark_of(slot, 0, "Een woord") != mark_of(slot, 0, "Een wooord")
    assert mark_of(slot, 0, "x").place != mark_of(slot, 1, "x").place


def test_an_identity_is_read_as_it_was_written_and_nothing_else_is() -> None:
    one = Identity("report", "noord", "telefoons", "1.1", "a" * 64, "1.0")
    assert Identity.parse(str(one)) == one
    assert Identity.parse("document noord telefoons 1.1 kort") is None


def test_each_clause_heading_note_and_cell_has_one_mark() -> None:
    marks = [claim for line in read(NOORD.data).lines if (claim := line.claim) is not None]
    assert len({claim.mark.place for claim in marks}) == len(marks)
    keys = {one.key for one in NOORD.texts.printed}
    policy = NOORD.texts.policy
    assert {f"clause/{clause.id}" for clause in policy.clauses()} <= keys
    assert {f"heading/{section.id}" for section in policy.all_sections() if section.heading} <= keys
    assert {f"note/{c.id}/{n.id}" for c in policy.clauses() for n in c.notes} <= keys
    assert all(one.signs is not None for one in NOORD.texts.printed if one.slot is not None)


def test_what_the_file_is_stands_in_it() -> None:
    found = read(NOORD.data).identity
    assert found is not None
    assert (found.kind, found.school, found.protocol, found.version) == ("document", "noord", "telefoons", "1.1")


@pytest.mark.slow
@pytest.mark.stress
def test_libreoffice_keeps_all_of_it_in_docx_and_through_odt(tmp_path: Path) -> None:
    if find_office() is None:
        pytest.skip("LibreOffice is not installed")
    before = read(NOORD.data)
    names = {claim.mark for line in before.lines if (claim := line.claim) is not None}
    for kind in ("docx", "odt"):
        one = Tried(NOORD, [], NOORD.data, "-")
        saved([one], tmp_path, kind)
        after = read(one.data)
        kept = {claim.mark for line in after.lines if (claim := line.claim) is not None}
        assert kept == names
        assert after.identity == before.identity
        assert zipfile.is_zipfile(tmp_path / f"{kind}-out" / "f0.docx")
