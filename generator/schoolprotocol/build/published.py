"""No address is lost: where each one leads that a site ever had, and which the list of them does not have yet.

Addresses are those of files, from the root of the site: `/aurora/sociale-media/index.html`.
"""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from schoolprotocol.config import ARCHIVE, DOWNLOADS, HANDBOOK, PROPOSAL, Key, document_name, site_of
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.outputs.online.manifest import MANIFEST
from schoolprotocol.outputs.online.missing import MISSING
from schoolprotocol.outputs.online.moved import APACHE, RULES
from schoolprotocol.outputs.online.sitemap import ROBOTS, SITEMAP
from schoolprotocol.places import Place
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.published import ADDRESSES, WITHDRAWN, Published, is_address

INDEX: Final = "index.html"
FORMER_PAGE: Final = "versies.html"
"""A page that every document had where documents stood before: in the folder of the school."""
_GUIDE = re.compile(r"(-schoolgids)-[a-z-]+(?=\.[a-z]+$)")
"""A text for the schoolgids, shorter or for some readers: where that is gone, the whole one is there."""
_CARD = re.compile(r"-kaart-([a-z]+)\.pdf$")
"""A card for some readers: where that is gone, their page is there, or that of the document."""
_APPLIES = ("-schoolgids", "-kaart")
"""What only versions have that apply."""
_FOR_MACHINES = frozenset({MANIFEST, ROBOTS, SITEMAP, RULES, APACHE, MISSING})
_NO_ADDRESS = (".css", ".js", ".svg", ".png", ".woff2")
"""Endings of what pages need, and nobody links to."""


def is_page(address: str) -> bool:
    """Whether a page stands at an address, and not a paper."""
    return address.endswith(".html")


def addresses_of(names: Iterable[str]) -> set[str]:
    """The addresses that people keep: pages, papers, feeds; not what pages need.

    Args:
        names: of the files of a site.
    """
    kept = (f"/{name}" for name in names if "_static/" not in name and not name.endswith(_NO_ADDRESS))
    return {one for one in kept if is_address(one) and one[1:] not in _FOR_MACHINES}


def listed(corpus: Corpus, there: Collection[str], documents: Collection[Key]) -> dict[str, str | None]:
    """Where the addresses lead that the site ever had, by address: as the list says, or as it will begin.

    Args:
        corpus: the source.
        there: addresses of pages and papers that the site has.
        documents: that the project publishes.
    """
    known = corpus.published if corpus.published is not None else begun(there, documents)
    return {one.address: one.target for one in known}


def begun(there: Collection[str], documents: Collection[Key]) -> tuple[Published, ...]:
    """The list of a project that has none yet: the addresses that its documents had before, and where they lead.

    Until there was a list, the only document of a school stood in the folder of the school.

    Args:
        there: addresses of pages and papers that a site has.
        documents: that the project publishes.
    """
    number = Counter(school for school, _protocol in documents)
    found: dict[str, Published] = {}
    in_order = sorted(there)
    for school, protocol in documents:
        home = f"/{site_of(school, protocol)}/"
        end = bisect_left(in_order, f"{home[:-1]}0")  # what comes after a slash
        for address in in_order[bisect_left(in_order, home) : end] if number[school] == 1 else ():
            rest = _former(address.removeprefix(home), document_name(school, protocol))
            before = f"/{school}/{rest}"
            found.setdefault(before, Published(before, _now(home, rest, document_name(school, protocol))))
    return tuple(one for one in found.values() if one.address not in there)


def _former(rest: str, name: str) -> str:
    """What a file was called below the folder of its document, before proposals and versions had names of their own."""
    folder, file = posixpath.split(rest.removeprefix(f"{PROPOSAL}/"))
    version = folder.split("/")[1] if folder.startswith(f"{ARCHIVE}/") else PROPOSAL
    is_download = posixpath.basename(folder) == DOWNLOADS
    if is_download and file.startswith(f"{name}-{version}"):
        file = name + file.removeprefix(f"{name}-{version}")
    return posixpath.join(folder, file)


def _now(home: str, rest: str, name: str) -> str:
    """Where that leads: to what is in force, or to that version."""
    folder, file = posixpath.split(rest)
    if folder.startswith(f"{ARCHIVE}/") and posixpath.basename(folder) == DOWNLOADS and file.startswith(name):
        file = f"{name}-{folder.split('/')[1]}{file.removeprefix(name)}"
    return home + posixpath.join(folder, file)


def leads_to(address: str, listed: Mapping[str, str | None], there: Collection[str]) -> str | None:
    """Where an address leads: to one that is there, or `-` where that was withdrawn; None where nobody can know.

    Args:
        address: one that a site had, whatever is in it now.
        listed: where addresses lead as somebody said, by address; None for those of which nobody had to.
        there: the addresses that a site has.
    """
    return _followed(address, listed, there)[1]


def _followed(address: str, listed: Mapping[str, str | None], there: Collection[str]) -> tuple[str, str | None]:
    """The last address on the way, and where it leads."""
    met = set[str]()
    while address not in there:
        target = listed.get(address)
        if target == WITHDRAWN or address in met:
            return address, WITHDRAWN if target == WITHDRAWN else None
        met.add(address)
        if target is None:
            found = (one for one in _nearest(address, listed) if one in there or listed.get(one) is not None)
            target = next(found, None)
        if target is None:
            return address, None
        address = target
    return address, address


