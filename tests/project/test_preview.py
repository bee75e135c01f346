"""From a text that is not saved to its HTML in every school that has it, through the one door."""

from __future__ import annotations

import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schoolprotocol import Project
from schoolprotocol.errors import SourceError, UsageError
from schoolprotocol.policy.model import text_digest
from schoolprotocol.templating import OURS
from tests.docs.following import KLEIN

CLAUSES = "policy_src/protocols/telefoons/clauses/alles.yaml"
CLAUSE = "gevolgen.aangifte"
PAGE = "pages/protocol.md.j2"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("preview") / "klein"
    shutil.copytree(KLEIN, root)
    return Project.open(root)


def changed(project: Project, old: str, new: str, file: str = CLAUSES) -> Project:
    text = project.tree.read(file).decode()
    assert old in text
    return project.with_files({file: text.replace(old, new)})


def test_a_changed_clause_is_shown_for_every_school_that_has_it(project: Project) -> None:
    previews = changed(project, "aangifte doen", "meteen aangifte doen").preview(CLAUSE)
    assert [one.school for one in previews] == ["noord", "zuid"]
    for one in previews:
        assert one.faults == ()
        assert one.html is not None
        assert "meteen aangifte doen" in one.html
        assert f'id="{CLAUSE}"' in one.html


def test_nothing_is_written_and_the_project_itself_stays_as_it_was(project: Project) -> None:
    before = {path: path.read_bytes() for path in project.folders.root.rglob("*") if path.is_file()}
    changed(project, "aangifte doen", "nooit aangifte doen").preview(CLAUSE)
    assert {path: path.read_bytes() for path in project.folders.root.rglob("*") if path.is_file()} == before
    assert all("nooit" not in str(one.html) for one in project.preview(CLAUSE))


def test_what_somebody_else_saves_meanwhile_is_seen_by_the_project_as_it_is_now(tmp_path: Path) -> None:
    root = tmp_path / "klein"
    shutil.copytree(KLEIN, root)
    project = Project.open(root)
    other = "policy_src/schools/noord/school.yaml"
    held = {CLAUSES: (root / CLAUSES).read_text("utf-8").replace("aangifte doen", "meteen aangifte doen")}
    before = project.with_files(held).document("noord").policy.organisation
    text = (root / other).read_text("utf-8")
    (root / other).write_text(text.replace(before.site_title, "De Nieuwe Naam"), "utf-8")
    assert project.with_files({**held, "README.md": "x"}).document("noord").policy.organisation == before
    now = project.now().with_files(held).document("noord")
    assert now.policy.organisation.site_title == "De Nieuwe Naam"
    assert "meteen" in now.plain(now.policy.by_id()[CLAUSE])


def test_a_page_is_the_one_that_a_build_makes_of_the_same_text(project: Project, tmp_path: Path) -> None:
    fresh = changed(project, "aangifte doen", "altijd aangifte doen")
    page = fresh.document("zuid").preview().html
    saved = tmp_path / "klein"
    shutil.copytree(project.folders.root, saved)
    (saved / CLAUSES).write_bytes(fresh.tree.read(CLAUSES))
    made = Project.open(saved).build(["html"], ["zuid"])
    assert made.exit_code == 0
    site = made.folder / "html/zuid/telefoons"
    built = (site / "index.html").read_text("utf-8")
    assert page is not None
    assert main(page) == main(built)
    readers = re.findall(r'href="(leerlingen|ouders|medewerkers)\.html"', built)
    assert readers
    for name in readers:
        assert main(fresh.document("zuid").preview(name).html or "") == main((site / f"{name}.html").read_text("utf-8"))
    for path, content in fresh.document("zuid").preview().files.items():
        if not path.endswith(".jinja"):
            assert content == (site / path).read_bytes(), path


def test_a_page_that_is_made_of_more_than_the_text_is_no_preview(project: Project) -> None:
    for name in ("versies", "search", "../index", ""):
        with pytest.raises(KeyError):
            project.document("zuid").preview(name)


def main(page: str) -> str:
    """The text of a page, without what a site offers to download."""
    text = page[page.index("<main") : page.index("</main>")]
    return re.sub(r"\s*<details class=\"schoolgids\">.*?</details>", "", text, flags=re.DOTALL)


