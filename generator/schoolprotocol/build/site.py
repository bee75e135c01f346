"""Puts `build/site` together: everything that goes online, in one folder that is ready to upload.

It holds what this build made and nothing else: each file is copied by its record, in a new folder, which takes the
place of the old one at once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from gettext import gettext as _
from pathlib import Path

from schoolprotocol import disk, outputs
from schoolprotocol.build import manifest, published
from schoolprotocol.build.facts import Facts
from schoolprotocol.build.jobs import Task
from schoolprotocol.build.manifest import MadeFile
from schoolprotocol.build.moved import write_moved
from schoolprotocol.build.plan import Plan
from schoolprotocol.config import HANDBOOK, Folders
from schoolprotocol.errors import BuildFolderError, SourceError
from schoolprotocol.files import replaced_folder, write_file, write_new, write_tree
from schoolprotocol.outputs.online.embed import PAGE, SNIPPET
from schoolprotocol.outputs.online.feed import FEED, feed
from schoolprotocol.outputs.online.manifest import MANIFEST, FileEntry, SiteDocument, SiteManifest
from schoolprotocol.outputs.online.missing import MISSING
from schoolprotocol.outputs.online.moved import rules
from schoolprotocol.outputs.online.sitemap import ROBOTS, SITEMAP, Address, robots, sitemap
from schoolprotocol.outputs.overview.overview import INDEX
from schoolprotocol.policy.model import canonical_json
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.published import ADDRESSES, WITHDRAWN, Published, written

UNFINDABLE = frozenset({"search.html", PAGE, SNIPPET})
"""Pages that no search engine need show: what they say has a better place."""


def assemble(corpus: Corpus, folders: Folders, planned: Plan, pages: Mapping[str, MadeFile]) -> tuple[Path, int]:
    """Put the site together from what was built; the site that was there stays until the new one is whole.

    Args:
        corpus: the source.
        folders: of the project.
        planned: every document.
        pages: those about more than one document, by path below the build folder.

    Returns:
        The folder, and how many files it holds.

    Raises:
        BuildFolderError: where a file is not any more what was made.
        SourceError: where an address that was published would lead nowhere.
    """
    target, url = folders.site(""), corpus.project.url.rstrip("/") + "/"
    templates, publisher = folders.templates, corpus.project.publisher
    with replaced_folder(target, folders.work) as fresh:
        _copy_made(folders, pages, SITE, fresh)
        for task in planned.tasks:
            _copy_texts(task, fresh)
        news = [entry for one in planned.facts for entry in one.news]
        everything = feed(news, templates, title="Protocollen van alle scholen", url=url, publisher=publisher)
        addresses = _addresses(url, fresh, planned.facts)
        for name, text in {FEED: everything, ROBOTS: robots(url), SITEMAP: sitemap(addresses, templates)}.items():
            write_file(fresh / name, text)
        _keep_addresses(corpus, folders, planned, fresh)
        files = dict(_entries(fresh))
        listed = SiteManifest(url=url, documents=tuple(_told(one) for one in planned.facts), files=files)
        write_file(fresh / MANIFEST, canonical_json(listed) + "\n")
    return target, len(files) + 1


def _keep_addresses(corpus: Corpus, folders: Folders, planned: Plan, fresh: Path) -> None:
    """See to it that every address leads somewhere that the site ever had, and write down those that it has now."""
    there = published.addresses_of(path.relative_to(fresh).as_posix() for path in fresh.rglob("*.*") if path.is_file())
    documents = [one.key for one in planned.facts]
    known = corpus.published if corpus.published is not None else published.begun(there, documents)
    faults = published.lost(known, there)
    if faults:
        raise SourceError(faults)
    moved = published.moved({one.address: one.target for one in known}, there)
    write_moved(corpus, folders, moved, fresh)
    led = {address: target for address, target in moved.items() if target != WITHDRAWN}
    write_tree(fresh, rules(led, corpus.project.url))
    new = [Published(one) for one in sorted(there - {one.address for one in known})]
    if new or corpus.published is None:
        write_file(folders.root / ADDRESSES, written([*known, *new]))


SITE = "html"
"""The output of which the site is a copy."""


def _copy_texts(task: Task, fresh: Path) -> None:
    """Copy the pages of a text, and of the working text what a site has whole beside them."""
    there = manifest.read(task.folders.manifest(task.name))
    for target in task.targets:
        output, made = outputs.named(target), there[target]
        if output.is_site:
            _copy_made(task.folders, made.files, target, fresh)
        elif output.in_site and task.version is None:
            beside = fresh / task.editions.site(task.home, None) / output.in_site
            for folder in made.places:
                _copy_made(task.folders, made.files, folder, beside)


def _copy_made(folders: Folders, files: Mapping[str, MadeFile], folder: str, target: Path) -> None:
    """Copy those of some files that are in a folder: each as it was made.

    Raises:
        BuildFolderError: where a file is not any more what was made.
    """
    for name, file in files.items():
        if not name.startswith(f"{folder}/"):
            continue
        try:
            data = disk.read(folders.build / name, file.size)
        except OSError:
            data = b""
        if hashlib.sha256(data).hexdigest() != file.sha256:
            text = _("{file} was changed while the site was put together. Leave the build folder alone, and try again.")
            raise BuildFolderError(text.format(file=folders.build / name))
        write_new(target / name.removeprefix(f"{folder}/"), data)


def _addresses(url: str, fresh: Path, facts: Sequence[Facts]) -> Iterator[Address]:
    """The pages that may be found: of a frozen version only the first, for what it says stands elsewhere too."""
    schools = {one.key[0] for one in facts}
    about_all = [path for path in fresh.glob("*.html") if path.name != MISSING]
    for path in sorted([*about_all, *_of_schools(fresh, schools)]):
        yield Address(_address(url, fresh, path))
    for document in facts:
        for site, day in document.days.items():
            is_kept = site not in {document.site, document.working}
            for path in sorted((fresh / site).glob(INDEX if is_kept else "*.html")):
                if path.name not in UNFINDABLE:
                    yield Address(_address(url, fresh, path), day)


def _of_schools(fresh: Path, schools: Iterable[str]) -> Iterator[Path]:
    """The page of each school, and of its handbook."""
    for school in schools:
        yield fresh / school / INDEX
        if (fresh / school / HANDBOOK / INDEX).is_file():
            yield fresh / school / HANDBOOK / INDEX


def _address(url: str, fresh: Path, page: Path) -> str:
    return url + page.relative_to(fresh).as_posix().removesuffix(INDEX)


def forget_changed(tasks: Iterable[Task]) -> None:
    """See to it that whatever of these documents is not as it was made is made again: every file is read for that."""
    for task in tasks:
        path = task.folders.manifest(task.name)
        made = manifest.read(path)
        whole = {
            target: entry
            for target, entry in made.items()
            if manifest.is_intact(task.folders.build, entry.files, closely=True)
        }
        if whole != made:
            manifest.write(path, whole, task.folders.work)


def _told(document: Facts) -> SiteDocument:
    return SiteDocument(
        school=document.key[0],
        protocol=document.key[1],
        site=document.site,
        version=document.entry.version,
        status=document.entry.status,
        text=document.text,
        archive=document.editions.adopted,
    )


def _entries(folder: Path) -> Iterator[tuple[str, FileEntry]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            entry = FileEntry(sha256=hashlib.sha256(data).hexdigest(), size=len(data))
            yield path.relative_to(folder).as_posix(), entry
