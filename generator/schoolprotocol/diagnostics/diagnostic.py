"""One finding, and how findings are put in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from gettext import gettext as _

from schoolprotocol.diagnostics.kinds import Kind
from schoolprotocol.messages import legible
from schoolprotocol.places import Place


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding, with its place and the values for its message."""

    kind: Kind
    place: Place
    values: Mapping[str, str] = field(default_factory=dict)
    school: str | None = None
    """Id of the school whose document it is about; None for the catalogue."""
    target: str | None = None
    """Id of the clause, section, parameter or table that it is about."""

    def message(self) -> str:
        """What is wrong, in the language in use."""
        return self._told(self.kind.value.message)

    def remedy(self) -> str:
        """What to do about it, in the language in use."""
        return self._told(self.kind.value.remedy)

    def _told(self, text: str) -> str:
        """A text with the values in it: on one line, and as letters that nothing obeys."""
        return _(text).format_map({name: legible(value.replace("\n", " ")) for name, value in self.values.items()})


def sort(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Errors before warnings, then by place; each finding once."""
    unique = {(d.kind.code, d.place, d.school, d.target, tuple(sorted(d.values.items()))): d for d in diagnostics}
    return tuple(
        sorted(
            unique.values(),
            key=lambda d: (d.kind.severity, d.place, d.kind.code, d.school or "", d.target or "", str(d.values)),
        )
    )


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of them is an error."""
    return any(d.kind.severity == "error" for d in diagnostics)


MOST = 200
"""So many findings are shown: nobody reads more before the first are mended, and one mend often mends many."""


def at_most(found: Sequence[Diagnostic], most: int = MOST) -> Sequence[Diagnostic]:
    """The first findings, and one that tells how many more there are; all of them where `most` is enough."""
    if len(found) <= most:
        return found
    left = found[most:]
    errors = sum(d.kind.severity == "error" for d in left)
    told = {"n": str(len(left)), "errors": str(errors), "warnings": str(len(left) - errors)}
    return [*found[:most], Diagnostic(Kind.AND_MORE, left[0].place, told)]
