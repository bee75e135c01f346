"""A new output is a folder and a line in the list: everything else asks the list."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from schoolprotocol import outputs
from schoolprotocol.build import making, run
from schoolprotocol.cli import run as command
from schoolprotocol.config import Folders
from schoolprotocol.errors import MissingOnMachineError
from schoolprotocol.files import write_new
from schoolprotocol.outputs.job import Job
from schoolprotocol.outputs.output import Later, Made, Offer, Output, Work
from schoolprotocol.templating import Templates, templates_in
from tests.conftest import ProjectMaker
from tests.engine.conftest import CLAUSES, ROOT, edit

COLOUR = ("policy_src/schools/noord/school.yaml", "#14532d", "#14325d")


def plain(work: Work) -> Made:
    """The titles of a document's clauses, as plain text."""
    path = work.at("toy", f"{work.job.name}.txt")
    write_new(path, "\n".join(clause.title for clause in work.job.policy.clauses()))
    return {"toy": [path]}


TOY = Output("toy", ("policy",), plain, title="toy text", offers=(Offer("Kale tekst", "{name}.txt"),))


@pytest.fixture
def folders(project: ProjectMaker, monkeypatch: pytest.MonkeyPatch) -> Folders:
    """The small project, and one output more than there is."""
    monkeypatch.setattr(outputs, "OUTPUTS", (*outputs.OUTPUTS, TOY))
    root = project()
    (root / "templates").symlink_to(ROOT / "templates")
    return Folders(root, root / "build")


