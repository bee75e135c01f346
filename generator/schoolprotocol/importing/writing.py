"""Sections and clauses in the making → what the files of the source hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from schoolprotocol.edit.desk import Desk
from schoolprotocol.edit.edit import Edit
from schoolprotocol.edit.find import find_clause
from schoolprotocol.importing.catalogue import Wording
from schoolprotocol.importing.names import short_name
from schoolprotocol.importing.parts import Columns, Norm, Part
from schoolprotocol.importing.texts import Writer, on_a_line, without_run_in
from schoolprotocol.policy.model import Policy
from schoolprotocol.policy.titles import beginnings
from schoolprotocol.policy.tree import tree_of
from schoolprotocol.source.styles import Data
from schoolprotocol.text.plain import bare


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
    above: dict[str, Data] = {}
    for one in content:
        if isinstance(one, Columns):
            if row:
                yield {**above, form: row}
            row, form, above = [], "", {}
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
        if (one.form != form or one.frame is not None) and row:
            yield {**above, form: row}
            row, above = [], {}
        if one.frame is not None:
            above = {"heading": one.frame.heading}
        form = one.form
        row.append(one.id)
    if row:
        yield {**above, form: row}


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


Clauses = Sequence[tuple[str, dict[str, Data]]]
"""Each clause with the name of its file."""


def create_protocol(edit: Edit, id_: str, protocol: Mapping[str, Data], clauses: Clauses, phones: Mapping[str, str]) -> None:  # fmt: skip  # noqa: E501
    """Write a protocol of its own.

    Args:
        edit: the changes.
        id_: of the protocol.
        protocol: its title, outline and tables.
        clauses: its clauses.
        phones: telephone numbers, by the name of the parameter that each becomes.
    """
    parameters: dict[str, Data] = {
        name: {"type": "telephone", "help": f"Telefoonnummer dat in het document stond als {number}."}
        for name, number in phones.items()
    }
    summary = f"{protocol['title']}: wat er op school is afgesproken."  # a person writes it better
    told = {"title": protocol["title"], "summary": summary, "parameters": parameters, **protocol}
    edit.create(f"policy_src/protocols/{id_}/protocol.yaml", told)
    files: dict[str, list[Data]] = {}
    for file, clause in clauses:
        files.setdefault(file, []).append(clause)
    for file, items in files.items():
        edit.create(f"policy_src/protocols/{id_}/clauses/{file}.yaml", items)


def add_clauses(edit: Edit, protocol: str, clauses: Clauses) -> None:
    """Add clauses to a catalogue that is there."""
    for _file, clause in clauses:
        keys: dict[str, Any] = {name: value for name, value in clause.items() if name != "id"}
        edit.add_clause(protocol, str(clause["id"]), **keys)


def own_outline(outline: Data, tables: Sequence[Data], matched: Iterable[Wording], values: Mapping[str, str]) -> dict[str, Data]:  # fmt: skip  # noqa: E501
    """What a school's variant has when it keeps its own outline of a protocol that is there.

    Args:
        outline: its outline.
        tables: its document control.
        matched: clauses of the catalogue that say the very same.
        values: read from its text, by name of the parameter.
    """
    chosen: list[Data] = [
        {"set": one.clause, "alternative": one.alternative} for one in matched if one.alternative is not None
    ]
    variant: dict[str, Data] = {"front": list(tables), "outline": outline, "excerpt": "none"}
    if values:
        variant["parameters"] = dict(values)
    if chosen:
        variant["operations"] = chosen
    return variant


def retitle(edit: Edit, protocol: str, policy: Policy, norms: Iterable[Norm]) -> bool:
    """Give clauses a title of their own words before which one would be printed that the document does not say.

    Args:
        edit: the changes.
        protocol: its id.
        policy: what the source says now.
        norms: the clauses of the document that were written.

    Returns:
        Whether there was one.
    """
    titles, tree, clauses = beginnings(policy), tree_of(policy), policy.by_id()
    changed = [norm for norm in norms if not norm.is_titled and titles[norm.id].title]
    for norm in changed:
        path, items, item = find_clause(Desk(edit.overlay()), protocol, norm.id)
        norm.title = short_name(on_a_line(bare(tree.clause(clauses[norm.id])[:1])))
        edit.set(path, [next(n for n, one in enumerate(items) if one is item), "title"], norm.title)
    return bool(changed)
