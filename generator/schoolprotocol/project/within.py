"""What is asked of folders and of days before anything is kept."""

from __future__ import annotations

from datetime import date, timedelta
from gettext import gettext as _
from pathlib import Path

from schoolprotocol.disk import lies_in
from schoolprotocol.errors import UsageError
from schoolprotocol.machine import is_of_windows

_AHEAD = timedelta(days=731)
"""So far from now a day can be that is kept for good: who prepares a meeting stays well within it."""


def day_told(today: date | None) -> date:
    """The day by which something is kept for good.

    Raises:
        UsageError: where that is years ahead: nobody could decide on a text after it was put on such a day.
    """
    now = date.today()
    if today is not None and today - now > _AHEAD:
        text = _("{day} is more than two years from now ({now}), and what is put or decided keeps its day for good.")
        raise UsageError(text.format(day=today.isoformat(), now=now.isoformat()))
    return today or now


def sources(root: Path) -> tuple[Path, ...]:
    """The folders of which documents are made, and that of their history, wherever links put them."""
    return (root / "policy_src").resolve(), (root / "templates").resolve(), (root / ".git").resolve()


def require_of_this_machine(output: Path | str | None) -> None:
    """Go on only where a folder is not written as on another system: here it would be a name.

    Raises:
        UsageError: where it is.
    """
    if output is not None and is_of_windows(str(output)):
        text = _("“{folder}” is a folder as Windows writes it, and this machine has no such one. Name another folder.")
        raise UsageError(text.format(folder=output))


def require_outside(folder: Path, root: Path) -> None:
    """Go on only where a folder does not lie in the source.

    Raises:
        UsageError: where it does.
    """
    if any(lies_in(folder, own) for own in sources(root)):
        text = _("Documents cannot go to {folder}: it lies in what they are made of. Name another folder.")
        raise UsageError(text.format(folder=folder))
