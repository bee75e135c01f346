"""The changes of a change set, each by itself, as what a report shows of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schoolprotocol.compare.changeset import Change, Facet, HeadingChange, ParameterChange, Part, Standing
from schoolprotocol.model.base import Audience
from schoolprotocol.outputs.report.input import ReportInput
from schoolprotocol.outputs.report.slots import is_kort, without_kort
from schoolprotocol.outputs.report.text import Column, Line, Run, columns, has_marks, line, redlines
from schoolprotocol.outputs.report.text import Side as WhichSide
from schoolprotocol.outputs.report.unseen import unseen
from schoolprotocol.outputs.report.view import ClauseView, LineView
from schoolprotocol.outputs.report.words import value_title
from schoolprotocol.policy.walk import every_clause
from schoolprotocol.release.asked import audiences
from schoolprotocol.words.changes import FACETS
from schoolprotocol.words.grammar import enumerate_nl
from schoolprotocol.words.terms import AUDIENCE_WORDS, FORMS

LONG = 1_100
"""A pair of texts with more letters than this may be divided over two pages."""
_TOLD_OTHERWISE = {"renumbered", "renamed", "metadata"}
_HEADINGS = {"section": "Kop", "group": "Kop van een kader", "column": "Kop van een kolom"}


class Items:
    """Makes the views of clauses, headings and values."""

    def __init__(self, report: ReportInput) -> None:
        self.report = report
        self.changes = report.changes
        frames = (self.changes.old.frame, self.changes.new.frame)
        self.clauses = {
            clause.id: clause
            for frame in frames
            for clause in every_clause(*([frame.excerpt] if frame.excerpt is not None else []), *frame.sections)
        }

    def titles(self) -> dict[str, str]:
        """Title by clause id, of both versions; where they differ that of the new one."""
        return {id_: clause.title for id_, clause in self.clauses.items()}

    def clause(self, change: Change) -> ClauseView:
        """What happened to a clause."""
        captions = {}
        if len(change.old) > 1 or len(change.new) > 1:
            captions = {standing.id: named(standing) for standing in (*change.old, *change.new)}
        parts = tuple(without_kort(change.parts))
        old, new = columns(parts, "old", captions), columns(parts, "new", captions)
        concerned = audiences(change, self.changes)
        return ClauseView(
            anchor=f"wijziging-{change.id}",
            id=change.id,
            title=change.title,
            number=_numbers(change),
            facets=_facets(change.facets),
            audiences=concerned,
            audience=audience_words(concerned),
            place="" if change.old and change.new else _place((change.new or change.old)[0]),
            remarks=tuple(self._remarks(change)),
            reason=change.reason or "",
            weight_reason=change.weight_reason or "",
            old=old,
            new=new,
            shows="new" if not old else "old" if not new else "same" if _words(old) == _words(new) else "both",
            redline=redlines(parts),
            is_long=sum(len(segment.shown) for part in parts for segment in part.segments) > LONG,
        )

    def _remarks(self, change: Change) -> Iterator[str]:
        yield from _short(change.parts)
        yield from filter(None, [unseen(change.parts)])
        was, now = (list(dict.fromkeys(map(_place, side))) for side in (change.old, change.new))
        if not change.old or not change.new:
            return
        if {"split", "merged"} & set(change.facets):
            names = [enumerate_nl([f"‘{named(s)}’" for s in side]) for side in (change.old, change.new)]
            yield f"Was: {names[0]}. Wordt: {names[1]}."
        if "moved" in change.facets:
            there = _quoted(now)
            yield f"Verplaatst binnen {there}." if was == now else f"Verplaatst van {_quoted(was)} naar {there}."
        if "form" in change.facets:
            forms = [
                enumerate_nl(list(dict.fromkeys(FORMS[s.form] for s in side))) for side in (change.old, change.new)
            ]
            yield f"De vorm was: {forms[0]}. De vorm wordt: {forms[1]}."
        if "audience" in change.facets:
            groups = [audience_words({a for s in side for a in s.audience}) for side in (change.old, change.new)]
            yield f"Was bestemd voor {groups[0]}. Wordt bestemd voor {groups[1]}."
        if change.parameters:
            titles = [f"‘{value_title(name, self.report)}’" for name in change.parameters]
            yield f"In deze tekst verandert ook een gegeven: {enumerate_nl(titles)}."
        yield from self._invisible(change)

    @staticmethod
    def _invisible(change: Change) -> Iterator[str]:
        if "changed" in change.facets and not has_marks(
            line(p.segments, side) for p in without_kort(change.parts) for side in _SIDES
        ):
            yield "De woorden blijven gelijk: alleen de opmaak of de witruimte verandert."
        elif not set(change.facets) - _TOLD_OTHERWISE - {"parameter"}:
            yield "In het document verandert niets: alleen de naam in overzichten of de reden van de school is anders."

    def heading(self, change: HeadingChange) -> LineView:
        """What happened to a heading."""
        old, new = (_heading_line(change.parts, side, number) for side, number in _numbered(change))
        slots = [str(slot) for part in change.parts for slot in (part.new, part.old) if slot is not None]
        words = "".join(run.text for run in new or old)
        return LineView(
            kind="heading",
            anchor=f"kop-{(slots or [change.id])[0].replace('/', '-').replace('#', '')}",
            title=f"{_HEADINGS[change.kind]} ‘{words}’",
            facets=_facets(change.facets),
            audiences=audiences(change, self.changes),
            old=old,
            new=new,
            about="",
            clauses=(),
            weight_reason=change.weight_reason or "",
        )

    def value(self, change: ParameterChange) -> LineView:
        """What happened to a value."""
        found = [self.clauses[id_] for id_ in change.clauses]
        parameter = self.report.parameters.get(change.name)
        return LineView(
            kind="value",
            anchor=f"gegeven-{change.name}",
            title=value_title(change.name, self.report),
            facets=("ander gegeven",),
            audiences=audiences(change, self.changes),
            old=(Run(change.old.text, "del"),) if change.old.text else (),
            new=(Run(change.new.text, "ins"),) if change.new.text else (),
            about=parameter.help if parameter and parameter.title is None else "",
            clauses=tuple(f"{c.title} ({c.label})" if c.number else c.title for c in found),
            weight_reason=change.weight_reason or "",
        )


_SIDES: tuple[WhichSide, ...] = ("old", "new")


def named(standing: Standing) -> str:
    """`Opbergen (artikel 1.2)`."""
    return f"{standing.title} ({_short_label(standing)})" if standing.number else standing.title


def audience_words(audiences: Iterable[Audience]) -> str:
    """`medewerkers, leerlingen en ouders/verzorgers`; `iedereen` for all groups."""
    own = set(audiences)
    if own == set(AUDIENCE_WORDS):
        return "iedereen"
    return enumerate_nl([words for audience, words in AUDIENCE_WORDS.items() if audience in own])


def joined(parts: Iterable[Part], side: WhichSide) -> Line:
    """The cells or headings of one version in one line."""
    runs: list[Run] = []
    for part in parts:
        if (part.old if side == "old" else part.new) is not None:
            own = line(part.segments, side)
            runs += [Run(" · "), *own] if runs and own else own
    return tuple(runs)


def _short(parts: Iterable[Part]) -> Iterator[str]:
    """What became of short sentences, on the pages and in the schoolgids where they stand alone."""
    for part in filter(is_kort, parts):
        was, now = ("".join(run.text for run in line(part.segments, side)) for side in _SIDES)
        if part.old is None:
            yield f"Nieuwe korte zin, voor korte pagina’s en de schoolgids: ‘{now}’"
        elif part.new is None:
            yield f"De korte zin vervalt: ‘{was}’"
        elif was != now:
            yield f"De korte zin was: ‘{was}’ De korte zin wordt: ‘{now}’"


def _heading_line(parts: tuple[Part, ...], side: WhichSide, number: str | None) -> Line:
    own = joined(parts, side)
    return (Run(f"{number} "), *own) if number and own else own


def _numbered(change: HeadingChange) -> tuple[tuple[WhichSide, str | None], ...]:
    return ("old", change.old_number), ("new", change.new_number)


def _facets(facets: Iterable[Facet]) -> tuple[str, ...]:
    own = list(facets)
    return tuple(FACETS[facet] for facet in own if facet not in _TOLD_OTHERWISE) or tuple(FACETS[f] for f in own[:1])


def _words(found: tuple[Column, ...]) -> list[tuple[str, ...]]:
    return [
        tuple("".join(run.text for run in own) for own in group.lines) for column in found for group in column.groups
    ]


def _place(standing: Standing) -> str:
    return " – ".join(piece for piece in (standing.section_heading, standing.column) if piece)


def _quoted(places: Iterable[str]) -> str:
    return enumerate_nl([f"‘{place}’" if place else "een deel zonder kop" for place in places])


def _short_label(standing: Standing) -> str:
    return standing.label if standing.label.startswith("artikel ") else f"punt {standing.number}"


def _numbers(change: Change) -> str:
    if len(change.old) > 1 or len(change.new) > 1:
        return ""
    labels = [_short_label(side[0]) if side and side[0].number else "" for side in (change.old, change.new)]
    if all(labels):
        return labels[0] if labels[0] == labels[1] else f"was {labels[0]}, wordt {labels[1]}"
    return labels[0] or labels[1]
