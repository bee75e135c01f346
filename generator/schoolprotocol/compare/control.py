"""What happened to document control: its fields, lists and tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from schoolprotocol.compare import blocks
from schoolprotocol.compare.changeset import DocumentChange, Part, TableChange
from schoolprotocol.compare.classify import Meaning, heaviest
from schoolprotocol.compare.version import Version
from schoolprotocol.model.base import Weight
from schoolprotocol.model.document import Condition, Decision, HistoryRow
from schoolprotocol.policy.excerpt import READERS
from schoolprotocol.policy.model import Excerpt, Group, Table
from schoolprotocol.policy.slots import Slot
from schoolprotocol.policy.walk import every_clause
from schoolprotocol.words.dates import day_in_words
from schoolprotocol.words.grammar import enumerate_nl
from schoolprotocol.words.notices import consent_words
from schoolprotocol.words.terms import AUDIENCE_WORDS, DECISION_WORDS, FORMS, OUTCOME_WORDS

FIELDS = (
    *("subtitle", "version", "status", "day", "effective", "review", "owner", "manager", "author", "number"),
    *("based_on", "part_of"),
)
_OWN_PREFIXES = ("document.", "besluit.")
TEXT_MARK = "kenmerk"
"""Before the hash of the text, at the end of a decision."""
_BETWEEN = " | "
"""Between the cells of a row."""
_MIN_ROW = 60
"""Rows with another first cell that are less alike (rapidfuzz `ratio`) are not a changed row but one gone, one come."""


def is_own_name(name: str) -> bool:
    """Whether a value belongs to document control; the others are parameters, facts of the school and references."""
    return name.startswith(_OWN_PREFIXES)


# -- fields and lists -------------------------------------------------------------------------------------------------


def fields(old: Version, new: Version, pairs: Mapping[str, str]) -> tuple[DocumentChange, ...]:
    """The fields and lists that changed; `pairs` is new clause id by old clause id."""
    return tuple(
        DocumentChange(field=field, old=was, new=now, clauses=printing(old, new, _name(field), pairs))
        for field, was, now in _fields(old, new, pairs)
    )


def _name(field: str) -> str:
    return field if field.startswith("besluit.") else f"document.{field}"


def _fields(old: Version, new: Version, pairs: Mapping[str, str]) -> Iterator[tuple[str, str | None, str | None]]:
    was, now = old.policy, new.policy
    if was.title != now.title:
        yield "title", was.title, now.title
    for field in FIELDS:
        pair = _printed(getattr(was.document, field)), _printed(getattr(now.document, field))
        if pair[0] != pair[1]:
            yield field, *pair
    for field in type(was.organisation).model_fields:
        pair = _printed(getattr(was.organisation, field)), _printed(getattr(now.organisation, field))
        name = f"school.{field}"
        if pair[0] != pair[1] and not (name in was.values and name in now.values):
            yield f"organisation.{field}", *pair
    for name in sorted(was.values.keys() & now.values.keys()):
        if name.startswith("besluit.") and was.values[name].text != now.values[name].text:
            yield name, was.values[name].text, now.values[name].text
    if was.consent is not None and now.consent is not None and was.consent != now.consent:
        yield "consent", consent_words(was.consent), consent_words(now.consent)
    yield from _lists("decision", [_decision(d) for d in was.decisions], [_decision(d) for d in now.decisions])
    history = ([_history(row) for row in side.document.history] for side in (was, now))
    yield from _lists("history", *history)
    omissions = ([f"{o.title}: {o.reason}" for o in side.omitted] for side in (was, now))
    yield from _lists("omission", *omissions)
    tables = [[table.id for table in side.front] for side in (was, now)]
    yield from _order("tables", *([id_ for id_ in ids if id_ in tables[0] and id_ in tables[1]] for ids in tables))
    yield from _excerpt_text("excerpt", [side.policy.excerpt_groups for side in (old, new)], new, pairs)
    halves = [side.excerpt.half or () if side.excerpt is not None else () for side in (was, now)]
    yield from _excerpt_text("excerpt-half", halves, new, pairs)
    left, right = (side.excerpt.short.id if side.excerpt is not None else None for side in (was, now))
    if pairs.get(left or "", left) != right:
        yield "excerpt-short", left, right
    if was.excerpt is not None and now.excerpt is not None:
        readers = [_readers(side.excerpt) for side in (was, now) if side.excerpt is not None]
        if readers[0] != readers[1]:
            yield "excerpt-readers", readers[0], readers[1]


def _printed(value: object) -> str | None:
    return day_in_words(value) if isinstance(value, date) else None if value is None else str(value)


def _lists(field: str, old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str | None, str | None]]:
    """Lines that went and lines that came; of a line in both, at most that they stand in another order."""
    gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
    yield from ((field, line, None) for line in gone.elements())
    yield from ((field, None, line) for line in come.elements())
    both = Counter(old) & Counter(new)
    yield from _order(field, list(_some(old, both)), list(_some(new, both)))


def _some(lines: Sequence[str], wanted: Mapping[str, int]) -> Iterator[str]:
    """The first so many of each line."""
    seen = Counter[str]()
    for line in lines:
        seen[line] += 1
        if seen[line] <= wanted.get(line, 0):
            yield line


def _order(field: str, old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str | None, str | None]]:
    """The order of the same lines, where it is another one."""
    if old != new:
        yield f"{field}-order", _BETWEEN.join(old), _BETWEEN.join(new)


def _decision(decision: Decision) -> str:
    kind = DECISION_WORDS[decision.kind]
    body = f"{decision.body}, {decision.part}," if decision.part else decision.body
    pieces = [f"{kind[:1].upper()}{kind[1:]} van {body} over versie {decision.version}", _printed(decision.day)]
    pieces += [OUTCOME_WORDS[decision.outcome], decision.reason, *map(_condition, decision.points)]
    pieces += [f"{vote.change}: {vote.outcome}" for vote in decision.votes or ()]
    pieces += [f"{TEXT_MARK} {decision.text_hash}" if decision.text_hash else ""]
    return ", ".join(piece for piece in pieces if piece)


def _condition(point: Condition) -> str:
    return f"{point.text} ({_printed(point.met)}: {point.how})" if point.met else point.text


def _history(row: HistoryRow) -> str:
    return f"{row.version}, {day_in_words(row.day)}, {row.status}: {row.change}"


def _excerpt_text(
    field: str, groups: Sequence[Sequence[Group]], new: Version, pairs: Mapping[str, str]
) -> Iterator[tuple[str, str | None, str | None]]:
    """What a text for the schoolgids has: which clauses, in which order, in which form.

    Only of the clauses that both documents have, in some place: the others came or went anyway.
    """
    names = pairs, {id_: id_ for id_ in pairs.values()}
    was, now = (
        [ids[clause.id] for clause in every_clause(*side) if clause.id in ids]
        for side, ids in zip(groups, names, strict=True)
    )
    yield from ((field, id_, None) for id_ in was if id_ not in now)
    yield from ((field, None, id_) for id_ in now if id_ not in was)
    both = set(was) & set(now)
    orders = [[id_ for id_ in ids if id_ in both] for ids in (was, now)]
    if orders[0] != orders[1]:
        yield f"{field}-order", _titles(new, orders[0]), _titles(new, orders[1])
    lists = [
        [(g.form, {ids[c.id] for c in g.all_clauses() if c.id in ids} & both) for g in side]
        for side, ids in zip(groups, names, strict=True)
    ]
    parts = [[(form, ids) for form, ids in side if ids] for side in lists]
    if any(one not in parts[1] for one in parts[0]):
        # `opsomming: Opbergen en Vragen`, of each list; its order was told.
        said = ("; ".join(f"{FORMS[form]}: {_titles(new, sorted(ids))}" for form, ids in side) for side in parts)
        yield f"{field}-form", next(said), next(said)


def _titles(new: Version, ids: Iterable[str]) -> str:
    return enumerate_nl([new.clauses[id_].title for id_ in ids])


def _readers(excerpt: Excerpt) -> str:
    readers = excerpt.readers if excerpt.readers is not None else READERS
    return enumerate_nl([words for audience, words in AUDIENCE_WORDS.items() if audience in readers])


def printing(old: Version, new: Version, name: str, pairs: Mapping[str, str]) -> tuple[str, ...]:
    """Clauses of the new version that print a value and printed it before.

    Args:
        old: the one version.
        new: the other.
        name: of the value.
        pairs: new clause id by old clause id.
    """
    users = {pairs[id_] for id_, clause in old.clauses.items() if name in clause.parameters and id_ in pairs}
    return tuple(id_ for id_, clause in new.clauses.items() if name in clause.parameters and id_ in users)


# -- tables -----------------------------------------------------------------------------------------------------------


def tables(old: Version, new: Version, meaning: Meaning) -> tuple[TableChange, ...]:
    """Rows, headings and column headings of tables that changed; tables in the order of the new version."""
    before = {table.id: table for table in old.policy.front}
    after = {table.id: table for table in new.policy.front}
    ids = [*after, *(id_ for id_ in before if id_ not in after)]
    made = _Tables(old, new, meaning)
    return tuple(change for id_ in ids for change in made.changes(before.get(id_), after.get(id_)))


class _Tables:
    def __init__(self, old: Version, new: Version, meaning: Meaning) -> None:
        self.old, self.new, self.meaning = old, new, meaning

    def changes(self, old: Table | None, new: Table | None) -> Iterator[TableChange]:
        some = new or old
        if some is None:
            return
        columns = _columns(old, new)
        heading = (Slot.table(some.id),) * 2
        titles = [_pair(partial(Slot.table_column, some.id), pair) for pair in columns]
        yield from self._change(some, "", [heading, *titles])
        for left, right in _rows(old, new):
            name = self._name(some, left, right)
            slots = [
                (
                    Slot.cell(some.id, left, m) if left is not None and m is not None else None,
                    Slot.cell(some.id, right, n) if right is not None and n is not None else None,
                )
                for m, n in columns
            ]
            yield from self._change(some, name, slots)

    def _name(self, table: Table, left: int | None, right: int | None) -> str:
        first = ((self.new, right), (self.old, left))
        found = (side.texts.get(Slot.cell(table.id, row, 0)) for side, row in first if row is not None)
        return next((text.text for text in found if text), "")

    def _change(
        self, table: Table, row: str, slots: Sequence[tuple[Slot | None, Slot | None]]
    ) -> Iterator[TableChange]:
        parts: list[Part] = []
        weights: list[Weight] = []
        has_old = has_new = False
        for old_slot, new_slot in slots:
            old = self.old.texts.get(old_slot) if old_slot else None
            new = self.new.texts.get(new_slot) if new_slot else None
            if old is None and new is None:
                continue
            has_old, has_new = has_old or old is not None, has_new or new is not None
            was, now = old.template if old else "", new.template if new else ""
            weights.append(self.meaning.weight(was, now, markup=False))
            left = [blocks.Block(old_slot, was, "line")] if old and old_slot else []
            right = [blocks.Block(new_slot, now, "line")] if new and new_slot else []
            parts += blocks.parts(left, right, self.old.printing, self.new.printing)
        if all(part.old and part.new and all(s.op == "same" for s in part.segments) for part in parts):
            return
        facet: Literal["added", "dropped", "changed"] = "dropped" if not has_new else "changed" if has_old else "added"
        yield TableChange(
            table=table.id,
            title=self._title(table),
            row=row,
            facet=facet,
            weight=heaviest(weights),
            parts=tuple(parts),
        )

    def _title(self, table: Table) -> str:
        heading = self.new.texts.get(Slot.table(table.id)) or self.old.texts.get(Slot.table(table.id))
        return heading.text if heading else ""


def _pair(slot: Callable[[int], Slot], pair: tuple[int | None, int | None]) -> tuple[Slot | None, Slot | None]:
    left, right = (slot(n) if n is not None else None for n in pair)
    return left, right


def _columns(old: Table | None, new: Table | None) -> list[tuple[int | None, int | None]]:
    """Columns beside each other: by their headings where their number differs, else by place."""
    sizes = [max([len(t.columns), *(len(row) for row in t.rows)], default=0) if t else 0 for t in (old, new)]
    if old and new and sizes[0] != sizes[1] and old.columns and new.columns:
        heads = [[text.template for text in table.columns] for table in (old, new)]
        pairs: list[tuple[int | None, int | None]] = []
        for code in Indel.opcodes(heads[0], heads[1]):
            left, right = range(code.src_start, code.src_end), range(code.dest_start, code.dest_end)
            if code.tag == "equal":
                pairs += zip(left, right, strict=True)
            else:
                pairs += [*((m, None) for m in left), *((None, n) for n in right)]
        return pairs
    size = max(sizes)
    return [(m if m < sizes[0] else None, m if m < sizes[1] else None) for m in range(size)]


def _rows(old: Table | None, new: Table | None) -> list[tuple[int | None, int | None]]:
    """Rows beside each other: a row is the same one where its first cell is, or where the texts are alike."""
    pairs = blocks.aligned(_row_blocks(old), _row_blocks(new), _row_likeness)
    return [(left.slot.place[0] if left else None, right.slot.place[0] if right else None) for left, right in pairs]


def _row_blocks(table: Table | None) -> list[blocks.Block]:
    """Each row as one text, in the place of its first cell."""
    if table is None:
        return []
    texts = (_BETWEEN.join(cell.template for cell in row) for row in table.rows)
    return [blocks.Block(Slot.cell(table.id, n, 0), text, "line") for n, text in enumerate(texts)]


def _row_likeness(one: blocks.Block, other: blocks.Block) -> float:
    heads = [block.text.partition(_BETWEEN)[0] for block in (one, other)]
    return 100.0 if heads[0] == heads[1] else fuzz.ratio(one.key, other.key, score_cutoff=_MIN_ROW)
