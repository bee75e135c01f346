"""What large documents cost: comparing two versions of one, and the papers of a report and of a protocol.

    python tests/bench/large.py PICKLED TARGET

lays out a pickled report, and tells the processor seconds of that alone.
"""

from __future__ import annotations

import gc
import pickle
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[2]))

from schoolprotocol.compare.changeset import ChangeSet
from schoolprotocol.compare.compare import compare
from schoolprotocol.documents.finding import Key, open_corpus, policies_of, resolve_all
from schoolprotocol.outputs.report.input import report_input
from schoolprotocol.policy.model import Policy
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.templating import templates_in
from tests.bench import generated

if TYPE_CHECKING:
    from tests.bench.bench import Cost

COMPARED, REPORTED, PRINTED = 4_000, 420, 1_000
"""Clauses of what is compared, reported on, and printed."""
RUNS = 3
Run = Callable[[Sequence[str | Path]], "Cost"]
"""Runs a command to its end."""


@dataclass(frozen=True, slots=True)
class Edited:
    """A document of which one in so many clauses was edited."""

    corpus: Corpus
    key: Key
    old: Policy
    new: Policy

    def compared(self) -> ChangeSet:
        """What differs."""
        return compare(self.old, self.new)


def rows(folder: Path, run: Run, log: Path) -> list[str]:
    """Rows for the table.

    Args:
        folder: a new one.
        run: see `Run`.
        log: where it leaves what a command said.
    """
    folder.mkdir()
    return [*_compared(folder / "compared"), _reported(folder, run, log), _printed(folder / "printed", run)]


def _compared(folder: Path) -> list[str]:
    told = []
    for every, how_many in ((10, "one in ten"), (1, "all")):
        edited = _edited(folder / how_many, COMPARED, every)
        took = statistics.median(_seconds(edited.compared) for _ in range(RUNS))
        told.append(f"| comparing {COMPARED:,} clauses, {how_many} edited | {took:.1f} s CPU | — | — | — | — |")
    return told


def _reported(folder: Path, run: Run, log: Path) -> str:
    edited = _edited(folder / "reported", REPORTED, 1)
    shown = report_input(edited.corpus, edited.key, edited.compared())
    pickled = folder / "report.pickle"
    pickled.write_bytes(pickle.dumps(shown))
    cost = run([sys.executable, __file__, pickled, folder / "report.pdf"])
    what = f"PDF of a report of {REPORTED} edited clauses, without imports"
    return f"| {what} | {float(log.read_text()):.1f} s CPU | — | — | — | {cost.memory:.0f} MB |"


def _printed(root: Path, run: Run) -> str:
    generated.make(1, root, PRINTED)
    cost = run([Path(sys.executable).parent / "schoolprotocol", "--root", root, "build", "pdf"])
    what = f"PDF of {PRINTED:,} clauses, the whole command"
    return f"| {what} | {cost.cpu:.1f} s CPU | — | — | {cost.wall / cost.cpu:.2f} | {cost.memory:.0f} MB |"


def _edited(root: Path, clauses: int, every: int) -> Edited:
    generated.make(1, root, clauses)
    ((key, old),) = policies_of(resolve_all(open_corpus(root))).items()
    generated.reword(root, every)
    corpus = open_corpus(root)
    (new,) = policies_of(resolve_all(corpus)).values()
    document = new.document.model_copy(update={"version": "2.0"})
    return Edited(corpus, key, old, new.model_copy(update={"document": document}))


def _seconds(work: Callable[[], object]) -> float:
    gc.disable()  # as a command does, which ends before there is much to collect
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        gc.enable()


def main() -> None:
    """Lay out a report."""
    from schoolprotocol.outputs.report.pdf import report_pdf

    shown = pickle.loads(Path(sys.argv[1]).read_bytes())
    templates = templates_in(Path("templates"))
    print(_seconds(lambda: report_pdf(shown, Path(sys.argv[2]), templates, None)))


if __name__ == "__main__":
    main()
