"""A .docx as a zip with parts. Nothing that it promises is believed: what is read is counted as it comes."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from gettext import gettext as _
from io import BytesIO
from itertools import chain
from urllib.parse import unquote

from schoolprotocol.errors import IntakeError
from schoolprotocol.intake.readers.word.xml import Element, attributes, children, parse

PART_LIMIT = 48 * 2**20
"""Bytes of one part. The text of a report of a thousand pages is half of that."""
TOTAL_LIMIT = 96 * 2**20
"""Bytes of all parts that are read."""
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError)
"""What the standard library raises of a zip that is damaged, or packed in a way that it does not know."""
_ENTRIES = 20_000


@dataclass(frozen=True, slots=True)
class Link:
    """A part that another one leads to."""

    id: str
    kind: str
    """The last word of its type: `header`, `footnotes`, `comments`."""
    target: str
    is_outside: bool


@dataclass
class Package:
    """The parts of an Office file."""

    data: bytes
    _read: int = field(default=0, init=False)
    _roots: dict[str, Element] = field(default_factory=dict, init=False)

    @cached_property
    def _zip(self) -> zipfile.ZipFile:
        try:
            packed = zipfile.ZipFile(BytesIO(self.data))
        except _BROKEN as error:
            raise _torn(str(error)) from None
        if len(packed.infolist()) > _ENTRIES:
            raise IntakeError(_("This file holds too many parts to be a document."), "")
        return packed

    @cached_property
    def names(self) -> dict[str, str]:
        """The names of its parts as the zip has them, by the name that others know them by: case does not matter."""
        return {name.lstrip("/").lower(): name for name in self._zip.namelist()}

    def has(self, part: str) -> bool:
        """Whether there is such a part."""
        return part.lower() in self.names

    def bytes(self, part: str) -> bytes:
        """What a part holds.

        Raises:
            IntakeError: where it is not there, is encrypted or torn, or holds more than a document does.
        """
        name = self.names.get(part.lower())
        if name is None:
            text = _("This file refers to a part that it does not hold: {part}.")
            raise IntakeError(text.format(part=part), _("Open it in Word or LibreOffice and save it anew."))
        info = self._zip.getinfo(name)
        if info.flag_bits & 1:
            raise IntakeError(_("This file is protected with a password."), _("Save it without one."))
        limit = min(PART_LIMIT, TOTAL_LIMIT - self._read)
        try:
            with self._zip.open(info) as file:
                data = file.read(limit + 1)
        except _BROKEN as error:
            raise _torn(str(error)) from None
        if len(data) > limit:
            text = _("{part} in this file holds more than {size} MB: that is no text, or it was made to do harm.")
            raise IntakeError(text.format(part=part, size=limit // 2**20), _("Split the document in two."))
        self._read += len(data)
        return data

    def root(self, part: str) -> Element:
        """A part as XML; parsed once.

        Raises:
            IntakeError: as `bytes`, or where it is no XML.
        """
        if part not in self._roots:
            self._roots[part] = parse(self.bytes(part), part)
        return self._roots[part]

    def links(self, part: str) -> list[Link]:
        """The parts that one leads to, in the order in which it names them; of the whole file for nothing."""
        folder, _slash, base = part.rpartition("/")
        where = posixpath.join(folder, "_rels", f"{base}.rels")
        if not self.has(where):
            return []
        return [
            Link(
                told.get("Id", ""),
                told.get("Type", "").rpartition("/")[2],
                _target(folder, told.get("Target", "")),
                told.get("TargetMode", "").lower() == "external",
            )
            for told in map(attributes, children(self.root(where), "rel:Relationship"))
        ]

    def linked(self, part: str, kind: str) -> Iterator[str]:
        """The parts of a kind that one leads to and that are there, each once."""
        targets = [link.target for link in self.links(part) if link.kind == kind and not link.is_outside]
        yield from (target for target in dict.fromkeys(targets) if self.has(target))

    @cached_property
    def document(self) -> str:
        """The part that holds the text.

        Raises:
            IntakeError: where there is none: another kind of file.
        """
        usual = filter(self.has, ["word/document.xml"])
        found = next(chain(self.linked("", "officeDocument"), usual), None)
        if found is None:
            text = _("This file is a zip, but no Word document.")
            raise IntakeError(text, _("Name a document: .docx, .doc, .odt, .rtf, .pdf, .html, .md or .txt."))
        return found


def _target(folder: str, target: str) -> str:
    """Where a link leads, as a name in the zip."""
    path = unquote(target.partition("#")[0])
    joined = path if path.startswith("/") else posixpath.join("/", folder, path)
    return posixpath.normpath(joined).lstrip("/")


def _torn(why: str) -> IntakeError:
    text = _("This file is damaged or not complete ({why}).")
    return IntakeError(text.format(why=why[:200]), _("Fetch it again, or save it anew with Word or LibreOffice."))
