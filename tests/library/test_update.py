"""A newer version of the library comes as a proposal: nothing that a board or a school wrote is changed by it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from schoolprotocol import Project
from schoolprotocol.errors import UsageError
from schoolprotocol.library.taking import Shelf
from schoolprotocol.model.base import Education
from schoolprotocol.starting.update import Update, update
from tests.helpers import policy_of, spoken
from tests.library.making import OURS, begin
from tests.library.next_version import ADVICE, GONE, LAW, NEW, REGISTERED, WORDING, next_version

SAFETY = "veiligheid-en-pesten"
TODAY = date(2027, 9, 2)
LINDE: dict[str, tuple[Education, ...]] = {"linde": ("po",)}
HAVEN: dict[str, tuple[Education, ...]] = {"haven": ("vo",)}


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return next_version(tmp_path_factory.mktemp("bibliotheek") / "1.1")


def updated(root: Path, shelf: Shelf) -> Update:
    project = Project.open(root)
    return update(project.tree, project.corpus, shelf)


def fates(found: Update) -> dict[str, str]:
    return {one.id: one.fate for one in found.touched}


def said(root: Path, school: str, protocol: str, clause: str) -> str:
    policy = policy_of(root, school, protocol)
    return next((one.wording.text for one in policy.clauses() if one.id == clause), "")


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def own(root: Path, protocol: str, clause: str, text: str, after: str) -> None:
    """Gives the school `haven` a clause of its own."""
    edit = Project.open(root).edit()
    edit.add(
        "haven", protocol, clause, title="Eigen", audience=["leerling"], text=text, after=after, reason="Zo is het."
    )
    edit.save()


def catalogue(root: Path, protocol: str, file: str) -> Path:
    return root / f"policy_src/protocols/{protocol}/clauses/{file}.yaml"


def test_with_the_library_that_it_was_made_of_there_is_nothing_to_do(tmp_path: Path) -> None:
    found = updated(begin(tmp_path, ["ai", "telefoons"], schools=LINDE), OURS)
    assert found.is_empty
    assert found.touched == ()


def test_looking_writes_nothing(tmp_path: Path, newer: Shelf) -> None:
    root = begin(tmp_path, ["telefoons"], schools=LINDE)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert not updated(root, newer).is_empty
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_what_the_board_left_as_it_was_gets_the_new_text(tmp_path: Path, newer: Shelf) -> None:
    root = begin(tmp_path)
    found = updated(root, newer)
    assert fates(found) == {
        LAW: "changed",
        NEW: "new",
        WORDING: "changed",
        ADVICE: "changed",
        GONE: "dropped",
        "outline:": "changed",
        "parameters:": "changed",
        "wet-vrij-en-veilig": "new",
    }
    found.edit.save()
    assert REGISTERED in said(root, "linde", SAFETY, LAW)
    assert said(root, "linde", SAFETY, NEW).startswith("De school moet haar beleid")
    assert said(root, "haven", "ai", GONE) == ""
    assert spoken(Project.open(root).check(today=TODAY)) == []


@pytest.mark.stress
def test_the_project_then_is_what_a_new_one_would_be(tmp_path: Path, newer: Shelf) -> None:
    root, fresh = begin(tmp_path / "oud"), begin(tmp_path / "nieuw", shelf=newer)
    updated(root, newer).edit.save()
    assert updated(root, newer).is_empty
    note = "policy_src/library.yaml"
    assert (root / note).read_text("utf-8") == (fresh / note).read_text("utf-8")


def test_each_change_says_why_in_the_librarys_own_words(tmp_path: Path, newer: Shelf) -> None:
    found = updated(begin(tmp_path), newer)
    codes = {one.id: one.change.code for one in found.touched if one.change is not None}
    wanted = {LAW: "wettelijk", NEW: "wettelijk", WORDING: "redactioneel", ADVICE: "aanbevolen", GONE: "aanbevolen"}
    assert codes == wanted
    assert [one.version for one in found.versions] == ["1.1"]


# -- what others wrote ------------------------------------------------------------------------------------------------


def test_a_clause_that_the_board_changed_stays_and_is_shown_with_both_texts(tmp_path: Path, newer: Shelf) -> None:
    root = begin(tmp_path, ["telefoons"], schools=LINDE)
    change(catalogue(root, "telefoons", "gevolgen"), "Samen zoeken zij wat helpt.", "Daarna volgt een plan.")
    found = updated(root, newer)
    shown = next(one for one in found.touched if one.id == ADVICE)
    assert shown.fate == "kept"
    assert "Daarna volgt een plan." in (shown.now or "")
    assert "Gaat het twee keer mis?" in (shown.then or "")
    found.edit.save()
    assert "Daarna volgt een plan." in said(root, "linde", "telefoons", ADVICE)
    again = updated(root, newer)
    assert again.is_empty
    assert again.touched == ()


def test_a_clause_that_the_board_changed_is_not_dropped(tmp_path: Path, newer: Shelf) -> None:
    root = begin(tmp_path, ["ai"], schools=LINDE)
    change(catalogue(root, "ai", "inleiding"), "niet in de plaats van leren", "nooit in de plaats van leren")
    found = updated(root, newer)
    assert fates(found)[GONE] == "kept"
    found.edit.save()
    assert "nooit in de plaats" in said(root, "linde", "ai", GONE)
    assert [one for one in Project.open(root).check(today=TODAY) if one.kind.severity == "error"] == []


def test_a_clause_that_the_board_took_out_does_not_come_back(tmp_path: Path, newer: Shelf) -> None:
    root = begin(tmp_path, ["telefoons"], schools=LINDE)
    Project.open(root).edit().drop_clause("telefoons", ADVICE, "Wij doen het anders.").save()
    found = updated(root, newer)
    assert fates(found)[ADVICE] == "kept"
    found.edit.save()
    assert said(root, "linde", "telefoons", ADVICE) == ""


def test_a_new_clause_finds_its_place_in_an_outline_of_the_boards_own(tmp_path: Path, newer: Shelf) -> None:
    root = begin(tmp_path, [SAFETY], schools=LINDE)
    change(root / f"policy_src/protocols/{SAFETY}/protocol.yaml", "heading: Wie doet wat", "heading: Taken")
    found = updated(root, newer)
    assert fates(found)["outline:"] == "kept"
    found.edit.save()
    ids = [one.id for one in policy_of(root, "linde", SAFETY).clauses()]
    assert ids.index(NEW) == ids.index(LAW) + 1
    assert "heading: Taken" in (root / f"policy_src/protocols/{SAFETY}/protocol.yaml").read_text("utf-8")


def test_a_schools_own_text_stays_and_is_told_to_be_looked_at_again(tmp_path: Path, newer: Shelf) -> None:
    root = begin(tmp_path, [SAFETY])
    Project.open(root).edit().replace("linde", SAFETY, LAW, "Wij schrijven alles op.", reason="Zo doen wij het.").save()
    found = updated(root, newer)
    told = [(one.school, one.clause, one.own) for one in found.deviations]
    assert told == [("linde", LAW, "Wij schrijven alles op.")]
    assert REGISTERED in found.deviations[0].then
    found.edit.save()
    variant = (root / f"policy_src/schools/linde/{SAFETY}.yaml").read_text("utf-8")
    assert "Wij schrijven alles op." in variant
    wrong = [one for one in Project.open(root).check(today=TODAY) if one.kind.severity == "error"]
    assert {(one.kind.code, one.school) for one in wrong} == {("SP213", "linde")}
    assert REGISTERED in said(root, "haven", SAFETY, LAW)


def test_a_schools_own_text_for_what_the_library_drops_keeps_the_clause(tmp_path: Path, newer: Shelf) -> None:
    root = begin(tmp_path, ["ai"], schools=HAVEN)
    Project.open(root).edit().replace("haven", "ai", GONE, "Eerst leren, dan AI.", reason="Zo zeggen wij het.").save()
    found = updated(root, newer)
    assert fates(found)[GONE] == "kept"
    found.edit.save()
    assert said(root, "haven", "ai", GONE) == "Eerst leren, dan AI."


def test_a_clause_beside_which_a_school_put_one_of_its_own_is_not_dropped(tmp_path: Path, newer: Shelf) -> None:
    root = begin(tmp_path, ["ai"], schools=HAVEN)
    own(root, "ai", "haven.eerst-zelf", "Wij proberen het eerst zelf.", after=GONE)
    found = updated(root, newer)
    assert fates(found)[GONE] == "kept"
    found.edit.save()
    assert said(root, "haven", "ai", "haven.eerst-zelf") == "Wij proberen het eerst zelf."


def test_a_wording_that_a_school_chose_does_not_disappear(tmp_path: Path, newer: Shelf) -> None:
    shelf = Shelf(tmp_path / "1.2")
    next_version(shelf.folder)
    text = (path := shelf.folder / "protocols/telefoons/clauses/afspraak.yaml").read_text("utf-8")
    path.write_text(re.sub(r"  alternatives:\n    mag-in-de-pauze:\n(?: {6,}.*\n)+", "", text), encoding="utf-8")
    root = begin(tmp_path / "bestuur", ["telefoons"], answers={"pauze": "mag-in-de-pauze"}, schools=HAVEN)
    found = updated(root, shelf)
    assert fates(found)["afspraak.pauze"] == "kept"
    found.edit.save()
    assert "mogen leerlingen" in said(root, "haven", "telefoons", "afspraak.pauze")


def test_a_value_that_a_text_of_the_boards_own_uses_stays_declared(tmp_path: Path, newer: Shelf) -> None:
    shelf = Shelf(tmp_path / "1.2")
    next_version(shelf.folder)
    change(shelf.folder / "protocols/telefoons/protocol.yaml", "  inname.tot:\n", "  inname.lang:\n")
    path = shelf.folder / "protocols/telefoons/clauses/gevolgen.yaml"
    path.write_text(path.read_text("utf-8").replace("inname.tot", "inname.lang"), encoding="utf-8")
    root = begin(tmp_path / "bestuur", ["telefoons"], schools=HAVEN)
    own(root, "telefoons", "haven.ophalen", "Ophalen kan na {{ inname.tot }}.", after="gevolgen.vaker")
    updated(root, shelf).edit.save()
    assert said(root, "haven", "telefoons", "haven.ophalen") == "Ophalen kan na het einde van de schooldag."


# -- what was adopted -------------------------------------------------------------------------------------------------


def adopt(root: Path, school: str, protocol: str) -> None:
    """Has a school adopt its text, of which no council's consent is asked, and keeps it."""
    Project.open(root).edit().remove(f"policy_src/protocols/{protocol}/protocol.yaml", ["consent"]).save()
    document = Project.open(root).document(school, protocol)
    hash_ = document.text_hash(document.policy)
    edit = Project.open(root).edit()
    edit.set_document(school, protocol, status="vastgesteld", day=date(2027, 1, 10), effective=date(2027, 2, 1))
    day = date(2027, 1, 10)
    edit.record_decision(school, protocol, body="het bestuur", kind="vaststelling", day=day, text_hash=hash_)
    edit.save()
    Project.open(root).document(school, protocol).release(today=TODAY)


