"""Policy → the whole protocol as a Word document that a school can go on working in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from schoolprotocol.model.document import Decision
from schoolprotocol.model.school import Style
from schoolprotocol.outputs.pdf.document import cover_dates, mark
from schoolprotocol.outputs.word.contents import contents
from schoolprotocol.outputs.word.inline import plain
from schoolprotocol.outputs.word.layout import CONTROL, edition, lay_out
from schoolprotocol.outputs.word.model import Block, Look, Paragraph, Rich, paragraphs, unchanged
from schoolprotocol.outputs.word.ooxml.elements import NAMESPACES, Element, e
from schoolprotocol.outputs.word.ooxml.house import house_of
from schoolprotocol.outputs.word.ooxml.numbering import Numbering
from schoolprotocol.outputs.word.ooxml.package import Part, Properties, package
from schoolprotocol.outputs.word.ooxml.paragraphs import paragraph, run
from schoolprotocol.outputs.word.ooxml.picture import Picture, drawing, picture_of
from schoolprotocol.outputs.word.page import footer, page, text_parts, timestamp
from schoolprotocol.outputs.word.write import HEADING, Content, Writer
from schoolprotocol.policy.decided import shown as kenmerk
from schoolprotocol.policy.decided import text_hash
from schoolprotocol.policy.model import Policy
from schoolprotocol.policy.slots import Slot
from schoolprotocol.words.notices import doubts
from schoolprotocol.words.terms import STATUS_WORDS

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


def document_docx(shown: DocumentInput) -> bytes:
    """The whole protocol as the bytes of a `.docx`, the same each time.

    Headings and clauses are numbered by Word, notes are footnotes, and the contents are a field: filled in, but
    without page numbers until Word or LibreOffice updates it, since only they know where pages end.

    Args:
        shown: what the document shows.

    Raises:
        OSError: where the logo cannot be read.
    """
    policy, house = shown.policy, house_of(shown.style)
    layout, numbering = lay_out(policy), Numbering(policy)
    cover, control, own = _parts(policy, layout.body)
    body = list(_on_a_new_page([*own, *_colophon(shown)]))
    content = Content((*cover, *control, *body), layout.notes, numbering.places, house)
    writer = Writer(content)
    picture = _picture(shown)
    begin, end = writer.bookmark(TEXT)
    inside = [
        *_cover(shown, cover, writer, picture),
        contents(body, writer, numbering.places, TEXT),
        *writer.blocks(unchanged(*control)),
        begin,
        *writer.blocks(unchanged(*body)),
        end,
    ]
    main = e("w:document", NAMESPACES, e("w:body", {}, *inside, page(header="behind the cover")))
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
    )
    return package(Part("document", main, writer.text.links), parts, properties, picture.files() if picture else {})


def _parts(policy: Policy, body: Sequence[Block]) -> tuple[Sequence[Paragraph], Sequence[Block], Sequence[Block]]:
    """The lines of the cover, document control, and the text itself."""
    first = next(n for n, block in enumerate(body) if isinstance(block, Paragraph) and block.slot == CONTROL)
    of_text = {Slot.heading(section.id) for section in policy.all_sections()}
    of_text |= {Slot.clause(clause.id) for clause in policy.clauses()}

    def is_text(block: Block) -> bool:
        return any(one.slot in of_text or one.slot.stands_in_group for one in paragraphs(block))

    start = next((n for n, block in enumerate(body) if is_text(block)), len(body))
    return list(paragraphs(*body[:first])), body[first:start], body[start:]


# -- the cover --------------------------------------------------------------------------------------------------------


def _picture(shown: DocumentInput) -> Picture | None:
    name = shown.style.logo_text or shown.policy.organisation.name
    return picture_of(shown.logo, name, shown.drawn) if shown.logo is not None else None


def _cover(
    shown: DocumentInput, lines: Sequence[Paragraph], writer: Writer, picture: Picture | None
) -> Iterator[Element]:
    yield paragraph("Omslag", *([drawing(picture)] if picture else []))
    yield from writer.blocks(unchanged(*lines))
    stamp = mark(shown.policy)
    if stamp:
        yield from writer.blocks(unchanged(_line("Omslagmerk", stamp)))
    dates = cover_dates(shown.policy)[1 if shown.policy.document.day else 0 :]
    warnings = doubts(shown.policy.document.status, shown.void, shown.despite, unproven=shown.unproven)
    for words in (*dates, *warnings):
        yield from writer.blocks(unchanged(_line("Documentregel", words)))


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
