"""The tree of a page → paragraphs, in the order and with the numbers that a reader sees."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final
from xml.etree.ElementTree import Element

from schoolprotocol.intake.readers.endnotes import settled
from schoolprotocol.intake.readers.web.counting import Counter
from schoolprotocol.intake.readers.web.notes import Notes
from schoolprotocol.intake.readers.web.styles import Sheet, Style, is_hidden, points
from schoolprotocol.intake.reading import At, Cell, Fate, Listed, Paragraph, Role, Run, Serial

PART: Final = "text"
UNREAD: Final = frozenset({"script", "style", "template"})
"""Elements whose text is no text of the page."""
DEEPEST: Final = 180
"""Elements within each other that are followed; what is deeper is text of what it stands in."""
_HIDDEN = frozenset({"head", "title", "noscript", "iframe", "datalist", "object", "audio", "video", "canvas"})
_CONTROLS = frozenset({"button", "select", "option", "textarea", "input", "nav", "menu", "label", "legend"})
_MARGINS = frozenset({"navigation", "banner", "contentinfo", "search", "menu", "menubar", "dialog", "alertdialog"})
_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir"),
        *("div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "search"),
        *("section", "summary", "table", "ul"),
    }
)
_OF_WORD = {
    "msotitle": "title",
    "msosubtitle": "subtitle",
    "msolistparagraph": "list paragraph",
    "msofootnotetext": "footnote text",
    "msoendnotetext": "endnote text",
    "msocaption": "caption",
}
_SPACE = re.compile(r"[ \t\n\r\f]+")
_NUMBER_CLASS = re.compile(
    r"(?:^|\s)(?:number|nummer|secno|list-number|sectnum|section-number|heading_numbering)(?:\s|$|-)"
)
_LABEL = re.compile(r"\s*(?:[(]?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivxlcIVXLC]{1,6})[.):]?|[^\w\s]{1,3})\s*")
"""What a list prints before an item: a number, a letter, a sign."""
_TYPED = re.compile(r"\s*(?:(?:\d{1,3}\.)+\d{1,3}\.?|[§•–✓✗]|Artikel \d+)(?:\s|$)")
_SOFT = str.maketrans("", "", "\u00ad")


@dataclass(frozen=True, slots=True)
class _Within:
    """What holds for text where the walk is."""

    fate: Fate = "body"
    role: Role = "text"
    bold: bool = False
    italic: bool = False
    underline: bool = False
    size: float | None = None
    is_raised: bool = False
    keeps_space: bool = False
    call: str | None = None
    listed: Listed | None = None
    indent: float = 0.0
    cell: Cell | None = None
    note: str | None = None
    mark: str | None = None
    outline: int | None = None
    style: str | None = None
    part: str | None = None
    depth: int = 0


class Walk:
    """Goes through a page once."""

    def __init__(self, sheet: Sheet, notes: Notes, margins: set[Element], folded: set[Element]) -> None:
        """Prepare.

        Args:
            sheet: the styles of the page.
            notes: its notes.
            margins: elements that are furniture.
            folded: elements that are text though a page folds them, or makes a control of them.
        """
        self.paragraphs: list[Paragraph] = []
        self._sheet, self._notes, self._margins, self._folded = sheet, notes, margins, folded
        self._runs: list[Run] = []
        self._serial, self._lists, self._tables = Serial(), 0, 0
        self._number: str | None = None
        self._item: Listed | None = None
        self._counters: list[Counter] = []
        self._layout: Style = {}

    def root(self, root: Element) -> None:
        """The page."""
        self._element(root, _Within())
        self._flush(_Within())

    # -- elements ---------------------------------------------------------------------------------------------------

    def _element(self, element: Element, within: _Within) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in UNREAD:
            return
        tag = tag.rpartition("}")[2]
        style = self._sheet.of(element)
        inner = self._inner(element, tag, style, within)
        if tag == "br":
            self._break(within)
            return
        if inner.depth > DEEPEST:
            for text in _texts(element):
                self._text(text, inner)
            return
        if tag == "table" and element.get("role") not in {"presentation", "none"}:
            self._flush(within)
            self._table(element, inner)
            self._flush(inner)
        elif self._is_label(element, tag, style):
            self._number = None  # it is what the list prints
            self._children(element, replace(inner, role="mark" if inner.note else "number"))
        elif tag in _BLOCKS or tag in {"td", "th", "tr", "tbody", "thead", "tfoot"} or style.get("display") == "block":
            self._flush(within)
            self._block(element, tag, style, inner)
            self._flush(inner, is_over=True)
        else:
            self._children(element, inner)

    def _children(self, element: Element, within: _Within) -> None:
        self._text(element.text, within)
        for kid in element:
            self._element(kid, within)
            self._text(kid.tail, within)

    def _inner(self, element: Element, tag: str, style: Style, within: _Within) -> _Within:
        inner = replace(
            within,
            fate=self._fate(element, tag, style, within),
            role=self._role(element, tag, style, within),
            bold=_weight(tag, style, is_bold=within.bold),
            italic=within.italic or tag in {"i", "em"} or style.get("font-style") == "italic",
            underline=within.underline or tag in {"u", "ins"} or "underline" in style.get("text-decoration", ""),
            size=points(style.get("font-size")) or within.size,
            is_raised=(within.is_raised or tag == "sup" or style.get("vertical-align") == "super") and tag != "sub",
            keeps_space=tag in {"pre", "textarea"}
            or (style.get("white-space") or "").startswith("pre")
            or within.keeps_space,
            indent=within.indent + (points(style.get("margin-left")) or 0.0),
            depth=within.depth + 1,
        )
        if "clause" in element.get("class", "").split() and element.get("id"):
            inner = replace(inner, part=element.get("id"))
        if element in self._notes.texts:
            key, mark = self._notes.texts[element]
            inner = replace(inner, note=key, mark=mark)
        if element in self._notes.calls:
            inner = replace(inner, call=self._notes.calls[element][0])
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            return replace(inner, outline=int(tag[1]), style=f"heading {tag[1]}", bold=True)
        level = style.get("mso-outline-level", "")
        if level.isdecimal():
            inner = replace(inner, outline=int(level))
        named = _style_of_word(element)
        if named is not None:
            inner = replace(inner, style=named, outline=0 if named == "title" else inner.outline)
        return inner

    def _fate(self, element: Element, tag: str, style: Style, within: _Within) -> Fate:
        if within.fate != "body":
            return within.fate
        if tag in _HIDDEN or (is_hidden(element, style) and element not in self._folded):
            return "hidden"
        if tag in {"del", "s", "strike"} or "line-through" in style.get("text-decoration", ""):
            return "deleted"
        if tag == "svg":
            return "unplaced"
        told = style.get("mso-element", "")
        if told in {"comment", "comment-list"} or "MsoCommentReference" in element.get("class", ""):
            return "comment"
        if (
            element in self._margins
            or (tag in _CONTROLS and element not in self._folded)
            or element.get("role") in _MARGINS
            or told in {"header", "footer"}
            or _is_history(element, tag)
        ):
            return "furniture"
        return "body"

    def _role(self, element: Element, tag: str, style: Style, within: _Within) -> Role:
        if within.role != "text":
            return within.role
        if element in self._notes.calls:
            return "call"
        leads = element.get("href", "")[1:] if tag == "a" and element.get("href", "").startswith("#") else ""
        if within.note and leads in self._notes.backs:
            return "mark"
        is_number = style.get("mso-list") == "ignore" or (
            tag == "span" and _NUMBER_CLASS.search(element.get("class", ""))
        )
        if is_number and not self._has_text():
            return "mark" if within.note else "number"
        return "text"

    def _is_label(self, element: Element, tag: str, style: Style) -> bool:
        """Whether it floats before the text that it numbers, as LibreOffice writes lists."""
        is_before = tag == "span" and style.get("float") == "left" and not self._has_text()
        return is_before and _LABEL.fullmatch("".join(_texts(element))) is not None

    def _has_text(self) -> bool:
        return any(run.text.strip() for run in self._runs)

    # -- blocks -----------------------------------------------------------------------------------------------------

    def _block(self, element: Element, tag: str, style: Style, within: _Within) -> None:
        self._layout = style if tag in {"p", "div", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6"} else {}
        if tag in {"ul", "ol", "dir"}:
            self._list(element, style, within)
        elif tag == "dl":
            self._terms(element, within)
        elif tag == "div" and _is_side_by_side(element):
            self._columns(element, within)
        else:
            listed = _listed_by_word(style) if tag in {"p", "div", "li"} or tag.startswith("h") else None
            self._item = listed or self._item
            self._children(element, within)

    def _list(self, element: Element, style: Style, within: _Within) -> None:
        self._lists += 1
        name, level = f"list {self._lists}", within.listed.level + 1 if within.listed else 0
        depth = sum(not counter.is_ordered for counter in self._counters)
        counter = Counter(element, style, depth)
        is_plain = element.get("role") == "list"  # the sign that its style prints no numbers
        self._counters.append(counter)
        self._text(element.text, within)
        for kid in element:
            if kid.tag == "li":
                told = self._sheet.of(kid)
                number = counter.next(kid, told)
                inner = replace(within, listed=Listed(name, level, not counter.is_ordered))
                self._flush(within)
                is_typed = (is_plain and counter.is_ordered) or _TYPED.match("".join(_texts(kid)[:6])) is not None
                self._item = replace(inner.listed, is_bullet=inner.listed.is_bullet) if inner.listed else None
                self._number = None if is_typed or number is None else number
                self._element(kid, inner)
                self._flush(inner, is_over=True)
                self._number = self._item = None
            else:
                self._element(kid, within)
            self._text(kid.tail, within)
        self._flush(within)
        self._counters.pop()

    def _terms(self, element: Element, within: _Within) -> None:
        """A list of terms is a table of two columns."""
        self._tables += 1
        table, row = self._tables, -1
        column = 1
        groups = [kid for one in element for kid in (one if one.tag == "div" else [one])]
        taken = set()
        for kid in groups:
            if kid.tag == "dt" and (column == 1 or row < 0):
                row, column = row + 1, 0
            elif kid.tag == "dd":
                row, column = max(row, 0), 1
            else:
                continue
            taken.add(kid)
            self._flush(within)
            inner = replace(within, cell=Cell(table, row, column), listed=None)
            self._element(kid, inner)
            self._flush(inner)
        for one in element:
            if one not in taken and one.tag != "div":
                self._element(one, within)
            self._text(one.tail, within)
            if one.tag == "div":
                self._text(one.text, within)
                for kid in one:
                    if kid not in taken:
                        self._element(kid, within)
                    self._text(kid.tail, within)
        self._flush(within)

    def _table(self, element: Element, within: _Within) -> None:
        self._tables += 1
        number, row = self._tables, -1
        inside = (within.cell.table, within.cell.row, within.cell.column) if within.cell else None
        taken: set[tuple[int, int]] = set()
        outer = replace(within, cell=None, listed=None)
        for one, is_head in _rows(element):
            if one.tag != "tr":
                self._text(one.text, outer)
                if one.tag not in {"thead", "tbody", "tfoot"}:
                    for kid in one:
                        self._element(kid, replace(outer, style="caption"))
                        self._text(kid.tail, outer)
                    self._flush(replace(outer, style="caption"))
                continue
            row, column = row + 1, 0
            kids = [kid for kid in one if kid.tag in {"td", "th"}]
            shown = replace(outer, fate=self._fate(one, "tr", self._sheet.of(one), outer))
            self._text(one.text, shown)
            for kid in one:
                if kid.tag not in {"td", "th"}:
                    self._element(kid, shown)
                    self._text(kid.tail, shown)
                    continue
                while (row, column) in taken:
                    column += 1
                wide, high = _small(kid.get("colspan")), _small(kid.get("rowspan"))
                taken.update((row + down, column + right) for down in range(min(high, 200)) for right in range(wide))
                heading = is_head or all(cell.tag == "th" for cell in kids)
                place = Cell(number, row, column, wide, high, heading, inside)
                inner = replace(
                    shown, cell=place, listed=None, outline=None, style=None, bold=shown.bold or kid.tag == "th"
                )
                self._element(kid, inner)
                self._flush(inner)
                self._text(kid.tail, shown)
                column += wide

    def _columns(self, element: Element, within: _Within) -> None:
        """Columns beside each other, of which each has a heading, are a table of two rows."""
        self._tables += 1
        begin = len(self.paragraphs)
        for column, one in enumerate(element):
            for row, kid in enumerate([[one[0]], one[1:]]):
                inner = replace(within, cell=Cell(self._tables, row, column, is_heading=row == 0), listed=None)
                for each in kid:
                    self._element(each, inner)
                    self._text(each.tail, inner)
                self._flush(inner)
        # The cells of a row follow each other; in which order a page has them stays known by the runs.
        found = sorted(self.paragraphs[begin:], key=lambda one: one.cell.row if one.cell else 0)
        self.paragraphs[begin:] = [replace(one, outline=None, style=None) for one in found]

    # -- text -------------------------------------------------------------------------------------------------------

    def _break(self, within: _Within) -> None:
        """A break of the line; two of them are what people make who want a new paragraph."""
        if self._runs and self._runs[-1].text.endswith("\n") and not within.keeps_space:
            self._flush(within)
        elif self._has_text():
            self._runs.append(Run("\n", within.fate, order=self._serial.next()))

    def _text(self, text: str | None, within: _Within) -> None:
        if not text:
            return
        said = text.translate(_SOFT) if within.keeps_space else _SPACE.sub(" ", text.translate(_SOFT))
        if not within.keeps_space and (not self._runs or self._runs[-1].text[-1:] in {" ", "\n"}):
            said = said.lstrip(" ")
        if not said:
            return
        self._runs.append(
            Run(
                said,
                within.fate,
                within.role,
                within.bold,
                within.italic,
                within.underline,
                within.size,
                within.call if within.role == "call" else None,
                within.is_raised,
                self._serial.next(),
            )
        )

    def _flush(self, within: _Within, *, is_over: bool = False) -> None:
        said = [run for run in self._runs if run.text.strip()]
        is_begun = within.note is not None and self.paragraphs and self.paragraphs[-1].note == within.note
        if not is_over and not is_begun and said and all(run.role in {"number", "mark"} for run in said):
            return  # the text that this number belongs to is in a block of its own
        runs, self._runs = self._runs, []
        if not said:
            return
        runs = _trimmed(runs)
        for part in _lines(runs) if within.keeps_space else [runs]:
            self._paragraph(part, within)

    def _paragraph(self, runs: list[Run], within: _Within) -> None:
        style, number, item = self._layout, self._number, self._item
        if all(run.fate != "body" for run in runs):
            number = item = None  # they are for the text that comes
        else:
            self._number = self._item = None
        listed = item or (None if number is None else within.listed)
        if listed is not None and item is not None and any(run.role == "number" for run in runs):
            mark = "".join(run.text for run in runs if run.role == "number").strip()
            listed = replace(listed, is_bullet=not any(map(str.isalnum, mark)) or mark == "o")
        deep = within.listed.level + 1 if within.listed and listed is None else 0
        self.paragraphs.append(
            settled(
                Paragraph(
                    tuple(runs),
                    At(PART, paragraph=len(self.paragraphs) + 1),
                    style=within.style,
                    outline=within.outline,
                    number=number,
                    listed=listed,
                    indent=within.indent + 30.0 * deep,
                    first=points(style.get("text-indent")) or 0.0,
                    is_centred=style.get("text-align") == "center",
                    cell=within.cell,
                    note=within.note,
                    mark=within.mark,
                    part=within.part,
                )
            )
        )


def _weight(tag: str, style: Style, *, is_bold: bool) -> bool:
    told = style.get("font-weight", "")
    if told:
        return told in {"bold", "bolder"} or (told.isdecimal() and int(told) >= 600)
    return is_bold or tag in {"b", "strong", "th"}


def _is_side_by_side(element: Element) -> bool:
    """Whether it holds nothing but columns that each begin with a heading."""
    has_name = "columns" in element.get("class", "").split()
    return (
        has_name
        and len(element) > 1
        and all(
            kid.tag == "div"
            and "column" in kid.get("class", "").split()
            and len(kid) > 1
            and kid[0].tag in {"h2", "h3", "h4", "h5", "h6"}
            and not any((text or "").strip() for text in (kid.text, kid.tail, element.text))
            for kid in element
        )
    )


def _style_of_word(element: Element) -> str | None:
    """What Word calls the style of a paragraph."""
    name = element.get("class", "").split(" ")[0].lower()
    if name.startswith("msotoc") and name[6:].isdecimal():
        return f"toc {name[6:]}"
    return next((style for known, style in _OF_WORD.items() if name.startswith(known)), None)


def _listed_by_word(style: Style) -> Listed | None:
    """What `mso-list:l0 level1 lfo1` says."""
    told = style.get("mso-list", "").split()
    if len(told) < 2 or not told[1].startswith("level") or not told[1][5:].isdecimal():
        return None
    return Listed(f"word {told[-1]}", max(0, int(told[1][5:]) - 1), is_bullet=False)


def _rows(table: Element) -> list[tuple[Element, bool]]:
    """The rows of a table, and whether they stand in its head; beside them what is no row."""
    found: list[tuple[Element, bool]] = []
    for kid in table:
        if kid.tag in {"thead", "tbody", "tfoot"}:
            found += [(row, kid.tag == "thead") for row in kid if row.tag == "tr"]
        elif kid.tag == "tr":
            found.append((kid, False))
        else:
            holder = Element("div")
            holder.append(kid)
            found.append((holder, False))
    return found


def _small(text: str | None) -> int:
    return min(int(text), 1000) if text and text.isascii() and text.isdecimal() and int(text[:6]) > 0 else 1


def _texts(element: Element) -> list[str]:
    """The texts in an element, without those that are no text of the page."""
    found: list[str] = []
    waiting: list[Element | str] = [element]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            found.append(one)
        elif isinstance(one.tag, str) and one.tag.rpartition("}")[2] not in UNREAD:
            for kid in reversed(one):
                waiting += [kid.tail or "", kid]
            found.append(one.text or "")
    return found


def _trimmed(runs: list[Run]) -> list[Run]:
    """Runs of a paragraph without space at its end."""
    while runs and not runs[-1].text.strip():
        runs.pop()
    return [*runs[:-1], replace(runs[-1], text=runs[-1].text.rstrip(" \t\n\r\f"))]


def _lines(runs: list[Run]) -> list[list[Run]]:
    """What stands between empty lines, of text that keeps its spaces."""
    found: list[list[Run]] = [[]]
    for run in runs:
        for number, part in enumerate(re.split(r"\n\s*\n", run.text)):
            if number:
                found.append([])
            if part:
                found[-1].append(replace(run, text=part))
    return [part for part in found if any(run.text.strip() for run in part)]


def parents_of(root: Element) -> Mapping[Element, Element]:
    """The parent of each element."""
    return {kid: element for element in root.iter() for kid in element}


def _is_history(element: Element, tag: str) -> bool:
    """Whether it is the mark on pages of ours that leads to what happened to a clause."""
    is_mark = tag == "a" and "hist" in element.get("class", "").split()
    return is_mark and element.get("href", "").startswith("geschiedenis.html#")
