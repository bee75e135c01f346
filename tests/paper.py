"""Where the pages of a PDF break what belongs together, read from the file: its structure, and where its words stand.

    python -m tests.paper FILE...

prints what is wrong in each file.
"""

from __future__ import annotations

import ctypes
import re
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pikepdf
import pypdfium2 as pdfium
from pypdfium2 import raw

Fault = tuple[int, str]
"""A page, from 1, and what is wrong there."""
HEADINGS: Final = frozenset({"H1", "H2", "H3", "H4", "H5", "H6"})
_BLOCKS: Final = HEADINGS | {"P", "LI", "LBody", "TR"}
_EMPTY: Final = 0.25
"""A page of which less is used, though more follows, is almost empty."""
_SHORT: Final = 5
"""A row of so few lines stands on one page."""


_WHOLE: Final = 40
"""So many letters can be a text of their own, below a heading and above the end of a page."""


_HYPHENATED: Final = re.compile(r"(\w+)[\x02\ufffe-]?$")


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on one line, in one face; places in points from the foot and the left side of its page."""

    page: int
    left: float
    foot: float
    right: float
    top: float
    text: str


@dataclass(slots=True)
class Element:
    """A part of the document, with all that stands in it."""

    kind: str
    children: list[Element | Words] = field(default_factory=list)

    def words(self) -> Iterator[Words]:
        """What stands in it, in reading order."""
        for child in self.children:
            if isinstance(child, Words):
                yield child
            else:
                yield from child.words()

    def below(self, *kinds: str) -> Iterator[Element]:
        """The elements of these kinds in it, in reading order."""
        for child in self.children:
            if isinstance(child, Element):
                if child.kind in kinds:
                    yield child
                yield from child.below(*kinds)

    def text(self) -> str:
        """Its words, with single spaces."""
        return " ".join(" ".join(one.text for one in self.words()).split())

    def lines(self) -> dict[int, list[str]]:
        """The lines by the page that they stand on; what overlaps in height is one line."""
        found: dict[int, list[str]] = {}
        last: Words | None = None
        for one in self.words():
            if last and last.page == one.page and min(last.top, one.top) > max(last.foot, one.foot):
                found[one.page][-1] += one.text
            else:
                found.setdefault(one.page, []).append(one.text)
            last = one
        return found


@dataclass(frozen=True, slots=True)
class Paper:
    """A PDF with a structure."""

    root: Element
    sizes: tuple[tuple[float, float], ...]
    """Width and height of each page."""
    margins: tuple[str, ...]
    """What stands on each page besides the text: its head and foot, and heads of tables that are repeated."""


def read(file: Path) -> Paper:
    """A PDF as it lies on paper."""
    document = pdfium.PdfDocument(file)
    marked = [_marked(page, number) for number, page in enumerate(document, start=1)]
    with pikepdf.open(file) as tagged:
        numbers = {page.obj.objgen: number for number, page in enumerate(tagged.pages)}
        tree: Any = tagged.Root.StructTreeRoot
        root = Element("Root")
        for kid in tree.K if isinstance(tree.K, pikepdf.Array) else [tree.K]:
            root.children.append(_element(kid, None, numbers, marked))
    margins = tuple(" ".join(" ".join(one.text for one in page.get(-1, ())).split()) for page in marked)
    return Paper(root, tuple(page.get_size() for page in document), margins)


def _marked(page: Any, number: int) -> dict[int, list[Words]]:
    """What is drawn on a page, by the number of its mark; -1 is what is only decoration."""
    text, found = page.get_textpage(), dict[int, list[Words]]()
    for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=1):
        size = raw.FPDFTextObj_GetText(one.raw, text.raw, None, 0)
        letters = ctypes.create_string_buffer(size)
        raw.FPDFTextObj_GetText(one.raw, text.raw, ctypes.cast(letters, ctypes.POINTER(raw.FPDF_WCHAR)), size)
        words = letters.raw[: size - 2].decode("utf-16le")
        if words.strip():
            mark = raw.FPDFPageObj_GetMarkedContentID(one.raw)
            left, foot, right, top = one.get_bounds()
            found.setdefault(mark, []).append(Words(number, left, foot, right, top, words))
    return found


def _element(of: Any, page: Any, numbers: dict[Any, int], marked: list[dict[int, list[Words]]]) -> Element:
    element = Element(str(of.S)[1:])
    page = of.get("/Pg", page)
    kids = of.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            element.children += marked[numbers[page.objgen]].get(kid, [])
        elif not isinstance(kid, pikepdf.Dictionary):
            continue
        elif kid.get("/Type") == "/MCR":
            element.children += marked[numbers[kid.get("/Pg", page).objgen]].get(int(kid.MCID), [])
        elif "/S" in kid:
            element.children.append(_element(kid, page, numbers, marked))
    return element


def faults(file: Path, *, names: Collection[str] = ()) -> list[Fault]:
    """What is wrong on the pages of a PDF, page by page.

    Args:
        file: with a structure, as every PDF of ours.
        names: of schools and boards, which no line may cut.
    """
    paper = read(file)
    found = [
        *_blocks(paper.root),
        *(fault for table in paper.root.below("Table") for fault in _table(table, paper)),
        *_placed(paper),
        *_cut(paper.root, names),
    ]
    return sorted(set(found))


def _blocks(root: Element) -> Iterator[Fault]:
    blocks = [one for one in _texts(root) if any(one.words())]
    for before, one, after in zip(blocks, [*blocks[1:]], [*blocks[2:], Element("P")], strict=False):
        lines, above = one.lines(), before.lines()
        last, begins = max(above), min(lines)
        if before.kind in HEADINGS:
            if len(above) > 1:
                yield last, f"a heading over two pages: {before.text()}"
            if begins > last:
                yield last, f"a heading without its text: {before.text()}"
            elif len(one.text()) < _WHOLE and any(after.words()) and min(after.lines()) > last:
                yield last, f"a heading with one line: {before.text()}"
        elif before.kind == "P" and before.text().endswith(":") and begins > last:
            yield last, f"words that introduce what is on the next page: {before.text()}"
        if before.kind == "P" and one.kind == "TR" and begins > last and len(above[last]) < 3:
            yield last, f"a table without the words above it: {one.text()[:60]}"
    for one in blocks:
        if one.kind != "TR":
            yield from _lonely(one, "a text")


def _texts(element: Element) -> Iterator[Element]:
    """Headings, paragraphs, items and rows, in reading order."""
    for child in element.children:
        if isinstance(child, Element):
            if (child.kind in _BLOCKS and not any(child.below(*_BLOCKS - {"Span"}))) or child.kind == "TR":
                yield child
            else:
                yield from _texts(child)


def _lonely(one: Element, what: str) -> Iterator[Fault]:
    lines = one.lines()
    if len(lines) > 1:
        for page in (min(lines), max(lines)):
            if len(lines[page]) < 2:
                yield page, f"{what} of which one line stands on this page: {lines[page][0][:60]}"


def _table(table: Element, paper: Paper) -> Iterator[Fault]:
    heads = [row for group in table.below("THead") for row in group.below("TR")]
    known = {id(row) for row in heads}
    rows = [row for row in table.below("TR") if id(row) not in known and any(row.words())]
    for row in rows:
        yield from _row(row)
    pages = sorted({one.page for row in rows for one in row.words()})
    for head in heads:
        (own, *more) = sorted(head.lines())
        if more or [own] != (pages or [own])[:1]:
            yield own, f"the head of a table without its rows: {head.text()}"
        for page in pages[1:]:
            if head.text() not in paper.margins[page - 1]:
                yield page, f"a table that goes on without its head: {head.text()}"


def _row(row: Element) -> Iterator[Fault]:
    cells = [cell for cell in row.below("TH", "TD") if any(cell.words())]
    first = min(min(cell.lines()) for cell in cells)
    for cell in cells:
        lines = cell.lines()
        if min(lines) > first:
            yield first, f"a cell of this row begins on the next page: {cell.text()[:60]}"
        if cell.kind == "TH" and len(lines) > 1:
            yield first, f"a label over two pages: {cell.text()}"
        for part in [*cell.below("P", "LI")] or [cell]:
            yield from _lonely(part, "a cell")
    most = max(sum(map(len, cell.lines().values())) for cell in cells)
    if most <= _SHORT and any(len(cell.lines()) > 1 for cell in cells):
        yield first, f"a row of {most} lines over two pages: {row.text()[:60]}"


def _placed(paper: Paper) -> Iterator[Fault]:
    by_page: dict[int, list[Words]] = {}
    for one in paper.root.words():
        by_page.setdefault(one.page, []).append(one)
        width, height = paper.sizes[one.page - 1]
        if one.left < 0 or one.foot < 0 or one.right > width or one.top > height:
            yield one.page, f"words beyond the edge of the page: {one.text}"
    for page, words in by_page.items():
        width = paper.sizes[page - 1][0]
        for one in words:
            if one.right > width - 30:
                yield page, f"words in the margin: {one.text}"
        ordered = sorted(words, key=lambda one: one.foot)
        for number, one in enumerate(ordered):
            for other in ordered[number + 1 :]:
                if other.foot > one.top - 3:
                    break
                if min(one.right, other.right) - max(one.left, other.left) > 3 and other.top > one.foot:
                    yield page, f"words on top of each other: {one.text} | {other.text}"
    for page, after in pairwise(sorted(by_page)):
        _width, height = paper.sizes[page - 1]
        used = (height - min(one.foot for one in by_page[page])) / height
        if used < _EMPTY and after == page + 1:
            yield page, "a page that is almost empty"
    last = max(by_page)
    if last > 1 and len({round(one.foot) for one in by_page[last]}) < 3:
        yield last, "a last page of less than three lines"


def _cut(root: Element, names: Collection[str]) -> Iterator[Fault]:
    parts = {word for name in names for word in name.split() if len(word) > 3}
    for one in _texts(root):
        for cell in [*one.below("TH", "TD")] or [one]:
            for part in [*cell.below("P", "LI")] or [cell]:
                for page, lines in part.lines().items():
                    if len(lines) > 1 and part.text() != "• …" and {"…", "…."} & {line.strip() for line in lines}:
                        yield page, f"… on a line of its own: {part.text()[:60]}"
                    for line, rest in pairwise(lines):
                        end, begin = _HYPHENATED.search(line.strip()), re.match(r"\w+", rest.strip())
                        if end and begin and end[1] + begin[0] in parts:
                            yield page, f"a name that is cut: {end[1]}-{begin[0]}"


if __name__ == "__main__":
    for name in sys.argv[1:]:
        for number, told in faults(Path(name)):
            print(f"{name}:{number}: {told}")
