"""The numbers of paragraphs as Word prints them (ISO/IEC 29500-1, section 17.9).

Lists that share an abstract list count on together, but for those that say at what they begin; a level begins anew
after
a higher one. Each story (the body, a note, a text box) counts for itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from schoolprotocol.intake.readers.word.styles import Numbers, Styles
from schoolprotocol.intake.readers.word.symbols import plain
from schoolprotocol.intake.readers.word.xml import Element, child, children, get, is_on, val, whole

LEVELS = 9
_HIGHEST = 32_767
"""Word counts no further."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list."""

    start: int
    format: str
    text: str
    """Its number with `%1` for that of the first level, and so on."""
    style: str | None
    """The style whose paragraphs stand on this level."""
    restart: int | None
    """Begins anew after a level below this one (from 0): 0 is never, none is after each higher one."""
    is_legal: bool
    """Whether the numbers of higher levels are printed in digits, however they are printed themselves."""
    font: str
    left: float | None
    hanging: float | None


@dataclass(frozen=True, slots=True)
class List:
    """A list that paragraphs refer to."""

    abstract: str
    levels: tuple[Level, ...]
    starts: dict[int, int]
    """At what a level begins with the first paragraph of this list."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What is printed before a paragraph."""

    text: str
    level: int
    list: str
    is_bullet: bool
    left: float | None
    hanging: float | None


class Lists:
    """The lists of a document."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._abstract = {get(one, "w:abstractNumId") or "": one for one in children(root, "w:abstractNum")}
        self._used = {get(one, "w:numId") or "": one for one in children(root, "w:num")}
        self._styles = styles
        self._lists: dict[str, List | None] = {}

    def find(self, list_: str) -> List | None:
        """A list by its number; none where it is not there."""
        if list_ not in self._lists:
            self._lists[list_] = self._read(list_)
        return self._lists[list_]

    def level_of(self, numbers: Numbers) -> int:
        """On which level of its list a paragraph stands."""
        if numbers.level is not None:
            return numbers.level
        found = self.find(numbers.list)
        levels = found.levels if found is not None else ()
        return next(
            (n for n, level in enumerate(levels) if level.style is not None and level.style == numbers.style), 0
        )

    def _read(self, list_: str) -> List | None:
        used = self._used.get(list_)
        abstract = self._resolved(val(used, "w:abstractNumId"))
        if used is None or abstract is None:
            return None
        told = {whole(get(one, "w:ilvl"), 0, LEVELS - 1): one for one in children(abstract[1], "w:lvl")}
        changed = {whole(get(one, "w:ilvl"), 0, LEVELS - 1): one for one in children(used, "w:lvlOverride")}
        levels, starts = [], {}
        for n in range(LEVELS):
            override = changed.get(n)
            levels.append(_level(child(override, "w:lvl") if child(override, "w:lvl") is not None else told.get(n), n))
            start = whole(val(override, "w:startOverride"), 0, _HIGHEST)
            if start is not None:
                starts[n] = start
        return List(abstract[0], tuple(levels), starts)

    def _resolved(self, abstract: str | None) -> tuple[str, Element] | None:
        """An abstract list, or the one that the style of lists leads to which it names instead of levels."""
        for _step in range(LEVELS):
            one = self._abstract.get(abstract or "")
            if one is None:
                return None
            style = val(one, "w:numStyleLink")
            if style is None or children(one, "w:lvl"):
                return abstract or "", one
            numbers = next((child(at, "w:pPr", "w:numPr") for _id, at in self._styles.chain(style)), None)
            abstract = val(self._used.get(val(numbers, "w:numId") or ""), "w:abstractNumId")
        return None


def _level(told: Element | None, n: int) -> Level:
    indents = child(told, "w:pPr", "w:ind")
    left = whole(get(indents, "w:left") or get(indents, "w:start"), -100_000)
    hanging = whole(get(indents, "w:hanging"))
    fonts = child(told, "w:rPr", "w:rFonts")
    text = val(told, "w:lvlText")
    start = whole(val(told, "w:start"), 0, _HIGHEST)
    # A producer may leave out what Word always writes: a picture as bullet, or a format of its own beside a usual one.
    return Level(
        start=(1 if told is None else 0) if start is None else start,
        format=_format(told),
        text=(f"%{n + 1}." if told is None else "") if text is None else text[:255],
        style=val(told, "w:pStyle"),
        restart=whole(val(told, "w:lvlRestart"), 0, LEVELS),
        is_legal=bool(is_on(child(told, "w:isLgl"))),
        font=get(fonts, "w:ascii") or get(fonts, "w:hAnsi") or "",
        left=None if left is None else left / 20,
        hanging=None if hanging is None else hanging / 20,
    )


def _format(told: Element | None) -> str:
    """The form of a level's number. That of a newer program (`001`) stands in a choice beside one that all know."""
    choice = child(told, "mc:AlternateContent", "mc:Choice", "w:numFmt")
    for one in (choice, child(told, "w:numFmt"), child(told, "mc:AlternateContent", "mc:Fallback", "w:numFmt")):
        form = get(one, "w:val")
        if form == "custom":
            shape = re.match(r"0+(?=1)", get(one, "w:format") or "")
            return f"zeros{len(shape[0]) + 1}" if shape else "decimal"
        if form:
            return form
    return "decimal"


