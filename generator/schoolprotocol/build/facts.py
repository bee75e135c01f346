"""What the pages about more than one document say of one: gathered with its plan, in children."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path

from schoolprotocol.build.keys import hash_of
from schoolprotocol.compare.deviations import document_cells
from schoolprotocol.compare.overview import DocumentCells
from schoolprotocol.config import DOWNLOADS, Key, document_name
from schoolprotocol.documents.deciding import is_doubted, unproven
from schoolprotocol.documents.first import first_in
from schoolprotocol.model.base import ADOPTED, NOT_YET_ADOPTED, Status
from schoolprotocol.model.document import Document
from schoolprotocol.model.first import EVERYBODY
from schoolprotocol.outputs.help import Help, help_of
from schoolprotocol.outputs.job import Editions
from schoolprotocol.outputs.online.feed import Entry, Kept, day_of, entry_of
from schoolprotocol.outputs.overview.overview import (
    OverviewEntry,
)
from schoolprotocol.outputs.overview.register import Council
from schoolprotocol.outputs.overview.school import (
    MOST_RULES,
)
from schoolprotocol.outputs.site.landing import rules_first
from schoolprotocol.policy.model import Organisation, Policy, digest
from schoolprotocol.policy.rules import Rule
from schoolprotocol.release.asked import asking
from schoolprotocol.resolve.values import typed
from schoolprotocol.source.corpus import Corpus, ProtocolSource
from schoolprotocol.words.grammar import enumerate_nl
from schoolprotocol.words.terms import AUDIENCE_WORDS, own_council


@dataclass(frozen=True, slots=True)
class Dated:
    """A version that was frozen, and since when it applies; or with which the protocol lapsed, and since when."""

    version: str
    title: str
    status: Status
    since: date | None
    organisation: Organisation


@dataclass(frozen=True, slots=True)
class Facts:
    """What the pages about more than one document say of one: small, for there may be thousands."""

    key: Key
    site: str
    """Folder of the document below `build/html`; in it the pages of what is in force."""
    editions: Editions
    """Its texts."""
    entry: OverviewEntry
    """Of its working text, without addresses: these are of what was made."""
    logo: str | None
    """File name of the logo on its site."""
    held: Document | None
    """Of the version that applies while this one is not adopted."""
    lapsed: Document | None
    """Of the version that was adopted last, where nothing applies any more."""
    is_doubted: bool
    """Whether what is kept does not show that it was adopted."""
    laws: tuple[str, ...] | None
    """That oblige the school to have it; see `Registered`."""
    councils: tuple[Council, ...]
    """Whose consent a change asks."""
    cells: DocumentCells
    organisation: Organisation
    summary: str
    rules: tuple[Rule, ...]
    """What holds for everybody, of the text at the document's own address; the first few."""
    help: Help
    """Whom readers of the school can ask or ring."""
    text: str
    """SHA-256 of the canonical JSON of its working text."""
    news: tuple[Entry, ...]
    """What feeds say of its adopted versions."""
    days: Mapping[str, date | None]
    """The day of each text, as far as it is known, by the folder with its pages."""
    since: date | None
    """Since when what stands at its own address applies, or it lapsed, as far as that is known; None of a proposal."""
    dated: tuple[Dated, ...]
    """Its adopted versions and those with which it lapsed, oldest first."""
    told: str = ""
    """One hash of all this, cells aside (`with_hash`): by it is known that pages of a school would be the same."""

    @property
    def working(self) -> str:
        """Folder with the pages of its working text."""
        return self.editions.site(self.site, None)


