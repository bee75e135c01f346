"""The pages about more than one document: the overview, the deviations, a page for each school.

They are made last, of the sites that are there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from gettext import gettext as _
from itertools import chain, groupby
from pathlib import Path
from types import MappingProxyType

from schoolprotocol.build.manifest import SPHINX, MadeFile, is_intact
from schoolprotocol.build.published import FORMER_PAGE, is_page
from schoolprotocol.compare.deviations import deviations, document_cells
from schoolprotocol.compare.overview import Deviations, DocumentCells
from schoolprotocol.config import DOWNLOADS, PROPOSAL, Folders, Key, document_name
from schoolprotocol.documents.deciding import is_doubted, unproven
from schoolprotocol.documents.first import first_in
from schoolprotocol.errors import BuildFolderError
from schoolprotocol.files import update_file
from schoolprotocol.model.base import ADOPTED, NOT_YET_ADOPTED, Status
from schoolprotocol.model.document import Document
from schoolprotocol.model.first import EVERYBODY
from schoolprotocol.outputs.excerpt.applies import FILE, read
from schoolprotocol.outputs.excerpt.chapter import PAGE as GUIDE
from schoolprotocol.outputs.excerpt.chapter import chapter_files
from schoolprotocol.outputs.help import Help, help_of
from schoolprotocol.outputs.job import Editions
from schoolprotocol.outputs.online.feed import Entry, Kept, day_of, entry_of
from schoolprotocol.outputs.online.missing import MISSING, missing_page
from schoolprotocol.outputs.online.moved import moved_page, withdrawn_page
from schoolprotocol.outputs.overview.deviations import PAGE, deviation_files
from schoolprotocol.outputs.overview.overview import (
    INDEX,
    NEUTRAL,
    Edition,
    OverviewEntry,
    edition_of,
    icon,
    overview_files,
)
from schoolprotocol.outputs.overview.register import PAGE as REGISTER
from schoolprotocol.outputs.overview.register import Council, Registered, register_files
from schoolprotocol.outputs.overview.school import (
    MOST_RULES,
    SEARCH,
    SEARCH_INDEX,
    Card,
    Handbook,
    SchoolInput,
    few,
    school_page,
    search_page,
)
from schoolprotocol.outputs.overview.share import PICTURE, Shared, has_key, key_of, picture
from schoolprotocol.outputs.site.downloads import offered
from schoolprotocol.outputs.site.landing import rules_first
from schoolprotocol.policy.model import Organisation, Policy, digest
from schoolprotocol.policy.rules import Rule
from schoolprotocol.release.asked import asking
from schoolprotocol.resolve.values import typed
from schoolprotocol.source.corpus import Corpus, ProtocolSource
from schoolprotocol.source.published import WITHDRAWN
from schoolprotocol.words.grammar import enumerate_nl
from schoolprotocol.words.terms import AUDIENCE_PAGES, AUDIENCE_WORDS, own_council


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
    return Facts(
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
        cells=document_cells(protocol, policy, _defaults(protocol)),
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


def _defaults(source: ProtocolSource) -> dict[str, str]:
    """What each parameter prints by default."""
    values = {name: typed(parameter, parameter.default)[0] for name, parameter in source.parameters.items()}
    return {name: value.text for name, value in values.items() if value is not None}


def write_overview(
    corpus: Corpus,
    folders: Folders,
    facts: Collection[Facts],
    listed: Mapping[str, str | None],
    books: Iterable[tuple[str, str | bytes]] = (),
    handbooks: Mapping[str, Handbook] = MappingProxyType({}),
    before: Mapping[str, MadeFile] = MappingProxyType({}),
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
        before: what the last build wrote of all this, by path below the build folder.

    Returns:
        The files, the overview last.
    """
    entries = [_linked(folders, document) for document in facts]
    publisher, url = corpus.project.publisher, corpus.address("")
    files = overview_files(entries, folders.templates, publisher=publisher, url=url, deviations=PAGE, register=REGISTER)
    index = files.pop(INDEX)
    registered = [_registered(corpus, folders, one, entry) for one, entry in zip(facts, entries, strict=True)]
    register = register_files(registered, folders.templates, publisher=publisher, url=url)
    schools = _school_pages(corpus, folders, facts, listed, handbooks)
    pages = deviation_files(tables(corpus, facts), folders.templates, publisher=publisher, url=url)
    homes = sorted({(e.school, corpus.address(f.key[0])) for e, f in zip(entries, facts, strict=True) if e.home})
    missing = missing_page(homes, url, folders.templates, publisher=publisher, icon=icon(folders.templates))
    written = _pictures(folders, facts, publisher, before)
    every = chain(files.items(), books, schools, pages, register.items(), [(MISSING, missing), (INDEX, index)])
    # What a page needs is there before the page is.
    for name, content in every:
        written.append(folders.html(name))
        update_file(written[-1], content, folders.work)
    for path in {*folders.html("").glob(f"{Path(PAGE).stem}*.*")}.difference(written):
        if f"/{path.name}" not in listed:
            path.unlink()
    return written


def _lapsed(document: Facts, own: Edition, page: str | None) -> Edition | None:
    """What applied until it lapsed: the working text, or the version before a new proposal."""
    if own.status == "vervallen":
        return replace(own, page=page)
    return replace(edition_of(document.lapsed, None), status="vervallen") if document.lapsed else None


