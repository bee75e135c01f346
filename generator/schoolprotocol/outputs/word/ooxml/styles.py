"""The styles and lists of our Word documents; other Word documents than the change report can use them too.

Built-in styles keep the names by which Word knows them, so that they show in the reader's language, in the navigation
pane and to a screen reader. Sizes are in points, indents in centimetres.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from schoolprotocol.outputs.word.ooxml.elements import NAMESPACES, Element, e, val
from schoolprotocol.outputs.word.ooxml.house import HOUSE, INK, ON_BAND, House

FONT: Final = "Calibri"
GREY: Final = "595959"
LANGUAGE: Final = "nl-NL"
STEP: Final = 0.6
"""Indent of one level of a list."""
DEPTH: Final = 5
"""Levels for which Word has built-in list styles."""
BULLETS: Final = 1
"""Number of the list with bullets; `ordered(0)` and on are the numbered ones."""


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph or character style."""

    id: str
    name: str
    kind: Literal["paragraph", "character"] = "paragraph"
    based_on: str = "Normal"
    follows: str = ""
    size: float = 0
    bold: bool = False
    colour: str = ""
    before: float | None = None
    after: float | None = None
    left: float = 0
    hanging: float = 0
    outline: int | None = None
    """Level in the navigation pane, from 0."""
    bullet: int | None = None
    """Level in the list with bullets, from 0."""
    extra: tuple[Element, ...] = ()
    """More properties of its characters."""
    own: bool = False
    """Not one of Word's built-in styles."""


def _headings() -> Iterator[Style]:
    for level, (size, before) in enumerate([(16, 20), (13, 14), (11.5, 10), (11, 10), (11, 10)], start=1):
        yield Style(
            id=f"Heading{level}",
            name=f"heading {level}",
            follows="Normal",
            size=size,
            bold=True,
            colour=INK,
            before=before,
            after=4,
            outline=level - 1,
        )


def _lists() -> Iterator[Style]:
    for level in range(1, DEPTH + 1):
        for kind in ("Bullet", "Number", "Continue"):
            yield Style(
                id=list_style(kind, level),
                name=f"List {kind}" if level == 1 else f"List {kind} {level}",
                after=3,
                left=STEP * level,
                hanging=0 if kind == "Continue" else STEP,
                bullet=level - 1 if kind == "Bullet" else None,
            )


def _contents() -> Iterator[Style]:
    for level in range(1, DEPTH + 1):
        first = level == 1
        yield Style(
            id=f"TOC{level}",
            name=f"toc {level}",
            size=10,
            before=2 if first else None,
            after=1 if first else 0,
            left=contents_indent(level) - 2 * STEP,
        )


def contents_indent(level: int) -> float:
    """How far an entry of the contents stands from the edge, behind its number."""
    return 2 * STEP * level


def list_style(kind: str, level: int) -> str:
    """Id of the style for a `Bullet`, `Number` or `Continue` (a further paragraph) at a level, from 1."""
    level = min(max(level, 1), DEPTH)
    return f"List{kind}" if level == 1 else f"List{kind}{level}"


def heading_style(depth: int) -> str:
    """Id of the style for a heading, from 1."""
    return f"Heading{min(depth, DEPTH)}"


