"""Whether two policies say the same, clause for clause: what of the one does not come back in the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import ndiff
from itertools import zip_longest

from schoolprotocol.policy.model import Policy, Section
from schoolprotocol.policy.titles import beginnings
from schoolprotocol.policy.tree import tree_of
from schoolprotocol.text.plain import bare
from schoolprotocol.words.dates import day_in_words

Told = tuple[str, ...]
_FORMS = {"dos": "bullets", "donts": "bullets", "callout": "prose"}
"""A page draws the signs of these; a frame comes back as paragraphs."""


def differences(one: Policy, other: Policy, *, only_texts: bool = False) -> list[str]:
    """What two documents do not both say, in their order; nothing where they say the same.

    Args:
        one: the document.
        other: what came back of it.
        only_texts: whether the form of lists and the titles do not count: paper does not tell them all.
    """
    wanted, found = (list(said(policy, only_texts=only_texts)) for policy in (one, other))
    pairs = zip_longest(wanted, found, fillvalue=("nothing",))
    return [f"{want} came back as {came}" for want, came in pairs if want != came]


def different(
    one: Policy, other: Policy, *, only_texts: bool = False, only_words: bool = False, earlier: Sequence[Told] = ()
) -> list[str]:
    """The lines that only one of two documents has (`-`: the first), where one that came in between moves no other.

    Args:
        one: the document.
        other: what came back of it.
        only_texts: as in `differences`.
        only_words: whether it does not even count what a text is: a heading, or a paragraph that looks like one.
        earlier: what the document prints of versions that were adopted before it.
    """

    def lines(policy: Policy, earlier: Sequence[Told] = ()) -> list[str]:
        told = said(policy, only_texts=only_texts, earlier=earlier)
        return [str(tuple(filter(None, one[1:])) if only_words else one) for one in told]

    return [line for line in ndiff(lines(one, earlier), lines(other)) if line[0] in "+-"]


def said(policy: Policy, *, only_texts: bool, earlier: Sequence[Told] = ()) -> Iterator[Told]:
    """All that a document says, thing by thing: headings, clauses, notes, rows."""
    tree, titles, labels = tree_of(policy), beginnings(policy), policy.labels()

    def section(one: Section) -> Iterator[Told]:
        if one.heading:  # a section without one cannot be seen
            yield "section", one.number, one.heading.text
        for group in one.groups:
            if group.form == "callout" and group.heading:
                yield "clause" if only_texts else "prose", "", *([] if only_texts else [""]), group.heading.text
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
    if earlier and not policy.document.history:
        if not only_texts:
            yield "table", "Eerdere versies"
        yield "row", "Versie", "Datum", "Status"
        yield from (("row", *one) for one in earlier)
    if policy.document.history:  # which is printed as a table, and cannot be more where no release proves it
        if not only_texts:
            yield "table", "Versies"
        yield "row", "Versie", "Datum", "Status", "Wijziging"
        for one in policy.document.history:
            yield "row", one.version, day_in_words(one.day), one.status, _same(one.change)


def _same(text: str) -> str:
    return " ".join(text.split())
