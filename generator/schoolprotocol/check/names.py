"""Names of schools and boards in texts: another school's, or one's own by turns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from schoolprotocol.check.subject import Subject
from schoolprotocol.check.texts import Printed, acts, find_name
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.words.names import bare_name, tokens

GENERAL = frozenset(
    (
        *("algemeen", "basisonderwijs", "basisschool", "bestuur", "bijzonder", "christelijk", "college", "dagelijks"),
        *("directie", "katholiek", "montessori", "onderwijs", "openbaar", "openbare", "primair", "protestants", "raad"),
        *("school", "scholen", "schoolleiding", "speciaal", "stichting", "toezicht", "vereniging", "voortgezet"),
    )
)
"""Words in names of boards that do not tell one board from another."""


def other_school(subject: Subject) -> Iterator[Diagnostic]:
    """The name of a school that has nothing to do with this document: left over from somebody else's text.

    Looked up by the words of a text: the names of a thousand schools cost no more than those of ten.
    """
    corpus, own_id = subject.corpus, subject.policy.school
    organisation = subject.policy.organisation
    own = {organisation.name, organisation.board, organisation.short, organisation.site_title}
    if own_id in corpus.schools:
        own |= corpus.schools[own_id].names
    kin = {own_id, *(variant.extends for variant in subject.variants)}
    for printed in subject.texts:
        called = {one for word in {*tokens(printed.text), ""} for one in corpus.around.names.get(word, ())}
        foreign = {
            (name, corpus.around.by_id[other].name)
            for name, other in called
            if not (other in kin or _builds_on(subject, other) or any(name in mine for mine in own))
        }
        if foreign:
            yield from _where(subject, printed, sorted(foreign, key=lambda pair: (-len(pair[0]), pair)))


def _builds_on(subject: Subject, other: str) -> bool:
    return subject.corpus.around.by_id[other].extends.get(subject.policy.protocol) == subject.policy.school


def _where(subject: Subject, printed: Printed, foreign: Sequence[tuple[str, str]]) -> Iterator[Diagnostic]:
    """Each name that stands in a text; not one that is only part of a longer name there. Longest names first."""
    text = printed.text
    for name, other in foreign:
        if find_name(name, text):
            yield subject.report_in(printed, name, Kind.OTHER_SCHOOL, found=name, other=other)
            text = re.sub(rf"(?<![\w@./-]){re.escape(name)}(?![\w@]|[./-]\w)", " ", text)


def board_as_school(subject: Subject) -> Iterator[Diagnostic]:
    """In a school's document the board acts by name in a few clauses, and the school everywhere else."""
    organisation = subject.policy.organisation
    board = bare_name(organisation.board)
    particular = [w for w in re.findall(r"\w[\w-]+", board) if w[0].isupper() and w.lower() not in GENERAL]
    if organisation.kind != "school" or not particular or any(w in organisation.name for w in particular):
        return
    pattern = "|".join(rf"(?:de |het )?{re.escape(name)}" for name in (board, *particular))
    by_board = [(p, m[0]) for p in subject.clause_texts if (m := acts(pattern, p.text))]
    by_school = [p for p in subject.clause_texts if acts(re.escape(organisation.short), p.text)]
    if len(by_board) < len(by_school):
        for printed, found in by_board:
            yield subject.report_in(printed, found, Kind.BOARD_AS_SCHOOL, found=found, short=organisation.short)


def school_as_board(subject: Subject) -> Iterator[Diagnostic]:
    """A school that calls itself a board: it publishes a text that builds on that of a board."""
    organisation, schools = subject.policy.organisation, subject.corpus.schools
    below = schools.get(next((variant.extends for variant in subject.variants), ""))
    is_board = organisation.kind == "bestuur" and not subject.is_release
    if is_board and below is not None and below.school.kind == "bestuur":
        values = {"name": organisation.name, "board": below.school.name}
        yield subject.report(Kind.SCHOOL_AS_BOARD, subject.school_at("kind"), "kind", **values)


_SCHOOL = r"de school"
_FOUNDATION = r"(?:de )?stichting(?: [A-Z][\w-]*)?"
_OFTEN = 2


def names_by_turns(subject: Subject) -> Iterator[Diagnostic]:
    """Clauses in which now “de school” acts, now “de stichting”; once is no habit. The excerpt is a text apart."""
    body = {clause.id for clause in subject.policy.clauses()}
    texts = [printed for printed in subject.clause_texts if printed.target in body]
    school, foundation = _acting(_SCHOOL, texts), _acting(_FOUNDATION, texts)
    if min(len(school), len(foundation)) < _OFTEN:
        return
    (first, first_in), (second, second_in) = sorted(
        (("de school", school), ("de stichting", foundation)), key=lambda pair: -len(pair[1])
    )
    yield subject.report(
        Kind.NAMES_BY_TURNS,
        second_in[0].place,
        second_in[0].target,
        first=first,
        first_count=str(len(first_in)),
        second=second,
        second_count=str(len(second_in)),
    )


_INSTITUTION = re.compile(r"\b(?:de|deze|onze)\s+(?:onderwijs)?instelling\b|\bonderwijsinstellingen\b", re.IGNORECASE)


def institution(subject: Subject) -> Iterator[Diagnostic]:
    """“De instelling” in a document that names its school elsewhere: left over from a model text."""
    short = subject.policy.organisation.short
    own = [one for one in subject.said if find_name(bare_name(short), one.text)]
    general = [(one, m[0]) for one in subject.said if "instelling" in one.low and (m := _INSTITUTION.search(one.text))]
    if min(len(own), len(general)) >= _OFTEN:
        one, found = general[0]
        counts = {"first_count": str(len(own)), "second_count": str(len(general))}
        yield subject.report_said(one, found, Kind.NAMES_BY_TURNS, first=short, second=found.lower(), **counts)


def _acting(pattern: str, texts: list[Printed]) -> list[Printed]:
    return [printed for printed in texts if acts(pattern, printed.text)]
