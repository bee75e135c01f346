"""Fixtures that every test may use: small projects on disk, and golden files."""

from __future__ import annotations

import fcntl
import gc
import os
import shutil
import signal
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

import pytest
from hypothesis import HealthCheck, settings

from schoolprotocol import messages
from tests.cpu import Cpu

ROOTS = Path(__file__).parent / "roots"

# Derandomised: the suite gives the same answer on the same source, on every machine, also on one that is busy.
settings.register_profile(
    "schoolprotocol",
    derandomize=True,
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("schoolprotocol")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regenerate", action="store_true", help="write the golden files anew; read the difference")
    parser.addoption("--cpu", action="store_true", help="tell how much time of a core each file takes")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--cpu"):
        config.pluginmanager.register(Cpu())
    # Begun with `&` or `nohup` we ignore these, and so would all that we begin: what a test tells to stop goes on.
    for one in (signal.SIGINT, signal.SIGHUP):
        if signal.getsignal(one) is signal.SIG_IGN:
            signal.signal(one, lambda *_: None)  # who begins another program leaves that only what is ignored
    # Nothing that is collected goes away again: the collector need not look for it.
    gc.disable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # Whoever is watched by a hook that stays (`fuzz/oracles.py`) goes last: all after it would pay for it.
    items.sort(key=lambda item: "/fuzz/" in item.nodeid)


def pytest_collection_finish() -> None:
    # Thousands of tests and what they import stay as long as the process, and need not be looked at again.
    gc.freeze()
    # Tests make millions of small objects: asked as often as by default, the collector takes a tenth of all time. What
    # young objects leave behind is still collected; what is old stays until the process ends.
    gc.set_threshold(100_000, 50, 1_000)
    gc.enable()


@pytest.fixture(autouse=True, scope="session")
def _keys_stay_out_of_the_home_of_who_tests(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The studio keeps a key outside of projects; those of tests go with them."""
    os.environ["SCHOOLPROTOCOL_STATE"] = str(tmp_path_factory.mktemp("state"))


@pytest.fixture
def regenerate(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written instead of compared."""
    return bool(request.config.getoption("--regenerate"))


_SHORTCUTS: list[pytest.MonkeyPatch] = []
"""Those that hold now: one, or none at a test of `make stress`."""
_DRAWN: dict[str, bytes] = {}


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Take the shortcuts before a test, and before what it begins for the tests of its module or for all.

    A hook and no fixture: these come after what is made once, which is most of all that is built.
    """
    messages.use("en")  # messages are asserted in the language of their ids
    if item.get_closest_marker("stress") is None:
        if not _SHORTCUTS:
            _SHORTCUTS.append(_shortcuts())
    elif _SHORTCUTS:
        _SHORTCUTS.pop().undo()


def _shortcuts() -> pytest.MonkeyPatch:
    """What is done once for all tests of a process, or never; not for tests of `make stress` and other processes.

    - What a test writes need not outlive a power cut, and thousands of waits for a disk are minutes.
    - What was read of a file is shared by projects of which the file is the same to the byte: tests read one small
      project again and again, and change a file of it. What has faults is read each time. What many builds leave
      behind is a matter of `make stress`, of which each test begins with nothing.
    - The seven hundred files of the program stay as they are.
    - A picture for messages about a school is drawn once: its key tells what it is made of.
    """
    from schoolprotocol.build import inputs, overview
    from schoolprotocol.documents import finding
    from schoolprotocol.outputs.overview.share import Shared, key_of, picture
    from schoolprotocol.project.project import _Known
    from schoolprotocol.templating import Templates
    from tests.helpers import KNOWN

    ours, looked_at = tuple(inputs._program()), inputs._looked_at
    stamps = looked_at(ours, {})

    def drawn(shared: Shared, templates: Templates, *how: Any) -> bytes:
        key = key_of(shared, templates)
        if key not in _DRAWN:
            _DRAWN[key] = picture(shared, templates, *how)
        return _DRAWN[key]

    patch = pytest.MonkeyPatch()
    patch.setattr(os, "fsync", _not_waited_for)
    patch.setattr(_Known, "files", KNOWN)
    patch.setattr(finding, "Cache", lambda _limit: KNOWN)
    patch.setattr(inputs, "_program", lambda: ours)
    patch.setattr(inputs, "_looked_at", lambda program, known: stamps if program is ours else looked_at(program, known))
    patch.setattr(overview, "picture", drawn)
    return patch


def _not_waited_for(handle: int) -> None:
    """`os.fsync` without the wait: a handle that is closed is an error still."""
    os.fstat(handle)


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that several processes of this run may need, and that costs much.

    Args:
        factory: the fixture `tmp_path_factory`.
        name: of the folder; the same wherever the same is meant.
        make: fills a folder; it is called by the first process that asks.
    """
    base = _of_this_run(factory)
    folder, new = base / name, base / f"{name}.new"
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            shutil.rmtree(new, ignore_errors=True)
            new.mkdir()
            make(new)
            new.rename(folder)
    return folder


def _of_this_run(factory: pytest.TempPathFactory) -> Path:
    """The folder that all processes of a run have in common."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def klein_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project with all of its outputs: to build a copy of it, with the times of its files, costs nothing."""

    def make(folder: Path) -> None:
        from schoolprotocol.cli import run

        shutil.copytree(ROOTS / "klein", folder, dirs_exist_ok=True)
        assert run(["--lang", "en", "--root", str(folder), "build"]) == 0

    return made_once(tmp_path_factory, "klein-built", make)


Run = Callable[..., tuple[int, str, str]]
"""Runs a command in the folder of a project; gives exit code, output and messages."""


@pytest.fixture
def command(capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in a project, in this process and in English."""
    from schoolprotocol.cli import run

    def call(root: Path, *arguments: str) -> tuple[int, str, str]:
        code = run(["--root", str(root), "--lang", "en", *arguments])
        printed = capfd.readouterr()
        return code, printed.out, printed.err

    return call


class ProjectMaker(Protocol):
    """Copies a project of tests/roots to a folder of the test's own, and changes it."""

    def __call__(
        self,
        root: str | Path = "klein",
        files: Mapping[str, str | bytes | None] | None = None,
        replace: Mapping[str, Iterable[tuple[str, str]]] | None = None,
    ) -> Path: ...


@pytest.fixture
def project(tmp_path: Path) -> ProjectMaker:
    """A maker of projects.

    `root` names a folder of tests/roots, or is a path of another project. `files` writes files (text, bytes; None
    removes) by their path in the project; `replace` changes texts: each old text must stand in the file exactly once.
    """
    return projects_in(tmp_path)


def projects_in(parent: Path) -> ProjectMaker:
    """A maker of projects in a folder: see `project`."""
    made = 0

    def make(
        root: str | Path = "klein",
        files: Mapping[str, str | bytes | None] | None = None,
        replace: Mapping[str, Iterable[tuple[str, str]]] | None = None,
    ) -> Path:
        nonlocal made
        made += 1
        folder = parent / f"project{made}"
        shutil.copytree(ROOTS / root, folder)
        for name, content in (files or {}).items():
            _write(folder / name, content)
        for name, changes in (replace or {}).items():
            path = folder / name
            text = path.read_text("utf-8")
            for old, new in changes:
                assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
                text = text.replace(old, new)
            path.write_text(text, "utf-8")
        return folder

    return make


def begun_once(factory: pytest.TempPathFactory, name: str, begin: Callable[[ProjectMaker], Path]) -> Path:
    """A project that many tests begin with, made once: a test takes a copy, with `project(PATH)`."""

    def make(folder: Path) -> None:
        begin(projects_in(folder)).rename(folder / "project")

    return made_once(factory, name, make) / "project"


def _write(path: Path, content: str | bytes | None) -> None:
    if content is None:
        path.unlink()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
