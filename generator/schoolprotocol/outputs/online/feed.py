"""Adopted versions → an Atom feed (RFC 4287). Its dates are those of the documents: the same source, the same feed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from schoolprotocol.outputs.environment import environment
from schoolprotocol.policy.model import Policy
from schoolprotocol.templating import Templates
from schoolprotocol.words.dates import day_in_words
from schoolprotocol.words.terms import STATUS_WORDS

FEED = "feed.atom"
BEFORE_ALL = date(2000, 1, 1)
"""When a feed without entries was changed last: Atom asks for a date, and ours may not come from the clock."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An adopted version with an address of its own."""

    policy: Policy
    url: str
    """Permanent address, ending in a slash."""
    pdf: str | None = None
    """Permanent address of its PDF."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the feed says of a version."""

    url: str
    pdf: str | None
    title: str
    author: str
    summary: str
    day: date


def feed(entries: Iterable[Entry], templates: Templates, *, title: str, url: str, publisher: str) -> str:
    """The feed, newest version first.

    Args:
        entries: adopted versions (`entry_of`).
        templates: the project's.
        title: what the feed is called.
        url: address of the pages that it is about, ending in a slash; the feed is `feed.atom` there.
        publisher: who publishes them.
    """
    ordered = sorted(entries, key=lambda entry: (-entry.day.toordinal(), entry.url))
    updated = ordered[0].day if ordered else BEFORE_ALL
    template = environment(templates, html=True).get_template("site/feed.atom.j2")
    return template.render(title=title, url=url, publisher=publisher, entries=ordered, updated=updated)


def day_of(policy: Policy) -> date | None:
    """The day of a version, as far as the document tells: its date, when it was adopted, or from when it applies."""
    document = policy.document
    decided = [d.day for d in policy.decisions if d.version == document.version and d.kind == "vaststelling" and d.day]
    told = [row.day for row in document.history if row.version == document.version]
    return next((day for day in (document.day, *decided, *told, document.effective) if day is not None), None)


def entry_of(kept: Kept) -> Entry | None:
    """What the feed says of an adopted version; a version of which no date is known is no news."""
    policy, school = kept.policy, kept.policy.organisation
    document, day = policy.document, day_of(policy)
    if day is None:
        return None
    applies = f" Geldt vanaf {day_in_words(document.effective)}." if document.effective else ""
    return Entry(
        url=kept.url,
        pdf=kept.pdf,
        title=f"{school.site_title}: {policy.title}, versie {document.version}",
        author=school.name,
        summary=f"{STATUS_WORDS[document.status]}, {day_in_words(day)}.{applies}",
        day=day,
    )
