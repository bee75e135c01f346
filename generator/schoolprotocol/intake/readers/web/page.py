"""The bytes of a page of HTML → `Reading`."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator, Mapping
from gettext import gettext as _
from xml.etree.ElementTree import Element

import tinyhtml5

from schoolprotocol.errors import IntakeError
from schoolprotocol.intake.readers.apart import apart
from schoolprotocol.intake.readers.encoding import decode
from schoolprotocol.intake.readers.endnotes import titled, with_endnotes
from schoolprotocol.intake.readers.web.notes import notes_of
from schoolprotocol.intake.readers.web.styles import sheet_of
from schoolprotocol.intake.readers.web.walk import PART, UNREAD, Walk, parents_of
from schoolprotocol.intake.reading import Reading, solid

_MOST = 20_000_000
"""Bytes of a page; a book is one."""
_LINKS = 0.6
"""Part of the text of a menu that is in links."""
_BODY = 0.4
"""Part of the text of a page that its main part holds at least."""
_MENU = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|submenu|breadcrumbs?|sidebar|cookie\w*|skip-?link|share|sharing|social)(?:$|[\s_-])",
    re.IGNORECASE,
)


def read(data: bytes) -> Reading:
    """What a page says.

    Raises:
        IntakeError: it has no text, is too large, or takes too long.
    """
    if len(data) > _MOST:
        raise IntakeError(
            _("The page is larger than {many} MB.").format(many=_MOST // 1_000_000),
            _("Save it without pictures, or cut it into parts, and take those in."),
        )
    return apart(_read, data)


def _read(data: bytes) -> Reading:
    root = _parsed(_page_in(data))
    parents = parents_of(root)
    sheet = sheet_of("".join(style.itertext()) for style in root.iter("style"))
    notes = notes_of(root, parents)
    walk = Walk(sheet, notes, _margins(root, parents), _folded(root))
    walk.root(root)
    source = "".join(_told(root))
    if not solid(run.text for paragraph in walk.paragraphs for run in paragraph.runs if run.fate == "body"):
        raise IntakeError(
            _("The page has no text; a script may have to make it."),
            _("Open it in a browser, select the text, paste it into Word, and take that in."),
        )
    marks = dict(notes.calls.values())
    return Reading("html", tuple(titled(with_endnotes(walk.paragraphs))), {PART: source}, marks=marks)


def _page_in(data: bytes) -> bytes | str:
    """The page; of a web archive, as Word and browsers save a page in one file, the part that is the page."""
    if not re.match(rb"\s*(?:From:|MIME-Version:|Content-Type: multipart/)", data[:200], re.IGNORECASE):
        return data
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            return page if isinstance(page, bytes) else data
    raise _damaged()


def _parsed(page: bytes | str) -> Element:
    try:
        if isinstance(page, bytes):
            try:
                page.decode("utf-8")
                likely = "utf-8"
            except UnicodeDecodeError:
                likely = "windows-1252"
            if page[1:200:2].count(0) > 80 or page[0:200:2].count(0) > 80:
                return _root(tinyhtml5.parse(decode(page), namespace_html_elements=False))
            return _root(tinyhtml5.parse(page, namespace_html_elements=False, likely_encoding=likely))
        return _root(tinyhtml5.parse(page, namespace_html_elements=False))
    except (AssertionError, AttributeError, KeyError, IndexError, ValueError) as error:
        raise _damaged() from error


def _damaged() -> IntakeError:
    return IntakeError(
        _("The page is damaged in such a way that it cannot be read."),
        _("Open it in a browser, select the text, paste it into Word, and take that in."),
    )


def _root(element: Element) -> Element:
    return element


def _told(root: Element) -> Iterator[str]:
    """All texts of the page, by another way than the walk: what begins and ends, one after the other."""
    waiting: list[tuple[Element, int]] = [(root, -1)]
    while waiting:
        element, place = waiting.pop()
        if place == -1:
            if not isinstance(element.tag, str) or element.tag.rpartition("}")[2] in UNREAD:
                continue
            yield element.text or ""
            place = 0
        if place > 0:
            yield element[place - 1].tail or ""
        if place < len(element):
            waiting += [(element, place + 1), (element[place], -1)]


def _folded(root: Element) -> set[Element]:
    """What is text though it looks like none: the questions that open and close answers, and those answers."""
    heads = [one for one in root.iter() if one.get("aria-controls") or one.get("aria-expanded")]
    names = {name for one in heads for name in (one.get("aria-controls") or "").split()}
    forms = {one for form in root.iter("form") for one in form.iter()}
    labels = {one for one in root.iter("label") if one not in forms}
    return {*heads, *labels, *(one for one in root.iter() if one.get("id") in names)}


def _margins(root: Element, parents: Mapping[Element, Element]) -> set[Element]:
    """What stands around the text of a page: all beside its main part, and menus in it."""
    found: set[Element] = set()
    body = root.find("body")
    if body is None:
        return found
    every = _length(body)
    inner: Element = body
    for tag in ("main", "article"):
        mains = [one for one in inner.iter() if one.tag == tag or one.get("role") == tag]
        if len(mains) == 1 and _length(mains[0]) >= _BODY * every:
            _leave_out(found, mains[0], inner, parents)
            inner = mains[0]
    for element in body.iter():
        if element.tag in {"header", "footer"} and not _has_above(element, parents, {"main", "article", "section"}):
            if not any(kid.tag == "h1" for kid in element.iter()):
                found.add(element)
        elif _MENU.search(f"{element.get('class', '')} {element.get('id', '')}") and _is_menu(element):
            found.add(element)
    return found


def _leave_out(found: set[Element], main: Element, body: Element, parents: Mapping[Element, Element]) -> None:
    """All that stands around the main part, but for the title."""
    one = main
    while one is not body and one in parents:
        waiting = [kid for kid in parents[one] if kid is not one]
        while waiting:
            kid = waiting.pop()
            if not any(inner.tag == "h1" for inner in kid.iter()):
                found.add(kid)
            elif kid.tag != "h1":
                waiting += list(kid)
        one = parents[one]


def _length(element: Element) -> int:
    return sum(len(solid(text)) for text in _told(element))


def _is_menu(element: Element) -> bool:
    linked = sum(_length(link) for link in element.iter("a"))
    return linked > 0 and linked >= _LINKS * _length(element)


def _has_above(element: Element, parents: Mapping[Element, Element], tags: set[str]) -> bool:
    one = parents.get(element)
    while one is not None:
        if one.tag in tags:
            return True
        one = parents.get(one)
    return False
