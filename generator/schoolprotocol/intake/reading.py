"""What every reader gives: the paragraphs of a document in reading order, and the text of its parts, told apart.

A reader says what the file says and nothing more: that a paragraph is a heading, a clause or the row of a table, is for
`structure` to find, in the same way whatever file it came from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from gettext import gettext as _
from itertools import accumulate
from typing import Literal

from schoolprotocol.errors import IntakeError

Kind = Literal["docx", "doc", "odt", "rtf", "pdf", "html", "md", "txt"]
Fate = Literal["body", "furniture", "comment", "deleted", "hidden", "unplaced"]
"""What becomes of a run: `furniture` is what stands on every page (headers, footers, page numbers), `unplaced` what
has no place in the order of reading (the words of a chart)."""
MOST_PARAGRAPHS = 100_000
"""Of a document; two hundred pages have some six thousand."""
Role = Literal["text", "number", "call", "hyphen", "mark"]
"""What the characters of a run are: `number` a number or bullet that the file tells apart from its text (an `Lbl` of a
tagged PDF), `call` the mark of a note, `hyphen` the stroke with which a line ends in the midst of a word, `mark` a sign
of the format (`#`, `**` or `|` in Markdown)."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that look the same."""

    text: str
    """As the file holds them; a tab is `\\t`, a break of the line that somebody typed `\\n`. What a program computes
    (a number, the
    mark of a note) is no character of the file, and not in here."""
    fate: Fate = "body"
    role: Role = "text"
    bold: bool = False
    italic: bool = False
    underline: bool = False
    size: float | None = None
    """Points."""
    call: str | None = None
    """The note that is called here, by the key of its paragraphs (`Paragraph.note`)."""
    is_raised: bool = False
    """Whether it stands higher than the text around it, and is smaller: the mark of a note, or the 2 of m2."""
    order: int = 0
    """Any number that grows in the order in which the part holds its characters. Where a reader gives none, that is the
    order of the paragraphs. A PDF that was read in columns, and a text box in the midst of a paragraph, need it."""


@dataclass(frozen=True, slots=True)
class At:
    """Where in the file."""

    part: str
    """The part: `word/document.xml`; `pages` for a PDF; `text` where a file has one."""
    page: int | None = None
    """From 1, where the file tells."""
    paragraph: int | None = None
    """From 1, in the part."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Where in a table; the paragraphs of a cell follow each other."""

    table: int
    """Which table, from 1 in the document; one in a cell of another has its own number."""
    row: int
    """From 0."""
    column: int
    """From 0, of the grid: what stands left of it in the same row is counted with its width."""
    width: int = 1
    """How many columns of the grid it takes."""
    height: int = 1
    """How many rows it takes; those below have no cell there."""
    is_heading: bool = False
    """Whether the file says that its row is repeated at the head of every page, or is a heading."""
    inside: tuple[int, int, int] | None = None
    """Table, row and column of the cell that this table stands in."""


@dataclass(frozen=True, slots=True)
class Listed:
    """That the file says a paragraph is an item of a list."""

    list: str
    """Which list: items of one list count on."""
    level: int
    """From 0."""
    is_bullet: bool


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, or what stands where one could: a heading, an item, a line of a cell."""

    runs: tuple[Run, ...]
    at: At
    style: str | None = None
    """The name of its style in small letters as the file has it (`heading 1`, `kop 1`, `list paragraph`, `title`)."""
    outline: int | None = None
    """Its level as a heading, from 1, where the file says so; 0 for the title of the document."""
    number: str | None = None
    """Number or bullet that the file computes, as it is printed: `1.1`, `a)`, `Artikel 3`, `•`. Not in the runs."""
    listed: Listed | None = None
    indent: float = 0.0
    """Points between the margin and the left edge of its text."""
    first: float = 0.0
    """Points that its first line begins to the right of that; below 0 where its number hangs out."""
    is_centred: bool = False
    gap: float | None = None
    """Points of white above it, where the reader knows."""
    cell: Cell | None = None
    note: str | None = None
    """The note that this is text of, by its key; `mark` is what is printed for it."""
    mark: str | None = None
    """The mark of that note as printed: `1`, `i`, `*`."""
    box: int | None = None
    """The text box or frame that it stands in, from 1. A text box comes after the paragraph that it is anchored to."""
    part: str | None = None
    """What it is a part of, where the file tells that several paragraphs are one: the same for each of them."""

    @cached_property
    def source(self) -> str:
        """All its characters as the file holds them; places in a paragraph count in this."""
        return "".join(run.text for run in self.runs)

    @cached_property
    def edges(self) -> list[int]:
        """Where in `source` each run begins."""
        return [0, *accumulate(len(run.text) for run in self.runs)][:-1]

    @cached_property
    def text(self) -> str:
        """What a reader of the document reads: without number, marks of notes, and what was deleted or hidden."""
        return "".join(run.text for run in self.runs if run.fate == "body" and run.role == "text")


@dataclass(frozen=True)
class Reading:
    """A document as read."""

    kind: Kind
    paragraphs: tuple[Paragraph, ...]
    """In reading order; those of notes, comments, headers and footers after the body."""
    parts: Mapping[str, str]
    """By part all characters of the file, in its order, counted by another way than that of the paragraphs: what the
    ledger holds the paragraphs against. White space does not matter."""
    remarks: tuple[str, ...] = ()
    """What a person should know of the file, in the language in use: an embedded sheet that nobody reads, say."""
    proposals: tuple[Proposal, ...] = ()
    marks: Mapping[str, str] = field(default_factory=dict)
    """What is printed for each note, by its key."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something that looks like a slip (of a scanner, say): shown, and never mended unasked."""

    paragraph: int
    """Which, from 0, in `Reading.paragraphs`."""
    text: str
    """What stands there."""
    better: str
    """What may be meant."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A kind of file that can be read."""

    kind: Kind
    read: Callable[[bytes], Reading]
    """Raises IntakeError where the file cannot be read whole: it is encrypted, torn, or promises too much."""


@dataclass
class Serial:
    """Numbers the runs of a part as they come by."""

    last: int = field(default=0)

    def next(self) -> int:
        """A larger number than before."""
        self.last += 1
        return self.last


def too_long() -> IntakeError:
    """That a document has more paragraphs than are read."""
    return IntakeError(
        _("The document has more than {most} paragraphs.").format(most=MOST_PARAGRAPHS),
        _("Cut out the pages of the document that you want, and take those in."),
    )


def solid(texts: str | Iterable[str]) -> str:
    """Characters without what is blank on paper: white space, and signs that only tell where a line may or may not end.

    Args:
        texts: one text, or several that follow each other.
    """
    text = texts if isinstance(texts, str) else "".join(texts)
    return "".join(text.split()).translate(_BLANK)


_BLANK = dict.fromkeys(
    map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)
