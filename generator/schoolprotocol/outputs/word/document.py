"""Policy → the whole protocol as a Word document that a school can go on working in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from schoolprotocol.model.document import Decision
from schoolprotocol.model.school import Style
from schoolprotocol.outputs.pdf.document import cover_dates, earlier_versions, mark
from schoolprotocol.outputs.pdf.filling import HALF
from schoolprotocol.outputs.word.contents import Known, contents, listed
from schoolprotocol.outputs.word.inline import plain
from schoolprotocol.outputs.word.layout import CONTROL, EDITION, ORGANISATION, earlier, edition, lay_out
from schoolprotocol.outputs.word.model import Block, Layout, Look, Paragraph, Rich, paragraphs, unchanged
from schoolprotocol.outputs.word.ooxml.elements import NAMESPACES, Element, e
from schoolprotocol.outputs.word.ooxml.house import House, house_of
from schoolprotocol.outputs.word.ooxml.numbering import Numbering
from schoolprotocol.outputs.word.ooxml.package import Part, Properties, package
from schoolprotocol.outputs.word.ooxml.paragraphs import paragraph, run
from schoolprotocol.outputs.word.ooxml.picture import Picture, drawing, picture_of
from schoolprotocol.outputs.word.ooxml.properties import cover_table
from schoolprotocol.outputs.word.page import footer, page, text_parts, timestamp
from schoolprotocol.outputs.word.paging import Pages
from schoolprotocol.outputs.word.write import HEADING, Content, Writer
from schoolprotocol.policy.decided import shown as kenmerk
from schoolprotocol.policy.decided import text_hash
from schoolprotocol.policy.elsewhere import address_of
from schoolprotocol.policy.model import Policy
from schoolprotocol.policy.slots import Slot
from schoolprotocol.returning.marks import Identity
from schoolprotocol.words.notices import doubts
from schoolprotocol.words.terms import STATUS_WORDS

FULL: Final = 0.9
"""What is fuller by our reckoning may run over in Word: then the text goes on below it, and leaves no page empty."""
TEXT: Final = "protocoltekst"
"""Bookmark around what the contents list."""


@dataclass(frozen=True, slots=True)
class DocumentInput:
    """What a Word document shows."""

    policy: Policy
    style: Style
    url: str
    """Permanent address of the document's web page."""
    publisher: str
    logo: Path | None = None
    """A PNG, or an SVG with what was `drawn` of it."""
    void: Sequence[Decision] = ()
    """Decisions about this version that no longer hold: the text was changed in substance since."""
    unproven: bool = False
    """Whether it claims a status that its decisions do not carry."""
    drawn: bytes | None = None
    """The logo as PNG where it is an SVG, for programs that show no SVG; without it an SVG is left out."""
    despite: str | None = None
    """Why this version was released although the check found errors."""
    releases: Sequence[Policy] = ()
    """Frozen versions, oldest first."""


def document_docx(shown: DocumentInput) -> bytes:
    """The whole protocol as the bytes of a `.docx`, the same each time.

    Headings and clauses are numbered by Word, notes are footnotes, and the contents are a field: filled in, with page
    numbers that are reckoned and that Word is told to count anew, since only Word knows where its pages end.

    Args:
        shown: what the document shows.

    Raises:
        OSError: where the logo cannot be read.
    """
    policy, house = shown.policy, house_of(shown.style)
    layout, numbering = lay_out(policy), Numbering(policy)
    cover, control, own = in_three(policy, layout.body)
    if not policy.document.history:
        control = [*control, *earlier(earlier_versions(policy, shown.releases))]
    body = [*own, *_colophon(shown)]
    if HALF <= _front(control, body, layout).share <= FULL:
        body = [*_on_a_new_page(body)]
    content = Content(
        (*cover, *control, *body), layout.notes, numbering.places, house, partial(address_of, policy, shown.url)
    )
    writer = Writer(content)
    picture = _picture(shown)
    begin, end = writer.bookmark(TEXT)
    inside = [
        *_cover(shown, cover, house, picture),
        contents(body, writer, Known(numbering.places, _pages(control, body, layout)), TEXT),
        *writer.blocks(unchanged(*control)),
        begin,
        *writer.blocks(unchanged(*body)),
        end,
    ]
    main = e("w:document", NAMESPACES, e("w:body", {}, *inside, page(header="always")))
    parts = [
        Part("footer", footer(policy)),
        Part("header", _header(policy)),
        *text_parts(writer, house, numbering.lists),
    ]
    document = policy.document
    properties = Properties(
        title=policy.title,
        author=policy.organisation.name,
        subject=edition(policy).capitalize(),
        date=timestamp(document.day),
        version=document.version,
        status=STATUS_WORDS[document.status],
        identity=str(Identity("document", policy.school, policy.protocol, document.version, text_hash(policy))),
    )
    return package(Part("document", main, writer.text.links, picture.files() if picture else {}), parts, properties)


