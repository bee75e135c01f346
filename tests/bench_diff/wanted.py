"""The figures that are wanted, and whether they were reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.bench_diff.score import GROUPS, Score

MIN_SHARE = 0.99
MAX_CPU = 0.3
"""Seconds for 400 clauses."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, what is wanted of it, and whether it is reached."""

    name: str
    value: str
    wanted: str
    reached: bool


def figures(score: Score) -> Iterator[Figure]:
    """All figures but the time."""
    text = score.text
    yield _all("both versions rebuilt from the JSON, byte for byte", text.lossless.share)
    for group in GROUPS:
        yield _share(f"recall, {group}", score.found[group].share)
        yield _share(f"precision, {group}", score.right[group].share)
    yield _share("substantive or editorial, as labelled", score.weights.share)
    yield _share("exactly the edited words marked", text.exact.share)
    ratio = text.marked.share
    yield Figure("marked words ÷ labelled words", f"{ratio:.3f}", "0.98–1.02", 0.98 <= ratio <= 1.02)
    yield _none("chunks with nothing but a number", text.numbers)
    chunks = text.parameter.share
    yield Figure("chunks per parameter change", f"{chunks:.2f}", "1", chunks == 1)
    yield _all("parameter changes with the right clauses", score.users.share)
    yield _all("rows of the renumbering table that are right", score.renumbering.share)
    yield _share("hint where lineage was not declared", score.suggested.share)
    yield _none("cuts in the middle of a word", text.cuts)
    yield _none("changes between identical versions", text.identical)
    yield _all("swapped versions mirror", text.mirror.share)


def seconds(cpu: float) -> Figure:
    """The time for 400 clauses."""
    return Figure("400 clauses compared and proven, CPU seconds", f"{cpu:.3f}", f"< {MAX_CPU}", cpu < MAX_CPU)


def _share(name: str, share: float) -> Figure:
    return Figure(name, f"{share:.4f}", f"≥ {MIN_SHARE}", share >= MIN_SHARE)


def _all(name: str, share: float) -> Figure:
    return Figure(name, f"{share:.4f}", "1", share == 1)


def _none(name: str, count: int) -> Figure:
    return Figure(name, str(count), "0", count == 0)
