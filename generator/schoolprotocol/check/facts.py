"""Facts from outside in a document: names that changed, laws, organisations, links (from `references.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schoolprotocol.check.ages import wrong_age
from schoolprotocol.check.patterns import Pattern
from schoolprotocol.check.subject import Subject
from schoolprotocol.check.texts import Printed, find_name, sentences
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.model.project import Reference
from schoolprotocol.text.parse import read
from schoolprotocol.text.template import names_in
from schoolprotocol.text.tree import Link, walk

_FORMERLY = re.compile(
    r"\b(?:voorheen|vroeger|eerder|destijds|voormalige?|de opvolger van)\s+(?:ook\s+)?[(‘“]?$", re.IGNORECASE
)


def outdated(subject: Subject) -> Iterator[Diagnostic]:
    """A law, platform, organisation or link that was renamed, closed or is uncertain, named or cited."""
    for reference in subject.corpus.references.values():
        if reference.status == "geldig":
            continue
        named: set[str] = set()
        for printed in subject.texts:
            name = _named(reference, printed.text)
            if name is not None:
                named.add(printed.target)
                yield _outdated(subject, printed, reference, name)
        for clause in subject.clauses:
            if reference.id in clause.references and clause.id not in named:
                citation = Printed(clause.id, reference.name, reference.name, subject.text_at(clause.id), clause)
                yield _outdated(subject, citation, reference, reference.name)


def _named(reference: Reference, text: str) -> str | None:
    """The name by which a text mentions it, unless the text says that it was called so formerly."""
    for name in sorted(reference.names, key=len, reverse=True):
        match = find_name(name, text)
        if match is not None and not _FORMERLY.search(text[: match.start()]):
            return name
    return None


def _outdated(subject: Subject, printed: Printed, reference: Reference, name: str) -> Diagnostic:
    values = {"name": name, "explanation": reference.explanation or ""}
    successor = subject.corpus.references.get(reference.successor or "")
    if reference.status == "onzeker":
        return subject.report_in(printed, name, Kind.UNCERTAIN, **values)
    if reference.status == "hernoemd" and successor is not None:
        return subject.report_in(printed, name, Kind.RENAMED, successor=successor.name, **values)
    return subject.report_in(printed, name, Kind.CLOSED, **values)


def contradicts_law(subject: Subject) -> Iterator[Diagnostic]:
    """Words that say the opposite of a law, found by the patterns that stand beside that law."""
    laws = [
        _Law(one, *map(_patterns, (one.contradicted_by, one.age_about))) for one in subject.corpus.references.values()
    ]
    for printed in subject.clause_texts:
        for law in laws:
            found = next(
                (found for pattern in law.against if (found := pattern.search(printed.text)) is not None), None
            )
            if found is not None:
                yield _contradiction(subject, printed, law.reference, found)
                break
        else:
            yield from _wrong_ages(subject, printed, laws)
    yield from (slow for law in laws for slow in law.too_slow())


def _patterns(written: Sequence[str]) -> tuple[Pattern, ...]:
    return tuple(map(Pattern, written))


@dataclass(frozen=True, slots=True)
class _Law:
    """A reference with the patterns that stand beside it."""

    reference: Reference
    against: tuple[Pattern, ...]
    about: tuple[Pattern, ...]

    def too_slow(self) -> Iterator[Diagnostic]:
        """The patterns that took too long."""
        for key, patterns in (("contradicted_by", self.against), ("age_about", self.about)):
            for index, pattern in enumerate(patterns):
                if pattern.is_slow:
                    place, id_ = self.reference.at(key, index), self.reference.id
                    yield Diagnostic(Kind.PATTERN_SLOW, place, {"pattern": pattern.pattern[:60]}, target=id_)


def _wrong_ages(subject: Subject, printed: Printed, laws: Sequence[_Law]) -> Iterator[Diagnostic]:
    """Ages that are not those of a law, in sentences about what that law sets an age for."""
    protocol = subject.corpus.protocols.get(subject.policy.protocol)
    declared = protocol.parameters if protocol is not None else {}
    # A value of a parameter with a law is judged where it is given: `value_against_law`.
    judged = {subject.policy.values[n].text for n in names_in(printed.template) if n in declared and declared[n].law}
    for law in laws:
        reference, age = law.reference, law.reference.value or ""
        if not law.about or not age.isdecimal():
            continue
        for sentence in sentences(printed.text):
            if all(pattern.search(sentence) is not None for pattern in law.about):
                found = wrong_age(sentence, int(age), frozenset(int(text) for text in judged if text.isdecimal()))
                if found is not None:
                    yield _contradiction(subject, printed, reference, found)
                    break


def _contradiction(subject: Subject, printed: Printed, law: Reference, found: str) -> Diagnostic:
    values = {"law": law.name, "found": found, "explanation": law.explanation or ""}
    return subject.report_in(printed, found, Kind.CONTRADICTS_LAW, **values)


def value_against_law(subject: Subject) -> Iterator[Diagnostic]:
    """A value in use that differs from what its law says."""
    protocol = subject.corpus.protocols.get(subject.policy.protocol)
    declared = protocol.parameters if protocol is not None else {}
    for name, value in subject.policy.values.items():
        parameter = declared.get(name)
        law = subject.corpus.references.get(parameter.law) if parameter is not None and parameter.law else None
        if law is None or law.value is None or _comparable(value.text) == _comparable(law.value):
            continue
        values = {"name": name, "value": value.text, "law": law.name, "expected": law.value}
        place = subject.value_at(name) or subject.home
        yield subject.report(Kind.VALUE_AGAINST_LAW, place, name, explanation=law.explanation or "", **values)


def _comparable(text: str) -> str:
    """`0900-1113111` and `0900 111 3 111` are the same number."""
    return re.sub(r"[\s-]", "", text).casefold()


def organisation_not_cited(subject: Subject) -> Iterator[Diagnostic]:
    """An organisation in the wording of a clause that does not rest on it: often left over from the model text."""
    references = subject.corpus.references
    for printed in subject.clause_texts:
        cited = [references[id_] for id_ in (printed.clause.references if printed.clause else ()) if id_ in references]
        for organisation in references.values():
            if organisation.kind != "organisatie":
                continue
            # In the template only: what a school fills in (the maker of its portal) is its own business.
            name = next((n for n in organisation.names if find_name(n, printed.template)), None)
            if name is not None and not any(c.id == organisation.id or name in c.name for c in cited):
                values = {"name": name, "id": organisation.id, "explanation": organisation.explanation or ""}
                yield subject.report(Kind.ORGANISATION_NOT_CITED, printed.place, printed.target, **values)


def link_not_listed(subject: Subject) -> Iterator[Diagnostic]:
    """A link that a clause types out and that nobody checks each year."""
    known = {_address(a) for r in subject.corpus.references.values() for a in (r.source, r.value or "")}
    for clause in subject.clauses:
        for text in clause.texts:
            for address in _typed(text.template):
                if _address(address) not in known:
                    place = subject.text_at(clause.id)
                    yield subject.report(Kind.LINK_NOT_LISTED, place, clause.id, address=address)


def _typed(template: str) -> Iterator[str]:
    """The web addresses of links that are not those of a value."""
    without_placeholders = template.replace("{{", "").replace("}}", "")
    for node in walk(read(without_placeholders)):
        if isinstance(node, Link) and node.target.lower().startswith(("https://", "http://")):
            yield node.target


def _address(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", url.strip().casefold()).rstrip("/")
