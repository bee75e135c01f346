"""Which numbering of our outline gives the numbers that a document prints.

Our outline computes chapters 1, 2, parts A, B, appendices, and clauses 1.1 or 1 (`resolve.numbers`). A number that it
cannot compute (a letter, an article that counts on through chapters) stays what it was: words of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from schoolprotocol.importing.parts import Norm, Part
from schoolprotocol.intake.reading import solid
from schoolprotocol.resolve.numbers import letter

_WORD: Final = re.compile(
    r"(?:deel|hoofdstuk|titel|afdeling|paragraaf|§§?|artikel|art\.?|lid|stap|fase|onderdeel|module)\s*", re.IGNORECASE
)
_APPENDIX: Final = re.compile(r"(?:bijlage|appendix|annex)\s*", re.IGNORECASE)
_AROUND: Final = " .:)([]–—-°º\u00a0\t"


def bare(printed: str | None) -> str:
    """A number without the word before it and the signs around: `Artikel 3.` is `3`."""
    text = (printed or "").strip(_AROUND)
    return _WORD.sub("", _APPENDIX.sub("", text, count=1), count=1).strip(_AROUND)


def is_appendix(printed: str | None) -> bool:
    """Whether it numbers an appendix."""
    return bool(_APPENDIX.match((printed or "").strip(_AROUND)))


class _Count:
    def __init__(self) -> None:
        self.value = 0


class _Above:
    def __init__(self, prefix: str, counter: _Count, items: str) -> None:
        self.prefix, self.counter, self.items = prefix, counter, items


def decide(parts: Sequence[Part]) -> str:
    """Choose for each section and clause how it is numbered, so that our numbers are those of the document.

    Returns:
        How clauses are numbered by default: `decimal` or `restart`.
    """
    default = _by_default(parts)
    chapters, appendices, letters = _Count(), _Count(), _Count()
    for part in parts:
        _part(part, _Above("", chapters, default), chapters, appendices, letters)
    return default


def _by_default(parts: Sequence[Part]) -> str:
    numbers = [bare(norm.number) for top in parts for part in top.every() for norm in part.norms() if norm.number]
    return "decimal" if sum("." in number for number in numbers) * 2 >= len(numbers) else "restart"


def _part(part: Part, above: _Above, chapters: _Count, appendices: _Count, letters: _Count) -> None:
    inside = _heading(part, above, chapters, appendices, letters)
    _clauses(part, inside)
    below = _Count()
    for child in part.parts:
        _part(child, inside, chapters, appendices, below)


def _heading(part: Part, above: _Above, chapters: _Count, appendices: _Count, letters: _Count) -> _Above:
    decimal = f"{above.prefix}.{above.counter.value + 1}" if above.prefix else str(above.counter.value + 1)
    if part.heading is not None and not part.number and part.heading.text.startswith(f"{decimal} "):
        part.take(len(decimal) + 1)  # a number that the reader could not tell from the heading
    elif part.heading is not None and not part.number and part.heading.text.startswith(f"{letter(letters.value + 1)} "):
        part.take(len(letter(letters.value + 1)) + 1)
    printed = bare(part.number)
    if part.heading is None or not part.number or not part.heading.text:
        return _Above(above.prefix, above.counter, above.items)
    if is_appendix(part.number):
        if printed == str(appendices.value + 1):
            appendices.value += 1
            part.scheme, part.is_counted, part.computed = "appendix", True, f"Bijlage {appendices.value}"
            return _Above("", chapters, above.items)
    elif printed == decimal:
        above.counter.value += 1
        part.scheme, part.is_counted, part.computed = "decimal", True, decimal
        return _Above(decimal, _Count(), above.items)
    elif printed == letter(letters.value + 1):
        letters.value += 1
        part.scheme, part.is_counted, part.computed = "letters", True, printed
        return _Above("", chapters, above.items)
    return _Above(above.prefix, above.counter, above.items)


def _clauses(part: Part, inside: _Above) -> None:
    numbered = [norm for norm in part.norms() if norm.form == "numbered"]
    if not numbered:
        return
    ways = {
        "decimal": _try(numbered, inside.prefix, inside.counter.value) if inside.prefix else None,
        "restart": _try(numbered, "", 0),
    }
    order = ["decimal", "restart"] if inside.items == "decimal" else ["restart", "decimal"]
    best = max((way for way in order if ways[way] is not None), key=lambda way: len(ways[way] or ()))
    counted = ways[best] or {}
    if best == "decimal" and inside.prefix:
        inside.counter.value += len(counted)
    if best != inside.items and counted and (best == "restart" or inside.prefix) and inside.prefix:
        part.items = best
        inside.items = best
    for norm in numbered:
        norm.is_counted = norm in counted
        norm.computed = counted.get(norm, "")
        if not norm.is_counted:
            norm.form = "prose"


def _try(norms: Sequence[Norm], prefix: str, count: int) -> dict[Norm, str]:
    """The clauses whose printed number our outline computes, if the others have none."""
    found: dict[Norm, str] = {}
    for norm in norms:
        expected = f"{prefix}.{count + 1}" if prefix else str(count + 1)
        if bare(norm.number) == expected and solid(norm.plain):
            count += 1
            found[norm] = expected
    return found
