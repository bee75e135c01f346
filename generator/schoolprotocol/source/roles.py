"""What reports cite a law for, its role: given to one reference at most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.model.project import Reference, Role


def given_twice(references: Iterable[Reference]) -> Iterator[Diagnostic]:
    """A finding for each reference whose role another one has already."""
    first: dict[Role, Reference] = {}
    for reference in references:
        if reference.role is None:
            continue
        other = first.setdefault(reference.role, reference)
        if other is not reference:
            values = {"role": reference.role, "other": str(other.at("role"))}
            yield Diagnostic(Kind.DUPLICATE_ROLE, reference.at("role"), values, target=reference.id)
