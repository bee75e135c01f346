"""The history of every clause: in which version it came, changed, moved or lapsed, and why.

Computed from the versions alone, oldest first: each is compared with the one before it, and what happened to a clause
is laid behind what had happened to it, by permanent id and declared lineage. Nobody keeps a list by hand, so none can
be wrong or forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise

from schoolprotocol.compare.changeset import Change, ChangeSet, Facet
from schoolprotocol.compare.compare import compare
from schoolprotocol.compare.version import version as laid_out
from schoolprotocol.model.base import ADOPTED, Weight
from schoolprotocol.model.change import ChangeNote
from schoolprotocol.policy.model import Frozen, Policy, digest

Lineage = Mapping[str, tuple[str, ...]]
_UNSEEN: frozenset[Facet] = frozenset({"metadata", "renumbered"})
"""What no reader of the text sees, or what another clause did."""
_OF_EVERY_VERSION = frozenset({"version", "status", "day", "effective", "review"})
"""Fields that each version has anew: a clause that prints one of them did not change."""
_HEAVIEST_FIRST: tuple[Weight, ...] = ("substantive", "review", "editorial")


class Event(Frozen):
    """What happened to a clause in one version."""

    version: str
    day: date | None
    """That of the version: of its adoption, or on which it was written."""
    adopted: bool
    """Whether the version was adopted; else it is in the making."""
    clause: str
    """The id that the clause had then."""
    facets: tuple[Facet, ...] = ()
    """Empty: the clause stands in the oldest version that there is. `dropped`, then `added`: it came back."""
    weight: Weight = "substantive"
    was: tuple[str, ...] = ()
    """The ids from which it came, where these are others: it was renamed, split off or merged."""
    values: tuple[tuple[str, str], ...] = ()
    """Values that it prints and that changed: old and new, as printed."""
    why: tuple[str, ...] = ()
    """The summaries of the change notes; where there are none, the school's own reason."""


class ClauseHistory(Frozen):
    """What happened to one clause, oldest first."""

    id: str
    title: str
    label: str
    """How it is referred to in the newest version that has it: `artikel 1.2`."""
    events: tuple[Event, ...]
    has_lapsed: bool = False
    """Whether the newest version has it no longer."""

    @property
    def since(self) -> str:
        """The version in which it first stood."""
        return self.events[0].version

    @property
    def changed(self) -> Event | None:
        """The last event after which it said something else; None where it says what it said at first."""
        later = (
            event for event in reversed(self.events[1:]) if event.weight != "editorial" or "changed" in event.facets
        )
        return next(later, None)


class History(Frozen):
    """The history of a document's clauses."""

    versions: tuple[str, ...] = ()
    """Those that were compared, oldest first."""
    skipped: tuple[str, ...] = ()
    """Releases that were edited after they were frozen: what they said is not known."""
    clauses: tuple[ClauseHistory, ...] = ()
    """In the reading order of the newest version; then those that lapsed."""

    def of(self, id_: str) -> ClauseHistory | None:
        """That of one clause, by the id that it has now."""
        return next((clause for clause in self.clauses if clause.id == id_), None)


def history(
    versions: Sequence[Policy],
    notes: Sequence[ChangeNote] = (),
    lineage: Lineage | None = None,
    known: ChangeSet | None = None,
) -> History:
    """The history of every clause that one of the versions has.

    Args:
        versions: of one document, oldest first; all but the last are frozen.
        notes: the protocol's change notes.
        lineage: earlier ids by clause id (`source.lineage`).
        known: a comparison with these notes and this lineage that somebody made already: two of the versions that
            stand beside each other need not be compared again.

    Raises:
        UsageError: where versions are of different protocols.
        ComparisonError: where a version could not be rebuilt from a comparison (our bug).
    """
    if not versions:
        return History()
    told = _Told(versions[0], lineage or {})
    for old, new in pairwise(versions):
        is_known = known is not None and (known.old.hash, known.new.hash) == (digest(old), digest(new))
        told.go_on(new, known if known is not None and is_known else compare(old, new, notes, lineage))
    return History(versions=tuple(policy.document.version for policy in versions), clauses=told.clauses())


