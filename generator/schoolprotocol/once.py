"""What is made of something that never changes is made once: those who ask for it come one after the other."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import ReferenceType, ref

K = TypeVar("K")
V = TypeVar("V")


def made_once(last: int) -> Callable[[Callable[[K], V]], Callable[[K], V]]:
    """Has a function keep what it made of the last few things that it was asked for.

    By identity: to hold one policy against another takes longer than most of what is made of it. Threads may ask side
    by side: they go through a list, of which an entry that comes or goes meanwhile spoils nothing.

    Args:
        last: so many are kept.
    """

    def keeping(make: Callable[[K], V]) -> Callable[[K], V]:
        kept: list[tuple[K, V]] = []

        @wraps(make)
        def known(of: K) -> V:
            for one, found in kept:
                if one is of:
                    return found
            found = make(of)
            kept.append((of, found))
            del kept[:-last]
            return found

        return known

    return keeping


def made_for_life(make: Callable[[K], V]) -> Callable[[K], V]:
    """Has a function keep what it made of each thing as long as that is there: for what is small.

    By identity, as `made_once`. A release is asked for its hash by each release after it.
    """
    kept: dict[int, tuple[ReferenceType[K], V]] = {}

    @wraps(make)
    def known(of: K) -> V:
        number = id(of)
        one, found = kept.get(number, (None, None))
        if one is None or one() is not of:
            found = make(of)
            kept[number] = ref(of, lambda gone: _forget(kept, number, gone)), found
        return found  # type: ignore[return-value]

    return known


def _forget(kept: dict[int, tuple[ReferenceType[K], V]], number: int, gone: ReferenceType[K]) -> None:
    """Forget what is gone; not what came in its place and has its number."""
    if number in kept and kept[number][0] is gone:
        del kept[number]
