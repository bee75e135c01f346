"""Which of the numbers and bullets that lines may begin with are so: what comes before and after tells.

A number that follows the one before it in its row, or begins a row that goes on, is a number; a year, a time, an
amount or the
initial of a name hardly ever is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from schoolprotocol.intake.lines import Line
from schoolprotocol.intake.marks import BULLETS, Mark, marks

_ENOUGH = 40
"""How many lines further the next number of a row may stand to prove that it is one."""
_MEASURE = re.compile(r"(uur|euro|meter|minuten|jaar|procent|%|€|km|cm)\b")


def number(lines: Sequence[Line], body_size: float) -> None:
    """Take the numbers and bullets that lines begin with from their texts.

    Args:
        lines: of the body, in order; those that the file numbers have one already.
        body_size: the size of the letters of most of the text, in points.
    """
    rows = _Rows()
    for at, line in enumerate(lines):
        after = lines[at + 1 : at + 1 + _ENOUGH]
        if line.number is not None:
            if line.mark is not None:
                line.mark = rows.meant(line, after)
                rows.last[line.mark.shape] = line.mark
            continue
        mark = next(
            (mark for mark in line.candidates if rows.takes(mark, line, after, lines[max(at - 1, 0) : at], body_size)),
            None,
        )
        if mark is not None:
            line.take(mark)
            rows.last[mark.shape] = mark


class _Rows:
    """How far each row of numbers has come."""

    def __init__(self) -> None:
        self.last: dict[str, Mark] = {}

    def takes(self, mark: Mark, line: Line, after: Sequence[Line], before: Sequence[Line], body_size: float) -> bool:
        """Whether a line begins with that."""
        rest = line.whole.lstrip()[mark.end :].strip()
        if mark.scheme == "bullet":
            return self._bullet(mark, rest, line, after, before)
        stands_out = _stands_out(line, body_size)
        if mark.scheme == "word":
            return self._word(mark, rest, line, stands_out=stands_out)
        if not rest or not (rest[0].isalpha() or rest[0] in "\"'“”‘’„«([*"):
            return bool(rest) and self._follows(mark) and rest[0].isdigit() and mark.is_apart
        if mark.scheme == "decimal":
            return self._decimal(mark, rest, after, stands_out=stands_out)
        return self._letter(mark, after, stands_out=stands_out)

    def meant(self, line: Line, after: Sequence[Line]) -> Mark:
        """What a number is that the file tells apart: `I.` is a Roman number and a letter."""
        every = marks(line.number or "")
        follows = [mark for mark in every if self._follows(mark)]
        told = [one for other in after for one in marks(other.number or "")] if len(every) > len(follows) else []
        goes_on = [mark for mark in every if any(one.follows(mark) for one in told)]
        return next(iter([*follows, *goes_on, *every]))

    def _follows(self, mark: Mark) -> bool:
        """Whether it comes after the last one in its row; one that was left out in between is nothing."""
        last = self.last.get(mark.shape)
        if last is None or not mark.values or last.values[:-1] != mark.values[:-1]:
            return False
        return 0 < mark.values[-1] - last.values[-1] <= 2

    def _bullet(self, mark: Mark, rest: str, line: Line, after: Sequence[Line], before: Sequence[Line]) -> bool:
        if not rest:
            return False
        if mark.printed in BULLETS or mark.printed >= "\ue000":
            return True
        if mark.printed in {"o", "~"}:
            around = [*before, *after[:1]]
            return mark.is_apart or any(mark.printed == one.printed for other in around for one in other.candidates)
        return not rest[0].isdigit() or mark.is_apart or line.paragraph.indent > 0

    def _word(self, mark: Mark, rest: str, line: Line, *, stands_out: bool) -> bool:
        first = line.whole.lstrip()[0]
        if first.islower():
            return False
        is_closed = mark.printed[-1] in ".:)-–—"
        if not rest or stands_out or (is_closed and not rest[0].islower()):
            return True
        if rest[0].islower() or rest[0] in ",;.":
            return mark.is_apart and rest[0].islower()
        return mark.is_apart or mark.is_first or self._follows(mark) or len(rest.split()) <= 10

    def _decimal(self, mark: Mark, rest: str, after: Sequence[Line], *, stands_out: bool) -> bool:
        if mark.values[0] == 0 or max(mark.values) > 199 or _MEASURE.match(rest):
            return False
        is_next = self._follows(mark) or mark.is_first
        is_closed = not mark.printed[-1].isalnum()
        is_lower = rest[0].islower()
        if mark.depth == 1 and not is_closed:
            if is_lower:
                return mark.is_apart and (self._follows(mark) or _goes_on(mark, after))
            return (is_next and (stands_out or mark.is_apart or self._follows(mark) or _goes_on(mark, after))) or (
                stands_out and mark.is_apart
            )
        if is_next:
            return not is_lower or self._follows(mark) or mark.is_apart or is_closed or _goes_on(mark, after)
        if is_lower:
            return mark.is_apart and _goes_on(mark, after)
        if mark.depth == 1:
            return stands_out or _goes_on(mark, after)
        return stands_out or mark.is_apart or _goes_on(mark, after) or max(mark.values) <= 20

    def _letter(self, mark: Mark, after: Sequence[Line], *, stands_out: bool) -> bool:
        is_large = mark.printed.strip("()[].:").isupper()
        if mark.scheme == "roman":
            letter = self.last.get(mark.shape.replace("i", "a").replace("I", "A"))
            is_letter = letter is not None and letter.values[-1] + 1 == _letter_value(mark)
            if is_letter and not self._follows(mark):
                return False
        if self._follows(mark):
            return True
        if mark.scheme == "letter" and mark.printed.strip("()[].:").lower() in {"i", "v", "x"}:
            return False  # rather a Roman number
        if not mark.is_first:
            return _goes_on(mark, after) and stands_out
        if is_large:  # an initial of a name
            return stands_out or _goes_on(mark, after)
        return True


def _letter_value(mark: Mark) -> int:
    letters = mark.printed.strip("()[].:").lower()
    return ord(letters) - ord("a") + 1 if len(letters) == 1 else -1


def _goes_on(mark: Mark, after: Sequence[Line]) -> bool:
    """Whether the next number of its row comes soon, or the first of a row below it."""
    return any(one.follows(mark) or _is_below(one, mark) for line in after for one in line.candidates)


def _is_below(one: Mark, mark: Mark) -> bool:
    is_decimal = one.scheme == mark.scheme == "decimal"
    return is_decimal and one.depth == mark.depth + 1 and one.values[:-1] == mark.values and one.is_first


def _stands_out(line: Line, body_size: float) -> bool:
    """Whether a line looks like a heading."""
    look = line.look
    return (
        line.paragraph.outline is not None
        or look.bold
        or look.capitals
        or (look.size > body_size + 0.9 and body_size > 0)
    )
