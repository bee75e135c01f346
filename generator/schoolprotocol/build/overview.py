"""The pages about all schools: the overview, the register, the deviations, and what each school has of its own.

They are made last, of the sites that are there.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from schoolprotocol import disk
from schoolprotocol.build.crew.memory import now_and_then
from schoolprotocol.build.facts import Facts, defaults_of
from schoolprotocol.build.manifest import MadeFile, is_intact
from schoolprotocol.build.records import Records
from schoolprotocol.build.schools import school_pages
from schoolprotocol.compare.deviations import deviations
from schoolprotocol.compare.overview import Deviations
from schoolprotocol.config import DOWNLOADS, PROPOSAL, Folders, document_name
from schoolprotocol.files import update_file
from schoolprotocol.model.base import ADOPTED, NOT_YET_ADOPTED
from schoolprotocol.outputs.online.missing import MISSING, missing_page
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
from schoolprotocol.outputs.overview.register import Registered, register_files
from schoolprotocol.outputs.overview.school import Handbook
from schoolprotocol.outputs.overview.share import (
    PICTURE,
    Logo,
    Shared,
    has_key,
    key_of,
    logo_in,
    logo_of,
    picture,
    png_of,
)
from schoolprotocol.outputs.site.downloads import offered
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.templating import Templates
from schoolprotocol.words.names import in_a_list


def write_overview(
    corpus: Corpus,
    folders: Folders,
    facts: Collection[Facts],
    listed: Mapping[str, str | None],
    books: Iterable[tuple[str, str | bytes]] = (),
    handbooks: Mapping[str, Handbook] = MappingProxyType({}),
    before: Mapping[str, MadeFile] = MappingProxyType({}),
    program: str = "",
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
        program: hash of what makes all this, templates aside.

    Returns:
        The files, the overview last.
    """
    entries = [_linked(folders, document) for document in facts]
    publisher, url = corpus.project.publisher, corpus.address("")
    files = overview_files(entries, folders.templates, publisher=publisher, url=url, deviations=PAGE, register=REGISTER)
    index = files.pop(INDEX)
    registered = [_registered(corpus, folders, one, entry) for one, entry in zip(facts, entries, strict=True)]
    register = register_files(registered, folders.templates, publisher=publisher, url=url)
    tidy = now_and_then()
    told, kept = tables(corpus, facts), _KeptPages(folders, program, before)
    schools = school_pages(corpus, folders, facts, listed, handbooks, kept.is_still)
    pages = deviation_files(told, folders.templates, publisher=publisher, url=url, is_still=kept.is_still)
    homes = {(e.school, corpus.address(f.key[0])) for e, f in zip(entries, facts, strict=True) if e.home}
    homes_in_order = sorted(homes, key=lambda one: (in_a_list(one[0]), one))
    missing = missing_page(homes_in_order, url, folders.templates, publisher=publisher, icon=icon(folders.templates))
    written = _pictures(folders, facts, publisher, before, program, tidy)
    every = chain(files.items(), books, schools, pages, register.items(), [(MISSING, missing), (INDEX, index)])
    # What a page needs is there before the page is.
    for name, content in every:
        written.append(folders.html(name))
        if content is not None:
            update_file(written[-1], content, folders.work)
            tidy()
    kept.remember()
    for path in {*folders.html("").glob(f"{Path(PAGE).stem}*.*")}.difference(written):
        if f"/{path.name}" not in listed:
            path.unlink()
    return written


class _KeptPages:
    """Pages of which is remembered of what they were made: among a thousand schools most of them stay as they are."""

    def __init__(self, folders: Folders, program: str, before: Mapping[str, MadeFile]) -> None:
        self._folders, self._before = folders, before
        self._with = f"{program} {folders.templates.digest()}"
        self._records = Records(folders.pages)
        self._made_of = self._records.read(_RECORD, dict) or {}
        self._now: dict[str, str] = {}

    def is_still(self, name: str, made_of: str) -> bool:
        """Whether the page is there as the last build left it, and that made it of the same."""
        self._now[name] = sha256(f"{self._with}\n{made_of}".encode()).hexdigest()
        is_same = self._made_of.get(name) == self._now[name]
        return is_same and _is_as_left(self._folders, self._folders.html(name), self._before)

    def remember(self) -> None:
        """For the next build."""
        with suppress(OSError):  # then they are made again
            self._records.write(_RECORD, self._now)
            self._records.forget({_RECORD})


