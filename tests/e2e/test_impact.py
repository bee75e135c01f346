"""What a change in the source touches, and versions that git remembers."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from schoolprotocol.words.changes import FACETS
from tests.conftest import ProjectMaker, Run
from tests.release import making

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

CLAUSES = "policy_src/protocols/telefoons/clauses/alles.yaml"
PROTOCOL = "policy_src/protocols/telefoons/protocol.yaml"
NOORD = "policy_src/schools/noord/telefoons.yaml"
ZUID = "policy_src/schools/zuid/telefoons.yaml"


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
    assert out.splitlines()[1:] == ["noord\ttelefoons\tnone\t—\t—", "zuid\ttelefoons\tnone\t—\t—"]


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
    edit(repository, CLAUSES, "text: Vraag het eerst.\n", "text: Vraag het *eerst*.\n")
    _, out, _ = command(repository, "impact")
    assert "tips.vraag\tVraag het eerst\tchanged (editorial)\tchanged (editorial)" in out.splitlines()
    assert "tips.vraag: changed, editorial (noord, zuid)" in out.splitlines()


def test_a_change_that_may_turn_a_rule_round_is_to_be_looked_at(repository: Path, command: Run) -> None:
    edit(repository, CLAUSES, "text: Vraag het eerst.\n", "text: Vraag het, eerst.\n")
    _, out, _ = command(repository, "impact")
    assert "tips.vraag\tVraag het eerst\tchanged (look again)\tchanged (look again)" in out.splitlines()


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


def test_text_and_json_tell_what_it_said_and_what_it_says(repository: Path, command: Run) -> None:
    edit(repository, CLAUSES, "text: Vraag het eerst.\n", "text: Vraag het altijd eerst.\n")
    edit(repository, ZUID, "bewaarplek: thuis", "bewaarplek: in de tas")
    (touch,) = [t for t in touched(command, repository)["noord"]["touches"] if t["kind"] == "clause"]
    told = (touch["old"], touch["new"], touch["weight"])
    assert told == ("Vraag het eerst.", "Vraag het altijd eerst.", "substantive")
    zuid = touched(command, repository)["zuid"]
    assert zuid["weight"] == "substantive"
    (value,) = [t for t in zuid["touches"] if t["kind"] == "value"]
    assert (value["old"], value["new"]) == ("thuis", "in de tas")
    _, out, _ = command(repository, "impact")
    assert out[out.index("\ntips.vraag:") :].splitlines()[1:4] == [
        "tips.vraag: changed, substantive (noord, zuid)",
        "    - Vraag het eerst.",
        "    + Vraag het altijd eerst.",
    ]


def test_a_text_of_paragraphs_and_items_is_told_line_by_line(repository: Path, command: Run) -> None:
    text = r"Vraag eerst:\n\n- de leraar;\n- je ouders.\n\nBel dan."
    edit(repository, CLAUSES, "text: Vraag het eerst.\n", f'text: "{text}"\n')
    (touch,) = [t for t in touched(command, repository)["noord"]["touches"] if t["kind"] == "clause"]
    assert touch["new"].splitlines() == ["Vraag eerst:", "de leraar;", "je ouders.", "Bel dan."]


def test_where_a_clause_went_and_whom_it_concerns_now_are_told(repository: Path, command: Run) -> None:
    edit(
        repository,
        CLAUSES,
        "title: Vraag het eerst\n  audience: [leerling]",
        "title: Vraag het eerst\n  audience: [ouder]",
    )
    edit(
        repository,
        PROTOCOL,
        "[afspraken.opbergen, afspraken.opnamen, afspraken.melden]",
        "[afspraken.melden, afspraken.opbergen, afspraken.opnamen]",
    )
    noord = {t["id"]: t for t in touched(command, repository)["noord"]["touches"] if t["kind"] == "clause"}
    assert noord["tips.vraag"]["detail"] == ["leerling → ouder"]
    assert [detail.count("→") for detail in noord["afspraken.melden"]["detail"]] == [1]


def test_a_difference_that_nobody_sees_is_named_in_every_form(repository: Path, command: Run) -> None:
    edit(repository, CLAUSES, "text: Vraag het eerst.\n", "text: Vraag het e\u0435rst.\n")
    for form in ("text", "md"):
        assert "Cyrillische" in command(repository, "impact", "--format", form)[1], form


# -- as a comment in a change request ---------------------------------------------------------------------------------


def comment(command: Run, root: Path, *arguments: str) -> str:
    """The comment."""
    code, out, err = command(root, "impact", "--format", "md", *arguments)
    assert code == 0, err
    return out


def test_a_comment_begins_with_a_table_of_the_documents_that_are_touched(repository: Path, command: Run) -> None:
    edit(repository, CLAUSES, "title: Vraag het eerst\n", "title: Eerst | vragen\n")
    edit(repository, ZUID, "bewaarplek: thuis", "bewaarplek: in de tas")
    out = comment(command, repository, "--since", "v1.0")
    assert "vergeleken met `v1.0`: 2 van de 2 documenten worden geraakt." in out
    assert "| noord | 1 clausule | inhoudelijk |  |" in out
    assert "| zuid | 3 clausules, 1 waarde | inhoudelijk |  |" in out
    assert "<summary>waarde bewaarplek: gewijzigd, inhoudelijk (zuid)</summary>\n\n- ~~thuis~~ **in de tas**" in out
    assert f"<summary>Eerst | vragen (tips.vraag): {FACETS['title']}, inhoudelijk (in 2 scholen)</summary>" in out
    assert "- Vraag het eerst → Eerst | vragen\n" in out.replace("\\|", "|")
    columns = {line.replace("\\|", "").count("|") for line in out.splitlines() if line.startswith("|")}
    assert columns == {5}


def test_a_change_that_schools_share_is_told_once(repository: Path, command: Run) -> None:
    edit(repository, CLAUSES, "text: Vraag het eerst.\n", "text: Vraag het altijd eerst.\n")
    out = comment(command, repository)
    assert out.count("**altijd**") == 1
    assert "(in 2 scholen)" in out
    assert "- Scholen: noord en zuid" in out


def test_a_change_is_the_same_though_each_school_fills_in_its_own_values(repository: Path, command: Run) -> None:
    edit(
        repository, CLAUSES, "In de les is de telefoon {{ bewaarplek }}.", "In de klas is de telefoon {{ bewaarplek }}."
    )
    out = comment(command, repository)
    assert out.count("~~les~~ **klas**") == 1
    assert "- Scholen: noord en zuid (hier met de gegevens van noord)" in out


def test_documents_that_are_not_touched_have_no_row(repository: Path, command: Run) -> None:
    edit(repository, ZUID, "bewaarplek: thuis", "bewaarplek: in de tas")
    out = comment(command, repository)
    assert "1 van de 2 documenten wordt geraakt" in out
    assert "noord" not in out
    git(repository, "checkout", "--quiet", ".")
    assert "geen document wordt geraakt." in comment(command, repository)


EVIL = {
    "rings for nobody": ("Vraag @alle en @school/directie.", "@a"),
    "names no other request": ("Zie #12 en !34, en PVV#5.", "#1"),
    "closes no fold": (r"Bel \</details>\<img src=x> nooit.", "</details>"),
    "adds no cell": ("Bel | nooit | niet.", "Bel |"),
}


@pytest.mark.parametrize("name", EVIL)
def test_a_text_breaks_no_comment_and(name: str, repository: Path, command: Run) -> None:
    text, evil = EVIL[name]
    edit(repository, CLAUSES, "text: Vraag het eerst.\n", f"text: '{text}'\n")
    edit(repository, CLAUSES, "title: Vraag het eerst\n", f"title: '{text}'\n")
    out = comment(command, repository)
    told = [line.replace("\\|", "").replace("\\<", "") for line in out.splitlines() if line != "</details>"]
    if evil == "Bel |":  # in the summary, which is no Markdown, a bar is a bar
        told = [line for line in told if not line.startswith("<details>")]
    assert not [line for line in told if evil in line]
    assert out.count("\n<details>") == out.count("\n</details>") == 1


@pytest.mark.parametrize("text", ["/close", "/assign me", r"\\# Kop", r"\\> citaat", "1. een", "--- "])
def test_no_line_of_a_comment_begins_with_what_a_school_wrote(text: str, repository: Path, command: Run) -> None:
    edit(repository, CLAUSES, "text: Vraag het eerst.\n", rf'text: "Bel.\n\n{text} nu"' + "\n")
    out = comment(command, repository)
    ours = ("## ", "| ", "- ", "<details><summary>", "</details>", "De bron ")
    assert [line for line in out.splitlines() if line and not line.startswith(ours)] == []
    assert "nu**" in out


def test_a_comment_is_never_longer_than_servers_take_and_says_what_it_left_out(repository: Path, command: Run) -> None:
    clauses = [f"tips.n{n}" for n in range(300)]
    words = "De leraar zegt wanneer de telefoon weer uit de tas mag, en wij houden ons daar aan. " * 4
    with (repository / CLAUSES).open("a", encoding="utf-8") as file:
        for id_ in clauses:
            file.write(f'- {{id: {id_}, title: Tip {id_}, audience: [leerling], text: "{id_} {words.strip()}"}}\n')
    edit(repository, PROTOCOL, "[tips.vraag]", f"[tips.vraag, {', '.join(clauses)}]")
    out = comment(command, repository)
    assert 60_000 < len(out.encode()) <= 65_000
    left = re.search(r"… en nog (\d+) wijzigingen; draai", out)
    assert left is not None
    assert out.count("<details>") + int(left[1]) == len(clauses)
    assert "| noord | 300 clausules" in out
    assert "`schoolprotocol impact --since HEAD`" in out


def test_one_text_that_is_too_long_does_not_push_the_others_out(repository: Path, command: Run) -> None:
    edit(repository, CLAUSES, "text: Vraag het eerst.\n", f"text: {('Vraag het altijd eerst. ' * 400).strip()}\n")
    edit(repository, CLAUSES, "wil rust in de les", "wil rust op school")
    out = comment(command, repository)
    assert "te lang om hier te laten zien" in out
    assert "**op school**" in out
    assert len(out) < 3_000


# -- decisions --------------------------------------------------------------------------------------------------------


@pytest.fixture
def consented(project: ProjectMaker) -> Path:
    """A committed project in which the council of noord consented to 1.1, and the board adopted it."""
    root = making.school(project, "ter-instemming")
    making.put(root)
    making.write(root, "vastgesteld", making.CONSENT, making.ADOPTION)
    return committed(root)


def lost(command: Run, root: Path) -> list[tuple[str, str, str]]:
    """Kind, body and reason of each decision that noord loses."""
    return [(d["kind"], d["body"], d["why"]) for d in touched(command, root)["noord"]["lost"]]


def test_a_change_in_substance_ends_the_decisions_about_the_text(consented: Path, command: Run) -> None:
    edit(consented, CLAUSES, "text: Vraag het eerst.\n", "text: Vraag het nooit.\n")
    assert ("instemming", "de MR", "changed") in lost(command, consented)
    out = comment(command, consented)
    assert "geldt daarna niet meer**" in out or "gelden daarna niet meer**" in out
    assert "instemming van de MR, versie 1.1, 16 november 2026: de tekst is inhoudelijk gewijzigd" in out
    _, out, _ = command(consented, "impact")
    assert "instemming, de MR, 1.1: the text changed in substance" in out


def test_a_change_that_somebody_has_to_look_at_is_told_as_such(consented: Path, command: Run) -> None:
    edit(consented, CLAUSES, "text: Vraag het eerst.\n", "text: Vraag het, eerst.\n")
    assert ("instemming", "de MR", "review") in lost(command, consented)
    assert "als iemand bevestigt dat dat niets uitmaakt" in comment(command, consented)


def test_a_change_of_another_school_ends_none(consented: Path, command: Run) -> None:
    edit(consented, ZUID, "bewaarplek: thuis", "bewaarplek: in de tas")
    assert lost(command, consented) == []


def test_what_did_not_hold_any_more_is_not_told_again(consented: Path, command: Run) -> None:
    edit(consented, CLAUSES, "text: Vraag het eerst.\n", "text: Vraag het nooit.\n")
    committed(consented, "Al gewijzigd")
    edit(consented, CLAUSES, "text: Vraag het nooit.\n", "text: Vraag het altijd.\n")
    assert ("instemming", "de MR", "changed") not in lost(command, consented)


def test_a_decision_that_is_not_recorded_any_more_is_missed(consented: Path, command: Run) -> None:
    making.write(consented, "vastgesteld", making.ADOPTION)
    _, out, _ = command(consented, "impact")
    assert "instemming, de MR, 1.1: not recorded any more" in out


def test_a_new_version_ends_what_was_decided_of_one_that_was_never_released(consented: Path, command: Run) -> None:
    edit(consented, NOORD, 'document: {version: "1.1"', 'document: {version: "1.2"')
    assert ("instemming", "de MR", "version") in lost(command, consented)


def test_the_next_version_ends_nothing_of_one_that_was_released(consented: Path, command: Run) -> None:
    making.release(consented)
    committed(consented, "1.1 bevroren")
    written = (consented / NOORD).read_text("utf-8")
    making.write(consented, "vastgesteld")  # as the manual says: what was decided of 1.1 stays in its release
    edit(consented, NOORD, 'document: {version: "1.1"', 'document: {version: "1.2"')
    assert lost(command, consented) == []
    (consented / NOORD).write_text(written, "utf-8")
    edit(consented, NOORD, 'document: {version: "1.1"', 'document: {version: "1.2"')
    edit(consented, CLAUSES, "text: Vraag het eerst.\n", "text: Vraag het nooit.\n")
    assert lost(command, consented) == []


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
