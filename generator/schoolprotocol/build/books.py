"""The pages of handbooks, and the files that they offer: of handbooks that are there and up to date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from schoolprotocol.build import manifest
from schoolprotocol.build.bundles import NAME, BundleTask
from schoolprotocol.build.facts import Facts
from schoolprotocol.config import ARCHIVE, DOWNLOADS, HANDBOOK
from schoolprotocol.outputs.bundle.page import Book, BookPage, Held, book_page
from schoolprotocol.outputs.overview.overview import INDEX
from schoolprotocol.outputs.overview.school import Handbook
from schoolprotocol.outputs.site.project import Download

_LABELS: Mapping[str, str] = {"pdf": "PDF", "docx": "Word"}
"""The files of a handbook by their ending, in the order in which they are offered."""
_UP = "../../"
"""From the page of a handbook that is kept to that of the newest."""


def book_files(current: Sequence[BundleTask], facts: Sequence[Facts]) -> Iterator[tuple[str, str | bytes]]:
    """The files of the pages of handbooks, by path below the folder of the sites.

    Args:
        current: the handbooks that are up to date, the newest of each school first.
        facts: of every document, by key.
    """
    of_school = {school: list(group) for school, group in groupby(facts, key=lambda one: one.key[0])}
    for school, group in groupby(current, key=lambda task: task.school):
        tasks, documents = list(group), of_school[school]
        if tasks[0].version is not None:
            continue
        kept = [_book(task, documents, f"{ARCHIVE}/{task.version}/") for task in reversed(tasks[1:])]
        for task in tasks:
            folder = f"{school}/{HANDBOOK}/" + (f"{ARCHIVE}/{task.version}/" if task.version else "")
            for ending, path in _files(task).items():
                yield f"{folder}{DOWNLOADS}/{task.name}.{ending}", path.read_bytes()
            yield f"{folder}{INDEX}", _page(task, documents, () if task.version else kept)


def handbooks(current: Sequence[BundleTask]) -> dict[str, Handbook]:
    """What the page of a school says of its handbook, by school; of those that are up to date."""
    return {
        task.school: Handbook(task.bundle.title, f"{HANDBOOK}/{INDEX}", _downloads(task, f"{HANDBOOK}/"))
        for task in current
        if task.version is None
    }


def _page(task: BundleTask, documents: Sequence[Facts], kept: Sequence[Book]) -> str:
    first, up = documents[0], _UP if task.version else ""
    shown = BookPage(
        book=_book(task, documents, up=up),
        kept=kept,
        root=f"{up}../",
        static=f"{up}../{first.key[1]}/_static",
        logo=Path(first.logo).name if first.logo else "merk.svg",
        help=first.help,
    )
    return book_page(shown, task.folders.templates)


def _book(task: BundleTask, documents: Sequence[Facts], folder: str = "", *, up: str = "") -> Book:
    known = {one.key[1]: one for one in documents}
    held = tuple(_held(known[protocol], version, up, is_kept=task.bundle.is_kept) for protocol, version in task.held)
    return Book(task.bundle, held, _downloads(task, folder), f"{folder}{INDEX}")


def _held(document: Facts, version: str | None, up: str, *, is_kept: bool) -> Held:
    page = f"{up}../{document.key[1]}/" + (f"{ARCHIVE}/{version}/" if is_kept else "") + INDEX
    told = next((one for one in document.dated if one.version == version), None)
    if told is None:
        return Held(document.entry.title, document.entry.version, document.entry.status, page)
    return Held(told.title, told.version, told.status, page)


def _files(task: BundleTask) -> dict[str, Path]:
    made = manifest.read(task.folders.manifest(task.name))[NAME]
    files = {Path(name).suffix.removeprefix("."): task.folders.build / name for name in made.files}
    return {ending: files[ending] for ending in _LABELS if ending in files}


def _downloads(task: BundleTask, folder: str) -> tuple[Download, ...]:
    return tuple(Download(_LABELS[ending], f"{folder}{DOWNLOADS}/{task.name}.{ending}") for ending in _files(task))
