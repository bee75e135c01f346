"""What somebody sent when he was not logged in any more: shown again, to send it or to throw it away."""

from __future__ import annotations

import re
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.responses import Response

from schoolprotocol.studio import unsent
from schoolprotocol.studio.asking import Ask, is_ours, route
from schoolprotocol.studio.drafts import Draft

_MADE = re.compile(r'was[:.].*|gezien|basis|getoond|\{".*|[0-9a-f]{16,}', re.DOTALL)
"""Fields and values that a page of ours made, and nobody typed."""


def _waiting(ask: Ask) -> Draft:
    found = unsent.find(ask.studio.drafts, ask.person, ask.path["tab"])
    if found is None or not is_ours(unsent.path_of(found)):
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return found


def _shown(ask: Ask) -> Response:
    found = _waiting(ask)
    typed = [text for name, text in found.fields.items() if text.strip() and not _MADE.fullmatch(name)]
    return ask.page(
        "unsent",
        fields={**found.fields, unsent.FIELD: found.tab},
        to=unsent.path_of(found),
        typed=[text for text in typed if not _MADE.fullmatch(text)],
        at=unsent.page_of(found.tab),
    )


def _forget(ask: Ask) -> Response:
    found = _waiting(ask)
    unsent.forget(ask.studio.drafts, ask.person, unsent.path_of(found), found.tab)
    return ask.go("/")


routes = [
    route(f"/{unsent.FIELD}/{{tab}}/", _shown),
    route(f"/{unsent.FIELD}/{{tab}}/weg", _forget, method="POST"),
]
