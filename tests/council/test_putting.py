"""A text is put to a council: what that writes in the source, and what it leaves alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from schoolprotocol import Project
from schoolprotocol.build import dossier as building
from schoolprotocol.errors import EditError, UsageError
from schoolprotocol.policy.decided import text_hash
from tests.conftest import ProjectMaker
from tests.e2e.test_decisions import command
from tests.faults import CLAUSES, NOORD
from tests.helpers import policy_of
from tests.release.making import TODAY, put, school, write

HEAD = """\
protocol: telefoons
extends: stichting
document: {version: "1.1", status: concept, day: 2026-11-02, review: 2027-11-01}
"""
RECORD = """\
body: Stichting Voorbeeld
    kind: voorgenomen-besluit
    version: "1.1"
    day: 2026-11-20
    text_hash: HASH"""
IN_FLOW = '{body: Stichting Voorbeeld, kind: voorgenomen-besluit, version: "1.1", day: 2026-11-20, text_hash: HASH}'


@pytest.fixture(autouse=True)
def _no_papers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """To lay papers out takes a second or two, and these tests ask what is kept."""
    monkeypatch.setattr(building, "_papers", lambda *_any: {"nieuwe-tekst.pdf": b"tekst"})
    yield


def dossier(root: Path, *, draft: bool = False) -> building.Dossier:
    return Project.open(root).document("noord").dossier(draft=draft, today=TODAY)


def source(root: Path) -> dict[str, str]:
    """A hash of every file of the source."""
    files = [path for path in (root / "policy_src").rglob("*") if path.is_file()]
    return {str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def variant(root: Path) -> str:
    return (root / NOORD).read_text("utf-8")


def with_hash(root: Path, text: str) -> str:
    return text.replace("HASH", text_hash(policy_of(root)))


def test_a_draft_keeps_nothing_and_says_so(project: ProjectMaker) -> None:
    root = school(project)
    before = source(root)
    code, told = command(root, "dossier", "noord", "--draft", "--today", "2026-11-20")
    assert code == 0, told
    assert "Nothing was kept, and nothing was put to a council." in told
    assert source(root) == before
    folder = root / "build/dossier/noord-telefoons-proefdruk"
    assert "PROEFDRUK" in (folder / "lees-mij.txt").read_text("utf-8")
    assert not (folder / "voorstel.json").exists()
    assert '"proposal": null' in (folder / "manifest.json").read_text("utf-8")
    assert not (root / "build/dossier/noord-telefoons").exists()


def test_a_draft_of_an_adopted_text_is_refused(project: ProjectMaker) -> None:
    root = school(project, "vastgesteld", asks=False)
    with pytest.raises(UsageError, match="nothing to put"):
        dossier(root, draft=True)


def test_a_dossier_writes_status_and_proposed_decision_and_keeps_the_rest_to_the_letter(project: ProjectMaker) -> None:
    root = school(project)
    (root / NOORD).write_text(f"# van ons\n{HEAD}# einde\n", "utf-8")
    made = dossier(root)
    expected = HEAD.replace("concept", "ter-instemming")
    record = with_hash(root, RECORD)
    assert variant(root) == f"# van ons\n{expected}decisions:\n  - {record}\n# einde\n"
    assert made.written[0].startswith("policy_src/schools/noord/proposals/telefoons-1.1-")
    assert made.written[1:] == ("policy_src/schools/noord/releases/ledger", NOORD)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("decisions: []\n", "decisions:\n  - RECORD\n"),
        (
            'decisions:\n  # eerder\n  - {body: X, kind: advies, version: "1.0"}  # oud\n',
            'decisions:\n  # eerder\n  - {body: X, kind: advies, version: "1.0"}  # oud\n  - RECORD\n',
        ),
        (
            'decisions: [{body: X, kind: advies, version: "1.0"}]  # oud\n',
            'decisions: [{body: X, kind: advies, version: "1.0"}, IN_FLOW]  # oud\n',
        ),
    ],
    ids=["an empty list", "comments", "flow style"],
)
def test_a_decision_goes_below_those_that_are_there(project: ProjectMaker, lines: str, expected: str) -> None:
    root = school(project)
    (root / NOORD).write_text(HEAD + lines, "utf-8")
    dossier(root)
    wanted = with_hash(root, expected.replace("RECORD", RECORD).replace("IN_FLOW", IN_FLOW))
    assert variant(root).removeprefix(HEAD.replace("concept", "ter-instemming")) == wanted


def test_a_dossier_that_is_made_twice_writes_once(project: ProjectMaker) -> None:
    root = school(project)
    dossier(root)
    before = source(root)
    made = dossier(root)
    assert (made.is_new, made.written) == (False, ())
    assert source(root) == before


def test_another_text_is_written_down_as_put_as_well(project: ProjectMaker) -> None:
    root = school(project)
    dossier(root)
    clauses = root / CLAUSES
    clauses.write_text(clauses.read_text("utf-8").replace("Vraag het eerst.", "Vraag het nooit."), "utf-8")
    made = dossier(root)
    assert made.is_new
    assert variant(root).count("voorgenomen-besluit") == 2
    assert with_hash(root, RECORD) in variant(root)
    assert len(list((root / "policy_src/schools/noord/proposals").iterdir())) == 2


def test_who_wrote_down_that_the_text_was_put_is_not_corrected(project: ProjectMaker) -> None:
    root = school(project)
    write(root, "concept", 'body: de directie, kind: voorgenomen-besluit, version: "1.1", day: 2026-11-03')
    made = dossier(root)
    assert variant(root).count("voorgenomen-besluit") == 1
    assert made.term.start is not None
    assert made.term.start.isoformat() == "2026-11-03"


def test_a_text_on_which_a_body_decided_before_is_not_said_to_be_put_afterwards(project: ProjectMaker) -> None:
    """A proposed decision of today after a consent of last week would be a fault of our making (SP530)."""
    root = school(project)
    put(root)
    write(root, "ingestemd", 'body: de MR, kind: instemming, version: "1.1", day: 2026-11-16, text_hash: "HASH"')
    before = variant(root)
    dossier(root)
    assert variant(root) == before


def test_a_variant_with_anchors_is_refused_before_anything_is_written(project: ProjectMaker) -> None:
    root = school(project)
    (root / NOORD).write_text(HEAD + "decisions: &alle\n", "utf-8")
    before = source(root)
    code, told = command(root, "dossier", "noord", "--today", "2026-11-20")
    assert code == 1
    assert NOORD in told
    assert source(root) == before
    assert not (root / "build/dossier").exists()


def test_a_variant_that_changed_meanwhile_is_not_overwritten(
    project: ProjectMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = school(project)

    def meanwhile(*_any: object) -> dict[str, bytes]:
        (root / NOORD).write_text(f"# een ander\n{HEAD}", "utf-8")
        return {}

    monkeypatch.setattr(building, "_papers", meanwhile)
    with pytest.raises(EditError, match="has changed since it was read"):
        dossier(root)
    assert variant(root) == f"# een ander\n{HEAD}"
    assert not (root / "policy_src/schools/noord/proposals").exists()
    assert not (root / "build/dossier/noord-telefoons").exists()


@pytest.mark.parametrize("step", ["replaced_folder", "write_file"])
def test_who_is_stopped_after_the_text_was_kept_makes_the_papers_again(
    project: ProjectMaker, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    root = school(project)

    def stopped(*_any: object, **_more: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(building, step, stopped)
        with pytest.raises(KeyboardInterrupt):
            dossier(root)
    kept = source(root)
    made = dossier(root)
    assert source(root) == kept, "what was kept was whole"
    assert variant(root).count("voorgenomen-besluit") == 1
    assert made.archive.is_file()
