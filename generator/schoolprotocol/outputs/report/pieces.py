"""A change report piece by piece: each change as the report shows it, for a page on which people write beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from schoolprotocol.compare.changeset import Change, HeadingChange
from schoolprotocol.model.base import Weight
from schoolprotocol.outputs.environment import environment
from schoolprotocol.outputs.report.input import ReportInput
from schoolprotocol.outputs.report.proof.proven import proven
from schoolprotocol.outputs.report.view import BulkView, ItemView, Listed, TopicView, two_sided
from schoolprotocol.policy.slots import EXCERPT
from schoolprotocol.templating import Templates

Names = Mapping[str, tuple[str, ...]]
"""What a change note names: `{"clauses": ("afspraken.opbergen",)}`; keys as in the note."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One change."""

    id: str
    """Of its note, or of the clause, section or value that changes: reactions and votes name it so."""
    number: str
    """`7`, or `K1` of what somebody must look at; empty where it is editorial."""
    title: str
    weight: Weight
    note: str | None
    """Id of the change note about it; None where it has none."""
    names: Names
    """What a note about it would have to name."""
    html: str
    """As the report shows it, in `<div class="wijzigingen">`; it needs the style sheet of the report."""


def pieces(report: ReportInput, templates: Templates) -> tuple[Piece, ...]:
    """Every change of a report, weightiest first.

    Raises:
        ComparisonError: where not everything that changed is told.
    """
    return tuple(_pieces(report, templates))


def _pieces(report: ReportInput, templates: Templates) -> Iterator[Piece]:
    contents = proven(report)
    template = environment(templates, html=True).get_template("report/piece.html.j2")
    every = {note.id for note in report.changes.explanations}

    def html(one: TopicView | Listed, weight: Weight) -> str:
        return template.render(one=one, weight=weight, paper=False, two_sided=two_sided)

    for topic in contents.topics:
        note = topic.id if topic.note is not None else None
        names = _names(one.item for one in topic.items)
        yield Piece(topic.id, str(topic.number), topic.title, "substantive", note, names, html(topic, "substantive"))
    for weight, listed in (("review", contents.review), ("editorial", contents.editorial)):
        for one in listed:
            item, kind = one.item, _weight(weight)
            note = next((found for found in _notes(report, item) if found in every), None)
            yield Piece(item.id, one.reference, item.title, kind, note, _names([item]), html(one, kind))


def _weight(weight: str) -> Weight:
    return "review" if weight == "review" else "editorial"


def _notes(report: ReportInput, item: ItemView) -> Iterator[str]:
    changes = report.changes
    every: tuple[Change | HeadingChange, ...] = (*changes.changes, *changes.headings)
    for change in every:
        if change.id == item.id:
            yield from change.notes
    for value in changes.parameters:
        if value.name == item.id:
            yield from value.notes


def _names(items: Iterable[ItemView]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for kind, name in (pair for item in items for pair in _named(item)):
        found.setdefault(kind, {})[name] = None
    return {kind: tuple(names) for kind, names in found.items()}


def _named(item: ItemView) -> Iterator[tuple[str, str]]:
    if isinstance(item, BulkView):
        for one in item.every:
            yield from _named(one)
    elif item.kind == "clause":
        standings = item.standings_new or item.standings_old
        yield from (("clauses", one.id) for one in standings)
    elif item.id != EXCERPT:  # the heading of the text for the schoolgids: no note can name it
        yield ("sections" if item.kind == "heading" else "parameters"), item.id
