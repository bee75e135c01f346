"""What libraries read from the process, lent to them for the length of a call: afterwards all is as it was."""

from __future__ import annotations

import mimetypes
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import gettext as _

from schoolprotocol.errors import UsageError
from schoolprotocol.messages import legible

_FIXED_TIME = "1700000000"
"""What libraries take for now, where they ask the clock; an output must not depend on the day."""


@contextmanager
def environment(**lent: str) -> Iterator[None]:
    """A fixed time, unless somebody chose another one, and other variables of the environment.

    Raises:
        UsageError: where what somebody chose is no time.
    """
    lent.setdefault("SOURCE_DATE_EPOCH", _chosen_time())
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


def _chosen_time() -> str:
    """Seconds since 1970 (reproducible-builds.org, SOURCE_DATE_EPOCH)."""
    chosen = os.environ.get("SOURCE_DATE_EPOCH") or _FIXED_TIME
    if not re.fullmatch("[0-9]{1,10}", chosen):
        text = _("SOURCE_DATE_EPOCH is “{value}”, which is no time: give the seconds since 1970, or take it away.")
        raise UsageError(text.format(value=legible(chosen)))
    return chosen


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
