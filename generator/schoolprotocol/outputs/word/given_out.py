"""A version of a document as we gave it out in Word: what a file that comes back is compared with."""

from __future__ import annotations

from schoolprotocol.compare.changeset import ChangeSet
from schoolprotocol.compare.prove import rebuild
from schoolprotocol.documents.deciding import unproven, void_of
from schoolprotocol.documents.finding import Key
from schoolprotocol.outputs.report.input import report_input
from schoolprotocol.outputs.word.changes.report import report_docx
from schoolprotocol.outputs.word.document import DocumentInput, document_docx
from schoolprotocol.policy.model import Policy
from schoolprotocol.source.corpus import Corpus


def document(corpus: Corpus, key: Key, policy: Policy) -> bytes:
    """The Word file of a version, without its logo: that has no words."""
    url = corpus.address(corpus.site(*key))
    releases = [release.policy for release in corpus.schools[key[0]].releases_of(key[1])]
    style = corpus.schools[key[0]].school.style
    void, claims = void_of(corpus, key, policy), unproven(corpus, key, policy)
    shown = DocumentInput(policy, style, url, corpus.project.publisher, void=void, unproven=claims, releases=releases)
    return document_docx(shown)


def report(corpus: Corpus, key: Key, changes: ChangeSet) -> bytes:
    """The change report in Word, without its logo."""
    made = report_input(corpus, key, changes)
    return report_docx(made, rebuild(changes, "old"), rebuild(changes, "new"))
