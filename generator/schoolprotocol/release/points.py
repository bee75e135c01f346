"""What bodies asked when they consented: open points, until somebody writes down when and how each was met."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from schoolprotocol.model.document import Decision
from schoolprotocol.policy.model import Policy
from schoolprotocol.release.bindings import Binding, latest
from schoolprotocol.release.bodies import Body, body_of


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """A condition of a consent, an advice or an adoption."""

    body: str
    part: str | None
    version: str
    """The version that the decision is about."""
    day: date | None
    """Of the decision."""
    text: str
    met: date | None
    """Since when it is met; None: the point is open."""
    how: str | None

    @property
    def is_open(self) -> bool:
        """Whether somebody still has something to do."""
        return self.met is None


def open_points(policy: Policy, releases: Iterable[Policy] = ()) -> tuple[OpenPoint, ...]:
    """Every condition that was set, the oldest version first, met or not.

    What a body decided later about a version takes the place of what it decided before. A condition that only a release
    still has stays open: to delete a decision, or to write it anew without what it asked, does not meet that.

    Args:
        policy: the working text; what it says of a condition counts.
        releases: the frozen versions, oldest first.
    """
    found: dict[tuple[Body, str, str], OpenPoint] = {}
    known: dict[tuple[str, Body, str], Decision] = {}
    for text in (policy, *reversed(tuple(releases))):
        decisions = _that_count(text.decisions)
        for decision in decisions:
            later = known.get((decision.kind, *_who(decision)))
            if later is not None and _is_after(later, decision):
                continue
            for point in decision.points:
                one = OpenPoint(
                    decision.body,
                    decision.part,
                    decision.version,
                    decision.day,
                    point.text,
                    point.met,
                    point.how,
                )
                found.setdefault((*_who(decision), point.text), one)
        for decision in decisions:
            known.setdefault((decision.kind, *_who(decision)), decision)
    return tuple(sorted(found.values(), key=lambda one: [int(step) for step in one.version.split(".")]))


def _is_after(decision: Decision, earlier: Decision) -> bool:
    """Whether it is a later decision, and not the same one in other words."""
    return decision.day is not None and (earlier.day is None or decision.day > earlier.day)


def _who(decision: Decision) -> tuple[Body, str]:
    return body_of(decision.body, decision.part), decision.version


def _that_count(decisions: Iterable[Decision]) -> list[Decision]:
    bound = [Binding(one) for one in decisions if one.outcome != "niet-nodig"]  # a waiver is no word of the body
    kinds = dict.fromkeys((one.decision.kind, one.decision.version) for one in bound)
    last = [one.decision for kind, version in kinds for one in latest(bound, kind, version)]
    return [decision for decision in last if decision.outcome != "negatief"]
