"""Parts → one `.docx`: the same bytes each time (Open Packaging Conventions, ISO/IEC 29500-2)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from schoolprotocol.once import made_once
from schoolprotocol.outputs.word.ooxml.elements import Element, document, e
from schoolprotocol.outputs.word.ooxml.styles import LANGUAGE
from schoolprotocol.returning.marks import PROPERTY

AUTHOR: Final = "schoolprotocol"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE_TYPE: Final = "application/vnd.openxmlformats-package.core-properties+xml"
_CUSTOM_TYPE: Final = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""What every property of a document's own stands under ([MS-OSHARED] 2.3.3.1.7)."""
_MAIN: Final = "document.main"
_PICTURES: Final[Mapping[str, str]] = {"png": "image/png", "svg": "image/svg+xml"}
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can tell."""


@dataclass(frozen=True, slots=True)
class Properties:
    """What a file manager shows of the document."""

    title: str
    author: str
    subject: str
    date: str
    """`2026-11-01T00:00:00Z`."""
    version: str = ""
    status: str = ""
    identity: str = ""
    """What the file is, for when it comes back (`returning.marks`): a property of its own, which programs keep."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the package, in the folder `word`."""

    name: str
    """`comments`: file, content type and relationship are called after it."""
    root: Element
    links: Sequence[str] = ()
    """Addresses of its hyperlinks: the first is `rIdL0`."""
    pictures: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    """By relationship, the name and content of each PNG or SVG that it shows."""
    kind: str = ""
    """What several parts are: `header`; by default a part is what it is called."""

    @property
    def type(self) -> str:
        """What content type and relationship are called after."""
        return self.kind or self.name


def package(
    main: Part,
    parts: Sequence[Part],
    properties: Properties,
) -> bytes:
    """The whole file.

    Args:
        main: the document itself.
        parts: what it uses: styles, comments, a footer …; the first is `rId1` to it.
        properties: of the file.
    """
    media = {name: data for part in (main, *parts) for name, data in part.pictures.values()}
    files: dict[str, Element] = {
        "[Content_Types].xml": _content_types(main, parts, list(media), is_ours=bool(properties.identity)),
        "_rels/.rels": _relationships(
            {"rId1": (f"{_OFFICE}/officeDocument", "word/document.xml")}
            | {"rId2": (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml")}
            | ({"rId3": (f"{_OFFICE}/custom-properties", "docProps/custom.xml")} if properties.identity else {})
        ),
        "docProps/core.xml": _core(properties),
        **({"docProps/custom.xml": _custom(properties.identity)} if properties.identity else {}),
        "word/document.xml": main.root,
        "word/_rels/document.xml.rels": _relationships(
            {f"rId{n}": (f"{_OFFICE}/{part.type}", f"{part.name}.xml") for n, part in enumerate(parts, start=1)}
            | _images(main),
            main.links,
        ),
    }
    for part in parts:
        files[f"word/{part.name}.xml"] = part.root
        if part.links or part.pictures:
            files[f"word/_rels/{part.name}.xml.rels"] = _relationships(_images(part), part.links)
    shown = {f"word/media/{name}": data for name, data in media.items()}
    written = {name: _styles(root) if name == "word/styles.xml" else document(root) for name, root in files.items()}
    return _zipped(written | shown)


_styles = made_once(8)(document)
"""Style sheets, as XML: all papers of a school have the same (`styles.styles_xml`)."""


def _images(part: Part) -> dict[str, tuple[str, str]]:
    return {id_: (f"{_OFFICE}/image", f"media/{name}") for id_, (name, _data) in part.pictures.items()}


def _zipped(files: Mapping[str, bytes]) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # else it tells on which kind of machine it was made
            archive.writestr(entry, data)
    return memory.getvalue()


def _content_types(main: Part, parts: Sequence[Part], pictures: Sequence[str], *, is_ours: bool) -> Element:
    def override(name: str, kind: str) -> Element:
        return e("Override", {"PartName": name, "ContentType": kind})

    return e(
        "Types",
        {"xmlns": f"{_PACKAGE}/content-types"},
        e("Default", {"Extension": "rels", "ContentType": "application/vnd.openxmlformats-package.relationships+xml"}),
        e("Default", {"Extension": "xml", "ContentType": "application/xml"}),
        *(
            e("Default", {"Extension": ending, "ContentType": kind})
            for ending, kind in _PICTURES.items()
            if any(name.endswith(f".{ending}") for name in pictures)
        ),
        override(f"/word/{main.name}.xml", f"{_WORD}.{_MAIN}+xml"),
        override("/docProps/core.xml", _CORE_TYPE),
        *([override("/docProps/custom.xml", _CUSTOM_TYPE)] if is_ours else []),
        *(override(f"/word/{part.name}.xml", f"{_WORD}.{part.type}+xml") for part in parts),
    )


def _relationships(own: Mapping[str, tuple[str, str]], links: Sequence[str] = ()) -> Element:
    inside = [e("Relationship", {"Id": id_, "Type": kind, "Target": target}) for id_, (kind, target) in own.items()]
    outside = [
        e(
            "Relationship",
            {"Id": f"rIdL{n}", "Type": f"{_OFFICE}/hyperlink", "Target": address, "TargetMode": "External"},
        )
        for n, address in enumerate(links)
    ]
    return e("Relationships", {"xmlns": f"{_PACKAGE}/relationships"}, *inside, *outside)


def _core(properties: Properties) -> Element:
    date = {"xsi:type": "dcterms:W3CDTF"}
    return e(
        "cp:coreProperties",
        {
            "xmlns:cp": f"{_PACKAGE}/metadata/core-properties",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:dcterms": "http://purl.org/dc/terms/",
            "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
        },
        e("dc:title", {}, properties.title),
        e("dc:subject", {}, properties.subject),
        e("dc:creator", {}, properties.author),
        e("dc:language", {}, LANGUAGE),
        e("cp:lastModifiedBy", {}, AUTHOR),
        e("cp:revision", {}, "1"),
        e("dcterms:created", date, properties.date),
        e("dcterms:modified", date, properties.date),
        *([e("cp:version", {}, properties.version)] if properties.version else []),
        *([e("cp:contentStatus", {}, properties.status)] if properties.status else []),
    )


def _custom(identity: str) -> Element:
    return e(
        "Properties",
        {
            "xmlns": "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
            "xmlns:vt": "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
        },
        e("property", {"fmtid": _CUSTOM, "pid": "2", "name": PROPERTY}, e("vt:lpwstr", {}, identity)),
    )
