"""The overview page and that of the deviations: made last, of the sites that are there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from generator.compare.deviations import deviations
from generator.config import ARCHIVE, DOWNLOADS, Folders, document_name
from generator.model.corpus import Corpus
from generator.model.overview import Deviations
from generator.model.policy import Policy
from generator.pipeline.documents import Key, policies_of, resolve_all, still_holds
from generator.publish.files import update_file
from generator.render.deviations import PAGE, deviation_files
from generator.render.overview import OverviewEntry, held_edition, overview_files
from generator.render.site import Download
from generator.resolve.values import typed

EXCERPTS = {
    ".docx": "Word",
    ".html": "HTML",
    ".md": "Markdown",
    ".txt": "tekst",
    "-beknopt.docx": "Word, beknopt",
    "-beknopt.html": "HTML, beknopt",
}
"""The forms of the text for the schoolgids that a site offers, by ending."""
_FORMS = (
    ("{name}.pdf", "PDF"),
    ("{name}.docx", "Word"),
    ("{name}-wijzigingen.pdf", "Wijzigingen: PDF"),
)


def offered(document: str, names: Collection[str]) -> tuple[Download, ...]:
    """The files that a site offers, in the order in which it does: the text, its changes, what the schoolgids takes.

    Args:
        document: how the document's files are named (`config.document_name`).
        names: of the files that are there, in any order.
    """
    own = [Download(label, form.format(name=document)) for form, label in _FORMS]
    excerpts = [Download(form, f"{document}-schoolgids{ending}", schoolgids=True) for ending, form in EXCERPTS.items()]
    return tuple(replace(one, href=f"{DOWNLOADS}/{one.href}") for one in (*own, *excerpts) if one.href in names)


def write_overview(corpus: Corpus, folders: Folders) -> list[Path]:
    """Write the overview page, which links only to what has been made, and the page with the deviations.

    Where they say what they said, they stay as they are.

    Returns:
        The files, the overview first.
    """
    policies = policies_of(resolve_all(corpus))
    entries = [_entry(corpus, folders, key, policy) for key, policy in policies.items()]
    publisher = corpus.project.publisher
    files = overview_files(entries, folders.templates, publisher=publisher, deviations=PAGE)
    files |= deviation_files(_deviations(corpus, policies), folders.templates, publisher=publisher)
    for name, content in sorted(files.items(), reverse=True):  # what a page needs is there before the page is
        update_file(folders.html(name), content, folders.work)
    return [folders.html(name) for name in files]


def _deviations(corpus: Corpus, policies: Mapping[Key, Policy]) -> list[Deviations]:
    """A table for each protocol that schools have documents of."""
    found = []
    for id_, source in sorted(corpus.protocols.items()):
        documents = [policy for (_school, protocol), policy in sorted(policies.items()) if protocol == id_]
        declared = source.protocol.parameters.items()
        defaults = {name: typed(parameter, parameter.default)[0] for name, parameter in declared}
        printed = {name: value.text for name, value in defaults.items() if value is not None}
        if documents:
            found.append(deviations(source, documents, printed))
    return found


def _entry(corpus: Corpus, folders: Folders, key: Key, policy: Policy) -> OverviewEntry:
    source = corpus.schools[key[0]]
    site = corpus.site(*key)
    folder, document = folders.html(site), policy.document
    logo = f"_static/logo{Path(source.school.style.logo).suffix}" if source.school.style.logo else None
    files = {path.name for path in (folder / DOWNLOADS).iterdir()} if (folder / DOWNLOADS).is_dir() else set()
    held = still_holds(corpus, key, policy)

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
        downloads=[replace(d, href=f"{site}/{d.href}") for d in offered(document_name(*key), files)],
        changes=made("wijzigingen.html"),
        held=held_edition(held.document, made(f"{ARCHIVE}/{held.document.version}/index.html")) if held else None,
    )
