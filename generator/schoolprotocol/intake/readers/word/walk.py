"""The paragraphs of one part of a Word document, in reading order.

Every element that can hold characters is gone into, also those that nobody knows: what the standard does not name, a
newer
Word may write. What is no text by itself (codes of fields, properties) is named in `_PASSED_OVER`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from schoolprotocol.intake.readers.word.fields import Fields
from schoolprotocol.intake.readers.word.numbering import Counters, Lists
from schoolprotocol.intake.readers.word.styles import Look, Styles
from schoolprotocol.intake.readers.word.symbols import code, plain, symbol
from schoolprotocol.intake.readers.word.xml import Element, child, get, is_on, name, val, whole
from schoolprotocol.intake.reading import (
    MOST_PARAGRAPHS,
    At,
    Cell,
    Fate,
    Listed,
    Paragraph,
    Run,
    Serial,
    too_long,
)

_PASSED_OVER = {
    *("w:pPr", "w:rPr", "w:tblPr", "w:tblGrid", "w:trPr", "w:tcPr", "w:sectPr", "w:sdtPr", "w:sdtEndPr", "w:tblPrEx"),
    *("w:instrText", "w:delInstrText", "w:fldData", "w:ffData"),
}
"""Elements in which nothing that is printed stands."""
_DELETED = {"w:del", "w:moveFrom"}
_OURS = re.compile(r"_sp_(.+)_[0-9a-f]{8}_[0-9a-f]{8}")
"""The name of such a bookmark (`returning/marks.py`), with as much of an id as goes in."""
_LOOSE = {"w:r", "w:hyperlink", "w:fldSimple", "w:t", "m:oMath", "m:oMathPara"}
"""What stands in paragraphs, where it does not."""


@dataclass(frozen=True, slots=True)
class Looks:
    """What all parts of a document share."""

    styles: Styles
    lists: Lists
    tables: Serial = field(default_factory=Serial)
    boxes: Serial = field(default_factory=Serial)


@dataclass(frozen=True, slots=True)
class _Where:
    """What holds for what is walked: as one goes into an element, a new one."""

    fate: Fate
    cell: Cell | None = None
    note: str | None = None
    mark: str | None = None
    box: int | None = None
    is_contents: bool = False

    def with_fate(self, fate: Fate) -> _Where:
        return replace(self, fate=_worse(self.fate, fate))


def _worse(around: Fate, fate: Fate) -> Fate:
    """What becomes of something in something: what was deleted or hidden stays so."""
    return around if fate == "body" or around in {"deleted", "hidden"} else fate


@dataclass
class _Field:
    """A field that began and has not ended; its code comes before its result."""

    code: str = ""
    is_in_code: bool = True


@dataclass
class _Open:
    """The paragraph that is being read."""

    where: _Where
    style: str | None
    runs: list[Run] = field(default_factory=list)
    page: int | None = None
    """On which its first characters stand."""
    is_contents: bool = False
    typed: tuple[str, int] | None = None
    """The note whose mark somebody typed, and how many runs there were before that."""
    counted: list[str] = field(default_factory=list)
    """What fields count at its beginning."""
    outline: int | None = None
    part: str | None = None
    """Of which text of ours it is, as far as a bookmark tells."""


@dataclass
class Story:
    """Walks one part."""

    looks: Looks
    part: str
    fate: Fate = "body"
    marks: Mapping[str, str] = field(default_factory=dict)
    """Marks of notes by key, once they are known."""
    deleted: frozenset[str] = frozenset()
    """The notes that are called only by what was deleted."""
    has_pages: bool = False
    """Whether Word noted where pages began when it last drew the document."""

    def __post_init__(self) -> None:
        self.found: list[Paragraph] = []
        self.called: list[Called] = []
        """The notes that are called, in order."""
        self._order = Serial()
        self._number = 0
        self._page = 1
        self._framed: int | None = None
        self.uncounted = 0
        """Fields that count in the midst of a text: their numbers are nowhere in the file, and nowhere in the runs."""
        self._begin()

    def _begin(self) -> None:
        """Nothing was counted yet, and nothing is open."""
        self._fields: list[_Field] = []
        self._counters = Counters(self.looks.lists)
        self._counting = Fields()
        self._carried: tuple[Run, ...] = ()
        self._boxed: list[Paragraph] = []

    def walk(self, element: Element) -> list[Paragraph]:
        """The paragraphs in an element."""
        self._blocks(element, _Where(self.fate))
        self._leave(_Where(self.fate))
        return self.found

    # -- blocks ---------------------------------------------------------------------------------------------------

    def _blocks(self, elements: Iterable[Element], where: _Where) -> None:
        for one in elements:
            tag = name(one.tag)
            if tag == "w:p":
                self._paragraph(one, where)
            elif tag == "w:tbl":
                self._leave(where)
                self._table(one, where)
            elif tag in _DELETED:
                self._blocks(one, where.with_fate("deleted"))
            elif tag == "mc:AlternateContent":
                self._blocks(one[:1], where)
            elif tag == "w:sdt":
                self._blocks(one, replace(where, is_contents=True) if _is_contents(one) else where)
            elif tag in {"w:footnote", "w:endnote", "w:comment"}:
                self._note(one, tag.removeprefix("w:"), where)
            elif tag in _LOOSE:
                self._paragraph([one], where)
            elif tag not in _PASSED_OVER:
                self._blocks(one, where)

    def _note(self, element: Element, kind: str, where: _Where) -> None:
        self._begin()
        key = f"{kind}:{get(element, 'w:id') or ''}"
        if (get(element, "w:type") or "normal") != "normal":  # the line between text and notes
            where = where.with_fate("furniture")
        elif kind != "comment":
            where = replace(where, note=key, mark=self.marks.get(key))
        self._blocks(element, where.with_fate("deleted") if key in self.deleted else where)
        self._leave(where)

    def _paragraph(self, element: Element | list[Element], where: _Where) -> None:
        self._number += 1
        if self._number > MOST_PARAGRAPHS:
            raise too_long()
        number = self._number
        is_whole = not isinstance(element, list)
        properties = child(element, "w:pPr") if is_whole else None
        opened = _Open(where, val(properties, "w:pStyle"), outline=self.looks.styles.outline(properties))
        opened.part = _part(element) if is_whole else None
        self._inline(element, opened, where.fate)
        self._take_typed(opened)
        at = At(self.part, (opened.page or self._page) if self.has_pages else None, number)
        runs, self._carried = self._carried + tuple(_joined(opened.runs)), ()
        mark = child(properties, "w:rPr")
        is_gone = any(child(mark, tag) is not None for tag in _DELETED)
        is_hidden = bool(is_on(child(mark, "w:vanish"))) and not is_on(child(mark, "w:specVanish"))
        is_kept = any(run.fate not in {"deleted", "hidden"} for run in runs)
        if is_gone and is_kept and where.fate != "deleted":
            self._carried = runs  # its end was deleted: it goes on in the next one
        else:
            is_counted = where.fate != "deleted" and (is_kept or not (is_gone or is_hidden))
            where = replace(where, is_contents=where.is_contents or opened.is_contents)
            self.found.append(self._finished(properties, runs, at, where, opened, is_counted=is_counted))
        boxed, self._boxed = self._boxed, []
        self.found += boxed

    def _finished(
        self,
        properties: Element | None,
        runs: tuple[Run, ...],
        at: At,
        where: _Where,
        opened: _Open,
        *,
        is_counted: bool,
    ) -> Paragraph:
        styles = self.looks.styles
        printed = self._counters.next(styles.numbers(properties)) if is_counted else None
        left, hanging = styles.indent(properties, "left"), styles.indent(properties, "hanging")
        if printed is not None:
            own = child(properties, "w:ind")
            is_own = get(own, "w:left") is not None or get(own, "w:start") is not None
            left = left if is_own or printed.left is None else printed.left
            hanging = hanging if is_own or printed.hanging is None else printed.hanging
        return Paragraph(
            runs,
            at,
            style="toc 1" if where.is_contents else styles.name(val(properties, "w:pStyle")),
            outline=None if where.is_contents else opened.outline,
            number=" ".join(filter(None, [printed.text if printed else "", *opened.counted])) or None,
            listed=None if printed is None else Listed(printed.list, printed.level, printed.is_bullet),
            indent=left or 0.0,
            first=-hanging if hanging else styles.indent(properties, "firstLine") or 0.0,
            is_centred=styles.is_centred(properties),
            gap=styles.gap(properties),
            cell=where.cell,
            note=where.note,
            mark=where.mark,
            box=where.box if where.box is not None else self._frame(properties),
            part=opened.part,
        )

    def _frame(self, properties: Element | None) -> int | None:
        """The frame around a paragraph; paragraphs that follow each other stand in one."""
        if not self.looks.styles.is_framed(properties):
            self._framed = None
        elif self._framed is None:
            self._framed = self.looks.boxes.next()
        return self._framed

    def _leave(self, where: _Where) -> None:
        """What a paragraph without an end would carry on stays where it is."""
        if self._carried:
            at = At(self.part, self._page if self.has_pages else None, self._number)
            self.found.append(
                Paragraph(self._carried, at, cell=where.cell, note=where.note, mark=where.mark, box=where.box)
            )
            self._carried = ()

    def _box(self, elements: Iterable[Element], where: _Where) -> None:
        """The paragraphs of a text box come after the one that it is anchored to, and count for themselves."""
        kept = self.found, self._fields, self._counters, self._carried, self._boxed, self._counting
        self.found = []
        self._begin()
        self._blocks(elements, where)
        self._leave(where)
        boxed = self.found
        self.found, self._fields, self._counters, self._carried, self._boxed, self._counting = kept
        self._boxed += boxed

    # -- tables ---------------------------------------------------------------------------------------------------

    def _table(self, element: Element, where: _Where) -> None:
        table = self.looks.tables.next()
        rows = [(row, deleted, list(_cells(row))) for row, deleted in _rows(element)]
        heights = _heights([cells for _row, _deleted, cells in rows])
        inside = None if where.cell is None else (where.cell.table, where.cell.row, where.cell.column)
        for number, (row, deleted, cells) in enumerate(rows):
            is_heading = bool(is_on(child(row, "w:trPr", "w:tblHeader")))
            for one in cells:
                height = heights[number, one.column]
                told = Cell(table, number, one.column, one.width, max(height, 1), is_heading, inside)
                # What stands in a cell that another one covers is in the file and on no paper.
                fate: Fate = "deleted" if deleted or one.is_deleted else "body" if height else "hidden"
                inner = replace(where.with_fate(fate), cell=told)
                self._blocks(one.element, inner)
                self._leave(inner)

    # -- runs -----------------------------------------------------------------------------------------------------

    def _inline(  # noqa: PLR0912 (one branch for each element that means something)
        self, elements: Iterable[Element], opened: _Open, fate: Fate, run: _Drawn | None = None
    ) -> None:
        """The runs in elements."""
        for one in elements:
            tag = name(one.tag)
            make = _MAKES.get(tag)
            if make is not None:
                self._add(opened, make(one, run.font if run else ""), fate, run, tag)
            elif tag == "w:r":
                self._inline(one, opened, fate, self._drawn(one, opened))
            elif tag in _DELETED:
                self._inline(one, opened, _worse(fate, "deleted"), run)
            elif tag == "mc:AlternateContent":
                self._inline(one[:1], opened, fate, run)
            elif tag == "w:txbxContent":
                self._box(one, replace(opened.where, fate=self._fate(fate, run), box=self.looks.boxes.next()))
            elif tag in {"w:p", "w:tbl"}:
                self._box([one], replace(opened.where, fate=self._fate(fate, run)))
            elif tag in {"w:footnoteReference", "w:endnoteReference"}:
                self._call(one, tag, opened, self._fate(fate, run))
            elif tag == "w:fldChar":
                self._field(get(one, "w:fldCharType") or "", opened, self._fate(fate, None))
            elif tag == "w:fldSimple":
                self._count(get(one, "w:instr") or "", opened, self._fate(fate, run))
                self._inline(one, opened, fate, run)
            elif tag == "w:instrText":
                if self._fields:
                    self._fields[-1].code += one.text or ""
            elif tag == "w:lastRenderedPageBreak":
                self._page += 1
            elif tag not in _PASSED_OVER:
                self._inline(one, opened, fate, run)

    def _drawn(self, element: Element, opened: _Open) -> _Drawn:
        first = next(iter(element), None)  # Word writes them first, and reads them nowhere else
        properties = first if first is not None and name(first.tag) == "w:rPr" else None
        font = get(child(properties, "w:rFonts"), "w:ascii") if properties is not None else None
        return _Drawn(self.looks.styles.look(opened.style, properties), font or "")

    def _fate(self, fate: Fate, run: _Drawn | None) -> Fate:
        is_hidden = (run is not None and run.look.is_hidden) or any(one.is_in_code for one in self._fields)
        is_struck = run is not None and run.look.is_struck
        return _worse(fate, "hidden" if is_hidden else "deleted") if is_hidden or is_struck else fate

    def _add(self, opened: _Open, text: str, fate: Fate, run: _Drawn | None, tag: str) -> None:
        if not text:
            return
        look = run.look if run is not None else self.looks.styles.look(opened.style, None)
        fate = _worse(self._fate(fate, run), "unplaced" if tag in {"a:t", "c:v"} else "body")
        if text.strip():
            opened.page = opened.page or self._page
            opened.is_contents |= any(one.code.split()[:1] == ["TOC"] for one in self._fields)
        opened.runs.append(
            Run(
                text,
                fate,
                "text",
                look.bold,
                look.italic,
                look.underline,
                look.size,
                is_raised=look.is_raised,
                order=self._order.next(),
            )
        )

    def _call(self, element: Element, tag: str, opened: _Open, fate: Fate) -> None:
        kind = tag.removeprefix("w:").removesuffix("Reference")
        key = f"{kind}:{get(element, 'w:id') or ''}"
        is_typed = bool(
            get(element, "w:customMarkFollows") and (get(element, "w:customMarkFollows") or "").lower() not in _OFF
        )
        opened.runs.append(Run("", fate, "call", call=key, order=self._order.next()))
        if is_typed:
            opened.typed = key, len(opened.runs)
        else:
            self.called.append(Called(key, None, fate))

    def _take_typed(self, opened: _Open) -> None:
        """The run behind the call of a note whose mark was typed is that mark."""
        if opened.typed is None:
            return
        key, before = opened.typed
        mark = ""
        for n, run in list(enumerate(opened.runs))[before : before + 1]:
            opened.runs[n] = replace(run, role="call", call=key)
            mark = run.text.strip()
        self.called.append(Called(key, mark, "body"))

    def _count(self, code: str, opened: _Open, fate: Fate) -> None:
        """A field that may count: what it prints stands before the text of the paragraph, or is told as not read."""
        if fate == "deleted":
            return
        number = self._counting.next(code, opened.outline, len(opened.counted))
        if number is not None and not any(run.text.strip() for run in opened.runs):
            opened.counted.append(number)
        elif number is not None:
            self.uncounted += 1

    def _field(self, kind: str, opened: _Open, fate: Fate) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].is_in_code = False
        elif kind == "end" and self._fields:
            code = self._fields.pop().code
            self._count(code, opened, fate)


def _joined(runs: list[Run]) -> Iterator[Run]:
    """Runs that follow each other in the file and look the same are one: Word makes many where a person sees none."""
    waiting: list[Run] = []
    for run in runs:
        if waiting and (_looks(run), run.order) != (_looks(waiting[-1]), waiting[-1].order + 1):
            yield replace(waiting[0], text="".join(one.text for one in waiting))
            waiting = []
        waiting.append(run)
    if waiting:
        yield replace(waiting[0], text="".join(one.text for one in waiting))


def _looks(run: Run) -> tuple[object, ...]:
    return run.fate, run.role, run.call, run.bold, run.italic, run.underline, run.size, run.is_raised


_OFF = {"0", "false", "off"}


@dataclass(frozen=True, slots=True)
class Called:
    """A call of a note."""

    key: str
    typed: str | None
    """The mark that somebody typed for it."""
    fate: Fate


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A run as drawn."""

    look: Look
    font: str
    """The font that it names itself."""


