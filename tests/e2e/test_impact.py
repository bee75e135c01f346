"""What a change in the source touches, and versions that git remembers."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from schoolprotocol.cli import run
from schoolprotocol.words.changes import FACETS
from tests.conftest import ProjectMaker

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

CLAUSES = "policy_src/protocols/telefoons/clauses/alles.yaml"
PROTOCOL = "policy_src/protocols/telefoons/protocol.yaml"
ZUID = "policy_src/schools/zuid/telefoons.yaml"
Run = Callable[..., tuple[int, str, str]]


def git(folder: Path, *arguments: str) -> str:
    """Run git with an author of the test's own."""
    who = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def committed(root: Path, message: str = "Bron") -> Path:
    """The project with everything in it committed; a new repository where there is none yet."""
    if not (root / ".git").exists():
        git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", message)
    return root


def edit(root: Path, file: str, old: str, new: str) -> None:
    """Change a text that stands in a file exactly once."""
    text = (root / file).read_text("utf-8")
    assert text.count(old) == 1, old
    (root / file).write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def command(capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in a project; gives exit code, output and messages."""

    def call(root: Path, *arguments: str) -> tuple[int, str, str]:
        code = run(["--root", str(root), "--lang", "en", *arguments])
        printed = capfd.readouterr()
        return code, printed.out, printed.err

    return call


@pytest.fixture
def repository(project: ProjectMaker) -> Path:
    """The small project, committed, with the tag v1.0."""
    root = committed(project())
    git(root, "tag", "v1.0")
    return root


def touched(command: Run, root: Path, *arguments: str) -> dict[str, dict[str, Any]]:
    """By school: its part of the JSON."""
    code, out, err = command(root, "impact", "--format", "json", *arguments)
    assert code == 0, err
    return {document["school"]: document for document in json.loads(out)["documents"]}


def facets(document: dict[str, Any], kind: str = "clause") -> dict[str, list[str]]:
    """What happened, by id."""
    return {touch["id"]: touch["facets"] for touch in document["touches"] if touch["kind"] == kind}


# -- impact -----------------------------------------------------------------------------------------------------------


def test_a_source_that_did_not_change_touches_no_school(repository: Path, command: Run) -> None:
    code, out, _ = command(repository, "impact")
    assert code == 0
    assert out.splitlines()[1:] == ["noord\ttelefoons\tnone", "zuid\ttelefoons\tnone"]


def test_a_changed_clause_touches_every_school_that_has_it(repository: Path, command: Run) -> None:
    edit(repository, CLAUSES, "Vraag het eerst.\n", "Vraag het altijd eerst.\n")
    code, out, _ = command(repository, "impact")
    assert code == 0
    assert "tips.vraag\tVraag het eerst\tchanged\tchanged" in out.splitlines()


def test_a_change_in_one_variant_leaves_the_other_school_untouched(repository: Path, command: Run) -> None:
    edit(repository, ZUID, "bewaarplek: thuis", "bewaarplek: in het kluisje")
    found = touched(command, repository)
    assert found["noord"]["state"] == "untouched"
    assert facets(found["zuid"]) == {"afspraken.opbergen": ["parameter"], "gids.kern": ["parameter"]}
    (value,) = [touch for touch in found["zuid"]["touches"] if touch["kind"] == "value"]
    assert value["detail"] == ["thuis → in het kluisje"]
    _, out, _ = command(repository, "impact")
    assert "noord\ttelefoons\tnone" in out
    assert "afspraken.opbergen\tOpbergen\tother value" in out.splitlines(), "only touched schools have a column"


def test_a_change_that_no_document_shows_touches_none(repository: Path, command: Run) -> None:
    edit(
        repository, CLAUSES, "    allen: Leerlingen", "    niemand: Niemand heeft een telefoon.\n    allen: Leerlingen"
    )
    assert {document["state"] for document in touched(command, repository).values()} == {"untouched"}


def test_added_dropped_and_moved_clauses_are_told_apart_and_other_numbers_only_counted(
    repository: Path, command: Run
) -> None:
    with (repository / CLAUSES).open("a", encoding="utf-8") as file:
        file.write("- {id: afspraken.pauze, title: Pauze, audience: [leerling], text: In de pauze mag het.}\n")
    edit(
        repository,
        PROTOCOL,
        "[afspraken.opbergen, afspraken.opnamen, afspraken.melden]",
        "[afspraken.pauze, afspraken.melden, afspraken.opbergen]",
    )
    noord = touched(command, repository)["noord"]
    assert facets(noord) == {
        "afspraken.pauze": ["added"],
        "afspraken.melden": ["moved"],
        "afspraken.opnamen": ["dropped"],
    }
    assert noord["renumbered"] > 0


def test_an_editorial_change_is_called_so(repository: Path, command: Run) -> None:
    edit(repository, CLAUSES, "Vraag het eerst.\n", "Vraag het eerst!\n")
    _, out, _ = command(repository, "impact")
    assert "tips.vraag\tVraag het eerst\tchanged (editorial)\tchanged (editorial)" in out.splitlines()


def test_a_heading_and_document_control_are_not_forgotten(repository: Path, command: Run) -> None:
    edit(repository, PROTOCOL, "heading: Gevolgen", "heading: Wat volgt")
    edit(repository, ZUID, "title: Telefoonprotocol, ", "title: Afspraken over telefoons, ")
    found = touched(command, repository)
    assert facets(found["noord"], "section") == {"gevolgen": ["heading"]}
    assert facets(found["noord"], "document") == {}
    assert facets(found["zuid"], "document") == {"title": ["changed"]}
    assert facets(found["zuid"]) == {"gids.kort": ["parameter"]}, "the clause that prints the title"


def test_schools_that_come_and_go_are_named(repository: Path, command: Run) -> None:
    shutil.copytree(repository / "policy_src/schools/zuid", repository / "policy_src/schools/west")
    shutil.rmtree(repository / "policy_src/schools/noord")
    found = touched(command, repository)
    assert {school: document["state"] for school, document in found.items()} == {
        "noord": "gone",
        "west": "new",
        "zuid": "untouched",
    }
    code, out, _ = command(repository, "impact")
    assert code == 0
    assert "west\ttelefoons\tnew document" in out
    assert "noord\ttelefoons\tdocument disappears" in out


def test_markdown_has_a_line_per_school_and_a_row_per_clause(repository: Path, command: Run) -> None:
    edit(repository, CLAUSES, "title: Vraag het eerst\n", "title: Eerst | vragen\n")
    edit(repository, ZUID, "bewaarplek: thuis", "bewaarplek: in de tas")
    code, out, _ = command(repository, "impact", "--since", "v1.0", "--format", "md")
    assert code == 0
    assert "vergeleken met `v1.0`" in out
    assert "| noord | 1 clausule |" in out
    assert "| zuid | 3 clausules, 1 waarde |" in out
    assert f"| Eerst \\| vragen (`tips.vraag`) | {FACETS['metadata']} (redactioneel) |" in out
    assert f"| Opbergen (`afspraken.opbergen`) |  | {FACETS['parameter']} |" in out
    columns = {line.replace("\\|", "").count("|") for line in out.splitlines() if line.startswith("|")}
    assert columns == {3, 4}


def test_since_a_revision_counts_what_was_committed_after_it(repository: Path, command: Run) -> None:
    edit(repository, CLAUSES, "Vraag het eerst.\n", "Vraag het altijd eerst.\n")
    committed(repository, "Altijd")
    assert touched(command, repository)["noord"]["state"] == "untouched"
    for since in ("v1.0", "HEAD~1", "git:v1.0", git(repository, "rev-parse", "v1.0")):
        assert facets(touched(command, repository, "--since", since)["noord"]) == {"tips.vraag": ["changed"]}


# -- versions that git remembers --------------------------------------------------------------------------------------


def changed(command: Run, root: Path, *arguments: str) -> list[str]:
    """Ids of the clauses that `diff` of noord finds changed."""
    code, out, err = command(root, "diff", "noord", "--format", "json", *arguments)
    assert code == 0, err
    return [change["id"] for change in json.loads(out)["changes"]]


def test_diff_compares_any_two_revisions_and_the_working_text(repository: Path, command: Run) -> None:
    edit(repository, CLAUSES, "Vraag het eerst.\n", "Vraag het altijd eerst.\n")
    committed(repository, "Altijd")
    edit(repository, CLAUSES, "wil rust in de les", "wil rust op school")
    assert changed(command, repository, "--from", "git:v1.0") == ["inleiding.doel", "tips.vraag"]
    assert changed(command, repository, "--from", "git:v1.0", "--to", "git:main") == ["tips.vraag"]
    assert changed(command, repository, "--from", "concept", "--to", "git:HEAD") == ["inleiding.doel"]
    assert changed(command, repository, "--from", "git:HEAD", "--to", "git:HEAD") == []


def test_a_project_below_the_root_of_the_checkout_is_found(project: ProjectMaker, tmp_path: Path, command: Run) -> None:
    root = tmp_path / "alles" / "protocollen"
    shutil.copytree(project(), root)
    committed(tmp_path / "alles")
    edit(root, CLAUSES, "Vraag het eerst.\n", "Vraag het altijd eerst.\n")
    assert changed(command, root, "--from", "git:HEAD") == ["tips.vraag"]


def test_in_a_shallow_clone_what_is_there_is_compared_and_what_is_not_is_said(
    repository: Path, tmp_path: Path, command: Run
) -> None:
    edit(repository, CLAUSES, "Vraag het eerst.\n", "Vraag het altijd eerst.\n")
    committed(repository, "Altijd")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth", "1", repository.as_uri(), str(clone))
    assert changed(command, clone, "--from", "git:HEAD") == []
    code, _, err = command(clone, "diff", "noord", "--from", "git:HEAD~1")
    assert code == 2
    assert "shallow clone" in err


def test_a_repository_that_a_hook_runs_for_is_not_taken_for_ours(
    repository: Path, project: ProjectMaker, command: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = committed(project(replace={CLAUSES: [("text: Vraag het eerst.\n", "text: Iets anders.\n")]}))
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git/index"))
    assert changed(command, repository, "--from", "git:HEAD") == []


def test_a_broken_release_of_then_does_not_keep_us_from_the_text_of_then(repository: Path, command: Run) -> None:
    release = repository / "policy_src/schools/noord/releases/telefoons-0.9.json"
    release.parent.mkdir()
    release.write_text("{}", "utf-8")
    committed(repository, "Stuk")
    release.unlink()
    assert changed(command, repository, "--from", "git:HEAD") == []


@pytest.mark.parametrize("revision", ["v9.9", "HEAD~7", "0000000"])
def test_an_unknown_revision_is_refused(revision: str, repository: Path, command: Run) -> None:
    code, _, err = command(repository, "impact", "--since", revision)
    assert code == 2
    assert f"Git knows no revision “{revision}” here." in err


@pytest.mark.parametrize(
    "revision", ["", "--output=x", "-n", "v1.0..main", "main:policy_src", "v1.0 main", "a\nb", "$(id)", "x" * 300]
)
def test_what_is_no_revision_never_reaches_git(
    revision: str, repository: Path, command: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def called(*arguments: object, **more: object) -> None:
        raise AssertionError(arguments)

    monkeypatch.setattr(subprocess, "run", called)
    code, _, err = command(repository, "diff", "noord", "--from", f"git:{revision}")
    assert code == 2
    assert "is not a git revision" in err


def test_outside_a_checkout_there_is_nothing_to_compare_with(project: ProjectMaker, command: Run) -> None:
    code, _, err = command(project(), "impact")
    assert code == 2
    assert "is not in a git checkout" in err


def test_without_git_the_command_says_how_to_get_it(
    repository: Path, command: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    code, _, err = command(repository, "impact")
    assert code == 3
    assert "apt install git" in err


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("  title: Vraag het eerst\n", "  titel: Vraag het eerst\n", "SP110"),
        ("text: Vraag het eerst.\n", 'text: "{{ onbekend }}"\n', "SP221"),
    ],
    ids=["does not load", "does not resolve"],
)
def test_faults_of_then_are_told_with_the_revision_and_those_of_now_without(
    old: str, new: str, expected: str, repository: Path, command: Run
) -> None:
    edit(repository, CLAUSES, old, new)
    committed(repository, "Fout")
    code, _, err = command(repository, "impact")
    assert code == 1
    assert "HEAD:policy_src" not in err
    edit(repository, CLAUSES, new, old)
    code, _, err = command(repository, "impact")
    assert code == 1
    assert f"HEAD:{CLAUSES}:" in err
    assert expected in err


def test_a_revision_without_the_source_or_the_document_is_refused(repository: Path, command: Run) -> None:
    git(repository, "rm", "--quiet", "-r", "--cached", "policy_src/schools/noord")
    git(repository, "commit", "--quiet", "--message", "Zonder noord")
    code, _, err = command(repository, "diff", "noord", "--from", "git:HEAD")
    assert code == 2
    assert "At HEAD, noord had no document" in err
    git(repository, "rm", "--quiet", "-r", "--cached", "policy_src")
    git(repository, "commit", "--quiet", "--allow-empty", "--message", "Leeg")
    code, _, err = command(repository, "impact")
    assert code == 2
    assert "At HEAD there was no policy_src here." in err


def test_a_link_of_then_is_a_fault_and_leads_nowhere(repository: Path, tmp_path: Path, command: Run) -> None:
    secret = tmp_path / "geheim.yaml"
    secret.write_text("- id: geheim.tekst\n", "utf-8")
    link = repository / "policy_src/protocols/telefoons/clauses/geheim.yaml"
    link.symlink_to(secret)
    committed(repository, "Link")
    link.unlink()
    code, _, err = command(repository, "impact")
    assert code == 1
    assert "geheim.tekst" not in err


def test_nothing_in_the_checkout_changes_and_nothing_stays_behind(
    repository: Path, command: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    before = (git(repository, "status", "--porcelain"), git(repository, "rev-parse", "HEAD"))
    assert command(repository, "impact", "--since", "v1.0")[0] == 0
    assert (git(repository, "status", "--porcelain"), git(repository, "rev-parse", "HEAD")) == before
    assert list(scratch.iterdir()) == []
