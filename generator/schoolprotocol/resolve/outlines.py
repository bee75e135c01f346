"""Pure edits of an outline: where a clause stands, take it out, put it in."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from schoolprotocol.model.outline import Column, Excerpt, Group, Outline, Section
from schoolprotocol.places import Place


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
    for section in outline.sections:
        yield from _clause_ids(section)


def _clause_ids(section: Section) -> Iterator[str]:
    for group in section.body:
        yield from group.clause_ids()
    for child in section.sections:
        yield from _clause_ids(child)


Edit = Callable[[tuple[str, ...]], tuple[str, ...]]


def without(outline: Outline, clause: str) -> Outline:
    """The outline without that clause; a group, column or section that becomes empty goes too."""
    edited = _edit(outline, lambda ids: tuple(i for i in ids if i != clause))
    empty = {section.id for section in sections(outline) if not any(_clause_ids(section))}
    kept = tuple(s for s in (_pruned(section, empty) for section in edited.sections) if s is not None)
    return edited.model_copy(update={"sections": kept})


def excerpt_without(excerpt: Excerpt, clause: str) -> Excerpt | None:
    """The excerpt without that clause; None where a part that every excerpt has would be empty."""
    groups = (_edit_group(group, lambda ids: tuple(i for i in ids if i != clause)) for group in excerpt.body)
    left: dict[str, tuple[Group, ...] | tuple[str, ...]] = {"body": tuple(one for one in groups if one is not None)}
    lists = {"intro": excerpt.intro, "half": excerpt.half, "closing": excerpt.closing}
    left |= {name: tuple(one for one in ids if one != clause) for name, ids in lists.items()}
    says_something = left["intro"] or left["body"] or left["closing"]
    return excerpt.model_copy(update=left) if says_something and excerpt.short != clause else None


def place_in(group: Group, clause: str) -> Place:
    """Where a group's source names a clause; a clause that an operation put there stands at the group as a whole."""
    for index, column in enumerate(group.columns or ()):
        if clause in column.clauses:
            return place_in_list(column, "clauses", clause, group.at("columns", index))
    return place_in_list(group, group.form, clause, group.at())


def place_in_list(holder: Group | Column | Excerpt, key: str, clause: str, fallback: Place) -> Place:
    """Where a list of clause ids names a clause."""
    written = holder.written(key)  # not what the model holds by now: operations change that
    return holder.at(key, written.index(clause)) if clause in written else fallback


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


def _pruned(section: Section, keep: set[str]) -> Section | None:
    """The section without what has become empty below it, or None; what was written empty stays."""
    children = tuple(s for s in (_pruned(child, keep) for child in section.sections) if s is not None)
    stays = section.body or children or section.id in keep
    return section.model_copy(update={"sections": children}) if stays else None


def _edit_group(group: Group, edit: Edit) -> Group | None:
    if group.columns is not None:
        columns = tuple(_edit_column(column, edit) for column in group.columns)
        kept = tuple(column for column in columns if column.clauses)
        return group.model_copy(update={"columns": kept}) if kept else None
    ids = edit(group.clause_ids())
    return group.model_copy(update={group.form: ids}) if ids else None


def _edit_column(column: Column, edit: Edit) -> Column:
    return column.model_copy(update={"clauses": edit(column.clauses)})