def _nearest(address: str, listed: Mapping[str, str | None]) -> Iterator[str]:
    """What may stand in the place of an address, the nearest first."""
    folders = _folders(address)
    for folder in folders:
        moved = listed.get(f"{folder}/{INDEX}")
        if moved is not None and moved.endswith(f"/{INDEX}"):
            yield _renamed(address, folder, moved.removesuffix(f"/{INDEX}"))
    same = [*_other_edition(address)]
    yield from same
    yield from (_GUIDE.sub(r"\1", one) for one in (address, *same) if _GUIDE.search(one))
    if (card := _CARD.search(address)) and len(folders) > 1:
        yield from (f"{folders[-2]}/{name}" for name in (f"{card[1]}.html", INDEX))
    if is_page(address) and not folders:
        yield f"/{INDEX}"
    if len(folders) == 1:  # of the school itself: one protocol has no papers that several have together
        yield f"{folders[0]}/{INDEX}"
    parts = address.split("/")
    if parts[2:3] == [HANDBOOK]:  # a school that has one document by now has no handbook any more
        yield f"/{parts[1]}/{HANDBOOK}/{INDEX}"
        yield f"/{parts[1]}/{INDEX}"
    for folder in folders:  # what is gone with all that was in it leads where somebody said that this leads
        index = f"{folder}/{INDEX}"
        if address != index and (listed.get(index) is not None or (is_page(address) and folder == folders[0])):
            yield index


def _folders(address: str) -> list[str]:
    """The folders of the version, of the document and of the school to which an address belongs."""
    parts = address.split("/")[1:-1]
    found = ["/" + "/".join(parts[:4])] if len(parts) > 3 and parts[2] == ARCHIVE else []
    return found + ["/" + "/".join(parts[:depth]) for depth in (2, 1) if len(parts) >= depth]


def _renamed(address: str, folder: str, moved: str) -> str:
    """A file of what moved as a whole; papers are called after their document."""
    now = moved + address.removeprefix(folder)
    old, new, (place, file) = _name_of(address), _name_of(now), posixpath.split(now)
    return posixpath.join(place, file.replace(old, new, 1) if file.startswith(old) else file)


def _name_of(address: str) -> str:
    """How the files of a document are named."""
    return "-".join(address.split("/")[1:3])


def _other_edition(address: str) -> Iterator[str]:
    """The same file of what is in force for that of a proposal, and the other way round."""
    parts = address.split("/")
    home, rest, name = "/".join(parts[:3]), parts[3:], _name_of(address)
    if not rest or rest[0] == ARCHIVE:
        if rest[2:3] == [DOWNLOADS] and rest[-1].startswith(tuple(f"{name}-{rest[1]}{kind}" for kind in _APPLIES)):
            yield "/".join([home, DOWNLOADS, name + rest[-1].removeprefix(f"{name}-{rest[1]}")])
        return
    is_proposal = rest[0] == PROPOSAL
    *folders, file = rest[1:] if is_proposal else rest
    if folders == [DOWNLOADS]:
        now, then = (f"{name}-{PROPOSAL}", name) if is_proposal else (name, f"{name}-{PROPOSAL}")
        file = then + file.removeprefix(now) if file.startswith(now) else file
    yield "/".join([home, *([] if is_proposal else [PROPOSAL]), *folders, file])


def moved(listed: Mapping[str, str | None], there: Collection[str]) -> dict[str, str]:
    """Where each address leads that is not there any more, as far as anybody can know; `-` where it was withdrawn."""
    files = {*there, *listed}
    folders = {"/".join(parts[:n]) for parts in (one.split("/") for one in files) for n in range(2, len(parts))}
    found = {}
    for address in sorted(listed.keys() - {*there}):
        parents = ("/".join(address.split("/")[:n]) for n in range(2, address.count("/") + 1))
        target = leads_to(address, listed, there)
        # A file cannot be a folder too, whatever a list says.
        if target is not None and address not in folders and not any(parent in files for parent in parents):
            found[address] = target
    return found


def lost(published: Collection[Published], there: Collection[str]) -> list[Diagnostic]:
    """The addresses of which nobody can know where they lead: of what is gone as a whole, the first page tells.

    Args:
        published: the list.
        there: the addresses that the site has.
    """
    listed = {one.address: one.target for one in published}
    lines = {one.address: one.line for one in published}
    found = moved(listed, there)
    ends = {one: _followed(one, listed, there) for one in sorted(listed) if one not in found and one not in there}
    causes = Counter(
        _cause(end if target is None and end in listed else one, ends) for one, (end, target) in ends.items()
    )
    return [
        Diagnostic(Kind.ADDRESS_LOST, Place(ADDRESSES, lines[one]), {"address": one, "n": str(number)})
        for one, number in sorted(causes.items())
    ]


def _cause(address: str, lost: Collection[str]) -> str:
    """The first page of what is lost as a whole; else the address itself."""
    indexes = [f"{folder}/{INDEX}" for folder in reversed(_folders(address))]
    return next((index for index in indexes if index in lost), address)
