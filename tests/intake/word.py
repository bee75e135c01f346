"""Writes Word documents as Word and people do, part by part: whatever a part can hold, a test can put there."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from io import BytesIO

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PART = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def run(text: str, *, bold: bool = False, size: float | None = None, more: str = "", tag: str = "w:t") -> str:
    """A run; tabs and breaks of lines in the text are such elements."""
    look = ("<w:b/>" if bold else "") + (f'<w:sz w:val="{int(size * 2)}"/>' if size else "") + more
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    pieces = []
    for n, line in enumerate(text.split("\n")):
        pieces += ["<w:br/>"] if n else []
        for k, part in enumerate(line.split("\t")):
            pieces += ["<w:tab/>"] if k else []
            pieces += [f'<{tag} xml:space="preserve">{escape(part, quote=False)}</{tag}>'] if part else []
    return f"<w:r>{properties}{''.join(pieces)}</w:r>"


def paragraph(
    *runs: str,
    style: str | None = None,
    number: tuple[int, int] | None = None,
    more: str = "",
    mark: str = "",
) -> str:
    """A paragraph.

    Args:
        runs: what it holds, as XML; what is no XML becomes a run.
        style: id of its style.
        number: list and level.
        more: properties of the paragraph.
        mark: properties of its end.
    """
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number is not None:
        properties += f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    properties += more + (f"<w:rPr>{mark}</w:rPr>" if mark else "")
    inside = "".join(one if one.startswith("<") else run(one) for one in runs)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inside}</w:p>"


def cell(*paragraphs: str, width: int = 1, merge: str | None = None) -> str:
    """A cell; what is no XML becomes a paragraph. `merge`: `restart` or `continue` of cells below each other."""
    properties = f'<w:gridSpan w:val="{width}"/>' if width > 1 else ""
    properties += {None: "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[merge]
    inside = "".join(one if one.startswith("<") else paragraph(one) for one in paragraphs) or "<w:p/>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def table(*rows: Sequence[str], has_heading: bool = False) -> str:
    """A table of rows of cells; what is no XML becomes a cell."""
    made = []
    for n, row in enumerate(rows):
        properties = "<w:trPr><w:tblHeader/></w:trPr>" if has_heading and n == 0 else ""
        made.append(f"<w:tr>{properties}{''.join(c if c.startswith('<w:tc') else cell(c) for c in row)}</w:tr>")
    many = max(len(row) for row in rows)
    says = [max((len(re.sub(r"<[^>]*>", "", row[n])) for row in rows if n < len(row)), default=0) for n in range(many)]
    share = [min(max(one, 8), 60) for one in says]  # as Word makes columns fit what they hold
    grid = "".join(f'<w:gridCol w:w="{9000 * one // sum(share)}"/>' for one in share)
    width = '<w:tblPr><w:tblW w:w="9000" w:type="dxa"/></w:tblPr>'
    return f"<w:tbl>{width}<w:tblGrid>{grid}</w:tblGrid>{''.join(made)}</w:tbl>"


def box(*paragraphs: str) -> str:
    """A run with a text box, as Word writes it: once for new programs and once for old ones."""
    inside = "".join(one if one.startswith("<") else paragraph(one) for one in paragraphs)
    text = f"<w:txbxContent>{inside}</w:txbxContent>"
    size = '<wp:extent cx="2400000" cy="1200000"/><wp:wrapTopAndBottom/>'
    form = '<a:xfrm><a:off x="0" y="0"/><a:ext cx="2400000" cy="1200000"/></a:xfrm><a:prstGeom prst="rect"/>'
    shape = f"<wps:wsp><wps:spPr>{form}</wps:spPr><wps:txbx>{text}</wps:txbx><wps:bodyPr/></wps:wsp>"
    kind = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    new = f'<w:drawing><wp:anchor behindDoc="0">{size}<a:graphic><a:graphicData uri="{kind}">{shape}'
    new += "</a:graphicData></a:graphic></wp:anchor></w:drawing>"
    old = f"<w:pict><v:shape><v:textbox>{text}</v:textbox></v:shape></w:pict>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def level(n: int, form: str, text: str, *, start: int = 1, more: str = "", left: int | None = None) -> str:
    """A level of a list."""
    indent = f'<w:pPr><w:ind w:left="{720 * (n + 1) if left is None else left}" w:hanging="360"/></w:pPr>'
    return (
        f'<w:lvl w:ilvl="{n}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{escape(text)}"/>{indent}</w:lvl>'
    )


def lists(abstract: Mapping[int, Sequence[str]], used: Mapping[int, int | tuple[int, str]]) -> str:
    """The part with lists: levels by abstract list, and by list the abstract one that it uses, with what it
    overrides."""
    told = "".join(
        f'<w:abstractNum w:abstractNumId="{id_}">{"".join(levels)}</w:abstractNum>' for id_, levels in abstract.items()
    )
    for id_, one in used.items():
        which, more = one if isinstance(one, tuple) else (one, "")
        told += f'<w:num w:numId="{id_}"><w:abstractNumId w:val="{which}"/>{more}</w:num>'
    return f"<w:numbering {NAMESPACES}>{told}</w:numbering>"


def styles(*more: str, size: float = 11) -> str:
    """The part with styles: Normal, Heading 1 to 3 as a Dutch Word names them, and more."""
    told = f'<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="{int(size * 2)}"/></w:rPr></w:rPrDefault></w:docDefaults>'
    told += '<w:style w:type="paragraph" w:default="1" w:styleId="Standaard"><w:name w:val="Normal"/></w:style>'
    told += style("Titel", "Title", size=28)
    told += "".join(style(f"Kop{n}", f"heading {n}", bold=True, size=18 - 2 * n, outline=n) for n in (1, 2, 3))
    return f"<w:styles {NAMESPACES}>{told}{''.join(more)}</w:styles>"


def style(
    id_: str, name: str, *, bold: bool = False, size: float | None = None, outline: int | None = None, more: str = "",
    based: str = "Standaard",
) -> str:  # fmt: skip
    """A style of paragraphs."""
    look = ("<w:b/>" if bold else "") + (f'<w:sz w:val="{int(size * 2)}"/>' if size else "")
    properties = (f'<w:outlineLvl w:val="{outline - 1}"/>' if outline else "") + more
    return (
        f'<w:style w:type="paragraph" w:styleId="{id_}"><w:name w:val="{name}"/><w:basedOn w:val="{based}"/>'
        f"<w:pPr>{properties}</w:pPr><w:rPr>{look}</w:rPr></w:style>"
    )


@dataclass
class Word:
    """A document in the making."""

    body: list[str] = field(default_factory=list)
    styles: str = field(default_factory=styles)
    numbering: str | None = None
    notes: list[str] = field(default_factory=list)
    """Footnotes, as XML of their paragraphs; the first is called 1."""
    ends: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    header: str | None = None
    footer: str | None = None
    settings: str | None = None
    section: str = ""
    extra: dict[str, bytes] = field(default_factory=dict)

    def note(self, *text: str) -> str:
        """A run that calls a new footnote."""
        self.notes.append("".join(one if one.startswith("<w:p>") else paragraph(_REF, run(one)) for one in text))
        return f'<w:r><w:footnoteReference w:id="{len(self.notes)}"/></w:r>'

    def end(self, text: str) -> str:
        """A run that calls a new endnote."""
        self.ends.append(paragraph(run(text)))
        return f'<w:r><w:endnoteReference w:id="{len(self.ends)}"/></w:r>'

    def comment(self, text: str) -> str:
        """A run that refers to a new comment."""
        self.comments.append(paragraph(run(text)))
        return f'<w:r><w:commentReference w:id="{len(self.comments) - 1}"/></w:r>'

    def parts(self) -> dict[str, bytes]:
        """What the zip holds."""
        sides = {
            "styles": self.styles,
            "numbering": self.numbering,
            "settings": self.settings,
            "footnotes": self._notes("footnote", self.notes),
            "endnotes": self._notes("endnote", self.ends),
            "comments": self._comments(),
            "header1": self._around("hdr", self.header),
            "footer1": self._around("ftr", self.footer),
        }
        links = [
            f'<Relationship Id="rId{n}" Type="{_TYPE}/{name.rstrip("12")}" Target="{name}.xml"/>'
            for n, name in enumerate(sides, 1)
            if sides[name] is not None
        ]
        package = "http://schemas.openxmlformats.org/package/2006"
        overrides = "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="{_PART}.{name.rstrip("12")}+xml"/>'
            for name in sides
            if sides[name] is not None
        )
        inside = f"{''.join(self.body)}<w:sectPr>{self.section}</w:sectPr>"
        body = f"<w:document {NAMESPACES}><w:body>{inside}</w:body></w:document>"
        linked = f'<Relationships xmlns="{package}/relationships">{"".join(links)}</Relationships>'

        made = {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
            f'ContentType="{_PART}.document.main+xml"/>{overrides}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
            f'Type="{_TYPE}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": body,
            "word/_rels/document.xml.rels": linked,
            **{f"word/{name}.xml": told for name, told in sides.items() if told is not None},
        }
        return {**{name: text.encode() for name, text in made.items()}, **self.extra}

    def bytes(self) -> bytes:
        """The file."""
        return packed(self.parts())

    def _notes(self, kind: str, told: list[str]) -> str | None:
        if not told:
            return None
        line = f'<w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
        notes = "".join(f'<w:{kind} w:id="{n}">{one}</w:{kind}>' for n, one in enumerate(told, 1))
        return f"<w:{kind}s {NAMESPACES}>{line}{notes}</w:{kind}s>"

    def _comments(self) -> str | None:
        if not self.comments:
            return None
        told = "".join(f'<w:comment w:id="{n}" w:author="x">{one}</w:comment>' for n, one in enumerate(self.comments))
        return f"<w:comments {NAMESPACES}>{told}</w:comments>"

    def _around(self, tag: str, inside: str | None) -> str | None:
        return None if inside is None else f"<w:{tag} {NAMESPACES}>{inside}</w:{tag}>"


_REF = "<w:r><w:footnoteRef/></w:r>"


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A zip of parts."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()
