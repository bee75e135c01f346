"""Whether a text was changed in substance after it was put to a council."""

from __future__ import annotations

from schoolprotocol.compare.changeset import ChangeSet

TEXT_FIELDS = {"title", "excerpt", "excerpt-half", "excerpt-short"}
"""Fields of a change set that are about what readers get, and not about document control."""


def substantive_changes(changes: ChangeSet) -> tuple[str, ...]:
    """The titles of what changed in substance, in reading order; nothing where every change is editorial.

    Args:
        changes: what differs between the decided text (`policy.decided.decided_text`) of two policies, compared
            without change notes: an author cannot overrule that a consent is void.
    """
    clauses = [change.title for change in changes.changes if change.weight == "substantive"]
    headings = [change.id for change in changes.headings if change.weight == "substantive"]
    values = [change.name for change in changes.parameters if change.weight == "substantive"]
    fields = [change.field for change in changes.document if change.field in TEXT_FIELDS]
    return tuple(dict.fromkeys([*clauses, *headings, *values, *fields]))
