"""Policy → the text for the schoolgids as a Word document, to paste from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from schoolprotocol.model.school import Style
from schoolprotocol.outputs.word.inline import plain
from schoolprotocol.outputs.word.layout import SHORT, edition, lay_out_excerpt
from schoolprotocol.outputs.word.model import Block, Layout, Look, Paragraph, Rich, unchanged
from schoolprotocol.outputs.word.ooxml import styles
from schoolprotocol.outputs.word.ooxml.elements import NAMESPACES, e
from schoolprotocol.outputs.word.ooxml.house import house_of
from schoolprotocol.outputs.word.ooxml.package import Part, Properties, package
from schoolprotocol.outputs.word.page import footer, page, text_parts, timestamp
from schoolprotocol.outputs.word.write import Content, Writer
from schoolprotocol.policy.elsewhere import address_of
from schoolprotocol.policy.model import Excerpt, Policy
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
    house = house_of(style)
    layout = lay_out_excerpt(policy, excerpt)
    body = [*_notice(notice), *_blocks(excerpt, layout), _source(url, f"Lees het hele protocol: {origin}")]
    writer = Writer(Content(body, layout.notes, {}, house, elsewhere=partial(address_of, policy, url)))
    main = e("w:document", NAMESPACES, e("w:body", {}, *writer.blocks(unchanged(*body)), page()))
    parts = [
        Part("footer", footer(policy)),
        *text_parts(writer, house),
    ]
    document = policy.document
    properties = Properties(
        title=excerpt.heading.text,
        author=policy.organisation.name,
        subject=f"Tekst voor de schoolgids uit {policy.title}, {edition(policy)}",
        date=timestamp(document.day),
        version=document.version,
        status=STATUS_WORDS[document.status],
    )
    return package(Part("document", main, writer.text.links), parts, properties)


def _blocks(excerpt: Excerpt, layout: Layout) -> Iterator[Block]:
    """The excerpt's own part of the document: its heading is the first here, and its numbers are counted by Word."""
    counted = {
        Slot.clause(clause.id): index
        for index, group in enumerate(excerpt.groups)
        if group.form == "numbered"
        for clause in group.clauses
    }
    _title, heading, *others = layout.excerpt
    if isinstance(heading, Paragraph):
        yield replace(heading, style=styles.heading_style(1))
    for block in others:
        if not isinstance(block, Paragraph):
            yield block
        elif block.slot == SHORT:
            return
        elif block.style == "Kaderkop":
            yield replace(block, style=styles.heading_style(2), framed=False)
        elif block.slot in counted and block.place == 0:
            yield replace(block, style=styles.list_style("Number", 1), listing=f"excerpt/{counted[block.slot]}")
        else:
            yield block


def _notice(words: str) -> Iterator[Paragraph]:
    if words:
        yield Paragraph("Normal", Rich(words, (Look(bold=True),) * len(words)))


def _source(url: str, words: str) -> Paragraph:
    link = plain(words)
    return Paragraph("Normal", Rich(link.text, (Look(target=url),) * len(link.text)))
