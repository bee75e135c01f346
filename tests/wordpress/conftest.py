"""A real WordPress on loopback, made and taken down by .ci/wordpress."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / ".ci/wordpress"


@dataclass(frozen=True)
class Site:
    """The site and who may publish there: an editor who may not write unfiltered HTML."""

    url: str
    user: str
    password: str


def missing() -> str:
    """What is not installed; empty where all is there."""
    found = {name: shutil.which(name, path="/usr/sbin:/usr/bin:/bin") for name in ("php", "mariadbd")}
    gone = [name for name, path in found.items() if path is None]
    return ", ".join(gone + ([] if Path("/usr/share/wordpress/wp-includes").is_dir() else ["wordpress"]))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An empty WordPress."""
    if missing():
        pytest.skip(f"not installed: {missing()} (.ci/wordpress install; make validate does it)")
    folder = tmp_path_factory.mktemp("wordpress")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # To a file: what the script leaves running would keep a pipe open.
    with (folder / "printed").open("w", encoding="utf-8") as printed:
        subprocess.run([SCRIPT, "start", folder, str(port)], stdout=printed, stdin=subprocess.DEVNULL, check=True)
    try:
        lines = (folder / "printed").read_text("utf-8").splitlines()
        yield Site(**dict(line.split("=", 1) for line in lines))
    finally:
        subprocess.run([SCRIPT, "stop", folder], check=True)
        shutil.rmtree(folder, ignore_errors=True)
