"""Only plain files are read, whoever names them; a name that harms is told, and told harmlessly."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import tempfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from schoolprotocol import Project, disk, machine
from schoolprotocol.config import Folders
from schoolprotocol.deliver import publishing
from schoolprotocol.diagnostics import Kind
from schoolprotocol.edit import save
from schoolprotocol.edit.edit import Edit
from schoolprotocol.errors import EditError, UsageError
from schoolprotocol.model.target import FolderTarget
from schoolprotocol.source.tree import FolderTree, digest_of
from tests.attacks.trying import attempt, refused
from tests.conftest import ProjectMaker
from tests.helpers import codes, load, loaded

SOURCE = "policy_src"
NOORD = f"{SOURCE}/schools/noord"
PLACES = (
    *(
        f"{SOURCE}/{name}"
        for name in ("project.yaml", "references.yaml", "publishing.yaml", "README.md", "anders.yaml")
    ),
    *(f"{SOURCE}/protocols/telefoons/{name}" for name in ("protocol.yaml", "clauses/meer.yaml", "changes/nota.yaml")),
    *(f"{NOORD}/{name}" for name in ("school.yaml", "telefoons.yaml", "logo.png", "logo.svg", "README.md")),
    *(f"{NOORD}/{name}" for name in ("releases/telefoons-1.0.json", "reactions/telefoons.yaml", "proposals/x.json")),
    f"{SOURCE}/schemas/clauses.json",
)
"""Where a file of the source lies, or could."""
PATIENCE = 20.0
"""Seconds that any of this may take, on a machine that has much to do."""


def cleared(path: Path) -> Path:
    """A place where nothing lies."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    return path


@pytest.mark.parametrize("place", PLACES)
def test_a_pipe_in_the_source_holds_up_no_check_and_no_build(project: ProjectMaker, place: str) -> None:
    root = project()
    os.mkfifo(cleared(root / place))
    attempt(root, "check", seconds=PATIENCE)
    attempt(root, "build", "schoolgids", seconds=PATIENCE)


@pytest.mark.parametrize("place", [PLACES[0], *(pytest.param(place, marks=pytest.mark.stress) for place in PLACES[1:])])
def test_a_link_to_a_device_without_end_is_not_read(project: ProjectMaker, place: str) -> None:
    root = project()
    cleared(root / place).symlink_to("/dev/zero")
    attempt(root, "check", seconds=PATIENCE)
    attempt(root, "build", "schoolgids", seconds=PATIENCE)


@pytest.mark.parametrize("place", ["print/base.css", "pages/protocol.md.j2", "fonts/ProtocolSans-Regular.ttf"])
@pytest.mark.parametrize("what", ["pipe", "link"])
def test_a_template_that_is_a_pipe_or_leads_to_a_device_is_told_and_not_read(
    project: ProjectMaker, place: str, what: str
) -> None:
    root = project()
    path = cleared(root / "templates" / place)
    if what == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero")
    assert "SP640" in refused(root, "check", seconds=PATIENCE)
    attempt(root, "build", "schoolgids", seconds=PATIENCE)


def test_a_template_that_is_a_link_to_a_file_elsewhere_is_not_read(project: ProjectMaker, tmp_path: Path) -> None:
    secret = tmp_path / "geheim"
    secret.write_text("geheim", "utf-8")
    root = project()
    cleared(root / "templates/schoolgids/excerpt.md.j2").symlink_to(secret)
    assert "SP640" in refused(root, "check", seconds=PATIENCE)


def test_a_file_of_many_gigabytes_is_told_and_not_read(project: ProjectMaker) -> None:
    root = project()
    for place in (f"{NOORD}/logo.svg", f"{SOURCE}/protocols/telefoons/clauses/groot.yaml"):
        with cleared(root / place).open("wb") as file:
            file.truncate(1 << 36)
    told = refused(root, "build", "schoolgids", seconds=PATIENCE)
    assert "SP103" in told


