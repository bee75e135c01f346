"""Placeholders that somebody forgot to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schoolprotocol.check.subject import Subject
from schoolprotocol.diagnostics import Diagnostic, Kind

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
            r"\b[Xx]{2,}(?:-[Xx]{2,})*\b",
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
