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
VERSIONS = 8
"""Of each file, so many contents are kept at most."""


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
        self._kept: OrderedDict[object, OrderedDict[object, tuple[int, Any]]] = OrderedDict()
        """By file, or whatever else was read, its versions: of both what was asked last stands last."""
        self._size = 0
        self._lock = Lock()

    def get(self, key: object, size: int, read: Callable[[], Loaded[T]], version: object = None) -> Loaded[T]:
        """What was read under this key, read now where it is not known.

        Args:
            key: stands for what is read, and where.
            size: of the file, in bytes.
            read: reads it.
            version: stands for its content. The last few are kept: of what somebody types each key makes another one.
        """
        with self._lock:
            versions = self._kept.get(key)
            if versions is not None and version in versions:
                self._kept.move_to_end(key)
                versions.move_to_end(version)
                return Loaded(versions[version][1])
        found = read()
        if not found.faults:
            self._keep(key, version, size, found.value)
        return found

    def _keep(self, key: object, version: object, size: int, value: object) -> None:
        with self._lock:
            versions = self._kept.setdefault(key, OrderedDict())
            self._size += size - versions.pop(version, (0, None))[0]
            versions[version] = size, value
            self._kept.move_to_end(key)
            if len(versions) > VERSIONS:
                self._drop(key)
            while self._size > self._limit:
                self._drop(next(iter(self._kept)))

    def _drop(self, key: object) -> None:
        """Forget the version of something that was asked longest ago."""
        versions = self._kept[key]
        self._size -= versions.popitem(last=False)[1][0]
        if not versions:
            del self._kept[key]

    def __len__(self) -> int:
        return sum(map(len, self._kept.values()))

    def __reduce__(self) -> tuple[type[Cache], tuple[int]]:
        """Another process starts with nothing."""
        return Cache, (self._limit,)
