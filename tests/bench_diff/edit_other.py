"""Random edits outside the texts of clauses."""

from __future__ import annotations

from datetime import date, timedelta

from schoolprotocol.model.document import Table
from tests.bench_diff import bank, operations
from tests.bench_diff.labels import Label, words
from tests.bench_diff.maker import Maker, all_texts

_START = date(2026, 9, 1)
_NEW_ROW = "Toelichting bij het archief"


def parameter(maker: Maker) -> Label:
    """A value that clauses print becomes another one."""
    texts = [all_texts(maker.draft.clauses[id_]) for id_ in maker.draft.placed()]
    name = maker.pick(
        name
        for name in maker.draft.values
        if name not in maker.used and any(f"{{{{ {name} " in text for text in texts) and not name.endswith("website")
    )
    maker.used.add(name)
    old, new = maker.draft.values[name], maker.pick(v for v in bank.VALUES if v not in maker.draft.values.values())
    operations.value(maker.draft, name, new)
    facts = frozenset({("parameter", name)})
    return Label("parameter", facts, f"value/{name}", removed=words(old), added=words(new))


def cell(maker: Maker) -> Label:
    """Another text in a cell."""
    table, row = _row(maker)
    cells = table.rows[row]
    column = maker.pick(n for n, text in enumerate(cells) if n and text and "{{" not in text)
    new = maker.pick(text for text in bank.CELLS if not words(text) & words(cells[column]))
    operations.cell(maker.draft, table.id, row, column, new)
    return _row_label("cell", "changed", table, cells[0], removed=cells[column], added=new)


def row_added(maker: Maker) -> Label:
    """A row comes."""
    table = maker.pick(table for table in maker.draft.tables if table.rows and f"row/{table.id}" not in maker.used)
    maker.used.update((f"row/{table.id}", f"{table.id}/{_NEW_ROW}"))
    width = len(table.rows[0])
    cells = (_NEW_ROW, *(bank.CELLS[n % len(bank.CELLS)] for n in range(width - 1)))
    operations.add_row(maker.draft, table.id, maker.dice.randint(0, len(table.rows)), cells)
    return _row_label("row", "added", table, cells[0], added=" ".join(cells))


def row_dropped(maker: Maker) -> Label:
    """A row goes."""
    table, row = _row(maker)
    cells = table.rows[row]
    operations.drop_row(maker.draft, table.id, row)
    return _row_label("row", "dropped", table, cells[0], removed=" ".join(cells))


def _row(maker: Maker) -> tuple[Table, int]:
    found = [
        (table, n)
        for table in maker.draft.tables
        for n, cells in enumerate(table.rows)
        if f"{table.id}/{cells[0]}" not in maker.used
        and sum(cells[0] == other[0] for other in table.rows) == 1
        and all("{{" not in text for text in cells)
        and len(cells) > 1
        and any(cells[1:])
        and len(table.rows) > 2
    ]
    table, n = maker.pick(found)
    maker.used.add(f"{table.id}/{table.rows[n][0]}")
    return table, n


def _row_label(kind: str, what: str, table: Table, row: str, removed: str = "", added: str = "") -> Label:
    facts = frozenset({(f"cell {what}", f"{table.id}/{row}")})
    return Label(kind, facts, f"cell/{table.id}/{row}", removed=words(removed), added=words(added))


def heading(maker: Maker) -> Label:
    """A heading gets a word more."""
    chapter = maker.pick(c for c in maker.draft.all_chapters() if c.heading and f"section/{c.id}" not in maker.used)
    maker.used.add(f"section/{chapter.id}")
    new = maker.dice.choice(bank.HEADINGS)
    operations.heading(maker.draft, chapter.id, f"{chapter.heading} – {new}")
    facts = frozenset({("heading", chapter.id)})
    return Label("heading", facts, f"heading/{chapter.id}", added=words(new))


def section_moved(maker: Maker) -> Label:
    """A section goes elsewhere, past at least two others."""
    ids = [chapter.id for chapter in maker.draft.chapters]
    if len(ids) < 4:
        maker.pick(())
    marked = "a section moved"
    id_ = maker.pick(i for i in ids if marked not in maker.used and f"section/{i}" not in maker.used)
    at = ids.index(id_)
    after = maker.pick(other for n, other in enumerate(ids) if n > at + 1 or n < at - 2)
    maker.used.update((marked, f"section/{id_}"))
    operations.move_section(maker.draft, id_, after)
    return Label("section moved", frozenset({("section moved", id_)}))


def audience(maker: Maker) -> Label:
    """A clause is for others."""
    id_ = maker.clause(maker.draft.placed())
    now = maker.draft.clauses[id_].audience
    operations.audience(maker.draft, id_, ("ouder",) if set(now) != {"ouder"} else ("leerling", "ouder"))
    return Label("audience", frozenset({("audience", id_)}), id_, "substantive", old=(id_,), new=(id_,))


def control(maker: Maker) -> Label:
    """A field of document control."""
    fields = [f for f in ("review", "owner", "manager") if f"document/{f}" not in maker.used]
    field = maker.pick(fields)
    maker.used.add(f"document/{field}")
    document = maker.draft.document
    if field == "review":
        day = (document.review or document.day or _START) + timedelta(days=400)
        maker.draft.document = document.model_copy(update={"review": day})
    else:
        maker.draft.document = document.model_copy(update={field: "de afdeling kwaliteitszorg"})
    return Label("document control", frozenset({("document", field)}))
