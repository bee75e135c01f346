"""What a build costs, beside the naive way, on the same content in the same run.

    python tests/bench/bench.py [--runs N]

Ours: `schoolprotocol build`, all schools in one command. Naive: for each school a process each for
`sphinx-build -b html`, `sphinx-build -b singlehtml` and `weasyprint`, on the same Sphinx projects. CPU seconds are
user + system of the whole process tree; memory is the largest single process. Machines differ and drift: read the
ratios, not the seconds.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took."""

    cpu: float
    """Seconds, user + system."""
    memory: float
    """Largest process, in MB."""

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.cpu + other.cpu, max(self.memory, other.memory))


def run(command: Sequence[str | Path], folder: Path) -> Cost:
    """Run a command to its end; its output is thrown away unless it fails."""
    log = folder / "log.txt"
    arguments = [str(part) for part in command]
    with log.open("wb") as output:
        pid = os.posix_spawn(
            arguments[0],
            arguments,
            os.environ,
            file_actions=[(os.POSIX_SPAWN_DUP2, output.fileno(), 1), (os.POSIX_SPAWN_DUP2, output.fileno(), 2)],
        )
        _, status, usage = os.wait4(pid, 0)
    if status:
        sys.exit(f"{' '.join(arguments)} failed:\n{log.read_text(errors='replace')[-2000:]}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def ours(folder: Path, targets: Sequence[str]) -> Cost:
    """Our build of all schools, everything cold."""
    output = folder / "ours"
    shutil.rmtree(output, ignore_errors=True)
    return run([BIN / "schoolprotocol", "--root", ROOT, "--output", output, "build", *targets], folder)


def naive(folder: Path, sources: Sequence[Path], *, with_pdf: bool) -> Cost:
    """A process each, school after school."""
    output = folder / "naive"
    shutil.rmtree(output, ignore_errors=True)
    total = Cost(0, 0)
    for source in sources:
        single, pdf = output / "single" / source.name, output / f"{source.name}.pdf"
        total += run([BIN / "sphinx-build", "-q", "-b", "html", source, output / source.name], folder)
        if with_pdf:
            total += run([BIN / "sphinx-build", "-q", "-b", "singlehtml", source, single], folder)
            total += run([BIN / "weasyprint", "-q", single / "index.html", pdf], folder)
    return total


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(statistics.median(c.cpu for c in costs), statistics.median(c.memory for c in costs))


def main() -> None:
    """Measure, alternating ours and naive, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    cases = {"HTML": (["html"], False), "HTML + PDF": (["html", "pdf"], True)}
    with tempfile.TemporaryDirectory(prefix="schoolprotocol-bench-") as scratch:
        folder = Path(scratch)
        ours(folder, ["html"])  # warms the machine's caches, and writes the projects that the naive way builds
        kept = folder / "projects"
        shutil.copytree(folder / "ours" / "source", kept / "source")
        sources = sorted(p.parent for p in _projects(kept / "source"))
        print(
            f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; {len(sources)} schools"
        )
        print(f"{'per school':<12} {'ours':>9} {'naive':>9} {'ratio':>7}   {'memory, ours':>12} {'naive':>8}")
        for name, (targets, with_pdf) in cases.items():
            pairs = [(ours(folder, targets), naive(folder, sources, with_pdf=with_pdf)) for _ in range(runs)]
            mine, other = median([a for a, _ in pairs]), median([b for _, b in pairs])
            ratio = statistics.median(b.cpu / a.cpu for a, b in pairs)
            n = len(sources)
            print(
                f"{name:<12} {mine.cpu / n:7.2f} s {other.cpu / n:7.2f} s {ratio:6.1f}x"
                f"   {mine.memory:9.0f} MB {other.memory:5.0f} MB"
            )


def _projects(folder: Path) -> list[Path]:
    """Every conf.py, with its theme's path made absolute: the projects were moved."""
    found = sorted(folder.rglob("conf.py"))
    for conf in found:
        text = conf.read_text(encoding="utf-8")
        conf.write_text(text + f"\nhtml_theme_path = [{str(ROOT / 'templates' / 'theme')!r}]\n", encoding="utf-8")
    return found


if __name__ == "__main__":
    main()
