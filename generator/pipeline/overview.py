"""The overview page: made last, of the sites that are there."""

from __future__ import annotations

from pathlib import Path

from generator.config import Folders
from generator.model.corpus import Corpus
from generator.model.policy import Policy
from generator.pipeline.documents import Key, policies_of, resolve_all
from generator.publish.files import write_file
from generator.render.overview import OverviewEntry, overview_files
from generator.render.site import Download

DOWNLOADS = "downloads"
"""Folder in a site with the files that it offers."""
_LABELS = {".pdf": "PDF", ".html": "Schoolgids: HTML", ".md": "Schoolgids: Markdown", ".txt": "Schoolgids: tekst"}


def download(name: str) -> Download:
    """A file in the downloads folder, as a site offers it."""
    return Download(_LABELS[Path(name).suffix], f"{DOWNLOADS}/{name}")


def write_overview(corpus: Corpus, folders: Folders) -> list[Path]:
    """Write the overview page; it links only to what has been made.

    Returns:
        The files, the page first.
    """
    entries = [_entry(corpus, folders, key, policy) for key, policy in policies_of(resolve_all(corpus)).items()]
    files = overview_files(entries, folders.templates, publisher=corpus.project.publisher)
    for name, content in sorted(files.items(), reverse=True):  # what the page needs is there before the page is
        write_file(folders.html(name), content)
    return [folders.html(name) for name in files]


def _entry(corpus: Corpus, folders: Folders, key: Key, policy: Policy) -> OverviewEntry:
    source = corpus.schools[key[0]]
    site = corpus.site(*key)
    folder, document = folders.html(site), policy.document
    logo = f"_static/logo{Path(source.school.style.logo).suffix}" if source.school.style.logo else None
    files = (folder / DOWNLOADS).iterdir() if (folder / DOWNLOADS).is_dir() else ()
    downloads = sorted(files, key=lambda path: list(_LABELS).index(path.suffix))

    def made(name: str | None) -> str | None:
        return f"{site}/{name}" if name and (folder / name).is_file() else None

    return OverviewEntry(
        protocol=corpus.protocols[key[1]].protocol.title,
        school=source.school.site_title,
        title=policy.title,
        version=document.version,
        status=document.status,
        style=source.school.style,
        day=document.day,
        effective=document.effective,
        review=document.review,
        logo=made(logo),
        page=made("index.html"),
        downloads=[Download(d.label, f"{site}/{d.href}") for d in (download(path.name) for path in downloads)],
        changes=made("wijzigingen.html"),
    )
