"""Whether a document that we printed says the same when it is read again: its clauses, whole, with their numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schoolprotocol.intake.blocks import Block
from schoolprotocol.policy.model import Policy
from schoolprotocol.policy.titles import beginnings
from schoolprotocol.policy.tree import numbers, tree_of
from schoolprotocol.text.plain import to_text

_ADDRESS = re.compile(r" \((?:https?://|mailto:|tel:)[^)]*\)")
"""What plain text gives behind a link."""
_SIDE = re.compile(r"^(?:Wel|Niet): ")
"""What a page says before what stands in a list of dos or of don'ts."""
_SIGNS = re.compile(r"\[(\d+)\]")
"""The call of a note, as plain text gives it."""


def squeezed(text: str) -> str:
    """Only letters and digits."""
    return re.sub(r"[\W_]", "", text)


def lost(policy: Policy, blocks: Sequence[Block]) -> list[str]:
    """The clauses that do not come back: by number where they have one, at the begin of a block, and whole."""
    tree = tree_of(policy)
    titles = {id_: begins.title for id_, begins in beginnings(policy).items()}
    told = [(one.number or "", squeezed(" ".join([_SIDE.sub("", one.text), *(one.cells or ())]))) for one in blocks]
    at, missing = 0, []
    for clause in policy.clauses():
        text = _SIGNS.sub("", _ADDRESS.sub("", to_text(tree.clause(clause), tree.labels, notes=numbers(clause))))
        wanted = squeezed(f"{titles[clause.id]} {text}")
        number = squeezed(clause.number or "")
        found = next((n for n in range(at, len(told)) if _is_here(told[n:], number, wanted)), None)
        if found is None:
            missing.append(f"{clause.number} {titles[clause.id]} {text[:60]}")
        else:
            at = found
    return missing


def _is_here(told: Sequence[tuple[str, str]], number: str, wanted: str) -> bool:
    said, count = "", 0
    while len(said) < len(wanted) and count < len(told):
        said += (squeezed(told[count][0]) if count and told[count][0].isalnum() else "") + told[count][1]
        count += 1
    begins = said.startswith(wanted) or (not told[0][0] and wanted in told[0][1])  # one of several in a cell
    return begins and (not number or squeezed(told[0][0]) == number or not number.isalnum())
