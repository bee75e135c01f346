"""What authors forgot to say of where clauses came from: found, shown, written, and never twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from schoolprotocol import Project
from tests.check.history import change, released, version, version_one
from tests.conftest import ProjectMaker, Run
from tests.faults import CLAUSES, PROTOCOL

OPBERGEN = (
    "De mentor bespreekt met de klas waar telefoons tijdens de les liggen. Een kluisje huren kan bij de conciërge."
)


@pytest.fixture
def root(project: ProjectMaker) -> Path:
    """Released, with a clause of two sentences; and a new version in the making."""
    root = version_one(project)
    change(root, CLAUSES, "Vraag het eerst.", OPBERGEN)
    (root / "policy_src/schools/noord/releases/telefoons-1.0.json").unlink()
    released(root)
    version(root, "1.1")
    return root


def rename(root: Path, new: str = "tips.bespreken") -> None:
    """Another id for the clause, and not a word about it."""
    for file in (CLAUSES, PROTOCOL):
        change(root, file, "tips.vraag", new)


def split(root: Path) -> None:
    """Its second sentence becomes a clause of its own."""
    first, second = OPBERGEN.split(". ")
    change(root, CLAUSES, OPBERGEN, f"{first}.")
    path = root / CLAUSES
    more = f"- id: tips.kluisje\n  title: Kluisje\n  audience: [leerling]\n  text: {second}\n"
    path.write_text(path.read_text("utf-8") + more, "utf-8")
    change(root, PROTOCOL, "tips.vraag", "tips.vraag, tips.kluisje")


def told(root: Path, match: str = "id") -> dict[str, tuple[str, ...]]:
    changes = Project.open(root).document("noord").compare(match=match).changes  # type: ignore[arg-type]
    return {change.id: change.facets for change in changes.changes}


def test_a_rename_that_was_not_declared_is_proposed_with_its_texts_and_its_place(root: Path, command: Run) -> None:
    rename(root)
    code, out, _err = command(root, "lineage", "noord")
    assert code == 0
    assert "Renamed (certain for 100 %)" in out
    assert "before:  tips.vraag: “De mentor bespreekt" in out
    assert "now:  tips.bespreken: “De mentor bespreekt" in out
    line = next(n for n, text in enumerate((root / CLAUSES).read_text("utf-8").splitlines(), 1) if "bespreken" in text)
    assert f"was: [tips.vraag]  ({CLAUSES}:{line})" in out


def test_what_is_certain_is_written_once_and_every_comparison_knows_it(root: Path, command: Run) -> None:
    rename(root)
    before = (root / CLAUSES).read_text("utf-8")
    assert told(root) == {"tips.vraag": ("dropped",), "tips.bespreken": ("added",)}
    code, out, _err = command(root, "lineage", "noord", "--write")
    assert (code, f"Written: {CLAUSES}" in out) == (0, True)
    after = (root / CLAUSES).read_text("utf-8")
    assert [line for line in after.splitlines() if line not in before.splitlines()] == ["  was: [tips.vraag]"]
    assert told(root) == {"tips.bespreken": ("renamed",)}
    code, out, _err = command(root, "lineage", "noord", "--write")
    assert (code, "No clause seems" in out) == (0, True)
    assert (root / CLAUSES).read_text("utf-8") == after


def test_a_split_in_which_the_id_survives_is_written_with_the_new_clause_only(root: Path, command: Run) -> None:
    split(root)
    assert told(root)["tips.kluisje"] == ("added",)
    _code, out, _err = command(root, "lineage", "noord", "--write")
    assert "with tips.kluisje: was: [tips.vraag]" in out
    assert "with tips.vraag" not in out
    assert told(root) == {"tips.vraag": ("split",)}


def test_a_merge_in_which_an_id_survives_is_written_with_the_clause_that_stayed(root: Path, command: Run) -> None:
    split(root)
    (root / "policy_src/schools/noord/releases/telefoons-1.0.json").unlink()
    version(root, "1.0")
    change(root, "policy_src/schools/noord/telefoons.yaml", '"1.1"', '"1.0"')
    released(root)
    change(root, "policy_src/schools/noord/telefoons.yaml", '"1.0"', '"1.1"')
    first, second = OPBERGEN.split(". ")
    change(root, PROTOCOL, "tips.vraag, tips.kluisje", "tips.vraag")
    text = (root / CLAUSES).read_text("utf-8")
    text = text[: text.index("- id: tips.kluisje")].replace(f"{first}.", OPBERGEN)
    (root / CLAUSES).write_text(text + "- dropped: tips.kluisje\n  reason: Staat nu bij de afspraak.\n", "utf-8")
    _code, out, _err = command(root, "lineage", "noord", "--write")
    assert "with tips.vraag: was: [tips.kluisje]" in out
    assert told(root) == {"tips.vraag": ("merged",)}
    assert second in (root / CLAUSES).read_text("utf-8")


def test_what_is_uncertain_is_shown_and_never_written(root: Path, command: Run) -> None:
    rename(root)
    change(
        root, CLAUSES, OPBERGEN, "De mentor bespreekt met de klas welke spullen mee mogen op reis naar het buitenland."
    )
    before = (root / CLAUSES).read_text("utf-8")
    _code, out, _err = command(root, "lineage", "noord", "--write")
    assert "look for yourself" in out
    assert "Nothing is certain enough to be written." in out
    assert (root / CLAUSES).read_text("utf-8") == before


def test_an_id_that_names_another_clause_now_cannot_be_declared_and_the_remedy_says_so(
    root: Path, command: Run
) -> None:
    rename(root)
    path = root / CLAUSES
    other = (
        "- id: tips.vraag\n  title: Nieuw\n  audience: [leerling]\n  text: Foto's maken mag alleen na toestemming.\n"
    )
    path.write_text(path.read_text("utf-8") + other, "utf-8")
    change(root, PROTOCOL, "tips.bespreken", "tips.bespreken, tips.vraag")
    before = path.read_text("utf-8")
    _code, out, _err = command(root, "lineage", "noord", "--write")
    assert "the old id names another clause" in out
    assert "diff --match text" in out
    assert path.read_text("utf-8") == before
    assert told(root, "text") == {"tips.vraag": ("added",)}


def test_a_version_that_is_not_the_working_text_is_not_written(root: Path, command: Run) -> None:
    code, _out, err = command(root, "lineage", "noord", "--to", "1.0", "--write")
    assert (code, "--write is for the working text" in err) == (2, True)


def test_a_comparison_by_text_tells_only_what_a_reader_can_see(root: Path, command: Run) -> None:
    rename(root)
    assert told(root, "text") == {}
    split_text = OPBERGEN.replace("les", "toets")
    change(root, CLAUSES, OPBERGEN, split_text)
    assert told(root, "text") == {"tips.bespreken": ("changed",)}
    code, out, _err = command(root, "diff", "noord", "--match", "text")
    assert (code, "toets" in out) == (0, True)


def test_every_form_of_a_report_by_text_says_so_and_tells_both_clauses_of_one_id(
    root: Path, tmp_path: Path, command: Run
) -> None:
    rename(root)
    change(root, CLAUSES, OPBERGEN, OPBERGEN.replace("les", "toets"))
    text = "- id: tips.vraag\n  title: Nieuw\n  audience: [leerling]\n  text: Foto's maken mag alleen na toestemming.\n"
    (root / CLAUSES).write_text((root / CLAUSES).read_text("utf-8") + text, "utf-8")
    change(root, PROTOCOL, "tips.bespreken", "tips.bespreken, tips.vraag")
    folder = tmp_path / "verslag"
    forms = ("md", "html", "json", "docx")
    code, _out, err = command(
        root, "diff", "noord", "--match", "text", "--format", ",".join(forms), "--into", str(folder)
    )
    assert code == 0, err
    assert {path.suffix.removeprefix(".") for path in folder.iterdir() if path.is_file()} >= set(forms)
    for name in ("report.md", "index.html"):
        page = (folder / name).read_text("utf-8")
        assert "aan hun tekst herkend" in page
        assert "toets" in page
        assert "na toestemming" in page


def test_the_check_hints_at_the_clause_until_it_is_declared(root: Path, command: Run) -> None:
    rename(root)
    _code, out, _err = command(root, "check", "--school", "noord")
    (hint,) = [line for line in out.splitlines() if "SP513" in line]
    assert hint.startswith(CLAUSES)
    assert "schoolprotocol lineage noord" in out
    command(root, "lineage", "noord", "--write")
    assert "SP513" not in command(root, "check", "--school", "noord")[1]


def test_the_check_tells_of_an_id_that_names_another_clause_now(root: Path, command: Run) -> None:
    rename(root)
    text = "- id: tips.vraag\n  title: Nieuw\n  audience: [leerling]\n  text: Foto's maken mag alleen na toestemming.\n"
    (root / CLAUSES).write_text((root / CLAUSES).read_text("utf-8") + text, "utf-8")
    change(root, PROTOCOL, "tips.bespreken", "tips.bespreken, tips.vraag")
    _code, out, _err = command(root, "check", "--school", "noord")
    (hint,) = [line for line in out.splitlines() if "SP514" in line]
    assert hint.startswith(CLAUSES)
    assert "tips.vraag" in hint
