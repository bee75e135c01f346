"""The overview page and that of the deviations: made last, of the sites that are there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from schoolprotocol.compare.deviations import deviations, document_cells
from schoolprotocol.compare.overview import Deviations, DocumentCells
from schoolprotocol.config import ARCHIVE, DOWNLOADS, Folders, Key, document_name
from schoolprotocol.documents.finding import still_holds
from schoolprotocol.files import update_file
from schoolprotocol.model.base import ADOPTED
from schoolprotocol.model.document import Document
from schoolprotocol.outputs.overview.deviations import PAGE, deviation_files
from schoolprotocol.outputs.overview.overview import INDEX, OverviewEntry, held_edition, overview_files
from schoolprotocol.outputs.site.downloads import offered
from schoolprotocol.policy.model import Policy
from schoolprotocol.resolve.values import typed
from schoolprotocol.source.corpus import Corpus, ProtocolSource


@dataclass(frozen=True, slots=True)
class Facts:
    """What the pages about all schools say of a document: small, for there may be thousands."""

    key: Key
    site: str
    """Folder of its site below `build/html`."""
    entry: OverviewEntry
    """Without addresses: these are of what was made."""
    logo: str | None
    """File name of the logo on its site."""
    held: Document | None
    """Of the version that applies while this one is not adopted."""
    adopted: tuple[str, ...]
    """The versions that were adopted and frozen, oldest first."""
    cells: DocumentCells


def facts_of(corpus: Corpus, key: Key, policy: Policy) -> Facts:
    """What the pages about all schools say of a document.

    Args:
        corpus: the source.
        key: the document.
        policy: its working text.
    """
    source, protocol = corpus.schools[key[0]], corpus.protocols[key[1]]
    style, document = source.school.style, policy.document
    held = still_holds(corpus, key, policy)
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
    return Facts(
        key=key,
        site=corpus.site(*key),
        entry=entry,
        logo=f"_static/logo{Path(style.logo).suffix}" if style.logo else None,
        held=held.document if held else None,
        adopted=tuple(r.version for r in source.releases_of(key[1]) if r.policy.document.status in ADOPTED),
        cells=document_cells(protocol, policy, _defaults(protocol)),
    )


def _defaults(source: ProtocolSource) -> dict[str, str]:
    """What each parameter prints by default."""
    values = {name: typed(parameter, parameter.default)[0] for name, parameter in source.protocol.parameters.items()}
    return {name: value.text for name, value in values.items() if value is not None}


def write_overview(corpus: Corpus, folders: Folders, facts: Collection[Facts]) -> list[Path]:
    """Write the overview page, which links only to what has been made, and the pages with the deviations.

    Where they say what they said, they stay as they are; what there is of them no longer is removed.

    Args:
        corpus: the source.
        folders: where the sites are.
        facts: of every document, by key.

    Returns:
        The files, the overview last.
    """
    entries = [_linked(folders, document) for document in facts]
    publisher = corpus.project.publisher
    files = overview_files(entries, folders.templates, publisher=publisher, deviations=PAGE)
    index = files.pop(INDEX)
    pages = deviation_files(tables(corpus, facts), folders.templates, publisher=publisher)
    written = []
    for name, content in chain(files.items(), pages, [(INDEX, index)]):  # what a page needs is there before the page is
        written.append(folders.html(name))
        update_file(written[-1], content, folders.work)
    for path in {*folders.html("").glob(f"{Path(PAGE).stem}*.*")}.difference(written):
        path.unlink()
    return written


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
    site, held = document.site, document.held
    folder = folders.html(site)
    files = {path.name for path in (folder / DOWNLOADS).iterdir()} if (folder / DOWNLOADS).is_dir() else set()

    def made(name: str | None) -> str | None:
        return f"{site}/{name}" if name and (folder / name).is_file() else None

    return replace(
        document.entry,
        logo=made(document.logo),
        page=made("index.html"),
        downloads=[replace(d, href=f"{site}/{d.href}") for d in offered(document_name(*document.key), files)],
        changes=made("wijzigingen.html"),
        held=held_edition(held, made(f"{ARCHIVE}/{held.version}/index.html")) if held else None,
    )
