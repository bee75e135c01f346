"""What a paragraph and a run look like: direct properties, then those of their styles, then those of the document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from schoolprotocol.intake.readers.word.xml import Element, child, children, get, is_on, val, whole

_HEADING = re.compile(r"(?:heading|kop|überschrift|titre)\s?([1-9])(?!\d)", re.IGNORECASE)
"""Names of the built-in styles of headings; `w:name` has the English one in every language, ids have the language's
own."""
_BODY = 9
"""The outline level that Word writes for: no heading."""
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Numbers:
    """Which list numbers a paragraph."""

    list: str
    """`w:numId`."""
    level: int | None
    """None where its style says which: the level that names `style`."""
    style: str | None = None


class Styles:
    """The styles of a document."""

    def __init__(self, root: Element | None) -> None:
        self._styles = {get(style, "w:styleId") or "": style for style in children(root, "w:style")}
        self._defaults = child(root, "w:docDefaults")
        is_default = ("paragraph", "1"), ("paragraph", "true"), ("paragraph", "on")
        self.default = next(
            (
                id_
                for id_, style in self._styles.items()
                if (get(style, "w:type"), get(style, "w:default")) in is_default
            ),
            None,
        )
        self._told: dict[str | None, list[Element]] = {}
        self._chains: dict[str | None, list[tuple[str, Element]]] = {}

    def chain(self, style: str | None) -> list[tuple[str, Element]]:
        """A style and those that it is based on, the nearest first; a circle ends where it began."""
        if style not in self._chains:
            found: dict[str, Element] = {}
            at = style
            while at is not None and at in self._styles and at not in found:
                found[at] = self._styles[at]
                at = val(found[at], "w:basedOn")
            self._chains[style] = list(found.items())
        return self._chains[style]

    def name(self, style: str | None) -> str | None:
        """The name of a style in small letters."""
        known = self.chain(style or self.default)
        told = val(known[0][1], "w:name") if known else None
        return (told or style or "").lower() or None

    def _first(
        self, properties: Element | None, style: str | None, find: Callable[[Element | None], _T | None]
    ) -> _T | None:
        """What the paragraph itself says, else its style, else what that is based on."""
        told = find(properties) if properties is not None else None
        if told is not None:
            return told
        for one in self._of_paragraphs(style or self.default):
            told = find(one)
            if told is not None:
                return told
        return None

    def _of_paragraphs(self, style: str | None) -> list[Element]:
        """What a style and those that it is based on say of paragraphs, and then what the document says."""
        if style not in self._told:
            found = [child(one, "w:pPr") for _id, one in self.chain(style)]
            found.append(child(self._defaults, "w:pPrDefault", "w:pPr"))
            self._told[style] = [one for one in found if one is not None and len(one)]
        return self._told[style]

    def outline(self, properties: Element | None) -> int | None:
        """A paragraph's level as a heading, from 1; 0 for a title; none where it is no heading."""
        style = val(properties, "w:pStyle")
        for id_, one in [("", None), *self.chain(style or self.default)]:
            told = whole(val(properties if one is None else child(one, "w:pPr"), "w:outlineLvl"), 0, _BODY)
            if told is not None:
                return told + 1 if told < _BODY else None
            named = _HEADING.fullmatch(val(one, "w:name") or "") or _HEADING.fullmatch(id_)
            if named:
                return int(named[1])
            if (val(one, "w:name") or "").lower() in {"title", "titel"}:
                return 0
        if style is not None and style not in self._styles and (named := _HEADING.fullmatch(style)):
            return int(named[1])
        return None

    def numbers(self, properties: Element | None) -> Numbers | None:
        """The list that numbers a paragraph: `0` where it is taken out of one."""
        style = val(properties, "w:pStyle")
        level = whole(val(properties, "w:numPr", "w:ilvl"), 0, 8)
        own = val(properties, "w:numPr", "w:numId")
        if own is not None:
            return Numbers(own, level or 0)
        for id_, one in self.chain(style or self.default):
            told = child(one, "w:pPr", "w:numPr")
            level = level if level is not None else whole(val(told, "w:ilvl"), 0, 8)
            if (list_ := val(told, "w:numId")) is not None:
                return Numbers(list_, level, id_)
        return None

    def indent(self, properties: Element | None, name: str) -> float | None:
        """An indent (`left`, `hanging`, `firstLine`) in points."""

        def find(one: Element | None) -> float | None:
            told = child(one, "w:ind")
            value = get(told, f"w:{name}") or (get(told, "w:start") if name == "left" else None)
            number = whole(value, -100_000)
            return None if number is None else number / 20

        return self._first(properties, val(properties, "w:pStyle"), find)

    def is_centred(self, properties: Element | None) -> bool:
        """Whether a paragraph stands in the middle."""
        return self._first(properties, val(properties, "w:pStyle"), lambda one: val(one, "w:jc")) == "center"

    def is_framed(self, properties: Element | None) -> bool:
        """Whether a line stands beside a paragraph, or around it; one below it is that of a heading."""
        lines = self._first(properties, val(properties, "w:pStyle"), lambda one: child(one, "w:pBdr"))
        sides = [val(lines, side) for side in ("w:left", "w:start")]
        return any(side not in {None, "nil", "none"} for side in sides)

    def gap(self, properties: Element | None) -> float | None:
        """The white above it in points."""
        told = self._first(
            properties, val(properties, "w:pStyle"), lambda one: whole(get(child(one, "w:spacing"), "w:before"))
        )
        return None if told is None else told / 20

    def look(self, paragraph: str | None, properties: Element | None) -> Look:
        """How a run is drawn.

        Args:
            paragraph: the style of its paragraph.
            properties: the run's own (`w:rPr`).
        """
        key = (paragraph, val(properties, "w:rStyle"))
        base = self._looks.get(key)
        if base is None:
            base = self._looks[key] = self._styled(*key)
        return base.with_own(properties) if properties is not None and len(properties) else base

    @cached_property
    def _looks(self) -> dict[tuple[str | None, str | None], Look]:
        return {}

    def _styled(self, paragraph: str | None, character: str | None) -> Look:
        around = list(self._properties(paragraph or self.default))
        inside = list(self._properties(character)) if character else []
        default = child(self._defaults, "w:rPrDefault", "w:rPr")

        def switch(name: str) -> bool:  # a style of characters turns round what that of the paragraph says
            told = [_nearest(chain, name) for chain in (around, inside)]
            return bool(told[0]) != bool(told[1]) or (not any(told) and bool(is_on(child(default, name))))

        sizes = (whole(val(one, "w:sz"), 1, 4000) for one in [*inside, *around, default])
        size = next((size for size in sizes if size is not None), None)
        lines = (val(one, "w:u") for one in [*inside, *around])
        line = next((line for line in lines if line is not None), "none")
        fonts = (_font(one) for one in [*inside, *around, default])
        font = next((font for font in fonts if font), "")
        raised = (_is_raised(one) for one in [*inside, *around, default])
        return Look(
            switch("w:b"),
            switch("w:i"),
            line != "none",
            switch("w:vanish"),
            None if size is None else size / 2,
            font,
            next((told for told in raised if told is not None), False),
            switch("w:strike") or switch("w:dstrike"),
        )

    def _properties(self, style: str | None) -> Iterator[Element]:
        for _id, one in self.chain(style):
            properties = child(one, "w:rPr")
            if properties is not None:
                yield properties


