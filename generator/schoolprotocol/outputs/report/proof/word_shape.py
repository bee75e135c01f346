"""What a Word report may be made of: each element with its attributes, and the values that can change what is read.

Whatever else a part holds could hide words, number them otherwise or print more of them: hidden text, merged cells,
notes with a mark of their own, another way to count, a part that nobody asked for. Colours, sizes and measures are not
judged: white letters on white pass, and so do margins outside the paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

_WORDS: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SHAPES: Final = """
body document hdr ftr numbering footnotes comments Relationships:
p pPr pBdr numPr keepNext r rPr b i br tab footnoteRef separator continuationSeparator sectPr:
tbl tblPr tblGrid tr trPr tc tcPr cantSplit tblHeader:
pStyle rStyle tblStyle: val
numId ilvl abstractNumId multiLevelType start startOverride numFmt lvlText lvlJc suff: val
commentRangeStart commentRangeEnd commentReference footnoteReference: id
bookmarkEnd moveFromRangeEnd moveToRangeEnd: id
ins del moveFrom moveTo pPrChange: author date id
moveFromRangeStart moveToRangeStart: author date id name
comment: author date id initials
bookmarkStart: id name
footnote headerReference footerReference: id type
hyperlink: anchor id
t delText: space
num: numId
abstractNum: abstractNumId
lvl lvlOverride: ilvl
fldSimple: instr
ind: left hanging
shd: val color fill
left: color space sz val
tblLayout: type
tblW tcW: w type
gridCol: w
pgMar: top right bottom left header footer gutter
pgSz: w h
Relationship: Id Type Target TargetMode
"""
_KNOWN: Final = {
    name: frozenset(attributes.split())
    for names, _colon, attributes in (line.partition(":") for line in _SHAPES.splitlines())
    for name in names.split()
}
FIXED: Final = frozenset({"styles", "settings"})
"""Parts that are the same in each report, and are held against what they are by themselves."""
_SHEETS: Final = {"headerReference": "header.xml", "footerReference": "footer.xml"}
_LEADS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DRAWN: Final = """
drawing inline extent docPr graphic graphicData pic nvPicPr cNvPr cNvPicPr blipFill blip extLst ext svgBlip stretch
fillRect spPr xfrm off prstGeom avLst
"""
_PICTURE: Final = frozenset(_DRAWN.split())
"""What a logo is made of: no text box is among it."""
_IMAGES: Final = frozenset({"media/logo.png", "media/logo.svg"})
_PARTS: Final = frozenset({"document", "header", "footer", "styles", "numbering", "settings", "footnotes", "comments"})
_HOLDS: Final = """
body document hdr ftr numbering footnotes comments Relationships p pPr pBdr numPr r rPr sectPr
tbl tblPr tblGrid tr trPr tc tcPr ins del moveFrom moveTo pPrChange comment footnote hyperlink
num abstractNum lvl lvlOverride fldSimple
"""
_HOLDING: Final = frozenset(_HOLDS.split())
"""What has anything inside it."""
_ONCE: Final = frozenset({"pPr", "rPr", "numPr", "trPr", "tcPr", "tblPr", "lvl", "lvlOverride"})
"""What has each thing inside it once."""
_FIRST: Final = {"pPr": "p", "rPr": "r", "tcPr": "tc", "trPr": "tr", "tblPr": "tbl"}
"""What comes before all else in what it is about."""
_INSIDE: Final = {"numFmt": "lvl", "start": "lvl", "startOverride": "lvlOverride"}
"""What counts or numbers only there."""


def strange(parts: Mapping[str, Any]) -> Iterator[str]:
    """What none of our reports has, by name."""
    inside = [one for one in parts["_rels/document.xml.rels"] if not one.get("TargetMode")]
    yield from {f"{one}.xml" for one in _PARTS - {"document"}}.symmetric_difference(one.get("Target") for one in inside)
    named = {one.get("Id"): one.get("Target") for one in inside}
    for one in parts["document"].iterfind(f"{_WORDS}body/{_WORDS}sectPr/*[@{_WORDS}type]"):
        if one.get(f"{_WORDS}type") != "default" or _SHEETS.get(_local(one.tag)) != named.get(one.get(_LEADS)):
            yield _local(one.tag)
    for part, root in parts.items():
        folder, _slash, own = part.rpartition("/")
        if own.removesuffix(".xml.rels") not in _PARTS or folder not in {"", "_rels"}:
            yield part
        logo = _logo(root) if part == "header" else ()
        for element in root.iter() if part not in FIXED else ():
            if element not in logo:
                yield from _strange(element)


def _logo(header: Any) -> tuple[Any, ...]:
    """The picture with which a header begins, where it is a picture and nothing else."""
    run = header.find(f"{_WORDS}p/{_WORDS}r")
    inside = tuple(run[0].iter()) if run is not None and len(run) == 1 else ()
    is_picture = all(_local(one.tag) in _PICTURE and not (one.text or "").strip() for one in inside)
    return inside if is_picture and inside and _local(inside[0].tag) == "drawing" else ()


def _strange(element: Any) -> Iterator[str]:
    name, around = _local(element.tag), element.getparent()
    inside = _local(around.tag) if around is not None else ""
    attributes = {_local(one): value for one, value in element.items()}
    is_known = name in _KNOWN and attributes.keys() <= _KNOWN[name] and _INSIDE.get(name, inside) == inside
    is_twice = name in _ONCE and len({one.tag for one in element}) < len(element)
    is_late = _FIRST.get(name) == inside and element.getprevious() is not None
    if not is_known or is_twice or is_late or (len(element) and name not in _HOLDING):
        yield name
    elif not _is_meant(element, name, inside, attributes):
        yield f"{inside}/{name}"


def _is_meant(element: Any, name: str, inside: str, attributes: Mapping[str, str]) -> bool:
    """Whether it says what a reader of the file takes it to say."""
    words = element.text or ""
    match name:
        case "t" | "delText":  # else Word drops the spaces around it
            return words == words.strip() or attributes.get("space") == "preserve"
        case "startOverride":
            return attributes.get("val") == "1"
        case "lvlText" if element.getparent().find(f"{_WORDS}numFmt").get(f"{_WORDS}val") == "bullet":
            return attributes.get("val") in {"•", "–"}
        case "footnote" if "type" in attributes:
            return [_local(one.tag) for one in element.iter()] == ["footnote", "p", "r", attributes["type"]]
        case "lvl":
            first = [_local(one.tag) for one in element.getparent()].index("lvl")
            is_whole = {"start", "numFmt", "lvlText"} <= {_local(one.tag) for one in element}
            return is_whole and attributes.get("ilvl") == str(element.getparent().index(element) - first)
        case "numFmt":
            return attributes.get("val") in {"decimal", "upperLetter", "bullet"}
        case "rPr" if inside == "pPr":
            return len(element) <= 1
        case "fldSimple":
            before = element.xpath("count(preceding-sibling::*[local-name() = 'fldSimple'])")
            return attributes.get("instr") == ("NUMPAGES" if before else "PAGE")
        case "Relationship" if attributes["Type"].endswith("/image"):
            return attributes["Target"] in _IMAGES
        case "Relationship" if "TargetMode" not in attributes:
            return attributes["Target"] == f"{attributes['Type'].rpartition('/')[2]}.xml"
        case _:
            return True


@lru_cache(maxsize=500)  # of the few names that there are, each stands in a document a thousand times
def _local(name: Any) -> str:
    return str(name).rpartition("}")[2]
