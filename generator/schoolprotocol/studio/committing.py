"""Each proposal that is put and each adoption is one commit, where there is Git; the one place that asks for it."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path

from schoolprotocol.errors import SchoolprotocolError, why
from schoolprotocol.studio.door.people import Person
from schoolprotocol.studio.git import commit


def committed(root: Path, person: Person, message: str) -> str | None:
    """Commit what was written in a person's name.

    Returns:
        What has to be told where it could not be committed: what was written is written. None where it was, or where
        there is no Git.
    """
    try:
        commit(root, None, person, message)
    except SchoolprotocolError as error:
        return str(error)
    except OSError as error:
        return _("It was written, but could not be committed: {why}").format(why=why(error))
    return None
