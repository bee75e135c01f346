"""The pages about more than one document: the overview, the deviations, a page for each school.

They are made last, of the sites that are there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, groupby
from pathlib import Path
from types import MappingProxyType

from schoolprotocol.build.published import FORMER_PAGE, is_page
from schoolprotocol.compare.deviations import deviations, document_cells
from schoolprotocol.compare.overview import Deviations, DocumentCells
from schoolprotocol.config import DOWNLOADS, PROPOSAL, Folders, Key, document_name
from schoolprotocol.files import update_file
from schoolprotocol.model.base import NOT_YET_ADOPTED, Status
from schoolprotocol.model.document import Document
from schoolprotocol.outputs.job import Editions
from schoolprotocol.outputs.online.feed import Entry, Kept, day_of, entry_of
from schoolprotocol.outputs.online.moved import moved_page, withdrawn_page
from schoolprotocol.outputs.overview.deviations import PAGE, deviation_files
from schoolprotocol.outputs.overview.overview import INDEX, OverviewEntry, held_edition, overview_files
from schoolprotocol.outputs.overview.school import Card, Handbook, SchoolInput, school_page
from schoolprotocol.outputs.site.downloads import offered
from schoolprotocol.policy.model import Organisation, Policy, digest
from schoolprotocol.resolve.values import typed
from schoolprotocol.source.corpus import Corpus, ProtocolSource
from schoolprotocol.source.published import WITHDRAWN


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
    cells: DocumentCells
    organisation: Organisation
    summary: str
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
    )
    news = (entry_of(_kept(corpus, site, key, editions, one)) for one in kept.values())
    return Facts(
        key=key,
        site=site,
        editions=editions,
        entry=entry,
        logo=f"_static/logo{Path(style.logo).suffix}" if style.logo else None,
        held=held.document if held else None,
        cells=document_cells(protocol, policy, _defaults(protocol)),
        organisation=policy.organisation,
        summary=protocol.protocol.summary,
        text=digest(policy),
        news=tuple(one for one in news if one is not None),
        days={
            **{editions.site(site, version): day_of(one) for version, one in kept.items()},
            site: day_of(held or policy),
            editions.site(site, None): day_of(policy),
        },
        since=_since(held or policy),
        dated=tuple(_dated(one.policy) for one in source.releases_of(key[1]) if one.is_whole and _since(one.policy))
        + ((_dated(policy),) if document.status == "vervallen" else ()),
    )


def _since(policy: Policy) -> date | None:
    """Since when a text applies, or a protocol lapsed; None of a proposal, and where nobody knows."""
    document = policy.document
    return None if document.status in NOT_YET_ADOPTED else document.effective or day_of(policy)


def _dated(policy: Policy) -> Dated:
    document = policy.document
    return Dated(document.version, policy.title, document.status, _since(policy), policy.organisation)


def _kept(corpus: Corpus, site: str, key: Key, editions: Editions, policy: Policy) -> Kept:
    version = policy.document.version
    url = corpus.address(editions.site(site, version))
    return Kept(policy, url, f"{url}{DOWNLOADS}/{document_name(*key)}-{version}.pdf")


def _defaults(source: ProtocolSource) -> dict[str, str]:
    """What each parameter prints by default."""
    values = {name: typed(parameter, parameter.default)[0] for name, parameter in source.protocol.parameters.items()}
    return {name: value.text for name, value in values.items() if value is not None}


def write_overview(
    corpus: Corpus,
    folders: Folders,
    facts: Collection[Facts],
    listed: Mapping[str, str | None],
    books: Iterable[tuple[str, str | bytes]] = (),
    handbooks: Mapping[str, Handbook] = MappingProxyType({}),
) -> list[Path]:
    """Write the overview page, which links only to what has been made, the pages with deviations, and of each school.

    Where they say what they said, they stay as they are; what there is of them no longer is removed.

    Args:
        corpus: the source.
        folders: where the sites are.
        facts: of every document, by key.
        listed: where the addresses lead that the site ever had.
        books: the pages of handbooks with their files, by path.
        handbooks: what the pages of schools say of them, by school.

    Returns:
        The files, the overview last.
    """
    entries = [_linked(folders, document) for document in facts]
    publisher = corpus.project.publisher
    files = overview_files(entries, folders.templates, publisher=publisher, deviations=PAGE)
    index = files.pop(INDEX)
    schools = _school_pages(corpus, folders, facts, listed, handbooks)
    pages = deviation_files(tables(corpus, facts), folders.templates, publisher=publisher)
    written = []
    # What a page needs is there before the page is.
    for name, content in chain(files.items(), books, schools, pages, [(INDEX, index)]):
        written.append(folders.html(name))
        update_file(written[-1], content, folders.work)
    for path in {*folders.html("").glob(f"{Path(PAGE).stem}*.*")}.difference(written):
        if f"/{path.name}" not in listed:
            path.unlink()
    return written


def _school_pages(
    corpus: Corpus,
    folders: Folders,
    facts: Collection[Facts],
    listed: Mapping[str, str | None],
    handbooks: Mapping[str, Handbook],
) -> Iterator[tuple[str, str]]:
    """A page for each school, which leads to its documents."""
    for school, group in groupby(sorted(facts, key=lambda one: one.key), key=lambda one: one.key[0]):
        documents = [one for one in group if (folders.html(one.site) / INDEX).is_file()]
        if documents:
            first = documents[0]
            shown = SchoolInput(
                school=first.organisation,
                style=first.entry.style,
                url=corpus.address(school),
                publisher=corpus.project.publisher,
                static=f"{first.key[1]}/_static",
                logo=Path(first.logo).name if first.logo else "merk.svg",
                cards=[_card(folders, one) for one in documents],
                moved=_moved(school, listed),
                handbook=handbooks.get(school),
            )
            yield f"{school}/{INDEX}", school_page(shown, folders.templates)


def _moved(school: str, listed: Mapping[str, str | None]) -> str | None:
    """The document that stood where the page of the school is now, seen from there."""
    target = listed.get(f"/{school}/{FORMER_PAGE}") or ""
    before, _slash, rest = target.removeprefix("/").partition("/")
    return f"{rest.split('/')[0]}/{INDEX}" if before == school and "/" in rest else None


def _card(folders: Folders, document: Facts) -> Card:
    entry, held = document.entry, document.held
    shown = held or entry
    has_proposal = held is not None and (folders.html(document.working) / INDEX).is_file()
    return Card(
        title=entry.title,
        summary=document.summary,
        page=f"{document.key[1]}/{INDEX}",
        version=shown.version,
        status=shown.status,
        day=shown.day,
        effective=shown.effective,
        review=shown.review,
        proposal=entry.version if has_proposal else None,
        proposed=f"{document.key[1]}/{PROPOSAL}/{INDEX}" if has_proposal else None,
    )


def tables(corpus: Corpus, facts: Collection[Facts]) -> list[Deviations]:
    """Where schools deviate: a table for each protocol that they have documents of.

    Args:
        corpus: the source.
        facts: of every document, by key.
    """
    printed = {f"bron.{one.id}": one.value or one.name for one in corpus.references.values()}
    found = []
    for id_, source in sorted(corpus.protocols.items()):
        documents = [document.cells for document in facts if document.key[1] == id_]
        if documents:
            found.append(deviations(source, documents, _defaults(source), printed))
    return found


def _linked(folders: Folders, document: Facts) -> OverviewEntry:
    """A document's entry with the addresses of what was made of it."""
    held, working = document.held, document.working
    folder = folders.html(working) / DOWNLOADS
    files = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    name = "-".join([document_name(*document.key), *([PROPOSAL] if held else [])])

    def made(site: str, name: str | None) -> str | None:
        return f"{site}/{name}" if name and (folders.html(site) / name).is_file() else None

    return replace(
        document.entry,
        logo=made(document.site, document.logo),
        home=f"{document.key[0]}/{INDEX}" if made(document.site, INDEX) else None,
        page=made(working, INDEX),
        downloads=[replace(d, href=f"{working}/{d.href}") for d in offered(name, files)],
        changes=made(working, "wijzigingen.html"),
        held=held_edition(held, made(document.site, INDEX)) if held else None,
    )


def write_moved(corpus: Corpus, folders: Folders, moved: Mapping[str, str], root: Path) -> list[Path]:
    """Write what stands at addresses that lead elsewhere by now: a page that goes on, or the paper itself.

    Args:
        corpus: the source.
        folders: of the project.
        moved: where each leads, from the root of the site; `-` where what stood there was withdrawn.
        root: the folder of the site.

    Returns:
        The files. A paper that was withdrawn, or leads to a page, is none: only rules for servers tell of it.
    """
    written = []
    for address, target in moved.items():
        content = _content(address, target, corpus.address(""), folders, root, moved)
        if content is not None:
            written.append(root / address[1:])
            update_file(written[-1], content, folders.work)
    return written


def _content(
    address: str, target: str, url: str, folders: Folders, root: Path, moved: Collection[str]
) -> str | bytes | None:
    if not is_page(address):
        return (root / target[1:]).read_bytes() if target != WITHDRAWN and not is_page(target) else None
    if target != WITHDRAWN:
        return moved_page(address, target, url, folders.templates)
    home = f"/{address.split('/')[1]}/{INDEX}"
    is_there = home not in moved and (root / home[1:]).is_file()
    return withdrawn_page(address, home if is_there else f"/{INDEX}", folders.templates)