def facts_of(corpus: Corpus, key: Key, policy: Policy, editions: Editions) -> Facts:
    """What the pages about more than one document say of one.

    Args:
        corpus: the source.
        key: the document.
        policy: its working text.
        editions: its texts.
    """
    source, protocol = corpus.schools[key[0]], corpus.protocols[key[1]]
    style, document, site = source.school.style, policy.document, corpus.site(*key)
    kept = {one.version: one.policy for one in source.releases_of(key[1]) if one.version in editions.adopted}
    held = kept.get(editions.in_force or "")
    shown = held or policy
    entry = OverviewEntry(
        protocol=protocol.protocol.title,
        school=source.school.site_title,
        title=policy.title,
        version=document.version,
        status=document.status,
        style=style,
        day=document.day,
        effective=document.effective,
        review=document.review,
        unproven=unproven(corpus, key, policy),
    )
    news = (entry_of(_kept(corpus, site, key, editions, one)) for one in kept.values())
    facts = Facts(
        key=key,
        site=site,
        editions=editions,
        entry=entry,
        logo=f"_static/logo{Path(style.logo).suffix}" if style.logo else None,
        held=held.document if held else None,
        lapsed=[*kept.values()][-1].document if editions.has_lapsed and kept else None,
        is_doubted=held is not None and is_doubted(corpus, key, held),
        laws=_laws(corpus, key),
        councils=tuple(_councils(corpus, key, policy)),
        cells=document_cells(protocol, policy, defaults_of(protocol)),
        organisation=policy.organisation,
        summary=protocol.protocol.summary,
        rules=_without_blocks(rules_first(shown, first_in(corpus, key), EVERYBODY)[0][:MOST_RULES]),
        help=help_of(corpus.project, corpus.references, source.school),
        text=digest(policy),
        news=tuple(one for one in news if one is not None),
        days={
            **{editions.site(site, version): day_of(one) for version, one in kept.items()},
            site: _changed(shown),
            editions.site(site, None): _changed(policy),
        },
        since=_since(held or policy),
        dated=tuple(_dated(one.policy) for one in source.releases_of(key[1]) if one.is_whole and _since(one.policy))
        + ((_dated(policy),) if document.status == "vervallen" else ()),
    )
    return with_hash(facts)


def with_hash(facts: Facts) -> Facts:
    """These facts, and the hash of what they are now."""
    told = [getattr(facts, one.name) for one in fields(facts) if one.name not in {"cells", "told"}]
    return replace(facts, told=hash_of(told))


def _without_blocks(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    return tuple(replace(rule, blocks=()) for rule in rules)


def _laws(corpus: Corpus, key: Key) -> tuple[str, ...] | None:
    """The laws that oblige a school to have a protocol, as documents cite them; what is no law obliges nobody."""
    ids = corpus.protocols[key[1]].protocol.laws(corpus.schools[key[0]].school.education)
    known = (corpus.references.get(id_) for id_ in ids or ())
    laws = tuple(one.name for one in known if one is not None and one.kind == "wet")
    return laws if laws or ids == () else None


def _councils(corpus: Corpus, key: Key, policy: Policy) -> Iterator[Council]:
    """Whose consent a change of a document asks, as its school calls them."""
    rules = corpus.protocols[key[1]].protocol.consent
    for rule in asking(rules, corpus.schools[key[0]].school.education, ()):
        law = corpus.references.get(rule.reference)
        groups = enumerate_nl([AUDIENCE_WORDS[one] for one in rule.audience])
        about = f"over wat {groups} raakt" if groups else ""
        yield Council(own_council(rule.council, policy.organisation.council), law.name if law else "", about)


def _since(policy: Policy) -> date | None:
    """Since when a text applies, or a protocol lapsed; None of a proposal, and where nobody knows."""
    document = policy.document
    return None if document.status in NOT_YET_ADOPTED else document.effective or day_of(policy)


def _dated(policy: Policy) -> Dated:
    document = policy.document
    return Dated(document.version, policy.title, document.status, _since(policy), policy.organisation)


def _changed(policy: Policy) -> date | None:
    """The day of a text; of a proposal the day from which it will apply tells nothing of that."""
    document = policy.document
    return day_of(policy) if document.status in ADOPTED else document.day


def _kept(corpus: Corpus, site: str, key: Key, editions: Editions, policy: Policy) -> Kept:
    version = policy.document.version
    url = corpus.address(editions.site(site, version))
    return Kept(policy, url, f"{url}{DOWNLOADS}/{document_name(*key)}-{version}.pdf")


def defaults_of(source: ProtocolSource) -> dict[str, str]:
    """What each parameter prints by default."""
    values = {name: typed(parameter, parameter.default)[0] for name, parameter in source.parameters.items()}
    return {name: value.text for name, value in values.items() if value is not None}
