"""What commands cost as a source grows is measured in steps that can be stopped."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.bench.bench import Cost
from tests.bench.growth import Kept, Measured, Step, slope, table

STEPS: tuple[Step, ...] = (
    ("one", ("check",), lambda _root: None, 100),
    ("two", ("build",), lambda _root: None, 100),
)


class Machine:
    """Runs nothing; is stopped before some command."""

    def __init__(self, folder: Path, until: int | None = None) -> None:
        self._folder, self._until = folder, until
        self.asked: list[tuple[str, str]] = []

    def project(self, number: int) -> Path:
        root = self._folder / str(number)
        root.mkdir(exist_ok=True)
        return root

    def run(self, root: Path, command: Sequence[str]) -> Cost:
        if len(self.asked) == self._until:
            raise KeyboardInterrupt
        self.asked.append((root.name, command[0]))
        return Cost(cpu=float(root.name), wall=1, memory=50)

    def rows(self, kept: Kept, *sizes: int) -> list[str]:
        return list(table("school", sizes or (10, 100), self.project, STEPS, self.run, kept))


def test_what_was_measured_before_it_was_stopped_is_kept(tmp_path: Path) -> None:
    kept, stopped, goes_on = Kept(tmp_path / "kept"), Machine(tmp_path, until=3), Machine(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        stopped.rows(kept)
    assert [(one.number, one.what) for one in kept.all()] == [(10, "one"), (10, "two"), (100, "one")]
    rows = goes_on.rows(kept)
    assert goes_on.asked == [("100", "check"), ("100", "build")]  # each works on what the one before it left
    assert rows == ["| one | 1.0000 | 1.0000 | 1.00 | 50 MB |", "| two | 1.0000 | 1.0000 | 1.00 | 50 MB |"]


def test_what_was_measured_whole_is_told_without_measuring(tmp_path: Path) -> None:
    kept, again = Kept(tmp_path / "kept"), Machine(tmp_path)
    rows = Machine(tmp_path).rows(kept)
    assert (again.rows(kept), again.asked) == (rows, [])


def test_what_takes_too_long_of_many_is_measured_of_fewer(tmp_path: Path) -> None:
    kept, machine = Kept(tmp_path / "kept"), Machine(tmp_path)
    rows = machine.rows(kept, 50, 100, 101)
    assert rows[0] == "| one | 1.0000 | 1.0000 | — | 1.00 | 50 MB |"
    assert "101" not in {number for number, _command in machine.asked}


def test_a_line_that_was_cut_off_spoils_no_other(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "kept")
    one = Measured("school", 24, "check", 1.5, 80, 3.2)
    kept.add(one)
    with (tmp_path / "kept").open("a") as file:
        file.write('{"of": "sch\n')
    kept.add(one)
    assert kept.all() == [one, one]


def test_what_costs_four_times_as_much_for_twice_as_many_has_slope_two() -> None:
    costs = [Measured("school", number, "check", number**2, 80, 0) for number in (10, 20, 40)]
    assert slope(costs) == pytest.approx(2)
