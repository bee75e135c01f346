"""The text for the schoolgids is that of the version that applies; that of a proposal stands beside it and says so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from schoolprotocol.build.inputs import inputs
from schoolprotocol.build.jobs import job_of
from schoolprotocol.build.planning import plan
from schoolprotocol.config import Folders
from schoolprotocol.documents.finding import open_corpus
from schoolprotocol.outputs.excerpt.making import contents
from schoolprotocol.outputs.output import Content
from tests.conftest import ProjectMaker, Run

ZUID = "policy_src/schools/zuid/telefoons.yaml"
ADOPTED = 'version: "1.0", status: vastgesteld, day: 2026-09-01'
PROPOSED = 'version: "1.1", status: concept'
CLAUSES = "policy_src/protocols/telefoons/clauses/alles.yaml"


def told(root: Path, name: str) -> str:
    """A text for the schoolgids."""
    return (root / f"build/schoolgids/zuid-telefoons{name}").read_text("utf-8-sig")


def offered(root: Path, version: str | None, *, newest: str | None = None) -> Mapping[str, Content]:
    """What the pages of a version of `zuid` offer for the schoolgids; None is the working text."""
    corpus, folders = open_corpus(root), Folders(root, root / "build")
    working, kept = plan(corpus, folders, ("html",), inputs(folders, {}), ["zuid"]).tasks
    task = working if version is None else kept
    editions = replace(task.editions, newest=newest or task.editions.newest)
    return contents(job_of(corpus, replace(task, editions=editions)))


@pytest.fixture
def proposed(project: ProjectMaker, command: Run) -> Path:
    """A project whose `zuid` adopted version 1.0, and proposes 1.1 with another text for the schoolgids."""
    root = project()
    code, _, err = command(root, "release", "zuid", "--despite", "proef", "--today", "2026-11-20")
    assert code == 0, err
    variant, clauses = root / ZUID, root / CLAUSES
    variant.write_text(variant.read_text("utf-8").replace(ADOPTED, PROPOSED), "utf-8")
    clauses.write_text(
        clauses.read_text("utf-8").replace("In de les is de telefoon", "Op school is de telefoon"), "utf-8"
    )
    return root


def test_while_a_text_is_a_proposal_the_schoolgids_has_that_of_the_version_that_applies(
    proposed: Path, command: Run
) -> None:
    code, _, err = command(proposed, "build", "schoolgids", "--school", "zuid")
    assert code == 0, err
    assert "In de les is de telefoon thuis." in told(proposed, ".txt")
    assert "versie 1.0" in told(proposed, ".txt")
    assert "Voorstel" not in told(proposed, ".txt") + told(proposed, ".html")
    proposal = told(proposed, "-voorstel.txt")
    assert proposal.startswith("Voorstel: deze tekst is van versie 1.1 (concept)")
    assert "Nu geldt versie 1.0." in proposal
    assert "Op school is de telefoon thuis." in proposal
    assert 'href="zuid-telefoons.css"' in told(proposed, "-voorstel.html")


def test_a_school_that_never_adopted_one_has_its_proposal_which_says_so(project: ProjectMaker, command: Run) -> None:
    root = project()
    code, _, err = command(root, "build", "schoolgids", "--school", "noord")
    assert code == 0, err
    names = {path.name for path in (root / "build/schoolgids").iterdir()}
    assert not [name for name in names if "voorstel" in name]
    text = (root / "build/schoolgids/noord-telefoons.txt").read_text("utf-8-sig")
    assert text.startswith("Voorstel: deze tekst is van versie 1.1 (concept)")
    assert "Nu geldt" not in text


def test_when_the_proposal_is_adopted_its_files_go_and_the_text_is_the_new_one(proposed: Path, command: Run) -> None:
    command(proposed, "build", "schoolgids", "--school", "zuid")
    assert list((proposed / "build/schoolgids").glob("*voorstel*"))
    variant = proposed / ZUID
    adopted = variant.read_text("utf-8").replace(PROPOSED, 'version: "1.1", status: vastgesteld')
    variant.write_text(adopted, "utf-8")
    code, _, err = command(proposed, "build", "schoolgids", "--school", "zuid")
    assert code == 0, err
    assert not list((proposed / "build/schoolgids").glob("*voorstel*"))
    assert "Op school is de telefoon thuis." in told(proposed, ".txt")


def test_a_version_that_was_frozen_without_such_a_text_gives_what_the_proposal_takes_from_it(
    project: ProjectMaker, command: Run
) -> None:
    root = project()
    variant = root / ZUID
    before = variant.read_text("utf-8")
    variant.write_text(before + "excerpt: none\n", "utf-8")
    release = ("release", "zuid", "--despite", "proef", "--today", "2026-11-20")
    decided = re.findall("[0-9a-f]{64}", command(root, *release)[2])[-1]  # the text is another one than was decided on
    before = re.sub("text_hash: .*", f"text_hash: {decided}", before)
    variant.write_text(before + "excerpt: none\n", "utf-8")
    code, _, err = command(root, *release)
    assert code == 0, err
    excerpt = "excerpt: {heading: Telefoons, intro: [gids.kern], body: [{bullets: [tips.vraag]}], short: gids.kort}\n"
    variant.write_text(before.replace(ADOPTED, PROPOSED) + excerpt, "utf-8")
    clauses = root / CLAUSES
    clauses.write_text(clauses.read_text("utf-8").replace("text: Vraag het eerst.", "text: Vraag het vooraf."), "utf-8")
    code, _, err = command(root, "build", "schoolgids", "--school", "zuid")
    assert code == 0, err
    assert "- Vraag het eerst." in told(root, ".txt")
    assert "In de les" not in told(root, ".txt"), "what the schoolgids adds was never said of version 1.0"
    assert "- Vraag het vooraf." in told(root, "-voorstel.txt")
    assert "- Vraag het eerst." in str(offered(root, "1.0")["zuid-telefoons-1.0-schoolgids.txt"])
    assert "- Vraag het vooraf." in str(offered(root, None)["zuid-telefoons-voorstel-schoolgids.txt"])


def test_the_pages_of_each_version_offer_its_own_text_and_those_of_a_replaced_one_none(proposed: Path) -> None:
    kept = offered(proposed, "1.0")
    assert "In de les is de telefoon thuis." in str(kept["zuid-telefoons-1.0-schoolgids.html"])
    assert {"zuid-telefoons-1.0-schoolgids.css", "zuid-telefoons-1.0-schoolgids.js"} <= kept.keys()
    assert "Voorstel" not in str(kept["zuid-telefoons-1.0-schoolgids.html"])
    assert "Nu geldt versie 1.0." in str(offered(proposed, None)["zuid-telefoons-voorstel-schoolgids.html"])
    assert offered(proposed, "1.0", newest="1.1") == {}
