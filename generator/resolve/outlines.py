"""Pure edits of an outline: where a clause stands, take it out, put it in."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.model.source import Column, Group, Outline, Section


def sections(outline: Outline) -> Iterator[Section]:
    """Every section, in reading order."""

    def below(section: Section) -> Iterator[Section]:
        yield section
        for child in section.sections:
            yield from below(child)

    for section in outline.sections:
        yield from below(section)


def clause_ids(outline: Outline) -> Iterator[str]:
    """Every clause id, in reading order."""
    for section in sections(outline):
        for group in section.body:
            yield from group.clause_ids()


Edit = Callable[[tuple[str, ...]], tuple[str, ...]]


def without(outline: Outline, clause: str) -> Outline:
    """The outline without that clause; a group or column that becomes empty goes too."""
    return _edit(outline, lambda ids: tuple(i for i in ids if i != clause))


def with_beside(outline: Outline, clause: str, anchor: str, *, after: bool) -> Outline:
    """The outline with a clause right after or before another one."""

    def insert(ids: tuple[str, ...]) -> tuple[str, ...]:
        if anchor not in ids:
            return ids
        at = ids.index(anchor) + (1 if after else 0)
        return (*ids[:at], clause, *ids[at:])

    return _edit(outline, insert)


def with_heading(outline: Outline, section_id: str, heading: str) -> Outline:
    """The outline with another heading for one section."""

    def visit(section: Section) -> Section:
        update: dict[str, object] = {"sections": tuple(visit(s) for s in section.sections)}
        if section.id == section_id:
            update["heading"] = heading
        return section.model_copy(update=update)

    return outline.model_copy(update={"sections": tuple(visit(s) for s in outline.sections)})


def _edit(outline: Outline, edit: Edit) -> Outline:
    def visit(section: Section) -> Section:
        body = tuple(g for g in (_edit_group(group, edit) for group in section.body) if g is not None)
        return section.model_copy(update={"body": body, "sections": tuple(visit(s) for s in section.sections)})

    return outline.model_copy(update={"sections": tuple(visit(s) for s in outline.sections)})


def _edit_group(group: Group, edit: Edit) -> Group | None:
    if group.columns is not None:
        columns = tuple(_edit_column(column, edit) for column in group.columns)
        kept = tuple(column for column in columns if column.clauses)
        return group.model_copy(update={"columns": kept}) if kept else None
    ids = edit(group.clause_ids())
    return group.model_copy(update={group.form: ids}) if ids else None


def _edit_column(column: Column, edit: Edit) -> Column:
    return column.model_copy(update={"clauses": edit(column.clauses)})
