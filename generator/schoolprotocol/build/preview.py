"""A source that nobody has saved yet → what the site would show of it. Importing this module imports Sphinx."""

from __future__ import annotations

from dataclasses import dataclass

from schoolprotocol.config import Key
from schoolprotocol.diagnostics import Diagnostic
from schoolprotocol.documents.deciding import void_of
from schoolprotocol.documents.finding import resolve_sound
from schoolprotocol.outputs.site.preview import Previewer
from schoolprotocol.outputs.site.project import SiteInput
from schoolprotocol.policy.model import Policy
from schoolprotocol.policy.tree import numbers, tree_of
from schoolprotocol.resolve.values import document_url
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.templating import Templates
from schoolprotocol.text.html import to_html


@dataclass(frozen=True, slots=True)
class Preview:
    """What a document would show."""

    school: str
    protocol: str
    html: str | None
    """A clause, or the whole page; None where the text has faults."""
    faults: tuple[Diagnostic, ...] = ()


class Previews:
    """Makes previews, and keeps what is warm from one to the next."""

    def __init__(self, templates: Templates) -> None:
        self.templates = templates
        self._previewer = Previewer(templates)

    def clause(self, corpus: Corpus, id_: str) -> tuple[Preview, ...]:
        """A clause in every document that has it, by school and protocol; and the documents that have faults."""
        found = []
        for key in corpus.documents():
            resolved = resolve_sound(corpus, [key])
            if key not in resolved.value:
                found.append(Preview(*key, None, resolved.faults))
                continue
            policy = resolved.value[key].policy
            if policy is not None and id_ in policy.by_id():
                found.append(Preview(*key, self._clause(corpus, key, policy, id_), resolved.faults))
        return tuple(found)

    def page(self, corpus: Corpus, key: Key) -> Preview:
        """The page of a document, as the site would have it before anything else of it was made."""
        resolved = resolve_sound(corpus, [key])
        policy = resolved.value[key].policy if key in resolved.value else None
        if policy is None:
            return Preview(*key, None, resolved.faults)
        shown = self._shown(corpus, key, policy, with_decisions=True)
        return Preview(*key, self._previewer.page(shown), resolved.faults)

    def close(self) -> None:
        """Give back what it holds."""
        self._previewer.close()

    def _clause(self, corpus: Corpus, key: Key, policy: Policy, id_: str) -> str:
        if any(clause.id == id_ for clause in policy.clauses()):
            return self._previewer.clause(self._shown(corpus, key, policy), id_)
        clause = policy.by_id()[id_]  # only the text for the schoolgids has it
        return str(to_html(tree_of(policy).clause(clause), policy.labels(), notes=numbers(clause)))

    def _shown(self, corpus: Corpus, key: Key, policy: Policy, *, with_decisions: bool = False) -> SiteInput:
        school = corpus.schools[key[0]]
        releases = tuple(release.policy for release in school.releases_of(key[1]))
        return SiteInput(
            policy=policy,
            style=school.school.style,
            url=document_url(corpus, *key),
            publisher=corpus.project.publisher,
            summary=corpus.protocols[key[1]].protocol.summary,
            releases=releases,
            void=void_of(corpus, key, policy) if with_decisions else (),
            changes_fragment="" if releases else None,
        )
