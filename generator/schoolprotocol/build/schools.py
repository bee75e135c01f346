"""The pages of a school: its own with a card for each document, the one to search them, the chapter for the schoolgids.

They are made last, of the sites that are there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from gettext import gettext as _
from itertools import groupby
from pathlib import Path

from schoolprotocol.build.facts import Facts
from schoolprotocol.build.keys import hash_of
from schoolprotocol.build.manifest import SPHINX
from schoolprotocol.build.published import FORMER_PAGE
from schoolprotocol.config import PROPOSAL, Folders, document_name
from schoolprotocol.errors import BuildFolderError
from schoolprotocol.outputs.excerpt.applies import FILE, read
from schoolprotocol.outputs.excerpt.chapter import PAGE as GUIDE
from schoolprotocol.outputs.excerpt.chapter import chapter_files
from schoolprotocol.outputs.overview.overview import (
    INDEX,
)
from schoolprotocol.outputs.overview.school import (
    SEARCH,
    SEARCH_INDEX,
    Card,
    Handbook,
    SchoolInput,
    few,
    school_page,
    search_page,
)
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.words.terms import AUDIENCE_PAGES


def school_pages(
    corpus: Corpus,
    folders: Folders,
    facts: Collection[Facts],
    listed: Mapping[str, str | None],
    handbooks: Mapping[str, Handbook],
    is_still: Callable[[str, str], bool],
) -> Iterator[tuple[str, str | bytes | None]]:
    """A page for each school, which leads to its documents, and one on which all of them are searched.

    None is the content of one that `is_still` what it was: asked of each with what it is made of.
    """
    templates = folders.templates
    for school, group in groupby(sorted(facts, key=lambda one: one.key), key=lambda one: one.key[0]):
        documents = [one for one in group if (folders.html(one.site) / INDEX).is_file()]
        if documents:
            guide = _chapter(folders, documents)
            of_all = _OfAll(
                url=corpus.address(school),
                publisher=corpus.project.publisher,
                guide=GUIDE if guide else None,
                moved=_moved(school, listed),
                handbook=handbooks.get(school),
                proposals=tuple(_has_proposal(folders, one) for one in documents),
            )
            yield from ((f"{school}/{name}", content) for name, content in guide.items())
            made_of = hash_of((of_all, [one.told for one in documents]))
            for name, page in ((f"{school}/{SEARCH}", search_page), (f"{school}/{INDEX}", school_page)):
                yield name, None if is_still(name, made_of) else page(_shown(documents, of_all), templates)


@dataclass(frozen=True, slots=True)
class _OfAll:
    """What the pages of a school say beside the facts of its documents."""

    url: str
    publisher: str
    guide: str | None
    moved: str | None
    handbook: Handbook | None
    proposals: tuple[bool, ...]
    """Of each document, whether there is one."""


def _shown(documents: Sequence[Facts], of_all: _OfAll) -> SchoolInput:
    """What the pages show: of nothing else than this, for by this is known whether they are still the same."""
    first, most = documents[0], few(len(documents))
    return SchoolInput(
        school=first.organisation,
        style=first.entry.style,
        url=of_all.url,
        publisher=of_all.publisher,
        static=f"{first.key[1]}/_static",
        logo=Path(first.logo).name if first.logo else "merk.svg",
        guide=of_all.guide,
        cards=[_card(one, most, has_proposal=has) for one, has in zip(documents, of_all.proposals, strict=True)],
        help=first.help,
        moved=of_all.moved,
        handbook=of_all.handbook,
    )


def _has_proposal(folders: Folders, document: Facts) -> bool:
    return document.held is not None and (folders.html(document.working) / INDEX).is_file()


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


def _card(document: Facts, at_most: int, *, has_proposal: bool) -> Card:
    entry, held = document.entry, document.held
    shown = held or entry
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
