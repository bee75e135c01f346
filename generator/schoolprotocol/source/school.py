"""Reads the folder of one school: its data, its variants, what was frozen."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.machine import is_reserved
from schoolprotocol.model.base import NAME
from schoolprotocol.model.school import School
from schoolprotocol.model.variant import Variant
from schoolprotocol.places import Place
from schoolprotocol.source.assets import check_logo
from schoolprotocol.source.corpus import SchoolSource
from schoolprotocol.source.ledger import load_digests, load_ledger
from schoolprotocol.source.loaded import Loaded
from schoolprotocol.source.reader import Reader, is_id, reserved
from schoolprotocol.source.releases import load_proposals, load_releases
from schoolprotocol.source.tree import SOURCE
from schoolprotocol.source.yaml import printable
from schoolprotocol.suggest import did_you_mean

if TYPE_CHECKING:
    from schoolprotocol.model.reaction import Reaction
    from schoolprotocol.model.returned import Returned

EVIDENCE = "evidence"
"""Folder with the papers of decisions: minutes, letters, scans. They are kept beside the texts; nothing reads them."""
PAPER = r"[a-z0-9][a-z0-9-]*(?:\.[0-9]+)*[a-z0-9.-]*\.(?:pdf|docx|odt|txt|eml|png|jpg|jpeg)"


def read_school(reader: Reader, id_: str, protocols: Collection[str]) -> Loaded[SchoolSource | None]:
    """What could be read of a school's folder; no value where its `school.yaml` cannot be used.

    Args:
        reader: reads.
        id_: the folder's name below `policy_src/schools`.
        protocols: ids of the protocols that there are.
    """
    folder = f"{SOURCE}/schools/{id_}"
    if not is_id(id_) or id_ == "base":
        return Loaded(None, (Diagnostic(Kind.BAD_SCHOOL_ID, Place(printable(folder)), {"name": printable(id_)}),))
    if is_reserved(id_):
        return Loaded(None, (reserved(folder),))
    found = reader.expect(
        folder,
        {"school.yaml", "README.md", *(f"{p}.yaml" for p in protocols)},
        {"releases", "proposals", "reactions", EVIDENCE},
        r".*\.(svg|png)",
    )
    found += reader.expect(f"{folder}/{EVIDENCE}", {"README.md"}, set(), PAPER)
    school = reader.object(f"{folder}/school.yaml", School).into(found)
    variants: dict[str, Variant] = {}
    for protocol in sorted(protocols):
        path = f"{folder}/{protocol}.yaml"
        variant = reader.object(path, Variant).into(found) if reader.tree.kind(path) in {"file", "other"} else None
        if variant is None:
            continue
        if variant.protocol != protocol:
            values = {"id": variant.protocol, "hint": did_you_mean(variant.protocol, [protocol])}
            found.append(Diagnostic(Kind.UNKNOWN_PROTOCOL, variant.at("protocol"), values, school=id_))
        variants[protocol] = variant
    frozen = f"{folder}/releases", f"{folder}/proposals"
    releases = load_releases(reader, frozen[0], id_).into(found) if reader.with_frozen else ()
    proposals = load_proposals(reader, frozen[1], id_).into(found) if reader.with_frozen else ()
    ledger = load_ledger(reader, folder, id_).into(found) if reader.with_frozen else None
    digests = load_digests(reader, folder) if reader.with_frozen else {}
    reactions = _reactions(reader, f"{folder}/reactions", protocols).into(found)
    returned = _returned(reader, f"{folder}/reactions", protocols).into(found)
    if school is None:
        return Loaded(None, tuple(found))
    found += check_logo(reader, school, id_, folder)
    source = SchoolSource(
        id_, reader.tree.root / folder, school, variants, releases, proposals, reactions, ledger, digests, returned
    )
    return Loaded(source, tuple(found))


def _reactions(reader: Reader, folder: str, protocols: Collection[str]) -> Loaded[dict[str, tuple[Reaction, ...]]]:
    """By protocol; a file that has faults is there as far as it could be read."""
    files = {f"{protocol}.yaml": protocol for protocol in sorted(protocols)}
    found = reader.expect(folder, {"README.md", *files}, set(protocols))
    there = [name for name in reader.visible(folder) if reader.tree.kind(f"{folder}/{name}") == "file"]
    read = {
        protocol: reader.items(f"{folder}/{name}", _pick_reaction).into(found)
        for name, protocol in files.items()
        if name in there
    }
    return Loaded(read, tuple(found))


def _returned(reader: Reader, folder: str, protocols: Collection[str]) -> Loaded[dict[str, dict[str, Returned]]]:
    """What came back in Word files: by protocol, and by name without ending, in the order of the names."""
    found: list[Diagnostic] = []
    read: dict[str, dict[str, Returned]] = {}
    for protocol in sorted(set(reader.visible(folder)) & set(protocols)):
        from schoolprotocol.model.returned import Returned  # noqa: PLC0415 (few schools have any)

        own = f"{folder}/{protocol}"
        found += reader.expect(own, {"README.md"}, set(), rf"{NAME}\.yaml")
        names = [name for name in reader.visible(own) if re.fullmatch(rf"{NAME}\.yaml", name)]
        there = {name.removesuffix(".yaml"): reader.object(f"{own}/{name}", Returned).into(found) for name in names}
        read[protocol] = {name: one for name, one in there.items() if one is not None}
    return Loaded(read, tuple(found))


def _pick_reaction(item: Any) -> type[Reaction]:
    from schoolprotocol.model.reaction import Reaction  # noqa: PLC0415 (few schools have any)

    del item
    return Reaction
