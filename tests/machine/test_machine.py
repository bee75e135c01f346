"""Locks, files and letters hold on every platform, whatever it has for them."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from schoolprotocol import machine

HOLDS = """
import sys
from pathlib import Path
from schoolprotocol import machine
if sys.argv[2] == "file":
    machine.fcntl = None
lock = machine.take(Path(sys.argv[1]))
print(lock is not None, flush=True)
sys.stdin.read()
"""


class Windows(ModuleType):
    """As much of `msvcrt` as a lock needs: a range of bytes belongs to one process at a time."""

    LK_NBLCK = 2

    def locking(self, handle: int, _mode: int, _length: int) -> None:
        import fcntl

        try:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, os.lseek(handle, 0, os.SEEK_CUR))
        except OSError:
            raise PermissionError(errno.EACCES, "Permission denied") from None


@pytest.fixture(params=["fcntl", "msvcrt", "file"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How this machine locks."""
    if request.param != "fcntl":
        monkeypatch.setattr(machine, "fcntl", None)
    monkeypatch.setattr(machine, "msvcrt", Windows("msvcrt") if request.param == "msvcrt" else None)
    return str(request.param)


def other(path: Path, way: str) -> subprocess.Popen[str]:
    """Another process that wants the lock, and keeps it until its input ends."""
    return subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(path), way], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def got(process: subprocess.Popen[str]) -> bool:
    """Whether it has the lock."""
    assert process.stdout is not None
    return process.stdout.readline() == "True\n"


def test_a_lock_that_was_taken_names_its_process_and_can_be_taken_again(tmp_path: Path, way: str) -> None:
    path = tmp_path / "lock"
    for _ in range(2):
        lock = machine.take(path)
        assert lock is not None, way
        assert machine.holder(path) == str(os.getpid())
        lock.release()


@pytest.mark.parametrize("way", ["fcntl", "file"], indirect=True)
def test_a_lock_is_free_when_the_process_that_held_it_was_killed(tmp_path: Path, way: str) -> None:
    path = tmp_path / "lock"
    with other(path, way) as process:
        assert got(process)
        assert machine.take(path) is None
        assert machine.holder(path) == str(process.pid)
        process.kill()
    lock = machine.take(path) or machine.take(path)  # the first may only sweep away what the other left
    assert lock is not None
    with other(path, way) as process:
        assert not got(process)
        process.kill()
    lock.release()


def test_many_that_find_the_lock_of_a_dead_process_do_not_both_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "fcntl", None)
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    path, taken = tmp_path / "lock", list[machine.Lock]()
    for _round in range(20):
        path.write_text(f"{gone.pid}\n")
        taken.clear()

        def wants() -> None:
            for _try in range(50):
                lock = machine.take(path)
                if lock is not None:
                    taken.append(lock)

        threads = [threading.Thread(target=wants) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(taken) == 1
        taken[0].release()


def test_a_lock_without_a_name_is_that_of_one_who_is_about_to_write_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "fcntl", None)
    path = tmp_path / "lock"
    path.touch()
    assert machine.take(path) is None
    assert machine.take(path) is None
    os.utime(path, (0, 0))  # nobody takes that long
    assert machine.take(path) or machine.take(path)


def test_a_folder_takes_the_place_of_another_also_where_that_takes_steps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for has_call in (True, False):
        if not has_call:
            monkeypatch.setattr(machine, "_of_c_library", lambda _name: None)
        one, two = tmp_path / f"one{has_call}", tmp_path / f"two{has_call}"
        for folder in (one, two):
            folder.mkdir()
            (folder / "name").write_text(folder.name)
        machine.exchange(one, two)
        assert (one / "name").read_text() == two.name
        assert (two / "name").read_text() == one.name
        with pytest.raises(FileNotFoundError):
            machine.exchange(one, tmp_path / "nowhere")
        assert (one / "name").read_text() == two.name


class Held:
    """A file that cannot be put in place while another program has it open."""

    def __init__(self, times: int) -> None:
        self.left = times

    def replace(self, path: Path) -> None:
        self.left -= 1
        if self.left >= 0:
            raise PermissionError(errno.EACCES, "Permission denied", "x.new", None, str(path))


def test_windows_is_asked_again_where_another_program_has_a_file_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "IS_WINDOWS", True)
    monkeypatch.setattr(machine, "time", SimpleNamespace(sleep=lambda _seconds: None))
    fresh = Held(3)
    machine.replace(fresh, Path("a.pdf"))  # type: ignore[arg-type]
    assert fresh.left == -1
    with pytest.raises(PermissionError) as refused:
        machine.replace(Held(1000), Path("a.pdf"))  # type: ignore[arg-type]
    assert refused.value.filename == "a.pdf"


@pytest.mark.parametrize("name", ["con", "CON", "nul.yaml", "Aux.tar.gz", "com1", "lpt9.svg", "prn "])
def test_windows_keeps_a_name_for_itself(name: str) -> None:
    assert machine.is_reserved(name)


@pytest.mark.parametrize("name", ["conn", "con-noord", "com", "com0", "aurora", "nul-punt.yaml", "console"])
def test_a_name_that_only_looks_like_it_is_free(name: str) -> None:
    assert not machine.is_reserved(name)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("‘a’ → “b” – c…", "'a' -> \"b\" - c..."), ("één ő ﬁ", "een o fi"), ("中 \udc80", "? ?"), ("\u200b", "?")],
)
def test_what_a_terminal_lacks_is_written_in_letters_that_it_has(text: str, shown: str) -> None:
    machine.speak_plainly(None)
    assert text.encode("ascii", "plain").decode() == shown


def test_a_container_is_known_by_what_its_owner_says_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "exists", lambda _path: False)
    monkeypatch.delenv("container", raising=False)
    assert not machine.is_container()
    monkeypatch.setenv("container", "oci")
    assert machine.is_container()


def test_a_port_is_taken_by_what_each_system_says_of_that() -> None:
    assert machine.is_taken(OSError(errno.EADDRINUSE, "in use"))
    assert not machine.is_taken(PermissionError(errno.EACCES, "no"))  # a port of the system itself
    of_windows = OSError(errno.EACCES, "no")
    vars(of_windows)["winerror"] = 10013
    assert machine.is_taken(of_windows)


def test_without_a_screen_no_browser_takes_over_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "IS_LINUX", True)
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert not machine.has_screen()
    monkeypatch.setenv("DISPLAY", ":0")
    assert machine.has_screen()
    monkeypatch.setattr(machine, "IS_LINUX", False)
    monkeypatch.delenv("DISPLAY")
    assert machine.has_screen()