def test_what_a_school_adopted_holds_beside_the_proposal(tmp_path: Path, newer: Shelf) -> None:
    root = begin(tmp_path, [SAFETY], schools=LINDE)
    adopt(root, "linde", SAFETY)
    found = updated(root, newer)
    assert [(one.school, one.protocol, one.version, one.next) for one in found.raised] == [
        ("linde", SAFETY, "1.0", "1.1")
    ]
    found.edit.save()
    document = Project.open(root).document("linde", SAFETY)
    changes = document.compare("1.0").changes
    assert {id_ for one in changes.of_weight("substantive") for id_ in one.notes} == {"bibliotheek-wet-veiligheid"}
    note = (root / f"policy_src/protocols/{SAFETY}/changes/bibliotheek-wet-veiligheid.yaml").read_text("utf-8")
    assert "Wettelijk nodig: de school registreert" in note
    assert "schools: [linde]" in note
    assert [one for one in Project.open(root).check(today=TODAY) if one.kind.severity == "error"] == []


def test_a_document_that_does_not_change_stays_adopted(tmp_path: Path, newer: Shelf) -> None:
    root = begin(tmp_path, ["sociale-media"], schools=HAVEN)
    Project.open(root).edit().omit("haven", "sociale-media", WORDING, reason="Dat weten onze leerlingen.").save()
    adopt(root, "haven", "sociale-media")
    found = updated(root, newer)
    assert found.raised == ()
    found.edit.save()
    assert "status: vastgesteld" in (root / "policy_src/schools/haven/sociale-media.yaml").read_text("utf-8")


