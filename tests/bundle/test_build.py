"""How handbooks are built: out of date only where one of their texts changed, whole or not at all, in their place."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from schoolprotocol.build.bundles import Day, days_of
from schoolprotocol.build.facts import Dated
from schoolprotocol.build.published import moved
from schoolprotocol.config import Folders
from schoolprotocol.model.base import Status
from schoolprotocol.outputs.job import Job
from schoolprotocol.outputs.pdf import printing
from schoolprotocol.outputs.site.sphinx_ext.print_builder import PrintParts
from schoolprotocol.policy.model import Organisation
from tests.bundle.making import build
from tests.engine.conftest import edit

BULLYING = "policy_src/protocols/pesten/clauses/alles.yaml"


@pytest.fixture
def folders(board: Folders, tmp_path: Path) -> Folders:
    """A copy of the board with its handbooks, of which nothing is out of date."""
    shutil.copytree(board.root, tmp_path / "board")
    return Folders(tmp_path / "board", tmp_path / "board/build")


def books(folders: Folders) -> dict[str, int]:
    """When each handbook was written."""
    found = sorted((folders.build / "bundle").rglob("*.*"))
    return {path.relative_to(folders.build / "bundle").as_posix(): path.stat().st_mtime_ns for path in found}


def changed(folders: Folders, before: dict[str, int]) -> set[str]:
    """Which were written since."""
    return {name for name, when in books(folders).items() if before.get(name) != when}


def test_each_school_with_two_or_more_protocols_has_one(board: Folders) -> None:
    schools = ("es", "haven", "kade", "linde")
    assert [*books(board)] == [f"{school}.{ending}" for school in schools for ending in ("docx", "pdf")]


@pytest.mark.stress
def test_it_is_made_again_only_where_a_text_its_title_or_its_style_changed(folders: Folders) -> None:
    before = books(folders)
    assert build(folders, "bundle").made == ()
    edit(folders.root, "policy_src/schools/es/school.yaml", "kind: school", "# a comment\nkind: school")
    build(folders, "bundle")
    assert changed(folders, before) == set()
    edit(folders.root, "policy_src/schools/es/school.yaml", '"#14532d"', '"#14325d"')
    assert "es-handboek" in build(folders, "bundle").made
    assert changed(folders, before) == {"es.docx", "es.pdf"}
    before = books(folders)
    edit(folders.root, "policy_src/project.yaml", "reaction_weeks: 6", "reaction_weeks: 6\nbundle: {title: Bundel}")
    edit(folders.root, "policy_src/schools/kade/school.yaml", "kind: school", "kind: school\nbundle: {title: Kadeboek}")
    build(folders, "bundle")
    assert {name.split(".")[0] for name in changed(folders, before)} == {"es", "haven", "linde", "kade"}
    assert b"Kadeboek" in (folders.build / "bundle/kade.pdf").read_bytes()
    assert b"Bundel" in (folders.build / "bundle/es.pdf").read_bytes()


@pytest.mark.stress
def test_a_handbook_that_was_changed_by_hand_or_is_gone_is_made_again(folders: Folders) -> None:
    whole = (folders.build / "bundle/es.pdf").read_bytes()
    (folders.build / "bundle/es.pdf").write_bytes(b"something else")
    (folders.build / "bundle/linde.docx").unlink()
    assert sorted(build(folders, "bundle").made) == ["es-handboek", "linde-handboek"]
    assert (folders.build / "bundle/es.pdf").read_bytes() == whole
    assert (folders.build / "bundle/linde.docx").is_file()


def test_a_fault_in_one_protocol_keeps_the_handbook_that_was_there_and_other_schools_go_on(folders: Folders) -> None:
    before = books(folders)
    edit(
        folders.root,
        "policy_src/schools/es/pesten.yaml",
        "extends: delta",
        "extends: delta\noperations: [{omit: x.y, reason: Nee}]",
    )
    edit(folders.root, "policy_src/schools/linde/school.yaml", '"#14532d"', '"#14325d"')
    result = build(folders, "bundle", keep_going=True)
    assert result.exit_code == 1
    assert changed(folders, before) == {"linde.docx", "linde.pdf"}
    told = {outcome.name: outcome.error or "" for outcome in result.failed}
    assert told.keys() == {"es-pesten", "es-handboek"}
    assert told["es-handboek"].startswith("The handbook was not made, for it would lack es-pesten.")


@pytest.mark.stress
def test_a_text_that_cannot_be_made_keeps_the_handbook_that_was_there(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = books(folders)
    edit(folders.root, BULLYING, "telt net zo", "telt echt net zo")
    make = printing.document

    def fails(job: Job, parts: PrintParts, target: Path) -> None:
        if job.protocol == "pesten":
            raise OSError(28, "No space left on device", target)
        make(job, parts, target)

    monkeypatch.setattr(printing, "document", fails)
    result = build(folders, "bundle", schools=["es"], keep_going=True)
    assert {outcome.name for outcome in result.failed} == {"es-pesten", "es-handboek"}
    assert changed(folders, before) == set()


@pytest.mark.stress
def test_the_handbook_goes_when_a_school_has_one_protocol_left(folders: Folders) -> None:
    (folders.root / "policy_src/schools/es/pesten.yaml").unlink()
    assert build(folders, "bundle").exit_code == 0
    assert not list((folders.build / "bundle").glob("es*"))
    assert not (folders.build / ".made/es-handboek.json").exists()
    assert (folders.build / "bundle/linde.pdf").is_file()


@pytest.mark.stress
def test_a_school_with_one_protocol_has_none_and_is_told(folders: Folders) -> None:
    (folders.root / "policy_src/schools/es/pesten.yaml").unlink()
    told = ("es: a school with one protocol has no handbook.",)
    assert build(folders, "bundle", schools=["es"]).missing == told
    assert build(folders, "bundle").missing == told
    assert build(folders, "bundle").missing == told
    assert build(folders, "pdf").missing == ()


@pytest.mark.stress
def test_it_is_told_that_a_handbook_is_of_an_earlier_state(folders: Folders) -> None:
    assert build(folders, "docx", schools=["es"]).older == {}
    edit(folders.root, BULLYING, "telt net zo", "telt echt net zo")
    for _time in range(2):
        assert build(folders, "docx", schools=["es"]).older["es-handboek"] == ("bundle",)
    build(folders, "bundle", schools=["es"])
    assert "es-handboek" not in build(folders, "docx", schools=["es"]).older


# -- days -------------------------------------------------------------------------------------------------------------

ORGANISATION = Organisation(id="s", kind="school", name="S", short="S", site_title="S", board="B", leadership="L")


def dated(version: str, since: date | None, status: Status = "vastgesteld") -> Dated:
    return Dated(version, "T", status, since, ORGANISATION)


JANUARY, MAY, AUGUST = date(2027, 1, 1), date(2027, 5, 1), date(2027, 8, 1)


def test_a_day_is_kept_whenever_other_versions_begin_to_apply() -> None:
    days = days_of(
        {
            "a": [dated("1.0", JANUARY), dated("1.1", AUGUST)],
            "b": [dated("1.0", JANUARY), dated("2.0", MAY)],
            "c": [dated("1.0", MAY)],
        }
    )
    assert days == [
        Day(JANUARY, (("a", "1.0"), ("b", "1.0"))),
        Day(MAY, (("a", "1.0"), ("b", "2.0"), ("c", "1.0"))),
        Day(AUGUST, (("a", "1.1"), ("b", "2.0"), ("c", "1.0"))),
    ]


def test_a_later_version_holds_also_where_an_earlier_one_would_begin_after_it() -> None:
    assert days_of({"a": [dated("1.0", JANUARY), dated("1.1", AUGUST), dated("1.2", MAY)]}) == [
        Day(JANUARY, (("a", "1.0"),)),
        Day(MAY, (("a", "1.2"),)),
    ]


def test_a_protocol_that_lapses_is_no_longer_in_it_and_may_come_back() -> None:
    a = [dated("1.0", JANUARY), dated("1.1", MAY, "vervallen"), dated("2.0", AUGUST)]
    assert days_of({"a": a, "b": [dated("1.0", JANUARY)]}) == [
        Day(JANUARY, (("a", "1.0"), ("b", "1.0"))),
        Day(MAY, (("b", "1.0"),)),
        Day(AUGUST, (("a", "2.0"), ("b", "1.0"))),
    ]
    assert days_of({"a": a[:2]}) == [Day(JANUARY, (("a", "1.0"),))], "of a day without any protocol nothing is kept"


def test_a_version_of_which_nobody_knows_since_when_it_applies_is_on_no_day() -> None:
    assert days_of({"a": [dated("1.0", None)], "b": []}) == []


# -- addresses --------------------------------------------------------------------------------------------------------


def test_the_addresses_of_a_handbook_that_is_no_more_lead_to_the_school() -> None:
    listed: dict[str, str | None] = dict.fromkeys(
        (
            "/es/handboek/index.html",
            "/es/handboek/downloads/es-handboek.pdf",
            "/es/handboek/versies/2026-10-01/index.html",
        )
    )
    assert set(moved(listed, {"/es/index.html", "/es/telefoons/index.html"}).values()) == {"/es/index.html"}


def test_those_of_a_day_that_is_kept_no_longer_lead_to_the_newest() -> None:
    listed: dict[str, str | None] = dict.fromkeys(("/es/handboek/versies/2026-10-01/index.html",))
    there = {"/es/index.html", "/es/handboek/index.html"}
    assert set(moved(listed, there).values()) == {"/es/handboek/index.html"}
