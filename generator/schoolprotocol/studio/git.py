"""Records changes of the source in Git, where the project is in a repository: a commit in somebody's name.

A repository may come from elsewhere, and what it configures may be a program: so nothing is used that runs one. Blobs,
tree and commit are made by the commands that move bytes only; no hook runs, no filter, no file monitor, nothing signs,
nothing asks, nothing is fetched or pushed. What hooks would look at, the studio has judged before, and the servers will
again. The tree is made in an index of our own, so what somebody else staged stays staged, and is in no commit of ours.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path

from schoolprotocol import disk
from schoolprotocol.errors import BusyError, UsageError
from schoolprotocol.studio.door.people import ALONE, Person

SOURCE = "policy_src"
LARGEST = 100_000_000
"""Bytes of a file that is recorded: a decision that was scanned."""
PATIENCE = 30.0
"""Seconds in which git does one thing."""
WAITS = 5.0
"""Seconds that we wait for another program to be done with the index, or with the branch."""
_FILE, _REPOSITORY = "100644", "160000"
_AT_WORK = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply", "BISECT_LOG")
"""What lies in a repository while somebody is in the middle of something, by name."""
_KEPT = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_EXEC_PATH", "GIT_CEILING_DIRECTORIES")
_ODD = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


class _RefusedError(Exception):
    """Git would not do it; with what it said."""


def commit(root: Path, paths: Iterable[str] | None, person: Person, message: str) -> str | None:
    """Record files of the source as they are on the disk now.

    Args:
        root: the project's folder.
        paths: of files of `policy_src`, also of those that were removed; None: every one that differs.
        person: in whose name.
        message: what was done: a line, and after an empty one the rest.

    Returns:
        The name of the commit; None where there is no git, no repository that the project is part of, or nothing that
        differs from what was recorded.

    Raises:
        UsageError: where somebody is in the middle of a merge or has no branch, or where git refuses.
        BusyError: where another program works in the repository. The files of the source are saved all the same.
    """
    wanted = None if paths is None else sorted({_of_source(path) for path in paths})
    with tempfile.TemporaryDirectory(prefix="schoolprotocol-git-") as work:
        git = _Git(root, Path(work))
        try:
            place = git.place()
            if place is None:
                return None
            until = time.monotonic() + WAITS
            while True:
                try:
                    return _record(git, place, wanted, person, message)
                except BusyError:
                    if time.monotonic() > until:
                        raise
                    time.sleep(0.1)
        except _RefusedError as error:
            text = _("It is saved, but git did not record it: {said}")
            raise UsageError(text.format(said=str(error))) from None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a project is in a repository."""

    prefix: str
    """Of its paths: `beleid/`, or nothing."""
    folder: Path
    """Where the repository keeps its things."""
    is_own: bool
    """Whether the repository is there for this project: its top is the project's folder."""


def _record(git: _Git, place: _Place, wanted: Sequence[str] | None, person: Person, message: str) -> str | None:
    branch, old = git.head()
    if any((place.folder / name).exists() for name in _AT_WORK):
        raise _RefusedError(_("somebody is in the middle of a merge. Finish that first."))
    known = git.recorded(old, place.prefix) if old else {}
    if not known and not place.is_own:
        return None
    changed = _changed(git, known, wanted)
    if not changed:
        return None
    git.store([content for content in changed.values() if content is not None])
    lines = [
        f"{known.get(path, (_FILE,))[0]} {git.name_of(content)}\t{place.prefix}{path}"
        if content is not None
        else f"0 {git.name_of(b'')}\t{place.prefix}{path}"
        for path, content in changed.items()
    ]
    tree = git.tree(old, lines)
    new = git.commit_of(tree, old, person, message)
    git.index(lines)  # before the branch: the other way round, who is late to lock it would have our work undone there
    git.move(branch, old, new)
    return new


