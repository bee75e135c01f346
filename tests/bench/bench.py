"""What a build costs, beside other ways on the same content in the same run.

    python tests/bench/bench.py [--schools 24] [--many 1000] [--runs 3] [--write]

Ours: `schoolprotocol build`, all schools in one command, everything cold. Naive: for each school a process each for
`sphinx-build -b html`, `sphinx-build -b singlehtml` and `weasyprint`, on a project as one would write it by hand
(naive.py); simplepdf: for each school `sphinx-build -b html` and `sphinx-build -b simplepdf`. CPU seconds are user +
system of the whole process tree; memory is the largest single process. Machines differ and drift: read the ratios, not
the seconds. `--write` puts the figures and the plot in docs/architecture/speed.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
sys.path.insert(0, str(ROOT))

from schoolprotocol.documents.finding import open_corpus, policies_of, resolve_all  # noqa: E402
from schoolprotocol.policy.model import Policy  # noqa: E402
from tests.bench import growth, naive, preview, studio, together  # noqa: E402
from tests.bench.plot import Bar, plot  # noqa: E402
from tests.bench.schools import make  # noqa: E402

PAGE = ROOT / "docs" / "architecture" / "speed.md"
PLOT = ROOT / "docs" / "images" / "speed.svg"
BEGIN, END = "<!-- made by make bench -->", "<!-- end -->"
FINDS = (0, 1)
"""What a check ends with that comes to its end: clones lack notes about their names."""
SAMPLE = 5
"""So many schools are built the naive way: its cost per school does not depend on their number."""
SIMPLEPDF = "sphinx-simplepdf==1.7.0"
PREVIEWED = 14
"""So many schools have the clause of which a preview is asked."""
RIVAL = ROOT / ".make" / "simplepdf"
"""A virtual environment with it, and with our versions of everything else."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took."""

    cpu: float
    """Seconds, user + system, of the whole process tree."""
    wall: float
    """Seconds."""
    memory: float
    """Largest process, in MB."""

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.cpu + other.cpu, self.wall + other.wall, max(self.memory, other.memory))

    def per(self, number: int) -> Cost:
        """The same for one of so many."""
        return Cost(self.cpu / number, self.wall / number, self.memory)


def run(command: Sequence[str | Path], log: Path, path: Path = BIN, good: Sequence[int] = (0,)) -> Cost:
    """Run a command to its end, with the programs in `path`; its output is thrown away unless it fails."""
    environment = {**os.environ, "PATH": f"{path}{os.pathsep}{os.environ['PATH']}"}
    arguments = [str(part) for part in command]
    start = time.perf_counter()
    with log.open("wb") as output:
        actions = [(os.POSIX_SPAWN_DUP2, output.fileno(), one) for one in (1, 2)]
        pid = os.posix_spawn(arguments[0], arguments, environment, file_actions=actions)
        _, status, usage = os.wait4(pid, 0)
    if os.waitstatus_to_exitcode(status) not in good:
        sys.exit(f"{' '.join(arguments)} failed:\n{log.read_text(errors='replace')[-2000:]}")
    return Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss / 1024)


