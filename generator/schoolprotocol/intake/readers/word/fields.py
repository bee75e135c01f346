"""Numbers that fields count: `AUTONUM`, `AUTONUMLGL`, `AUTONUMOUT` and `LISTNUM`, which keep no result in the file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from schoolprotocol.intake.readers.word.numbering import formatted

_KINDS = re.compile(r"\s*(?P<kind>AUTONUM|AUTONUMLGL|AUTONUMOUT|LISTNUM)(?=\s|$)", re.IGNORECASE)
_NAME = re.compile(r"\s*LISTNUM\s+\"?(?P<name>[^\s\"\\]+)", re.IGNORECASE)
_LEVEL = re.compile(r"\\l\s*\"?(?P<level>[1-9])", re.IGNORECASE)
_START = re.compile(r"\\s\s*\"?(?P<start>\d{1,5})", re.IGNORECASE)
_FORMS = {
    "numberdefault": "%1) %a) %i) (%1) (%a) (%i) %1. %a. %i.",
    "outlinedefault": "%I. %A. %1. %a) (%1) (%a) (%i) (%a) (%i)",
}
"""How the nine levels are written in the lists that Word has; those of documents themselves are named otherwise."""
_WORDS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_LEVELS = 9


@dataclass
class Fields:
    """How far the fields of a story have counted."""

    _counts: dict[str, list[int]] = field(default_factory=dict)
    _heading: int = 0
    """The level of the last heading that was counted."""

    def next(self, code: str, outline: int | None, before: int) -> str | None:
        """What a field prints; none where it counts nothing.

        Args:
            code: of the field.
            outline: the level of the paragraph as a heading, from 1.
            before: how many fields that count stand before it in its paragraph.
        """
        found = _KINDS.match(code)
        if found is None:
            return None
        if found["kind"].upper() == "LISTNUM":
            return self._listed(code, before)
        self._heading = outline if outline else self._heading
        level = min(outline or self._heading + 1, _LEVELS)
        counts = self._count(found["kind"].upper(), level, None)
        if found["kind"].upper() == "AUTONUMLGL":
            return ".".join(map(str, counts)) + ("" if "\\e" in code.lower() else ".")
        form = _FORMS["outlinedefault"] if found["kind"].upper() == "AUTONUMOUT" else " ".join(["%1."] * _LEVELS)
        return _written(form, level, counts[-1])

    def _listed(self, code: str, before: int) -> str:
        named, leveled, started = _NAME.match(code), _LEVEL.search(code), _START.search(code)
        name = named["name"].lower() if named else "numberdefault"
        level = int(leveled["level"]) if leveled else min(before + 1, _LEVELS)
        counts = self._count(name, level, int(started["start"]) if started else None)
        if name == "legaldefault":
            return ".".join(map(str, counts)) + "."
        return _written(_FORMS.get(name, _FORMS["numberdefault"]), level, counts[-1])

    def _count(self, name: str, level: int, start: int | None) -> list[int]:
        counts = self._counts.setdefault(name, [])
        del counts[level:]
        counts += [1] * (level - 1 - len(counts))  # a higher level that was never there counts as if it had been
        if len(counts) < level:
            counts.append(0)
        counts[level - 1] = counts[level - 1] + 1 if start is None else start
        return counts


def _written(forms: str, level: int, count: int) -> str:
    form = forms.split()[level - 1]
    return re.sub(r"%(.)", lambda match: formatted(count, _WORDS[match[1]]), form)
