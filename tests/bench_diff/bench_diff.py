"""The score of the comparison, beside other tools on the same text in the same run.

    python tests/bench_diff/bench_diff.py [--edits N] [--seed N]

Labelled edits: those of our own corpus (by hand, in 40 and in 400 clauses) and random ones in that corpus and in the
documents of this repository. docs/architecture/comparison.md explains the figures. Exit code 1: a wanted figure was
missed. Machines differ and drift: read the ratios, not the seconds.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import resource
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
if not __package__:  # run as a file
    sys.path.insert(0, str(ROOT))

from schoolprotocol.compare import classify, tokens  # noqa: E402
from schoolprotocol.compare.changeset import Match  # noqa: E402
from schoolprotocol.compare.compare import compare  # noqa: E402
from schoolprotocol.policy.model import canonical_json  # noqa: E402
from tests.bench_diff import generate, hand, schemes, wanted  # noqa: E402
from tests.bench_diff.labels import Case  # noqa: E402
from tests.bench_diff.printed import lines  # noqa: E402
from tests.bench_diff.rivals import RIVALS  # noqa: E402
from tests.bench_diff.score import GROUPS, Score, TextScore, rival_score  # noqa: E402

BULKS = 40
"""So many cases in which one thing was done to many clauses."""
REKEYED = 60
"""So many cases are compared with other ids as well."""
MIRRORED = 40
"""So many cases are also given to the rivals with the versions swapped."""
SAME_BYTES = 200
"""So many edits are compared in two processes that hash differently."""
_COLUMNS = (
    *("lossless", "recall", "precision", "exact", "moves seen", "number-only", "chunks/param", "marked/labelled"),
    *("entries", "mid-word", "identical", "mirror", "CPU 40", "CPU 400"),
)


def main() -> None:
    """Measure and print; exit with 1 where a wanted figure is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--edits", type=int, default=2000, help="how many random edits")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other edits")
    parser.add_argument("--digest", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.digest:
        print(digest(generate.cases(asked.edits, asked.seed)))
        return
    sizes = (hand.case(hand.forty), hand.case(hand.four_hundred))
    cases = [*sizes, *generate.cases(asked.edits, asked.seed), *generate.bulk_cases(BULKS, asked.seed)]
    score = Score()
    for case in cases:
        score.take(case)
    times = [cpu(partial(ours, case)) for case in sizes]
    labels = sum(len(case.labels) for case in cases)
    print(
        f"{labels} labelled edits in {len(cases)} pairs of versions, seed {asked.seed}; "
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n"
    )
    _print_kinds(score)
    _print_tools(score, cases, sizes, times)
    by_scheme = schemes.scores(cases[:REKEYED])
    _print_schemes(by_scheme)
    figures = [*wanted.figures(score), wanted.seconds(times[1]), same_bytes(asked.seed)]
    for (scheme, match), found in by_scheme.items():
        figures += wanted.by_text(found, scheme) if match == "text" else ()
    figures.append(wanted.seconds_by_text(cpu(partial(schemes.by_text_alone, schemes.two_thousand()))))
    print(f"\n{'wanted':<58} {'figure':>9} {'bar':>10}")
    for figure in figures:
        print(f"{figure.name:<58} {figure.value:>9} {figure.wanted:>10} {'' if figure.reached else '  MISSED'}")
    for miss in score.misses:
        print(miss, file=sys.stderr)
    sys.exit(not all(figure.reached for figure in figures))


def ours(case: Case) -> None:
    """Compare, with nothing remembered from before."""
    tokens._tokens.cache_clear()
    classify._content.cache_clear()
    compare(case.old, case.new, lineage=case.lineage)


def cpu(work: Callable[[], Any], runs: int = 3) -> float:
    """CPU seconds of the fastest run, those of the processes that it starts included."""

    def spent() -> float:
        usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return sum(usage.ru_utime + usage.ru_stime for usage in usages)

    found = []
    for _ in range(runs):
        start = spent()
        work()
        found.append(spent() - start)
    return min(found)


def digest(cases: Iterable[Case]) -> str:
    """One hash of the JSON of all comparisons."""
    found = hashlib.sha256()
    for case in cases:
        found.update(canonical_json(compare(case.old, case.new, lineage=case.lineage)).encode())
    return found.hexdigest()


def same_bytes(seed: int, edits: int = SAME_BYTES) -> wanted.Figure:
    """Whether two processes that hash differently write the same JSON."""
    command = [sys.executable, str(Path(__file__)), "--digest", "--edits", str(edits), "--seed", str(seed)]
    found = {
        subprocess.run(
            command, env={**os.environ, "PYTHONHASHSEED": hash_seed}, capture_output=True, check=True, text=True
        ).stdout
        for hash_seed in ("1", "2")
    }
    return wanted.Figure("different bytes from identical input", str(len(found) - 1), "0", len(found) == 1)


def _print_kinds(score: Score) -> None:
    print(f"{'kind of edit':<22} {'edits':>6} {'told exactly':>13}")
    for kind, share in sorted(score.kinds.items()):
        print(f"{kind:<22} {share.of:>6} {share.share:>13.3f}")
    print(f"\n{'precision and recall':<22} {'labelled':>8} {'recall':>9} {'told':>6} {'precision':>10}")
    for group in GROUPS:
        found, right = score.found[group], score.right[group]
        print(f"{group:<22} {found.of:>8} {found.share:>9.4f} {right.of:>6} {right.share:>10.4f}")


def _print_schemes(found: Mapping[tuple[str, Match], schemes.SchemeScore]) -> None:
    columns = (
        "recall",
        "precision",
        "entries",
        "marked/labelled",
        "wrong pairs",
        "taken",
        "proposed",
        "of which right",
    )
    print("\n" + " ".join([f"{'ids, compared by':<18}", *(f"{name:>{_width(name)}}" for name in columns)]))
    for (scheme, match), score in found.items():
        text, hints = score.text, score.proposed
        cells = [f"{share.share:.3f}" for share in (score.recall, score.precision, text.entries, text.marked)]
        if match == "text":
            cells += [str(score.wrong), str(score.taken), f"{hints.of:.0f}", f"{hints.hits:.0f}"]
        row = " ".join(f"{cell:>{_width(name)}}" for cell, name in zip(cells, columns, strict=False))
        print(f"{f'{scheme}, {match}':<18} {row}")


def _print_tools(score: Score, cases: Sequence[Case], sizes: Sequence[Case], times: Sequence[float]) -> None:
    print("\n" + " ".join([f"{'on text alone':<16}", *(f"{name:>{_width(name)}}" for name in _COLUMNS)]))
    _row("schoolprotocol", score.text, f"{score.found['moved'].share:.3f}", times)
    for name, rival in RIVALS.items():
        took = [cpu(partial(rival, lines(case.old), lines(case.new))) for case in sizes]
        _row(name, rival_score(rival, cases, MIRRORED), "no", took)


def _row(name: str, text: TextScore, moves: str, times: Sequence[float]) -> None:
    cells: Iterable[str] = chain(
        (f"{share.share:.3f}" for share in (text.lossless, text.recall, text.precision, text.exact)),
        (moves, str(text.numbers), f"{text.parameter.share:.2f}", f"{text.marked.share:.2f}"),
        (f"{text.entries.share:.2f}", str(text.cuts), str(text.identical), f"{text.mirror.share:.3f}"),
        (f"{time:.3f}" for time in times),
    )
    print(" ".join([f"{name:<16}", *(f"{cell:>{_width(c)}}" for cell, c in zip(cells, _COLUMNS, strict=True))]))


def _width(column: str) -> int:
    return max(len(column), 7)


if __name__ == "__main__":
    main()
