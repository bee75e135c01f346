"""A clause that somebody writes: its form, what is kept while he types, what it would look like, and the save."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from gettext import gettext as _
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from schoolprotocol.errors import SchoolprotocolError, UsageError
from schoolprotocol.studio import clauses, levels, undoing, values
from schoolprotocol.studio.asking import Ask, route
from schoolprotocol.studio.drafts import LONGEST, Draft
from schoolprotocol.studio.faults import of_error
from schoolprotocol.studio.filling import Filling
from schoolprotocol.studio.naming import number, when
from schoolprotocol.studio.workplace import ConflictError, digest

if TYPE_CHECKING:
    from schoolprotocol import Document, Edit, Project, Wording, Wordings

AT = "/document/{school}/{protocol}/clausule/{clausule}"
_FILLING = threading.Lock()
"""Of all who type, one is filled in at a time: two at once take twice as long each, and so do all pages meanwhile."""


def _asked(ask: Ask, project: Project | None = None) -> tuple[Document, Wordings]:
    """The document and the clause that a path names.

    Raises:
        HTTPException: where there is none.
    """
    project = project or ask.studio.workplace.project
    document = project.document(*ask.key)
    known = document.wordings(ask.path["clausule"])
    if known is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, _("This document has no such clause (any more)."))
    return document, known


def _editor(ask: Ask) -> Response:
    """The form of a clause, with what he typed before and did not save."""
    document, known = _asked(ask)
    fields = {**clauses.fields_of(clauses.as_typed(known.here)), "gezien": clauses.seen(known), "niveau": known.level}
    unit, tab = clauses.unit(document.protocol, known.clause), secrets.token_hex(8)
    kept = ask.studio.drafts.of(ask.person, unit)
    continued = next((one for one in kept if one.tab == ask.query.get("verder")), None)
    if continued is not None and ask.studio.drafts.take(ask.person, unit, continued.tab, tab):
        fields = {**fields, **continued.fields}
    old = _old(ask, document, known)
    if old is not None:
        fields |= clauses.fields_of(clauses.typed(clauses.fields_of(old)))
    offered = [] if continued is not None else [_offer(one, known) for one in kept]
    begun = _since(continued, known)
    return _shown(ask, document, known, fields, tab=tab, offered=offered, begun=begun, old=old is not None)


def _old(ask: Ask, document: Document, known: Wordings) -> Wording | None:
    """An earlier text with which somebody wants to begin: of the last frozen version, or from before a save."""
    asked = ask.query.get("uit", "")
    if asked == "vastgesteld":
        found = undoing.adopted(document).get(known.clause)
        return replace(found, reason=known.here.reason) if found is not None else None
    which = number(asked)
    done = undoing.saved(ask.studio.workplace.database, which) if which > 0 else None
    return undoing.before(document.project, document, done, known.clause) if done is not None else None


def _shown(
    ask: Ask, document: Document, known: Wordings, fields: Mapping[str, str], status: int = 200, **more: Any
) -> Response:
    """The form of a clause, filled in."""
    names = values.names(document)
    told: dict[str, Any] = {"tab": fields.get("tab", ""), "offered": [], "begun": None, "faults": [], "html": None}
    told |= {"refused": None, "differing": None, "old": False}
    frozen = undoing.adopted(document).get(known.clause)
    told |= {
        "document": document,
        "known": known,
        "fields": fields,
        "notes": {name.removeprefix(clauses.NOTE): text for name, text in fields.items() if name.startswith("noot.")},
        "choices": levels.choices(document, known),
        "keepers": levels.keepers(document, known),
        "names": names,
        "used": values.used(fields.get("text", ""), names),
        "label": Filling(document).label(known),
        "at": f"/document/{document.school}/{document.protocol}",
        "present": ask.studio.drafts.typing(clauses.unit(document.protocol, known.clause), ask.person),
        "audiences": clauses.AUDIENCES,
        "frozen": frozen is not None and frozen.text.strip() != known.here.text.strip(),
    }
    return ask.page("piece-clause" if ask.is_fragment else "clause", status, **{**told, **more})


def _offer(draft: Draft, known: Wordings) -> dict[str, Any]:
    """A draft as it is offered: what it would change, and whether the text changed since."""
    said = clauses.typed(draft.fields)
    changes = _redline(known.here.text, said.text)
    return {"tab": draft.tab, "when": when(draft.typed), "changes": changes, "is_old": _is_old(draft, known)}


def _since(draft: Draft | None, known: Wordings) -> dict[str, Any] | None:
    """What became of the text since somebody began the draft with which he goes on; None where nothing did."""
    if draft is None or not _is_old(draft, known):
        return None
    before = clauses.was(clauses.seen_in(draft.fields), known.level)
    return {"changes": _redline(before.text if before is not None else "", known.here.text)}


def _is_old(draft: Draft, known: Wordings) -> bool:
    return draft.basis != digest(clauses.seen(known))


def _redline(old: str, new: str) -> tuple[tuple[str, str], ...]:
    from schoolprotocol.project import Project  # noqa: PLC0415 (annotations name it too)

    return Project.redline(values.in_words(old), values.in_words(new))


# -- while somebody types ---------------------------------------------------------------------------------------------


def _keep(ask: Ask) -> Response:
    """Keep what was typed: it is on the disk when this answers, and in nobody's document."""
    fields = dict(ask.form)
    if sum(map(len, fields.values())) > LONGEST:
        raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    unit, tab = clauses.unit(ask.path["protocol"], ask.path["clausule"]), fields.pop("tab", "")[:100]
    seen = clauses.seen_in(fields)
    before = clauses.was(seen, str(seen["level"]))
    if before is not None and clauses.typed(fields) == clauses.as_typed(before):
        ask.studio.drafts.drop(ask.person, unit, tab)
        return ask.tell(wanneer=None, anderen=ask.studio.drafts.typing(unit, ask.person))
    fields["school"] = ask.path["school"]
    ask.studio.drafts.keep(ask.person, Draft(unit, tab, digest(fields["gezien"]), fields, time.time()))
    return ask.tell(wanneer=when(time.time()), anderen=ask.studio.drafts.typing(unit, ask.person))


