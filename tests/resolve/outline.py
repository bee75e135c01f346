"""Prints a policy as an outline that people can read and compare."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schoolprotocol.policy.model import Clause, Group, Policy, Section
from tests.helpers import excerpt_of

_REFERENCE = re.compile(r"\{clause\}`([^`]+)`")


def outline(policy: Policy) -> str:
    """The policy's control tables, sections, clauses, notes, excerpt, values and omissions, a line each."""
    return "\n".join(_lines(policy)) + "\n"


def _lines(policy: Policy) -> Iterator[str]:
    labels = policy.labels()
    yield f"{policy.title} — {policy.organisation.name}, {policy.document.version} ({policy.document.status})"
    for table in policy.front:
        for row in table.rows:
            yield " | ".join(cell.text for cell in row)
    for section in policy.sections:
        yield from _section(section, labels, 1)
    yield ""
    yield f"[{excerpt_of(policy).heading.text}]"
    for group in policy.excerpt_groups:
        yield from _group(group, labels)
    yield from _clause(excerpt_of(policy).short, labels)
    yield ""
    yield from (f"{name} = {value.text}" for name, value in policy.values.items())
    yield from (f"omitted: {o.id} ({o.title}), because: {o.reason}" for o in policy.omitted)


def _section(section: Section, labels: dict[str, str], level: int) -> Iterator[str]:
    heading = section.heading.text if section.heading else "(no heading)"
    yield ""
    yield " ".join(filter(None, ("#" * level, section.number, heading, f"<{section.kind}>")))
    for group in section.groups:
        yield from _group(group, labels)
    for child in section.sections:
        yield from _section(child, labels, level + 1)


def _group(group: Group, labels: dict[str, str]) -> Iterator[str]:
    yield f"{group.form}:" + (f" {group.heading.text}" if group.heading else "")
    for clause in group.clauses:
        yield from _clause(clause, labels)
    for column in group.columns:
        yield f"| {column.heading.text}"
        for clause in column.clauses:
            yield from _clause(clause, labels)


def _clause(clause: Clause, labels: dict[str, str]) -> Iterator[str]:
    source = clause.source + (f" {clause.alternative}" if clause.alternative else "")
    text = _REFERENCE.sub(lambda match: f"«{labels[match[1]]}»", clause.wording.text)
    first, *more = text.splitlines()
    yield " ".join(filter(None, ("  ", clause.number, first)))
    yield from (f"     {line}".rstrip() for line in more)
    yield f"     <{clause.id}; {clause.label}; {source}>"
    if clause.reason:
        yield f"     because: {clause.reason}"
    for note in clause.notes:
        yield f"     note {note.number}: {note.wording.text}"
