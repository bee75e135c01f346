"""What commands cost as a source grows: for each school, release or protocol the same, or more?

A row for each command: processor seconds for one of them at each size, the slope of the whole in a plot with two
logarithmic axes (1 is: twice as many, twice as much), and the largest process. What was measured is kept in a file as
it comes, with the load of the machine then: who stops it half-way and begins again goes on with the first size that is
not whole.
"""

from __future__ import annotations

import json
import math
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from schoolprotocol.policy.model import Policy
from schoolprotocol.release.freeze import frozen
from tests.bench import generated
from tests.bench.schools import SCHOOLS as REAL
from tests.bench.schools import make

if TYPE_CHECKING:
    from tests.bench.bench import Cost

RELEASES = (10, 100)
"""Of one school."""
PROTOCOLS = (2, 20)
"""That a school has."""
CLAUSES = (250, 2_000)
"""Of a document."""
PAGES, SITES = 1_000, 120
"""So many schools at most have pages made, and everything that a site offers: more take an hour of two cores."""
FEW = 5
"""Schools that have so many protocols, or clauses."""
Run = Callable[[Path, Sequence[str]], "Cost"]
"""Runs a command on a project to its end."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a command took on a project of one size."""

    of: str
    """What there are so many of: `school`."""
    number: int
    what: str
    cpu: float
    memory: float
    load: float
    """How many processes wanted a core in that minute."""


class Kept:
    """What was measured, a line for each in a file, as it comes."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def all(self) -> list[Measured]:
        """What is there; a line that was cut off is none."""
        if not self._file.exists():
            return []
        found = []
        for line in self._file.read_text("utf-8").splitlines():
            with suppress(ValueError):
                found.append(Measured(**json.loads(line)))
        return found

    def add(self, one: Measured) -> None:
        """Keep another."""
        with self._file.open("a", encoding="utf-8") as file:
            file.write(f"{json.dumps(asdict(one))}\n")


def rows(sizes: Sequence[int], folder: Path, run: Run, kept: Kept) -> list[str]:
    """The tables.

    Args:
        sizes: numbers of schools, the smallest first.
        folder: an empty one.
        run: see `Run`.
        kept: what was measured before, and what is measured now.
    """
    told = ["", _heading(sizes, "school"), "|" + "---|" * (len(sizes) + 3)]
    told += table("school", sizes, lambda number: make(number, folder / f"schools-{number}"), SCHOOLS, run, kept)
    for name, numbers, project in (
        ("release", RELEASES, lambda number: with_releases(make(FEW, folder / f"releases-{number}"), number)),
        ("protocol", PROTOCOLS, lambda number: with_protocols(make(FEW, folder / f"protocols-{number}"), number)),
        ("clause", CLAUSES, lambda number: generated.make(FEW, folder / f"clauses-{number}", number)),
    ):
        told += ["", _heading(numbers, name), "|" + "---|" * (len(numbers) + 3)]
        told += table(name, numbers, project, FEWER, run, kept)
    return told


def _heading(sizes: Sequence[int], what: str) -> str:
    return f"| CPU s for one {what}, of | {' | '.join(map(str, sizes))} | slope | largest process |"


Step = tuple[str, tuple[str, ...], Callable[[Path], None], float]
"""What is measured, the command, what is done to the project before it, and of how many at most."""


def _nothing(_root: Path) -> None:
    """Nothing changes."""


def edited(root: Path) -> None:
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
    edited(root)


ONE = min(path.name for path in REAL.iterdir())
"""The school that is edited."""
SCHOOLS: tuple[Step, ...] = (
    ("check, everything", ("check", "--anew"), _nothing, math.inf),
    ("check, nothing changed", ("check",), _nothing, math.inf),
    ("check, one school edited", ("check",), edited, math.inf),
    ("check of one edited school", ("check", "--school", ONE), edited, math.inf),
    ("status, everything", ("status",), _nothing, math.inf),
    ("status, one school edited", ("status",), edited, math.inf),
    ("list, everything", ("list",), _nothing, math.inf),
    ("list, one school edited", ("list",), edited, math.inf),
    ("impact of one edited school", ("impact",), _committed, math.inf),
    ("HTML, everything", ("build", "html"), _nothing, PAGES),
    ("HTML, nothing changed", ("build", "html"), _nothing, PAGES),
    ("HTML, one school edited", ("build", "html"), edited, PAGES),
    ("site, after HTML", ("site",), _nothing, SITES),
    ("show of one school", ("show", ONE), _nothing, math.inf),
    ("dossier of one school", ("dossier", "--draft", ONE), _nothing, math.inf),
)
FEWER: tuple[Step, ...] = tuple(
    (name, command, before, math.inf)
    for name, command, before, _most in SCHOOLS
    if name.startswith(("check, ", "HTML, "))
)


def table(
    of: str, sizes: Sequence[int], project: Callable[[int], Path], steps: Sequence[Step], run: Run, kept: Kept
) -> Iterator[str]:
    """The rows of all steps, for projects of these sizes."""
    for number in sizes:
        asked = [step for step in steps if number <= step[-1]]
        if {name for name, *_step in asked} <= {one.what for one in kept.all() if (one.of, one.number) == (of, number)}:
            continue
        root = project(number)
        for name, command, before, _most in asked:  # each works on what the one before it left
            before(root)
            cost = run(root, command)
            kept.add(Measured(of, number, name, cost.cpu, cost.memory, os.getloadavg()[0]))
        shutil.rmtree(root)  # a thousand sites take a disk
    last = {(one.number, one.what): one for one in kept.all() if one.of == of}
    for name, *_step in steps:
        costs = [last[number, name] for number in sizes if (number, name) in last]
        each = [f"{last[n, name].cpu / n:.4f}" if (n, name) in last else "—" for n in sizes]
        bend = f"{slope(costs):.2f}" if len(costs) > 1 else "—"
        yield f"| {name} | {' | '.join(each)} | {bend} | {max(cost.memory for cost in costs):.0f} MB |"


def slope(costs: Sequence[Measured]) -> float:
    """By how much the cost grows with the number, both on a logarithmic axis: least squares."""
    points = [(math.log(cost.number), math.log(max(cost.cpu, 1e-3))) for cost in costs]
    middle = [sum(axis) / len(points) for axis in zip(*points, strict=True)]
    run = sum((x - middle[0]) ** 2 for x, _y in points)
    return sum((x - middle[0]) * (y - middle[1]) for x, y in points) / run if run else 0.0


def with_releases(root: Path, number: int) -> Path:
    """The project, in which one school has so many releases, with pages of each."""
    path = min((root / "policy_src" / "schools").glob("*/releases/*-1.0.json"))
    policy = Policy.model_validate(json.loads(path.read_bytes())["policy"])
    for version in range(number - 1):
        older = policy.model_copy(update={"document": policy.document.model_copy(update={"version": f"0.{version}"})})
        path.with_name(path.name.replace("-1.0", f"-0.{version}")).write_text(frozen(older), "utf-8")
    school = path.parents[1].name
    ours = Path(sys.executable).parent / "schoolprotocol"
    # What is in no register is shown to nobody: without this a build would refuse the school.
    subprocess.run([ours, "--root", root, "ledger", school, "--add"], check=True, stdout=subprocess.DEVNULL)
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