def test_what_was_adopted_and_not_kept_is_kept_first(tmp_path: Path, newer: Shelf) -> None:
    root = begin(tmp_path, ["sociale-media"], schools=LINDE)
    variant = root / "policy_src/schools/linde/sociale-media.yaml"
    change(variant, "status: concept", "status: vastgesteld")
    with pytest.raises(UsageError, match=r"schoolprotocol release linde --protocol sociale-media"):
        updated(root, newer)


def test_a_change_of_wording_only_says_so_to_the_council(tmp_path: Path, newer: Shelf) -> None:
    root = begin(tmp_path, ["sociale-media"], schools=LINDE)
    adopt(root, "linde", "sociale-media")
    updated(root, newer).edit.save()
    note = (root / "policy_src/protocols/sociale-media/changes/bibliotheek-weg-is-weg.yaml").read_text("utf-8")
    assert "weight: editorial" in note
    assert "Redactioneel: kortere zin" in note


# -- what cannot be ---------------------------------------------------------------------------------------------------


def test_a_project_that_took_nothing_of_the_library_is_told_so(tmp_path: Path, newer: Shelf) -> None:
    root = begin(tmp_path, ["ai"], schools=LINDE)
    (root / "policy_src/library.yaml").unlink()
    with pytest.raises(UsageError, match=r"policy_src/library\.yaml"):
        updated(root, newer)


def test_a_project_of_a_newer_library_waits_for_the_newer_program(tmp_path: Path, newer: Shelf) -> None:
    with pytest.raises(UsageError, match=r"1\.1.*1\.0"):
        updated(begin(tmp_path, ["ai"], shelf=newer), OURS)


def test_a_board_that_took_fewer_gets_only_what_is_about_those(tmp_path: Path, newer: Shelf) -> None:
    root = begin(tmp_path, ["telefoons"], schools=LINDE)
    found = updated(root, newer)
    assert fates(found) == {ADVICE: "changed", "parameters:": "changed", "wet-vrij-en-veilig": "new"}
    found.edit.save()
    assert spoken(Project.open(root).check(today=TODAY)) == []
