"""Every link of a folder with pages, without asking anything of another machine."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cached_property
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

ATTRIBUTES = ("href", "src", "action", "poster", "data", "cite", "formaction")
TEXTS = {".html", ".atom", ".xml", ".css", ".svg", ".md", ".txt"}
"""Files in which we look for our own permanent address; style sheets also for what they load."""
WITHOUT_PAGE = {
    "mailto": re.compile(r"[^@\s]+@[^@\s]+\.[a-z]+(\?.*)?"),
    "tel": re.compile(r"[+0-9][-0-9]{2,}"),
    "data": None,
}
"""Kinds of links that lead to no page, and how they are written."""


class Site:
    """A folder that is, or becomes, a site.

    Args:
        folder: the root of the site.
        address: its permanent address: `https://protocollen.example/`.
        hosts: the other hosts to which links may lead, without `www.`.
    """

    def __init__(self, folder: Path, address: str, hosts: Collection[str]) -> None:
        self.folder, self.address, self.hosts = folder, f"{address.rstrip('/')}/", hosts
        self._ids: dict[Path, frozenset[str]] = {}

    @cached_property
    def files(self) -> list[Path]:
        """All files, in order."""
        return sorted(path for path in self.folder.rglob("*") if path.is_file())

    def links(self) -> Iterator[tuple[Path, str]]:
        """File and link, as it is written there, each once per file."""
        for file in self.files:
            if file.suffix in TEXTS:
                text = file.read_text("utf-8")
                found = re.findall(rf"{re.escape(self.address)}[^\s\"'<>()\\]*", unescape(text))
                found += re.findall(r"url\(['\"]?([^'\")]+)", text) if file.suffix == ".css" else []
                found += _linked(text) if file.suffix == ".html" else []
                yield from ((file, link) for link in dict.fromkeys(found))

    def problems(self) -> list[str]:
        """What is wrong, in Dutch: `koe/index.html: weg.pdf: dit bestand is er niet`."""
        found = ((file, link, self._problem(file, link)) for file, link in self.links())
        return [f"{file.relative_to(self.folder)}: {link}: {problem}" for file, link, problem in found if problem]

    def _problem(self, file: Path, link: str) -> str | None:
        scheme = urlsplit(link).scheme
        if scheme in WITHOUT_PAGE:
            shape = WITHOUT_PAGE[scheme]
            good = shape is None or shape.fullmatch(unquote(link.partition(":")[2]))
            return None if good else f"dit is geen goede link met {scheme}:"
        # As a browser does, from the page's own address; a rewritten address is ours again, also from above the root.
        target = urljoin(self.address + file.relative_to(self.folder).as_posix(), link)
        parts = urlsplit(target)
        if parts.scheme != "https":
            return "dit is geen https"
        if not target.startswith(self.address) and target != self.address.rstrip("/"):
            host = (parts.hostname or "").removeprefix("www.")
            return None if host in self.hosts else "deze site staat niet in policy_src/references.yaml"
        return self._own(parts._replace(query="", fragment="").geturl()[len(self.address) :], unquote(parts.fragment))

    def _own(self, path: str, fragment: str) -> str | None:
        found = self.folder / unquote(path)
        if found.is_dir():
            found = found / "index.html"
        if not found.is_file():
            return "dit bestand is er niet"
        if fragment and found.suffix == ".html" and fragment not in self._ids_of(found):
            return "deze plaats is niet op de pagina"
        return None

    def _ids_of(self, page: Path) -> frozenset[str]:
        if page not in self._ids:
            self._ids[page] = frozenset(_values(html.fromstring(page.read_bytes()), "//@id | //a/@name"))
        return self._ids[page]


def _values(root: Any, path: str) -> list[str]:
    return [str(value) for value in root.xpath(path)]


def _linked(text: str) -> list[str]:
    root = html.fromstring(text.encode())
    found = [value for name in ATTRIBUTES for value in _values(root, f"//@{name}")]
    for value in _values(root, "//@srcset | //@imagesrcset"):
        found += [part.split()[0] for part in value.split(",") if part.split()]
    return [link.strip() for link in found]
