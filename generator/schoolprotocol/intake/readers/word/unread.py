"""What a Word file holds or leads to and nobody reads: told, so that nothing is left out without a word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from gettext import gettext as _
from typing import Final

from schoolprotocol.intake.readers.word.package import Link, Package

_READ: Final = frozenset({"footnotes", "endnotes", "comments", "header", "footer", "chart", "diagramData"})
"""Kinds of parts with text that are read, where the file holds them."""
_TOLD: Final = frozenset(
    {"vbaProject", "wordVbaData", "attachedTemplate", "image", "package", "oleObject", "aFChunk", "subDocument"}
)
_NO_TEXT: Final = frozenset(
    {
        *("styles", "stylesWithEffects", "numbering", "settings", "webSettings", "fontTable", "font", "theme"),
        *("themeOverride", "hyperlink", "customXml", "customXmlProps", "glossaryDocument", "people", "printerSettings"),
        *("commentsExtended", "commentsIds", "commentsExtensible", "documenttasks", "keyMapCustomizations"),
        *("diagramLayout", "diagramQuickStyle", "diagramColors", "diagramDrawing", "chartStyle", "chartColorStyle"),
        *("recipientData", "mailMergeSource", "mailMergeHeaderSource", "transform", "attachedToolbars", "hdphoto"),
    }
)
"""Kinds of parts that say how it looks or works: what a person typed stands in none of them, or elsewhere too."""


def unread(package: Package, parts: Sequence[str], *, has_pictures: bool = True) -> Iterator[str]:
    """What is not read of a file, in words.

    Args:
        package: the file.
        parts: those that are read.
        has_pictures: whether pictures are told here.
    """
    links = [link for part in parts for link in package.links(part)]
    kinds = {link.kind for link in links}
    if "vbaProject" in kinds or any(part.endswith("vbaproject.bin") for part in package.names):
        yield _("The document has macros: they were not run, and are not taken in.")
    if any(link.kind == "attachedTemplate" for link in [*links, *_of_settings(package)]):
        yield _("The document names a template elsewhere: it was not fetched.")
    if any(link.is_outside and link.kind == "image" for link in links):
        yield _("The document shows pictures that are elsewhere: they were not fetched.")
    if kinds & {"package", "oleObject"}:
        yield _("The document holds another file (a sheet, say): what stands in it is not read.")
    if "aFChunk" in kinds:
        yield _(
            "The document holds a piece of another document that Word would take in when it opens it: that is not read."
        )
    if "subDocument" in kinds:
        yield _("The document takes in other files (a master document): what stands in these is not read.")
    if "image" in kinds and has_pictures:
        yield _("The document has pictures: what is written in them is not read.")
    others = {link.kind or "?" for link in links if _is_other(package, link)}
    if others:
        text = _("The document leads to parts that are not read: {kinds}. Look whether text stands in them.")
        yield text.format(kinds=_named(others))


def _is_other(package: Package, link: Link) -> bool:
    """Whether text may stand there that nothing else tells of."""
    if link.kind in _READ:
        return link.is_outside or not package.has(link.target)
    return link.kind not in _NO_TEXT | _TOLD


def _named(kinds: set[str]) -> str:
    """Kinds as words that harm no line: they are what a file says."""
    told = sorted("".join(sign for sign in kind if sign.isalnum())[:30] or "?" for kind in kinds)
    return ", ".join(dict.fromkeys(told[:_SHOWN])) + ("…" if len(told) > _SHOWN else "")


_SHOWN: Final = 8


def _of_settings(package: Package) -> Iterator[Link]:
    for part in package.linked(package.document, "settings"):
        yield from package.links(part)
