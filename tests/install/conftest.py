"""The package as it is installed elsewhere: from the wheel, beside what it needs, without the repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KLEIN = ROOT / "tests" / "roots" / "klein"
NOBODY = 65534
"""A user who owns nothing."""


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine on which the wheel was installed, where nobody may write in the installation."""

    folder: Path
    """Of the environment."""
    work: Path
    """Where its user may write."""

    def run(self, *command: str | Path, code: int = 0) -> str:
        """Run a program of the environment as its user, and give what it told."""
        program, *arguments = command
        environment = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "TMPDIR": str(self.work), "TZ": "UTC"}
        done = subprocess.run(
            [self.folder / "bin" / program, *arguments],
            cwd=self.work,
            env=environment,
            user=NOBODY if os.getuid() == 0 else None,
            extra_groups=[] if os.getuid() == 0 else None,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        told = done.stdout + done.stderr
        assert done.returncode == code, told
        return told

    def project(self, name: str) -> Path:
        """A folder of its user with nothing but a source."""
        root = self.work / name
        shutil.copytree(KLEIN / "policy_src", root / "policy_src")
        self.give(root)
        return root

    def give(self, folder: Path) -> None:
        """Let its user write below a folder."""
        for path in [folder, *folder.rglob("*")] if os.getuid() == 0 else []:
            os.chown(path, NOBODY, NOBODY)


def run(*command: str | Path, cwd: Path = ROOT) -> None:
    """Run a program to its end, with none of our settings."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def built(source: Path, kind: str, folder: Path) -> Path:
    """The package file that hatchling makes of a folder with our source: `wheel` or `sdist`."""
    run(sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", folder, cwd=source)
    (file,) = folder.iterdir()
    return file


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, made of the repository."""
    return built(ROOT, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def unpacked_sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one finds in our source package."""
    file, folder = built(ROOT, "sdist", tmp_path_factory.mktemp("sdist")), tmp_path_factory.mktemp("unpacked")
    with tarfile.open(file) as packed:
        packed.extraction_filter = getattr(tarfile, "data_filter", None)  # Debian's Python 3.11 has none
        packed.extractall(folder)
    (source,) = folder.iterdir()
    return source


@pytest.fixture(scope="session")
def machine(wheel: Path) -> Iterator[Machine]:
    """A machine with the wheel, where folders have spaces and letters that ASCII lacks."""
    with tempfile.TemporaryDirectory(prefix="schoolprotocol-") as scratch:  # pytest's own is closed to other users
        Path(scratch).chmod(0o755)
        place, work = Path(scratch) / "tweede map, überbau ’s", Path(scratch) / "werk"
        work.mkdir()
        run(sys.executable, "-m", "venv", "--without-pip", "--copies", place)
        (packages,) = place.glob("lib/python*/site-packages")
        # The folder itself, without what its own .pth files add: the repository is one of those.
        (packages / "needed.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
        pip: list[str | Path] = [
            sys.executable,
            "-m",
            "pip",
            "--python",
            place / "bin" / "python",
            "install",
            "--quiet",
        ]
        run(*pip, "--no-deps", "--no-index", "--no-compile", "--disable-pip-version-check", wheel)
        there = Machine(place, work)
        there.give(work)
        folders = [place, *(path for path in place.rglob("*") if path.is_dir() and not path.is_symlink())]
        for folder in folders:
            folder.chmod(0o555)
        yield there
        for folder in folders:
            folder.chmod(0o755)
