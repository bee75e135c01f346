"""Reads the folder of one school: its data, its variants, what was frozen."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.model.school import School
from schoolprotocol.model.variant import Variant
from schoolprotocol.places import Place
from schoolprotocol.source.assets import check_logo
from schoolprotocol.source.corpus import SchoolSource
from schoolprotocol.source.reader import Reader, is_id
from schoolprotocol.source.releases import load_proposals, load_releases
from schoolprotocol.suggest import did_you_mean


def read_school(reader: Reader, folder: Path, protocols: Collection[str]) -> SchoolSource | None:
    """A school's folder; None where its `school.yaml` cannot be used. The reader has what is wrong.

    Args:
        reader: reads.
        folder: `policy_src/schools/<id>`.
        protocols: ids of the protocols that there are.
    """
    place = Place(reader.name(folder))
    if not is_id(folder.name) or folder.name == "base":
        reader.found.append(Diagnostic(Kind.BAD_SCHOOL_ID, place, {"name": place.file.rsplit("/", 1)[-1]}))
        return None
    if reader.refuses(folder):
        return None
    reader.expect(
        folder,
        {"school.yaml", "README.md", *(f"{p}.yaml" for p in protocols)},
        {"releases", "proposals"},
        r".*\.(svg|png)",
    )
    school = reader.object(folder / "school.yaml", School)
    variants: dict[str, Variant] = {}
    for protocol in sorted(protocols):
        path = folder / f"{protocol}.yaml"
        if not path.is_file():
            continue
        variant = reader.object(path, Variant)
        if variant is None:
            continue
        if variant.protocol != protocol:
            values = {"id": variant.protocol, "hint": did_you_mean(variant.protocol, [protocol])}
            reader.found.append(Diagnostic(Kind.UNKNOWN_PROTOCOL, variant.at("protocol"), values, school=folder.name))
        variants[protocol] = variant
    releases, found = load_releases(folder / "releases", reader.root, folder.name)
    reader.found += found
    proposals, found = load_proposals(folder / "proposals", reader.root, folder.name)
    reader.found += found
    if school is None:
        return None
    reader.found += check_logo(school, folder, reader.root)
    return SchoolSource(folder.name, folder, school, variants, releases, proposals)
