"""The telephone numbers of the help on every page: each leads to a reference that has one, and still holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from gettext import gettext as _

from schoolprotocol.addresses import is_phone
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.messages import mark as N_
from schoolprotocol.model.project import Project, Reference
from schoolprotocol.suggest import did_you_mean

_OTHER_KIND = N_("that reference is no telephone number (kind: {kind})")
_NO_NUMBER = N_("its value is no telephone number that can be rung ({value})")
_TWICE = N_("it stands in the list twice")
_CLOSED = N_("nobody answers it any more (status: opgeheven)")


def help_faults(project: Project, references: Mapping[str, Reference]) -> Iterator[Diagnostic]:
    """A finding for each entry of `help` that gives readers no number to ring.

    Args:
        project: with its list.
        references: all of them, by id.
    """
    named = set[str]()
    for index, one in enumerate(project.helplines):
        place, reference = project.at("help", index), references.get(one.reference)
        if reference is None:
            values = {"id": one.reference, "hint": did_you_mean(one.reference, references)}
            yield Diagnostic(Kind.UNKNOWN_REFERENCE, place, values, target="help")
        elif problem := _(_TWICE) if one.reference in named else _problem(reference):
            values = {"id": one.reference, "detail": problem}
            yield Diagnostic(Kind.HELP_NUMBER, place, values, target=one.reference)
        named.add(one.reference)


def _problem(reference: Reference) -> str | None:
    if reference.kind != "telefoon":
        return _(_OTHER_KIND).format(kind=reference.kind)
    if not is_phone(reference.value or ""):
        return _(_NO_NUMBER).format(value=reference.value or reference.name)
    return _(_CLOSED) if reference.status == "opgeheven" else None
