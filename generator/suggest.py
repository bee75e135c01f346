"""“Did you mean …?” for every name that a person can mistype."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from gettext import gettext as _


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A sentence (with a leading space) naming the closest known name, or nothing."""
    close = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return " " + _("Did you mean “{name}”?").format(name=close[0]) if close else ""
