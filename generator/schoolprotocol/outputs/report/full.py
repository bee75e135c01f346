"""The whole new text in renvooi: what stays, what comes, and what lapsed in the place where it stood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schoolprotocol.compare.changeset import Change
from schoolprotocol.outputs.report.input import ReportInput
from schoolprotocol.outputs.report.items import named, standing_in
from schoolprotocol.outputs.report.slots import Slots, without_kort
from schoolprotocol.outputs.report.text import Group as Lines
from schoolprotocol.outputs.report.text import Line, Run, redlines
from schoolprotocol.outputs.report.view import FullBlock, FullItem, Pointer
from schoolprotocol.policy.model import Clause, Group, Policy, Section
from schoolprotocol.policy.slots import EXCERPT, Slot
from schoolprotocol.policy.walk import every_clause
from schoolprotocol.words.grammar import enumerate_nl

_MARKS = {"bullets": "•", "dos": "wel", "donts": "niet"}
LAPSED = "vervallen"
"""What is said of a clause of which nothing came."""
SCHOOLGIDS = "Voor de schoolgids: "
"""Stands before the heading of the text for the schoolgids."""
SHORT_HEADING = "In één alinea"
SHORT = "#short"
"""Where the paragraph of the excerpt that points to the whole document begins."""


class FullText:
    """Lays out the new version with the marks of what changed."""

    def __init__(self, report: ReportInput, slots: Slots, pointers: Mapping[tuple[str, str], Pointer]) -> None:
        self.slots, self.pointers = slots, pointers
        self.new = report.changes.new.frame
        self.was = {clause.id: clause.number for clause in every_clause(report.changes.old.frame)}
        self.here = {clause.id for clause in every_clause(self.new)}
        self.left = self._left_behind(report.changes.old.frame)

    def blocks(self) -> Iterator[FullBlock]:
        """Headings with the clauses below them, in reading order; last the text for the schoolgids."""
        yield from self._start("")
        for section in self.new.sections:
            yield from self._section(section, 1)
        yield from self._excerpt()

    # -- the new version ----------------------------------------------------------------------------------------------

    def _start(self, place: str) -> Iterator[FullBlock]:
        items = tuple(self.left.get(place, ()))
        if items:
            yield FullBlock(0, (), items)

    def _heading(self, slot: Slot, prefix: str = "") -> Line:
        own = self.slots.heading(slot)
        return (Run(prefix), *own) if prefix and own else own

    def _block(self, level: int, slot: Slot, prefix: str = "", items: tuple[FullItem, ...] = ()) -> FullBlock:
        return FullBlock(level, self._heading(slot, prefix), items, self.pointers.get(("heading", str(slot))))

    def _section(self, section: Section, level: int) -> Iterator[FullBlock]:
        if section.heading is not None:
            number = f"{section.number} " if section.number else ""
            yield self._block(level, Slot.heading(section.id), number)
        for n, group in enumerate(section.groups):
            yield from self._group(section.id, n, group)
        for child in section.sections:
            yield from self._section(child, level + (section.heading is not None))

    def _group(self, section: str, n: int, group: Group) -> Iterator[FullBlock]:
        if group.clauses:
            yield self._block(0, Slot.group(section, n), items=tuple(self._items(group.clauses, group.form)))
        for m, column in enumerate(group.columns):
            yield self._block(0, Slot.column(section, n, m), items=tuple(self._items(column.clauses, "columns")))

    def _excerpt(self) -> Iterator[FullBlock]:
        excerpt, lapsed = self.new.excerpt, self.slots.lapsed_heading(Slot.heading(EXCERPT))
        if excerpt is None:
            if lapsed:
                gone = self._line(lapsed, "tekst voor de schoolgids vervallen", Slot.heading(EXCERPT))
                items = (gone, *self.left.get(EXCERPT, ()))
                yield FullBlock(1, (Run("Voor de schoolgids"),), (*items, *self.left.get(SHORT, ())))
            return
        yield self._block(1, Slot.heading(EXCERPT), SCHOOLGIDS)
        yield from self._start(EXCERPT)
        here = {clause.id for clause in self.new.clauses()}
        for n, group in enumerate(excerpt.groups):
            # A clause that stands in the document too was shown there.
            if any(clause.id not in here for clause in group.all_clauses()):
                yield from self._group(EXCERPT, n, group)
        short = self._clause(excerpt.short, "")
        yield FullBlock(0, (Run(SHORT_HEADING),), (short, *self.left.get(SHORT, ())))

    def _items(self, clauses: tuple[Clause, ...], form: str) -> Iterator[FullItem]:
        for clause in clauses:
            yield self._clause(clause, _MARKS.get(form, ""))
            yield from self.left.get(clause.id, ())

    def _clause(self, clause: Clause, mark: str) -> FullItem:
        change = self.slots.changes.get(clause.id)
        was = self.was.get(change.old[0].id if change and change.old else clause.id, clause.number)
        return FullItem(
            number=clause.number,
            was_number=was if was != clause.number and clause.number else "",
            mark="" if clause.number else mark,
            groups=redlines(self.slots.clauses.get(clause.id, ())),
            about=self._about(change, clause) if change else "",
            changes=tuple(self._pointers(change, clause.parameters)),
            id=clause.id,
        )

    def _pointers(self, change: Change | None, values: tuple[str, ...] = ()) -> Iterator[Pointer]:
        keys = [*([("clause", change.id)] if change else []), *(("value", name) for name in values)]
        yield from (self.pointers[key] for key in keys if key in self.pointers)

    @staticmethod
    def _about(change: Change, clause: Clause) -> str:
        if "merged" in change.facets:
            return "samengevoegd"
        if "split" in change.facets:
            return "afgesplitst" if clause.id not in {s.id for s in change.old} else "gesplitst"
        return "hierheen verplaatst" if "moved" in change.facets else ""

    # -- what stood in the old version --------------------------------------------------------------------------------

    def _left_behind(self, old: Policy) -> dict[str, list[FullItem]]:
        """Lines about what lapsed or moved away, by the clause after which it stood; or by the place where it began."""
        found: dict[str, list[FullItem]] = {}
        after = ""
        for section in old.all_sections():
            self._lapsed(found, after, Slot.heading(section.id))
            after = self._in_groups(found, after, section.id, section.groups)
        self._in_groups(found, EXCERPT, EXCERPT, old.excerpt_groups)
        if old.excerpt is not None:
            self._among(found, SHORT, (old.excerpt.short,))
        return found

    def _lapsed(self, found: dict[str, list[FullItem]], after: str, slot: Slot) -> None:
        heading = self.slots.lapsed_heading(slot)
        if heading:
            found.setdefault(after, []).append(self._line(heading, "kop vervallen", slot))

    def _in_groups(self, found: dict[str, list[FullItem]], after: str, section: str, groups: tuple[Group, ...]) -> str:
        for n, group in enumerate(groups):
            self._lapsed(found, after, Slot.group(section, n))
            after = self._among(found, after, group.clauses)
            for m, column in enumerate(group.columns):
                self._lapsed(found, after, Slot.column(section, n, m))
                after = self._among(found, after, column.clauses)
        return after

    def _among(self, found: dict[str, list[FullItem]], after: str, clauses: tuple[Clause, ...]) -> str:
        for clause in clauses:
            heir = self.slots.heir.get(clause.id, clause.id)
            change = self.slots.changes.get(heir)
            if clause.id in self.slots.lapsed:
                found.setdefault(after, []).append(self._gone(clause))
            elif change and ("moved" in change.facets or (heir != clause.id and len(change.old) > 1)):
                found.setdefault(after, []).append(self._away(clause, change))
            elif heir in self.here:
                after = heir
        return after

    def _gone(self, clause: Clause) -> FullItem:
        change = self.slots.lapsed[clause.id]
        return FullItem(
            number=clause.number,
            was_number="",
            mark="",
            groups=redlines(tuple(without_kort(change.parts))),
            about=LAPSED,
            changes=tuple(self._pointers(change)),
            id=clause.id,
        )

    def _away(self, clause: Clause, change: Change) -> FullItem:
        names = enumerate_nl([f"‘{named(standing)}’" for standing in change.new])
        if len(change.old) > 1:
            now = f"samengevoegd tot {names}"
        elif len(change.new) > 1:
            now = f"gesplitst in {names}"
        else:
            elsewhere = "" if any(move.elsewhere for move in change.moves) else "op een andere plaats "
            now = f"nu {elsewhere}{standing_in(change.new[0])}"
        about = f"hier stond ‘{clause.title}’; {now}"
        return FullItem(clause.number, "", "", (), about, tuple(self._pointers(change)))

    def _line(self, heading: Line, about: str, slot: Slot) -> FullItem:
        pointer = self.pointers.get(("heading", str(slot)))
        return FullItem("", "", "", (Lines("paragraph", (heading,)),), about, (pointer,) if pointer else ())
