"""Holds the first page against the rest of the report, which is proven by itself, and against what the source says.

What is asked, of whom, by when; each change once, as heavy as it is; how many there are; what stays. All of it is
computed apart from `summary`, which made the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import cached_property
from gettext import gettext as _
from math import ceil
from typing import Final, get_args

from schoolprotocol.errors import ComparisonError
from schoolprotocol.model.base import NOT_YET_ADOPTED, Audience, Weight
from schoolprotocol.model.project import with_role
from schoolprotocol.model.protocol import Consent
from schoolprotocol.outputs.report.input import ReportInput
from schoolprotocol.outputs.report.proof.edition import Edition
from schoolprotocol.outputs.report.proof.expected import audience, pairing
from schoolprotocol.outputs.report.proof.printed import END, Form, Page
from schoolprotocol.outputs.report.proof.told import listed
from schoolprotocol.outputs.report.summary import BY_TEXT, WORDS_A_MINUTE
from schoolprotocol.outputs.report.text import Line
from schoolprotocol.outputs.report.view import (
    BulkView,
    ClauseView,
    ConsentView,
    IndexRow,
    ItemView,
    LineView,
    Listed,
    Pointer,
    Rank,
    ReportView,
    TopicView,
)
from schoolprotocol.policy.model import Section
from schoolprotocol.policy.slots import EXCERPT, Slot
from schoolprotocol.release.points import OpenPoint
from schoolprotocol.words.dates import day_in_words
from schoolprotocol.words.grammar import count, enumerate_nl
from schoolprotocol.words.invisible import looks
from schoolprotocol.words.terms import AUDIENCE_WORDS, EDUCATION_WORDS, STATUS_IN_TEXT, STATUS_WORDS, own_council

_TITLES: Final[dict[Rank, str]] = {
    "new": "Nieuwe en vervallen regels",
    "rule": "Regels die veranderen",
    "words": "Namen, waarden, koppen en bewoordingen",
}
"""From the heaviest on."""
_RANKS: Final = tuple(_TITLES)
_BINDING: Final = ("moet moeten", "mag mogen", "niet geen niemand nooit")
"""Words that say the same: a text that has others of them, or more, is another rule."""
_WORD: Final = re.compile(r"[^\W\d_]+")


def prove_first_page(view: ReportView, report: ReportInput, old: Edition, new: Edition) -> None:
    """Refuse a report of which the first page says something else than the report.

    Raises:
        ComparisonError: the message names it.
    """
    first = next(faults(view, report, old, new), None)
    if first is not None:
        raise ComparisonError(first)


def faults(view: ReportView, report: ReportInput, old: Edition, new: Edition) -> Iterator[str]:
    """What the first page lacks or says otherwise than it is, in words."""
    for wrong in _Page(view, report, old, new).wrong():
        yield _("not written: the first page of the report is wrong about “{what}”.").format(what=wrong[:80])


def members(item: ItemView) -> tuple[ClauseView | LineView, ...]:
    """Each by itself of what is told together."""
    return item.every if isinstance(item, BulkView) else (item,)


class _Page:
    def __init__(self, view: ReportView, report: ReportInput, old: Edition, new: Edition) -> None:
        self.view, self.report, self.old, self.new = view, report, old, new
        self.pairs = pairing(report.changes, old, new)
        self.document = new.policy.document
        self.proposed = self.document.status in NOT_YET_ADOPTED
        self.items = tuple(one for told in listed(view) for one in members(told.item))

    def wrong(self) -> Iterator[str]:
        """What differs, each by the words that are there, or else should be."""
        summary = self.view.summary
        yield from self._weights()
        pairs: list[tuple[object, object]] = [
            (summary.ask, self._ask()),
            (summary.until, self._until()),
            (summary.lead, self._lead()),
            (summary.reading, self._reading()),
            (summary.overruled, self._overruled()),
            (summary.joint, self._joint()),
            *self._beside(summary.facts, tuple(self._facts())),
            *self._beside(summary.consents, self.consents),
            *self._beside(summary.points, tuple(map(_point, self.report.points))),
            *self._beside(tuple((c.what, c.number, c.anchor) for c in summary.counts), tuple(self._counts())),
            *self._beside(summary.same, tuple(self._same())),
            *self._beside(tuple((g.rank, g.title) for g in summary.index), tuple(self._groups())),
            *self._beside(tuple(row for g in summary.index for row in g.rows), tuple(self._rows())),
            *self._beside(tuple((g.rank, len(g.rows)) for g in summary.index), tuple(self._sizes())),
        ]
        yield from (_said(one) or _said(other) for one, other in pairs if one != other)

    @staticmethod
    def _beside(one: Sequence[object], other: Sequence[object]) -> Iterator[tuple[object, object]]:
        yield from zip(one, other, strict=False)
        longer = one if len(one) > len(other) else other
        yield from ((extra, None) for extra in longer[min(len(one), len(other)) :])

    # -- weights and readers ------------------------------------------------------------------------------------------

    def _weights(self) -> Iterator[str]:
        for n, topic in enumerate(self.view.topics, start=1):
            own = [self._readers(one.item) for one in topic.items]
            concerned = frozenset().union(*own) if all(own) else frozenset()
            readers = frozenset().union(*own) or frozenset(get_args(Audience))
            right = (n, concerned, readers, audience(readers))
            if (topic.number, topic.audiences, topic.readers, topic.audience) != right:
                yield topic.title
            title = topic.note.summary if topic.note else topic.items[0].item.title
            too_light = _RANKS.index(topic.rank) > min(self._rank(one) for i in topic.items for one in members(i.item))
            if topic.title != title or too_light:
                yield topic.title
        ranks = [_RANKS.index(topic.rank) for topic in self.view.topics]
        if ranks != sorted(ranks):
            yield self._lead()
        parts: tuple[tuple[Weight, Sequence[Listed]], ...] = (
            ("substantive", [one for topic in self.view.topics for one in topic.items]),
            ("review", self.view.review),
            ("editorial", self.view.editorial),
        )
        for weight, found in parts:
            for told in found:
                for one in (told.item, *members(told.item)):
                    if one.weight != weight or not self._is_so_light(one):
                        yield one.title

    def _readers(self, item: ItemView) -> frozenset[Audience]:
        """Whom a change concerns or concerned; none are all."""
        if isinstance(item, BulkView):
            every = [self._readers(one) for one in item.every]
            return frozenset().union(*every) if all(every) else frozenset()
        if isinstance(item, ClauseView):
            sides = ((self.old, item.standings_old), (self.new, item.standings_new))
            return frozenset(who for side, found in sides for one in found for who in side.clauses[one.id].audience)
        if item.kind == "value":
            every_ = (clause for side in (self.old, self.new) for clause in side.clauses.values())
            return frozenset(who for clause in every_ if item.id in clause.parameters for who in clause.audience)
        ids = {item.id, *([Slot.parse(item.slot).id] if item.slot else [])}
        was = {one for one, now in self.pairs.sections.items() if now in ids} | ids
        sections = (*_sections(self.old, was | ids), *_sections(self.new, was | ids))
        return frozenset(who for section in sections for clause in section.all_clauses() for who in clause.audience)

    def _rank(self, item: ClauseView | LineView) -> int:
        """How heavily it weighs at least."""
        if isinstance(item, LineView):
            differs = item.kind == "value" and _binding(_text(item.old)) != _binding(_text(item.new))
            return _RANKS.index("rule" if differs else "words")
        kinds = set(item.kinds)
        if kinds & {"added", "dropped"}:
            standing = (item.standings_new or item.standings_old)[0]
            return _RANKS.index("words" if standing.section == EXCERPT else "new")
        if kinds & {"audience", "form"}:
            return _RANKS.index("rule")
        runs = (run for c in (*item.old, *item.new) for g in c.groups for line in g.lines for run in line)
        if any(run.mark in {"from", "to"} for run in runs):  # what moved says the same elsewhere
            return _RANKS.index("words")
        was, now = (
            _binding("\n".join(side.clauses[one.id].wording.template for one in found))
            for side, found in ((self.old, item.standings_old), (self.new, item.standings_new))
        )
        return _RANKS.index("rule" if was != now else "words")

    def _is_so_light(self, item: ItemView) -> bool:
        """Whether a change that is told as lighter than another can be so: then its letters are the same."""
        if isinstance(item, BulkView) or item.weight == "substantive" or item.weight_reason:
            return True
        if isinstance(item, LineView):
            return not (item.old and item.new) or _letters(_text(item.old)) == _letters(_text(item.new))
        if {"added", "dropped", "audience"} & set(item.kinds):
            return False
        was, now = (
            _letters("\n".join(side.wording(one.id) for one in found))
            for side, found in ((self.old, item.standings_old), (self.new, item.standings_new))
        )
        return (
            was == now
            or bool({"split", "merged", "parameter", "renumbered"} & set(item.kinds))
            or "{" in "".join(self.old.clauses[one.id].wording.template for one in item.standings_old)
        )

    # -- what is asked ------------------------------------------------------------------------------------------------

    def _ask(self) -> str:
        version = f"versie {self.document.version}"
        if not self.proposed:
            return f"Niets: {version} is {STATUS_IN_TEXT[self.document.status]}. Hier staat wat er veranderde."
        if self.consents:
            return f"Instemming met {version}. Het bestuur bevestigt van wie, en stelt de tekst daarna vast."
        if self.view.topics:
            return f"Een besluit over {version}. De bron zegt niet wie er moet instemmen."
        if self.view.review:
            return f"Kijk na of de betekenis verandert, en leg vast wie dat voor {version} heeft gezien."
        return f"Kennisnemen van {version}: er is geen wijziging die over de inhoud gaat."

    @cached_property
    def consents(self) -> tuple[ConsentView, ...]:
        """Of whom it is asked, about which changes."""
        found = ((rule, self._asking(rule)) for rule in self.report.consent) if self.proposed else ()
        return tuple(self._consent(rule, asked) for rule, asked in found if asked)

    def _asking(self, rule: Consent) -> list[TopicView]:
        given = self.report.education
        if rule.education is not None and given and rule.education not in given:
            return []
        return [topic for topic in self.view.topics if any(self._is_for(rule, one.item) for one in topic.items)]

    def _is_for(self, rule: Consent, item: ItemView) -> bool:
        readers = self._readers(item)
        return not (rule.audience and readers) or bool(set(rule.audience) & readers)

    def _consent(self, rule: Consent, asked: Sequence[TopicView]) -> ConsentView:
        council = own_council(rule.council, self.new.policy.organisation.council)
        if rule.education is not None and self.report.education != (rule.education,):
            council = f"{council} ({EDUCATION_WORDS[rule.education]})"
        law = self.report.references.get(rule.reference)
        why = (law.explanation if law else "") or ""
        if not why and rule.audience:
            groups = [words for who, words in AUDIENCE_WORDS.items() if who in rule.audience]
            why = f"Deze wijzigingen gaan over {enumerate_nl(groups)}."
        numbers = [topic.number for topic in asked]
        others = [topic.number for topic in self.view.topics if topic.number not in numbers]
        about = f"wijziging {_enumerated(numbers)}" if len(others) >= len(numbers) else "alle wijzigingen"
        if 0 < len(others) < len(numbers):
            about = f"alle wijzigingen behalve {_enumerated(others)}"
        return ConsentView(
            council=council,
            law=law.name if law else rule.reference,
            link=law.source if law else "",
            why=why,
            changes=tuple(Pointer(str(number), f"wijziging-{number}") for number in numbers),
            every=not others,
            about=about,
        )

    def _until(self) -> str:
        term, weeks = self.report.term, self.report.reaction_weeks
        if not self.proposed:
            return ""
        if term is not None and term.ends is not None:
            got = f", ontvangen op {day_in_words(term.start)}" if term.start else ""
            return f"Uiterlijk {day_in_words(term.ends)}{got}. {term.why}".strip()
        weeks = term.weeks if term is not None else weeks
        why = f" {term.why}" if term is not None and term.why else ""
        return f"Binnen {count(weeks, 'week', 'weken')} na ontvangst.{why}" if weeks else ""

    def _facts(self) -> Iterator[tuple[str, str]]:
        for name, side in (("Van", self.old), ("Naar", self.new)):
            own = side.policy.document
            day = f", {day_in_words(own.day)}" if own.day else ""
            yield name, f"versie {own.version} ({STATUS_WORDS[own.status].lower()}{day})"
        yield "Geldt vanaf", _day(self.document.effective) or "nog niet bekend"
        if self.document.review:
            yield "Herziening vóór", _day(self.document.review)
        if self._until():
            law = with_role(self.report.references.values(), "reactietermijn")
            source = f" De termijn staat in het eigen reglement van de raad ({law.name})." if law else ""
            yield "Reactietermijn", f"{self._until()}{source}"

    def _joint(self) -> str:
        law = with_role(self.report.references.values(), "gmr")
        is_asked = self.new.policy.organisation.kind == "bestuur" and bool(self.report.consent)
        if not is_asked or law is None or not law.explanation:
            return ""
        return f"{law.explanation.rstrip('.')} ({law.name})."

    # -- how much there is --------------------------------------------------------------------------------------------

    def _lead(self) -> str:
        topics, review = len(self.view.topics), len(self.view.review)
        if not topics + review:
            return "Er is geen inhoudelijke wijziging."
        look = "1 plaats om na te kijken (K1)" if review == 1 else f"{review} plaatsen om na te kijken (K1–K{review})"
        if not topics:
            return f"Er {'is' if review == 1 else 'zijn'} {look} en geen genummerde wijzigingen."
        numbered = "Er is 1 wijziging" if topics == 1 else f"Er zijn {topics} wijzigingen"
        return f"{numbered}, en {look}." if review else f"{numbered}."

    def _counts(self) -> Iterator[tuple[str, int, str]]:
        for rank, number in self._sizes():
            yield _TITLES[rank], number, "inhoudelijk"
        beside = (
            ("Kijk na: leestekens, hoofdletters, volgorde", self.view.review, "kijk-na"),
            ("Redactioneel", self.view.editorial, "redactioneel"),
            ("Alleen een ander nummer", self.view.renumbered, "hernummering"),
            ("Over het document: versie, datum", self.view.control, "documentbeheer"),
        )
        yield from ((what, len(found), where) for what, found, where in beside if found)

    def _sizes(self) -> Iterator[tuple[Rank, int]]:
        sizes = Counter(topic.rank for topic in self.view.topics)
        yield from ((rank, sizes[rank]) for rank in _RANKS if sizes[rank])

    def _groups(self) -> Iterator[tuple[Rank, str]]:
        yield from ((rank, _TITLES[rank]) for rank, _number in self._sizes())

    def _rows(self) -> Iterator[IndexRow]:
        for topic in self.view.topics:
            number, readers = str(topic.number), topic.readers
            yield IndexRow(number, f"wijziging-{number}", topic.title, readers, audience(readers))

    def _reading(self) -> str:
        notes = [topic.note for topic in self.view.topics if topic.note]
        if not notes:
            return ""
        said = [topic.title for topic in self.view.topics for _twice in (1, 2)]
        said += [text.striptags() for note in notes for _heading, text in note.texts]
        minutes = ceil(sum(len(words.split()) for words in said) / WORDS_A_MINUTE)
        return (
            f"Lezen in ongeveer {count(minutes, 'minuut', 'minuten')}: deze lijst, en bij elke wijziging de "
            "toelichting onder de titel. De tabellen eronder zijn om na te zien wat er precies verandert."
        )

    def _overruled(self) -> str:
        number = sum(bool(one.weight_reason) for one in self.items)
        who = "heeft de opsteller zelf bepaald of het om de inhoud gaat. De reden staat erbij."
        return f"Bij {count(number, 'wijziging', 'wijzigingen')} {who}" if number else ""

    # -- what stays ---------------------------------------------------------------------------------------------------

    def _same(self) -> Iterator[str]:
        touched = self._touched
        clauses = [clause.id for clause in self.new.policy.clauses()]
        total, same = len(clauses), sum(id_ not in touched for id_ in clauses)
        called = f"{count(total, 'clausule', 'clausules')} in versie {self.document.version}"
        if total == 1:
            yield f"De {called} is {'gelijk gebleven' if same else 'nieuw of veranderd'}."
        else:
            yield f"Van de {called} {'is' if same == 1 else 'zijn'} er {same} gelijk gebleven, op een enkel nummer na."
        if self.report.changes.match == "text":
            yield BY_TEXT
            return
        names = [
            f"‘{section.number}\u00a0{section.heading.text}’" if section.number else f"‘{section.heading.text}’"
            for section in self.new.policy.sections
            if section.heading is not None and not touched & _ids(section)
        ]
        if names and same < total:
            yield f"Geheel gelijk {'blijft' if len(names) == 1 else 'blijven'}: {enumerate_nl(names)}."

    @cached_property
    def _touched(self) -> set[str]:
        """Ids of the clauses of which something is told, and with `#` of the sections."""
        found: set[str] = set()
        for one in self.items:
            if isinstance(one, ClauseView):
                found |= {standing.id for standing in one.standings_new}
                found |= {f"#{standing.section}" for standing in one.standings_old}
            elif one.kind == "heading":
                found.add(f"#{one.id}")
        was, now = self.old.policy.values, self.new.policy.values
        other = {name for name in was.keys() & now.keys() if was[name].text != now[name].text}
        for left, right in self.pairs.pairs.items():
            both = {*self.old.clauses[left].parameters} & {*self.new.clauses[right].parameters}
            if both & other:
                found.add(right)
        return found


def _sections(edition: Edition, ids: Collection[str]) -> Iterator[Section]:
    return (section for id_, section in edition.sections.items() if id_ in ids)


def _ids(section: Section) -> set[str]:
    return {*(clause.id for clause in section.all_clauses()), *(f"#{one.id}" for one in section.all_sections())}


def _binding(text: str) -> list[int]:
    found = Counter(word.casefold() for word in _WORD.findall(text))
    return [sum(found[word] for word in words.split()) for words in _BINDING]


def _letters(text: str) -> list[str]:
    return sorted(letter for letter in looks(text).casefold() if letter.isalpha())


def _text(line: Line) -> str:
    return "".join(run.text for run in line)


def _day(day: date | None) -> str:
    return day_in_words(day) if day else ""


def _enumerated(numbers: Sequence[int]) -> str:
    return enumerate_nl([str(number) for number in numbers])


def _point(one: OpenPoint) -> str:
    who = f"{one.body}, {one.part}," if one.part else one.body
    day = f" op {day_in_words(one.day)}" if one.day else ""
    met = f" Voldaan op {day_in_words(one.met)}: {one.how}" if one.met else ""
    return f"{who[:1].upper()}{who[1:]} stelde{day} bij versie {one.version}: {one.text}{met}"


def _said(one: object) -> str:
    match one:
        case ConsentView():
            return one.council
        case IndexRow():
            return one.sentence
        case tuple():
            return " – ".join(map(str, one))
        case _:
            return "" if one is None else str(one)


# -- the forms --------------------------------------------------------------------------------------------------------

_APART: Final = r"\W{0,3}?"
"""Between what belongs together stands no word."""
_FROM: Final = "wijzigingen-kort"
_LEAST: Final = 16
"""What has fewer letters may well stand in other words too."""


def page_faults(page: Page, view: ReportView, form: Form) -> Iterator[str]:
    """What a form does not print of the first page, in words: each piece is looked for behind the one before it."""
    if view.is_empty:
        return
    at = page.anchors.get(_FROM, 0 if form == "list" else -1)
    if at < 0:
        yield _missing("In het kort")
        return
    cuts = [place for id_, place in page.anchors.items() if id_.startswith("wijzigingen-") and place > at]
    until = min(cuts, default=len(page.text))
    links = [link for place, link in page.links if at <= place < until]
    pieces = list(_pieces(view, form))
    whole, once = page.text[at:until].casefold(), "\n".join(pattern for _said, pattern, _near in pieces).casefold()
    for said, pattern, near in pieces:
        found = re.compile(f"{near or ''}{pattern}", re.IGNORECASE)
        match = found.search(page.text, at, until) if near is None else found.match(page.text, at, until)
        own = pattern.casefold()
        if match is None or (len(said) > _LEAST and len(re.findall(own, whole)) > once.count(own)):
            yield _missing(said)
            return
        at = match.end()
    rows: list[str] = []
    if form != "list":
        wrong, at, rows = _index(page, view, form, at, until)
        if wrong:
            yield _missing(wrong)
            return
    beside = [row for row in view.summary.counts if row.anchor != "inhoudelijk" or form == "list"]
    for row in beside:
        match = re.compile(f"{_pattern(row.what)}{_APART}{row.number}(?!\\d)", re.IGNORECASE).search(
            page.text, at, until
        )
        if match is None:
            yield _missing(f"{row.what} ({row.number})")
            return
        at = match.end()
    should = [*rows, *(f"wijzigingen-{row.anchor}" for row in beside)]
    if form != "list" and [link for link in links if link in should or link.startswith("wijziging-")] != should:
        yield _missing(next((link for link in links if Counter(links)[link] != Counter(should)[link]), "…"))


def _missing(words: str) -> str:
    return _("not written: the first page does not print “{words}” as it is. See your own templates.").format(
        words=words[:80]
    )


def _pattern(words: str) -> str:
    return re.escape("".join(words.split()))


def _pieces(view: ReportView, form: Form) -> Iterator[tuple[str, str, str | None]]:
    """What stands above the list of changes, in order, how it may be printed, and what alone may stand before it.

    Among those who are asked stand no others: nothing stands between what is asked, of whom, and until when.
    """
    summary, facts = view.summary, dict(view.summary.facts)
    is_for_council = form != "fragment"
    if is_for_council:
        yield summary.ask, _pattern(summary.ask), None
        for one in summary.consents:
            said = f"{one.council}: {one.about} ({one.law})"
            yield said, _pattern(said), _APART
        if summary.until:
            yield summary.until, _pattern(summary.until), rf"{_APART}(?:Wanneer)?{_APART}"
    shown = [name for name in facts if name != "Reactietermijn" and (form == "fragment" or name not in {"Van", "Naar"})]
    for name in shown:
        yield f"{name}: {facts[name]}", f"{_pattern(name)}{_APART}{_pattern(facts[name])}", None
    if is_for_council:
        yield from ((point, _pattern(point), None) for point in summary.points)
    rest = (*summary.same, summary.overruled) if form != "list" else (summary.overruled, *summary.same)
    told = (summary.lead, *rest)
    yield from ((words, _pattern(words), None) for words in told if words)
    if summary.reading and form != "list":
        yield summary.reading, _pattern(summary.reading), None


def _index(page: Page, view: ReportView, form: Form, at: int, until: int) -> tuple[str, int, list[str]]:
    """Each change once, in order and below its weight: what is wrong, where it ends, and where its rows lead.

    On paper the last of them may share a line, which counts them.
    """
    found: list[str] = []
    rows = [(group.title if not n else "", row) for group in view.summary.index for n, row in enumerate(group.rows)]
    for n, (title, row) in enumerate(rows):
        gap = f".{{0,{_ABOVE if not n else _BETWEEN}}}?"
        head = f"{gap}{_pattern(title)}{gap}" if title else gap
        sentence = rf"{head}(?<!\d){row.number}{_APART}{_pattern(row.sentence)}{_readers(row, form)}"
        own = re.compile(sentence).match(page.text, at, until)
        if own is None and form == "print":
            rest, last = len(rows) - n, rows[-1][1].number
            together = rf"{gap}(?:{_pattern(title)})?{gap}(?<!\d){row.number}–{last}{_APART}Nog{rest}wijzigingen"
            own = re.compile(together).match(page.text, at, until)
            rows = rows[: n + 1] if own is not None else rows
        if own is None:
            return f"{row.number}. {row.sentence}", at, found
        at = own.end()
        found.append(row.anchor)
        if len(rows) == n + 1:
            break
    return "", at, found


def _readers(row: IndexRow, form: Form) -> str:
    """How whom a change concerns is printed: in words, or on paper by dots in three columns."""
    if form == "print":
        return END + "".join(f"{'•' if one in row.audiences else ''}{END}" for one in _DOTS)
    return f"{_APART}voor{_pattern(row.audience)}(?={END})" if row.audience else f"(?={END})"


_DOTS: Final[tuple[Audience, ...]] = ("medewerker", "leerling", "ouder")
"""Whom the list on paper has a column for."""
_ABOVE, _BETWEEN = 200, 60
"""So many letters of a template may stand above the list, and between two of its rows."""
