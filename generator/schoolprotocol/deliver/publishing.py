"""Puts `build/site`, or the part of one document, at a target of `publishing.yaml`."""

from __future__ import annotations

import hashlib
from gettext import gettext as _
from pathlib import Path

from pydantic import ValidationError

from schoolprotocol.config import DOWNLOADS, Folders, document_name
from schoolprotocol.deliver.changes import FileChange
from schoolprotocol.deliver.folder import FolderStore
from schoolprotocol.deliver.http import Server
from schoolprotocol.deliver.rsync import RsyncStore
from schoolprotocol.deliver.secret import password_of
from schoolprotocol.deliver.sftp import SftpStore
from schoolprotocol.deliver.upload import Store, upload
from schoolprotocol.deliver.wordpress import Page, publish_page
from schoolprotocol.diagnostics import sort
from schoolprotocol.documents.deciding import void_of
from schoolprotocol.documents.finding import Key, policies_of, resolve_all
from schoolprotocol.errors import SourceError, UsageError
from schoolprotocol.model.target import AnyTarget, FolderTarget, RsyncTarget, SftpTarget, WordPressTarget
from schoolprotocol.outputs.online.embed import EmbedInput, embed_snippet
from schoolprotocol.outputs.online.manifest import MANIFEST, SiteManifest
from schoolprotocol.policy.model import digest
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.tree import SOURCE
from schoolprotocol.suggest import did_you_mean


def publish(
    corpus: Corpus, folders: Folders, key: Key | None, name: str, *, dry_run: bool = False
) -> tuple[FileChange, ...]:
    """Publish a document, or the whole site.

    Args:
        corpus: the loaded source.
        folders: where `build/site` is.
        key: the document; None for everything.
        name: the target.
        dry_run: only say what would change.

    Returns:
        What was done at the target, or would be.

    Raises:
        SourceError: the document, or the whole source where everything is published, or the list of targets has faults.
        UsageError: no such target, not for this school, or the site is not there or of another text.
        MissingOnMachineError: a tool or a password is missing.
        PublishError: the target refused or the connection failed.
    """
    target = _target(corpus, name)
    _require_allowed(target, key)
    manifest = _manifest(corpus, folders, key)
    if isinstance(target, WordPressTarget):
        if key is None:
            raise UsageError(_("WordPress takes one document at a time: name the school."))
        return publish_page(_server(target), _page(corpus, folders, key, target), dry_run=dry_run)
    scope = "" if key is None else f"{corpus.site(*key)}/"
    wanted = {file: entry.sha256 for file, entry in manifest.files.items() if file.startswith(scope)}
    if key is None:
        wanted[MANIFEST] = hashlib.sha256(folders.site(MANIFEST).read_bytes()).hexdigest()
    return upload(_store(target, folders.root), folders.site(""), wanted, scope, dry_run=dry_run)


def _target(corpus: Corpus, name: str) -> AnyTarget:
    faults = [fault for fault in corpus.faults if fault.place.file == f"{SOURCE}/publishing.yaml"]
    if faults:  # nothing goes to an address that may be another one than was meant
        raise SourceError(sort(faults))
    if name not in corpus.targets:
        hint = did_you_mean(name, sorted(corpus.targets))
        raise UsageError(_("policy_src/publishing.yaml has no target “{name}”.{hint}").format(name=name, hint=hint))
    return corpus.targets[name]


def _require_allowed(target: AnyTarget, key: Key | None) -> None:
    if target.schools and (key is None or key[0] not in target.schools):
        text = _("Target “{name}” is only for {schools}: name one of them.")
        raise UsageError(text.format(name=target.id, schools=", ".join(target.schools)))


def _manifest(corpus: Corpus, folders: Folders, key: Key | None) -> SiteManifest:
    """The manifest of the site, which must be whole and made of the text that the source has now."""
    again = _("First make it: schoolprotocol site.")
    try:
        manifest = SiteManifest.model_validate_json(folders.site(MANIFEST).read_bytes())
    except (FileNotFoundError, NotADirectoryError, ValidationError):
        raise UsageError(_("There is no site to publish.") + " " + again) from None
    made_of = {(document.school, document.protocol): document.text for document in manifest.documents}
    for document, policy in policies_of(resolve_all(corpus, None if key is None else [key])).items():
        if made_of.get(document) != digest(policy):
            text = _("The site was made of another text of {school} than the source has now.")
            raise UsageError(text.format(school=document[0]) + " " + again)
    for file, entry in manifest.files.items():
        path = folders.site(file)
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != entry.sha256:
            text = _("{file} is not as it was made.")
            raise UsageError(text.format(file=path.relative_to(folders.build)) + " " + again)
    return manifest


def _store(target: FolderTarget | RsyncTarget | SftpTarget, root: Path) -> Store:
    match target:
        case FolderTarget():
            return FolderStore(root / target.path)
        case RsyncTarget():
            return RsyncStore(target)
        case SftpTarget():
            return SftpStore(target)


def _server(target: WordPressTarget) -> Server:
    return Server(target.url.rstrip("/") + "/", target.user, password_of(target))


def _page(corpus: Corpus, folders: Folders, key: Key, target: WordPressTarget) -> Page:
    policy = policies_of(resolve_all(corpus, [key]))[key]
    site, name = corpus.site(*key), document_name(*key)
    url = f"{corpus.project.url.rstrip('/')}/{site}/"
    style, void = corpus.schools[key[0]].school.style, void_of(corpus, key, policy)
    return Page(
        key="/".join(key),
        slug=target.page or name,
        title=policy.title,
        status=target.status,
        pdf=folders.site(f"{site}/{DOWNLOADS}/{name}.pdf"),
        content=lambda pdf: embed_snippet(EmbedInput(policy, style, url, pdf, void), folders.templates),
    )
