"""The report's model, proven: what every form of a report is made from."""

from __future__ import annotations

from collections import deque
from dataclasses import replace

from schoolprotocol.compare.prove import rebuild
from schoolprotocol.outputs.report.contents import view
from schoolprotocol.outputs.report.input import ReportInput
from schoolprotocol.outputs.report.proof.edition import Edition
from schoolprotocol.outputs.report.proof.first_page import prove_first_page
from schoolprotocol.outputs.report.proof.in_full import prove_full
from schoolprotocol.outputs.report.proof.prove import prove_view
from schoolprotocol.outputs.report.view import ReportView
from schoolprotocol.policy.decided import text_hash


def proven(report: ReportInput) -> ReportView:
    """The report's contents, of which it is sure that they tell everything that differs.

    Raises:
        ComparisonError: where something is not told, or told otherwise than it is.
    """
    for known, found in _made:
        if known is report:
            return found
    found, changes = view(report), report.changes
    old, new = Edition(rebuild(changes, "old")), Edition(rebuild(changes, "new"))
    prove_view(found, old, new, changes)
    prove_full(found, old, new, changes)
    prove_first_page(found, report, old, new)
    found = replace(found, text_hash=text_hash(new.policy))
    _made.append((report, found))
    return found


_made: deque[tuple[ReportInput, ReportView]] = deque(maxlen=4)
"""The last few that were asked for: the forms of a report come one after the other, and nothing in one changes."""
