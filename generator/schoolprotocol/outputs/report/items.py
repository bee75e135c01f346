"""The changes of a change set, each by itself, as what a report shows of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from schoolprotocol.compare import blocks
from schoolprotocol.compare.bulk import Bulk
from schoolprotocol.compare.changeset import Change, ChangeSet, Facet, HeadingChange, ParameterChange, Part, Standing
from schoolprotocol.compare.tokens import Printing
from schoolprotocol.model.base import Audience
from schoolprotocol.outputs.report.input import ReportInput
from schoolprotocol.outputs.report.slots import Slots, is_kort, without_kort
from schoolprotocol.outputs.report.text import Column, Line, Run, columns, has_marks, line, redlines
from schoolprotocol.outputs.report.text import Side as WhichSide
from schoolprotocol.outputs.report.unseen import unseen, unseen_between
from schoolprotocol.outputs.report.view import BulkView, ClauseView, LineView, ShortView, StandingView
from schoolprotocol.outputs.report.words import value_title
from schoolprotocol.policy.model import Section
from schoolprotocol.policy.slots import Slot
from schoolprotocol.policy.walk import every_clause
from schoolprotocol.release.asked import audiences as audiences_of
from schoolprotocol.words.changes import FACETS
from schoolprotocol.words.grammar import count, enumerate_nl
from schoolprotocol.words.terms import AUDIENCE_WORDS, FORM_MARKS, FORMS

LONG = 300
"""A pair of texts with more letters than this may be divided over two pages."""
_PIECES = {"paragraph": "alinea of zin", "item": "punt", "note": "noot", "line": "regel"}
_SPEAKING = {"dos", "donts", "callout", "columns"}
"""Forms that say something: what stands below *niet doen* means the opposite of the same words elsewhere."""
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
        self.moves = _moves(self.changes)
        self.slots = Slots(report)
        self._clauses: dict[int, ClauseView] = {}

    def titles(self) -> dict[str, str]:
        """Title by clause id, of both versions; where they differ that of the new one."""
        return {id_: clause.title for id_, clause in self.clauses.items()}

    def clause(self, change: Change) -> ClauseView:
        """What happened to a clause."""
        if id(change) not in self._clauses:
            self._clauses[id(change)] = self._clause(change)
        return self._clauses[id(change)]

    def _clause(self, change: Change) -> ClauseView:
        captions = {}
        if len(change.old) > 1 or len(change.new) > 1:
            captions = {standing.id: named(standing) for standing in (*change.old, *change.new)}
        parts = tuple(without_kort(change.parts))
        signs = [{one.id: sign(one) for one in side} for side in (change.old, change.new)]
        old, new = columns(parts, "old", captions, signs[0]), columns(parts, "new", captions, signs[1])
        facts_old, facts_new = _facts(change)
        told = (*self._inside(change), *filter(None, [unseen(change.parts)]), *self._invisible(change))
        return ClauseView(
            anchor=f"wijziging-{change.id}",
            id=change.id,
            title=change.title,
            number=_numbers(change),
            facets=_facets(change.facets),
            kinds=change.facets,
            weight=change.weight,
            standings_old=tuple(map(_standing, change.old)),
            standings_new=tuple(map(_standing, change.new)),
            facts_old=facts_old,
            facts_new=facts_new,
            audiences=audiences_of(change, self.changes),
            audience=_audience(change.new or change.old),
            place="" if change.old and change.new else _place((change.new or change.old)[0]),
            remarks=tuple(self._remarks(change, told)),
            told=told,
            short=tuple(_shorts(change.parts)),
            values=change.parameters,
            reason=change.reason or "",
            weight_reason=change.weight_reason or "",
            old=old,
            new=new,
            old_shown=columns(parts, "old", captions, signs[0], shortened=True),
            new_shown=columns(parts, "new", captions, signs[1], shortened=True),
            shows="new" if not old else "old" if not new else "same" if _words(old) == _words(new) else "both",
            redline=redlines(parts, values=False),
            sign=_sign(change),
            is_long=sum(len(segment.shown) for part in parts for segment in part.segments) > LONG,
        )

    def _remarks(self, change: Change, told: Iterable[str]) -> Iterator[str]:
        yield from _short(change.parts)
        was, now = (list(dict.fromkeys(map(_place, side))) for side in (change.old, change.new))
        if not change.old or not change.new:
            return
        yield from _lineage(change)
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
        yield from told

    def _inside(self, change: Change) -> Iterator[str]:
        """What moved inside the clause, from it or to it, without another word: each sentence once."""
        for sentence, times in Counter(self._moves(change)).items():
            yield sentence if times == 1 else f"{sentence.removesuffix('.')} ({times} keer)."

    def _moves(self, change: Change) -> Iterator[str]:
        for part in change.parts:
            if part.move is None or part.move not in self.moves:
                continue
            there, here = self.moves[part.move]
            own = {slot.clause_id for slot in (part.old, part.new) if slot is not None}
            if there == here:
                if part.new is not None:
                    yield f"Een {_PIECES[part.kind]} staat hier op een andere plaats, met dezelfde woorden."
            elif part.new is None and there in own:
                yield f"Een {_PIECES[part.kind]} staat nu bij ‘{self._called(here)}’, met dezelfde woorden."
            else:
                yield f"Een {_PIECES[part.kind]} stond bij ‘{self._called(there)}’, met dezelfde woorden."

    def _called(self, id_: str) -> str:
        return self.clauses[id_].title if id_ in self.clauses else id_

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
        audiences = audiences_of(change, self.changes)
        return LineView(
            kind="heading",
            id=change.id,
            slot=(slots or [""])[0],
            anchor=f"kop-{(slots or [change.id])[0].replace('/', '-').replace('#', '')}",
            title=f"{_HEADINGS[change.kind]} ‘{words}’",
            facets=_facets(change.facets),
            kinds=change.facets,
            weight=change.weight,
            audiences=audiences,
            audience=audience_words(audiences),
            old=old,
            new=new,
            about="",
            clauses=(),
            weight_reason=change.weight_reason or "",
            told=tuple(filter(None, [self._stands_now(change), unseen(change.parts)])),
        )

    def _stands_now(self, change: HeadingChange) -> str:
        """Where what is below a heading that moved stands now; empty where it did not move."""
        slots = next(((p.old, p.new) for p in change.parts if p.old is not None and p.new is not None), None)
        if "moved" not in change.facets or slots is None:
            return ""
        old, new = slots
        if change.kind == "column" and (old.id, old.place[0]) == (new.id, new.place[0]) and old.place != new.place:
            return f"Dit was kolom {old.place[1] + 1}, geteld van links. Het wordt kolom {new.place[1] + 1}."
        headed = [one for one in self.changes.new.frame.all_sections() if one.heading is not None]
        at = next((n for n, one in enumerate(headed) if one.id == new.id), None)
        if change.kind != "section":
            return f"Staat nu op een andere plaats in {_quoted([self._headed(headed, at)])}."
        return f"Staat nu achter {_quoted([self._headed(headed, at - 1)])}." if at else "Staat nu vooraan."

    def _headed(self, sections: Sequence[Section], at: int | None) -> str:
        if at is None:
            return ""
        return f"{sections[at].number} {self.slots.words(Slot.heading(sections[at].id))}".strip()

    def value(self, change: ParameterChange) -> LineView:
        """What happened to a value."""
        found = [self.clauses[id_] for id_ in change.clauses]
        parameter = self.report.parameters.get(change.name)
        audiences = audiences_of(change, self.changes)
        old, new = _values(change.old.text, change.new.text)
        return LineView(
            kind="value",
            id=change.name,
            slot="",
            anchor=f"gegeven-{change.name}",
            title=value_title(change.name, self.report),
            facets=("ander gegeven",),
            kinds=("parameter",),
            weight=change.weight,
            audiences=audiences,
            audience=audience_words(audiences),
            old=old,
            new=new,
            about=parameter.help if parameter and parameter.title is None else "",
            clauses=tuple(f"{c.title} ({c.label})" if c.number else c.title for c in found),
            weight_reason=change.weight_reason or "",
            told=tuple(filter(None, [unseen_between(change.old.text, change.new.text)])),
        )

    def bulk(self, bulk: Bulk) -> BulkView:
        """Several changes that are one thing."""
        every = tuple(self.clause(one) if isinstance(one, Change) else self.heading(one) for one in bulk.members)
        title, about = _bulk_words(bulk)
        groups = [one.audiences for one in every]
        audiences = frozenset().union(*groups) if all(groups) else frozenset()
        words = bulk.kind == "replaced"
        return BulkView(
            anchor=f"samen-{every[0].anchor}",
            id=every[0].id,
            title=title,
            about=about,
            facets=every[0].facets,
            kinds=tuple(dict.fromkeys(kind for one in every for kind in one.kinds)),
            weight=every[0].weight,
            audiences=audiences,
            audience=audience_words(audiences),
            old=(Run(bulk.old, "del"),) if words else (),
            new=(Run(bulk.new, "ins"),) if words else (),
            every=every,
            weight_reason=every[0].weight_reason,
        )


def _values(old: str, new: str) -> tuple[Line, Line]:
    """The words of two values; where most stay, only the others are marked."""
    slot = Slot.heading("value")  # plain text, as a value is
    was, now = ([blocks.Block(slot, text, "line")] for text in (old, new))
    found = blocks.parts(was, now, Printing(), Printing())
    lines = tuple(tuple(run for part in found for run in line(part.segments, side)) for side in _SIDES)
    if "{{" in old + new or ["".join(run.text for run in own) for own in lines] != [old, new] or not has_marks(lines):
        return ((Run(old, "del"),) if old else ()), ((Run(new, "ins"),) if new else ())
    return lines[0], lines[1]


def _bulk_words(bulk: Bulk) -> tuple[str, str]:
    """What the bulk is called, and what happened to each of its members."""
    number = len(bulk.members)
    clauses = count(number, "clausule", "clausules")
    if bulk.kind == "replaced":
        places = "teksten en koppen" if any(isinstance(one, HeadingChange) for one in bulk.members) else "clausules"
        times = f"{bulk.times} keer, in {number} {places}"
        return f"‘{bulk.old}’ wordt ‘{bulk.new}’", f"{times[0].upper()}{times[1:]}. Verder blijven die teksten gelijk."
    if bulk.kind == "renamed":
        return f"{clauses} met een andere naam", "In het document verandert niets: alleen de naam in overzichten."
    first = bulk.members[0]
    if not isinstance(first, Change):
        raise TypeError("only replaced words are a bulk of headings")
    old, new = first.old[0], first.new[0]
    match bulk.kind:
        case "moved" if bulk.inside:
            return f"{clauses} in een andere volgorde", f"Binnen {_quoted([_place(new)])}. De woorden blijven gelijk."
        case "moved":
            places = f"Van {_quoted([_place(old)])} naar {_quoted([_place(new)])}"
            return f"{clauses} verplaatst", f"{places}. De woorden blijven gelijk."
        case "audience":
            was, now = audience_words(old.audience), audience_words(new.audience)
            return f"{clauses} voor anderen", f"Was voor {was}, wordt voor {now}. De woorden blijven gelijk."
        case _:
            was, now = FORMS[old.form], FORMS[new.form]
            return f"{clauses} in een andere vorm", f"Was: {was}. Wordt: {now}. De woorden blijven gelijk."


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


def _lineage(change: Change) -> Iterator[str]:
    if {"split", "merged"} & set(change.facets):
        names = [enumerate_nl([f"‘{named(s)}’" for s in side]) for side in (change.old, change.new)]
        yield f"Was: {names[0]}. Wordt: {names[1]}."


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


def _moves(changes: ChangeSet) -> dict[int, tuple[str, str]]:
    """By the number that two parts share: the clause in which the words stood, and that in which they stand."""
    old, new = {}, {}
    for part in (part for change in changes.changes for part in change.parts if part.move is not None):
        if part.old is not None:
            old[part.move] = part.old.clause_id
        if part.new is not None:
            new[part.move] = part.new.clause_id
    return {number: (old[number], new[number]) for number in old.keys() & new.keys() if number is not None}


def _standing(standing: Standing) -> StandingView:
    return StandingView(
        id=standing.id,
        title=standing.title,
        number=_short_label(standing) if standing.number else "",
        place=_place(standing),
        section=standing.section,
        form=FORMS[standing.form],
        audience=audience_words(standing.audience),
    )


def sign(standing: Standing) -> str:
    """`Niet:` where what is forbidden stands as if it were to be done; `Wel:` beside it; of a table the column."""
    if standing.form == "columns":
        heading = standing.column.strip()
        return f"{heading}:" if heading and heading[-1] not in ":?!." else heading
    return FORM_MARKS.get(standing.form, "").strip()


def _sign(change: Change) -> str:
    """The sign of both versions, for where they stand in one text; where it differs, in words."""
    signs = {sign(one) for one in (*change.old, *change.new)}
    if len(signs) == 1:
        return signs.pop()
    forms = [
        enumerate_nl(list(dict.fromkeys(f"‘{one.column}’" if one.column else FORMS[one.form] for one in side)))
        for side in (change.old, change.new)
        if side
    ]
    return f"{', wordt '.join((f'Was {forms[0]}', *forms[1:]))}:"


def standing_in(standing: Standing) -> str:
    """`in ‘6 Melden en hulp’, punt 3`."""
    number = f", {_short_label(standing)}" if standing.number else ""
    return f"{_in(standing)}{number}"


def _audience(side: tuple[Standing, ...]) -> str:
    return audience_words({audience for standing in side for audience in standing.audience})


def _facts(change: Change) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Where each version has it, in which form and for whom: only what differs, or what is new or lapsed."""
    if not change.old or not change.new:
        told = tuple(_where(standing, "in" if change.new else "uit") for standing in change.new or change.old)
        return ((), told) if change.new else (told, ())
    found: tuple[list[str], list[str]] = ([], [])
    every_standing = (*change.old, *change.new)
    shuffled = "moved" in change.facets and not any(move.elsewhere for move in change.moves)
    for differs, words in _DIFFERENCES:
        # Another heading of the same section is a change of that section.
        is_elsewhere = "moved" in change.facets and not shuffled
        is_told = (
            is_elsewhere
            if words is _in
            else "title" in change.facets
            if words is _title
            else len(set(map(differs, every_standing))) > 1
        )
        if not is_told:
            continue
        for told_, side in zip(found, (change.old, change.new), strict=True):
            several = len({words(standing) for standing in side}) > 1
            every = [f"{s.title}: {words(s)}" if several else words(s) for s in side]
            told_.append("; ".join(dict.fromkeys(every)))
    if shuffled:
        places = dict.fromkeys(_place(standing) for standing in change.new)
        found[1].append(f"op een andere plaats in {_quoted(places)}")
    return tuple(found[0]), tuple(found[1])


