"""What people add by a command stands in the source as if somebody had typed it with care; or nothing changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from schoolprotocol import Deviation, NewClause, NewProtocol, NewValue, Project
from schoolprotocol.errors import EditError, SourceError, UsageError
from schoolprotocol.library.taking import Shelf
from schoolprotocol.starting.adding import add_protocol, tell_editors
from schoolprotocol.starting.begin import begin
from schoolprotocol.starting.more_questions import next_of
from schoolprotocol.starting.questions import Asked
from tests.conftest import ProjectMaker, Run
from tests.starting.conftest import LIBRARY, TODAY, answers

CLAUSES = "policy_src/protocols/telefoons/clauses/alles.yaml"
NOORD = "policy_src/schools/noord/telefoons.yaml"
CONCEPT = "{version: '1.0', status: concept, review: 2027-11-01}"


def read(root: Path, file: str = NOORD) -> str:
    return (root / file).read_text("utf-8")


def everything(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def clause(**more: Any) -> NewClause:
    given = {"title": "Medisch", "text": "Een telefoon om een medische reden mag.", "audience": ("leerling",)}
    return NewClause(protocol="telefoons", **{"after": "afspraken.opbergen", **given, **more})


def deviation(target: str, **more: Any) -> Deviation:
    return Deviation("noord", "telefoons", target, **more)


# -- clauses ----------------------------------------------------------------------------------------------------------


def test_a_clause_gets_an_id_and_a_place_and_it_is_told_whom_it_reaches(project: ProjectMaker) -> None:
    root = project()
    id_, applied = Project.open(root).add_clause(clause(), today=TODAY)
    assert id_ == "afspraken.medisch"
    assert {one.school: one.state for one in applied.impact.documents} == {"noord": "touched", "zuid": "touched"}
    policy = Project.open(root).document("noord").policy
    assert policy.labels()[id_] == "artikel 1.3"


def test_a_title_that_is_taken_gives_another_id(project: ProjectMaker) -> None:
    root = project()
    ids = [Project.open(root).add_clause(clause(title=title), today=TODAY)[0] for title in ("Oud", "Opbergen", "18+!")]
    assert ids == ["afspraken.oud-2", "afspraken.opbergen-2", "afspraken.punt-18"]  # the first has a tombstone


def test_a_school_gets_a_clause_of_its_own_with_its_name_and_a_reason(project: ProjectMaker) -> None:
    root = project()
    given = clause(school="noord", reason="Wij hebben een bak.", title="De bak")
    id_, applied = Project.open(root).add_clause(given, today=TODAY)
    assert id_ == "noord.de-bak"
    assert {one.school: one.state for one in applied.impact.documents} == {"noord": "touched", "zuid": "untouched"}
    with pytest.raises(UsageError, match="reason"):
        Project.open(root).add_clause(clause(school="noord"), today=TODAY)


@pytest.mark.parametrize(
    "more",
    [
        {"text": "De {{ school.shrt }} zegt het."},
        {"text": "Lees {clause}`afspraken.niets`."},
        {"text": "Fijn 😀."},
        {"after": "afspraken.opbergn"},
        {"after": None},
        {"after": None, "section": "bijlage"},
        {"id": "Geen Id"},
        {"id": "afspraken.opnamen"},
        {"audience": ("iedereen",)},
        {"references": ("avg-5",)},
        {"title": "twee\nregels"},
    ],
    ids=str,
)
def test_a_clause_that_does_not_fit_changes_nothing(more: dict[str, Any], project: ProjectMaker) -> None:
    root = project()
    before = everything(root)
    with pytest.raises((SourceError, EditError, UsageError)):
        Project.open(root).add_clause(clause(**more), today=TODAY)
    assert everything(root) == before


def test_a_text_with_all_that_yaml_minds_comes_back_as_it_was_typed(project: ProjectMaker) -> None:
    root = project()
    text = "Let op: ‘nee’ # geen \"commentaar\" – en – 1.0, ja?\n\n- een: twee\n- 'drie'"
    id_, _applied = Project.open(root).add_clause(clause(text=text), today=TODAY)
    assert Project.open(root).corpus.protocols["telefoons"].clauses[id_].text == text


# -- values -----------------------------------------------------------------------------------------------------------


def test_a_value_is_declared_and_changes_no_document_yet(project: ProjectMaker) -> None:
    root = project()
    new = NewValue("pauze.leerjaar", "number", "Vanaf welk leerjaar.", "telefoons", default="3")
    applied = Project.open(root).add_value(new, today=TODAY)
    assert {one.state for one in applied.impact.documents} == {"untouched"}
    assert [finding.kind.code for finding in applied.findings] == ["SP402"]
    assert Project.open(root).corpus.protocols["telefoons"].protocol.parameters["pauze.leerjaar"].default == "3"


def test_a_value_that_all_protocols_share_begins_a_file_and_joins_it(project: ProjectMaker) -> None:
    root = project()
    for name in ("termijn.een", "termijn.twee"):
        Project.open(root).add_value(NewValue(name, "text", "Een termijn.", default="kort"), today=TODAY)
    assert [*Project.open(root).corpus.parameters] == ["termijn.een", "termijn.twee"]


@pytest.mark.parametrize(
    "new",
    [
        NewValue("bewaarplek", "text", "Nog een keer.", "telefoons"),
        NewValue("bewaarplek", "text", "Nog een keer."),
        NewValue("leeftijd", "number", "Een getal.", "telefoons", default="veel"),
        NewValue("leeftijd", "choice", "Een keuze.", "telefoons"),
        NewValue("school.naam", "text", "Bezet.", "telefoons"),
        NewValue("leeftijd", "text", "Zonder waarde.", "telefoon"),
    ],
)
def test_a_value_that_does_not_fit_changes_nothing(new: NewValue, project: ProjectMaker) -> None:
    root = project()
    before = everything(root)
    with pytest.raises((SourceError, EditError, UsageError)):
        Project.open(root).add_value(new, today=TODAY)
    assert everything(root) == before


# -- deviations -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        (deviation("bewaarplek", value="thuis: altijd"), 'bewaarplek: "thuis: altijd"'),
        (deviation("afspraken", heading="Zo doen wij dat"), "{set: afspraken, heading: Zo doen wij dat}"),
        (
            deviation("stichting.kluisjes", omit=True, reason="Wij niet."),
            "{omit: stichting.kluisjes, reason: Wij niet.}",
        ),
        (deviation("afspraken.melden", before="afspraken.opbergen"), "{move: afspraken.melden, before: "),
        (deviation("tips.vraag", text="Vraag het.", reason="Korter."), "replaces: 290f471e2512"),
    ],
    ids=lambda one: getattr(one, "target", ""),
)
def test_a_deviation_stands_in_the_variant_of_the_school_and_nowhere_else(
    asked: Deviation, line: str, project: ProjectMaker
) -> None:
    root = project()
    before = everything(root)
    applied = Project.open(root).deviate(asked, today=TODAY)
    assert applied.files == (NOORD,)
    assert line in read(root)
    assert [one.school for one in applied.impact.documents if one.state == "touched"] == ["noord"]
    Project.open(root).deviate(deviation(asked.target, undo=True), today=TODAY)
    assert everything(root) == before


def test_an_alternative_of_the_library_is_chosen_by_name(project: ProjectMaker) -> None:
    root = project(files={NOORD: f"protocol: telefoons\ndocument: {CONCEPT}\n"})
    Project.open(root).deviate(deviation("afspraken.opbergen", alternative="allen"), today=TODAY)
    assert "{set: afspraken.opbergen, alternative: allen}" in read(root)
    with pytest.raises(EditError):
        Project.open(root).deviate(deviation("afspraken.opbergen", alternative="alen"), today=TODAY)


@pytest.mark.parametrize(
    "asked",
    [
        deviation("tips.vraag", omit=True),
        deviation("tips.vraag", text="Zonder reden."),
        deviation("tips.vraag"),
        deviation("tips.vraag", omit=True, text="Beide.", reason="Zo."),
        deviation("tips.vrag", omit=True, reason="Zo."),
        deviation("bewaarplek", text="in de tas", reason="Zo."),
        deviation("bewarplek", value="thuis"),
        deviation("tips.vraag", value="thuis"),
        deviation("tips.vraag", undo=True),
        deviation("tips.vraag", text="{{ x }}", reason="Zo."),
        Deviation("nord", "telefoons", "tips.vraag", omit=True, reason="Zo."),
        Deviation("noord", "telefoon", "tips.vraag", omit=True, reason="Zo."),
    ],
    ids=str,
)
def test_a_deviation_that_does_not_fit_changes_nothing(asked: Deviation, project: ProjectMaker) -> None:
    root = project()
    before = everything(root)
    with pytest.raises((SourceError, EditError, UsageError)):
        Project.open(root).deviate(asked, today=TODAY)
    assert everything(root) == before


# -- protocols and schools --------------------------------------------------------------------------------------------


@pytest.fixture
def delta(tmp_path: Path) -> Path:
    """A board with two schools and one protocol of the library."""
    given = answers("De Wilg", {"name": "Lyceum Oost", "kind": "vo"}, protocols=["telefoons"])
    begin(tmp_path / "delta", given, TODAY, library=LIBRARY)
    return tmp_path / "delta"


def taken(root: Path, new: NewProtocol, shelf: Shelf) -> Project:
    project = Project.open(root)
    edit = project.edit()
    add_protocol(edit, project.corpus, new, shelf, TODAY)
    project.apply(edit, today=TODAY)
    return project.now()


def test_a_protocol_of_the_library_comes_with_all_that_it_needs(delta: Path, shelf: Shelf) -> None:
    project = taken(delta, NewProtocol("pesten"), shelf)
    assert project.check(today=TODAY) == ()
    assert {"wpo-4c", "kindertelefoon"} <= {*project.corpus.references}
    assert "termijn.gesprek" in project.corpus.parameters
    assert {key for key in project.corpus.documents() if key[1] == "pesten"} == {
        ("de-wilg", "pesten"),
        ("lyceum-oost", "pesten"),
    }
    noted = (delta / "policy_src/library.yaml").read_text("utf-8")
    assert "pesten:" in noted
    assert "telefoons:" in noted


def test_a_protocol_of_their_own_begins_with_its_purpose_for_the_schools_that_are_named(
    delta: Path, shelf: Shelf
) -> None:
    new = NewProtocol("ouderapp", "Ouderapp", "Wat wij afspreken over de ouderapp.", ("de-wilg",))
    project = taken(delta, new, shelf)
    assert project.check(today=TODAY) == ()
    assert [key for key in project.corpus.documents() if key[1] == "ouderapp"] == [("de-wilg", "ouderapp")]


@pytest.mark.parametrize(
    "new",
    [
        NewProtocol("telefoons"),
        NewProtocol("pessten"),
        NewProtocol("pesten", schools=("de-wlig",)),
        NewProtocol("handboek", "Handboek", "Een naam die bezet is."),
        NewProtocol("con", "Con", "Een naam die Windows houdt."),
        NewProtocol("../uit", "Uit", "Een weg naar buiten."),
        NewProtocol("school", "School", "Het bestand is er al."),
    ],
    ids=lambda new: new.id,
)
def test_a_protocol_that_cannot_be_changes_nothing(new: NewProtocol, delta: Path, shelf: Shelf) -> None:
    before = everything(delta)
    with pytest.raises((UsageError, EditError, SourceError)):
        taken(delta, new, shelf)
    assert everything(delta) == before


def test_a_school_gets_every_protocol_of_its_board(delta: Path) -> None:
    project = Project.open(delta)
    id_, applied = project.add_school({"name": "'t Zonnetje: #2", "logo": "letters"}, today=TODAY)
    assert id_ == "t-zonnetje-2"
    assert [one.school for one in applied.impact.documents if one.state == "new"] == [id_]
    assert project.now().check(today=TODAY) == ()
    assert project.now().document(id_).policy.document.status == "concept"


@pytest.mark.parametrize(
    "told", [{"name": "de wilg"}, {"name": "Nieuw", "id": "de-wilg"}, {"name": "{{ x }}"}, {"naam": "x"}]
)
def test_a_school_that_cannot_be_changes_nothing(told: dict[str, str], delta: Path) -> None:
    before = everything(delta)
    with pytest.raises((UsageError, SourceError, EditError)):
        Project.open(delta).add_school(told, today=TODAY)
    assert everything(delta) == before


def test_editors_learn_of_a_new_protocol_unless_somebody_wrote_the_settings_himself(delta: Path) -> None:
    path = delta / ".vscode/settings.json"
    assert tell_editors(delta, ["ai", "telefoons"])
    assert "policy_src/schools/*/ai.yaml" in path.read_text("utf-8")
    path.write_text("// van mij\n{}", "utf-8")
    assert not tell_editors(delta, ["pesten"])
    assert path.read_text("utf-8") == "// van mij\n{}"


# -- adoptions --------------------------------------------------------------------------------------------------------


def test_an_adoption_is_recorded_dated_and_kept(project: ProjectMaker) -> None:
    root = project()
    document = Project.open(root).document("noord")
    made, release = document.adopt("de directie", date(2026, 11, 20), date(2026, 12, 1), today=TODAY)
    assert made.status == "vastgesteld"
    assert release is not None
    assert release.name == "telefoons-1.1.json"
    adopted = Project.open(root).document("noord")
    assert adopted.policy.document.effective == date(2026, 12, 1)
    assert adopted.check(today=TODAY) == ()


def test_a_day_that_the_text_says_itself_is_not_written_over(project: ProjectMaker) -> None:
    files = {NOORD: f"protocol: telefoons\nextends: stichting\ndocument: {CONCEPT[:-1]}, day: 2026-01-05}}\n"}
    texts = {CLAUSES: [("text: Vraag het eerst.", 'text: "Dit gold al op {{ document.day }}."')]}
    document = Project.open(root := project(files=files, replace=texts)).document("noord")
    _made, release = document.adopt("de directie", date(2026, 11, 20), date(2026, 12, 1), today=TODAY)
    assert release is not None
    assert "day: 2026-01-05" in read(root)


def test_what_nobody_can_have_adopted_yet_is_refused(project: ProjectMaker) -> None:
    root = project()
    before = everything(root)
    with pytest.raises((SourceError, UsageError)):
        Project.open(root).document("noord").adopt("de directie", date(2026, 11, 30), today=TODAY)
    assert everything(root) == before


# -- questions --------------------------------------------------------------------------------------------------------

TYPED = {
    "clause": ({"title": "Medisch", "text": "Dat mag.", "audience": "1, ouder", "place": "afspraken"}, "place"),
    "value": ({"name": "leeftijd", "protocol": "alle", "help": "Vanaf welke leeftijd."}, "default"),
    "protocol": ({"id": "ouderapp", "title": "Ouderapp", "summary": "Over de ouderapp."}, "school"),
    "school": ({"name": "De Es"}, "logo"),
    "deviation": ({"target": "tips.vraag", "how": "2", "reason": "Zo."}, "reason"),
    "adoption": ({"day": "2026-11-22"}, "effective"),
}


@pytest.mark.parametrize("what", TYPED)
def test_questions_end_and_ask_only_what_matters(what: Any, project: ProjectMaker, shelf: Shelf) -> None:
    typed, last = TYPED[what]
    told = {"school": "noord"} if what in {"deviation", "adoption"} else {}
    corpus, asked = Project.open(project()).corpus, None
    while (following := next_of(what, told, corpus, shelf)) is not None:
        asked = following
        told[asked.key] = asked.answer(typed.get(asked.key, ""))
    assert isinstance(asked, Asked)
    assert asked.key == last


def test_a_deviation_of_a_school_that_is_not_there_is_refused_whatever_else_was_not_said(
    project: ProjectMaker, command: Run
) -> None:
    code, _told, errors = command(project(), "deviate", "nergens", "thuis.kluis", "--omit", "--reason", "Zo is het.")
    assert code == 2
    assert "nergens" in errors


def test_what_is_mistyped_is_told_before_anything_more_is_asked(project: ProjectMaker, command: Run) -> None:
    for more in ((), ("--value", "thuis"), ("--omit", "--reason", "Zo.")):
        code, _told, errors = command(project(), "deviate", "noord", "bewarplek", *more)
        assert code == 2
        assert "Did you mean “bewaarplek”?" in errors
    code, _told, errors = command(project(), "deviate", "noord", "tips.vraag")
    assert code == 2
    assert "--choose, --text, --omit, --after" in errors
    assert "--how" not in errors


def test_a_name_from_which_no_answer_can_be_made_is_told(project: ProjectMaker, command: Run) -> None:
    code, _told, errors = command(project(), "add", "school", "--name", "\U0001f600", "--kind", "po")
    assert code == 2
    assert "\U0001f600" in errors
