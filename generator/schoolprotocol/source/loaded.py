"""What reading gives: as much as could be read, and what is wrong with the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from schoolprotocol.diagnostics import Diagnostic

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Loaded(Generic[T_co]):
    """A value, and the faults that were met on the way to it: these never hide what is sound."""

    value: T_co
    faults: tuple[Diagnostic, ...] = ()

    def into(self, found: list[Diagnostic]) -> T_co:
        """Add the faults to a list, and take the value."""
        found += self.faults
        return self.value
