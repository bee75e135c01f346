"""What a build costs, beside other ways on the same content in the same run.

    python tests/bench/bench.py [--schools 24] [--many 1000] [--runs 3] [--sizes 24 120] [--write]
    python tests/bench/bench.py --beside [--schools 24] [--many 1000] [--runs 3] [--write]
    python tests/bench/bench.py --growth FILE [--sizes 24 120 1000 2000] [--write]
    python tests/bench/bench.py --dask [--schools 24] [--write]

Ours: `schoolprotocol build`, all schools in one command, everything cold. Naive: for each school a process each for
`sphinx-build -b html`, `sphinx-build -b singlehtml` and `weasyprint`, on a project as one would write it by hand
(naive.py); simplepdf: for each school `sphinx-build -b html` and `sphinx-build -b simplepdf`. A school that adopted a
version has two texts, and so each way makes both. CPU seconds are user + system of the whole process tree; memory is
the largest single process. Machines differ and drift: read the ratios, not the seconds. `--beside` only measures
what stands beside other ways, `--growth` only what grows and goes on where FILE ends, `--dask` only what a cluster
does. `--write` puts the figures and the plots in docs/architecture/speed.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from types import MappingProxyType

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
sys.path.insert(0, str(ROOT))

from schoolprotocol.documents.finding import open_corpus, policies_of, resolve_all  # noqa: E402
from schoolprotocol.policy.model import Policy  # noqa: E402
from tests.bench import cluster, generated, growth, large, naive, preview, studio, together  # noqa: E402
from tests.bench.plot import Bar, Line, Panel, curves, plot  # noqa: E402
from tests.bench.schools import make  # noqa: E402

PAGE = ROOT / "docs" / "architecture" / "speed.md"
PLOT = ROOT / "docs" / "images" / "speed.svg"
GROWN = ROOT / "docs" / "images" / "growth.svg"
BEGIN, END = "<!-- made by make bench -->", "<!-- end -->"
GROWS, CLUSTER = "<!-- what grows, made by make bench -->", "<!-- a cluster, made by make bench -->"
PANELS = {
    "school": "schools",
    "release": "releases of one school",
    "protocol": "protocols",
    "clause": "clauses of a document",
}
"""Of the plot of what grows."""
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
    spawned = [sys.executable, "-IS", str(Path(__file__).with_name("spawned.py")), str(log), *arguments]
    told = subprocess.run(spawned, env=environment, stdout=subprocess.PIPE, check=True).stdout
    cpu, wall, memory, code = json.loads(told)
    if code not in good:
        sys.exit(f"{' '.join(arguments)} failed:\n{log.read_text(errors='replace')[-2000:]}")
    return Cost(cpu, wall, memory)


class Bench:
    """The ways on one project."""

    def __init__(self, number: int, folder: Path, *, with_releases: bool = True, of_ours: bool = True) -> None:
        self.number, self.folder = number, folder
        self.root = folder / f"project-{number}-{'with' if with_releases else 'without'}-{of_ours}"
        if not self.root.exists():
            make(number, self.root, with_releases=with_releases) if of_ours else generated.make(number, self.root)
        self.output = folder / "ours"
        self.log = folder / "log.txt"
        self.texts = [*published(ROOT if of_ours else self.root, with_releases=with_releases)]

    def ours(self, *targets: str, cold: bool = True) -> Cost:
        """Our build of all schools, for one school."""
        if cold:
            shutil.rmtree(self.output, ignore_errors=True)
        return self._command("build", *targets)

    def check(self) -> Cost:
        """`schoolprotocol check` of all schools, for one school."""
        return self._command("check", "--anew", good=FINDS)

    def _command(self, *words: str, good: Sequence[int] = (0,)) -> Cost:
        command: list[str | Path] = [BIN / "schoolprotocol", "--root", self.root, "--output", self.output, *words]
        return run(command, self.log, good=good).per(self.number)

    def all_at_once(self, options: Sequence[str]) -> Cost:
        """Our build of all outputs of all schools, cold."""
        shutil.rmtree(self.output, ignore_errors=True)
        cost = self._command("build", *options)
        return Cost(cost.cpu * self.number, cost.wall * self.number, cost.memory)

    def require_words(self) -> None:
        """That our pages, which were made last, have what the naive ones must have."""
        for policy in self.texts:
            _require(naive.words_of(policy), self.output / "html" / policy.school)

    def naive(self, *, with_pdf: bool) -> Cost:
        """A process each, school after school, for one school."""
        total = Cost(0, 0, 0)
        for policy, project, output in self._by_hand():
            total += self._html(BIN, naive.write(policy, project), project, output)
            if with_pdf:
                single = output / "single"
                total += run([BIN / "sphinx-build", "-q", "-b", "singlehtml", project, single], self.log)
                _require(naive.words_of(policy), single)
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
        for policy in self.texts:
            name = f"{policy.school}-{policy.document.version}"
            yield policy, source / name, output / name

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


def published(root: Path, *, with_releases: bool) -> Iterator[Policy]:
    """The texts of a few schools for which our build makes a site and a PDF: what is adopted, and what is proposed."""
    corpus = open_corpus(root)
    for key, policy in islice(policies_of(resolve_all(corpus)).items(), SAMPLE):
        yield policy
        if with_releases:
            yield from (release.policy for release in corpus.schools[key[0]].releases_of(key[1]))


def _require(words: Sequence[str], site: Path) -> None:
    """A rival that loses text is no rival."""
    text = " ".join(re.sub(r"<[^>]+>", "", path.read_text("utf-8")) for path in site.rglob("*.html"))
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
    """Runs our commands on a project, which may have findings that stop no build."""

    def command(root: Path, words: Sequence[str]) -> Cost:
        good = (0,) if words[0] in {"build", "site"} else FINDS
        return run([BIN / "schoolprotocol", "--root", root, *words], log, good=good)

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


HEAD = ["| what, for one school | ours | theirs | ratio | ours: wall ÷ CPU | ours: largest process |", "|" + "---|" * 6]


def measured(schools: int, many: int, runs: int, folder: Path) -> tuple[list[str], list[Bar]]:
    """The rows of the table, and the bars of the plot."""
    bench = Bench(schools, folder)
    bench.ours("html")  # warms the caches of the machine
    bench.require_words()
    rows, bars = [*HEAD], dict[str, float]()

    def against(what: str, theirs: str, ours: Callable[[], Cost], other: Callable[[], Cost]) -> Cost:
        mine, rival, ratio = paired(runs, ours, other)
        rows.append(
            f"| {what} | {mine.cpu:.2f} s CPU | {theirs}: {rival.cpu:.2f} s CPU | {ratio:.1f}× "
            f"| {mine.wall / mine.cpu:.2f} | {mine.memory:.0f} MB |"
        )
        bars.update({f"{what}: {theirs}": rival.cpu, f"{what}: ours": mine.cpu})
        return rival

    html, both = partial(bench.ours, "html"), partial(bench.ours, "html", "pdf")
    plain, others = Bench(schools, folder, with_releases=False), Bench(schools, folder, of_ours=False)
    of_html = against("HTML, two texts", "naive", html, partial(bench.naive, with_pdf=False))
    against("HTML, one text", "naive", partial(plain.ours, "html"), partial(plain.naive, with_pdf=False))
    of_both = against("HTML + PDF, two texts", "naive", both, partial(bench.naive, with_pdf=True))
    if _can_be_had():
        against("HTML + PDF, two texts", "simplepdf", both, bench.simplepdf)
    long = "one other text, three times as long"
    against(f"HTML, {long}", "naive", partial(others.ours, "html"), partial(others.naive, with_pdf=False))
    others.require_words()
    against(f"HTML + PDF, {long}", "naive", partial(others.ours, "html", "pdf"), partial(others.naive, with_pdf=True))
    shutil.rmtree(others.root)
    rows += _again(bench, runs)
    rows += _of_many(bench, folder, ["html"], many, of_html)
    rows += _of_many(bench, folder, ["html", "pdf"], max(many // 10, schools + 1), of_both)
    named = {
        "reports of changes": "diff",
        "Word": "docx",
        "texts for the schoolgids": "schoolgids",
        "cards": "kaart",
    }
    for what, cost in (
        *((what, bench.ours(target)) for what, target in named.items()),
        ("all outputs", bench.ours()),
        ("check, everything", bench.check()),
    ):
        rows.append(f"| {what} | {cost.cpu:.2f} s CPU | — | — | {cost.wall / cost.cpu:.2f} | {cost.memory:.0f} MB |")
    rows += _waiting(bench, runs)
    rows += large.rows(folder / "large", partial(run, log=bench.log), bench.log)
    rows += preview.rows(make(PREVIEWED, folder / "preview"))
    rows += studio.rows(Path(shutil.copytree(ROOT / "tests" / "roots" / "klein", folder / "studio")))
    rows += together.rows(Path(shutil.copytree(ROOT / "tests" / "roots" / "klein", folder / "together")))
    return rows, [Bar(*bar) for bar in bars.items()]


def _again(bench: Bench, runs: int) -> list[str]:
    """Builds of what was built before."""
    schools = bench.number
    bench.ours("html", "pdf")
    unchanged = _median([bench.ours("html", "pdf", cold=False) for _ in range(runs)])
    bench.edit()
    edited = bench.ours("html", "pdf", cold=False)
    return [
        f"| nothing changed, all {schools} at once | {unchanged.wall * schools:.2f} s wall | — | — | — "
        f"| {unchanged.memory:.0f} MB |",
        f"| a clause that three in five schools have, all {schools} at once | {edited.wall * schools:.1f} s wall, "
        f"{edited.cpu * schools:.1f} s CPU | — | — | {edited.wall / edited.cpu:.2f} | {edited.memory:.0f} MB |",
    ]


def _waiting(bench: Bench, runs: int) -> list[str]:
    """What one person waits for: help, and the pages of one school where nothing was made yet."""
    school = min(path.name for path in (bench.root / "policy_src" / "schools").iterdir())
    into_nothing = f"`build html --school` of {bench.number}, into an empty folder"
    told = []
    for what, command in (
        ("`--help`", partial(run, [BIN / "schoolprotocol", "--help"], bench.log)),
        (into_nothing, partial(bench.all_at_once, ["html", "--school", school])),
    ):
        cost = _median([command() for _ in range(runs)])
        took = f"{cost.wall:.2f} s wall, {cost.cpu:.2f} s CPU"
        told.append(f"| {what} | {took} | — | — | {cost.wall / cost.cpu:.2f} | {cost.memory:.0f} MB |")
    return told


def _of_many(bench: Bench, folder: Path, targets: Sequence[str], number: int, rival: Cost) -> list[str]:
    """So many schools: beside the naive way, beside the few, what comes before the first page, and one edited."""
    what, few, many = " + ".join(map(str.upper, targets)), bench.ours(*targets), Bench(number, folder)
    larger = many.ours(*targets)
    told = f"{100 * (larger.cpu / few.cpu - 1):+.0f}% against {bench.number}"
    if number > 2 * bench.number:  # of a line through both: what a build would take that has no school
        before = (few.cpu - larger.cpu) * bench.number * number / (number - bench.number)
        told += f"; all but schools {before:.1f} s"
    growth.edited(many.root)
    one = many.ours(*targets, cold=False)
    shutil.rmtree(many.root)
    shutil.rmtree(many.output)
    return [
        f"| {what}, {number} schools ({told}) | {larger.cpu:.3f} s CPU "
        f"| naive: {rival.cpu:.2f} s CPU | {rival.cpu / larger.cpu:.1f}× "
        f"| {larger.wall / larger.cpu:.2f} | {larger.memory:.0f} MB |",
        f"| {what}, one school edited among {number}, all at once | {one.cpu * number:.1f} s CPU | — | — "
        f"| {one.wall / one.cpu:.2f} | {one.memory:.0f} MB |",
    ]


def grown(kept: growth.Kept) -> str:
    """The plot of what grows: a panel for each thing of which there may be many."""
    panels = []
    for of, named in PANELS.items():
        found: dict[str, dict[int, growth.Measured]] = {}
        for one in kept.all():
            if one.of == of:
                found.setdefault(one.what, {})[one.number] = one  # what was measured last
        lines = [
            Line(what, f"{growth.slope([*costs.values()]):.2f}", [(n, costs[n].cpu) for n in sorted(costs)])
            for what, costs in found.items()
            if len(costs) > 1
        ]
        if lines:
            panels.append(Panel(named, lines))
    return curves("CPU seconds of a command, and the slope of its line", panels)


def _written(page: str, text: str, begin: str) -> str:
    """The page with another text between two marks, of which the first one is `begin`."""
    before, mark, after = page.partition(begin)
    if not mark:
        raise SystemExit(f"{PAGE} lacks {begin}")
    return f"{before}{begin}\n\n{text}\n\n{END}{after.partition(END)[2]}"


def write(begin: str, text: str, plots: Mapping[Path, str]) -> None:
    """Put a text behind its mark in the page, and plots in their files."""
    PAGE.write_text(_written(PAGE.read_text("utf-8"), text, begin), "utf-8")
    for path, plot_ in plots.items():
        path.write_text(plot_, "utf-8")


def main() -> None:
    """Measure, alternating ours and naive, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schools", type=int, default=24)
    parser.add_argument("--many", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--beside", action="store_true", help="only what stands beside other ways")
    parser.add_argument("--growth", type=Path, metavar="FILE", help="only what grows, kept in FILE")
    parser.add_argument("--sizes", type=int, nargs="+", default=[24, 120], help="numbers of schools of what grows")
    parser.add_argument("--dask", action="store_true", help="only what a cluster does")
    asked = parser.parse_args()

    def tell(mark: str, rows: list[str], plots: Mapping[Path, str] = MappingProxyType({})) -> None:
        text = "\n".join([f"Measured on: {machine()}.", "", *rows])
        print(text, end="\n\n", flush=True)
        if asked.write:  # as it comes: whatever stops the rest, it was measured
            write(mark, text, plots)

    with tempfile.TemporaryDirectory(prefix="schoolprotocol-bench-") as scratch:
        folder = Path(scratch)
        if asked.dask:
            bench = Bench(asked.schools, folder)
            tell(CLUSTER, cluster.rows(bench.root, asked.schools, folder / "cluster", bench.all_at_once))
            return
        if not asked.beside:
            kept = growth.Kept(asked.growth or folder / "growth.jsonl")
            rows = growth.rows(asked.sizes, folder, growing(folder / "log.txt"), kept)
            tell(GROWS, rows, {GROWN: grown(kept)})
        if asked.growth is None:
            rows, bars = measured(asked.schools, asked.many, asked.runs, folder)
            tell(BEGIN, rows, {PLOT: plot("CPU seconds for one school", bars)})


if __name__ == "__main__":
    main()
