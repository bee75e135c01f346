"""Where a value stands: the file and line that a diagnostic points at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A spot in a source file."""

    file: str
    """Path relative to the project's root, with forward slashes."""
    line: int = 0
    """1-based; 0 where the file as a whole is meant."""
    column: int = 0
    """1-based; 0 where the line as a whole is meant."""

    def __str__(self) -> str:
        return f"{PurePosixPath(self.file)}:{self.line}" if self.line else self.file


class Mapping(dict[str, Any]):
    """A YAML mapping that remembers where it, its keys and its values stand."""

    place: Place
    keys_at: dict[str, Place]
    values_at: dict[str, Place]


class Sequence(list[Any]):
    """A YAML list that remembers where it and its items stand."""

    place: Place
    items_at: list[Place]


def place_of(data: object, path: tuple[str | int, ...], *, key: bool = False) -> Place | None:
    """The place of the value (or, with `key`, of the key) at `path` below `data`.

    Steps that are not in the data are skipped, so that a validator's own path (with the tags of a union in it) can
    be handed in as it is; the deepest place that is known is returned.
    """
    here: Place | None = getattr(data, "place", None)
    for step in path:
        if isinstance(data, Mapping) and isinstance(step, str) and step in data:
            here = data.keys_at[step] if key else data.values_at[step]
            data = data[step]
        elif isinstance(data, Sequence) and isinstance(step, int) and 0 <= step < len(data):
            here = data.items_at[step]
            data = data[step]
    return here
