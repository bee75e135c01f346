"""Puts `build/site`, or the part of one document, at a target of `publishing.yaml`."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from gettext import gettext as _
from pathlib import Path

from pydantic import ValidationError

from schoolprotocol import disk
from schoolprotocol.build.lock import alone
from schoolprotocol.config import DOWNLOADS, Folders, document_name
from schoolprotocol.deliver.changes import MAX_FILE, MAX_RECORD, FileChange, can_be_ours, sha256
from schoolprotocol.deliver.folder import FolderStore
from schoolprotocol.deliver.http import Server
from schoolprotocol.deliver.rsync import RsyncStore
from schoolprotocol.deliver.secret import password_of
from schoolprotocol.deliver.sftp import SftpStore
from schoolprotocol.deliver.tools import printable
from schoolprotocol.deliver.upload import Store, upload
from schoolprotocol.deliver.wordpress import Page, publish_page
from schoolprotocol.diagnostics import sort
from schoolprotocol.documents.deciding import is_doubted, unproven, void_of
from schoolprotocol.documents.finding import Key, find_document, policies_of, resolve_all, still_holds
from schoolprotocol.errors import SourceError, UsageError
from schoolprotocol.machine import is_of_windows
from schoolprotocol.model.target import AnyTarget, FolderTarget, RsyncTarget, SftpTarget, WordPressTarget
from schoolprotocol.outputs.online.embed import EmbedInput, embed_snippet
from schoolprotocol.outputs.online.manifest import MANIFEST, FileEntry, SiteManifest
from schoolprotocol.policy.model import digest
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.tree import SOURCE
from schoolprotocol.suggest import did_you_mean


def _unheard(_told: object) -> None:
    """Nobody listens."""


def publish(
    corpus: Corpus,
    folders: Folders,
    key: Key | None,
    name: str,
    *,
    dry_run: bool = False,
    waits: Callable[[str], None] = _unheard,
) -> tuple[FileChange, ...]:
    """Publish the pages of a document's school, or the whole site; on WordPress, the document.

    Args:
        corpus: the loaded source.
        folders: where `build/site` is.
        key: the document; None for everything.
        name: the target.
        dry_run: only say what would change.
        waits: told when a build or another publication is at work in the build folder.

    Returns:
        What was done at the target, or would be.

    Raises:
        SourceError: the document, or the whole source where everything is published, or the list of targets has faults.
        UsageError: no such target, not for this school, or the site is not there or of another text.
        MissingOnMachineError: a tool or a password is missing.
        PublishError: the target refused or the connection failed.
        BusyError: a build or another publication is still at work in the build folder after a minute.
    """
    target = _target(corpus, name)
    _require_allowed(target, key)
    if not folders.site(MANIFEST).is_file():
        raise _no_site()
    with alone(folders, waits):  # a site that is made meanwhile would be half the old one and half the new one
        return _published(corpus, folders, key, target, dry_run=dry_run)


def document_for(corpus: Corpus, name: str, school: str, protocol: str | None) -> Key:
    """The document that a target takes; where it takes all pages of a school, any of that school stands for them.

    Args:
        corpus: the loaded source.
        name: the target.
        school: whose document.
        protocol: which one, where a person said so.

    Raises:
        UsageError: where there is none, or more than one.
        SourceError: where nobody can know, because the school's files have faults.
    """
    own = sorted(key for key in corpus.documents() if key[0] == school)
    takes_one = isinstance(corpus.targets.get(name), WordPressTarget)
    if takes_one or protocol is not None or len(own) < 2 or corpus.faults_in("schools", school):
        return find_document(corpus, school, protocol)
    return own[0]


def _published(
    corpus: Corpus, folders: Folders, key: Key | None, target: AnyTarget, *, dry_run: bool
) -> tuple[FileChange, ...]:
    listed = _read(folders.site(MANIFEST), MAX_RECORD)
    if listed is None:
        raise _no_site()
    if len(listed) > MAX_RECORD:
        raise _not_as_made(MANIFEST)
    school = [one for one in corpus.documents() if key is not None and one[0] == key[0]]
    asked = [key] if key is not None and isinstance(target, WordPressTarget) else school
    manifest = _manifest(corpus, folders, asked if key is not None else None, listed)
    if isinstance(target, WordPressTarget):
        if key is None:
            raise UsageError(_("WordPress takes one document at a time: name the school."))
        return publish_page(_server(target), _page(corpus, folders, manifest, key, target), dry_run=dry_run)
    scope = "" if key is None else f"{key[0]}/"  # with the page of the school, which leads to its documents
    wanted = {file: entry.sha256 for file, entry in manifest.files.items() if file.startswith(scope)}
    if key is None:
        wanted[MANIFEST] = sha256(listed)
    return upload(_store(target, folders), folders.site(""), wanted, scope, dry_run=dry_run)


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


def _read(path: Path, limit: int) -> bytes | None:
    """What a file of the site holds, `limit + 1` bytes at most; None where there is none, or a link in its place."""
    return disk.read(path, limit) if disk.kind(path) == "file" else None


def _is_as_made(path: Path, entry: FileEntry) -> bool:
    """Whether a file of the site is what the list says. Its size is looked at first: one that grew is not read."""
    return entry.size <= MAX_FILE and disk.size(path) == entry.size and disk.sha256(path, entry.size) == entry.sha256


def _again() -> str:
    return _("First make it: schoolprotocol site.")


def _no_site() -> UsageError:
    return UsageError(_("There is no site to publish.") + " " + _again())


def _manifest(corpus: Corpus, folders: Folders, keys: Sequence[Key] | None, listed: bytes) -> SiteManifest:
    """The manifest of the site, which must be whole and made of the text that the source has now.

    Args:
        corpus: the loaded source.
        folders: where the site is.
        keys: the documents that are published; None for all.
        listed: the manifest as it stands there.
    """
    try:
        manifest = SiteManifest.model_validate_json(listed)
    except ValidationError:
        raise _no_site() from None
    made_of = {(document.school, document.protocol): document.text for document in manifest.documents}
    policies = policies_of(resolve_all(corpus, keys))
    now = {document: digest(policy) for document, policy in policies.items()}
    for document in sorted(now.keys() | (made_of.keys() if keys is None else set())):
        if made_of.get(document) != now.get(document):
            text = _("The site was made of another text of {school} than the source has now.")
            raise UsageError(text.format(school=printable(document[0])) + " " + _again())
    for file, entry in manifest.files.items():
        if not can_be_ours(file) or not _is_as_made(folders.site(file), entry):
            raise _not_as_made(file)
    return manifest


def _not_as_made(file: str) -> UsageError:
    text = _("{file} is not as it was made.")
    return UsageError(text.format(file=printable(f"site/{file}")) + " " + _again())


def _store(target: FolderTarget | RsyncTarget | SftpTarget, folders: Folders) -> Store:
    match target:
        case FolderTarget():
            if is_of_windows(target.path):
                told = _(
                    "Target “{name}”: {folder} is a folder as Windows writes it, and this machine has no such one."
                )
                raise UsageError(told.format(name=target.id, folder=printable(target.path)))
            _require_apart(target.id, folders, folders.root / target.path)
            return FolderStore(folders.root / target.path)
        case RsyncTarget():
            if target.host is None:
                _require_apart(target.id, folders, Path(target.path))
            return RsyncStore(target)
        case SftpTarget():
            return SftpStore(target)


def _require_apart(name: str, folders: Folders, folder: Path) -> None:
    """Go on only where a target is not in the project's own folders, nor around them: what is there may be replaced."""
    place = Path(os.path.realpath(folder))
    own = (folders.root / SOURCE, folders.root / "templates", folders.root / ".git", folders.build)
    for one in own:
        real = Path(os.path.realpath(one))
        if disk.lies_in(place, real) or disk.lies_in(real, place):
            text = _(
                "Target “{name}” cannot be {folder}: {own} would lie in it, or it lies there. Name another folder."
            )
            raise UsageError(text.format(name=name, folder=printable(str(place)), own=one.name))


def _server(target: WordPressTarget) -> Server:
    return Server(target.url.rstrip("/") + "/", target.user, password_of(target))


def _page(corpus: Corpus, folders: Folders, manifest: SiteManifest, key: Key, target: WordPressTarget) -> Page:
    working = policies_of(resolve_all(corpus, [key]))[key]
    held = still_holds(corpus, key, working)
    policy, site, name = held or working, corpus.site(*key), document_name(*key)
    style, file = corpus.schools[key[0]].school.style, f"{site}/{DOWNLOADS}/{name}.pdf"
    void = void_of(corpus, key, policy) if held is None else ()
    claims = unproven(corpus, key, policy) if held is None else is_doubted(corpus, key, held)
    shown = EmbedInput(policy, style, corpus.address(site), None, void, claims)
    entry = manifest.files.get(file)
    data = _read(folders.site(file), entry.size) if entry is not None else None
    if data is None or entry is None or sha256(data) != entry.sha256:
        raise _not_as_made(file)
    return Page(
        key="/".join(key),
        slug=target.page or name,
        title=policy.title,
        status=target.status,
        pdf=f"{name}.pdf",
        data=data,
        content=lambda pdf: embed_snippet(replace(shown, pdf=pdf), folders.templates),
    )
