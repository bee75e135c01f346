"""`schoolprotocol diff` and `build diff`: every form of the report, as text or as files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import ProjectMaker, Run

SCHOOL = "policy_src/schools/zuid/telefoons.yaml"
FORMS = ["index.html", "renvooi.html", "renvooi.pdf", "report.docx", "report.json", "report.md", "report.pdf"]


@pytest.fixture
def released(project: ProjectMaker, command: Run) -> Path:
    """A project in which a school has a release and a new concept."""
    root = project()
    code, _, err = command(root, "release", "zuid", "--despite", "proef", "--today", "2026-11-20")
    assert code == 0, err
    path = root / SCHOOL
    text = path.read_text("utf-8").replace(
        'version: "1.0", status: vastgesteld, day: 2026-09-01', 'version: "1.1", status: concept'
    )
    path.write_text(text.replace("bewaarplek: thuis", "bewaarplek: in de kluis"), "utf-8")
    return root


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_build_diff_makes_every_form(released: Path, command: Run) -> None:
    code, _, err = command(released, "build", "diff", "--school", "zuid")
    assert code == 0, err
    folder = released / "build/diff/zuid-telefoons"
    assert files(folder) == FORMS
    assert (folder / "report.pdf").read_bytes().startswith(b"%PDF")


def test_several_forms_are_written_as_files_in_a_folder_of_their_own(released: Path, command: Run) -> None:
    code, out, err = command(released, "diff", "zuid", "--format", "html,pdf,docx,md,json")
    assert code == 0, err
    folder = released / "build/diff/zuid-telefoons-1.0-1.1"
    assert files(folder) == FORMS
    assert [Path(line).name for line in out.split()] == [
        "index.html",
        "renvooi.html",
        "report.pdf",
        "renvooi.pdf",
        "report.docx",
        "report.md",
        "report.json",
    ]


def test_files_go_where_one_asks_and_leave_what_is_there(released: Path, command: Run, tmp_path: Path) -> None:
    (tmp_path / "mijn.txt").write_text("van mij", "utf-8")
    code, _, err = command(released, "diff", "zuid", "--format", "json", "--into", str(tmp_path))
    assert code == 0, err
    assert {"mijn.txt", "report.json"} <= set(files(tmp_path))
    assert json.loads((tmp_path / "report.json").read_text("utf-8"))["school"] == "zuid"


def test_one_form_of_text_is_printed(released: Path, command: Run) -> None:
    code, out, _ = command(released, "diff", "zuid")
    assert code == 0
    assert out.startswith("# Wijzigingsvoorstel: Telefoonprotocol\n")
    assert not (released / "build").exists()


def test_an_unknown_form_is_wrong_use(released: Path, command: Run) -> None:
    code, _, err = command(released, "diff", "zuid", "--format", "md,odt")
    assert code == 2
    assert "odt" in err


def test_the_site_offers_the_report_of_these_changes_and_no_older_one(released: Path, command: Run) -> None:
    site = released / "build/html/zuid/telefoons/voorstel"
    offered = site / "downloads/zuid-telefoons-voorstel-wijzigingen.pdf"
    assert command(released, "build", "html", "diff", "--school", "zuid")[0] == 0
    assert offered.read_bytes() == (released / "build/diff/zuid-telefoons/report.pdf").read_bytes()
    page = (site / "wijzigingen.html").read_text("utf-8")
    assert 'href="downloads/zuid-telefoons-voorstel-wijzigingen.pdf"' in page
    path = released / SCHOOL
    path.write_text(path.read_text("utf-8").replace("in de kluis", "in het kluisje"), "utf-8")
    assert command(released, "build", "html", "--school", "zuid")[0] == 0
    assert not offered.exists()
    assert "wijzigingen.pdf" not in (site / "wijzigingen.html").read_text("utf-8")
