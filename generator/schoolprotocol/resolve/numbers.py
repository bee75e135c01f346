"""Numbers and labels of sections and clauses. Numbers are computed, never typed.

Chapters are numbered 1, 2, 3 (or not), parts A, B, C, appendices “Bijlage 1”. Clauses in a numbered list are numbered
within their chapter (3.2) or restart at 1 in every section; bullets and prose have none and are referred to by heading.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from schoolprotocol.model.outline import HeadingNumbers, ItemNumbers, Outline, Section

Kind = Literal["chapter", "part", "appendix", "plain"]


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number, and how a reference names the thing."""

    number: str
    label: str


@dataclass(frozen=True, slots=True)
class SectionNumber:
    """A section's printed number and kind."""

    number: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Numbers:
    """All numbers of a document."""

    sections: dict[str, SectionNumber]
    clauses: dict[str, Number]


@dataclass(frozen=True, slots=True)
class _Above:
    """What a section inherits from the one it stands in."""

    items: ItemNumbers
    prefix: str
    """Decimal number of the nearest numbered chapter or section."""
    counter: _Counter
    """Counts the clauses and numbered sections of that chapter: together, so that no number stands for two things."""
    where: str
    """How clauses without a number of their own are placed: `onderdeel A`, `‘Uitgangspunten’`."""


class _Counter:
    def __init__(self) -> None:
        self.value = 0

    def next(self) -> int:
        self.value += 1
        return self.value


def number(outline: Outline, headings: dict[str, str], titles: dict[str, str]) -> Numbers:
    """Number an outline.

    Args:
        outline: after all operations.
        headings: printed heading by section id, for labels.
        titles: title by clause id, for labels of clauses in a section without heading.
    """
    numbering = _Numbering(headings, titles)
    top = _Above(outline.items, "", numbering.chapters, "")
    letters = _Counter()
    for section in outline.sections:
        numbering.section(section, top, letters, default=outline.headings)
    return Numbers(numbering.sections, numbering.clauses)


def letter(n: int) -> str:
    """1 → A, 26 → Z, 27 → AA."""
    text = ""
    while n > 0:
        n, rest = divmod(n - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


class _Numbering:
    def __init__(self, headings: dict[str, str], titles: dict[str, str]) -> None:
        self.headings = headings
        self.titles = titles
        self.chapters = _Counter()
        """Through the whole document, whatever parts it has."""
        self.appendices = _Counter()
        self.sections: dict[str, SectionNumber] = {}
        self.clauses: dict[str, Number] = {}

    def section(self, section: Section, above: _Above, letters: _Counter, default: HeadingNumbers) -> None:
        how: HeadingNumbers = (section.number or default) if section.heading else "none"
        own, inherited = self._own_number(section, how, above, letters)
        self.sections[section.id] = own
        restart = _Counter()
        for group in section.body:
            for id_ in group.clause_ids():
                counter = inherited.counter if inherited.items == "decimal" and inherited.prefix else restart
                numbered = group.form == "numbered"
                self.clauses[id_] = self._clause(id_, counter.next() if numbered else 0, inherited)
        below = _Counter()
        for child in section.sections:
            self.section(child, inherited, below, default="none")

    def _own_number(
        self, section: Section, how: HeadingNumbers, above: _Above, letters: _Counter
    ) -> tuple[SectionNumber, _Above]:
        items = section.items or above.items
        heading = self.headings.get(section.id, "")
        quoted = f"‘{heading}’" if heading else above.where
        match how:
            case "decimal":
                count = str(above.counter.next())
                prefix = f"{above.prefix}.{count}" if above.prefix else count
                return SectionNumber(prefix, "chapter"), _Above(items, prefix, _Counter(), quoted)
            case "letters":
                name = letter(letters.next())
                return SectionNumber(name, "part"), _Above(items, "", self.chapters, f"onderdeel {name}")
            case "appendix":
                name = f"Bijlage {self.appendices.next()}"
                return SectionNumber(name, "appendix"), _Above(items, "", self.chapters, name.lower())
            case "none":
                # A section without number inside a chapter goes on counting in that chapter.
                return SectionNumber("", "plain"), _Above(items, above.prefix, above.counter, quoted)

    def _clause(self, id_: str, count: int, above: _Above) -> Number:
        if count and above.items == "decimal" and above.prefix:
            own = f"{above.prefix}.{count}"
            return Number(own, f"artikel {own}")
        if not count:
            return Number("", f"‘{self.titles.get(id_, id_)}’" + (f" in {above.where}" if above.where else ""))
        if above.where.startswith("‘"):
            return Number(str(count), f"punt {count} van {above.where}")
        return Number(str(count), f"{above.where}, punt {count}" if above.where else f"punt {count}")
