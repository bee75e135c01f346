"""A policy as it is printed, numbers and all: what a tool that compares texts gets to see."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from schoolprotocol.compare.tokens import SUPERSCRIPT
from schoolprotocol.policy.model import Clause, Policy, Section, Text
from schoolprotocol.text import tree
from schoolprotocol.text.parse import parse


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, item, heading, note or row."""

    place: str
    """Whose text it is (see `Label.place`)."""
    tag: Literal["h2", "p", "li"]
    number: str
    text: str
    """As printed."""
    said: str
    """Without computed numbers: two of these differ only where an author changed something."""

    @property
    def whole(self) -> str:
        """With its number."""
        return f"{self.number} {self.text}".strip()


def lines(policy: Policy) -> list[Line]:
    """The document from top to bottom, the notes last."""
    labels = policy.labels()
    found = [*_tables(policy)]
    for section in policy.sections:
        found += _section(section, labels)
    for clause in policy.clauses():
        for note in clause.notes:
            found += _blocks(note.wording, clause, str(note.number), labels)
    return found


def as_text(found: list[Line]) -> str:
    """Paragraphs with an empty line between them."""
    return "\n\n".join(line.whole for line in found) + "\n"


def as_html(found: list[Line]) -> str:
    """The same as HTML."""
    return "\n".join(f"<{line.tag}>{html.escape(line.whole, quote=False)}</{line.tag}>" for line in found)


def _tables(policy: Policy) -> Iterator[Line]:
    for table in policy.front:
        for row in table.rows:
            text = " | ".join(cell.text for cell in row)
            yield Line(f"cell/{table.id}/{row[0].text}", "p", "", text, text)


def _section(section: Section, labels: dict[str, str]) -> Iterator[Line]:
    if section.heading is not None:
        yield Line(f"heading/{section.id}", "h2", section.number, section.heading.text, section.heading.text)
    for group in section.groups:
        for clause in group.all_clauses():
            yield from _blocks(clause.wording, clause, clause.number, labels)
    for child in section.sections:
        yield from _section(child, labels)


def _blocks(text: Text, clause: Clause, number: str, labels: dict[str, str]) -> Iterator[Line]:
    notes = {note.id: str(note.number).translate(SUPERSCRIPT) for note in clause.notes}
    for n, (tag, nodes) in enumerate(_paragraphs(parse(text.text), "p")):
        shown = "".join(_inline(node, labels, notes) for node in nodes)
        said = "".join(_inline(node, {}, dict.fromkeys(notes, "")) for node in nodes)
        yield Line(clause.id, tag, "" if n else number, shown, said)


def _paragraphs(
    blocks: tuple[tree.Block, ...], tag: Literal["p", "li"]
) -> Iterator[tuple[Literal["p", "li"], tuple[tree.Inline, ...]]]:
    for block in blocks:
        if isinstance(block, tree.Paragraph):
            yield tag, block.children
        else:
            for item in block.items:
                yield from _paragraphs(item, "li")


def _inline(node: tree.Inline, labels: dict[str, str], notes: dict[str, str]) -> str:
    match node:
        case tree.Words(text=text):
            return text
        case tree.Emphasis(children=children) | tree.Value(children=children):
            return "".join(_inline(child, labels, notes) for child in children)
        case tree.Link(target=target, children=children):
            return "".join(_inline(child, labels, notes) for child in children) + f" ({target})"
        case tree.ClauseReference(clause=clause):
            return labels.get(clause, f"§{clause}")
        case tree.NoteCall(note=note):
            return notes[note]
        case tree.LineBreak():
            return " "
