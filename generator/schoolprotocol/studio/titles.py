"""How clauses, values, schools and protocols are called: their titles, and never the ids that the files have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from schoolprotocol.model.variant import Add

if TYPE_CHECKING:
    from schoolprotocol import Project


class Titles:
    """What people call what the source has by an id; of what nobody knows any more, the id."""

    def __init__(self, project: Project, files: Mapping[str, Iterable[Any]] | None = None) -> None:
        """Begin.

        Args:
            project: as it is now.
            files: data of files, by path, in which something is named that the project does not have (any more).
        """
        corpus = project.corpus
        self.schools = {id_: one.school.name for id_, one in corpus.schools.items()}
        self.clauses: dict[str, str] = {}
        self._protocols = {id_: one.protocol.title for id_, one in corpus.protocols.items()}
        self._references = {id_: one.name for id_, one in corpus.references.items()}
        self._values: dict[str, str] = {}
        for source in corpus.protocols.values():
            self.clauses |= {id_: clause.title for id_, clause in source.clauses.items()}
            self._values |= {name: _short(one.title, one.help) for name, one in source.parameters.items()}
        for school in corpus.schools.values():
            for variant in school.variants.values():
                self.clauses |= {one.add: one.title for one in variant.operations if isinstance(one, Add)}
        for path, versions in (files or {}).items():
            for data in versions:
                self._learn(path, data)

    def _learn(self, path: str, data: Any) -> None:
        """Names that stand in a file."""
        kind, name = ("", *path.split("/")[1:3])[-2:]
        titled = {text_in(one, "id"): text_in(one, "title") or text_in(one, "name") for one in listed(data)}
        if kind == "protocols":
            _add(self.clauses, titled)
        elif path.endswith("/references.yaml"):
            _add(self._references, titled)
        for one in list_in(data, "operations"):
            _add(self.clauses, {text_in(one, "add"): text_in(one, "title")})
        declared = data.get("parameters") if isinstance(data, dict) else None
        for value, one in (declared if isinstance(declared, dict) else {}).items():
            _add(self._values, {str(value): _short(text_in(one, "title"), text_in(one, "help"))})
        if path.endswith("/school.yaml"):
            _add(self.schools, {name: text_in(data, "name")})
        elif path.endswith("/protocol.yaml"):
            _add(self._protocols, {name: text_in(data, "title")})

    def clause(self, id_: str) -> str:
        """`‘Vraag het eerst’`."""
        return f"‘{self.clauses.get(id_, id_)}’"

    def value(self, name: str) -> str:
        """`Waar telefoons tijdens de les liggen`."""
        return self._values.get(name, name)

    def reference(self, id_: str) -> str:
        """`Wet medezeggenschap op scholen, artikel 10`."""
        return self._references.get(id_, id_)

    def is_protocol(self, id_: str) -> bool:
        """Whether somebody knows a protocol by that id."""
        return id_ in self._protocols

    def school(self, id_: str) -> str:
        """`Basisschool Noord`."""
        return self.schools.get(id_, id_)

    def protocol(self, id_: str) -> str:
        """`Protocol Telefoons`."""
        return self._protocols.get(id_, id_)


def _short(title: str | None, told: str) -> str:
    return title or told.partition(";")[0].rstrip(".")


def _add(known: dict[str, str], more: Mapping[str, str]) -> None:
    for id_, title in more.items():
        if id_ and title:
            known.setdefault(id_, title)


def listed(data: Any) -> list[Any]:
    """The groups of data that is a list; nothing where it is none."""
    return [one for one in data if isinstance(one, dict)] if isinstance(data, list) else []


def text_in(data: Any, key: str) -> str:
    """The text that data has by a key; empty where it has none."""
    value = data.get(key) if isinstance(data, dict) else None
    return value if isinstance(value, str) else ""


def list_in(data: Any, key: str) -> list[Any]:
    """The groups in the list that data has by a key; nothing where it has none."""
    value = data.get(key) if isinstance(data, dict) else None
    return listed(value)
