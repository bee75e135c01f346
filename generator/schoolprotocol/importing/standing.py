"""What stands already in the outline and the tables of a document, and prints what a second version says: it stays.

A file tells what is printed, and not how the source says it: a heading with a value in it, a frame, a table that fills
itself in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from schoolprotocol.importing.parts import Columns, Frame, Norm, Part
from schoolprotocol.intake.reading import solid
from schoolprotocol.model.document import Table
from schoolprotocol.model.outline import Group, Outline, Section
from schoolprotocol.places import Place
from schoolprotocol.policy import model as p
from schoolprotocol.resolve import outlines
from schoolprotocol.resolve.numbers import Numbers, number
from schoolprotocol.source.styles import Data
from schoolprotocol.source.validate import validate
from schoolprotocol.text.template import names


def keep_frames(outline: Outline, policy: p.Policy, parts: Sequence[Part], kept: Mapping[Norm, p.Clause]) -> None:
    """Let clauses stand in the frame in which they stood, where what stands above it is still there.

    Args:
        outline: of the document until now.
        policy: what it says until now.
        parts: its second version.
        kept: the clause that each is.
    """
    written = {group.callout[0]: group for group in _groups(outline) if group.callout}
    printed = {
        group.clauses[0].id: group.heading.text if group.heading is not None else ""
        for section in policy.all_sections()
        for group in section.groups
        if group.form == "callout"
    }
    for top in parts:
        for part in top.every():
            for norm in [*part.norms()]:
                id_ = kept[norm].id if norm in kept else ""
                if id_ in printed:
                    _frame(part, norm, written[id_], printed[id_], kept)


def _frame(part: Part, norm: Norm, group: Group, printed: str, kept: Mapping[Norm, p.Clause]) -> None:
    at = part.content.index(norm) if norm in part.content else 0
    above = part.content[at - 1] if at else None
    if group.heading is not None:
        is_there = isinstance(above, Norm) and above not in kept and solid(above.plain) == solid(printed)
        if not is_there or not isinstance(above, Norm):
            return
        norm.frame = Frame(above.block, group.heading)
        part.content.remove(above)
        at -= 1
    for one in part.content[at:]:
        if isinstance(one, Columns) or one not in kept or kept[one].id not in (group.callout or ()):
            return
        one.form = "callout"


def _groups(outline: Outline) -> Iterator[Group]:
    for section in outlines.sections(outline):
        yield from section.body


def keep_closing(outline: Outline, parts: list[Part], kept: Mapping[Norm, p.Clause]) -> None:
    """Let closing lines stand in the section without a heading in which they stood: nobody sees where it begins.

    Args:
        outline: of the document until now.
        parts: its second version.
        kept: the clause that each is.
    """
    closing = {section.id: {*outlines.clause_ids(Outline(headings="none", items="restart", sections=(section,)))} for section in outline.sections[1:] if section.heading is None}  # fmt: skip  # noqa: E501
    for n, top in reversed([*enumerate(parts)]):
        last = [*top.every()][-1]
        for id_, clauses in closing.items():
            many = 0
            for one in reversed(last.content):
                if isinstance(one, Columns) or one.is_counted or one not in kept or kept[one].id not in clauses:
                    break
                many += 1
            if 0 < many < len(last.content):
                made = Part(None, None, content=last.content[-many:], id=id_)
                del last.content[-many:]
                parts.insert(n + 1, made)


def kept_outline(outline: Mapping[str, Data], before: Outline, policy: p.Policy, said: Mapping[str, str]) -> dict[str, Data]:  # fmt: skip  # noqa: E501
    """An outline with the headings, frames and ways of numbering that it has, where these print what a document says.

    Args:
        outline: as it was made of the document.
        before: as it is.
        policy: what that prints.
        said: by id of a section the heading that the document has.
    """
    old = {section.id: section for section in outlines.sections(before)}
    printed = {section.id: section for section in policy.all_sections()}

    def section(data: Data) -> Data:
        if not isinstance(data, dict):
            return data
        id_ = str(data["id"])
        found = _kept_section(data, old[id_], printed[id_], said) if id_ in old and id_ in printed else dict(data)
        below = found.get("sections")
        return {**found, "sections": list(map(section, below))} if isinstance(below, list) else found

    sections = outline["sections"]
    made = {**outline, "sections": list(map(section, sections)) if isinstance(sections, list) else []}
    as_before = _numbered_as_before(made, before, old)
    return as_before if _numbers(as_before) == _numbers(made) else made


def _numbered_as_before(outline: Mapping[str, Data], before: Outline, old: Mapping[str, Section]) -> dict[str, Data]:
    """The outline with the ways of numbering that its sections had, written as they were."""

    def section(data: Data) -> Data:
        if not isinstance(data, dict):
            return data
        found, was = dict(data), old.get(str(data["id"]))
        if was is not None:
            given = {"number": was.number, "items": was.items}
            found = {name: value for name, value in data.items() if name not in given}
            found |= {name: value for name, value in given.items() if value is not None}
        if isinstance(below := found.get("sections"), list):
            found["sections"] = list(map(section, below))
        return {name: found[name] for name in Section.model_fields if name in found}

    sections = outline["sections"]
    told: dict[str, Data] = {"headings": before.headings, "items": before.items}
    return {**told, "sections": list(map(section, sections)) if isinstance(sections, list) else []}


def _numbers(outline: Data) -> list[tuple[str, str]]:
    """All that an outline counts."""
    made, _faults = validate(Outline, outline, Place(""))
    told = number(made, {}, {}) if made is not None else Numbers({}, {})
    sections = [(id_, one.number) for id_, one in told.sections.items()]
    return [*sections, *((id_, one.number) for id_, one in told.clauses.items())]


def _kept_section(data: Mapping[str, Data], old: Section, printed: p.Section, said: Mapping[str, str]) -> dict[str, Data]:  # fmt: skip  # noqa: E501
    found: dict[str, Any] = dict(data)
    heading = printed.heading.text if printed.heading is not None else ""
    if old.heading is not None and solid(heading) == solid(said.get(old.id, "")):
        found["heading"] = old.heading
    if old.framed:
        found["framed"] = True
    return {name: found[name] for name in Section.model_fields if name in found}


def kept_table(
    data: dict[str, Data],
    heading: str,
    said: Sequence[Sequence[str]],
    old: Table,
    printed: p.Table,
    other: Collection[str],
) -> dict[str, Data]:
    """A table with the cells that it has, where these print what a document says.

    Args:
        data: as it was made of the document.
        heading: that stands above it there.
        said: what stands in its rows in the document, its head first where it has one.
        old: as it is.
        printed: what that prints.
        other: values that the document has otherwise.
    """

    def prints_the_same(template: str) -> bool:
        return not any(name in other for name in names(template))

    before = [([cell.text for cell in row], written) for row, written in zip(printed.rows, old.rows, strict=True)]
    if old.columns:
        before.insert(0, ([cell.text for cell in printed.columns], old.columns))

    def row(new: Data, told: Sequence[str]) -> list[Data]:
        cells = new if isinstance(new, list) else []
        same = next((one for one in before if one[0][:1] == [*told][:1] and len(one[1]) == len(cells)), None)
        if same is None:
            return cells
        return [
            was if text == now and prints_the_same(was) else cell
            for cell, now, text, was in zip(cells, told, *same, strict=True)
        ]

    rows = [data["columns"], *_rows(data)] if "columns" in data else [*_rows(data)]
    made = [row(one, told) for one, told in zip(rows, said, strict=True)]
    found: dict[str, Data] = {"id": old.id}
    if "heading" in data:
        is_same = printed.heading is not None and printed.heading.text == heading
        found["heading"] = old.heading if is_same else data["heading"]
    if "columns" in data:
        found["columns"] = made.pop(0)
    return {**found, "rows": list(made)}


def _rows(data: Mapping[str, Data]) -> list[Data]:
    rows = data["rows"]
    return rows if isinstance(rows, list) else []
