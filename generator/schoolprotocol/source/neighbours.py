"""Schools as others know them: by their names, and by whom they build on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from schoolprotocol.places import Place
from schoolprotocol.words.names import tokens


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What the texts of other schools are held against."""

    id: str
    name: str
    names: tuple[str, ...]
    """How texts call it."""
    extends: Mapping[str, str]
    """By protocol on whom its variant builds."""
    kind: str = "school"
    told: tuple[tuple[str, str, Place], ...] = ()
    """What its `school.yaml` says of itself: by which key, what, and where."""


class Neighbours:
    """Every school as others know it."""

    def __init__(self, schools: Iterable[Neighbour]) -> None:
        self.by_id = {one.id: one for one in schools}

    @cached_property
    def names(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """Each name of a school with its id, by that word of the name which fewest names have; "" where it has none."""
        names = [(name, one.id) for one in self.by_id.values() for name in one.names]
        in_how_many = Counter(word for name, _school in names for word in {*tokens(name)})
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for name, school in names:
            found[min(tokens(name), key=in_how_many.__getitem__, default="")].append((name, school))
        return {word: tuple(having) for word, having in found.items()}
