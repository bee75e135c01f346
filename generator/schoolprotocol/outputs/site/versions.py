"""The versions of a document, newest first: the current text, what was frozen, and the history that the text tells."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from schoolprotocol.model.base import ADOPTED, NOT_YET_ADOPTED
from schoolprotocol.model.document import Decision
from schoolprotocol.policy.decided import shown
from schoolprotocol.policy.model import Policy
from schoolprotocol.words.dates import day_in_words
from schoolprotocol.words.notices import VOID, body_words, despite_sentence, outcome_words
from schoolprotocol.words.terms import DECISION_WORDS, STATUS_WORDS


def version_rows(
    policy: Policy,
    releases: Sequence[Policy],
    void: Collection[Decision] = (),
    archive: Collection[str] = (),
    newer: str | None = None,
    *,
    has_lapsed: bool = False,
    despite: Mapping[str, str] = MappingProxyType({}),
) -> list[dict[str, Any]]:
    """A row for every version: the current one, the releases, and those that only the history mentions.

    Args:
        policy: the text as it is now.
        releases: frozen versions.
        void: decisions about the current version that no longer hold.
        archive: versions that can be read in `versies/<version>/`.
        newer: the version that was adopted after the current one.
        has_lapsed: whether the document lapsed since.
        despite: by version, why it was released although the check found errors.
    """
    adopted = [known.document.version for known in (*releases, policy) if known.document.status in ADOPTED]
    newest = newer or max(adopted, key=_order, default=None)
    lapsed = has_lapsed or policy.document.status == "vervallen"
    rows: dict[str, dict[str, Any]] = {}
    for line in policy.document.history:
        rows[line.version] = _row(line.version, line.status, day=line.day, change=line.change)
    for known in (*releases, policy):
        document = known.document
        told = rows.get(document.version, {})
        rows[document.version] = _row(
            document.version,
            _status(known, newest, lapsed=lapsed),
            day=document.day,
            change=told.get("change", ""),
            decisions=[
                _decision(d, void=known is policy and d in void)
                for d in known.decisions
                if d.version == document.version
            ],
            current=known is policy,
        )
    for version, row in rows.items():
        row["despite"] = despite_sentence(despite[version]) if version in despite else None
    for version in archive:
        if version in rows:
            rows[version]["href"] = f"versies/{version}/index.html"
    return [rows[version] for version in sorted(rows, key=_order, reverse=True)]


def _status(policy: Policy, newest: str | None, *, lapsed: bool) -> str:
    """What became of a version: one that was adopted holds until the next one is, or until the document lapses."""
    document = policy.document
    if document.status in ADOPTED:
        if lapsed:
            return STATUS_WORDS["vervallen"]
        if newest is not None and newest != document.version:
            return f"Vervangen door versie {newest}"
    return STATUS_WORDS[document.status]


def adopted_version(policy: Policy, releases: Iterable[Policy]) -> str | None:
    """The version that holds while the current text is not adopted yet; None where there is none."""
    if policy.document.status not in NOT_YET_ADOPTED:
        return None
    held = [r.document.version for r in releases if r.document.status in ADOPTED]
    return max(held, key=_order, default=None)


def _row(
    version: str,
    status: str,
    *,
    day: date | None,
    change: str,
    decisions: Sequence[str] = (),
    current: bool = False,
) -> dict[str, Any]:
    return {
        "version": version,
        "status": status,
        "date": {"iso": day.isoformat(), "text": day_in_words(day)} if day else None,
        "change": change,
        "decisions": list(decisions),
        "current": current,
        "href": None,
    }


def _decision(decision: Decision, *, void: bool) -> str:
    """`instemming: de GMR (personeelsgeleding), 3 maart 2026, met voorwaarden: …, over de tekst met kenmerk …`."""
    parts = [
        f"{DECISION_WORDS[decision.kind]}: {body_words(decision)}",
        day_in_words(decision.day) if decision.day else "",
        outcome_words(decision),
        f"over de tekst met kenmerk {shown(decision.text_hash)}" if decision.text_hash else "",
        VOID if void else "",
    ]
    return ", ".join(part for part in parts if part)


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
