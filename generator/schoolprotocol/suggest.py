"""“Did you mean …?” for every name that a person can mistype."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from gettext import gettext as _


def did_you_mean(name: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """A sentence (with a leading space) naming the closest known name, or nothing.

    Args:
        name: what was written.
        known: what could have been meant.
        likeness: how close it must be, from 0 to 1.
    """
    close = _closest(name, known, likeness)
    return " " + _("Did you mean “{name}”?").format(name=close) if close else ""


def choose_one_of(choices: Sequence[str], given: Iterable[str] = ()) -> str:
    """What to choose from, for inside a sentence, with the choice that comes closest to what was given."""
    expected = ", ".join(choices)
    close = next(filter(None, (_closest(name, choices) for name in given)), None)
    if close is None:
        return _("choose one of {expected}").format(expected=expected)
    return _("choose one of {expected} (did you mean “{name}”?)").format(expected=expected, name=close)


def _closest(name: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    return next(iter(get_close_matches(name, list(known), n=1, cutoff=likeness)), None)
