"""Policy → one version of the Word document: title, document control, sections, the text for the schoolgids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil
from typing import Final

from schoolprotocol.outputs.pdf.document import control_rows
from schoolprotocol.outputs.word.inline import Names, Piece, pieces, plain
from schoolprotocol.outputs.word.model import Block, Layout, Paragraph, Rich, Row, Table
from schoolprotocol.outputs.word.ooxml import styles
from schoolprotocol.policy.model import Clause, Excerpt, Group, Policy, Section, Text
from schoolprotocol.policy.model import Table as ControlTable
from schoolprotocol.policy.slots import EXCERPT, Slot
from schoolprotocol.policy.titles import Beginning, beginnings
from schoolprotocol.policy.tree import tree_of
from schoolprotocol.text import tree
from schoolprotocol.words.dates import MONTHS, day_in_words
from schoolprotocol.words.terms import FORM_SIGNS, STATUS_WORDS

TITLE: Final = Slot.own("title")
EDITION: Final = Slot.own("edition")
ORGANISATION: Final = Slot.own("organisation")
CONTROL: Final = Slot.own("control")
"""The heading of document control."""
SHORT: Final = Slot.own("short")
"""The heading of the excerpt's short clause."""

_LABELS: Final[Mapping[str, str]] = {form: f"{sign}\t" for form, sign in FORM_SIGNS.items()}
_EXCERPT_LABELS: Final = {**_LABELS, "dos": "✓ wel\t"}
"""A schoolgids has no other sign of what a list says."""
_STYLES: Final = {
    "numbered": "Artikel",
    "dos": "WelNiet",
    "donts": "WelNiet",
    "bullets": styles.list_style("Bullet", 1),
}
_INDENTS: Final = {"numbered": 2, "dos": 3, "donts": 3, "bullets": 1, "columns": 1}
"""How many steps the text of a clause is indented."""
_MARKED: Final = {*_INDENTS, "note"}
"""What has a number or sign of its own. Before a list that stands in a paragraph by itself: one of Word has one."""
_HISTORY: Final = ("Versie", "Datum", "Status", "Wijziging")
_LETTER: Final = 0.22
"""Centimetres for a letter in a cell: a wide one, for a heading is bold."""
_MARGINS: Final = 0.45
"""Centimetres on both sides of a cell."""
_DATE: Final = re.compile(rf"\d{{1,2}} (?:{'|'.join(MONTHS)}) \d{{4}}")
_NARROWEST, _WIDEST = 10, 45
"""Characters by which a column of a table is measured."""


def lay_out(policy: Policy) -> Layout:
    """The whole document in one version."""
    return _Writer(policy).layout()


def lay_out_excerpt(policy: Policy, excerpt: Excerpt) -> Layout:
    """Only a text for the schoolgids, with the notes of its clauses."""
    return _Writer(policy).only_excerpt(excerpt)


def earlier(versions: Sequence[tuple[str, str, str]]) -> list[Block]:
    """The table of earlier versions with its heading; nothing where there are none.

    Args:
        versions: version, date and status of each.
    """
    if not versions:
        return []
    columns = [plain_text(name) for name in _HISTORY[:3]]
    rows = [tuple(map(plain_text, row)) for row in versions]
    keys = [version for version, _day, _status in versions]
    heading = _line(styles.heading_style(2), "Eerdere versies", Slot.own("earlier"))
    return [heading, table("earlier", columns, rows, keys=keys)]


def edition(policy: Policy) -> str:
    """`versie 1.1 (concept), 1 november 2026`."""
    document = policy.document
    day = f", {day_in_words(document.day)}" if document.day else ""
    return f"versie {document.version} ({STATUS_WORDS[document.status].lower()}){day}"


@dataclass(frozen=True, slots=True)
class _Where:
    """What the clauses of a group have in common."""

    form: str
    framed: bool
    part: str