def test_folders_that_lie_a_thousand_deep_are_told(project: ProjectMaker) -> None:
    root = project()
    here = os.open(root / SOURCE, os.O_RDONLY)
    try:
        for _level in range(1_500):
            os.mkdir("a", dir_fd=here)
            deeper = os.open("a", os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = deeper
        assert "SP114" in refused(root, "build", "schoolgids", seconds=PATIENCE)
    finally:
        os.close(here)
        subprocess.run(["rm", "-rf", root / SOURCE / "a"], check=True)  # what tidies up after tests stumbles over these


# -- names ------------------------------------------------------------------------------------------------------------

ODD_NAMES = (
    "logo\x1b[31m.svg",
    "logo\n::error::gelukt.svg",
    "logo\r.svg",
    "logo\u202egvs.svg",
    "logo\u2066.svg",
    "logo\x7f.svg",
    "logo\x9b.svg",
    "logo\u200b.svg",
    "logo\u00a0.svg",
    "con.svg",
    "COM\u00b9.svg",
    "conin$.svg",
    "logo .svg ",
    " logo.svg",
    "logo:groot.svg",
    "logo?.svg",
    'logo".svg',
    "logo|x.svg",
    "logo<x>.svg",
    "lo\\go.svg",
    "x" * 150 + ".svg",
    os.fsdecode(b"logo\xff.svg"),
)


@pytest.mark.parametrize("name", ODD_NAMES, ids=ascii)
def test_a_name_that_not_every_system_can_hold_is_told(project: ProjectMaker, name: str) -> None:
    root = project()
    (root / NOORD / name).write_text("<svg/>", "utf-8")
    (found,) = load(root)[1]
    assert found.kind in {Kind.UNKNOWN_FILE, Kind.RESERVED_NAME, Kind.UNFIT_NAME}


@pytest.mark.parametrize("form", ["text", "json", "sarif", "junit"])
def test_names_are_told_in_letters_that_do_no_harm_in_every_form(project: ProjectMaker, form: str) -> None:
    root = project()
    for name in ODD_NAMES:
        (root / NOORD / name).write_text("<svg/>", "utf-8")
    told = refused(root, "check", "--format", form, seconds=PATIENCE)
    if form == "sarif":
        results = json.loads(told)["runs"][0]["results"]
        addresses = [r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in results]
        assert all(re.fullmatch(r"[A-Za-z0-9_./%~-]+", address) for address in addresses)
    elif form == "json":
        json.loads(told)
    elif form == "junit":
        ElementTree.fromstring(told)


@pytest.mark.parametrize(
    "names",
    [("logo.svg", "Logo.svg"), ("l\u00f3go.svg", "lo\u0301go.svg"), ("stra\u00dfe.svg", "STRASSE.svg")],
)
def test_two_names_that_are_one_on_another_system_are_told(project: ProjectMaker, names: tuple[str, str]) -> None:
    root = project()
    for name in names:
        (root / NOORD / name).write_text("<svg/>", "utf-8")
    assert Kind.UNFIT_NAME.code in codes(load(root)[1])


@pytest.mark.stress
@pytest.mark.parametrize(
    "name", ["x\x1b]0;gelukt\x07", "a\n::error::gelukt", "b\u202e", os.fsdecode(b"c\xff")], ids=ascii
)
def test_a_folder_with_a_harmful_name_is_told_harmlessly_by_every_command(project: ProjectMaker, name: str) -> None:
    root = project()
    (root / SOURCE / "schools" / name).mkdir()
    (root / SOURCE / "schools" / name / "school.yaml").write_text("kind: school\n", "utf-8")
    for arguments in (("check",), ("build", "schoolgids"), ("list",), ("status",), ("show", "noord"), ("impact",)):
        attempt(root, *arguments, seconds=PATIENCE)


@pytest.mark.parametrize(
    "name", ["x\x1b[31m\n::error::\u202e", pytest.param(os.fsdecode(b"c\xff"), marks=pytest.mark.stress)], ids=ascii
)
@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "--school"),
        ("show",),
        ("build", "--school"),
        ("release",),
        ("diff",),
        ("release", "noord", "--version"),
        ("release", "noord", "--despite"),
        ("check", "--excerpt"),
        ("check", "--release"),
        ("impact",),
        ("publish",),
        ("publish", "noord"),
        ("--output",),
        ("diff", "noord", "--from"),
        ("decide", "noord", "--day", "2027-01-01", "--outcome", "positief", "--body"),
        ("show", "noord", "--protocol"),
        ("lineage",),
        ("build",),
        ("build", "--shard"),
        ("build", "--jobs"),
        ("build", "--scheduler"),
        ("diff", "noord", "--into"),
        ("impact", "--since"),
        ("status", "--today"),
        *(
            ("decide", "noord", "--body", "de MR", "--day", "2027-01-01", "--outcome", "positief", option)
            for option in ("--reason", "--condition", "--part", "--text", "--change")
        ),
    ],
    ids=" ".join,
)
def test_a_harmful_word_behind_a_command_is_repeated_harmlessly(
    project: ProjectMaker, name: str, arguments: tuple[str, ...]
) -> None:
    attempt(project(), *arguments, name, seconds=PATIENCE)


# -- files that a person names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [("check", "--excerpt"), ("reactions", "noord")], ids=" ".join)
@pytest.mark.parametrize("what", ["pipe", "device", "link to a device", "folder"])
def test_a_file_that_a_person_names_is_a_file(
    project: ProjectMaker, tmp_path: Path, arguments: tuple[str, ...], what: str
) -> None:
    path = tmp_path / "gids.txt"
    if what == "pipe":
        os.mkfifo(path)
    elif what == "device":
        path = Path("/dev/zero")
    elif what == "link to a device":
        path.symlink_to("/dev/zero")
    else:
        path.mkdir()
    told = attempt(project(), *arguments, str(path), seconds=PATIENCE)
    assert told.code in {1, 2, 3}, told