class Bench:
    """The ways on one project."""

    def __init__(self, number: int, folder: Path, *, with_releases: bool = True) -> None:
        self.number, self.folder = number, folder
        self.root = folder / f"project-{number}-{'with' if with_releases else 'without'}"
        if not self.root.exists():
            make(number, self.root, with_releases=with_releases)
        self.output = folder / "ours"
        self.log = folder / "log.txt"

    def ours(self, *targets: str, cold: bool = True) -> Cost:
        """Our build of all schools, for one school."""
        if cold:
            shutil.rmtree(self.output, ignore_errors=True)
        command: list[str | Path] = [
            BIN / "schoolprotocol",
            "--root",
            self.root,
            "--output",
            self.output,
            "build",
            *targets,
        ]
        return run(command, self.log).per(self.number)

    def check(self) -> Cost:
        """`schoolprotocol check` of all schools, for one school."""
        command: list[str | Path] = [
            BIN / "schoolprotocol",
            "--root",
            self.root,
            "--output",
            self.output,
            "check",
            "--anew",
        ]
        return run(command, self.log, good=FINDS).per(self.number)

    def edit_one(self) -> None:
        """Change the text of one school."""
        path = min((self.root / "policy_src" / "schools").iterdir()) / "school.yaml"
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"^(site_title: .*)$", r"\1 en meer", text, flags=re.MULTILINE), "utf-8")

    def naive(self, *, with_pdf: bool) -> Cost:
        """A process each, school after school, for one school."""
        total = Cost(0, 0, 0)
        for policy, project, output in self._by_hand():
            total += self._html(BIN, naive.write(policy, project), project, output)
            if with_pdf:
                single = output / "single"
                total += run([BIN / "sphinx-build", "-q", "-b", "singlehtml", project, single], self.log)
                total += run([BIN / "weasyprint", "-q", single / "index.html", output / "a.pdf"], self.log)
        return total.per(SAMPLE)

    def simplepdf(self) -> Cost:
        """The same with the builder that Sphinx has for this, for one school."""
        total, path = Cost(0, 0, 0), RIVAL / "bin"
        for policy, project, output in self._by_hand():
            total += self._html(path, naive.write(policy, project, "sphinx_simplepdf"), project, output)
            printed = output / "printed"
            total += run([path / "sphinx-build", "-q", "-b", "simplepdf", project, printed], self.log, path)
            assert list(printed.glob("*.pdf")), self.log.read_text()  # it only warns where WeasyPrint fails
        return total.per(SAMPLE)

    def _by_hand(self) -> Iterator[tuple[Policy, Path, Path]]:
        """The texts that are made the other ways, each with a folder for its project and one for what is made."""
        source, output = self.folder / "naive-source", self.folder / "naive"
        for folder in (source, output):
            shutil.rmtree(folder, ignore_errors=True)
        for policy in list(policies_of(resolve_all(open_corpus(ROOT))).values())[:SAMPLE]:
            yield policy, source / policy.school, output / policy.school

    def _html(self, path: Path, words: Sequence[str], project: Path, output: Path) -> Cost:
        cost = run([path / "sphinx-build", "-q", "-b", "html", project, output / "html"], self.log, path)
        _require(words, output / "html")
        return cost

    def edit(self) -> None:
        """Change a clause that three of the five schools have, and so three in five of all."""
        path = self.root / "policy_src/protocols/sociale-media/clauses/uitgangspunten.yaml"
        text = path.read_text("utf-8")
        old = "Dit protocol is bedoeld voor iedereen"
        new = old.replace("voor iedereen", "echt voor iedereen")
        edited = text.replace(new, old) if new in text else text.replace(old, new)
        assert edited != text, "the clause that is edited reads otherwise by now"
        path.write_text(edited, "utf-8")


def _require(words: Sequence[str], site: Path) -> None:
    """A rival that loses text is no rival."""
    text = " ".join(re.sub(r"<[^>]+>", "", path.read_text("utf-8")) for path in site.glob("*.html"))
    text = " ".join(text.split())
    lost = [one for one in words if " ".join(one.split()) not in text]
    assert not lost, lost[:3]


def paired(runs: int, one: Callable[[], Cost], other: Callable[[], Cost]) -> tuple[Cost, Cost, float]:
    """Medians of both, alternating, and the median of the ratios of processor time."""
    pairs = [(one(), other()) for _ in range(runs)]
    return (
        _median([a for a, _ in pairs]),
        _median([b for _, b in pairs]),
        statistics.median(b.cpu / a.cpu for a, b in pairs),
    )


def growing(log: Path) -> growth.Run:
    """Runs our commands on a project, which may have findings."""

    def command(root: Path, words: Sequence[str]) -> Cost:
        return run([BIN / "schoolprotocol", "--root", root, *words], log, good=FINDS)

    return command


def _median(costs: Sequence[Cost]) -> Cost:
    middle = statistics.median
    return Cost(middle(c.cpu for c in costs), middle(c.wall for c in costs), middle(c.memory for c in costs))