STYLES: Final[tuple[Style, ...]] = (
    Style(id="Normal", name="Normal", based_on="", after=6),
    Style(id="Title", name="Title", follows="Normal", size=24, bold=True, colour=INK, after=4),
    Style(id="Subtitle", name="Subtitle", follows="Normal", size=13, colour=GREY, after=2),
    Style(id="Omslagschool", name="Omslagschool", size=15, colour=INK, after=4, own=True),
    Style(id="Omslagregel", name="Omslagregel", size=11, colour=ON_BAND, after=2, own=True),
    Style(id="Omslagversie", name="Omslagversie", size=18, bold=True, colour=ON_BAND, after=4, own=True),
    Style(id="Documentregel", name="Documentregel", size=12, colour=GREY, after=2, own=True),
    *_headings(),
    *_lists(),
    # A numbered clause hangs two steps, a do or don't three, so that lists inside them line up with their text.
    Style(id="Artikel", name="Artikel", after=4, left=2 * STEP, hanging=2 * STEP, own=True),
    Style(id="WelNiet", name="Wel of niet", after=4, left=3 * STEP, hanging=3 * STEP, own=True),
    Style(id="Kaderkop", name="Kaderkop", bold=True, colour=INK, after=3, own=True),
    Style(id="Tabeltekst", name="Tabeltekst", size=10, before=1, after=1, own=True),
    Style(id="Tabelkop", name="Tabelkop", based_on="Tabeltekst", bold=True, own=True),
    Style(id="Tabelwit", name="Tabelwit", size=4, before=0, after=4, own=True),
    Style(id="Footer", name="footer", size=9, colour=GREY, after=0),
    Style(id="Header", name="header", size=9, colour=GREY, after=0),
    Style(id="Omslag", name="Omslag", after=110, own=True),
    Style(id="Omslageinde", name="Omslageinde", size=1, before=0, after=0, own=True),
    Style(id="Omslagmerk", name="Omslagmerk", size=13, bold=True, colour=ON_BAND, after=6, own=True),
    Style(id="TOCHeading", name="TOC Heading", follows="Normal", size=16, bold=True, colour=INK, after=8),
    *_contents(),
    Style(id="FootnoteText", name="footnote text", size=9.5, after=0),
    Style(id="CommentText", name="annotation text", size=10, after=3),
    Style(
        id="FootnoteReference",
        name="footnote reference",
        kind="character",
        based_on="",
        extra=(val("w:vertAlign", "superscript"),),
    ),
    Style(id="CommentReference", name="annotation reference", kind="character", based_on="", size=8),
    Style(
        id="Hyperlink", name="Hyperlink", kind="character", based_on="", colour="0B4F8A", extra=(val("w:u", "single"),)
    ),
)

TABLE: Final = "Protocoltabel"


@lru_cache(maxsize=8)  # all papers of a school have the same
def styles_xml(house: House = HOUSE) -> Element:
    """The part `word/styles.xml`, in the colours of a house."""
    defaults = e(
        "w:docDefaults",
        {},
        e(
            "w:rPrDefault",
            {},
            e(
                "w:rPr",
                {},
                e("w:rFonts", {"w:ascii": FONT, "w:hAnsi": FONT, "w:eastAsia": FONT, "w:cs": FONT}),
                val("w:sz", 22),
                val("w:szCs", 22),
                e("w:lang", {"w:val": LANGUAGE, "w:eastAsia": LANGUAGE, "w:bidi": "ar-SA"}),
            ),
        ),
        e("w:pPrDefault", {}, e("w:pPr", {}, e("w:spacing", {"w:line": "269", "w:lineRule": "auto"}))),
    )
    return e("w:styles", NAMESPACES, defaults, *(_style(style, house) for style in STYLES), *_table_styles(house))


def _style(style: Style, house: House) -> Element:
    flag = {"w:default": "1"} if style.id == "Normal" else {"w:customStyle": "1"} if style.own else {}
    attributes = {"w:type": style.kind, **flag, "w:styleId": style.id}
    children = [val("w:name", style.name)]
    children += [val("w:basedOn", style.based_on)] if style.based_on else []
    children += [val("w:next", style.follows)] if style.follows else []
    children += [e("w:qFormat")] if style.kind == "paragraph" else []
    if style.kind == "paragraph":
        children.append(e("w:pPr", {}, *_paragraph_properties(style)))
    return e("w:style", attributes, *children, e("w:rPr", {}, *_character_properties(style, house)))


