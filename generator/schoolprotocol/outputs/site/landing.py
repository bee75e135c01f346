"""What a page begins with: short rules, and as much of the contents as whoever uses the keyboard can bear."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from schoolprotocol.model.first import EVERYBODY, Readers
from schoolprotocol.policy.model import Policy
from schoolprotocol.policy.rules import Chosen, Rule, rules_among, rules_for

Entry = Mapping[str, Any]
"""An entry of the contents: `id`, `number`, `heading`, `children`."""

MOST_STOPS: Final = 40
"""So many times somebody presses Tab at most, until they are past the contents."""
_HEAD: Final = 5
"""Stops before the names of readers: the way past the head, the school, the search and its button, the protocol."""

MOST_FOUND: Final = 5
"""How many rules there are where nobody chose them."""
_LOOKED_AT: Final = 30
"""Clauses in which these are looked for."""


def rules_first(
    policy: Policy, first: Mapping[str, Sequence[Chosen]], readers: Readers
) -> tuple[tuple[Rule, ...], bool]:
    """The rules with which a page begins, and whether somebody chose them.

    Where nobody did, or what was chosen is not in this version or not for these readers, they are the first clauses
    that say something in one sentence. Who chose to begin with nothing gets nothing.
    """
    chosen = rules_for(policy, first, readers)
    if chosen or first.get(readers, first.get(EVERYBODY)) == ():
        return chosen, True
    for_them = (clause.id for clause in policy.clauses() if readers in {*clause.audience, EVERYBODY})
    ids = [Chosen((id_,)) for id_ in islice(for_them, _LOOKED_AT)]
    found = (rule for rule in rules_among(policy, ids, readers) if rule.form != "title")
    return tuple(islice(found, MOST_FOUND)), False


def beginning(policy: Policy, first: Mapping[str, Sequence[Chosen]], readers: Readers) -> dict[str, Any]:
    """What templates know of the rules with which a page begins."""
    rules, is_chosen = rules_first(policy, first, readers)
    return {"rules": told(rules), "rules_heading": "Het belangrijkste" if is_chosen else "De eerste afspraken"}


def told(rules: Iterable[Rule]) -> list[dict[str, Any]]:
    """What templates know of rules; `whole` where the clause says no more than that."""
    return [{"id": rule.clause, "text": rule.text, "whole": rule.whole} for rule in rules]


def beside(contents: Sequence[Entry], stops: int) -> list[dict[str, Any]]:
    """What of the contents stands open beside the text: all of it, only chapters, or nothing.

    What does not, is folded above the text; a page may have hundreds of headings.

    Args:
        contents: all entries.
        stops: how many stops of the keyboard there are before it, and in the rest of the list.
    """
    chapters = [{**entry, "children": []} for entry in contents]
    for shown in ([dict(entry) for entry in contents], chapters):
        if stops + _count(shown) <= MOST_STOPS:
            return shown
    return []


def stops_of(site: Mapping[str, Any], part: Mapping[str, Any] | None) -> int:
    """How many stops of the keyboard a page has before its contents, and in what is listed below them.

    Args:
        site: what the templates know (`project.site_context`).
        part: of a page for some readers, what they know of it; None of the whole protocol.
    """
    shown, parts = part or site, len(site["parts"])
    banners = (site["notice"], site["other"], site["review_of"])
    others = (site["help"], shown["has_notes"], part is None and site["has_control"])
    readers = parts if part is None else 0
    return _HEAD + parts + sum(map(bool, (*banners, *others))) + len(shown["rules"]) + readers


def _count(entries: Iterable[Entry]) -> int:
    return sum(1 + _count(entry["children"]) for entry in entries)


def css_text(text: str) -> str:
    """A text for between quotes in a style sheet, whatever signs it has."""
    return "".join(sign if sign.isalnum() or sign in " ,.:–-" else f"\\{ord(sign):x} " for sign in text)
