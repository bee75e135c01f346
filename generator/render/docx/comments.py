"""ChangeSet → the comments beside the text, in Dutch: what changed, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator import markup
from generator.model.changes import Change, ChangeSet, Explanation, HeadingChange, ParameterChange
from generator.render.docx.layout import CONTROL, TITLE
from generator.render.markup_html import to_text
from generator.render.report_contents import view
from generator.render.report_text import Line
from generator.render.report_view import ChangeView, HeadingView, ReportView, RowView, ValueView

WEIGHTS = {"substantive": "inhoudelijk", "editorial": "redactioneel"}
MISSING = "Bij deze wijziging staat nog geen toelichting."


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment."""

    slots: tuple[tuple[str, str], ...]
    """Where it can stand: `new` or `old` and a slot; the first of them that is there."""
    heading: str
    lines: tuple[tuple[str, str], ...]
    """Name (may be empty) and text of each of its paragraphs."""


def comments(changes: ChangeSet, helps: Mapping[str, str]) -> list[Comment]:
    """A summary at the title, one for document control, and one for each change of a clause, heading or value.

    Args:
        changes: what differs.
        helps: the protocol's explanation of its parameters, by name.
    """
    return list(_Writer(changes, helps).comments())


class _Writer:
    def __init__(self, changes: ChangeSet, helps: Mapping[str, str]) -> None:
        self.changes = changes
        self.report: ReportView = view(changes, helps)
        self.explanations = {one.id: one for one in changes.explanations}
        self.labels = {**changes.old.frame.labels(), **changes.new.frame.labels()}

    def comments(self) -> Iterator[Comment]:
        report, changes = self.report, self.changes
        yield self._summary()
        if report.document or report.tables:
            yield self._control([*report.document, *report.tables])
        views = {one.id: one for one in (*report.substantive, *report.editorial)}
        for change in changes.changes:
            yield self._change(change, views[change.id])
        for heading, seen in zip(changes.headings, report.headings, strict=True):
            yield self._heading(heading, seen)
        for value, shown in zip(changes.parameters, report.values, strict=True):
            yield self._value(value, shown)

    def _summary(self) -> Comment:
        report = self.report
        lines = [("Van", report.old), ("Naar", report.new)]
        if report.is_empty:
            lines.append(("", "Er zijn geen verschillen."))
        else:
            lines += [(what, str(number)) for what, number, _anchor in report.counts]
            lines.append(("", report.untouched))
        return Comment((("new", TITLE),), "In het kort", tuple(lines))

    @staticmethod
    def _control(rows: Iterable[RowView]) -> Comment:
        lines = [(row.what, f"{_plain(row.old)} → {_plain(row.new)}") for row in rows]
        return Comment((("new", CONTROL),), "Documentbeheer", tuple(lines))

    def _change(self, change: Change, seen: ChangeView) -> Comment:
        lines = [("", f"{_sentence(seen.facets)} ({WEIGHTS[seen.weight]}). Voor {seen.audience}.")]
        lines += [("", remark) for remark in seen.remarks]
        lines += [("Reden die de school geeft", seen.reason)] if seen.reason else []
        lines += self._why(change)
        slots = [(name, slot) for part in change.parts for name, slot in (("new", part.new), ("old", part.old)) if slot]
        slots.sort(key=lambda slot: slot[0] != "new")
        heading = f"{seen.title} ({seen.number})" if seen.number else seen.title
        return Comment(tuple(slots), heading, tuple(lines))

    def _heading(self, change: HeadingChange, seen: HeadingView) -> Comment:
        lines = [("", f"{_sentence(seen.facets)} ({WEIGHTS[seen.weight]})."), *self._why(change)]
        slots = [(name, slot) for part in change.parts for name, slot in (("new", part.new), ("old", part.old)) if slot]
        heading = f"{seen.what}: {_plain(seen.new or seen.old)}"
        return Comment((*slots, ("new", TITLE)), heading, tuple(lines))

    def _value(self, change: ParameterChange, seen: ValueView) -> Comment:
        lines = [("", seen.help)] if seen.help else []
        lines += [("Was", seen.old), ("Wordt", seen.new)]
        lines += [("Staat in", "; ".join(seen.clauses))] if seen.clauses else []
        lines += self._why(change)
        slots = [("new", f"clause/{id_}") for id_ in change.clauses]
        return Comment((*slots, ("new", TITLE)), f"Waarde gewijzigd: {seen.name}", tuple(lines))

    # -- why ----------------------------------------------------------------------------------------------------------

    def _why(self, change: Change | HeadingChange | ParameterChange) -> list[tuple[str, str]]:
        if not change.notes:
            return [("", MISSING)] if change.weight == "substantive" else []
        return [line for id_ in change.notes for line in self._note(self.explanations[id_])]

    def _note(self, note: Explanation) -> Iterator[tuple[str, str]]:
        yield "Toelichting", note.summary
        texts = (("Beweegredenen", note.motive), ("Gevolgen", note.consequences), ("Maatregelen", note.measures))
        for name, text in texts:
            first, *others = self._printed(text).split("\n\n")
            yield name, first
            yield from (("", other) for other in others)

    def _printed(self, text: str) -> str:
        try:
            return to_text(markup.parse(text), self.labels)
        except markup.MarkupError:  # the check reports such a note; the comment still shows what it says
            return text


def _sentence(facets: tuple[str, ...]) -> str:
    return ", ".join(facets).capitalize()


def _plain(line: Line) -> str:
    return "".join(run.text for run in line) or "—"
