"""What is fixed of a kind of finding: its code, its severity, its words, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class About:
    """The fixed part of a kind of finding."""

    code: str
    """`SP` and three digits; never used again for something else. Its first digit is the chapter of the manual, and
    nothing else hangs on it."""
    severity: Severity
    message: str
    """English message id with `{named}` values."""
    remedy: str
    """English message id: what to do about it."""
    suppressible: bool = False
    """Whether a school may accept it, with a reason in its variant."""
    standing: bool = False
    """Whether it says that decisions do not carry the declared status: no reason not to put a text to a council."""


def error(code: str, message: str, remedy: str, *, suppressible: bool = False, standing: bool = False) -> About:
    """A kind that fails a build."""
    return About(code, "error", message, remedy, suppressible, standing)


def warning(code: str, message: str, remedy: str, *, suppressible: bool = False, standing: bool = False) -> About:
    """A kind that asks for a choice and lets a build go on."""
    return About(code, "warning", message, remedy, suppressible, standing)
