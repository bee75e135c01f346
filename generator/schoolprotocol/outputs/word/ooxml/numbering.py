"""Policy → lists by which Word itself counts chapters, parts, appendices and clauses, to the policy's own numbers.

A decimal number is a level of one list through the whole document: clauses and sections of a chapter are counted
together, as in `resolve.numbers`. Parts have a list per section they stand in, appendices one, and clauses
that start at 1 in every section one per section (ISO/IEC 29500-1, section 17.9).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import Final

from schoolprotocol.outputs.word.ooxml.elements import Element, e, val
from schoolprotocol.policy.model import Policy, Section
from schoolprotocol.policy.slots import Slot
from schoolprotocol.policy.walk import every_clause

FIRST: Final = 1001
"""Number of the first of these lists; those below it are of clause texts."""
LEVELS: Final = 9
"""Word knows no deeper."""
_LETTERS: Final = 26
"""After Z, Word goes on with AA, BB, and we with AA, AB."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """A way to number: the words before the number of the first level, its form, and what comes behind it."""

    form: str
    words: str = ""
    behind: str = "tab"

    def printed(self, values: list[int]) -> str:
        """The number that Word prints at these counts."""
        if self.form == "upperLetter":
            return chr(ord("A") + values[0] - 1) if len(values) == 1 and values[0] <= _LETTERS else ""
        return self.words + ".".join(map(str, values))


DECIMAL: Final = Scheme("decimal")
LETTERS: Final = Scheme("upperLetter")
APPENDIX: Final = Scheme("decimal", "Bijlage ", "space")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paragraph that Word numbers."""

    list: int
    level: int
    """From 0."""
    scheme: Scheme


@dataclass
class _List:
    number: int
    scheme: Scheme
    counts: list[int] = field(default_factory=lambda: [0] * LEVELS)

    def next(self, level: int) -> list[int]:
        return [*self.counts[:level], self.counts[level] + 1]

    def take(self, level: int) -> None:
        self.counts = [*self.next(level), *[0] * (LEVELS - level - 1)]


class Numbering:
    """Which paragraphs Word numbers, by slot, and the lists that it needs for it."""

    def __init__(self, policy: Policy) -> None:
        self.places: dict[Slot, Numbered] = {}
        self._lists: dict[tuple[str, str], _List] = {}
        self._numbers = count(FIRST)
        for section in policy.sections:
            self._section(section, "")

    def schemes(self) -> list[Element]:
        """The `w:abstractNum` of each list."""
        return [_abstract(one) for one in self._lists.values()]

    def uses(self) -> list[Element]:
        """The `w:num` of each list."""
        numbers = [one.number for one in self._lists.values()]
        return [e("w:num", {"w:numId": str(n)}, val("w:abstractNumId", n)) for n in numbers]

    def _section(self, section: Section, parent: str) -> None:
        if section.heading is not None and section.number:
            slot, number = Slot.heading(section.id), section.number
            match section.kind:
                case "part":
                    self._place(slot, number, ("parts", parent), LETTERS, 0)
                case "appendix":
                    self._place(slot, number, ("appendices", ""), APPENDIX, 0)
                case _:
                    self._place(slot, number, ("decimal", ""), DECIMAL, number.count("."))
        for clause in every_clause(*section.groups):
            if clause.number:
                level = clause.number.count(".")
                key = ("decimal", "") if level else ("clauses", section.id)
                self._place(Slot.clause(clause.id), clause.number, key, DECIMAL, level)
        for child in section.sections:
            self._section(child, section.id)

    def _place(self, slot: Slot, number: str, key: tuple[str, str], scheme: Scheme, level: int) -> None:
        """Have Word number a paragraph, unless it would come to another number: then ours is printed as text."""
        known = self._lists.get(key) or _List(next(self._numbers), scheme)
        if level >= LEVELS or scheme.printed(known.next(level)) != number:
            return
        self._lists[key] = known
        known.take(level)
        self.places[slot] = Numbered(known.number, level, scheme)


def _abstract(one: _List) -> Element:
    levels = range(LEVELS) if one.scheme is DECIMAL else range(1)
    return e(
        "w:abstractNum",
        {"w:abstractNumId": str(one.number)},
        val("w:multiLevelType", "multilevel"),
        *(_level(one.scheme, level) for level in levels),
    )


def _level(scheme: Scheme, level: int) -> Element:
    return e(
        "w:lvl",
        {"w:ilvl": str(level)},
        val("w:start", 1),
        val("w:numFmt", scheme.form),
        val("w:suff", scheme.behind),
        val("w:lvlText", scheme.words + ".".join(f"%{n}" for n in range(1, level + 2))),
        val("w:lvlJc", "left"),
    )
