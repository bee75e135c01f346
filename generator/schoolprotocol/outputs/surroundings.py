"""What libraries read from the process, lent to them for the length of a call: afterwards all is as it was."""

from __future__ import annotations

import mimetypes
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager

_FIXED_TIME = "1700000000"
"""What libraries take for now, where they ask the clock; an output must not depend on the day."""
_SECONDS = re.compile(r"[0-9]{1,10}")
"""Since 1970, up to the year 2286. On anything else, such as what a script left empty, libraries stop."""


@contextmanager
def environment(**lent: str) -> Iterator[None]:
    """A fixed time, unless somebody chose another one, and other variables of the environment."""
    chosen = os.environ.get("SOURCE_DATE_EPOCH", "")
    lent.setdefault("SOURCE_DATE_EPOCH", chosen if _SECONDS.fullmatch(chosen) else _FIXED_TIME)
    before = {name: os.environ.get(name) for name in lent}
    os.environ.update(lent)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def known_kinds_of_files() -> Iterator[None]:
    """Only the kinds of files that Python itself knows, which are the same on every machine; nothing is read."""
    read, files = mimetypes.inited, list(mimetypes.knownfiles)
    mimetypes.knownfiles.clear()
    try:
        yield
    finally:
        mimetypes.knownfiles[:] = files
        if not read:  # so whoever asks later reads what the machine knows
            mimetypes.inited, mimetypes._db = False, None  # type: ignore[attr-defined]
