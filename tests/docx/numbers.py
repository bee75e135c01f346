"""The numbers that Word prints, counted from `numbering.xml` (ISO/IEC 29500-1, section 17.9)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from tests.docx.word import Side, W, Word, part


class NumberedWord(Word):
    """Reads one side of a document with the numbers that Word counts before the texts.

    Those of lists inside texts are left out, unless `lists` asks for them.
    """

    def __init__(
        self, data: bytes, side: Side = "accept", authors: Collection[str] | None = None, *, lists: bool = False
    ) -> None:
        super().__init__(data, side, authors)
        self.lists = lists
        root = part(data, "numbering")
        schemes = {one.get(f"{W}abstractNumId"): one for one in root.iter(f"{W}abstractNum")}
        self.schemes = {
            one.get(f"{W}numId"): schemes[one.find(f"{W}abstractNumId").get(f"{W}val")] for one in root.iter(f"{W}num")
        }
        self.counts: dict[Any, list[int]] = defaultdict(lambda: [0] * 9)
        self.printed: dict[str, str] = {}
        """By text, which numbers Word counted."""

    def _line(self, paragraph: Any, text: str) -> str:
        number = self._number(paragraph)
        if number:
            self.printed[" ".join(text.split())] = number
        return f"{number} {text}" if number else text

    def _number(self, paragraph: Any) -> str:
        found = self._properties(paragraph).find(f"{W}numPr")
        if found is None:
            return ""
        number = found.find(f"{W}numId").get(f"{W}val")
        scheme = self.schemes[number]
        level = int(found.find(f"{W}ilvl").get(f"{W}val"))
        is_listing = scheme.find(f"{W}lvl/{W}lvlText").get(f"{W}val") == "%1."
        if is_listing and not self.lists:
            return ""
        # Each list in a text begins anew.
        counts = self.counts[number if is_listing else scheme.get(f"{W}abstractNumId")]
        counts[level] += 1
        counts[level + 1 :] = [0] * (8 - level)
        return self._printed(scheme, level, counts)

    @staticmethod
    def _printed(scheme: Any, level: int, counts: list[int]) -> str:
        levels = {int(one.get(f"{W}ilvl")): one for one in scheme.iter(f"{W}lvl")}
        text = str(levels[level].find(f"{W}lvlText").get(f"{W}val"))
        for n in range(level, -1, -1):
            form = levels[n].find(f"{W}numFmt").get(f"{W}val")
            start = int(levels[n].find(f"{W}start").get(f"{W}val"))
            value = max(counts[n], 1) + start - 1
            text = text.replace(f"%{n + 1}", {"decimal": str(value), "upperLetter": chr(64 + value)}[form])
        return text
