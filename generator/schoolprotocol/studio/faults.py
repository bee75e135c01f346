"""What is wrong with what somebody typed, said beside it: which line of the text, and what helps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from schoolprotocol.errors import EditError, SchoolprotocolError, SourceError
from schoolprotocol.messages import legible
from schoolprotocol.studio.advice import remedy, sentence

if TYPE_CHECKING:
    from schoolprotocol import Diagnostic, Wording

MOST = 20
"""Faults that are told at once."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong."""

    message: str
    remedy: str = ""
    line: int = 0
    """Of the text that was typed, from 1; 0 where it is not about a line of it."""
    school: str | None = None
    code: str = ""
    is_error: bool = True


def beside(found: Sequence[Diagnostic], said: Wording) -> list[Fault]:
    """Findings, each with the line of the text that it is about; the same of several schools once."""
    told: dict[tuple[str, str, int], Fault] = {}
    for one in found:
        line = _line(one, said.text)
        fault = Fault(
            legible(one.message()),
            legible(remedy(one)),
            line,
            one.school,
            one.kind.code,
            one.kind.severity == "error",
        )
        told.setdefault((fault.code, fault.message, line), fault)
    return list(told.values())[:MOST]


def of_error(error: SchoolprotocolError, said: Wording) -> list[Fault]:
    """What a refusal says of what was typed."""
    if isinstance(error, SourceError):
        return beside(error.diagnostics, said)
    if isinstance(error, EditError) and error.diagnostics:
        return beside(error.diagnostics, said)
    return [Fault(sentence(error))]


def _line(found: Diagnostic, text: str) -> int:
    """The line in which something stands that the finding names."""
    lines = text.split("\n")
    for words in _named(found):
        for number, line in enumerate(lines, start=1):
            if words in line:
                return number
    return 0


def _named(found: Diagnostic) -> Iterable[str]:
    """What a finding names, the longest first: that is least likely to stand somewhere else too."""
    named = {value for name, value in found.values.items() if name not in {"help", "hint", "choices", "digest"}}
    return sorted((one for one in named if len(one) > 1), key=len, reverse=True)
