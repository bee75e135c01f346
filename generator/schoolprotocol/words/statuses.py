"""How a terminal names a status, in the language in use; documents name it in Dutch (`words.terms`)."""

from __future__ import annotations

from gettext import gettext as _
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schoolprotocol.model.base import Status


def status_word(status: Status) -> str:
    """A status in the language in use."""
    return {
        "concept": _("concept"),
        "ter-instemming": _("before the council"),
        "ingestemd": _("consented"),
        "vastgesteld": _("adopted"),
        "van-kracht": _("in force"),
        "vervallen": _("lapsed"),
    }[status]
