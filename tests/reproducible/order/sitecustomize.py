"""Lists every folder in the order that LISTING_ORDER names: a disk promises none."""

import os
from collections.abc import Iterator
from typing import Any

_listdir, _scandir = os.listdir, os.scandir
_BACKWARDS = os.environ.get("LISTING_ORDER") == "backwards"


class _Entries:
    """What `os.scandir` gives: an iterator that can be closed."""

    def __init__(self, found: Any) -> None:
        with found:
            self._entries = iter(sorted(found, key=lambda entry: entry.name, reverse=_BACKWARDS))

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        return next(self._entries)

    def __enter__(self) -> "_Entries":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        self._entries = iter(())


os.listdir = lambda path=".": sorted(_listdir(path), reverse=_BACKWARDS)  # type: ignore[assignment]
os.scandir = lambda path=".": _Entries(_scandir(path))  # type: ignore[assignment]
