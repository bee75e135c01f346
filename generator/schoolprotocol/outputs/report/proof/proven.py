"""The report's model, proven: what every form of a report is made from."""

from __future__ import annotations

from dataclasses import replace

from schoolprotocol.compare.prove import rebuild
from schoolprotocol.once import made_once
from schoolprotocol.outputs.report.contents import in_full, told
from schoolprotocol.outputs.report.input import ReportInput
from schoolprotocol.outputs.report.proof.edition import Edition
from schoolprotocol.outputs.report.proof.first_page import prove_first_page
from schoolprotocol.outputs.report.proof.in_full import prove_full
from schoolprotocol.outputs.report.proof.prove import prove_view
from schoolprotocol.outputs.report.view import ReportView
from schoolprotocol.policy.decided import text_hash


@made_once(4)  # its forms come one after the other
def proven(report: ReportInput) -> ReportView:
    """The report's contents, of which it is sure that they tell everything that differs.

    Raises:
        ComparisonError: where something is not told, or told otherwise than it is.
    """
    found = in_full(proven_changes(report), report)
    prove_full(found, *_editions(report), report.changes)
    return found


@made_once(4)
def proven_changes(report: ReportInput) -> ReportView:
    """The same without the renvooi, which a page on a site does not show.

    Raises:
        ComparisonError: where something is not told, or told otherwise than it is.
    """
    found, (old, new) = told(report), _editions(report)
    prove_view(found, old, new, report.changes)
    prove_first_page(found, report, old, new)
    return replace(found, text_hash=text_hash(new.policy))


@made_once(4)
def _editions(report: ReportInput) -> tuple[Edition, Edition]:
    """Both versions, as the change set has them."""
    return Edition(rebuild(report.changes, "old")), Edition(rebuild(report.changes, "new"))
