"""Judges whether a document may be frozen as a release; `edit` writes it."""

from __future__ import annotations

from datetime import date
from gettext import gettext as _

from schoolprotocol.check.glyphs import characters
from schoolprotocol.config import document_name
from schoolprotocol.diagnostics import Kind, has_errors
from schoolprotocol.documents.checking import check_working
from schoolprotocol.documents.finding import Key, policies_of, resolve_all
from schoolprotocol.errors import SourceError, UsageError
from schoolprotocol.model.base import ADOPTED
from schoolprotocol.policy.model import Policy
from schoolprotocol.release.freeze import file_name
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.templating import templates_in

LONGEST = 500
"""Characters of a reason."""


def to_release(
    corpus: Corpus, key: Key, version: str | None, today: date, despite: str | None = None
) -> tuple[Policy, str | None]:
    """A document's working text, where it may be released.

    Args:
        corpus: the loaded source.
        key: the document.
        version: what the person means to release; it must be the document's own version.
        today: the day that the check goes by.
        despite: why it is released although the check finds errors in the text; it never stands in for a decision.

    Returns:
        The text; and why it is released all the same, where the check finds errors.

    Raises:
        UsageError: where that version is already released or is not the document's, the text was not adopted, or the
            reason cannot be printed.
        SourceError: where the check finds errors and no reason was given; where an adoption or a consent lacks,
            whatever the reason.
    """
    policy = policies_of(resolve_all(corpus, [key]))[key]
    own = policy.document.version
    if version not in {None, own}:
        text = _("The version of {name} is {own}, not {version}. Write the version in the school's variant first.")
        raise UsageError(text.format(name=document_name(*key), own=own, version=version))
    path = corpus.schools[key[0]].folder / "releases" / file_name(policy)
    if path.exists():
        text = _("{file} is there already. A release is never changed: give the document a new version first.")
        raise UsageError(text.format(file=path.relative_to(corpus.root)))
    if policy.document.status not in ADOPTED:
        text = _(
            "The status of {name} is “{status}”, and only an adopted text is released: a release is never changed. "
            "Once the text has been adopted, record that, which keeps it too: schoolprotocol adopt {school} --protocol "
            "{protocol}. To put a proposal to a council: schoolprotocol dossier {school} --protocol {protocol}."
        )
        named = {"name": document_name(*key), "school": key[0], "protocol": key[1]}
        raise UsageError(text.format(status=policy.document.status, **named))
    _refuse_unprintable(corpus, despite)
    found = [d for d in check_working(corpus, today, [key]) if d.school in {None, key[0]}]
    if has_errors(found) and (despite is None or has_errors(d for d in found if is_of_decisions(d.kind))):
        raise SourceError(found)
    return policy, despite if has_errors(found) else None


def _refuse_unprintable(corpus: Corpus, despite: str | None) -> None:
    """A reason stands in every output of the version."""
    if despite is None:
        return
    if not despite.strip() or len(despite) > LONGEST:
        text = _("Give a reason of one line, of {longest} characters at most.")
        raise UsageError(text.format(longest=LONGEST))
    known = characters(templates_in(corpus.root / "templates"))
    odd = sorted({letter for letter in despite if letter not in known or not letter.isprintable()})
    if odd:
        text = _("The reason has signs that our fonts cannot print: {signs}")
        raise UsageError(text.format(signs=", ".join(f"U+{ord(letter):04X}" for letter in odd)))


def is_of_decisions(kind: Kind) -> bool:
    """Whether a finding is about what was decided, by whom and when: for that no reason makes up."""
    return kind.standing or kind in _OF_DECISIONS


_OF_DECISIONS = {
    *(Kind.DECISION_AFTER_ADOPTION, Kind.ADOPTED_WITHOUT_CONSENT, Kind.DECISION_WITHOUT_DATE, Kind.DECISION_IN_FUTURE),
    *(
        Kind.EFFECTIVE_BEFORE_ADOPTION,
        Kind.DAY_OF_DOCUMENT,
        Kind.MET_IN_FUTURE,
        Kind.PROPOSAL_UNREADABLE,
        Kind.PROPOSAL_CHANGED,
    ),
    *(Kind.RELEASE_CHANGED, Kind.RELEASE_NOT_DECIDED, Kind.RELEASE_UNREADABLE, Kind.RELEASE_MISSING),
    *(kind for kind in Kind if kind.name.startswith(("LEDGER_", "SEAL_", "FROZEN_"))),
}
