"""How deep clauses and items stand in lists: what their numbers have in common, and where they stand, tell."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from schoolprotocol.intake.lines import Line

_DEEPEST = 40
"""Rows that stand within each other at most: what is deeper is no list that anybody wrote."""
_DEEPER = 8.0
"""Points that a list stands to the right of the one around it, at least, where both have the same numbers."""
_PLAIN = re.compile(r"\(?(\d{1,3})[.):]?")


@dataclass(frozen=True)
class _Open:
    """A list that has not ended."""

    row: str
    """What its numbers or bullets have in common."""
    indent: float
    """Where its texts begin, in points."""
    place: float
    """Where its numbers stand."""


@dataclass
class Depths:
    """Tells it of one line after another."""

    _open: list[_Open] = field(default_factory=list)
    """The rows of numbers and bullets that are open, the outermost first."""
    _counted: dict[str, int | None] = field(default_factory=dict)
    """The last number of each row."""

    def end(self) -> None:
        """All lists end: a heading follows."""
        self._open = []

    def end_beside(self, indent: float) -> None:
        """They end where prose follows that stands no further in than the outermost.

        Args:
            indent: of the prose.
        """
        if indent <= min((one.indent for one in self._open), default=-1.0):
            self.end()

    def of(self, line: Line) -> int:
        """How deep in lists it stands, from 1."""
        row, indent = _row(line), line.paragraph.indent
        place = indent + line.paragraph.first
        same = [at for at, one in enumerate(self._open) if one.row == row]
        if same and not (_begins(line) and place > self._open[same[-1]].place + _DEEPER):
            at = min(same, key=lambda at: abs(self._open[at].place - place))
            del self._open[at + 1 :]
        else:
            while not same and self._open and self._is_beside(indent, is_bullet=line.is_bullet):
                self._open.pop()
            self._leave_what_ended(line)
            self._open.append(_Open(row, indent, place))
            del self._open[:-_DEEPEST]
        self._counted[row] = _value(line)
        return len(self._open)

    def _leave_what_ended(self, line: Line) -> None:
        """A list that counts on from one that is open is that one: pages are saved so; lists within it have ended."""
        value = _value(line)
        outer = (
            at
            for at, one in enumerate(self._open)
            if value is not None
            and self._counted.get(one.row) == value - 1
            and abs(one.indent - line.paragraph.indent) <= 1
        )
        at = next(outer, None)
        if at is not None and line.paragraph.listed is not None:
            del self._open[at:]

    def _is_beside(self, indent: float, *, is_bullet: bool) -> bool:
        """Whether a line stands left of the innermost list, or right below bullets of it."""
        row, left = self._open[-1].row, self._open[-1].indent
        is_right_below = abs(left - indent) <= 1 and row.endswith(" bullet")
        return is_right_below or (left > indent + 1 and (is_bullet or row.endswith(" bullet")))


def _value(line: Line) -> int | None:
    """The plain number with which a line begins: `3.` is 3."""
    found = _PLAIN.fullmatch(line.number or "")
    return int(found[1]) if found is not None else None


def _begins(line: Line) -> bool:
    """Whether a list begins with it that stands in one with numbers like its own, as only its place tells."""
    return line.typed > 0 and line.mark is not None and line.mark.is_first and not line.is_bullet


def _row(line: Line) -> str:
    listed = line.paragraph.listed
    if listed is not None and line.typed == 0:
        return f"list {listed.list} {listed.level}" + (" bullet" if line.is_bullet else "")
    return f"typed {line.mark.shape}" + (" bullet" if line.is_bullet else "") if line.mark is not None else "other"
