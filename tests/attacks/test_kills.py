"""A command that is killed wherever it writes leaves nothing torn, lost or doubled, and can be done again.

strace kills it as it enters a system call that writes: each of them, or of very many a sample.
`SCHOOLPROTOCOL_KILLS=200` kills two hundred times for each command.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from schoolprotocol.deliver.changes import RECORD, sha256
from tests.conftest import ProjectMaker
from tests.publish.conftest import tree
from tests.release.making import ADOPTION, CONSENT, put, school, write
from tests.repository import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.stress]

KILLS = int(os.environ.get("SCHOOLPROTOCOL_KILLS", "3"))
WRITES = (
    *(
        "write",
        "pwrite64",
        "writev",
        "rename",
        "renameat",
        "renameat2",
        "link",
        "linkat",
        "symlink",
        "symlinkat",
        "unlink",
    ),
    *(
        "unlinkat",
        "mkdir",
        "mkdirat",
        "rmdir",
        "ftruncate",
        "fsync",
        "fdatasync",
        "chmod",
        "fchmod",
        "fchmodat",
        "sendfile",
    ),
    *("copy_file_range", "utimensat"),
)
"""The system calls that change what is on a disk."""
ENVIRONMENT = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}
Tree = Mapping[str, bytes]


def traced(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run something under strace; skips where there is none, or where it may not look at other processes."""
    program = shutil.which("strace")
    if program is None:
        pytest.skip("strace is not installed (apt-get install strace)")
    done = subprocess.run(
        [program, "-f", "-qq", *arguments],
        cwd=ROOT,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    if "PTRACE" in done.stderr and "not permitted" in done.stderr:
        pytest.skip("strace may not look at other processes here")
    return done


@dataclass(frozen=True, slots=True)
class Scene:
    """A command, and how it finds the world."""

    root: Path
    """A folder that holds everything that it may change; each kill is done to a copy."""
    arguments: tuple[str, ...]
    """What is typed behind `schoolprotocol`; {root} stands for the project."""
    kept: Callable[[Path], Tree]
    """What must be whole: old or new after a kill, and new after the command was done again."""

    def command(self, at: Path) -> list[str]:
        typed = [word.format(root=at / "project") for word in self.arguments]
        return [sys.executable, "-m", "schoolprotocol", "--root", str(at / "project"), *typed]

    def copied(self, to: Path) -> Path:
        shutil.rmtree(to, ignore_errors=True)
        return shutil.copytree(self.root, to, symlinks=True)

    def whole(self, folder: Path) -> tuple[Path, list[tuple[str, int]]]:
        """What there is when nobody kills it; each system call that writes, and how often it is called."""
        at, log = self.copied(folder / "whole"), folder / "strace.log"
        done = traced("--seccomp-bpf", "-o", log, "-e", f"trace={','.join(WRITES)}", *self.command(at))
        assert done.returncode == 0, done.stdout + done.stderr
        found = re.findall(r"^\d+ +(\w+)\(", log.read_text("utf-8", "replace"), re.MULTILINE)
        return at, [(name, count + 1) for name in sorted({*found}) for count in range(found.count(name))]

    def killed(self, at: Path, name: str, number: int) -> bool:
        """Do it, and be killed at a system call; whether it came so far."""
        inject = f"inject={name}:signal=KILL:when={number}"
        return traced("-o", "/dev/null", "-e", f"trace={name}", "-e", inject, *self.command(at)).returncode != 0

    def done(self, at: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(self.command(at), cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False)


def killed(
    scene: Scene,
    folder: Path,
    record_property: Callable[[str, object], None],
    is_sound: Callable[[Tree, Tree, Tree], bool] = lambda *_any: True,
) -> None:
    """Kill the command at each of some points; look what is there; do it again; look again.

    `is_sound` looks too at what a killed one leaves: what is there then, what was there before, and after a whole one.
    """
    before = scene.kept(scene.root)
    at, points = scene.whole(folder)
    after = scene.kept(at)
    assert after != before
    chosen = random.Random(5).sample(points, min(KILLS, len(points)))
    tried = 0
    for name, number in chosen:
        at = scene.copied(folder / "killed")
        tried += scene.killed(at, name, number)
        where = f"killed at {name} number {number}"
        found = scene.kept(at)
        for file, data in found.items():
            assert data in (before.get(file), after.get(file)), f"{where}: {file} is torn, or should not be there"
        for file in before.keys() & after.keys():
            assert file in found, f"{where}: {file} is lost"
        assert is_sound(found, before, after), f"{where}: neither what was there nor what should be"
        again = scene.done(at)
        assert "Traceback" not in again.stderr, f"{where}: {again.stderr}"
        found = scene.kept(at)
        assert found == after, f"{where}: {sorted(found.keys() ^ after.keys())} {again.stdout}{again.stderr}"
        left = {path.name for path in at.iterdir()} - {path.name for path in (folder / "whole").iterdir()}
        assert not left, f"{where}: {left} is left"
    assert tried >= KILLS // 2, "hardly anything was killed"
    record_property("tries", tried)
    shutil.rmtree(folder, ignore_errors=True)


def source(at: Path) -> Tree:
    """Everything in the source."""
    return {f"policy_src/{name}": data for name, data in read_by_somebody(at / "project/policy_src").items()}


def read_by_somebody(folder: Path) -> Tree:
    """The files of a folder, without what lies beside them until they are done."""
    return {name: data for name, data in tree(folder).items() if not Path(name).name.startswith(".")}


def test_a_release_that_is_killed(
    project: ProjectMaker,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    record_property: Callable[[str, object], None],
) -> None:
    root = school(project)
    put(root, "de hele MR")
    write(root, "vastgesteld", CONSENT, ADOPTION)
    scene = Scene(tmp_path / "scene", ("release", "noord", "--today", "2026-11-20"), source)
    shutil.copytree(root, scene.root / "project")
    killed(scene, tmp_path_factory.mktemp("release"), record_property)


def papers(at: Path) -> Tree:
    """The source, and what a council gets."""
    made = at / "project/build/dossier"
    return {
        **source(at),
        **({f"dossier/{name}": data for name, data in read_by_somebody(made).items()} if made.is_dir() else {}),
    }


def test_a_dossier_that_is_killed(
    own: Path, tmp_path_factory: pytest.TempPathFactory, record_property: Callable[[str, object], None]
) -> None:
    shutil.rmtree(own / "build")
    scene = Scene(own.parent, ("dossier", "noord", "--today", "2026-10-01"), papers)
    killed(scene, tmp_path_factory.mktemp("dossier"), record_property)


def online(at: Path) -> Tree:
    """What a reader finds at the target; and the record, which must be honest."""
    web = at / "web"
    files = dict(tree(web)) if web.is_dir() else {}
    listed = json.loads(files.pop(RECORD, b'{"files": {}}'))["files"]
    for name, hash_ in listed.items():
        assert not hash_ or sha256(files[name]) == hash_, f"the record says more of {name} than what is there"
    return {
        name: data for name, data in files.items() if not name.startswith((".schoolprotocol", "zuid/.schoolprotocol"))
    }


@pytest.fixture
def to_publish(own: Path) -> Path:
    """A project with a site that goes to a folder, where an older one stands."""
    (own / "policy_src/publishing.yaml").write_text("- {id: schijf, kind: map, path: ../web}\n", "utf-8")
    web = own.parent / "web"
    shutil.copytree(own / "build/site", web)
    (web / "zuid/index.html").write_text("de oude tekst", "utf-8")
    (web / "zuid/oud.html").write_text("weg", "utf-8")
    (web / "noord/feed.atom").unlink()
    (web / RECORD).write_text(json.dumps({"format": 1, "files": {n: sha256(d) for n, d in tree(web).items()}}), "utf-8")
    return own.parent


def test_a_publication_file_after_file_that_is_killed(
    to_publish: Path, tmp_path_factory: pytest.TempPathFactory, record_property: Callable[[str, object], None]
) -> None:
    (to_publish / "web/van-de-school.html").write_text("van ons", "utf-8")
    scene = Scene(to_publish, ("publish", "--to", "schijf"), online)
    killed(scene, tmp_path_factory.mktemp("publish"), record_property)


def test_in_one_step_a_reader_sees_the_old_site_or_the_new_one_wherever_it_was_killed(
    to_publish: Path, tmp_path_factory: pytest.TempPathFactory, record_property: Callable[[str, object], None]
) -> None:
    scene = Scene(to_publish, ("publish", "--to", "schijf"), online)
    folder = tmp_path_factory.mktemp("step")
    killed(scene, folder, record_property, lambda found, before, after: found in (before, after))