def _pictures(folders: Folders, facts: Iterable[Facts], publisher: str, before: Mapping[str, MadeFile]) -> list[Path]:
    """The picture of each school, and that of all, for who shares a link: drawn where it would be another one."""
    shared = {"": Shared(publisher, NEUTRAL)}
    for one in facts:
        logo = folders.html(one.site) / one.logo if one.logo else None
        has_logo = logo is not None and logo.is_file()
        if (folders.html(one.site) / INDEX).is_file():
            shared.setdefault(f"{one.key[0]}/", Shared(one.entry.school, one.entry.style, logo if has_logo else None))
    written = []
    for folder, shown in shared.items():
        path = folders.html(f"{folder}{PICTURE}")
        if not _is_still(folders, path, key_of(shown, folders.templates), before):
            update_file(path, picture(shown, folders.templates), folders.work)
        written.append(path)
    return written


def _is_still(folders: Folders, path: Path, key: str, before: Mapping[str, MadeFile]) -> bool:
    """Whether a picture is the one that was drawn before, of the same."""
    name = path.relative_to(folders.build).as_posix()
    return (
        name in before
        and is_intact(folders.build, {name: before[name]}, closely=True)
        and has_key(path.read_bytes(), key)
    )


def _registered(corpus: Corpus, folders: Folders, document: Facts, entry: OverviewEntry) -> Registered:
    """What the register says of a document; `entry` has the addresses of what was made of it."""
    status, home = entry.status, f"{document.site}/{INDEX}"
    page = home if (folders.html(document.site) / INDEX).is_file() else None
    own = Edition(entry.version, status, entry.day, entry.effective, entry.review, entry.page, entry.unproven)
    return Registered(
        school=entry.school,
        protocol=entry.protocol,
        title=entry.title,
        key=document_name(*document.key),
        laws=document.laws,
        decides=document.organisation.board,
        councils=document.councils,
        adopted=len(document.editions.adopted),
        url=corpus.address(document.site),
        home=entry.home,
        held=replace(own, page=page) if status in ADOPTED else entry.held,
        lapsed=_lapsed(document, own, page),
        proposal=own if status in NOT_YET_ADOPTED else None,
    )


def _school_pages(
    corpus: Corpus,
    folders: Folders,
    facts: Collection[Facts],
    listed: Mapping[str, str | None],
    handbooks: Mapping[str, Handbook],
) -> Iterator[tuple[str, str | bytes]]:
    """A page for each school, which leads to its documents, and one on which all of them are searched."""
    for school, group in groupby(sorted(facts, key=lambda one: one.key), key=lambda one: one.key[0]):
        documents = [one for one in group if (folders.html(one.site) / INDEX).is_file()]
        if documents:
            first, guide = documents[0], _chapter(folders, documents)
            shown = SchoolInput(
                school=first.organisation,
                style=first.entry.style,
                url=corpus.address(school),
                publisher=corpus.project.publisher,
                static=f"{first.key[1]}/_static",
                logo=Path(first.logo).name if first.logo else "merk.svg",
                guide=GUIDE if guide else None,
                cards=[_card(folders, one, at_most=few(len(documents))) for one in documents],
                help=first.help,
                moved=_moved(school, listed),
                handbook=handbooks.get(school),
            )
            yield from ((f"{school}/{name}", content) for name, content in guide.items())
            yield f"{school}/{SEARCH}", search_page(shown, folders.templates)
            yield f"{school}/{INDEX}", school_page(shown, folders.templates)


def _chapter(folders: Folders, documents: Sequence[Facts]) -> dict[str, str | bytes]:
    """What the schoolgids of a school can take over about all of its documents, of what was made of each.

    Raises:
        BuildFolderError: where something else stands there than a build puts there.
    """
    told = []
    for one in documents if len(documents) > 1 else ():
        path = folders.build / SPHINX / document_name(*one.key) / FILE
        if not path.is_file():  # it is of a program that knew of no chapters
            return {}
        try:
            told.append(read(path.read_text("utf-8")))
        except ValueError:
            text = _("{file} is not as it was made.")
            raise BuildFolderError(text.format(file=path)) from None
    school = documents[0].key[0]
    return chapter_files(told, documents[0].entry.style, folders.templates, f"{school}-schoolgids")


def _moved(school: str, listed: Mapping[str, str | None]) -> str | None:
    """The document that stood where the page of the school is now, seen from there."""
    target = listed.get(f"/{school}/{FORMER_PAGE}") or ""
    before, _slash, rest = target.removeprefix("/").partition("/")
    return f"{rest.split('/')[0]}/{INDEX}" if before == school and "/" in rest else None


def _card(folders: Folders, document: Facts, at_most: int) -> Card:
    entry, held = document.entry, document.held
    shown = held or entry
    has_proposal = held is not None and (folders.html(document.working) / INDEX).is_file()
    return Card(
        title=entry.title,
        summary=document.summary,
        page=f"{document.key[1]}/{INDEX}",
        index=f"{document.key[1]}/{SEARCH_INDEX}",
        version=shown.version,
        status=shown.status,
        day=shown.day,
        effective=shown.effective,
        review=shown.review,
        rules=document.rules[:at_most],
        readers=[
            (f"{document.key[1]}/{page}.html", readers)
            for page, readers in AUDIENCE_PAGES.values()
            if page in document.editions.pages
        ],
        unproven=document.is_doubted if held else entry.unproven,
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
        held=edition_of(held, made(document.site, INDEX), unproven=document.is_doubted) if held else None,
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
