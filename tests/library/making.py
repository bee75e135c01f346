"""A made-up board with a primary and a secondary school, which begins with the library."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from schoolprotocol.library.taking import Shelf, fitting, shared_fitting, take
from schoolprotocol.model.base import Education

OURS: Final = Shelf()
ALL: Final = tuple(entry.id for entry in OURS.library.protocols)
SCHOOLS: Final[Mapping[str, tuple[Education, ...]]] = {"linde": ("po",), "haven": ("vo",)}
NO_ANSWERS: Final[Mapping[str, str]] = MappingProxyType({})


def begin(
    root: Path,
    protocols: Collection[str] = ALL,
    *,
    answers: Mapping[str, str] = NO_ANSWERS,
    schools: Mapping[str, tuple[Education, ...]] = SCHOOLS,
    shelf: Shelf = OURS,
) -> Path:
    """The folder of a board that took these protocols and gave these answers for each of its schools."""
    files = {f"{name}": text for name, text in take(shelf, protocols).items()}
    files["project.yaml"] = "publisher: Stichting Voorbeeld\nurl: https://voorbeeld.example\nhelp: [kindertelefoon]\n"
    for id_, education in schools.items():
        shared = shared_fitting(shelf, protocols, education, answers)
        files[f"schools/{id_}/school.yaml"] = _school(id_, education, shared.parameters)
        for protocol in protocols:
            own = fitting(shelf, protocol, education, protocols, answers)
            files[f"schools/{id_}/{protocol}.yaml"] = (
                f"protocol: {protocol}\nextends: base\n"
                'document: {version: "1.0", status: concept, review: 2028-08-01}\n'
                f"parameters: {_flow(own.parameters)}\n"
                f"operations: {_flow([dict(one) for one in own.operations])}\n"
            )
    for name, text in files.items():
        path = root / "policy_src" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def _school(id_: str, education: tuple[Education, ...], values: Mapping[str, str]) -> str:
    name = f"School {id_.title()}"
    return (
        f"kind: school\neducation: {_flow(list(education))}\nname: {name}\nshort: de {name.lower()}\n"
        f"site_title: {name}\nboard: het bestuur\nleadership: de schoolleiding\ncouncil: de MR\n"
        f"contact: de administratie\nemail: info@{id_}.example\nparameters: {_flow(values)}\n"
        'style: {primary: "#14532d", accent: "#b45309"}\n'
    )


def _flow(data: object) -> str:
    return json.dumps(dict(data) if isinstance(data, Mapping) else data, ensure_ascii=False)
