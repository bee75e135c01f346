"""What a change in the source touches → a comment for a change request, in Markdown.

Servers read more in a comment than Markdown: names that they ring for, numbers of other requests, and on GitLab a line
that begins with a slash as a command. What schools write does none of that here: nothing of it stands at the beginning
of a line, and an empty HTML comment keeps a name or number from being one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

from schoolprotocol.compare.overview import (
    DocumentImpact,
    Impact,
    LostDecision,
    SharedTouch,
    Touch,
    TouchKind,
)
from schoolprotocol.model.base import Weight
from schoolprotocol.outputs.environment import environment
from schoolprotocol.outputs.report.report import markdown_redline
from schoolprotocol.outputs.report.text import redlines
from schoolprotocol.templating import Templates
from schoolprotocol.text.markdown import inline
from schoolprotocol.words.changes import FACETS
from schoolprotocol.words.dates import day_in_words
from schoolprotocol.words.fields import field_name
from schoolprotocol.words.grammar import count, enumerate_nl
from schoolprotocol.words.invisible import named

LIMIT = 65_000
"""Bytes that a comment may have: GitHub takes 65,536 characters."""
LONG = 4_000
"""Characters of one change; of a longer one the comment only tells that it is there."""
_KINDS: dict[TouchKind, tuple[str, str]] = {
    "clause": ("clausule", "clausules"),
    "section": ("kop", "koppen"),
    "table": ("tabel", "tabellen"),
    "value": ("waarde", "waarden"),
    "document": ("documentgegeven", "documentgegevens"),
}
_WEIGHTS: dict[Weight | None, str] = {
    "substantive": "inhoudelijk",
    "review": "kijk na",
    "editorial": "redactioneel",
    None: "",
}
_WHY = {
    "changed": "de tekst is inhoudelijk gewijzigd",
    "review": "leestekens of volgorde zijn anders; geldt weer als iemand bevestigt dat dat niets uitmaakt",
    "version": "de tekst is nu een andere versie",
    "removed": "het besluit staat niet meer in de bron",
}
_READ_BY_SERVERS = re.compile(r"@|(?<=[#!$%])(?=\d)|(?<=GH-)(?=\d)")
"""`@name` rings for somebody; `#12` and `!12` are told in another request."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A document that is touched."""

    name: str
    effect: str
    weight: str
    lost: str


@dataclass(frozen=True, slots=True)
class _Item:
    """One change, in one document or more."""

    summary: str
    """HTML."""
    lines: tuple[str, ...]
    """Markdown; each follows a bullet."""


def impact_markdown(impact: Impact, templates: Templates, titles: Mapping[str, str]) -> str:
    """A table of the documents that are touched, then each change once, folded; short enough for a comment.

    Args:
        impact: what is touched.
        templates: the project's.
        titles: the protocols' titles, by id.
    """
    touched = sorted((d for d in impact.documents if d.state != "untouched"), key=_importance)
    several = len(impact.protocols()) > 1
    rows = [_row(document, titles[document.protocol] if several else "") for document in touched]
    items = [_item(shared) for shared in impact.shared()]
    template = environment(templates, html=False).get_template("overview/impact.md.j2")

    def rendered(shown_rows: int, shown_items: int) -> str:
        return template.render(
            since=impact.since,
            total=len(impact.documents),
            touched=len(touched),
            lost=sum(len(document.lost) for document in touched),
            rows=rows[:shown_rows],
            more_rows=len(rows) - shown_rows,
            items=items[:shown_items],
            more_items=len(items) - shown_items,
            count=count,
        )

    shown = _most(len(rows), lambda n: _size(rendered(n, 0)) <= LIMIT)
    return rendered(shown, _most(len(items), lambda n: _size(rendered(shown, n)) <= LIMIT))


def safe(markdown: str) -> str:
    """Markdown in which a server sees no name to ring for and no number of another request."""
    return _READ_BY_SERVERS.sub(r"\g<0><!-- -->", markdown)


def _most(total: int, fits: Callable[[int], bool]) -> int:
    """The largest number, up to the total, that fits; more never fits where less does not."""
    low, high = 0, total
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


def _size(text: str) -> int:
    return len(text.encode())


def _importance(document: DocumentImpact) -> tuple[bool, int, str, str]:
    return not document.lost, [*_WEIGHTS].index(document.weight), document.school, document.protocol


def _row(document: DocumentImpact, title: str) -> _Row:
    return _Row(
        name=_text(f"{document.school}: {title}" if title else document.school),
        effect=_effect(document),
        weight=_WEIGHTS[document.weight],
        lost="<br>".join(_lost(decision) for decision in document.lost),
    )


def _lost(decision: LostDecision) -> str:
    body = f"{decision.body} ({decision.part})" if decision.part else decision.body
    day = f", {day_in_words(decision.day)}" if decision.day else ""
    return _text(f"{decision.kind} van {body}, versie {decision.version}{day}: {_WHY[decision.why]}")


def _effect(document: DocumentImpact) -> str:
    """`2 clausules, 1 waarde`; `geen`."""
    if document.state == "new":
        return "nieuw document"
    if document.state == "gone":
        return "vervalt"
    counts = [
        count(number, *words)
        for kind, words in _KINDS.items()
        if (number := sum(touch.kind == kind for touch in document.touches))
    ]
    if document.renumbered:
        counts.append(count(document.renumbered, "ander nummer", "andere nummers"))
    return ", ".join(counts) or "geen"


def _item(shared: SharedTouch) -> _Item:
    touch, schools = shared.touch, sorted({school for school, _protocol in shared.documents})
    words = [*dict.fromkeys(FACETS[facet] for facet in touch.facets), _WEIGHTS[touch.weight]]
    where = f"in {len(schools)} scholen" if len(schools) > 1 else schools[0]
    summary = f"{_name(touch)}: {', '.join(filter(None, words))} ({where})"
    lines = _texts(touch)
    if touch.kind == "clause":
        lines += [_text(detail) for detail in touch.detail]
    if not lines:
        lines = ["De woorden zijn gelijk gebleven."]
    if len(schools) > 1:
        filled = f" (hier met de gegevens van {shared.documents[0][0]})" if shared.varies else ""
        lines.append(f"Scholen: {enumerate_nl(schools)}{filled}")
    return _Item(safe(escape(summary, quote=False)), tuple(lines))


def _name(touch: Touch) -> str:
    if touch.kind == "clause":
        return f"{touch.title} ({touch.id})"
    named_ = field_name(touch.id) if touch.kind == "document" else touch.title
    return f"{_KINDS[touch.kind][0]} {named_}"


def _texts(touch: Touch) -> list[str]:
    """What it said and what it says, as bullets."""
    if touch.parts:
        told = safe(markdown_redline(redlines(touch.parts)))
    elif touch.old is not None or touch.new is not None:
        told = f"{_marked(touch.old, '~~')} {_marked(touch.new, '**')}".strip()
    else:
        told = ""
    unseen = named(touch.old or "", touch.new or "") if touch.new else None
    if len(told) > LONG:
        told = "De tekst is te lang om hier te laten zien."
    found = [told] if told else []
    return [*found, f"Verschil dat niemand ziet: {_text(unseen)}"] if unseen else found


def _marked(value: str | None, mark: str) -> str:
    text = _text(value or "")
    return f"{mark}{text}{mark}" if text else ""


def _text(text: str) -> str:
    """A text of the source as Markdown that shows it."""
    return safe(inline(text))
