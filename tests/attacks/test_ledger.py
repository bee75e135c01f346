"""Somebody changes what was adopted, and the ledger, the check or git tells; whatever else happens to a ledger."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest

from schoolprotocol import EditError, Project, machine
from schoolprotocol.cli import run
from schoolprotocol.diagnostics import Diagnostic
from schoolprotocol.edit import save as saving
from schoolprotocol.edit.edit import Edit
from schoolprotocol.errors import UsageError
from schoolprotocol.model.document import Decision
from schoolprotocol.policy.decided import text_hash
from schoolprotocol.policy.model import Policy, file_digest
from schoolprotocol.source.ledger import FIRST, appended, decision_digest, line_digest, of_file
from schoolprotocol.source.tree import FolderTree
from tests.conftest import ROOTS, ProjectMaker, made_once
from tests.faults import NOORD
from tests.helpers import policy_of

NOORD_FOLDER = "policy_src/schools/noord"
LEDGER = f"{NOORD_FOLDER}/releases/ledger"
RELEASE = "releases/telefoons-1.0.json"
TODAY = date(2026, 11, 20)
ADOPTED = """\
protocol: telefoons
extends: stichting
document: {version: "1.0", status: vastgesteld, day: 2026-09-01, review: 2027-11-01}
decisions:
  - {body: College van Bestuur, kind: vaststelling, version: "1.0", day: 2026-09-01}
"""
PUT = """\
  - {body: College van Bestuur, kind: voorgenomen-besluit, version: "1.1", day: 2026-10-01}
"""
Change = Callable[[Path], object]


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`noord`, released twice: its ledger has an adoption, a release, a decision and a release."""

    def make(folder: Path) -> None:
        shutil.copytree(ROOTS / "klein", folder, dirs_exist_ok=True)
        (folder / NOORD).write_text(ADOPTED, "utf-8")
        Edit(FolderTree(folder)).record_release(policy_of(folder)).save()
        (folder / NOORD).write_text(ADOPTED.replace('document: {version: "1.0"', 'document: {version: "1.1"'), "utf-8")
        edit = Edit(FolderTree(folder))
        day = date(2026, 10, 1)
        edit.record_decision("noord", "telefoons", body="College van Bestuur", kind="voorgenomen-besluit", day=day)
        edit.save()
        Edit(FolderTree(folder)).record_release(policy_of(folder)).save()

    return made_once(tmp_path_factory, "ledger-whole", make)


@pytest.fixture
def root(whole: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(whole, tmp_path / "project"))


def told(root: Path, since: str | None = None) -> list[Diagnostic]:
    """What the check says about the ledger and frozen texts of `noord`."""
    found = Project.open(root).check(["noord"], today=TODAY, since=since)
    about = [one for one in found if one.kind.name.startswith(("LEDGER", "SINCE", "FROZEN", "SEAL"))]
    assert all(one.message() and one.remedy() for one in about)
    return about


def kinds(root: Path, since: str | None = None) -> set[str]:
    """The kinds of what is told."""
    return {one.kind.name for one in told(root, since)}


def lines(root: Path) -> list[str]:
    """The lines of the ledger."""
    return (root / LEDGER).read_text("utf-8").splitlines()


def write(root: Path, content: Iterable[str]) -> None:
    """A ledger of these lines."""
    (root / LEDGER).write_text("".join(f"{line}\n" for line in content), "utf-8")


def test_a_ledger_has_every_release_and_decision_in_order(root: Path) -> None:
    assert told(root) == []
    ledger = Project.open(root).ledger("noord")
    assert ledger is not None
    assert [(one.entry, one.kind, one.name) for one in ledger.entries] == [
        (1, "decision", "telefoons 1.0, vaststelling: College van Bestuur 2026-09-01"),
        (2, "release", RELEASE),
        (3, "decision", "telefoons 1.1, voorgenomen-besluit: College van Bestuur 2026-10-01"),
        (4, "release", "releases/telefoons-1.1.json"),
    ]
    assert [one.previous for one in ledger.entries] == [FIRST, *(line.digest for line in ledger.lines[:-1])]
    assert (root / LEDGER).read_text("utf-8").endswith("\n")


def test_every_hash_in_a_ledger_can_be_computed_by_anybody(root: Path) -> None:
    for line, following in zip(lines(root), lines(root)[1:], strict=False):
        hashed = subprocess.run(["sha256sum"], input=line.encode(), capture_output=True, check=True).stdout
        assert hashed.split()[0].decode() == json.loads(following)["previous"]
    hashed = subprocess.run(["sha256sum", root / NOORD_FOLDER / RELEASE], capture_output=True, check=True).stdout
    assert hashed.split()[0].decode() == json.loads(lines(root)[1])["sha256"]


# -- the ledger is changed --------------------------------------------------------------------------------------------


def moved(row: list[str], one: int, other: int) -> list[str]:
    row[one], row[other] = row[other], row[one]
    return row


