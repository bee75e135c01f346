"""What a board's source gets of the library, and what each of its schools gives itself.

A protocol that is taken is whole without the others: what refers to a protocol that is not taken is left out here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, Final

from schoolprotocol.errors import SourceError
from schoolprotocol.library.model import BASE, Choice, Given, Library
from schoolprotocol.model.base import Education
from schoolprotocol.places import Place
from schoolprotocol.source.styles import Data
from schoolprotocol.source.validate import validate
from schoolprotocol.source.write import rewrite
from schoolprotocol.source.yaml import parse_yaml
from schoolprotocol.text.template import names_in

OURS: Final = Path(__file__).parent
"""The library that came with the program."""
NOTED: Final = "library.yaml"
"""Where a project says what it took, below `policy_src`; and where the library says what there is."""
TOGETHER: Final = "met-"
"""How an alternative is called that is for schools which also have the protocol that its name ends with."""


@dataclass(frozen=True)
class Shelf:
    """A library in a folder: ours, or another version of it."""

    folder: Path = OURS

    @cached_property
    def library(self) -> Library:
        """What there is to choose, and what each version changed."""
        data = self.data(NOTED)
        found, wrong = validate(Library, data, Place(NOTED))
        if found is None:
            raise SourceError(wrong)
        return found

    def text(self, name: str) -> str:
        """A file of the library, by its path in it."""
        return (self.folder / name).read_text(encoding="utf-8")

    def data(self, name: str) -> Any:
        """The data in a file of the library; it is asked again and again, and must not be changed."""
        return _data(self.text(name), name)

    def files(self, protocol: str) -> tuple[str, ...]:
        """The files of a protocol, by their path in the library."""
        below = self.folder / "protocols" / protocol
        return tuple(sorted(str(PurePosixPath(path.relative_to(self.folder))) for path in below.rglob("*.yaml")))


@lru_cache(maxsize=128)
def _data(text: str, name: str) -> Any:
    data, wrong = parse_yaml(text, name)
    if wrong:
        raise SourceError(wrong)
    return data


def take(shelf: Shelf, protocols: Collection[str]) -> dict[str, str]:
    """The files that a project gets of the library.

    Args:
        shelf: the library.
        protocols: ids of the protocols that the board takes.

    Returns:
        Texts by path below `policy_src`: `references.yaml`, `parameters.yaml` where something is shared, the
        protocols, and `library.yaml`, which notes what was taken.
    """
    taken = {name: fitted(shelf, name, protocols) for id_ in sorted(protocols) for name in shelf.files(id_)}
    shared = shared_of(shelf, protocols)
    files = {"references.yaml": shelf.text("references.yaml"), **taken}
    if shared:
        files["parameters.yaml"] = rewrite(shelf.text("parameters.yaml"), {"parameters": shared}, "parameters.yaml")
    files[NOTED] = note(shelf, {id_: taken_of(shelf, id_, protocols) for id_ in sorted(protocols)})
    return files


def fitted(shelf: Shelf, name: str, protocols: Collection[str]) -> str:
    """A file of a protocol, without the wordings for who also has a protocol that is not among these."""
    text = shelf.text(name)
    return _fitted(text, name, _absent(shelf, protocols)) if "/clauses/" in name else text


@lru_cache(maxsize=512)
def _fitted(text: str, name: str, absent: frozenset[str]) -> str:
    return rewrite(text, [_without(clause, absent) for clause in _data(text, name)], name)


def _absent(shelf: Shelf, protocols: Collection[str]) -> frozenset[str]:
    """The names of the alternatives for who also has a protocol that is not among these."""
    return frozenset(f"{TOGETHER}{entry.id}" for entry in shelf.library.protocols if entry.id not in protocols)


def _without(clause: Mapping[str, Any], absent: Collection[str]) -> dict[str, Any]:
    kept = {name: text for name, text in clause.get("alternatives", {}).items() if name not in absent}
    return {
        key: kept if key == "alternatives" else value for key, value in clause.items() if key != "alternatives" or kept
    }


def names_used(texts: Mapping[str, str]) -> frozenset[str]:
    """The names of the placeholders in files, by whatever path."""
    return frozenset(name for text in texts.values() for name in names_in(text))


# -- what was taken ---------------------------------------------------------------------------------------------------


def digest(data: Any) -> str:
    """Twelve hexadecimal digits that stand for data, whatever the layout of the file in which it stands."""
    told = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def taken_of(shelf: Shelf, protocol: str, protocols: Collection[str]) -> dict[str, dict[str, str]]:
    """Of each clause and each part of a protocol the hash of what a board with these protocols takes."""
    clauses = {clause["id"]: digest(clause) for clause in clauses_of(shelf, protocol, protocols)}
    parts = {key: digest(value) for key, value in shelf.data(f"protocols/{protocol}/protocol.yaml").items()}
    return {"clauses": clauses, "parts": parts}


def clauses_of(shelf: Shelf, protocol: str, protocols: Collection[str]) -> Iterator[dict[str, Any]]:
    """The clauses of a protocol, as data, for a board with these protocols."""
    absent = _absent(shelf, protocols)
    for name in shelf.files(protocol):
        if "/clauses/" in name:
            for clause in shelf.data(name):
                if "id" in clause:
                    yield _without(clause, absent)


def note(shelf: Shelf, taken: Mapping[str, Mapping[str, Mapping[str, str]]]) -> str:
    """`policy_src/library.yaml`, as text.

    Args:
        shelf: the library.
        taken: by protocol what `taken_of` says of it.
    """
    shared = shared_of(shelf, taken)
    told: dict[str, Any] = {
        "version": shelf.library.version,
        "date": shelf.library.date.isoformat(),
        "protocols": {id_: {part: dict(hashes) for part, hashes in parts.items()} for id_, parts in taken.items()},
        "references": {one["id"]: digest(one) for one in shelf.data("references.yaml")},
    }
    if shared:
        told["parameters"] = {name: digest(one) for name, one in shared.items()}
    return rewrite(_ABOVE, told, NOTED)


def shared_of(shelf: Shelf, protocols: Collection[str]) -> dict[str, Any]:
    """The shared values that a text of these protocols uses, with how each is declared."""
    used = names_used({name: fitted(shelf, name, protocols) for id_ in protocols for name in shelf.files(id_)})
    return {name: one for name, one in shelf.data("parameters.yaml")["parameters"].items() if name in used}


_ABOVE = "# Wat er uit de bibliotheek is overgenomen, met een kenmerk per tekst. Het programma houdt dit bij.\n"


# -- what a school gives ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fitting:
    """What a school writes itself: in its variant, or of what is shared in `school.yaml`."""

    parameters: Mapping[str, str]
    """Values by name; a value that is the default already is not among them."""
    operations: tuple[Mapping[str, str], ...] = ()
    """`{set: …, alternative: …}`, in the order of the protocol's clauses."""


