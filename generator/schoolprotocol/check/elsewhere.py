"""References to other documents of the school: what an adopted text prints of them may be another by now."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import gettext as _

from schoolprotocol.check.subject import Subject
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.policy.elsewhere import MARK, referring
from schoolprotocol.policy.model import Elsewhere
from schoolprotocol.resolve.elsewhere import NotThere, called_now, elsewhere


def stale_reference(subject: Subject) -> Iterator[Diagnostic]:
    """What the working text or the version in force prints of another document, and would print otherwise today.

    A text that was not frozen prints what holds today, so of that nothing is found.
    """
    policy = subject.policy
    texts = [policy]
    if not subject.is_release:
        school = subject.corpus.schools[policy.school]
        held = school.held(policy.protocol, policy.document.status)
        texts += [held] if held is not None else []
    for text in texts:
        for printed in text.elsewhere or ():
            told = _now(subject, printed)
            if told is not None:
                yield subject.report(
                    Kind.ELSEWHERE_STALE,
                    subject.document_at("version"),
                    printed.target,
                    version=text.document.version,
                    was=printed.label,
                    clause=", ".join(referring(text, printed.target)),
                    detail=told[0],
                    help=told[1],
                )


def _now(subject: Subject, printed: Elsewhere) -> tuple[str, str] | None:
    """What there is instead by now, and what to do; None where nothing is another."""
    corpus, school, own = subject.corpus, subject.policy.school, subject.policy.protocol
    found = elsewhere(corpus, school, own, printed.target)
    protocol, _mark, clause = printed.target.partition(MARK)
    if isinstance(found, NotThere):
        now = called_now(corpus, school, protocol, clause)
        if now is None:
            return found.detail, found.help
        found = elsewhere(corpus, school, own, f"{protocol}{MARK}{now}")
    if isinstance(found, NotThere) or found.label == printed.label:
        return None
    told = _("that is “{now}”").format(now=found.label)
    return told, _("nothing has to be done now. Does it confuse readers? Then have that version adopted sooner.")
