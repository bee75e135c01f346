"""A text that both versions have in the same words is not marked in the Word document as gone here and come there.

Of less than `_LEAST` letters, in tables, and between the text and that for the schoolgids nothing is asked: there the
document has no moves. Nor of sentences that moved from one text to another: which of them can be marked depends on what
else moved around them, and a second opinion on that would be the program that writes them once more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from schoolprotocol.outputs.report.proof.word_read import Line, Side
from schoolprotocol.outputs.report.proof.word_wanted import Wanted
from schoolprotocol.policy.slots import Slot

MOVABLE: Final = frozenset({"clause", "heading", "group", "column"})
"""Kinds of slots whose paragraphs may have moved with their section."""
_LEAST: Final = 4
_UNKNOWN: Final = "\ufffd"
_EXCERPT: Final = Slot.own("excerpt")

_Place = tuple[Slot, bool]
"""A text, and whether that of the schoolgids repeats it."""
_Pair = tuple[Line, Wanted]


def unmoved(read: Mapping[Side, Sequence[Line]], should: Mapping[Side, Sequence[Wanted]]) -> Iterator[str]:
    """The words that are marked as gone or come although they stayed or moved."""
    old, new = (_places(read[side], should[side]) for side in ("reject", "accept"))
    for place in [one for one in old if one in new]:
        both = (*old[place], *new[place])
        kept = [_letters(one) for _line, one in old[place]] == [_letters(one) for _line, one in new[place]]
        if kept and place[0].kind in MOVABLE and not any(line.where for line, _one in both):
            yield from (line.text for line, one in both if _is_marked(line, one))


def _places(lines: Sequence[Line], own: Sequence[Wanted]) -> dict[_Place, list[_Pair]]:
    found: dict[_Place, list[_Pair]] = {}
    in_excerpt = False
    for line, one in zip(lines, own, strict=True):
        in_excerpt |= one.slot == _EXCERPT
        found.setdefault((one.slot, in_excerpt), []).append((line, one))
    return found


def _letters(one: Wanted) -> list[tuple[str, str, str]]:
    """Each letter of a paragraph behind its number, with how it looks and where it leads."""
    start = next((end for begin, end, kind in one.spans if (begin, kind) == (0, "number")), 0)
    return [(letter, look, target) for text, look, target in one.runs for letter in text][start:]


def _is_marked(line: Line, one: Wanted) -> bool:
    """Whether letters of a text that did not change are marked as gone or come: not those of a number."""
    numbers = {at for start, end, kind in one.spans if kind == "number" for at in range(start, end)}
    marked = {at for mark in line.marked if mark.state in {"ins", "del"} for at in range(mark.start, mark.end)}
    enough = sum(letter.isalnum() for letter, _look, _target in _letters(one)) >= _LEAST
    # Of letters that XML cannot hold nobody knows whether they are the same.
    return enough and _UNKNOWN not in line.text and any(not line.text[at].isspace() for at in marked - numbers)