def told(folders: Folders, capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    """What the command line says."""
    assert command(["--root", str(folders.root), *arguments]) == code
    out, err = capsys.readouterr()
    return out + err


def test_it_can_be_built_by_name_and_is_told_like_the_others(
    folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "2 documents, 2 files" in told(folders, capsys, "build", "toy")
    assert "nothing was out of date" in told(folders, capsys, "build", "toy")
    assert "Vraag het eerst" in (folders.build / "toy/noord-telefoons.txt").read_text("utf-8")
    assert sorted(path.name for path in folders.build.iterdir() if not path.name.startswith(".")) == ["toy"]


def test_help_names_it_and_a_wrong_name_is_refused_with_it(
    folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "toy" in told(folders, capsys, "build", "--help")
    assert "'toy'" in told(folders, capsys, "build", "tooy", code=2).replace("“", "'").replace("”", "'")


def test_the_table_of_times_has_a_column_for_it(folders: Folders, capsys: pytest.CaptureFixture[str]) -> None:
    heads = told(folders, capsys, "build", "toy", "--profile").splitlines()[1].split("\t")
    assert "toy text" in heads


def test_it_is_made_again_only_where_what_it_is_made_of_changed(folders: Folders) -> None:
    run.build(folders, ("toy", "docx"))
    edit(folders.root, *COLOUR)
    before = {path: path.stat().st_mtime_ns for path in (folders.build / "toy").iterdir()}
    assert run.build(folders, ("toy", "docx")).made == ("noord-telefoons",)
    assert {path: path.stat().st_mtime_ns for path in (folders.build / "toy").iterdir()} == before
    edit(folders.root, CLAUSES, "title: Vraag het eerst", "title: Eerst vragen")
    assert run.build(folders, ("toy",)).made == ("noord-telefoons", "zuid-telefoons")
    assert "Eerst vragen" in (folders.build / "toy/noord-telefoons.txt").read_text("utf-8")


def test_a_site_and_the_page_with_all_schools_offer_it(folders: Folders) -> None:
    run.build(folders, ("html", "toy"))
    offered = folders.build / "html/noord/telefoons/downloads/noord-telefoons.txt"
    assert offered.read_bytes() == (folders.build / "toy/noord-telefoons.txt").read_bytes()
    for page in ("noord/telefoons/index.html", "index.html"):
        links = html.parse(folders.build / "html" / page).findall(".//a[@href]")
        labels = [link.text_content().strip() for link in links if link.get("href").endswith("noord-telefoons.txt")]
        assert labels == ["Kale tekst"]


def test_a_site_is_made_again_when_it_can_offer_it(folders: Folders) -> None:
    run.build(folders, ("html",))
    assert not (folders.build / "html/noord/telefoons/downloads/noord-telefoons.txt").exists()
    run.build(folders, ("toy",))
    assert run.build(folders, ("html",)).made == ("noord-telefoons", "zuid-telefoons")
    assert (folders.build / "html/noord/telefoons/downloads/noord-telefoons.txt").exists()
    assert run.build(folders, ("html", "toy")).made == ()


def test_the_site_to_upload_has_it(folders: Folders) -> None:
    assert run.site(folders).exit_code == 0
    assert (folders.build / "site/noord/telefoons/downloads/noord-telefoons.txt").is_file()


def test_an_output_that_fails_is_told_by_document_and_the_others_are_made(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(work: Work) -> Made:
        raise OSError(28, "No space left on device", f"{work.job.name}.txt")

    monkeypatch.setattr(outputs, "OUTPUTS", (Output("toy", ("policy",), fails), *outputs.OUTPUTS[1:-1]))
    result = run.build(folders, ("docx", "toy"), keep_going=True)
    assert result.exit_code == 3
    assert {outcome.name for outcome in result.failed} == {"noord-telefoons", "zuid-telefoons"}
    assert not (folders.build / "toy").exists()


def test_small_contents_are_offered_although_the_output_was_not_built(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    def contents(job: Job) -> dict[str, str | bytes]:
        return {f"{job.name}.txt": job.summary, "beside-it.css": ""}

    toy = Output("toy", ("summary",), plain, offers=TOY.offers, contents=contents)
    monkeypatch.setattr(outputs, "OUTPUTS", (*outputs.OUTPUTS[:-1], toy))
    run.build(folders, ("html",))
    downloads = folders.build / "html/noord/telefoons/downloads"
    assert (downloads / "noord-telefoons.txt").read_text("utf-8").startswith("Wat wij")
    assert (downloads / "beside-it.css").is_file(), "what it needs is there, and no page names it"
    assert "beside-it" not in (downloads.parent / "index.html").read_text("utf-8")


def test_what_an_output_imports_is_imported_once_before_children_are_forked(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    toy = Output("toy", ("policy",), Later("package_that_is_not_there", "make"))
    monkeypatch.setattr(outputs, "OUTPUTS", (*outputs.OUTPUTS[:-1], toy))
    with pytest.raises(MissingOnMachineError, match="The package package_that_is_not_there is not there"):
        run.build(folders, ("toy",))
    assert run.build(folders, ("docx",)).exit_code == 0


def test_a_process_that_builds_again_is_warm_still_and_with_other_templates_it_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    warmed: list[Templates] = []
    monkeypatch.setattr(making, "_warm", {})
    monkeypatch.setattr("schoolprotocol.outputs.site.sphinx.warm_up", warmed.append)
    ours = templates_in(tmp_path / "none")
    (tmp_path / "print").mkdir()
    (tmp_path / "print/base.css").write_text("p {color: red}", "utf-8")
    own = templates_in(tmp_path)
    for templates in (ours, ours, own, own, ours):
        making.warm_up(templates, ("html",))
    assert warmed == [ours, own, ours]


def test_what_is_put_off_can_be_imported() -> None:
    for output in outputs.OUTPUTS:
        for later in (output.make, output.contents, *output.warm_up):
            assert later is None or (isinstance(later, Later) and callable(later.imported())), output.name


def test_an_output_names_only_fields_that_a_job_has() -> None:
    fields = set(Job.__dataclass_fields__)
    for output in outputs.OUTPUTS:
        assert set(output.made_of) <= fields, output.name


def test_every_output_has_a_name_and_a_folder_of_its_own() -> None:
    assert len(set(outputs.names())) == len(outputs.OUTPUTS)
    folder = Path(outputs.__file__).parent
    for one in folder.glob("*/__init__.py"):
        is_output = "OUTPUT = " in one.read_text("utf-8")
        listed = f"{one.parent.name}.OUTPUT," in (folder / "__init__.py").read_text("utf-8")
        assert is_output == listed, one.parent.name