@dataclass
class Counters:
    """How far the lists of a story have counted."""

    lists: Lists
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)
    """The lists, and their levels, that have begun at what they say."""

    def next(self, numbers: Numbers | None) -> Printed | None:
        """Count a paragraph, and tell what is printed before it; none where nothing is."""
        if numbers is None or numbers.list == "0":
            return None
        found = self.lists.find(numbers.list)
        if found is None:
            return None
        level = self.lists.level_of(numbers)
        counts = self._counts.setdefault(found.abstract, {})
        self._count(numbers.list, found, level, counts)
        told = found.levels[level]
        is_bullet = told.format == "bullet"
        text = plain(told.text, told.font).strip() if is_bullet else _filled(found, level, counts).strip()
        return Printed(text, level, found.abstract, is_bullet, told.left, told.hanging)

    def _count(self, list_: str, found: List, level: int, counts: dict[int, int]) -> None:
        for n in range(level):  # a higher level that was never there counts as if it had been
            if n not in counts:
                counts[n] = found.starts.get(n, found.levels[n].start)
        start = found.starts.get(level)
        if start is not None and (list_, level) not in self._begun:
            self._begun.add((list_, level))
            counts[level] = start
        elif level in counts:
            counts[level] = min(counts[level] + 1, _HIGHEST)
        else:
            counts[level] = found.levels[level].start if start is None else start
        for n in range(level + 1, LEVELS):
            restart = found.levels[n].restart
            if restart is None or level < restart:
                counts.pop(n, None)


def _filled(found: List, level: int, counts: dict[int, int]) -> str:
    told = found.levels[level]

    def number(match: re.Match[str]) -> str:
        n = int(match[1]) - 1
        form = found.levels[n].format
        if told.is_legal and form not in {"bullet", "none"}:
            form = "decimal"
        return formatted(counts.get(n, found.levels[n].start), form)

    return re.sub(r"%([1-9])", number, plain(told.text, told.font))


def formatted(count: int, form: str) -> str:
    """A number in one of Word's forms; what we do not know is printed in digits, as Word does where it cannot."""
    if form.startswith("zeros"):
        return f"{count:0{int(form.removeprefix('zeros'))}d}"
    make = _FORMS.get(form)
    return make(count) if make else str(count)


def _letters(count: int) -> str:
    """Letters: a to z, then aa, bb."""
    if count < 1:
        return ""
    rounds, letter = divmod(count - 1, 26)
    return chr(ord("a") + letter) * min(rounds + 1, 30)


_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def roman(count: int) -> str:
    """In Roman letters: `i`, `ii`, `iii`, `iv`."""
    made = ""
    for value, letters in _ROMAN:
        many, count = divmod(count, value)
        made += letters * many
    return made


_UNITS = [
    "nul",
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
]
_UNITS += ["zeventien", "achttien", "negentien"]
_TENS = ["-", "tien", "twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"]
_ODD = {"een": "eerste", "drie": "derde"}


def _words(count: int) -> str:
    """`drieëntwintig`; in digits from a hundred."""
    if count < 20:
        return _UNITS[count]
    if count >= 100:
        return str(count)
    tens, unit = divmod(count, 10)
    if not unit:
        return _TENS[tens]
    return _UNITS[unit] + ("ën" if _UNITS[unit].endswith("e") else "en") + _TENS[tens]


def _ordinal(count: int) -> str:
    words = _words(count)
    if words.isdecimal():
        return f"{words}e"
    is_eighth = words == "acht" or count >= 20
    return _ODD.get(words) or words + ("ste" if is_eighth else "de")


_FORMS: dict[str, Callable[[int], str]] = {
    "lowerLetter": _letters,
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda count: roman(count).upper(),
    "decimalZero": lambda count: f"{count:02d}",
    "ordinal": lambda count: f"{count}e",
    "cardinalText": lambda count: _words(count).capitalize(),
    "ordinalText": lambda count: _ordinal(count).capitalize(),
    "numberInDash": lambda count: f"- {count} -",
    "decimalEnclosedParen": lambda count: f"({count})",
    "decimalEnclosedCircle": lambda count: chr(0x2460 + count - 1) if 1 <= count <= 20 else str(count),
    "hex": lambda count: f"{count:X}",
    "none": lambda _count: "",
    "bullet": lambda _count: "",
}
