"""Does the steps of the `Containerfile` in a Debian tree of its own, and looks whether it serves a project: no Docker.

    debootstrap --variant=minbase --include=python3,python3-venv,python3-pip,ca-certificates bookworm TREE
    python -m tests.install.container TREE

As root, on Linux. Both stages are done in the one tree, so what is built is there beside what is installed; the Python
is that of Debian. What a mirror of packages needs (`pip config`) is lent to the tree while it lasts.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[2]
LENT = ("/opt/pypi", "/opt/pypi-more", "/opt/wheels")
"""Folders with packages that this machine may have instead of a network."""
PIP = ("/etc/pip.conf", "/etc/ssl/certs/ca-certificates.crt", "/etc/resolv.conf")


def instructions() -> list[tuple[str, str]]:
    """Each instruction of the file with what follows it."""
    text = re.sub(r"^#.*\n", "", (ROOT / "Containerfile").read_text("utf-8"), flags=re.MULTILINE)
    lines = re.sub(r"\\\n\s*", "", text).splitlines()
    return [(word, rest) for line in lines if line for word, _space, rest in [line.partition(" ")]]


def context(target: Path) -> None:
    """Copies what `.dockerignore` lets through."""
    wanted = re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text("utf-8"), re.MULTILINE)
    for name in wanted:
        source, there = ROOT / name, target / name
        if source.is_dir():
            shutil.copytree(source, there, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, there)


def in_tree(tree: Path, command: list[str], folder: str, env: dict[str, str], user: str = "0:0") -> list[str]:
    """A command line that runs in the tree."""
    path = env.get("PATH", "").replace("$PATH", "")
    given = {"HOME": "/root", **env, "PATH": f"{path}/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"}
    told = [f"{name}={value}" for name, value in given.items()]
    inside = ["env", "-i", "--chdir", folder, *told, *command]
    return ["chroot", f"--userspec={user}", str(tree), *inside]


def made(tree: Path) -> tuple[dict[str, str], str, list[str]]:
    """Does every step; gives the environment, the user and the command of the container."""
    env: dict[str, str] = {}
    folder, user, command = "/", "0:0", list[str]()
    pip = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
    for word, rest in instructions():
        print(f"{word} {rest[:100]}", flush=True)
        match word:
            case "FROM":
                env, folder = {}, "/"
            case "WORKDIR":
                folder = rest
                (tree / rest.lstrip("/")).mkdir(parents=True, exist_ok=True)
            case "COPY" if rest.startswith("--from"):
                pass  # it lies in this tree already
            case "COPY":
                context(tree / folder.lstrip("/"))
            case "RUN":
                step = in_tree(tree, ["sh", "-euc", rest], folder, env | pip)
                subprocess.run(step, check=True)
            case "ENV":
                env |= dict(re.findall(r"(\w+)=(\S+)", rest))
            case "USER":
                user = rest
            case "ENTRYPOINT" | "CMD":
                command += re.findall(r'"([^"]*)"', rest)
    return env, user, command


def served(tree: Path, env: dict[str, str], user: str, command: list[str]) -> None:
    """Starts the container on the small project, asks for a page and for the paper, and ends it.

    Raises:
        AssertionError: where a page is not as it should be.
    """
    project = tree / "project"
    shutil.copytree(ROOT / "tests/roots/klein", project, dirs_exist_ok=True)
    for path in [project, *project.rglob("*")]:
        os.chown(path, 1000, 1000)
    with subprocess.Popen(in_tree(tree, command, "/project", env, user)) as process:
        try:
            page = asked("http://127.0.0.1:8400/zuid/telefoons/")
            assert "leggen hun telefoon thuis" in page
            assert "Bladzijde 1" in asked("http://127.0.0.1:8400/-/gedrukt/zuid/telefoons/index.html")
        finally:
            process.terminate()
    assert process.returncode == 143, process.returncode


def asked(address: str) -> str:
    """A page, as soon as it is there."""
    for _second in range(60):
        try:
            with urllib.request.urlopen(address) as answer:
                return str(answer.read().decode("utf-8"))
        except (urllib.error.URLError, ConnectionError):
            time.sleep(1)
    raise TimeoutError(address)


def main(tree: Path) -> None:
    """Lends the tree what it needs, does the steps, and takes that back."""
    lent = [folder for folder in LENT if Path(folder).is_dir()]
    for name in PIP:
        if Path(name).is_file():
            (tree / name.lstrip("/")).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(name, tree / name.lstrip("/"))
    python = tree / "usr/local/bin/python"
    if not python.exists():
        python.symlink_to("/usr/bin/python3")
    for folder in ["/proc", "/dev", *lent]:
        (tree / folder.lstrip("/")).mkdir(parents=True, exist_ok=True)
        subprocess.run(["mount", "--bind", folder, tree / folder.lstrip("/")], check=True)
    try:
        served(tree, *made(tree))
    finally:
        for folder in ["/proc", "/dev", *lent]:
            subprocess.run(["umount", "--lazy", tree / folder.lstrip("/")], check=True)
    print("It serves the project.")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
