"""The report's model, proven: what every form of a report is made from."""

from __future__ import annotations

from collections import deque
from dataclasses import replace

from schoolprotocol.compare.prove import rebuild
from schoolprotocol.outputs.report.contents import view
from schoolprotocol.outputs.report.input import ReportInput
from schoolprotocol.outputs.report.proof.in_full import prove_full
from schoolprotocol.outputs.report.proof.prove import prove_view
from schoolprotocol.outputs.report.view import ReportView
from schoolprotocol.policy.decided import text_hash


def proven(report: ReportInput, *, whole: bool = False) -> ReportView:
    """The report's contents, of which it is sure that they tell everything that differs.

    Args:
        report: the change set and what the source says around it.
        whole: also the full text and the was-wordt table.

    Raises:
        ComparisonError: where something is not told, or told otherwise than it is.
    """
    for known, is_whole, found in _made:
        if known is report and is_whole >= whole:
            return found
    found = view(report, whole=whole)
    prove_view(found, report.changes)
    found = replace(found, text_hash=text_hash(rebuild(report.changes, "new")))
    if whole:
        prove_full(found, report.changes)
    _made.append((report, whole, found))
    return found


_made: deque[tuple[ReportInput, bool, ReportView]] = deque(maxlen=4)
"""The last few that were asked for: the forms of a report come one after the other, and nothing in one changes."""
