"""`impact` does not read schools that are what they were and that a check vouches for, and tells the same all the same.

A school that is lost here is a council that is not asked: so each case is held against reading all of the source.
"""

from __future__ import annotations

import hashlib
import json
import pickle
import shutil
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from schoolprotocol import Project
from schoolprotocol.build import checking
from schoolprotocol.build.vouched import Vouched
from schoolprotocol.compare.overview import Impact
from schoolprotocol.config import Folders
from schoolprotocol.diagnostics import Kind
from schoolprotocol.documents import finding
from schoolprotocol.documents.finding import one_by_one
from schoolprotocol.documents.impact import between
from schoolprotocol.documents.revisions import corpus_at
from schoolprotocol.errors import UsageError
from schoolprotocol.source import load
from schoolprotocol.source.corpus import Corpus
from schoolprotocol.source.git import GitTree
from schoolprotocol.source.loaded import Loaded
from schoolprotocol.source.tree import STOPPED, FolderTree, SourceTree
from tests.conftest import ProjectMaker, Run, projects_in
from tests.e2e.test_impact import committed

SCHOOLS, PROTOCOLS = "policy_src/schools", "policy_src/protocols"
CLAUSES = f"{PROTOCOLS}/telefoons/clauses/alles.yaml"
HAVEN, LINDE, ES, DELTA = (f"{SCHOOLS}/{school}/telefoons.yaml" for school in ("haven", "linde", "es", "delta"))
TODAY = date.today()
ALL = ("delta", "es", "haven", "linde")

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def change(root: Path, file: str, old: str, new: str) -> None:
    """Change a text that stands in a file."""
    text = (root / file).read_text("utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new), "utf-8")


def add(root: Path, file: str, text: str) -> None:
    """Put a text behind what a file holds; one that is not there is made."""
    (root / file).parent.mkdir(parents=True, exist_ok=True)
    with (root / file).open("a", encoding="utf-8") as out:
        out.write(text)


def deviates(root: Path) -> None:
    """Haven says something else than the protocol."""
    own = "  - replace: afspraken.opnamen\n    text: Niemand filmt.\n    reason: Zo wil de MR het.\ndecisions:"
    change(root, HAVEN, "decisions:", own)


def linked(root: Path) -> None:
    """The variant of a school is a link to what it was."""
    (root / ES).rename(root / "elders.yaml")
    (root / ES).symlink_to(root / "elders.yaml")


Edit = Callable[[Path], object]
EDITS: dict[str, tuple[Edit, Iterable[str]]] = {
    # What is edited, and which schools are read then, when a check has seen them since.
    "nothing": (lambda root: root, ()),
    "a clause that all use": (lambda root: change(root, CLAUSES, "Niemand maakt", "Geen mens maakt"), ALL),
    "a clause that some use": (
        lambda root: change(root, f"{PROTOCOLS}/ai/clauses/alles.yaml", "audience: [leerling", "audience: [ouder"),
        ALL,
    ),
    "a clause that nobody uses yet": (
        lambda root: add(root, CLAUSES, "- {id: tips.nu, title: Nu, audience: [ouder], text: Nu niet.}\n"),
        ALL,
    ),
    "a default that some use": (
        lambda root: change(root, f"{PROTOCOLS}/telefoons/protocol.yaml", "in de kluis", "thuis"),
        ALL,
    ),
    "a change note": (lambda root: add(root, f"{PROTOCOLS}/telefoons/changes/x.yaml", "id: x\n"), ALL),
    "a law": (lambda root: change(root, "policy_src/references.yaml", "0800 0432", "0800 0433"), ALL),
    "settings": (lambda root: change(root, "policy_src/project.yaml", "https://", "https://www."), ALL),
    "a file that has no place": (lambda root: add(root, "policy_src/los.txt", "x"), ALL),
    "a template": (lambda root: add(root, "templates/site/extra.css", "a{}"), ()),
    "a value of one": (lambda root: change(root, HAVEN, "in de telefoontas", "thuis"), ("haven",)),
    "a value of the board": (lambda root: change(root, DELTA, "in de tas", "in de kluis"), ALL),
    "a look": (lambda root: change(root, f"{SCHOOLS}/linde/school.yaml", "primary", "accent"), ("linde",)),
    "a logo": (lambda root: add(root, f"{SCHOOLS}/linde/logo.svg", "<svg/>"), ("linde",)),
    "the name of a school": (
        lambda root: change(root, f"{SCHOOLS}/linde/school.yaml", "name: ", "name: Nieuwe "),
        ("linde",),
    ),
    "a deviation": (deviates, ("haven",)),
    "another version": (lambda root: change(root, HAVEN, 'version: "1.1"', 'version: "1.2"'), ("haven",)),
    "a document that is not published any more": (
        lambda root: add(root, ES, "publish: false\n"),
        ("es",),
    ),
    "a document of the board": (
        lambda root: change(root, DELTA, "publish: false", 'document: {version: "1.0", status: concept}'),
        ALL,
    ),
    "builds on the protocol": (lambda root: change(root, ES, "extends: delta", "extends: base"), ("es",)),
    "builds on another school": (lambda root: change(root, ES, "extends: delta", "extends: haven"), ("es",)),
    "a base that is not there": (lambda root: change(root, ES, "extends: delta", "extends: deltaa"), ("es",)),
    "a school gone": (lambda root: shutil.rmtree(root / SCHOOLS / "es"), ("es",)),
    "the board gone": (lambda root: shutil.rmtree(root / SCHOOLS / "delta"), ALL),
    "a school more": (lambda root: shutil.copytree(root / SCHOOLS / "linde", root / SCHOOLS / "aalst"), ("aalst",)),
    "a school with another id": (
        lambda root: (root / SCHOOLS / "es").rename(root / SCHOOLS / "esch"),
        ("es", "esch"),
    ),
    "a variant renamed": (lambda root: (root / ES).rename(root / ES.replace("foons", "foon")), ("es",)),
    "a variant is a link": (linked, ("es",)),
    "an empty folder": (lambda root: (root / SCHOOLS / "es/leeg").mkdir(), ("es",)),
    "a release gone": (
        lambda root: (root / SCHOOLS / "linde/releases/pesten-1.0.json").unlink(),
        ("linde",),
    ),
    "a release edited": (
        lambda root: change(root, f"{SCHOOLS}/linde/releases/pesten-1.0.json", "pesten", "plagen"),
        ("linde",),
    ),
    "a fault in a school": (lambda root: change(root, f"{SCHOOLS}/linde/school.yaml", "kind:", "soort:"), ("linde",)),
    "a fault in the board": (lambda root: change(root, DELTA, "parameters:", "waarden:"), ALL),
    "a fault in a clause": (lambda root: change(root, CLAUSES, "{{ school.contact }}", "{{ school.contct }}"), ALL),
    "a fault in what all share": (
        lambda root: (root / "policy_src/references.yaml").write_text("- id: kapot\n"),
        ALL,
    ),
    "what is hidden": (lambda root: add(root, f"{SCHOOLS}/es/.kladje", "x"), ()),
}
edits = pytest.mark.parametrize(("edit", "due"), EDITS.values(), ids=EDITS)


@pytest.fixture(autouse=True)
def _without_children(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "FEW", 99)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The schools that are read for an impact."""
    found: list[str] = []

    def told(shared: Corpus, schools: Iterable[str]) -> object:
        if not isinstance(getattr(shared.reader, "tree", None), GitTree):
            found.extend(filter(None, schools))
        return one_by_one(shared, schools)

    monkeypatch.setattr("schoolprotocol.documents.impact.one_by_one", told)
    return found


def checked(root: Path) -> None:
    """Let a check see the project."""
    Project.open(root).check_all(jobs=1)


def whole(root: Path, since: str = "HEAD") -> Loaded[Impact]:
    """What differs, with all of the source read."""
    corpus = Project.open(root).corpus
    return between(corpus, corpus_at(corpus, since), since)


def told(root: Path, since: str = "HEAD") -> Loaded[Impact]:
    """What `impact` tells."""
    return Project.open(root).impact(since)


_SEEN: dict[date, Path] = {}
"""What `seen` gives, as it was; a check vouches for a school one day."""


@pytest.fixture
def seen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The schools of a board, committed, and seen by a check since: in one folder, as no other one has its records."""
    today = date.today()
    if today not in _SEEN:
        root = committed(projects_in(tmp_path_factory.mktemp("seen"))("bestuur"))
        checked(root)
        _SEEN[today] = root.rename(root.with_name("was"))
    root = _SEEN[today].with_name("project1")
    shutil.rmtree(root, ignore_errors=True)
    return shutil.copytree(_SEEN[today], root, symlinks=True)


def test_what_these_tests_begin_with_was_seen_by_a_check(seen: Path, read: list[str]) -> None:
    assert told(seen) == whole(seen)
    assert read == []


@edits
def test_who_was_checked_before_and_since_is_told_of_as_if_read(
    seen: Path, read: list[str], edit: Edit, due: Iterable[str]
) -> None:
    root = seen
    edit(root)
    expected = whole(root)
    assert told(root) == expected
    assert {*due} <= {*read}
    checked(root)
    read.clear()
    assert told(root) == expected
    assert read == sorted(due)


@edits
def test_what_was_mended_since_is_told_of_as_if_read(project: ProjectMaker, edit: Edit, due: Iterable[str]) -> None:
    del due
    root = project("bestuur")
    right = root.with_name("goed")
    shutil.copytree(root, right)
    edit(root)
    committed(root, "Anders")
    shutil.rmtree(root / "policy_src")
    shutil.copytree(right / "policy_src", root / "policy_src")
    checked(root)
    assert told(root) == whole(root)


def test_a_fault_that_stood_there_is_told_each_time(project: ProjectMaker, read: list[str]) -> None:
    root = project("bestuur")
    change(root, LINDE, "extends: delta", "extends: deltaa")
    change(root, f"{SCHOOLS}/es/school.yaml", "kind:", "soort:")
    committed(root)
    change(root, HAVEN, "in de telefoontas", "thuis")
    checked(root)
    assert told(root) == whole(root)
    assert read == ["es", "haven", "linde"]
    assert {fault.place.file for fault in told(root).faults} == {f"{SCHOOLS}/es/school.yaml", LINDE}


def test_without_a_build_folder_all_are_read_and_nothing_is_held_against_git_first(
    project: ProjectMaker, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = committed(project("bestuur"))
    monkeypatch.delattr(GitTree, "is_same")
    assert told(root) == whole(root)
    assert read == [*ALL]


def test_where_there_is_no_checkout_that_is_told(project: ProjectMaker) -> None:
    root = project("bestuur")
    checked(root)
    with pytest.raises(UsageError, match="git"):
        told(root)


def test_another_day_template_or_program_vouches_for_nothing(
    project: ProjectMaker, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = committed(project("bestuur"))
    Project.open(root).check_all(today=date(2026, 1, 1), jobs=1)
    assert told(root) == whole(root)
    assert read == [*ALL]
    read.clear()
    checked(root)
    add(root, "templates/site/extra.css", "a{}")
    assert told(root) == whole(root)
    assert read == [*ALL]
    read.clear()
    checked(root)
    monkeypatch.setattr("schoolprotocol.build.inputs._packages", lambda: "others")
    assert told(root) == whole(root)
    assert read == [*ALL]


def test_an_older_revision_is_held_against_its_own_bytes(project: ProjectMaker, read: list[str]) -> None:
    root = committed(project("bestuur"))
    change(root, HAVEN, "in de telefoontas", "thuis")
    committed(root, "Thuis")
    change(root, ES, 'version: "1.0"', 'version: "1.1"')
    checked(root)
    assert told(root) == whole(root)
    assert read == ["es"]
    read.clear()
    assert told(root, "HEAD~1") == whole(root, "HEAD~1")
    assert read == ["es", "haven"]


# -- the check of one school -------------------------------------------------------------------------------------------


def of_one(project: Project, school: str) -> object:
    """What a check of one school tells, and what it tells of the rest; or why it cannot."""
    try:
        return project.check([school], today=TODAY), project.check_elsewhere([school])
    except UsageError as error:
        return str(error)


@edits
def test_a_check_of_one_school_tells_the_same_of_the_others_without_reading_them(
    seen: Path, edit: Edit, due: Iterable[str]
) -> None:
    del due
    root = seen
    edit(root)
    asked = {*ALL, *(path.name for path in (root / SCHOOLS).iterdir()), "nergens"}
    expected = {school: of_one(Project.open(root), school) for school in asked}
    assert {school: of_one(Project.open(root).for_check(school), school) for school in asked} == expected
    checked(root)
    assert {school: of_one(Project.open(root).for_check(school), school) for school in asked} == expected


def test_a_check_of_one_school_reads_who_changed_since_the_last_check(project: ProjectMaker) -> None:
    root = project("bestuur")
    assert Project.open(root).for_check("es").corpus.schools.keys() == {*ALL}
    checked(root)
    change(root, HAVEN, "in de telefoontas", "thuis")
    assert Project.open(root).for_check("es").corpus.schools.keys() == {"es", "delta", "haven"}
    checked(root)
    assert Project.open(root).for_check("es").corpus.schools.keys() == {"es", "delta"}


def test_a_school_alone_is_held_against_the_names_that_others_have_now(
    project: ProjectMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project("bestuur")
    change(root, CLAUSES, "text: Niemand", "text: Bij Kwintus mag het niet. Niemand")
    checked(root)
    asked: list[str] = []
    neighbours_in = load.neighbours_in

    def told(corpus: Corpus, schools: Iterable[str]) -> object:
        asked.extend(schools)
        return neighbours_in(corpus, asked)

    monkeypatch.setattr(load, "neighbours_in", told)
    assert Kind.OTHER_SCHOOL not in {one.kind for one in Project.open(root).only("haven").check(["haven"])}
    assert asked == []
    change(root, f"{SCHOOLS}/es/school.yaml", "email:", "aliases: [Kwintus]\nemail:")
    assert Kind.OTHER_SCHOOL in {one.kind for one in Project.open(root).only("haven").check(["haven"])}
    assert asked == ["es"]


@pytest.mark.parametrize("schools", [(), ("linde",)])
def test_what_was_read_can_be_sent_to_a_child_that_is_spawned(project: ProjectMaker, schools: tuple[str, ...]) -> None:
    root = project("bestuur")
    checked(root)
    of = Project.open(root).only(*schools) if schools else Project.open(root)
    sent = load.with_names(pickle.loads(pickle.dumps(of.corpus)))
    others = {} if sent.neighbours is None else sent.neighbours.by_id
    assert {*sent.schools, *others} == {*ALL}


def test_a_school_with_a_fault_is_a_name_that_others_are_held_against(project: ProjectMaker, command: Run) -> None:
    root = project("bestuur")
    change(root, f"{SCHOOLS}/haven/school.yaml", "email:", "aliases: [Kwintus]\nemail:")
    add(root, f"{SCHOOLS}/haven/los.txt", "x")
    change(root, CLAUSES, "text: Niemand", "text: Bij Kwintus mag het niet. Niemand")
    wanted = [command(root, "check", "--school", school) for school in ("es", "havn")]
    assert "Kwintus" in wanted[0][1]
    assert "haven" in wanted[1][2]
    checked(root)
    assert [command(root, "check", "--school", school) for school in ("es", "havn")] == wanted


def test_a_release_and_a_text_of_one_school_are_held_against_the_names_of_all(
    project: ProjectMaker, command: Run, tmp_path: Path
) -> None:
    root, text = project("bestuur"), tmp_path / "gids.md"
    change(root, f"{SCHOOLS}/es/school.yaml", "email:", "aliases: [Tijdens de les]\nemail:")
    change(root, ES, "extends: delta", "extends: haben")
    (root / HAVEN).unlink()
    text.write_text("https://delta.example/afspraken/es/telefoons/\n", "utf-8")
    asked = (["linde", "--release", "1.0"], ["es", "--excerpt", str(text)])
    wanted = [command(root, "check", "--school", *more) for more in asked]
    assert "Tijdens de les" in wanted[0][1]
    assert "haben" in wanted[1][1]
    assert "haven" not in wanted[1][1]
    checked(root)
    assert [command(root, "check", "--school", *more) for more in asked] == wanted


def test_a_change_that_was_stopped_is_told_of_the_school_that_is_asked(project: ProjectMaker, command: Run) -> None:
    root = project("bestuur")
    add(root, STOPPED, "{}")
    add(root, "policy_src/los.txt", "x")
    wanted = command(root, "check", "--school", "linde")
    assert "ledger linde --add" in wanted[1]
    checked(root)
    assert command(root, "check", "--school", "linde") == wanted


def test_the_command_says_the_same_of_one_school_after_a_check(project: ProjectMaker, command: Run) -> None:
    root = project("bestuur")
    change(root, f"{SCHOOLS}/linde/school.yaml", "kind:", "soort:")
    wanted = [command(root, "check", "--school", *more) for more in (["es"], ["es", "--format", "sarif"], ["haven"])]
    assert "SP" in wanted[0][2]
    checked(root)
    assert [
        command(root, "check", "--school", *more) for more in (["es"], ["es", "--format", "sarif"], ["haven"])
    ] == wanted
    assert command(root, "check", "--anew", "--school", "es") == wanted[0]


# -- while and before somebody looks -----------------------------------------------------------------------------------


def moved(root: Path, into: str, back: str) -> None:
    """A folder is gone, and comes back."""
    (root / into).rename(root / back)


def builds_on(root: Path, old: str, new: str) -> None:
    """All documents of a school have another base."""
    for protocol in ("pesten", "telefoons"):
        change(root, f"{SCHOOLS}/es/{protocol}.yaml", f"extends: {old}", f"extends: {new}")


MEANWHILE: dict[str, tuple[Edit, Edit]] = {
    "another base": (lambda root: builds_on(root, "delta", "base"), lambda root: builds_on(root, "base", "delta")),
    "not published": (
        lambda root: add(root, HAVEN, "publish: false\n"),
        lambda root: change(root, HAVEN, "publish: false\n", ""),
    ),
    "a file gone": (
        lambda root: (root / HAVEN).rename(root / "elders.yaml"),
        lambda root: (root / "elders.yaml").rename(root / HAVEN),
    ),
    "a school gone": (
        lambda root: moved(root, f"{SCHOOLS}/linde", "elders"),
        lambda root: moved(root, "elders", f"{SCHOOLS}/linde"),
    ),
    "a fault": (
        lambda root: change(root, f"{SCHOOLS}/linde/school.yaml", "kind:", "soort:"),
        lambda root: change(root, f"{SCHOOLS}/linde/school.yaml", "soort:", "kind:"),
    ),
}


@pytest.mark.parametrize(("there", "back"), MEANWHILE.values(), ids=MEANWHILE)
def test_what_was_another_while_a_check_looked_and_is_again_what_it_was_is_not_kept(
    project: ProjectMaker, monkeypatch: pytest.MonkeyPatch, there: Edit, back: Edit
) -> None:
    root = project("bestuur")
    add(root, f"{SCHOOLS}/linde/los.txt", "x")
    committed(root)
    found = Project.open(root).check_all(jobs=1)
    shutil.rmtree(root / "build")
    began, ended = finding.open_common, checking._in_shared

    def begins(tree: SourceTree) -> Corpus:
        there(root)
        return began(tree)

    def ends(*all_that: Any) -> object:
        back(root)
        return ended(*all_that)

    with monkeypatch.context() as patch:
        patch.setattr(finding, "open_common", begins)
        patch.setattr(checking, "_in_shared", ends)
        checked(root)
    change(root, DELTA, "in de tas", "in de kluis")
    assert told(root) == whole(root)
    change(root, DELTA, "in de kluis", "in de tas")
    assert Project.open(root).check_all(jobs=1) == found


# -- a build folder that says something else --------------------------------------------------------------------------


def written(root: Path, name: str, data: object) -> None:
    """Write a record as somebody would who wants it to be believed."""
    text = json.dumps(data).encode()
    seal = hashlib.sha256(f"{name}\n".encode() + text).hexdigest().encode()
    record(root, name).write_bytes(seal + b"\n" + text)


def record(root: Path, name: str) -> Path:
    """Where a record is."""
    return root / f"build/.made/.check/{name}.json"


def held(root: Path, name: str) -> dict[str, Any]:
    """What a record holds."""
    data: dict[str, Any] = json.loads(record(root, name).read_bytes().partition(b"\n")[2])
    return data


def linked_record(path: Path) -> None:
    """A link in the place of a record."""
    path.rename(path.with_suffix(".x"))
    path.symlink_to(path.with_suffix(".x"))


def folder_for(path: Path) -> None:
    """A folder in the place of a record."""
    path.unlink()
    path.mkdir()


DAMAGE: dict[str, Callable[[Path], object]] = {
    "cut short": lambda path: path.write_bytes(path.read_bytes()[:-9]),
    "edited": lambda path: path.write_bytes(path.read_bytes().replace(b'"faults":[]', b'"faults":[ ]')),
    "empty": lambda path: path.write_bytes(b""),
    "of another school": lambda path: shutil.copy(path.with_name("linde.json"), path),
    "a link": linked_record,
    "a folder": folder_for,
    "gone": lambda path: path.unlink(),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_record_that_is_not_whole_vouches_for_nothing(
    seen: Path, read: list[str], damage: Callable[[Path], object]
) -> None:
    damage(record(seen, "haven"))
    assert told(seen) == whole(seen)
    assert read == ["haven"]


def test_no_record_hides_a_school_that_was_edited(project: ProjectMaker, read: list[str]) -> None:
    """Whoever can write in the build folder is believed of faults, and never of what a text says."""
    root = committed(project("bestuur"))
    checked(root)
    (stamps, was) = held(root, ".all"), held(root, "haven")
    before = (root / HAVEN).stat()
    change(root, HAVEN, "in de telefoontas", "in de telefoonkas")
    checked(root)
    now = held(root, "haven")
    files = held(root, ".all")["stamps"]
    files[HAVEN]["sha256"] = stamps["stamps"][HAVEN]["sha256"]
    written(root, ".all", {**held(root, ".all"), "stamps": files})
    for forged in (was, {**was, "key": now["key"], "own": now["own"]}, now):
        written(root, "haven", forged)
        read.clear()
        assert told(root) == whole(root)
        assert "haven" in read
    assert [one.school for one in told(root).value.documents if one.state == "touched"] == ["haven"]
    assert (root / HAVEN).stat().st_size == before.st_size


def test_a_record_that_leads_out_of_the_source_is_not_believed(seen: Path, read: list[str]) -> None:
    was = held(seen, "haven")
    part = {**was["part"], "bases": ["../elders"]}
    key = Vouched(Folders(seen, seen / "build"))._state.of("haven", part["bases"])  # type: ignore[union-attr]
    written(seen, "haven", {**was, "part": part, "key": key})
    assert told(seen) == whole(seen)
    assert read == ["haven"]


def test_a_template_that_cannot_be_read_stops_nobody_who_needs_it_not(
    seen: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_all: object) -> object:
        raise PermissionError(13, "Permission denied", "templates/site/extra.css")

    monkeypatch.setattr("schoolprotocol.build.checked.inputs", refused)
    assert told(seen) == whole(seen)
    assert read == [*ALL]


# -- the bytes ---------------------------------------------------------------------------------------------------------


def test_a_folder_is_the_same_to_the_byte_or_not_at_all(project: ProjectMaker) -> None:
    root = project("bestuur")
    evidence = root / SCHOOLS / "es/evidence"
    evidence.mkdir()
    (evidence / "notulen.pdf").write_bytes(b"x" * 1_200_000)
    committed(root)
    then, now = GitTree(root, "HEAD"), FolderTree(root)
    assert then.is_same(now, SCHOOLS)
    assert not then.is_same(now, f"{SCHOOLS}/nobody")
    (evidence / "notulen.pdf").write_bytes(b"x" * 1_199_999 + b"y")
    assert not then.is_same(now, SCHOOLS)
    assert then.is_same(now, f"{SCHOOLS}/haven")
    (evidence / "notulen.pdf").write_bytes(b"x" * 1_200_001)
    assert not then.is_same(now, f"{SCHOOLS}/es")


def test_a_file_too_large_to_hold_against_git_is_never_the_same(
    project: ProjectMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = committed(project("bestuur"))
    then, now = GitTree(root, "HEAD"), FolderTree(root)
    size = (root / HAVEN).stat().st_size
    for most, is_same in ((size - 1, False), (size, True)):
        monkeypatch.setattr("schoolprotocol.source.git.COMPARED", most)
        assert then.is_same(now, HAVEN) is is_same


def test_the_command_says_the_same_after_a_check(project: ProjectMaker, command: Run) -> None:
    root = committed(project("bestuur"))
    change(root, HAVEN, "in de telefoontas", "thuis")
    for form in ("text", "json", "md"):
        before = command(root, "impact", "--format", form)
        checked(root)
        assert command(root, "impact", "--format", form) == before
        shutil.rmtree(root / "build")