_RECORD = "made-of"


def _lapsed(document: Facts, own: Edition, page: str | None) -> Edition | None:
    """What applied until it lapsed: the working text, or the version before a new proposal."""
    if own.status == "vervallen":
        return replace(own, page=page)
    return replace(edition_of(document.lapsed, None), status="vervallen") if document.lapsed else None


def _pictures(
    folders: Folders,
    facts: Iterable[Facts],
    publisher: str,
    before: Mapping[str, MadeFile],
    program: str,
    tidy: Callable[[], None],
) -> list[Path]:
    """The picture of each school, and that of all, for who shares a link: drawn where it would be another one."""
    shared = {"": Shared(publisher, NEUTRAL)}
    for one in facts:
        logo = folders.html(one.site) / one.logo if one.logo else None
        has_logo = logo is not None and logo.is_file()
        if (folders.html(one.site) / INDEX).is_file():
            shared.setdefault(f"{one.key[0]}/", Shared(one.entry.school, one.entry.style, logo if has_logo else None))
    written, logos = [], _KeptLogos(folders, program)
    for folder, shown in shared.items():
        path = folders.html(f"{folder}{PICTURE}")
        key = key_of(shown, folders.templates)
        if not (_is_as_left(folders, path, before) and has_key(disk.read(path, 400), key)):
            update_file(path, picture(shown, folders.templates, logos.drawn), folders.work)
            tidy()
        written.append(path)
    logos.forget_but(shared.values())
    return written


class _KeptLogos:
    """Logos as they were drawn: to draw one takes longest of a picture, and WeasyPrint, which no other page needs.

    Where a school gets another name or colour its logo is still the same.
    """

    def __init__(self, folders: Folders, program: str) -> None:
        self._with = f"{program} {folders.templates.digest()}"
        self._records = Records(folders.logos)
        self._has_drawn = False

    def drawn(self, shown: Shared, templates: Templates) -> Logo | None:
        """The logo of a school; None where it has none that can be drawn."""
        name = self._name(shown)
        if name is None:
            return logo_of(shown, templates)
        kept = self._records.read(name, str)
        with suppress(ValueError):
            if kept is not None and (logo := logo_in(b64decode(kept))) is not None:
                return logo
        self._has_drawn = True
        logo = logo_of(shown, templates)
        if logo is not None:
            with suppress(OSError):  # then it is drawn again
                self._records.write(name, b64encode(png_of(logo)).decode())
        return logo

    def forget_but(self, shown: Iterable[Shared]) -> None:
        """Throw away the logos that no school has any more: where one was drawn, for then another may be gone."""
        if self._has_drawn:
            with suppress(OSError):
                self._records.forget({name for one in shown if (name := self._name(one)) is not None})

    def _name(self, shown: Shared) -> str | None:
        """By all of which it is drawn; None where nothing is drawn: what is no SVG is there in pixels."""
        if shown.logo is None or shown.logo.suffix != ".svg":
            return None
        return sha256(f"{self._with} {disk.sha256(shown.logo, follow=True)}".encode()).hexdigest()


def _is_as_left(folders: Folders, path: Path, before: Mapping[str, MadeFile]) -> bool:
    """Whether a file is there as the last build left it; it is read, for somebody will upload it."""
    name = path.relative_to(folders.build).as_posix()
    return name in before and is_intact(folders.build, {name: before[name]}, closely=True)


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
            found.append(deviations(source, documents, defaults_of(source), printed))
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
        downloads=tuple(replace(d, href=f"{working}/{d.href}") for d in offered(name, files)),
        changes=made(working, "wijzigingen.html"),
        held=edition_of(held, made(document.site, INDEX), unproven=document.is_doubted) if held else None,
    )
