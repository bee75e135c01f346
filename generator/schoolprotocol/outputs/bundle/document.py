"""Texts as they were printed → one HTML document for print, in which each is a part."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape, unescape
from typing import Any, Final

from schoolprotocol.colours import palette
from schoolprotocol.outputs.bundle.bundle import BundleWork, as_of, is_proposed, number, of_these
from schoolprotocol.outputs.environment import environment
from schoolprotocol.outputs.pdf.document import control_rows, cover_dates
from schoolprotocol.outputs.pdf.printed import Printed
from schoolprotocol.outputs.pdf.unbroken import names_of, unbroken
from schoolprotocol.outputs.site.project import entry
from schoolprotocol.policy.decided import shown, text_hash
from schoolprotocol.words.notices import doubts
from schoolprotocol.words.terms import STATUS_WORDS

COLOPHON: Final = "colofon-van-het-handboek"
"""Not that of a protocol, which may stand on the last page of the text before it."""
SEPARATOR: Final = "--"
"""Between a protocol and an id of it; no id has two hyphens in a row."""
_TAG: Final = re.compile(r"<[a-z][^<>]*>")
_OWN: Final = re.compile(r' (id|href)="(#?)([^"]*)"')


def bundle_html(work: BundleWork) -> str:
    """The whole handbook as HTML; `templates/print/base.css` holds most of its design.

    Args:
        work: the handbook with its texts.
    """
    bundle, texts = work.bundle, work.texts
    places = places_of(texts)
    parts = [_part(number, text, places) for number, text in enumerate(texts, start=1)]
    page = (
        environment(work.templates, html=True)
        .get_template("bundle/document.html.j2")
        .render(
            title=bundle.title,
            subtitle=f"De protocollen van {bundle.school.short}",
            school=bundle.school,
            day=bundle.day,
            as_of=as_of(bundle, texts),
            number=number(texts),
            of_these=of_these(texts),
            beside=cover_lines(texts),
            stylesheet=_stylesheet(work),
            logo_text=(bundle.style.logo_text or bundle.school.name) if bundle.logo else None,
            contents=[_entry(part) for part in parts] + [_line(COLOPHON, "Colofon")],
            parts=parts,
            lapsed=bundle.lapsed,
            colophon=COLOPHON,
            publisher=bundle.publisher,
            url=bundle.url,
            home=bundle.home,
            is_kept=bundle.is_kept,
        )
    )
    names = names_of(bundle.school).union(*(names_of(text.policy.organisation) for text in texts))
    return unbroken(page, names)


def cover_lines(texts: Sequence[Printed]) -> list[str]:
    """What the cover says besides the day and the number of protocols."""
    proposed = [text.policy.title for text in texts if is_proposed(text)]
    return [f"Nog niet vastgesteld: {', '.join(proposed)}"] if proposed and len(proposed) < len(texts) else []


def _stylesheet(work: BundleWork) -> str:
    appendices = [
        f"{prefix(text)}{section.id}"
        for text in work.texts
        for section in text.policy.sections
        if section.kind == "appendix"
    ]
    template = environment(work.templates, html=False).get_template("bundle/style.css.j2")
    return template.render(shades=palette(work.bundle.style, dark=False), appendices=appendices)


# -- parts ------------------------------------------------------------------------------------------------------------


def prefix(text: Printed) -> str:
    """What stands before each id of a part: two protocols may have the same ids."""
    return f"{text.policy.protocol}{SEPARATOR}"


def part_id(text: Printed) -> str:
    """Id of the part itself."""
    return f"{prefix(text)}-deel"


def places_of(texts: Sequence[Printed]) -> dict[str, str]:
    """Where the addresses of pages lead in the book, by address: a link from one protocol to another stays in it."""
    found: dict[str, str] = {}
    for text in texts:
        own = {f"#{id_}": f"{prefix(text)}{id_}" for id_ in (*ids_of(text.body), *ids_of(text.notes))}
        for page in (text.home, text.url, f"{text.home}index.html", f"{text.url}index.html"):
            found |= {page: part_id(text)} | {f"{page}{fragment}": id_ for fragment, id_ in own.items()}
    return found


def ids_of(html: str) -> list[str]:
    """The ids in a fragment."""
    return [unescape(id_) for tag in _TAG.findall(html) for name, _mark, id_ in _OWN.findall(tag) if name == "id"]


def within(html: str, own: str, places: Mapping[str, str]) -> str:
    """A fragment as it stands in its part: its ids are those of the part, and so are those that it leads to.

    Args:
        html: as the print builder wrote it: no tag begins but by `<`, and no attribute holds `>` or a quote.
        own: what stands before each id of the part.
        places: where addresses lead in the book.
    """

    def renamed(found: re.Match[str]) -> str:
        name, mark, value = found.groups()
        if name == "id" or mark:
            return f' {name}="{mark}{own}{value}"'
        place = places.get(unescape(value))
        return f' href="#{escape(place)}"' if place else found[0]

    return _TAG.sub(lambda tag: _OWN.sub(renamed, tag[0]), html)


def _part(number: int, text: Printed, places: Mapping[str, str]) -> dict[str, Any]:
    policy, document, own = text.policy, text.policy.document, prefix(text)
    body, notes, control = (within(html, own, places) for html in (text.body, text.notes, text.control))
    return {
        "number": number,
        "id": part_id(text),
        "prefix": own,
        "title": policy.title,
        "subtitle": document.subtitle,
        "version": document.version,
        "status": STATUS_WORDS[document.status],
        "proposed": is_proposed(text),
        "dates": cover_dates(policy),
        "doubts": doubts(document.status, text.void, text.despite, unproven=text.unproven),
        "sections": [entry(section) for section in policy.sections if section.heading],
        "body": body,
        "notes": notes,
        "control": control,
        "control_rows": () if policy.front else control_rows(policy),
        "earlier": text.earlier,
        "fingerprint": shown(text_hash(policy)),
        "url": text.url,
    }


def _entry(part: Mapping[str, Any]) -> dict[str, Any]:
    """A part in the contents, with its sections."""
    own = part["prefix"]
    behind = [_line(f"{own}noten", "Noten")] if part["notes"] else []
    behind.append(_line(f"{own}documentgegevens", "Documentgegevens"))
    proposed = " (voorstel: nog niet vastgesteld)" if part["proposed"] else ""
    return {
        "id": part["id"],
        "number": f"Deel {part['number']}",
        "heading": f"{part['title']}{proposed}",
        "children": [*(_moved(section, own) for section in part["sections"]), *behind],
    }


def _moved(section: Mapping[str, Any], own: str) -> dict[str, Any]:
    children = [_moved(child, own) for child in section["children"]]
    return {**section, "id": f"{own}{section['id']}", "children": children}


def _line(id_: str, heading: str) -> dict[str, Any]:
    return {"id": id_, "number": "", "heading": heading, "children": []}
