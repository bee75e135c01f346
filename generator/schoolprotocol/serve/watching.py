"""Sees that the source of a project differs from what it was.

It looks at the names, sizes and times of the files a few times a second, which takes a millisecond for five schools.
Being told by the machine would be a package more, and is not to be relied on: nobody is told of what changes on a
network disk or behind a container, nor in a folder that was removed and came back. So a look would be needed all the
same.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from threading import Event

from schoolprotocol import disk

PAUSE = 0.1
"""Seconds between two looks."""
SETTLED = 0.5
"""Seconds after which what goes on changing is shown all the same."""
SHARE = 5
"""So many times as long as a look takes nobody looks: where there are thousands of files, or a slow disk."""
LONGEST = 2.0
"""Seconds between two looks at most."""
Stamp = frozenset[tuple[str, int, int, int, int]]
"""Of every file its name, size, times of change and number on the disk; what is restored keeps all but one."""


def stamp(root: Path) -> Stamp:
    """How the files of a project's source and templates are now; what cannot be looked at differs from all else."""
    found: set[tuple[str, int, int, int, int]] = set()
    for folder in ("policy_src", "templates"):
        try:
            for one in disk.walk(root / folder):
                stat = one.stat
                state = (-1, 0, 0, 0)
                if stat is not None:
                    state = (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
                found.add((f"{folder}/{one.name}", *state))
        except OSError as error:
            found.add((folder, -1, error.errno or 0, 0, 0))
    return frozenset(found)


def differing(before: Stamp, now: Stamp) -> set[str] | None:
    """The paths of all files that are other ones, new ones or gone; None where nobody can tell them all."""
    unlike = before ^ now
    return None if any(size < 0 for _path, size, *_rest in unlike) else {path for path, *_rest in unlike}


def watch(root: Path, known: Stamp, stop: Event, changed: Callable[[], None]) -> None:
    """Call `changed` each time that the source differs from what it was, until somebody says stop.

    Whoever saves ten files at once is told of once or twice: what differs is called only when a look later it is the
    same still, or when it went on differing for half a second.

    Args:
        root: the project's folder; it may go and come back.
        known: how its files were when somebody last read them.
        stop: set to end.
        changed: what is called, in this thread.
    """
    seen: Stamp | None = None
    since, pause = 0.0, PAUSE
    while not stop.wait(pause):
        begun = time.monotonic()
        now = stamp(root)
        pause = min(max(PAUSE, SHARE * (time.monotonic() - begun)), LONGEST)
        if seen is None:
            if now == known:
                continue
            since = begun
        if now != seen and begun - since < SETTLED:  # also where all was undone: somebody may have read it meanwhile
            seen, pause = now, pause / 4
            continue
        known, seen = now, None
        changed()
