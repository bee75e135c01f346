"""What readers meet first: is each clause there, and for them, and does it say its rule in a sentence?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from schoolprotocol.check.catalogue import Source
from schoolprotocol.check.subject import Subject
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.model.clause import Clause
from schoolprotocol.model.first import EVERYBODY, READERS, First, Readers
from schoolprotocol.policy.rules import MOST, Rule, rules_for
from schoolprotocol.resolve.first import first_of, who_says

FEWEST: Final = 3
"""Fewer rules make no page."""


def passed_over(subject: Subject) -> Iterator[Diagnostic]:
    """In the school's own list: a clause that its document does not have, or not for these readers.

    What it has from others is passed over without a word: they name it for all schools.
    """
    own = subject.variants[0].first if subject.variants and not subject.is_release else None
    held = {clause.id: clause for clause in subject.policy.clauses()}
    for readers in READERS if own is not None else ():
        for id_, place in own.named(readers) if own is not None else ():
            clause = held.get(id_)
            if clause is None:
                yield subject.report(Kind.FIRST_ABSENT, place, id_, id=id_, readers=readers)
            elif readers not in {*clause.audience, EVERYBODY}:
                yield subject.report(Kind.FIRST_NOT_FOR, place, id_, id=id_, readers=readers)


def never_for_them(source: Source) -> Iterator[Diagnostic]:
    """In the protocol's list: a clause of which no wording is for these readers."""
    first = source.protocol.protocol.first
    for readers in READERS if first is not None else ():
        for id_, place in first.named(readers) if first is not None else ():
            clause = source.protocol.clauses.get(id_)
            if clause is not None and readers not in {*_audiences(clause), EVERYBODY}:
                yield Diagnostic(Kind.FIRST_NOT_FOR, place, {"id": id_, "readers": readers}, target=id_)


def _audiences(clause: Clause) -> set[str]:
    others = (other.audience or () for other in clause.others().values())
    return {*clause.audience, *(audience for other in others for audience in other)}


def too_many_or_few(subject: Subject) -> Iterator[Diagnostic]:
    """More rules than a page can bear, or so few that they are no page."""
    for readers, first, rules in _lists(subject):
        place, values = first.at(readers), {"count": str(len(rules)), "readers": readers}
        if len(rules) > MOST:
            yield subject.report(Kind.FIRST_MANY, place, readers, **values, most=str(MOST))
        elif len(rules) < FEWEST and first.named(readers):
            yield subject.report(Kind.FIRST_FEW, place, readers, **values)


def only_title(subject: Subject) -> Iterator[Diagnostic]:
    """A rule of which a page can only say the title: a list, a half sentence, or an exception that is too long."""
    for readers, first, rules in _lists(subject):
        places = dict(first.named(readers))
        for rule in rules:
            if rule.form == "title":
                values = {"id": rule.clause, "readers": readers}
                yield subject.report(Kind.FIRST_ONLY_TITLE, places[rule.clause], rule.clause, **values)


def _lists(subject: Subject) -> Iterator[tuple[Readers, First, tuple[Rule, ...]]]:
    """The lists that hold for a working text and the readers whom it concerns, with the rules that they give."""
    protocol = subject.corpus.protocols.get(subject.policy.protocol)
    if protocol is None or subject.is_release:
        return
    variants = subject.variants[::-1]
    chosen = first_of(protocol.protocol, variants, {})
    concerned = {audience for clause in subject.policy.clauses() for audience in clause.audience}
    for readers, first in who_says(protocol.protocol, variants).items():
        if readers in {*concerned, EVERYBODY}:
            yield readers, first, rules_for(subject.policy, chosen, readers)