def _forget(ask: Ask) -> Response:
    """Throw a draft away: he said so."""
    ask.studio.drafts.drop(
        ask.person, clauses.unit(ask.path["protocol"], ask.path["clausule"]), ask.form.get("tab", "")
    )
    return ask.go(f"/document/{ask.path['school']}/{ask.path['protocol']}/")


def _preview(ask: Ask) -> Response:
    """The clause as this document would print it."""
    document, known = _asked(ask)
    with _FILLING:
        html, faults = Filling(document).here(known, clauses.typed(ask.form))
    used = values.used(ask.form.get("text", ""), values.names(document))
    return ask.tell(
        html=html,
        fouten=ask.studio.fill("piece-faults", ask.session, {"faults": faults}),
        gebruikt=ask.studio.fill("piece-used", ask.session, {"used": used}),
    )


def _everywhere(ask: Ask) -> Response:
    """The clause as every other document would print it, and what the check says of it where it goes."""
    document, known = _asked(ask)
    level, said = _level(ask.form), clauses.typed(ask.form)
    filling = Filling(document)
    with _FILLING:
        shown, more = filling.elsewhere(known, level, said)
        faults = filling.judged(known, level, said, keep_own="houden" in ask.form)
    return ask.page("piece-everywhere", shown=shown, more=more, faults=faults)


def _level(form: Mapping[str, str]) -> str:
    """Where the text goes; the name of a new alternative is made one that the source can have."""
    level = form.get("niveau", "")
    if level != levels.ALTERNATIVE:
        return level
    from schoolprotocol.project import Project  # noqa: PLC0415 (annotations name it too)

    name = Project.id_of(form.get("alternatief", ""))
    if not name:
        raise UsageError(_("Give the alternative a name: a word that says how it differs."))
    return f"{level}{name}"


# -- saving -----------------------------------------------------------------------------------------------------------


def _save(ask: Ask) -> Response:
    """Save what was typed, where he chose; or say why not, with all that he typed."""
    fields = dict(ask.form)
    document, known = _asked(ask)
    said = clauses.typed(fields)
    if "bekijk" in fields:
        html, faults = Filling(document).here(known, said)
        return _shown(ask, document, known, fields, html=html, faults=faults)
    try:
        return _saved(ask, document, known, fields)
    except ConflictError:
        return _conflict(ask, fields)
    except SchoolprotocolError as error:
        faults = of_error(error, said)
        return _shown(ask, document, known, fields, HTTPStatus.UNPROCESSABLE_ENTITY, faults=faults)
    except OSError as error:
        told, _findings, status = ask.studio.told(error)
        return _shown(ask, document, known, fields, status, refused=told)


