"""Document control: cells, version, date, status, contact, review."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from gettext import gettext as _

from schoolprotocol.check.subject import Subject
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.policy.model import Table, Text
from schoolprotocol.text.template import names_in
from schoolprotocol.words.dates import day_in_words
from schoolprotocol.words.terms import STATUS_IN_TEXT


def empty_cell(subject: Subject) -> Iterator[Diagnostic]:
    """A cell without text: an error once the document counts as adopted, before that a reminder."""
    kind = Kind.EMPTY_CELL if subject.adopted else Kind.OPEN_CELL
    for table in subject.policy.front:
        for index, row in enumerate(table.rows):
            empty = [at for at, cell in enumerate(row) if not cell.text.strip()]
            if empty:
                values = {"table": _name(table), "row": _row_name(row, index), "columns": _columns(table, empty)}
                yield subject.report(kind, subject.row_at(table, index), table.id, **values)


def _name(table: Table) -> str:
    return table.heading.text if table.heading else table.id


def _row_name(row: tuple[Text, ...], index: int) -> str:
    return next((cell.text for cell in row if cell.text.strip()), str(index + 1))


def _columns(table: Table, empty: list[int]) -> str:
    headings = [column.text for column in table.columns]
    return ", ".join(headings[at] if at < len(headings) else str(at + 1) for at in empty)


def not_stated(subject: Subject) -> Iterator[Diagnostic]:
    """No date of this version; or no table of document control that states version or status.

    A concept needs no date: every build of it may be another text.
    """
    if subject.document.day is None and subject.document.status != "concept":
        where = _("day under document")
        yield subject.report(Kind.NOT_STATED, subject.home, "day", what=_("date"), where=where)
    if not _states(subject, "document.version", "versie"):
        where = _("a row for the version under front")
        yield subject.report(Kind.NOT_STATED, subject.home, "version", what=_("version"), where=where)
    if not _states(subject, "document.status", "status"):
        where = _("a row for the status under front")
        yield subject.report(Kind.NOT_STATED, subject.home, "status", what=_("status"), where=where)


def _states(subject: Subject, name: str, heading: str) -> bool:
    """Whether a table prints that value, or has a row or column of that name."""
    for table in subject.policy.front:
        cells = [cell for row in table.rows for cell in row]
        headings = [*table.columns, *(row[0] for row in table.rows if row and not table.columns)]
        if any(name in names_in(cell.template) for cell in cells):
            return True
        if any(text.text.strip().casefold() == heading for text in headings):
            return True
    return False


def no_contact(subject: Subject) -> Iterator[Diagnostic]:
    """No function, department or address to ask."""
    organisation = subject.policy.organisation
    if organisation.contact is None and organisation.email is None:
        yield subject.report(Kind.NO_CONTACT, subject.school_at("contact"), "contact")


def _in_a_year(day: date) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if leap_day else day.day)


def nothing_below(subject: Subject) -> Iterator[Diagnostic]:
    """A heading below which nothing stands, or a document without a single clause."""
    if subject.is_release:
        return
    sections = [*subject.policy.all_sections()]
    for section in sections:
        if section.heading is not None and not section.groups and not section.sections:
            place, title = subject.text_at(section.id), section.heading.text
            yield subject.report(Kind.NOTHING_BELOW, place, section.id, title=title)
    if not any(section.groups for section in sections):
        yield subject.report(Kind.NOTHING_BELOW, subject.home, "document", title=subject.policy.title)


_VERSION = re.compile(r"(?:versie\s+)?(?P<value>[0-9]+(?:\.[0-9]+)+)", re.IGNORECASE)
_STATUS = re.compile(rf"(?P<value>{'|'.join(STATUS_IN_TEXT.values())})", re.IGNORECASE)
_GIVEN = {"versie": ("version", _VERSION), "versienummer": ("version", _VERSION), "status": ("status", _STATUS)}
"""Labels of rows that say what document control says too, and how that is written in a cell."""


def other_in_table(subject: Subject) -> Iterator[Diagnostic]:
    """A row in which somebody typed another version or status than the document has: it stands there from before."""
    if subject.is_release:
        return
    own = {"version": subject.document.version, "status": STATUS_IN_TEXT[subject.document.status]}
    for table in subject.policy.front:
        for index, row in enumerate(table.rows):
            if len(row) != 2 or table.columns or (label := row[0].text.strip(" :").casefold()) not in _GIVEN:
                continue
            name, pattern = _GIVEN[label]
            match = pattern.fullmatch(row[1].text.strip(" ."))
            if match is not None and match["value"].casefold() != own[name].casefold():
                values = {"found": row[1].text, "row": row[0].text, "value": own[name], "name": f"document.{name}"}
                yield subject.report(Kind.OTHER_IN_TABLE, subject.row_at(table, index), table.id, **values)


_FAR = 10
"""Years within which any text is looked at again."""


def review(subject: Subject) -> Iterator[Diagnostic]:
    """No review date, or one that has passed, or one that is not after the version itself."""
    document, place = subject.document, subject.document_at("review")
    if document.status == "vervallen":
        return
    if document.review is None:
        example = _in_a_year(max(d for d in (subject.today, document.day, document.effective) if d is not None))
        yield subject.report(Kind.NO_REVIEW, subject.home, "review", example=example.isoformat())
        return
    day = day_in_words(document.review)
    if document.review.year - subject.today.year > _FAR:
        yield subject.report(Kind.REVIEW_FAR, place, "review", day=day, years=str(_FAR))
    if document.review < subject.today:
        yield subject.report(Kind.REVIEW_PASSED, place, "review", day=day)
    start = max((d for d in (document.day, document.effective) if d is not None), default=None)
    if start is not None and document.review <= start:
        yield subject.report(Kind.REVIEW_BEFORE_START, place, "review", day=day, start=day_in_words(start))
