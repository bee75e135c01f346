"""Another place for a clause or section: for everybody who has the protocol's own outline, or for one school."""

from __future__ import annotations

import json
from gettext import gettext as _
from typing import TYPE_CHECKING

from schoolprotocol.errors import SchoolprotocolError, UsageError
from schoolprotocol.studio.workplace import Expected, digest

if TYPE_CHECKING:
    from schoolprotocol import Arrangement, Document, Edit, Project

Key = tuple[str, str]


def arranged(document: Document) -> Arrangement:
    """Where the clauses of a document stand.

    Raises:
        UsageError: where nobody can know.
    """
    found = document.arrangement
    if found is None:
        raise UsageError(_("The outline of this document cannot be read now: mend its faults first."))
    return found


def seen(document: Document) -> str:
    """What stands for the outline that somebody saw."""
    return digest(_state(document))


def expected(key: Key, basis: str) -> Expected:
    """That the outline is still what was seen."""

    def read(project: Project) -> str | None:
        try:
            return _state(project.document(*key))
        except SchoolprotocolError:
            return None

    return Expected(f"opbouw:{key[0]}:{key[1]}", basis, read)


def _state(document: Document) -> str:
    found = arranged(document)
    places = [[one.section, one.heading, list(one.clauses)] for one in found.places]
    return json.dumps([places, list(found.base), dict(found.omitted)], ensure_ascii=False)


def move(edit: Edit, document: Document, clause: str, to: str, *, for_all: bool) -> None:
    """Put a clause in another place.

    Args:
        edit: the changes so far.
        document: in which somebody moves it.
        clause: what is moved.
        to: `omhoog`, `omlaag`, `voor:` or `na:` with a clause, or `hoofdstuk:` with a section.
        for_all: whether the outline of the protocol changes; else that of this school only.

    Raises:
        UsageError: where it cannot go there.
        EditError: where it does not fit.
    """
    found = arranged(document)
    section, anchor, is_after = _place(found, clause, to, for_all=for_all)
    if anchor is None:
        if not for_all and found.outlined_by != document.school:
            text = _("This school has no clause in that section yet: move it for everybody, or beside another clause.")
            raise UsageError(text)
        own = document.school if found.outlined_by == document.school and not for_all else None
        edit.place_clause(document.protocol, clause, school=own, section=section)
        return
    _beside(edit, document, found, clause, anchor, is_after=is_after, for_all=for_all)


def _place(found: Arrangement, clause: str, to: str, *, for_all: bool) -> tuple[str | None, str | None, bool]:
    """The section, or the clause beside which it comes and whether behind it."""
    kind, _colon, name = to.partition(":")
    order = [id_ for place in found.places for id_ in place.clauses]
    usable = {id_ for id_ in order if not for_all or clause in found.owners or id_ in found.base}
    if kind in ("voor", "na"):
        if name not in usable or name == clause:
            raise UsageError(
                _("It cannot stand there: only this school has that clause. Move it for this school only.")
            )
        return None, name, kind == "na"
    if kind == "hoofdstuk":
        (place,) = [one for one in found.places if one.section == name] or (None,)
        there = [id_ for id_ in place.clauses if id_ in usable and id_ != clause] if place is not None else []
        return name, there[-1] if there else None, True
    return _step(found, clause, usable, is_down=kind == "omlaag")


def _step(found: Arrangement, clause: str, usable: set[str], *, is_down: bool) -> tuple[str | None, str | None, bool]:
    """One place up or down; at the end of a section into the next one."""
    at = next((n for n, place in enumerate(found.places) if clause in place.clauses), None)
    if at is None:
        raise UsageError(_("This clause has no place in the document."))
    place = found.places[at]
    mine = place.clauses.index(clause)
    beside = [*place.clauses[mine + 1 :]] if is_down else [*reversed(place.clauses[:mine])]
    for id_ in beside:
        if id_ in usable:
            return None, id_, is_down
    others = found.places[at + 1 :] if is_down else tuple(reversed(found.places[:at]))
    for other in others:
        ids = [id_ for id_ in other.clauses if id_ in usable]
        if ids:
            return None, ids[0] if is_down else ids[-1], not is_down
    raise UsageError(_("This clause stands at the end already."))


def _beside(
    edit: Edit, document: Document, found: Arrangement, clause: str, anchor: str, *, is_after: bool, for_all: bool
) -> None:
    after, before = (anchor, None) if is_after else (None, anchor)
    school, protocol = document.key
    owner = found.owners.get(clause)
    if owner is not None and (owner == school or for_all):
        edit.place_added(owner, protocol, clause, after=after, before=before)
    elif for_all:
        if clause not in found.base:
            raise UsageError(_("The outline of the protocol has not this clause: move it for this school only."))
        edit.place_clause(protocol, clause, after=after, before=before)
    elif found.outlined_by == school:
        edit.place_clause(protocol, clause, school=school, after=after, before=before)
    else:
        edit.move(school, protocol, clause, after=after, before=before)


def move_section(edit: Edit, document: Document, section: str, *, is_down: bool) -> None:
    """Put a section before or behind the one beside it, with all that is in it."""
    found = arranged(document)
    own = found.outlined_by
    known = next((one for one in found.places if one.section == section), None)
    beside = [one for one in found.places if known is not None and one.depth == known.depth]
    ids = [one.section for one in beside if own is not None or one.in_base]
    if known is None or section not in ids:
        raise UsageError(_("There is no such section."))
    at = ids.index(section) + (1 if is_down else -1)
    if not 0 <= at < len(ids):
        raise UsageError(_("This section stands at the end already."))
    after, before = (ids[at], None) if is_down else (None, ids[at])
    edit.move_section(document.protocol, section, school=own, after=after, before=before)


def omit(edit: Edit, document: Document, clause: str, reason: str) -> None:
    """Let the school leave a clause out; one that it added itself goes."""
    if arranged(document).owners.get(clause) == document.school:
        edit.remove_operation(*document.key, clause, "add")
        return
    if not reason.strip():
        raise UsageError(_("Say why this school leaves it out: the council reads it."))
    edit.omit(*document.key, clause, reason.strip())
