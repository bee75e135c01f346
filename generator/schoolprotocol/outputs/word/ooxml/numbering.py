"""Policy → lists by which Word itself counts chapters, parts, appendices and clauses, to the policy's own numbers.

A decimal number is a level of one list through the whole document: clauses and sections of a chapter are counted
together, as in `resolve.numbers`. Parts have a list per section they stand in, appendices one, and clauses
that start at 1 in every section one per section (ISO/IEC 29500-1, section 17.9).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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


ListKey = tuple[str, str]
"""What a list counts, and the section in which it does so; none where it counts through the whole document."""


@dataclass
class Lists:
    """The lists of one file: where it holds two versions, what is one list in both has one number."""

    numbers: dict[ListKey, int] = field(default_factory=dict)
    _schemes: dict[int, Scheme] = field(default_factory=dict)
    _within: str = ""

    def within(self, part: str) -> Lists:
        """The lists of a part of the file, which are no other part's."""
        return Lists(self.numbers, self._schemes, part)

    def number(self, key: ListKey, scheme: Scheme) -> int:
        """The number of a list."""
        what, section = key
        number = self.numbers.setdefault((what, self._within + section), FIRST + len(self.numbers))
        self._schemes[number] = scheme
        return number

    def schemes(self) -> list[Element]:
        """The `w:abstractNum` of each list."""
        return [_abstract(number, scheme) for number, scheme in self._schemes.items()]

    def uses(self) -> list[Element]:
        """The `w:num` of each list."""
        return [e("w:num", {"w:numId": str(n)}, val("w:abstractNumId", n)) for n in self._schemes]


_NO_NAMES: Final[Mapping[str, str]] = {}


class Numbering:
    """Which paragraphs of a version Word numbers, by slot.

    Args:
        policy: the version.
        lists: of the file; gets those of this version.
        names: by id of a section, that by which the lists in it are known, where it is another one.
    """

    def __init__(self, policy: Policy, lists: Lists | None = None, names: Mapping[str, str] = _NO_NAMES) -> None:
        self.places: dict[Slot, Numbered] = {}
        self.lists = lists or Lists()
        self._names = names
        self._counts: dict[ListKey, list[int]] = {}
        for section in policy.sections:
            self._section(section, "")

    def _section(self, section: Section, parent: str) -> None:
        name = self._names.get(section.id, section.id)
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
                key = ("decimal", "") if level else ("clauses", name)
                self._place(Slot.clause(clause.id), clause.number, key, DECIMAL, level)
        for child in section.sections:
            self._section(child, name)

    def _place(self, slot: Slot, number: str, key: ListKey, scheme: Scheme, level: int) -> None:
        """Have Word number a paragraph, unless it would come to another number: then ours is printed as text."""
        counts = self._counts.get(key, [0] * LEVELS)
        if level >= LEVELS or scheme.printed([*counts[:level], counts[level] + 1]) != number:
            return
        self._counts[key] = [*counts[:level], counts[level] + 1, *[0] * (LEVELS - level - 1)]
        self.places[slot] = Numbered(self.lists.number(key, scheme), level, scheme)


def _abstract(number: int, scheme: Scheme) -> Element:
    levels = range(LEVELS) if scheme is DECIMAL else range(1)
    return e(
        "w:abstractNum",
        {"w:abstractNumId": str(number)},
        val("w:multiLevelType", "multilevel"),
        *(_level(scheme, level) for level in levels),
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
