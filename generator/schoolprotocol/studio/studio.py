"""What all pages share: the project, who is logged in, what is kept, the templates."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from gettext import gettext as _
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

from schoolprotocol.errors import EditError, SchoolprotocolError, SourceError, why
from schoolprotocol.outputs.environment import environment
from schoolprotocol.studio import naming
from schoolprotocol.studio.advice import Advised, advised, cannot_be, cannot_be_shown, sentence
from schoolprotocol.studio.database import Database
from schoolprotocol.studio.deciding import decisions
from schoolprotocol.studio.door.accounts import Accounts
from schoolprotocol.studio.door.browsers import Browsers
from schoolprotocol.studio.door.limits import Limit, Logins
from schoolprotocol.studio.door.sessions import OneTime, Session, Sessions
from schoolprotocol.studio.drafts import Drafts
from schoolprotocol.studio.intakes import Intakes
from schoolprotocol.studio.known import Known
from schoolprotocol.studio.links import Links
from schoolprotocol.studio.presence import Presence
from schoolprotocol.studio.uploads import Uploads
from schoolprotocol.studio.voices import Voices
from schoolprotocol.studio.workplace import ConflictError, Workplace
from schoolprotocol.studio.works import Works
from schoolprotocol.templating import Templates

if TYPE_CHECKING:
    from schoolprotocol.studio.door.board import BoardLogin

_OURS = Templates(Path("templates"))
"""Pages of the studio are ours: a project has none of its own."""


class Studio:
    """One studio, of one project."""

    def __init__(
        self, root: Path, *, build: Path | None = None, is_team: bool = False, bug: Callable[[str], str]
    ) -> None:
        """Begin.

        Args:
            root: the project's folder; it may be empty still.
            build: where documents go.
            is_team: whether people log in with accounts; else who has the token is the one who sits here.
            bug: keeps a traceback, and says what to tell of it.
        """
        self.is_team, self._bug = is_team, bug
        self.database = Database(root)
        self.workplace = Workplace(root, build, self.database)
        self.known = Known(self.workplace)
        self.links, self.voices = Links(self.database), Voices(self.database)
        self.works = Works(self.database, root, build, bug)
        self.library: Path | None = None
        """Another library than that of this program; in tests."""
        self.uploads = Uploads(self.database.folder / "bestanden")
        self.intakes = Intakes(self.database, self.uploads)
        self.sessions = Sessions(self.database, is_team=is_team)
        self.drafts, self.one_time = Drafts(self.database), OneTime()
        self.accounts, self.logins, self.posts = Accounts(self.database), Logins(), Limit(300, 60)
        self.browsers, self.presence = Browsers(self.database), Presence()
        self.board: BoardLogin | None = None
        """Where people log in with the account of their board."""

    def warm(self) -> None:
        """Do what is done once only, so that nobody waits for it: of what is wrong, pages tell."""
        ours = environment(_OURS, html=True)
        for name in ours.list_templates(filter_func=lambda name: name.startswith("studio/") and name.endswith(".j2")):
            ours.get_template(name)
        with suppress(SchoolprotocolError, OSError):
            for document in self.workplace.project.documents()[:1]:
                document.preview()
                decisions(self.workplace.project, document.key)

    def fill(self, template: str, session: Session | None, values: Mapping[str, Any]) -> str:
        """A page of ours, filled in."""
        shared = {
            "csrf": session.csrf if session is not None else "",
            "person": session.person if session is not None else None,
            "is_team": self.is_team,
            "is_begun": self.workplace.is_begun,
            "state": self.workplace.now,
            **naming.shared(),
        }
        found = environment(_OURS, html=True).get_template(f"studio/{template}.html.j2")
        return found.render(**shared, **values)

    def told(self, error: Exception, *, is_reading: bool = False) -> tuple[str, list[Advised], int]:
        """What to tell of whatever went wrong: a sentence, findings of the source, and the status of the answer.

        Args:
            error: what went wrong.
            is_reading: whether somebody asked for a page, and nothing would have been written.
        """
        if isinstance(error, SourceError):
            text = cannot_be_shown() if is_reading else cannot_be()
            return text, advised(error.diagnostics), HTTPStatus.UNPROCESSABLE_ENTITY
        if isinstance(error, SchoolprotocolError):
            faults = advised(error.diagnostics) if isinstance(error, EditError) else []
            return sentence(error, is_reading=is_reading), faults, HTTPStatus.UNPROCESSABLE_ENTITY
        if isinstance(error, ConflictError):
            return _("Somebody else changed this meanwhile; nothing was written."), [], HTTPStatus.CONFLICT
        if isinstance(error, OSError):
            return f"{why(error)}.", [], HTTPStatus.INSUFFICIENT_STORAGE
        told = self._bug("".join(traceback.format_exception(error)))
        return told, [], HTTPStatus.INTERNAL_SERVER_ERROR
