"""What a decision is about: the text that readers get, without document control, decisions, statuses and dates.

A council consents to a text. Recording its decision, a new status or a date must not make that another text; a word, a
number or a value that a clause prints must.
"""

from __future__ import annotations

import hashlib
from typing import Any

from schoolprotocol.policy.model import Clause, Excerpt, Group, Policy, Section, Text, canonical
from schoolprotocol.policy.walk import map_clauses
from schoolprotocol.text.template import names_in

_CONTROL = ("document.", "besluit.")
"""First words of the values that document control gives: version, status, dates, the address of the page."""


def text_hash(policy: Policy) -> str:
    """Twelve hexadecimal digits that stand for the text that a body decides on.

    They cover title, headings, numbers, the form of lists, the wording of clauses, notes and short sentences as
    printed, whom a clause concerns, and the excerpt. They do not cover document control, decisions, status and dates;
    where a text prints one of those, its placeholder counts.
    """
    data = {
        "title": policy.title,
        "sections": [_section(section, policy) for section in policy.sections],
        "excerpt": None if policy.excerpt is None else _excerpt(policy.excerpt, policy),
    }
    return hashlib.sha256(canonical(data).encode()).hexdigest()[:12]


def decided_text(policy: Policy) -> Policy:
    """The policy with nothing in it but what a decision is about, so that a comparison tells of nothing else.

    Without tables of document control, decisions, reasons and the laws on which clauses rest (none is printed), and
    without the values that only those print.
    """
    bare = map_clauses(policy, _bare).model_copy(update={"front": (), "decisions": (), "omitted": ()})
    printed = set(names_in(canonical(bare.model_dump(mode="json", include={"sections", "excerpt"}))))
    return bare.model_copy(update={"values": {name: v for name, v in policy.values.items() if name in printed}})


def _bare(clause: Clause) -> Clause:
    return clause.model_copy(update={"references": (), "reason": None})


# -- the hash ---------------------------------------------------------------------------------------------------------


def _section(section: Section, policy: Policy) -> list[Any]:
    return [
        section.kind,
        section.number,
        _printed(section.heading, policy),
        section.framed,
        [_group(group, policy) for group in section.groups],
        [_section(child, policy) for child in section.sections],
    ]


def _group(group: Group, policy: Policy) -> list[Any]:
    return [
        group.form,
        _printed(group.heading, policy),
        [_clause(clause, policy) for clause in group.clauses],
        [
            [_printed(column.heading, policy), [_clause(clause, policy) for clause in column.clauses]]
            for column in group.columns
        ],
    ]


def _clause(clause: Clause, policy: Policy) -> list[Any]:
    return [
        clause.number,
        list(clause.audience),
        _printed(clause.wording, policy),
        [[note.number, _printed(note.wording, policy)] for note in clause.notes],
        *([_printed(clause.kort, policy)] if clause.kort is not None else []),  # what has none keeps its hash
    ]


def _excerpt(excerpt: Excerpt, policy: Policy) -> list[Any]:
    return [
        _printed(excerpt.heading, policy),
        [_group(group, policy) for group in excerpt.groups],
        _clause(excerpt.short, policy),
        *([[_group(group, policy) for group in excerpt.half]] if excerpt.half else []),
    ]


def _printed(text: Text | None, policy: Policy) -> Any:
    """As printed; where it prints document control, as written, with the other values that it prints."""
    if text is None:
        return None
    names = names_in(text.template)
    if not any(name.startswith(_CONTROL) for name in names):
        return text.text
    others = [name for name in names if name in policy.values and not name.startswith(_CONTROL)]
    return [text.template, [policy.values[name].text for name in others]]
