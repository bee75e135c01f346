"""Exceptions that a person can act on. Each class owns its exit code; `cli` catches them in one place."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from gettext import gettext as _

from schoolprotocol.diagnostics import Diagnostic
from schoolprotocol.messages import mark as N_
from schoolprotocol.places import Place


class SchoolprotocolError(Exception):
    """Base of everything that we raise on purpose."""

    exit_code = 70


class SourceError(SchoolprotocolError):
    """The source has faults; nothing was written."""

    exit_code = 1

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        super().__init__("; ".join(f"{d.place}: {d.kind.code}" for d in diagnostics))
        self.diagnostics = tuple(diagnostics)


class EditError(SchoolprotocolError):
    """A change of the source was refused; nothing was written."""

    exit_code = 1

    def __init__(
        self, why: str, remedy: str, place: Place | None = None, diagnostics: Sequence[Diagnostic] = ()
    ) -> None:
        """Refuse.

        Args:
            why: what stands in the way.
            remedy: what a person can do.
            place: where it stands, if it stands anywhere.
            diagnostics: the faults that the source would have had.
        """
        told = [why, *(f"{d.place}: {d.message()} {d.remedy()}" for d in diagnostics), remedy]
        super().__init__((f"{place}: " if place else "") + " ".join(filter(None, told)))
        self.why, self.remedy, self.place, self.diagnostics = why, remedy, place, tuple(diagnostics)


class IntakeError(SchoolprotocolError):
    """A document cannot be taken in; nothing was written."""

    exit_code = 1

    def __init__(self, why: str, remedy: str) -> None:
        """Refuse.

        Args:
            why: what stands in the way.
            remedy: what a person can do.
        """
        super().__init__(f"{why} {remedy}".strip())
        self.why, self.remedy = why, remedy


class UsageError(SchoolprotocolError):
    """The command was called in a way that cannot work."""

    exit_code = 2


class MissingOnMachineError(SchoolprotocolError):
    """Something is not installed; the message says how to install it."""

    exit_code = 3


class BuildFolderError(SchoolprotocolError):
    """Something lies in the build folder that may lead out of it; nothing was written."""

    exit_code = 3


class BusyError(SchoolprotocolError):
    """Another process has what we need."""

    exit_code = 3


class PublishError(SchoolprotocolError):
    """A target refused, or the connection failed. A second run does what the first one did not."""

    exit_code = 4


class BuildError(SchoolprotocolError):
    """An output could not be made of a source without faults: a fault of ours."""


class UnprintableError(BuildError):
    """The source has a character that the print fonts lack: `check` says where."""

    exit_code = 1


class ComparisonError(SchoolprotocolError):
    """A change set does not hold both versions in full: our bug, and no report is written from it."""


_REASONS = {
    errno.ENOENT: N_("it is not there"),
    errno.EACCES: N_("you have no permission"),
    errno.EPERM: N_("you have no permission"),
    errno.EROFS: N_("nothing can be written there"),
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("the disk is full"),
    errno.EISDIR: N_("it is a folder"),
    errno.ENOTDIR: N_("it is not a folder"),
    errno.EEXIST: N_("there is something with that name already"),
    errno.ENOTEMPTY: N_("the folder is not empty"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.EMFILE: N_("too many files are open"),
    errno.EIO: N_("the disk does not work properly"),
}


_IN_USE = {32, 33}
"""What Windows answers where another program has a file open."""
_OPEN = N_("another program has it open: close it")


def why(error: OSError) -> str:
    """Why the machine refused, in the language in use; what is rare in the machine's own words."""
    reason = _REASONS.get(error.errno or 0) if getattr(error, "winerror", None) not in _IN_USE else _OPEN
    return _(reason) if reason else error.strerror or str(error)
