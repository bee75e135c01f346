"""`policy_src/addresses.txt`: every address that a site of this project ever had, so that none of them is lost.

A line is an address; behind it may stand where it leads now, or `-` where what stood there was withdrawn. `site` adds
to the list, and people say where an address leads of which nobody else can know that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from gettext import gettext as _
from typing import Final

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.errors import why
from schoolprotocol.places import Place
from schoolprotocol.source.loaded import Loaded
from schoolprotocol.source.reader import Reader
from schoolprotocol.source.tree import SOURCE, digest_of
from schoolprotocol.source.yaml import printable

ADDRESSES: Final = f"{SOURCE}/addresses.txt"
LIMIT: Final = 20_000_000
"""Bytes of the list: a site of thousands of schools has less."""
WITHDRAWN: Final = "-"
"""In the place of where an address leads."""
_STEP = r"[a-z0-9][a-z0-9._-]*"
_ADDRESS = re.compile(rf"(?:/{_STEP})+\.[a-z0-9]+", re.ASCII)
_LONGEST: Final = 500
_HEAD: Final = """\
# Elk adres dat deze site ooit had. `schoolprotocol site` vult deze lijst aan; haal er nooit een regel uit.
# Achter een adres kan staan waar het nu heen leidt, of - als wat er stond is ingetrokken.
"""


@dataclass(frozen=True, slots=True)
class Published:
    """One address that a site had."""

    address: str
    """From the root of the site, with the name of the file: `/aurora/sociale-media/index.html`."""
    target: str | None = None
    """Where it leads now, as somebody said: an address of this site, or `-`; None where nobody had to."""
    line: int = 0
    """Where it stands in the list, from 1; 0 where it does not stand there yet."""


def is_address(text: str) -> bool:
    """Whether something can stand in the list: a file below the root of this very site, and nothing else."""
    return len(text) <= _LONGEST and bool(_ADDRESS.fullmatch(text))


def read_published(reader: Reader) -> Loaded[tuple[Published, ...] | None]:
    """The list; None where there is none yet."""
    if reader.tree.kind(ADDRESSES) not in {"file", "other"}:
        return Loaded(None)
    try:
        raw = reader.tree.read(ADDRESSES, LIMIT)
    except OSError as error:
        return Loaded(None, (Diagnostic(Kind.NOT_FOUND, Place(ADDRESSES), {"what": f"{ADDRESSES} ({why(error)})"}),))
    if len(raw) > LIMIT:
        return Loaded(None, (Diagnostic(Kind.TOO_LARGE, Place(ADDRESSES), {"limit": "20 MB"}),))
    return reader.cache.get(ADDRESSES, len(raw), lambda: _read(raw), digest_of(raw))


def _read(raw: bytes) -> Loaded[tuple[Published, ...] | None]:
    found: dict[str, Published] = {}
    faults = []
    for number, line in enumerate(raw.decode("utf-8", "replace").split("\n"), 1):
        parts = line.split()
        if not parts or line.startswith("#"):
            continue
        detail = _fault(parts, found)
        if detail:
            values = {"line": printable(line.strip()[:100]), "detail": detail}
            faults.append(Diagnostic(Kind.ADDRESS_LINE, Place(ADDRESSES, number), values))
        else:
            found[parts[0]] = Published(parts[0], parts[1] if len(parts) > 1 else None, number)
    return Loaded(tuple(found.values()), tuple(faults))


def _fault(parts: list[str], found: Mapping[str, Published]) -> str:
    """What is wrong with a line; nothing where it is right."""
    address, *targets = parts
    if not is_address(address) or len(targets) > 1:
        return _("it is no address of this site")
    if targets and targets[0] != WITHDRAWN and not is_address(targets[0]):
        return _("it leads to something that is no address of this site")
    if address in found:
        return _("it stands in line {n} too").format(n=found[address].line)
    return _("it leads to itself") if address in targets else ""


def written(published: Iterable[Published]) -> str:
    """The list as it stands in the file: by address."""
    lines = sorted(" ".join(filter(None, (one.address, one.target))) for one in published)
    return _HEAD + "".join(f"{line}\n" for line in lines)
