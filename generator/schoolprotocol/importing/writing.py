"""Sections and clauses in the making → what the files of the source hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from schoolprotocol.importing.body import Columns, Norm, Part
from schoolprotocol.importing.texts import Writer, without_run_in
from schoolprotocol.source.styles import Data


def outline_of(parts: Sequence[Part], items: str, headings: Mapping[Part, str], columns: Mapping[tuple[int, int], str]) -> dict[str, Data]:  # fmt: skip  # noqa: E501
    """The outline.

    Args:
        parts: its sections.
        items: how clauses are numbered by default.
        headings: what each section is called.
        columns: what columns of tables are called, by block and cell.
    """
    how = "decimal" if any(part.scheme == "decimal" for part in parts) else "none"
    return {"headings": how, "items": items, "sections": [_section(part, how, headings, columns) for part in parts]}


def _section(part: Part, default: str, headings: Mapping[Part, str], columns: Mapping[tuple[int, int], str]) -> Data:
    data: dict[str, Data] = {"id": part.id}
    if part in headings:
        data["heading"] = headings[part]
        if part.scheme != default:
            data["number"] = part.scheme
    if part.items:
        data["items"] = part.items
    if part.content:
        data["body"] = list(groups(part.content, columns))
    if part.parts:
        data["sections"] = [_section(child, "none", headings, columns) for child in part.parts]
    return data


def groups(content: Sequence[Norm | Columns], columns: Mapping[tuple[int, int], str]) -> Iterable[Data]:
    """The groups of a section: clauses of one form that follow each other, and tables of columns."""
    row: list[Data] = []
    form = ""
    for one in content:
        if isinstance(one, Columns):
            if row:
                yield {form: row}
            row, form = [], ""
            yield {
                "columns": [
                    {
                        "heading": columns[head.block, head.cell or 0],
                        "clauses": [norm.id for norm in one.norms if norm.column == n],
                    }
                    for n, head in enumerate(one.headings)
                ]
            }
            continue
        if one.form != form and row:
            yield {form: row}
            row = []
        form = one.form
        row.append(one.id)
    if row:
        yield {form: row}


def clause_of(norm: Norm, writer: Writer, audience: Sequence[str], references: Sequence[str], was: Sequence[str] = ()) -> dict[str, Data]:  # fmt: skip  # noqa: E501
    """A clause of the catalogue."""
    told = without_run_in(norm)
    data: dict[str, Data] = {
        "id": norm.id,
        "title": norm.title,
        "audience": list(audience),
        "text": writer.clause(told),
    }
    if norm.notes:
        data["notes"] = {id_: writer.note(pieces) for id_, pieces in norm.notes.values()}
    if references:
        data["references"] = list(references)
    if was:
        data["was"] = list(was)
    return data
