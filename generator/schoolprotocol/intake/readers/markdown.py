"""Markdown → `Reading`: parsed as for our own texts, each text led back to where it stands in the file.

What no text was led to are the signs of the format (`#`, `**`, an address behind a link): they go with the paragraph
before them. What looks like none of these is told as unplaced.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from gettext import gettext as _
from itertools import pairwise
from typing import Final
from xml.etree.ElementTree import Element

import tinyhtml5
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from schoolprotocol.errors import IntakeError
from schoolprotocol.intake.marks import marks
from schoolprotocol.intake.readers.apart import text_apart
from schoolprotocol.intake.readers.encoding import decode
from schoolprotocol.intake.readers.endnotes import settled, titled, with_endnotes
from schoolprotocol.intake.readers.web.notes import Notes
from schoolprotocol.intake.readers.web.styles import Sheet
from schoolprotocol.intake.readers.web.walk import Walk
from schoolprotocol.intake.reading import At, Cell, Fate, Listed, Paragraph, Reading, Run

PART: Final = "text"
_SIGNS = re.compile(
    r"!?\[[^\]\n]*\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)?\)|\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)?\)|"  # where links lead
    r"\[[^\]\n]+\]:[ \t]*\S+(?:[ \t\n]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^)\n]*\)))?|\]?\[[^\]\n]*\]|"  # and their list
    r"<!--.*?-->|<[^<>]*>|\{[^{}\n]*\}|(?:`{3,}|~{3,})[^\n`]*|\b\d{1,9}[.)]|_+|&\w+;|&#\w+;",
    re.DOTALL,
)
"""What are signs of the format alone."""
_LETTER = re.compile(r"\w")
_MARKER = re.compile(r"[ \t>]*(?:([-*+])|(\d{1,9})([.)]))(?=\s|$)")
_TAG = re.compile(r"<!--.*?-->|<(?:script|style)\b.*?</(?:script|style)\s*>|<[^<>]*>", re.DOTALL | re.IGNORECASE)
_STEP = 18.0
"""Points that an item, or a quote, is indented."""


@dataclass
class _Told:
    """Characters of the file that are text."""

    start: int
    end: int
    run: Run
    said: str | None = None
    """What they mean, where that is something else (`&eacute;`)."""


@dataclass
class _Made:
    """A paragraph in the making."""

    paragraph: Paragraph
    told: list[_Told] = field(default_factory=list)


def read(data: bytes) -> Reading:
    """What a file of Markdown says.

    Raises:
        IntakeError: it is no text, is too large, or takes too long.
    """
    return text_apart(_read, data)


def _read(data: bytes) -> Reading:
    source = decode(data)
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).disable("text_join")
    parser.use(footnote_plugin).use(front_matter_plugin)
    walk = _Walk(source)
    walk.tokens(parser.parse(source))
    return walk.reading()


@dataclass
class _List:
    name: str
    is_ordered: bool
    number: int
    is_counted: bool
    """Whether all its items are written alike, and a program counts them."""
    mark: str


class _Walk:
    def __init__(self, source: str) -> None:
        self._source = source
        self._starts = [0]
        for line in source.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._made: list[_Made] = []
        self._cursor = 0
        self._until: dict[int, int] = {}
        self._lists: list[_List] = []
        self._quotes = self._tables = self._row = self._many = 0
        self._cell: Cell | None = None
        self._is_head = False
        self._note: tuple[str, str] | None = None
        self._outline: int | None = None
        self._number: _Told | str | None = None
        self._item: Listed | None = None
        self._line = 0

    # -- blocks -----------------------------------------------------------------------------------------------------

    def tokens(self, tokens: Sequence[Token]) -> None:
        """All of a file."""
        opened = {
            "heading_open": self._open_heading,
            "list_item_open": self._open_item,
            "list_item_close": self._close_item,
            "tr_open": self._open_row,
            "footnote_open": self._open_note,
            "footnote_close": self._close_note,
            "paragraph_open": self._begin,
            "inline": self._inline,
            "fence": self._literal,
            "code_block": self._literal,
            "front_matter": self._literal,
            "html_block": self._html,
        }
        for place, token in enumerate(tokens):
            if token.map:
                self._line = token.map[0]
            if token.type in opened:
                opened[token.type](token)
            elif token.type in {"bullet_list_open", "ordered_list_open"}:
                self._open_list(token, tokens[place + 1 :])
            else:
                self._around(token)

    def _around(self, token: Token) -> None:
        """What stands around blocks."""
        match token.type:
            case "heading_close":
                self._outline = None
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "blockquote_open" | "blockquote_close":
                self._quotes += token.nesting
            case "table_open":
                self._tables, self._row = self._tables + 1, -1
            case "thead_open" | "tbody_open":
                self._is_head = token.type == "thead_open"
            case "th_open" | "td_open":
                self._many += 1
                self._cell = Cell(self._tables, self._row, self._many, is_heading=self._is_head)
            case "table_close":
                self._cell = None
            case _:
                pass

    def _open_heading(self, token: Token) -> None:
        self._outline = int(token.tag[1])
        self._begin(token)

    def _close_item(self, token: Token) -> None:
        del token
        self._number = self._item = None

    def _open_row(self, token: Token) -> None:
        self._row, self._many = self._row + 1, -1
        self._begin(token)

    def _open_note(self, token: Token) -> None:
        self._note = _note_of(token)

    def _close_note(self, token: Token) -> None:
        del token
        self._note = None

    def _begin(self, token: Token) -> None:
        """Look for text from the line on which a block begins."""
        if token.map:
            start = self._starts[token.map[0]]
            self._cursor = max(start, self._until.get(token.map[0], start))

    def _open_list(self, token: Token, after: Sequence[Token]) -> None:
        numbers, depth = [], 0
        for one in after:
            depth += one.type in {"bullet_list_open", "ordered_list_open"}
            depth -= one.type in {"bullet_list_close", "ordered_list_close"}
            if depth < 0:
                break
            if depth == 0 and one.type == "list_item_open":
                numbers.append(one.info)
        is_ordered = token.type == "ordered_list_open"
        first = int(numbers[0]) if is_ordered and numbers and numbers[0].isdecimal() else 1
        is_counted = len(numbers) > 1 and len(set(numbers)) == 1
        self._lists.append(_List(f"list {id(token)}", is_ordered, first, is_counted, token.markup))

    def _open_item(self, token: Token) -> None:
        self._begin(token)
        one = self._lists[-1]
        self._item = Listed(one.name, len(self._lists) - 1, not one.is_ordered)
        found = _MARKER.match(self._source, self._cursor)
        if found and token.map:
            self._cursor = self._until[token.map[0]] = found.end()
        if not one.is_ordered:
            self._number = "•"
        elif one.is_counted or found is None:
            self._number = f"{one.number}{one.mark}"
        else:
            self._number = _Told(found.start(2), found.end(3), Run("", role="number"))
        one.number += 1

    def _paragraph(self, told: list[_Told]) -> None:
        """A paragraph of what was told."""
        if not any((one.said or self._source[one.start : one.end]).strip() for one in told):
            return
        number, item = self._number, self._item
        self._number = self._item = None
        if isinstance(number, _Told):
            told.insert(0, number)
        depth = len(self._lists) + self._quotes
        key, mark = self._note or (None, None)
        self._made.append(
            _Made(
                Paragraph(
                    (),
                    At(PART, paragraph=self._line + 1),
                    style=f"heading {self._outline}" if self._outline else None,
                    outline=self._outline,
                    number=number if isinstance(number, str) else None,
                    listed=item,
                    indent=depth * _STEP,
                    cell=self._cell,
                    note=key,
                    mark=mark,
                ),
                told,
            )
        )

    def _literal(self, token: Token) -> None:
        """What stands there as it is: each part between empty lines is a paragraph."""
        start, end = (self._starts[line] for line in token.map or (0, 0))
        for part in re.split(r"\n\s*\n", token.content):
            told: list[_Told] = []
            for line in part.split("\n"):
                place = self._source.find(line.strip(), start, end)
                if line.strip() and place >= 0:
                    if told:
                        told.append(_Told(place, place, Run("\n")))
                    start = place + len(line.strip())
                    told.append(_Told(place, start, Run("")))
            self._paragraph(told)

    # -- text in a block --------------------------------------------------------------------------------------------

    def _inline(self, token: Token) -> None:
        last = max((token.map or [0, 0])[1], self._line + 1)
        end = self._starts[min(last, len(self._starts) - 1)]
        told: list[_Told] = []
        looks: list[str] = []
        children = token.children or []
        for place, child in enumerate(children):
            match child.type:
                case "text" | "code_inline":
                    self._text(child.content, end, looks, told)
                case "text_special":
                    self._special(child, end, looks, told)
                case "softbreak" | "hardbreak":
                    self._break(child, children[place + 1 :], told)
                case "strong_open" | "em_open" | "s_open":
                    looks.append(child.type[:-5])
                case "strong_close" | "em_close" | "s_close":
                    looks.remove(child.type[:-6])
                case "link_close":
                    self._skip(r"\]\((?:[^()\\]|\\.|\([^()]*\))*\)|\]\[[^\]]*\]|\]|>", end)
                case "image":
                    self._skip(r"!\[(?:[^\[\]]|\[[^\]]*\])*\](?:\((?:[^()\\]|\\.)*\)|\[[^\]]*\])?", end)
                case "html_inline":
                    self._tag(child, end, told)
                case "footnote_ref":
                    self._call(child, end, told)
                case _:
                    pass
        self._paragraph(told)
        self._until[self._line] = self._cursor

    def _run(self, looks: Sequence[str]) -> Run:
        fate: Fate = "deleted" if "s" in looks else "body"
        bold = "strong" in looks or self._outline is not None or (self._cell is not None and self._cell.is_heading)
        return Run("", fate, bold=bold, italic="em" in looks)

    def _text(self, content: str, end: int, looks: Sequence[str], told: list[_Told]) -> None:
        if not content.strip():
            if content and told:
                told.append(_Told(self._cursor, self._cursor, Run(" ")))
            return
        place = self._source.find(content, self._cursor, end)
        until = place + len(content)
        if place < 0:  # a sign before one of its characters, or the begin of a quote in between
            pattern = r"[\\\s>]*".join(map(re.escape, "".join(content.split())))
            found = re.compile(pattern).search(self._source, self._cursor, end)
            if found is None:
                return
            self._cursor = found.end()
            told += self._without_signs(found.start(), content, looks)
            return
        told.append(_Told(place, until, self._run(looks)))
        self._cursor = until

    def _without_signs(self, place: int, content: str, looks: Sequence[str]) -> Iterator[_Told]:
        """A text, character by character, of which the file has signs in between."""
        for letter in content:
            if letter.isspace():
                yield _Told(place, place, Run(" "))
                continue
            place = self._source.index(letter, place) + 1
            yield _Told(place - 1, place, self._run(looks))

    def _special(self, child: Token, end: int, looks: Sequence[str], told: list[_Told]) -> None:
        r"""A sign behind a stroke (`\*`), or one by its name (`&eacute;`)."""
        place = self._source.find(child.markup, self._cursor, end)
        if place < 0:
            return
        self._cursor = place + len(child.markup)
        if child.info == "escape":
            told.append(_Told(self._cursor - len(child.content), self._cursor, self._run(looks)))
        else:
            told.append(_Told(place, self._cursor, self._run(looks), child.content))

    def _break(self, child: Token, after: Sequence[Token], told: list[_Told]) -> None:
        """The end of a line: of the paragraph too, where somebody broke it or the next begins with a number."""
        lines = [one.content for before, one in pairwise([child, *after]) if before.type.endswith("break")]
        said = "".join(self._source[one.start : one.end] for one in told)
        is_kept = child.type == "hardbreak" or _begins(said, lines, [one.run.text for one in told].count("\n"))
        told.append(_Told(self._cursor, self._cursor, Run("\n" if is_kept else " ")))

    def _skip(self, pattern: str, end: int) -> None:
        found = re.compile(pattern, re.DOTALL).search(self._source, self._cursor, end)
        if found:
            self._cursor = found.end()

    def _tag(self, child: Token, end: int, told: list[_Told]) -> None:
        place = self._source.find(child.content, self._cursor, end)
        if place < 0:
            return
        self._cursor = place + len(child.content)
        if re.match(r"<br\b", child.content, re.IGNORECASE):
            told.append(_Told(place, place, Run("\n")))
        elif child.content.startswith("<!--"):
            told.append(_Told(place, self._cursor, Run("", "comment")))

    def _call(self, child: Token, end: int, told: list[_Told]) -> None:
        label = f"[^{child.meta.get('label', '')}]"
        place = self._source.find(label, self._cursor, end)
        if place >= 0:
            self._cursor = place + len(label)
            run = Run("", role="call", call=_key(child))
            told.append(_Told(place + 2, self._cursor - 1, run))

    # -- HTML -------------------------------------------------------------------------------------------------------

    def _html(self, token: Token) -> None:
        """A block of HTML: what a browser shows of it, each text led back to its place."""
        start, end = (self._starts[line] for line in token.map or (0, 0))
        source = self._source[start:end]
        root = tinyhtml5.parse(source, namespace_html_elements=False)
        body = root.find("body")
        walk = Walk(Sheet({}), Notes({}, {}, frozenset()), set(), set())
        walk.root(body if body is not None else Element("body"))
        places = _Places(source, start)
        for paragraph in walk.paragraphs:
            made = _Made(replace(paragraph, at=At(PART, paragraph=self._line + 1)))
            if paragraph.cell is not None:
                made.paragraph = replace(
                    made.paragraph, cell=replace(paragraph.cell, table=paragraph.cell.table + self._tables)
                )
            for run in sorted(paragraph.runs, key=lambda run: run.order):
                made.told += places.of(run)
            if made.told:
                self._made.append(made)
        self._tables += max((one.cell.table for one in walk.paragraphs if one.cell), default=0)

    # -- signs ------------------------------------------------------------------------------------------------------

    def reading(self) -> Reading:
        """What was read, with the signs of the format beside the text that they belong to."""
        every = sorted(
            ((one.start, one.end, place) for place, made in enumerate(self._made) for one in made.told),
            key=lambda one: one[:2],
        )
        if not every:
            raise IntakeError(_("The file has no text."), _("Name another one."))
        signs: list[tuple[int, int, int]] = []
        at, owner = 0, every[0][2]
        for start, end, place in [*every, (len(self._source), len(self._source), every[-1][2])]:
            if start > at and self._source[at:start].strip():
                signs.append((at, start, owner))
            at, owner = max(at, end), place
        unplaced = []
        for start, end, place in signs:
            for begin, until, is_sign in _split(self._source, start, end):
                if is_sign:
                    self._made[place].told.append(_Told(begin, until, Run("", role="mark")))
                else:
                    unplaced.append((begin, until))
        paragraphs = [settled(self._settle(made)) for made in self._made]
        for start, end in unplaced:
            line = self._source.count("\n", 0, start) + 1
            run = Run(self._source[start:end], "unplaced", order=2 * start)
            paragraphs.append(Paragraph((run,), At(PART, paragraph=line)))
        return Reading("md", tuple(titled(with_endnotes(paragraphs))), {PART: self._meant()})

    def _settle(self, made: _Made) -> Paragraph:
        runs = []
        for one in made.told:
            text = one.run.text if one.start == one.end else one.said or self._source[one.start : one.end]
            runs.append(replace(one.run, text=text, order=2 * one.start + (one.start != one.end)))
        return replace(made.paragraph, runs=tuple(runs))

    def _meant(self) -> str:
        """The file, with what stands for a character written as that."""
        parts, at = [], 0
        for one in sorted((one for made in self._made for one in made.told if one.said), key=lambda one: one.start):
            parts += [self._source[at : one.start], one.said or ""]
            at = one.end
        return "".join([*parts, self._source[at:]])


def _begins(before: str, lines: Sequence[str], breaks: int) -> bool:
    """Whether a line begins with a number, and does not go on with a sentence in which one stands.

    Args:
        before: what stands in the paragraph before it.
        lines: how the line begins, and those below it.
        breaks: how many lines of the paragraph were kept apart already.
    """
    found, *later = [next(iter(marks(line)), None) for line in lines]
    if found is None:
        return False
    if found.scheme == "word":
        return before.rstrip()[-1:] in {".", ":", ";", "!", "?"}
    is_first = found.values == (1,) and any(one is not None and one.values == (2,) for one in later)
    return before.rstrip()[-1:] in {".", ":", ";", "!", "?"} or is_first or breaks > 0


def _key(token: Token) -> str:
    return f"note {token.meta['id']}"


def _note_of(token: Token) -> tuple[str, str]:
    return _key(token), str(token.meta["id"] + 1)


def _split(source: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """What lies between texts, line by line where it is more than signs."""
    if _are_signs(source[start:end]):
        yield start, end, True
        return
    at = start
    for line in source[start:end].splitlines(keepends=True):
        begin, at = at, at + len(line)
        if line.strip():
            yield begin, at, _are_signs(line)


def _are_signs(text: str) -> bool:
    return _LETTER.search(_SIGNS.sub(" ", text)) is None


class _Places:
    """Where the characters of a block of HTML stand, outside its tags."""

    def __init__(self, source: str, start: int) -> None:
        self._letters: list[tuple[int, int, str]] = []
        tags = [found.span() for found in _TAG.finditer(source)]
        at = 0
        for begin, end in [*tags, (len(source), len(source))]:
            for found in re.finditer(r"&(?:#\w+|\w+);|\S", source[at:begin]):
                said = _meaning(found[0])
                self._letters.append((start + at + found.start(), start + at + found.end(), said))
            at = end
        self._next = 0

    def of(self, run: Run) -> list[_Told]:
        """The characters of a run: one stretch for each that stands by itself in the file."""
        found: list[_Told] = []
        for letter in run.text:
            if letter.isspace():
                found.append(_Told(self._here(), self._here(), Run(" ")))
                continue
            while self._next < len(self._letters) and not self._letters[self._next][2].strip():
                self._next += 1
            if self._next >= len(self._letters) or self._letters[self._next][2] != letter:
                continue
            start, end, said = self._letters[self._next]
            self._next += 1
            is_plain = end - start == 1
            if found and is_plain and found[-1].said is None and found[-1].end > found[-1].start:
                found[-1].end = end
            else:
                found.append(_Told(start, end, replace(run, text=""), None if is_plain else said))
        return found

    def _here(self) -> int:
        return self._letters[self._next][0] if self._next < len(self._letters) else 0


def _meaning(letters: str) -> str:
    return letters if len(letters) == 1 else html.unescape(letters)
