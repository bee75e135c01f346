"""Reads print HTML as XML, where both come to the same: expat needs a twentieth of the time of a parser of HTML.

A parser of HTML moves, closes and adds elements where they stand in places that HTML does not have for them. So what is
read is looked through: of whatever might be such a place, and of all that is not XML, nothing comes, and the parser of
HTML reads it after all.
"""

from __future__ import annotations

import re
from html.entities import html5
from typing import Final
from xml.etree.ElementTree import Element, ParseError, fromstring

_BEGIN: Final = "<!DOCTYPE html>"
_OTHER: Final = re.compile(r"<[^<>]*[\t\n\r]|&#(?!34;|39;)|<(?!(?:meta|img|br)\b)[^<>]*/>")
"""What XML would read otherwise: spaces in tags, numbers that HTML takes for another character, ends of its own."""
_EMPTY: Final = re.compile(r"<(meta|img|br)\b([^<>]*)(?<!/)>")
_NAMED: Final = re.compile(r"&(?!amp;|lt;|gt;|quot;)([A-Za-z]+;)")
_ATTRIBUTE: Final = re.compile(r"[a-z]+(?:-[a-z]+)*")
_INLINE: Final = frozenset(
    ("a", "abbr", "b", "br", "code", "del", "em", "i", "img", "ins", "small", "span", "strong", "sub", "sup", "u")
)
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS: Final = frozenset({"div", "main", "ol", "p", "section", "table", "ul"}) | _HEADINGS | _INLINE
_IN: Final = {
    "html": frozenset({"head", "body"}),
    "head": frozenset({"meta", "title", "style"}),
    "table": frozenset({"thead", "tbody"}),
    **dict.fromkeys(("thead", "tbody"), frozenset({"tr"})),
    "tr": frozenset({"td", "th"}),
    **dict.fromkeys(("ul", "ol"), frozenset({"li"})),
    **dict.fromkeys(("body", "div", "li", "main", "section", "td", "th"), _BLOCKS),
    **dict.fromkeys(_INLINE | _HEADINGS | {"p"}, _INLINE),
    **dict.fromkeys(("meta", "title", "style", "img", "br"), frozenset[str]()),
}
"""What may stand in what, so that no parser moves it."""
_WORDLESS: Final = frozenset({"html", "head", "table", "thead", "tbody", "tr"})
"""Words in these would be moved."""
_SPACES: Final = " \t\n\r"


def read(html: str) -> Element | None:
    """The root of a document, as a parser of HTML would give it; none where that may be another one."""
    if not html.startswith(_BEGIN) or html.count("<!") > 1 or "<?" in html or _OTHER.search(html):
        return None
    whole, _end, behind = html.rpartition("</html>")
    try:
        root = fromstring(_NAMED.sub(_character, _EMPTY.sub(r"<\1\2/>", html)))  # noqa: S314 (no entities but these)
    except (ParseError, ValueError):
        return None
    if [child.tag for child in root] != ["head", "body"] or root.tag != "html" or not _is_in_place(root, whole):
        return None
    body = root[1]
    root.text = None
    space, body.tail = f"{body.tail or ''}{behind}", None
    if len(body):
        body[-1].tail = f"{body[-1].tail or ''}{space}" or None
    else:
        body.text = f"{body.text or ''}{space}" or None
    return root


def _character(found: re.Match[str]) -> str:
    character = html5.get(found[1], "<")
    return found[0] if character in "&<>" else character


def _is_in_place(root: Element, html: str) -> bool:
    for element in root.iter():
        tag, text = element.tag, element.text
        inside = _IN.get(tag)
        if inside is None or not all(map(_ATTRIBUTE.fullmatch, element.attrib)):
            return False
        if not all(child.tag in inside for child in element):
            return False
        if tag in _WORDLESS and any((words or "").strip(_SPACES) for words in (text, *(one.tail for one in element))):
            return False
        if (tag == "style" and text and text not in html) or (tag == "a" and element.find(".//a") is not None):
            return False
    return True
