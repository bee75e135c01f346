"""What libraries read from the process, lent to them for the length of a call: afterwards all is as it was."""

from __future__ import annotations

import mimetypes
import os
from collections.abc import Iterator
from contextlib import contextmanager

_FIXED_TIME = "1700000000"
"""What libraries take for now, where they ask the clock; an output must not depend on the day."""


@contextmanager
def environment(**lent: str) -> Iterator[None]:
    """A fixed time, unless somebody chose another one, and other variables of the environment."""
    lent.setdefault("SOURCE_DATE_EPOCH", os.environ.get("SOURCE_DATE_EPOCH", _FIXED_TIME))
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
