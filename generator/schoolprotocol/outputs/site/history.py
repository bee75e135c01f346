"""What happened to each clause → the page with its history, which clauses lead there, and to which old links lead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from schoolprotocol.compare.changeset import Facet
from schoolprotocol.compare.history import ClauseHistory, Event, History
from schoolprotocol.policy.model import Policy
from schoolprotocol.words.changes import FACETS
from schoolprotocol.words.dates import day_in_words
from schoolprotocol.words.grammar import enumerate_nl

LONG = 90
"""Longer values are not quoted: the texts beside each other show them."""
_OF_THE_SOURCE: frozenset[Facet] = frozenset({"renamed"})
"""What only those see who edit the source."""


def changed_in(history: History) -> dict[str, str]:
    """By clause the version in which it last came to say something else; not those that say what they said at first."""
    changed = ((clause.id, clause.changed) for clause in history.clauses if not clause.has_lapsed)
    return {id_: event.version for id_, event in changed if event is not None}


def formerly(policy: Policy, lineage: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """By clause the ids that no clause of the text has any more and for which it stands: old links lead to it.

    Args:
        policy: the text.
        lineage: earlier ids by clause id; of those that went themselves as well.
    """
    taken, found = {clause.id for clause in policy.clauses()}, dict[str, list[str]]()
    for id_ in [clause.id for clause in policy.clauses()]:
        waiting = [*lineage.get(id_, ())]
        while waiting:
            was = waiting.pop(0)
            if was not in taken:
                taken.add(was)
                found.setdefault(id_, []).append(was)
                waiting += lineage.get(was, ())
    return found


def told(history: History, policy: Policy) -> dict[str, Any]:
    """The page of a document: a row for each clause of which there is something to tell; the others as a number."""
    titles = {event.clause: clause.title for clause in history.clauses for event in clause.events}
    there = {clause.id for clause in policy.clauses()}
    rows = [_row(clause, titles, is_on_page=clause.id in there) for clause in history.clauses]
    shown = [row for row in rows if row["events"]]
    return {
        "clauses": [row for row in shown if not row["has_lapsed"]],
        "lapsed": [row for row in shown if row["has_lapsed"]],
        "same": sum(not row["events"] for row in rows),
        "first": history.versions[0],
    }


def _row(clause: ClauseHistory, titles: Mapping[str, str], *, is_on_page: bool) -> dict[str, Any]:
    first = clause.events[0]
    came_later = bool(first.facets)
    later = clause.events if came_later else clause.events[1:]
    return {
        "id": clause.id,
        "title": clause.title,
        "label": "" if clause.title in clause.label else clause.label,
        "has_lapsed": clause.has_lapsed,
        "is_on_page": is_on_page,
        "since": None if came_later else _version(first),
        "events": [told for event in later if (told := _event(event, clause, titles)) is not None],
    }


def _event(event: Event, clause: ClauseHistory, titles: Mapping[str, str]) -> dict[str, Any] | None:
    """What happened in one version; None where a reader would see nothing of it."""
    happened = [_word(facet, event, clause) for facet in event.facets if facet not in _OF_THE_SOURCE]
    if not happened:
        return None
    return {
        **_version(event),
        "happened": enumerate_nl(list(dict.fromkeys(happened))),
        "was": enumerate_nl([f"‘{titles[id_]}’" for id_ in event.was if titles.get(id_, clause.title) != clause.title]),
        "printed": [list(both) for both in event.values if max(map(len, both)) <= LONG],
        "why": list(event.why),
    }


def _word(facet: Facet, event: Event, clause: ClauseHistory) -> str:
    earlier = clause.events[: clause.events.index(event)]
    return "teruggekomen" if facet == "added" and earlier else FACETS[facet]


def _version(event: Event) -> dict[str, Any]:
    """A version with its day; of one that is not adopted yet it is said."""
    return {
        "version": event.version,
        "date": {"iso": event.day.isoformat(), "text": day_in_words(event.day)} if event.day else None,
        "in_the_making": not event.adopted,
    }
