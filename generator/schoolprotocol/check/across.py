"""What the protocols of one school say against each other: two rules or quantities about one thing, or one name twice.

Every text is read once, and what it says is laid by what it is about: a sentence meets only those that name the same
thing. So a school with ten protocols costs ten times one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from schoolprotocol.check.part import Use
from schoolprotocol.check.said import for_same, same_people
from schoolprotocol.check.subject import Subject
from schoolprotocol.config import Key
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.policy.elsewhere import MARK
from schoolprotocol.source.corpus import Corpus

if TYPE_CHECKING:
    from schoolprotocol.check.statements import Statement

MANY = 200
"""Statements about one thing with which another is held; no school has as many."""
_FEW, _ENOUGH = 3, 3 / 4
"""Of so many words that the shorter statement is about the other has all; of more, this share."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Two places that cannot both hold, each told from its own side; a school may accept it in either document."""

    first: tuple[Key, Diagnostic]
    """The document in which it is told, and what is told there."""
    second: tuple[Key, Diagnostic]

    @property
    def sides(self) -> tuple[tuple[Key, Diagnostic], ...]:
        """Both."""
        return self.first, self.second


@dataclass(frozen=True, slots=True)
class _Spoken:
    subject: Subject
    statement: Statement

    @property
    def key(self) -> Key:
        return self.subject.policy.school, self.subject.policy.protocol


def clashes(subjects: Sequence[Subject]) -> Iterator[Clash]:
    """Everything in which the documents of one school contradict each other.

    Args:
        subjects: the texts of one school: of each document its working text, then what is in force beside it, if
            anything is.
    """
    if len({one.policy.protocol for one in subjects}) < 2:
        return
    yield from _values(subjects)
    yield from _norms(subjects)


# -- one name, two values ---------------------------------------------------------------------------------------------


def _values(subjects: Sequence[Subject]) -> Iterator[Clash]:
    given: dict[str, list[Subject]] = defaultdict(list)
    for subject in subjects:
        protocol = subject.corpus.protocols.get(subject.policy.protocol)
        for name in protocol.protocol.parameters if protocol is not None and not subject.is_release else ():
            if name in subject.policy.values:
                given[name].append(subject)
    for name, having in given.items():
        for one, other in pairwise(having):
            if one.policy.values[name].text != other.policy.values[name].text:
                sides = [_value(a, b, name) for a, b in ((other, one), (one, other))]
                yield Clash(sides[0], sides[1])
                break


def _value(one: Subject, other: Subject, name: str) -> tuple[Key, Diagnostic]:
    values = {
        "name": name,
        "value": one.policy.values[name].text,
        "other": other.policy.values[name].text,
        "document": other.policy.title,
        "where": str(other.value_at(name) or other.home),
    }
    key = one.policy.school, one.policy.protocol
    return key, one.report(Kind.VALUE_DIFFERS, one.value_at(name) or one.home, name, **values)


def shareable(corpus: Corpus, documents: Iterable[Use]) -> Iterator[tuple[str, Diagnostic]]:
    """A parameter that two protocols declare and that is the same in every school: the second protocol, and its name.

    Args:
        corpus: what all schools share.
        documents: those that resolve.
    """
    declared: dict[str, list[str]] = defaultdict(list)
    for protocol in sorted(corpus.protocols):
        for name in corpus.protocols[protocol].protocol.parameters:
            declared[name].append(protocol)
    printed: dict[tuple[str, str], set[str]] = defaultdict(set)
    for use in documents:
        for name, text in use.values.items():
            if use.protocol in declared.get(name, ()):
                printed[name, use.school].add(text)
    differs = {name for (name, _school), texts in printed.items() if len(texts) > 1}
    for name, protocols in declared.items():
        for other, protocol in pairwise(protocols) if name not in differs else ():
            parameter = corpus.protocols[protocol].protocol.parameters[name]
            place = corpus.protocols[other].protocol.parameters[name].at()
            values = {"name": name, "document": corpus.protocols[other].protocol.title, "where": str(place)}
            yield protocol, Diagnostic(Kind.VALUE_SHAREABLE, parameter.at(), values, target=name)


# -- two norms about one thing ----------------------------------------------------------------------------------------


