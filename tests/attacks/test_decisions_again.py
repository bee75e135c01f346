"""What was decided, released and printed stays one: whichever command looks, whatever a source says later."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from schoolprotocol import Project
from schoolprotocol.build.jobs import Task, hand_over, job_of
from schoolprotocol.config import Folders
from schoolprotocol.documents.checking import check_releases
from schoolprotocol.errors import SourceError
from schoolprotocol.outputs import OUTPUTS
from schoolprotocol.outputs.site.project import SiteInput, site_context
from schoolprotocol.policy.decided import text_hash
from schoolprotocol.policy.model import Policy
from tests.attacks.__main__ import PAGE
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


# -- what was honest stays --------------------------------------------------------------------------------------------

STAFF = "  - {council: de personeelsgeleding van de MR, reference: avg-4}\n"
OF_STAFF = CONSENT.replace("de MR", "de PMR")
CONFIRMED = 'body: de MR, kind: bevestiging, version: "1.1", day: 2026-11-17, reason: Klein., text_hash: "HASH"'


def test_a_body_whose_change_went_out_again_was_asked_all_the_same(project: ProjectMaker) -> None:
    root = school(project)
    change(root, TIP, "  text: Vraag het nooit.")
    put(root, "de hele MR", "de personeelsgeleding van de MR")
    first = text_hash(policy_of(root))
    refused = f"{CONSENT.replace('HASH', first)}, outcome: negatief"
    had = OF_STAFF.replace("HASH", first)
    change(root, "  text: Vraag het nooit.", TIP)
    put(root, "de hele MR")
    again = CONSENT.replace("2026-11-16", "2026-11-17")
    write(root, "vastgesteld", refused, had, again, ADOPTION)
    assert codes(standing(root)) == []


def test_who_was_not_asked_about_that_text_either_is_told(project: ProjectMaker) -> None:
    root = school(project)
    put(root, "de hele MR")
    write(root, "ingestemd", CONSENT, OF_STAFF.replace("de PMR", "de leerlingenraad"))
    assert codes(standing(root)) == ["BODY_NOT_ASKED"]


def test_a_change_of_a_shared_clause_after_the_release_makes_nobody_unasked(project: ProjectMaker) -> None:
    root = school(project)
    put(root, "de hele MR", "de personeelsgeleding van de MR")
    write(root, "vastgesteld", CONSENT, OF_STAFF, ADOPTION)
    release(root)
    change(root, TIP, "  text: Vraag het nooit.")
    assert codes(standing(root)) == []
    assert "VERSION_RELEASED" in told(root)


@pytest.fixture
def twice(consented: Path) -> tuple[Path, str]:
    """A text of which a comma changed, which was confirmed, and then another one; and the first confirmation."""
    consent = CONSENT.replace("HASH", text_hash(policy_of(consented)))
    change(consented, TIP, "  text: Vraag het, eerst.")
    first = CONFIRMED.replace("HASH", text_hash(policy_of(consented)))
    write(consented, "ingestemd", consent, first)
    assert codes(standing(consented)) == []
    change(consented, "Vraag het, eerst.", "Vraag het; eerst.")
    write(consented, "ingestemd", consent, first)
    return consented, consent + "}\n  - {" + first


def test_an_earlier_confirmation_is_no_fault_after_the_next_one(twice: tuple[Path, str]) -> None:
    root, before = twice
    write(root, "ingestemd", before, CONFIRMED)
    assert codes(standing(root)) == []
    write(root, "vastgesteld", before, CONFIRMED.replace("11-17", "11-18"), ADOPTION)
    assert codes(standing(root)) == []
    release(root)
    assert told(root) == set()


def test_until_then_nobody_is_told_to_falsify_it(twice: tuple[Path, str]) -> None:
    root, _before = twice
    found = {one.kind.name: one for one in standing(root).problems}
    assert set(found) == {"TEXT_UNKNOWN", "NOT_CONFIRMED"}
    assert "Leave that as it stands" in found["TEXT_UNKNOWN"].remedy()


def test_a_confirmation_by_another_body_does_not_hide_one_of_no_text(twice: tuple[Path, str]) -> None:
    root, before = twice
    write(root, "ingestemd", before, CONFIRMED.replace("de MR", "de directie"))
    assert "TEXT_UNKNOWN" in codes(standing(root))


@pytest.mark.parametrize("others", [[], [ADOPTION.replace("de directie", "de Raad van Toezicht")]])
def test_a_board_that_refused_is_told_so_and_not_to_adopt(consented: Path, others: list[str]) -> None:
    write(consented, "vastgesteld", CONSENT, *others, f"{ADOPTION}, outcome: negatief")
    (problem,) = standing(consented).problems
    assert problem.kind.name == "ADOPTION_REFUSED"
    assert "de directie" in problem.message()
    assert "Leave that decision as it stands" in problem.remedy()
    write(consented, "vastgesteld", CONSENT, *others, f"{ADOPTION}, outcome: negatief", ADOPTION.replace("-18", "-19"))
    assert codes(standing(consented)) == []


def test_a_decision_about_a_text_that_was_put_and_never_released_is_about_that_version(consented: Path) -> None:
    refused = f"{CONSENT.replace('HASH', text_hash(policy_of(consented)))}, outcome: negatief"
    write(consented, "concept", refused)
    change(consented, '"1.1", status', '"1.2", status', NOORD)
    assert "DECISION_OTHER_VERSION" not in told(consented)
    change(consented, 'version: "1.1"', 'version: "1.0"', NOORD)
    assert "DECISION_OTHER_VERSION" in told(consented)


# -- the days of a document -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["day: 1999-12-31", "day: 0001-01-01", "day: 2026-11-21", "effective: 1999-12-31"])
def test_no_text_is_adopted_with_a_day_that_cannot_be(consented: Path, field: str) -> None:
    write(consented, "vastgesteld", CONSENT, ADOPTION, fields=EFFECTIVE)
    assert told(consented) == set()
    name = field.partition(":")[0]
    text = re.sub(rf"(?<=[ ,]){name}: [-0-9]+(?=[,}}])", field, (consented / NOORD).read_text("utf-8"), count=1)
    (consented / NOORD).write_text(text, "utf-8")
    assert "DAY_OF_DOCUMENT" in told(consented)
    with pytest.raises(SourceError):
        Project.open(consented).document("noord").release(despite="Haast.", today=TODAY)


# -- what stands beside the text --------------------------------------------------------------------------------------

OF_TEXT = {"policy", "guide", "held", "releases", "history", "lineage", "report", "despite", "void", "unproven"}
"""Texts that were or will be decided on, and what is computed from them."""
OF_PLACE = {"school", "protocol", "site", "url", "archive", "newer", "edition", "editions", "home"}
"""Names and addresses of the program's own making."""
BESIDE = {"style": "`logo_text`", "logo": "the logo", "publisher": "the publisher", "summary": "`summary`"} | {
    "synonyms": "synonyms",
    "first": "`first`",
    "help": "`help`",
}


