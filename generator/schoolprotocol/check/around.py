"""Which names of schools could stand in a text: what a check of one school has to do with the others."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from schoolprotocol.source.neighbours import Neighbour, Neighbours
from schoolprotocol.words.names import tokens


def hash_of(*parts: str) -> str:
    """One hash of some texts (SHA-256, 64 hexadecimal figures)."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


class Around:
    """All schools as others know them, looked up by what texts say: who have the same name cost as much as one."""

    def __init__(self, neighbours: Neighbours) -> None:
        """Look at every name once."""
        self.all = hash_of(*(json.dumps([*_row(one), one.names]) for one in neighbours.by_id.values()))
        """Hash of all schools."""
        self._names: dict[str, list[_Name]] = {}
        for word, names in neighbours.names.items():
            schools: dict[str, list[list[Any]]] = {}
            for name, id_ in sorted(names):
                schools.setdefault(name, []).append(_row(neighbours.by_id[id_]))
            self._names[word] = [_name(name, whose) for name, whose in schools.items()]

    def near(self, words: str) -> str:
        """Hash of the names that could stand in texts with these words (of `Part`, unpacked), and of whose they are."""
        pairs = {*words.split("\n")}
        here = {*words.replace("\n", " ").split(" "), ""}
        names = (one for word in self._names.keys() & here for one in self._names[word])
        return hash_of(*sorted(one.told for one in names if one.words <= here and one.pairs <= pairs))


@dataclass(frozen=True, slots=True)
class _Name:
    """A name: where it stands in texts, these have each of its words, one behind the other."""

    words: frozenset[str]
    pairs: frozenset[str]
    told: str
    """Whose it is."""


def _name(name: str, schools: list[list[Any]]) -> _Name:
    words = tokens(name)
    # A name that was told is taken out of a text before the next one is looked for: between two signs a space is left.
    pairs = map(" ".join, pairwise(words)) if re.search(r"\W \W", name) is None else ()
    return _Name(frozenset(words), frozenset(pairs), json.dumps([name, schools]))


def _row(one: Neighbour) -> list[Any]:
    """What a text that has a name of this school is told by: its other names have no part in that."""
    return [one.id, one.name, sorted(one.extends.items())]
