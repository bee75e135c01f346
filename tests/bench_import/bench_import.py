"""How well documents are taken in, beside other programs on the same files in the same run.

    python tests/bench_import/bench_import.py [--fresh]

The documents are those of tests/intake that were not there while the program was made, in Word and on paper, and longer
ones for the time. docs/architecture/intake.md explains the figures. Exit code 1: a wanted figure was missed. Machines
differ: read the ratios of the seconds.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pypdfium2

ROOT = Path(__file__).parents[2]
if not __package__:  # run as a file
    sys.path.insert(0, str(ROOT))

from schoolprotocol.errors import IntakeError  # noqa: E402
from schoolprotocol.intake.blocks import Block  # noqa: E402
from schoolprotocol.intake.taking import take_bytes  # noqa: E402
from schoolprotocol.machine import find_office  # noqa: E402
from tests.bench_diff.bench_diff import cpu  # noqa: E402
from tests.bench_import.peers import PAPER, WORD, Peer, missing  # noqa: E402
from tests.intake import documents, handed, pages, paper  # noqa: E402
from tests.intake.documents import Label, Way  # noqa: E402
from tests.intake.scoring import Score, score  # noqa: E402

_WORDS = re.compile(r"\w+")
_WHAT = ("headings", "clauses", "cells", "notes")
_LONG = (20, 200)
"""Pages of the documents that are timed."""
_SECONDS = {20: 2.0, 200: 15.0}
_LEAST = {
    "Word": {"headings": 0.97, "clauses": 0.97, "numbers": 0.99, "cells": 1.0, "notes": 1.0},
    "tagged PDF": dict.fromkeys(("headings", "clauses", "numbers", "cells", "notes"), 0.95),
    "PDF without tags": dict.fromkeys(("headings", "clauses", "numbers", "cells", "notes"), 0.92),
    "page": {"headings": 0.97, "clauses": 0.97, "numbers": 0.99, "cells": 1.0, "notes": 1.0},
}
"""What is promised."""


@dataclass
class File:
    """A document, and what stands in it."""

    kind: str
    name: str
    data: bytes
    labels: list[Label]


@dataclass
class Sums:
    """What a program made of all files of a kind."""

    score: Score = field(default_factory=Score)
    kept: Counter[str] = field(default_factory=Counter)
    """Words and numbers that are there, and that should be."""
    seconds: float = 0.0
    refused: int = 0

    def take(self, labels: Sequence[Label], blocks: Sequence[Block], seconds: float) -> None:
        """Count a document."""
        self.score.add(score(labels, blocks))
        self.seconds += seconds
        wanted = Counter(_WORDS.findall(" ".join(" ".join([one.text, *(one.cells or ())]) for one in labels)))
        told = " ".join(" ".join([one.number or "", one.text, *(one.cells or ())]) for one in blocks)
        found = Counter(_WORDS.findall(told))
        self.kept += Counter({"words": (wanted & found).total(), "of words": wanted.total()})
        numbered = [one for one in labels if one.number and one.kind in {"heading", "clause"}]
        said = _bare(told)
        right = sum(_bare(f"{one.number} {one.text}")[:60] in said for one in numbered)
        self.kept += Counter({"numbers": right, "of numbers": len(numbered)})

    def part(self, what: str) -> float:
        """The part of words or numbers that was kept, wherever it ended up."""
        return self.kept[what] / self.kept[f"of {what}"] if self.kept[f"of {what}"] else 1.0


def _bare(text: str) -> str:
    return "".join(_WORDS.findall(text.lower()))


def files(*, fresh: bool) -> Iterator[File]:
    """The documents; those of the first set as well, or only what other hands made."""
    made = {} if fresh else {way.name: documents.made(way) for way in documents.MEASURING}
    for name, one in made.items():
        yield File("Word", f"{name}.docx", one.word.bytes(), one.labels)
    kinds = {"word": "Word", "tagged": "tagged PDF", "html": "page"}
    for way, name, data, labels in handed.files(handed.WAYS):
        if way not in {"odt", "rtf"}:
            yield File(kinds.get(way, "PDF without tags"), name, data, labels)
    # LibreOffice does not know w:isLgl, by which Word prints I.1 as 1.1
    shown = {name: one for name, one in made.items() if "isLgl" not in one.way.extras}
    for is_tagged, kind in ((True, "tagged PDF"), (False, "PDF without tags")):
        papers = paper.papers({name: one.word.bytes() for name, one in shown.items()}, is_tagged=is_tagged)
        for name, data in papers.items():
            yield File(kind, f"{name}.pdf", data, shown[name].labels)
    ours = {"tagged": "tagged PDF", "untagged": "PDF without tags", "html": "page"}
    for plan in () if fresh else pages.MEASURING:
        if plan.form in ours:
            told = pages.document(plan)
            yield File(
                ours[plan.form],
                f"{plan.name}.{'html' if plan.form == 'html' else 'pdf'}",
                plan.write(told),
                told.labels,
            )


def ours(file: File) -> Sequence[Block]:
    """What we say that stands there."""
    return take_bytes(file.name, file.data).blocks


def main() -> None:
    """Measure and print; exit with 1 where a wanted figure is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", action="store_true", help="only how long it takes")
    parser.add_argument("--fresh", action="store_true", help="only the documents in other hands")
    asked = parser.parse_args()
    if find_office() is None:
        sys.exit("LibreOffice is not installed: it prints the documents.")
    by_kind: dict[str, list[File]] = {}
    for file in () if asked.times else files(fresh=asked.fresh):
        by_kind.setdefault(file.kind, []).append(file)
    missed = []
    for kind, told in by_kind.items():
        print(f"\n{kind}: {len(told)} documents")
        print(f"{'':16} {'words':>7} {'numbers':>8}" + "".join(f"{what:>9}" for what in _WHAT) + f"{'seconds':>9}")
        mine = Sums()
        for file in told:
            _measure(mine, file, None)
        _row("ours", mine)
        peers = WORD if kind == "Word" else PAPER if "PDF" in kind else {}
        for name, (module, peer) in peers.items():
            if missing(module):
                print(f"{name:16} not installed")
                continue
            sums = Sums()
            for file in told:
                _measure(sums, file, peer)
            _row(name, sums)
        for what, least in _LEAST[kind].items():
            found = mine.score.recall(what) if what == "numbers" else mine.score.f1(what)
            print(f"    wanted {what:<10} {least:.2f}, found {found:.4f}{'' if found >= least else '  MISSED'}")
            missed += [what] if found < least else []
    missed += [name for name, seconds, most in _times() if seconds > most]
    sys.exit(bool(missed))


