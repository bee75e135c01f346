"""A tagged PDF: the elements of its structure tree, in their order, → paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from schoolprotocol.intake.readers.endnotes import settled, with_contents, with_endnotes
from schoolprotocol.intake.readers.pdf.broken import tell_broken
from schoolprotocol.intake.readers.pdf.drawn import Page, Piece
from schoolprotocol.intake.readers.pdf.joining import HYPHENS, all_words, runs_of, stays
from schoolprotocol.intake.readers.pdf.paragraphs import LABEL
from schoolprotocol.intake.readers.pdf.places import Places
from schoolprotocol.intake.readers.pdf.tags import GROUPS, INLINE, Element, Held
from schoolprotocol.intake.reading import At, Cell, Fate, Listed, Paragraph, Run

PART = "pages"
_NOWHERE = Places()
_TREE_HOLDS = 0.8
"""Part of the characters outside the margins that a tree must hold to be followed."""
_MARGINS = 0.5
"""Part of all characters that may be of margins (artifacts) before the tags are not believed."""
_COLUMN = 60.0
"""Points: what begins so far to the right of other text may stand in another column."""
_PER_BLOCK = 2500
"""Characters of an element, on average, from which the tags tell no paragraphs apart."""
_LABEL = re.compile(
    r"\s*(?P<bullet>[•◦▪■□●○–—\-*·>»✓✔✗✘❖➢\ue000-\uf8ff]|o(?=\s|$))\s*|\s*\(?(?:\d+(?:\.\d+)*|[a-zA-Z]|[ivxlcIVXLC]+)[.):]?\s*"
)


_DECIMAL = re.compile(r"\d{1,3}(?:\.\d{1,3})+\.?")


@dataclass(frozen=True, slots=True)
class _Within:
    """What an element stands in."""

    style: str | None = None
    outline: int | None = None
    listed: Listed | None = None
    is_item: bool = False
    cell: Cell | None = None
    note: str | None = None
    fate: Fate = "body"
    toc: int = 0


def tagged(tree: Element, pages: Sequence[Page], places: Places = _NOWHERE) -> list[Paragraph] | None:
    """The paragraphs of a tagged document; None where its tags cannot be believed.

    Args:
        tree: what `read_tags` gives.
        pages: all of them.
        places: in it that have a name.
    """
    held: dict[tuple[int, int], list[Piece]] = {}
    for page in pages:
        for piece in page.pieces:
            if piece.mark is not None and not piece.is_artifact:
                held.setdefault((page.number - 1, piece.mark), []).append(piece)
    if not _is_believed(tree, held, pages):
        return None
    tell_broken(pages)
    walk = _Walk(held, all_words(_lines(pages)), places)
    walk.element(tree, _Within())
    walk.flush(_Within())
    tops = {piece.order: (float(page.number), piece.top) for page in pages for piece in page.pieces}
    walk.paragraphs = _whole(walk.paragraphs, tops)
    walk.rest(pages)
    return with_contents(with_endnotes(_led(walk.paragraphs)))


def _is_believed(tree: Element, held: dict[tuple[int, int], list[Piece]], pages: Sequence[Page]) -> bool:
    told, blocks = 0, 0
    for one in _all(tree):
        if isinstance(one, Held):
            told += sum(len(piece.text) for piece in held.get((one.page, one.mark), ()))
        else:
            blocks += one.role not in INLINE
    every = sum(len(piece.text) for page in pages for piece in page.pieces)
    margins = sum(len(piece.text) for page in pages for piece in page.pieces if piece.is_artifact)
    return (
        told > 0
        and told >= _TREE_HOLDS * (every - margins)
        and margins <= _MARGINS * every
        and told <= _PER_BLOCK * max(blocks, 1)
    )


def _all(element: Element) -> Iterator[Element | Held]:
    waiting: list[Element | Held] = [element]
    while waiting:
        one = waiting.pop()
        yield one
        if isinstance(one, Element):
            waiting += one.kids


def _lines(pages: Iterable[Page]) -> Iterator[str]:
    """The text of the pages, cut where a line ends with a hyphen: what stands there is no word that stands whole."""
    for page in pages:
        text = ""
        for piece, after in zip(page.pieces, [*page.pieces[1:], None], strict=True):
            text += piece.text if piece.glued else f" {piece.text}"
            if piece.text.endswith(HYPHENS) and after is not None and not piece.is_level_with(after):
                yield text.rpartition(" ")[0]
                text = "\n-"
        yield text


class _Walk:
    def __init__(self, held: dict[tuple[int, int], list[Piece]], words: set[str], places: Places) -> None:
        self._places = places
        self.paragraphs: list[Paragraph] = []
        self._held, self._words = held, words
        self._pieces: list[Piece] = []
        self._label: list[Piece] = []
        self._placed: set[int] = set()
        self._tables = self._lists = self._notes = 0
        self._latest: dict[int, str] = {}
        """By level the list that was begun last."""
        self._edges = Counter(
            round(min(piece.x0 for piece in pieces)) for pieces in held.values() if pieces and not pieces[0].turn
        )
        self._rights: dict[tuple[int, int], float] = {}
        for pieces in held.values():
            for piece in pieces:
                place = piece.page, int(piece.x0 // _COLUMN)
                self._rights[place] = max(self._rights.get(place, 0.0), piece.x1)
        self._margin = self._edges.most_common(1)[0][0] if self._edges else 0

    # -- elements ---------------------------------------------------------------------------------------------------

    def element(self, element: Element, within: _Within) -> None:
        """An element with all that it holds."""
        for before, kid in zip([None, *element.kids], element.kids, strict=False):
            if isinstance(kid, Held):
                self._hold(kid)
            elif kid.role in INLINE:
                self.element(kid, within)
            elif kid.role == "Lbl":
                self._read_label(kid, within)
            elif kid.role == "Table":
                self.flush(within)
                self._table(kid, within)
            else:
                self.flush(within)
                inner = self._inner(kid, within, goes_on=_goes_on(before, kid))
                self.element(kid, inner)
                self.flush(inner, is_over=kid.role in {"LI", "Note", "FENote"})

    def _hold(self, kid: Held) -> None:
        for piece in self._held.get((kid.page, kid.mark), ()):
            if piece.order not in self._placed:
                self._placed.add(piece.order)
                self._pieces.append(piece)

    def _inner(self, element: Element, within: _Within, *, goes_on: bool) -> _Within:
        name = element.name.strip().lower() or None
        match element.role:
            case "L":
                level = within.listed.level + 1 if within.listed else 0
                if not goes_on or level not in self._latest:
                    self._lists += 1
                    self._latest[level] = str(self._lists)
                listed = Listed(self._latest[level], level, element.is_bulleted is True)
                return replace(within, listed=listed, is_item=False)
            case "LI":
                return replace(within, is_item=True)
            case "TOC":
                return replace(within, toc=within.toc + 1)
            case "Note" | "FENote":
                self._notes += 1
                return replace(within, note=f"note {self._notes}", listed=None, style=name)
            case "Figure":
                return replace(within, fate="unplaced")
            case "Artifact":
                return replace(within, fate="furniture")
            case "Caption":
                return replace(within, style="caption")
            case _:
                style = f"toc {within.toc}" if within.toc else name if element.name not in GROUPS else within.style
                outline = element.outline
                return replace(within, style=style, outline=within.outline if outline is None else outline)

    def _read_label(self, element: Element, within: _Within) -> None:
        if not (within.is_item or within.note):
            self.element(element, within)
            return
        self.flush(within)
        before, self._pieces = self._pieces, []
        self.element(element, within)
        self._label += self._pieces
        self._pieces = before

    def _table(self, table: Element, within: _Within) -> None:
        self._tables += 1
        number, row = self._tables, -1
        inside = (within.cell.table, within.cell.row, within.cell.column) if within.cell else None
        taken: set[tuple[int, int]] = set()
        for kid, is_head in _rows(table):
            if not isinstance(kid, Element) or kid.role != "TR":
                self._beside(kid, within)
                continue
            row += 1
            column = 0
            for cell in kid.kids:
                if not isinstance(cell, Element) or cell.role not in {"TD", "TH"}:
                    self._beside(cell, within)
                    continue
                while (row, column) in taken:
                    column += 1
                wide, high = cell.spans
                taken.update((row + down, column + right) for down in range(min(high, 200)) for right in range(wide))
                heading = is_head or all(isinstance(one, Element) and one.role == "TH" for one in kid.kids)
                place = Cell(number, row, column, wide, high, heading, inside)
                inner = replace(within, cell=place, listed=None, is_item=False, style=cell.name.lower(), outline=None)
                self.element(cell, inner)
                self.flush(inner, is_over=True)
                column += wide

    def _beside(self, kid: Element | Held, within: _Within) -> None:
        """What stands in a table and in none of its cells: its caption."""
        holder = Element("Caption", "caption", [kid])
        inner = replace(within, style="caption")
        self.element(holder, inner)
        self.flush(inner)

    # -- paragraphs -------------------------------------------------------------------------------------------------

    def flush(self, within: _Within, *, is_over: bool = False) -> None:
        """Make a paragraph of what was gathered.

        Args:
            within: what it stands in.
            is_over: whether what a label belongs to ends here.
        """
        if not any(piece.text.strip() for piece in self._pieces):
            self._pieces = [] if not (is_over and self._label) else self._pieces
            if not (is_over and self._label):
                return
        label, pieces = self._label, self._pieces
        self._label, self._pieces = [], []
        if not label and ((within.is_item and within.listed) or self._begins_note(within)):
            label, pieces = _split_label(pieces)
        elif not label and within.cell is None and within.note is None and within.fate == "body":
            label, pieces = _number_drawn_apart(pieces)
        self._add(within, label, pieces)

    def _begins_note(self, within: _Within) -> bool:
        return within.note is not None and not (self.paragraphs and self.paragraphs[-1].note == within.note)

    def _add(self, within: _Within, label: list[Piece], pieces: list[Piece]) -> None:
        first = (label + pieces)[0]
        numbered = runs_of(label, self._words, fate=within.fate, role="mark" if within.note else "number")
        right = None if within.cell else self._right(label + pieces)
        runs = [*numbered, *runs_of(pieces, self._words, right=right, fate=within.fate)]
        listed = within.listed if within.is_item else None
        mark = "".join(piece.text for piece in label).strip() or None
        if listed and mark:
            found = _LABEL.fullmatch(mark)
            listed = replace(listed, is_bullet=found is not None and found["bullet"] is not None)
        left = min((piece.x0 for piece in pieces), default=first.x0)
        lines = [piece.x0 for one, piece in pairwise(pieces) if not one.is_level_with(piece)]
        hang = (min(lines) if lines else left) - (label + pieces)[0].x0
        self.paragraphs.append(
            settled(
                Paragraph(
                    tuple(runs),
                    At(PART, first.page, len(self.paragraphs) + 1),
                    style=within.style,
                    outline=within.outline,
                    listed=listed,
                    indent=max(0.0, round(left - self._margin, 1)),
                    first=round(-hang, 1),
                    cell=within.cell,
                    note=within.note,
                    mark=mark if within.note else None,
                    part=self._places.last_before(first.page, first.top),
                )
            )
        )

    def _right(self, pieces: Sequence[Piece]) -> float:
        """Right edge of the column in which pieces stand."""
        first = min(pieces, key=lambda piece: (piece.page, piece.x0))
        place = int(first.x0 // _COLUMN)
        return max(self._rights.get((first.page, place + near), 0.0) for near in (0, 1))

    def rest(self, pages: Sequence[Page]) -> None:
        """What no tag holds: text between the tagged, and the margins; each line by itself, after the body."""
        words: list[Piece] = []

        def over() -> None:
            if words:
                fate: Fate = "furniture" if words[0].is_artifact else "unplaced"
                runs = tuple(runs_of(words, fate=fate))
                self.paragraphs.append(Paragraph(runs, At(PART, words[0].page, len(self.paragraphs) + 1)))
                words.clear()

        for page in pages:
            for piece in page.pieces:
                if piece.order in self._placed or not piece.text.strip():
                    continue
                if words and not (words[-1].is_level_with(piece) and words[-1].is_artifact == piece.is_artifact):
                    over()
                words.append(piece)
            over()


def _goes_on(before: Element | Held | None, element: Element) -> bool:
    """Whether a list goes on on another page: some programs begin it anew there, with what is left of its item.

    Of an item of which all was printed before nothing is left; the list within it follows on that.
    """
    if element.role != "L" or not isinstance(before, Element):
        return False
    if before.role == "LI":
        return not _holds(before)
    first = next((kid for kid in element.kids if isinstance(kid, Element)), None)
    return before.role == "L" and first is not None and first.role == "LI" and not _is_labelled(first)


def _holds(element: Element) -> bool:
    return any(isinstance(kid, Held) or _holds(kid) for kid in element.kids)


def _is_labelled(element: Element) -> bool:
    return any(isinstance(kid, Element) and kid.role == "Lbl" for kid in element.kids)


def _whole(paragraphs: Sequence[Paragraph], tops: Mapping[int, tuple[float, float]]) -> list[Paragraph]:
    """The same paragraphs; what a program tagged in parts, as it runs on in the next column or page, is one.

    Args:
        paragraphs: of the body, in order.
        tops: by the order of a piece its page and how far it stands from the top.
    """
    made: list[Paragraph] = []
    for one in paragraphs:
        if made and _runs_on(made[-1], one, tops):
            runs = made[-1].runs
            last = runs[-1]
            if last.text.endswith(HYPHENS) and not stays(last.text, one.runs[0].text, frozenset()):
                place = last.order + len(last.text) - 1
                runs = (
                    *runs[:-1],
                    replace(last, text=last.text[:-1]),
                    replace(last, text=last.text[-1], role="hyphen", order=place),
                )
            elif not last.text.endswith(HYPHENS):
                runs = (*runs[:-1], replace(last, text=f"{last.text} "))
            made[-1] = replace(made[-1], runs=(*runs, *one.runs))
        else:
            made.append(one)
    return made


def _runs_on(before: Paragraph, one: Paragraph, tops: Mapping[int, tuple[float, float]]) -> bool:
    if not before.runs or not one.runs or {run.fate for run in (*before.runs, *one.runs)} != {"body"}:
        return False
    is_plain = one.outline is None and one.cell is None and one.note is None and one.listed is None
    if not is_plain or before.outline is not None or before.cell is not None or before.note is not None:
        return False
    if LABEL.match(one.text):
        return False
    if one.runs[0].role != "text" or one.text[:1].isupper() or before.text.rstrip()[-1:] in {".", ":", ";", "!", "?"}:
        return False
    here, there = tops.get(before.runs[-1].order), tops.get(one.runs[0].order)
    return here is not None and there is not None and (there[0] > here[0] or there[1] < here[1])


def _led(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The same paragraphs; each call leads to the next note with its mark."""
    notes: dict[str, list[str]] = {}
    for one in paragraphs:
        if one.note and one.mark:
            notes.setdefault(one.mark, []).append(one.note)
    called: Counter[str] = Counter()

    def led(run: Run) -> Run:
        keys = notes.get(run.call or "", [])
        if not keys or run.call is None:
            return run
        called[run.call] += 1
        return replace(run, call=keys[min(called[run.call], len(keys)) - 1])

    return [replace(one, runs=tuple(led(run) for run in one.runs)) for one in paragraphs]


