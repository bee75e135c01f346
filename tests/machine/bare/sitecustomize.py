"""Takes away what not every platform has; on PYTHONPATH, so that children which are spawned lack it too."""

from __future__ import annotations

import ctypes
import importlib.abc
import os
import signal
import sys
from typing import Any

MODULES = {"fcntl", "resource", "termios", "tty", "pwd", "grp", "syslog"}
OF_OS = (
    "fork",
    "forkpty",
    "getuid",
    "geteuid",
    "getgid",
    "getegid",
    "getloadavg",
    "killpg",
    "nice",
    "setsid",
    "statvfs",
)
OF_SIGNAL = ("SIGHUP", "SIGQUIT", "SIGALRM", "SIGUSR1", "SIGUSR2", "alarm", "setitimer")


class _Absent(importlib.abc.MetaPathFinder):
    def find_spec(self, name: str, path: Any = None, target: Any = None) -> None:
        if name in MODULES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def _no_library(name: str | None = None, *rest: Any, _load: Any = ctypes.CDLL, **options: Any) -> Any:
    if name is None:
        raise TypeError("bad argument type for built-in operation")  # as on Windows
    return _load(name, *rest, **options)


sys.meta_path.insert(0, _Absent())
for module in MODULES:
    sys.modules.pop(module, None)
for name in [*OF_OS, *(name for name in dir(os) if name.startswith("sched_"))]:
    delattr(os, name)
for name in OF_SIGNAL:
    delattr(signal, name)
ctypes.CDLL = _no_library  # type: ignore[misc, assignment]
