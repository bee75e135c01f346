"""The source as it stood at a git revision: read from the repository's own objects, never from the network.

The files are taken with `ls-tree` and `cat-file` and not with `checkout` or `archive`: those obey attributes and
filters that the repository configures, these give the bytes that were recorded and run nothing.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from gettext import gettext as _
from pathlib import Path, PurePosixPath

from schoolprotocol.diagnostics import Diagnostic, sort
from schoolprotocol.errors import MissingOnMachineError, SourceError, UsageError
from schoolprotocol.policy.model import Policy
from schoolprotocol.resolve.policy import resolve
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.load import SOURCE, load

PREFIX = "git:"
"""What stands before a revision where a version is asked: `git:v1.0`."""
_REVISION = re.compile(r"[A-Za-z0-9_@][A-Za-z0-9_./@^~{}+-]{0,199}")
"""What a branch, tag, hash or `HEAD~2` looks like. No range (`a..b`), no path (`a:b`), no option (`-x`)."""
_TAKEN_FROM_GIT = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")
"""A hook sets these for the repository that it runs in; ours is the one that the project is in."""
_FROZEN = "releases"
"""Folder with what was adopted: no part of the working text, and unreadable once its format is an older one."""


def revision_of(version: str) -> str | None:
    """`v1.0` of `git:v1.0`; None where the version is no revision."""
    return version.removeprefix(PREFIX) if version.startswith(PREFIX) else None


def policy_at(root: Path, revision: str, key: tuple[str, str]) -> Policy:
    """What a document said at a revision.

    Args:
        root: the project's folder, in a git checkout; it need not be the checkout's own root.
        revision: a branch, tag, hash or `HEAD~2`.
        key: (school id, protocol id) of the document.

    Raises:
        UsageError: no checkout, no such revision, or the document was not there yet.
        SourceError: the source had faults then; each place begins with the revision.
        MissingOnMachineError: git is not installed.
    """
    corpus = corpus_at(root, revision)
    if key not in corpus.documents():
        text = _("At {revision}, {school} had no document of protocol “{protocol}”.")
        raise UsageError(text.format(revision=revision, school=key[0], protocol=key[1]))
    return policies_at(corpus, revision, [key])[key]


def policies_at(
    corpus: Corpus, revision: str, keys: Sequence[tuple[str, str]] | None = None
) -> dict[tuple[str, str], Policy]:
    """The documents of a source that `corpus_at` gave: all, or only these.

    Raises:
        SourceError: where a text had faults; each place begins with the revision.
    """
    resolutions = {key: resolve(corpus, *key) for key in (corpus.documents() if keys is None else keys)}
    policies = {key: resolution.policy for key, resolution in resolutions.items() if resolution.policy is not None}
    if len(policies) < len(resolutions):
        raise SourceError(_named(revision, [d for r in resolutions.values() for d in r.diagnostics]))
    return policies


def corpus_at(root: Path, revision: str) -> Corpus:
    """The source as it stood at a revision, without the releases. Its texts are there; its files are not.

    Raises:
        UsageError: no checkout, no such revision, or there was no source yet.
        SourceError: the source did not load; each place begins with the revision.
        MissingOnMachineError: git is not installed.
    """
    commit = _commit(root, revision)
    with tempfile.TemporaryDirectory(prefix="schoolprotocol-") as name:
        folder = Path(name)
        _write_source(root, commit, folder)
        if not (folder / SOURCE).is_dir():
            raise UsageError(_("At {revision} there was no {folder} here.").format(revision=revision, folder=SOURCE))
        corpus, found = load(folder)
    if corpus is None:
        raise SourceError(_named(revision, found))
    return replace(corpus, root=root)


def _named(revision: str, found: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Diagnostics with places such as `v1.0:policy_src/project.yaml:3`: git itself names a file so."""
    return sort(replace(d, place=replace(d.place, file=f"{revision}:{d.place.file}")) for d in found)


