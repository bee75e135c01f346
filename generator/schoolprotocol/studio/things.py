"""A file of the source as the things that people know: its clauses, values, deviations, decisions, data.

What is said of each is read from the plain data of the file, so that nothing that stands there is passed over, also
where the file had faults at the time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from schoolprotocol.studio.keys import GROUPS, KEYS, NAMED, WORDS
from schoolprotocol.studio.naming import day
from schoolprotocol.studio.titles import Titles, list_in, text_in
from schoolprotocol.studio.values import in_words

_REFERENCE = re.compile(r"\{(?:clause|section)\}`([^`]+)`")
_HASH = re.compile(r"(?:sha256:)?([0-9a-f]{64})")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_VERBS = {
    "set": "Keuze bij {}",
    "replace": "Eigen tekst bij {}",
    "omit": "Weggelaten: {}",
    "add": "Eigen clausule {}",
    "move": "Andere plaats van {}",
}
_SPREAD = {"parameters", "outline", "document", "operations", "decisions"}
"""Keys of a protocol, variant or school of which the value is things of its own."""
ORDER = "Volgorde"
"""How the field of an outline is called: a line for each heading and clause."""
Identity = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that the source says, and that people know by a name."""

    title: str
    where: str
    """Of which school or protocol."""
    fields: Mapping[str, str]
    """What it says, by what that is called."""


