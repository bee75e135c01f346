"""Holds what a report tells against what differs; refuses the report where it is not all, or not so."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import gettext as _

from schoolprotocol.compare.changeset import ChangeSet
from schoolprotocol.errors import ComparisonError
from schoolprotocol.messages import mark as N_
from schoolprotocol.outputs.report.proof.edition import Edition
from schoolprotocol.outputs.report.proof.expected import (
    Difference,
    Kind,
    differences,
    order_breaks,
    pairing,
)
from schoolprotocol.outputs.report.proof.told import Told, changed_labels, is_marked, is_part, untold_row, untrue
from schoolprotocol.outputs.report.proof.unsaid import unsaid, unsaid_rows
from schoolprotocol.outputs.report.view import LineView, ReportView

_KINDS: dict[Kind, str] = {
    "text": N_("the text"),
    "layout": N_("how the text is written"),
    "short": N_("the short sentence"),
    "title": N_("the title"),
    "place": N_("the place"),
    "form": N_("the form"),
    "audience": N_("the audience"),
    "number": N_("the number"),
    "order": N_("the order"),
    "heading": N_("the heading"),
    "look": N_("the sort of section"),
    "value": N_("the value"),
    "printed": N_("where the value is printed"),
    "control": N_("document control"),
    "row": N_("a row of document control"),
}


def prove_view(view: ReportView, old: Edition, new: Edition, changes: ChangeSet) -> None:
    """Refuse a report of which the model does not tell everything that differs.

    Args:
        view: the report's model.
        old: the one version, rebuilt from the change set.
        new: the other.
        changes: the change set of which it was made.

    Raises:
        ComparisonError: where something is not told, or told otherwise than it is; the message names it.
    """
    first = next(faults(view, old, new, changes), None)
    if first is not None:
        raise ComparisonError(first)


def faults(view: ReportView, old: Edition, new: Edition, changes: ChangeSet) -> Iterator[str]:
    """What a report does not tell, or tells otherwise than it is, in words."""
    told = Told(view)
    for item in told.items:
        wrong = untrue(item, old, new)
        if wrong is not None:
            yield _("not written: the report is wrong about “{subject}”: {why}.").format(
                subject=item.view.title, why=wrong
            )
    pairs = pairing(changes, old, new)
    for item in told.items:
        if isinstance(item.view, LineView) and unsaid(item.view, old, new, pairs):
            why = _("it does not say in words what its lines do not show")
            yield _("not written: the report is wrong about “{subject}”: {why}.").format(
                subject=item.view.title, why=why
            )
    yield from (untold("row", what) for what in unsaid_rows(view))
    for difference in differences(old, new, pairs).elements():
        if not told.tells(difference):
            yield untold(difference.kind, _called(difference, old, new), difference)
    for _one, other in order_breaks(old, new, pairs, told.moved, told.moved_sections):
        yield untold("order", new.clauses[other].title)
    was, now = old.rows(), new.rows()
    for table in dict.fromkeys((*was, *now)):
        rows = [row for row in view.document if row.id == table]
        missing = untold_row(was.get(table, ()), now.get(table, ()), rows)
        if missing is not None:
            yield untold("row", missing)
        labels = changed_labels(old, new)
        yield from (untold("row", row.what) for row in rows if not is_marked(row.old, row.new, labels))
    for row in view.document:
        if not any(is_part(row, printed) for printed in view.control):
            yield untold("row", row.what)


def untold(kind: Kind, subject: str, difference: Difference | None = None) -> str:
    """That something differs and is not told."""
    words = [" ".join(side.split())[:80] for side in (difference.old, difference.new)] if difference else []
    shown = f" ({' → '.join(word or '–' for word in words)})" if any(words) else ""
    return _("not written: the report does not tell what changed in {what} of “{subject}”{shown}.").format(
        what=_(_KINDS[kind]), subject=subject, shown=shown
    )


def _called(difference: Difference, old: Edition, new: Edition) -> str:
    id_ = difference.subject.split(" + ")[0]
    clause = new.clauses.get(id_) or old.clauses.get(id_)
    return clause.title if clause is not None else difference.subject
