"""What comes back in files: Word files of ours that people worked in, and reactions from the page of a report."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from starlette.responses import Response

from schoolprotocol.errors import UsageError
from schoolprotocol.project import Project
from schoolprotocol.studio.about import called
from schoolprotocol.studio.asking import Ask, File, route
from schoolprotocol.studio.naming import address
from schoolprotocol.studio.pages.discussion import body_named, page

if TYPE_CHECKING:
    from schoolprotocol import Received

ENDINGS = {".docx", ".odt", ".doc", ".rtf"}
REACTIONS = ".json"


def _take(ask: Ask) -> Response:
    """Take a file back: what it proposes is kept in the source, to decide on."""
    key, file = ask.key, ask.files.get("bestand")
    try:
        if file is None:
            raise UsageError(_("Choose the file that came back."))
        body, ending = body_named(ask.form.get("namens", "")), Path(file.name).suffix.lower()
        if ending == REACTIONS:
            told = _reactions(ask, key, file, body)
        elif ending in ENDINGS:
            told = _word(ask, key, file, ending, body)
        else:
            raise UsageError(
                _("This is no Word file, and no file with reactions: {name}.").format(name=file.name[:100])
            )
    except Exception as error:
        refused, faults, status = ask.studio.told(error)
        return page(ask, status, told=refused, faults=faults, typed=ask.form)
    return page(ask, made=told)


def _reactions(ask: Ask, key: tuple[str, str], file: File, body: str) -> str:
    label = _("reactions of {body} ({text})").format(body=body, text=called(ask.document()))
    found = ask.studio.workplace.record(
        ask.person, label, lambda project: project.document(*key).receive(file.content, body)
    )
    made = cast("Received", found)
    return _("Reactions in the file: {read}; new: {added}.").format(read=made.read, added=made.added)


def _word(ask: Ask, key: tuple[str, str], file: File, ending: str, body: str) -> str:
    label = _("Word file of {body} ({text})").format(body=body, text=called(ask.document()))
    with tempfile.TemporaryDirectory(prefix="schoolprotocol-") as work:
        path = Path(work) / f"terug{ending}"
        path.write_bytes(file.content)
        back = ask.studio.workplace.project.now().take_back(path, [body], *key)  # may take its time: nobody waits
        ask.studio.workplace.record(ask.person, label, lambda _now: back.record())
    remarks = " ".join(back.file.remarks)
    if back.file.is_report:
        told = _("Reactions in the report: {n}.").format(n=len(back.said))
    else:
        told = _("Proposals in the file: {n}; new: {new}.").format(n=len(back.proposals), new=len(back.new))
    return f"{told} {remarks}".strip()


def _decide(ask: Ask) -> Response:
    """Take over what was proposed in a Word file, or decline it with a reason."""
    key, form = ask.key, ask.form
    name, reason = form.get("voorstel", ""), form.get("reden", "").strip()
    text = called(ask.document())
    is_declined = form.get("wat") == "afwijzen"
    label = _("proposal from Word declined ({text})") if is_declined else _("proposal from Word taken over ({text})")
    try:
        act = _declined(key, name, reason) if is_declined else _applied(ask, key, name)
        ask.studio.workplace.record(ask.person, label.format(text=text), act)
    except Exception as error:
        told, faults, status = ask.studio.told(error)
        return page(ask, status, told=told, faults=faults, typed=form)
    return ask.go(f"{address('bespreken', key)}#word")


def _declined(key: tuple[str, str], name: str, reason: str) -> Callable[[Project], object]:
    if not reason:
        raise UsageError(_("Say why you decline it: who proposed it reads that."))
    return lambda project: project.document(*key).decline([name], reason)


def _applied(ask: Ask, key: tuple[str, str], name: str) -> Callable[[Project], object]:
    form = ask.form
    to = form.get("naar", "")
    to = f"alternatief:{form.get('alternatief', '').strip()}" if to == "alternatief" else to
    reason, id_, title = (form.get(one, "").strip() or None for one in ("reden", "naam", "titel"))
    more: dict[str, Any] = {"reason": reason, "id_": id_, "title": title, "keep_own": "houden" in form}
    return lambda project: project.document(*key).apply([name], to, **more)


_HERE = "/bespreken/{school}/{protocol}/"
routes = [
    route(f"{_HERE}bestand", _take, role="schrijver", method="POST"),
    route(f"{_HERE}voorstel", _decide, role="schrijver", method="POST"),
]
