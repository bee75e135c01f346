"""Makes the PDF that WeasyPrint writes as PDF/A-3a (ISO 19005-3) also say that it is PDF/UA-1, and attaches files.

WeasyPrint writes one variant at a time. The standard of archives wants the other to be declared where its own
declaration stands, with a description of the property, because PDF/UA is not among the schemas that PDF/A knows.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import md5
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

_END = b"</rdf:RDF>"
_UA = b"""\
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:language><rdf:Bag>\
<rdf:li>%(language)s</rdf:li></rdf:Bag></dc:language></rdf:Description>\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 that the document conforms to</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
"""What goes into the XMP (ISO 19005-3, 6.6.2.3.2 and ISO 14289-1, 5)."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file inside the PDF."""

    name: str
    """`aurora-sociale-media.json`."""
    data: bytes
    description: str
    """What it is, in Dutch; readers show it."""
    day: date | None = None
    """Of when it is; without one a fixed day, because a file has to have one and a clock would change the bytes."""
    media_type: str = "application/json"
    relationship: str = "Source"
    """What it is to the document (ISO 19005-3, 6.8): `Source`, `Data`, `Supplement` …"""


UNDATED = date(2000, 1, 1)
"""The day of a file that has none."""


def finish(data: io.BytesIO, attachments: Sequence[Attached] = ()) -> bytes:
    """One file that is PDF/A-3a and PDF/UA-1, the same bytes each time.

    Args:
        data: what WeasyPrint wrote as `pdf/a-3a`, with its structure mended.
        attachments: the files to put in.
    """
    with pikepdf.open(data) as pdf:
        metadata = pdf.Root.Metadata
        metadata.write(_declared(metadata.read_bytes(), str(pdf.Root.Lang)))
        if "/Outlines" in pdf.Root:
            pdf.Root.PageMode = Name.UseOutlines  # a reader that can shows the bookmarks at once
        if attachments:
            _attach(pdf, attachments)
        memory = io.BytesIO()
        pdf.save(memory, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return memory.getvalue()


def _declared(xmp: bytes, language: str) -> bytes:
    before, end, after = xmp.rpartition(_END)
    return before + _UA % {b"language": language.encode()} + end + after


def _attach(pdf: pikepdf.Pdf, attachments: Sequence[Attached]) -> None:
    files = {one.name: pdf.make_indirect(_file(pdf, one)) for one in attachments}
    names = [part for name in sorted(files) for part in (String(name), files[name])]
    if "/Names" not in pdf.Root:
        pdf.Root.Names = Dictionary()
    pdf.Root.Names.EmbeddedFiles = Dictionary(Names=Array(names))
    pdf.Root.AF = Array(list(files.values()))


def _file(pdf: pikepdf.Pdf, attached: Attached) -> Any:
    stream = pdf.make_stream(attached.data)
    day = String(f"D:{attached.day or UNDATED:%Y%m%d}000000Z")
    stream.Type, stream.Subtype = Name.EmbeddedFile, Name(f"/{attached.media_type}")
    checksum = String(md5(attached.data, usedforsecurity=False).digest())
    stream.Params = Dictionary(Size=len(attached.data), CreationDate=day, ModDate=day, CheckSum=checksum)
    return Dictionary(
        Type=Name.Filespec,
        F=String(attached.name),
        UF=String(attached.name),
        Desc=String(attached.description),
        AFRelationship=Name(f"/{attached.relationship}"),
        EF=Dictionary(F=stream, UF=stream),
    )