def _paragraph_properties(style: Style) -> Iterator[Element]:
    if style.outline is not None:
        yield e("w:keepNext")
    if style.id == "TOCHeading":
        yield e("w:keepNext")
        yield e("w:pageBreakBefore")
    if style.id in {"Footer", "Header"}:
        yield e("w:tabs", {}, e("w:tab", {"w:val": "right", "w:pos": str(twips(TEXT_WIDTH))}))
    elif style.id.startswith("TOC") and style.id != "TOCHeading":
        yield e("w:tabs", {}, e("w:tab", {"w:val": "right", "w:leader": "dot", "w:pos": str(twips(TEXT_WIDTH))}))
    elif style.bullet is not None:
        yield e("w:numPr", {}, val("w:ilvl", style.bullet), val("w:numId", BULLETS))
    spacing = {"w:before": style.before, "w:after": style.after}
    given = {name: str(round(20 * value)) for name, value in spacing.items() if value is not None}
    if given:
        yield e("w:spacing", given)
    if style.left:
        yield e("w:ind", indent(style.left, style.hanging))
    if style.outline is not None:
        yield val("w:outlineLvl", style.outline)


def _character_properties(style: Style, house: House) -> Iterator[Element]:
    if style.bold:
        yield e("w:b")
    if style.colour:
        yield val("w:color", {INK: house.ink, ON_BAND: house.on_band}.get(style.colour, style.colour))
    if style.size:
        yield val("w:sz", round(2 * style.size))
    yield from style.extra


def _table_styles(house: House) -> Iterator[Element]:
    line = {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": house.line}
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    margins = (("left", "100"), ("right", "100"))
    yield e(
        "w:style",
        {"w:type": "table", "w:customStyle": "1", "w:styleId": TABLE},
        val("w:name", TABLE),
        e(
            "w:tblPr",
            {},
            e("w:tblBorders", {}, *(e(f"w:{side}", line) for side in sides)),
            e("w:tblCellMar", {}, *(e(f"w:{side}", {"w:w": width, "w:type": "dxa"}) for side, width in margins)),
        ),
    )


TEXT_WIDTH: Final = 16.0
"""Between the margins of an A4 page."""


def twips(centimetres: float) -> int:
    """Twentieths of a point, in which OOXML measures."""
    return round(centimetres * 1440 / 2.54)


def indent(left: float, hanging: float) -> dict[str, str]:
    """The attributes of `w:ind`."""
    return {"w:left": str(twips(left))} | ({"w:hanging": str(twips(hanging))} if hanging else {})


def ordered(index: int) -> int:
    """Number of the list for the so-manieth ordered list of a document, from 0."""
    return BULLETS + 1 + index


def numbering_xml(lists: Iterable[int], schemes: Sequence[Element] = (), uses: Sequence[Element] = ()) -> Element:
    """The part `word/numbering.xml`.

    Args:
        lists: numbers of the ordered lists, as `ordered` gives them; each starts at 1.
        schemes: other ways to number (`w:abstractNum`).
        uses: the lists that are numbered so (`w:num`).
    """
    bullets = e(
        "w:abstractNum", {"w:abstractNumId": "1"}, val("w:multiLevelType", "hybridMultilevel"), *_levels("Bullet")
    )
    numbers = e(
        "w:abstractNum", {"w:abstractNumId": "2"}, val("w:multiLevelType", "hybridMultilevel"), *_levels("Number")
    )
    starts = [e("w:lvlOverride", {"w:ilvl": str(level)}, val("w:startOverride", 1)) for level in range(DEPTH)]
    return e(
        "w:numbering",
        NAMESPACES,
        bullets,
        numbers,
        *schemes,
        e("w:num", {"w:numId": str(BULLETS)}, val("w:abstractNumId", 1)),
        *(e("w:num", {"w:numId": str(number)}, val("w:abstractNumId", 2), *starts) for number in lists),
        *uses,
    )


def _levels(kind: Literal["Bullet", "Number"]) -> Iterator[Element]:
    for level in range(DEPTH):
        yield e(
            "w:lvl",
            {"w:ilvl": str(level)},
            val("w:start", 1),
            val("w:numFmt", "bullet" if kind == "Bullet" else "decimal"),
            *([val("w:pStyle", list_style(kind, level + 1))] if kind == "Bullet" else []),
            val("w:lvlText", "•–"[level % 2] if kind == "Bullet" else f"%{level + 1}."),
            val("w:lvlJc", "left"),
            e("w:pPr", {}, e("w:ind", indent(STEP * (level + 1), STEP))),
        )
