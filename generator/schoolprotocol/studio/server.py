"""Starts the studio on this machine, and follows what changes beside it."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path

import uvicorn

from schoolprotocol import machine
from schoolprotocol.errors import BusyError
from schoolprotocol.serve.watching import watch
from schoolprotocol.studio.app import application
from schoolprotocol.studio.door.fences import SELF
from schoolprotocol.studio.patient import Patient
from schoolprotocol.studio.safekeeping import alone
from schoolprotocol.studio.studio import Studio
from schoolprotocol.templating import Templates

USUAL = 8410
"""The port, where nobody asks for another and it is free."""
_SELF = "127.0.0.1"
_SWITCH = 0.001
"""Seconds after which Python lets another thread go on. By its own 5 ms, whoever only has to send an answer, or to take
in a request, waits that long behind each of all who make a page, and some ten times for one request."""


@dataclass(frozen=True, slots=True)
class Listening:
    """Where a studio listens, and to whom."""

    port: int | None = None
    """0 for any that is free; None: the usual one, or any where that is taken."""
    address: str = _SELF
    """Of this machine."""
    names: tuple[str, ...] = ()
    """By which browsers may call us, beside those of this machine itself."""
    proxies: tuple[str, ...] = ()
    """Addresses of who may say for whom he asks, and by which scheme: a reverse proxy."""


def serve(studio: Studio, where: Listening, *, ready: Callable[[str], None]) -> None:
    """Serve the studio to browsers, until somebody stops this process.

    Args:
        studio: what is served.
        where: to listen.
        ready: told the address, with the token where there is one, once pages can be asked for.

    Raises:
        BusyError: where the port is taken, or another studio serves this project.
        OSError: where the machine refuses it.
    """
    sys.setswitchinterval(_SWITCH)
    stop = threading.Event()
    place = studio.workplace
    lock = alone(place.root)
    try:
        with _bound(where) as taken:
            app = application(studio, Templates(Path("templates")), {*SELF, *where.names})
            config = uvicorn.Config(
                app,
                http=Patient,
                log_config=None,
                access_log=False,
                server_header=False,
                lifespan="off",
                proxy_headers=bool(where.proxies),
                forwarded_allow_ips=[*where.proxies],
                timeout_keep_alive=30,
                limit_concurrency=600,
                timeout_graceful_shutdown=3,
            )
            server = _Server(config, lambda: ready(_address(studio, where, taken.getsockname()[1])))
            watcher = threading.Thread(target=watch, args=(place.root, place.seen, stop, place.renew), daemon=True)
            watcher.start()
            warming = threading.Thread(target=studio.warm, daemon=True)
            warming.start()
            if studio.is_team:  # who sits here alone sees the overview meanwhile; here twenty may ask at once
                warming.join()
            try:
                server.run(sockets=[taken])
            finally:
                stop.set()
    finally:
        lock.release()


def _address(studio: Studio, where: Listening, port: int) -> str:
    if where.names:
        return f"https://{where.names[0]}/"
    host = f"[{where.address}]" if ":" in where.address else where.address
    door = "" if studio.is_team else f"aanmelden?sleutel={studio.one_time.token}"
    return f"http://{host}:{port}/{door}"


class _Server(uvicorn.Server):
    """Says when pages can be asked for."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()


def _bound(where: Listening) -> socket.socket:
    port = where.port
    taken = socket.socket(socket.AF_INET6 if ":" in where.address else socket.AF_INET)
    try:
        if not machine.IS_WINDOWS:  # there it would let two servers share a port
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if machine.ALONE is not None:
            taken.setsockopt(*machine.ALONE)
        try:
            taken.bind((where.address, USUAL if port is None else port))
        except OSError as error:
            if not machine.is_taken(error):
                raise
            if port is not None:
                text = _("Another program listens at port {port}. Name another one, or --port 0 for any that is free.")
                raise BusyError(text.format(port=port)) from None
            taken.bind((where.address, 0))
        taken.listen(128)
    except BaseException:
        taken.close()
        raise
    return taken
