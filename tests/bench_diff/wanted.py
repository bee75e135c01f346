"""The figures that are wanted, and whether they were reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.bench_diff.schemes import SchemeScore
from tests.bench_diff.score import GROUPS, Score

MIN_SHARE = 0.99
MIN_DECLARED = 0.999
"""Of all facts together, where lineage is declared."""
MAX_ENTRIES = 1.2
"""Entries ÷ those of a perfect report, where ids say nothing and texts are compared."""
MAX_MARKED = 1.3
"""Marked ÷ labelled words there."""
MAX_SECONDS = 1.0
"""CPU seconds for 2,000 clauses without a shared id."""
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
        least = MIN_DECLARED if group == "all" else MIN_SHARE
        yield _share(f"recall, {group}", score.found[group].share, least)
        yield _share(f"precision, {group}", score.right[group].share, least)
    yield _share("substantive, review or editorial, as labelled", score.weights.share)
    yield _share("exactly the edited words marked", text.exact.share)
    ratio = text.marked.share
    yield Figure("marked words ÷ labelled words", f"{ratio:.3f}", "0.98–1.02", 0.98 <= ratio <= 1.02)
    entries = text.entries.share
    yield Figure("entries ÷ those of a perfect report", f"{entries:.3f}", "1", entries == 1)
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


def by_text(score: SchemeScore, scheme: str) -> Iterator[Figure]:
    """The figures of versions whose ids say little, compared by text."""
    ratio, marked = score.text.entries.share, score.text.marked.share
    yield Figure(f"{scheme} ids: entries ÷ perfect", f"{ratio:.3f}", f"≤ {MAX_ENTRIES}", ratio <= MAX_ENTRIES)
    yield Figure(f"{scheme} ids: marked ÷ labelled words", f"{marked:.3f}", f"≤ {MAX_MARKED}", marked <= MAX_MARKED)
    yield _none(f"{scheme} ids: wrong pairs taken", score.wrong)


def seconds_by_text(cpu: float) -> Figure:
    """The time for 2,000 clauses without a shared id."""
    return Figure("2,000 clauses by text, CPU seconds", f"{cpu:.3f}", f"< {MAX_SECONDS}", cpu < MAX_SECONDS)


def _share(name: str, share: float, least: float = MIN_SHARE) -> Figure:
    return Figure(name, f"{share:.4f}", f"≥ {least}", share >= least)


def _all(name: str, share: float) -> Figure:
    return Figure(name, f"{share:.4f}", "1", share == 1)


def _none(name: str, count: int) -> Figure:
    return Figure(name, str(count), "0", count == 0)