def _text(element: Element, font: str) -> str:
    text = element.text or ""
    if get_space(element) != "preserve":
        text = text.strip(" \t\r\n")
    return plain(text.replace("\r\n", " ").replace("\n", " ").replace("\r", " "), font)


def get_space(element: Element) -> str | None:
    """Its `xml:space`."""
    space: str | None = element.get("{http://www.w3.org/XML/1998/namespace}space")
    return space


_MAKES: dict[str, Callable[[Element, str], str]] = {
    "w:t": _text,
    "w:delText": _text,
    "m:t": lambda element, _font: plain(element.text or ""),
    "a:t": lambda element, _font: plain(element.text or "") + " ",
    "c:v": lambda element, _font: plain(element.text or "") + " ",
    "v:textpath": lambda element, _font: get(element, "string") or "",
    "w:noBreakHyphen": lambda _element, _font: "\u2011",
    "w:softHyphen": lambda _element, _font: "\u00ad",
    "w:tab": lambda _element, _font: "\t",
    "w:ptab": lambda _element, _font: "\t",
    "w:br": lambda _element, _font: "\n",
    "w:cr": lambda _element, _font: "\n",
    "w:sym": lambda element, _font: symbol(code(get(element, "w:char")), get(element, "w:font") or ""),
}
"""What is printed of an element in a run; the font is the one that the run names."""


