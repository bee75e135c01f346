"""The schools of a project, each read when it is asked for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from schoolprotocol.diagnostics import sort
from schoolprotocol.errors import SourceError
from schoolprotocol.source.corpus import SchoolSource
from schoolprotocol.source.reader import Reader
from schoolprotocol.source.school import read_school

KEPT = 8
"""So many are kept in memory: a school, those on which it builds, and the next one."""


class Schools(Mapping[str, SchoolSource]):
    """The schools by id, of which the last few that were asked for are kept."""

    def __init__(self, root: Path, folders: Mapping[str, Path], protocols: Collection[str]) -> None:
        self._root, self._folders, self._protocols = root, folders, protocols
        self._kept: OrderedDict[str, SchoolSource] = OrderedDict()

    def __getitem__(self, id_: str) -> SchoolSource:
        """A school.

        Raises:
            KeyError: where there is none.
            SourceError: where its files have faults.
        """
        if id_ not in self._kept:
            self._kept[id_] = self._read(self._folders[id_])
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(id_)
        return self._kept[id_]

    def _read(self, folder: Path) -> SchoolSource:
        reader = Reader(self._root)
        school = read_school(reader, folder, self._protocols)
        if school is None or reader.found:
            raise SourceError(sort(reader.found))
        return school

    def __contains__(self, id_: object) -> bool:
        return id_ in self._folders

    def __iter__(self) -> Iterator[str]:
        return iter(self._folders)

    def __len__(self) -> int:
        return len(self._folders)
