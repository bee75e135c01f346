"""Exceptions that a person can act on. Each class owns its exit code; `cli` catches them in one place."""

from __future__ import annotations

from collections.abc import Sequence

from generator.diagnostics import Diagnostic


class SchoolprotocolError(Exception):
    """Base of everything that we raise on purpose."""

    exit_code = 70


class SourceError(SchoolprotocolError):
    """The source has faults; nothing was written."""

    exit_code = 1

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        super().__init__("; ".join(f"{d.place}: {d.kind.code}" for d in diagnostics))
        self.diagnostics = tuple(diagnostics)


class UsageError(SchoolprotocolError):
    """The command was called in a way that cannot work."""

    exit_code = 2


class MissingOnMachineError(SchoolprotocolError):
    """Something is not installed; the message says how to install it."""

    exit_code = 3


class BuildError(SchoolprotocolError):
    """An output could not be made of a source without faults: a fault of ours."""


class ComparisonError(SchoolprotocolError):
    """A change set does not hold both versions in full: our bug, and no report is written from it."""