class _Told:
    """What happened until one version."""

    def __init__(self, first: Policy, lineage: Lineage) -> None:
        self.lineage = lineage
        self.newest = first
        self.events: dict[str, tuple[Event, ...]] = {id_: (_event(first, id_),) for id_ in laid_out(first).clauses}
        self.gone: dict[str, ClauseHistory] = {}
        self.told_now: set[str] = set()
        """The clauses to which anything happened in the newest version."""

    def go_on(self, new: Policy, changes: ChangeSet) -> None:
        """Lay what happened in the next version behind it."""
        before, self.events, self.told_now = self.events, {}, set()
        summaries = {note.id: note.summary for note in changes.explanations}
        reasons = {id_: clause.reason for id_, clause in laid_out(self.newest).clauses.items()}
        for change in changes.changes:
            why = tuple(summaries[id_] for id_ in change.notes)
            # Why a school deviates is no reason for what happens later to the deviation.
            if not why and change.reason and change.reason not in {reasons[standing.id] for standing in change.old}:
                why = (change.reason,)
            self._change(new, change, before, why)
        for id_ in laid_out(new).clauses:
            self.events.setdefault(id_, before.get(id_, ()))
        self._values(new, changes, summaries)
        self.newest = new
        for id_ in self.events:
            self.gone.pop(id_, None)

    def _change(
        self, new: Policy, change: Change, before: Mapping[str, tuple[Event, ...]], why: tuple[str, ...]
    ) -> None:
        facets: tuple[Facet, ...] = tuple(facet for facet in change.facets if facet not in _UNSEEN)
        was = [standing.id for standing in change.old]
        earlier = _in_order(event for id_ in was for event in before[id_])
        for standing in change.new:
            others = tuple(id_ for id_ in was if id_ != standing.id)
            event = _event(new, standing.id, facets=facets, weight=change.weight, was=others, why=why)
            known = earlier if was else self._of_gone(standing.id)
            self.events[standing.id] = (*known, event) if facets else known
            if facets:
                self.told_now.add(standing.id)
        if not change.new:
            for standing in change.old:
                event = _event(new, standing.id, facets=facets, weight=change.weight, why=why)
                self.gone[standing.id] = ClauseHistory(
                    id=standing.id,
                    title=standing.title,
                    label=standing.label,
                    events=(*before[standing.id], event),
                    has_lapsed=True,
                )

    def _of_gone(self, id_: str) -> tuple[Event, ...]:
        """What had happened to a clause that comes back, under its own id or as the heir of one that lapsed."""
        waiting, seen = [id_], set[str]()
        while waiting:
            one = waiting.pop(0)
            if one in self.gone:
                return self.gone[one].events
            if one not in seen:
                seen.add(one)
                waiting += self.lineage.get(one, ())
        return ()

    def _values(self, new: Policy, changes: ChangeSet, summaries: Mapping[str, str]) -> None:
        """Clauses that print another value: what they say changed, though nobody wrote another word."""
        for value in changes.parameters:
            why = tuple(summaries[id_] for id_ in value.notes)
            for id_ in value.clauses:
                self._value(new, id_, (value.old.text, value.new.text), value.weight, why)
        for field in changes.document:
            if field.field not in _OF_EVERY_VERSION:
                for id_ in field.clauses:
                    self._value(new, id_, (field.old or "—", field.new or "—"), "substantive", ())

    def _value(self, new: Policy, id_: str, told: tuple[str, str], weight: Weight, why: tuple[str, ...]) -> None:
        *earlier, last = self.events[id_]
        if id_ not in self.told_now:
            self.told_now.add(id_)
            earlier, last = [*earlier, last], _event(new, id_, weight="editorial")
        weights = {last.weight, weight}
        joined = last.model_copy(
            update={
                "facets": tuple(dict.fromkeys((*last.facets, "parameter"))),
                "weight": next(one for one in _HEAVIEST_FIRST if one in weights),
                "values": (*last.values, told),
                "why": tuple(dict.fromkeys((*last.why, *why))),
            }
        )
        self.events[id_] = (*earlier, joined)

    def clauses(self) -> tuple[ClauseHistory, ...]:
        """What happened to all of them."""
        there = laid_out(self.newest).clauses
        now = (
            ClauseHistory(id=id_, title=clause.title, label=clause.label, events=self.events[id_])
            for id_, clause in there.items()
        )
        return (*now, *self.gone.values())


def _event(
    policy: Policy,
    clause: str,
    *,
    facets: tuple[Facet, ...] = (),
    weight: Weight = "substantive",
    was: tuple[str, ...] = (),
    why: tuple[str, ...] = (),
) -> Event:
    document = policy.document
    return Event(
        version=document.version,
        day=document.day,
        adopted=document.status in ADOPTED,
        clause=clause,
        facets=facets,
        weight=weight,
        was=was,
        why=why,
    )


def _in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """Each once, by version: clauses that were merged may have a past in common."""
    found = dict.fromkeys(events)
    return tuple(sorted(found, key=lambda event: [int(part) for part in event.version.split(".")]))
