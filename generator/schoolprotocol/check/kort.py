"""Short sentences: each is one sentence, no longer than the text of which it states the rule, and as strong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schoolprotocol.check.said import NEGATION
from schoolprotocol.check.strength import most_alike, statements, strength
from schoolprotocol.check.subject import Subject
from schoolprotocol.check.texts import sentences, words
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.policy.model import Clause
from schoolprotocol.resolve.policy import kort_place
from schoolprotocol.text.plain import bare

_NO_END = str.maketrans(":;", ",,")
"""Signs after which a sentence goes on."""
_ENDS = (".", "!", "?", "…")
_CLOSING = "”’\"')"


def _with_kort(subject: Subject) -> Iterator[tuple[Clause, str, str]]:
    """The clauses that have a short sentence, with their text and that sentence, both plain."""
    for clause in subject.clauses:
        if clause.kort is not None:
            trees = (subject.tree.clause(clause), subject.tree.kort(clause))
            text, short = (bare(blocks, subject.tree.labels).strip() for blocks in trees)
            yield clause, text, short


def _finding(subject: Subject, kind: Kind, clause: Clause, **values: str) -> Diagnostic:
    return subject.report(kind, subject.text_at(kort_place(clause.id)), clause.id, id=clause.id, **values)


def not_one_sentence(subject: Subject) -> Iterator[Diagnostic]:
    """A short sentence that is two, or none: it stands as one item in a list."""
    for clause, _text, short in _with_kort(subject):
        if len(sentences(short.translate(_NO_END))) != 1 or not short.rstrip(_CLOSING).endswith(_ENDS):
            yield _finding(subject, Kind.KORT_NOT_ONE_SENTENCE, clause)


def longer_than_text(subject: Subject) -> Iterator[Diagnostic]:
    """A short sentence with more words than the text itself."""
    for clause, text, short in _with_kort(subject):
        many, whole = len(words(short)), len(words(text))
        if many > whole:
            yield _finding(subject, Kind.KORT_LONGER, clause, words=str(many), text=str(whole))


_CONDITION: Final = re.compile(
    r"\b(?:alleen|pas|slechts|enkel|uitsluitend|zonder|tenzij|behalve|mits|eerst|anders\s+dan|hooguit)\b", re.I
)
"""With these what may be is also what may not: `mag alleen met toestemming`, `moet toestemming vragen`."""
_KINDS: Final = {
    "mag niet": "ban",
    "moet": "duty",
    "mag": "leave",
    "kan": "leave",
    "hoeft niet": "leave",
    "vraagt": "wish",
}
"""What differs so much that nobody can have meant the same; a plain statement (`is zo`) can be any of these."""


def stronger_or_weaker(subject: Subject) -> Iterator[Diagnostic]:
    """A short sentence that lets what the text forbids, or commands what it only asks: people act on the short one."""
    for clause, text, short in _with_kort(subject):
        meant = most_alike(short, statements(text), unnamed=True)
        if meant is None or any(_CONDITION.search(sentence) for sentence in (meant, short)):
            continue
        first, second = _kind(meant), _kind(short)
        if first and second and first != second:
            yield _finding(subject, Kind.KORT_STRENGTH, clause, first=strength(meant), second=strength(short))


def _kind(sentence: str) -> str | None:
    kind = _KINDS.get(strength(sentence))
    return "ban" if kind == "duty" and NEGATION.search(sentence) else kind
