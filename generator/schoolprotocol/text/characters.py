"""Characters that no text may hold, however they are written; and what characters are called."""

from __future__ import annotations

import re
import unicodedata
from gettext import gettext as _

CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
"""Neither XML nor a printer knows what to do with them, or they make a text read in another order than it is written
(CVE-2021-42574)."""


def name_of(character: str) -> str:
    """The name that Unicode gives a character; of one without a name, why it has none, in the language in use."""
    name = unicodedata.name(character, "").lower()
    if name:
        return name
    match unicodedata.category(character):
        case "Cc":
            return _("control character")
        case "Co":
            return _("a sign of one font")
        case _other:
            return _("no character")
