"""A text for the schoolgids that stands elsewhere, as a school downloaded or pasted it → its words and links."""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Mapping
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
_NOT_SHOWN: Final = frozenset(
    (
        *("script", "style", "sup", "title", "template", "noscript", "noembed", "noframes", "iframe", "datalist"),
        *("del", "s", "strike"),
    )
)
"""Elements of which no reader gets the words, or only struck out; numbers of notes, too."""
_HIDING: Final = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0+(?![\d.])|"
    r"opacity\s*:\s*0+(?:\.0*)?(?![\d.])|text-decoration(?:-line)?\s*:[^;]*line-through)",
    re.IGNORECASE,
)
"""What a `style` says that does the same."""
_INLINE: Final = frozenset({"a", "abbr", "b", "del", "em", "i", "ins", "s", "span", "strike", "strong", "sup", "u"})
_VOID: Final = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track"),
        "wbr",
    )
)
"""Elements without an end."""
_ENDS: Final = {
    "li": frozenset({"li"}),
    **dict.fromkeys(("dt", "dd"), frozenset({"dt", "dd"})),
    **dict.fromkeys(("td", "th"), frozenset({"td", "th", "tr", "tbody", "tfoot"})),
    "tr": frozenset({"tr", "tbody", "tfoot"}),
    "option": frozenset({"option", "optgroup"}),
}
"""Elements that end where another begins, though nobody says so."""
_NEAR: Final = 20
"""Elements within the innermost ones in which such an end is looked for."""


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
    gone = {f"{_W}del", f"{_W}moveFrom"}
    found: list[str] = []
    waiting: list[ET.Element | str] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            found.append(node)
        elif node.tag in texts:
            found.append(texts[node.tag] or node.text or "")
        elif node.tag in gone or (node.tag == f"{_W}r" and _is_hidden(node)):
            continue
        elif node.tag == f"{_W}p":
            waiting += ["\n", *reversed(node), "\n"]
        else:
            waiting += reversed(node)
    return "".join(found)


def _is_hidden(run: ET.Element) -> bool:
    """Whether Word shows the words of a run nowhere, or struck out."""
    looks = run.find(f"{_W}rPr")
    marks = [looks.find(f"{_W}{name}") for name in ("vanish", "strike", "dstrike")] if looks is not None else []
    return any(mark is not None and mark.get(f"{_W}val", "1") not in {"0", "false", "off"} for mark in marks)


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
    """The words that a browser shows, as far as a page says so itself: not what a style sheet elsewhere hides."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.links: list[str] = []
        self.hidden = 0
        """How many of the open elements hide what is in them."""
        self._open: list[tuple[str, bool]] = []
        """The elements that are open, and whether each hides."""
        self._opened: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_before(tag)
        if tag not in _VOID:
            hides = _hides(tag, dict(attrs))
            self._open.append((tag, hides))
            self._opened[tag] += 1
            self.hidden += hides
        if not self.hidden:
            self.links += [value for name, value in attrs if name == "href" and value]
        self._divide(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)  # in HTML a slash ends nothing

    def handle_endtag(self, tag: str) -> None:
        if self._opened[tag]:
            while self._close() != tag:
                pass
        self._divide(tag)

    def _close(self) -> str:
        tag, hides = self._open.pop()
        self._opened[tag] -= 1
        self.hidden -= hides
        return tag

    def _end_before(self, tag: str) -> None:
        """End what is open and cannot hold such an element: a paragraph where a block begins, an item at the next."""
        if tag in _INLINE or tag in _VOID - {"hr"}:
            return
        for one, _hidden in reversed(self._open[-_NEAR:]):
            if one == "p" or tag in _ENDS.get(one, ()):
                while self._close() != one:
                    pass
                if one in {"td", "th"}:  # a row ends its last cell and the row before it
                    self._end_before(tag)
                return
            if one not in _INLINE:
                return

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.pieces.append(data)

    def _divide(self, tag: str) -> None:
        if tag not in _INLINE:
            self.pieces.append("\n")


def _hides(tag: str, attributes: Mapping[str, str | None]) -> bool:
    """Whether nothing of what stands in an element is shown as a part of the text."""
    return (
        tag in _NOT_SHOWN
        or "hidden" in attributes
        or (tag == "dialog" and "open" not in attributes)
        or _HIDING.search(attributes.get("style") or "") is not None
    )
