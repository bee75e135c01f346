"""What was decided, released and printed stays one: whichever command looks, whatever a source says later."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from schoolprotocol import Project
from schoolprotocol.build.jobs import Task, hand_over, job_of
from schoolprotocol.config import Folders
from schoolprotocol.documents.checking import check_releases
from schoolprotocol.outputs.site.project import SiteInput, site_context
from schoolprotocol.policy.decided import text_hash
from schoolprotocol.policy.model import Policy
from tests.attacks.test_decisions import KEY, TIP, change, edited, released_file, told
from tests.attacks.trying import attempt
from tests.conftest import ProjectMaker
from tests.faults import CLAUSES, NOORD, PROTOCOL
from tests.helpers import entered, load, loaded, policy_of
from tests.release.making import (
    ADOPTION,
    CONSENT,
    EFFECTIVE,
    FOLDER,
    TODAY,
    codes,
    put,
    release,
    school,
    standing,
    write,
)


def forged(root: Path, old: str = "Vraag het eerst.", new: str = "Vraag het nooit.") -> None:
    """Writes another text in a release, computes its hashes anew, and begins a ledger that has only that."""

    def rewrite(data: dict[str, object]) -> None:
        text = json.dumps(data["policy"]).replace(old, new)
        data["policy"] = json.loads(text)
        data["text_hash"] = text_hash(Policy.model_validate_json(text))

    edited(released_file(root), rewrite)
    (root / FOLDER / "releases/ledger").unlink()
    entered(root)


# -- a check of one release -------------------------------------------------------------------------------------------


def _edited(root: Path) -> None:
    path = released_file(root)
    path.write_text(path.read_text("utf-8").replace("Vraag het eerst.", "Vraag het nooit."), "utf-8")


def _without_ledger(root: Path) -> None:
    (root / FOLDER / "releases/ledger").unlink()


def _without_proposals(root: Path) -> None:
    shutil.rmtree(root / FOLDER / "proposals")


@pytest.mark.parametrize(
    ("spoil", "kind"),
    [
        (_edited, "RELEASE_CHANGED"),
        (_edited, "LEDGER_FILE_CHANGED"),
        (_without_ledger, "LEDGER_MISSING"),
        (_without_proposals, "RELEASE_NOT_DECIDED"),
        (forged, "RELEASE_NOT_DECIDED"),
    ],
)
def test_a_check_of_one_release_tells_what_every_check_tells(
    adopted: Path, spoil: Callable[[Path], None], kind: str
) -> None:
    assert kinds_of_release(adopted) == set()
    spoil(adopted)
    assert kind in kinds_of_release(adopted)
    assert kind in told(adopted)


def kinds_of_release(root: Path) -> set[str]:
    """What a check of release 1.1 says of noord, but for the words in the text."""
    corpus, faults = load(root)
    assert corpus is not None, faults
    return {one.kind.name for one in check_releases(corpus, "1.1", TODAY, [KEY])}


# -- a release that nobody decided on ---------------------------------------------------------------------------------


def page_of(root: Path, version: str | None = None) -> str:
    """What the page of noord says above its text, or that of a version under its own address."""
    corpus = loaded(root)
    task = Task(*KEY, ("html",), Folders(root, root / "build"), version=version)
    if version is None:
        task.folders.work.mkdir(parents=True, exist_ok=True)
        (task.folders.work / f"{task.name}.json").unlink(missing_ok=True)
        hand_over(task, policy_of(root))
    job = job_of(corpus, task)
    shown = SiteInput(
        policy=job.policy,
        style=job.style,
        url=job.url,
        publisher=job.publisher,
        summary=job.summary,
        releases=job.releases,
        void=job.void,
        unproven=job.unproven,
        edition=job.edition,
    )
    return " ".join(site_context(shown)["notice"] or ())


def status_of(root: Path) -> str:
    """What the command says of all schools."""
    told = attempt(root, "status", "--today", TODAY.isoformat())
    assert told.code == 0
    return told.text


def test_a_forged_release_is_no_fact_although_the_source_says_the_same(adopted: Path) -> None:
    assert page_of(adopted) == ""
    assert "in order" in status_of(adopted)
    forged(adopted)
    change(adopted, TIP, "  text: Vraag het nooit.")
    assert "geldt niet voor deze tekst" in page_of(adopted)
    assert "in order" not in status_of(adopted)


@pytest.mark.parametrize("spoil", [_without_proposals, forged])
def test_a_forged_release_is_doubted_under_its_own_address(adopted: Path, spoil: Callable[[Path], None]) -> None:
    assert "blijkt dat niet" not in page_of(adopted, "1.1")
    spoil(adopted)
    assert "blijkt dat niet" in page_of(adopted, "1.1")


def test_a_release_without_its_proposals_is_no_fact(adopted: Path) -> None:
    _without_proposals(adopted)
    assert "blijkt dat niet" in page_of(adopted)
    assert "do not carry the status" in status_of(adopted)


def test_a_release_that_was_edited_is_no_fact(adopted: Path) -> None:
    _edited(adopted)
    change(adopted, TIP, "  text: Vraag het nooit.")
    assert "in order" not in status_of(adopted)


def test_what_a_forged_release_says_is_doubted_while_another_text_is_in_the_making(adopted: Path) -> None:
    forged(adopted)
    write(adopted, "concept")
    change(adopted, '"1.1", status', '"1.2", status', NOORD)
    assert "applies now" not in status_of(adopted)
    policy = policy_of(adopted)
    task = Task(*KEY, ("schoolgids",), Folders(adopted, adopted / "build"))
    task.folders.work.mkdir(parents=True, exist_ok=True)
    hand_over(task, policy)
    held = job_of(loaded(adopted), task).held
    assert held is not None
    assert held.unproven


# -- the days of a release --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("effective: 2026-11-20", "effective: 2027-11-13"),
        (", effective: 2026-11-20", ""),
        ("day: 2026-11-02", "day: 2026-11-03"),
    ],
)
@pytest.mark.parametrize("status", ["vastgesteld", "van-kracht", "vervallen"])
def test_a_day_that_is_another_than_in_the_release_is_doubted(adopted: Path, old: str, new: str, status: str) -> None:
    text = (adopted / NOORD).read_text("utf-8").replace("vastgesteld", status)
    (adopted / NOORD).write_text(text, "utf-8")
    assert "blijkt dat niet" not in page_of(adopted)
    assert told(adopted) == set()
    change(adopted, old, new, NOORD)
    assert "blijkt dat niet" in page_of(adopted)
    assert "VERSION_RELEASED" in told(adopted)
    assert "in the making" in status_of(adopted)


def test_the_day_of_coming_in_force_may_be_known_later(project: ProjectMaker) -> None:
    root = school(project)
    put(root, "de hele MR")
    write(root, "vastgesteld", CONSENT, ADOPTION)
    release(root)
    for status in ("vastgesteld", "van-kracht"):
        write(root, status, CONSENT, ADOPTION, fields=EFFECTIVE)
        assert page_of(root) == ""
        assert told(root) == set()


# -- a day that a text prints -----------------------------------------------------------------------------------------

DAYS = [
    (CLAUSES, TIP, '  text: "Tot {{ document.effective }} mag filmen."'),
    (CLAUSES, TIP, '  text: "Filmen mag vanaf {{ document.effective }}, zegt deze {{ document.status }} tekst."'),
    (PROTOCOL, 'Versie, "{{ document.version }}"', 'Filmen mag tot, "{{ document.effective }}"'),
    (PROTOCOL, "heading: Tips", 'heading: "Tips tot {{ document.effective }}"'),
]


@pytest.fixture(params=DAYS, ids=["a clause", "with the status", "a table", "a heading"])
def printing(request: pytest.FixtureRequest, project: ProjectMaker) -> Path:
    """A text that prints from which day it applies, to which a council consented, and which was adopted."""
    root = school(project)
    file, old, new = request.param
    change(root, old, new, file)
    write(root, "concept", fields=EFFECTIVE)
    put(root, "de hele MR")
    write(root, "vastgesteld", CONSENT, ADOPTION, fields=EFFECTIVE)
    assert codes(standing(root)) == []
    return root


def test_a_day_that_a_text_prints_is_what_was_consented_to(printing: Path) -> None:
    before = text_hash(policy_of(printing))
    change(printing, "effective: 2026-11-20", "effective: 2027-10-01", NOORD)
    assert text_hash(policy_of(printing)) != before
    assert set(codes(standing(printing))) & {"DECISION_VOID", "NOT_CONFIRMED"}
    assert standing(printing).supported == "concept"


def test_the_next_status_leaves_a_text_that_prints_a_day_what_it_is(printing: Path) -> None:
    before = text_hash(policy_of(printing))
    write(printing, "van-kracht", CONSENT, ADOPTION, fields=EFFECTIVE)
    assert text_hash(policy_of(printing)) == before
    assert codes(standing(printing)) == []


def test_a_day_beside_the_text_follows_on_the_decision(adopted: Path) -> None:
    before = text_hash(policy_of(adopted))
    change(adopted, "effective: 2026-11-20", "effective: 2027-10-01", NOORD)
    assert text_hash(policy_of(adopted)) == before


# -- a document that is kept from its readers -------------------------------------------------------------------------


def test_a_released_document_does_not_vanish_by_not_being_published(adopted: Path) -> None:
    assert "not published" not in status_of(adopted)
    change(adopted, "extends: stichting", "extends: stichting\npublish: false", NOORD)
    for arguments in (("check",), ("status",)):
        said = attempt(adopted, *arguments, "--today", TODAY.isoformat()).text
        assert "1.1" in said
        assert "publishe" in said, said
    assert "RELEASE_FORSAKEN" in told(adopted)


def test_a_base_that_was_never_released_need_not_be_published(adopted: Path) -> None:
    assert "RELEASE_FORSAKEN" not in {one.kind.name for one in Project.open(adopted).check(today=TODAY)}
