"""Holds the Word document against both versions: accepted it says the new one, rejected the old; a comment per entry.

Paragraph by paragraph: words, numbers, looks, links, notes, style, frame, table and place. Of each mark, that it is by
the author of the weight which the change has; of each move, that both ends have the same words; of each comment, every
word and the paragraph at which it stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from gettext import gettext as _
from itertools import zip_longest
from typing import Final

from lxml import etree

from schoolprotocol.compare.changeset import Change, ChangeSet, HeadingChange, TableChange
from schoolprotocol.errors import ComparisonError
from schoolprotocol.outputs.pdf.document import mark
from schoolprotocol.outputs.report.proof.word_comments import WantedComment, comments_of, in_full, named
from schoolprotocol.outputs.report.proof.word_moves import MOVABLE, unmoved
from schoolprotocol.outputs.report.proof.word_read import Comment, Line, Marked, Runs, Side, WordFile, parts_of
from schoolprotocol.outputs.report.proof.word_wanted import Wanted, edition, wanted
from schoolprotocol.outputs.report.view import ReportView
from schoolprotocol.outputs.word.changes.authors import AUTHORS
from schoolprotocol.outputs.word.ooxml.elements import document
from schoolprotocol.outputs.word.ooxml.styles import styles_xml
from schoolprotocol.outputs.word.page import settings
from schoolprotocol.policy.decided import shown
from schoolprotocol.policy.model import Policy
from schoolprotocol.policy.slots import Slot

_PAGES: Final = frozenset({"headerReference", "footerReference"})


def prove_docx(data: bytes, view: ReportView, changes: ChangeSet, old: Policy, new: Policy) -> None:
    """Refuse a document that does not say both versions as they are, or has not the marks and comments of each entry.

    Raises:
        ComparisonError: the message says which.
    """
    first = next(faults(WordFile(parts_of(data)), view, changes, old, new), None)
    if first is not None:
        raise ComparisonError(first)


def faults(file: WordFile, view: ReportView, changes: ChangeSet, old: Policy, new: Policy) -> Iterator[str]:
    """What the document lacks or says too much, in words."""
    sides: tuple[tuple[Side, Policy], ...] = (("accept", new), ("reject", old))
    read = {side: file.lines(side) for side, _policy in sides}
    should = {side: wanted(policy) for side, policy in sides}
    for side, policy in sides:
        found = _unlike(read[side], should[side], is_old=side == "reject")
        for words in found:
            message = _("not written: the Word document does not say “{words}” of version {version} as it is.")
            yield message.format(words=words.strip()[:80], version=policy.document.version)
        if found:
            return  # what stands beside which paragraph is not known
    for name, made in (("styles", styles_xml()), ("settings", settings())):
        if file.fixed[name] != etree.tostring(etree.fromstring(document(made)), method="c14n"):
            yield _odd(name)
    for words in (*file.odd, *_wrong_moves(file), *_wrong_dates(file, new), *(file.movers - {AUTHORS["moved"]})):
        yield _odd(words)
    for words in _wrong_authors(read, should, changes):
        yield _odd(words)
    for words in _wrong_struck(file, read["reject"], should["reject"], changes):
        yield _odd(words)
    for words in unmoved(read, should):
        yield _odd(words)
    yield from _wrong_comments(file, view, changes, read, should)
    which = f"{view.kind} · kenmerk van de nieuwe tekst {shown(view.text_hash)} {view.stamp or mark(new) or ''}"
    # Word fills in for 1 which page it is, and of how many.
    for words, there in zip((which, f"{new.title}, {edition(new)} pagina 1 van 1"), file.frame, strict=True):
        own = Wanted(Slot.own(""), "")
        own.say(words)
        if own.text.strip() != there.strip() or file.on_pages != _PAGES:
            yield _odd(words)


def _odd(words: str) -> str:
    return _("not written: the Word document has “{words}” marked or laid out otherwise than it changed.").format(
        words=words[:80]
    )


# -- the text ---------------------------------------------------------------------------------------------------------


def _unlike(read: Sequence[Line], should: Sequence[Wanted], *, is_old: bool) -> list[str]:
    """The words of the first paragraph that is not as it should be, and of all that only one of the two has."""
    ids = (
        {} if is_old else {name: own.begins for line, own in zip(read, should, strict=False) for name in line.bookmarks}
    )
    for line, own in zip_longest(read, should):
        if line is None or own is None or not _is_like(line, own, ids, is_old=is_old):
            there, here = (Counter(one.text for one in side) for side in (read, should))
            only = [*(here - there), *(there - here)]
            return list(dict.fromkeys([*only, own.text if own is not None else line.text if line is not None else ""]))
    return []


def _is_like(line: Line, own: Wanted, ids: Mapping[str, str], *, is_old: bool) -> bool:
    if (line.where, line.style, line.framed) != (own.where, own.style, own.framed):
        return False
    # A link inside the document leads to where the clause stands now, and rejecting does not change that.
    if _led(line.runs, ids, is_old=is_old) != _led(own.runs, None, is_old=is_old):
        return False
    if len(line.notes) != len(own.notes):
        return False
    pairs = (pair for one, other in zip(line.notes, own.notes, strict=True) for pair in zip_longest(one, other))
    return all(
        note is not None and wants is not None and _is_like(note, wants, ids, is_old=is_old) for note, wants in pairs
    )


def _led(runs: Runs, ids: Mapping[str, str] | None, *, is_old: bool) -> Runs:
    """The runs with the clauses to which they lead; of the old text those inside the document do not count."""
    found: Runs = []
    for text, look, target in runs:
        there = target
        if target.startswith("#"):
            there = "" if is_old else f"#{ids.get(target[1:], '?')}" if ids is not None else target
        if found and found[-1][1:] == (look, there):
            found[-1] = (found[-1][0] + text, look, there)
        else:
            found.append((text, look, there))
    return found


# -- the marks --------------------------------------------------------------------------------------------------------


def _wrong_moves(file: WordFile) -> Iterator[str]:
    """Moves of which the two ends do not have the same words."""
    for name in sorted({name for _end, name in file.moved}):
        ends = ["".join("".join(file.moved.get((end, name), ["?"])).split()) for end in ("from", "to")]
        if ends[0] != ends[1]:
            yield ends[1] or ends[0]


def _wrong_dates(file: WordFile, new: Policy) -> Iterator[str]:
    day = new.document.day.isoformat() if new.document.day else "2000-01-01"
    yield from sorted(file.dates - {f"{day}T00:00:00Z"})


class _Authors:
    """By whom the changes of a text may be."""

    def __init__(self, changes: ChangeSet) -> None:
        self._of: dict[tuple[bool, Slot], str] = {}
        every: list[Change | HeadingChange | TableChange] = [*changes.changes, *changes.headings, *changes.tables]
        for one in every:
            for part in one.parts:
                for old, slot in ((True, part.old), (False, part.new)):
                    if slot is not None:
                        self._of[old, slot] = AUTHORS[one.weight]

    def of(self, slot: Slot, *, old: bool) -> frozenset[str]:
        """Of its words; where no change is about it, a value changed in it or it moved with what is around it."""
        own = self._of.get((old, slot))
        if own is not None:
            return frozenset({own})
        return frozenset({AUTHORS["value"], *([AUTHORS["moved"]] if slot.kind in MOVABLE else [])})


def _wrong_authors(
    read: Mapping[Side, Sequence[Line]], should: Mapping[Side, Sequence[Wanted]], changes: ChangeSet
) -> Iterator[str]:
    """The words of marks that are by somebody else than who tells of changes of that weight."""
    authors = _Authors(changes)
    for side, lines in read.items():
        yield from _wrong_in(lines, should[side], authors, old=side == "reject")


def _wrong_in(lines: Sequence[Line], own: Sequence[Wanted], authors: _Authors, *, old: bool) -> Iterator[str]:
    of = [authors.of(one.slot, old=old) for one in own]
    around = [_with_moves(one, line) for one, line in zip(of, lines, strict=True)]
    for n in range(len(own) - 2, -1, -1):  # a number by itself moves with the list behind it
        around[n] |= (around[n + 1] & {AUTHORS["moved"]}) if own[n].leads else frozenset()
    here = {"del", "from"} if old else {"ins", "to"}
    for n, (line, wants) in enumerate(zip(lines, own, strict=True)):
        # The mark at the end of a paragraph that came or went may stand in the one before.
        near = around[n].union(*around[n + 1 : n + 2])
        ended = {author for state, author in line.ended_by if state in here}
        formed = {line.changed_form} - {"", AUTHORS["number"]} if not old else frozenset()
        rowed = {line.row_by} - {""}
        is_right = all(_is_by(one, line.text, wants, of[n]) for one in line.marked)
        if not (is_right and ended <= near and formed <= near and (not rowed or rowed <= _row_authors(own, of, n))):
            yield line.text
        for note, wants_note in zip(line.notes, wants.notes, strict=True):
            yield from _wrong_in(note, wants_note, authors, old=old)


def _wrong_struck(file: WordFile, lines: Sequence[Line], own: Sequence[Wanted], changes: ChangeSet) -> Iterator[str]:
    """What went from what moved, by somebody else than who may have taken it from where it stood."""
    authors = _Authors(changes)
    stood: dict[str, list[tuple[int, int]]] = {}
    """Line and place of each letter at the old end of a move."""
    for n, line in enumerate(lines):
        for one in line.marked:
            if one.move:
                places = (at for at in range(one.start, one.end) if not line.text[at].isspace())
                stood.setdefault(one.move, []).extend((n, at) for at in places)
    for struck in file.struck:
        for n, at in stood.get(struck.move, [])[struck.start : struck.end]:
            of = authors.of(own[n].slot, old=True)
            if not _is_by(Marked(at, at + 1, "del", struck.author), lines[n].text, own[n], of):
                yield lines[n].text
                break


def _with_moves(of: frozenset[str], line: Line) -> frozenset[str]:
    moved = any(one.state in {"from", "to"} for one in line.marked)
    return of | {AUTHORS["moved"]} if moved else of


def _row_authors(own: Sequence[Wanted], of: Sequence[frozenset[str]], n: int) -> frozenset[str]:
    """Of the first paragraph in the row."""
    row = own[n].where[:2]
    while n and own[n - 1].where[:2] == row:
        n -= 1
    return of[n]


def _is_by(marked: Marked, text: str, wants: Wanted, of: frozenset[str]) -> bool:
    if marked.state in {"from", "to"}:
        return marked.author == AUTHORS["moved"]
    kind = {AUTHORS["value"]: "value", AUTHORS["number"]: "number"}.get(marked.author, "")
    if marked.author in of:
        return True
    spans = [(start, end) for start, end, one in wants.spans if one == kind]
    return (
        bool(kind)
        and marked.start < marked.end
        and all(
            text[at].isspace() or any(start <= at < end for start, end in spans)
            for at in range(marked.start, marked.end)
        )
    )


# -- the comments -----------------------------------------------------------------------------------------------------


def _wrong_comments(
    file: WordFile,
    view: ReportView,
    changes: ChangeSet,
    read: Mapping[Side, Sequence[Line]],
    should: Mapping[Side, Sequence[Wanted]],
) -> Iterator[str]:
    places = _Places(read, should)
    rest = list(file.comments)
    told: dict[str, str] = {}
    notes = {one.id: one for one in changes.explanations}
    labels = {**changes.old.frame.labels(), **changes.new.frame.labels()}
    by_heading: dict[str, list[WantedComment]] = {}
    for one in comments_of(view, changes):
        by_heading.setdefault(one.heading, []).append(one)
    for comment in file.comments:
        heading = "".join(text for text, _look in comment.lines[0]) if comment.lines else ""
        for one in by_heading.get(heading, ()):
            lines = list(one.lines)
            if lines and lines[-1] == ("", ""):
                lines.pop()
            for id_ in one.notes:
                lines += [named(notes[id_], told[id_])] if id_ in told else in_full(notes[id_], labels)
            if _said(comment) == [[(heading, "b")], *map(_printed, lines)] and (
                comment.author == one.author and places.has(comment.id, one.slots)
            ):
                told |= {id_: heading for id_ in one.notes if id_ not in told}
                by_heading[heading].remove(one)
                rest.remove(comment)
                break
    for one in (one for several in by_heading.values() for one in several):
        yield _("not written: the Word document has no comment about “{entry}”.").format(entry=one.entry)
    for comment in rest:
        yield _odd("".join(text for line in comment.lines[:1] for text, _look in line))


def _said(comment: Comment) -> list[list[tuple[str, str]]]:
    """Its paragraphs with neighbours of one look as one."""
    found = []
    for line in comment.lines:
        runs: list[tuple[str, str]] = []
        for text, look in line:
            if runs and runs[-1][1] == look:
                runs[-1] = (runs[-1][0] + text, look)
            elif text:
                runs.append((text, look))
        found.append(runs)
    return found


def _printed(line: tuple[str, str]) -> list[tuple[str, str]]:
    own = Wanted(Slot.own(""), "")
    own.say(f"{line[0]}: " if line[0] else "", "b")
    own.say(line[1])
    return [(text, look) for text, look, _target in own.runs]


class _Places:
    """At which paragraph each comment stands, on either side."""

    def __init__(self, read: Mapping[Side, Sequence[Line]], should: Mapping[Side, Sequence[Wanted]]) -> None:
        self._at: dict[tuple[bool, Slot], Line] = {}
        self._called: dict[str, list[Line]] = {}
        """Lines of both sides by the comments that they call."""
        for side, lines in read.items():
            for line, own in zip(lines, should[side], strict=True):
                self._at.setdefault((side == "reject", own.slot), line)
                for id_, places in line.comments.items():
                    if -1 in places:
                        self._called.setdefault(id_, []).append(line)

    def has(self, comment: str, slots: Sequence[tuple[bool, Slot]]) -> bool:
        """Whether it stands at the first of these texts that is printed, and nowhere but at a whole paragraph."""
        there = next((self._at[one] for one in slots if one in self._at), None)
        lines = self._called.get(comment, [])
        return any(line is there for line in lines) and all(
            line.comments[comment] == [0, len(line.text), -1] for line in lines
        )