def _saved(ask: Ask, document: Document, known: Wordings, fields: Mapping[str, str]) -> Response:
    level, seen = _level(fields), clauses.seen_in(fields)
    said = clauses.typed(fields)
    if level.startswith(levels.ALTERNATIVE) and fields["niveau"] == levels.ALTERNATIVE and level in known.at:
        raise UsageError(_("There is an alternative of that name already: choose it, or another name."))
    if fields.get("niveau") == level and level.startswith(levels.ALTERNATIVE) and level not in known.at:
        raise UsageError(_("There is no alternative of that name (any more)."))

    def change(edit: Edit, project: Project) -> None:
        now = project.document(*document.key)
        current = now.wordings(known.clause)
        if current is None:
            raise UsageError(_("This document has no such clause (any more)."))
        stood = current.at.get(level, current.here)
        now.write(edit, current, level, clauses.restored(said, stood), keep_own="houden" in fields)
        if not edit.changes:
            raise UsageError(_("Nothing was changed, so nothing was written."))

    reached = next((one.schools for one in levels.choices(document, known) if one.level == level), ())
    here = levels.school_name(document, document.school)
    label = f"clausule ‘{known.here.title}’ veranderd"
    expected = clauses.expected(document.key, known.clause, seen, level)
    saved = ask.studio.workplace.save(ask.person, label, change, expected)
    unit = clauses.unit(document.protocol, known.clause)
    ask.studio.drafts.drop(ask.person, unit, fields.get("tab", ""))
    schools = (here, *(one for one in reached if one != here)) if known.is_placed else reached
    return _done(ask, document, known, number=saved.number, schools=schools)


def _done(ask: Ask, document: Document, known: Wordings, *, number: int, schools: Sequence[str]) -> Response:
    """What he sends is what the files say."""
    where = f"/document/{document.school}/{document.protocol}/"
    if ask.is_fragment:
        return ask.page("piece-saved", number=number, when=when(time.time()), where=where, schools=schools)
    return ask.go(f"{where}?bewaard={number}#{known.clause}")


def _conflict(ask: Ask, fields: Mapping[str, str]) -> Response:
    """Both texts, with what differs; nothing was written, and what he typed is kept."""
    document, known = _asked(ask, ask.studio.workplace.project.now())
    level, seen = _level(fields), clauses.seen_in(fields)
    mine, theirs = clauses.typed(fields), clauses.as_typed(known.at.get(level, known.here))
    before = clauses.was(seen, level) or clauses.was(seen, str(seen["level"]))
    if mine == theirs and level == known.level:  # he saved it himself, and did not hear that it was
        ask.studio.drafts.drop(ask.person, clauses.unit(document.protocol, known.clause), fields.get("tab", ""))
        return _done(ask, document, known, number=0, schools=())
    mine_told, theirs_told = clauses.fields_of(mine), clauses.fields_of(theirs)
    was_told = clauses.fields_of(clauses.as_typed(before)) if before is not None else {}
    differing = [
        {
            "name": name,
            "mine": mine_told.get(name, ""),
            "theirs": theirs_told.get(name, ""),
            "redline": _redline(theirs_told.get(name, ""), mine_told.get(name, "")),
            "by_them": _redline(was_told.get(name, ""), theirs_told.get(name, "")),
        }
        for name in dict.fromkeys([*mine_told, *theirs_told])
        if mine_told.get(name, "") != theirs_told.get(name, "")
    ]
    return _shown(
        ask, document, known, {**fields, "gezien": clauses.seen(known)}, HTTPStatus.CONFLICT, differing=differing
    )


routes = [
    route(AT, _editor, role="schrijver"),
    route(AT, _save, role="schrijver", method="POST"),
    route(f"{AT}/concept", _keep, role="schrijver", method="POST"),
    route(f"{AT}/weg", _forget, role="schrijver", method="POST"),
    route(f"{AT}/voorbeeld", _preview, role="schrijver", method="POST"),
    route(f"{AT}/overal", _everywhere, role="schrijver", method="POST"),
]
