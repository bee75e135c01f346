"""What commands cost as a source grows: for each school, release or protocol the same, or more?

A row for each command: processor seconds for one of them at each size, the slope of the whole in a plot with two
logarithmic axes (1 is: twice as many, twice as much), and the largest process.
"""

from __future__ import annotations

import json
import math
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from schoolprotocol.policy.model import Policy
from schoolprotocol.release.freeze import frozen
from tests.bench.schools import make

if TYPE_CHECKING:
    from tests.bench.bench import Cost

RELEASES = (10, 100)
"""Of one school."""
PROTOCOLS = (2, 20)
"""That a school has."""
FEW = 5
"""Schools that have so many protocols."""
Run = Callable[[Path, Sequence[str]], "Cost"]
"""Runs a command on a project to its end."""


def rows(sizes: Sequence[int], folder: Path, run: Run) -> list[str]:
    """The table.

    Args:
        sizes: numbers of schools, the smallest first.
        folder: an empty one.
        run: see `Run`.
    """
    told = ["", _heading(sizes, "school"), "|" + "---|" * (len(sizes) + 3)]
    told += _table(sizes, lambda number: make(number, folder / f"schools-{number}"), SCHOOLS, run)
    for name, numbers, project in (
        ("release", RELEASES, lambda number: with_releases(make(FEW, folder / f"releases-{number}"), number)),
        ("protocol", PROTOCOLS, lambda number: with_protocols(make(FEW, folder / f"protocols-{number}"), number)),
    ):
        told += ["", _heading(numbers, name), "|" + "---|" * (len(numbers) + 3)]
        told += _table(numbers, project, FEWER, run)
    return told


def _heading(sizes: Sequence[int], what: str) -> str:
    return f"| CPU s for one {what}, of | {' | '.join(map(str, sizes))} | slope | largest process |"


Step = tuple[str, tuple[str, ...], Callable[[Path], None]]
"""What is measured, the command, and what is done to the project before it."""


def _nothing(_root: Path) -> None:
    """Nothing changes."""


def _edited(root: Path) -> None:
    """One school gets another name on its pages."""
    path = min((root / "policy_src" / "schools").iterdir()) / "school.yaml"
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"^(site_title: .*)$", r"\1 en meer", text, flags=re.MULTILINE), "utf-8")


def _committed(root: Path) -> None:
    """The project is a checkout, in which one school was edited since."""
    (root / ".gitignore").write_text("/build/\n", "utf-8")
    for words in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=b", "-c", "user.email=b@x.nl", "commit", "-qm", "b"],
    ):
        subprocess.run(["git", "-C", root, *words], check=True)
    _edited(root)


SCHOOLS: tuple[Step, ...] = (
    ("check, everything", ("check", "--anew"), _nothing),
    ("check, nothing changed", ("check",), _nothing),
    ("check, one school edited", ("check",), _edited),
    ("status", ("status",), _nothing),
    ("impact of one edited school", ("impact",), _committed),
    ("HTML, everything", ("build", "html"), _nothing),
    ("HTML, nothing changed", ("build", "html"), _nothing),
    ("HTML, one school edited", ("build", "html"), _edited),
    ("site, after HTML", ("site",), _nothing),
)
FEWER = SCHOOLS[:3] + SCHOOLS[5:8]


def _table(sizes: Sequence[int], project: Callable[[int], Path], steps: Sequence[Step], run: Run) -> Iterator[str]:
    measured: dict[str, list[tuple[int, Cost]]] = {}
    for number in sizes:
        root = project(number)
        for name, command, before in steps:
            before(root)
            measured.setdefault(name, []).append((number, run(root, command)))
        shutil.rmtree(root)  # a thousand sites take a disk
    for name, costs in measured.items():
        each = " | ".join(f"{cost.cpu / number:.4f}" for number, cost in costs)
        yield f"| {name} | {each} | {slope(costs):.2f} | {max(cost.memory for _number, cost in costs):.0f} MB |"


def slope(costs: Sequence[tuple[int, Cost]]) -> float:
    """By how much the cost grows with the number, both on a logarithmic axis: least squares."""
    points = [(math.log(number), math.log(max(cost.cpu, 1e-3))) for number, cost in costs]
    middle = [sum(axis) / len(points) for axis in zip(*points, strict=True)]
    run = sum((x - middle[0]) ** 2 for x, _y in points)
    return sum((x - middle[0]) * (y - middle[1]) for x, y in points) / run if run else 0.0


def with_releases(root: Path, number: int) -> Path:
    """The project, in which one school has so many releases."""
    path = min((root / "policy_src" / "schools").glob("*/releases/*-1.0.json"))
    policy = Policy.model_validate(json.loads(path.read_bytes())["policy"])
    for version in range(number - 1):
        older = policy.model_copy(update={"document": policy.document.model_copy(update={"version": f"0.{version}"})})
        path.with_name(path.name.replace("-1.0", f"-0.{version}")).write_text(frozen(older), "utf-8")
    return root


def with_protocols(root: Path, number: int) -> Path:
    """The project, in which each school has so many protocols: clones of the first, without what was adopted."""
    source = root / "policy_src"
    for releases in source.glob("schools/*/releases"):
        shutil.rmtree(releases)
    (first,) = (source / "protocols").iterdir()
    for clone in range(1, number):
        id_ = f"{first.name}-{clone:02}"
        shutil.copytree(first, source / "protocols" / id_)
        for variant in source.glob(f"schools/*/{first.name}.yaml"):
            text = variant.read_text("utf-8").replace(f"protocol: {first.name}", f"protocol: {id_}", 1)
            variant.with_name(f"{id_}.yaml").write_text(text, "utf-8")
    return root
