"""Short sentences: each is one sentence, and no longer than the text of which it states the rule."""

from __future__ import annotations

from collections.abc import Iterator

from schoolprotocol.check.subject import Subject
from schoolprotocol.check.texts import plain, sentences, words
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.resolve.policy import kort_place

_NO_END = str.maketrans(":;", ",,")
"""Signs after which a sentence goes on."""
_ENDS = (".", "!", "?", "…")
_CLOSING = "”’\"')"


def not_one_sentence(subject: Subject) -> Iterator[Diagnostic]:
    """A short sentence that is two, or none: it stands as one item in a list."""
    for clause in subject.clauses:
        if clause.kort is None:
            continue
        text = plain(clause.kort.text, subject.labels).strip()
        if len(sentences(text.translate(_NO_END))) != 1 or not text.rstrip(_CLOSING).endswith(_ENDS):
            yield subject.report(
                Kind.KORT_NOT_ONE_SENTENCE, subject.text_at(kort_place(clause.id)), clause.id, id=clause.id
            )


def longer_than_text(subject: Subject) -> Iterator[Diagnostic]:
    """A short sentence with more words than the text itself."""
    for clause in subject.clauses:
        if clause.kort is None:
            continue
        short, whole = (len(words(plain(text.text, subject.labels))) for text in (clause.kort, clause.wording))
        if short > whole:
            values = {"id": clause.id, "words": str(short), "text": str(whole)}
            yield subject.report(Kind.KORT_LONGER, subject.text_at(kort_place(clause.id)), clause.id, **values)
