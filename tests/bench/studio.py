"""What a keystroke in the studio costs: from what was typed to the HTML of the clause, as a page asks for it."""

from __future__ import annotations

import gc
import re
import statistics
import time
from pathlib import Path

import yaml
from starlette.testclient import TestClient

from schoolprotocol.studio import clauses
from schoolprotocol.studio.app import application
from schoolprotocol.studio.door.cookies import SESSION as COOKIE
from schoolprotocol.studio.door.people import ALONE
from schoolprotocol.studio.studio import Studio
from schoolprotocol.templating import Templates

SIZES = (40, 200, 1_000)
"""Clauses of the document in which somebody types."""
RUNS, WARM = 40, 4


def rows(root: Path) -> list[str]:
    """Rows for the table: p50 and p95 of the processor's time at each size.

    Args:
        root: the small project (`tests/roots/klein`), which may be changed.
    """
    found = []
    for size in SIZES:
        _grow(root, size)
        taken = sorted(_typed(root))
        p50, p95 = statistics.median(taken), taken[int(0.95 * len(taken))]
        found.append(
            f"| `studio`: from a keystroke to the clause, in a document of {size} clauses (p50; p95) "
            f"| {1000 * p50:.0f} ms CPU; {1000 * p95:.0f} ms CPU | — | — | — | — |"
        )
    return found


def _grow(root: Path, size: int) -> None:
    """Let the protocol have so many clauses, in files of forty as people keep them, and in its outline."""
    folder = root / "policy_src/protocols/telefoons"
    protocol = folder / "protocol.yaml"
    data = yaml.safe_load(protocol.read_text("utf-8"))
    first = [one for one in data["outline"]["sections"] if not one["id"].startswith("lang-")]
    known = sum(len(ids) for one in first for group in one["body"] for ids in group.values())
    sections = []
    for start in range(0, size - known, 40):
        theme, ids = f"lang-{start}", range(start, min(start + 40, size - known))
        sections.append({"id": theme, "heading": theme, "body": [{"numbered": [f"{theme}.punt-{n}" for n in ids]}]})
        text = "Een clausule van gewone lengte, met *nadruk* en {{ bewaarplek }}; nummer %d, in {clause}`tips.vraag`."
        items = [
            {"id": f"{theme}.punt-{n}", "title": f"Punt {n}", "audience": ["leerling"], "text": text % n} for n in ids
        ]
        (folder / f"clauses/{theme}.yaml").write_text(yaml.safe_dump(items, allow_unicode=True), "utf-8")
    data["outline"]["sections"] = [*first, *sections]
    protocol.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")


def _typed(root: Path) -> list[float]:
    """Seconds of the processor of each keystroke, without those that warm what stays warm."""

    def bug(told: str) -> str:
        raise AssertionError(told)

    studio = Studio(root, bug=bug)
    client = TestClient(application(studio, Templates(Path("templates"))), base_url="http://127.0.0.1:8410")
    token = studio.sessions.begin(ALONE)
    client.cookies.set(COOKIE, token)
    session = studio.sessions.of(token)
    document = studio.workplace.project.document("noord", "telefoons")
    known = document.wordings("lang-0.punt-7")
    assert session is not None
    assert known is not None
    heads = {"X-Csrf": session.csrf, "Accept": "application/json"}
    fields = clauses.fields_of(known.here) | {"gezien": clauses.seen(known), "niveau": known.level}
    taken = []
    gc.collect()
    gc.freeze()
    for number in range(RUNS + WARM):
        sent = {**fields, "text": f"{known.here.text} En toen getypt {number}"}
        start = time.process_time()
        answer = client.post("/document/noord/telefoons/clausule/lang-0.punt-7/voorbeeld", json=sent, headers=heads)
        taken.append(time.process_time() - start)
        assert re.search(rf"getypt {number}\b", answer.json()["html"])
    return taken[WARM:]
