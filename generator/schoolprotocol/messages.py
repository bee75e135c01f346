"""The language in which we speak to people: gettext, Dutch by default.

Message ids are English; `locale/nl` holds the Dutch catalogue. The catalogue also holds Click's own words, so
that help texts are Dutch throughout.
"""

from __future__ import annotations

import gettext
import os
import re
from functools import cache
from pathlib import Path
from typing import Any, Literal

DOMAIN = "schoolprotocol"
LOCALE = Path(__file__).parent / "locale"
Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = ("nl", "en")


def use(language: Language) -> None:
    """Speak this language from now on, whatever the machine's locale is."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, str(LOCALE))
    gettext.textdomain(DOMAIN)
    # Python looks on the disk for a catalogue, and copies it, for each message: a seventh of what help takes.
    vars(gettext)["translation"] = _translation


_of_python = gettext.translation


def _translation(domain: str, localedir: Any = None, *args: Any, **options: Any) -> gettext.NullTranslations:
    """As Python's own; our catalogue of the language in use is looked up once."""
    if domain != DOMAIN or args or options:
        other: gettext.NullTranslations = _of_python(domain, localedir, *args, **options)
        return other
    return _catalogue(os.environ.get("LANGUAGE"))


@cache
def _catalogue(language: str | None) -> gettext.NullTranslations:
    del language  # Python asks the environment too
    return _of_python(DOMAIN, LOCALE, fallback=True)


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


_OBEYED = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""What a terminal, a log or an editor obeys instead of showing it."""


def legible(text: str, *, is_line: bool = True) -> str:
    """A text that somebody else chose, so that it can be shown anywhere: what would be obeyed is written out.

    Args:
        text: the name of a file, a word that was typed, a part of a message.
        is_line: whether it belongs on one line: what follows a line end could pass for something that we say.
    """
    if is_line and ("\n" in text or "\t" in text):
        text = text.replace("\n", "\\n").replace("\t", "\\t")
    return _OBEYED.sub(_written_out, text)


def _written_out(found: re.Match[str]) -> str:
    return found[0].encode("ascii", "backslashreplace").decode() if found[0] > "\x7f" else f"\\x{ord(found[0]):02x}"
