"""Placeholders that somebody forgot to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schoolprotocol.check.subject import Subject
from schoolprotocol.check.written import Written
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.model.clause import Clause
from schoolprotocol.model.protocol import Protocol
from schoolprotocol.model.school import School
from schoolprotocol.model.variant import Add

_DOTS = r"(?:…|\.{3,})"
_LEFT = re.compile(
    "|".join(
        (
            # nothing else in the cell
            rf"^\s*(?:{_DOTS}|[.\-–_?]+|n\.?[nt]\.?b\.?|p\.?m\.?|pro memorie|nog niet bekend)\s*$",
            r"\[(?!sic\])[^\[\]\n]{0,60}\]",  # [status], […]
            r"<(?![@/])[^<>@\n]{1,40}>",  # <naam van de school>
            r"\.{4,}|_{3,}|\?{2,}",
            rf"(?:\b(?:aan|art\.|artikel|bij|dat|de|door|een|het|namens|op|per|van|versie|voor)\s){_DOTS}(?=\s+\w|\s*[,.])",
            rf"(?<=[^\s,;:.…]\s){_DOTS}(?=\s+(?-i:[a-z0-9(‘“€])|\s*[.,;)])",  # vóór … bij de leiding
            rf":\s+{_DOTS}\s*$",
            r"\bn\.\s?[nt]\.\s?b\.|\b(?-i:n[nt]b)\b",
            # “Op een nader te bepalen plaats” is a rule; “De plaats is nader te bepalen” is a blank.
            r"\bnader\s+te\s+(?:bepalen|benoemen)(?=\s*(?:[.,;:!)\]]|$|\b(?:door|in|na|op|voor|vóór)\b))",
            r"\b(?:20)?[Xx]{2,}(?:-[Xx]{2,})*\b|\b20(?:\.\.|__)",
            r"\bd{1,2}\s?[-/. ]\s?m{1,2}\s?[-/. ]\s?[jy]{2,4}\b",
            r"\bdag[\s,/-]+maand[\s,/-]+jaar(?:tal)?\b",
            r"\b(?:nog|nader|hier|zelf)\s+(?:in\s+te\s+vullen|invullen)\b",
            r"\bnog\s+(?:te\s+bepalen|aan\s+te\s+vullen|toe\s+te\s+voegen|uit\s+te\s+werken)\b",
            r"\b(?:naam|datum|functie|school)\s+(?:hier\s+)?invullen\b",
            r"\blorem\s+ipsum\b",
        )
    ),
    re.IGNORECASE,
)
_SHOUTED = re.compile(r"\b(?:TODO|TBD|FIXME)\b")


def left_over(text: str) -> str | None:
    """What was left to be filled in, or None. Takes plain text."""
    match = _LEFT.search(text) or _SHOUTED.search(text)
    return match[0].strip() if match else None


_LABELS = frozenset(
    ("datum", "naam", "functie", "versie", "status", "auteur", "dag", "plaats", "titel", "omschrijving", "aanpassing")
)


def label_left(subject: Subject) -> Iterator[Diagnostic]:
    """A cell that only repeats what should stand in some cell: `Status | Datum`."""
    for table in subject.policy.front:
        for index, row in enumerate(table.rows):
            for cell in row if table.columns else row[1:]:
                if cell.text.strip(" .:").casefold() in _LABELS:
                    place = subject.row_at(table, index)
                    yield subject.report(Kind.PLACEHOLDER_LEFT, place, table.id, found=cell.text)


def placeholder_left(subject: Subject) -> Iterator[Diagnostic]:
    """`[status]`, `dag maand jaar`, `…`, `XX`, lorem ipsum: in document control, headings or clauses."""
    for printed in subject.texts:
        for line in printed.text.split("\n"):
            found = left_over(line)
            if found is not None:
                yield subject.report_in(printed, found, Kind.PLACEHOLDER_LEFT, found=found)


# -- as it is written -------------------------------------------------------------------------------------------------

_FACTS = frozenset(
    ("name", "short", "site_title", "board", "leadership", "council", "place", "contact", "aliases", "logo_text")
)
_UNKNOWN = frozenset(("nvt", "niet van toepassing", "onbekend", "weet niet", "todo", "tbd"))
"""What people type in a field that asks for words, to be rid of it; in small letters, without signs."""
_NO_REASON = _UNKNOWN | frozenset(
    (
        *("", "geen", "geen reden", "geen idee", "reden", "idem", "zie boven", "zie hierboven"),
        *("test", "ok", "oke", "ja", "nee"),
    )
)
"""The same as a reason: a school can be called so."""


def _bare(text: str) -> tuple[str, str]:
    """Its words in small letters without signs: apart, and as one."""
    words = re.sub(r"[\W_]+", " ", text).strip().casefold()
    return words, "".join(words.split())


def _is_no_reason(text: str) -> bool:
    words, bare = _bare(text)
    return not _NO_REASON.isdisjoint((words, bare)) or not bare.strip("x") or left_over(text) == text.strip()


def reason_left(written: Written) -> Iterator[Diagnostic]:
    """A reason such as `nvt`, `-` or `x`: a council reads it, and learns nothing."""
    if written.key == "reason" and _is_no_reason(written.text):
        values = {"found": written.text}
        yield Diagnostic(Kind.REASON_LEFT, written.place, values, school=written.school, target=written.target)


def fact_left(written: Written) -> Iterator[Diagnostic]:
    """A fact of a school, or the title of a clause, that is still to be filled in: printed where no text is."""
    is_fact = isinstance(written.owner, School) and written.key in _FACTS
    is_title = isinstance(written.owner, Clause | Add | Protocol) and written.key in {"title", "summary"}
    if is_fact or is_title:
        is_unknown = is_fact and not _UNKNOWN.isdisjoint(_bare(written.text))
        found = written.text if is_unknown else left_over(written.text)
        if found is not None:
            values = {"found": found}
            yield Diagnostic(Kind.PLACEHOLDER_LEFT, written.place, values, school=written.school, target=written.target)
