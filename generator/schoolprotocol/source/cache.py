"""What files were read to, so that a file which did not change is not parsed and validated again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

from schoolprotocol.source.loaded import Loaded

T = TypeVar("T")

LIMIT = 4_000_000
"""Bytes of files of which the outcome is kept: a project of fifty schools. In memory it is some ten times as much."""


class Cache:
    """Keeps what was made of the files that were asked last. What it gives is shared, and cannot be changed.

    Only what is without faults is kept: faults are told in the language in use, and a file that has any is few.
    """

    def __init__(self, limit: int = LIMIT) -> None:
        """Start with nothing.

        Args:
            limit: bytes of files, at most, of which the outcome is kept.
        """
        self._limit = limit
        self._kept: OrderedDict[object, tuple[int, Any]] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def get(self, key: object, size: int, read: Callable[[], Loaded[T]]) -> Loaded[T]:
        """What was read under this key, read now where it is not known.

        Args:
            key: stands for what is read, where, and the hash of its content.
            size: of the file, in bytes.
            read: reads it.
        """
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return Loaded(self._kept[key][1])
        found = read()
        if not found.faults:
            self._keep(key, size, found.value)
        return found

    def _keep(self, key: object, size: int, value: object) -> None:
        with self._lock:
            self._size += size - self._kept.pop(key, (0, None))[0]
            self._kept[key] = size, value
            while self._size > self._limit:
                self._size -= self._kept.popitem(last=False)[1][0]

    def __len__(self) -> int:
        return len(self._kept)

    def __reduce__(self) -> tuple[type[Cache], tuple[int]]:
        """Another process starts with nothing."""
        return Cache, (self._limit,)
