"""A fault in one school, protocol or file never hides or stops another, in any command."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from schoolprotocol.cli import run
from schoolprotocol.source.tree import FolderTree
from tests.conftest import ROOTS, ProjectMaker, Run
from tests.release.making import adopt

SCHOOLS = "policy_src/schools"
PROTOCOLS = "policy_src/protocols"
CLAUSES = f"{PROTOCOLS}/telefoons/clauses/alles.yaml"
ZUID = f"{SCHOOLS}/zuid/telefoons.yaml"
BOARD = f"{SCHOOLS}/stichting/telefoons.yaml"
KEPT = "Nothing was written."

FAULTS: dict[str, dict[str, str | bytes | None]] = {
    "school.yaml is no YAML": {f"{SCHOOLS}/zuid/school.yaml": "kind: [school"},
    "school.yaml is gone": {f"{SCHOOLS}/zuid/school.yaml": None},
    "an unknown key": {ZUID: "protocol: telefoons\nextends: stichting\nuitbreiding: ja\n"},
    "the variant is no text": {ZUID: b"\xff\xfe\x00"},
    "a file that has no place": {f"{SCHOOLS}/zuid/telefons.yaml": "protocol: telefoons\n"},
    "a broken release": {f"{SCHOOLS}/zuid/releases/telefoons-0.9.json": "{"},
    "a logo that is not there": {
        f"{SCHOOLS}/zuid/school.yaml": (
            "{kind: school, name: Basisschool Zuid, short: Zuid, site_title: Zuid, board: het bestuur, "
            'leadership: de directie, style: {primary: "#14532d", accent: "#b45309", logo: logo.svg}}\n'
        )
    },
}
"""What can be wrong with the school `zuid`."""

COMMANDS = {
    "show": ("show", "noord"),
    "show a clause": ("show", "noord", "tips.vraag"),
    "compare": ("compare", "noord", "oost"),
    "diff": ("diff", "noord", "--from", "1.0"),
    "diff as files": ("diff", "noord", "--from", "1.0", "--format", "json,md"),
}
"""Commands about other schools; what they print is the same whatever is wrong with `zuid`."""
OF_OTHERS = ("check", "--school", "noord", "--school", "oost")


@pytest.fixture
def command(command: Run) -> Run:
    """The same, with an output that does not tell in which folder the project is."""

    def call(root: Path, *arguments: str) -> tuple[int, str, str]:
        code, out, err = command(root, *arguments)
        return code, out.replace(str(root), ""), err

    return call


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four schools, of which one has a release."""
    root = shutil.copytree(ROOTS / "klein", tmp_path_factory.mktemp("whole") / "project")
    shutil.copytree(root / SCHOOLS / "zuid", root / SCHOOLS / "west")
    shutil.copytree(root / SCHOOLS / "noord", root / SCHOOLS / "oost")
    noord = root / SCHOOLS / "noord/telefoons.yaml"
    proposal = noord.read_text("utf-8")
    adopted = 'document: {version: "1.0", status: vastgesteld, day: 2026-09-01, review: 2027-11-01}\n'
    noord.write_text("protocol: telefoons\nextends: stichting\n" + adopted, "utf-8")
    west = root / SCHOOLS / "west/telefoons.yaml"
    west.write_text(west.read_text("utf-8").partition("decisions:")[0], "utf-8")
    for school in ("noord", "west"):
        adopt(root, school, "2026-09-01")
    assert run(["--root", str(root), "release", "noord", "--today", "2026-10-01", "--despite", "een proef"]) == 0
    noord.write_text(proposal, "utf-8")
    return root


