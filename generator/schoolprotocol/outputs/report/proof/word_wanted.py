"""A policy → every paragraph that a Word document of it must show, in order; knows nothing of what lays it out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from schoolprotocol.outputs.pdf.document import control_rows
from schoolprotocol.outputs.report.proof.word_read import CALL, OWN, Runs
from schoolprotocol.policy.model import Clause, Excerpt, Group, Policy, Section, Text
from schoolprotocol.policy.model import Table as ControlTable
from schoolprotocol.policy.slots import EXCERPT, Slot
from schoolprotocol.policy.titles import beginnings
from schoolprotocol.policy.tree import tree_of
from schoolprotocol.text import tree
from schoolprotocol.words.dates import day_in_words
from schoolprotocol.words.terms import STATUS_WORDS

_ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACES: Final = re.compile(r"[\t\n\r]")
_SIGNS: Final = {"dos": "✓ ", "donts": "✗ niet "}
_STYLES: Final = {
    "numbered": "Artikel",
    "dos": "WelNiet",
    "donts": "WelNiet",
    "bullets": "ListBullet",
    "columns": "ListBullet",
    "note": "FootnoteText",
}
_STEPS: Final = {"numbered": 2, "dos": 3, "donts": 3, "bullets": 1, "columns": 1}
"""How far the text of a clause stands from the edge: lists in it stand one further."""
_DEEPEST: Final = 5
_SUPERSCRIPTS: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
TITLE: Final = Slot.own("title")
CONTROL: Final = Slot.own("control")


@dataclass
class Wanted:
    """A paragraph that must be there."""

    slot: Slot
    """Of the text that it prints."""
    style: str
    where: tuple[int, ...] = ()
    """As `word_read.Line.where`."""
    framed: bool = False
    runs: Runs = field(default_factory=list)
    """Its number is the first of it; of a link inside the document the target is `#` and the id of the clause."""
    notes: list[list[Wanted]] = field(default_factory=list)
    spans: list[tuple[int, int, str]] = field(default_factory=list)
    """Which letters are a `value`, or a `number`: of the paragraph, or that of another clause."""
    begins: str = ""
    """The clause that begins here."""
    leads: bool = False
    """Whether it is a number or sign by itself, before a list that is its text."""

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(text for text, _look, _target in self.runs)

    def say(self, text: str, look: str = "", target: str = "", kind: str = "") -> None:
        """Add words at its end."""
        self.add(_SPACES.sub(" ", _ILLEGAL.sub("\ufffd", text)), look, target, kind)

    def add(self, text: str, look: str = "", target: str = "", kind: str = "") -> None:
        """The same, of what a reader of the file has as it is."""
        if not text:
            return
        at = len(self.text) if kind else 0
        if self.runs and self.runs[-1][1:] == (look, target):
            self.runs[-1] = (self.runs[-1][0] + text, look, target)
        else:
            self.runs.append((text, look, target))
        if kind:
            self.spans.append((at, at + len(text), kind))


@dataclass(frozen=True, slots=True)
class _Where:
    form: str
    framed: bool = False
    place: tuple[int, ...] = ()
    in_excerpt: bool = False


def wanted(policy: Policy) -> list[Wanted]:
    """Every paragraph, in order."""
    return list(_Lines(policy).lines())


class _Lines:
    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.tree = tree_of(policy)
        self.beginnings = beginnings(policy)
        self.here = {clause.id for clause in policy.clauses()}
        self.tables = 0
        self.called: set[tuple[Slot, str]] = set()
        """The notes that stand there by their text: called again they are only a number."""

    def lines(self) -> Iterator[Wanted]:
        policy, document = self.policy, self.policy.document
        yield _line("Title", policy.title, TITLE)
        if document.subtitle:
            yield _line("Subtitle", document.subtitle, Slot.own("subtitle"))
        yield _line("Documentregel", policy.organisation.name, Slot.own("organisation"))
        yield _line("Documentregel", edition(policy, "Versie"), Slot.own("edition"))
        yield _line("Heading1", "Documentgegevens", CONTROL)
        if not policy.front:
            rows = control_rows(policy)
            yield from self._table([], rows, [[Slot.own(f"fact/{name}/{m}") for m in (0, 1)] for name, _v in rows])
        for table in policy.front:
            yield from self._control(table)
        if document.history:
            yield _line("Heading2", "Versies", Slot.own("history"))
            rows_ = [(one.version, day_in_words(one.day), one.status, one.change) for one in document.history]
            slots = [[Slot.own(f"version/{row[0]}/{m}") for m in range(4)] for row in rows_]
            heads = [
                (text, Slot.own(f"version/{m}")) for m, text in enumerate(("Versie", "Datum", "Status", "Wijziging"))
            ]
            yield from self._table(heads, rows_, slots)
        for section in policy.sections:
            yield from self._section(section, 1)
        if policy.excerpt is not None:
            yield from self._excerpt(policy.excerpt)

    # -- tables of document control -----------------------------------------------------------------------------------

    def _control(self, table: ControlTable) -> Iterator[Wanted]:
        if table.heading is not None:
            yield _line("Heading2", table.heading.text, Slot.table(table.id), filled=table.heading)
        if table.rows or table.columns:
            heads = [(text.text, Slot.table_column(table.id, m)) for m, text in enumerate(table.columns)]
            rows = [[cell.text for cell in row] for row in table.rows]
            slots = [[Slot.cell(table.id, n, m) for m in range(len(row))] for n, row in enumerate(rows)]
            yield from self._table(heads, rows, slots)

    def _table(
        self, heads: Sequence[tuple[str, Slot]], rows: Sequence[Sequence[str]], slots: Sequence[Sequence[Slot]]
    ) -> Iterator[Wanted]:
        size = max(len(heads), *(len(row) for row in rows)) if rows else len(heads)
        every = [([text for text, _slot in heads], [slot for _text, slot in heads], 1)] if heads else []
        every += [(list(row), list(own), 0) for row, own in zip(rows, slots, strict=True)]
        for n, (texts, own, is_head) in enumerate(every):
            for m in range(size):
                where = (self.tables, n, m, is_head)
                if m >= len(texts):
                    yield Wanted(Slot.own("empty"), "Tabeltekst", where)
                    continue
                style = "Tabelkop" if is_head or (m == 0 and not heads) else "Tabeltekst"
                yield _line(style, texts[m], own[m], where)
        self.tables += 1

    # -- the text -----------------------------------------------------------------------------------------------------

    def _section(self, section: Section, depth: int) -> Iterator[Wanted]:
        if section.heading is not None:
            line = Wanted(Slot.heading(section.id), f"Heading{min(depth, 5)}")
            line.say(f"{section.number} " if section.number else "", kind="number")
            line.say(section.heading.text, kind=_value(section.heading))
            yield line
        for n, group in enumerate(section.groups):
            yield from self._group(group, section.id, n, _Where(group.form, section.framed or group.form == "callout"))
        for child in section.sections:
            yield from self._section(child, depth + 1)

    def _excerpt(self, excerpt: Excerpt) -> Iterator[Wanted]:
        yield _line("Heading1", "Tekst voor de schoolgids", Slot.own("excerpt"))
        yield _line("Heading2", excerpt.heading.text, Slot.heading(EXCERPT), filled=excerpt.heading)
        for n, group in enumerate(excerpt.groups):
            yield from self._group(group, EXCERPT, n, _Where(group.form, group.form == "callout", in_excerpt=True))
        yield _line("Heading2", "Korte verwijzing", Slot.own("short"))
        yield from self._clause(excerpt.short, _Where("prose", in_excerpt=True))

    def _group(self, group: Group, section: str, n: int, where: _Where) -> Iterator[Wanted]:
        slot = Slot.group(section, n)
        if group.heading is not None:
            line = _line("Kaderkop", group.heading.text, slot, filled=group.heading)
            line.framed = where.framed
            yield line
        for m, column in enumerate(group.columns):
            place = (self.tables, 0, m, 1)
            yield _line("Tabelkop", column.heading.text, Slot.column(section, n, m), place, filled=column.heading)
        for m, column in enumerate(group.columns):
            place = (self.tables, 1, m, 0)
            if not column.clauses:
                yield Wanted(Slot.own("empty"), "Tabeltekst", place)
            for clause in column.clauses:
                yield from self._clause(clause, _Where(where.form, where.framed, place, where.in_excerpt))
        self.tables += bool(group.columns)
        for clause in group.clauses:
            yield from self._clause(clause, where)

    def _clause(self, clause: Clause, where: _Where) -> Iterator[Wanted]:
        first = True
        calls = {note.id: note.number for note in clause.notes}
        slot = self.tree.slot(clause)
        begins = self.beginnings.get(clause.id) if not where.in_excerpt else None
        blocks, title = (begins.blocks, begins.title) if begins else (self.tree.blocks(slot), "")
        for line in self._texts(slot, blocks, calls, where, called=True):
            if first:
                signs = {**_SIGNS, "dos": "✓ wel "} if where.in_excerpt else _SIGNS
                sign = f"{clause.number} " if clause.number else signs.get(where.form, "")
                line.runs, spoken, spans = [], line.runs, line.spans
                line.spans = []
                line.say(sign, kind="number")
                line.say(f"{title} " if title else "", "b")
                size = len(line.text)
                for text, look, target in spoken:
                    line.add(text, look, target)
                line.spans += [(start + size, end + size, kind) for start, end, kind in spans]
                line.begins = "" if where.in_excerpt else clause.id
                first = False
            yield line

    def _note(self, clause: str, note: str, calls: dict[str, int]) -> list[Wanted]:
        slot = Slot.note(clause, note)
        lines = list(self._texts(slot, self.tree.blocks(slot), calls, _Where("note"), called=False))
        for line in lines[:1]:
            line.runs, spoken = [], line.runs
            line.add(OWN, "n")
            line.add(" ")
            for text, look, target in spoken:
                line.add(text, look, target)
            line.spans = [(start + 2, end + 2, kind) for start, end, kind in line.spans]
        return lines

    def _texts(
        self, slot: Slot, blocks: Sequence[tree.Block], calls: dict[str, int], where: _Where, *, called: bool
    ) -> Iterator[Wanted]:
        self.called -= {one for one in self.called if one[0] == slot}  # the schoolgids repeats clauses with their notes
        lines = list(self._blocks(blocks, slot, calls, where, called=called))
        # A number, sign, bullet or note number before a list is a line by itself: the list has numbers of its own.
        if not lines or (where.form in _STYLES and isinstance(blocks[0], tree.Listing)):
            style = _STYLES.get(where.form, "Normal")
            lines.insert(0, Wanted(slot, style, where.place, where.framed, leads=bool(lines)))
        wording = self.tree.wordings[slot]
        if "{{" in wording.template and not any(isinstance(one, tree.Value) for one in tree.walk(blocks)):
            for line in lines:  # a text that is not in the language: nobody knows what in it is a value
                line.spans.append((0, len(line.text), "value"))
        yield from lines

    def _blocks(
        self, blocks: Sequence[tree.Block], slot: Slot, calls: dict[str, int], where: _Where, *, called: bool
    ) -> Iterator[Wanted]:
        first = True
        for block in blocks:
            if isinstance(block, tree.Paragraph):
                if where.form == "note" or first or where.form not in _STEPS:
                    style = _STYLES.get(where.form, "Normal")
                else:
                    style = _listed("Continue", _STEPS[where.form])
                line = Wanted(slot, style, where.place, where.framed)
                self._inlines(block.children, line, calls, "", "", called=called)
                yield line
            else:
                yield from self._listing(block, slot, calls, where, 1, called=called)
            first = False

    def _listing(
        self, listing: tree.Listing, slot: Slot, calls: dict[str, int], where: _Where, depth: int, *, called: bool
    ) -> Iterator[Wanted]:
        for n, item in enumerate(listing.items, start=1):
            for index, block in enumerate(item):
                kind = "Continue" if index else "Number" if listing.ordered else "Bullet"
                style = _listed(kind, _STEPS.get(where.form, 0) + depth)
                line = Wanted(slot, style, where.place, where.framed)
                if kind == "Number":
                    line.say(f"{n}. ", kind="number")
                if isinstance(block, tree.Paragraph):
                    self._inlines(block.children, line, calls, "", "", called=called)
                    yield line
                    continue
                if not index:
                    line.leads = True
                    yield line
                yield from self._listing(block, slot, calls, where, depth + 1, called=called)

    def _inlines(
        self, nodes: Sequence[tree.Inline], line: Wanted, calls: dict[str, int], look: str, target: str, *, called: bool
    ) -> None:
        for node in nodes:
            match node:
                case tree.Words(text):
                    line.say(text, look, target)
                case tree.Emphasis(children, strong):
                    own = "".join(sorted({*look, "b" if strong else "i"}))
                    self._inlines(children, line, calls, own, target, called=called)
                case tree.Value(_name, children):
                    start = len(line.text)
                    self._inlines(children, line, calls, look, target, called=called)
                    line.spans.append((start, len(line.text), "value"))
                case tree.Link(address, children):
                    shown = address.removeprefix("mailto:").removeprefix("tel:")
                    if tree.without_values(children) == (tree.Words(address),):
                        line.say(shown, look, address, "value" if children != (tree.Words(address),) else "")
                    else:
                        self._inlines(children, line, calls, look, address, called=called)
                case tree.ClauseReference(clause):
                    there = f"#{clause}" if clause in self.here else ""
                    line.say(self.tree.labels.get(clause, clause), look, there, "number")
                case tree.NoteCall(note) if note in calls and called and (line.slot, note) not in self.called:
                    self.called.add((line.slot, note))
                    line.add(CALL, "n", target)
                    line.notes.append(self._note(line.slot.clause_id, note, calls))
                case tree.NoteCall(note) if note in calls:
                    line.say(str(calls[note]).translate(_SUPERSCRIPTS), look, target, "number")
                case tree.LineBreak():
                    line.say("\n", look, target)
                case _:
                    pass


def edition(policy: Policy, version: str = "versie") -> str:
    """`versie 1.1 (concept), 1 november 2026`."""
    document = policy.document
    day = f", {day_in_words(document.day)}" if document.day else ""
    return f"{version} {document.version} ({STATUS_WORDS[document.status].lower()}){day}"


def _line(style: str, text: str, slot: Slot, where: tuple[int, ...] = (), filled: Text | None = None) -> Wanted:
    line = Wanted(slot, style, where)
    line.say(text, kind=_value(filled) if filled else "")
    return line


def _value(text: Text) -> str:
    """What the words of a heading are, where a value stands in them."""
    return "value" if "{{" in text.template else ""


def _listed(kind: str, level: int) -> str:
    level = min(max(level, 1), _DEEPEST)
    return f"List{kind}" if level == 1 else f"List{kind}{level}"
