"""One file for reading and for keeping: what it declares, and what is in it."""

from __future__ import annotations

import hashlib
import struct
import zlib
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from lxml import etree

from schoolprotocol.errors import BuildError
from schoolprotocol.outputs.pdf import typeset
from schoolprotocol.outputs.pdf.archive import Attached
from schoolprotocol.outputs.pdf.layout import layout_of
from schoolprotocol.policy.model import canonical_json
from tests.pdf.making import TEMPLATES, Made

NAMES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "a": "http://www.aiim.org/pdfa/ns/id/",
    "ua": "http://www.aiim.org/pdfua/ns/id/",
    "property": "http://www.aiim.org/pdfa/ns/property#",
    "schema": "http://www.aiim.org/pdfa/ns/schema#",
}
PAGE = '<html lang="nl"><head><title>Proef</title></head><body>{}<p style="break-before: page">Meer.</p></body></html>'


def metadata(file: pikepdf.Pdf) -> Any:
    """The XMP."""
    return etree.fromstring(file.Root.Metadata.read_bytes())


def test_it_declares_both_standards_in_one_description(made: Made) -> None:
    with pikepdf.open(made.file) as file:
        xmp = metadata(file)
    assert len(xmp.xpath("//rdf:RDF", namespaces=NAMES)) == 1
    assert xmp.xpath("//rdf:RDF/*/@a:part | //rdf:RDF/*/@a:conformance", namespaces=NAMES) == ["3", "A"]
    assert xmp.xpath("//rdf:RDF/*/@ua:part", namespaces=NAMES) == ["1"]
    assert xmp.xpath("//dc:language//rdf:li/text()", namespaces=NAMES) == ["nl"]


def test_it_describes_the_property_that_the_archive_standard_does_not_know(made: Made) -> None:
    with pikepdf.open(made.file) as file:
        xmp = metadata(file)
    assert xmp.xpath("//schema:namespaceURI/text()", namespaces=NAMES) == [NAMES["ua"]]
    assert xmp.xpath("//property:name/text()", namespaces=NAMES) == ["part"]


def test_its_metadata_can_be_read_by_programs_that_know_no_pdf(made: Made) -> None:
    assert b'pdfuaid:part="1"' in made.file.read_bytes()


def test_colours_are_those_of_a_profile_in_the_file(made: Made) -> None:
    with pikepdf.open(made.file) as file:
        (intent,) = file.Root.OutputIntents
        assert intent.S == "/GTS_PDFA1"
        assert intent.DestOutputProfile.N == 3
        assert b"sRGB" in intent.DestOutputProfile.read_bytes()


def test_readers_show_the_title_and_the_bookmarks_are_there(made: Made) -> None:
    with pikepdf.open(made.file) as file:
        assert bool(file.Root.ViewerPreferences.DisplayDocTitle)
        assert bool(file.Root.MarkInfo.Marked)
        assert int(file.Root.Outlines.Count) > 0
        assert file.Root.Lang == "nl"


def test_the_text_is_in_it_as_data_with_the_day_of_the_document(made: Made) -> None:
    data = canonical_json(made.policy).encode()
    with pikepdf.open(made.file) as file:
        (attached,) = file.Root.AF
        name, named = file.Root.Names.EmbeddedFiles.Names
        stream = attached.EF.F
        assert named.objgen == attached.objgen
        assert str(name) == str(attached.F) == str(attached.UF) == f"{made.file.stem}.json"
        assert attached.AFRelationship == "/Source"
        assert stream.Subtype == "/application/json"
        assert stream.read_bytes() == data
        assert int(stream.Params.Size) == len(data)
        assert bytes(stream.Params.CheckSum) == hashlib.md5(data).digest()
        day = made.policy.document.day or date(2000, 1, 1)
        assert str(stream.Params.ModDate) == str(stream.Params.CreationDate) == f"D:{day:%Y%m%d}000000Z"


def test_a_file_without_attachments_has_none(tmp_path: Path) -> None:
    target = tmp_path / "proef.pdf"
    typeset.write_pdf(PAGE.format("<p>Tekst.</p>"), target, typeset.Assets(TEMPLATES))
    with pikepdf.open(target) as file:
        assert "/AF" not in file.Root


def test_attachments_are_listed_by_name_and_each_has_its_own_relation(tmp_path: Path) -> None:
    target = tmp_path / "proef.pdf"
    files = [Attached("b.json", b"{}", "Tweede"), Attached("a.csv", b"1", "Eerste", None, "text/csv", "Data")]
    typeset.write_pdf(PAGE.format("<p>Tekst.</p>"), target, typeset.Assets(TEMPLATES), attachments=files)
    with pikepdf.open(target) as file:
        names = file.Root.Names.EmbeddedFiles.Names
        assert [str(names[0]), str(names[2])] == ["a.csv", "b.json"]
        assert [str(one.AFRelationship) for one in file.Root.AF] == ["/Source", "/Data"]
        assert names[1].EF.F.Subtype == "/text/csv"


def test_the_identifier_comes_from_the_content_and_tells_documents_apart(concept: Made, adopted: Made) -> None:
    with pikepdf.open(concept.file) as one, pikepdf.open(adopted.file) as other:
        identifiers: list[Any] = [one.trailer.ID, other.trailer.ID]
        first, second = ([bytes(part) for part in identifier] for identifier in identifiers)
        assert all(len(part) >= 16 for part in first)
        assert not set(first) & set(second)


def png_with_holes() -> bytes:
    """A picture of two pixels, one of which can be seen through."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = zlib.compress(b"\0" + bytes([200, 0, 0, 255]) + bytes([0, 0, 200, 90]))
    header = struct.pack(">IIBBBBB", 2, 1, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def test_pictures_are_not_smoothed_which_an_archive_may_not_ask(tmp_path: Path) -> None:
    logo, target = tmp_path / "logo.png", tmp_path / "proef.pdf"
    logo.write_bytes(png_with_holes())
    page = PAGE.format('<p><img src="schoolprotocol:/logo" alt="Noord"></p>')
    typeset.write_pdf(page, target, typeset.Assets(TEMPLATES, logo))
    with pikepdf.open(target) as file:
        images = [one for one in file.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"]
        assert len(images) == 2
        assert not any(bool(one.get("/Interpolate", False)) for one in images)


def test_a_structure_that_is_not_as_expected_stops_the_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "proef.pdf"
    target.write_bytes(b"het vorige")

    def without_lists(document: Any, root: Any) -> Any:
        layout = layout_of(document, root)
        return type(layout)((), layout.links, layout.splits)

    monkeypatch.setattr("schoolprotocol.outputs.pdf.typeset.layout_of", without_lists)
    with pytest.raises(BuildError, match="a list too many"):
        typeset.write_pdf(PAGE.format("<ul><li>Een</li></ul>"), target, typeset.Assets(TEMPLATES))
    assert target.read_bytes() == b"het vorige"
