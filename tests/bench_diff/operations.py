"""What can be done to a draft, in the words in which an author would say it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from schoolprotocol.model.base import Audience
from schoolprotocol.model.clause import Clause
from schoolprotocol.model.document import Table
from tests.bench_diff.draft import Draft

_CALL = re.compile(r"\[\^([^\]\s]+)\]")


def reword(draft: Draft, id_: str, old: str, new: str, note: str = "") -> None:
    """Other words in a clause, or in one of its notes; `old` stands there once."""
    clause = draft.clauses[id_]
    text = clause.notes[note] if note else clause.text or ""
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {id_}"
    changed = text.replace(old, new)
    if note:
        draft.edit(id_, notes={**clause.notes, note: changed})
    else:
        draft.edit(id_, text=changed)


def annotate(draft: Draft, id_: str, note: str, text: str, behind: str) -> None:
    """A new note, called behind these words."""
    reword(draft, id_, behind, f"{behind}[^{note}]")
    draft.edit(id_, notes={**draft.clauses[id_].notes, note: text})


def add(draft: Draft, id_: str, text: str, after: str) -> None:
    """A new clause after another one, for the same readers."""
    audience = draft.clauses[after].audience
    draft.insert(Clause(id=id_, title=id_, audience=audience, text=text), after)


def drop(draft: Draft, id_: str) -> None:
    """A clause goes."""
    draft.take(id_)


def move(draft: Draft, id_: str, after: str) -> None:
    """A clause goes to another place."""
    draft.insert(draft.take(id_), after)


def rename(draft: Draft, id_: str, to: str, *, declared: bool = True) -> None:
    """A clause gets another id, with or without saying so."""
    clause = draft.clauses[id_]
    draft.insert(clause.model_copy(update={"id": to, "was": (id_,) if declared else ()}), id_)
    draft.take(id_)


def split(draft: Draft, id_: str, at: str, into: Sequence[str]) -> None:
    """A clause becomes two; the second begins with `at`. The first may keep the id."""
    clause = draft.clauses.pop(id_)
    text = clause.text or ""
    cut = text.index(at)
    for name, piece in zip(into, (text[:cut].rstrip(), text[cut:]), strict=True):
        notes = {note: clause.notes[note] for note in _CALL.findall(piece)}
        was = () if name == id_ else (id_,)
        draft.clauses[name] = clause.model_copy(update={"id": name, "text": piece, "notes": notes, "was": was})
    row = draft.row_of(id_)[2].ids
    row[row.index(id_) : row.index(id_) + 1] = into


def merge(draft: Draft, ids: Sequence[str], into: str, join: str = " ") -> None:
    """Two clauses that follow each other become one, which may keep the id of the first or the second."""
    clauses = [draft.clauses[id_] for id_ in ids]
    made = clauses[0].model_copy(
        update={
            "id": into,
            "text": join.join(clause.text or "" for clause in clauses),
            "notes": {name: text for clause in clauses for name, text in clause.notes.items()},
            "audience": tuple(dict.fromkeys(a for clause in clauses for a in clause.audience)),
            "references": tuple(dict.fromkeys(r for clause in clauses for r in clause.references)),
            "was": tuple(id_ for id_ in ids if id_ != into),
        }
    )
    row = draft.row_of(ids[0])[2].ids
    for id_ in ids:
        del draft.clauses[id_]
    row[row.index(ids[0])] = into
    row.remove(ids[1])
    draft.clauses[into] = made


def value(draft: Draft, name: str, to: str) -> None:
    """A value that clauses print becomes another one."""
    draft.set_value(name, to)


def cell(draft: Draft, table: str, row: int, column: int, to: str) -> None:
    """Another text in a cell of a table."""
    rows = [list(cells) for cells in _table(draft, table).rows]
    rows[row][column] = to
    _set_rows(draft, table, rows)


def add_row(draft: Draft, table: str, row: int, cells: Sequence[str]) -> None:
    """A new row before the one with this index."""
    rows = [list(cells_) for cells_ in _table(draft, table).rows]
    rows.insert(row, list(cells))
    _set_rows(draft, table, rows)


def drop_row(draft: Draft, table: str, row: int) -> None:
    """A row goes."""
    rows = [list(cells) for cells in _table(draft, table).rows]
    del rows[row]
    _set_rows(draft, table, rows)


def _table(draft: Draft, id_: str) -> Table:
    return next(table for table in draft.tables if table.id == id_)


def _set_rows(draft: Draft, id_: str, rows: Sequence[Sequence[str]]) -> None:
    given = tuple(tuple(row) for row in rows)
    draft.tables = [t.model_copy(update={"rows": given}) if t.id == id_ else t for t in draft.tables]


def heading(draft: Draft, section: str, to: str) -> None:
    """Another heading above a section."""
    next(chapter for chapter in draft.all_chapters() if chapter.id == section).heading = to


def move_section(draft: Draft, section: str, after: str) -> None:
    """A section at the top goes to another place at the top."""
    moved = next(chapter for chapter in draft.chapters if chapter.id == section)
    draft.chapters.remove(moved)
    place = next(index for index, chapter in enumerate(draft.chapters) if chapter.id == after)
    draft.chapters.insert(place + 1, moved)


def audience(draft: Draft, id_: str, to: Sequence[Audience]) -> None:
    """A clause is for others."""
    draft.edit(id_, audience=tuple(to))


def references(draft: Draft, id_: str, to: Sequence[str]) -> None:
    """A clause rests on other laws and sources."""
    draft.edit(id_, references=tuple(to))
    draft.references = sorted({*draft.references, *to})


def review(draft: Draft, to: str) -> None:
    """Another day before which the document is looked at again."""
    draft.document = draft.document.model_copy(update={"review": date.fromisoformat(to)})
