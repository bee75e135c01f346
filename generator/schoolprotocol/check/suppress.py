"""Findings that a school accepts, with a reason in its variant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from schoolprotocol.check.part import Accepted
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.model.variant import Suppression
from schoolprotocol.suggest import did_you_mean

SUPPRESSIBLE = tuple(kind for kind in Kind if kind.suppressible)
"""What the check finds in documents and source. Faults that stop resolving, and releases that changed, stay."""


def accepted(suppressions: Iterable[Suppression]) -> tuple[Accepted, ...]:
    """What is accepted, by `suppress` of a variant or a protocol."""
    return tuple(Accepted(one.code, one.target, one.at("code")) for one in suppressions)


def apply_suppressions(
    diagnostics: Iterable[Diagnostic],
    suppressions: Sequence[Accepted],
    school: str | None = None,
    unheard: Iterable[Diagnostic] = (),
) -> list[Diagnostic]:
    """What is left when the accepted findings are taken out.

    Args:
        diagnostics: the findings about one document.
        suppressions: what its variant accepts.
        school: id of the school, for what is reported about the suppressions themselves.
        unheard: findings that are told elsewhere: who accepts these suppresses something.

    Returns:
        The other findings, and one for each suppression that suppresses nothing.
    """
    found, unheard = list(diagnostics), list(unheard)
    kept = [d for d in found if not is_accepted(d, suppressions)]
    idle = [s for s in suppressions if not any(_covers(s, d) for d in (*found, *unheard))]
    return [*kept, *(_idle(s, school) for s in idle)]


def is_accepted(diagnostic: Diagnostic, suppressions: Iterable[Accepted]) -> bool:
    """Whether one of the suppressions takes a finding out."""
    return any(_covers(suppression, diagnostic) for suppression in suppressions)


def _covers(suppression: Accepted, diagnostic: Diagnostic) -> bool:
    return (
        diagnostic.kind.suppressible
        and diagnostic.kind.code == suppression.code
        and suppression.target in {None, diagnostic.target}
    )


def _idle(suppression: Accepted, school: str | None) -> Diagnostic:
    codes = [kind.code for kind in SUPPRESSIBLE]
    hint = "" if suppression.code in codes else did_you_mean(suppression.code, codes)
    values = {"code": suppression.code, "hint": hint}
    return Diagnostic(Kind.SUPPRESSES_NOTHING, suppression.place, values, school=school, target=suppression.target)
