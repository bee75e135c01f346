"""Running headers, footers and page numbers: what stands at the same place on page after page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass

from schoolprotocol.intake.readers.pdf.drawn import Page
from schoolprotocol.intake.readers.pdf.lines import Line

_EDGE = 0.17
"""Part of the page, from above and from below, in which headers and footers stand."""
_OFTEN = 0.3
"""Part of the pages on which a line must stand: left and right pages may have their own, and chapters theirs."""
_PLACE = 14.0
"""Points that it may stand higher or lower than on another page."""
_NUMBER = re.compile(
    r"(?:[-–—|•·]\s*)?(?:(?:pagina|blz\.?|bladzijde|pag\.?|page|p\.)\s*)?(?P<number>\d{1,4}|[ivxl]{1,6})(?:\s*(?:van|/|of|\|)\s*\d{1,4})?(?:\s*[-–—|•·])?",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"(?:pagina|blz\.?|bladzijde|pag\.?|page)\s*\d{1,4}(?:\s*(?:van|/|of)\s*\d{1,4})?|^\d{1,4}\s*(?:van|/)\s*\d{1,4}$",
    re.IGNORECASE,
)
_PRINTED = re.compile(
    r"(?:https?|file)://\S+(?:\s+\d{1,4}\s*/\s*\d{1,4})?"
    r"|\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4},?\s+\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?(?:\s.*)?",
    re.IGNORECASE,
)
"""What a browser writes above and below the pages that it prints: where the page is, and when it was printed."""
_LEVELS = re.compile(r"\d{1,3}(?:\.\d{1,3})+\.?")
"""The number of a heading or clause that stands low on a page; no page has such a number."""
_SENTENCE = 6
"""Words from which a line is text: what stands beside it is so too."""
_DIGITS = re.compile(r"\d+")


def furniture(pages: Sequence[Page], lines: Sequence[Sequence[Line]], notes: Set[int] = frozenset()) -> set[int]:
    """Which lines are furniture, by `id`.

    Args:
        pages: of the document.
        lines: of each page, from the top down.
        notes: lines that may be those of a note, by `id`.
    """
    found: set[int] = set()
    for is_foot in (False, True):
        at_edge = [
            [line for line in _at_edge(page, told, is_foot=is_foot) if id(line) not in notes]
            for page, told in zip(pages, lines, strict=True)
        ]
        places: defaultdict[str, list[_Place]] = defaultdict(list)
        for number, edge in enumerate(at_edge):
            for line in edge:
                places[_key(line)].append(_place(number, line, pages[number], is_foot=is_foot))
        counts = _numbers(at_edge)
        for number, edge in enumerate(at_edge):
            printed = [line.base for line in edge if _PRINTED.fullmatch(line.text)]
            for line in edge:  # from the edge inwards, until the first that is text
                if not (
                    _PRINTED.fullmatch(line.text)
                    or any(abs(line.base - other) < 2 for other in printed)
                    or (_TOLD.search(line.text) and len(line.text) < 90)
                    or _counts(line, number, counts)
                    or _repeats(places[_key(line)], _place(number, line, pages[number], is_foot=is_foot), len(pages))
                ):
                    if not any(abs(line.base - other.base) < 2 for other in edge if id(other) in found):
                        break
                    continue
                found.add(id(line))
    return found


def _at_edge(page: Page, lines: Sequence[Line], *, is_foot: bool) -> list[Line]:
    limit = page.height * _EDGE
    near = [line for line in lines if line.top < limit or line.bottom > page.height - limit]
    texts = [line for line in near if _LEVELS.fullmatch(line.text) or len(line.text.split()) >= _SENTENCE]
    lines = [
        line
        for line in near
        if not _LEVELS.fullmatch(line.text)
        and not any(
            abs(line.base - other.base) < 2 and not _TOLD.search(other.text) for other in texts if other is not line
        )
    ]
    if is_foot:
        edge = [line for line in lines if line.bottom > page.height - limit]
        return sorted(edge, key=lambda line: (-round(line.base), len(line.text)))
    return sorted((line for line in lines if line.top < limit), key=lambda line: (round(line.base), len(line.text)))


def _key(line: Line) -> str:
    return _DIGITS.sub("#", line.text.casefold())


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a line stands, and the numbers in it."""

    page: int
    height: float
    numbers: tuple[str, ...]

    def is_same(self, other: _Place) -> bool:
        """Whether another line is this one again: its numbers are the same, or count with the pages."""
        apart = other.page - self.page
        steps = [
            one == two or int(two[:9]) - int(one[:9]) == apart
            for one, two in zip(self.numbers, other.numbers, strict=False)
        ]
        return abs(other.height - self.height) <= _PLACE and all(steps)


def _place(page: int, line: Line, drawn: Page, *, is_foot: bool) -> _Place:
    height = drawn.height - line.base if is_foot else line.base
    return _Place(page, height, tuple(_DIGITS.findall(line.text)))


def _repeats(places: Sequence[_Place], place: _Place, pages: int) -> bool:
    on = {other.page for other in places if place.is_same(other)}
    return len(on) >= max(2, round(_OFTEN * pages))


def _value(line: Line) -> int | None:
    found = _NUMBER.fullmatch(line.text)
    if found is None:
        return None
    said = found["number"].lower()
    return int(said) if said.isdigit() else _roman(said)


def _roman(said: str) -> int:
    worth = [{"i": 1, "v": 5, "x": 10, "l": 50}[letter] for letter in said]
    return sum(-one if one < other else one for one, other in zip(worth, [*worth[1:], 0], strict=True))


def _numbers(at_edge: Sequence[Sequence[Line]]) -> Counter[int]:
    """How often numbers at the edge run ahead of the pages by so many."""
    ahead: Counter[int] = Counter()
    for number, edge in enumerate(at_edge):
        values = [_value(line) for line in edge]
        ahead.update({value - number for value in values if value is not None})
    return ahead


def _counts(line: Line, number: int, counts: Counter[int]) -> bool:
    """Whether a line is the number of its page."""
    value = _value(line)
    return value is not None and counts[value - number] >= 2
