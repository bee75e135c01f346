"""The source as it stood at a git revision: read from the repository's own objects, never from the network.

The files are taken with `ls-tree` and `cat-file` and not with `checkout` or `archive`: those obey attributes and
filters that the repository configures, these give the bytes that were recorded and run nothing. Nothing is written.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path

from schoolprotocol.errors import MissingOnMachineError, UsageError
from schoolprotocol.source.tree import MAX_BYTES, SOURCE, EntryKind, SourceTree, digest_of, join, steps

_REVISION = re.compile(r"[A-Za-z0-9_@][A-Za-z0-9_./@^~{}+-]{0,199}")
"""What a branch, tag, hash or `HEAD~2` looks like. No range (`a..b`), no path (`a:b`), no option (`-x`)."""
_TAKEN_FROM_GIT = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")
"""A hook sets these for the repository that it runs in; ours is the one that the project is in."""
MOST = 200_000_000
"""Bytes of all files of a revision that are read at once."""
COMPARED = 20_000_000
"""Bytes of a file that are held against git's; what is larger is evidence, of which nobody reads more than its name."""
PATIENCE = 300.0
"""Seconds in which git reads what a revision holds."""
LOOKED_UP = 20.0
"""Seconds in which git says which revision is meant."""
_SHA256 = 64
"""Digits of an object's name in a repository of the newer form; of the older one it has 40."""
_FROZEN = ("releases", "proposals")
"""Folders of texts that were frozen: large, and seldom asked of history."""


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: EntryKind
    object_id: str
    size: int
    """Bytes: of a file that is larger than any of the source may be, git is asked for the beginning only."""


class GitTree:
    """`policy_src` as it stood at a revision. What was recorded as a link is one here, and leads nowhere."""

    def __init__(self, root: Path, revision: str) -> None:
        """Look up what there was; `elsewhere` are the paths at which git has another repository.

        Args:
            root: the project's folder, in a git checkout; it need not be the checkout's own root.
            revision: a branch, tag, hash or `HEAD~2`.

        Raises:
            UsageError: no checkout, no such revision, or there was no source yet.
            MissingOnMachineError: git is not installed.
        """
        self._root = root
        self._entries, self.elsewhere = _listed(root, _commit(root, revision))
        self._folders = _folders(self._entries)
        if SOURCE not in self._folders:
            raise UsageError(_("At {revision} there was no {folder} here.").format(revision=revision, folder=SOURCE))
        self._read: dict[str, bytes] = {}

    @property
    def root(self) -> Path:
        """The project's folder as it is now: the files in it may be others."""
        return self._root

    def names(self, folder: str) -> tuple[str, ...]:
        """What lay in a folder, sorted."""
        return tuple(sorted(self._folders.get(folder, ())))

    def kind(self, path: str) -> EntryKind | None:
        """What lay there."""
        steps(path)
        if path in self._folders:
            return "folder"
        return self._entries[path].kind if path in self._entries else None

    def read(self, path: str, limit: int = MAX_BYTES) -> bytes:
        """The bytes of a file, `limit + 1` at most.

        Raises:
            FileNotFoundError: where there was no such file.
            UsageError: where git does not give it.
        """
        if self.kind(path) != "file":
            raise FileNotFoundError(2, os.strerror(2), path)
        if path not in self._read and self._entries[path].size > MAX_BYTES:
            self._read[path] = _beginning(self._root, self._entries[path].object_id)
        if path not in self._read:
            self._fetch(_batch(path))
        return self._read[path][: limit + 1]

    def digest(self, path: str) -> str:
        """SHA-256 of a file's bytes."""
        return digest_of(self.read(path))

    def is_same(self, tree: SourceTree, path: str) -> bool:
        """Whether another tree has there, to the byte, what lay here; what is hidden is read by nobody.

        No stamp is asked: the bytes are hashed as git does. A link, or more than `COMPARED`, is never the same.
        """
        waiting = [path]
        try:
            while waiting:
                path = waiting.pop()
                kind = tree.kind(path)
                if kind != self.kind(path) or kind not in {"file", "folder"}:
                    return False
                if kind == "folder":
                    now, then = ({one for one in of.names(path) if not one.startswith(".")} for of in (tree, self))
                    if now != then:
                        return False
                    waiting += [join(path, name) for name in now]
                else:
                    entry = self._entries[path]
                    if entry.size > COMPARED:
                        return False
                    if _object_id(tree.read(path, entry.size), entry.object_id) != entry.object_id:
                        return False
        except OSError:  # whoever reads it tells why it cannot be
            return False
        return True

    def _fetch(self, batch: str) -> None:
        """Get all files that are likely to be asked together, in one call."""
        files = {path: entry for path, entry in self._entries.items() if entry.kind == "file" and _batch(path) == batch}
        paths = [path for path, entry in files.items() if entry.size <= MAX_BYTES]
        if sum(files[path].size for path in paths) > MOST:
            raise UsageError(_("At that revision the source is larger than {limit}.").format(limit="200 MB"))
        contents = _contents(self._root, [self._entries[path].object_id for path in paths])
        self._read |= zip(paths, contents, strict=True)


def _batch(path: str) -> str:
    """The working texts are asked all at once, what was frozen school by school."""
    folder = path.rpartition("/")[0]
    return folder if folder.endswith(_FROZEN) else ""