class _Writer:
    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.tree = tree_of(policy)
        self.notes: dict[Slot, tuple[Paragraph, ...]] = {}

    @cached_property
    def beginnings(self) -> Mapping[str, Beginning]:
        return beginnings(self.policy)  # an excerpt has none

    def layout(self) -> Layout:
        body = [*self._front(), *(block for section in self.policy.sections for block in self._section(section, 1))]
        excerpt = self.policy.excerpt
        return Layout(tuple(body), tuple(self._excerpt(excerpt)) if excerpt is not None else (), self.notes)

    def only_excerpt(self, excerpt: Excerpt) -> Layout:
        return Layout((), tuple(self._excerpt(excerpt)), self.notes)

    # -- before the text ----------------------------------------------------------------------------------------------

    def _front(self) -> Iterator[Block]:
        policy = self.policy
        yield _line("Title", policy.title, TITLE)
        if policy.document.subtitle:
            yield _line("Subtitle", policy.document.subtitle, Slot.own("subtitle"))
        yield _line("Documentregel", policy.organisation.name, ORGANISATION)
        yield _line("Documentregel", edition(policy).capitalize(), EDITION)
        yield _line(styles.heading_style(1), "Documentgegevens", CONTROL)
        if not policy.front:
            rows = [(plain_text(name), plain_text(value)) for name, value in control_rows(policy)]
            yield table("fact", (), rows, keys=[name for name, _value in control_rows(policy)])
        for one in policy.front:
            yield from self._control(one)
        history = policy.document.history
        if history:
            yield _line(styles.heading_style(2), "Versies", Slot.own("history"))
            cells = [(row.version, day_in_words(row.day), row.status, row.change) for row in history]
            columns = [plain_text(name) for name in _HISTORY]
            keys = [row.version for row in history]
            yield table("version", columns, [tuple(map(plain_text, row)) for row in cells], keys=keys)

    def _control(self, one: ControlTable) -> Iterator[Block]:
        if one.heading is not None:
            yield _line(styles.heading_style(2), one.heading.text, Slot.table(one.id))
        if one.rows or one.columns:
            yield table(one.id, one.columns, one.rows)

    # -- the text -----------------------------------------------------------------------------------------------------

    def _section(self, section: Section, depth: int) -> Iterator[Block]:
        if section.heading is not None:
            label = f"{section.number} " if section.number else ""
            yield _line(styles.heading_style(depth), section.heading.text, Slot.heading(section.id), label=label)
        for index, group in enumerate(section.groups):
            yield from self._group(group, (section.id, index), framed=section.framed)
        for child in section.sections:
            yield from self._section(child, depth + 1)

    def _excerpt(self, excerpt: Excerpt) -> Iterator[Block]:
        yield _line(styles.heading_style(1), "Tekst voor de schoolgids", Slot.own("excerpt"))
        yield _line(styles.heading_style(2), excerpt.heading.text, Slot.heading(EXCERPT))
        for index, group in enumerate(excerpt.groups):
            yield from self._group(group, (EXCERPT, index), framed=False, part="excerpt")
        yield _line(styles.heading_style(2), "Korte verwijzing", SHORT)
        yield from self._clause(excerpt.short, _Where("prose", framed=False, part="excerpt"))

    def _group(self, group: Group, where: tuple[str, int], *, framed: bool, part: str = "") -> Iterator[Block]:
        inside = _Where(group.form, framed or group.form == "callout", part)
        slot = Slot.group(*where)
        if group.heading is not None:
            yield _line("Kaderkop", group.heading.text, slot, framed=inside.framed)
        if group.columns:
            columns = enumerate(group.columns)
            heads = [_line("Tabelkop", column.heading.text, Slot.column(*where, m)) for m, column in columns]
            cells = [[p for c in column.clauses for p in self._clause(c, inside)] for column in group.columns]
            rows = (
                _head(heads),
                # A cell without a paragraph is no cell to Word.
                Row(tuple(tuple(cell) or (_empty(slot),) for cell in cells), key="clauses"),
            )
            yield Table(f"columns/{slot}", _even(len(heads)), rows)
        for clause in group.clauses:
            yield from self._clause(clause, inside)

    def _clause(self, clause: Clause, where: _Where) -> Iterator[Paragraph]:
        calls = {note.id: (Slot.note(clause.id, note.id), note.number) for note in clause.notes}
        signs = _EXCERPT_LABELS if where.part else _LABELS
        label = f"{clause.number}\t" if clause.number else signs.get(where.form, "")
        slot = self.tree.slot(clause)
        begins = self.beginnings.get(clause.id) if not where.part else None
        blocks, title = (begins.blocks, begins.title) if begins else (self.tree.blocks(slot), "")
        for paragraph in self._text(slot, blocks, Names(self.tree.labels, calls), where):
            if paragraph.place:
                yield paragraph
            else:
                yield replace(paragraph, label=label, title=title, bookmark="" if where.part else clause.id)
        # A note of Word calls no other: in notes a call is only its number.
        plain_calls = Names(self.tree.labels, {note.id: (None, note.number) for note in clause.notes})
        for note in clause.notes:
            own = Slot.note(clause.id, note.id)
            lines = self._text(own, self.tree.blocks(own), plain_calls, _Where("note", framed=False, part=where.part))
            self.notes[own] = tuple(lines)

    def _text(self, slot: Slot, blocks: Sequence[tree.Block], names: Names, where: _Where) -> Iterator[Paragraph]:
        start = 0
        own = pieces(blocks, names)
        if own[0].depth and where.form in _MARKED:
            own.insert(0, Piece(Rich(), leads=True))
        for index, piece in enumerate(own):
            listing = (
                f"{where.part}/{slot}/{piece.listing}"
                if piece.depth and piece.listing is not None and piece.begins
                else ""
            )
            paragraph = Paragraph(
                style=_style(piece, where.form, first=index == 0),
                content=piece.content,
                slot=slot,
                start=start,
                place=index,
                part=where.part,
                framed=where.framed,
                listing=listing,
                # Of a note the first paragraph stays, whatever it says.
                leads=piece.leads and (index > 0 or where.form != "note"),
            )
            start += paragraph.size
            yield paragraph