@dataclass(frozen=True, slots=True)
class Look:
    """How a run is drawn."""

    bold: bool
    italic: bool
    underline: bool
    is_hidden: bool
    size: float | None
    font: str
    is_raised: bool
    is_struck: bool

    def with_own(self, properties: Element) -> Look:
        """With what a run itself says."""
        told = {name: is_on(child(properties, name)) for name in ("w:b", "w:i", "w:vanish", "w:strike", "w:dstrike")}
        struck = [one for one in (told["w:strike"], told["w:dstrike"]) if one is not None]
        size = whole(val(properties, "w:sz"), 1, 4000)
        line = val(properties, "w:u")
        raised = _is_raised(properties)
        return Look(
            self.bold if told["w:b"] is None else told["w:b"],
            self.italic if told["w:i"] is None else told["w:i"],
            self.underline if line is None else line != "none",
            self.is_hidden if told["w:vanish"] is None else told["w:vanish"],
            self.size if size is None else size / 2,
            _font(properties) or self.font,
            self.is_raised if raised is None else raised,
            any(struck) if struck else self.is_struck,
        )


def _nearest(chain: list[Element], name: str) -> bool | None:
    return next((told for one in chain if (told := is_on(child(one, name))) is not None), None)


def _is_raised(properties: Element | None) -> bool | None:
    """Whether characters are superscript, or were raised by hand; none where nothing says so."""
    told = val(properties, "w:vertAlign")
    if told is not None:
        return told == "superscript"
    points = whole(val(properties, "w:position"), -4000)
    return None if points is None else points > 0


def _font(properties: Element | None) -> str:
    fonts = child(properties, "w:rFonts")
    return get(fonts, "w:ascii") or get(fonts, "w:hAnsi") or ""
