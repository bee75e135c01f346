"""Policy → the text for the schoolgids as a Word document, to paste from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from schoolprotocol.model.school import Style
from schoolprotocol.outputs.word.inline import plain
from schoolprotocol.outputs.word.layout import SHORT, edition, lay_out_excerpt
from schoolprotocol.outputs.word.model import Block, Layout, Look, Paragraph, Rich, unchanged
from schoolprotocol.outputs.word.ooxml import styles
from schoolprotocol.outputs.word.ooxml.elements import NAMESPACES, e
from schoolprotocol.outputs.word.ooxml.house import house_of
from schoolprotocol.outputs.word.ooxml.package import Part, Properties, package
from schoolprotocol.outputs.word.page import footer_of, page, text_parts, timestamp
from schoolprotocol.outputs.word.write import Content, Writer
from schoolprotocol.policy.elsewhere import address_of
from schoolprotocol.policy.model import Excerpt, Organisation, Policy
from schoolprotocol.policy.slots import Slot
from schoolprotocol.words.terms import STATUS_WORDS


def excerpt_docx(policy: Policy, excerpt: Excerpt, style: Style, url: str, origin: str, notice: str = "") -> bytes:
    """The excerpt as the bytes of a `.docx`, the same each time.

    Args:
        policy: what the document says.
        excerpt: what the schoolgids says of it.
        style: the school's house style.
        url: permanent address of the whole protocol.
        origin: from which text it comes: `‘Sociale media’, versie 1.1`.
        notice: why it is not to be taken over; empty where nothing keeps one from that.
    """
    document = policy.document
    properties = Properties(
        title=excerpt.heading.text,
        author=policy.organisation.name,
        subject=f"Tekst voor de schoolgids uit {policy.title}, {edition(policy)}",
        date=timestamp(document.day),
        version=document.version,
        status=STATUS_WORDS[document.status],
    )
    layout = lay_out_excerpt(policy, excerpt)
    body = [*_notice(notice), *_blocks(excerpt, layout, 1), _link(url, f"Lees het hele protocol: {origin}")]
    return _document(
        body, layout.notes, f"{policy.title}, {edition(policy)}", style, properties, partial(address_of, policy, url)
    )


@dataclass(frozen=True, slots=True)
class Told:
    """What a chapter has of one protocol."""

    policy: Policy
    excerpt: Excerpt
    url: str
    """Permanent address of the whole protocol."""
    origin: str
    """From which text it comes."""
    notice: str
    """Why it is not to be taken over; empty where nothing keeps one from that."""


def chapter_docx(
    heading: str, told: Sequence[Told], others: Iterable[tuple[str, str]], school: Organisation, style: Style
) -> bytes:
    """A chapter about several protocols as the bytes of a `.docx`.

    Args:
        heading: of the chapter.
        told: what it has of each.
        others: of each protocol that it only names, what it is and its address.
        school: whose.
        style: the school's house style.
    """
    body: list[Block] = [Paragraph(styles.heading_style(1), plain(heading))]
    notes: dict[Slot, tuple[Paragraph, ...]] = {}
    for n, one in enumerate(told):
        layout = lay_out_excerpt(one.policy, one.excerpt)
        apart = _Apart(n, partial(address_of, one.policy, one.url))
        first, *text = (apart.block(block) for block in _blocks(one.excerpt, layout, 2))
        body += [first, *_notice(one.notice), *text, _link(one.url, f"Lees het hele protocol: {one.origin}")]
        notes |= {apart.slot(slot): tuple(map(apart.paragraph, lines)) for slot, lines in layout.notes.items()}
    body += [_link(url, f"Lees ook: {origin}") for origin, url in others]
    days = [one.policy.document.day for one in told if one.policy.document.day is not None]
    properties = Properties(heading, school.name, "Tekst voor de schoolgids", timestamp(max(days, default=None)))
    return _document(body, notes, f"{heading}, {school.site_title}", style, properties)


def _document(
    body: Sequence[Block],
    notes: Mapping[Slot, tuple[Paragraph, ...]],
    foot: str,
    style: Style,
    properties: Properties,
    elsewhere: Callable[[str], str] = str,
) -> bytes:
    house = house_of(style)
    writer = Writer(Content(body, notes, {}, house, elsewhere=elsewhere))
    main = e("w:document", NAMESPACES, e("w:body", {}, *writer.blocks(unchanged(*body)), page()))
    parts = [Part("footer", footer_of(foot)), *text_parts(writer, house)]
    return package(Part("document", main, writer.text.links), parts, properties)


@dataclass(frozen=True, slots=True)
class _Apart:
    """Keeps the blocks of one protocol from having anything in common with what another one calls the same."""

    n: int
    address: Callable[[str], str]
    """Of a clause to which it refers."""

    def block(self, block: Block) -> Block:
        if isinstance(block, Paragraph):
            return self.paragraph(block)
        rows = (replace(row, cells=tuple(tuple(map(self.paragraph, cell)) for cell in row.cells)) for row in block.rows)
        return replace(block, key=f"{self.n}/{block.key}", rows=tuple(rows))

    def paragraph(self, paragraph: Paragraph) -> Paragraph:
        looks = {look: self._look(look) for look in {*paragraph.content.looks}}
        content = replace(paragraph.content, looks=tuple(looks[look] for look in paragraph.content.looks))
        listing = f"{self.n}/{paragraph.listing}" if paragraph.listing else ""
        return replace(paragraph, content=content, slot=self.slot(paragraph.slot), listing=listing)

    def slot(self, slot: Slot) -> Slot:
        return replace(slot, id=f"{self.n}/{slot.id}")

    def _look(self, look: Look) -> Look:
        target = self.address(look.target[1:]) if look.target.startswith("#") else look.target
        return replace(look, target=target, note=None if look.note is None else self.slot(look.note))


def _blocks(excerpt: Excerpt, layout: Layout, level: int) -> Iterator[Block]:
    """The excerpt's own part of the document: its heading has this level, and its numbers are counted by Word."""
    counted = {
        Slot.clause(clause.id): index
        for index, group in enumerate(excerpt.groups)
        if group.form == "numbered"
        for clause in group.clauses
    }
    _title, heading, *others = layout.excerpt
    if isinstance(heading, Paragraph):
        yield replace(heading, style=styles.heading_style(level))
    for block in others:
        if not isinstance(block, Paragraph):
            yield block
        elif block.slot == SHORT:
            return
        elif block.style == "Kaderkop":
            yield replace(block, style=styles.heading_style(level + 1), framed=False)
        elif block.slot in counted and block.place == 0:
            yield replace(block, style=styles.list_style("Number", 1), listing=f"excerpt/{counted[block.slot]}")
        else:
            yield block


def _notice(words: str) -> Iterator[Paragraph]:
    if words:
        yield Paragraph("Normal", Rich(words, (Look(bold=True),) * len(words)))


def _link(url: str, words: str) -> Paragraph:
    link = plain(words)
    return Paragraph("Normal", Rich(link.text, (Look(target=url),) * len(link.text)))
