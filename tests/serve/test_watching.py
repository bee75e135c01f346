"""What was saved is seen, however an editor saves; what was not, is not."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from schoolprotocol.serve import watching
from schoolprotocol.serve.watching import stamp, watch

FILE = "policy_src/a.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "policy_src").mkdir()
    (tmp_path / FILE).write_text("a: 1\n", "utf-8")
    return tmp_path


def in_place(path: Path) -> None:
    path.write_text("a: 2\n", "utf-8")


def restored(path: Path) -> None:
    stat = path.stat()
    while path.stat().st_ctime_ns == stat.st_ctime_ns:  # which a disk tells in steps
        path.write_text("a: 2\n", "utf-8")
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))  # as `cp -p` does: the same file, size and time


def by_a_rename(path: Path) -> None:
    fresh = path.with_name("4913")
    fresh.write_text("a: 2\n", "utf-8")
    stat = path.stat()
    os.utime(fresh, ns=(stat.st_atime_ns, stat.st_mtime_ns))  # same size, same time
    fresh.replace(path)


def removed(path: Path) -> None:
    path.unlink()


def renamed(path: Path) -> None:
    path.rename(path.with_name("b.yaml"))


def with_its_folder(path: Path) -> None:
    shutil.rmtree(path.parent)


def with_templates(path: Path) -> None:
    (path.parents[1] / "templates").mkdir()
    (path.parents[1] / "templates/x.css").write_text("x", "utf-8")


@pytest.mark.parametrize("save", [in_place, restored, by_a_rename, removed, renamed, with_its_folder, with_templates])
def test_each_way_to_save_is_seen(root: Path, save: Callable[[Path], None]) -> None:
    before = stamp(root)
    assert stamp(root) == before
    save(root / FILE)
    assert stamp(root) != before


def test_what_is_made_is_not_watched(root: Path) -> None:
    before = stamp(root)
    (root / "build").mkdir()
    (root / "build/x.html").write_text("x", "utf-8")
    (root / ".git").mkdir()
    assert stamp(root) == before


class Looks:
    """A disk on which each look sees what a test says; the pauses between looks take no time."""

    def __init__(self, *seen: str) -> None:
        self.seen, self.told, self.pauses = [*seen], 0, list[float]()

    def look(self, _root: Path) -> watching.Stamp:
        return frozenset({(self.seen.pop(0), 0, 0, 0, 0)})

    def is_set(self, pause: float) -> bool:
        self.pauses.append(pause)
        return not self.seen

    def changed(self) -> None:
        self.told += 1


def told(monkeypatch: pytest.MonkeyPatch, *seen: str) -> int:
    looks = Looks(*seen)
    stop = threading.Event()
    monkeypatch.setattr(watching, "stamp", looks.look)
    monkeypatch.setattr(stop, "wait", looks.is_set)
    watch(Path(), frozenset({("a", 0, 0, 0, 0)}), stop, looks.changed)
    return looks.told


def test_a_save_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch, "a", "b", "b", "b", "b") == 1


def test_a_burst_is_told_when_it_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch, "b", "c", "d", "e", "e", "e") == 1


def test_what_was_undone_at_once_is_told_for_somebody_may_have_read_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch, "b", "a", "a", "a") == 1


def test_where_nothing_differs_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch, "a", "a", "a") == 0


def test_what_goes_on_changing_is_told_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(1000))
    monkeypatch.setattr("schoolprotocol.serve.watching.time.monotonic", lambda: next(clock))
    assert told(monkeypatch, *"bcdefghi") > 1
