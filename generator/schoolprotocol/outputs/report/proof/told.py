"""A report's model → what it tells, and whether that is true."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from gettext import gettext as _
from itertools import zip_longest
from typing import Final, Literal

from schoolprotocol.outputs.report.proof.edition import Edition, Row, Spot, squeezed
from schoolprotocol.outputs.report.proof.expected import BETWEEN, CELLS, Difference, Ids, subject, text_of
from schoolprotocol.outputs.report.text import Column, Line, Run
from schoolprotocol.outputs.report.view import BulkView, ClauseView, LineView, Listed, ReportView, RowView
from schoolprotocol.policy.elsewhere import is_elsewhere
from schoolprotocol.words.terms import FORM_MARKS

Side = Literal["old", "new"]
SUPERSCRIPTS: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_REFERENCE: Final = re.compile(r"\{clause\}`([^`]+)`")
_NO_PLACE: Final = "een deel zonder kop"
_RENUMBERED: Final = re.compile(r"was (.+), wordt (.+)")


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the report, or one of those that are told together."""

    view: ClauseView | LineView
    bulk: BulkView | None = None

    def facts(self, side: Side) -> tuple[str, ...]:
        """What is printed about place, form and readers of one version."""
        if self.bulk is not None:
            return (self.bulk.about,)
        if isinstance(self.view, LineView):
            return ()
        return self.view.facts_old if side == "old" else self.view.facts_new


def listed(view: ReportView) -> Iterator[Listed]:
    """Every entry in the order of the report."""
    for topic in view.topics:
        yield from topic.items
    yield from view.review
    yield from view.editorial


class Told:
    """What a report tells."""

    def __init__(self, view: ReportView) -> None:
        self.view = view
        self.items = tuple(item for one in listed(view) for item in _items(one))
        self.clauses = {subject(_family(item.view)): item for item in self.items if isinstance(item.view, ClauseView)}
        self.differences = Counter(one for item in self.items for one in _differences(item))
        for row in view.renumbered:
            said = _text(row.old), _text(row.new)
            numbers = said if is_elsewhere(row.id) else tuple(map(_number, said))
            self.differences[Difference("number", row.id, *numbers)] += 1

    @property
    def moved(self) -> frozenset[str]:
        """The clauses that are told to have moved, by their new ids."""
        return frozenset(
            standing.id
            for item in self.items
            if isinstance(item.view, ClauseView) and "moved" in item.view.kinds
            for standing in item.view.standings_new
        )

    @property
    def moved_sections(self) -> frozenset[str]:
        """Likewise sections, and (by their slots) groups and columns."""
        moved = [item.view for item in self.items if isinstance(item.view, LineView) and "moved" in item.view.kinds]
        return frozenset(one.slot if one.slot.startswith(("group/", "column/")) else one.id for one in moved)

    def tells(self, difference: Difference) -> bool:
        """Whether one thing that differs is told; what is told once counts once."""
        match difference.kind:
            case "title" | "place" | "form" | "audience":
                item = self.clauses.get(difference.subject)
                return item is not None and _in_facts(difference, item)
            case "number" if not self.differences[difference]:
                item = self.clauses.get(difference.subject)
                return item is not None and item.bulk is None and _in_facts(difference, item)
            case "control":
                return any(_in_row(difference, row) for row in self.view.control)
            case _:
                if not self.differences[difference]:
                    return False
                self.differences[difference] -= 1
                return True


def _items(one: Listed) -> Iterator[Item]:
    if isinstance(one.item, BulkView):
        yield from (Item(member, one.item) for member in one.item.every)
    else:
        yield Item(one.item)


def _family(view: ClauseView) -> tuple[Ids, Ids]:
    return tuple(one.id for one in view.standings_old), tuple(one.id for one in view.standings_new)


def _differences(item: Item) -> Iterator[Difference]:
    view = item.view
    if isinstance(view, LineView):
        yield from _of_line(view)
        return
    own = subject(_family(view))
    texts = column_text(view.old), column_text(view.new)
    if texts[0] != texts[1]:
        yield Difference("text", own, *texts)
    if "changed" in view.kinds:
        yield Difference("layout", own, "", "")
    for short in view.short:
        if short.old:
            yield Difference("short", own, _text(short.old), "")
        if short.new:
            yield Difference("short", own, "", _text(short.new))
    numbers = _RENUMBERED.fullmatch(view.number)
    if numbers and item.bulk is not None:  # elsewhere it stands among the facts
        yield Difference("number", own, _number(numbers[1]), _number(numbers[2]))