def test_a_fault_is_told_and_the_others_are_shown(project: Project) -> None:
    broken = changed(project, "bewaarplek: thuis", "bewaarplek: ''", "policy_src/schools/zuid/telefoons.yaml")
    by_school = {one.school: one for one in broken.preview(CLAUSE)}
    assert by_school["noord"].html is not None
    assert by_school["zuid"].html is None
    assert [fault.place.file for fault in by_school["zuid"].faults] == ["policy_src/schools/zuid/telefoons.yaml"]
    assert broken.document("zuid").preview().html is None


def test_a_clause_of_the_text_for_the_schoolgids_is_shown_too(project: Project) -> None:
    (one, *_rest) = project.preview("gids.kern")
    assert one.html is not None
    assert one.html.startswith("<p>")


def test_a_clause_that_nobody_has_has_no_preview(project: Project) -> None:
    assert project.preview("niet.hier") == ()


def test_a_file_outside_the_project_is_refused(project: Project) -> None:
    with pytest.raises(UsageError):
        project.with_files({"../buiten.yaml": ""})


def test_what_was_saved_since_is_seen_by_asking_for_the_project_now(project: Project, tmp_path: Path) -> None:
    root = tmp_path / "klein"
    shutil.copytree(project.folders.root, root)
    before = Project.open(root)
    title = before.document("zuid").policy.title
    variant = root / "policy_src/schools/zuid/telefoons.yaml"
    variant.write_text(variant.read_text("utf-8").replace(f"title: {title}", "title: Een andere titel"), "utf-8")
    assert before.document("zuid").policy.title == title
    assert before.now().document("zuid").policy.title == "Een andere titel"


def test_an_edit_can_be_seen_before_it_is_saved(project: Project) -> None:
    edit = project.edit()
    edit.set("policy_src/schools/zuid/telefoons.yaml", ["document", "title"], "Nog niet bewaard")
    shown = project.with_files(edit.changes).document("zuid").preview().html
    assert shown is not None
    assert "Nog niet bewaard" in shown
    assert project.now().document("zuid").policy.title != "Nog niet bewaard"


def test_previews_in_several_threads_and_of_several_projects_wait_for_each_other(
    project: Project, tmp_path: Path
) -> None:
    shutil.copytree(KLEIN, tmp_path / "ander")
    other = changed(Project.open(tmp_path / "ander"), "text: Vraag het eerst.", "text: Overleg eerst.")
    expected = [one.document("noord").preview().html for one in (project, other)]
    asked = [project, other] * 6
    with ThreadPoolExecutor(4) as threads:
        pages = list(threads.map(lambda one: one.document("noord").preview().html, asked))
        clauses = list(threads.map(lambda one: one.preview("tips.vraag")[0].html or "", asked))
    assert pages == expected * 6
    assert ["Overleg" in clause for clause in clauses] == [False, True] * 6


def test_a_path_that_no_disk_can_hold_is_refused(project: Project) -> None:
    with pytest.raises(UsageError):
        project.with_files({"policy_src/schools/\ud800/school.yaml": "kind: school"})


def test_a_template_that_changes_is_seen_and_a_broken_one_is_told_until_it_is_mended(tmp_path: Path) -> None:
    shutil.copytree(KLEIN, tmp_path / "eigen")
    project = Project.open(tmp_path / "eigen")
    before = project.document("noord").preview().html
    own = tmp_path / "eigen/templates" / PAGE
    own.parent.mkdir(parents=True)
    text = (OURS / PAGE).read_text("utf-8")
    own.write_text(text + "\n\nVan onszelf.\n", "utf-8")
    assert "Van onszelf." in (project.now().document("noord").preview().html or "")
    wording = "{{ marked(beginnings[c.id].blocks, c) }}"
    of_a_clause = text.replace(wording, f"{wording}\n\n```{{onbekend}}\n```\n")
    assert of_a_clause != text
    for broken in (text + "{{ kapot", text + "\n```{onbekend}\n```\n", of_a_clause):
        own.write_text(broken, "utf-8")
        for _time in (1, 2):
            with pytest.raises(SourceError, match="SP640"):
                project.now().document("noord").preview()
    own.unlink()
    assert project.now().document("noord").preview().html == before