def edited(line: str, **values: object) -> str:
    """A line with other values, written as an entry is."""
    return json.dumps({**json.loads(line), **values}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


REWRITTEN: dict[str, tuple[Callable[[list[str]], list[str]], set[str]]] = {
    "the first line is gone": (lambda row: row[1:], {"LEDGER_CHAIN"}),
    "a line in the middle is gone": (lambda row: [row[0], *row[2:]], {"LEDGER_CHAIN", "LEDGER_LACKS_FILE"}),
    "the last line is gone": (lambda row: row[:-1], {"LEDGER_LACKS_FILE"}),
    "the last two are gone": (lambda row: row[:-2], {"LEDGER_LACKS_FILE", "LEDGER_LACKS_DECISION"}),
    "all lines are gone": (lambda _row: [], {"LEDGER_LACKS_FILE"}),
    "two lines changed places": (lambda row: moved(row, 1, 2), {"LEDGER_CHAIN"}),
    "the first line stands there twice": (lambda row: [row[0], *row], {"LEDGER_FORKED", "LEDGER_TWICE"}),
    "a line is entered anew": (
        lambda row: appended(row, [of_file(RELEASE, b"x")]).splitlines(),
        {"LEDGER_TWICE"},
    ),
    "the hash of a file is another one": (
        lambda row: [row[0], edited(row[1], sha256="a" * 64), *row[2:]],
        {"LEDGER_CHAIN", "LEDGER_FILE_CHANGED"},
    ),
    "a number is another one": (lambda row: [*row[:3], edited(row[3], entry=9)], {"LEDGER_CHAIN"}),
    "an entry names a file that never was": (
        lambda row: appended(row, [of_file("releases/telefoons-0.1.json", b"x")]).splitlines(),
        {"LEDGER_FILE_GONE"},
    ),
    "an entry names a file elsewhere": (
        lambda row: [*row[:3], edited(row[3], what="releases/../../zuid/school.yaml")],
        {"LEDGER_LINE", "LEDGER_LACKS_FILE"},
    ),
    "a key that nobody knows": (lambda row: [*row[:3], edited(row[3], who="x")], {"LEDGER_LINE"}),
    "a key twice": (lambda row: [*row[:3], row[3].replace("{", '{"entry":4,', 1)], {"LEDGER_LINE"}),
    "a number that is text": (lambda row: [*row[:3], edited(row[3], entry="4")], {"LEDGER_LINE"}),
    "spaces in a line": (lambda row: [*row[:3], row[3].replace(",", ", ")], {"LEDGER_LINE"}),
    "an escape in a line": (lambda row: [row[0].replace("College", "\\u0043ollege"), *row[1:]], {"LEDGER_LINE"}),
    "something behind the entry": (lambda row: [*row[:3], row[3] + " {}"], {"LEDGER_LINE"}),
    "nesting without end": (lambda row: [*row, "[" * 20_000], {"LEDGER_LINE"}),
    "a number without end": (lambda row: [*row[:3], row[3].replace('"entry":4', '"entry":NaN')], {"LEDGER_LINE"}),
    "an empty line": (lambda row: [row[0], "", *row[1:]], {"LEDGER_LINE"}),
    "words": (lambda row: [*row, "goedgekeurd"], {"LEDGER_LINE"}),
    "a decision of another body": (
        lambda row: [edited(row[0], sha256="b" * 64), *row[1:]],
        {"LEDGER_CHAIN", "LEDGER_LACKS_DECISION"},
    ),
    "a withdrawal of what was never there": (
        lambda row: [*row, edited(row[0], kind="withdrawn", reason="x", entry=5, sha256="c" * 64,
                                  previous=line_digest(row[3]))],
        {"LEDGER_LINE"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("tried", REWRITTEN)
def test_a_ledger_that_somebody_changed_is_found_out(tried: str, root: Path) -> None:
    change, expected = REWRITTEN[tried]
    write(root, change(lines(root)))
    assert kinds(root) >= expected
    assert all(one.kind.severity == "error" for one in told(root))
    assert all(one.place.file == LEDGER or one.kind.name.startswith("LEDGER_LACKS") for one in told(root))


def test_a_chain_that_was_computed_anew_still_has_to_fit_the_files(root: Path) -> None:
    row = [json.loads(line) for line in lines(root)]
    row[1]["sha256"] = "d" * 64
    written: list[str] = []
    for one in row:
        written.append(edited(json.dumps(one), previous=line_digest(written[-1]) if written else FIRST))
    write(root, written)
    assert kinds(root) == {"LEDGER_FILE_CHANGED"}


@pytest.mark.parametrize("end", ["", "\n\n"])
def test_the_end_of_a_ledger_is_one_line_feed(end: str, root: Path) -> None:
    (root / LEDGER).write_text("\n".join(lines(root)) + end, "utf-8")
    assert kinds(root) == {"LEDGER_LINE"}


def test_a_ledger_that_is_gone_is_missed(root: Path) -> None:
    (root / LEDGER).unlink()
    assert kinds(root) == {"LEDGER_MISSING"}


def test_a_school_without_frozen_texts_needs_no_ledger(project: ProjectMaker) -> None:
    root = project(replace={NOORD: (("status: concept", "status: concept"),)})
    assert kinds(root) == set()
    assert Project.open(root).ledger("noord") is None


@pytest.mark.parametrize("there", ["a link", "a pipe", "a folder"])
def test_a_ledger_that_is_no_file_is_a_fault(there: str, root: Path) -> None:
    path = root / LEDGER
    path.rename(path.with_name(".elders"))
    if there == "a link":
        path.symlink_to(".elders")
    elif there == "a pipe":
        os.mkfifo(path)
    else:
        path.mkdir()
    assert any(one.place.file == LEDGER for one in Project.open(root).check(["noord"], today=TODAY))


def test_lines_that_end_as_on_windows_say_the_same(root: Path) -> None:
    for path in (root / NOORD_FOLDER / "releases").iterdir():
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert told(root) == []


# -- what it is about is changed --------------------------------------------------------------------------------------


def rewritten(root: Path) -> None:
    """Another text in a release, with the hashes that go with it."""
    path = root / NOORD_FOLDER / RELEASE
    data: Any = json.loads(path.read_text("utf-8"))
    data["policy"]["title"] = "Telefoons mogen altijd"
    data["text_hash"] = text_hash(Policy.model_validate_json(json.dumps(data["policy"])))
    data["hash"] = file_digest(data)
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")


def swapped(root: Path) -> None:
    """Two releases under each other's names, so that each says that it is the other."""
    first, second = (root / NOORD_FOLDER / f"releases/telefoons-{version}.json" for version in ("1.0", "1.1"))
    one, other = first.read_text("utf-8"), second.read_text("utf-8")
    for path, text, old, new in ((first, other, "1.1", "1.0"), (second, one, "1.0", "1.1")):
        data: Any = json.loads(text.replace(f'"version": "{old}"', f'"version": "{new}"'))
        data["hash"] = file_digest(data)
        path.write_text(json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")


def added(root: Path) -> None:
    """A release that nobody froze."""
    text = (root / NOORD_FOLDER / RELEASE).read_text("utf-8").replace('"version": "1.0"', '"version": "0.9"')
    data: Any = json.loads(text)
    data["hash"] = file_digest(data)
    (root / NOORD_FOLDER / "releases/telefoons-0.9.json").write_text(json.dumps(data), "utf-8")


def linked(path: Path, elsewhere: Path) -> None:
    """A link to what lay there, which lies elsewhere now."""
    path.rename(elsewhere)
    path.symlink_to(elsewhere)


def in_variant(old: str, new: str) -> Change:
    def change(root: Path) -> None:
        text = (root / NOORD).read_text("utf-8")
        assert old in text
        (root / NOORD).write_text(text.replace(old, new), "utf-8")

    return change


CHANGED: dict[str, tuple[Change, set[str]]] = {
    "a release is gone": (lambda root: (root / NOORD_FOLDER / RELEASE).unlink(), {"LEDGER_FILE_GONE"}),
    "a release is rewritten with a new hash": (rewritten, {"LEDGER_FILE_CHANGED"}),
    "a byte more in a release": (
        lambda root: (root / NOORD_FOLDER / RELEASE).write_bytes((root / NOORD_FOLDER / RELEASE).read_bytes() + b" "),
        {"LEDGER_FILE_CHANGED"},
    ),
    "two releases changed places": (swapped, {"LEDGER_FILE_CHANGED"}),
    "a release that nobody froze": (added, {"LEDGER_LACKS_FILE"}),
    "a release under capitals": (
        lambda root: (root / NOORD_FOLDER / RELEASE).rename(root / NOORD_FOLDER / "releases/Telefoons-1.0.json"),
        {"LEDGER_FILE_GONE"},
    ),
    "a release is a link": (
        lambda root: linked(root / NOORD_FOLDER / RELEASE, root / "elders.json"),
        {"LEDGER_FILE_GONE"},
    ),
    "the day of a decision is another one": (
        in_variant('version: "1.1", day: 2026-10-01', 'version: "1.1", day: 2026-10-02'),
        {"LEDGER_LACKS_DECISION"},
    ),
    "the outcome of a decision is another one": (
        in_variant('version: "1.1", day: 2026-10-01', 'version: "1.1", day: 2026-10-01, outcome: negatief'),
        {"LEDGER_LACKS_DECISION"},
    ),
    "a decision that nobody entered": (
        in_variant("decisions:\n", 'decisions:\n  - {body: de MR, kind: advies, version: "1.1"}\n'),
        {"LEDGER_LACKS_DECISION"},
    ),
}


@pytest.mark.parametrize("tried", CHANGED)
def test_what_was_adopted_cannot_be_changed_unseen(tried: str, root: Path) -> None:
    change, expected = CHANGED[tried]
    change(root)
    assert kinds(root) >= expected


def test_a_refusal_cannot_be_left_out(root: Path) -> None:
    edit = Edit(FolderTree(root))
    edit.record_decision(
        "noord", "telefoons", body="de MR", kind="instemming", outcome="negatief", version="1.2"
    ).save()
    assert kinds(root) == set()
    text = (root / NOORD).read_text("utf-8")
    (root / NOORD).write_text("".join(line for line in text.splitlines(True) if "negatief" not in line), "utf-8")
    (found,) = told(root)
    assert found.kind.name == "LEDGER_DECISION_GONE"
    assert found.place.line == 5
    assert "--withdraw 5" in found.remedy()


def test_a_condition_that_was_met_is_no_other_decision(root: Path) -> None:
    given = {"body": "de MR", "kind": "instemming", "version": "1.2", "outcome": "met-voorwaarden"}
    given["conditions"] = "meer kluisjes"
    Edit(FolderTree(root)).record_decision("noord", "telefoons", **given).save()  # type: ignore[arg-type]
    text = (root / NOORD).read_text("utf-8")
    met = 'conditions: [{text: meer kluisjes, met: 2026-11-01, how: "Er zijn er tien bij."}]'
    (root / NOORD).write_text(text.replace("conditions: meer kluisjes", met), "utf-8")
    assert met in (root / NOORD).read_text("utf-8")
    assert kinds(root) == set()


def test_no_two_decisions_have_one_hash() -> None:
    base = {"body": "de MR", "kind": "instemming", "version": "1.0"}
    others: list[dict[str, Any]] = [
        {},
        {"body": "de OR"},
        {"version": "1.10"},
        {"day": "2026-01-01"},
        {"part": "ouders"},
        {"outcome": "negatief"},
        {"reason": "x"},
        {"conditions": "a"},
        {"conditions": [{"text": "a"}, {"text": "b"}]},
        {"votes": [{"change": "a", "outcome": "positief"}]},
        {"votes": [{"change": "a", "outcome": "positief", "conditions": "a"}]},
        {"votes": [{"change": "a", "outcome": "negatief"}]},
    ]
    made = [decision_digest("telefoons", Decision.model_validate({**base, **other})) for other in others]
    assert len({*made, decision_digest("foto", Decision.model_validate(base))}) == len(others) + 1


def test_a_build_makes_nothing_of_a_release_that_is_not_in_the_ledger(root: Path) -> None:
    rewritten(root)
    assert run(["--root", str(root), "build", "html", "--school", "noord"]) == 1
    assert not (root / "build/html/noord/telefoons").exists()


# -- writing it -------------------------------------------------------------------------------------------------------


def test_a_handwritten_decision_is_entered_when_somebody_asks_and_told(root: Path) -> None:
    in_variant("decisions:\n", 'decisions:\n  - {body: de MR, kind: advies, version: "1.1"}\n')(root)
    before = lines(root)
    (item,) = Project.open(root).enter_in_ledger("noord")
    assert item.name == "telefoons 1.1, advies: de MR"
    assert lines(root)[:-1] == before
    assert kinds(root) == set()
    assert Project.open(root).enter_in_ledger("noord") == ()


def test_a_ledger_is_begun_for_texts_that_were_frozen_before_there_was_one(root: Path) -> None:
    (root / LEDGER).unlink()
    items = Project.open(root).enter_in_ledger("noord")
    put = "telefoons 1.1, voorgenomen-besluit: College van Bestuur 2026-10-01"
    assert [item.name for item in items][1:3] == [RELEASE, put]
    assert kinds(root) == set()


def test_an_edited_release_is_not_entered(root: Path) -> None:
    (root / LEDGER).unlink()
    path = root / NOORD_FOLDER / RELEASE
    path.write_text(path.read_text("utf-8").replace("Telefoons", "Toestellen"), "utf-8")
    with pytest.raises(EditError, match="entered nowhere"):
        Project.open(root).enter_in_ledger("noord")
    assert not (root / LEDGER).exists()


def test_nothing_is_added_to_a_ledger_that_is_not_whole(root: Path) -> None:
    write(root, lines(root)[1:])
    before = (root / LEDGER).read_bytes()
    with pytest.raises(EditError, match="not whole"):
        Edit(FolderTree(root)).record_decision("noord", "telefoons", body="de MR", kind="advies")
    with pytest.raises(EditError, match="not whole"):
        Project.open(root).enter_in_ledger("noord")
    assert (root / LEDGER).read_bytes() == before


def test_nothing_begins_a_ledger_in_silence_where_there_are_frozen_texts(root: Path) -> None:
    (root / LEDGER).unlink()
    with pytest.raises(EditError, match="--add"):
        Edit(FolderTree(root)).record_decision("noord", "telefoons", body="de MR", kind="advies")


def test_a_decision_that_was_written_down_wrongly_is_withdrawn_and_stays_to_be_seen(root: Path) -> None:
    wrong, right = 'version: "1.2", day: 2026-10-03', 'version: "1.2", day: 2026-10-13'
    edit = Edit(FolderTree(root))
    edit.record_decision("noord", "telefoons", body="de MR", kind="advies", version="1.2", day=date(2026, 10, 3)).save()
    with pytest.raises(EditError, match="still stands"):
        Project.open(root).withdraw_decision("noord", 5, "verkeerde dag")
    in_variant("2026-10-03", "2026-10-13")(root)
    assert wrong.replace("03", "13") == right
    assert kinds(root) == {"LEDGER_DECISION_GONE", "LEDGER_LACKS_DECISION"}
    Project.open(root).withdraw_decision("noord", 5, "verkeerde dag")
    Project.open(root).enter_in_ledger("noord")
    assert kinds(root) == set()
    ledger = Project.open(root).ledger("noord")
    assert ledger is not None
    assert [one.kind for one in ledger.entries][4:] == ["decision", "withdrawn", "decision"]


@pytest.mark.parametrize("number", [2, 4, 99])
def test_a_release_cannot_be_withdrawn(number: int, root: Path) -> None:
    with pytest.raises(EditError, match="no decision"):
        Project.open(root).withdraw_decision("noord", number, "spijt")


# -- two branches -----------------------------------------------------------------------------------------------------


def two_branches(root: Path) -> tuple[list[str], list[str], list[str]]:
    """What each of two branches has added to the ledger, both with its decision in the variant."""
    common = lines(root)
    found = []
    for body in ("de MR", "de OR"):
        write(root, common)
        edit = Edit(FolderTree(root))
        edit.record_decision("noord", "telefoons", body=body, kind="advies", version="1.1").save()
        found.append(lines(root)[len(common) :])
    return common, found[0], found[1]


@pytest.mark.parametrize("marks", [True, False], ids=["as git leaves it", "without the marks"])
@pytest.mark.parametrize("side", [1, 2])
def test_two_branches_that_both_added_become_one_after_somebody_looked(side: int, marks: bool, root: Path) -> None:
    common, ours, theirs = two_branches(root)
    between = (["<<<<<<< HEAD"], ["======="], [">>>>>>> andere"]) if marks else ([], [], [])
    write(root, [*common, *between[0], *ours, *between[1], *theirs, *between[2]])
    (found,) = [one for one in told(root) if one.kind.name == "LEDGER_FORKED"]
    assert "--join 1" in found.remedy()
    with pytest.raises(EditError, match="not whole"):
        Project.open(root).enter_in_ledger("noord")
    (moved_item,) = Project.open(root).join_ledger("noord", side)  # type: ignore[arg-type]
    assert moved_item.name.endswith("de OR" if side == 1 else "de MR")
    kept = ours if side == 1 else theirs
    assert lines(root)[: len(common) + 1] == [*common, *kept]
    assert len(lines(root)) == len(common) + 2
    assert kinds(root) == set()


def test_a_ledger_that_is_broken_otherwise_cannot_be_joined(root: Path) -> None:
    write(root, lines(root)[1:])
    with pytest.raises(EditError, match="no two branches"):
        Project.open(root).join_ledger("noord", 1)


# -- at the same time, and half-way -----------------------------------------------------------------------------------


def test_of_two_that_release_at_once_one_wins_and_the_other_is_told(root: Path) -> None:
    in_variant('document: {version: "1.1"', 'document: {version: "1.2"')(root)
    ready, outcomes = Barrier(2), list[str]()

    def freeze() -> None:
        edit = Edit(FolderTree(root)).record_release(policy_of(root))
        ready.wait()
        try:
            edit.save()
            outcomes.append("")
        except EditError as error:
            outcomes.append(str(error))

    threads = [Thread(target=freeze) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(map(bool, outcomes)) == [False, True]
    assert "somebody else wrote it just now" in max(outcomes) or "has changed since" in max(outcomes)
    assert len(lines(root)) == 5
    assert kinds(root) == set()


@pytest.mark.parametrize("act", ["a release", "a decision", "an entry"])
def test_who_comes_a_moment_late_with_the_very_same_bytes_is_told(act: str, root: Path) -> None:
    in_variant('document: {version: "1.1"', 'document: {version: "1.2"')(root)

    def prepared() -> Edit:
        edit = Edit(FolderTree(root))
        if act == "a release":
            return edit.record_release(policy_of(root))
        if act == "a decision":
            return edit.record_decision("noord", "telefoons", body="de MR", kind="advies", day=date(2026, 11, 1))
        return edit.enter("noord", [of_file("releases/telefoons-1.2.json", b"x")])

    first, second = prepared(), prepared()
    first.save()
    before = (root / LEDGER).read_bytes()
    with pytest.raises(EditError, match=r"somebody else wrote it just now|has changed since"):
        second.save()
    assert (root / LEDGER).read_bytes() == before


def test_a_file_that_appears_in_the_last_moment_is_never_overwritten(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_variant('document: {version: "1.1"', 'document: {version: "1.2"')(root)
    path, before = root / NOORD_FOLDER / "releases/telefoons-1.2.json", (root / LEDGER).read_bytes()
    real = saving._remember

    def somebody_is_quicker(*arguments: Any) -> None:
        path.write_text("van een ander", "utf-8")
        real(*arguments)

    monkeypatch.setattr(saving, "_remember", somebody_is_quicker)
    with pytest.raises(EditError, match="somebody else wrote it just now"):
        Edit(FolderTree(root)).record_release(policy_of(root)).save()
    assert path.read_text("utf-8") == "van een ander"
    assert (root / LEDGER).read_bytes() == before
    assert not [one for one in path.parent.iterdir() if one.name.startswith(".")]


@pytest.mark.parametrize("code", ["EPERM", "EOPNOTSUPP"])
def test_where_a_disk_has_no_links_a_new_file_still_overwrites_nothing(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_arguments: object, **_more: object) -> None:
        raise OSError(getattr(errno, code), "no links")

    monkeypatch.setattr(os, "link", no_links)
    fresh, path = tmp_path / "vers", tmp_path / "plaats"
    fresh.write_text("a", "utf-8")
    machine.place_new(fresh, path)
    assert (path.read_text("utf-8"), fresh.exists()) == ("a", False)
    fresh.write_text("b", "utf-8")
    with pytest.raises(FileExistsError):
        machine.place_new(fresh, path)
    assert path.read_text("utf-8") == "a"


def test_a_release_is_on_the_disk_before_it_is_called_done(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_variant('document: {version: "1.1"', 'document: {version: "1.2"')(root)
    done: list[str] = []
    real = os.fsync

    def sync(handle: int) -> None:
        done.append(str(Path(f"/proc/self/fd/{handle}").readlink()))
        real(handle)

    monkeypatch.setattr(os, "fsync", sync)
    Edit(FolderTree(root)).record_release(policy_of(root)).save()
    folder = str(root / NOORD_FOLDER / "releases")
    assert any("telefoons-1.2.json" in one for one in done)
    assert any("ledger" in Path(one).name for one in done)
    assert folder in done
    assert done.index(folder) > max(n for n, one in enumerate(done) if "telefoons-1.2.json" in one)


def test_a_platform_that_cannot_sync_a_folder_releases_all_the_same(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_variant('document: {version: "1.1"', 'document: {version: "1.2"')(root)
    real = os.open

    def refuse(path: Any, flags: int, *more: Any, **named: Any) -> int:
        if Path(path).is_dir():
            raise PermissionError(13, "folders cannot be opened here", str(path))
        return real(path, flags, *more, **named)

    monkeypatch.setattr(os, "open", refuse)
    Edit(FolderTree(root)).record_release(policy_of(root)).save()
    assert kinds(root) == set()


def test_a_full_disk_leaves_file_and_ledger_as_they_were(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_variant('document: {version: "1.1"', 'document: {version: "1.2"')(root)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    real, calls = saving._put, []

    def full(fresh: Path, root: Path, path: str, *, is_new: bool) -> None:
        calls.append(path)
        if len(calls) == 2:
            raise OSError(28, "No space left on device", path)
        real(fresh, root, path, is_new=is_new)

    monkeypatch.setattr(saving, "_put", full)
    with pytest.raises(OSError, match="No space"):
        Edit(FolderTree(root)).record_release(policy_of(root)).save()
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


# -- with git ---------------------------------------------------------------------------------------------------------


def git(root: Path, *arguments: str) -> str:
    """Runs git in a project."""
    own = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
    return subprocess.run(["git", "-C", str(root), *own, *arguments], capture_output=True, check=True, text=True).stdout


@pytest.fixture
def kept(root: Path) -> Path:
    """The project in a git repository, as it was."""
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "begin")
    return root


def cut_off(root: Path) -> None:
    """The last release and all that tells of it."""
    (root / NOORD_FOLDER / "releases/telefoons-1.1.json").unlink()
    write(root, lines(root)[:-1])


def all_anew(root: Path) -> None:
    """A whole new ledger that fits a rewritten release."""
    rewritten(root)
    (root / LEDGER).unlink()
    Project.open(root).enter_in_ledger("noord")


SINCE: dict[str, tuple[Change, set[str]]] = {
    "the end is cut off without a trace": (cut_off, {"SINCE_GONE", "SINCE_LEDGER"}),
    "a release and its ledger are written anew": (all_anew, {"SINCE_CHANGED", "SINCE_LEDGER"}),
    "the school is gone": (lambda root: shutil.rmtree(root / NOORD_FOLDER), {"SINCE_GONE"}),
    "the folder is under another name": (
        lambda root: (root / NOORD_FOLDER / "releases").rename(root / NOORD_FOLDER / "Releases"),
        {"SINCE_GONE"},
    ),
    "the folder is a link": (
        lambda root: linked(root / NOORD_FOLDER / "releases", root / "elders"),
        {"SINCE_GONE"},
    ),
    "a decision about a released version": (
        in_variant('version: "1.1", day: 2026-10-01', 'version: "1.1", day: 2026-09-30'),
        {"LEDGER_LACKS_DECISION"},
    ),
}


@pytest.mark.parametrize("tried", SINCE)
def test_what_git_knows_cannot_be_changed_unseen(tried: str, kept: Path) -> None:
    change, expected = SINCE[tried]
    change(kept)
    found = Project.open(kept).check(today=TODAY, since="HEAD")
    assert {one.kind.name for one in found} >= expected


def test_what_only_goes_on_is_in_order(kept: Path) -> None:
    in_variant('document: {version: "1.1"', 'document: {version: "1.2"')(kept)
    Edit(FolderTree(kept)).record_release(policy_of(kept)).save()
    assert kinds(kept, "HEAD") == set()
    git(kept, "commit", "-q", "-a", "-m", "more")
    assert kinds(kept, "HEAD~1") == set()


def test_a_decision_about_a_version_that_was_released_without_it_cannot_go(kept: Path) -> None:
    Edit(FolderTree(kept)).record_decision("noord", "telefoons", body="de MR", kind="advies", version="1.1").save()
    git(kept, "commit", "-q", "-a", "-m", "later")
    text = (kept / NOORD).read_text("utf-8")
    (kept / NOORD).write_text("".join(line for line in text.splitlines(True) if "de MR" not in line), "utf-8")
    assert kinds(kept, "HEAD") == {"SINCE_DECISION", "LEDGER_DECISION_GONE"}


@pytest.mark.parametrize("revision", ["nergens", "--help", "HEAD~9", "a..b", "HEAD:x", "", "-1"])
def test_a_revision_that_is_none_is_told(revision: str, kept: Path) -> None:
    with pytest.raises(UsageError):
        Project.open(kept).check(today=TODAY, since=revision)


def test_a_folder_without_git_is_told(root: Path) -> None:
    with pytest.raises(UsageError, match="git"):
        Project.open(root).check(today=TODAY, since="HEAD")


def test_a_shallow_clone_says_how_to_get_the_rest(kept: Path, tmp_path: Path) -> None:
    first = git(kept, "rev-parse", "HEAD").strip()
    git(kept, "commit", "-q", "--allow-empty", "-m", "next")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{kept}", "clone")
    with pytest.raises(UsageError, match="unshallow"):
        Project.open(tmp_path / "clone").check(today=TODAY, since=first)


def test_an_object_that_was_put_in_the_place_of_another_deceives_nobody(kept: Path) -> None:
    path = f"{NOORD_FOLDER}/{RELEASE}"
    old = git(kept, "rev-parse", f"HEAD:{path}").strip()
    rewritten(kept)
    git(kept, "replace", old, git(kept, "hash-object", "-w", path).strip())
    assert "SINCE_CHANGED" in kinds(kept, "HEAD")


def test_a_folder_that_was_another_repository_is_told(kept: Path) -> None:
    here = git(kept, "rev-parse", "HEAD").strip()
    git(kept, "rm", "-q", "-r", "--cached", f"{NOORD_FOLDER}/releases")
    git(kept, "update-index", "--add", "--cacheinfo", f"160000,{here},{NOORD_FOLDER}/releases")
    git(kept, "commit", "-q", "-m", "a submodule")
    assert kinds(kept, "HEAD") == {"SINCE_ELSEWHERE"}


def test_odd_names_at_a_revision_are_nobodys_frozen_files(kept: Path) -> None:
    for name in ("a\nb.json", "telefoons-1.0.json\t", "ünï.json"):
        (kept / NOORD_FOLDER / "releases" / name).write_text("{}", "utf-8")
    git(kept, "add", "-A")
    git(kept, "commit", "-q", "-m", "odd")
    git(kept, "rm", "-q", "-r", "--", *(f"{NOORD_FOLDER}/releases/{name}" for name in ("a\nb.json", "ünï.json")))
    (kept / NOORD_FOLDER / "releases/telefoons-1.0.json\t").unlink()
    assert kinds(kept, "HEAD") == set()


# -- signatures and timestamps ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key of the board."""
    path = tmp_path_factory.mktemp("key") / "bestuur"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", path], check=True)
    return path


def trust(root: Path, key: Path, who: str = "bestuur") -> None:
    """Lets this key sign for somebody."""
    public = key.with_suffix(".pub").read_text("ascii").strip()
    (root / "policy_src/allowed_signers").write_text(f'{who} namespaces="schoolprotocol-ledger" {public}\n', "ascii")


SEAL = f"{NOORD_FOLDER}/releases/ledger-4-bestuur.sig"


def test_a_signature_holds_for_the_ledger_up_to_its_entry_and_for_what_comes_after(root: Path, key: Path) -> None:
    trust(root, key)
    assert Project.open(root).sign_ledger("noord", key, "bestuur") == "ledger-4-bestuur.sig"
    Edit(FolderTree(root)).record_decision("noord", "telefoons", body="de MR", kind="advies", version="1.2").save()
    assert kinds(root) == set()
    ((seal, verdict),) = Project.open(root).seals("noord")
    assert (seal.who, seal.entry, verdict.says) == ("bestuur", 4, "holds")


def signed_by_another(root: Path, key: Path) -> None:
    other = root / "ander"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", other], check=True)
    trust(root, other)
    del key


BROKEN: dict[str, Callable[[Path, Path], object]] = {
    "the ledger was written anew": lambda root, _key: all_anew(root),
    "the signature is of another entry": lambda root, _key: (root / SEAL).rename(
        root / NOORD_FOLDER / "releases/ledger-2-bestuur.sig"
    ),
    "the signature is of an entry that is not there": lambda root, _key: (root / SEAL).rename(
        root / NOORD_FOLDER / "releases/ledger-9-bestuur.sig"
    ),
    "the signature is of somebody else": lambda root, _key: (root / SEAL).rename(
        root / NOORD_FOLDER / "releases/ledger-4-raad.sig"
    ),
    "nobody trusts the key": signed_by_another,
    "the signature is for something else": lambda root, key: (root / SEAL).write_bytes(
        subprocess.run(
            ["ssh-keygen", "-Y", "sign", "-q", "-n", "git", "-f", key], input=b"x", capture_output=True, check=True
        ).stdout
    ),
    "the signature is no signature": lambda root, _key: (root / SEAL).write_text("ok", "ascii"),
    "the signature is empty": lambda root, _key: (root / SEAL).write_bytes(b""),
    "the list of who may sign is empty": lambda root, _key: (root / "policy_src/allowed_signers").write_bytes(b""),
}


@pytest.mark.parametrize("tried", BROKEN)
def test_a_signature_that_confirms_nothing_is_an_error(tried: str, root: Path, key: Path) -> None:
    trust(root, key)
    Project.open(root).sign_ledger("noord", key, "bestuur")
    BROKEN[tried](root, key)
    assert "SEAL_BROKEN" in kinds(root)


def test_where_the_tool_is_missing_it_is_said_that_nobody_verified(
    root: Path, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trust(root, key)
    Project.open(root).sign_ledger("noord", key, "bestuur")
    monkeypatch.setenv("PATH", "/nergens")
    (found,) = told(root)
    assert (found.kind.name, found.kind.severity) == ("SEAL_NOT_VERIFIED", "warning")
    assert "ssh-keygen is not on this machine" in found.message()


def test_where_nobody_is_named_who_may_sign_it_is_said_that_nobody_verified(root: Path, key: Path) -> None:
    trust(root, key)
    Project.open(root).sign_ledger("noord", key, "bestuur")
    (root / "policy_src/allowed_signers").unlink()
    assert kinds(root) == {"SEAL_NOT_VERIFIED"}


def test_a_signature_that_would_not_count_is_not_kept(root: Path, key: Path) -> None:
    trust(root, key, "raad")
    with pytest.raises(UsageError, match="Nothing was kept"):
        Project.open(root).sign_ledger("noord", key, "bestuur")
    assert not (root / SEAL).exists()


@pytest.mark.parametrize("who", ["../bestuur", "Bestuur", "a b", "-x", ""])
def test_a_name_that_is_no_name_of_a_file_signs_nothing(who: str, root: Path, key: Path) -> None:
    with pytest.raises(UsageError, match="cannot stand"):
        Project.open(root).sign_ledger("noord", key, who)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A timestamping authority of our own: openssl can be one without the network."""
    folder = tmp_path_factory.mktemp("tsa")
    (folder / "openssl.cnf").write_text(
        "[req]\ndistinguished_name=dn\nx509_extensions=ext\n[dn]\n[ext]\nbasicConstraints=CA:FALSE\n"
        "extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n"
        "[tsa]\ndefault_tsa=own\n[own]\nserial=serial\nsigner_digest=sha256\ndigests=sha256\n"
        "default_policy=1.2.3.4\nordering=yes\ness_cert_id_alg=sha256\n",
        "ascii",
    )
    (folder / "serial").write_text("01\n", "ascii")
    new = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650", "-subj", "/CN=test"]
    files = ["-config", "openssl.cnf", "-keyout", "key.pem", "-out", "ca.pem"]
    subprocess.run([*new, *files], cwd=folder, check=True, capture_output=True)
    return folder


def stamped(authority: Path, request: bytes) -> bytes:
    """What the authority answers."""
    (authority / "query").write_bytes(request)
    reply = ["openssl", "ts", "-reply", "-config", "openssl.cnf", "-section", "own", "-queryfile", "query"]
    signer = ["-signer", "ca.pem", "-inkey", "key.pem", "-out", "answer"]
    subprocess.run([*reply, *signer], cwd=authority, check=True, capture_output=True)
    return (authority / "answer").read_bytes()


def test_a_timestamp_holds_for_the_ledger_that_was_stamped_and_for_no_other(root: Path, authority: Path) -> None:
    shutil.copy(authority / "ca.pem", root / "policy_src/timestamp-ca.pem")
    answer = stamped(authority, Project.open(root).timestamp_request("noord"))
    assert Project.open(root).keep_timestamp("noord", answer) == "ledger-4.tsr"
    assert kinds(root) == set()
    ((seal, verdict),) = Project.open(root).seals("noord")
    assert (seal.who, verdict.says, verdict.detail[-3:]) == (None, "holds", "UTC")
    all_anew(root)
    assert kinds(root) == {"SEAL_BROKEN"}


@pytest.mark.parametrize("content", [b"", b"ja", b"\x30\x80" * 500])
def test_what_is_no_timestamp_is_not_kept_and_not_believed(content: bytes, root: Path, authority: Path) -> None:
    shutil.copy(authority / "ca.pem", root / "policy_src/timestamp-ca.pem")
    with pytest.raises(UsageError, match="Nothing was kept"):
        Project.open(root).keep_timestamp("noord", content)
    (root / NOORD_FOLDER / "releases/ledger-4.tsr").write_bytes(content)
    assert kinds(root) == {"SEAL_BROKEN"}