def _can_be_had() -> bool:
    """Whether simplepdf is there; it is installed where that can be done."""
    if not (RIVAL / "bin" / "sphinx-build").exists():
        shutil.rmtree(RIVAL, ignore_errors=True)
        ours = [f"{name}=={version(name)}" for name in ("Sphinx", "weasyprint", "myst-parser", "docutils")]
        subprocess.run([sys.executable, "-m", "venv", RIVAL], check=True)
        install: list[str | Path] = [RIVAL / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check"]
        if subprocess.run([*install, SIMPLEPDF, *ours], check=False).returncode:
            shutil.rmtree(RIVAL)
            print(f"{SIMPLEPDF} cannot be installed here: it is not measured.")
            return False
    return True


def machine() -> str:
    """What it was measured on."""
    try:
        model = next(line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name"))
        model = model.partition(":")[2].strip()
    except (OSError, StopIteration):
        model = platform.machine()
    packages = ", ".join(f"{name} {version(name)}" for name in ("Sphinx", "weasyprint"))
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}, {packages}"


def measured(schools: int, many: int, runs: int, folder: Path) -> tuple[list[str], list[Bar]]:
    """The rows of the table, and the bars of the plot."""
    bench = Bench(schools, folder)
    bench.ours("html")  # warms the caches of the machine
    rows = [
        "| what, for one school | ours | theirs | ratio | ours: wall ÷ CPU | ours: largest process |",
        "|" + "---|" * 6,
    ]
    bars: dict[str, float] = {}

    def against(what: str, theirs: str, ours: Callable[[], Cost], other: Callable[[], Cost]) -> None:
        mine, rival, ratio = paired(runs, ours, other)
        rows.append(
            f"| {what} | {mine.cpu:.2f} s CPU | {theirs}: {rival.cpu:.2f} s CPU | {ratio:.1f}× "
            f"| {mine.wall / mine.cpu:.2f} | {mine.memory:.0f} MB |"
        )
        bars.update({f"{what}: {theirs}": rival.cpu, f"{what}: ours": mine.cpu})

    html, both = partial(bench.ours, "html"), partial(bench.ours, "html", "pdf")
    plain = Bench(schools, folder, with_releases=False)
    against("HTML", "naive", html, partial(bench.naive, with_pdf=False))
    against("HTML, no earlier version", "naive", partial(plain.ours, "html"), partial(bench.naive, with_pdf=False))
    against("HTML + PDF", "naive", both, partial(bench.naive, with_pdf=True))
    if _can_be_had():
        against("HTML + PDF", "simplepdf", both, bench.simplepdf)
    both()
    unchanged = _median([bench.ours("html", "pdf", cold=False) for _ in range(runs)])
    rows.append(
        f"| nothing changed, all {schools} at once | {unchanged.wall * schools:.2f} s wall | — | — | — "
        f"| {unchanged.memory:.0f} MB |"
    )
    bench.edit()
    edited = bench.ours("html", "pdf", cold=False)
    rows.append(
        f"| a clause that three in five schools have, all {schools} at once | {edited.wall * schools:.1f} s wall, "
        f"{edited.cpu * schools:.1f} s CPU | — | — | {edited.wall / edited.cpu:.2f} | {edited.memory:.0f} MB |"
    )
    for what, number, targets in (
        ("HTML", many, ["html"]),
        ("HTML + PDF", max(many // 10, schools + 1), ["html", "pdf"]),
    ):
        few, larger = bench.ours(*targets), Bench(number, folder).ours(*targets)
        more = f"{100 * (larger.cpu / few.cpu - 1):+.0f}%"
        rows.append(
            f"| {what}, {number} schools, against {schools} of ours | {larger.cpu:.3f} s CPU | {few.cpu:.3f} s CPU "
            f"| {more} | {larger.wall / larger.cpu:.2f} | {larger.memory:.0f} MB |"
        )
    for what, target in (("reports of changes", "diff"), ("Word", "docx"), ("texts for the schoolgids", "schoolgids")):
        alone = bench.ours(target)
        rows.append(
            f"| {what} | {alone.cpu:.2f} s CPU | — | — | {alone.wall / alone.cpu:.2f} | {alone.memory:.0f} MB |"
        )
    everything = bench.ours()
    rows.append(f"| all outputs | {everything.cpu:.2f} s CPU | — | — | — | {everything.memory:.0f} MB |")
    these, of_few = Bench(many, folder), bench.check()
    of_many = these.check()
    rows.append(
        f"| check, {many} schools, against {schools} of ours | {of_many.cpu:.3f} s CPU | {of_few.cpu:.3f} s CPU "
        f"| {100 * (of_many.cpu / of_few.cpu - 1):+.0f}% | {of_many.wall / of_many.cpu:.2f} | {of_many.memory:.0f} MB |"
    )
    these.ours("html")
    these.edit_one()
    one = these.ours("html", cold=False)
    rows.append(
        f"| HTML, one school edited among {many}, all at once | {one.cpu * many:.1f} s CPU | — | — "
        f"| {one.wall / one.cpu:.2f} | {one.memory:.0f} MB |"
    )
    rows += preview.rows(make(PREVIEWED, folder / "preview"))
    kept = growth.Kept(folder / "growth.jsonl")
    rows += growth.rows([schools, schools * 10, many], folder, growing(folder / "log.txt"), kept)
    rows += studio.rows(Path(shutil.copytree(ROOT / "tests" / "roots" / "klein", folder / "studio")))
    rows += together.rows(Path(shutil.copytree(ROOT / "tests" / "roots" / "klein", folder / "together")))
    return rows, [Bar(*bar) for bar in bars.items()]


def main() -> None:
    """Measure, alternating ours and naive, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schools", type=int, default=24)
    parser.add_argument("--many", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--growth", type=Path, metavar="FILE", help="only what grows, kept in FILE, for --sizes")
    parser.add_argument("--sizes", type=int, nargs="+", default=[24, 240, 1000, 2000])
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="schoolprotocol-bench-") as scratch:
        if asked.growth is not None:
            folder, kept = Path(scratch), growth.Kept(asked.growth)
            print("\n".join(growth.rows(asked.sizes, folder, growing(folder / "log.txt"), kept)))
            return
        rows, bars = measured(asked.schools, asked.many, asked.runs, Path(scratch))
    text = "\n".join([f"Measured on: {machine()}.", "", *rows])
    print(text)
    if asked.write:
        page = PAGE.read_text("utf-8")
        before, after = page.partition(BEGIN)[0], page.partition(END)[2]
        PAGE.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", "utf-8")
        PLOT.write_text(plot("CPU seconds for one school", bars), "utf-8")


if __name__ == "__main__":
    main()
