"""Whether a working text is still what was released, with all that is printed of it."""

from __future__ import annotations

from schoolprotocol.policy.decided import follows, is_text_of
from schoolprotocol.policy.model import Policy
from schoolprotocol.source.ledger import decision_digest


def is_still(policy: Policy, kept: Policy) -> bool:
    """Whether a policy is what was frozen: the text, its days, and what was decided; its status may be a later one.

    What is written down later is no change of it: the day of coming in force where there was none, one more decision,
    that a condition was met. What a text prints of decisions stays.
    """
    was, now = kept.document, policy.document
    days = was.day == now.day and was.effective in {None, now.effective}
    decisions = _decided(policy) >= _decided(kept) and _printed(policy) == _printed(kept)
    return days and decisions and is_text_of(policy, kept)


def _decided(policy: Policy) -> set[str]:
    """The decisions about this version."""
    version = policy.document.version
    return {decision_digest(policy.protocol, one) for one in policy.decisions if one.version == version}


def _printed(policy: Policy) -> dict[str, str]:
    """What texts print of decisions."""
    names = (name for name in policy.values if follows(name) and name != "document.status")
    return {name: policy.values[name].text for name in names}
