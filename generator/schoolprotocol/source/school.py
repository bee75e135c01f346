"""Reads the folder of one school: its data, its variants, what was frozen."""

from __future__ import annotations

from collections.abc import Collection

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.machine import is_reserved
from schoolprotocol.model.school import School
from schoolprotocol.model.variant import Variant
from schoolprotocol.places import Place
from schoolprotocol.source.assets import check_logo
from schoolprotocol.source.corpus import SchoolSource
from schoolprotocol.source.loaded import Loaded
from schoolprotocol.source.reader import Reader, is_id, reserved
from schoolprotocol.source.releases import load_proposals, load_releases
from schoolprotocol.source.tree import SOURCE
from schoolprotocol.source.yaml import printable
from schoolprotocol.suggest import did_you_mean


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
        {"releases", "proposals"},
        r".*\.(svg|png)",
    )
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
    if school is None:
        return Loaded(None, tuple(found))
    found += check_logo(reader, school, id_, folder)
    source = SchoolSource(id_, reader.tree.root / folder, school, variants, releases, proposals)
    return Loaded(source, tuple(found))