def _split_label(pieces: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The number or bullet that an item begins with, where it was drawn by itself; and the rest."""
    begin = next((place for place, piece in enumerate(pieces) if piece.text.strip()), 0)
    if len(pieces) - begin < 2:
        return [], pieces
    one, other = pieces[begin], pieces[begin + 1]
    is_mark = _LABEL.fullmatch(one.text) is not None or one.text.strip().isdecimal()
    if is_mark and (one.is_level_with(other) or other.size > one.size) and (not other.glued or other.mark != one.mark):
        return pieces[: begin + 1], pieces[begin + 1 :]
    return [], pieces


def _number_drawn_apart(pieces: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """A number of several levels that a program drew by itself right before a text, without white between them."""
    one, other = pieces[0], pieces[1] if len(pieces) > 1 else None
    if other is None or not _DECIMAL.fullmatch(one.text) or not other.text[:1].isupper():
        return [], pieces
    return (pieces[:1], pieces[1:]) if one.is_level_with(other) and other.x0 >= one.x0 else ([], pieces)


def _rows(table: Element) -> Iterator[tuple[Element | Held, bool]]:
    """What a table holds, and whether it stands in its head; groups of rows are looked into."""
    for kid in table.kids:
        if isinstance(kid, Element) and kid.role in {"THead", "TBody", "TFoot", "NonStruct", "Div"}:
            for row in kid.kids:
                yield row, kid.role == "THead"
        else:
            yield kid, False
