"""The text of a document → the parts of a Word file that hold it: document, notes and lists.

One writer for both: a document with tracked changes, and one of which old and new are the same (`model.unchanged`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Final

from schoolprotocol.outputs.word.changes.authors import Kinds
from schoolprotocol.outputs.word.changes.comments import Comment
from schoolprotocol.outputs.word.changes.links import Links
from schoolprotocol.outputs.word.changes.marks import MOVABLE, Marker, Moves, key
from schoolprotocol.outputs.word.changes.merge import Merger
from schoolprotocol.outputs.word.model import (
    UNNAMED,
    Block,
    Kind,
    Layout,
    Look,
    Mark,
    Merged,
    MergedBlock,
    MergedRow,
    MergedTable,
    Paragraph,
    Rich,
    State,
    paragraphs,
)
from schoolprotocol.outputs.word.ooxml import styles
from schoolprotocol.outputs.word.ooxml.elements import Element, e, val
from schoolprotocol.outputs.word.ooxml.house import HOUSE, House
from schoolprotocol.outputs.word.ooxml.numbering import Numbered
from schoolprotocol.outputs.word.ooxml.properties import (
    ListNumbers,
    cell_properties,
    level_of,
    looks,
    paragraph_properties,
    table_properties,
)
from schoolprotocol.outputs.word.ooxml.runs import TAGS, Revisions, RunWriter, text
from schoolprotocol.policy.slots import Slot
from schoolprotocol.returning.marks import mark_of, name_of

COLUMNS: Final = "clauses"
"""Key of the row with the lists of a table of clauses."""
_SPACE: Final = Paragraph("Tabelwit", Rich())
HEADING: Final = "Heading"
_NO_MOVES: Final = Moves({}, {}, {})


@dataclass(frozen=True, slots=True)
class _End:
    """What happened to the mark at the end of a paragraph, and of which kind of change that is part."""

    state: State
    kind: Kind | None


_STAYS: Final = _End("same", None)


@dataclass(frozen=True, slots=True)
class Content:
    """What is written, and what it needs to know of the rest."""

    body: Sequence[Block]
    """In its one version, or the new one."""
    notes: Mapping[Slot, tuple[Paragraph, ...]]
    numbered: Mapping[Slot, Numbered] = field(default_factory=dict)
    """Which paragraphs Word numbers."""
    house: House = HOUSE
    elsewhere: Callable[[str], str] = lambda _called: ""
    """The address of a clause that this text has not, by what is called; empty where it has none."""


@dataclass(frozen=True, slots=True)
class Tracked:
    """What happened since the old version."""

    old: Layout
    new: Layout
    links: Links
    kinds: Kinds
    moves: Moves
    comments: Sequence[Comment]
    numbered: Mapping[Slot, Numbered]
    """Which paragraphs of the old version Word numbers."""
    date: str
    """`2026-11-01T00:00:00Z`."""


class Writer:
    """Writes the text of one document, and remembers what it needs besides: notes, lists, addresses."""

    def __init__(self, content: Content, tracked: Tracked | None = None) -> None:
        self.content, self.tracked = content, tracked
        self.old_notes = tracked.old.notes if tracked else content.notes
        self.old_numbered = tracked.numbered if tracked else content.numbered
        self.links, self.moves = (tracked.links, tracked.moves) if tracked else (Links(()), _NO_MOVES)
        self.kinds = tracked.kinds if tracked else Kinds()
        self.marker = Marker(self.links, self.kinds, self.moves)
        self.pending = _anchored(tracked) if tracked else {}
        self.revisions = Revisions(tracked.date if tracked else "")
        self.lists = ListNumbers()
        self.footnotes: list[Element] = []
        all_ = list(paragraphs(*content.body))
        clauses = [paragraph.bookmark for paragraph in all_ if paragraph.bookmark]
        bookmarks = {clause: f"clausule{n}" for n, clause in enumerate(clauses, start=1)}
        headings = () if tracked else (one for one in all_ if one.style.startswith(HEADING))
        self.headings = {one.slot: f"_Toc{n:08}" for n, one in enumerate(headings, start=1)}
        """Bookmark of each heading that contents can list; Word hides names that begin so."""
        self.text = RunWriter(self.revisions, bookmarks, self._note, elsewhere=content.elsewhere)
        self.note_text = RunWriter(self.revisions, bookmarks, self._no_note, elsewhere=content.elsewhere)

    def blocks(self, merged: Sequence[MergedBlock]) -> Iterator[Element]:
        """Paragraphs and tables. A table has a paragraph behind it: two that touch would be one to Word."""
        self.lists.learn(block for block in merged if isinstance(block, Merged))
        running: list[Merged] = []
        for block in merged:
            if isinstance(block, Merged):
                running.append(block)
            else:
                yield from self._running(running)
                running = []
                yield self._table(block)
                yield from self._paragraph(Merged(_SPACE, _SPACE), _STAYS, self.text)
        yield from self._running(running)

    def _running(self, merged: Sequence[Merged]) -> Iterator[Element]:
        """The paragraphs between two tables."""
        for one, end in zip(merged, self._ends(merged, closed=False), strict=True):
            yield from self._paragraph(one, end, self.text)

    # -- paragraphs ---------------------------------------------------------------------------------------------------

    def _state(self, merged: Merged) -> State:
        if merged.old is None:
            return "to" if merged.new and key(merged.new) in self.moves.came else "ins"
        if merged.new is None:
            return "from" if key(merged.old) in self.moves.went else "del"
        return "same"

    def _kind(self, merged: Merged) -> Kind:
        """Of which kind a change of the paragraph is, as a whole."""
        return "moved" if self._state(merged) in {"from", "to"} else self._own_kind(merged)

    def _own_kind(self, merged: Merged) -> Kind:
        """Of which kind the change of its text is, whether it moved or not."""
        one = merged.new or merged.old
        if one is None:
            raise AssertionError("never nothing beside nothing")
        # No change tells of a clause or heading that came or went: then its section did, elsewhere.
        moved = (merged.old is None or merged.new is None) and one.slot.kind in MOVABLE
        return self.kinds.of(one.slot, old=merged.new is None, otherwise="moved" if moved else "value")

    def _form_kind(self, merged: Merged) -> Kind:
        """Of which kind a change of its form is: a number, where only that came, went or is of another list."""
        old, new = merged.old, merged.new
        if old and new and (old.style, old.framed, old.listing) == (new.style, new.framed, new.listing):
            return "number"
        return self._kind(merged)

    def _paragraph(
        self,
        merged: Merged,
        end: _End,
        runs: RunWriter,
        *,
        first: Sequence[Element] = (),
        last: bool = False,
        ending: Merged | None = None,
    ) -> Iterator[Element]:
        """A paragraph, and behind it the end of the move whose range it is.

        Args:
            merged: what it says.
            end: what happened to the mark at its end.
            runs: writes its runs.
            first: what comes before its text.
            last: whether it ends a cell, behind which nothing can stand.
            ending: the paragraph that ends with its mark in the version which does not have it.
        """
        state = self._state(merged)
        tracked = None if end.kind is None else e(TAGS[end.state], self.revisions.attributes(end.kind))
        one, other = (merged.old or (ending and ending.old), merged.new or (ending and ending.new))
        new = list(self._looks(other, old=False)) if other else []
        old = new if one is other else list(self._looks(one, old=True)) if one else []
        properties = paragraph_properties(new, old, tracked, self.revisions, self._form_kind(merged))
        inside = [*first, *self._bookmarked(merged, runs)]
        if state not in {"from", "to"}:
            yield e("w:p", {}, properties, *inside)
            return
        move = self.moves.went[key(merged.old)] if merged.old else self.moves.came[key(merged.new)]  # type: ignore[arg-type]
        begin, close = self.revisions.range(move.name, state)
        if last:
            yield e("w:p", {}, properties, begin, *inside, close)
        else:
            yield e("w:p", {}, properties, begin, *inside)
            yield close

    def _marks(self, merged: Merged) -> list[Mark]:
        old, new, state = merged.old, merged.new, self._state(merged)
        if state == "to" and new:
            old = self.moves.came[key(new)].other
        if old is None or new is None or old is new:
            only = new or old
            if only is None:
                return []
            kind = None if state == "same" else self._kind(merged)
            before = [*_label(self._label(only, old=new is None), state, kind), *_title(only.title, state, kind)]
            return [*before, *self.marker.one_sided(only, state, kind)]
        kind = self._own_kind(merged)
        before = [*_labels(self._label(old, old=True), self._label(new, old=False), kind), *_titles(old, new, kind)]
        both = [*before, *self.marker.marks(old, new, moved=state == "to")]
        # What moved takes along what went from it: so the move, and what changed in it, can each be accepted alone.
        return both if state == "same" else [_moved(one) for one in both]

    def bookmark(self, name: str) -> tuple[Element, Element]:
        """Where a bookmark begins and where it ends."""
        number = str(next(self.revisions.numbers))
        return e("w:bookmarkStart", {"w:id": number, "w:name": name}), e("w:bookmarkEnd", {"w:id": number})

    def _bookmarked(self, merged: Merged, runs: RunWriter) -> list[Element]:
        """The text of a paragraph in its bookmark; before tracked changes that is a place, which none of them moves."""
        new = merged.new
        name = (self.headings.get(new.slot) or self.text.bookmarks.get(new.bookmark)) if new else None
        begin, end = ([one] for one in self.bookmark(name)) if name else ([], [])
        marks = self._marks(merged)
        inside = self._commented(merged, list(runs.runs(marks)))
        if self.tracked:
            return [*begin, *end, *inside]
        first, last = self._marked(new, marks)
        return [*begin, *first, *inside, *last, *end]

    def _marked(self, paragraph: Paragraph | None, marks: Sequence[Mark]) -> tuple[list[Element], list[Element]]:
        """The bookmark by which a text that somebody changed is known when the file comes back."""
        words = "".join(mark.text for mark in marks if mark.look.note is None)
        if paragraph is None or paragraph.slot == UNNAMED or not words.strip():
            return [], []
        name = name_of(paragraph.slot, mark_of(paragraph.slot, paragraph.place, words))
        begin, end = self.bookmark(name)
        return [begin], [end]

    def _number(self, paragraph: Paragraph, *, old: bool) -> Numbered | None:
        """How Word numbers a paragraph of the old or the new version, where it does."""
        counts = not paragraph.part and bool(paragraph.label)
        return (self.old_numbered if old else self.content.numbered).get(paragraph.slot) if counts else None

    def _label(self, paragraph: Paragraph, *, old: bool) -> str:
        """What is written before its text: no number that Word counts."""
        return "" if self._number(paragraph, old=old) else paragraph.label

    def _looks(self, paragraph: Paragraph, *, old: bool) -> Iterator[Element]:
        own = self._number(paragraph, old=old)
        number = (own.list, own.level) if own else None
        if not own and paragraph.listing:
            number = (self.lists.number(paragraph, old=old), level_of(paragraph))
        yield from looks(paragraph, number, self.content.house)
        if own and own.scheme.behind == "tab":
            yield e("w:ind", styles.indent(2 * styles.STEP, 2 * styles.STEP))

    def _commented(self, merged: Merged, runs: Sequence[Element]) -> list[Element]:
        numbers = [
            str(number)
            for side, paragraph in (("new", merged.new), ("old", merged.old))
            for number in (self.pending.pop((side, paragraph.slot), []) if paragraph else [])
        ]
        style = e("w:rPr", {}, val("w:rStyle", "CommentReference"))
        references = [e("w:r", {}, style, e("w:commentReference", {"w:id": number})) for number in numbers]
        return [
            *(e("w:commentRangeStart", {"w:id": number}) for number in numbers),
            *runs,
            *(e("w:commentRangeEnd", {"w:id": number}) for number in numbers),
            # Else a paragraph that went would not be empty, and so would not go.
            *(self.revisions.wrapped(self._state(merged), self._kind(merged), reference) for reference in references),
        ]

    # -- tables -------------------------------------------------------------------------------------------------------

    def _table(self, merged: MergedTable) -> Element:
        for row in merged.rows:
            self.lists.learn(one for cell in row.cells for one in cell)
        rows = (self._row(row, merged.table.widths) for row in merged.rows)
        return e("w:tbl", {}, *table_properties(merged.table), *rows)

    def _row(self, merged: MergedRow, widths: Sequence[int]) -> Element:
        some = merged.new or merged.old
        heads = some is not None and some.heads
        # Lists beside each other may be longer than a page: such a row goes on on the next one.
        whole = [] if some is not None and some.key == COLUMNS else [e("w:cantSplit")]
        properties = [*whole, *([e("w:tblHeader")] if heads else [])]
        if merged.old is None:
            properties.append(e("w:ins", self.revisions.attributes(self._row_kind(merged))))
        elif merged.new is None:
            properties.append(e("w:del", self.revisions.attributes(self._row_kind(merged))))
        cells = (self._cell(cell, width) for cell, width in zip(merged.cells, widths, strict=True))
        return e("w:tr", {}, e("w:trPr", {}, *properties), *cells)

    def _row_kind(self, merged: MergedRow) -> Kind:
        return next((self._kind(one) for cell in merged.cells for one in cell), "value")

    def _cell(self, cell: Sequence[Merged], width: int) -> Element:
        heads = all((one.new or one.old or _SPACE).style == "Tabelkop" for one in cell)
        return e(
            "w:tc", {}, cell_properties(width, heads=heads, house=self.content.house), *self._closed(cell, self.text)
        )

    def _closed(self, merged: Sequence[Merged], runs: RunWriter, first: Sequence[Element] = ()) -> Iterator[Element]:
        """The paragraphs of a cell or note."""
        for index, (one, end) in enumerate(zip(merged, self._ends(merged, closed=True), strict=True)):
            last = index == len(merged) - 1
            ending = None
            if last and end is _STAYS and (one.old is None) != (one.new is None):
                before = (m for m in reversed(merged[:index]) if (m.old if one.old is None else m.new) is not None)
                ending = next(before, None)
            yield from self._paragraph(one, end, runs, first=() if index else first, last=last, ending=ending)

    def _ends(self, merged: Sequence[Merged], *, closed: bool) -> list[_End]:
        """What happened to the marks at the ends of paragraphs.

        A paragraph that came or went takes the mark before it along where it can, as when somebody types a new
        paragraph behind another. Then what follows keeps its style in every program, and a cell or note (`closed`) its
        last mark.
        """
        ends: list[_End] = []
        # Each kind by itself: it can be accepted without the others. The last mark of a cell stays, whatever it ends.
        for (state, _kind), group in groupby(
            merged, lambda one: (self._state(one), None if closed else self._kind(one))
        ):
            run = list(group)
            previous = merged[len(ends) - 1] if ends else None
            last = len(ends) + len(run) == len(merged)
            own = [_STAYS if state == "same" else _End(state, self._kind(one)) for one in run]
            free = state != "same" and ends[-1:] == [_STAYS]
            if previous and free and ((closed and last) or self._is_followed_alike(previous, run[-1])):
                # Outside its range the mark of a move would count for nothing else.
                ends[-1] = replace(own[0], state="del" if state in {"del", "from"} else "ins")
                own = [*own[1:], _STAYS]
            ends += own
        return ends

    def _is_followed_alike(self, merged: Merged, other: Merged) -> bool:
        """Whether a paragraph can end with the mark of another one, that only one version has, and look as before."""
        own = merged.old if merged.new is None or (other.old is None and merged.old) else merged.new
        end = other.new or other.old
        if own is None or end is None:
            return False
        return self._form(own, old=own is merged.old) == self._form(end, old=end is other.old)

    def _form(self, paragraph: Paragraph, *, old: bool) -> tuple[str, bool, bool, str, Numbered | None]:
        own = self._number(paragraph, old=old)
        return paragraph.style, paragraph.framed, paragraph.leads, self.lists.name(paragraph, old=old), own

    # -- notes --------------------------------------------------------------------------------------------------------

    def _note(self, mark: Mark) -> int:
        """Write the note that a mark calls: with its changes, where both versions call it."""
        went, came = mark.state in {"del", "from", "to-del"}, mark.state == "ins"
        old = self.old_notes.get(mark.note_was, ()) if mark.note_was and not came else ()
        new = self.content.notes.get(mark.look.note, ()) if mark.look.note and not went else ()
        merged = Merger(self.links).note(old, new) if self.tracked else tuple(Merged(one, one) for one in new)
        if mark.state == "from":  # the whole note goes with its call; its changes show where it came
            merged = tuple(Merged(one, one) for one in old)
        elif mark.move:  # a note that moved by itself did so in the same words
            merged = tuple(Merged(one, one) for one in new)
        self.lists.learn(merged)
        number = len(self.footnotes) + 1
        style = e("w:rPr", {}, val("w:rStyle", "FootnoteReference"))
        own = [e("w:r", {}, style, e("w:footnoteRef")), e("w:r", {}, *text(" "))]
        content = self._closed(merged, self.note_text, first=own)
        self.footnotes.append(e("w:footnote", {"w:id": str(number)}, *content))
        return number

    @staticmethod
    def _no_note(mark: Mark) -> int:
        raise AssertionError(f"a note calls a note: {mark.look.note}")


def _label(label: str, state: State, kind: Kind | None) -> list[Mark]:
    return [Mark(state, label, Look(), kind)] if label else []


def _labels(old: str, new: str, kind: Kind) -> list[Mark]:
    if old == new:
        return _label(new, "same", None)
    # A do that becomes a don't is no number.
    kind = "number" if any(letter.isdigit() for letter in old + new) else kind
    return [*_label(old, "del", kind), *_label(new, "ins", kind)]


def _title(title: str, state: State, kind: Kind | None) -> list[Mark]:
    return [Mark(state, f"{title} ", Look(bold=True), kind)] if title else []


def _titles(old: Paragraph, new: Paragraph, kind: Kind) -> list[Mark]:
    if old.title == new.title:
        return _title(new.title, "same", None)
    return [*_title(old.title, "del", kind), *_title(new.title, "ins", kind)]


def _moved(mark: Mark) -> Mark:
    match mark.state:
        case "same":
            return replace(mark, state="to", kind="moved")
        case "del":
            return replace(mark, state="to-del")
        case _:
            return mark


def _anchored(tracked: Tracked) -> dict[tuple[str, Slot], list[int]]:
    """Numbers of comments by the side and slot at which they stand."""
    there: Mapping[str, set[Slot]] = {
        side: {paragraph.slot for paragraph in paragraphs(*layout.body, *layout.excerpt)}
        for side, layout in (("old", tracked.old), ("new", tracked.new))
    }
    found: dict[tuple[str, Slot], list[int]] = defaultdict(list)
    for number, comment in enumerate(tracked.comments):
        found[next((side, slot) for side, slot in comment.slots if slot in there[side])].append(number)
    return found