def _style(piece: Piece, form: str, *, first: bool) -> str:
    steps = _INDENTS.get(form, 0)
    if piece.depth:
        level = steps + piece.depth
        kind = "Continue" if not piece.begins else "Bullet" if piece.listing is None else "Number"
        return styles.list_style(kind, level)
    if form == "note":
        return "FootnoteText"
    if not first and steps:
        return styles.list_style("Continue", steps)
    return _STYLES.get("bullets" if form == "columns" else form, "Normal")


def _line(style: str, text: str, slot: Slot, *, label: str = "", framed: bool = False) -> Paragraph:
    return Paragraph(style, plain(text), slot, label=label, framed=framed)


def plain_text(text: str) -> Text:
    """A text that is printed as it is written."""
    return Text(text=text, template=text)


def table(id_: str, columns: Sequence[Text], rows: Sequence[Sequence[Text]], *, keys: Sequence[str] = ()) -> Table:
    """A table of document control; without column headings the first cell of each row is its heading.

    Args:
        id_: of the policy's table, or the name of one of our own.
        columns: their headings.
        rows: their cells.
        keys: of one of our own: what tells each row from the others, in both versions.
    """

    def head(m: int) -> Slot:
        return Slot.own(f"{id_}/{m}") if keys else Slot.table_column(id_, m)

    def place(n: int, m: int) -> Slot:
        return Slot.own(f"{id_}/{keys[n]}/{m}") if keys else Slot.cell(id_, n, m)

    size = max(len(columns), *(len(row) for row in rows)) if rows else len(columns)
    made = []
    if columns:
        heads = [(_line("Tabelkop", text.text, head(m)),) for m, text in enumerate(columns)]
        made.append(_head(head for (head,) in _filled(heads, size, id_)))
    for n, row in enumerate(rows):
        cells = []
        for m, text in enumerate(row):
            style = "Tabelkop" if m == 0 and not columns else "Tabeltekst"
            cells.append((_line(style, text.text, place(n, m)),))
        made.append(Row(_filled(cells, size, id_), key=f"row/{keys[n]}" if keys else ""))
    widths = (30, 70) if size == 2 and not columns else _fitting([columns, *rows], size)
    return Table(f"table/{id_}", widths, tuple(made))


def _head(names: Iterable[Paragraph]) -> Row:
    """The names of columns, which stand on the page of the first row."""
    return Row(tuple((replace(name, holds=True),) for name in names), key="heads", heads=True)


def _filled(cells: list[tuple[Paragraph]], size: int, id_: str) -> tuple[tuple[Paragraph, ...], ...]:
    return (*cells, *((_empty(Slot.table(id_)),) for _missing in range(size - len(cells))))


def _empty(where: Slot) -> Paragraph:
    """What stands in a cell without a text."""
    return Paragraph("Tabeltekst", Rich(), Slot.own(f"empty/{where}"))


def _fitting(rows: Sequence[Sequence[Text]], size: int) -> tuple[int, ...]:
    """Widths after the longest text in each column; one that is much longer than the others gets more lines.

    No word and no date is broken where there is room for it.
    """
    columns = [[row[m].text for row in rows if m < len(row)] for m in range(size)]
    shares = [min(max(_NARROWEST, *map(len, texts)), _WIDEST) for texts in columns]
    least = [min(_needed(texts), 100 // size) for texts in columns]
    spare = 100 - sum(least)
    over = [max(0.0, 100 * share / sum(shares) - low) for share, low in zip(shares, least, strict=True)]
    widths = [low + int(spare * more / (sum(over) or 1)) for low, more in zip(least, over, strict=True)]
    widths[over.index(max(over))] += 100 - sum(widths)
    return tuple(widths)


def _needed(texts: Sequence[str]) -> int:
    """Percent of the width of a table that a column needs for its longest word or date."""
    words = [word for text in texts for word in ([text] if _DATE.fullmatch(text) else text.split())]
    return ceil(100 * (max(map(len, words), default=0) * _LETTER + _MARGINS) / styles.TEXT_WIDTH)


def _even(size: int) -> tuple[int, ...]:
    return (100 // size,) * size
