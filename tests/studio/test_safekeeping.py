"""What a studio keeps, in one file elsewhere and back: whole, never over something, never under a studio at work."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from pathlib import Path

import pytest

from schoolprotocol.errors import BusyError, UsageError
from schoolprotocol.studio.database import FILE, FOLDER, Database
from schoolprotocol.studio.door.people import ALONE, Person
from schoolprotocol.studio.drafts import Draft, Drafts
from schoolprotocol.studio.ours import VARIABLE
from schoolprotocol.studio.safekeeping import BEFORE, alone, back_up, restore

BAS = Person("bas", "Bas", "schrijver")


@pytest.fixture
def database(root: Path) -> Database:
    """With something in it."""
    database = Database(root)
    Drafts(database).keep(ALONE, Draft("a", "1", "-", {"text": "half getypt"}, 0.0))
    database.write("INSERT INTO session VALUES ('t', 'bas', 'c', 1e12, 1e12)")
    return database


def drafts(root: Path) -> list[str]:
    """What is being typed."""
    return [one.fields["text"] for one in Drafts(Database(root)).all_of(ALONE)]


def test_a_copy_of_a_studio_at_work_is_whole_and_for_nobody_else(
    root: Path, database: Database, tmp_path: Path
) -> None:
    lock = alone(root)
    back_up(root, tmp_path / "kopie.sqlite3")
    lock.release()
    assert stat.S_IMODE((tmp_path / "kopie.sqlite3").stat().st_mode) == 0o600
    Drafts(database).drop(ALONE, "a", "1")
    assert drafts(root) == []
    restore(root, tmp_path / "kopie.sqlite3")
    assert drafts(root) == ["half getypt"]


def test_who_was_logged_in_logs_in_anew_and_what_was_there_is_kept(
    root: Path, database: Database, tmp_path: Path
) -> None:
    back_up(root, tmp_path / "kopie.sqlite3")
    Drafts(database).keep(ALONE, Draft("b", "1", "-", {"text": "later"}, 0.0))
    restore(root, tmp_path / "kopie.sqlite3")
    assert not Database(root).rows("SELECT * FROM session")
    with sqlite3.connect(root / FOLDER / BEFORE) as before:
        assert before.execute("SELECT count(*) FROM draft").fetchone() == (2,)
    before.close()


def test_nothing_is_put_back_under_a_studio_at_work(root: Path, database: Database, tmp_path: Path) -> None:
    back_up(root, tmp_path / "kopie.sqlite3")
    lock = alone(root)
    with pytest.raises(BusyError):
        restore(root, tmp_path / "kopie.sqlite3")
    with pytest.raises(BusyError):
        alone(root)
    lock.release()
    restore(root, tmp_path / "kopie.sqlite3")


def test_a_copy_takes_the_place_of_nothing(root: Path, database: Database, tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("van een ander")
    with pytest.raises(UsageError):
        back_up(root, tmp_path / "brief.txt")
    assert (tmp_path / "brief.txt").read_text() == "van een ander"
    with pytest.raises(UsageError):
        back_up(tmp_path / "nergens", tmp_path / "x")


@pytest.mark.parametrize("content", [b"", b"geen database", b"SQLite format 3\0 kapot" + b"\0" * 2000, None])
def test_what_is_no_copy_is_not_put_back(root: Path, database: Database, tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "x.sqlite3"
    if content is not None:
        file.write_bytes(content)
    else:
        with sqlite3.connect(file) as other:
            other.execute("CREATE TABLE person (x)")
        other.close()
    with pytest.raises(UsageError):
        restore(root, file)
    assert drafts(root) == ["half getypt"]
    assert (root / FOLDER / FILE).exists()


# -- a folder that comes from somewhere else --------------------------------------------------------------------------


@pytest.fixture
def elsewhere(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a studio that somebody made on his own machine, and sent."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "zijn machine"))
    Drafts(Database(root)).keep(ALONE, Draft("a", "1", "-", {"text": "half getypt"}, 0.0))
    monkeypatch.setenv(VARIABLE, str(tmp_path / "mijn machine"))
    return root


def test_a_studio_that_somebody_else_made_is_refused_and_it_is_said_what_to_do(elsewhere: Path) -> None:
    before = (elsewhere / FOLDER / FILE).read_bytes()
    for _time in range(2):
        with pytest.raises(UsageError, match=r"studio restore \.studio/studio\.sqlite3.*remove that folder"):
            Database(elsewhere)
    assert (elsewhere / FOLDER / FILE).read_bytes() == before


def test_a_mark_of_another_machine_is_no_mark_here(elsewhere: Path, tmp_path: Path) -> None:
    mine = sqlite3.connect(Database(tmp_path / "mijn project").path)
    (name,) = mine.execute("SELECT name FROM secret WHERE name LIKE 'machine %'").fetchone()
    mine.close()
    with sqlite3.connect(elsewhere / FOLDER / FILE) as theirs:
        theirs.execute("UPDATE secret SET name = ?", (name,))
    theirs.close()
    with pytest.raises(UsageError, match="was not made here"):
        Database(elsewhere)


def test_who_says_that_it_is_his_own_puts_it_back_and_goes_on(elsewhere: Path) -> None:
    restore(elsewhere, elsewhere / FOLDER / FILE)
    assert drafts(elsewhere) == ["half getypt"]


def test_a_folder_that_two_machines_share_is_of_both(
    elsewhere: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    restore(elsewhere, elsewhere / FOLDER / FILE)
    monkeypatch.setenv(VARIABLE, str(tmp_path / "zijn machine"))
    assert drafts(elsewhere) == ["half getypt"]


def test_a_folder_that_is_moved_or_copied_on_this_machine_stays_ours(
    root: Path, database: Database, tmp_path: Path
) -> None:
    shutil.copytree(root, tmp_path / "kopie")
    root.rename(tmp_path / "elders")
    assert drafts(tmp_path / "elders") == drafts(tmp_path / "kopie") == ["half getypt"]


def test_the_key_is_of_its_owner_only_and_in_no_project(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "staat"))
    database = Database(root)
    (key,) = (tmp_path / "staat").iterdir()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert not any(key.read_bytes() in path.read_bytes() for path in database.folder.rglob("*") if path.is_file())


def test_where_no_key_can_be_kept_it_is_said_how(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bestand").write_text("")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "bestand"))
    with pytest.raises(UsageError, match=f"Name a folder for it in {VARIABLE}"):
        Database(root)