def _of_line(view: LineView) -> Iterator[Difference]:
    if view.kind == "value":
        yield Difference("value", view.id, _text(view.old), _text(view.new))
        yield from (Difference("printed", view.id, "", clause) for clause in view.clauses)
        return
    if view.old:
        yield Difference("heading", view.id, _text(view.old), "")
    if view.new:
        yield Difference("heading", view.id, "", _text(view.new))
    if "form" in view.kinds:
        yield Difference("look", view.id, "", "")


def _text(line: Line) -> str:
    return squeezed("".join(run.text for run in line))


def _number(words: str) -> str:
    """`artikel 1.2` and `punt 2` by their number alone."""
    return "" if words == "zonder nummer" else re.sub(r"^(?:artikel|punt) ", "", words)


def column_text(columns: Sequence[Column]) -> str:
    """The words of one version of an entry, as `expected.text_of` has them."""
    texts = [
        squeezed(" ".join(_text(line) for group in column.groups if group.kind != "note" for line in group.lines))
        for column in columns
    ]
    every = (line for column in columns for group in column.groups if group.kind == "note" for line in group.lines)
    return BETWEEN.join([*texts, *sorted(filter(None, map(_text, every)))])


# -- place, form, readers ---------------------------------------------------------------------------------------------


def _in_facts(difference: Difference, item: Item) -> bool:
    """Whether the words stand in what is printed about each version."""
    sides: tuple[tuple[Side, str], ...] = (("old", difference.old), ("new", difference.new))
    family = _family(item.view) if isinstance(item.view, ClauseView) else ((), ())
    for (side, words), ids in zip(sides, family, strict=True):
        if ids and not all(_says(difference.kind, one, item.facts(side)) for one in words.split(BETWEEN)):
            return False
    return True


_AROUND: Final = {
    "number": (re.compile(r"(?:^|: |; )(?:artikel|punt) "), re.compile(r"$|; ")),
    "audience": (re.compile(r"\bvoor "), re.compile(r"$|[;,.] |\.$")),
    "form": (re.compile(r"^|: |, "), re.compile(r"$|[;,.] |\.$")),
}
"""What stands before a fact of each kind, and behind it."""


def _says(kind: str, words: str, facts: Iterable[str]) -> bool:
    if kind == "title":
        return f"titel: ‘{words}’" in facts
    if kind == "place" or (kind == "number" and not words):
        said = f"‘{words}’" if words else _NO_PLACE if kind == "place" else "zonder nummer"
        return any(said in fact for fact in facts)
    before, behind = _AROUND[kind]
    return any(
        fact.startswith(words, lead.end()) and behind.match(fact, lead.end() + len(words))
        for fact in facts
        for lead in before.finditer(fact)
    )


# -- document control -------------------------------------------------------------------------------------------------


def _in_row(difference: Difference, row: RowView) -> bool:
    if row.id != difference.subject:
        return False
    pairs = ((difference.old, _text(row.old)), (difference.new, _text(row.new)))
    return all(squeezed(piece) in printed for words, printed in pairs for piece in words.split(BETWEEN))


def untold_row(old: Sequence[Row], new: Sequence[Row], rows: Sequence[RowView]) -> str | None:
    """A row of a table that changed, and of which nothing is told; None where all is told.

    Args:
        old: the old table's headings and rows.
        new: the new table's.
        rows: what the report tells of it.
    """
    left, right = list(old), list(new)
    for row in rows:
        for rest, line in ((left, row.old), (right, row.new)):
            found = next((one for one in rest if _is_row(one.words, row.what, _text(line))), None)
            if found is not None:
                rest.remove(found)
            elif line:
                return f"{row.what}: {_text(line)}"
    for was, now in zip_longest(left, right):
        if was is None or now is None or not was.same(now):
            return CELLS.join((now or was or Row((), ())).words)
    return None


