"""A .docx → its paragraphs as they read now and as they read before tracked changes, with who did what to them.

Beside what the intake reads of any document this keeps what only a return needs: the bookmarks around words, the
authors of tracked changes and the comments. What is hostile in a file is refused where the intake refuses it
(`intake.readers.word`): nothing is fetched, and no part is read that promises too much.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from gettext import gettext as _
from itertools import count
from typing import Final, Literal

from schoolprotocol.errors import IntakeError
from schoolprotocol.intake.readers.word.package import Package
from schoolprotocol.intake.readers.word.symbols import code, plain, symbol
from schoolprotocol.intake.readers.word.unread import unread
from schoolprotocol.intake.readers.word.xml import Element, attributes, child, get, is_on, name, val
from schoolprotocol.returning.marks import PROPERTY, Identity, Mark, mark_in

State = Literal["same", "came", "went"]
MOST: Final = 20_000
"""Paragraphs of a document that comes back: a hundred times what a protocol has."""
_MOST_OPEN: Final = 200
"""Bookmarks or comments that stand around one word; nobody has ten."""
_ENDS: Final = {"w:bookmarkEnd": "w:bookmarkStart", "w:commentRangeEnd": "w:commentRangeStart"}
_DEEP: Final = 200
"""So far elements may stand in each other where text stands in them."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A bookmark of ours that stands open."""

    mark: Mark
    instance: int
    """Which of the bookmarks in the file: a text that was pasted twice has two."""


@dataclass(frozen=True, slots=True)
class Bit:
    """Words that share who wrote or deleted them, and where they belong."""

    text: str
    state: State = "same"
    author: str = ""
    """Who wrote or deleted them, where that was tracked."""
    claim: Claim | None = None
    """The bookmark that was opened last around them."""
    comments: frozenset[str] = frozenset()
    """Those that they are commented with."""


