"""How much of the machine one document may take: a child sets itself bounds, and its parent watches from outside."""

from __future__ import annotations

import os
from gettext import gettext as _

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.machine import limit_memory, limit_time
from schoolprotocol.places import Place

SECONDS = 300
"""Of the processor, for one document; ours take five."""
MEGABYTES = 1_500
"""That a child may take beside what it begins with; ours take a hundred."""
SLOWLY = 3
"""A machine with much to do may take so many times as long by the clock before a child is taken for stuck."""
STOPPED = 10.0
"""Seconds that a child may stand still by a signal (SIGSTOP) before it is taken for lost."""


def seconds() -> int:
    """What one document may take of the processor: `SCHOOLPROTOCOL_SECONDS` in the environment, if that is a number."""
    return _asked("SCHOOLPROTOCOL_SECONDS", SECONDS)


def megabytes() -> int:
    """What a child may take of the memory: `SCHOOLPROTOCOL_MEGABYTES` in the environment, if that is a number."""
    return _asked("SCHOOLPROTOCOL_MEGABYTES", MEGABYTES)


def _asked(name: str, otherwise: int) -> int:
    value = os.environ.get(name, "")
    return int(value) if value.isascii() and value.isdecimal() and 0 < int(value[:9]) == int(value) else otherwise


def bound_memory() -> None:
    """Bound the memory of this process, where the machine can."""
    limit_memory(megabytes() * 1_000_000)


def bound_time() -> None:
    """Bound the time that this process takes from now on, where the machine can: after it the machine stops it."""
    limit_time(seconds())


def took_too_long(school: str, protocol: str) -> Diagnostic:
    """That a document was stopped, and where to look."""
    return _too_much(school, protocol, _("{n} seconds").format(n=seconds()), "SCHOOLPROTOCOL_SECONDS")


def took_too_much(school: str, protocol: str) -> Diagnostic:
    """That a document filled the memory, and where to look."""
    return _too_much(school, protocol, _("{n} MB of memory").format(n=megabytes()), "SCHOOLPROTOCOL_MEGABYTES")


def _too_much(school: str, protocol: str, limit: str, setting: str) -> Diagnostic:
    place = Place(f"policy_src/schools/{school}" + (f"/{protocol}.yaml" if protocol else ""))
    return Diagnostic(Kind.TOO_COSTLY, place, {"limit": limit, "setting": setting}, school=school)