def _is_contents(element: Element) -> bool:
    gallery = val(element, "w:sdtPr", "w:docPartObj", "w:docPartGallery")
    return (gallery or "").lower() == "table of contents"


@dataclass(frozen=True, slots=True)
class _Cell:
    element: Element
    column: int
    width: int
    is_covered: bool
    is_deleted: bool


def _rows(element: Element, *, is_deleted: bool = False) -> Iterator[tuple[Element, bool]]:
    """The rows of a table, also those in content controls, and whether each was deleted."""
    for one in element:
        tag = name(one.tag)
        if tag == "w:tr":
            yield one, is_deleted or child(one, "w:trPr", "w:del") is not None
        elif tag == "mc:AlternateContent":
            yield from _rows(one[:1], is_deleted=is_deleted)
        elif tag not in _PASSED_OVER:
            yield from _rows(one, is_deleted=is_deleted or tag in _DELETED)


def _cells(row: Element) -> Iterator[_Cell]:
    column = whole(val(row, "w:trPr", "w:gridBefore"), 0, 1000) or 0
    for one, is_deleted in _each_cell(row):
        properties = child(one, "w:tcPr")
        width = max(whole(val(properties, "w:gridSpan"), 1, 1000) or 1, 1)
        merge = child(properties, "w:vMerge")
        is_covered = merge is not None and (get(merge, "w:val") or "continue") == "continue"
        is_beside = val(properties, "w:hMerge") == "continue"
        gone = is_deleted or child(properties, "w:cellDel") is not None
        yield _Cell(one, column, width, is_covered or is_beside, gone)
        column += width


