"""Sends files to a store as one transaction: all is new there, or all is old, or a second run completes it.

What is sent is a copy of our own, of which every byte was hashed: no change of a file meanwhile gets online. What came
over is asked back before the record says that it is there: so a record never says more than what there is.
"""

from __future__ import annotations

import hashlib
import secrets
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from gettext import gettext as _
from pathlib import Path
from typing import Protocol

from schoolprotocol import disk
from schoolprotocol.deliver.changes import (
    MAX_FILE,
    UNKNOWN,
    FileChange,
    difference,
    is_left_over,
    read_record,
    write_record,
)
from schoolprotocol.deliver.tools import again
from schoolprotocol.errors import PublishError, UsageError


class Store(Protocol):
    """A folder somewhere. Every method raises `PublishError` where the other side fails or cannot be reached."""

    def record(self) -> bytes | None:
        """The record of what we published; None where there is none."""

    def names(self) -> frozenset[str]:
        """What is in it, without what is in folders in it."""

    def present(self, names: Sequence[str]) -> frozenset[str]:
        """Those of these files that are there, whatever is in them."""

    def same(self, source: Path, wanted: Mapping[str, str]) -> frozenset[str]:
        """Those of these files that are there with the content that they should have, byte for byte.

        Args:
            source: the folder that has them.
            wanted: SHA-256 by path.
        """

    def switch(self, source: Path, put: Sequence[str], remove: Sequence[str], record: bytes, before: bytes) -> bool:
        """Put files of a folder there, remove others and replace the record, in one step.

        Args:
            source: the folder.
            put: what of it.
            remove: what goes.
            record: as it is afterwards.
            before: as it must be until then; empty where there is none.

        Returns:
            False where that cannot be: then nothing was done.
        """

    def send(self, source: Path, put: Sequence[str], remove: Sequence[str]) -> None:
        """Put files of a folder there, in this order and each whole or not at all, then remove others.

        What an earlier run left that broke off is gone afterwards.
        """

    def keep(self, record: bytes) -> None:
        """Replace the record."""

    def clear(self) -> None:
        """Remove what a switch left that broke off."""


def upload(
    store: Store, source: Path, wanted: Mapping[str, str], scope: str = "", *, dry_run: bool = False
) -> tuple[FileChange, ...]:
    """Make a store hold the files of a folder.

    Args:
        store: where to.
        source: the folder.
        wanted: SHA-256 by path, of all files that should be there within the scope.
        scope: `aurora/` where only that folder is published.
        dry_run: only say what would change.

    Returns:
        What was done, in order.

    Raises:
        UsageError: where the store holds files and none of them is known to be ours, a file is in the way, or a file of
            the folder is not as it was made.
        PublishError: where the store fails, or does not hold afterwards what was sent.
    """
    found = store.record()
    if found is None and not all(is_left_over(name) for name in store.names()):
        raise UsageError(
            _("The target holds files that schoolprotocol did not put there. Name a folder that is empty.")
        )
    recorded = read_record(found)
    changes = difference(wanted, _known(store, source, wanted, recorded), scope)
    put = [change.name for change in changes if change.verb != "remove"]
    gone = [change.name for change in changes if change.verb == "remove"]
    _require_free(store, [name for name in put if name not in recorded] if found is not None else [])
    if dry_run:
        return changes
    store.clear()
    if not changes:
        return changes
    with _copied(source, wanted, put) as ours:
        after = write_record({name: hash_ for name, hash_ in recorded.items() if name not in gone} | dict(wanted))
        if not store.switch(ours, put, gone, after, found or b""):
            marked = {**recorded, **dict.fromkeys([*put, *gone], UNKNOWN)}
            _in_steps(store, ours, put, gone, {name: wanted[name] for name in put}, marked, after)
    return changes


def _known(store: Store, source: Path, wanted: Mapping[str, str], recorded: Mapping[str, str]) -> dict[str, str]:
    """The record, without what the target itself does not confirm: somebody may have been there."""
    claimed = {name: hash_ for name, hash_ in wanted.items() if recorded.get(name) == hash_}
    same = store.same(source, claimed) if claimed else frozenset()
    return {name: UNKNOWN if name in claimed and name not in same else hash_ for name, hash_ in recorded.items()}


def _require_free(store: Store, names: Sequence[str]) -> None:
    """Nothing that is somebody else's is written over."""
    taken = sorted(store.present(names)) if names else []
    if taken:
        text = _("The target has a {file} that schoolprotocol did not put there. Remove it or give it another name.")
        raise UsageError(text.format(file=taken[0]))


@contextmanager
def _copied(source: Path, wanted: Mapping[str, str], names: Sequence[str]) -> Iterator[Path]:
    """A folder of our own with these files, each as it was made."""
    with tempfile.TemporaryDirectory(prefix="schoolprotocol-") as folder:
        for name in names:
            if _copy(source / name, Path(folder) / name) != wanted[name]:
                text = _("{file} is not as it was made.") + " " + _("First make it: schoolprotocol site.")
                raise UsageError(text.format(file=name))
        yield Path(folder)


def _copy(path: Path, to: Path) -> str | None:
    """Copy a file, a piece at a time: SHA-256 of what was copied; None where it is no file, or larger than any is."""
    size = disk.size(path)
    if size is None or size > MAX_FILE:
        return None
    state = hashlib.sha256()
    to.parent.mkdir(parents=True, exist_ok=True)
    with disk.opened(path) as file, disk.named(to), to.open("xb") as copy:
        for piece in disk.pieces(file, MAX_FILE):
            state.update(piece)
            copy.write(piece)
    to.chmod(0o644)
    return state.hexdigest()


def _in_steps(
    store: Store,
    source: Path,
    put: Sequence[str],
    gone: Sequence[str],
    wanted: Mapping[str, str],
    marked: Mapping[str, str],
    after: bytes,
) -> None:
    """Where there is no switch: the record says first what may be half done, and says what is there once that is so."""
    under_way = write_record(marked, secrets.token_hex(8))
    store.keep(under_way)
    store.send(source, put, gone)
    wrong = wanted.keys() - store.same(source, wanted) if wanted else set()
    wrong |= store.present(gone) if gone else set()
    if wrong:
        text = _("The target does not hold what was sent: {file}.").format(file=min(wrong))
        raise PublishError(f"{text} {again()}")
    if store.record() != under_way:
        raise another_run()
    store.keep(after)


def another_run() -> PublishError:
    """What is told where two machines publish at one target at once."""
    text = _("Meanwhile something else was published at this target.")
    return PublishError(f"{text} {again()}")
