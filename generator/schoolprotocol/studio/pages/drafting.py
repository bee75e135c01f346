"""What is typed in any form is kept on the disk, and offered again after a crash, an ended session, a closed page.

A form names itself by `data-keep`; `templates/studio/kept.js` sends what it holds. The editor of a clause keeps its
drafts itself (`clause`), as it knows from which text somebody began.
"""

from __future__ import annotations

import time
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.responses import Response

from schoolprotocol.studio.asking import Ask, route, texts_in
from schoolprotocol.studio.drafts import LONGEST, Draft
from schoolprotocol.studio.naming import when
from schoolprotocol.studio.workplace import digest

LONGEST_NAME = 300
"""Characters of the name of a form, and of a tab."""


def _named(ask: Ask) -> tuple[str, str]:
    """The form and the tab that are meant."""
    return ask.form.get("eenheid", "")[:LONGEST_NAME], ask.form.get("tab", "")[:LONGEST_NAME]


def _offered(ask: Ask) -> Response:
    """What this person typed in a form and did not send, in all his tabs."""
    found = ask.studio.drafts.of(ask.person, ask.query.get("eenheid", "")[:LONGEST_NAME])
    return ask.tell(klad=[{"tab": one.tab, "velden": dict(one.fields), "wanneer": when(one.typed)} for one in found])


def _keep(ask: Ask) -> Response:
    """Keep what he typed: it is on the disk when this answers. Nothing, where he sent it or threw it away."""
    (unit, tab), told = _named(ask), ask.form.get("velden", "")
    if len(told) > LONGEST:
        raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    if not told:
        ask.studio.drafts.drop(ask.person, unit, tab)
        return ask.tell(wanneer=None)
    fields = texts_in(told)
    if fields is None:
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    ask.studio.drafts.keep(ask.person, Draft(unit, tab, digest(None), fields, time.time()))
    return ask.tell(wanneer=when(time.time()))


def sent(ask: Ask) -> None:
    """Forget what was typed in a form that was sent, and whose content is saved by now."""
    unit, tab = _named(ask)
    if unit and tab:
        ask.studio.drafts.drop(ask.person, unit, tab)


routes = [
    route("/klad/", _offered, role="meedenker"),
    route("/klad/", _keep, role="meedenker", method="POST"),
]
