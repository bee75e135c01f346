"""A build uses no network, starts no program and reads nothing outside the project."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.engine.conftest import (
    CLAUSES,
    ROOT,
    SCHOOLS,
    TIP,
    built,
    clean,
    command,
    edit,
    ended,
    new_project,
    outputs,
    told,
)

NOORD = f"{SCHOOLS}/noord"
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><text y="9" font-size="9">Noord</text></svg>'
FENCE = Path(__file__).with_name("fence")


def fenced(root: Path) -> dict[str, str]:
    """The environment of a build behind the fence: what it may read, and where it tells what tried to get out."""
    scratch = root.with_name("scratch")
    scratch.mkdir(exist_ok=True)
    allowed = [
        str(root),
        str(scratch),
        str(ROOT / "generator"),
        str(ROOT / "templates"),  # the project's own is a link to it
        str(FENCE),
        *{sys.prefix, sys.base_prefix + "/lib/python", "/dev/null", "/dev/urandom"},
        *("/usr/share/zoneinfo", "/etc/localtime", "/etc/timezone"),  # Babel, which Sphinx imports, asks where it is
    ]
    return {
        "PYTHONPATH": os.pathsep.join([str(FENCE), str(ROOT / "generator")]),
        "FENCE_ALLOWS": os.pathsep.join(allowed),
        "FENCE_LISTS": os.pathsep.join([str(ROOT), *filter(None, sys.path)]),  # Python looks there for packages
        "FENCE_TELLS": str(root.with_name("tried.txt")),
        "TMPDIR": str(scratch),
        "HOME": "/nonexistent",
    }


def tried(root: Path) -> str:
    """What tried to get out."""
    return root.with_name("tried.txt").read_text("utf-8")


@pytest.mark.slow
@pytest.mark.stress
def test_a_build_of_everything_stays_inside(tmp_path: Path) -> None:
    root = new_project(tmp_path / "project")
    told(root, "release", "zuid")
    edit(root, CLAUSES, TIP, "Vraag het altijd eerst.")
    (root / NOORD / "logo.svg").write_text(LOGO, "utf-8")
    edit(root, f"{NOORD}/school.yaml", 'accent: "#b45309"}', 'accent: "#b45309", logo: logo.svg}')
    built(root, environment=fenced(root))
    assert (root / "build/diff/zuid-telefoons/index.html").is_file()
    assert tried(root) == ""
    ended(command(root, "site", **fenced(root)))
    assert tried(root) == ""
    assert outputs(root / "build") == clean(root)


@pytest.mark.parametrize(
    ("attempt", "tells"),
    [
        ("import urllib.request; urllib.request.urlopen('http://127.0.0.1:9')", "urllib.Request"),
        ("import socket; socket.create_connection(('127.0.0.1', 9))", "socket.getaddrinfo"),
        ("open('/etc/hostname').read()", "open /etc/hostname"),
        ("import pathlib; list(pathlib.Path('/etc').iterdir())", "os.listdir /etc"),
        ("import subprocess; subprocess.run(['true'])", "subprocess.Popen"),
    ],
)
def test_the_fence_sees_what_tries_to_get_out(tmp_path: Path, attempt: str, tells: str) -> None:
    root = new_project(tmp_path / "project")
    (root / "policy_src/.hidden").mkdir()
    extra = tmp_path / "extra"
    extra.mkdir()
    (extra / "usercustomize.py").write_text(f"try:\n    {attempt}\nexcept OSError:\n    pass\n")
    environment = fenced(root)
    environment |= {
        "PYTHONPATH": os.pathsep.join([environment["PYTHONPATH"], str(extra)]),
        "FENCE_ALLOWS": environment["FENCE_ALLOWS"] + os.pathsep + str(extra),
    }
    script = "import usercustomize"
    import subprocess

    subprocess.run([sys.executable, "-c", script], env={**os.environ, **environment}, check=False)
    assert tells in tried(root)