@dataclass(frozen=True)
class Line:
    """A paragraph."""

    bits: tuple[Bit, ...]
    part: str
    """`body`, `note`, `furniture` (headers and footers) or `box`."""
    style: str = ""
    cell: tuple[int, int, int] | None = None
    """Table, row and cell, where it stands in a table."""
    points: tuple[Claim, ...] = ()
    """Bookmarks without words that stand in it."""
    comments: frozenset[str] = frozenset()
    """Comments at a place without words."""
    end: State = "same"
    """What happened to the mark at its end."""
    end_author: str = ""

    @cached_property
    def text(self) -> str:
        """Its words."""
        return "".join(bit.text for bit in self.bits)

    @property
    def claim(self) -> Claim | None:
        """The first bookmark in it; before that may stand the space behind the mark of a note."""
        return next((bit.claim for bit in self.bits if bit.claim is not None), None)

    @cached_property
    def words(self) -> str:
        """Its words with one space between them: what counts when texts are compared."""
        return " ".join(self.text.split())


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody wrote in the margin."""

    author: str
    text: str


@dataclass(frozen=True)
class File:
    """A file that came back."""

    lines: tuple[Line, ...]
    """As it reads once all tracked changes are accepted."""
    before: tuple[Line, ...]
    """As it read before them."""
    raw: tuple[Line, ...]
    """With everything that was tracked."""
    comments: dict[str, Comment]
    identity: Identity | None
    """What it says it is."""
    remarks: tuple[str, ...] = ()
    """What is in it that nobody reads."""

    @property
    def is_report(self) -> bool:
        """Whether it is a change report."""
        return self.identity is not None and self.identity.kind == "report"

    @cached_property
    def authors(self) -> tuple[str, ...]:
        """Who tracked a change or wrote a comment, in order."""
        said = (comment.author for comment in self.comments.values())
        wrote = (bit.author for line in self.raw for bit in line.bits)
        return tuple(dict.fromkeys(filter(None, (*wrote, *(line.end_author for line in self.raw), *said))))


def read(data: bytes) -> File:
    """What a file says.

    Raises:
        IntakeError: where it cannot be read whole.
    """
    package = Package(data)
    main = package.document
    walk = _Walk()
    walk.part(package.root(main), "body")
    notes = [part for kind in ("footnotes", "endnotes") for part in package.linked(main, kind)]
    sides = [part for kind in ("header", "footer") for part in package.linked(main, kind)]
    for part in notes:
        kind = "footnote" if "footnote" in part.lower() else "endnote"
        walk.notes(package.root(part), kind)
    for part in sides:
        walk.part(package.root(part), "furniture")
    comments: dict[str, Comment] = {}
    for part in package.linked(main, "comments"):
        comments |= _comments(package.root(part))
    raw = tuple(walk.lines)
    return File(
        tuple(_view(raw, without="went")),
        tuple(_view(raw, without="came")),
        raw,
        comments,
        _identity(package),
        (*walk.remarks(), *unread(package, (main, *notes, *sides), has_pictures=False)),
    )


def _identity(package: Package) -> Identity | None:
    for part in package.linked("", "custom-properties"):
        for one in package.root(part):
            if attributes(one).get("name") == PROPERTY:
                return Identity.parse("".join(one.itertext()))
    return None


def _comments(root: Element) -> dict[str, Comment]:
    found: dict[str, Comment] = {}
    for one in root:
        if name(one.tag) != "w:comment":
            continue
        walk = _Walk()
        walk.part(one, "note")
        text = "\n".join(line.text.strip() for line in _view(walk.lines, without="went") if line.text.strip())
        found[get(one, "w:id") or ""] = Comment((get(one, "w:author") or "").strip(), text)
    return found


# -- two readings of what was tracked ---------------------------------------------------------------------------------


def _view(raw: Iterable[Line], *, without: State) -> Iterator[Line]:
    """The paragraphs with all tracked changes accepted, or refused; those without words are left out.

    Args:
        raw: the paragraphs.
        without: what such a reading does not have: what went, or what came.
    """
    carried: Line | None = None
    for line in raw:
        bits = tuple(bit for bit in line.bits if bit.state != without)
        now = replace(line, bits=bits)
        if carried is not None:
            if (carried.part, carried.cell) == (line.part, line.cell):
                points, comments = (*carried.points, *now.points), carried.comments | now.comments
                now = replace(now, bits=(*carried.bits, *bits), points=points, comments=comments)
            elif carried.text.strip():
                yield carried
            carried = None
        if line.end == without:
            carried = now
        elif now.text.strip():
            yield now
    if carried is not None and carried.text.strip():
        yield carried


# -- the walk ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Where:
    """What holds for what is walked."""

    part: str
    state: State = "same"
    author: str = ""
    cell: tuple[int, int, int] | None = None
    depth: int = 0
    is_contents: bool = False

    def deeper(self) -> _Where:
        if self.depth > _DEEP:
            text = _("This file has elements that stand deeper in each other than in any document.")
            raise IntakeError(text, _("Open it in Word or LibreOffice and save it anew."))
        return replace(self, depth=self.depth + 1)


_CAME: Final = {"w:ins", "w:moveTo"}
_WENT: Final = {"w:del", "w:moveFrom"}
_PASSED_OVER: Final = {
    *("w:pPr", "w:rPr", "w:tblPr", "w:tblGrid", "w:trPr", "w:tcPr", "w:sectPr", "w:sdtPr", "w:sdtEndPr", "w:tblPrEx"),
    *("w:instrText", "w:delInstrText", "w:fldData", "w:ffData", "w:footnoteRef", "w:endnoteRef"),
}
_MAKES: Final[dict[str, Callable[[Element], str]]] = {
    "w:t": lambda one: plain((one.text or "").replace("\r", " ").replace("\n", " ")),
    "w:delText": lambda one: plain((one.text or "").replace("\r", " ").replace("\n", " ")),
    "m:t": lambda one: plain(one.text or ""),
    "w:noBreakHyphen": lambda _one: "\u2011",
    "w:tab": lambda _one: "\t",
    "w:ptab": lambda _one: "\t",
    "w:br": lambda one: "" if get(one, "w:type") in {"page", "column"} else "\n",
    "w:cr": lambda _one: "\n",
    "w:sym": lambda one: symbol(code(get(one, "w:char")), get(one, "w:font") or ""),
}
_UNSEEN: Final = dict.fromkeys(map(ord, "\u00ad\u200b\ufeff"))
"""Signs that only tell where a line may end: programs put them in, and nobody changed a word by them."""
_LOOSE: Final = {"w:r", "w:hyperlink", "w:fldSimple", "w:t", "m:oMath", "m:oMathPara"}
_CONTENTS: Final = re.compile(r"toc\s?\d*|tocheading|inhopg\d*|kopvaninhoudsopgave|contents\d*|contentsheading", re.I)


class _Walk:
    """Walks parts, one after the other."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.calls: dict[str, set[State]] = {}
        """By note, what became of the places that call it."""
        self._open: dict[str, Claim] = {}
        self._closed: set[Element] = set()
        """Where bookmarks, comments and fields begin that end somewhere: others would claim all that follows."""
        self._used: set[int] = set()
        """Instances of bookmarks in which words stand."""
        self._comments: dict[str, None] = {}
        self._instances = count()
        self._tables = count(1)
        self._fields: list[list[str]] = []
        """Codes of the fields that stand open; the second item once their result began."""
        self._told: set[str] = set()
        self._bits: list[Bit] = []
        self._points: list[Claim] = []
        self._at: set[str] = set()

    def remarks(self) -> Iterator[str]:
        """What is in the file that does not come back."""
        if "look" in self._told:
            yield _("The look of some words or paragraphs was changed: only words come back, not how they look.")
        if "picture" in self._told:
            yield _("The file has pictures or drawings: these do not come back.")

    def part(self, root: Element, where: str) -> None:
        """The paragraphs of a part."""
        self._begin(root)
        self.blocks(root, _Where(where))

    def _begin(self, root: Element) -> None:
        self._open, self._closed, self._fields = {}, set(), []
        self._comments.clear()
        begun: dict[tuple[str, str], Element] = {}
        fields: list[Element] = []
        for one in root.iter():
            tag, id_ = name(one.tag), get(one, "w:id") or ""
            if tag in _ENDS.values():
                begun[tag, id_] = one
            elif tag in _ENDS and (start := begun.pop((_ENDS[tag], id_), None)) is not None:
                self._closed.add(start)
            elif tag == "w:fldChar" and get(one, "w:fldCharType") == "begin":
                fields.append(one)
            elif tag == "w:fldChar" and get(one, "w:fldCharType") == "end" and fields:
                self._closed.add(fields.pop())

    def notes(self, root: Element, kind: str) -> None:
        """The notes of a part that are still called."""
        self._begin(root)
        for one in root:
            if name(one.tag) != f"w:{kind}" or (get(one, "w:type") or "normal") != "normal":
                continue
            states = self.calls.get(f"{kind}:{get(one, 'w:id')}", set())
            state: State = "went" if states == {"went"} or not states else "came" if states == {"came"} else "same"
            self.blocks(one, _Where("note", state))

    def blocks(self, element: Element, where: _Where) -> None:
        """The paragraphs below an element."""
        inside = where.deeper()
        for one in element:
            tag = name(one.tag)
            if tag == "w:p":
                self._paragraph(one, inside)
            elif tag == "w:tbl":
                self._table(one, inside)
            elif tag == "mc:AlternateContent":
                for choice in one[:1]:
                    self.blocks(choice, inside)
            elif tag == "w:sdt":
                self.blocks(one, replace(inside, is_contents=inside.is_contents or _is_contents(one)))
            elif tag in _CAME | _WENT:
                self.blocks(one, self._changed(one, tag, inside))
            elif tag in _LOOSE:
                self._paragraph([one], inside)
            elif self._range(one, tag):
                pass
            elif tag not in _PASSED_OVER:
                self.blocks(one, inside)

    def _table(self, element: Element, where: _Where) -> None:
        table = next(self._tables)
        for number, row in enumerate(
            one for one in element.iter() if name(one.tag) == "w:tr" and _table_of(one) is element
        ):
            properties = child(row, "w:trPr")
            inside = where
            for tag in ("w:ins", "w:del"):
                if (changed := child(properties, tag)) is not None:
                    inside = self._changed(changed, tag, where)
            cells = [one for one in row.iter() if name(one.tag) == "w:tc" and _row_of(one) is row]
            for column, cell in enumerate(cells):
                self.blocks(cell, replace(inside, cell=(table, number, column)))
        for one in element:
            self._range(one, name(one.tag))

    def _changed(self, element: Element, tag: str, where: _Where) -> _Where:
        state: State = "came" if tag in _CAME else "went"
        if where.state == "went":
            return where
        return replace(where, state=state, author=(get(element, "w:author") or "").strip())

    def _range(self, element: Element, tag: str) -> bool:
        """Whether an element is the begin or end of something; which is remembered."""
        id_ = get(element, "w:id") or ""
        if tag == "w:bookmarkStart":
            mark = mark_in(get(element, "w:name") or "")
            if mark is not None and element in self._closed and len(self._open) < _MOST_OPEN:
                self._open[id_] = Claim(mark, next(self._instances))
        elif tag == "w:bookmarkEnd":
            claim = self._open.pop(id_, None)
            if claim is not None and claim.instance not in self._used:
                self._points.append(claim)
        elif tag == "w:commentRangeStart":
            if element in self._closed and len(self._comments) < _MOST_OPEN:
                self._comments[id_] = None
            else:
                self._at.add(id_)
        elif tag == "w:commentRangeEnd":
            self._comments.pop(id_, None)
        elif tag == "w:commentReference":
            self._at.add(id_)
        else:
            return False
        return True

    def _paragraph(self, element: Element | list[Element], where: _Where) -> None:
        if len(self.lines) >= MOST:
            text = _("This file has more than {count} paragraphs: that is no protocol of ours.")
            raise IntakeError(text.format(count=MOST), _("Return the Word file that was made of the protocol."))
        kept = self._bits, self._points, self._at
        self._bits, self._points, self._at = [], [], set()
        is_whole = not isinstance(element, list)
        properties = child(element, "w:pPr") if is_whole else None
        style = val(properties, "w:pStyle") or ""
        if child(properties, "w:pPrChange") is not None:
            self._told.add("look")
        mark = child(properties, "w:rPr")
        end, author = where.state, where.author
        for tag in ("w:ins", "w:moveTo", "w:del", "w:moveFrom"):
            if where.state == "same" and (changed := child(mark, tag)) is not None:
                end = "came" if tag in _CAME else "went"
                author = (get(changed, "w:author") or "").strip()
        began = len(self._fields)
        self._inline(element, where)
        in_contents = where.is_contents or any(_is_toc(code) for code, *_rest in self._fields[:began])
        line = Line(
            tuple(_joined(self._bits)),
            where.part,
            style,
            where.cell,
            tuple(self._points),
            frozenset(self._at - {id_ for bit in self._bits for id_ in bit.comments}),
            end,
            author if end != "same" else "",
        )
        at = line.comments
        self._bits, self._points, self._at = kept
        if in_contents or _CONTENTS.fullmatch(style.replace(" ", "")):
            return
        self.lines.append(replace(line, comments=at))

    def _inline(self, elements: Iterable[Element], where: _Where) -> None:  # noqa: PLR0912 (a branch for each element)
        inside = where.deeper()
        for one in elements:
            tag = name(one.tag)
            make = _MAKES.get(tag)
            if make is not None:
                self._add(make(one), inside)
            elif tag == "w:r":
                self._run(one, inside)
            elif tag in _CAME | _WENT:
                self._inline(one, self._changed(one, tag, inside))
            elif tag == "mc:AlternateContent":
                self._inline(one[:1], inside)
            elif tag == "w:fldSimple" and inside.part == "furniture":
                pass  # the number of a page
            elif tag in {"w:drawing", "w:pict", "w:object"}:
                self._told.add("picture")
                self._inline(one, inside)
            elif tag == "w:txbxContent":
                fields, self._fields = self._fields, []
                self.blocks(one, replace(inside, part="box", cell=None))
                self._fields = fields
            elif tag in {"w:p", "w:tbl"}:
                self.blocks([one], inside)
            elif tag in {"w:footnoteReference", "w:endnoteReference"}:
                key = f"{tag.removeprefix('w:').removesuffix('Reference')}:{get(one, 'w:id')}"
                self.calls.setdefault(key, set()).add(inside.state)
            elif tag == "w:fldChar":
                self._field(get(one, "w:fldCharType") or "", one)
            elif tag == "w:instrText":
                if self._fields:
                    self._fields[-1][0] += one.text or ""
            elif not self._range(one, tag) and tag not in _PASSED_OVER:
                self._inline(one, inside)

    def _run(self, element: Element, where: _Where) -> None:
        properties = child(element, "w:rPr")
        if child(properties, "w:rPrChange") is not None:
            self._told.add("look")
        if where.part != "furniture" and any(is_on(child(properties, one)) for one in ("w:strike", "w:dstrike")):
            if where.state == "came":
                return  # somebody wrote it, and struck it out
            where = replace(where, state="went")
        self._inline(element, where)

    def _field(self, kind: str, element: Element) -> None:
        if kind == "begin" and element in self._closed:
            self._fields.append([""])
        elif kind == "separate" and self._fields:
            self._fields[-1].append("")
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _add(self, text: str, where: _Where) -> None:
        text = text.translate(_UNSEEN)
        if not text or any(len(field) == 1 for field in self._fields):
            return
        if where.part == "furniture" and self._fields:
            return  # the number of a page
        claim = max(self._open.values(), key=lambda one: one.instance, default=None)
        if claim is not None and text.strip() and where.state != "went":
            self._used.update(one.instance for one in self._open.values())
        self._bits.append(Bit(text, where.state, where.author, claim, frozenset(self._comments)))


def _is_toc(code: str) -> bool:
    return code.split()[:1] == ["TOC"]


def _is_contents(element: Element) -> bool:
    gallery = val(element, "w:sdtPr", "w:docPartObj", "w:docPartGallery")
    return (gallery or "").lower() == "table of contents"


def _table_of(row: Element) -> Element | None:
    return next((one for one in row.iterancestors() if name(one.tag) == "w:tbl"), None)


def _row_of(cell: Element) -> Element | None:
    return next((one for one in cell.iterancestors() if name(one.tag) == "w:tr"), None)


def _joined(bits: Sequence[Bit]) -> Iterator[Bit]:
    """Bits that follow each other and differ in nothing are one."""
    waiting: Bit | None = None
    for bit in bits:
        if waiting is not None and replace(waiting, text="") == replace(bit, text=""):
            waiting = replace(waiting, text=waiting.text + bit.text)
            continue
        if waiting is not None:
            yield waiting
        waiting = bit
    if waiting is not None:
        yield waiting
