"""Texts as they were printed → one Word document, in which each is a part: as its own Word file, and no other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from schoolprotocol.outputs.bundle.bundle import BundleWork, as_of, is_proposed, number, of_these
from schoolprotocol.outputs.bundle.document import COLOPHON, SEPARATOR, cover_lines, part_id, places_of, prefix
from schoolprotocol.outputs.pdf.document import cover_dates
from schoolprotocol.outputs.pdf.printed import Printed
from schoolprotocol.outputs.word.contents import Known, contents, listed
from schoolprotocol.outputs.word.document import TEXT, in_three
from schoolprotocol.outputs.word.inline import plain
from schoolprotocol.outputs.word.layout import earlier, lay_out, plain_text, table
from schoolprotocol.outputs.word.model import Block, Look, Paragraph, Rich, Row, Table, unchanged
from schoolprotocol.outputs.word.ooxml import styles
from schoolprotocol.outputs.word.ooxml.elements import NAMESPACES, Element, e
from schoolprotocol.outputs.word.ooxml.house import house_of
from schoolprotocol.outputs.word.ooxml.numbering import Lists, Numbered, Numbering
from schoolprotocol.outputs.word.ooxml.package import Part, Properties, package
from schoolprotocol.outputs.word.ooxml.paragraphs import paragraph, run
from schoolprotocol.outputs.word.ooxml.picture import Picture, drawing, picture_of
from schoolprotocol.outputs.word.ooxml.properties import cover_table
from schoolprotocol.outputs.word.page import footer_of, page, text_parts, timestamp
from schoolprotocol.outputs.word.paging import Pages
from schoolprotocol.outputs.word.write import HEADING, Content, Writer
from schoolprotocol.policy.decided import shown as kenmerk
from schoolprotocol.policy.decided import text_hash
from schoolprotocol.policy.elsewhere import MARK, address_of, is_elsewhere
from schoolprotocol.policy.slots import Slot
from schoolprotocol.words.dates import day_in_words
from schoolprotocol.words.notices import doubts
from schoolprotocol.words.terms import STATUS_WORDS

PROPOSED: Final = "voorstel: nog niet vastgesteld"
_HEADER, _FRONT = "header", "rId2"
_FIRST: Final = 3
"""Relationship of the header of the first part; before it are those of the footer and of the other pages."""
_WIDTHS: Final = (26, 30, 44)
"""Percents of the columns of the table in the colophon."""


@dataclass(frozen=True, slots=True)
class _Laid:
    """A part as Word sees it."""

    text: Printed
    blocks: tuple[Block, ...]
    notes: Mapping[Slot, tuple[Paragraph, ...]]
    numbered: Mapping[Slot, Numbered]


def bundle_docx(work: BundleWork, drawn: bytes | None) -> bytes:
    """The whole handbook as the bytes of a `.docx`, the same each time.

    Args:
        work: the handbook with its texts.
        drawn: the logo as PNG where it is an SVG, for programs that show no SVG.

    Raises:
        OSError: where the logo cannot be read.
    """
    bundle, house, lists = work.bundle, house_of(work.bundle.style), Lists()
    places = places_of(work.texts)
    parts = [_part(n, text, lists, places) for n, text in enumerate(work.texts, start=1)]
    end = list(_colophon(work))
    body = [*(block for part in parts for block in part.blocks), *end]
    notes = {slot: lines for part in parts for slot, lines in part.notes.items()}
    numbered = {slot: one for part in parts for slot, one in part.numbered.items()}
    writer = Writer(Content(body, notes, numbered, house, elsewhere=partial(_address, work.texts[0])))
    picture = _picture(work, drawn)
    begin, close = writer.bookmark(TEXT)
    inside = [
        *_cover(work, house.band, picture),
        contents(body, writer, Known(numbered, _pages(body, notes)), TEXT),
        _section(_FRONT),
        begin,
    ]
    for n, part in enumerate(parts):
        inside += [*writer.blocks(unchanged(*_in_its_section(part.blocks))), _section(f"rId{_FIRST + n}")]
    inside += [*writer.blocks(unchanged(*_in_its_section(end))), close]
    main = e("w:document", NAMESPACES, e("w:body", {}, *inside, page(header="always", header_id=_FRONT)))
    files = [
        Part("footer", footer_of(f"{bundle.title}, {_lowered(as_of(bundle, work.texts))}")),
        Part(_HEADER, _header(bundle.school.name, bundle.title)),
        *(Part(f"{_HEADER}{n}", _of_part(n, one), kind=_HEADER) for n, one in enumerate(work.texts, start=1)),
        *text_parts(writer, house, lists),
    ]
    properties = Properties(
        title=bundle.title,
        author=bundle.school.name,
        subject=f"{as_of(bundle, work.texts)}: {number(work.texts)}{of_these(work.texts)}",
        date=timestamp(bundle.day),
    )
    return package(Part("document", main, writer.text.links, picture.files() if picture else {}), files, properties)


def _lowered(words: str) -> str:
    return words[0].lower() + words[1:]


# -- parts ------------------------------------------------------------------------------------------------------------


def _part(n: int, text: Printed, lists: Lists, places: Mapping[str, str]) -> _Laid:
    policy, own = text.policy, prefix(text)
    layout, numbering = lay_out(policy), Numbering(policy, lists.within(own))
    _cover, control, said = in_three(policy, layout.body)
    behind = [*control, *([] if policy.document.history else earlier(text.earlier))]
    blocks = [_deeper(one) for one in (*said, *behind)]
    moved = partial(_moved, own=own, places=places)
    return _Laid(
        text,
        (*_head(n, text), *(_block(one, own, places) for one in blocks)),
        {_slot(slot, own): tuple(map(moved, lines)) for slot, lines in layout.notes.items()},
        {_slot(slot, own): one for slot, one in numbering.places.items()},
    )


def _head(n: int, text: Printed) -> Iterator[Paragraph]:
    policy, document = text.policy, text.policy.document
    title = f"{policy.title} ({PROPOSED})" if is_proposed(text) else policy.title
    yield Paragraph(f"{HEADING}1", plain(title), Slot.own(part_id(text)), label=f"Deel {n} ", new_page=True)
    if document.subtitle:
        yield _line("Subtitle", document.subtitle)
    yield _line("Documentregel", f"Versie {document.version} · {STATUS_WORDS[document.status]}")
    if dates := cover_dates(policy):
        yield _line("Normal", " · ".join(dates))
    for words in doubts(document.status, text.void, text.despite, unproven=text.unproven):
        yield _line("Normal", words)


def _deeper(block: Block) -> Block:
    """A heading below that of its part."""
    if isinstance(block, Table) or not block.style.startswith(HEADING):
        return block
    return replace(block, style=styles.heading_style(int(block.style.removeprefix(HEADING)) + 1))


def _block(block: Block, own: str, places: Mapping[str, str]) -> Block:
    if isinstance(block, Paragraph):
        return _moved(block, own=own, places=places)
    rows = (
        Row(tuple(tuple(_moved(one, own=own, places=places) for one in cell) for cell in row.cells), row.key, row.heads)
        for row in block.rows
    )
    return replace(block, key=f"{own}{block.key}", rows=tuple(rows))


def _moved(one: Paragraph, *, own: str, places: Mapping[str, str]) -> Paragraph:
    """A paragraph in its part: two protocols may have the same ids."""
    return replace(
        one,
        content=Rich(one.content.text, tuple(_look(look, own, places) for look in one.content.looks)),
        slot=_slot(one.slot, own),
        listing=f"{own}{one.listing}" if one.listing else "",
        bookmark=f"{own}{one.bookmark}" if one.bookmark else "",
    )


def _look(look: Look, own: str, places: Mapping[str, str]) -> Look:
    if not look.target and look.note is None:
        return look
    target = look.target
    if target.startswith("#"):
        called = target[1:]
        target = f"#{called.replace(MARK, SEPARATOR)}" if is_elsewhere(called) else f"#{own}{called}"
    elif "#" in target and target in places:
        target = f"#{places[target]}"
    return replace(look, target=target, note=_slot(look.note, own) if look.note else None)


def _address(text: Printed, called: str) -> str:
    """Where a clause is of a protocol that the book does not hold; they are all of one school.

    Args:
        text: one of those that it holds.
        called: `pesten--aanpak.melden`.
    """
    return address_of(text.policy, text.home, called.replace(SEPARATOR, MARK))


def _slot(slot: Slot, own: str) -> Slot:
    return replace(slot, id=f"{own}{slot.id}")


def _in_its_section(blocks: Sequence[Block]) -> list[Block]:
    """What a section holds, with which a page begins already."""
    first, *others = blocks
    return [replace(first, new_page=False) if isinstance(first, Paragraph) else first, *others]


def _section(header: str) -> Element:
    """The end of a section."""
    return paragraph("Omslageinde", properties=[page(header="always", header_id=header, own_notes=True)])


def _of_part(n: int, text: Printed) -> Element:
    policy = text.policy
    name = f"Deel {n} {policy.title}, versie {policy.document.version}"
    return _header(name, "VOORSTEL" if is_proposed(text) else STATUS_WORDS[policy.document.status])


def _header(left: str, right: str) -> Element:
    return e("w:hdr", NAMESPACES, paragraph("Header", run(f"{left}\t"), run(right, e("w:b"))))


def _pages(body: Sequence[Block], notes: Mapping[Slot, tuple[Paragraph, ...]]) -> Mapping[Slot, int]:
    """The page of each heading: behind the cover come the contents."""
    pages = Pages(2, notes)
    entries = [Paragraph(f"TOC{level}", heading.content) for level, heading in listed(body)]
    pages.lay([_line("TOCHeading", "Inhoud"), *entries, *body])
    return pages.headings


# -- cover and colophon -----------------------------------------------------------------------------------------------


def _picture(work: BundleWork, drawn: bytes | None) -> Picture | None:
    bundle, logo = work.bundle, work.bundle.logo
    name = bundle.style.logo_text or bundle.school.name
    return picture_of(Path(logo), name, drawn) if logo is not None else None


def _cover(work: BundleWork, band: str, picture: Picture | None) -> Iterator[Element]:
    """As that of a protocol: logo, school and title; at the foot a band with the day and what is to be known."""
    bundle = work.bundle
    above = [
        paragraph("Omslag", *([drawing(picture)] if picture else [])),
        paragraph("Omslagschool", run(bundle.school.name)),
        paragraph("Title", run(bundle.title)),
        paragraph("Subtitle", run(f"De protocollen van {bundle.school.short}")),
    ]
    lines = [f"{number(work.texts)}{of_these(work.texts)}", *cover_lines(work.texts)]
    below = [
        paragraph("Omslagversie", run(as_of(bundle, work.texts))),
        *(paragraph("Omslagregel", run(one)) for one in lines),
    ]
    yield cover_table(above, below, band)
    yield paragraph("Omslageinde", properties=[page(bottom=0, bare=True)])


def _colophon(work: BundleWork) -> Iterator[Block]:
    bundle = work.bundle
    yield Paragraph(f"{HEADING}1", plain("Colofon"), Slot.own(COLOPHON), new_page=True)
    yield _line(
        "Normal", f"{bundle.title} van {bundle.school.name}. {as_of(bundle, work.texts)}. Uitgave: {bundle.publisher}."
    )
    rows = [_held(n, text) for n, text in enumerate(work.texts, start=1)]
    heads = [plain_text(words) for words in ("Deel", "Versie", "Kenmerk en vast adres")]
    cells = [tuple(map(plain_text, row)) for row in rows]
    yield replace(table("held", heads, cells, keys=[row[0] for row in rows]), widths=_WIDTHS)
    if bundle.lapsed:
        yield _line("Normal", "Vervallen, en dus niet in dit handboek:")
    for one in bundle.lapsed:
        since = f", vervallen per {day_in_words(one.day)}" if one.day else ""
        yield _at(f"{one.title}, versie {one.version}{since}: ", one.url)
    yield _at("De nieuwste uitgave staat op ", bundle.home)
    yield _line(
        "Normal",
        "De teksten van de clausules zijn vrij te gebruiken (CC0 1.0). Dit document geeft geen juridisch advies. "
        "Gemaakt met schoolprotocol. Wie dit document verandert, maakt een eigen versie: de kenmerken horen daar dan "
        "niet meer bij.",
    )


def _held(n: int, text: Printed) -> tuple[str, str, str]:
    policy, document = text.policy, text.policy.document
    told = [f"Versie {document.version}", STATUS_WORDS[document.status].lower(), *map(_lowered, cover_dates(policy))]
    version = ", ".join(told) + (f". {PROPOSED.capitalize()}" if is_proposed(text) else "")
    return f"{n} {policy.title}", version, f"{kenmerk(text_hash(policy))}\n{text.url}"


def _at(words: str, url: str) -> Paragraph:
    before = plain(words)
    return replace(_line("Normal", ""), content=Rich(before.text + url, before.looks + (Look(target=url),) * len(url)))


def _line(style: str, words: str) -> Paragraph:
    return Paragraph(style, plain(words))