def _norms(subjects: Sequence[Subject]) -> Iterator[Clash]:
    laid: dict[tuple[str, str, str], list[_Spoken]] = defaultdict(list)
    told: set[tuple[object, ...]] = set()
    for subject in subjects:
        spoken = [_Spoken(subject, one) for one in _said(subject)]
        for one in spoken:
            for other in _near(laid, one):
                pair = one.key, one.statement.said.clause.id, other.key, other.statement.said.clause.id
                if other.key == one.key or pair in told or _knows(one, other) or _knows(other, one):
                    continue
                if contradicts(one.statement, other.statement):
                    told.add(pair)
                    sides = _norm(one, other), _norm(other, one)
                    # It is told where something can be done about it: what is in force stays as it was adopted.
                    yield Clash(*(sides[::-1] if one.subject.is_release else sides))
        for one in spoken:
            for root in one.statement.about:
                place = laid[one.statement.sort, one.statement.key, root]
                if len(place) < MANY:
                    place.append(one)


def _said(subject: Subject) -> Iterator[Statement]:
    # Its patterns take 2% of a check, and most schools have one protocol.
    from schoolprotocol.check.statements import names_of, statements  # noqa: PLC0415

    of = subject.policy.organisation
    names = names_of((of.name, of.short, of.site_title, of.board, of.leadership, of.council, of.place))
    for one in subject.said:
        yield from statements(one, names)


def _near(laid: Mapping[tuple[str, str, str], list[_Spoken]], one: _Spoken) -> list[_Spoken]:
    """Who speaks of the same thing, each once."""
    of = one.statement
    found = (other for root in sorted(of.about) for other in laid.get((of.sort, of.key, root), ()))
    return list({id(other): other for other in found}.values())


def _knows(one: _Spoken, other: _Spoken) -> bool:
    """Whether a clause refers to the document of the other: then it was written with that in sight."""
    calls = f"`{other.subject.policy.protocol}{MARK}"
    return any(calls in text.template for text in one.statement.said.clause.texts)


def contradicts(one: Statement, other: Statement) -> bool:
    """Whether two statements of one sort cannot both hold."""
    if one.sort != "line" and not (same_people(one.people, other.people) and for_same(one.said, other.said)):
        return False
    if not (one.others <= other.others | other.people or other.others <= one.others | one.people):
        return False
    match one.sort:
        case "rule":
            return _opposed(one, other) or _opposed(other, one)
        case "quantity" | "whom":
            return one.says.isdisjoint(other.says) and _alike(one.about, other.about)
        case "line":
            return one.says.isdisjoint(other.says)


def _opposed(ban: Statement, leave: Statement) -> bool:
    """Whether the one forbids (or leaves free) what the other allows (or asks), and all that.

    A ban on a part of what is allowed is an exception, and so no contradiction.
    """
    sides = ban.says | leave.says
    if sides == {"moet", "hoeft"}:
        return _alike(ban.about, leave.about)
    if "niet" not in ban.says or not leave.says & {"mag", "moet"}:
        return False
    for_all = ban.others <= leave.others | leave.people
    return for_all and ban.about <= leave.about and (not leave.acts or leave.acts in ban.about)


def _alike(one: Collection[str], other: Collection[str]) -> bool:
    """Whether two statements are about the same thing."""
    shared, shorter = {*one} & {*other}, min(len(one), len(other))
    return bool(shared) and len(shared) >= shorter * (1 if shorter <= _FEW else _ENOUGH)


def _norm(one: _Spoken, other: _Spoken) -> tuple[Key, Diagnostic]:
    there = other.statement.said
    version = other.subject.document.version if other.subject.is_release else ""
    values = {
        "found": one.statement.sentence.rstrip("."),
        "label": there.label,
        "document": f"{other.subject.policy.title} {version}".strip(),
        "other": other.statement.sentence.rstrip("."),
        "where": str(other.subject.text_at(there.clause.id)),
        "called": f"{other.subject.policy.protocol}:{there.clause.id}",
    }
    found = one.subject.report_said(one.statement.said, one.statement.sentence, Kind.CONTRADICTS_ACROSS, **values)
    return one.key, found
