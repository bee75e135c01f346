"""What pandoc reads in a Word document with all tracked changes accepted or rejected, and what it should read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import pypandoc

from schoolprotocol.outputs.pdf.document import control_rows
from schoolprotocol.policy.model import Clause, Group, Policy, Section
from schoolprotocol.policy.titles import beginnings
from schoolprotocol.text import tree
from schoolprotocol.text.parse import MarkupError, parse
from schoolprotocol.words.dates import day_in_words
from schoolprotocol.words.terms import STATUS_WORDS

Side = Literal["accept", "reject"]
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
MARKS = {"dos": "✓ ", "donts": "✗ niet "}


def paragraphs(data: bytes, side: Side, folder: Path) -> list[str]:
    """The text of each paragraph, list item and cell in order; notes stand in `{}` where they are called."""
    path = folder / "document.docx"
    path.write_bytes(data)
    options = [f"--track-changes={side}"]
    tree = json.loads(pypandoc.convert_file(str(path), "json", format="docx", extra_args=options))
    meta = [squeezed(_inlines(tree["meta"][name]["c"])) for name in ("title", "subtitle") if name in tree["meta"]]
    return [text for text in (*meta, *map(squeezed, _blocks(tree["blocks"]))) if text]


def squeezed(text: str) -> str:
    """The text with one space wherever it has white space."""
    return " ".join(text.split())


def _blocks(blocks: Any) -> Iterator[str]:
    for block in blocks:
        content = block.get("c")
        match block["t"]:
            case "Para" | "Plain":
                yield _inlines(content)
            case "Header":
                yield _inlines(content[2])
            case "BulletList" | "OrderedList":
                for item in content[1] if block["t"] == "OrderedList" else content:
                    yield from _blocks(item)
            case "BlockQuote":
                yield from _blocks(content)
            case "Div":
                yield from _blocks(content[1])
            case "Table":
                rows = [*content[3][1], *(row for body in content[4] for part in body[2:] for row in part)]
                yield from _blocks(inside for row in rows for cell in row[1] for inside in cell[4])
            case other:
                raise AssertionError(f"what is {other}?")


def _inlines(nodes: Any) -> str:
    return "".join(map(_inline, nodes))


def _inline(node: Any) -> str:
    content = node.get("c")
    match node["t"]:
        case "Str":
            return str(content)
        case "Space" | "SoftBreak" | "LineBreak":
            return " "
        case "Note":
            return "{" + squeezed(" ".join(_blocks(content))) + "}"
        case "Link" | "Span":
            return _inlines(content[1])
        case "Quoted":
            raise AssertionError("quotes should be characters")
        case _:
            return _inlines(content)


def without_numbers(texts: Iterable[str], policy: Policy) -> list[str]:
    """Texts without the number of a section or clause before them: pandoc does not tell which one Word counts.

    Nor does it show a paragraph that has nothing but such a number.
    """
    numbers = {section.number for section in policy.all_sections()} | {clause.number for clause in policy.clauses()}
    longest = sorted((f"{number} " for number in numbers if number), key=len, reverse=True)
    bare = (text for text in texts if f"{text} " not in longest)
    return [next((text.removeprefix(n) for n in longest if text.startswith(n)), text) for text in bare]


# -- what should be there ---------------------------------------------------------------------------------------------


def expected(policy: Policy) -> list[str]:
    """The paragraphs of a policy's document."""
    printable = (_NOT_XML.sub("\ufffd", text) for text in _Expected(policy).paragraphs())
    return [text for text in map(squeezed, printable) if text]


class _Expected:
    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.labels = policy.labels()

    def paragraphs(self) -> Iterator[str]:
        policy, document = self.policy, self.policy.document
        day = f", {day_in_words(document.day)}" if document.day else ""
        yield from (policy.title, document.subtitle or "", policy.organisation.name)
        yield f"Versie {document.version} ({STATUS_WORDS[document.status].lower()}){day}"
        yield "Documentgegevens"
        if not policy.front:
            yield from (cell for row in control_rows(policy) for cell in row)
        for table in policy.front:
            yield table.heading.text if table.heading else ""
            yield from (cell.text for row in (table.columns, *table.rows) for cell in row)
        if document.history:
            yield from ("Versies", "Versie", "Datum", "Status", "Wijziging")
            for past in document.history:
                yield from (past.version, day_in_words(past.day), past.status, past.change)
        for section in policy.sections:
            yield from self.section(section)
        if policy.excerpt is not None:
            yield from ("Tekst voor de schoolgids", policy.excerpt.heading.text)
            for group in policy.excerpt.groups:
                yield from self.group(group, titled=False)
            yield "Korte verwijzing"
            yield from self.clause(policy.excerpt.short, "")

    def section(self, section: Section) -> Iterator[str]:
        if section.heading:
            yield f"{section.number} {section.heading.text}"
        for group in section.groups:
            yield from self.group(group)
        for child in section.sections:
            yield from self.section(child)

    def group(self, group: Group, *, titled: bool = True) -> Iterator[str]:
        yield group.heading.text if group.heading else ""
        yield from (column.heading.text for column in group.columns)
        for clause in group.all_clauses():
            marks = MARKS if titled else {**MARKS, "dos": "✓ wel "}
            mark = "" if clause.number else marks.get(group.form, "")
            title = beginnings(self.policy)[clause.id].title if titled else ""
            yield from self.clause(clause, f"{mark}{title} ")

    def clause(self, clause: Clause, before: str) -> Iterator[str]:
        notes = {note.id: " ".join(self.text(note.wording.text, {})) for note in clause.notes}
        first, *others = self.text(clause.wording.text, notes)
        if self.is_list(clause.wording.text):  # has numbers of its own
            yield from (f"{clause.number} {before}", first)
        else:
            yield f"{clause.number} {before}{first}"
        yield from others

    @staticmethod
    def is_list(text: str) -> bool:
        try:
            return isinstance(parse(text)[0], tree.Listing)
        except MarkupError:
            return False

    def text(self, text: str, notes: Mapping[str, str]) -> Iterator[str]:
        try:
            blocks = parse(text)
        except MarkupError:
            yield text
            return
        yield from self.blocks(blocks, notes)

    def blocks(self, blocks: tuple[tree.Block, ...], notes: Mapping[str, str]) -> Iterator[str]:
        for block in blocks:
            if isinstance(block, tree.Paragraph):
                yield "".join(self.inline(node, notes) for node in block.children)
            else:
                for item in block.items:
                    yield from self.blocks(item, notes)

    def inline(self, node: tree.Inline, notes: Mapping[str, str]) -> str:
        match node:
            case tree.Words(text):
                return text
            case tree.ClauseReference(clause):
                return self.labels.get(clause, clause)
            case tree.NoteCall(note):
                return "{" + squeezed(notes[note]) + "}" if note in notes else ""
            case tree.LineBreak():
                return " "
            case tree.Link(target, children) if children == (tree.Words(target),):
                return target.removeprefix("mailto:").removeprefix("tel:")
            case tree.Link(_, children) | tree.Value(_, children) | tree.Emphasis(children):
                return "".join(self.inline(child, notes) for child in children)