def test_what_readers_see_beside_the_text_is_named_where_it_is_said_what_is_not_fenced() -> None:
    shown = {field for output in OUTPUTS for field in output.made_of}
    assert shown - OF_TEXT - OF_PLACE == set(BESIDE), "is it under the hash of the text, or outside, and why?"
    page = PAGE.read_text("utf-8").partition("## What is not fenced")[2]
    assert [words for words in BESIDE.values() if words not in page] == []


# -- the decisions of a release ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("day: 2026-11-18", "day: 2026-11-19"),
        ("body: de directie", "body: het College van Bestuur"),
        ("day: 2026-11-16", "day: 2026-11-17"),
    ],
)
def test_a_decision_that_is_another_than_in_the_release_is_doubted(adopted: Path, old: str, new: str) -> None:
    change(adopted, old, new, NOORD)
    assert "blijkt dat niet" in page_of(adopted)
    assert "in order" not in status_of(adopted)


def test_a_decision_that_is_gone_from_the_source_is_missed(adopted: Path) -> None:
    text = (adopted / NOORD).read_text("utf-8")
    (adopted / NOORD).write_text(text.partition("decisions:")[0], "utf-8")
    assert "blijkt dat niet" in page_of(adopted)


def test_what_is_written_down_later_leaves_a_release_what_it_is(project: ProjectMaker) -> None:
    """An advice that somebody forgot, and when a condition was met."""
    root = school(project)
    put(root, "de hele MR")
    asked = f"{CONSENT}, outcome: met-voorwaarden, conditions: [{{text: Een brief.{{}}}}]"
    write(root, "vastgesteld", asked.replace("{}", ""), ADOPTION)
    release(root)
    assert told(root) == set()
    advice = 'body: de leerlingenraad, kind: advies, version: "1.1", day: 2026-11-17'
    write(root, "vastgesteld", asked.replace("{}", ", met: 2026-11-19, how: Verstuurd."), ADOPTION, advice)
    assert page_of(root) == ""
    assert told(root) == set()
    assert "in order" in status_of(root)
