"""A build makes only what is out of date, and what it leaves alone is what it would have made."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from tests.engine.conftest import CLAUSES, OTHER, ROOT, TIP, built, clean, copy, edit, grow, new_project, outputs, times

pytestmark = [pytest.mark.slow, pytest.mark.stress]

NOORD = "policy_src/schools/noord"
WITHOUT_TIP = "  - {omit: tips.vraag, reason: Dit vragen wij hier niet.}\n"
NOTHING = "nothing was out of date"


@pytest.fixture
def project(up_to_date: Path, tmp_path: Path) -> Path:
    """The small project, with a release and everything built."""
    return copy(up_to_date, tmp_path)


def test_a_build_without_changes_makes_nothing(project: Path) -> None:
    before = times(project / "build")
    assert NOTHING in built(project)
    assert NOTHING in built(project, "html", "pdf")
    assert NOTHING in built(project, "docx", "--school", "noord")
    assert times(project / "build") == before


def test_a_build_without_changes_imports_nothing_that_is_slow(project: Path, tmp_path: Path) -> None:
    built(project)
    (tmp_path / "seen").mkdir()
    (tmp_path / "seen" / "sitecustomize.py").write_text(
        "import atexit, json, sys\n"
        f"atexit.register(lambda: open({str(tmp_path / 'modules.json')!r}, 'w').write(json.dumps(list(sys.modules))))\n"
    )
    path = os.pathsep.join([str(tmp_path / "seen"), str(ROOT / "generator")])
    assert NOTHING in built(project, environment={"PYTHONPATH": path})
    modules = set(json.loads((tmp_path / "modules.json").read_text()))
    assert "schoolprotocol.build.last" in modules
    assert not {"sphinx", "weasyprint", "docutils", "pydantic", "yaml", "jinja2"} & modules


def test_a_file_that_was_only_touched_changes_nothing(project: Path) -> None:
    for path in (project / "policy_src").rglob("*.yaml"):
        os.utime(path)
    before = times(project / "build")
    assert NOTHING in built(project)
    assert times(project / "build") == before


def test_an_edit_that_keeps_size_and_time_is_seen(project: Path) -> None:
    path = project / CLAUSES
    stat = path.stat()
    edit(project, CLAUSES, TIP, "Vraag het later!"[: len(TIP)])
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert path.stat().st_size == stat.st_size
    built(project)
    assert "Vraag het later" in (project / "build/html/noord/telefoons/index.html").read_text("utf-8")


@pytest.mark.parametrize("damage", ["gone", "edited"])
def test_an_output_that_is_gone_or_was_edited_is_made_again_and_no_other(project: Path, damage: str) -> None:
    good, before = outputs(project / "build"), times(project / "build")
    path = project / "build/pdf/noord-telefoons.pdf"
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(b"%PDF-1.7 of another hand")
    assert "1 document was out of date" in built(project)
    assert outputs(project / "build") == good
    assert {name for name, time in times(project / "build").items() if time != before[name]} == {
        "pdf/noord-telefoons.pdf"
    }


def test_a_text_of_one_school_touches_only_what_shows_it(project: Path) -> None:
    before = times(project / "build")
    edit(project, f"{NOORD}/school.yaml", "contact: de directie", "contact: de conciërge")
    built(project)
    changed = {name for name, time in times(project / "build").items() if before.get(name) != time}
    assert changed
    assert not [name for name in changed if "zuid" in name]


def test_a_comment_in_the_source_makes_nothing(project: Path) -> None:
    before = times(project / "build")
    edit(project, f"{NOORD}/telefoons.yaml", "protocol: telefoons", "# Nagekeken.\nprotocol: telefoons")
    assert NOTHING in built(project)
    assert times(project / "build") == before
    assert NOTHING in built(project)


EDITS = {
    "a clause": (CLAUSES, TIP, OTHER),
    "a clause of the excerpt": (CLAUSES, "In de les is de telefoon", "Onder de les is de telefoon"),
    "a title, which only the search and links show": (CLAUSES, "title: Vraag het eerst", "title: Eerst vragen"),
    "a default": ("policy_src/protocols/telefoons/protocol.yaml", "default: in de kluis", "default: in het kluisje"),
    "what a parameter is called": (
        "policy_src/protocols/telefoons/protocol.yaml",
        "help: Waar telefoons tijdens de les liggen.",
        "help: De plek van telefoons tijdens de les.",
    ),
    "the summary": ("policy_src/protocols/telefoons/protocol.yaml", "Wat wij afspreken", "Wat wij hier afspreken"),
    "a colour": (f"{NOORD}/school.yaml", "#14532d", "#14325d"),
    "the address of all sites": ("policy_src/project.yaml", "https://", "https://www."),
    "a heading": ("policy_src/protocols/telefoons/protocol.yaml", "heading: Gevolgen", "heading: Wat er dan gebeurt"),
    "lineage": (CLAUSES, "- id: tips.vraag\n", "- id: tips.vraag\n  was: [tips.oud]\n"),
    "a status": (f"{NOORD}/telefoons.yaml", "status: concept", "status: ter-instemming"),
}


@pytest.mark.parametrize("name", EDITS)
def test_after_an_edit_the_outputs_are_those_of_a_clean_build(project: Path, name: str) -> None:
    edit(project, *EDITS[name])
    built(project)
    assert outputs(project / "build") == clean(project)
    assert NOTHING in built(project)


def test_a_logo_a_template_and_a_release_count_too(project: Path) -> None:
    logo = project / NOORD / "logo.svg"
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>')
    edit(project, f"{NOORD}/school.yaml", 'accent: "#b45309"}', 'accent: "#b45309", logo: logo.svg}')
    built(project)
    assert outputs(project / "build") == clean(project)
    logo.write_text(logo.read_text("utf-8").replace('width="9"', 'width="8"'))
    shutil.copytree(ROOT / "templates", project / "templates")
    edit(project, "templates/schoolgids/excerpt.md.j2", "\n", "\n\n")
    built(project)
    assert outputs(project / "build") == clean(project)


def test_a_site_offers_what_is_there_in_whatever_order_it_is_made(project: Path) -> None:
    wanted = clean(project, "html", "pdf", "docx")
    shutil.rmtree(project / "build")
    for target in ("html", "pdf", "html", "docx", "html"):
        built(project, target)
    built(project, "html", "pdf", "docx")  # papers of adopted versions are made with their pages
    assert outputs(project / "build") == wanted
    assert NOTHING in built(project, "html", "pdf", "docx")


def test_a_pdf_alone_is_made_again_beside_older_outputs(project: Path) -> None:
    edit(project, CLAUSES, TIP, "Vraag het altijd eerst.")
    built(project, "pdf")
    wanted = clean(project, "pdf")
    pdfs = {name: content for name, content in outputs(project / "build").items() if name.startswith("pdf/")}
    assert pdfs
    alone = {name: content for name, content in wanted.items() if name.startswith("pdf/")}
    assert alone
    assert alone.items() <= pdfs.items()  # of an adopted version too, which was made with its pages


def test_parts_of_a_matrix_together_are_the_whole(project: Path) -> None:
    wanted = clean(project)
    shutil.rmtree(project / "build")
    for part, made in {"1/3": ["noord"], "2/3": ["noord"], "3/3": ["noord", "zuid"]}.items():  # 2/3: the board
        built(project, "--shard", part)
        assert sorted(path.name for path in (project / "build/html").iterdir()) == made
    assert not (project / "build/html/index.html").exists()
    assert NOTHING in built(project)  # only the page about all schools was left
    assert outputs(project / "build") == wanted
    for wrong in ("0/2", "3/2", "2", "a/b"):
        assert wrong in built(project, "--shard", wrong, code=2)


def test_a_profile_says_where_the_time_went(project: Path) -> None:
    edit(project, CLAUSES, TIP, OTHER)
    told = built(project, "--profile").splitlines()
    heads = next(line for line in told if line.startswith("\t")).split("\t")
    assert {"planning", "site", "PDF", "Word", "report", "together"} <= set(heads)
    (row,) = (line.split("\t") for line in told if line.startswith("noord-telefoons\t"))
    assert float(row[heads.index("PDF")]) > 0


def test_one_clause_that_three_schools_use_makes_exactly_those_three(tmp_path: Path) -> None:
    root = new_project(tmp_path / "project")
    grow(root, "oost", "west", like="noord")
    edit(root, "policy_src/schools/zuid/telefoons.yaml", "operations:\n", "operations:\n" + WITHOUT_TIP)
    targets = ("html", "docx", "schoolgids")
    built(root, *targets)
    before = times(root / "build")
    edit(root, CLAUSES, TIP, OTHER)
    assert "3 documents were out of date" in built(root, *targets)
    changed = {name for name, time in times(root / "build").items() if before.get(name) != time}
    assert {
        name.split("/")[1].split("-")[0] for name in changed if name not in {"html/index.html", "html/afwijkingen.html"}
    } == {
        "noord",
        "oost",
        "west",
    }
    assert not [name for name in changed if name.startswith("schoolgids/")]  # the excerpt does not have this clause
