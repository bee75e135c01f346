"""What was saved, and how it is taken back: only where the files are still as that save left them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

from schoolprotocol.errors import SchoolprotocolError, UsageError
from schoolprotocol.studio.database import Database
from schoolprotocol.studio.door.people import Person, Role

if TYPE_CHECKING:
    from schoolprotocol import Document, Project, Wording

LAST = 50
"""Saves that are shown."""
MANAGED = frozenset({"policy_src/project.yaml", "policy_src/publishing.yaml"})
"""Files that only who manages the studio changes: also by taking back what he did."""
Files = Mapping[str, bytes | None]


@dataclass(frozen=True, slots=True)
class Done:
    """A save."""

    number: int
    day: float
    """Seconds since 1970."""
    who: str
    label: str
    undone: int | None
    """The save that took it back."""
    before: Files
    after: Files

    @property
    def role(self) -> Role:
        """What somebody has to be to take it back."""
        return "beheerder" if MANAGED & self.after.keys() else "schrijver"


@dataclass(frozen=True, slots=True)
class Other:
    """A clause that says something else now than before a save."""

    clause: str
    title: str
    before: str
    now: str


def last(database: Database, school: str, protocol: str) -> list[Done]:
    """The last saves with a part in a document, the latest first."""
    rows = database.rows(
        "SELECT DISTINCT saved.number FROM saved JOIN saved_file USING (number) "
        "WHERE path LIKE ? OR path LIKE ? OR path NOT LIKE 'policy_src/%/%' ORDER BY saved.number DESC LIMIT ?",
        f"policy_src/protocols/{protocol}/%",
        "policy_src/schools/%",
        LAST * 4,
    )
    found = (saved(database, row["number"]) for row in rows)
    return [one for one in found if one is not None and _concerns(one, school, protocol)][:LAST]


def _concerns(done: Done, school: str, protocol: str) -> bool:
    parts = [path.split("/") for path in done.after]
    return any(
        len(one) < 4 or one[1] == "protocols" or one[2] == school or one[3] == f"{protocol}.yaml" for one in parts
    )


def saved(database: Database, number: int) -> Done | None:
    """A save; None where there is none."""
    row = database.row(
        "SELECT saved.*, coalesce(person.shown, saved.person) AS shown FROM saved "
        "LEFT JOIN person ON person.name = saved.person WHERE number = ?",
        number,
    )
    if row is None:
        return None
    files = database.rows("SELECT * FROM saved_file WHERE number = ?", number)
    before, after = ({one["path"]: one[when] for one in files} for when in ("before", "after"))
    return Done(number, row["day"], row["shown"], row["label"], row["undone"], before, after)


def differing(root: Path, done: Done) -> list[str]:
    """The files that are not any more as a save left them."""
    return [path for path, content in done.after.items() if _read(root / path) != content]


def require_undoable(root: Path, done: Done | None, person: Person) -> Done:
    """Go on only with a save that can be taken back, by this person.

    Raises:
        UsageError: where it was taken back already, wrote nothing of its own, or its files changed since; or where it
            is not his to take back.
    """
    if done is None or not done.after:
        raise UsageError(_("This cannot be undone: there is nothing to put back."))
    if not person.may(done.role):
        raise UsageError(_("Your account may not do this: ask who manages the accounts."))
    if done.undone is not None:
        raise UsageError(_("This was undone already."))
    if differing(root, done):
        raise UsageError(_("These files were changed again since: take the old text of a clause over instead."))
    return done


def others(project: Project, document: Document, done: Done) -> Iterator[Other]:
    """The clauses of a document that said something else before a save than they do now."""
    try:
        then = project.with_files(done.before).document(*document.key)
        for id_ in document.differing(then):
            old, new = then.wordings(id_), document.wordings(id_)
            if old is not None and new is not None:
                yield Other(id_, new.here.title, old.here.text, new.here.text)
    except SchoolprotocolError:
        return


def before(project: Project, document: Document, done: Done, clause: str) -> Wording | None:
    """What a clause said before a save; None where nobody can know."""
    try:
        known = project.with_files(done.before).document(*document.key).wordings(clause)
    except SchoolprotocolError:
        return None
    return known.here if known is not None else None


def note(database: Database, number: int, by: int) -> None:
    """Write down that a save was taken back."""
    database.write("UPDATE saved SET undone = ? WHERE number = ?", by, number)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def adopted(document: Document) -> Mapping[str, Wording]:
    """What each clause said in the last frozen version, by id; nothing where there is none."""
    from schoolprotocol import Wording  # noqa: PLC0415 (annotations name it too)

    releases: Sequence[object] = document.releases
    if not releases:
        return {}
    policy = document.releases[-1].policy
    return {
        one.id: Wording(
            one.wording.template,
            one.kort.template if one.kort is not None else "",
            {note_.id: note_.wording.template for note_ in one.notes},
            one.title,
            one.audience,
            one.references,
        )
        for one in policy.by_id().values()
    }
