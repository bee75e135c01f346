"""What may be asked of an edit, and what the documents are afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from schoolprotocol.edit.decisions import record_release
from schoolprotocol.edit.desk import Desk
from schoolprotocol.edit.edit import Edit
from schoolprotocol.errors import EditError
from schoolprotocol.policy.model import Policy
from schoolprotocol.release.freeze import frozen
from schoolprotocol.source.tree import MAX_BYTES, FolderTree
from tests.conftest import ProjectMaker
from tests.helpers import findings, loaded, policy_of, spoken

T = "telefoons"
CATALOGUE = "policy_src/protocols/telefoons/clauses/alles.yaml"
NOORD = "policy_src/schools/noord/telefoons.yaml"


@pytest.fixture
def root(project: ProjectMaker) -> Path:
    return project()


def edit(root: Path) -> Edit:
    return Edit(FolderTree(root))


def clause(policy: Policy, id_: str) -> str:
    return next(one.wording.text for one in policy.clauses() if one.id == id_)


def ids(policy: Policy) -> list[str]:
    return [one.id for one in policy.clauses()]


# -- values -----------------------------------------------------------------------------------------------------------


def test_a_value_stands_at_its_natural_place(root: Path) -> None:
    edit(root).set_document("noord", T, owner="de directie", title='"Telefoons" #1').save()
    line = '{title: "\\"Telefoons\\" #1", version: "1.1", status: concept, review: 2027-11-01, owner: de directie}'
    assert f"document: {line}\n" in (root / NOORD).read_text("utf-8")
    assert policy_of(root).document.title == '"Telefoons" #1'


def test_a_value_that_is_taken_back_takes_its_empty_mapping_along(root: Path) -> None:
    before = (root / NOORD).read_bytes()
    edit(root).set_parameter("noord", T, "bewaarplek", "in de la").save()
    assert policy_of(root).values["bewaarplek"].text == "in de la"
    edit(root).set_parameter("noord", T, "bewaarplek", None).save()
    assert (root / NOORD).read_bytes() == before


def test_a_fact_of_a_reference_and_of_a_school(root: Path) -> None:
    edit(root).set_reference("meldpunt", "checked_on", date(2027, 1, 2)).set_school(
        "noord", "style.primary", "#000000"
    ).save()
    corpus = loaded(root)
    assert corpus.references["meldpunt"].checked_on == date(2027, 1, 2)
    assert corpus.schools["noord"].school.style.primary == "#000000"


def test_a_reference_that_could_not_be_checked_is_checked_later_and_not_again(root: Path) -> None:
    edit(root).set_unchecked("meldpunt", "de site gaf geen antwoord").save()
    found = loaded(root).references["meldpunt"]
    assert (found.checked_on, found.checked_how, found.unchecked) == (None, None, "de site gaf geen antwoord")
    edit(root).set_checked("meldpunt", date(2027, 1, 2), "gebeld").save()
    text = (root / "policy_src/references.yaml").read_text("utf-8")
    assert text.endswith("  checked_on: 2027-01-02\n  checked_how: gebeld\n")
    assert loaded(root).references["meldpunt"].unchecked is None


# -- texts ------------------------------------------------------------------------------------------------------------


def test_a_text_over_lines_becomes_block_text(root: Path) -> None:
    edit(root).set_text(T, "tips.vraag", "Vraag:\n\n- eerst;\n- later.").save()
    assert "  text: |-\n    Vraag:\n\n    - eerst;\n    - later.\n" in (root / CATALOGUE).read_text("utf-8")
    assert clause(policy_of(root), "tips.vraag") == "Vraag:\n\n- eerst;\n- later."


def test_a_text_from_windows_has_the_same_lines(root: Path) -> None:
    edit(root).set_text(T, "tips.vraag", "Een.\r\n\r\nTwee.").save()
    assert loaded(root).protocols[T].clauses["tips.vraag"].text == "Een.\n\nTwee."


def test_an_alternative_and_a_note_come_and_go(root: Path) -> None:
    before = (root / CATALOGUE).read_bytes()
    edit(root).set_alternative(T, "tips.vraag", "kort", "Vraag.").set_note(T, "tips.vraag", "x", "Noot.").save()
    held = loaded(root).protocols[T].clauses["tips.vraag"]
    assert (held.alternatives, held.notes) == ({"kort": "Vraag."}, {"x": "Noot."})
    edit(root).set_alternative(T, "tips.vraag", "kort", None).set_note(T, "tips.vraag", "x", None).save()
    assert (root / CATALOGUE).read_bytes() == before


def test_a_short_sentence_comes_behind_its_text_and_goes(root: Path) -> None:
    before = (root / CATALOGUE).read_bytes()
    edit(root).set_kort(T, "tips.vraag", "Vraag!").save()
    assert "  text: Vraag het eerst.\n  kort: Vraag!\n" in (root / CATALOGUE).read_text("utf-8")
    edit(root).set_kort(T, "tips.vraag", None).save()
    assert (root / CATALOGUE).read_bytes() == before
    with pytest.raises(EditError):
        edit(root).set_kort(T, "tips.vraag", None)


def test_an_alternative_with_a_short_sentence_keeps_it_when_its_text_changes(root: Path) -> None:
    edit(root).set_kort(T, "afspraken.opbergen", "Leg weg.", alternative="allen").save()
    held = loaded(root).protocols[T].clauses["afspraken.opbergen"].others()["allen"]
    assert (held.text[:25], held.kort) == ("Leerlingen en medewerkers", "Leg weg.")
    edit(root).set_alternative(T, "afspraken.opbergen", "allen", "Iedereen legt weg.").save()
    held = loaded(root).protocols[T].clauses["afspraken.opbergen"].others()["allen"]
    assert (held.text, held.kort) == ("Iedereen legt weg.", "Leg weg.")
    with pytest.raises(EditError):
        edit(root).set_kort(T, "afspraken.opbergen", "Leg weg.", alternative="alle")


def test_a_school_s_own_text_has_a_short_sentence_and_an_audience(root: Path) -> None:
    edit(root).replace(
        "noord", T, "tips.vraag", "Vraag het nu.", "Zo.", audience=["ouder"], kort="Vraag!"
    ).set_own_kort("noord", T, "tips.vraag", "Vraag nu!").save()
    found = policy_of(root).by_id()["tips.vraag"]
    assert found.kort is not None
    assert (found.audience, found.kort.text) == (("ouder",), "Vraag nu!")


def test_a_renamed_parameter_and_clause_are_renamed_in_short_sentences_and_mappings(root: Path) -> None:
    asked = edit(root).set_kort(T, "tips.vraag", "Leg hem {{ bewaarplek }}, zie {clause}`afspraken.melden`.")
    asked.set_kort(T, "afspraken.opbergen", "Leg hem {{ bewaarplek }}.", alternative="allen").save()
    edit(root).rename_parameter(T, "bewaarplek", "plek").rename_clause(T, "afspraken.melden", "afspraken.zeggen").save()
    clauses = loaded(root).protocols[T].clauses
    assert clauses["tips.vraag"].kort == "Leg hem {{ plek }}, zie {clause}`afspraken.zeggen`."
    held = clauses["afspraken.opbergen"].others()["allen"]
    assert (held.kort, "{{ plek }}" in held.text) == ("Leg hem {{ plek }}.", True)
    assert not findings(root), spoken(findings(root))


# -- operations -------------------------------------------------------------------------------------------------------


def test_a_replacement_knows_what_it_replaces(root: Path) -> None:
    edit(root).replace("noord", T, "afspraken.opbergen", "Telefoons blijven thuis.", "Geen kluizen.").save()
    assert clause(policy_of(root), "afspraken.opbergen") == "Telefoons blijven thuis."
    edit(root).set_own_text("noord", T, "afspraken.opbergen", "Echt thuis.").save()
    assert clause(policy_of(root), "afspraken.opbergen") == "Echt thuis."


def test_a_clause_has_one_wording_whatever_was_chosen_before(root: Path) -> None:
    asked = edit(root).replace("noord", T, "afspraken.opbergen", "Thuis.", "Zo.")
    asked.choose("noord", T, "afspraken.opbergen", "allen").save()
    assert (
        (root / NOORD).read_text("utf-8").endswith("operations:\n  - {set: afspraken.opbergen, alternative: allen}\n")
    )
    assert "Leerlingen en medewerkers" in clause(policy_of(root), "afspraken.opbergen")


def test_operations_of_every_kind_and_all_taken_back(root: Path) -> None:
    before = (root / NOORD).read_bytes()
    asked = edit(root).omit("noord", T, "tips.vraag", "Te jong.").choose_heading("noord", T, "afspraken", "Zo gaat het")
    asked.move("noord", T, "gevolgen.aangifte", after="inleiding.doel")
    asked.add(
        "noord",
        T,
        "noord.eigen",
        title="Eigen",
        audience=["leerling"],
        text="Wij.",
        reason="Zo.",
        after="inleiding.doel",
    ).save()
    assert ids(policy_of(root))[:3] == ["inleiding.doel", "gevolgen.aangifte", "noord.eigen"]
    for target in ("tips.vraag", "afspraken", "gevolgen.aangifte", "noord.eigen"):
        edit(root).remove_operation("noord", T, target).save()
    assert (root / NOORD).read_bytes() == before


# -- outlines and the catalogue ---------------------------------------------------------------------------------------


def test_a_clause_and_a_section_move(root: Path) -> None:
    asked = edit(root).move_section(T, "tips", before="afspraken").place_clause(T, "afspraken.melden", section="tips")
    asked.place_clause(T, "gevolgen.aangifte", before="tips.vraag").save()
    assert ids(policy_of(root, "noord"))[:3] == ["inleiding.doel", "gevolgen.aangifte", "tips.vraag"]
    assert [section.id for section in loaded(root).protocols[T].protocol.outline.sections] == [
        "inleiding", "tips", "afspraken", "gevolgen",
    ]  # fmt: skip


def test_a_clause_placed_beside_itself_stays(root: Path) -> None:
    with pytest.raises(EditError, match="exactly one place"):
        edit(root).place_clause(T, "tips.vraag", after="tips.vraag")


def test_a_new_section_and_what_is_in_it(root: Path) -> None:
    asked = edit(root).add_section(T, "nieuw", "Nieuw: kop", after="tips")
    asked.add_clause(T, "nieuw.een", title="Een", audience=["ouder"], text="Eén.")
    asked.place_clause(T, "nieuw.een", section="nieuw", form="prose").save()
    assert (root / "policy_src/protocols/telefoons/clauses/nieuw.yaml").read_text("utf-8") == (
        "- id: nieuw.een\n  title: Een\n  audience: [ouder]\n  text: Eén.\n"
    )
    assert "nieuw.een" in ids(policy_of(root))


def test_a_new_clause_stands_below_the_others_of_its_theme(root: Path) -> None:
    edit(root).add_clause(T, "afspraken.nieuw", title="N", audience=["ouder"], text="Iets.").save()
    order = list(loaded(root).protocols[T].clauses)
    assert order[order.index("afspraken.nieuw") - 1] == "afspraken.melden"


def test_a_dropped_clause_leaves_a_tombstone_and_no_mention(root: Path) -> None:
    edit(root).drop_clause(T, "tips.vraag", "Overbodig.", ["afspraken.melden"]).save()
    corpus = loaded(root)
    assert corpus.protocols[T].tombstones["tips.vraag"].replaced_by == ("afspraken.melden",)
    assert "tips.vraag" not in ids(policy_of(root))


def test_a_dropped_clause_is_nowhere_first_any_more(project: ProjectMaker) -> None:
    first = "first: {leerling: [tips.vraag, afspraken.melden], iedereen: [{clause: tips.vraag, pictogram: vraag}]}\n"
    root = project(files={NOORD: noord_with(first)})
    edit(root).drop_clause(T, "tips.vraag", "Overbodig.").save()
    found = loaded(root).schools["noord"].variants[T].first
    assert found is not None
    assert (found.leerling, found.iedereen) == (("afspraken.melden",), None)


def noord_with(rest: str) -> str:
    return (Path(__file__).parents[1] / "roots/klein" / NOORD).read_text("utf-8") + rest


# -- names ------------------------------------------------------------------------------------------------------------


RENAMINGS: dict[str, tuple[Callable[[Edit], Edit], str]] = {
    "a clause of the catalogue": (
        lambda e: e.rename_clause(T, "afspraken.opbergen", "afspraken.kluis"), "afspraken.opbergen"),
    "a clause that texts name": (
        lambda e: e.rename_clause(T, "gevolgen.aangifte", "gevolgen.politie"), "gevolgen.aangifte"),
    "a clause of the excerpt": (lambda e: e.rename_clause(T, "gids.kort", "gids.verwijzing"), "gids.kort"),
    "a clause that a board added": (
        lambda e: e.rename_clause(T, "stichting.kluisjes", "stichting.kasten"), "stichting.kluisjes"),
    "a section": (lambda e: e.rename_section(T, "tips", "adviezen"), "id: tips\n"),
    "a parameter": (lambda e: e.rename_parameter(T, "bewaarplek", "plek.telefoon"), "bewaarplek"),
    "a parameter with a dot": (
        lambda e: e.rename_parameter(T, "aangifte.werkwoord", "kan-of-zal"), "aangifte.werkwoord"),
    "a reference that texts name": (lambda e: e.rename_reference("meldpunt", "lijn"), "bron.meldpunt"),
    "a law": (lambda e: e.rename_reference("avg-4", "avg"), "avg-4"),
    "a note": (lambda e: e.rename_note(T, "afspraken.opnamen", "gegevens", "avg"), "[^gegevens]"),
    "an alternative": (lambda e: e.rename_alternative(T, "afspraken.opbergen", "allen", "iedereen"), "allen"),
    "a board": (lambda e: e.rename_school("stichting", "koepel"), "extends: stichting"),
}  # fmt: skip


@pytest.mark.parametrize("name", RENAMINGS)
def test_after_a_renaming_every_document_says_the_same(name: str, root: Path) -> None:
    rename, old = RENAMINGS[name]
    edit(root).replace("zuid", T, "afspraken.melden", "Bel zelf.", "Zo.").replace(
        "noord", T, "afspraken.opbergen", "Zelf.", "Zo."
    ).save()
    before = {school: said(policy_of(root, school)) for school in ("noord", "zuid")}
    rename(edit(root)).save()
    assert findings(root) == [], spoken(findings(root))
    assert {school: said(policy_of(root, school)) for school in ("noord", "zuid")} == before
    left = [path for path in (root / "policy_src").rglob("*.yaml") if old in _without_lineage(path.read_text("utf-8"))]
    assert left == []


def said(policy: Policy) -> list[tuple[str | None, str]]:
    """The numbers and texts of a document, references to clauses by their number."""
    numbers = {one.id: one.number for one in policy.clauses()}
    texts: list[tuple[str | None, str]] = []
    for one in policy.clauses():
        text = one.wording.text
        for id_, number in numbers.items():
            text = text.replace(f"`{id_}`", f"`{number}`")
        texts.append((one.number, text.replace("[^avg]", "[^gegevens]")))
    return texts


def _without_lineage(text: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if "was: [" not in line)


def test_after_a_renaming_a_school_still_replaces_what_its_board_replaced(root: Path) -> None:
    asked = edit(root).replace("stichting", T, "afspraken.melden", "Bel {{ bron.meldpunt }}.", "Zo.")
    asked.replace("noord", T, "afspraken.melden", "Bel de school.", "Zo.").save()
    edit(root).rename_reference("meldpunt", "lijn").save()
    assert findings(root) == [], spoken(findings(root))
    assert clause(policy_of(root), "afspraken.melden") == "Bel de school."


def test_a_renamed_clause_keeps_its_lineage(root: Path) -> None:
    edit(root).rename_clause(T, "tips.vraag", "tips.a").rename_clause(T, "tips.a", "tips.b").save()
    assert loaded(root).protocols[T].clauses["tips.b"].was == ("tips.vraag", "tips.a")


def test_what_comes_first_follows_a_renaming(project: ProjectMaker) -> None:
    first = "first: {leerling: [tips.vraag], iedereen: [{clause: tips.vraag, pictogram: vraag}]}\n"
    root = project(files={NOORD: noord_with(first)})
    edit(root).rename_clause(T, "tips.vraag", "tips.nieuw").save()
    assert findings(root) == [], spoken(findings(root))
    found = loaded(root).schools["noord"].variants[T].first
    assert found is not None
    assert [one.clause for one in (*(found.of("leerling") or ()), *(found.of("iedereen") or ()))] == ["tips.nieuw"] * 2


def test_change_notes_suppressions_and_targets_follow_a_renaming(project: ProjectMaker) -> None:
    note = (
        "id: noot\nsummary: Wat\nclauses: [tips.vraag]\nparameters: [bewaarplek]\nsections: [tips]\nschools: [noord]\n"
        'since: "1.0"\nmotive: Zie {clause}`tips.vraag`.\nconsequences: Geen.\nmeasures: Geen.\n'
    )
    suppress = "suppress:\n  - {code: SP326, target: tips.vraag, reason: Zo.}\n"
    root = project(files={"policy_src/protocols/telefoons/changes/noot.yaml": note, NOORD: noord_with(suppress)})
    asked = edit(root).rename_clause(T, "tips.vraag", "tips.nieuw").rename_section(T, "tips", "raad")
    asked.rename_parameter(T, "bewaarplek", "plek").rename_school("noord", "oost").save()
    (change,) = loaded(root).protocols[T].changes
    assert (change.clauses, change.sections, change.parameters, change.schools) == (
        ("tips.nieuw",), ("raad",), ("plek",), ("oost",),
    )  # fmt: skip
    assert change.motive == "Zie {clause}`tips.nieuw`."
    (accepted,) = loaded(root).schools["oost"].variants[T].suppress
    assert accepted.target == "tips.nieuw"


# -- decisions --------------------------------------------------------------------------------------------------------


def test_a_decision_is_written_below_the_others(root: Path) -> None:
    asked = edit(root).record_decision("zuid", T, body="de MR", kind="instemming", day=date(2026, 8, 1))
    asked.set_status("noord", T, "vastgesteld", day=date(2026, 10, 1)).save()
    zuid, noord = (loaded(root).schools[id_].variants[T] for id_ in ("zuid", "noord"))
    assert [(one.body, one.version) for one in zuid.decisions] == [("College van Bestuur", "1.0"), ("de MR", "1.0")]
    assert noord.document is not None
    assert (noord.document.status, noord.document.day) == ("vastgesteld", date(2026, 10, 1))


def test_a_release_is_recorded_once_and_never_changed(root: Path) -> None:
    policy = policy_of(root, "zuid")
    edit(root).record_release(policy).save()
    (release,) = loaded(root).schools["zuid"].releases
    assert release.is_whole
    with pytest.raises(EditError, match="A release never changes"):
        edit(root).record_release(policy)
    with pytest.raises(EditError, match="frozen versions"):
        edit(root).rename_school("zuid", "west")
    frozen = (root / release.file).read_bytes()
    edit(root).rename_clause(T, "afspraken.opbergen", "afspraken.kluis").save()
    assert (root / release.file).read_bytes() == frozen


# -- what is refused --------------------------------------------------------------------------------------------------


REFUSED: dict[str, tuple[Callable[[Edit], Edit], str]] = {
    "a status that there is not": (lambda e: e.set_document("noord", T, status="klaar"), "does not fit"),
    "a key that there is not": (lambda e: e.set_project("kleur", "rood"), "Unknown key"),
    "a school that there is not": (lambda e: e.set_school("nord", "name", "N"), "noord"),
    "a protocol that there is not": (lambda e: e.set_text("telefoon", "tips.vraag", "x"), "telefoons"),
    "a clause that there is not": (lambda e: e.set_text(T, "tips.vrag", "x"), "tips.vraag"),
    "an alternative that there is not": (lambda e: e.choose("noord", T, "afspraken.opbergen", "alle"), "allen"),
    "a reference that there is not": (lambda e: e.set_reference("meldpnt", "name", "x"), "meldpunt"),
    "an operation on nothing": (lambda e: e.omit("noord", T, "tips.vrag", "x"), "tips.vraag"),
    "a reason that is missing": (lambda e: e.omit("noord", T, "tips.vraag", ""), "reason"),
    "an empty text": (lambda e: e.set_text(T, "tips.vraag", ""), "does not fit"),
    "an id that is in use": (lambda e: e.add_clause(T, "tips.vraag", title="T", audience=["ouder"]), "already used"),
    "an id that was dropped": (lambda e: e.rename_clause(T, "tips.vraag", "afspraken.oud"), "already used"),
    "an id that a school has": (lambda e: e.rename_clause(T, "tips.vraag", "stichting.kluisjes"), "already used"),
    "an id that is none": (lambda e: e.rename_clause(T, "tips.vraag", "Tips"), "cannot become"),
    "the same id": (lambda e: e.rename_clause(T, "tips.vraag", "tips.vraag"), "cannot become"),
    "a way out of the project": (lambda e: e.set("../buiten.yaml", ["a"], "b"), "not a file of the source"),
    "a file that is none": (
        lambda e: e.add_clause(T, "x.y", title="T", audience=["ouder"], file="../x.yaml"), "name of a"),
    "a school that is a path": (lambda e: e.rename_school("noord", "../weg"), "cannot be a school"),
    "a school that is taken": (lambda e: e.rename_school("noord", "zuid"), "already used"),
    "base": (lambda e: e.rename_school("noord", "base"), "cannot be a school"),
    "a release": (lambda e: e.set("policy_src/schools/zuid/releases/telefoons-1.0.json", ["a"], "b"), "not a file"),
    "a section with clauses": (lambda e: e.take_section(T, "tips"), "still holds"),
    "a section in itself": (lambda e: e.move_section(T, "tips", into="tips"), "exactly one place"),
    "an outline that there is not": (
        lambda e: e.place_clause(T, "tips.vraag", after="inleiding.doel", school="noord"), "move"),
    "a clause that the excerpt needs": (lambda e: e.drop_clause(T, "gids.kort", "Weg."), "cannot do without"),
    "a parameter's name that is taken": (lambda e: e.rename_parameter(T, "bewaarplek", "aangifte.werkwoord"), "taken"),
    "a reserved name": (lambda e: e.rename_parameter(T, "bewaarplek", "school.plek"), "taken"),
    "a character that nobody sees": (lambda e: e.set_school("noord", "place", "As\u202esen"), "U\\+202E"),
    "an item beyond the list": (lambda e: e.set("policy_src/references.yaml", [99, "name"], "x"), "There is no"),
    "no path": (lambda e: e.set("policy_src/project.yaml", [], "x"), "path"),
    "a value of another kind": (
        lambda e: e.set_project("reaction_weeks", 1.5), "cannot be written"),  # type: ignore[arg-type]
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_does_not_fit_is_refused_and_changes_nothing(name: str, root: Path) -> None:
    ask, why = REFUSED[name]
    asked = edit(root)
    with pytest.raises(EditError, match=why) as refused:
        ask(asked)
    assert not asked.changes
    assert refused.value.remedy or all(fault.remedy() for fault in refused.value.diagnostics)


def test_a_fault_elsewhere_does_not_stand_in_the_way(project: ProjectMaker) -> None:
    root = project(files={"policy_src/schools/zuid/school.yaml": "kind: [\n"})
    edit(root).set_school("noord", "place", "Assen").save()
    assert b"place: Assen" in (root / "policy_src/schools/noord/school.yaml").read_bytes()


def test_a_fault_in_the_file_that_was_there_can_be_mended(project: ProjectMaker) -> None:
    root = project(replace={NOORD: [("status: concept", "status: klaar")]})
    with pytest.raises(EditError):
        edit(root).set_document("noord", T, status="gereed")
    edit(root).set_document("noord", T, status="concept").save()
    assert findings(root) == []


# -- what is kept for good --------------------------------------------------------------------------------------------


def test_nothing_is_frozen_that_is_larger_than_anybody_reads(root: Path) -> None:
    policy, desk = policy_of(root, "noord"), Desk(FolderTree(root))
    section = policy.sections[0].model_copy(update={"id": "lang"})
    long = policy.model_copy(update={"sections": (section,) * (MAX_BYTES // 500)})
    assert len(frozen(long)) > MAX_BYTES
    with pytest.raises(EditError, match="1 MB"):
        record_release(desk, long)
    assert not desk.changes
    record_release(desk, policy)
    assert desk.changes
