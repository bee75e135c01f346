"""A check that looks only at what changed finds what a check of everything finds, to the letter."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
import zlib
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolprotocol import messages
from schoolprotocol.build import checking, records
from schoolprotocol.build.inputs import Inputs
from schoolprotocol.check import rules
from schoolprotocol.check.around import Around
from schoolprotocol.check.part import Part, packed, unpacked
from schoolprotocol.check.templates import check_templates
from schoolprotocol.check.texts import find_name
from schoolprotocol.cli import run
from schoolprotocol.config import Folders
from schoolprotocol.diagnostics import Diagnostic, Kind, sort
from schoolprotocol.documents import checking as documents
from schoolprotocol.documents import finding
from schoolprotocol.documents.finding import open_source
from schoolprotocol.errors import MissingOnMachineError
from schoolprotocol.places import Place
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.neighbours import Neighbour, Neighbours
from schoolprotocol.source.tree import FolderTree, SourceTree
from tests.conftest import ProjectMaker
from tests.helpers import KNOWN, spoken

TODAY = date(2026, 11, 20)
TRIES = int(os.environ.get("SCHOOLPROTOCOL_EDITS", "2"))
"""Rows of edits that are tried."""


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Children would be most of what these tests take."""
    monkeypatch.setattr(checking, "FEW", 99)


def _checked(root: Path) -> Folders:
    folders = Folders(root, root / "build")
    checking.check(folders, TODAY)
    return folders


@pytest.fixture
def board(project: ProjectMaker) -> Folders:
    """A board with four schools and three protocols, checked once."""
    return _checked(project("bestuur"))


@pytest.fixture
def small(project: ProjectMaker) -> Folders:
    """The small project, checked once."""
    return _checked(project())


IMPORTED = """
import sys
from datetime import date
from pathlib import Path
from schoolprotocol.build.checking import check
from schoolprotocol.config import Folders
root = Path(sys.argv[1])
check(Folders(root, root / "build"), date(2026, 11, 20))
print(*sys.modules)
"""


def test_of_an_edited_school_nothing_is_imported_that_reads_what_is_not_there(small: Folders) -> None:
    path = small.root / "policy_src/schools/noord/school.yaml"
    path.write_text(f"{path.read_text('utf-8')}\n# anders\n", "utf-8")
    command = [sys.executable, "-c", IMPORTED, str(small.root)]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    ours = {name.removeprefix("schoolprotocol.") for name in told.stdout.split()}
    assert {"documents.checking", "check.rules", "source.school", "source.validate"} <= ours
    seldom = {"model.target", "model.reaction", "model.returned", "source.problems", "source.targets", "source.pasted"}
    assert not seldom & ours
    assert not {"html.parser", "sphinx", "weasyprint"} & ours


def of_everything(folders: Folders, today: date = TODAY) -> tuple[Diagnostic, ...]:
    """What a check finds that knows nothing, of the whole source at once."""
    corpus = open_source(FolderTree(folders.root), KNOWN).value
    return sort((*documents.check_working(corpus, today), *check_templates(folders.templates)))


def now(folders: Folders, today: date = TODAY) -> tuple[Diagnostic, ...]:
    """What a check finds that knows what there was before; it must be what a check of everything finds."""
    found, whole = checking.check(folders, today).found, of_everything(folders, today)
    assert found == whole, {*spoken(found)} ^ {*spoken(whole)}
    assert [one.place.column for one in found] == [one.place.column for one in whole]
    return found


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The schools that are looked at from now on."""
    seen: list[str] = []
    part_of = documents.part_of

    def told(corpus: Corpus, school: str, today: date) -> Part:
        seen.append(school)
        return part_of(corpus, school, today)

    monkeypatch.setattr(documents, "part_of", told)
    return seen


def school(folders: Folders, id_: str) -> Path:
    """The folder of a school."""
    return folders.root / "policy_src" / "schools" / id_


def change(path: Path, old: str, new: str) -> None:
    """Change a text in a file that has it."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


# -- what is looked at ------------------------------------------------------------------------------------------------


def test_where_nothing_changed_no_school_is_looked_at(small: Folders, looked_at: list[str]) -> None:
    before = of_everything(small)
    looked_at.clear()
    assert checking.check(small, TODAY).found == before
    assert looked_at == []


