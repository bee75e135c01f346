"""Sends files to a store in an order that leaves nothing half published, and that a second run can complete."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from gettext import gettext as _
from pathlib import Path
from typing import Protocol

from schoolprotocol.deliver.changes import UNKNOWN, FileChange, difference, is_left_over, read_record, write_record
from schoolprotocol.errors import UsageError


class Store(Protocol):
    """A folder somewhere. Every method raises `PublishError` where the other side fails or cannot be reached."""

    def record(self) -> bytes | None:
        """The record of what we published; None where there is none."""

    def names(self) -> frozenset[str]:
        """What is in it, without what is in folders in it."""

    def send(self, source: Path, put: Sequence[str], remove: Sequence[str]) -> None:
        """Put files of a folder there, in this order and each whole or not at all, then remove others."""

    def keep(self, record: bytes) -> None:
        """Replace the record."""


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
        UsageError: where the store holds files and none of them is known to be ours.
        PublishError: where the store fails.
    """
    found = store.record()
    if found is None and not all(is_left_over(name) for name in store.names()):
        raise UsageError(
            _("The target holds files that schoolprotocol did not put there. Name a folder that is empty.")
        )
    recorded = read_record(found)
    changes = difference(wanted, recorded, scope)
    if dry_run or not changes:
        return changes
    put = [change.name for change in changes if change.verb != "remove"]
    gone = [change.name for change in changes if change.verb == "remove"]
    store.keep(write_record({**recorded, **dict.fromkeys([*put, *gone], UNKNOWN)}))
    store.send(source, put, gone)
    store.keep(write_record({name: hash_ for name, hash_ in recorded.items() if name not in gone} | dict(wanted)))
    return changes
