"""Where the time of a build went: processor seconds by stage."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from schoolprotocol import outputs
from schoolprotocol.messages import mark as N_

Times = tuple[tuple[str, float], ...]
"""Seconds by stage, in the order in which they were first measured."""


def stages() -> dict[str, str]:
    """What is measured, in the order in which it comes: steps of a build, and each output; with what people call it."""
    return {
        "plan": N_("planning"),
        "start": N_("making ready"),
        "resolve": N_("text"),
        **{output.name: output.title or output.name for output in outputs.every()},
        "keep": N_("keep"),
        "overview": N_("overview"),
    }


class Stopwatch:
    """Adds up what each stage took of the processor; of a stage within another one, only the inner counts."""

    def __init__(self) -> None:
        self._seconds: dict[str, float] = {}
        self._inner = 0.0
        """What stages within the present one took."""

    @contextmanager
    def measure(self, stage: str) -> Iterator[None]:
        """Count what happens in the block as this stage."""
        self._seconds.setdefault(stage, 0.0)
        before, self._inner = self._inner, 0.0
        start = time.process_time()
        try:
            yield
        finally:
            took = time.process_time() - start
            self._seconds[stage] += took - self._inner
            self._inner = before + took

    @property
    def times(self) -> Times:
        """What was measured."""
        return tuple(self._seconds.items())