def _in(standing: Standing) -> str:
    return f"in {_quoted([_place(standing)])}"


def _title(standing: Standing) -> str:
    return f"titel: ‘{standing.title}’"


_DIFFERENCES: tuple[tuple[Callable[[Standing], object], Callable[[Standing], str]], ...] = (
    (lambda standing: standing.section, _in),
    (lambda standing: standing.title, _title),
    (lambda standing: standing.number, lambda standing: _short_label(standing) if standing.number else "zonder nummer"),
    (lambda standing: standing.form, lambda standing: f"vorm: {FORMS[standing.form]}"),
    (lambda standing: frozenset(standing.audience), lambda standing: f"voor {audience_words(standing.audience)}"),
)


def _where(standing: Standing, word: str) -> str:
    form = f", {FORMS[standing.form]}" if standing.form in _SPEAKING else ""
    return f"{word} {_quoted([_place(standing)])}{form}, voor {audience_words(standing.audience)}"


def _shorts(parts: Iterable[Part]) -> Iterator[ShortView]:
    for part in filter(is_kort, parts):
        old, new = line(part.segments, "old"), line(part.segments, "new")
        if part.old is None or part.new is None or old != new:
            yield ShortView(old if part.old is not None else (), new if part.new is not None else ())


def _facets(facets: Iterable[Facet]) -> tuple[str, ...]:
    own = list(facets)
    return tuple(FACETS[facet] for facet in own if facet not in _TOLD_OTHERWISE) or tuple(FACETS[f] for f in own[:1])


def _words(found: tuple[Column, ...]) -> list[tuple[str, ...]]:
    return [
        tuple("".join(run.text for run in own) for own in group.lines) for column in found for group in column.groups
    ]


def _place(standing: Standing) -> str:
    return " – ".join(filter(None, (standing.section_heading, standing.column or standing.group)))


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
