"""Whether two policies say the same, clause for clause: what of the one does not come back in the other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from schoolprotocol.policy.model import Policy, Section
from schoolprotocol.policy.titles import beginnings
from schoolprotocol.policy.tree import tree_of
from schoolprotocol.text.plain import bare

Told = tuple[str, ...]
_FORMS = {"dos": "bullets", "donts": "bullets"}
"""A page draws the signs of these."""


def differences(one: Policy, other: Policy, *, only_texts: bool = False) -> list[str]:
    """What two documents do not both say, in their order; nothing where they say the same.

    Args:
        one: the document.
        other: what came back of it.
        only_texts: whether the form of lists and the titles do not count: paper does not tell them all.
    """
    wanted, found = (list(_said(policy, only_texts=only_texts)) for policy in (one, other))
    pairs = zip_longest(wanted, found, fillvalue=("nothing",))
    return [f"{want} came back as {came}" for want, came in pairs if want != came]


def _said(policy: Policy, *, only_texts: bool) -> Iterator[Told]:
    tree, titles, labels = tree_of(policy), beginnings(policy), policy.labels()

    def section(one: Section) -> Iterator[Told]:
        if one.heading:  # a section without one cannot be seen
            yield "section", one.number, one.heading.text
        for group in one.groups:
            for column in group.columns:
                yield "column", column.heading.text
            for clause in group.all_clauses():
                title = titles[clause.id].title
                text = _same(f"{title} {bare(tree.clause(clause), labels)}")
                yield (
                    ("clause", clause.number, text)
                    if only_texts
                    else (_FORMS.get(group.form, group.form), clause.number, title, text)
                )
                for note in clause.notes:
                    yield "note", str(note.number), _same(bare(tree.note(clause, note), labels))
        for child in one.sections:
            yield from section(child)

    for each in policy.sections:
        yield from section(each)
    for table in policy.front:
        if not only_texts:
            yield "table", table.heading.text if table.heading else ""
        for row in (table.columns, *(row for row in table.rows)):
            if any(cell.text for cell in row):
                yield "row", *(_same(cell.text) for cell in row)


def _same(text: str) -> str:
    return " ".join(text.split())
