"""What is entered in a ledger can be read for good, and what was stopped half-way costs nobody his decisions."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from schoolprotocol import EditError, Project
from schoolprotocol.edit import save as saving
from schoolprotocol.edit.edit import Edit
from schoolprotocol.errors import UsageError
from schoolprotocol.policy.model import file_digest, wrapped_digest
from schoolprotocol.source.ledger import Item, appended, of_file
from schoolprotocol.source.tree import STOPPED, FolderTree
from tests.attacks import test_ledger
from tests.attacks.test_ledger import (
    LEDGER,
    NOORD_FOLDER,
    RELEASE,
    all_anew,
    git,
    in_variant,
    kinds,
    lines,
    write,
)
from tests.attacks.trying import attempt, refused
from tests.faults import NOORD
from tests.helpers import policy_of

OF_MR = '  - {body: de MR, kind: advies, version: "1.2", day: 2026-11-01}\n'
PUT = '  - {body: College van Bestuur, kind: voorgenomen-besluit, version: "1.1", day: 2026-10-01}\n'
RELEASES = f"{NOORD_FOLDER}/releases"


def decide(root: Path, body: str, version: str = "1.2", day: date = date(2026, 11, 1), **more: Any) -> None:
    """Write a decision down."""
    edit = Edit(FolderTree(root))
    edit.record_decision("noord", "telefoons", body=body, kind="advies", version=version, day=day, **more).save()


# -- what goes into a ledger ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "reason", ["", " ", "a\nb", "x" * 501, "\u202eomgekeerd", "\x1b[31m", "a\u2028b", "\ufeff", "\x00"]
)
def test_a_reason_that_would_make_a_ledger_unreadable_is_refused(reason: str, root: Path) -> None:
    in_variant(PUT, "")(root)
    before = (root / LEDGER).read_bytes()
    refused(root, "ledger", "noord", "--withdraw", "3", "--reason", reason)
    assert (root / LEDGER).read_bytes() == before


@pytest.mark.parametrize("reason", ["[red]x[/red]", "<script>", "::error::x", "{{ 7*7 }}", '"},{"entry":1'])
def test_a_reason_with_markup_is_words(reason: str, root: Path) -> None:
    decide(root, "de MR")
    in_variant(OF_MR, "")(root)
    attempt(root, "ledger", "noord", "--withdraw", "5", "--reason", reason)
    assert reason in attempt(root, "ledger", "noord").text
    assert kinds(root) == set()


def test_one_decision_is_not_written_down_twice(root: Path) -> None:
    decide(root, "de MR")
    before = (root / LEDGER).read_bytes(), (root / NOORD).read_bytes()
    with pytest.raises(EditError, match="in the ledger already"):
        decide(root, "de MR")
    assert ((root / LEDGER).read_bytes(), (root / NOORD).read_bytes()) == before
    decide(root, "de MR", reason="De MR besloot die dag nog eens.")
    decide(root, "de OR")
    assert kinds(root) == set()


def test_a_decision_that_was_withdrawn_can_be_written_down_again(root: Path) -> None:
    decide(root, "de MR")
    text = (root / NOORD).read_text("utf-8")
    (root / NOORD).write_text("".join(one for one in text.splitlines(True) if "1.2" not in one), "utf-8")
    Project.open(root).withdraw_decision("noord", 5, "Toch niet.")
    decide(root, "de MR")
    assert kinds(root) == set()


def test_a_ledger_that_cannot_be_read_is_not_called_none(root: Path) -> None:
    (root / LEDGER).write_bytes((root / LEDGER).read_bytes().replace(b"College", "\u202e".encode()))
    assert "no ledger" not in refused(root, "ledger", "noord")


# -- two branches -----------------------------------------------------------------------------------------------------


def test_two_branches_that_withdrew_the_same_decision_become_one(root: Path) -> None:
    decide(root, "de MR")
    text = (root / NOORD).read_text("utf-8")
    (root / NOORD).write_text("".join(one for one in text.splitlines(True) if "1.2" not in one), "utf-8")
    common, sides = lines(root), []
    for body in ("de OR", "de GMR"):
        write(root, common)
        Project.open(root).withdraw_decision("noord", 5, f"Fout, zegt {body}.")
        decide(root, body, day=date(2026, 11, 2))
        sides.append(lines(root)[len(common) :])
    write(root, [*common, "<<<<<<< HEAD", *sides[0], "=======", *sides[1], ">>>>>>> andere"])
    (moved,) = Project.open(root).join_ledger("noord", 1)
    assert moved.name.endswith("de GMR 2026-11-02")
    assert kinds(root) == set()


def test_a_branch_that_withdrew_and_wrote_again_keeps_what_it_wrote(root: Path) -> None:
    decide(root, "de MR")
    common = lines(root)
    decide(root, "de OR")
    ours = lines(root)[len(common) :]
    write(root, common)
    text = (root / NOORD).read_text("utf-8")
    in_variant(OF_MR, "")(root)
    Project.open(root).withdraw_decision("noord", 5, "Toch niet.")
    (root / NOORD).write_text(
        text.replace('  - {body: de OR, kind: advies, version: "1.2", day: 2026-11-01}\n', ""), "utf-8"
    )
    Project.open(root).enter_in_ledger("noord")
    theirs = lines(root)[len(common) :]
    (root / NOORD).write_text(text, "utf-8")
    write(root, [*common, *ours, *[one for one in theirs if "de OR" not in one]])
    Project.open(root).join_ledger("noord", 1)
    assert kinds(root) == set()


def test_three_branches_that_came_together_at_once_become_one(root: Path) -> None:
    common, sides = lines(root), []
    for body in ("de MR", "de OR", "de GMR"):
        write(root, common)
        decide(root, body)
        sides += lines(root)[len(common) :]
    write(root, [*common, *sides])
    assert [one.name[-17:-11] for one in Project.open(root).join_ledger("noord", 2)] == [" de MR", "de GMR"]
    assert lines(root)[len(common)] == sides[1]
    assert kinds(root) == set()


def branches(root: Path) -> tuple[list[str], dict[str, list[str]]]:
    """What is common, and what each of some branches has behind it; `nested` are two that begin behind `one`."""
    common, found = lines(root), dict[str, list[str]]()
    for name, before in (("one", ""), ("other", ""), ("nested", "one"), ("nested too", "one")):
        write(root, [*common, *found.get(before, [])])
        decide(root, f"de {name}")
        found[name] = lines(root)[-1:]
    return common, found


JOINABLE: dict[str, Callable[[list[str], dict[str, list[str]]], list[str]]] = {
    "marks around one side": lambda base, of: [*base, "<<<<<<< HEAD", *of["one"], "=======", ">>>>>>> andere"],
    "marks around the other side": lambda base, of: [*base, "<<<<<<< HEAD", "=======", *of["one"], ">>>>>>> andere"],
    "marks around nothing": lambda base, _of: [*base, "<<<<<<< HEAD", "=======", ">>>>>>> andere"],
    "one mark that was forgotten": lambda base, of: [*base, *of["one"], ">>>>>>> andere"],
    "marks around the beginning": lambda base, _of: ["<<<<<<< HEAD", *base[:1], "=======", ">>>>>>> x", *base[1:]],
    "marks with the base": lambda base, of: [*base, "<<<<<<< a", *of["one"], "||||||| b", "=======", ">>>>>>> c"],
    "the same line on both sides": lambda base, of: [
        *base,
        "<<<<<<< a",
        *of["one"],
        "=======",
        *of["one"],
        ">>>>>>> b",
    ],
    "the same line twice": lambda base, of: [*base, *of["one"], *of["one"]],
    "the first line twice": lambda base, _of: [base[0], *base],
    "all of it twice": lambda base, of: [*base, *of["one"], *base, *of["one"]],
    "branches in a branch": lambda base, of: [*base, *of["one"], *of["nested"], *of["nested too"]],
    "branches in both": lambda base, of: [*base, *of["one"], *of["nested"], *of["nested too"], *of["other"]],
    "the other way round": lambda base, of: [*base, *of["other"], *of["one"], *of["nested too"], *of["nested"]],
}


@pytest.mark.parametrize("side", [1, 2])
@pytest.mark.parametrize("case", JOINABLE)
def test_where_joining_is_advised_it_works_and_loses_nothing(case: str, side: int, root: Path) -> None:
    base, of = branches(root)
    written = JOINABLE[case](base, of)
    write(root, written)
    assert [one.kind.name for one in test_ledger.told(root)].count("LEDGER_FORKED") == 1
    Project.open(root).join_ledger("noord", side)  # type: ignore[arg-type]
    assert lines(root)[: len(base)] == base
    about = {json.loads(one)["sha256"] for one in written if one.startswith("{")}
    assert sorted(json.loads(one)["sha256"] for one in lines(root)) == sorted(about)
    left = {one.kind.name for one in test_ledger.told(root)}
    assert left <= {"LEDGER_LACKS_DECISION"}  # of branches that this case leaves out


@pytest.mark.parametrize(
    "spoil",
    [
        lambda row: [*row, "<<<<<<< HEAD", "rommel"],
        lambda row: [*row[1:], "<<<<<<< HEAD"],
        lambda row: [row[0], *row[2:], ">>>>>>> x"],
        lambda row: [*row, test_ledger.edited(row[-1], previous="a" * 64), row[-1]],
    ],
)
def test_where_joining_would_not_work_it_is_not_advised(spoil: Callable[[list[str]], list[str]], root: Path) -> None:
    write(root, spoil(lines(root)))
    found = test_ledger.told(root)
    assert found
    assert not [one for one in found if "--join" in one.remedy()]
    with pytest.raises(EditError, match="no two branches"):
        Project.open(root).join_ledger("noord", 1)


# -- files that a person names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("option", [("--timestamp",), ("--as", "bestuur", "--sign")])
def test_a_pipe_in_the_place_of_a_key_or_an_answer_holds_nobody_up(option: tuple[str, ...], root: Path) -> None:
    os.mkfifo(root / "pijp")
    assert "pipe or a device" in refused(root, "ledger", "noord", *option, str(root / "pijp"), code=3, seconds=10)


def test_a_request_that_could_not_be_made_leaves_no_file(root: Path) -> None:
    refused(root, "ledger", "zuid", "--request", str(root / "vraag.tsq"), code=2)
    assert not (root / "vraag.tsq").exists()


@pytest.mark.parametrize("name", ["ledger-4-bestuur.sig", "ledger-4.tsr"])
@pytest.mark.parametrize("lies", ["a link", "a pipe", "a folder"])
def test_a_seal_that_is_no_file_is_told(lies: str, name: str, root: Path) -> None:
    path = root / RELEASES / name
    if lies == "a link":
        path.symlink_to("/dev/zero")
    elif lies == "a pipe":
        os.mkfifo(path)
    else:
        path.mkdir()
    assert kinds(root) == {"SEAL_BROKEN"}


@pytest.mark.parametrize("name", ["ledger-0-x.sig", "ledger-4-X.sig", "ledger-4-x.sig.bak", "ledger~", "LEDGER"])
def test_what_only_looks_like_a_ledger_or_a_seal_has_no_place(name: str, root: Path) -> None:
    (root / RELEASES / name).write_bytes((root / LEDGER).read_bytes())
    assert "UNKNOWN_FILE" in {one.kind.name for one in Project.open(root).check(["noord"], today=test_ledger.TODAY)}


@pytest.mark.parametrize(
    ("tried", "change", "expected"),
    [
        ("other letters", lambda raw: raw.decode().encode("utf-16"), ""),
        ("a zero", lambda raw: raw + b"\0", ""),
        ("more than a file may hold", lambda raw: raw + b"{}\n" * 400_000, ""),
        ("ends of lines of long ago", lambda raw: raw.replace(b"\n", b"\r"), "LEDGER_LINE"),
        ("an accent written otherwise", lambda raw: raw.replace(b"College", "Colle\u0301ge".encode()), "LEDGER_CHAIN"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_a_ledger_in_other_bytes_is_told(
    tried: str, change: Callable[[bytes], bytes], expected: str, root: Path
) -> None:
    """Where it cannot be read at all, that is told, whatever it is called."""
    (root / LEDGER).write_bytes(change((root / LEDGER).read_bytes()))
    found = {
        one.kind.name
        for one in Project.open(root).check(["noord"], today=test_ledger.TODAY)
        if one.place.file == LEDGER
    }
    assert expected in found if expected else found, tried


# -- git --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def forged(kept: Path) -> Path:
    """A branch on which a release and its ledger were written anew."""
    git(kept, "checkout", "-q", "-b", "werk")
    all_anew(kept)
    git(kept, "commit", "-q", "-a", "-m", "forged")
    return kept


def short(root: Path) -> str:
    return git(root, "rev-parse", "--short", "refs/heads/main").strip()


@pytest.mark.parametrize("quiet", [False, True], ids=["", "and git was told to say nothing"])
@pytest.mark.parametrize("kind", ["tag", "branch"])
def test_a_name_that_means_two_things_in_git_is_refused(kind: str, quiet: bool, forged: Path) -> None:
    name = "main" if kind == "tag" else short(forged)
    git(forged, kind, name, "werk")
    if quiet:
        git(forged, "config", "core.warnAmbiguousRefs", "false")
    with pytest.raises(UsageError, match="several things"):
        Project.open(forged).check(today=test_ledger.TODAY, since=name)
    assert {"SINCE_CHANGED", "SINCE_LEDGER"} <= kinds(forged, "refs/heads/main")


def test_another_past_that_was_grafted_on_deceives_nobody(forged: Path) -> None:
    false = git(forged, "commit-tree", "HEAD^{tree}", "-m", "false").strip()
    (forged / ".git/info").mkdir(exist_ok=True)
    (forged / ".git/info/grafts").write_text(f"{git(forged, 'rev-parse', 'HEAD').strip()} {false}\n", "ascii")
    assert {"SINCE_CHANGED", "SINCE_LEDGER"} <= kinds(forged, "HEAD~1")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GIT_LITERAL_PATHSPECS", "1"),
        ("GIT_TRACE", "1"),
        ("GIT_NAMESPACE", "x"),
        ("GIT_GRAFT_FILE", "/nergens"),
        ("GIT_DIR", "/nergens"),
    ],
)
def test_settings_of_git_in_the_environment_hide_nothing(
    name: str, value: str, forged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    assert {"SINCE_CHANGED", "SINCE_LEDGER"} <= kinds(forged, "HEAD~1")


# -- an older format --------------------------------------------------------------------------------------------------


def test_a_release_in_the_old_format_behind_newer_ones_was_decided_by_nobody(root: Path) -> None:
    path = root / NOORD_FOLDER / RELEASE
    policy: Any = json.loads(path.read_text("utf-8"))["policy"]
    policy["decisions"], policy["document"]["version"] = [], "0.9"
    forged = {"format": 1, "policy": policy, "hash": wrapped_digest(policy, {})}
    path.with_name("telefoons-0.9.json").write_text(json.dumps(forged, sort_keys=True), "utf-8")
    with pytest.raises(EditError, match="before there were ledgers"):
        Project.open(root).enter_in_ledger("noord")
    write(
        root,
        appended(
            lines(root), [of_file("releases/telefoons-0.9.json", path.with_name("telefoons-0.9.json").read_bytes())]
        ).splitlines(),
    )
    told = [one for one in Project.open(root).check(["noord"], today=test_ledger.TODAY) if "0.9" in one.place.file]
    assert [one.kind.name for one in told] == ["RELEASE_NOT_DECIDED"]


def old_form(root: Path, version: str, **more: Any) -> Path:
    """A file of the first format, which nothing writes any more: nobody decided on what is in it."""
    folder = root / RELEASES
    policy: Any = policy_of(root).model_dump(mode="json", exclude_none=True, exclude={"consent"})
    policy["decisions"], policy["document"]["version"], policy["document"]["status"] = [], version, "vastgesteld"
    policy |= more
    forged = {"format": 1, "policy": policy, "hash": wrapped_digest(policy, {})}
    path = folder / f"telefoons-{version}.json"
    path.write_text(json.dumps(forged, sort_keys=True), "utf-8")
    return path


def by_hand(root: Path, path: Path) -> None:
    """A line for a file behind the ledger, as anybody can compute it."""
    write(root, appended(lines(root), [of_file(f"releases/{path.name}", path.read_bytes())]).splitlines())


@pytest.fixture
def old(root: Path) -> Path:
    """`noord` as a school is that released before there were ledgers, and never since."""
    for path in (root / RELEASES).iterdir():
        path.unlink()
    in_variant('document: {version: "1.1"', 'document: {version: "1.3"')(root)
    for version in ("1.0", "1.1"):
        old_form(root, version)
    Project.open(root).enter_in_ledger("noord")
    assert kinds(root) == set()
    return root


def test_a_ledger_of_old_releases_says_that_these_are_all_and_anybody_can_compute_that(old: Path) -> None:
    last = json.loads(lines(old)[-1])
    assert (last["kind"], last["what"]) == ("closed", "releases/ledger")
    names = sorted(f"releases/{path.name}" for path in (old / RELEASES).glob("*.json"))
    listed = subprocess.run(["sha256sum", *names], cwd=old / NOORD_FOLDER, capture_output=True, check=True).stdout
    assert hashlib.sha256(listed).hexdigest() == last["sha256"]
    assert Project.open(old).enter_in_ledger("noord") == ()


@pytest.mark.parametrize("version", ["0.9", "1.2", "2.0"])
def test_a_release_in_the_old_form_with_a_line_by_hand_is_found_out(version: str, old: Path) -> None:
    by_hand(old, old_form(old, version))
    assert kinds(old) == {"LEDGER_OLD_FORM"}
    assert Project.open(old).enter_in_ledger("noord") == ()
    refused(old, "release", "noord", "--despite", "Zo is het.")


def test_a_release_in_the_old_form_before_the_line_that_closes_it_does_not_fit_that_line(old: Path) -> None:
    path = old_form(old, "1.2")
    entries = [json.loads(line) for line in lines(old)]
    item = of_file(f"releases/{path.name}", path.read_bytes())
    items = [Item(one["kind"], one["sha256"], one["what"]) for one in entries if isinstance(one["what"], str)]
    write(old, appended([], [*items[:-1], item, items[-1]]).splitlines())
    assert "LEDGER_OLD_FORM" in kinds(old)


def test_a_ledger_that_nobody_closed_says_so_once_and_add_closes_it(old: Path) -> None:
    write(old, lines(old)[:-1])
    assert kinds(old) == {"LEDGER_NOT_CLOSED"}
    assert attempt(old, "check", "--school", "noord").text.count("SP569") == 1
    attempt(old, "ledger", "noord", "--add")
    assert kinds(old) == set()


def test_a_ledger_that_was_signed_takes_no_release_in_the_old_form_behind_that(old: Path) -> None:
    write(old, lines(old)[:-1])
    (old / RELEASES / f"ledger-{len(lines(old))}-bestuur.sig").write_text("x", "utf-8")
    assert "LEDGER_OLD_FORM" not in kinds(old)
    by_hand(old, old_form(old, "1.2"))
    assert "LEDGER_OLD_FORM" in kinds(old)


def test_git_knows_that_a_release_in_the_old_form_was_not_there(old: Path) -> None:
    write(old, lines(old)[:-1])
    git(old, "init", "-q", "-b", "main")
    git(old, "add", "-A")
    git(old, "commit", "-q", "-m", "begin")
    assert kinds(old, "HEAD") == {"LEDGER_NOT_CLOSED"}
    by_hand(old, old_form(old, "1.2"))
    assert "SINCE_OLD_FORM" in kinds(old, "HEAD")


def test_git_takes_releases_in_the_old_form_of_before_there_was_a_ledger(old: Path) -> None:
    kept = (old / LEDGER).read_text("utf-8")
    (old / LEDGER).unlink()
    git(old, "init", "-q", "-b", "main")
    git(old, "add", "-A")
    git(old, "commit", "-q", "-m", "begin")
    (old / LEDGER).write_text(kept, "utf-8")
    assert kinds(old, "HEAD") == set()


@pytest.mark.parametrize("wrong", [{"what": "releases/telefoons-1.0.json"}, {"reason": "x"}, {"what": "releases"}])
def test_a_closing_line_of_another_form_is_no_entry(wrong: dict[str, str], old: Path) -> None:
    write(old, [*lines(old)[:-1], test_ledger.edited(lines(old)[-1], **wrong)])
    assert "LEDGER_LINE" in kinds(old)


def test_two_closing_lines_are_one_too_many(old: Path) -> None:
    last = json.loads(lines(old)[-1])
    write(old, appended(lines(old), [Item("closed", last["sha256"], last["what"])]).splitlines())
    assert kinds(old) == {"LEDGER_TWICE"}


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("Zo is het \U0001f389.", "GLYPH_MISSING"),
        ("Zo is het \u4f60.", "GLYPH_MISSING"),
        ("Zo\u3164is het.", "FROZEN_REFUSED"),
        ("Zo\u034fis het.", "FROZEN_REFUSED"),
        ("Zo\ufe0fis het.", "FROZEN_REFUSED"),
    ],
)
def test_a_forged_reason_with_signs_that_nobody_sees_or_can_print_is_told(reason: str, kind: str, root: Path) -> None:
    path = root / NOORD_FOLDER / RELEASE
    data: Any = json.loads(path.read_text("utf-8"))
    data["despite"] = reason
    data["hash"] = file_digest(data)
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
    (root / LEDGER).unlink()
    if kind == "GLYPH_MISSING":
        Project.open(root).enter_in_ledger("noord")
    found = [one for one in Project.open(root).check(["noord"], today=test_ledger.TODAY) if one.kind.name == kind]
    assert [one.place.file for one in found] == [f"{NOORD_FOLDER}/{RELEASE}"]


# -- half-way ---------------------------------------------------------------------------------------------------------


def stopped_between(root: Path) -> None:
    """A release of which the ledger has its line and the file has not its name yet: the process was killed there."""
    in_variant('document: {version: "1.1"', 'document: {version: "1.2"')(root)
    child = os.fork()
    if child == 0:
        real, calls = saving._put, list[str]()

        def put(fresh: Path, root: Path, path: str, *, is_new: bool) -> None:
            calls.append(path)
            if len(calls) == 2:
                os._exit(9)
            real(fresh, root, path, is_new=is_new)

        saving._put = put
        try:
            Edit(FolderTree(root)).record_release(policy_of(root)).save()
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def test_a_release_that_was_stopped_between_ledger_and_file_is_told_and_put_back(root: Path) -> None:
    before = lines(root)
    stopped_between(root)
    assert len(lines(root)) == len(before) + 1
    told = Project.open(root).check(["noord"], today=test_ledger.TODAY)
    assert {"SAVE_STOPPED", "LEDGER_FILE_GONE"} <= {one.kind.name for one in told}
    assert "was undone" in attempt(root, "ledger", "noord", "--add").text
    assert lines(root) == before
    assert not (root / STOPPED).exists()
    assert [one.name for one in (root / RELEASES).iterdir() if one.name.startswith(".")] == []
    assert kinds(root) == set()


def test_only_to_look_changes_nothing_of_what_was_stopped(root: Path) -> None:
    stopped_between(root)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    for command in (("check", "--school", "noord"), ("ledger", "noord"), ("status",)):
        attempt(root, *command)
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("lie", [Path.symlink_to, Path.hardlink_to])
def test_what_lies_where_a_save_writes_first_is_not_followed(
    lie: Callable[[Path, Path], None], root: Path, tmp_path: Path
) -> None:
    victim = tmp_path / "elders"
    victim.write_text("van een ander", "utf-8")
    for name in ("ledger", "telefoons-1.2.json"):
        lie(root / RELEASES / f".{name}.{os.getpid()}.new", victim)
    in_variant('document: {version: "1.1"', 'document: {version: "1.2"')(root)
    Edit(FolderTree(root)).record_release(policy_of(root)).save()
    assert victim.read_text("utf-8") == "van een ander"
    assert not [one for one in (root / RELEASES).iterdir() if one.is_symlink() or one.name.startswith(".")]
    assert kinds(root) == set()


def test_a_save_that_was_stopped_before_it_changed_anything_leaves_nothing_after_the_next(root: Path) -> None:
    in_variant('document: {version: "1.1"', 'document: {version: "1.2"')(root)
    child = os.fork()
    if child == 0:
        real = saving._beside

        def beside(path: Path, content: bytes) -> Path:
            if path.name == "telefoons-1.2.json":
                real(path, content)
                os._exit(9)
            return real(path, content)

        saving._beside = beside
        try:
            Edit(FolderTree(root)).record_release(policy_of(root)).save()
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert [path.name for path in (root / RELEASES).glob(".*")]
    Edit(FolderTree(root)).set_project("reaction_weeks", 8).save()
    assert [path for path in (root / "policy_src").rglob(".*") if path.is_file()] == []
    assert kinds(root) == set()