class Things:
    """Takes files apart."""

    def __init__(self, titles: Titles) -> None:
        """Begin.

        Args:
            titles: how clauses, values and schools are called.
        """
        self._titles = titles

    def of(self, path: str, data: Any) -> Iterator[tuple[Identity, Thing]]:
        """The things in a file; nothing where it is none of those that people write."""
        match path.split("/")[1:]:
            case ["protocols", protocol, "clauses", _file] if isinstance(data, list):
                yield from self._catalogue(protocol, data)
            case ["protocols", protocol, "protocol.yaml"]:
                yield from self._spread(data, (protocol,), self._titles.protocol(protocol), "Het protocol")
            case ["protocols", protocol, "changes", file]:
                title = f"Toelichting “{text_in(data, 'summary')}”"
                yield ("toelichting", protocol, file), self._thing(title, self._titles.protocol(protocol), data)
            case ["schools", school, "school.yaml"]:
                yield from self._spread(data, (school,), self._titles.school(school), "Gegevens van de school")
            case ["schools", school, "reactions", file] if isinstance(data, list):
                where = self._document(school, file.removesuffix(".yaml"))
                for number, item in enumerate(data):
                    title = f"Reactie {number + 1}, van {text_in(item, 'by') or 'onbekend'}"
                    yield ("reactie", school, file, str(number)), self._thing(title, where, item)
            case ["schools", school, "reactions", protocol, file]:
                title = f"Uit Word: {text_in(data, 'called') or 'een passage'}"
                yield ("word", school, protocol, file), self._thing(title, self._document(school, protocol), data)
            case ["schools", school, file] if file.endswith(".yaml"):
                protocol = file.removesuffix(".yaml")
                where = self._document(school, protocol)
                yield from self._spread(data, (school, protocol), where, "Het document")
            case ["project.yaml"]:
                yield ("project",), self._thing("Instellingen van het project", "", data)
            case ["parameters.yaml"]:
                yield from self._spread(data, ("gedeeld",), "alle protocollen", "Gedeelde waarden")
            case [("references.yaml" | "publishing.yaml") as file] if isinstance(data, list):
                word = "Wet of bron" if file.startswith("references") else "Plaats om te publiceren"
                for item in data:
                    id_ = text_in(item, "id")
                    yield (file, id_), self._thing(f"{word} ‘{text_in(item, 'name') or id_}’", "", item, but={"id"})

    def _catalogue(self, protocol: str, data: Sequence[Any]) -> Iterator[tuple[Identity, Thing]]:
        where = self._titles.protocol(protocol)
        for item in data:
            id_ = text_in(item, "id")
            if id_:
                title = f"Clausule ‘{text_in(item, 'title') or id_}’"
                yield ("clausule", protocol, id_), self._thing(title, where, item, but={"id"})
            else:
                gone = text_in(item, "dropped")
                title = f"Vervallen clausule {self._titles.clause(gone)}"
                yield ("vervallen", protocol, gone), self._thing(title, where, item, but={"dropped"})

    def _spread(self, data: Any, key: Identity, where: str, title: str) -> Iterator[tuple[Identity, Thing]]:
        """What stands in the file of a protocol, a school or a document: itself, and the things that it holds."""
        if not isinstance(data, dict):
            return
        own = {name: value for name, value in data.items() if name not in _SPREAD}
        yield ("zelf", *key), self._thing(title, where, own)
        if data.get("document"):
            yield ("document", *key), self._thing("Gegevens van het document", where, data["document"])
        if data.get("outline"):
            order = {ORDER: "\n".join(self._outline(data["outline"]))}
            rest = {name: value for name, value in data["outline"].items() if name != "sections"}
            yield ("opbouw", *key), Thing("Opbouw", where, {**order, **self._merged(rest)})
        given = data.get("parameters")
        for name, value in (given if isinstance(given, dict) else {}).items():
            declared = isinstance(value, dict)
            told = text_in(value, "title") or text_in(value, "help").partition(";")[0]
            called = f"Waarde ‘{told or self._titles.value(name)}’"
            yield ("waarde", *key, name), self._thing(called, where, value if declared else {"value": value})
        for item in list_in(data, "operations"):
            yield from self._operation(item, key, where)
        seen: dict[Identity, int] = {}
        for item in list_in(data, "decisions"):
            named = tuple(text_in(item, one) for one in ("body", "part", "kind", "version", "day"))
            seen[named] = seen.get(named, 0) + 1
            kind = WORDS.get(named[2], named[2])
            told = f"Besluit van {named[0]}: {kind}, versie {named[3]}"
            yield ("besluit", *key, *named, str(seen[named])), self._thing(told, where, item, but={"body"})

    def _operation(self, item: Any, key: Identity, where: str) -> Iterator[tuple[Identity, Thing]]:
        for verb, words in _VERBS.items():
            target = text_in(item, verb)
            if target:
                title = words.format(self._titles.clause(target))
                yield ("afwijking", *key, verb, target), self._thing(title, where, item, but={verb})

    def _outline(self, outline: Any, depth: int = 0) -> Iterator[str]:
        """The order of a document, a line for each heading and clause."""
        for section in list_in(outline, "sections"):
            yield f"{'    ' * depth}{text_in(section, 'heading') or '(zonder kop)'}"
            for group in list_in(section, "body"):
                yield from (f"{'    ' * depth}  – {line}" for line in self._group(group))
            yield from self._outline(section, depth + 1)

    def _group(self, group: Any) -> Iterator[str]:
        if not isinstance(group, dict):
            return
        for form in GROUPS:
            ids = group.get(form)
            for id_ in ids if isinstance(ids, list) else ():
                yield f"{self._said(id_)} ({KEYS[form].lower()})"
        for column in list_in(group, "columns"):
            ids = column.get("clauses")
            yield from (f"{self._said(id_)} (kolom {text_in(column, 'heading')})" for id_ in ids or ())

    # -- what it says ---------------------------------------------------------------------------------------------

    def _thing(self, title: str, where: str, data: Any, but: set[str] | frozenset[str] = frozenset()) -> Thing:
        told = {name: value for name, value in data.items() if name not in but} if isinstance(data, dict) else data
        return Thing(title, where, self._merged(told))

    def _merged(self, data: Any) -> Mapping[str, str]:
        """What data says, by what that is called; what is called the same stands together."""
        found: dict[str, str] = {}
        for name, text in self._fields(data):
            found[name] = f"{found[name]}\n{text}" if name in found else text
        return found

    def _fields(self, data: Any, name: str = "", key: str = "") -> Iterator[tuple[str, str]]:
        """What data says, piece by piece, each with what it is called."""
        if isinstance(data, dict):
            for step, value in data.items():
                called = f"‘{step}’" if key in NAMED else KEYS.get(step, step.replace("_", " "))
                is_own_text = bool(name) and step == "text" and name.endswith("’")
                join = " " if key in NAMED else ": "
                yield from self._fields(
                    value, name if is_own_text else f"{name}{join}{called}" if name else called, step
                )
        elif isinstance(data, list) and any(isinstance(one, dict | list) for one in data):
            for number, one in enumerate(data, 1):
                yield from self._fields(one, f"{name} {number}" if len(data) > 1 else name, "")
        elif isinstance(data, list):
            yield name, "\n".join(self._said(one, key) for one in data)
        else:
            yield name, self._said(data, key)

    def _said(self, value: Any, key: str = "") -> str:
        """A value in words."""
        text = "" if value is None else str(value)
        if key in ("text", "kort", "title", "motive", "consequences", "measures", "help", "name"):
            return self._in_words(text)
        if found := _HASH.fullmatch(text):
            return found[1][:8]
        if _DAY.fullmatch(text):
            try:
                return day(date.fromisoformat(text))
            except ValueError:
                return text
        if key in ("references", "reference", "law", "successor"):
            return self._titles.reference(text)
        if key in ("schools", "extends") and text in self._titles.schools:
            return self._titles.school(text)
        if key == "parameters":
            return self._titles.value(text)
        return self._titles.clauses.get(text) or WORDS.get(text) or self._in_words(text)

    def _in_words(self, text: str) -> str:
        return _REFERENCE.sub(lambda found: f"[{self._titles.clause(found[1])}]", in_words(text))

    def _document(self, school: str, protocol: str) -> str:
        return f"{self._titles.school(school)}, {self._titles.protocol(protocol)}"