def test_of_what_changed_only_that_school_is_looked_at_and_who_builds_on_it(
    board: Folders, looked_at: list[str]
) -> None:
    change(school(board, "es") / "school.yaml", "contact: de", "contact: onze")
    checking.check(board, TODAY)
    assert looked_at == ["es"]
    looked_at.clear()
    change(school(board, "delta") / "school.yaml", "kind:", "# x\nkind:")
    checking.check(board, TODAY)
    assert looked_at == ["delta", "es", "haven", "linde"]


CLAUSES = "policy_src/protocols/telefoons/clauses/alles.yaml"
NAMED = "- {id: x.y, title: Xy, audience: [leerling], text: Mail j.jansen@voorbeeld.nl.}\n"


def test_what_all_schools_share_is_looked_at_where_it_changed(small: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    seen, check = list[str](), rules.check_shared_texts

    def told(corpus: Corpus) -> list[Diagnostic]:
        seen.append("texts")
        return check(corpus)

    monkeypatch.setattr(rules, "check_shared_texts", told)
    change(school(small, "zuid") / "school.yaml", "contact: de", "contact: onze")
    checking.check(small, TODAY)
    assert seen == []
    for edit in (
        _add(CLAUSES, NAMED),
        _add("policy_src/references.yaml", "# x\n"),
        _write("templates/print/own.css", "a {}"),
    ):
        edit(small)
        checking.check(small, TODAY)
        assert seen == ["texts"]
        seen.clear()
    change(school(small, "zuid") / "school.yaml", "contact: onze", "contact: de")
    assert Kind.ADDRESS_IN_TEXT in {one.kind for one in checking.check(small, TODAY).found}
    assert seen == []
    (small.root / "templates/print/own.css").unlink()
    checking.check(small, TODAY)
    assert seen == ["texts"]


def test_what_was_found_of_half_of_what_all_share_is_not_kept(small: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    _add(CLAUSES, NAMED)(small)
    open_common = finding.open_common

    def half(tree: SourceTree) -> Corpus:
        corpus = open_common(tree)
        slow = Diagnostic(Kind.PATTERN_SLOW, Place("policy_src/protocols/telefoons/protocol.yaml"), {"name": "x"})
        return replace(corpus, protocols={}, faults=(slow,))

    with monkeypatch.context() as patch:
        patch.setattr(finding, "open_common", half)
        assert Kind.ADDRESS_IN_TEXT not in {one.kind for one in checking.check(small, TODAY).found}
    assert Kind.ADDRESS_IN_TEXT in {one.kind for one in now(small)}


def test_asked_to_look_at_everything_it_does(small: Folders, looked_at: list[str]) -> None:
    checking.check(small, TODAY, anew=True)
    assert looked_at == ["noord", "stichting", "zuid"]


def test_the_name_of_a_school_is_held_against_the_texts_of_others_that_did_not_change(
    board: Folders, looked_at: list[str]
) -> None:
    path = board.root / "policy_src/protocols/telefoons/clauses/alles.yaml"
    change(path, "text: Niemand", "text: Bij Kwintus mag het niet. Niemand")
    assert Kind.OTHER_SCHOOL not in {one.kind for one in now(board)}
    looked_at.clear()
    change(school(board, "es") / "school.yaml", "email:", "aliases: [Kwintus]\nemail:")
    checking.check(board, TODAY)
    assert looked_at == ["es", "haven", "linde"]  # the board publishes nothing
    assert "Kwintus" in {one.values.get("found") for one in now(board)}
    change(school(board, "es") / "school.yaml", "aliases: [Kwintus]\n", "")
    assert Kind.OTHER_SCHOOL not in {one.kind for one in now(board)}


def test_only_what_stands_in_a_text_word_behind_word_can_be_a_name_there(board: Folders, looked_at: list[str]) -> None:
    path = board.root / "policy_src/protocols/telefoons/clauses/alles.yaml"
    change(path, "text: Niemand", "text: Bij Kwintus mag het niet. Niemand")
    change(school(board, "es") / "school.yaml", "email:", "aliases: [Kwintus niet]\nemail:")
    now(board)
    looked_at.clear()
    change(school(board, "es") / "school.yaml", "[Kwintus niet]", "[niet Kwintus]")
    checking.check(board, TODAY)
    assert looked_at == ["es"]
    change(school(board, "es") / "school.yaml", "[niet Kwintus]", "[Bij Kwintus]")
    assert "Bij Kwintus" in {one.values.get("found") for one in now(board)}
    looked_at.clear()
    change(school(board, "es") / "school.yaml", "site_title: ", "site_title: Anders ")
    checking.check(board, TODAY)
    assert looked_at == ["es"]  # what stands in the texts of others is still its name


NAMES = (
    "De Wijk",
    "Wijk",
    "Sint-Jan",
    "St. Jan",
    "A - B",
    "a . . b",
    "!",
    "De  Wijk",
    "Wijk (1)",
    "CCC",
    "De",
    "é-cole",
)


@pytest.mark.parametrize("seed", range(200))
def test_whatever_names_a_text_has_can_stand_there(seed: int) -> None:
    chance = random.Random(seed)
    names = chance.sample(NAMES, 4)
    text = "".join(chance.choice([*NAMES, " ", ", ", ". ", "het ", "(", "\n"]) for _one in range(12))
    told = text
    near = {name for name in names if _is_near(name, names, text)}
    for name in sorted(names, key=lambda one: (-len(one), one)):  # as `check.names` goes on
        if find_name(name, told):
            assert name in near
            told = re.sub(rf"(?<![\w@./-]){re.escape(name)}(?![\w@]|[./-]\w)", " ", told)


def _is_near(name: str, names: list[str], text: str) -> bool:
    """Whether a text of these words is looked at again where the school of a name is called otherwise."""
    words = "\n".join(documents._pairs(text))
    schools = [Neighbour(f"s{n}", one, (one,), {}) for n, one in enumerate(names)]
    others = [replace(one, name="Anders") if one.names == (name,) else one for one in schools]
    return Around(Neighbours(schools)).near(words) != Around(Neighbours(others)).near(words)


@given(st.text(st.characters(), max_size=200))
def test_packed_words_are_the_same_words(words: str) -> None:
    assert unpacked(packed(words)) == words


def test_words_that_nobody_packed_are_none_and_take_no_room() -> None:
    bomb = b64encode(zlib.compress(b" " * 200_000_000, 9)).decode()
    assert len(bomb) < 400_000
    assert len(unpacked(bomb)) <= 20_000_000
    assert [*map(unpacked, ("", "é", "x", "AAAA"))] == ["", "", "", ""]


# -- what a check depends on ------------------------------------------------------------------------------------------


def _add(path: str, text: str) -> Callable[[Folders], None]:
    def edit(folders: Folders) -> None:
        with (folders.root / path).open("a", encoding="utf-8") as file:
            file.write(text)

    return edit


def _write(path: str, text: str) -> Callable[[Folders], None]:
    def edit(folders: Folders) -> None:
        (folders.root / path).parent.mkdir(parents=True, exist_ok=True)
        (folders.root / path).write_text(text, "utf-8")

    return edit


def _empty_folder(path: str) -> Callable[[Folders], None]:
    return lambda folders: (folders.root / path).mkdir(parents=True)


def _remove(path: str) -> Callable[[Folders], None]:
    return lambda folders: (folders.root / path).unlink()


def _copy_school(folders: Folders) -> None:
    shutil.copytree(school(folders, "zuid"), school(folders, "oost"))
    change(school(folders, "oost") / "telefoons.yaml", "extends: stichting", "extends: stichtin")


def _remove_school(folders: Folders) -> None:
    shutil.rmtree(school(folders, "stichting"))


@pytest.mark.parametrize(
    "edit",
    [
        _add("policy_src/references.yaml", "- id: kapot\n"),
        _add("policy_src/project.yaml", "onbekend: ja\n"),
        _add(
            "policy_src/protocols/telefoons/clauses/alles.yaml",
            "- {id: x.y, title: Xy, audience: [leerling], text: Mail j.jansen@voorbeeld.nl of bel 06-12345678.}\n",
        ),
        _add("policy_src/protocols/telefoons/protocol.yaml", "onbekend: ja\n"),
        _write("policy_src/parameters.yaml", "parameters: {kluis: {help: Waar., type: text, default: daar}}\n"),
        _write("policy_src/schools/zuid/notitie.txt", "Los."),
        _write("policy_src/schools/los.txt", "Los."),
        _write("policy_src/__pycache__/x.yaml", "x"),
        _write("policy_src/schools/zuid/releases/telefoons-9.0.json", "{}"),
        _write("templates/pages/protocol.md.j2", "{% if %}"),
        _write("templates/print/kapot.css", "a {"),
        _write("policy_src/schools/zuid/releases/telefoons-1.0.json", '{"format": 1}'),
        _empty_folder("policy_src/schools/nieuw"),
        _empty_folder("policy_src/schools/zuid/los"),
        _remove("policy_src/schools/zuid/school.yaml"),
        _remove("policy_src/schools/stichting/telefoons.yaml"),
        _remove("policy_src/protocols/telefoons/protocol.yaml"),
        _copy_school,
        _remove_school,
    ],
)
def test_whatever_changes_is_seen(small: Folders, edit: Callable[[Folders], None]) -> None:
    before = of_everything(small)
    edit(small)
    assert now(small) != before
    now(small)


def test_that_a_save_was_stopped_is_told_once_where_something_does_not_fit(board: Folders) -> None:
    for id_ in ("haven", "linde"):
        (school(board, id_) / "releases/ledger").unlink()
    assert Kind.SAVE_STOPPED not in {one.kind for one in now(board)}
    (board.root / "policy_src/.edit.undo").write_text("[]", "utf-8")
    assert [one.school for one in now(board) if one.kind is Kind.SAVE_STOPPED] == ["haven"]


def test_another_day_another_language_and_another_program_are_looked_at(
    small: Folders, looked_at: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    everyone = ["noord", "stichting", "zuid"]
    checking.check(small, TODAY + timedelta(days=900))
    assert looked_at == everyone
    looked_at.clear()
    messages.use("nl" if messages.in_use() == "en" else "en")
    checking.check(small, TODAY + timedelta(days=900))
    assert looked_at == everyone
    looked_at.clear()
    monkeypatch.setattr(Inputs, "program", "another")
    checking.check(small, TODAY + timedelta(days=900))
    assert looked_at == everyone


def test_a_day_on_which_something_is_out_of_date_is_told(small: Folders) -> None:
    later = TODAY + timedelta(days=2000)
    assert now(small, later) != now(small)
    assert Kind.REFERENCE_STALE in {one.kind for one in now(small, later)}


def test_what_changed_while_we_looked_is_looked_at_again(small: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    findings_of = documents.findings_of
    path = school(small, "zuid") / "telefoons.yaml"

    def meanwhile(*arguments: object) -> tuple[Diagnostic, ...]:
        path.write_text(path.read_text("utf-8") + "onbekend: ja\n", "utf-8")
        return findings_of(*arguments)  # type: ignore[arg-type]

    change(school(small, "zuid") / "school.yaml", "contact: de", "contact: onze")
    with monkeypatch.context() as patch:
        patch.setattr(documents, "findings_of", meanwhile)
        checking.check(small, TODAY)
    assert Kind.UNKNOWN_KEY in {one.kind for one in now(small)}


# -- records ----------------------------------------------------------------------------------------------------------


def _records(folders: Folders) -> Iterator[Path]:
    return (folders.build / ".made" / ".check").iterdir()


@pytest.mark.parametrize("damage", ["cut", "bit", "empty", "forged", "another", "folder", "link"])
def test_a_record_that_is_not_whole_is_none(small: Folders, damage: str, tmp_path: Path) -> None:
    change(school(small, "zuid") / "school.yaml", "contact: de directie\n", "")
    assert now(small)
    for path in [*_records(small)]:
        data = path.read_bytes()
        match damage:
            case "cut":
                path.write_bytes(data[: len(data) // 2])
            case "bit":
                path.write_bytes(data[:-9] + bytes([data[-9] ^ 1]) + data[-8:])
            case "empty":
                path.write_bytes(b"")
            case "forged":
                seal, _line, told = data.partition(b"\n")
                found = json.loads(told)
                (found if "found" in found else found["part"])["found"] = []
                path.write_bytes(seal + b"\n" + json.dumps(found).encode())
            case "another":
                path.write_bytes((path.parent / "stichting.json").read_bytes())
            case "folder":
                path.unlink()
                path.mkdir()
            case "link":
                (tmp_path / path.name).write_bytes(data)
                path.unlink()
                path.symlink_to(tmp_path / path.name)
    assert now(small)


def test_nothing_is_written_through_a_link(small: Folders, tmp_path: Path) -> None:
    shutil.rmtree(small.build)
    (tmp_path / "elders").mkdir()
    (small.build / ".made").mkdir(parents=True)
    (small.build / ".made" / ".check").symlink_to(tmp_path / "elders")
    now(small)
    assert not [*(tmp_path / "elders").iterdir()]


def test_a_check_keeps_nothing_where_it_cannot_write_and_tells_the_same(
    small: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(records, "write_file", full)
    change(school(small, "zuid") / "school.yaml", "contact: de directie\n", "")
    assert Kind.NO_CONTACT in {one.kind for one in now(small)}
    assert Kind.NO_CONTACT in {one.kind for one in now(small)}


def test_records_of_schools_that_are_gone_go_too(small: Folders) -> None:
    shutil.rmtree(school(small, "noord"))
    now(small)
    assert sorted(path.name for path in _records(small)) == [".all.json", "stichting.json", "zuid.json"]


# -- children ---------------------------------------------------------------------------------------------------------


def test_children_find_what_one_process_finds(small: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    change(school(small, "stichting") / "school.yaml", "kind:", "# x\nkind:")
    monkeypatch.setattr(checking, "FEW", 1)
    now(small)


def test_a_fault_of_ours_in_a_child_is_told_as_everywhere(small: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object) -> Part:
        raise ZeroDivisionError("ours")

    monkeypatch.setattr(documents, "part_of", broken)
    monkeypatch.setattr(checking, "FEW", 1)
    with pytest.raises(ZeroDivisionError, match="ours"):
        checking.check(small, TODAY, anew=True)


def test_a_child_that_is_stopped_leaves_no_check_that_looks_sound(
    small: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_arguments: object) -> Part:
        os._exit(9)

    monkeypatch.setattr(checking, "FEW", 1)
    change(school(small, "stichting") / "school.yaml", "kind:", "# x\nkind:")
    with monkeypatch.context() as patch, pytest.raises(MissingOnMachineError, match="--jobs 1"):
        patch.setattr(documents, "part_of", stopped)
        checking.check(small, TODAY)
    now(small)


# -- any edit ---------------------------------------------------------------------------------------------------------


def _any_edit(folders: Folders, chance: random.Random) -> None:
    """What somebody does to a file, sensible or not."""
    files = sorted(path for path in (folders.root / "policy_src").rglob("*") if path.is_file())
    path = chance.choice(files)
    data = path.read_bytes()
    lines = data.splitlines(keepends=True)
    if not lines:
        return
    at = chance.randrange(len(lines))
    match chance.randrange(7):
        case 0:
            path.write_bytes(b"".join([*lines[:at], *lines[at + 1 :]]))
        case 1:
            path.write_bytes(b"".join([*lines[:at], lines[at], *lines[at:]]))
        case 2:
            words = data.split(b" ")
            words[chance.randrange(len(words))] = chance.choice([b"Linde", b"de", b"niet", b"{{ x }}", b"2019-01-01"])
            path.write_bytes(b" ".join(words))
        case 3:
            path.write_bytes(data.replace(b"delta", chance.choice([b"base", b"haven", b"nergens"]), 1))
        case 4:
            path.unlink()
        case 5:
            path.write_bytes(chance.choice(files).read_bytes())
        case _:
            path.write_bytes(data + b"# nog iets\n")


@pytest.mark.parametrize("seed", range(TRIES))
def test_after_any_row_of_edits_the_findings_are_those_of_a_check_of_everything(board: Folders, seed: int) -> None:
    chance = random.Random(seed)
    original = board.root.with_name("original")
    shutil.copytree(board.root / "policy_src", original)
    for _step in range(5):
        _any_edit(board, chance)
        if not (board.root / "policy_src").exists():
            break
        now(board)
        if chance.random() < 0.4:  # and back, which an old record may fit again
            shutil.rmtree(board.root / "policy_src")
            shutil.copytree(original, board.root / "policy_src")
            now(board)


# -- the command ------------------------------------------------------------------------------------------------------


def test_the_command_tells_what_changed_and_can_be_told_to_look_at_everything(
    small: Folders, capsys: pytest.CaptureFixture[str], looked_at: list[str]
) -> None:
    root = ["--root", str(small.root), "check", "--today", TODAY.isoformat()]
    assert run(root) == 0
    sound = capsys.readouterr().out
    looked_at.clear()
    change(school(small, "zuid") / "telefoons.yaml", "review:", "reviews:")
    for more in ([], [], ["--anew"], ["--jobs", "1"]):
        assert run([*root, *more]) == 1
        assert "SP110" in capsys.readouterr().out
    change(school(small, "zuid") / "telefoons.yaml", "reviews:", "review:")
    assert (run(root), capsys.readouterr().out) == (0, sound)
    assert looked_at == ["zuid", *("noord", "stichting", "zuid"), "zuid"]
