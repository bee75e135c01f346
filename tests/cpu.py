"""Where the time of the tests goes: `make test ARGS=--cpu` tells the seconds of a core that folders and files take.

Of a core and not on the clock, so that a machine which does other things as well gives much the same; with the
processes that a test starts and waits for.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Generator

import pytest

FILES = 40
"""How many folders and files are told, of those that take most."""
_NAME = "seconds of a core"


def used() -> float:
    """Seconds of a core that this process took, with those that it waited for."""
    return sum(os.times()[:4])


class Cpu:
    """Measures where tests run, and counts where they are told of: with pytest-xdist these are other processes."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._taken = 0.0
        self._told = defaultdict[str, float](float)

    def pytest_collection_finish(self) -> None:
        """What came before belongs to no test."""
        self._taken = used()

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(self) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """What was taken since the last report belongs to this one: setup, call or teardown of a test."""
        report = yield
        before, self._taken = self._taken, used()
        report.user_properties = [(_NAME, self._taken - before)]
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count it for its file."""
        self._told[report.nodeid.split("::")[0]] += sum(
            taken for name, taken in report.user_properties if name == _NAME and isinstance(taken, float)
        )

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Tell it."""
        folders = defaultdict[str, float](float)
        for file, seconds in self._told.items():
            folders["/".join(file.split("/")[:2])] += seconds
        terminalreporter.section(f"{sum(self._told.values()):.0f} {_NAME}")
        for told in (folders, self._told):
            for name, seconds in sorted(told.items(), key=lambda one: -one[1])[:FILES]:
                terminalreporter.line(f"{seconds:7.1f}  {name}")
            terminalreporter.line("")
