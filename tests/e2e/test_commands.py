"""The commands, as a policy officer runs them on a small project."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cli import run
from tests.conftest import ProjectMaker

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in a project; gives exit code, output and messages."""

    def call(root: Path, *arguments: str) -> tuple[int, str, str]:
        code = run(["--root", str(root), "--lang", "en", *arguments])
        printed = capfd.readouterr()
        return code, printed.out, printed.err

    return call


def tree(folder: Path) -> dict[str, bytes]:
    """Content by path."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


SCHOOL = "policy_src/schools/zuid/telefoons.yaml"
CLAUSES = "policy_src/protocols/telefoons/clauses/alles.yaml"


def test_build_makes_every_output_of_every_school(project: ProjectMaker, command: Run) -> None:
    root = project()
    code, out, _ = command(root, "build")
    assert code == 0
    assert "2 documents" in out
    for name in ("html/index.html", "html/noord/index.html", "html/zuid/index.html", "pdf/zuid-telefoons.pdf"):
        assert (root / "build" / name).is_file(), name


def test_build_of_one_school_leaves_the_others_alone(project: ProjectMaker, command: Run) -> None:
    root = project()
    assert command(root, "build", "schoolgids", "--school", "zuid")[0] == 0
    assert sorted(p.name for p in (root / "build" / "schoolgids").iterdir()) == [
        "zuid-telefoons-kort.txt",
        "zuid-telefoons.docx",
        "zuid-telefoons.html",
        "zuid-telefoons.md",
        "zuid-telefoons.txt",
    ]


BROKEN = {
    "broken YAML": (SCHOOL, "protocol: telefoons\n", "protocol: [telefoons\n", "SP104"),
    "an unknown key": (SCHOOL, "decisions:", "besluiten:", "SP110"),
    "an unknown clause": (SCHOOL, "omit: stichting.kluisjes", "omit: stichting.kluisje", "SP201"),
    "Jinja that calls": (CLAUSES, "Vraag het eerst.\n", "\"{{ ''.__class__.__mro__ }}\"\n", "SP220"),
    "Jinja that loops": (CLAUSES, "Vraag het eerst.\n", '"{% for i in range(9**9) %}x{% endfor %}"\n', "SP220"),
    "raw HTML": (CLAUSES, "Vraag het eerst.\n", "<script>alert(1)</script>\n", "SP223"),
    "a javascript link": (CLAUSES, "Vraag het eerst.\n", '"[klik](javascript:alert(1))"\n', "SP224"),
    "an included file": (CLAUSES, "Vraag het eerst.\n", "|-\n    ```{include} /etc/passwd\n    ```\n", "SP223"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_fault_in_the_source_is_told_with_its_place_and_leaves_the_last_output_as_it_was(
    case: str, project: ProjectMaker, command: Run
) -> None:
    root = project()
    assert command(root, "build")[0] == 0
    before = tree(root / "build")
    file, old, new, code_expected = BROKEN[case]
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    code, _, err = command(root, "build")
    assert code == 1
    assert code_expected in err
    assert f"{file}:" in err
    assert "Nothing was written" in err
    assert "Traceback" not in err
    assert tree(root / "build") == before


def test_outside_a_project_the_command_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = command(tmp_path, "status")
    assert code == 2
    assert "policy_src" in err


def test_an_unknown_school_is_answered_with_the_one_that_was_meant(project: ProjectMaker, command: Run) -> None:
    code, _, err = command(project(), "show", "noort")
    assert code == 2
    assert "Did you mean “noord”?" in err


def test_show_prints_number_text_and_the_origin_of_every_value(project: ProjectMaker, command: Run) -> None:
    code, out, _ = command(project(), "show", "zuid", "afspraken.opbergen")
    assert code == 0
    assert "Leerlingen en medewerkers leggen hun telefoon thuis." in out
    assert "1.2" in out
    assert "set by zuid, policy_src/schools/zuid/telefoons.yaml:4" in out
    assert "alternative “allen”" in out


def test_status_names_version_status_and_what_is_overdue(project: ProjectMaker, command: Run) -> None:
    code, out, _ = command(project(), "status", "--today", "2028-01-01")
    assert code == 0
    rows = [line.split("\t") for line in out.splitlines()]
    assert ["zuid", "telefoons", "1.0", "adopted", "in order", "2027-11-01 (overdue)"] in [row[:6] for row in rows]


def test_list_tells_which_schools_use_a_clause_and_how_many_are_shared(project: ProjectMaker, command: Run) -> None:
    code, out, err = command(project(), "list")
    assert code == 0
    assert "afspraken.opbergen\tOpbergen\tnoord, zuid" in out
    assert "(100%)" in err


def test_compare_tells_what_only_one_school_has(project: ProjectMaker, command: Run) -> None:
    code, out, _ = command(project(), "compare", "noord", "zuid")
    assert code == 0
    assert "stichting.kluisjes\tKluisjes\tonly noord\tTelefoons blijven hier thuis." in out
    assert "afspraken.opbergen\tOpbergen\tsame wording\tbewaarplek" in out
    code, out, _ = command(project(), "compare", "noord", "zuid", "--format", "json")
    assert json.loads(out)["left"] == "noord"


def test_a_release_is_written_once_and_then_compared_with(project: ProjectMaker, command: Run) -> None:
    root = project()
    code, out, err = command(root, "release", "zuid", "--despite", "proef", "--today", "2026-11-20")
    assert code == 0, err
    assert "policy_src/schools/zuid/releases/telefoons-1.0.json" in out
    assert command(root, "release", "zuid", "--despite", "proef")[0] == 2
    path = root / SCHOOL
    text = path.read_text(encoding="utf-8").replace(
        'version: "1.0", status: vastgesteld, day: 2026-09-01', 'version: "1.1", status: concept'
    )
    path.write_text(text.replace("bewaarplek: thuis", "bewaarplek: in de kluis"), encoding="utf-8")
    code, out, err = command(root, "diff", "zuid", "--format", "json")
    assert code == 0, err
    assert [p["name"] for p in json.loads(out)["parameters"]] == ["bewaarplek"]
    code, out, _ = command(root, "diff", "zuid", "--from", "1.0", "--to", "1.0", "--format", "json")
    assert code == 0
    assert json.loads(out)["changes"] == []


def test_a_release_that_was_edited_by_hand_stops_the_build(project: ProjectMaker, command: Run) -> None:
    root = project()
    assert command(root, "release", "zuid", "--despite", "proef")[0] == 0
    release = root / "policy_src/schools/zuid/releases/telefoons-1.0.json"
    release.write_text(release.read_text(encoding="utf-8").replace("thuis", "elders"), encoding="utf-8")
    code, _, err = command(root, "build", "schoolgids")
    assert code == 1
    assert "telefoons-1.0.json" in err


def test_a_release_is_refused_while_the_check_finds_errors(project: ProjectMaker, command: Run) -> None:
    root = project(replace={SCHOOL: [("title: Telefoonprotocol", "title: 'Telefoonprotocol [titel]'")]})
    code, _, err = command(root, "release", "zuid")
    assert code == 1
    assert "error SP" in err
    assert not (root / "policy_src/schools/zuid/releases").exists()


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_check_reports_in_forms_that_machines_read(form: str, project: ProjectMaker, command: Run) -> None:
    _, out, _ = command(project(), "check", "--format", form, "--today", "2026-11-20")
    assert json.loads(out) is not None


def test_a_disk_that_refuses_is_told_without_a_traceback(project: ProjectMaker, command: Run) -> None:
    root = project(files={"build": "a file where the folder should be\n"})
    code, _, err = command(root, "build", "schoolgids")
    assert code != 0
    assert "Traceback" not in err