def _commit(root: Path, revision: str) -> str:
    """The full hash of the commit that is meant."""
    if not _REVISION.fullmatch(revision) or ".." in revision:
        raise UsageError(_("“{revision}” is not a git revision such as v1.0 or HEAD~1.").format(revision=revision))
    place = _git(root, "rev-parse", "--git-dir")
    if place.returncode:
        raise UsageError(_no_checkout(root, place.stderr.decode(errors="replace")))
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found.returncode:
        text = _("Git knows no revision “{revision}” here.").format(revision=revision)
        if _git(root, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true":
            text += " " + _("This is a shallow clone: get the rest of the history with “git fetch --unshallow --tags”.")
        raise UsageError(text)
    return found.stdout.decode("ascii").strip()


def _no_checkout(root: Path, said: str) -> str:
    if "dubious ownership" in said:
        text = _("Git does not trust {folder}, which belongs to another user: “git config --global {setting}”.")
        return text.format(folder=root, setting=f"--add safe.directory {root}")
    return _("{folder} is not in a git checkout: there are no earlier revisions to look at.").format(folder=root)


def _write_source(root: Path, commit: str, target: Path) -> None:
    """Write `policy_src` of a commit below a folder."""
    listed = _git(root, "ls-tree", "-r", "-z", "--end-of-options", commit, "--", SOURCE)
    _require(listed)
    names: list[tuple[str, str]] = []
    for entry in filter(None, listed.stdout.split(b"\0")):
        about, _tab, path = entry.partition(b"\t")
        _mode, kind, object_id = about.decode("ascii").split()
        name = os.fsdecode(path)
        steps = PurePosixPath(name).parts
        if kind != "blob" or (len(steps) == 5 and steps[3] == _FROZEN):
            continue
        if ".." in steps or steps[0] != SOURCE:  # no honest repository has it
            raise UsageError(_("The repository holds a file with an impossible name: {name}.").format(name=ascii(name)))
        names.append((object_id, name))
    for (_id, name), content in zip(names, _contents(root, [object_id for object_id, _name in names]), strict=True):
        file = target / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)  # a link too becomes a file, with its goal as text: it leads nowhere


def _contents(root: Path, object_ids: Sequence[str]) -> list[bytes]:
    """The bytes of objects, all in one call."""
    answer = _git(root, "cat-file", "--batch", given="".join(f"{id_}\n" for id_ in object_ids).encode())
    _require(answer)
    found: list[bytes] = []
    at = 0
    for object_id in object_ids:
        end = answer.stdout.index(b"\n", at)
        head = answer.stdout[at:end].split()
        if len(head) != 3:
            text = _("Part of the history is not on this machine (object {id}): fetch it first.")
            raise UsageError(text.format(id=object_id))
        size = int(head[2])
        found.append(answer.stdout[end + 1 : end + 1 + size])
        at = end + 1 + size + 1
    return found


def _require(answer: subprocess.CompletedProcess[bytes]) -> None:
    if answer.returncode:
        said = answer.stderr.decode(errors="replace").strip()
        raise UsageError(_("Git could not read the repository: {said}").format(said=said))


def _git(root: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run git in the project's folder, without a shell and without the network."""
    environment = {name: value for name, value in os.environ.items() if name not in _TAKEN_FROM_GIT}
    # A partial clone would fetch what it lacks: allow no protocol for that. Messages in English, as we read them.
    environment |= {"GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        return subprocess.run(  # noqa: S603 (a list of arguments; what a person typed comes after --end-of-options)
            ["git", "-C", str(root), *arguments],  # noqa: S607 (git is where the machine has it)
            input=given,
            capture_output=True,
            check=False,
            env=environment,
        )
    except (FileNotFoundError, NotADirectoryError, PermissionError) as error:
        raise MissingOnMachineError(_("Git is not installed. On Debian or Ubuntu: sudo apt install git.")) from error
