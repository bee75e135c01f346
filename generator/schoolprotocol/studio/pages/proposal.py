"""Voorstel: what changes, why, and what is missing before it is put to those who have to consent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from gettext import gettext as _
from typing import Any

from starlette.responses import Response

from schoolprotocol.errors import UsageError
from schoolprotocol.studio import notes
from schoolprotocol.studio.about import about, called
from schoolprotocol.studio.asking import Ask, route
from schoolprotocol.studio.committing import committed
from schoolprotocol.studio.naming import address
from schoolprotocol.studio.pages.drafting import sent
from schoolprotocol.studio.proposals import Names, Proposal, proposal
from schoolprotocol.studio.workplace import ConflictError, digest

_SCRIPT = re.compile(r"script-src '(sha256-[A-Za-z0-9+/=]+)'")
"""The one script of a report, as the report itself names it."""


def _fenced(html: str) -> dict[str, str]:
    """A report is a page by itself, with styles and a script in it. Fenced off, it reaches nothing of ours."""
    script = _SCRIPT.search(html)
    allowed = f"script-src '{script[1]}'; " if script is not None else ""
    policy = (
        f"default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; {allowed}base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'self'; sandbox allow-scripts allow-popups allow-downloads"
    )
    return {"Content-Security-Policy": policy}


def _proposal(ask: Ask) -> Proposal:
    return ask.studio.known.of(("proposal", ask.key), lambda project: proposal(project, ask.key))


def _show(ask: Ask) -> Response:
    return _page(ask, _proposal(ask))


def _page(ask: Ask, found: Proposal, status: int = 200, **more: Any) -> Response:
    works = ask.studio.works
    values = {"told": "", "faults": [], "stray": {}, "open": "", "conflict": False} | more
    return ask.page(
        "proposal",
        status,
        about=about(found.document),
        proposal=found,
        name=Names(ask.studio.database).of(found.document),
        basis=found.document.text_hash(found.document.policy),
        labels=notes.LABELS,
        has_others=sum(one.protocol == found.document.protocol for one in found.document.project.documents()) > 1,
        works=[one for what in ("voorleggen", "proefdruk") if (one := works.last(what, *ask.key)) is not None],
        may_write=ask.person.may("schrijver"),
        may_put=ask.person.may("vaststeller"),
        **values,
    )


def _report(ask: Ask) -> Response:
    """The change report as it would be printed now."""
    found = _proposal(ask)
    if found.report is None:
        raise UsageError(_("This is a first version: there is nothing to compare it with."))
    html = ask.studio.known.of(("report", ask.key), lambda _project: found.report.text("html") if found.report else "")
    return Response(html, media_type="text/html; charset=utf-8", headers=_fenced(html))


def _explain(ask: Ask) -> Response:
    """Write a change note; whatever goes wrong, what was typed stands in the form that comes back."""
    typed = notes.Typed.of(ask.form)
    now = ask.studio.workplace.project
    found = proposal(now, ask.key)
    change = next((one for one in found.changes if one.piece.id == ask.form.get("wijziging")), None)
    if change is None or found.report is None:
        told = _("This change is not there any more: the text was changed meanwhile. What you typed stands below.")
        return _page(ask, found, 409, told=told, stray=typed.fields)
    piece, since = change.piece, found.since
    note = piece.note or notes.new_id(now, found.document.protocol, typed.fields["summary"])
    seen = notes.expected(found.document.protocol, note, ask.form.get("basis", ""))
    try:
        ask.studio.workplace.save(
            ask.person,
            _("explanation of “{title}” ({name})").format(
                title=piece.title, name=found.document.policy.organisation.name
            ),
            lambda edit, project: typed.write(edit, project.document(*ask.key), piece, note, since),
            seen,
        )
    except Exception as error:
        return _refused(ask, found, replace(change, fields=typed.fields, is_for_all=typed.is_for_all), error)
    sent(ask)
    return ask.go(f"{address('voorstel', ask.key)}#w-{piece.id}")


def _refused(ask: Ask, found: Proposal, typed: notes.Change, error: Exception) -> Response:
    told, faults, status = ask.studio.told(error)
    if isinstance(error, ConflictError):
        typed = replace(
            typed,
            basis=digest(error.theirs),
            theirs=_theirs(error.theirs),
        )
        told = _("Somebody else wrote about this change too, meanwhile. You see both; what you save takes its place.")
    shown = found.with_change(typed)
    return _page(ask, shown, status, told=told, faults=faults, open=typed.piece.id, conflict=typed.theirs is not None)


def _theirs(text: str | None) -> Mapping[str, str]:
    """What a note says, from its text as it was compared."""
    lines: dict[str, str] = {}
    last = ""
    for line in (text or "").split("\n"):
        name, mark, rest = line.partition(": ")
        if mark and name in {*notes.FIELDS, "weight", "weight_reason", "rule", "schools"}:
            lines[name], last = rest, name
        elif last:
            lines[last] += f"\n{line}"
    return {name: text for name, text in lines.items() if name in notes.FIELDS}


def _name(ask: Ask) -> Response:
    Names(ask.studio.database).give(ask.document(), ask.form.get("naam", ""))
    return ask.go(address("voorstel", ask.key))


def _asked(ask: Ask) -> Response:
    """To whom the text goes and what follows, before it is put."""
    found = _proposal(ask)
    document = found.document
    basis = document.text_hash(document.policy)
    if not found.is_ready or found.is_put:
        return ask.go(address("voorstel", ask.key))
    is_other = ask.query.get("basis", basis) != basis
    changed = _("The text was changed since you opened the proposal. Look at what changes before you put it.")
    return ask.page(
        "putting",
        about=about(document),
        proposal=found,
        bodies=[one.body for one in document.heard],
        weeks=document.project.corpus.project.reaction_weeks,
        basis=basis,
        today=date.today(),
        told=changed if is_other else "",
        faults=[],
    )


def _put(ask: Ask) -> Response:
    """Put the text to its bodies: the papers are made in a process of their own."""
    document = ask.document()
    name, is_draft = Names(ask.studio.database).of(document), ask.form.get("proef") == "1"
    if not is_draft and not ask.person.may("vaststeller"):
        raise UsageError(_("Who adopts puts texts to a council. You can make a proof of the papers."))
    label = f"{called(document)}{f' – {name}' if name else ''}"
    told = {"school": document.school, "protocol": document.protocol, "text_hash": ask.form.get("basis", "")}
    if is_draft:
        number = ask.studio.works.begin(
            ask.person, "proefdruk", _("Proof of the papers. {text}").format(text=label), told | {"draft": "1"}
        )
        return ask.go(f"/werk/{number}/")
    place, person = ask.studio.workplace, ask.person

    def after(_result: Mapping[str, Any]) -> str | None:
        place.record(person, _("put to the council: {text}").format(text=label), lambda _now: None)
        return committed(place.root, person, _("Put to the council: {text}").format(text=label))

    number = ask.studio.works.begin(
        person, "voorleggen", _("Putting to the council. {text}").format(text=label), told, after
    )
    return ask.go(f"/werk/{number}/")


_HERE = "/voorstel/{school}/{protocol}/"
routes = [
    route(_HERE, _show),
    route("/verslag/{school}/{protocol}/", _report),
    route(f"{_HERE}toelichting", _explain, role="schrijver", method="POST"),
    route(f"{_HERE}naam", _name, role="schrijver", method="POST"),
    route(f"{_HERE}voorleggen", _asked, role="vaststeller"),
    route(f"{_HERE}voorleggen", _put, role="schrijver", method="POST"),
]
