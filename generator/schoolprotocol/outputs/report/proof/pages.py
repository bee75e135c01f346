"""Holds a form of a report against its model: the first page and every entry."""

from __future__ import annotations

from collections.abc import Iterator

from schoolprotocol.errors import ComparisonError
from schoolprotocol.outputs.report.proof import first_page
from schoolprotocol.outputs.report.proof.marked_down import anchored, read_markdown
from schoolprotocol.outputs.report.proof.printed import Form, Page, entries, faults, read
from schoolprotocol.outputs.report.view import ReportView


def prove_page(text: str, view: ReportView, form: Form) -> None:
    """Refuse a form that does not print all that its report tells.

    Args:
        text: a whole page, a fragment, or a list in Markdown.
        view: the report's model.
        form: which of them.

    Raises:
        ComparisonError: where an entry, a word or a mark is missing, or a mark stands where nothing changed.
    """
    first = next(page_faults(text, view, form), None)
    if first is not None:
        raise ComparisonError(first)


def page_faults(text: str, view: ReportView, form: Form) -> Iterator[str]:
    """What is not printed, in words."""
    page = read_form(text, view, form)
    yield from faults(page, tuple(entries(view, form)))
    yield from first_page.page_faults(page, view, form)


def read_form(text: str, view: ReportView, form: Form) -> Page:
    """The letters of a form; in Markdown the entries are found by their titles."""
    return anchored(read_markdown(text), view) if form == "list" else read(text)
