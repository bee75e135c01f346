"""Whatever happens to a build: no half file, nothing old lost, and the next build makes what a clean one makes."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from schoolprotocol.build.planning import FEW
from schoolprotocol.errors import MissingOnMachineError
from schoolprotocol.templating import templates_in
from tests.engine.conftest import (
    CLAUSES,
    OTHER,
    ROOT,
    TIP,
    built,
    clean,
    command,
    copy,
    edit,
    ended,
    grow,
    outputs,
)

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("SCHOOLPROTOCOL_KILLS", "4"))
"""So many builds are killed; the suite does a few, a release hundreds."""


@pytest.fixture
def finished(up_to_date: Path, tmp_path: Path) -> Path:
    """The small project, with a release and everything built."""
    return copy(up_to_date, tmp_path)


@pytest.fixture
def project(finished: Path) -> Path:
    """The same, with nothing built yet."""
    shutil.rmtree(finished / "build")
    return finished


def children(process: subprocess.Popen[str]) -> list[int]:
    """The processes that make documents for a build."""
    path = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    try:
        return [int(pid) for pid in path.read_text().split() if _is_fork(process.pid, pid)]
    except (FileNotFoundError, ProcessLookupError):
        return []


def _is_fork(parent: int, child: str) -> bool:
    """Whether a child makes documents: libraries start programs of their own, to ask where other libraries are."""
    one, other = (Path(f"/proc/{pid}/cmdline").read_bytes() for pid in (parent, child))
    return one == other


def waited(process: subprocess.Popen[str]) -> int:
    """The first child of a build, as soon as it has one."""
    until = time.monotonic() + 30
    while time.monotonic() < until and process.poll() is None:
        found = children(process)
        time.sleep(0.02)
        if lasting := set(found) & set(children(process)):
            return min(lasting)
    raise AssertionError("the build never had a child")


def leftovers(build: Path) -> list[str]:
    """What lies in a build folder and is no output, manifest or lock."""
    work = (build / ".work").rglob("*") if (build / ".work").exists() else ()
    return [str(path) for path in (*work, *build.rglob("*.new"), *build.rglob("*.old"))]


def swapped(root: Path, now: str) -> str:
    """The other of two texts, which the source has from now on."""
    other = OTHER if now == TIP else TIP
    edit(root, CLAUSES, now, other)
    return other


# -- killed -----------------------------------------------------------------------------------------------------------


@pytest.mark.stress
def test_a_build_that_is_killed_leaves_whole_files_and_the_next_one_is_as_a_clean_one(project: Path) -> None:
    good = {TIP: clean(project)}
    swapped(project, TIP)
    good[OTHER] = clean(project)
    swapped(project, OTHER)
    start = time.monotonic()
    built(project)
    lasts, text = time.monotonic() - start, TIP
    chance = random.Random(5)
    for _ in range(KILLS):
        text = swapped(project, text)
        process = command(project, "build")
        time.sleep(chance.uniform(0.05, lasts))
        if chance.random() < 0.5:
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        assert_whole(outputs(project / "build"), good)
        if chance.random() < 0.3:
            built(project)
            assert outputs(project / "build") == good[text]
            assert leftovers(project / "build") == []
    built(project)
    assert outputs(project / "build") == good[text]
    assert leftovers(project / "build") == []


@pytest.mark.stress
def test_a_source_that_goes_back_after_a_killed_build_is_built_again(finished: Path) -> None:
    edit(finished, CLAUSES, TIP, OTHER)
    process = command(finished, "build", "--jobs", "1")
    until = time.monotonic() + 30
    first = (finished / "build/.made/noord-telefoons.json").stat().st_mtime_ns
    while (finished / "build/.made/noord-telefoons.json").stat().st_mtime_ns == first:
        assert time.monotonic() < until
        time.sleep(0.005)
    process.kill()  # after the first document, before the second
    process.communicate()
    edit(finished, CLAUSES, OTHER, TIP)
    built(finished)
    assert outputs(finished / "build") == clean(finished)


def assert_whole(found: dict[str, bytes], good: dict[str, dict[str, bytes]]) -> None:
    """Every file is of the old or of the new text, and a site is wholly of one of them."""
    for name, data in found.items():
        assert data in [one.get(name) for one in good.values()], name
    for school in ("noord", "zuid"):
        folder = f"html/{school}/"
        site = {name: data for name, data in found.items() if name.startswith(folder)}
        assert site in [
            {name: data for name, data in one.items() if name.startswith(folder)} for one in good.values()
        ], f"the site of {school} is gone, or of two texts"


@pytest.mark.stress
def test_ctrl_c_stops_at_once_and_leaves_nothing(finished: Path) -> None:
    before = outputs(finished / "build")
    edit(finished, CLAUSES, TIP, OTHER)
    process = command(finished, "build")
    child = waited(process)
    time.sleep(0.2)
    asked = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)
    said, _ = process.communicate(timeout=10)
    assert time.monotonic() - asked < 1
    assert process.returncode == 130, said
    assert "Stopped." in said
    assert "Traceback" not in said
    assert not Path(f"/proc/{child}").exists()
    assert leftovers(finished / "build") == []
    assert_whole(outputs(finished / "build"), {"old": before, "new": clean(finished)})
    built(finished)
    assert outputs(finished / "build") == clean(finished)


@pytest.mark.stress
def test_a_child_that_the_machine_stops_costs_only_its_own_document(project: Path) -> None:
    process = command(project, "build", "--jobs", "1", "--keep-going")
    os.kill(waited(process), signal.SIGKILL)
    said = ended(process, 3)
    assert "noord-telefoons: the machine stopped the making of this document (signal 9)" in said
    assert (project / "build/html/zuid/telefoons/index.html").is_file()
    built(project)
    assert outputs(project / "build") == clean(project)


@pytest.fixture
def small_memory() -> Iterator[Path]:
    """A group of processes that may use 210 MB together."""
    root = Path("/sys/fs/cgroup")
    first = (root / "cgroup.controllers").exists()
    group = (root if first else root / "memory") / f"schoolprotocol-{os.getpid()}"
    try:
        group.mkdir()
        (group / ("memory.max" if first else "memory.limit_in_bytes")).write_text(str(210_000_000))
    except OSError:
        pytest.skip("only root can limit the memory, where the machine has groups for that")
    yield group
    group.rmdir()


@pytest.mark.stress
def test_a_child_that_the_memory_limit_stops_costs_only_its_own_document(finished: Path, small_memory: Path) -> None:
    before = outputs(finished / "build")
    huge = "".join(
        f"  - {{add: noord.lang-{n}, title: Lang {n}, audience: [leerling], after: afspraken.opbergen, reason: Veel., "
        f"text: {'Dit is een lange zin over telefoons in de klas. ' * 400}}}\n"
        for n in range(48)
    )
    file = finished / "policy_src/schools/noord/telefoons.yaml"
    file.write_text(file.read_text("utf-8") + "operations:\n" + huge, "utf-8")
    edit(finished, CLAUSES, TIP, OTHER)
    entered = f'echo $$ > "{small_memory}/cgroup.procs" && exec "$@"'
    arguments = ["--lang", "en", "--root", str(finished), "build", "--jobs", "1", "--keep-going"]
    done = subprocess.run(
        ["sh", "-c", entered, "sh", sys.executable, "-m", "schoolprotocol", *arguments],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 3, done.stderr
    assert "noord-telefoons: the machine stopped the making of this document (signal 9)" in done.stderr
    after = outputs(finished / "build")
    assert OTHER.encode() in after["html/zuid/telefoons/index.html"]
    assert {name: data for name, data in after.items() if name.startswith("html/noord/telefoons")} == {
        name: data for name, data in before.items() if name.startswith("html/noord/telefoons")
    }


@pytest.mark.stress
def test_without_keep_going_nothing_new_is_begun_after_a_failure(project: Path) -> None:
    process = command(project, "build", "--jobs", "1")
    os.kill(waited(process), signal.SIGKILL)
    said = ended(process, 3)
    assert "2 documents were not begun: --keep-going makes the others all the same." in said
    assert not (project / "build/html/zuid/telefoons").exists()


@pytest.mark.stress
def test_a_parent_that_is_killed_takes_its_children_along(project: Path) -> None:
    process = command(project, "build")
    child = waited(process)
    process.kill()
    process.communicate()
    until = time.monotonic() + 2
    while Path(f"/proc/{child}").exists() and "Z" not in Path(f"/proc/{child}/stat").read_text().split(")")[1][:3]:
        assert time.monotonic() < until
        time.sleep(0.01)


# -- the disk ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 400 kB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "none", folder], check=False).returncode:
        pytest.skip("only root can mount a disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


@pytest.mark.stress
def test_a_disk_that_is_full_is_told_with_the_document_and_loses_nothing(project: Path, small_disk: Path) -> None:
    build = small_disk / "build"
    built(project, "schoolgids", "--output", str(build))
    before = outputs(build)
    said = built(project, "--keep-going", "--output", str(build), code=3)
    assert "-telefoons: " in said
    assert "the disk is full" in said
    assert "Traceback" not in said
    assert before.items() <= outputs(build).items()
    subprocess.run(["mount", "-o", "remount,size=90m", small_disk], check=True)
    built(project, "--output", str(build))
    assert outputs(build) == clean(project)


@pytest.mark.stress
def test_a_disk_that_cannot_be_written_is_told_and_keeps_what_it_has(project: Path, small_disk: Path) -> None:
    build = small_disk / "build"
    built(project, "schoolgids", "--output", str(build))
    before = outputs(build)
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    edit(project, CLAUSES, TIP, OTHER)
    said = built(project, "schoolgids", "--output", str(build), code=3)
    assert "nothing can be written there" in said
    assert str(build) in said
    assert outputs(build) == before


# -- two at once ------------------------------------------------------------------------------------------------------


@pytest.mark.stress
def test_two_builds_in_one_folder_take_turns(project: Path) -> None:
    both = [command(project, "build"), command(project, "build")]
    said = [ended(process) for process in both]
    assert any("is at work" in one for one in said)
    assert outputs(project / "build") == clean(project)


def test_a_build_that_never_ends_is_not_waited_for_for_ever(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    from schoolprotocol.build import lock as locking
    from schoolprotocol.config import Folders
    from schoolprotocol.errors import BusyError

    folders = Folders(project, project / "build")
    monkeypatch.setattr(locking, "PATIENCE", 0.1)
    folders.build.mkdir()
    with folders.lock.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write("4711\n")
        lock.flush()
        with pytest.raises(BusyError, match=r"process 4711.*kill 4711.*--output") as refused, locking.at_work(folders):
            pass
    assert refused.value.exit_code == 3


# -- what is missing --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", ["fonts/ProtocolSans-Regular.ttf", "print/base.css"])
def test_a_font_or_style_that_the_installation_lacks_is_told_by_name(tmp_path: Path, file: str) -> None:
    from schoolprotocol.outputs.pdf import typeset

    ours = shutil.copytree(ROOT / "templates", tmp_path / "ours")
    (ours / file).unlink()
    with pytest.raises((OSError, MissingOnMachineError)) as told:
        typeset.typesetter(templates_in(tmp_path / "templates", ours))
    assert Path(file).name in f"{told.value}"


def test_a_template_of_its_own_that_goes_makes_room_for_ours(finished: Path) -> None:
    before = outputs(finished / "build")
    own = shutil.copytree(ROOT / "templates", finished / "templates")
    (own / "pages/protocol.md.j2").unlink()
    built(finished)
    assert outputs(finished / "build") == before


@pytest.mark.parametrize("package", ["weasyprint", "sphinx"])
def test_a_package_that_is_missing_is_told_with_what_to_do(project: Path, tmp_path: Path, package: str) -> None:
    (tmp_path / "shadow").mkdir()
    (tmp_path / "shadow" / f"{package}.py").write_text(
        f"raise ModuleNotFoundError('No module named {package}', name={package!r})\n"
    )
    said = built(project, "html", "pdf", code=3, environment={"PYTHONPATH": str(tmp_path / "shadow")})
    assert f"The package {package} is not there" in said
    assert "make all" in said


@pytest.mark.stress
def test_a_clock_that_goes_back_changes_nothing(finished: Path) -> None:
    for path in (finished / "policy_src").rglob("*.yaml"):
        os.utime(path, (4_000_000_000, 4_000_000_000))  # from the future, as it seems
    edit(finished, CLAUSES, TIP, OTHER)
    os.utime(finished / CLAUSES, (1, 1))
    built(finished)
    assert outputs(finished / "build") == clean(finished)


# -- keep going -------------------------------------------------------------------------------------------------------


def test_a_document_with_faults_does_not_keep_the_others_from_being_made(finished: Path) -> None:
    before = outputs(finished / "build")
    edit(finished, "policy_src/schools/noord/telefoons.yaml", "extends: stichting", "extends: stichtin")
    edit(finished, CLAUSES, TIP, OTHER)
    said = built(finished, code=1)
    assert "telefoons.yaml:2" in said
    assert outputs(finished / "build") == before
    said = built(finished, "--keep-going", code=1)
    assert "telefoons.yaml:2" in said
    after = outputs(finished / "build")
    assert OTHER.encode() in after["html/zuid/telefoons/index.html"]
    assert {name: data for name, data in after.items() if "noord" in name} == {
        name: data for name, data in before.items() if "noord" in name
    }
    assert after["html/index.html"] == before["html/index.html"]


@pytest.mark.stress
def test_elsewhere_children_are_spawned(project: Path) -> None:
    grow(project, *(f"oost-{number}" for number in range(FEW)), like="noord")  # so many that planning has children too
    code = (
        "import multiprocessing as m, sys; m.get_all_start_methods = lambda: ['spawn'];"
        "from schoolprotocol.__main__ import main; "
        f"sys.argv = ['schoolprotocol', '--root', {str(project)!r}, 'build', 'docx', 'schoolgids']; main()"
    )
    script = project / "spawning.py"
    script.write_text(f"if __name__ == '__main__':\n    {code}\n")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert outputs(project / "build") == clean(project, "docx", "schoolgids")
