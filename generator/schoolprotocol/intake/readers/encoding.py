"""The bytes of a text file → its text: by its byte order mark, else as UTF-8, else as Windows wrote it."""

from __future__ import annotations

import codecs
import re
from gettext import gettext as _

from schoolprotocol.errors import IntakeError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_BINARY = 0.01
"""Part of the characters that are signs of no text, from which a file is none."""
_LOOK = 4_096


def decode(data: bytes) -> str:
    r"""The text of a file, each line ended by `\n`.

    Raises:
        IntakeError: it is no text.
    """
    text = _decoded(data)
    if len(_CONTROLS.findall(text)) > _BINARY * len(text):
        raise IntakeError(
            _("The file is no text: it is something else with the name of a text."),
            _("Give it the extension of the program that made it, or save it as text."),
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace").removeprefix("\ufeff")
    wide = _without_mark(data[:_LOOK])
    if wide:
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _without_mark(head: bytes) -> str | None:
    """UTF-16 of which every other byte is nothing, as of a text in our letters."""
    half = len(head) // 2
    if half > 4 and head[1::2].count(0) > 0.7 * half:
        return "utf-16-le"
    if half > 4 and head[0::2].count(0) > 0.7 * half:
        return "utf-16-be"
    return None
