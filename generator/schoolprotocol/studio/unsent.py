"""Forms that came too late: nobody was logged in any more, or their page was of an earlier session.

Nothing is done with them. They wait as drafts for who filled them in, which the secret in the form tells, and he sends
them again when he is back. Scripts of ours keep what was typed in the page; this is for pages that work without.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping

from schoolprotocol.studio.door.people import Person
from schoolprotocol.studio.drafts import Draft, Drafts
from schoolprotocol.studio.workplace import digest

FIELD = "verder"
"""The field of a form that is sent again; it names what waited."""
_UNIT = "formulier:"
_PASSWORDS = "/account/"
"""How paths begin of forms with passwords: those are kept nowhere."""
_OURS = frozenset({"csrf", "eenheid", "tab", FIELD})


def keep(drafts: Drafts, person: Person, path: str, form: Mapping[str, str]) -> str:
    """Have a form wait; gives by what it is called, empty where there is nothing to wait.

    Raises:
        UsageError: where it is too long, or too much waits already.
    """
    fields = {name: text for name, text in form.items() if name not in _OURS}
    if path.startswith(_PASSWORDS) or not any(text.strip() for text in fields.values()):
        return ""
    tab = secrets.token_urlsafe(12)
    drafts.keep(person, Draft(f"{_UNIT}{path}", tab, digest(None), fields, time.time()))
    return tab


def is_one(draft: Draft) -> bool:
    """Whether a draft is a form that waits."""
    return draft.unit.startswith(_UNIT)


def find(drafts: Drafts, person: Person, tab: str = "") -> Draft | None:
    """What waits for somebody: by its name, or the last."""
    return next((one for one in drafts.all_of(person) if is_one(one) and tab in {"", one.tab}), None)


def path_of(draft: Draft) -> str:
    """Where a form goes."""
    return draft.unit.removeprefix(_UNIT)


def after_logging_in(drafts: Drafts, person: Person, where: str) -> str:
    """Where somebody comes who logged in: first to what he sent too late."""
    waiting = find(drafts, person)
    return where if waiting is None else page_of(waiting.tab)


def page_of(tab: str) -> str:
    """The page that shows a form that waits."""
    return f"/{FIELD}/{tab}/"


def forget(drafts: Drafts, person: Person, path: str, tab: str) -> None:
    """It was sent, or is not wanted any more."""
    drafts.drop(person, f"{_UNIT}{path}", tab)
