"""A fence around a build: no network, no program, no file outside the project and our own code. It tells what tried."""

import os
import re
import sys
import traceback
from typing import Any

_ALLOWED = tuple(os.environ["FENCE_ALLOWS"].split(os.pathsep))
_LISTED = set(os.environ["FENCE_LISTS"].split(os.pathsep))
_TOLD = os.open(os.environ["FENCE_TELLS"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
_CLOSED = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.posix_spawn",
    "os.system",
    "urllib.",
    "http.",
    "ftplib.",
    "webbrowser.",
)
_INSIDE = {"socket.__new__", "socket.gethostname", "socket.bind"}
"""What goes nowhere: children and their parent speak over sockets, and urllib3 asks whether there is an IPv6 at all."""
_FILES = {"open", "os.listdir", "os.scandir"}
_ITSELF = {"/proc/self/statm", "/proc/self/oom_score_adj"}
"""What a process asks and says about its own memory."""
_CHILD = re.compile(r"/proc/[0-9]+/stat")
"""What a process asks about its children: whether they stand still."""


def _fence(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith(_CLOSED) and event not in _INSIDE:
        _refuse(f"{event} {arguments}")
    if event in _FILES and isinstance(arguments[0], str | bytes | os.PathLike):
        name = os.fsdecode(arguments[0])
        path = os.path.abspath(name)  # noqa: PTH100 (what pathlib does is watched too)
        if not name.startswith(os.sep) and not os.path.lexists(path):
            return  # relative to a folder that is open already: a folder that is removed
        if not path.startswith(_ALLOWED) and path not in _LISTED | _ITSELF and not _CHILD.fullmatch(path):
            _refuse(f"{event} {path}")


def _refuse(what: str) -> None:
    stack = "".join(traceback.format_stack(limit=8)[:-2])
    os.write(_TOLD, f"{what}\n{stack}\n".encode())
    raise PermissionError(f"outside the fence: {what}")


sys.addaudithook(_fence)