def _measure(sums: Sums, file: File, peer: Peer | None) -> None:
    began = time.perf_counter()
    try:
        blocks = ours(file) if peer is None else peer(file.data)
    except IntakeError as error:
        print(f"    {file.name}: {error}")
        blocks, sums.refused = [], sums.refused + 1
    sums.take(file.labels, blocks, time.perf_counter() - began)


def _row(name: str, sums: Sums) -> None:
    shown = "".join(f"{sums.score.f1(what):>9.3f}" for what in _WHAT)
    print(f"{name:16} {sums.part('words'):>7.3f} {sums.part('numbers'):>8.3f}{shown}{sums.seconds:>9.2f}", flush=True)


def _times() -> Iterator[tuple[str, float, float]]:
    """Seconds of the processor for documents of so many pages, and how many they may take."""
    print()
    for many in _LONG:
        way = Way(f"lang-{many}", "style-number", "auto", extras=("nested", "table", "note"), chapters=many * 3)
        document = documents.made(way).word.bytes()
        for kind, is_tagged in (("docx", None), ("tagged PDF", True), ("PDF without tags", False)):
            data = document if is_tagged is None else paper.papers({"x": document}, is_tagged=is_tagged)["x"]
            leaves = "" if is_tagged is None else f", {len(pypdfium2.PdfDocument(data))} pages"
            seconds = cpu(partial(take_bytes, "x.docx" if is_tagged is None else "x.pdf", data), runs=1)
            most = _SECONDS[many]
            missed = "" if seconds <= most else "  MISSED"
            print(f"{many:>4} pages, {kind:<17} {seconds:6.2f} s of {most:.0f}{leaves}{missed}")
            yield f"{many} pages of {kind}", seconds, most


if __name__ == "__main__":
    main()
