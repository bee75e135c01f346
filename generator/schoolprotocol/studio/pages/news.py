"""News of others: a page waits here until the source is another one than it has seen, and asks who else looks at it."""

from __future__ import annotations

import asyncio
from collections import Counter

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from schoolprotocol.studio.door import cookies
from schoolprotocol.studio.studio import Studio

WAIT = 20.0
"""Seconds that a page waits at most, before it asks again."""
LOOK = 0.2
"""Seconds between two looks."""
OF_ONE, OF_ALL = 12, 250
"""Pages that wait at once: of one session, and of all; who is one too many asks again later."""
LONGEST = 200
"""Characters of a place."""
_waiting: Counter[str] = Counter()


async def _news(request: Request) -> Response:
    """Wait without a thread of its own: every open page waits here, and those who write must not wait for them."""
    studio: Studio = request.app.state.studio
    session = await run_in_threadpool(studio.sessions.of, cookies.read(request, cookies.SESSION), is_visit=False)
    if session is None:
        return JSONResponse({"reden": "aanmelden"}, 401)
    if _waiting[session.key] >= OF_ONE or _waiting.total() >= OF_ALL:
        return JSONResponse({"reden": "later"}, 429)
    seen, waited = request.query_params.get("sinds", ""), 0.0
    _waiting[session.key] += 1
    try:
        while str(studio.workplace.now) == seen and waited < WAIT and not await request.is_disconnected():
            await asyncio.sleep(LOOK)
            waited += LOOK
    finally:
        _waiting[session.key] -= 1
        if not _waiting[session.key]:
            del _waiting[session.key]
    return JSONResponse({"nu": studio.workplace.now})


async def _who(request: Request) -> Response:
    """Who else has a document open; a page that asks this is no visit, and keeps no session alive."""
    studio: Studio = request.app.state.studio
    session = await run_in_threadpool(studio.sessions.of, cookies.read(request, cookies.SESSION), is_visit=False)
    if session is None:
        return JSONResponse({"reden": "aanmelden"}, 401)
    where = f"{request.path_params['school']}/{request.path_params['protocol']}"
    return JSONResponse({"anderen": studio.presence.others(where[:LONGEST], session.person)})


routes = [Route("/-nieuws", _news), Route("/-wie/{school}/{protocol}", _who)]
