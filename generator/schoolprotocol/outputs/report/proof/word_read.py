"""A Word document as Word shows it, with its tracked changes accepted or rejected (ISO/IEC 29500-1, 17.9 and 17.13.5).

Reads the XML alone: it knows nothing of what wrote it, and what it does not know it calls by its name.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from lxml import etree

from schoolprotocol.outputs.report.proof.word_shape import FIXED, strange

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
Side = Literal["accept", "reject"]
_GONE: Final[dict[Side, frozenset[str]]] = {
    "accept": frozenset({"del", "from", "to-del"}),
    "reject": frozenset({"ins", "to", "to-del"}),
}
_STATES: Final = {"ins": "ins", "del": "del", "moveFrom": "from", "moveTo": "to"}
_RANGES: Final = {"moveFrom": "from", "moveTo": "to"}
_BEHIND: Final = {"tab": " ", "space": " ", "nothing": ""}
_LOOKS: Final = {"b": "b", "i": "i"}
_STYLES: Final = {"Hyperlink": "u", "FootnoteReference": "n", "CommentReference": "c"}
_LEFT_ALONE: Final = frozenset({"ind", "shd", "keepNext", "rPr", "pPrChange"})
"""Of a paragraph: how far it is indented and on which page it stands say nothing, the others are read by themselves."""
CALL: Final = "\x02"
"""Stands where a note is called."""
OWN: Final = "\x03"
"""Stands where a note has its number."""
_WHITE: Final = "Tabelwit"
"""Style of the paragraph behind a table, which only keeps two tables apart."""

Runs = list[tuple[str, str, str]]
"""Text, look (`b`, `i`) and target of a link of neighbours that differ in the last two."""


@dataclass(frozen=True, slots=True)
class Marked:
    """What a tracked change is about."""

    start: int
    end: int
    state: str
    author: str
    move: str = ""
    """The move of which it is the old end."""


@dataclass(frozen=True, slots=True)
class Struck:
    """What went from what moved, which neither side shows."""

    move: str
    start: int
    """Which letters of the move these are, white space not counted."""
    end: int
    author: str


@dataclass
class Line:
    """A paragraph on one side."""

    where: tuple[int, ...]
    """Which table, row and cell, each counted from 0, and whether the row is a head; empty outside tables."""
    style: str
    framed: bool
    runs: Runs = field(default_factory=list)
    """Its number is the first of it."""
    notes: list[list[Line]] = field(default_factory=list)
    """What the notes say that it calls."""
    marked: list[Marked] = field(default_factory=list)
    comments: dict[str, list[int]] = field(default_factory=dict)
    """By id, at which letters it begins and ends, and is called."""
    bookmarks: list[str] = field(default_factory=list)
    changed_form: str = ""
    """Who changed its form; empty for nobody."""
    ended_by: list[tuple[str, str]] = field(default_factory=list)
    """State and author of the marks at the ends of the paragraphs of the file of which it consists."""
    row_by: str = ""
    """Who let its row come or go."""

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(text for text, _look, _target in self.runs)


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: Literal["text", "note", "begin", "end", "reference", "bookmark"]
    text: str
    look: str = ""
    target: str = ""
    state: str = "same"
    author: str = ""
    move: str = ""


@dataclass(frozen=True, slots=True)
class _Form:
    style: str
    list: tuple[str, int] | None
    framed: bool


@dataclass(frozen=True, slots=True)
class _Paragraph:
    new: _Form
    old: _Form
    changed_by: str
    end: tuple[str, str]
    """State and author of the mark at its end."""
    pieces: tuple[_Piece, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    state: tuple[str, str]
    heads: bool
    cells: tuple[tuple[_Paragraph, ...], ...]


_Table = tuple[_Row, ...]


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment beside the text."""

    id: str
    author: str
    lines: tuple[tuple[tuple[str, str], ...], ...]
    """Text and look of the pieces of each paragraph."""


