"""What a Word report may be made of: each element with its attributes, and the values that can change what is read.

Whatever else a part holds could hide words, number them otherwise or print more of them: hidden text, merged cells,
notes with a mark of their own, another way to count, a part that nobody asked for. Colours, sizes and measures are not
judged: white letters on white pass, and so do margins outside the paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

_WORDS: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SHAPES: Final = """
body document hdr ftr styles numbering settings footnotes comments Relationships:
p pPr pBdr numPr keepNext pageBreakBefore r rPr b i br footnoteRef annotationRef:
separator continuationSeparator sectPr footnotePr compat tabs qFormat docDefaults rPrDefault pPrDefault:
tbl tblPr tblGrid tr trPr tc tcPr cantSplit tblHeader tblBorders tblCellMar:
pStyle rStyle tblStyle basedOn next name outlineLvl color sz szCs u vertAlign: val
numId ilvl abstractNumId multiLevelType start startOverride numFmt lvlText lvlJc suff: val
defaultTabStop themeFontLang decimalSymbol listSeparator: val
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
style: type default customStyle styleId
compatSetting: name uri val
fldSimple: instr
tab: val pos leader
ind: left hanging
spacing: before after line lineRule
lang: val eastAsia bidi
rFonts: ascii hAnsi eastAsia cs
shd: val color fill
left right: color space sz val w type
top bottom insideH insideV: color space sz val
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
_PARTS: Final = frozenset({"document", "header", "footer", "styles", "numbering", "settings", "footnotes", "comments"})
_INSIDE: Final = {"numFmt": "lvl", "start": "lvl", "startOverride": "lvlOverride", "footnotePr": "settings"}
"""What counts or numbers only there."""


def strange(parts: Mapping[str, Any]) -> Iterator[str]:
    """What none of our reports has, by name."""
    for part, root in parts.items():
        folder, _slash, own = part.rpartition("/")
        if own.removesuffix(".xml.rels") not in _PARTS or folder not in {"", "_rels"}:
            yield part
        for element in root.iter():
            yield from _strange(element)


def _strange(element: Any) -> Iterator[str]:
    name = _local(element.tag)
    inside = _local(element.getparent().tag) if element.getparent() is not None else ""
    attributes = {_local(one): value for one, value in element.attrib.items()}
    if name not in _KNOWN or not attributes.keys() <= _KNOWN[name]:
        yield name
    elif _INSIDE.get(name, inside) != inside or not _is_meant(element, name, inside, attributes):
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
        case "numPr" if inside == "pPr" and element.getparent().getparent().tag == f"{_WORDS}style":
            return str(element.getparent().getparent().get(f"{_WORDS}styleId")).startswith("ListBullet")
        case "footnote" if "type" in attributes:
            return element.find(f".//{_WORDS}t") is None
        case "rPr" if inside == "pPr":
            return len(element) <= 1
        case "fldSimple":
            before = element.xpath("count(preceding-sibling::*[local-name() = 'fldSimple'])")
            return attributes.get("instr") == ("NUMPAGES" if before else "PAGE")
        case "tab" if inside == "r":
            return not attributes
        case "Relationship" if "TargetMode" not in attributes:
            return attributes["Target"] == f"{attributes['Type'].rpartition('/')[2]}.xml"
        case _:
            return True


def _local(name: Any) -> str:
    return str(name).rpartition("}")[2]
