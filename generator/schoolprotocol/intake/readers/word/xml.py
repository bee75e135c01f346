"""XML of an Office file: parsed without entities, network and huge trees, with short names for its elements."""

from __future__ import annotations

from functools import cache
from gettext import gettext as _
from typing import Any, TypeAlias

from lxml import etree

from schoolprotocol.errors import IntakeError

Element: TypeAlias = Any
"""An element of lxml, whose own type is not public."""

_SPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "http://purl.oclc.org/ooxml/drawingml/chart": "c",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
    "http://schemas.openxmlformats.org/package/2006/content-types": "ct",
    "urn:schemas-microsoft-com:vml": "v",
}
"""Prefix by namespace; the strict form of the standard has others for the same."""


@cache
def name(tag: Any) -> str:
    """`w:p` of an element's tag; nothing of a comment or an instruction."""
    if not isinstance(tag, str):
        return ""
    space, _brace, local = tag[1:].partition("}") if tag.startswith("{") else ("", "", tag)
    return f"{_SPACES.get(space, '?')}:{local}" if space else local


def attributes(element: Element) -> dict[str, str]:
    """Its attributes by short name (`w:val`)."""
    return {name(key): value for key, value in element.attrib.items()}


def get(element: Element | None, key: str) -> str | None:
    """An attribute by short name."""
    if element is None:
        return None
    return next((told for written in _keys(key) if (told := element.get(written)) is not None), None)


@cache
def _keys(key: str) -> tuple[str, ...]:
    """How an attribute of that short name may be written."""
    prefix, _colon, local = key.rpartition(":")
    return tuple(f"{{{space}}}{local}" for space, known in _SPACES.items() if known == prefix) or (local,)


def children(element: Element | None, *names: str) -> list[Element]:
    """The elements right below it that have one of these names."""
    return [] if element is None else [child for child in element if name(child.tag) in names]


def child(element: Element | None, *path: str) -> Element | None:
    """The first element below it by a path of names."""
    for step in path:
        if element is None:
            return None
        element = next((one for one in element if name(one.tag) == step), None)
    return element


def val(element: Element | None, *path: str) -> str | None:
    """The `w:val` of an element below it."""
    return get(child(element, *path), "w:val")


def whole(value: str | None, low: int = 0, high: int = 10_000_000) -> int | None:
    """A whole number between two bounds, as written by any program (`720`, `720.5`); none where it is no number."""
    try:
        number = int(float(value or ""))
    except (ValueError, OverflowError):
        return None
    return number if low <= number <= high else None


def is_on(element: Element | None) -> bool | None:
    """What a switch (`<w:b/>`, `<w:b w:val="0"/>`) says; none where it is not there."""
    return None if element is None else (get(element, "w:val") or "1").lower() not in {"0", "false", "off"}


def parse(data: bytes, part: str) -> Element:
    """The root of a part.

    Args:
        data: its bytes.
        part: its name, for messages.

    Raises:
        IntakeError: where it is no XML, or has what an Office file may not have.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        text = _("{part} in this file cannot be read: {why}.")
        raise IntakeError(text.format(part=part, why=_first(error)), _SAVE_AGAIN()) from None
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]
        text = _("{part} in this file declares entities or another document type: no Office program writes that.")
        raise IntakeError(
            text.format(part=part), _("Open it in Word or LibreOffice and save it anew, or do not trust it.")
        )
    return root


def _first(error: Exception) -> str:
    return str(error).splitlines()[0][:200] if str(error) else type(error).__name__


def _SAVE_AGAIN() -> str:  # noqa: N802 (the same words in two places)
    return _("Open it in Word or LibreOffice and save it anew.")
