"""A source that nobody has saved yet → what the site would show of it. Importing this module imports Sphinx."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schoolprotocol.build.editions import editions_of
from schoolprotocol.config import Key
from schoolprotocol.diagnostics import Diagnostic
from schoolprotocol.documents.deciding import unproven, void_of
from schoolprotocol.documents.finding import policies_of, resolve_sound
from schoolprotocol.documents.first import first_in
from schoolprotocol.outputs.help import help_of
from schoolprotocol.outputs.site.preview import Previewer
from schoolprotocol.outputs.site.project import SiteInput
from schoolprotocol.policy.model import Policy
from schoolprotocol.policy.tree import numbers, tree_of
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
        resolved = {key: resolve_sound(corpus, [key]) for key in corpus.documents()}
        policies = {key: policy for one in resolved.values() for key, policy in policies_of(one.value).items()}
        html = self._clauses(corpus, policies, id_)
        return tuple(
            Preview(*key, html.get(key), one.faults) for key, one in resolved.items() if key in html or not one.value
        )

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

    def _clauses(self, corpus: Corpus, policies: Mapping[Key, Policy], id_: str) -> dict[Key, str]:
        """The clause in HTML, in every document that has it."""
        having = [key for key, policy in policies.items() if any(clause.id == id_ for clause in policy.clauses())]
        shown = self._previewer.clauses([self._shown(corpus, key, policies[key]) for key in having], id_)
        html = dict(zip(having, shown, strict=True))
        for key, policy in policies.items():
            clause = policy.by_id().get(id_)
            if clause is not None and key not in html:  # only the text for the schoolgids has it
                html[key] = str(to_html(tree_of(policy).clause(clause), policy.labels(), notes=numbers(clause)))
        return html

    def _shown(self, corpus: Corpus, key: Key, policy: Policy, *, with_decisions: bool = False) -> SiteInput:
        school = corpus.schools[key[0]]
        releases = tuple(release.policy for release in school.releases_of(key[1]) if release.is_whole)
        editions = editions_of(corpus, key, policy)
        return SiteInput(
            policy=policy,
            style=school.school.style,
            url=corpus.address(editions.site(corpus.site(*key), None)),
            publisher=corpus.project.publisher,
            summary=corpus.protocols[key[1]].protocol.summary,
            releases=releases,
            void=void_of(corpus, key, policy) if with_decisions else (),
            unproven=with_decisions and unproven(corpus, key, policy),
            changes_fragment="" if releases else None,
            edition="working" if editions.in_force is None else "proposal",
            editions=editions,
            first=first_in(corpus, key),
            help=help_of(corpus.project, corpus.references, school.school),
        )
