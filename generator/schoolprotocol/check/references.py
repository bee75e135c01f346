"""`references.yaml` itself: entries nobody looked at for long, and ids that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from gettext import gettext as _

from schoolprotocol.addresses import is_phone
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.model.project import Reference
from schoolprotocol.model.protocol import Protocol
from schoolprotocol.places import Place
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.suggest import did_you_mean
from schoolprotocol.words.dates import day_in_words


def stale(corpus: Corpus, today: date) -> Iterator[Diagnostic]:
    """A law, number or link that was not checked for longer than the project allows (a year by default)."""
    for reference, checked_on in _checked(corpus):
        days = (today - checked_on).days
        if days > corpus.project.stale_after_days:
            values = {"name": reference.name, "day": day_in_words(checked_on), "days": str(days)}
            values["source"] = reference.source
            yield Diagnostic(Kind.REFERENCE_STALE, reference.at("checked_on"), values, target=reference.id)


def checked_in_future(corpus: Corpus, today: date) -> Iterator[Diagnostic]:
    """A law, number or link that nobody can have checked yet on that day. A check of one school tells it too."""
    for reference, checked_on in _checked(corpus):
        if checked_on > today:
            values = {"name": reference.name, "day": day_in_words(checked_on)}
            yield Diagnostic(Kind.CHECKED_IN_FUTURE, reference.at("checked_on"), values, target=reference.id)


def unchecked(corpus: Corpus) -> Iterator[Diagnostic]:
    """A law, number or link that nobody could check, or of which nobody says how."""
    for reference in corpus.references.values():
        values = {"name": reference.name, "source": reference.source}
        if reference.unchecked is not None:
            values["reason"] = reference.unchecked
            yield Diagnostic(Kind.REFERENCE_UNCHECKED, reference.at("unchecked"), values, target=reference.id)
        elif reference.checked_how is None:
            yield Diagnostic(Kind.CHECKED_SOMEHOW, reference.at("checked_on"), values, target=reference.id)


def _checked(corpus: Corpus) -> Iterator[tuple[Reference, date]]:
    return ((one, one.checked_on) for one in corpus.references.values() if one.checked_on is not None)


def unknown_reference(corpus: Corpus) -> Iterator[Diagnostic]:
    """An id of a reference that does not exist, wherever the source names one."""
    for id_, place, target in _named(corpus):
        if id_ not in corpus.references:
            values = {"id": id_, "hint": did_you_mean(id_, corpus.references)}
            yield Diagnostic(Kind.UNKNOWN_REFERENCE, place, values, target=target)


def no_number(corpus: Corpus) -> Iterator[Diagnostic]:
    """A telephone number with something in it that no telephone has."""
    for reference in corpus.references.values():
        if reference.kind == "telefoon" and reference.value is not None and not is_phone(reference.value):
            values = {"name": reference.name, "value": reference.value}
            yield Diagnostic(Kind.NO_NUMBER, reference.at("value"), values, target=reference.id)


def duty(corpus: Corpus) -> Iterator[Diagnostic]:
    """A legal duty that rests on what is no law, or on a law that holds no longer."""
    for source in corpus.protocols.values():
        for index, one in enumerate(source.protocol.duties):
            law = corpus.references.get(one.reference)
            place, values = _duty_place(source.protocol, index), {"protocol": source.protocol.title}
            if law is not None and law.kind != "wet":
                values |= {"id": law.id, "kind": law.kind}
                yield Diagnostic(Kind.DUTY_NO_LAW, place, values, target=source.id)
            elif law is not None and law.status != "geldig":
                named = corpus.references.get(law.successor or "")
                successor = _(" Its successor is “{name}”.").format(name=named.name) if named is not None else ""
                values |= {"name": law.name, "status": law.status, "successor": successor}
                yield Diagnostic(Kind.DUTY_GONE, place, values, target=source.id)


def _duty_place(protocol: Protocol, index: int) -> Place:
    is_one = isinstance(protocol.duty, str)
    return protocol.at("duty") if is_one else protocol.duties[index].at("reference")


def _named(corpus: Corpus) -> Iterator[tuple[str, Place, str]]:
    for reference in corpus.references.values():
        if reference.successor is not None:
            yield reference.successor, reference.at("successor"), reference.id
    for name, shared in corpus.parameters.items():
        if shared.law is not None:
            yield shared.law, shared.at("law"), name
    for source in corpus.protocols.values():
        for index, one in enumerate(source.protocol.duties):
            yield one.reference, _duty_place(source.protocol, index), source.id
        for consent in source.protocol.consent:
            yield consent.reference, consent.at("reference"), source.id
        for name, parameter in source.protocol.parameters.items():
            if parameter.law is not None:
                yield parameter.law, parameter.at("law"), name
        for clause in source.clauses.values():
            for index, cited in enumerate(clause.references):
                yield cited, clause.at("references", index), clause.id
