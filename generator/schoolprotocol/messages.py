"""The language in which we speak to people: gettext, Dutch by default.

Message ids are English; `locale/nl` holds the Dutch catalogue. The catalogue also holds Click's own words, so
that help texts are Dutch throughout.
"""

from __future__ import annotations

import gettext
import os
from pathlib import Path
from typing import Literal

DOMAIN = "schoolprotocol"
LOCALE = Path(__file__).parent / "locale"
Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = ("nl", "en")


def use(language: Language) -> None:
    """Speak this language from now on, whatever the machine's locale is."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, str(LOCALE))
    gettext.textdomain(DOMAIN)


def in_use() -> Language | None:
    """The language that we speak now; None where nobody has chosen one in this process."""
    if gettext.textdomain() != DOMAIN:
        return None
    return "en" if os.environ.get("LANGUAGE") == "en" else "nl"


def in_dutch(message: str) -> str:
    """A message in Dutch whatever the language in use is: for files that are kept, such as the editors' schemas."""
    return gettext.translation(DOMAIN, LOCALE, ["nl"], fallback=True).gettext(message)


def mark(message: str) -> str:
    """Mark a message for the catalogue that is translated later, when it is shown."""
    return message
