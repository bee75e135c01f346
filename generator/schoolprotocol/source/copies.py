"""Files that somebody, or a service that keeps files in step, put beside another: what only they have could be lost."""

from __future__ import annotations

import re
from gettext import gettext as _

_COPIES = (
    r"(?i:kopie|copie|copy)(?: \(\d+\))? (?i:van|of) (?P<of>.+)",
    r"(?P<of>.+?)(?i: - (?:kopie|copy)(?: \(\d+\))?|[-_ ](?:kopie|copy)\d*| ?\(\d+\))(?P<end>\.\w+)?",
    r"(?P<of>.+?) \((?i:[^()]*(?:conflict|exemplaar|kopie|copy)[^()]*)\)(?P<end>\.\w+)?",
    r"(?P<of>.+?)(?:-[A-Z][A-Z0-9]{2,}[A-Z0-9-]*|_(?:BACKUP|BASE|LOCAL|REMOTE)_\d+)(?P<end>\.\w+)",
    r"(?P<of>.+\.\w+)(?:\.(?i:bak|backup|orig|old|oud|rej|sav|save|swp|swo)\d*|~)",
    r"[~#]\$?(?P<of>.+\.\w+)#?",
)
"""How copies are called by people, Windows, OneDrive (with the name of a computer), Dropbox, Git and editors."""
_ENDINGS = re.compile(r"(?P<of>.+?)\.(?i:yml|yaml\.(?:txt|yaml|yml))")
"""Windows hides the end of a name: who adds `.yaml` there gets it twice, or `.yaml.txt`."""


def misnamed(name: str) -> str:
    """A sentence (with a leading space) about a name that says of what the file is a copy, or that ends otherwise.

    Args:
        name: of a file or folder that has no place where it lies.
    """
    found = next((match for pattern in _COPIES if (match := re.fullmatch(pattern, name))), None)
    if found is not None:
        of = found["of"] + (found.groupdict().get("end") or "")
        text = _(
            "It looks like a copy of “{name}”: perhaps it holds work that is not there. Compare the two, and keep what "
            "holds in “{name}”."
        )
        return " " + text.format(name=of)
    ending = _ENDINGS.fullmatch(name)
    return " " + _("Did you mean “{name}”?").format(name=f"{ending['of']}.yaml") if ending is not None else ""
