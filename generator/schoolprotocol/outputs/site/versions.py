"""The versions of a document, newest first: the current text, what was frozen, and the history that the text tells."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from schoolprotocol.config import ARCHIVE, PROPOSAL
from schoolprotocol.model.base import ADOPTED
from schoolprotocol.model.document import Decision
from schoolprotocol.outputs.job import Edition, Editions
from schoolprotocol.policy.decided import shown
from schoolprotocol.policy.model import Policy
from schoolprotocol.words.dates import day_in_words
from schoolprotocol.words.notices import VOID, body_words, despite_sentence, outcome_words
from schoolprotocol.words.terms import DECISION_WORDS, STATUS_WORDS


def version_rows(
    policy: Policy,
    releases: Sequence[Policy],
    edition: Edition,
    editions: Editions,
    void: Collection[Decision] = (),
    despite: Mapping[str, str] = MappingProxyType({}),
) -> list[dict[str, Any]]:
    """A row for every version: the current one, the releases, and those that only the history mentions.

    Args:
        policy: the text that the pages show.
        releases: frozen versions: all, or those before it.
        edition: what it is.
        editions: the texts beside it; pages of a frozen version lead to none of them.
        void: decisions about it that no longer hold.
        despite: by version, why it was released although the check found errors.
    """
    adopted = [known.document.version for known in (*releases, policy) if known.document.status in ADOPTED]
    newest = editions.newest or max(adopted, key=_order, default=None)
    lapsed = editions.has_lapsed or policy.document.status == "vervallen"
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
    if edition in {"working", "proposal", "in_force"}:
        _link(rows, edition, editions)
    return [rows[version] for version in sorted(rows, key=_order, reverse=True)]


def _link(rows: dict[str, dict[str, Any]], edition: Edition, editions: Editions) -> None:
    """Say where versions can be read, and add the proposal beside what is in force."""
    home = "../" if edition == "proposal" else ""
    for version in editions.adopted:
        if version in rows:
            rows[version]["href"] = f"{home}{ARCHIVE}/{version}/index.html"
    if edition == "in_force" and editions.version not in rows:
        status = STATUS_WORDS[editions.status]
        rows[editions.version] = _row(editions.version, status, day=None, change="") | {"despite": None}
        rows[editions.version]["href"] = f"{PROPOSAL}/index.html"


def _status(policy: Policy, newest: str | None, *, lapsed: bool) -> str:
    """What became of a version: one that was adopted holds until the next one is, or until the document lapses."""
    document = policy.document
    if document.status in ADOPTED:
        if lapsed:
            return STATUS_WORDS["vervallen"]
        if newest is not None and newest != document.version:
            return f"Vervangen door versie {newest}"
    return STATUS_WORDS[document.status]


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