def _changed(git: _Git, known: Mapping[str, tuple[str, str]], wanted: Sequence[str] | None) -> dict[str, bytes | None]:
    """What each file holds that differs from what was recorded; None: it is not there any more."""
    elsewhere = [path for path, (mode, _name) in known.items() if mode == _REPOSITORY]
    if wanted is None:
        wanted = sorted({*_files(git.root), *known})
    found: dict[str, bytes | None] = {}
    for path in wanted:
        if any(path == one or path.startswith(f"{one}/") for one in elsewhere):
            continue  # another repository
        if disk.is_file_below(git.root, path):
            content = disk.read(git.root / path, LARGEST)
            if len(content) > LARGEST:
                raise _RefusedError(_("{file} is too large.").format(file=path))
            if git.name_of(content) != known.get(path, ("", ""))[1]:
                found[path] = content
        elif path in known and disk.kind(git.root / path) is None:
            found[path] = None
    ignored = git.ignored([path for path in found if path not in known])
    return {path: content for path, content in found.items() if path not in ignored}


def _files(root: Path) -> list[str]:
    return [
        f"{SOURCE}/{one.name}"
        for one in disk.walk(root / SOURCE, lambda name: name.startswith("."))
        if one.kind == "file"
    ]


def _of_source(path: str) -> str:
    parts = path.split("/")
    if disk.leads_out(path) or parts[0] != SOURCE or any(part.casefold() == ".git" for part in parts):
        raise UsageError(_("{file} is no file of the source.").format(file=ascii(path)))
    return path


