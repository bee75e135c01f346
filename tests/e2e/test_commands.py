"""The commands, as a policy officer runs them on a small project."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from schoolprotocol.cli import run
from schoolprotocol.policy.model import text_digest
from tests.conftest import ProjectMaker, Run


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
    for name in (
        "html/index.html",
        "html/noord/telefoons/index.html",
        "html/zuid/telefoons/index.html",
        "pdf/zuid-telefoons.pdf",
    ):
        assert (root / "build" / name).is_file(), name


def test_build_of_one_school_leaves_the_others_alone(project: ProjectMaker, command: Run) -> None:
    root = project()
    assert command(root, "build", "schoolgids", "--school", "zuid")[0] == 0
    assert sorted(p.name for p in (root / "build" / "schoolgids").iterdir()) == [
        "zuid-telefoons-kort.txt",
        "zuid-telefoons.css",
        "zuid-telefoons.docx",
        "zuid-telefoons.html",
        "zuid-telefoons.js",
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
    case: str, klein_built: Path, tmp_path: Path, command: Run
) -> None:
    root = shutil.copytree(klein_built, tmp_path / "project")
    assert command(root, "build")[0] == 0  # makes nothing, and takes the lock
    before = output(root)
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
    assert output(root) == before


def output(root: Path) -> dict[str, bytes]:
    """All that a build has made; what it planned of each school is for the next build only."""
    return {name: content for name, content in tree(root / "build").items() if not name.startswith(".made/.plan/")}


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


def test_show_tells_who_chose_a_text_or_a_place_and_why(project: ProjectMaker, command: Run) -> None:
    replaces = text_digest("Vraag het eerst.")
    own = f"  - {{replace: tips.vraag, text: Vraag het twee keer., replaces: {replaces}, reason: Het is druk.}}\n"
    root = project(replace={SCHOOL: [("  - {move: gevolgen", f"{own}  - {{move: gevolgen")]})

    def rows(school: str, clause: str) -> list[str]:
        code, out, err = command(root, "show", school, clause)
        assert code == 0, err
        return out.splitlines()

    board = "policy_src/schools/stichting/telefoons.yaml"
    assert f"chosen by\tstichting\t{board}:6" in rows("zuid", "afspraken.opbergen")
    added, replaced = rows("noord", "stichting.kluisjes"), rows("zuid", "tips.vraag")
    assert f"added by\tstichting\t{board}:7" in added
    assert f"reason\tHet bestuur betaalt de kluisjes.\t{board}:7" in added
    assert f"replaced by\tzuid\t{SCHOOL}:7" in replaced
    assert f"reason\tHet is druk.\t{SCHOOL}:7" in replaced
    assert f"moved by\tzuid\t{SCHOOL}:8" in rows("zuid", "gevolgen.aangifte")
    assert not any(" by\t" in row for row in rows("noord", "gevolgen.aangifte"))


def test_show_tells_in_which_section_a_clause_stands_and_on_what_it_rests(project: ProjectMaker, command: Run) -> None:
    root = project()
    shown = command(root, "show", "noord", "afspraken.opnamen")[1].splitlines()
    assert "section\t1 Afspraken\tpolicy_src/protocols/telefoons/protocol.yaml:28" in shown
    assert "source\tAVG, artikel 4\thttps://wetten.example/avg, checked on 2026-11-01 (op de website)" in shown
    assert "section\ttext for the schoolgids\t" in command(root, "show", "noord", "gids.kern")[1].splitlines()


def test_a_mistyped_command_is_told_with_the_one_that_was_meant(project: ProjectMaker, command: Run) -> None:
    code, _out, err = command(project(), "chek")
    assert code == 2
    assert "Did you mean “check”?" in err


def test_status_names_version_status_and_what_is_overdue(project: ProjectMaker, command: Run) -> None:
    code, out, _ = command(project(), "status", "--today", "2028-01-01")
    assert code == 0
    rows = [line.split("\t") for line in out.splitlines()]
    assert ["zuid", "telefoons", "1.0", "adopted", "in order", "2026-09-01", "2027-11-01 (overdue)"] in [
        row[:7] for row in rows
    ]


def test_status_doubts_a_document_of_which_everything_that_was_frozen_is_gone(
    project: ProjectMaker, command: Run
) -> None:
    root = project()
    path = root / SCHOOL
    row = '{version: "0.9", day: 2025-09-01, status: vastgesteld, change: Eerste}'
    path.write_text(path.read_text("utf-8").replace("review:", f"history: [{row}], review:", 1), "utf-8")
    assert not (root / "policy_src/schools/zuid/releases").exists()
    _code, out, err = command(root, "status", "--today", "2026-11-20")
    rows = [line.split("\t") for line in out.splitlines()]
    assert [row[4] for row in rows if row[0] == "zuid"] == ["in doubt: see below"]
    assert "check --school zuid" in out + err
    assert [row[4] for row in rows if row[0] == "noord"] == ["—"]


def test_status_and_overview_tell_beside_a_concept_which_version_applies(project: ProjectMaker, command: Run) -> None:
    root = project()
    assert command(root, "release", "zuid", "--despite", "proef", "--today", "2026-11-20")[0] == 0
    path = root / SCHOOL
    text = path.read_text(encoding="utf-8")
    document = 'version: "1.0", status: vastgesteld, day: 2026-09-01, review: 2027-11-01'
    assert document in text
    path.write_text(text.replace(document, 'version: "1.1", status: concept, review: 2029-11-01'), encoding="utf-8")
    code, out, err = command(root, "status", "--today", "2028-01-01")
    assert code == 0, err
    assert [line.split("\t")[2:7] for line in out.splitlines() if line.startswith("zuid")] == [
        ["1.1", "concept", "in the making", "—", "2029-11-01"],
        ["1.0", "adopted", "applies now (adopted 2026-09-01)", "2026-09-01", "2027-11-01 (overdue)"],
    ]
    assert command(root, "build", "html")[0] == 0
    page: Any = html.document_fromstring((root / "build/html/index.html").read_bytes())
    (row,) = [" ".join(row.text_content().split()) for row in page.xpath("//tbody/tr") if "Zuid" in row.text_content()]
    assert "Vastgesteld versie 1.0 vastgesteld 1 september 2026 herziening vóór 1 november 2027 Concept" in row


def test_options_of_the_program_may_stand_after_the_command(
    project: ProjectMaker, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    root, output = project(), tmp_path / "elders"
    assert run(["build", "schoolgids", "--root", str(root), "--output", str(output), "--lang", "en"]) == 0
    assert (output / "schoolgids/zuid-telefoons.md").is_file()
    assert not (root / "build").exists()
    assert run(["--root", str(tmp_path / "nergens"), "status", f"--root={root}"]) == 0
    assert run(["status", "--root", str(tmp_path / "nergens")]) == 2
    assert run(["build", "--lang", "xx", "--root", str(root)]) == 2
    capfd.readouterr()


def test_messages_about_wrong_use_have_the_quotation_marks_of_all_others(project: ProjectMaker, command: Run) -> None:
    for wrong in (["build", "koek"], ["koek"], ["build", "--koek"], ["show", "koek"], ["build", "--jobs", "koek"]):
        code, _, err = command(project(), *wrong)
        assert (code, "“" in err, "'" in err) == (2, True, False), err


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


def test_a_school_is_built_while_the_release_of_another_was_edited(project: ProjectMaker, command: Run) -> None:
    root = project()
    assert command(root, "release", "zuid", "--despite", "proef")[0] == 0
    release = root / "policy_src/schools/zuid/releases/telefoons-1.0.json"
    release.write_text(release.read_text(encoding="utf-8").replace("thuis", "elders"), encoding="utf-8")
    assert command(root, "build", "schoolgids", "--school", "noord")[0] == 0
    code, _, err = command(root, "build", "schoolgids", "--school", "zuid")
    assert code == 1
    assert "SP501" in err


def test_a_concept_is_not_released_for_whatever_reason(project: ProjectMaker, command: Run) -> None:
    root = project()
    code, _, err = command(root, "release", "noord", "--despite", "proef", "--today", "2026-11-20")
    assert code == 2
    assert "concept" in err
    assert "schoolprotocol dossier noord" in err.replace("\n", " ")
    assert not (root / "policy_src/schools/noord/releases").exists()


def test_build_diff_tells_where_there_is_nothing_to_compare_with(project: ProjectMaker, command: Run) -> None:
    root = project()
    assert command(root, "release", "zuid", "--despite", "proef")[0] == 0
    code, out, _ = command(root, "build", "diff")
    assert code == 0
    assert "noord-telefoons: there is no adopted version to compare with" in out.replace("\n", " ")
    assert "zuid-telefoons: there is no" not in out


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