def test_a_save_that_somebody_says_was_stopped_restores_nothing_outside_the_source(
    project: ProjectMaker, tmp_path: Path
) -> None:
    root = project()
    inside, outside = root / "templates/hier.txt", tmp_path / "elders/daar.txt"
    for file in (inside, outside):
        file.parent.mkdir()
        file.write_text("van mij", "utf-8")
    (root / SOURCE / "map").symlink_to(outside.parent)
    for path in ("templates/hier.txt", "../elders/daar.txt", str(outside), "policy_src/map/daar.txt"):
        (root / save.UNDO).write_text(json.dumps({path: [None, digest_of(b"van mij")]}), "ascii")
        with pytest.raises(EditError, match="stopped"):
            Edit(FolderTree(root)).set_project("reaction_weeks", 8).save()
    assert inside.read_text("utf-8") == outside.read_text("utf-8") == "van mij"


@pytest.mark.parametrize(
    "held", ["", "[]", "{", '{"policy_src/project.yaml": 3}', '{"../x": [null, null]}', "[" * 9999]
)
def test_a_record_of_a_stopped_save_that_is_none_is_told(project: ProjectMaker, held: str) -> None:
    root = project()
    (root / save.UNDO).write_text(held, "ascii")
    with pytest.raises(EditError, match="stopped"):
        Edit(FolderTree(root)).set_project("reaction_weeks", 8).save()


@pytest.mark.parametrize(
    "value", ["9" * 5_000, "1/" + "9" * 5_000, "\u0663/\u0664", "-1", "1e999", "0x1", "\u00b2", "nan"]
)
@pytest.mark.parametrize("option", ["--jobs", "--shard"])
def test_a_number_without_end_behind_an_option_is_refused(project: ProjectMaker, option: str, value: str) -> None:
    refused(project(), "build", option, value, code=2)


def test_a_lock_of_the_source_that_is_a_link_is_not_cut_off(project: ProjectMaker, tmp_path: Path) -> None:
    root, treasure = project(), tmp_path / "schat"
    treasure.write_text("van mij", "utf-8")
    (root / save.LOCK).symlink_to(treasure)
    with pytest.raises(OSError, match=r"edit\.lock"):
        Edit(FolderTree(root)).set_project("reaction_weeks", 8).save()
    assert treasure.read_text("utf-8") == "van mij"


def test_a_folder_that_leads_to_more_than_a_project_has_is_told(
    project: ProjectMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "MOST", 20)
    root = project()
    for n in range(30):
        (root / SOURCE / f"{n}.yaml").write_text("", "utf-8")
    assert SOURCE in refused(root, "build", "schoolgids", code=3)


def test_a_machine_without_a_place_for_temporary_files_ends_in_words(
    project: ProjectMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(**_options: str) -> str:
        raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found in ['/tmp']")

    monkeypatch.setattr(tempfile, "mkdtemp", none)
    with machine.own_scratch():
        assert attempt(project(), "check").code == 0


@pytest.mark.skipif(not machine.IS_LINUX, reason="files of Linux that are never whole")
@pytest.mark.parametrize("arguments", [("check", "--excerpt"), ("reactions", "noord")], ids=" ".join)
def test_a_file_that_the_machine_will_not_read_is_named(project: ProjectMaker, arguments: tuple[str, ...]) -> None:
    assert "/proc/self/mem" in refused(project(), *arguments, "/proc/self/mem", code=3, seconds=PATIENCE)


@pytest.mark.parametrize("name", ["policy_src", "policy_src/bouw", "templates", ".git/x"])
def test_what_is_made_goes_nowhere_that_the_disk_takes_for_the_source(
    project: ProjectMaker, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A disk that takes capitals and small letters for the same, as those of macOS and Windows."""
    root, real = project(files={"templates/x": "", ".git/HEAD": ""}), Path.stat

    def stat(path: Path, **given: Any) -> os.stat_result:
        below = path.relative_to(root).as_posix().lower() if path.is_relative_to(root) else ""
        return real(root / below if below else path, **given)

    monkeypatch.setattr(Path, "stat", stat)
    refused(root, "--output", str(root / name.upper()), "build", "schoolgids", code=2)
    monkeypatch.undo()
    assert not (root / name.upper()).exists()


@pytest.mark.skipif(machine.IS_WINDOWS, reason="there they are folders")
@pytest.mark.parametrize("folder", ["C:\\www", "c:/www", "C:", "\\\\server\\www", "www\\protocollen"])
def test_a_folder_as_windows_writes_it_is_no_name_here(project: ProjectMaker, folder: str) -> None:
    root = project(files={"policy_src/publishing.yaml": f"- {{id: web, kind: map, path: '{folder}'}}\n"})
    before = sorted(path.name for path in root.iterdir())
    target = loaded(root).targets["web"]
    assert isinstance(target, FolderTarget)
    with pytest.raises(UsageError, match="as Windows writes it"):
        publishing._store(target, Folders(root, root / "build"))
    with pytest.raises(UsageError, match="as Windows writes it"):
        Project.open(root, output=folder)
    assert sorted(path.name for path in root.iterdir()) == before
