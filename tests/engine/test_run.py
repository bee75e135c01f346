"""A build and a site as a program starts them: nothing is printed, and a result tells what became of it."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from schoolprotocol.build import last, making, overview, run
from schoolprotocol.build.inputs import Inputs
from schoolprotocol.build.run import Progress
from schoolprotocol.config import Folders
from schoolprotocol.documents import finding
from schoolprotocol.errors import BuildFolderError, UsageError
from schoolprotocol.source.corpus import Corpus
from tests.conftest import ProjectMaker
from tests.engine.conftest import CLAUSES, ROOT, edit

QUICK = ("docx", "schoolgids")
NOORD = "policy_src/schools/noord/telefoons.yaml"


@pytest.fixture
def folders(project: ProjectMaker) -> Folders:
    """The small project."""
    root = project()
    (root / "templates").symlink_to(ROOT / "templates")
    return Folders(root, root / "build")


def faulty(folders: Folders) -> None:
    """Give the north a fault."""
    edit(folders.root, NOORD, "extends: stichting", "extends: stichtin")


def test_a_build_says_what_is_there_and_what_was_made(folders: Folders, capfd: pytest.CaptureFixture[str]) -> None:
    told: list[Progress] = []
    result = run.build(folders, QUICK, progress=told.append)
    assert result.made == ("noord-telefoons", "zuid-telefoons")
    assert {name: set(outputs) for name, outputs in result.documents.items()} == {
        name: set(QUICK) for name in result.made
    }
    assert result.files == sum(path.is_file() for name in QUICK for path in (folders.build / name).rglob("*"))
    assert (result.exit_code, result.faults, result.failed, result.not_begun) == (0, (), (), 0)
    assert told == [Progress(0, 2), Progress(1, 2, "noord-telefoons"), Progress(2, 2, "zuid-telefoons")]
    again = run.build(folders, QUICK)
    assert again.made == ()
    assert (again.documents, again.files) == (result.documents, result.files)
    assert capfd.readouterr() == ("", "")


def test_what_was_saved_and_undone_while_a_build_read_is_made_again(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = folders.build / "schoolgids/noord-telefoons.txt"
    run.build(folders, QUICK)
    right = told.read_text("utf-8")
    read = finding.open_shared

    def while_it_reads(root: Path) -> Corpus:
        edit(root, CLAUSES, "In de les", "Na de les")
        return read(root)

    edit(folders.root, NOORD, "extends: stichting", "extends: stichting # hier")
    with monkeypatch.context() as patch:
        patch.setattr(finding, "open_shared", while_it_reads)
        run.build(folders, QUICK)
    assert told.read_text("utf-8") != right
    edit(folders.root, CLAUSES, "Na de les", "In de les")
    run.build(folders, QUICK)
    assert told.read_text("utf-8") == right


SCHOOL = "policy_src/schools/noord/school.yaml"
LOGO = "policy_src/schools/noord/logo.svg"
LETTER = "templates/schoolgids/page.html.j2"
GREEN = "#14532d"
DRAWN = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="{GREEN}"/></svg>'


@pytest.fixture
def with_logo(folders: Folders) -> Folders:
    """The north has a logo, and both have a template of their own."""
    (folders.root / "templates").unlink()
    (folders.root / LETTER).parent.mkdir(parents=True)
    shutil.copy(ROOT / LETTER, folders.root / LETTER)
    edit(folders.root, SCHOOL, "}", ", logo: logo.svg}")
    (folders.root / LOGO).write_text(DRAWN, "utf-8")
    return folders


@pytest.mark.parametrize(
    ("file", "old", "new", "when"),
    [
        (SCHOOL, GREEN, "#a01010", (last, "looked_at")),
        (LOGO, GREEN, "#a01010", (making, "keys_of")),
        (LETTER, "Voor de schoolgids</h1>", "Proef</h1>", (last, "looked_at")),
    ],
    ids=["colour", "logo", "template"],
)
def test_how_it_looks_that_was_saved_and_undone_while_a_build_was_at_work_is_made_again(
    with_logo: Folders,
    monkeypatch: pytest.MonkeyPatch,
    file: str,
    old: str,
    new: str,
    when: tuple[ModuleType, str],
) -> None:
    folders = with_logo
    run.build(folders, QUICK)
    work = getattr(*when)

    def and_saved(*arguments: object, **more: object) -> object:
        found = work(*arguments, **more)
        if new not in (folders.root / file).read_text("utf-8"):
            edit(folders.root, file, old, new)
        return found

    edit(folders.root, SCHOOL, "name: Basisschool", "name: School")
    with monkeypatch.context() as patch:
        patch.setattr(*when, and_saved)
        run.build(folders, QUICK)
    edit(folders.root, file, new, old)
    run.build(folders, QUICK)
    anew = replace(folders, build=folders.root / "anew")
    run.build(anew, QUICK)
    assert made_in(folders) == made_in(anew)


@pytest.mark.parametrize("stopped", [KeyboardInterrupt, None], ids=["asked to stop", "killed"])
def test_what_was_saved_before_a_build_was_stopped_and_undone_then_is_made_again(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, stopped: type[BaseException] | None
) -> None:
    read = last.looked_at

    def and_saved(*arguments: Any) -> Inputs:
        found: Inputs = read(*arguments)
        edit(folders.root, SCHOOL, GREEN, "#a01010")
        return found

    def stop(told: Progress) -> None:
        if told.done == told.total:
            os._exit(9) if stopped is None else _raise(stopped)

    with monkeypatch.context() as patch:
        patch.setattr(last, "looked_at", and_saved)
        child = os.fork()
        if not child:
            with suppress(BaseException):
                run.build(folders, QUICK, progress=stop)
            os._exit(8)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == (9 if stopped is None else 8)
    assert (folders.build / "docx/noord-telefoons.docx").is_file()
    edit(folders.root, SCHOOL, "#a01010", GREEN)
    run.build(folders, QUICK)
    anew = replace(folders, build=folders.root / "anew")
    run.build(anew, QUICK)
    assert made_in(folders) == made_in(anew)


def test_what_a_stopped_build_left_is_not_followed_out_of_the_build_folder(folders: Folders) -> None:
    elsewhere = folders.root / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / folders.begun.name).write_text("{}", "utf-8")
    folders.build.mkdir()
    folders.begun.parent.symlink_to(elsewhere)
    with pytest.raises(BuildFolderError):
        run.build(folders, QUICK)
    assert [path.name for path in elsewhere.iterdir()] == [folders.begun.name]


def _raise(error: type[BaseException]) -> None:
    raise error


def made_in(folders: Folders) -> dict[str, bytes]:
    """What people get."""
    return {
        path.relative_to(folders.build).as_posix(): path.read_bytes()
        for output in QUICK
        for path in (folders.build / output).rglob("*")
        if path.is_file()
    }


def test_faults_are_in_the_result_and_nothing_is_begun(folders: Folders) -> None:
    faulty(folders)
    result = run.build(folders, QUICK)
    assert not result.is_begun
    assert result.exit_code == 1
    assert [fault.place.file for fault in result.faults] == [NOORD]
    assert [outcome.name for outcome in result.failed] == ["noord-telefoons"]
    assert not (folders.build / "docx").exists()


def test_with_keep_going_the_others_are_made_and_the_faults_are_in_the_result(folders: Folders) -> None:
    faulty(folders)
    result = run.build(folders, QUICK, keep_going=True)
    assert result.is_begun
    assert result.made == ("zuid-telefoons",)
    assert (result.exit_code, [fault.place.file for fault in result.faults]) == (1, [NOORD])


def test_a_fault_in_what_all_schools_share_is_in_the_result(folders: Folders) -> None:
    edit(folders.root, "policy_src/project.yaml", "publisher:", "publiser:")
    for result in (run.build(folders, QUICK), run.site(folders)):
        assert not result.is_begun
        assert result.exit_code == 1
        assert {fault.place.file for fault in result.faults} == {"policy_src/project.yaml"}


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"outputs": ["dcx"]}, "There is no output “dcx”. Did you mean “docx”?"),
        ({"part": (3, 2)}, "“3/2” is not a part"),
        ({"part": (0, 0)}, "“0/0” is not a part"),
        ({"jobs": 0}, "At least one document"),
        ({"schools": ["noor"]}, "There is no school “noor” with a document. Did you mean “noord”?"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(folders: Folders, asked: dict[str, object], told: str) -> None:
    with pytest.raises(UsageError, match=told.replace("?", r"\?")):
        run.build(folders, **asked)  # type: ignore[arg-type]
    assert not (folders.build / "docx").exists()


def test_what_was_made_is_told_although_the_machine_refuses_the_pages_about_all(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device", "index.html")

    monkeypatch.setattr(overview, "write_overview", full)
    result = run.build(folders, ("html",))
    assert result.made == ("noord-telefoons", "zuid-telefoons")
    assert result.error is not None
    assert result.exit_code == 3
    monkeypatch.undo()
    assert run.build(folders, ("html",)).exit_code == 0
    assert (folders.build / "html" / "index.html").exists()


def test_a_site_is_refused_whole_where_one_document_has_faults(folders: Folders) -> None:
    faulty(folders)
    result = run.site(folders)
    assert not result.is_begun
    assert (result.exit_code, [fault.place.file for fault in result.faults]) == (1, [NOORD])
    assert not (folders.build / "site").exists()


def test_a_site_is_put_together_and_counted(folders: Folders) -> None:
    result = run.site(folders)
    assert result.exit_code == 0
    assert result.folder == folders.build / "site"
    assert result.files == sum(path.is_file() for path in result.folder.rglob("*"))
    assert set(result.documents) == {"noord-telefoons", "zuid-telefoons"}


def test_the_folder_of_the_project_is_all_that_a_build_writes_to(folders: Folders, tmp_path: Path) -> None:
    run.build(Folders(folders.root, tmp_path / "elsewhere"), QUICK)
    assert not folders.build.exists()
