"""Where the time of a build went: processor seconds by stage."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal, get_args

Stage = Literal["plan", "start", "resolve", "site", "pdf", "docx", "schoolgids", "diff", "keep", "overview"]
STAGES: tuple[Stage, ...] = get_args(Stage)
"""In the order in which they come."""
Times = tuple[tuple[Stage, float], ...]
"""Seconds by stage, in the order in which they were first measured."""


class Stopwatch:
    """Adds up what each stage took of the processor."""

    def __init__(self) -> None:
        self._seconds: dict[Stage, float] = {}

    @contextmanager
    def measure(self, stage: Stage) -> Iterator[None]:
        """Count what happens in the block as this stage."""
        start = time.process_time()
        try:
            yield
        finally:
            self._seconds[stage] = self._seconds.get(stage, 0.0) + time.process_time() - start

    @property
    def times(self) -> Times:
        """What was measured."""
        return tuple(self._seconds.items())
