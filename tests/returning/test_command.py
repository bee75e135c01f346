"""`return`: from the file that comes back to the source, as an officer does it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from schoolprotocol.machine import find_office
from schoolprotocol.model.returned import Returned
from schoolprotocol.outputs.word import given_out
from schoolprotocol.project import Project
from tests.conftest import ProjectMaker, Run
from tests.release.making import release
from tests.returning.documents import Given
from tests.returning.edits import AUTHORS, Paper, W, tracks_a_word

CLAUSES = "policy_src/protocols/telefoons/clauses/alles.yaml"
NOORD = "policy_src/schools/noord/telefoons.yaml"


def word(root: Path, *changes: tuple[str, str], school: str = "noord", name: str = "terug.docx") -> Path:
    """The Word file of a document in which words were typed over, beside the project."""
    document = Project.open(root).document(school)
    data = given_out.document(document.project.corpus, document.key, document.policy)
    return _written(root, data, changes, name)


def _written(root: Path, data: bytes, changes: tuple[tuple[str, str], ...], name: str) -> Path:
    packed = zipfile.ZipFile(io.BytesIO(data))
    parts = {one: packed.read(one) for one in packed.namelist()}
    for old, new in changes:
        there = [one for one in parts if one.startswith("word/") and old.encode() in parts[one]]
        assert there, old
        for one in there:
            parts[one] = parts[one].replace(old.encode(), new.encode())
    path = root.parent / name
    with zipfile.ZipFile(path, "w") as made:
        for one, content in parts.items():
            made.writestr(one, content)
    return path


def kept(root: Path, school: str = "noord") -> Mapping[str, Returned]:
    """The proposals in the source."""
    return Project.open(root).document(school).returned


def by_clause(root: Path, clause: str) -> tuple[str, Returned]:
    """The only proposal about a clause."""
    ((name, one),) = [(name, one) for name, one in kept(root).items() if one.clause == clause]
    return name, one


def base_text(root: Path, clause: str) -> str:
    return Project.open(root).document("noord").policy.by_id()[clause].wording.template


def test_a_changed_text_is_kept_as_a_proposal_and_nothing_else_changes(project: ProjectMaker, command: Run) -> None:
    root = project()
    before = {path: path.read_bytes() for path in root.rglob("*.yaml")}
    code, told, _errors = command(root, "return", str(word(root, ("Vraag het eerst.", "Vraag het altijd eerst."))))
    assert code == 0
    name, one = by_clause(root, "tips.vraag")
    assert (one.kind, one.was, one.text, one.waits) == ("tekst", "Vraag het eerst.", "Vraag het altijd eerst.", True)
    assert name in told
    assert "Vraag het altijd eerst." in told
    assert {path: path.read_bytes() for path in before} == before


def test_the_same_file_twice_is_kept_once(project: ProjectMaker, command: Run) -> None:
    root = project()
    path = word(root, ("Vraag het eerst.", "Vraag het altijd eerst."))
    assert command(root, "return", str(path))[0] == 0
    first = set(kept(root))
    code, told, _errors = command(root, "return", str(path))
    assert code == 0
    assert set(kept(root)) == first
    assert "All of it was kept before" in told


def test_a_dry_run_writes_nothing(project: ProjectMaker, command: Run) -> None:
    root = project()
    code, told, _errors = command(root, "return", str(word(root, ("Vraag het eerst.", "Vraag nooit."))), "--dry-run")
    assert code == 0
    assert "Vraag nooit." in told
    assert not kept(root)
    assert not (root / "policy_src/schools/noord/reactions").exists()


def test_a_text_is_taken_over_into_the_base_with_its_placeholders_and_references(
    project: ProjectMaker, command: Run
) -> None:
    root = project()
    path = word(root, ("Bel 0900 111 3 111", "Bel meteen 0900 111 3 111"))
    assert command(root, "return", str(path), "--apply", "afspraken.melden", "--to", "basis")[0] == 0
    text = "Ziet u iets dat niet mag? Bel meteen {{ bron.meldpunt }} of lees {clause}`gevolgen.aangifte`."
    assert base_text(root, "afspraken.melden") == text
    assert text in (root / CLAUSES).read_text("utf-8")
    assert by_clause(root, "afspraken.melden")[1].outcome == "overgenomen"


def test_who_takes_a_text_over_is_told_which_schools_say_something_else_by_it(
    project: ProjectMaker, command: Run
) -> None:
    root = project()
    path = word(root, ("Bel 0900 111 3 111", "Bel meteen 0900 111 3 111"))
    code, told, _errors = command(root, "return", str(path), "--apply", "afspraken.melden", "--to", "basis")
    assert code == 0
    assert "afspraken.melden: changed, substantive (noord, zuid)" in told
    assert "+ Ziet u iets dat niet mag? Bel meteen" in told


def test_a_text_that_would_bring_a_fault_is_not_taken_over(project: ProjectMaker, command: Run) -> None:
    root = project()
    path = word(root, ("Vraag het eerst.", "Vraag het eerst, op ziet[at]school.nl of {{ niets }}."))
    before = (root / CLAUSES).read_text("utf-8")
    code, _told, errors = command(root, "return", str(path), "--apply", "tips.vraag", "--to", "basis")
    assert code == 1
    assert "SP" in errors
    assert (root / CLAUSES).read_text("utf-8") == before


def test_emphasis_lists_and_notes_around_a_change_stay(project: ProjectMaker, command: Run) -> None:
    root = project()
    path = word(root, (" en geluid.", " en elk geluid."), ("foto's;", "foto's, ook {{ van }} *ver*;"))
    assert command(root, "return", str(path), "--apply", "afspraken.opnamen", "--to", "basis")[0] == 0
    assert base_text(root, "afspraken.opnamen") == (
        "Niemand maakt opnamen zonder toestemming[^gegevens]. Dat geldt voor:\n\n"
        r"- foto's, ook \{\{ van \}\} \*ver\*;"
        "\n- **filmpjes** en elk geluid."
    )


def test_a_school_takes_it_over_as_its_own_text_with_the_reason(project: ProjectMaker, command: Run) -> None:
    root = project()
    path = word(root, ("Vraag het eerst.", "Vraag het altijd eerst."))
    taken = ("--apply", "tips.vraag", "--to", "eigen")
    assert command(root, "return", str(path), *taken)[0] == 2
    assert command(root, "return", "noord", *taken, "--reason", "De MR wil dat.")[0] == 0
    clause = Project.open(root).document("noord").policy.by_id()["tips.vraag"]
    assert (clause.wording.text, clause.source, clause.reason) == (
        "Vraag het altijd eerst.",
        "replaced",
        "De MR wil dat.",
    )
    assert "Vraag het eerst." in (root / CLAUSES).read_text("utf-8")


def test_a_text_becomes_an_alternative_that_the_school_chooses(project: ProjectMaker, command: Run) -> None:
    root = project()
    path = word(root, ("Vraag het eerst.", "Vraag het altijd eerst."))
    assert command(root, "return", str(path), "--apply", "tips.vraag", "--to", "alternatief:altijd")[0] == 0
    clause = Project.open(root).document("noord").policy.by_id()["tips.vraag"]
    assert (clause.source, clause.alternative, clause.wording.text) == (
        "alternative",
        "altijd",
        "Vraag het altijd eerst.",
    )


def test_nothing_is_taken_over_where_nobody_says_where(project: ProjectMaker, command: Run) -> None:
    root = project()
    path = word(root, ("Vraag het eerst.", "Vraag nooit."))
    code, _told, errors = command(root, "return", str(path), "--apply", "tips.vraag")
    assert code == 2
    assert "--to" in errors
    assert not kept(root)


def test_a_value_that_was_typed_over_is_told_and_taken_over_as_a_value(project: ProjectMaker, command: Run) -> None:
    root = project()
    path = word(root, ("telefoon in de tas.", "telefoon in het kluisje."))
    code, told, _errors = command(root, "return", str(path))
    assert code == 0
    assert "bewaarplek" in told
    name, one = by_clause(root, "afspraken.opbergen")
    assert [(value.name, value.was, value.text) for value in one.values] == [
        ("bewaarplek", "in de tas", "in het kluisje")
    ]
    assert command(root, "return", "noord", "--apply", name, "--to", "eigen", "--reason", "x")[0] == 1
    assert command(root, "return", "noord", "--apply", name, "--to", "waarde")[0] == 0
    assert Project.open(root).document("noord").policy.values["bewaarplek"].text == "in het kluisje"


def test_a_number_that_was_typed_is_told_and_is_no_part_of_the_text(project: ProjectMaker, command: Run) -> None:
    root = project()
    path = word(
        root, ("De school kan aangifte doen.", "De school kan altijd aangifte doen."), ("Aangifte. ", "9.9 Aangifte. ")
    )
    assert command(root, "return", str(path), "--apply", "gevolgen.aangifte", "--to", "basis")[0] == 0
    assert by_clause(root, "gevolgen.aangifte")[1].numbers
    assert base_text(root, "gevolgen.aangifte") == "De school {{ aangifte.werkwoord }} altijd aangifte doen."


def test_a_value_together_with_other_words_is_left_to_a_person(project: ProjectMaker, command: Run) -> None:
    root = project()
    path = word(root, ("leggen hun telefoon in de tas.", "bewaren hun toestel elders."))
    code, _told, errors = command(
        root, "return", str(path), "--apply", "afspraken.opbergen", "--to", "eigen", "--reason", "x"
    )
    assert code == 1
    assert "SP727" in errors
    assert by_clause(root, "afspraken.opbergen")[1].waits


def test_a_declined_proposal_has_its_reason_and_waits_no_more(project: ProjectMaker, command: Run) -> None:
    root = project()
    path = word(root, ("Vraag het eerst.", "Vraag nooit."))
    assert command(root, "return", str(path), "--decline", "tips.vraag", "--reason", "Dat mag niet.")[0] == 0
    name, one = by_clause(root, "tips.vraag")
    assert (one.outcome, one.reason) == ("afgewezen", "Dat mag niet.")
    code, _told, errors = command(root, "return", "noord", "--apply", name, "--to", "basis")
    assert code == 1
    assert "SP725" in errors


def test_an_unknown_proposal_is_told_with_what_was_meant(project: ProjectMaker, command: Run) -> None:
    root = project()
    code, _told, errors = command(root, "return", "noord", "--apply", "tips-vraag", "--to", "basis")
    assert code == 1
    assert "SP724" in errors


def test_a_file_of_another_school_is_refused(project: ProjectMaker, command: Run) -> None:
    root = project()
    path = word(root, school="zuid")
    code, _told, errors = command(root, "return", str(path), "--school", "noord")
    assert code == 1
    assert "SP721" in errors
    assert "zuid" in errors
    assert not kept(root)


def test_a_file_of_another_project_is_refused(project: ProjectMaker, command: Run) -> None:
    root = project()
    path = _other(root)
    code, _told, errors = command(root, "return", str(path))
    assert code == 1
    assert "SP722" in errors


def _other(root: Path) -> Path:
    document = Project.open(root).document("noord")
    data = given_out.document(document.project.corpus, document.key, document.policy)
    packed = zipfile.ZipFile(io.BytesIO(data))
    path = root.parent / "elders.docx"
    with zipfile.ZipFile(path, "w") as made:
        for name in packed.namelist():
            made.writestr(name, packed.read(name).replace(b">document noord ", b">document elders "))
    return path


def test_a_file_that_lost_its_property_is_known_by_the_kenmerk_in_its_colophon(
    project: ProjectMaker, command: Run
) -> None:
    root = project()
    path = word(root, ("Vraag het eerst.", "Vraag het altijd eerst."))
    packed = zipfile.ZipFile(path)
    bare = root.parent / "kaal.docx"
    with zipfile.ZipFile(bare, "w") as made:
        for name in packed.namelist():
            data = packed.read(name)
            data = re.sub(rb"<w:bookmark(Start|End)[^>]*/>", b"", data)
            made.writestr(name, data.replace(b'name="schoolprotocol"', b'name="x"'))
    assert command(root, "return", str(bare))[0] == 0
    assert by_clause(root, "tips.vraag")[1].text == "Vraag het altijd eerst."


def test_any_other_word_file_is_refused(project: ProjectMaker, command: Run, tmp_path: Path) -> None:
    root = project()
    other = tmp_path / "brief.docx"
    words = "<w:body><w:p><w:r><w:t>Beste ouders</w:t></w:r></w:p></w:body>"
    document = f'<w:document xmlns:w="{W[1:-1]}">{words}</w:document>'
    with zipfile.ZipFile(other, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("word/document.xml", document)
    code, _told, errors = command(root, "return", str(other))
    assert code == 1
    assert "SP720" in errors
    code, _told, errors = command(root, "return", str(other), "--school", "noord")
    assert code == 1
    assert "SP723" in errors
    assert not kept(root)


def test_a_file_of_an_older_version_is_compared_with_that_version(project: ProjectMaker, command: Run) -> None:
    root = project()
    path = word(root, ("Vraag het eerst.", "Vraag het altijd eerst."))
    release(root)
    text = (
        (root / CLAUSES).read_text("utf-8").replace("De school {{ aangifte.werkwoord }} aangifte", "Wij doen aangifte")
    )
    (root / CLAUSES).write_text(text.replace("text: Vraag het eerst.", "text: Vraag het de leraar."), "utf-8")
    (root / NOORD).write_text((root / NOORD).read_text("utf-8").replace('"1.1"', '"1.2"'), "utf-8")
    assert command(root, "return", str(path))[0] == 0
    (one,) = kept(root).values()
    assert (one.version, one.was, one.clause) == ("1.1", "Vraag het eerst.", "tips.vraag")
    (name,) = kept(root)
    code, _told, errors = command(root, "return", "noord", "--apply", name, "--to", "basis")
    assert code == 1
    assert "SP726" in errors


def test_a_text_that_changed_since_is_not_taken_for_a_proposal(project: ProjectMaker, command: Run) -> None:
    root = project()
    path = word(root, ("Vraag het eerst.", "Vraag het altijd eerst."))
    text = (root / CLAUSES).read_text("utf-8").replace("wil rust in de les", "wil stilte in de les")
    (root / CLAUSES).write_text(text, "utf-8")
    code, _told, errors = command(root, "return", str(path))
    assert code == 0
    assert "is not kept here" in errors
    assert [one.clause for one in kept(root).values()] == ["tips.vraag"]


def test_names_of_persons_do_not_go_into_the_source(project: ProjectMaker, command: Run) -> None:
    import random

    root = project()
    paper = Paper(Given(root, "noord"), random.Random(3))
    edit = tracks_a_word(paper)
    (name,) = {one.get(f"{W}author") for one in paper.body.iter(f"{W}ins")}
    names = ((f'w:author="{name}"', 'w:author="J. Jansen"'),)
    path = _written(root, paper.data(), names, "bijgehouden.docx")
    code, _told, errors = command(root, "return", str(path))
    assert code == 0
    assert "J. Jansen" in errors
    (one,) = kept(root).values()
    assert (one.by, one.tracked) == (("auteur 1",), True)
    assert f"clause/{one.clause}" in edit.keys
    assert command(root, "return", str(path), "--author", "J. Jansen=teamleider")[0] == 0
    assert {two.by for two in kept(root).values()} == {("auteur 1",), ("teamleider",)}


def test_two_authors_of_one_text_are_both_told(project: ProjectMaker, command: Run) -> None:
    import random

    from tests.returning.edits import two_authors

    root = project()
    paper = Paper(Given(root, "noord"), random.Random(4))
    two_authors(paper)
    path = root.parent / "twee.docx"
    path.write_bytes(paper.data())
    assert command(root, "return", str(path))[0] == 0
    (one,) = kept(root).values()
    assert set(one.by) == set(AUTHORS)


@pytest.mark.slow
def test_an_odt_comes_back_as_well(project: ProjectMaker, command: Run) -> None:
    if find_office() is None:
        pytest.skip("LibreOffice is not installed")
    from tests.returning.edits import Tried, saved

    root = project()
    path = word(root, ("Vraag het eerst.", "Vraag het altijd eerst."))
    tried = Tried(Given(root, "noord"), [], path.read_bytes(), "-")
    saved([tried], root.parent, "odt")
    odt = next((root.parent / "odt-odt").iterdir())
    assert odt.suffix == ".odt"
    assert command(root, "return", str(odt))[0] == 0
    assert by_clause(root, "tips.vraag")[1].text == "Vraag het altijd eerst."


def test_a_check_reads_what_is_kept_and_tells_a_file_that_has_no_place_there(
    project: ProjectMaker, command: Run
) -> None:
    root = project()
    assert command(root, "return", str(word(root, ("Vraag het eerst.", "Vraag nooit."))))[0] == 0
    assert not [one for one in Project.open(root).faults if "reactions" in one.place.file]
    (root / "policy_src/schools/noord/reactions/telefoons/Kladje.txt").write_text("x", "utf-8")
    assert [one.kind.code for one in Project.open(root).faults if "reactions" in one.place.file] == ["SP114"]


def test_the_words_of_a_proposal_and_then_its_value_are_taken_over(project: ProjectMaker, command: Run) -> None:
    root = project()
    path = word(
        root, ("en medewerkers leggen hun telefoon in de tas.", "en bezoekers leggen hun telefoon in het kluisje.")
    )
    taken = ("--apply", by_name := "afspraken.opbergen", "--to", "eigen", "--reason", "De MR wil dat.")
    assert command(root, "return", str(path), *taken)[0] == 0
    name, _one = by_clause(root, by_name)
    policy = Project.open(root).document("noord").policy
    template = policy.by_id()[by_name].wording.template
    assert template == "Leerlingen en bezoekers leggen hun telefoon {{ bewaarplek }}."
    assert command(root, "return", "noord", "--apply", name, "--to", "waarde")[0] == 0
    assert Project.open(root).document("noord").policy.values["bewaarplek"].text == "in het kluisje"


def test_the_status_tells_how_many_proposals_wait(project: ProjectMaker, command: Run) -> None:
    root = project()
    assert command(root, "return", str(word(root, ("Vraag het eerst.", "Vraag nooit."))))[0] == 0
    assert "1 proposal from Word waits: schoolprotocol return noord" in command(root, "status")[1]
