"""What a preview costs: from a changed text to its HTML in a warm process, and from saving to the page of `serve`."""

from __future__ import annotations

import gc
import http.client
import json
import re
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import yaml

from schoolprotocol import Project
from schoolprotocol.machine import live_long

CLAUSES = 200
"""On the long page."""
RUNS, WARM = 15, 3
Files = dict[str, str]
"""What an editor holds, by path."""


def rows(root: Path) -> list[str]:
    """Rows for the table: a clause for one school and for all that have it, and a page of 200 clauses.

    Args:
        root: a project that may be changed.
    """
    gc.collect()
    gc.freeze()  # what the rest of the bench holds is no business of a preview
    live_long()  # as in the commands that show previews
    project = Project.open(root)
    file, clause = _shared_clause(project)
    text = (root / file).read_text("utf-8")
    typed = [{file: _reworded(text, clause, number)} for number in range(WARM + RUNS)]
    every = _median(typed, lambda files: project.with_files(files).preview(clause))
    schools = len(project.preview(clause))
    first, last = _saved(project, *_clause_of_the_catalogue(project))
    school = _long_document(root)
    long = project.now()
    page = _median(typed, lambda files: long.with_files(files).document(school).preview())
    figures = {
        f"preview of a changed clause, in all {schools} schools that have it": every,
        f"preview of a page of {CLAUSES} clauses": page,
    }
    saved = {
        "`serve`: from saving such a clause to the page of a school": first,
        f"`serve`: to the pages of all {schools} schools, asked for one after the other": last,
    }
    told = [f"| {what} | {1000 * seconds:.0f} ms | — | — | — | — |" for what, seconds in saved.items()]
    return [f"| {what} | {1000 * seconds:.0f} ms CPU | — | — | — | — |" for what, seconds in figures.items()] + told


def _saved(project: Project, file: str, clause: str) -> tuple[float, float]:
    """Seconds on the clock from saving a clause to the page of one school, and to those of all, from a real server."""
    root = project.folders.root
    paths = [f"/{one.school}/{one.protocol}/" for one in project.documents()]
    path, before = root / file, (root / file).read_text("utf-8")
    taken: list[tuple[float, float]] = []
    with subprocess.Popen(
        [sys.executable, "-m", "schoolprotocol", "--root", str(root), "serve", "--port", "0", "--no-browser"],
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as server:
        try:
            assert server.stdout is not None
            (port,) = re.findall(r":(\d+)/", server.stdout.readline())
            paths = [_asked(port, f"/-/tekst{one}", "Location") for one in paths]
            for number in range(WARM + RUNS):
                now = _asked(port, "/-/nu")
                path.write_text(_reworded(before, clause, number), "utf-8")
                start = time.perf_counter()
                _asked(port, f"/-/nu?gezien={json.loads(now)['nu']}")
                assert f"versie {number}" in _asked(port, paths[0])
                first = time.perf_counter() - start
                for one in paths[1:]:
                    assert f"versie {number}" in _asked(port, one)
                taken.append((first, time.perf_counter() - start))
        finally:
            server.terminate()
            path.write_text(before, "utf-8")
    firsts, lasts = zip(*taken[WARM:], strict=True)
    return statistics.median(firsts), statistics.median(lasts)


def _asked(port: str, path: str, header: str | None = None) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=120)
    connection.request("GET", path)
    answer = connection.getresponse()
    text = answer.read().decode("utf-8")
    connection.close()
    return answer.headers[header] if header is not None else text


def _median(typed: Sequence[Files], work: Callable[[Files], object]) -> float:
    """Seconds of the processor from what was typed to its HTML; the first few warm what stays warm."""
    taken = []
    for files in typed:
        start = time.process_time()
        work(files)
        taken.append(time.process_time() - start)
    return statistics.median(taken[WARM:])


def _shared_clause(project: Project) -> tuple[str, str]:
    """The file and the id of the clause that stands in most documents; the text for the schoolgids does not count."""
    having = Counter(clause.id for document in project.documents() for clause in document.policy.clauses())
    ((id_, _number),) = having.most_common(1)
    (protocol, *_rest) = project.corpus.protocols.values()
    return protocol.clauses[id_].at("text").file, id_


def _clause_of_the_catalogue(project: Project) -> tuple[str, str]:
    """The file and the id of a clause that every school prints as the catalogue has it, or as many as there are."""
    printed = [clause for one in project.documents() for clause in one.policy.clauses() if clause.source == "base"]
    ((id_, _number),) = Counter(clause.id for clause in printed).most_common(1)
    (protocol, *_rest) = project.corpus.protocols.values()
    return protocol.clauses[id_].at("text").file, id_


def _reworded(text: str, clause: str, number: int) -> str:
    """The file with another text for the clause; each number gives another one."""
    items = yaml.safe_load(text)
    for item in items:
        if item.get("id") == clause:
            item["text"] = f"{item['text']} Zo luidt versie {number}."
    return yaml.safe_dump(items, allow_unicode=True, sort_keys=False)


def _long_document(root: Path) -> str:
    """Give one school as many clauses of its own as make its document 200 clauses long; returns the school."""
    project = Project.open(root)
    document = max(project.documents(), key=lambda one: sum(1 for _clause in one.policy.clauses()))
    clauses = list(document.policy.clauses())
    file = root / f"policy_src/schools/{document.school}/{document.protocol}.yaml"
    last = clauses[-1].id
    added = "\n".join(
        f"  - {{add: lang.clausule-{n}, after: {last}, title: Clausule {n}, audience: [leerling], reason: Meten., "
        f'text: "Een clausule van gewone lengte, met *nadruk* en {{clause}}`{last}`; nummer {n}."}}'
        for n in range(CLAUSES - len(clauses))
    )
    text = file.read_text("utf-8")
    has_operations = re.search(r"^operations:\s*$", text, re.MULTILINE)
    file.write_text(
        re.sub(r"^operations:\s*$", f"operations:\n{added}", text, count=1, flags=re.MULTILINE)
        if has_operations
        else f"{text}\noperations:\n{added}\n",
        "utf-8",
    )
    return document.school
