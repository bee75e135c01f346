"""What a studio keeps, in one file elsewhere and back: whole, never over something, never under a studio at work."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest

from schoolprotocol.errors import BusyError, UsageError
from schoolprotocol.studio.database import FILE, FOLDER, Database
from schoolprotocol.studio.door.people import ALONE, Person
from schoolprotocol.studio.drafts import Draft, Drafts
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