class _Git:
    """Git's command line, in one folder, with everything fenced that a repository could have it run."""

    def __init__(self, root: Path, work: Path) -> None:
        self.root, self._work = root, work
        (work / "hooks").mkdir()
        self._kind = "sha1"
        off = {
            "core.hooksPath": str(work / "hooks"),
            "core.fsmonitor": "false",
            "core.sshCommand": "false",
            "core.gitProxy": "",
            "core.askPass": "",
            "core.pager": "cat",
            "core.editor": "false",
            "core.alternateRefsCommand": "",
            "credential.helper": "",
            "protocol.allow": "never",
            "safe.bareRepository": "explicit",
            "i18n.commitEncoding": "UTF-8",
            "gc.auto": "0",
            "maintenance.auto": "false",
        }
        self._command = ["git", "-C", str(root), *(part for one in off.items() for part in ("-c", "=".join(one)))]

    def place(self) -> _Place | None:
        """Where the project is in a repository; None where there is none, or no git."""
        try:
            asked = ("--show-object-format", "--show-toplevel", "--absolute-git-dir", "--show-prefix")
            told = self._run("rev-parse", *asked).decode().splitlines()
        except _RefusedError as error:
            if "not a git repository" in str(error) or "must be run in a work tree" in str(error):
                return None
            raise
        except (FileNotFoundError, PermissionError, NotADirectoryError):
            return None
        if len(told) != len(asked):  # a folder with a line break in its name
            return None
        self._kind, top, folder, prefix = told
        is_own = not prefix and disk.kind(Path(top) / ".git") == "folder"
        if not Path(top, prefix).resolve().samefile(self.root.resolve()):  # `core.worktree` leads elsewhere
            return None
        return _Place(prefix, Path(folder), is_own)

    def head(self) -> tuple[str, str]:
        """The branch that is checked out, and its commit; no commit where there is none yet."""
        try:
            branch = self._run("symbolic-ref", "--quiet", "HEAD").decode().strip()
        except _RefusedError:
            raise _RefusedError(_("no branch is checked out, so it would be lost. Check one out first.")) from None
        try:
            return branch, self._run("rev-parse", "--quiet", "--verify", f"{branch}^{{commit}}").decode().strip()
        except _RefusedError:
            return branch, ""

    def recorded(self, commit_: str, prefix: str) -> dict[str, tuple[str, str]]:
        """Mode and name of each file of the source in a commit, by its path in the project."""
        listed = self._run("ls-tree", "-r", "-z", "--full-tree", commit_, "--", f"{prefix}{SOURCE}")
        found: dict[str, tuple[str, str]] = {}
        for entry in filter(None, listed.split(b"\0")):
            about, _tab, path = entry.partition(b"\t")
            mode, _kind, name = about.decode("ascii").split()
            found[os.fsdecode(path).removeprefix(prefix)] = mode, name
        return found

    def ignored(self, paths: Sequence[str]) -> set[str]:
        """Those of some paths that git passes over."""
        if not paths:
            return set()
        given = b"".join(os.fsencode(path) + b"\0" for path in paths)
        told = self._run("check-ignore", "--no-index", "-z", "--stdin", given=given, may_fail=1)
        return {os.fsdecode(path) for path in filter(None, told.split(b"\0"))}

    def name_of(self, content: bytes) -> str:
        """How git calls a file with this content, byte for byte: no filter of a repository has a say in it."""
        return hashlib.new(self._kind, b"blob %d\0%b" % (len(content), content), usedforsecurity=False).hexdigest()

    def store(self, contents: Sequence[bytes]) -> None:
        """Have git keep some files' content."""
        names = []
        for number, content in enumerate(contents):
            path = self._work / str(number)
            path.write_bytes(content)
            names.append(str(path))
        if names:
            self._run("hash-object", "-w", "--no-filters", "--stdin-paths", given="\n".join(names).encode() + b"\n")

    def tree(self, old: str, lines: Sequence[str]) -> str:
        """The tree of a commit with some files changed, made beside the index of the repository."""
        own = {"GIT_INDEX_FILE": str(self._work / "index")}
        self._run("read-tree", old or "--empty", more=own)
        self._run("update-index", "-z", "--index-info", given=_lines(lines), more=own)
        return self._run("write-tree", more=own).decode().strip()

    def commit_of(self, tree: str, old: str, person: Person, message: str) -> str:
        """A commit that is in no branch yet."""
        name, mail = self._named(person)
        who = {
            f"GIT_{role}_{what}": told
            for role in ("AUTHOR", "COMMITTER")
            for what, told in (("NAME", name), ("EMAIL", mail))
        }
        text = _ODD.sub("", message.replace("\r\n", "\n")).strip() + "\n"
        parents = ("-p", old) if old else ()
        return (
            self._run("commit-tree", tree, *parents, given=text.encode("utf-8", "replace"), more=who).decode().strip()
        )

    def _named(self, person: Person) -> tuple[str, str]:
        if person.name == ALONE.name:  # who sits here told git who he is, or nobody
            own = [
                self._run("config", "--get", f"user.{key}", may_fail=1).decode().strip() for key in ("name", "email")
            ]
            if all(own):
                return own[0], own[1]
        shown = re.sub(r"[<>\n]", " ", _ODD.sub("", person.shown)).strip(" .,:;\"'\\") or person.name
        return shown, person.mail or f"{person.name}@studio.invalid"

    def index(self, lines: Sequence[str]) -> None:
        """Let the repository's own index know what these files are now; all others stay as they are in it."""
        self._run("update-index", "-z", "--index-info", given=_lines(lines))

    def move(self, branch: str, old: str, new: str) -> None:
        """Let a branch lead to a commit, if it still is where it was."""
        nothing = "0" * len(new)
        try:
            self._run("update-ref", "-m", "studio", branch, new, old or nothing)
        except _RefusedError as error:
            raise BusyError(
                _("Another program works in the repository of {folder}.").format(folder=self.root)
            ) from error

    def _run(
        self, *arguments: str, given: bytes = b"", more: Mapping[str, str] | None = None, may_fail: int = 0
    ) -> bytes:
        try:
            done = subprocess.run(  # noqa: S603 (a list of arguments, none of which a person typed)
                [*self._command, *arguments],
                input=given,
                capture_output=True,
                check=False,
                env={**_environment(), **(more or {})},
                timeout=PATIENCE,
            )
        except subprocess.TimeoutExpired:
            raise _RefusedError(_("it does not answer.")) from None
        if done.returncode not in {0, may_fail}:
            said = done.stderr.decode(errors="replace").strip()
            if ".lock': File exists" in said:
                raise BusyError(_("Another program works in the repository of {folder}.").format(folder=self.root))
            raise _RefusedError(_ODD.sub(" ", said)[:500])
        return done.stdout


def _lines(lines: Sequence[str]) -> bytes:
    return b"".join(os.fsencode(line) + b"\0" for line in lines)


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in _KEPT}
    return kept | {
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_PAGER": "cat",
        "LC_ALL": "C",
    }
