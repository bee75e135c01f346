"""What a document needs before it holds: who must consent, what is missing for each step, what was asked besides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from gettext import gettext as _
from typing import TYPE_CHECKING

from schoolprotocol.errors import UsageError
from schoolprotocol.project import Document, Project

if TYPE_CHECKING:
    from schoolprotocol import Heard, OpenPoint, Piece, Put, Standing

ADOPTION = {"SP531"}
"""That nobody adopted it yet: of no help to who is about to."""
NOT_PUT = {"SP522"}
MOST_CONDITIONS = 50
ENDINGS = {".pdf", ".docx", ".odt", ".txt", ".eml", ".png", ".jpg", ".jpeg"}
"""Of papers of decisions."""
LARGEST = 20_000_000
"""Bytes of such a paper."""


@dataclass(frozen=True, slots=True)
class Point:
    """What a body asked."""

    point: OpenPoint
    decision: int | None
    """Its decision in the school's file, counted from 0; None where only a release has it."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step, and what keeps it from being taken."""

    lacks: Sequence[str]

    @property
    def is_possible(self) -> bool:
        """Whether it can be taken."""
        return not self.lacks


@dataclass(frozen=True, slots=True)
class Decisions:
    """How far a document has come."""

    document: Document
    standing: Standing
    heard: Sequence[Heard]
    puts: Sequence[Put]
    points: Sequence[Point]
    pieces: Sequence[Piece]
    """The changes on which somebody can vote one by one."""
    record: Step
    adopt: Step
    release: Step
    is_released: bool
    evidence: Sequence[str]


def decisions(project: Project, key: tuple[str, str]) -> Decisions:
    """How far a document has come.

    Raises:
        UsageError: where there is no such document.
        SourceError: where its text has faults.
    """
    document = project.document(*key)
    policy, known = document.policy, document.policy.document
    puts, report = document.puts, document.changes_of(document.policy)
    is_released = any(one.version == known.version for one in document.releases)
    return Decisions(
        document,
        document.standing(),
        document.heard,
        puts,
        tuple(_points(document)),
        tuple(one for one in report.pieces if one.number) if report is not None else (),
        _record(puts, is_released=is_released),
        _adopt(document, is_released=is_released),
        _release(document, is_released=is_released),
        is_released,
        document.evidence if policy else (),
    )


def _points(document: Document) -> list[Point]:
    found = []
    for point in document.points:
        of_it = (
            index
            for index, one in enumerate(document.policy.decisions)
            if (one.body, one.part, one.version, one.day) == (point.body, point.part, point.version, point.day)
            and any(own.text == point.text for own in one.points)
        )
        found.append(Point(point, next(of_it, None)))
    return found


def _record(puts: Sequence[Put], *, is_released: bool) -> Step:
    if is_released:
        return Step([_("This version was released. Begin a next version first.")])
    return Step([] if puts else [_("This text was not put to anybody yet: put it first, on the page Voorstel.")])


def _adopt(document: Document, *, is_released: bool) -> Step:
    if is_released:
        return Step([_("This version was released. Begin a next version first.")])
    lacks = [one for one in document.lacks("vastgesteld") if one.kind.code not in ADOPTION]
    faults = [one for one in document.check() if one.kind.severity == "error" and not one.kind.standing]
    known = {one.message() for one in lacks}
    return Step([*dict.fromkeys([*known, *(one.message() for one in faults)])])


def _release(document: Document, *, is_released: bool) -> Step:
    if is_released:
        return Step([_("This version was released.")])
    if document.policy.document.status not in {"vastgesteld", "van-kracht"}:
        return Step([_("The text was not adopted yet.")])
    found = [one for one in document.check() if one.kind.severity == "error"]
    return Step([one.message() for one in found])


# -- what somebody types ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Typed:
    """A decision as somebody typed it."""

    body: str
    kind: str
    outcome: str
    day: date
    part: str | None
    conditions: Sequence[str]
    reason: str | None
    votes: Mapping[str, str]
    text_hash: str | None


def day_typed(text: str) -> date:
    """A day of a form.

    Raises:
        UsageError: where it is none.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(_("Fill in the day.")) from None


def typed(form: Mapping[str, str]) -> Typed:
    """A decision of a form.

    Raises:
        UsageError: where something lacks that has to be said, or a person is named.
    """
    lines = [" ".join(line.split()) for line in form.get("voorwaarden", "").splitlines()]
    conditions = [line for line in lines if line][:MOST_CONDITIONS]
    body, kind = " ".join(form.get("orgaan", "").split()), form.get("soort", "instemming")
    outcome, reason = form.get("uitkomst", ""), " ".join(form.get("reden", "").split()) or None
    votes = {name.removeprefix("stem-"): one for name, one in form.items() if name.startswith("stem-") and one}
    if not body:
        raise UsageError(_("Say which body decided."))
    if not outcome and kind != "bevestiging":
        raise UsageError(_("Say whether the body agreed."))
    if outcome == "met-voorwaarden" and not conditions and not votes:
        raise UsageError(_("Write the conditions, each on a line."))
    if conditions and outcome != "met-voorwaarden":
        raise UsageError(_("There are conditions, so the outcome is “with conditions”; or leave them out."))
    if reason is None and (outcome == "niet-nodig" or kind == "bevestiging"):
        raise UsageError(_("Say why."))
    for said in (body, reason or "", *conditions):
        if Document.names_persons(said):
            raise UsageError(_("Name a body or a function, and no person: the papers show it."))
    return Typed(
        body,
        kind,
        outcome or "positief",
        day_typed(form.get("dag", "")),
        " ".join(form.get("deel", "").split()) or None,
        conditions,
        reason,
        votes,
        (form.get("tekst") or None) if kind in {"instemming", "advies"} else None,
    )


def paper_name(document: Document, day: date, body: str, sent: str) -> str:
    """How a paper of a decision is kept: `telefoons-1.1-2026-11-18-de-mr.pdf`; of the sent name only its ending counts.

    Raises:
        UsageError: where it is no document.
    """
    ending = f".{sent.rpartition('.')[2].lower()}"
    if ending not in ENDINGS:
        text = _("A paper of a decision is a document or a picture: {endings}.")
        raise UsageError(text.format(endings=", ".join(sorted(ENDINGS))))
    called = Project.id_of(body)[:40].strip("-") or "besluit"
    stem = f"{document.protocol}-{document.policy.document.version}-{day.isoformat()}-{called}"
    number, name = 2, f"{stem}{ending}"
    while name in document.evidence:
        number, name = number + 1, f"{stem}-{number}{ending}"
    return name