def is_part(row: RowView, printed: RowView) -> bool:
    """Whether a row stands in one that is printed: rows of one field may be joined."""
    pairs = ((row.old, printed.old), (row.new, printed.new))
    if (row.id, row.what) != (printed.id, printed.what):
        return False
    return all(own == line if _text(own) == _text(line) else _text(own) in _text(line) for own, line in pairs)


def _is_row(cells: Sequence[str], what: str, words: str) -> bool:
    said = [cell for cell in cells if cell]
    if words == CELLS.join(said):
        return True
    head = cells[0] if cells else ""
    return bool(head) and (what == head or what.endswith(f"– {head}")) and words == CELLS.join(filter(None, cells[1:]))


# -- the texts --------------------------------------------------------------------------------------------------------


def untrue(item: Item, old: Edition, new: Edition) -> str | None:
    """Why what an entry shows is not what the two versions say; None where it is."""
    view, labels = item.view, changed_labels(old, new)
    if isinstance(view, LineView):
        if view.kind == "value" or item.bulk is not None:
            return None
        for line, edition in ((view.old, old), (view.new, new)):
            if line and _text(line) not in edition.heading_words:
                return _("the text of version {version} is not that of the document").format(
                    version=edition.policy.document.version
                )
        is_whole = is_marked(_without_number(view.old), _without_number(view.new), labels)
        return None if is_whole else _("a mark is missing")
    for ids, edition, columns in zip(_family(view), (old, new), (view.old, view.new), strict=True):
        if column_text(columns) != text_of(edition, ids):
            return _("the text of version {version} is not that of the document").format(
                version=edition.policy.document.version
            )
    for ids, edition, shown in zip(
        _family(view), (old, new), ((view.old, view.old_shown), (view.new, view.new_shown)), strict=True
    ):
        if not _signed(ids, edition, *shown):
            return _("it does not say what is to be done and what is forbidden")
    return _mispresented(view, labels) if item.bulk is None else _not_the_same(view, item.bulk, labels)


def _signed(ids: Ids, edition: Edition, *texts: Sequence[Column]) -> bool:
    """Whether each text says whether it is to be done or forbidden, where the list around it says so."""
    signs = Counter(_sign(edition, edition.spots[id_]) for id_ in ids)
    return all(Counter(one.sign for one in columns) <= signs for columns in texts)


def _sign(edition: Edition, spot: Spot) -> str:
    if spot.form == "columns" and spot.heading is not None:
        words = edition.line(edition.headings[spot.heading])
        return f"{words}:" if words and words[-1] not in ":?!." else words
    return FORM_MARKS.get(spot.form, "").strip()


@lru_cache(maxsize=2)
def changed_labels(old: Edition, new: Edition) -> re.Pattern[str]:
    """Words that may differ without a mark: how clauses are called whose number is another, and numbers of notes."""
    before, after = old.printing.labels, new.printing.labels
    found = {
        label
        for id_ in before.keys() | after.keys()
        if before.get(id_) != after.get(id_)
        for label in (before.get(id_), after.get(id_))
        if label
    }
    # A reference to what one version does not have prints its id there.
    found |= {
        id_
        for side, labels in ((old, before), (new, after))
        for clause in side.clauses.values()
        for id_ in _REFERENCE.findall(clause.wording.template)
        if id_ not in labels
    }
    return re.compile(
        "|".join([*(rf"{_spaced(label)}(?!\d)" for label in sorted(found, key=len, reverse=True)), f"[{SUPERSCRIPTS}]"])
    )


def _spaced(label: str) -> str:
    """As a pattern; a space in it that does not break is printed as another may be."""
    return r"\s+".join(map(re.escape, label.split()))


