"""A source that nobody has saved yet → what the site would show of it. Importing this module imports Sphinx."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock

from schoolprotocol import disk
from schoolprotocol.build.editions import editions_of
from schoolprotocol.config import PROPOSAL, Key
from schoolprotocol.diagnostics import Diagnostic
from schoolprotocol.documents.deciding import unproven, void_of
from schoolprotocol.documents.finding import policies_of, resolve_sound, still_holds
from schoolprotocol.documents.first import first_in
from schoolprotocol.outputs.help import help_of
from schoolprotocol.outputs.site.preview import PAGE, Previewer
from schoolprotocol.outputs.site.project import SiteInput, site_files
from schoolprotocol.policy.model import Policy
from schoolprotocol.policy.tree import numbers, tree_of
from schoolprotocol.resolve.again import Again
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.templating import THEME, Templates
from schoolprotocol.text.html import to_html

MOST = 64
"""Documents of which is kept what they said: a project of sixty schools."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a document would show."""

    school: str
    protocol: str
    html: str | None
    """A clause, or the whole page; None where the text has faults."""
    faults: tuple[Diagnostic, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    """What a whole page asks for besides (`_static/site.css`), by path below the folder of its site."""
    below: str = ""
    """Where below the document's own address the page stands: `voorstel` while an adopted text is in force."""


class Previews:
    """Makes previews, and keeps what is warm from one to the next."""

    def __init__(self, templates: Templates) -> None:
        self.templates = templates
        self._previewer = Previewer(templates)
        self._pages: dict[tuple[Key, str], tuple[SiteInput, str, Mapping[str, bytes]]] = {}
        """Each page that was asked for and its own files, with what they were made of: what differs is made again."""
        self._turn = Lock()
        """Of pages: who asks for one that is being made gets that one."""
        self._said: dict[Key, tuple[Corpus, Policy]] = {}
        """What documents said when they last were without faults, with the source of then."""
        self._compared: tuple[Corpus | None, Corpus | None, Again | None] = None, None, None

    def clause(self, corpus: Corpus, id_: str, keys: Sequence[Key] | None = None) -> tuple[Preview, ...]:
        """A clause in every document that has it, or in some, by school and protocol; and the documents with faults.

        Args:
            corpus: the source.
            id_: of the clause.
            keys: the only documents that are looked at; by default all.
        """
        resolved = self._resolved(corpus, corpus.documents() if keys is None else keys)
        policies = {key: policy for key, (policy, _faults) in resolved.items() if policy is not None}
        html = self._clauses(corpus, policies, id_)
        return tuple(
            Preview(*key, html.get(key), faults)
            for key, (policy, faults) in resolved.items()
            if key in html or policy is None
        )

    def _resolved(self, corpus: Corpus, keys: Iterable[Key]) -> dict[Key, tuple[Policy | None, tuple[Diagnostic, ...]]]:
        """What documents say, and what is wrong with them; kept for when something is typed."""
        resolved = {key: self._resolved_one(corpus, key) for key in keys}
        said = {key: (corpus, policy) for key, (policy, _faults) in resolved.items() if policy is not None}
        self._said = dict([*{**self._said, **said}.items()][:MOST])
        return resolved

    def _resolved_one(self, corpus: Corpus, key: Key) -> tuple[Policy | None, tuple[Diagnostic, ...]]:
        """What a document says, and what is wrong with it; of what it said before, only what was typed since."""
        before, said = self._said.get(key, (None, None))
        if before is not None and said is not None and not corpus.faults_of(*key):
            again = self._again(before, corpus).policy(*key, said)
            if again is not None:
                return again, ()
        found = resolve_sound(corpus, [key])
        return policies_of(found.value).get(key), found.faults

    def _again(self, before: Corpus, corpus: Corpus) -> Again:
        """Both states of the source, compared once for all documents."""
        was, now, made = self._compared
        if made is None or was is not before or now is not corpus:
            made = Again(before, corpus)
            self._compared = before, corpus, made
        return made

    def page(self, corpus: Corpus, key: Key, name: str = PAGE) -> Preview:
        """A page of a document, as the site would have it before anything else of it was made.

        Args:
            corpus: the source.
            key: of the document.
            name: of the page: all of it, or what concerns some readers (`ouders`).

        Raises:
            KeyError: where the document has no such page.
        """
        policy, faults = self._resolved(corpus, [key])[key]
        if policy is None:
            return Preview(*key, None, faults)
        shown = self._shown(corpus, key, policy, with_decisions=True)
        with self._turn:
            made_of, html, files = self._pages.get((key, name), (None, "", {}))
            if made_of != shown:
                html, files = self._written(shown, name)
                self._pages[key, name] = shown, html, files
        logo = self._logo(corpus.schools[key[0]].folder, shown)
        below = PROPOSAL if shown.edition == "proposal" else ""
        return Preview(*key, html, faults, {**self._theme, **files, **logo}, below)

    def _written(self, shown: SiteInput, name: str) -> tuple[str, Mapping[str, bytes]]:
        files = site_files(shown, self.templates)
        own = {path: one for path, one in files.items() if path.startswith("_static/")}
        try:
            html = self._previewer.page(shown, name, files)
        except OSError:  # a full disk, a folder that somebody swept away: the next one begins anew
            self.close()
            self._previewer = Previewer(self.templates)
            raise
        return html, {path: one if isinstance(one, bytes) else one.encode() for path, one in own.items()}

    @staticmethod
    def _logo(folder: Path, shown: SiteInput) -> dict[str, bytes]:
        logo = shown.style.logo
        return {f"_static/logo{Path(logo).suffix}": disk.read(folder / logo, disk.MAX_BYTES)} if logo else {}

    @cached_property
    def _theme(self) -> dict[str, bytes]:
        static = f"{THEME}/static/"
        found = self.templates.below(static.rstrip("/"))
        return {f"_static/{name.removeprefix(static)}": path.read_bytes() for name, path in found.items()}

    def close(self) -> None:
        """Give back what it holds."""
        self._previewer.close()

    def _clauses(self, corpus: Corpus, policies: Mapping[Key, Policy], id_: str) -> dict[Key, str]:
        """The clause in HTML, in every document that has it."""
        having = [key for key, policy in policies.items() if any(clause.id == id_ for clause in policy.clauses())]
        texts = [(policies[key], _address(corpus, key, policies[key])) for key in having]
        shown = self._previewer.clauses(texts, id_, lambda: self._shown(corpus, having[0], policies[having[0]]))
        html = dict(zip(having, shown, strict=True))
        for key, policy in policies.items():
            clause = policy.by_id().get(id_) if key not in html else None
            if clause is not None:  # only the text for the schoolgids has it
                html[key] = str(to_html(tree_of(policy).clause(clause), policy.labels(), notes=numbers(clause)))
        return html

    def _shown(self, corpus: Corpus, key: Key, policy: Policy, *, with_decisions: bool = False) -> SiteInput:
        school = corpus.schools[key[0]]
        releases = tuple(release.policy for release in school.releases_of(key[1]) if release.is_whole)
        editions = editions_of(corpus, key, policy)
        return SiteInput(
            policy=policy,
            style=school.school.style,
            url=_address(corpus, key, policy),
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


def _address(corpus: Corpus, key: Key, policy: Policy) -> str:
    """The permanent address of a working text: beside what is in force, where that is another text."""
    home = corpus.site(*key)
    return corpus.address(home if still_holds(corpus, key, policy) is None else f"{home}/{PROPOSAL}")
