"""What was saved, and how it is taken back: only where the files are still as that save left them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from gettext import gettext as _
from typing import TYPE_CHECKING

from schoolprotocol.errors import SchoolprotocolError, UsageError
from schoolprotocol.studio.database import Database
from schoolprotocol.studio.door.people import Person, Role
from schoolprotocol.studio.history import Save, changes_of, save_of
from schoolprotocol.studio.workplace import Workplace

if TYPE_CHECKING:
    from schoolprotocol import Document, Edit, Project, Wording

LAST = 50
"""Saves that are shown."""
MANAGED = frozenset({"policy_src/project.yaml", "policy_src/publishing.yaml"})
"""Files that only who manages the studio changes: also by taking back what he did."""
Files = Mapping[str, bytes | None]


@dataclass(frozen=True, slots=True)
class Done:
    """A save, with what each file held before it and after."""

    save: Save
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
    save = save_of(database, number)
    if save is None:
        return None
    changes = changes_of(database, number)
    return Done(save, {one.path: one.before for one in changes}, {one.path: one.after for one in changes})


def is_whole(place: Workplace, done: Done) -> bool:
    """Whether a save can be taken back: its files are still as it left them."""
    return bool(done.after) and done.save.undone is None and not _differing(place, done)


def undo(place: Workplace, person: Person, number: int) -> None:
    """Take a save back: every file that it wrote holds what it held before.

    Raises:
        UsageError: where it was taken back already, wrote nothing of its own, or its files changed since; or where it
            is not his to take back. Nothing was written, then or where it raises what `Workplace.save` raises.
    """
    done = saved(place.database, number)
    label = _("undone: {what}").format(what=done.save.label if done is not None else "")

    def change(edit: Edit, _project: Project) -> None:
        edit.put_back(_require_undoable(place, done, person).before)

    by = place.save(person, label, change)
    place.database.write("UPDATE saved SET undone = ? WHERE number = ?", by.number, number)


def _require_undoable(place: Workplace, done: Done | None, person: Person) -> Done:
    if done is None or not done.after:
        raise UsageError(_("This cannot be undone: there is nothing to put back."))
    if not person.may(done.role):
        raise UsageError(_("Your account may not do this: ask who manages the accounts."))
    if done.save.undone is not None:
        raise UsageError(_("This was undone already."))
    if _differing(place, done):
        raise UsageError(_("These files were changed again since: take the old text of a clause over instead."))
    return done


def _differing(place: Workplace, done: Done) -> bool:
    return any(place.content(path) != content for path, content in done.after.items())


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
