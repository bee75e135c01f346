"""ChangeSet → what its report shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from generator import markup
from generator.model.changes import (
    Change,
    ChangeSet,
    Explanation,
    HeadingChange,
    Part,
    Renumbering,
    Side,
    Standing,
    TableChange,
)
from generator.model.policy import day_in_words
from generator.render.environment import AUDIENCE_WORDS, STATUS_WORDS
from generator.render.markup_html import to_html
from generator.render.report_text import Column, Line, Run, columns, line, redline
from generator.render.report_text import Side as WhichSide
from generator.render.report_view import ChangeView, HeadingView, NoteView, ReportView, RowView, ValueView
from generator.render.report_words import FACETS, FORMS, count, enumerate_nl, field_name, field_value, value_name


def view(changes: ChangeSet, helps: Mapping[str, str]) -> ReportView:
    """The report's contents.

    Args:
        changes: what differs.
        helps: the protocol's explanation of its parameters, by name.
    """
    return _Viewer(changes, helps).report()


def version_words(side: Side) -> str:
    """`versie 1.0 (vastgesteld, 1 september 2026)`."""
    document = side.frame.document
    pieces = [STATUS_WORDS[document.status].lower(), day_in_words(document.day) if document.day else ""]
    return f"versie {document.version} ({', '.join(piece for piece in pieces if piece)})"


class _Viewer:
    def __init__(self, changes: ChangeSet, helps: Mapping[str, str]) -> None:
        self.changes, self.helps = changes, helps
        self.labels = {**changes.old.frame.labels(), **changes.new.frame.labels()}
        clauses = [
            clause
            for side in (changes.old, changes.new)
            for clause in (
                *side.frame.clauses(),
                *(c for group in side.frame.excerpt.groups for c in group.all_clauses()),
                side.frame.excerpt.short,
            )
        ]
        self.titles = {clause.id: clause.title for clause in clauses}
        self.explanations = {one.id: one for one in changes.explanations}
        self.told: set[str] = set()

    def report(self) -> ReportView:
        changes = self.changes
        substantive = tuple(self._change(change) for change in changes.of_weight("substantive"))
        values = tuple(self._values())
        headings = tuple(self._heading(change) for change in changes.headings)
        editorial = tuple(self._change(change) for change in changes.of_weight("editorial"))
        policy = changes.new.frame
        untouched = changes.untouched()
        total = sum(1 for _clause in policy.clauses())
        return ReportView(
            title=policy.title,
            organisation=policy.organisation.name,
            old=version_words(changes.old),
            new=version_words(changes.new),
            old_hash=changes.old.hash,
            new_hash=changes.new.hash,
            is_empty=changes.is_empty,
            counts=self._counts(),
            untouched=f"Van de {count(total, 'clausule', 'clausules')} {'blijft' if untouched == 1 else 'blijven'} er "
            f"{untouched} gelijk; een ander nummer telt daarbij niet als wijziging.",
            substantive=substantive,
            editorial=editorial,
            headings=headings,
            values=values,
            renumbered=tuple(
                RowView(self._where(one), _plain(one.old or "zonder nummer"), _plain(one.new or "zonder nummer"))
                for one in changes.renumbered
            ),
            document=tuple(self._fields()),
            tables=tuple(self._row(change) for change in changes.tables),
        )

    def _where(self, one: Renumbering) -> str:
        """The clause with its section, where the number alone says nothing (each list starts at 1)."""
        label = one.new_label or one.old_label
        place = label.partition(" van ")[2] or ("" if label.startswith("artikel ") else label.partition(",")[0])
        return f"{one.title}, {place}" if one.kind == "clause" and place else one.title

    def _counts(self) -> tuple[tuple[str, int, str], ...]:
        substantive = self.changes.of_weight("substantive")
        rows = [
            ("Clausules toegevoegd", sum("added" in c.facets for c in substantive), "inhoudelijk"),
            ("Clausules vervallen", sum("dropped" in c.facets for c in substantive), "inhoudelijk"),
            (
                "Inhoudelijk gewijzigd",
                sum(not {"added", "dropped"} & set(c.facets) for c in substantive),
                "inhoudelijk",
            ),
            ("Waarden gewijzigd", len(self.changes.parameters), "waarden"),
            ("Koppen en indeling", len(self.changes.headings), "koppen"),
            ("Redactionele wijzigingen", len(self.changes.of_weight("editorial")), "redactioneel"),
            ("Hernummerd", len(self.changes.renumbered), "hernummering"),
            ("Documentbeheer", len(self.changes.document) + len(self.changes.tables), "documentbeheer"),
        ]
        return tuple(row for row in rows if row[1])

    # -- clauses ------------------------------------------------------------------------------------------------------

    def _change(self, change: Change) -> ChangeView:
        captions = {}
        if len(change.old) > 1 or len(change.new) > 1:
            captions = {f"clause/{standing.id}": _named(standing) for standing in (*change.old, *change.new)}
        old, new = columns(change.parts, "old", captions), columns(change.parts, "new", captions)
        return ChangeView(
            anchor=f"wijziging-{change.id}",
            id=change.id,
            title=change.title,
            facets=tuple(FACETS[facet] for facet in change.facets),
            weight=change.weight,
            number=_numbers(change),
            audience=_audience(change.new or change.old),
            remarks=tuple(self._remarks(change)),
            reason=change.reason or "",
            old=old,
            new=new,
            same_text=_unmarked(old) == _unmarked(new),
            redlines=tuple(redline(part.segments) for part in change.parts),
            notes=self._notes(change.notes),
        )

    def _remarks(self, change: Change) -> Iterable[str]:
        was, now = (list(dict.fromkeys(map(_place, side))) for side in (change.old, change.new))
        stays = {(s.section, s.column) for s in change.old} == {(s.section, s.column) for s in change.new}
        if change.old and change.new:
            if "split" in change.facets or "merged" in change.facets:
                names = [enumerate_nl([_named(s) for s in side]) for side in (change.old, change.new)]
                yield f"Was: {names[0]}. Wordt: {names[1]}."
            if "moved" in change.facets:
                yield (
                    f"Verplaatst van ‘{enumerate_nl(was)}’ naar ‘{enumerate_nl(now)}’."
                    if not stays
                    else f"Verplaatst binnen ‘{enumerate_nl(now)}’."
                )
            if "form" in change.facets:
                forms = [
                    enumerate_nl(list(dict.fromkeys(FORMS[s.form] for s in side))) for side in (change.old, change.new)
                ]
                yield f"De vorm was: {forms[0]}; wordt: {forms[1]}."
            if "audience" in change.facets:
                yield f"Was bestemd voor {_audience(change.old)}; wordt bestemd voor {_audience(change.new)}."
            if "renamed" in change.facets:
                yield f"De vaste sleutel was {change.old[0].id} en wordt {change.new[0].id}."
        elif (was or now)[0]:
            yield f"{'Stond' if was else 'Staat'} in ‘{(was or now)[0]}’."
        if change.parameters:
            names = [value_name(name) for name in change.parameters]
            yield f"Ook verandert een waarde in deze tekst: {enumerate_nl(names)}."

    # -- the rest -----------------------------------------------------------------------------------------------------

    def _heading(self, change: HeadingChange) -> HeadingView:
        kinds = {"section": "Kop", "group": "Kop van een kader of lijst", "column": "Kop van een kolom"}
        old, new = _line(change.parts, "old", change.old_number), _line(change.parts, "new", change.new_number)
        facets = tuple(FACETS[facet] for facet in change.facets)
        return HeadingView(kinds[change.kind], facets, change.weight, old, new, self._notes(change.notes))

    def _values(self) -> Iterable[ValueView]:
        labels = self.changes.new.frame.labels()
        for change in self.changes.parameters:
            clauses = tuple(
                f"{self.titles[id_]} ({labels[id_]})"
                if id_ in labels and not labels[id_].startswith("‘")
                else self.titles[id_]
                for id_ in change.clauses
            )
            yield ValueView(
                value_name(change.name),
                self.helps.get(change.name, ""),
                change.weight,
                change.old.text,
                change.new.text,
                clauses,
                self._notes(change.notes),
            )

    def _fields(self) -> Iterable[RowView]:
        for change in self.changes.document:
            values = [field_value(change.field, value, self.titles) for value in (change.old, change.new)]
            yield RowView(field_name(change.field), _plain(values[0]), _plain(values[1]))

    @staticmethod
    def _row(change: TableChange) -> RowView:
        name = " – ".join(piece for piece in (change.title, change.row) if piece)
        parts = change.parts[1:] if change.row and len(change.parts) > 1 and _is_name(change) else change.parts
        return RowView(name or change.table, _line(parts, "old"), _line(parts, "new"))

    def _notes(self, ids: Iterable[str]) -> tuple[NoteView, ...]:
        views = []
        for id_ in ids:
            views.append(self._note(self.explanations[id_], first=id_ not in self.told))
            self.told.add(id_)
        return tuple(views)

    def _note(self, note: Explanation, *, first: bool) -> NoteView:
        return NoteView(
            anchor=f"toelichting-{note.id}",
            summary=note.summary,
            motive=self._html(note.motive),
            consequences=self._html(note.consequences),
            measures=self._html(note.measures),
            first=first,
        )

    def _html(self, text: str) -> Markup:
        try:
            return to_html(markup.parse(text), self.labels)
        except markup.MarkupError:
            # The check reports such a note; the report still shows what it says.
            return Markup("<p>{}</p>").format(text)


def _unmarked(found: tuple[Column, ...]) -> list[tuple[str, ...]]:
    return [
        tuple("".join(run.text for run in own) for own in group.lines) for column in found for group in column.groups
    ]


def _named(standing: Standing) -> str:
    return f"{standing.title} ({_short_label(standing)})" if standing.number else standing.title


def _is_name(change: TableChange) -> bool:
    """Whether the row's first cell is told by the row's name already."""
    return change.facet != "changed" or all(segment.op == "same" for segment in change.parts[0].segments)


def _place(standing: Standing) -> str:
    return " – ".join(piece for piece in (standing.section_heading, standing.column) if piece)


def _short_label(standing: Standing) -> str:
    return standing.label if standing.label.startswith("artikel ") else f"punt {standing.number}"


def _numbers(change: Change) -> str:
    if len(change.old) > 1 or len(change.new) > 1:
        return ""
    labels = [_short_label(side[0]) if side and side[0].number else "" for side in (change.old, change.new)]
    if all(labels):
        return labels[0] if labels[0] == labels[1] else f"{labels[0]} → {labels[1]}"
    return labels[0] or labels[1]


def _audience(standings: tuple[Standing, ...]) -> str:
    own = {audience for standing in standings for audience in standing.audience}
    return enumerate_nl([words for audience, words in AUDIENCE_WORDS.items() if audience in own])


def _plain(text: str) -> Line:
    return (Run(text),) if text else ()


def _line(parts: tuple[Part, ...], side: WhichSide, number: str | None = None) -> Line:
    runs: list[Run] = []
    for part in parts:
        if (part.old if side == "old" else part.new) is None:
            continue
        if runs:
            runs.append(Run(" · "))
        runs += line(part.segments, side)
    return (Run(f"{number} "), *runs) if number and runs else tuple(runs)