def test_what_is_kept_from_one_key_to_the_next_changes_nothing(project: Project) -> None:
    """Typed, made faulty, mended, changed for one school, and another page shown in between."""
    south = "policy_src/schools/zuid/telefoons.yaml"
    catalogue, own = (project.tree.read(file).decode() for file in (CLAUSES, south))
    old = "De school {{ aangifte.werkwoord }} aangifte doen."
    states: list[dict[str, str | bytes | None]] = [
        {CLAUSES: catalogue.replace(old, "De school {{ aangifte.werkwoord }} meteen aangifte doen.")},
        {CLAUSES: catalogue.replace(old, "De school {{ aangifte")},
        {CLAUSES: catalogue.replace(old, f"{old[:-1]}, zie {{clause}}`tips.vraag`.")},
        {CLAUSES: catalogue, south: own.replace("aangifte.werkwoord: zal", "aangifte.werkwoord: moet")},
        {CLAUSES: catalogue.replace(old, "Geen werkwoord.")},
        {CLAUSES: catalogue},
    ]
    previews = project._known.previews()
    for held in states:
        typed = project.with_files(held)
        warm = typed.preview(CLAUSE)
        previews._said.clear()
        previews._previewer._ways.clear()
        assert typed.preview(CLAUSE) == warm
        project.document("noord").preview()


SOUTH = "policy_src/schools/zuid/telefoons.yaml"
PROTOCOL = "policy_src/protocols/telefoons/protocol.yaml"
SAID = "De school {{ aangifte.werkwoord }} aangifte doen."
EDITS = st.sampled_from(
    [
        *(
            (CLAUSES, SAID, new)
            for new in (
                "De school {{ aangifte.werkwoord }} *meteen* aangifte doen.",
                "De school {{ aangifte.werkwoord }} aangifte doen, zie {clause}`tips.vraag`.",
                "Wie? {{ aangifte.werkwoord | hoofdletter }} de school aangifte doen?",
                "Geen werkwoord.",
                "Een:twee, in {clause}`gevolgen.aangifte`.",
                "De school {{ aangifte",
            )
        ),
        (CLAUSES, "text: Vraag het eerst.", "text: Vraag het {{ bewaarplek }}."),
        (CLAUSES, "Een opname is een", "Elke opname is een"),
        (CLAUSES, "toestemming[^gegevens]. Dat", "toestemming. Dat[^gegevens]"),
        (SOUTH, "aangifte.werkwoord: zal", "aangifte.werkwoord: kan"),
        (SOUTH, "aangifte.werkwoord: zal", "aangifte.werkwoord: moet"),
        (SOUTH, "status: vastgesteld, day: 2026-09-01", "status: concept"),
        (SOUTH, "bewaarplek: thuis", "bewaarplek: in een *doos*"),
        *(
            (SOUTH, "operations:\n", f"operations:\n  - {{{one}}}\n")
            for one in (
                "omit: tips.vraag, reason: Zo.",
                "omit: afspraken.opbergen, reason: Zo.",
                "set: afspraken.opbergen, alternative: allen",
                f"replace: gevolgen.aangifte, replaces: {text_digest(SAID)}, reason: Zo., text: Nooit.",
                "add: lang.nieuw, before: tips.vraag, title: Nieuw, audience: [leerling], reason: Zo., text: Ja.",
            )
        ),
        (PROTOCOL, "title: ", "title: Ander "),
        (PROTOCOL, "heading: ", "heading: Ander "),
    ]
)
"""Words, values, references, notes, own texts, alternatives, and what gives clauses other numbers."""


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.lists(EDITS, max_size=3), min_size=2, max_size=4),
    st.sampled_from([CLAUSE, "tips.vraag", "afspraken.opnamen"]),
)
def test_whatever_was_edited_before_a_preview_is_that_of_a_process_which_knows_nothing(
    project: Project, states: list[list[tuple[str, str, str]]], clause: str
) -> None:
    for edits in states:
        held: dict[str, str | bytes | None] = {}
        for file, old, new in edits:
            text = str(held.get(file) or project.tree.read(file).decode())
            held[file] = text.replace(old, new, 1)
        typed = project.with_files(held)
        warm, previews = typed.preview(clause), project._known.previews()
        known = previews._said, previews._previewer._ways, previews._previewer._asked
        previews._said, previews._previewer._ways, previews._previewer._asked = {}, {}, {}
        with patch("schoolprotocol.outputs.site.preview._made_of", lambda *_asked: object()):
            assert typed.preview(clause) == warm
        previews._said, previews._previewer._ways, previews._previewer._asked = known
        for one in warm:
            page = typed.document(one.school).preview().html if one.html is not None else None
            assert page is None or (one.html or "") in page
