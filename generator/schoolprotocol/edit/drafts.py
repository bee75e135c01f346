"""What a school's chain of variants makes of the texts as they are on the desk."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.edit.desk import Desk, refuse
from schoolprotocol.edit.find import SCHOOLS, clause_files, objects, protocol_file, variant_file, variant_files
from schoolprotocol.edit.models import item_model
from schoolprotocol.errors import EditError
from schoolprotocol.model.clause import Clause, Tombstone
from schoolprotocol.model.protocol import Protocol
from schoolprotocol.model.variant import Variant
from schoolprotocol.places import Place
from schoolprotocol.policy.model import text_digest
from schoolprotocol.resolve.chain import Layer
from schoolprotocol.resolve.draft import Draft, draft
from schoolprotocol.source.corpus import ProtocolSource
from schoolprotocol.source.validate import validate
from schoolprotocol.source.yaml import parse_yaml
from schoolprotocol.suggest import did_you_mean

M = TypeVar("M", bound=BaseModel)


class Drafts:
    """Drafts of one protocol; the catalogue is read once, so only as long as nothing of that changes."""

    def __init__(self, desk: Desk, protocol: str) -> None:
        self._desk, self._protocol = desk, protocol
        self._catalogue: ProtocolSource | None = None

    def layers(self, school: str) -> tuple[Layer, ...]:
        """The variants from the one nearest the catalogue to the school's own.

        Raises:
            EditError: where one of them has faults, or the chain does not hold.
        """
        found: list[Layer] = []
        while True:
            path = variant_file(self._desk, school, self._protocol)
            variant = _model(Variant, path, self._read(path))
            found.insert(0, Layer(school, variant))
            if variant.extends == "base":
                return tuple(found)
            if variant.extends in {layer.school for layer in found}:
                circle = " → ".join([variant.extends, *(layer.school for layer in found)])
                raise refuse(Diagnostic(Kind.BASE_LOOP, variant.at("extends"), {"chain": circle}))
            if not self._desk.has(f"{SCHOOLS}/{variant.extends}/{self._protocol}.yaml"):
                known = [path.split("/")[-2] for path in variant_files(self._desk, self._protocol)]
                values = {"id": variant.extends, "hint": did_you_mean(variant.extends, ["base", *known])}
                raise refuse(Diagnostic(Kind.UNKNOWN_BASE, variant.at("extends"), values))
            school = variant.extends

    def draft(self, layers: tuple[Layer, ...]) -> tuple[Draft, list[Diagnostic]]:
        """What these layers make of the protocol, and what is wrong with them."""
        self._catalogue = self._catalogue or self._read_catalogue()
        return draft(self._catalogue, layers)

    def replaced(self, school: str) -> dict[str, str]:
        """For each clause, the digest of the text that this school's own would replace."""
        below, _found = self.draft(self.layers(school)[:-1])
        return {
            id_: text_digest(clause.wording.template if clause.wording else "") for id_, clause in below.clauses.items()
        }

    def _read_catalogue(self) -> ProtocolSource:
        path = protocol_file(self._desk, self._protocol)
        protocol = _model(Protocol, path, self._read(path))
        clauses: dict[str, Clause] = {}
        tombstones: dict[str, Tombstone] = {}
        for file in clause_files(self._desk, self._protocol):
            for item in self._read(file) or ():
                value = _model(item_model(file, item) or Clause, file, item)
                if isinstance(value, Tombstone):
                    tombstones[value.dropped] = value
                elif isinstance(value, Clause):
                    clauses[value.id] = value
        return ProtocolSource(self._protocol, protocol, clauses, tombstones, ())

    def _read(self, path: str) -> Any:
        data, found = parse_yaml(self._desk.text(path).removeprefix("\ufeff"), path)
        return data if not found else _fail(path, found)


def _model(type_: type[M], path: str, data: Any) -> M:
    value, found = validate(type_, data, Place(path, 1))
    return value if value is not None else _fail(path, found)


def _fail(path: str, found: list[Diagnostic]) -> Any:
    raise EditError("", "", Place(path), found)


def fresh_digests(desk: Desk, protocol: str) -> dict[tuple[str, str], str]:
    """`replaces` of every operation that replaces the text of today: by school and clause."""
    found: dict[tuple[str, str], str] = {}
    drafts = Drafts(desk, protocol)
    for path in variant_files(desk, protocol):
        school = path.split("/")[-2]
        written = {str(one["replace"]): one.get("replaces") for one in _replacements(desk, path)}
        if written:
            now = drafts.replaced(school)
            found |= {(school, id_): str(hash_) for id_, hash_ in written.items() if now.get(id_) == hash_}
    return found


def renew_digests(desk: Desk, protocol: str, fresh: dict[tuple[str, str], str], ids: dict[str, str]) -> None:
    """Write `replaces` anew where it was right before names in the texts changed.

    Args:
        desk: the files.
        protocol: of the operations.
        fresh: what `fresh_digests` gave before.
        ids: new ids of clauses, by the old ones.
    """
    right = {(school, ids.get(clause, clause)) for school, clause in fresh}
    drafts = Drafts(desk, protocol)
    # A board before its schools: these replace what the board's own text is, once that holds again.
    for school in sorted({school for school, _clause in right}, key=lambda one: len(drafts.layers(one))):
        now = drafts.replaced(school)
        path = variant_file(desk, school, protocol)
        variant = desk.mapping(path)
        for one in objects(variant.get("operations")):
            if (school, str(one.get("replace"))) in right:
                one["replaces"] = now[str(one["replace"])]
        desk.put(path, variant)


def _replacements(desk: Desk, path: str) -> list[dict[str, Any]]:
    return [one for one in objects(desk.mapping(path).get("operations")) if "replace" in one and "replaces" in one]