def fitting(
    shelf: Shelf,
    protocol: str,
    education: tuple[Education, ...] = (),
    also: Collection[str] = (),
    answers: Mapping[str, str] | None = None,
) -> Fitting:
    """What the variant of a school gets.

    Args:
        shelf: the library.
        protocol: id of the protocol.
        education: of the school.
        also: ids of all protocols that this school has and publishes.
        answers: by id of the choice; who says nothing has the default.

    Raises:
        KeyError: where the library has no such protocol.
    """
    entry = shelf.library.entry(protocol)
    if entry is None:
        raise KeyError(protocol)
    declared = shelf.data(f"protocols/{protocol}/protocol.yaml")["parameters"]
    given = _given(entry.choices, entry.education, education, answers or {})
    chosen = {clause: name for clause, name in given.alternatives.items() if name != BASE}
    together = [f"{TOGETHER}{entry.id}" for entry in shelf.library.protocols if entry.id in also]
    operations = [
        {"set": clause["id"], "alternative": name}
        for clause in clauses_of(shelf, protocol, [*also, protocol])
        if (name := chosen.get(clause["id"]) or _first(together, clause.get("alternatives", {})))
    ]
    return Fitting(_differing(given.parameters, declared), tuple(operations))


def shared_fitting(
    shelf: Shelf,
    protocols: Collection[str],
    education: tuple[Education, ...] = (),
    answers: Mapping[str, str] | None = None,
) -> Fitting:
    """What `school.yaml` of a school gets under `parameters`, for a school with these protocols."""
    shared = shelf.library.shared
    declared = shared_of(shelf, protocols)
    given = _given(shared.choices, shared.education, education, answers or {})
    return Fitting(_differing({n: value for n, value in given.parameters.items() if n in declared}, declared))


def questions(shelf: Shelf, protocols: Collection[str], education: tuple[Education, ...] = ()) -> list[Choice]:
    """The shared questions that a school with these protocols is asked: only about values that a text of them uses."""
    used = shared_of(shelf, protocols)
    return [one for one in shelf.library.shared.choices if one.parameter in used and one.asked_of(education)]


def _given(
    choices: Iterable[Choice],
    by_kind: Mapping[Education, Given],
    education: tuple[Education, ...],
    answers: Mapping[str, str],
) -> Given:
    parameters: dict[str, str] = {}
    alternatives: dict[str, str] = {}
    if len(education) == 1 and education[0] in by_kind:
        parameters |= by_kind[education[0]].parameters
        alternatives |= by_kind[education[0]].alternatives
    for choice in choices:
        if not choice.asked_of(education):
            continue
        answer = answers.get(choice.id, choice.default_for(education))
        if choice.parameter is not None:
            parameters[choice.parameter] = answer
        elif choice.clause is not None:
            alternatives[choice.clause] = answer
    return Given(parameters=parameters, alternatives=alternatives)


def _differing(values: Mapping[str, str], declared: Mapping[str, Data]) -> dict[str, str]:
    return {
        name: value
        for name, value in values.items()
        if not isinstance(one := declared.get(name), dict) or one.get("default") != value
    }


def _first(names: Iterable[str], known: Collection[str]) -> str | None:
    return next((name for name in names if name in known), None)