def _folders(entries: Mapping[str, _Entry]) -> dict[str, set[str]]:
    """The names in each folder."""
    found: dict[str, set[str]] = {}
    for path in entries:
        folder = ""
        for step in steps(path):
            found.setdefault(folder, set()).add(step)
            folder = join(folder, step)
    return found


def _commit(root: Path, revision: str) -> str:
    """The full hash of the commit that is meant."""
    if not _REVISION.fullmatch(revision) or ".." in revision:
        raise UsageError(_("“{revision}” is not a git revision such as v1.0 or HEAD~1.").format(revision=revision))
    place = _git(root, "rev-parse", "--git-dir", patience=LOOKED_UP)
    if place.returncode:
        raise UsageError(_no_checkout(root, place.stderr.decode(errors="replace")))
    found = _git(root, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}", patience=LOOKED_UP)
    if b"is ambiguous" in found.stderr:  # git would take one of them, and whoever made the other meant that to be so
        text = _("“{revision}” is the name of several things in git: write refs/heads/… or refs/tags/… before it.")
        raise UsageError(text.format(revision=revision))
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


def _listed(root: Path, commit: str) -> tuple[dict[str, _Entry], tuple[str, ...]]:
    """What a commit has in `policy_src`, by path; and what is another repository, of which git keeps only the place."""
    listed = _git(root, "ls-tree", "-r", "-l", "-z", "--end-of-options", commit, "--", SOURCE)
    _require(listed)
    found: dict[str, _Entry] = {}
    elsewhere: list[str] = []
    for entry in filter(None, listed.stdout.split(b"\0")):
        about, _tab, path = entry.partition(b"\t")
        mode, kind, object_id, size = about.decode("ascii").split()
        name = os.fsdecode(path)
        if ".." in name.split("/") or name.split("/")[0] != SOURCE:  # no honest repository has it
            raise UsageError(_("The repository holds a file with an impossible name: {name}.").format(name=ascii(name)))
        if kind == "blob":
            if not size.isdecimal():  # `BAD`
                raise _lost(object_id)
            found[name] = _Entry("link" if mode == "120000" else "file", object_id, int(size))
        else:
            elsewhere.append(name)
    return found, tuple(elsewhere)


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
            raise _lost(object_id)
        size = int(head[2])
        content = answer.stdout[end + 1 : end + 1 + size]
        if _object_id(content, object_id) != object_id:  # git does not look, and a file in `.git` can be written anew
            raise _lost(object_id)
        found.append(content)
        at = end + 1 + size + 1
    return found


def _object_id(content: bytes, like: str) -> str:
    """The name of a blob with this content, in the kind of hash that another name is of."""
    kind = "sha256" if len(like) == _SHA256 else "sha1"
    return hashlib.new(kind, b"blob %d\0%b" % (len(content), content), usedforsecurity=False).hexdigest()


def _lost(object_id: str) -> UsageError:
    text = _(
        "Part of the history is not on this machine, or is damaged (object {id}): fetch it first. "
        "“git fsck” tells what is damaged."
    )
    return UsageError(text.format(id=object_id))


def _beginning(root: Path, object_id: str) -> bytes:
    """As much of an object as shows that it is too large."""
    with subprocess.Popen(  # noqa: S603 (as in `_git`)
        _command(root, "cat-file", "blob", object_id),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
    ) as process:
        try:
            return process.stdout.read(MAX_BYTES + 1) if process.stdout is not None else b""
        finally:
            process.kill()


def _require(answer: subprocess.CompletedProcess[bytes]) -> None:
    if answer.returncode:
        said = answer.stderr.decode(errors="replace").strip()
        raise UsageError(_("Git could not read the repository: {said}").format(said=said))


def _git(
    root: Path, *arguments: str, given: bytes = b"", patience: float = PATIENCE
) -> subprocess.CompletedProcess[bytes]:
    """Run git in the project's folder, without a shell and without the network."""
    try:
        return subprocess.run(  # noqa: S603 (a list of arguments; what a person typed comes after --end-of-options)
            _command(root, *arguments),
            input=given,
            capture_output=True,
            check=False,
            env=_environment(),
            timeout=patience,
        )
    except subprocess.TimeoutExpired as error:
        raise UsageError(_("Git does not answer: look at what it is doing in {folder}.").format(folder=root)) from error
    except (FileNotFoundError, NotADirectoryError, PermissionError) as error:
        raise MissingOnMachineError(_("Git is not installed. On Debian or Ubuntu: sudo apt install git.")) from error


def _command(root: Path, *arguments: str) -> list[str]:
    return ["git", "-C", str(root), "-c", "core.warnAmbiguousRefs=true", *arguments]


def _environment() -> dict[str, str]:
    environment = {name: value for name, value in os.environ.items() if name not in _TAKEN_FROM_GIT}
    # A partial clone would fetch what it lacks: allow no protocol for that. Messages in English, as we read them.
    more = {"GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    more |= {"GIT_NO_REPLACE_OBJECTS": "1"}  # an object is what its hash says, whatever was put in its place
    more |= {"GIT_GRAFT_FILE": os.devnull}  # and what came before it is what it says itself
    return {**environment, **more}
