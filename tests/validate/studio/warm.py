"""Begins studios as forks of one warm process: what a studio takes to begin is imports for four fifths.

For tests that begin one each. Those of `access`, `sight` and `an-officers-year` begin theirs by the command that
people give.

A line of JSON that comes in, `{"out": SOCKET, "arguments": [...], "environment": {...}}`, is a command to run; what it
prints goes to the socket. Lines that go out tell which process it is, `{"out": SOCKET, "pid": N}`, and how it ended,
`{"pid": N, "code": N}` or `{"pid": N, "signal": N}`. When nothing more can come in, the commands are stopped.
"""

from __future__ import annotations

import gc
import json
import os
import select
import shutil
import signal
import socket
import sys
import tempfile
from pathlib import Path
from typing import Any

from schoolprotocol import __main__, messages

ROOT = Path(__file__).parents[3]
LOOK = 0.05
"""Seconds between two looks at who ended."""


def warm() -> None:
    """Do what every studio does when it begins; nothing of it is kept but what was imported and prepared."""
    messages.use(__main__.language([]))
    from schoolprotocol import Project
    from schoolprotocol.studio import server  # noqa: F401
    from schoolprotocol.studio.studio import Studio

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "school"
        shutil.copytree(ROOT / "tests/roots/klein", root)
        Studio(root, is_team=False, bug=sys.exit).warm()
        Project.open(root).check()
    gc.collect()
    gc.freeze()


def run(command: dict[str, Any]) -> int:
    """Run a command in this process, which is its own; gives its exit code."""
    os.environ.update(command["environment"])
    output = socket.socket(socket.AF_UNIX)
    output.connect(command["out"])
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(output.fileno(), 1)
    os.close(nothing)
    output.close()
    sys.argv = ["schoolprotocol", *command["arguments"]]
    try:
        __main__.main()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


def tell(**what: object) -> None:
    """A line for who asked."""
    os.write(1, f"{json.dumps(what)}\n".encode())


def begun(command: dict[str, Any]) -> int:
    """The process that runs a command."""
    tasks = len(os.listdir("/proc/self/task")) if sys.platform == "linux" else 1  # noqa: PTH208
    assert tasks == 1, "a thread would be missing in the fork"
    pid = os.fork()
    if pid == 0:
        code = 70
        try:
            code = run(command)
        finally:
            os._exit(code)
    return pid


def main() -> None:
    """Begin what is asked for, and tell what ended, until nothing more can be asked."""
    warm()
    running = set[int]()
    waiting = b""
    while True:
        if select.select([0], [], [], LOOK if running else None)[0]:
            came = os.read(0, 1 << 16)
            if not came:
                break
            *lines, waiting = (waiting + came).split(b"\n")
            for command in map(json.loads, lines):
                pid = begun(command)
                running.add(pid)
                tell(out=command["out"], pid=pid)
        for pid in sorted(running):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                running.remove(pid)
                code = os.waitstatus_to_exitcode(status)
                tell(pid=pid, **({"code": code} if code >= 0 else {"signal": -code}))
    for pid in running:
        os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
