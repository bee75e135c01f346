"""One finding, and how findings are put in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from gettext import gettext as _

from schoolprotocol.diagnostics.kinds import Kind
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
        return _(self.kind.value.message).format_map(self.values)

    def remedy(self) -> str:
        """What to do about it, in the language in use."""
        return _(self.kind.value.remedy).format_map(self.values)


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
