"""What `status` tells of each school, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from gettext import gettext as _
from gettext import ngettext
from typing import TYPE_CHECKING

from schoolprotocol.diagnostics import Kind
from schoolprotocol.project.each import OfSchool, of_each
from schoolprotocol.source.lineage import bases_of
from schoolprotocol.words.statuses import status_word

if TYPE_CHECKING:
    from schoolprotocol.policy.model import Policy
    from schoolprotocol.project.document import Document
    from schoolprotocol.project.project import Project
    from schoolprotocol.release.points import OpenPoint
    from schoolprotocol.release.states import Standing
    from schoolprotocol.source.loaded import Loaded

Row = tuple[str, ...]
"""Cells, of which the first two are the ids of a school and a protocol."""


@dataclass(frozen=True)
class SchoolStatus(OfSchool):
    """What is told of a school."""

    rows: tuple[Row, ...] = ()
    """Of each document, and below it of what applies while that is a proposal: version, status, what decisions say,
    day, day of review, hash and title."""
    points: tuple[Row, ...] = ()
    """What councils asked when they consented and is not met yet: version, body, day and condition."""
    reasons: tuple[Row, ...] = ()
    """What was released although the check found errors: version and reason."""
    forsaken: tuple[Row, ...] = ()
    """What was released, and is not published any more: the last version."""
    waiting: tuple[str, ...] = ()
    """What came back in Word files and waits for somebody to decide on it."""
    is_spoiled: bool = False
    """Whether anything is not any more what was frozen, or gone."""
    is_stopped: bool = False
    """Whether a save was stopped that leaves it as it should not be."""

    @property
    def lasts(self) -> bool:
        """As long as nothing changes; what is not what it was is looked at each time."""
        return super().lasts and not (self.is_spoiled or self.is_stopped)


def statuses(project: Project, today: date) -> Loaded[tuple[SchoolStatus, ...]]:
    """What is told of every school, by id; and all faults.

    Args:
        project: as `of_each`.
        today: the day on which a review is overdue.
    """
    stopped: list[str] = []

    def tell(school: str, alone: Project) -> SchoolStatus:
        told = _status(school, alone, today, is_stop_told=bool(stopped))
        if told.is_stopped:
            stopped.append(school)
        return told

    return of_each(project, SchoolStatus, "status", today, tell)


def _status(school: str, alone: Project, today: date, *, is_stop_told: bool) -> SchoolStatus:
    """What is told of a school.

    Args:
        school: its id.
        alone: the project with that school; those on which it builds are told by themselves.
        today: as `statuses`.
        is_stop_told: whether it was told of another school that a save was stopped: it is told once, however many
            schools it left as they should not be.
    """
    stops = {one.kind is Kind.SAVE_STOPPED for one in alone.spoiled if one.school == school}
    documents = [one for one in alone.sound.value if one.school == school]
    is_spoiled = False in stops or (True in stops and not is_stop_told) or any(one.lost for one in documents)
    return SchoolStatus(
        school,
        bases_of(alone.corpus, school),
        alone.sound.faults,
        rows=tuple(row for one in documents for row in _rows(one, today, is_spoiled=is_spoiled)),
        points=tuple((*one.key, *_point(point)) for one in documents for point in one.points if point.is_open),
        reasons=tuple((*one.key, *reason) for one in documents for reason in one.released_despite),
        forsaken=tuple(one for one in alone.forsaken if one[0] == school),
        waiting=tuple(told for one in documents if (told := _waiting(one))),
        is_spoiled=is_spoiled,
        is_stopped=True in stops,
    )


def _rows(one: Document, today: date, *, is_spoiled: bool) -> tuple[Row, ...]:
    standing = one.standing(today=today)
    applies = standing.released or one.applies
    decided = _("in doubt: see below") if is_spoiled else _decided(standing)
    if applies is None:
        return ((*one.key, *_edition(one, one.policy, decided, today)),)
    if standing.released is None:
        decided = _("in the making") if decided == "—" else _("in the making; {decided}").format(decided=decided)
    told = _("do not carry the status") if one.is_doubted(applies) else _applies(applies)
    told = _("in doubt: see below") if is_spoiled else told
    own, held = _edition(one, one.policy, decided, today), _edition(one, applies, told, today)
    return ((*one.key, *own), (*one.key, *held))


def _waiting(one: Document) -> str:
    many = sum(proposal.waits for proposal in one.returned.values())
    text = ngettext(
        "{n} proposal from Word waits: schoolprotocol return {called}",
        "{n} proposals from Word wait: schoolprotocol return {called}",
        many,
    )
    return text.format(n=many, called=one.called) if many else ""


def _applies(policy: Policy) -> str:
    """That a version applies, and since when it was adopted."""
    version = policy.document.version
    adopted = [d.day for d in policy.decisions if d.kind == "vaststelling" and d.version == version and d.day]
    if not adopted:
        return _("applies now")
    return _("applies now (adopted {day})").format(day=max(adopted).isoformat())


def _point(point: OpenPoint) -> Row:
    """The cells about a condition that is not met."""
    body = f"{point.body} ({point.part})" if point.part else point.body
    return point.version, body, point.day.isoformat() if point.day else "—", point.text


def _edition(one: Document, policy: Policy, decisions: str, today: date) -> Row:
    """The cells about one version of a document."""
    document = policy.document
    review = document.review.isoformat() if document.review else "—"
    if document.review and document.review < today and document.status != "vervallen":
        review += " " + _("(overdue)")
    day = document.day.isoformat() if document.day else "—"
    hash_ = one.kenmerk(policy)
    return document.version, status_word(document.status), decisions, day, review, hash_, policy.title


def _decided(standing: Standing) -> str:
    """What decisions say of the status."""
    if standing.released is not None:
        return _("in the making: nobody consented to this text yet")
    if standing.void:
        over = ", ".join(decision.body for decision in standing.void if decision not in standing.waiting)
        waiting = ", ".join(decision.body for decision in standing.waiting)
        told = [_("no longer hold: {bodies}").format(bodies=over)] if over else []
        told += [_("to be confirmed: {bodies}").format(bodies=waiting)] if waiting else []
        return "; ".join(told)
    if standing.refused:
        bodies = ", ".join(dict.fromkeys(decision.body for decision in standing.refused))
        return _("refused by: {bodies}").format(bodies=bodies)
    if standing.problems:
        return _("do not carry the status")
    if standing.supported != standing.declared:
        return _("carry: {status}").format(status=status_word(standing.supported))
    return "—" if standing.declared == "concept" else _("in order")