def parts_of(data: bytes) -> dict[str, Any]:
    """The parts of a file in its folder `word`: `document`, `comments`, `_rels/document.xml.rels`."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {
            name.removeprefix("word/").removesuffix(".xml"): etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.startswith("word/") and name.endswith((".xml", ".rels"))  # a logo is no text
        }


class WordFile:
    """One file; `odd` says what it holds that no report of ours does."""

    def __init__(self, parts: Mapping[str, Any]) -> None:
        self.odd: list[str] = list(strange(parts))
        self.dates: set[str] = set()
        self.moved: dict[tuple[str, str], list[str]] = {}
        """The words of each end of a move, by `from` or `to` and its name."""
        self.movers: set[str] = set()
        """By whom the moves are."""
        self.struck: list[Struck] = []
        self._called: list[str] = []
        """The notes that are called, each by one call."""
        self._open: dict[str, tuple[str, str]] = {}
        self._links = {
            name: {one.get("Id"): one.get("Target") for one in parts[rels]}
            for name in ("document", "footnotes")
            if (rels := f"_rels/{name}.xml.rels") in parts
        }
        self._part = "footnotes"
        self.notes = {
            note.get(f"{_W}id"): tuple(self._paragraphs(note))
            for note in parts["footnotes"]
            if note.get(f"{_W}type") is None
        }
        self._part = "document"
        body = parts["document"].find(f"{_W}body")
        self.body = tuple(self._blocks(body))
        self.odd += [f"{state} {name}" for state, name in self._open.values()]
        every = (one.get(f"{_W}id") for one in parts["footnotes"] if one.get(f"{_W}type") is None)
        self.odd += [] if sorted(self._called) == sorted(every) else ["footnoteReference"]
        self._schemes = _Schemes(parts["numbering"])
        self.fixed = {name: etree.tostring(parts[name], method="c14n") for name in FIXED}
        """The parts that each report has alike."""
        self.comments = tuple(self._comment(one) for one in parts["comments"])
        self.frame = tuple(
            "".join(
                node.text or "" if node.tag == f"{_W}t" else " " for node in root.iter(f"{_W}t", f"{_W}tab")
            ).lstrip()  # a logo has room behind it
            for root in (parts["header"], parts["footer"])
        )
        """What stands on every page: above, and below."""
        self.on_pages = frozenset(
            _local(one) for one in body.iterfind(f"{_W}sectPr/*") if _local(one).endswith("Reference")
        )

    # -- the file -----------------------------------------------------------------------------------------------------

    def _comment(self, element: Any) -> Comment:
        lines = (
            tuple((piece.text, piece.look) for piece in self._pieces(line, ("same", "", "")) if piece.kind == "text")
            for line in element.iterfind(f"{_W}p")
        )
        self.dates.add(element.get(f"{_W}date"))
        return Comment(element.get(f"{_W}id"), element.get(f"{_W}author"), tuple(lines))

    def _blocks(self, container: Any) -> Iterator[_Paragraph | _Table]:
        apart = True
        for child in container:
            name = _local(child)
            if name == "tbl":
                if not apart:
                    self.odd.append("tbl")
                yield tuple(self._row(row) for row in child.iterfind(f"{_W}tr"))
                apart = False
            elif name == "p":
                apart = True
                yield self._paragraph(child)
            elif name != "sectPr":
                self._range(child, name)

    def _paragraphs(self, container: Any) -> Iterator[_Paragraph]:
        for child in container:
            if child.tag == f"{_W}p":
                yield self._paragraph(child)
            elif child.tag != f"{_W}tcPr":
                self._range(child, _local(child))

    def _row(self, element: Any) -> _Row:
        properties = element.find(f"{_W}trPr")
        state = self._mark(properties)
        heads = properties is not None and properties.find(f"{_W}tblHeader") is not None
        cells = tuple(tuple(self._paragraphs(cell)) for cell in element.iterfind(f"{_W}tc"))
        if state[0] != "same":  # then all in it came or went, and says so
            inside = [one for cell in cells for one in cell]
            pieces = (piece for one in inside for piece in one.pieces if piece.kind in {"text", "note", "reference"})
            states = {one.end[0] for one in inside} | {piece.state for piece in pieces}
            self.odd += sorted(states - {state[0]})
        return _Row(state, heads, cells)

    def _mark(self, properties: Any) -> tuple[str, str]:
        for one in properties if properties is not None else ():
            if _local(one) in _STATES:
                return _STATES[_local(one)], self._author(one, _local(one))
        return "same", ""

    def _author(self, element: Any, name: str = "") -> str:
        self.dates.add(element.get(f"{_W}date"))
        author = element.get(f"{_W}author") or "?"
        if name in _RANGES:
            self.movers.add(author)
        return author

    def _paragraph(self, element: Any) -> _Paragraph:
        properties = element.find(f"{_W}pPr")
        change, ends = (None if properties is None else properties.find(f"{_W}{name}") for name in ("pPrChange", "rPr"))
        new = self._form(properties)
        return _Paragraph(
            new,
            new if change is None else self._form(change.find(f"{_W}pPr")),
            "" if change is None else self._author(change),
            self._mark(ends),
            tuple(self._pieces(element, ("same", "", ""))),
        )

    def _form(self, properties: Any) -> _Form:
        style, listed, framed = "", None, False
        if properties is None:
            self.odd.append("pPr")
            return _Form("", None, framed=False)
        for one in properties:
            match _local(one):
                case "pStyle":
                    style = one.get(f"{_W}val")
                case "numPr":
                    level, number = (one.find(f"{_W}{name}") for name in ("ilvl", "numId"))
                    if level is None or number is None:
                        self.odd.append("numPr")
                    else:
                        listed = (number.get(f"{_W}val"), int(level.get(f"{_W}val")))
                case "pBdr":
                    framed = True
                case name if name not in _LEFT_ALONE:
                    self.odd.append(name)
        self.odd += [] if style else ["pStyle"]
        return _Form(style, listed, framed)

    def _pieces(self, element: Any, inside: tuple[str, str, str]) -> Iterator[_Piece]:
        state, author, target = inside
        for child in element:
            match _local(child):
                case "r":
                    yield from self._run(child, inside)
                case "ins" | "del" | "moveFrom" | "moveTo" as name:
                    own = _STATES[name]
                    if state != "same" and (state, own) != ("to", "del"):
                        self.odd.append(f"{state}/{own}")
                    within = "to-del" if state == "to" else own
                    yield from self._pieces(child, (within, self._author(child, name), target))
                case "hyperlink":
                    yield from self._pieces(child, (state, author, self._target(child)))
                case "commentRangeStart" | "commentRangeEnd" as name:
                    yield _Piece("begin" if name.endswith("Start") else "end", child.get(f"{_W}id"))
                case "bookmarkStart":
                    yield _Piece("bookmark", child.get(f"{_W}name"))
                case "bookmarkEnd" | "pPr":
                    pass
                case name:
                    self._range(child, name)

    def _target(self, element: Any) -> str:
        link = element.get(f"{_R}id")
        if link is not None:
            return self._links.get(self._part, {}).get(link) or "?"
        return f"#{element.get(f'{_W}anchor')}"

    def _range(self, element: Any, name: str) -> None:
        """A move begins or ends."""
        kind = _RANGES.get(name.removesuffix("RangeStart").removesuffix("RangeEnd"))
        id_ = element.get(f"{_W}id")
        if kind is not None and name.endswith("RangeStart"):
            own = (kind, element.get(f"{_W}name") or "?")
            self._author(element, name.removesuffix("RangeStart"))
            if own in self.moved or id_ in self._open:
                self.odd.append(f"{kind} {own[1]}")
            self.moved[own] = []
            self._open[id_] = own
        elif kind is not None and name.endswith("RangeEnd") and self._open.get(id_, ("", ""))[0] == kind:
            del self._open[id_]
        else:
            self.odd.append(name)

    def _run(self, element: Any, inside: tuple[str, str, str]) -> Iterator[_Piece]:
        state, author, target = inside
        look = ""
        for child in element:
            name = _local(child)
            match name:
                case "rPr":
                    look = "".join(map(_look, child))
                case "t" | "delText" | "tab" | "br":
                    words = " " if name in {"tab", "br"} else child.text or ""
                    if name in {"t", "delText"} and (name == "delText") != (state in {"del", "to-del"}):
                        self.odd.append(name)
                    yield _Piece("text", words, look, target, state, author, self._take(words, state, author))
                case "footnoteReference":
                    self._called.append(child.get(f"{_W}id"))
                    move = self._take(CALL, state, author)
                    yield _Piece("note", child.get(f"{_W}id"), look, target, state, author, move)
                case "footnoteRef":
                    yield _Piece("text", OWN, look, target, state, author)
                case "commentReference":
                    self._take("", state, author)
                    yield _Piece("reference", child.get(f"{_W}id"), "", "", state, author)
                case _:
                    self.odd.append(name)

    def _take(self, words: str, state: str, author: str) -> str:
        """The name of the move whose end these words are part of, if they are."""
        own = "to" if state == "to-del" else state
        if own not in {"from", "to"}:
            return ""
        ends = [end for end in self._open.values() if end[0] == own]
        if len(ends) != 1:
            self.odd.append(f"{own} “{words}”")
        for end in ends:
            start, size = (len("".join("".join(some).split())) for some in (self.moved[end], [words]))
            self.moved[end].append(words)
            if state == "to-del":
                self.struck.append(Struck(end[1], start, start + size, author))
        return ends[0][1] if ends else ""

    # -- one side of it -----------------------------------------------------------------------------------------------

    def lines(self, side: Side) -> list[Line]:
        """Every paragraph in order; an empty one behind a table is none."""
        counts = _Counts(self._schemes)
        found: list[Line] = []
        running: list[_Paragraph] = []
        tables = 0
        for block in self.body:
            if isinstance(block, _Paragraph):
                running.append(block)
                continue
            found += self._read(running, side, (), counts)
            running = []
            rows = [row for row in block if row.state[0] not in _GONE[side]]
            for n, row in enumerate(rows):
                for m, cell in enumerate(row.cells):
                    own = self._read(cell, side, (tables, n, m, int(row.heads)), counts)
                    if not own:
                        self.odd.append("tc")
                    for line in own:
                        line.row_by = row.state[1]
                    found += own
            tables += bool(rows)
        found += self._read(running, side, (), counts)
        return [line for line in found if line.style != _WHITE or line.text]

    def _read(
        self, paragraphs: Sequence[_Paragraph], side: Side, where: tuple[int, ...], counts: _Counts
    ) -> list[Line]:
        found: list[Line] = []
        pieces: list[_Piece] = []
        ended: list[tuple[str, str]] = []
        changed = ""
        for one in paragraphs:
            pieces += one.pieces
            ended += [one.end] if one.end[1] else []
            changed = one.changed_by or changed
            if one.end[0] in _GONE[side]:
                continue
            form = one.new if side == "accept" else one.old
            line = Line(where, form.style, form.framed, ended_by=ended, changed_form=changed)
            number = counts.number(form.list) if form.list else ""
            self._fill(line, number, pieces, side)
            found.append(line)
            pieces, ended, changed = [], [], ""
        if any(piece.kind in {"text", "note"} and piece.state not in _GONE[side] for piece in pieces):
            left = Line(where, "", framed=False)
            self._fill(left, "", pieces, side)
            found.append(left)
        return found

    def _fill(self, line: Line, number: str, pieces: Sequence[_Piece], side: Side) -> None:
        at = 0

        def say(text: str, look: str, target: str) -> None:
            nonlocal at
            if line.runs and line.runs[-1][1:] == (look, target):
                line.runs[-1] = (line.runs[-1][0] + text, look, target)
            elif text:
                line.runs.append((text, look, target))
            at += len(text)

        say(number, "", "")
        start = at
        for piece in pieces:
            if piece.kind in {"begin", "end"}:
                line.comments.setdefault(piece.text, []).append(at if at > start or piece.kind == "end" else 0)
            elif piece.kind == "bookmark":
                line.bookmarks.append(piece.text)
            elif piece.state in _GONE[side]:
                continue
            elif piece.kind == "reference":
                line.comments.setdefault(piece.text, []).append(-1)
                if piece.author:
                    line.marked.append(Marked(at, at, piece.state, piece.author))
            else:
                before = at
                is_link = bool(piece.target)
                if is_link != ("u" in piece.look):
                    self.odd.append(f"“{piece.text}”")
                if piece.kind == "note":
                    say(CALL, piece.look, piece.target)
                    note = self.notes.get(piece.text)
                    own = self._read(note, side, (), _Counts(self._schemes)) if note is not None else []
                    line.notes.append(own)
                else:
                    say(piece.text, piece.look.replace("u", ""), piece.target)
                if piece.author:
                    line.marked.append(Marked(before, at, piece.state, piece.author, piece.move))


def _local(element: Any) -> str:
    return str(element.tag).removeprefix(_W)


def _look(one: Any) -> str:
    name = _local(one)
    value = one.get(f"{_W}val")
    if name == "rStyle":
        return _STYLES.get(value, f"<{value}>")
    return _LOOKS[name] if name in _LOOKS and value is None else f"<{name}>"


# -- the numbers that Word counts -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str
    behind: str


class _Schemes:
    """By number of a list: what counts for it, and its levels."""

    def __init__(self, root: Any) -> None:
        schemes = {
            one.get(f"{_W}abstractNumId"): {int(lvl.get(f"{_W}ilvl")): _level(lvl) for lvl in one.iterfind(f"{_W}lvl")}
            for one in root.iterfind(f"{_W}abstractNum")
        }
        self.lists: dict[str, tuple[str, dict[int, _Level]]] = {}
        for one in root.iterfind(f"{_W}num"):
            scheme = one.find(f"{_W}abstractNumId").get(f"{_W}val")
            number = one.get(f"{_W}numId")
            starts_anew = one.find(f"{_W}lvlOverride") is not None
            self.lists[number] = (f"num {number}" if starts_anew else scheme, schemes.get(scheme, {}))


def _level(element: Any) -> _Level:
    def value(name: str, otherwise: str) -> str:
        one = element.find(f"{_W}{name}")
        return otherwise if one is None else str(one.get(f"{_W}val"))

    return _Level(int(value("start", "0")), value("numFmt", ""), value("lvlText", ""), value("suff", "tab"))


class _Counts:
    """Counts on one side."""

    def __init__(self, schemes: _Schemes) -> None:
        self.schemes = schemes
        self.counts: dict[str, list[int]] = defaultdict(lambda: [0] * 9)

    def number(self, of: tuple[str, int]) -> str:
        """What Word prints before the next paragraph of a list and level, and what stands behind it."""
        name, levels = self.schemes.lists.get(of[0], ("?", {}))
        level = of[1]
        if level not in levels:
            return "? "
        counts = self.counts[name]
        counts[level] += 1
        counts[level + 1 :] = [0] * (8 - level)

        def printed(match: re.Match[str]) -> str:
            n = int(match[1]) - 1
            own = levels.get(n)
            if own is None:
                return "?"
            value = max(counts[n], 1) + own.start - 1
            return str(value) if own.form == "decimal" else chr(64 + value) if own.form == "upperLetter" else "?"

        return re.sub(r"%(\d)", printed, levels[level].text) + _BEHIND.get(levels[level].behind, "?")