def in_three(policy: Policy, body: Sequence[Block]) -> tuple[Sequence[Paragraph], Sequence[Block], Sequence[Block]]:
    """The lines of the cover, document control, and the text itself."""
    first = next(n for n, block in enumerate(body) if isinstance(block, Paragraph) and block.slot == CONTROL)
    of_text = {Slot.heading(section.id) for section in policy.all_sections()}
    of_text |= {Slot.clause(clause.id) for clause in policy.clauses()}

    def is_text(block: Block) -> bool:
        return any(one.slot in of_text or one.slot.stands_in_group for one in paragraphs(block))

    start = next((n for n, block in enumerate(body) if is_text(block)), len(body))
    return list(paragraphs(*body[:first])), body[first:start], body[start:]


def _front(control: Sequence[Block], body: Sequence[Block], layout: Layout) -> Pages:
    """Behind the cover come the contents, with document control below them."""
    pages = Pages(2, layout.notes)
    entries = [Paragraph(f"TOC{level}", heading.content) for level, heading in listed(body)]
    pages.lay([_line("TOCHeading", "Inhoud"), *entries, *control])
    return pages


def _pages(control: Sequence[Block], body: Sequence[Block], layout: Layout) -> Mapping[Slot, int]:
    """The page of each heading."""
    pages = _front(control, body, layout)
    pages.lay(body)
    return pages.headings


# -- the cover --------------------------------------------------------------------------------------------------------


def _picture(shown: DocumentInput) -> Picture | None:
    name = shown.style.logo_text or shown.policy.organisation.name
    return picture_of(shown.logo, name, shown.drawn) if shown.logo is not None else None


def _cover(
    shown: DocumentInput, lines: Sequence[Paragraph], house: House, picture: Picture | None
) -> Iterator[Element]:
    """As that of the PDF: logo, school and title; at the foot a band with version, dates and what is to be known."""
    above = [paragraph("Omslag", *([drawing(picture)] if picture else []))]
    above += [paragraph("Omslagschool", run(one.content.text)) for one in lines if one.slot == ORGANISATION]
    above += [paragraph(o.style, run(o.content.text)) for o in lines if o.slot not in {ORGANISATION, EDITION}]
    yield cover_table(above, _band(shown), house.band)
    yield paragraph("Omslageinde", properties=[page(bottom=0, bare=True)])


def _band(shown: DocumentInput) -> list[Element]:
    policy, stamp = shown.policy, mark(shown.policy)
    document, status = policy.document, STATUS_WORDS[policy.document.status]
    # A concept says once that it is one.
    version = f"Versie {document.version}" + ("" if stamp == status.upper() else f" · {status}")
    warnings = doubts(document.status, shown.void, shown.despite, unproven=shown.unproven)
    return [
        *([paragraph("Omslagmerk", run(stamp))] if stamp else []),
        paragraph("Omslagversie", run(version)),
        *(paragraph("Omslagregel", run(words)) for words in (*cover_dates(policy), *warnings)),
    ]


def _line(style: str, words: str) -> Paragraph:
    return Paragraph(style, plain(words))


# -- the text ---------------------------------------------------------------------------------------------------------


def _on_a_new_page(body: Sequence[Block]) -> Iterator[Block]:
    first, *others = body
    yield replace(first, new_page=True) if isinstance(first, Paragraph) else first
    yield from others


def _colophon(shown: DocumentInput) -> Iterator[Paragraph]:
    policy = shown.policy
    yield Paragraph(f"{HEADING}1", plain("Colofon"), Slot.own("colophon"))
    about = f"{policy.title} van {policy.organisation.name}, {edition(policy)}. Uitgave: {shown.publisher}."
    yield _line("Normal", about)
    at = Rich(shown.url, (Look(target=shown.url),) * len(shown.url))
    where = plain("De nieuwste versie staat op ")
    yield replace(_line("Normal", ""), content=Rich(where.text + at.text, where.looks + at.looks))
    yield _line(
        "Normal",
        "De teksten van de clausules zijn vrij te gebruiken (CC0 1.0). Dit document geeft geen juridisch advies. "
        f"Kenmerk van deze tekst: {kenmerk(text_hash(policy))}. Gemaakt met schoolprotocol. Wie dit document "
        "verandert, maakt een eigen versie: het kenmerk hoort daar dan niet meer bij.",
    )


def _header(policy: Policy) -> Element:
    stamp = mark(policy)
    runs = [run(f"{policy.organisation.name}\t"), *([run(stamp, e("w:b"))] if stamp else [])]
    return e("w:hdr", NAMESPACES, paragraph("Header", *runs))