def _mispresented(view: ClauseView, labels: re.Pattern[str]) -> str | None:
    """Whether a change is not marked, or what is shown of a text leaves out more than what stays."""
    rests: list[Counter[str]] = []
    for whole, shown in ((view.old, view.old_shown), (view.new, view.new_shown)):
        if [column.caption for column in whole] != [column.caption for column in shown]:
            return _("a clause is missing")
        if whole == shown:
            rests.append(Counter())
            continue
        if _marked(whole) != _marked(shown):
            return _("a mark is missing")
        rest = _words(whole)
        rest.subtract(_words(shown))
        if any(number < 0 for number in rest.values()):
            return _("it shows words that the text does not have")
        rests.append(+rest)
    if not (view.old and view.new):
        return _("it leaves out words that changed") if any(rests) else None
    if rests[0] != rests[1]:
        return _("it leaves out words that changed")
    if not _same_letters(_unmarked(view.old, labels), _unmarked(view.new, labels)):
        return _("a mark is missing")
    if not all(is_marked(short.old, short.new, labels) for short in view.short):
        return _("a mark is missing")
    redline = [Column("", view.redline)]
    for columns, marks in ((view.old, {"del", "from"}), (view.new, {"ins", "to"})):
        if not _same_letters(_letters(columns, marks), _letters(redline, marks)):
            return _("a mark is missing")
    return None


def is_marked(old: Line, new: Line, labels: re.Pattern[str]) -> bool:
    """Whether all that differs between two lines bears a mark; a line that only one version has needs none."""
    if not (old and new):
        return True
    rests = (
        labels.sub("", "\n".join(run.text for run in line if not run.mark and run.text != CELLS)) for line in (old, new)
    )
    was, now = ("".join(text.split()) for text in rests)
    return was == now


def _without_number(line: Line) -> Line:
    """A heading without the number before it, which stands in a run of its own or begins the first."""
    return (Run(re.sub(r"^(?:Bijlage )?[0-9A-Z.]{1,8} ", "", line[0].text), line[0].mark), *line[1:]) if line else line


def _runs(columns: Sequence[Column]) -> Iterator[Run]:
    for column in columns:
        for group in column.groups:
            for line in group.lines:
                yield from line


def _same_letters(one: str, other: str) -> bool:
    """Whether both have the same letters, in whatever order; mostly it is the same too, which is seen at once."""
    return one == other or Counter(one) == Counter(other)


def _unmarked(columns: Sequence[Column], labels: re.Pattern[str]) -> str:
    """The letters of what bears no mark."""
    text = "\n".join(run.text for run in _runs(columns) if not run.mark)
    return "".join(labels.sub("", text).split())


def _letters(columns: Sequence[Column], marks: Collection[str]) -> str:
    return "".join("".join(run.text.split()) for run in _runs(columns) if run.mark in marks)


def _marked(columns: Sequence[Column]) -> list[tuple[str, str]]:
    return [(run.mark, run.text.strip()) for run in _runs(columns) if run.mark and run.mark != "gap"]


def _words(columns: Sequence[Column]) -> Counter[str]:
    return Counter(
        word
        for column in columns
        for group in column.groups
        for line in group.lines
        for word in "".join(" " if run.mark == "gap" else run.text for run in line).split()
    )


def _not_the_same(view: ClauseView, bulk: BulkView, labels: re.Pattern[str]) -> str | None:
    """Whether what is told of all of them together makes the new text of the old one."""
    # A value and a number that changed are told by themselves.
    old, new = (
        squeezed(labels.sub("", "".join("§" if run.mark == "value" else f" {run.text} " for run in _runs(columns))))
        for columns in (view.old, view.new)
    )
    pair = [_text(words) for words in (bulk.old, bulk.new)]
    alike = _replaced(old, new, *pair) if any(pair) else old == new
    return None if alike else _("more than the same words changed in it")


def _replaced(old: str, new: str, was: str, now: str) -> bool:
    """Whether a text became another by standing these words for those, which may begin with a capital at any place."""
    left, right, one, other = ("".join(text.split()) for text in (old, new, was, now))
    pairs = {(one, other), *((change(one), change(other)) for change in (_capital, _small))}
    states = {(0, 0)}
    reached: set[tuple[int, int]] = set()
    while states:
        i, j = states.pop()
        if (i, j) in reached:
            continue
        reached.add((i, j))
        if i == len(left) and j == len(right):
            return True
        if left[i : i + 1] and left[i : i + 1] == right[j : j + 1]:
            states.add((i + 1, j + 1))
        for before, after in pairs:
            if left.startswith(before, i) and right.startswith(after, j):
                states.add((i + len(before), j + len(after)))
    return False


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _small(word: str) -> str:
    return word[:1].lower() + word[1:]
