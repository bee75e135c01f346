"""A text for the schoolgids that stands elsewhere, as a school downloaded or pasted it → its words and links."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from gettext import gettext as _
from html.parser import HTMLParser
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

from schoolprotocol import disk
from schoolprotocol.errors import UsageError
from schoolprotocol.policy.excerpt import Pasted

LIMIT: Final = 5_000_000
"""No file with a text for a schoolgids is larger, in bytes: a Word document may hold pictures."""
TEXT_LIMIT: Final = 1_500_000
"""Nor is the text itself, in bytes; a small archive can unpack to far more."""
_DAMAGED: Final = (
    *(zipfile.BadZipFile, EOFError, OSError, zlib.error, lzma.LZMAError),  # cut off, or other bytes than were packed
    *(RuntimeError, NotImplementedError),  # a password, or a compression that zipfile does not know
)
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HIDDEN: Final = frozenset({"script", "style", "sup", "title"})
_INLINE: Final = frozenset({"a", "abbr", "b", "em", "i", "span", "strong", "sup", "u"})


def read_excerpt(path: Path) -> Pasted:
    """The words of a web page or fragment (`.html`), a Word document (`.docx`) or a text.

    Raises:
        UsageError: where it is none of these, or larger than `LIMIT`.
        OSError: where it cannot be read.
    """
    data = disk.read(path, LIMIT, follow=True)
    try:
        match path.suffix.lower():
            case ".docx":
                return _word(data)
            case ".html" | ".htm":
                return _page(_decoded(data))
            case _:
                return Pasted(_decoded(data))
    except (ValueError, LookupError, ET.ParseError) as error:
        raise UsageError(_("“{name}” is no text, web page or Word document.").format(name=path.name)) from error


def _decoded(data: bytes) -> str:
    if len(data) > TEXT_LIMIT or b"\0" in data:
        raise ValueError("no text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:  # what Notepad saved until 2019
        return data.decode("cp1252")


def _word(data: bytes) -> Pasted:
    relations = "word/_rels/document.xml.rels"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            root = _part(archive, "word/document.xml")
            links = (
                [one.get("Target", "") for one in _part(archive, relations)] if relations in archive.namelist() else []
            )
    except _DAMAGED as error:
        raise ValueError("no archive that can be read") from error
    return Pasted(_words(root), tuple(links))


def _part(archive: zipfile.ZipFile, name: str) -> ET.Element:
    with archive.open(name) as file:
        data = file.read(TEXT_LIMIT + 1)
    if len(data) > TEXT_LIMIT or b"<!DOCTYPE" in data or b"\0" in data:
        raise ValueError("no part of a Word document")
    return ET.fromstring(data)  # noqa: S314 (no DOCTYPE, so no entities)


def _words(root: ET.Element) -> str:
    """The words of all paragraphs, each on lines of its own; one inside another (a text box) is read once."""
    texts = {f"{_W}t": None, f"{_W}tab": " ", f"{_W}br": " "}
    found: list[str] = []
    waiting: list[ET.Element | str] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            found.append(node)
        elif node.tag in texts:
            found.append(texts[node.tag] or node.text or "")
        elif node.tag == f"{_W}p":
            waiting += ["\n", *reversed(node), "\n"]
        else:
            waiting += reversed(node)
    return "".join(found)


def _page(text: str) -> Pasted:
    reader = _Reader()
    try:
        reader.feed(text)
        if not reader.rawdata.startswith("<"):  # a tag that never ends: no browser shows it, and close() seeks for ever
            reader.close()
    except AssertionError as error:  # html.parser's answer to `<![`, where no word follows that it knows
        raise ValueError("no web page") from error
    return Pasted("".join(reader.pieces), tuple(reader.links))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.links: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in _HIDDEN
        self.links += [value for name, value in attrs if name == "href" and value]
        self._divide(tag)

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in _HIDDEN and self.hidden > 0
        self._divide(tag)

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.pieces.append(data)

    def _divide(self, tag: str) -> None:
        if tag not in _INLINE:
            self.pieces.append("\n")