@pytest.fixture
def root(whole: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(whole, tmp_path / "project")


def with_second_protocol(root: Path) -> Path:
    """Every school of the project gets a document of `tablets` too, but for `zuid`."""
    shutil.copytree(root / PROTOCOLS / "telefoons", root / PROTOCOLS / "tablets")
    for school in ("stichting", "noord"):
        text = (root / SCHOOLS / school / "telefoons.yaml").read_text("utf-8")
        (root / SCHOOLS / school / "tablets.yaml").write_text(text.replace("telefoons", "tablets", 1), "utf-8")
    return root


def broken(root: Path, files: dict[str, str | bytes | None]) -> None:
    """Other content in some files."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content.encode() if isinstance(content, str) else content)


def edit(root: Path, file: str, old: str, new: str) -> None:
    """Change a text that stands in a file."""
    text = (root / file).read_text("utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new), "utf-8")


# -- one school -------------------------------------------------------------------------------------------------------


_BEFORE: dict[str, str] = {}


@pytest.fixture
def before(root: Path, command: Run) -> dict[str, str]:
    """What each command about other schools prints while nothing is wrong; asked once."""
    if not _BEFORE:
        for name, arguments in COMMANDS.items():
            code, _BEFORE[name], _err = command(root, *arguments)
            assert code == 0, name
        _BEFORE["check"] = command(root, *OF_OTHERS)[1]
    return _BEFORE


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_one_school_never_changes_what_the_commands_about_another_print(
    fault: str, before: dict[str, str], root: Path, command: Run
) -> None:
    broken(root, FAULTS[fault])
    for name, arguments in COMMANDS.items():
        assert command(root, *arguments) == (0, before[name], ""), name
    code, out, err = command(root, *OF_OTHERS)
    assert (code, out) == (1, before["check"])
    assert f"{SCHOOLS}/zuid/" in err


@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS)
def test_a_command_about_some_schools_reads_the_files_of_no_other(
    arguments: Sequence[str], root: Path, command: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    ask = FolderTree.read

    def noted(tree: FolderTree, path: str, *limit: int) -> object:
        read.append(path)
        return ask(tree, path, *limit)

    monkeypatch.setattr(FolderTree, "read", noted)
    assert command(root, *arguments)[0] == 0
    schools = {path.split("/")[2] for path in read if path.startswith(f"{SCHOOLS}/")}
    assert schools == {"stichting", "noord", *({"oost"} & {*arguments})}


def test_who_mistypes_a_school_is_told_which_is_meant(root: Path, command: Run) -> None:
    code, out, err = command(root, "show", "oots")
    assert (code, out) == (2, "")
    assert "oost" in err


def test_on_whom_a_school_can_build_is_told_also_where_that_school_was_not_read(root: Path, command: Run) -> None:
    edit(root, ZUID, "extends: stichting", "extends: oots")
    code, out, err = command(root, "show", "zuid")
    assert (code, out) == (1, "")
    assert "oost" in err


@pytest.mark.parametrize("fault", FAULTS)
def test_commands_about_all_schools_tell_what_they_can_and_the_faults_of_the_rest(
    fault: str, root: Path, command: Run
) -> None:
    status, listed = (command(root, name)[1].splitlines() for name in ("status", "list"))
    broken(root, FAULTS[fault])
    code, out, err = command(root, "status")
    assert code == 1
    rows = [line for line in status if not line.startswith("zuid")]
    assert out.splitlines()[: len(rows)] == rows
    assert all("--school zuid" in line for line in out.splitlines()[len(rows) :] if line)
    assert f"{SCHOOLS}/zuid/" in err
    code, out, err = command(root, "list")
    assert code == 1
    assert out.splitlines() == [line.replace(", zuid", "").replace("zuid", "—") for line in listed]
    assert f"{SCHOOLS}/zuid/" in err
    assert KEPT not in err


@pytest.mark.parametrize("fault", FAULTS)
def test_a_check_tells_the_faults_of_every_school_in_every_form(fault: str, root: Path, command: Run) -> None:
    edit(root, f"{SCHOOLS}/west/telefoons.yaml", "bewaarplek: thuis", "bewaarplek: thuis, onbekend: ja")
    broken(root, FAULTS[fault])
    for school in ((), ("--school", "noord"), ("--school", "zuid")):
        code, out, _ = command(root, "check", *school, "--format", "json")
        files = {finding["file"] for finding in json.loads(out)}
        assert code == 1
        assert any(file.startswith(f"{SCHOOLS}/zuid/") for file in files)
        assert (f"{SCHOOLS}/west/telefoons.yaml" in files) == (not school), "whose texts are not asked is not resolved"
    assert command(root, "check", "--format", "sarif")[0] == 1
    code, out, _ = command(root, "check", "--school", "noord", "--format", "junit")
    assert code == 1
    assert ET.fromstring(out).attrib["failures"] != "0"
    code, out, err = command(root, "check")
    assert code == 1
    assert f"{SCHOOLS}/zuid/" in out
    assert f"{SCHOOLS}/west/telefoons.yaml" in out
    assert KEPT not in out + err


@pytest.mark.parametrize("fault", FAULTS)
def test_the_faulty_school_itself_is_refused_with_its_own_faults_only(fault: str, root: Path, command: Run) -> None:
    edit(root, f"{SCHOOLS}/oost/school.yaml", "kind: school", "kind: bakker")
    broken(root, FAULTS[fault])
    for arguments in (("show", "zuid"), ("diff", "zuid"), ("compare", "noord", "zuid")):
        code, out, err = command(root, *arguments)
        assert (code, out) == (1, "")
        assert f"{SCHOOLS}/zuid/" in err
        assert "oost" not in err
        assert KEPT not in err
    for keeps in (("release", "zuid"), ("dossier", "zuid"), ("build", "html", "--school", "zuid")):
        code, _, err = command(root, *keeps)
        assert code == 1
        assert f"{SCHOOLS}/zuid/" in err
        assert KEPT in err


def test_another_school_is_released_and_put_to_its_council(root: Path, command: Run) -> None:
    broken(root, FAULTS["an unknown key"])
    code, out, err = command(root, "dossier", "oost", "--today", "2026-10-01")
    assert code == 0, err
    assert "Kept as a proposal" in out
    assert ZUID not in err
    assert list((root / SCHOOLS / "oost/proposals").iterdir())
    assert (root / "build/dossier/oost-telefoons.zip").is_file()
    code, out, err = command(root, "release", "west", "--today", "2026-10-01", "--despite", "een proef")
    assert code == 0, err
    assert "Released" in out
    assert (root / SCHOOLS / "west/releases/telefoons-1.0.json").is_file()


@pytest.mark.stress
def test_another_school_is_published(root: Path, command: Run) -> None:
    broken(root, {"policy_src/publishing.yaml": "- {id: map, kind: map, path: online}\n"})
    assert command(root, "site")[0] == 0
    broken(root, FAULTS["an unknown key"])
    code, out, err = command(root, "publish", "noord", "--to", "map")
    assert code == 1
    assert "noord/index.html" in out
    assert ZUID in err
    code, out, err = command(root, "publish", "--to", "map")
    assert (code, out) == (1, ""), "the site as a whole holds the faulty school"
    assert KEPT in err
    broken(root, {"policy_src/publishing.yaml": "- {id: map, kind: map, path: online, schools: [nergens]}\n"})
    code, out, err = command(root, "publish", "noord", "--to", "map")
    assert (code, out) == (1, ""), "nobody knows what was meant"


# -- a board, and what is shared --------------------------------------------------------------------------------------


def test_a_fault_in_a_board_is_told_once_and_stops_those_that_build_on_it_and_no_other(
    project: ProjectMaker, command: Run
) -> None:
    root = project()
    alone = (root / SCHOOLS / "noord/telefoons.yaml").read_text("utf-8").replace("stichting", "base")
    shutil.copytree(root / SCHOOLS / "noord", root / SCHOOLS / "alleen")
    broken(root, {f"{SCHOOLS}/alleen/telefoons.yaml": alone + "parameters: {bewaarplek: thuis}\n"})
    assert command(root, "show", "alleen")[0] == 0
    edit(root, BOARD, "publish: false", "publiceren: nee")
    code, out, err = command(root, "status")
    assert code == 1
    assert [line.split("\t")[0] for line in out.splitlines()[1:]] == ["alleen"]
    assert err.count("SP110") == 1
    code, out, _ = command(root, "check", "--format", "json")
    assert code == 1
    assert [finding["file"] for finding in json.loads(out)].count(BOARD) == 1
    assert "SP201" not in {finding["code"] for finding in json.loads(out)}, "no base is called unknown"
    code, _, err = command(root, "build", "html", "--keep-going")
    assert code == 1
    assert err.count("SP110") == 1
    assert (root / "build/html/alleen/telefoons/index.html").is_file()
    assert not (root / "build/html/noord/telefoons").exists()
    assert command(root, "show", "noord")[0] == 1


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (f"{PROTOCOLS}/telefoons/protocol.yaml", "title:", "titel:"),
        (CLAUSES, "  title: Vraag het eerst\n", "  titel: Vraag het eerst\n"),
        (CLAUSES, "- id", "- id: [\n- id"),
    ],
)
def test_a_fault_in_one_protocol_leaves_the_documents_of_another_alone(
    file: str, old: str, new: str, project: ProjectMaker, command: Run
) -> None:
    root = with_second_protocol(project())
    before = command(root, "show", "noord", "--protocol", "tablets")[1]
    edit(root, file, old, new)
    code, out, err = command(root, "show", "noord", "--protocol", "tablets")
    assert (code, out) == (1, before)
    assert file in err
    code, out, err = command(root, "status")
    assert code == 1
    assert [line.split("\t")[:2] for line in out.splitlines()[1:]] == [["noord", "tablets"]]
    code, out, err = command(root, "show", "zuid")
    assert (code, out) == (1, "")
    assert file in err
    edit(root, ZUID, "extends: stichting", "extends: stichtng")
    code, out, _ = command(root, "check", "--format", "json")
    assert code == 1
    assert file in {finding["file"] for finding in json.loads(out)}


def test_a_faulty_protocol_of_which_nobody_has_a_document_is_told_by_every_build(
    project: ProjectMaker, command: Run
) -> None:
    root = project(files={f"{PROTOCOLS}/nieuw/protocol.yaml": "titel: Nieuw\n"})
    for arguments in (("build", "html"), ("site",)):
        code, _, err = command(root, *arguments)
        assert code == 1
        assert f"{PROTOCOLS}/nieuw/protocol.yaml" in err
        assert KEPT in err
    assert command(root, "build", "schoolgids", "--school", "noord")[0] == 0
    code, _, err = command(root, "build", "html", "--keep-going")
    assert code == 1
    assert f"{PROTOCOLS}/nieuw/protocol.yaml" in err
    assert (root / "build/html/index.html").is_file()
    assert command(root, "build", "html")[0] == 1, "nothing changed, and the fault is still there"


@pytest.mark.parametrize("name", ["project.yaml", "references.yaml"])
def test_a_fault_in_what_all_share_is_told_with_all_other_faults(
    name: str, project: ProjectMaker, command: Run
) -> None:
    root = project()
    broken(root, {f"policy_src/{name}": "publisher: [\n", **FAULTS["an unknown key"]})
    edit(root, CLAUSES, "  title: Vraag het eerst\n", "  titel: Vraag het eerst\n")
    code, out, _ = command(root, "check", "--format", "json")
    assert code == 1
    assert {f"policy_src/{name}", ZUID, CLAUSES} <= {finding["file"] for finding in json.loads(out)}
    for arguments in (("show", "noord"), ("status",), ("list",), ("build", "html", "--keep-going")):
        code, _, err = command(root, *arguments)
        assert code == 1
        assert f"policy_src/{name}" in err
    assert not (root / "build/html").exists()


def test_a_stray_file_is_told_and_stops_no_document(project: ProjectMaker, command: Run) -> None:
    root = project()
    before = command(root, "show", "noord")[1]
    broken(root, {"policy_src/aantekeningen.txt": "x", f"{SCHOOLS}/los.txt": "x", f"{PROTOCOLS}/los.txt": "x"})
    code, out, err = command(root, "show", "noord")
    assert (code, out) == (1, before)
    assert err.count("SP114") == 3


@pytest.mark.skipif(os.name == "nt", reason="names of files are text there")
@pytest.mark.parametrize("name", [b"caf\xe9", b"Oost", b"base", b"a b"])
def test_a_folder_that_cannot_be_a_school_is_told_and_stops_no_other(
    name: bytes, project: ProjectMaker, command: Run
) -> None:
    root = project()
    before = command(root, "show", "noord")[1]
    shutil.copytree(root / SCHOOLS / "zuid", os.fsdecode(os.fsencode(root / SCHOOLS) + b"/" + name))
    assert command(root, "show", "noord") == (0, before, "")
    code, _, err = command(root, "status")
    assert code == 1
    assert "SP115" in err
    code, _, err = command(root, "build", "html", "--keep-going")
    assert code == 1
    assert err.count("SP115") == 1
    assert (root / "build/html/noord/telefoons/index.html").is_file()


def test_what_a_faulty_school_released_is_not_compared_either(root: Path, command: Run) -> None:
    edit(root, f"{SCHOOLS}/noord/school.yaml", "kind: school", "kind: school\nonbekend: ja")
    code, out, err = command(root, "diff", "noord", "--from", "1.0", "--to", "1.0")
    assert (code, out) == (1, "")
    assert f"{SCHOOLS}/noord/school.yaml" in err


def test_a_school_with_several_documents_is_checked_whole(project: ProjectMaker, command: Run) -> None:
    root = with_second_protocol(project())
    edit(root, f"{SCHOOLS}/noord/tablets.yaml", "review: 2027-11-01", "review: 2001-11-01")
    code, out, _ = command(root, "check", "--school", "noord", "--format", "json")
    assert f"{SCHOOLS}/noord/tablets.yaml" in {finding["file"] for finding in json.loads(out)}, code


def test_a_text_with_faults_in_one_school_does_not_keep_a_check_of_another_from_its_findings(
    project: ProjectMaker, command: Run
) -> None:
    root = project()
    edit(root, f"{SCHOOLS}/noord/telefoons.yaml", "review: 2027-11-01", "review: 2001-11-01")
    before = command(root, "check", "--school", "noord")
    edit(root, ZUID, "omit: stichting.kluisjes", "omit: stichting.kluisje")
    assert command(root, "check", "--school", "noord") == before
    code, out, _ = command(root, "check", "--format", "json")
    assert code == 1
    assert {finding["school"] for finding in json.loads(out)} >= {"zuid", "noord"}


# -- history ----------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_school_that_was_faulty_once_does_not_keep_the_others_from_being_compared(
    project: ProjectMaker, command: Run
) -> None:
    root = project()
    good = (root / ZUID).read_bytes()
    broken(root, FAULTS["an unknown key"])
    who = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
    for arguments in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "--message", "Bron")):
        subprocess.run(["git", "-C", str(root), *who, *arguments], check=True, capture_output=True)
    broken(root, {ZUID: good})
    edit(root, CLAUSES, "Vraag het eerst.\n", "Vraag het altijd eerst.\n")
    code, out, err = command(root, "impact", "--format", "json")
    assert code == 1
    assert [document["school"] for document in json.loads(out)["documents"]] == ["noord"]
    assert f"HEAD:{ZUID}" in err
    code, out, err = command(root, "diff", "noord", "--from", "git:HEAD", "--format", "json")
    assert (code, err) == (0, "")
    assert [change["id"] for change in json.loads(out)["changes"]] == ["tips.vraag"]
    code, out, err = command(root, "diff", "zuid", "--from", "git:HEAD")
    assert (code, out) == (1, "")
    assert f"HEAD:{ZUID}" in err
    broken(root, FAULTS["school.yaml is gone"])
    code, out, err = command(root, "impact", "--format", "json")
    assert code == 1
    assert [document["school"] for document in json.loads(out)["documents"]] == ["noord"]
    assert f"{SCHOOLS}/zuid/school.yaml" in err


def linked_to_nowhere(path: Path) -> None:
    """Make a link that leads nowhere."""
    path.symlink_to(path.parent / "nergens.yaml")


@pytest.mark.parametrize("put", [linked_to_nowhere, lambda path: path.symlink_to(path.name), os.mkfifo])
def test_what_is_no_file_stops_the_build_of_no_other_school(
    put: Callable[[Path], None], project: ProjectMaker, command: Run
) -> None:
    root = project()
    (root / ZUID).unlink()
    put(root / ZUID)
    code, _out, err = command(root, "build", "schoolgids", "--school", "noord")
    assert (code, err) == (0, "")
    assert (root / "build/schoolgids/noord-telefoons-kort.txt").is_file()
    code, _out, err = command(root, "build", "schoolgids", "--keep-going")
    assert code == 1
    assert ZUID in err


def test_what_may_not_be_read_stops_the_build_of_no_other_school(
    project: ProjectMaker, command: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project()
    scandir, listdir, closed = os.scandir, os.listdir, str(root / SCHOOLS / "zuid")

    def refused(ask: Callable[..., object], folder: str) -> object:
        if str(folder) == closed:
            raise PermissionError(13, "Permission denied", closed)
        return ask(folder)

    monkeypatch.setattr(os, "scandir", lambda folder: refused(scandir, folder))
    monkeypatch.setattr(os, "listdir", lambda folder: refused(listdir, folder))
    code, _out, err = command(root, "build", "schoolgids", "--school", "noord")
    assert (code, err) == (0, "")
    code, _out, err = command(root, "build", "schoolgids", "--keep-going")
    assert code == 1
    assert f"{SCHOOLS}/zuid" in err


def test_a_folder_that_is_linked_is_told_and_not_looked_into(
    project: ProjectMaker, command: Run, tmp_path: Path
) -> None:
    root = project()
    elsewhere = tmp_path / "elders"
    elsewhere.mkdir()
    os.mkfifo(elsewhere / "pijp.yaml")
    (root / SCHOOLS / "oost").symlink_to(elsewhere)
    code, _out, err = command(root, "build", "schoolgids", "--keep-going")
    assert code == 1
    assert f"{SCHOOLS}/oost" in err


@pytest.mark.parametrize("file", ["publishing.yaml", "los.yaml"])
def test_a_fault_in_a_file_of_which_no_document_is_made_keeps_none_from_being_built(
    file: str, project: ProjectMaker, command: Run
) -> None:
    root = project(files={f"policy_src/{file}": "- [", f"{SCHOOLS}/zuid/telefoons.yaml": "protocol: ["})
    made = root / "build/schoolgids/noord-telefoons-kort.txt"
    code, _out, err = command(root, "build", "schoolgids")
    assert code == 1
    assert f"policy_src/{file}" in err
    assert ZUID in err
    assert KEPT in err
    assert not made.exists()
    code, _out, err = command(root, "build", "schoolgids", "--keep-going")
    assert code == 1
    assert f"policy_src/{file}" in err
    assert made.is_file()
    assert command(root, "build", "schoolgids", "--school", "noord")[0] == 0
