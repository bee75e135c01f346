"""How well the blocks of a document are those that somebody would say: as figures, with what is wrong.

`python -m tests.intake.scoring [building|measuring] [-v]` prints them for the documents of `documents.py`.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from schoolprotocol.intake.blocks import Block
from schoolprotocol.intake.taking import take_bytes
from tests.intake.documents import BUILDING, MEASURING, Label, Way, made


@dataclass
class Score:
    """Figures of one document or of many."""

    right: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def take(self, what: str, found: Iterable[object], wanted: Iterable[object]) -> None:
        """Compare what was found with what was wanted, each as often as it is there."""
        one, other = Counter(found), Counter(wanted)
        self.right[what] += (one & other).total()
        self.found[what] += one.total()
        self.wanted[what] += other.total()
        self.wrong += [f"{what}: too many {x}" for x in (one - other)] + [f"{what}: missing {x}" for x in (other - one)]

    def add(self, other: Score) -> None:
        """Count another document."""
        for mine, theirs in ((self.right, other.right), (self.found, other.found), (self.wanted, other.wanted)):
            mine.update(theirs)

    def f1(self, what: str) -> float:
        """2PR/(P+R); 1 where there was nothing to find, and nothing was found."""
        both = self.found[what] + self.wanted[what]
        return 2 * self.right[what] / both if both else 1.0

    def recall(self, what: str) -> float:
        """The part of what was wanted that was found."""
        return self.right[what] / self.wanted[what] if self.wanted[what] else 1.0


_BARE = ".:)([]–- "


def _bare(number: str | None) -> str:
    return (number or "").strip(_BARE).lower()


def _same(text: str) -> str:
    return " ".join(text.split())


def score(labels: Sequence[Label], blocks: Sequence[Block]) -> Score:
    """Compare blocks with labels."""
    out = Score()
    out.take(
        "headings",
        ((_same(b.text), b.level, _bare(b.number)) for b in blocks if b.kind == "heading"),
        ((_same(x.text), x.level, _bare(x.number)) for x in labels if x.kind == "heading"),
    )
    out.take(
        "clauses",
        ((b.kind, _same(b.text)) for b in blocks if b.kind in {"clause", "item"}),
        ((x.kind, _same(x.text)) for x in labels if x.kind in {"clause", "item"}),
    )
    numbers = {(_same(b.text), _bare(b.number)) for b in blocks if b.number and b.kind in {"heading", "clause"}}
    wanted = [(_same(x.text), _bare(x.number)) for x in labels if x.number and x.kind in {"heading", "clause"}]
    out.take("numbers", [one for one in wanted if one in numbers], wanted)
    out.take(
        "cells", (b.cells for b in blocks if b.cells is not None), (x.cells for x in labels if x.cells is not None)
    )
    out.take(
        "notes",
        ((_same(b.text), b.anchor) for b in blocks if b.kind == "note"),
        ((x.text, x.anchor) for x in labels if x.kind == "note"),
    )
    for kind in ("title", "prose", "deleted", "hidden", "comment"):
        out.take(
            kind,
            (_same(b.text) for b in blocks if b.kind == kind),
            (_same(x.text) for x in labels if x.kind == kind),
        )
    return out


WHAT = ("headings", "clauses", "numbers", "cells", "notes", "title", "prose", "deleted", "hidden", "comment")


def scores(ways: Sequence[Way]) -> dict[str, Score]:
    """By way."""
    found = {}
    for way in ways:
        document = made(way)
        found[way.name] = score(document.labels, take_bytes(f"{way.name}.docx", document.word.bytes()).blocks)
    return found


def main(arguments: Sequence[str]) -> None:
    """Print the figures."""
    ways = BUILDING if "building" in arguments else MEASURING
    all_ = Score()
    for name, one in scores(ways).items():
        all_.add(one)
        print(f"{name:22}", *(f"{what} {one.f1(what):.3f}" for what in WHAT if one.f1(what) < 1))
        if "-v" in arguments:
            print(*(f"    {wrong}" for wrong in one.wrong), sep="\n")
    print("all", *(f"{what} {all_.f1(what):.4f}" for what in WHAT))


if __name__ == "__main__":
    main(sys.argv[1:])