def _each_cell(element: Element, *, is_deleted: bool = False) -> Iterator[tuple[Element, bool]]:
    for one in element:
        tag = name(one.tag)
        if tag == "w:tc":
            yield one, is_deleted
        elif tag == "mc:AlternateContent":
            yield from _each_cell(one[:1], is_deleted=is_deleted)
        elif tag not in _PASSED_OVER:
            yield from _each_cell(one, is_deleted=is_deleted or tag in _DELETED)


def _heights(rows: list[list[_Cell]]) -> dict[tuple[int, int], int]:
    """How many rows each cell takes, by row and column; 0 for one that another covers."""
    heights: dict[tuple[int, int], int] = {}
    open_: dict[int, tuple[int, int]] = {}
    for number, cells in enumerate(rows):
        now: dict[int, tuple[int, int]] = {}
        for cell in cells:
            above = open_.get(cell.column)
            if cell.is_covered and above is not None:
                heights[above] += 1
                heights[number, cell.column] = 0
                now[cell.column] = above
            else:  # a cell that goes on where nothing began is one by itself
                heights[number, cell.column] = 1
                now[cell.column] = number, cell.column
        open_ = now
    return heights


def _part(paragraph: Element) -> str | None:
    """What the bookmark says that our files have around each paragraph of a text."""
    names = (_OURS.fullmatch(get(one, "w:name") or "") for one in paragraph if name(one.tag) == "w:bookmarkStart")
    return next((found[1] for found in names if found is not None), None)
