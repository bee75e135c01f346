"""Who has to consent before a text is consented to, and after which changes that still holds."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from schoolprotocol.check.versions import check_proposals
from schoolprotocol.diagnostics import Kind
from schoolprotocol.documents.deciding import record_of
from schoolprotocol.policy.decided import text_hash
from schoolprotocol.policy.model import Policy
from schoolprotocol.release.consent import Record
from schoolprotocol.release.states import Standing
from schoolprotocol.release.states import standing as judged
from schoolprotocol.release.substance import Difference, Since
from tests.conftest import ProjectMaker
from tests.faults import CLAUSES, PROTOCOL
from tests.helpers import load, loaded, policy_of
from tests.helpers import spoken as said
from tests.release.making import ADOPTION, ASKS, CONSENT, FOLDER, TODAY, codes, put, release, school, standing, write

THREE = """\
consent:
  - {council: de hele MR, reference: avg-4}
  - {council: de personeelsgeleding van de MR, reference: avg-4, audience: [medewerker]}
  - {council: de oudergeleding van de MR, reference: avg-4, education: po, audience: [leerling, ouder]}
parameters:
"""
STAFF = CONSENT.replace("de MR", "de personeelsgeleding van de MR")
PARENTS = CONSENT + ", part: oudergeleding"
WAIVED = ", outcome: niet-nodig, reason: Er verandert niets voor hen"
NAMES = ("de hele MR", "de personeelsgeleding van de MR", "de oudergeleding van de MR")


def change(root: Path, old: str, new: str, file: str = CLAUSES) -> None:
    """Changes a file of the source."""
    text = (root / file).read_text("utf-8")
    assert text.count(old) == 1
    (root / file).write_text(text.replace(old, new), "utf-8")


def three(project: ProjectMaker, *asked: str) -> Path:
    """A project in which `noord` put version 1.1 to three bodies: the first version that anybody gets."""
    root = project(replace={PROTOCOL: (("parameters:\n", THREE),)})
    write(root, "concept")
    put(root, *asked)
    return root


def missing(root: Path, *decisions: str, status: str = "ingestemd") -> list[str]:
    """The bodies of which no decision is found, and other codes."""
    write(root, status, *decisions)
    return [
        str(problem.values["body"]) if problem.kind is Kind.BODY_MISSING else problem.kind.name
        for problem in standing(root).problems
    ]


# -- everybody who was asked ------------------------------------------------------------------------------------------


def test_the_decision_of_one_body_is_not_that_of_the_three_that_were_asked(project: ProjectMaker) -> None:
    root = three(project, *NAMES)
    assert missing(root, CONSENT) == list(NAMES[1:])
    assert missing(root, CONSENT, STAFF) == [NAMES[2]]
    assert missing(root, CONSENT, STAFF, PARENTS) == []


def test_an_adoption_needs_them_all_too(project: ProjectMaker) -> None:
    root = three(project, *NAMES)
    assert missing(root, CONSENT, ADOPTION, status="vastgesteld") == list(NAMES[1:])
    found = standing(root)
    assert found.supported == "ter-instemming"
    assert missing(root, CONSENT, STAFF, PARENTS, ADOPTION, status="vastgesteld") == []


def test_the_finding_says_who_was_asked_and_which_lines_to_write(project: ProjectMaker) -> None:
    root = three(project, *NAMES)
    write(root, "ingestemd", CONSENT, STAFF)
    (problem,) = standing(root).problems
    assert "The consent of de oudergeleding van de MR" in problem.message()
    for told in ("kind: instemming", text_hash(policy_of(root)), "niet-nodig", "Asked: de hele MR, de personeels"):
        assert told in problem.remedy(), told
    assert "Recorded: de MR, de personeelsgeleding van de MR." in problem.remedy()
    assert problem.place.line == 3


def test_what_the_papers_asked_counts_and_not_what_the_rules_ask_by_now(project: ProjectMaker) -> None:
    root = three(project, "de hele MR")
    assert missing(root, CONSENT) == []
    root = three(project, "de hele MR", "de PMR", "de vakbond")
    assert missing(root, CONSENT, STAFF) == ["de vakbond"]


def test_who_was_asked_stays_asked_when_the_papers_are_made_again(project: ProjectMaker) -> None:
    """Somebody takes a rule away, changes a mark, and makes a dossier that asks fewer bodies."""
    root = three(project, *NAMES)
    change(root, "  text: Vraag het eerst.", "  text: Vraag *het* eerst.")
    write(root, "concept")
    put(root, "de hele MR")
    assert missing(root, CONSENT) == list(NAMES[1:])


def test_papers_of_before_and_papers_that_ask_nobody_are_judged_by_the_rules(project: ProjectMaker) -> None:
    root = three(project)
    assert missing(root, CONSENT) == list(NAMES[1:])
    root = project(replace={PROTOCOL: (("parameters:\n", THREE),)})
    write(root, "concept")
    put(root, asked=[])
    assert missing(root, CONSENT) == list(NAMES[1:])


def test_the_rules_ask_those_whom_the_changes_concern(project: ProjectMaker) -> None:
    root = project(replace={PROTOCOL: (("parameters:\n", THREE),)})
    write(root, "vastgesteld")
    variant = root / FOLDER / "telefoons.yaml"
    variant.write_text(variant.read_text("utf-8").replace('"1.1"', '"1.0"'), "utf-8")
    release(root)
    change(root, "  text: Vraag het eerst.", "  text: Vraag het nooit.")
    write(root, "concept")
    put(root)
    assert missing(root, CONSENT) == [NAMES[2]]


def test_education_that_the_school_does_not_give_is_not_asked(project: ProjectMaker) -> None:
    root = three(project)
    assert missing(root, CONSENT, STAFF) == [NAMES[2]]
    path = root / FOLDER / "school.yaml"
    path.write_text(f"education: [vo]\n{path.read_text('utf-8')}", "utf-8")
    (kept,) = (root / FOLDER / "proposals").iterdir()
    kept.unlink()
    put(root)
    assert missing(root, CONSENT, STAFF) == []


def test_a_body_that_was_not_asked_cannot_stand_in_for_one_that_was(project: ProjectMaker) -> None:
    root = three(project, "de hele MR", "de personeelsgeleding van de MR")
    stands_in = "BODY_NOT_ASKED"
    assert missing(root, CONSENT, CONSENT.replace("de MR", "de leerlingenraad")) == [stands_in, NAMES[1]]
    assert missing(root, STAFF, CONSENT.replace("de MR", "de GMR")) == [stands_in, "de hele MR"]
    assert missing(root, CONSENT.replace("de MR", "de leerlingenraad")) == [stands_in, *NAMES[:2]]


def test_a_body_that_was_not_asked_and_refuses_this_text_stops_it_all_the_same(project: ProjectMaker) -> None:
    root = three(project, "de hele MR")
    refused = CONSENT.replace("de MR", "de leerlingenraad") + ", outcome: negatief"
    assert missing(root, CONSENT, refused) == ["CONSENT_REFUSED"]


def test_a_body_that_refused_a_text_and_is_not_asked_about_the_next_one_does_not_stop_that(
    project: ProjectMaker,
) -> None:
    root = three(project, "de hele MR", "de personeelsgeleding van de MR")
    first = text_hash(policy_of(root))
    change(root, "  text: Vraag het eerst.", "  text: Vraag het nooit.")
    write(root, "concept")
    put(root, "de hele MR")
    refused = STAFF.replace("HASH", first) + ", outcome: negatief"
    assert missing(root, refused, CONSENT) == []


@pytest.mark.parametrize("council", ["de GMR", "de (G)MR"])
def test_a_school_with_a_joint_council_asks_that_one(project: ProjectMaker, council: str) -> None:
    root = project(replace={PROTOCOL: (("parameters:\n", THREE),), f"{FOLDER}/school.yaml": (("de MR", council),)})
    write(root, "concept")
    put(root)
    assert missing(root, CONSENT)[:2] == ["BODY_NOT_ASKED", council.replace("de ", "de hele ")]
    own = [one.replace("de MR", council).replace("van de MR", f"van {council}") for one in (CONSENT, STAFF, PARENTS)]
    assert missing(root, *own) == []


# -- waivers ----------------------------------------------------------------------------------------------------------


def test_a_recorded_waiver_takes_the_place_of_a_consent(project: ProjectMaker) -> None:
    root = three(project, *NAMES)
    assert missing(root, CONSENT, STAFF + WAIVED, PARENTS) == []


def test_waivers_alone_are_no_consent_but_nobody_waits_for_one_then(project: ProjectMaker) -> None:
    root = three(project, *NAMES)
    waived = [one + WAIVED for one in (CONSENT, STAFF, PARENTS)]
    assert missing(root, *waived) == ["CONSENT_MISSING"]
    assert missing(root, *waived, ADOPTION, status="vastgesteld") == []


def test_a_waiver_is_about_a_text_and_ends_with_it(project: ProjectMaker) -> None:
    root = three(project, *NAMES[:2])
    assert missing(root, CONSENT, STAFF.replace(', text_hash: "HASH"', "") + WAIVED) == ["CONSENT_NOT_BOUND"]
    write(root, "ingestemd", CONSENT, STAFF + WAIVED)
    change(root, "  text: Vraag het eerst.", "  text: Vraag het nooit.")
    assert codes(standing(root)) == ["DECISION_VOID"]


def test_a_refusal_after_a_waiver_counts(project: ProjectMaker) -> None:
    root = three(project, *NAMES[:2])
    later = STAFF.replace("2026-11-16", "2026-11-17") + ", outcome: negatief"
    assert missing(root, CONSENT, STAFF + WAIVED, later) == ["CONSENT_REFUSED"]
    assert missing(root, CONSENT, later, STAFF + WAIVED) == ["CONSENT_REFUSED"]


def test_a_waiver_does_not_undo_a_refusal_of_the_same_text(project: ProjectMaker) -> None:
    root = three(project, *NAMES[:2])
    refused = STAFF + ", outcome: negatief"
    waived = CONSENT.replace("de MR", "de PMR").replace("2026-11-16", "2026-11-17") + WAIVED
    assert missing(root, CONSENT, refused, waived) == ["CONSENT_REFUSED"]


def test_a_waiver_may_follow_a_refusal_when_the_text_is_another(project: ProjectMaker) -> None:
    root = three(project, *NAMES[:2])
    refused = STAFF.replace("HASH", text_hash(policy_of(root))) + ", outcome: negatief"
    change(root, "  text: Vraag het eerst.", "  text: Vraag het nooit.")
    write(root, "concept")
    put(root, *NAMES[:2])
    assert missing(root, refused, CONSENT, STAFF.replace("2026-11-16", "2026-11-19") + WAIVED) == []


# -- what was put, and to whom, is kept -------------------------------------------------------------------------------


def wrapper(path: Path, edit: Callable[[dict[str, object]], object]) -> None:
    data = json.loads(path.read_text("utf-8"))
    edit(data)
    path.write_text(json.dumps(data), "utf-8")


@pytest.mark.parametrize(
    "edit",
    [
        lambda data: data["asked"].pop(),
        lambda data: data.update(asked=["de hele MR"]),
        lambda data: data.update(asked=[]),
        lambda data: data.pop("asked"),
    ],
    ids=["one less", "another list", "nobody", "gone"],
)
def test_a_proposal_of_which_somebody_changed_who_was_asked_is_no_proposal(
    project: ProjectMaker, edit: Callable[[dict[str, object]], object]
) -> None:
    root = three(project, *NAMES)
    (path,) = (root / FOLDER / "proposals").iterdir()
    wrapper(path, edit)
    assert [found.kind for found in check_proposals(loaded(root))] == [Kind.PROPOSAL_CHANGED]
    assert missing(root, CONSENT) == ["CONSENT_NOT_BOUND", *NAMES[1:]]


def test_a_list_added_to_a_proposal_of_before_is_seen_too(project: ProjectMaker) -> None:
    root = three(project)
    (path,) = (root / FOLDER / "proposals").iterdir()
    assert check_proposals(loaded(root)) == []
    wrapper(path, lambda data: data.update(asked=["de hele MR"]))
    assert [found.kind for found in check_proposals(loaded(root))] == [Kind.PROPOSAL_CHANGED]


@pytest.mark.parametrize("asked", ["de MR", [1], [""], {"a": 1}])
def test_something_else_than_a_list_of_names_cannot_be_read(project: ProjectMaker, asked: object) -> None:
    root = three(project, *NAMES)
    (path,) = (root / FOLDER / "proposals").iterdir()
    wrapper(path, lambda data: data.update(asked=asked))
    (found,) = load(root)[1]
    assert found.kind is Kind.PROPOSAL_UNREADABLE
    assert "“asked” is missing or wrong" in found.message()


# -- changes that somebody has to look at -----------------------------------------------------------------------------

CONFIRMED = (
    'body: de MR, kind: bevestiging, version: "1.1", day: 2026-11-18, reason: De zin zegt hetzelfde, text_hash: "HASH"'
)
COMMA = ("  text: Vraag het eerst.", "  text: Vraag het, eerst.")


def weighed(root: Path, *looked_at: str) -> Standing:
    """How far the text of `noord` has come, where changes in these clauses are to be looked at."""
    policy = policy_of(root)
    record = record_of(loaded(root), ("noord", "telefoons"), policy)

    def changed(old: Policy, new: Policy) -> Since:
        was, now = ({c.id: c for c in text.clauses()} for text in (old, new))
        found = [id_ for id_ in now if id_ in was and now[id_].wording.text != was[id_].wording.text]
        return Since(
            tuple(
                Difference(
                    now[id_].title, "review" if id_ in looked_at else "substantive", frozenset({f"clause/{id_}"})
                )
                for id_ in found
            )
        )

    return judged(replace(record, changed=changed), TODAY)


@pytest.fixture
def looked_at(project: ProjectMaker) -> Path:
    """The council consented to a text; then a comma came."""
    root = school(project)
    put(root, "de hele MR")
    write(root, "ingestemd", CONSENT)
    change(root, *COMMA)
    return root


def bound(root: Path) -> str:
    """The consent in `noord` as it stands there."""
    text = (root / FOLDER / "telefoons.yaml").read_text("utf-8")
    return CONSENT.replace("HASH", text.split('text_hash: "')[1][:64])


def test_a_consent_waits_for_a_confirmation_once_a_comma_moved(looked_at: Path) -> None:
    found = weighed(looked_at, "tips.vraag")
    assert (found.supported, codes(found)) == ("concept", ["NOT_CONFIRMED"])
    (problem,) = found.problems
    assert "Vraag het eerst" in problem.message()
    assert "kind: bevestiging" in problem.remedy()
    assert text_hash(policy_of(looked_at)) in problem.remedy()
    assert [decision.body for decision in found.waiting] == [decision.body for decision in found.void] == ["de MR"]


def test_the_confirmation_of_the_same_body_makes_it_hold_again(looked_at: Path) -> None:
    write(looked_at, "ingestemd", bound(looked_at), CONFIRMED.replace("de MR", "Medezeggenschapsraad"))
    found = weighed(looked_at, "tips.vraag")
    assert (found.supported, found.problems, found.void, found.waiting) == ("ingestemd", (), (), ())


@pytest.mark.parametrize(
    "confirmed",
    [
        CONFIRMED.replace("de MR", "de directie"),
        CONFIRMED.replace("de MR", "de MR, part: oudergeleding"),
        CONFIRMED + ", outcome: negatief",
        CONFIRMED.replace("2026-11-18", "2026-11-15"),
        CONFIRMED.replace('"1.1"', '"1.0"'),
    ],
    ids=["another body", "a part of it", "it does not", "before the consent", "another version"],
)
def test_no_other_confirmation_does(looked_at: Path, confirmed: str) -> None:
    write(looked_at, "ingestemd", bound(looked_at), confirmed)
    assert "NOT_CONFIRMED" in codes(weighed(looked_at, "tips.vraag"))


def test_a_confirmation_that_the_body_takes_back_counts_no_more(looked_at: Path) -> None:
    back = CONFIRMED.replace("2026-11-18", "2026-11-19") + ", outcome: negatief"
    write(looked_at, "ingestemd", bound(looked_at), CONFIRMED, back)
    assert codes(weighed(looked_at, "tips.vraag")) == ["NOT_CONFIRMED"]


def test_a_confirmation_ends_when_the_text_changes_again(looked_at: Path) -> None:
    write(looked_at, "ingestemd", bound(looked_at), CONFIRMED)
    put(looked_at)
    change(looked_at, "  text: Vraag het, eerst.", "  text: Vraag, het eerst.")
    assert codes(weighed(looked_at, "tips.vraag")) == ["NOT_CONFIRMED"]


def test_a_confirmation_cannot_cover_what_changed_in_substance(looked_at: Path) -> None:
    write(looked_at, "ingestemd", bound(looked_at), CONFIRMED)
    found = weighed(looked_at)
    assert codes(found) == ["DECISION_VOID"]
    assert found.waiting == ()


def test_an_adoption_that_names_its_text_waits_for_its_own_board(looked_at: Path) -> None:
    adopted = ADOPTION.replace("2026-11-18", "2026-11-17").replace("HASH", bound(looked_at).split(chr(34))[-2])
    board = CONFIRMED.replace("de MR", "directie").replace("2026-11-18", "2026-11-19")
    write(looked_at, "vastgesteld", bound(looked_at), adopted, CONFIRMED)
    assert codes(weighed(looked_at, "tips.vraag")) == ["NOT_CONFIRMED"]
    write(looked_at, "vastgesteld", bound(looked_at), adopted, CONFIRMED, board)
    assert weighed(looked_at, "tips.vraag").problems == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("De leraar mag, niet de mentor, doorzoeken.", "De leraar mag niet, de mentor, doorzoeken."),
        ("Foto's mogen niet. Filmpjes wel.", "Foto's mogen. Niet filmpjes wel."),
        ("Vraag het eerst.", "Vraag, het eerst."),
    ],
)
def test_marks_that_turn_a_rule_round_end_a_consent_until_it_is_confirmed(
    project: ProjectMaker, before: str, after: str
) -> None:
    root = project(
        replace={PROTOCOL: (("parameters:\n", ASKS),), CLAUSES: (("  text: Vraag het eerst.", f"  text: {before}"),)}
    )
    write(root, "concept")
    put(root, "de hele MR")
    write(root, "ingestemd", CONSENT)
    assert standing(root).problems == ()
    change(root, f"  text: {before}", f"  text: {after}")
    found = standing(root)
    assert (found.supported, codes(found)) == ("concept", ["NOT_CONFIRMED"])
    write(root, "ingestemd", bound(root), CONFIRMED)
    assert standing(root).problems == ()
    change(root, f"  text: {after}", "  text: Vraag het nooit.")
    assert "DECISION_VOID" in codes(standing(root))


def test_steps_in_another_order_end_a_consent_until_it_is_confirmed(project: ProjectMaker) -> None:
    root = school(project)
    put(root, "de hele MR")
    write(root, "ingestemd", CONSENT)
    steps = "numbered: [afspraken.opbergen, afspraken.opnamen, afspraken.melden]"
    change(root, steps, "numbered: [afspraken.opnamen, afspraken.opbergen, afspraken.melden]", PROTOCOL)
    assert codes(standing(root)) == ["NOT_CONFIRMED"]


# -- votes, change by change ------------------------------------------------------------------------------------------

NOTES = """\
id: {id}
summary: {id}
clauses: [{clauses}]
since: "1.0"
motive: Zo.
consequences: Geen.
measures: Geen.
"""
VOTED = CONSENT + ", votes: [{change: vragen, outcome: %s}, {change: afspraken.melden, outcome: %s}]"


@pytest.fixture
def voted(project: ProjectMaker) -> Path:
    """Version 1.0 was released; 1.1 changes two clauses, one of them with a note, and was put to the council."""
    root = school(project, "vastgesteld")
    variant = root / FOLDER / "telefoons.yaml"
    variant.write_text(variant.read_text("utf-8").replace('"1.1"', '"1.0"'), "utf-8")
    release(root)
    write(root, "concept")
    noted(root, "vragen", "tips.vraag")
    change(root, "  text: Vraag het eerst.", "  text: Vraag het nooit.")
    change(root, "Ziet u iets dat niet mag?", "Ziet u iets dat kwetst?")
    put(root, "de hele MR")
    return root


def noted(root: Path, id_: str, clauses: str) -> None:
    path = root / f"policy_src/protocols/telefoons/changes/{id_}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(NOTES.format(id=id_, clauses=clauses), "utf-8")


def test_a_body_that_agreed_to_every_change_consented(voted: Path) -> None:
    write(voted, "ingestemd", VOTED % ("positief", "met-voorwaarden, conditions: Na een jaar evalueren"))
    assert standing(voted).problems == ()


def test_a_change_about_which_it_did_not_vote_is_named(voted: Path) -> None:
    write(voted, "ingestemd", CONSENT + ", votes: [{change: vragen, outcome: positief}]")
    (problem,) = standing(voted).problems
    assert problem.kind is Kind.VOTE_MISSING
    assert "afspraken.melden" in problem.message()
    assert "vragen" not in problem.message()


def test_only_the_changes_that_concern_its_people_are_asked_of_a_part(project: ProjectMaker) -> None:
    rule = ASKS.replace("de hele MR,", "de personeelsgeleding van de MR, audience: [medewerker],")
    root = project(replace={PROTOCOL: (("parameters:\n", rule),)})
    write(root, "vastgesteld")
    variant = root / FOLDER / "telefoons.yaml"
    variant.write_text(variant.read_text("utf-8").replace('"1.1"', '"1.0"'), "utf-8")
    release(root)
    change(root, "  text: Vraag het eerst.", "  text: Vraag het nooit.")
    change(root, "wil rust in de les", "wil stilte in de les")
    write(root, "concept")
    put(root)
    write(root, "ingestemd", STAFF + ", votes: [{change: inleiding.doel, outcome: positief}]")
    assert standing(root).problems == ()


def test_a_refused_change_that_still_stands_in_the_text_stops_it(voted: Path) -> None:
    write(voted, "ingestemd", VOTED % ("negatief", "positief"))
    (problem,) = standing(voted).problems
    assert problem.kind is Kind.CHANGE_REFUSED
    assert "The change vragen was refused" in problem.message()


def test_the_consent_holds_for_the_text_without_the_refused_change(voted: Path) -> None:
    write(voted, "concept", VOTED % ("negatief", "positief"))
    lines = (voted / FOLDER / "telefoons.yaml").read_text("utf-8")
    change(voted, "  text: Vraag het nooit.", "  text: Vraag het eerst.")
    (voted / FOLDER / "telefoons.yaml").write_text(lines.replace("concept", "ingestemd"), "utf-8")
    found = standing(voted)
    assert (found.supported, said(found.problems), found.void) == ("ingestemd", [], ())


def test_and_not_when_more_was_changed_on_the_way(voted: Path) -> None:
    write(voted, "concept", VOTED % ("negatief", "positief"))
    lines = (voted / FOLDER / "telefoons.yaml").read_text("utf-8")
    (voted / FOLDER / "telefoons.yaml").write_text(lines.replace("concept", "ingestemd"), "utf-8")
    change(voted, "  text: Vraag het nooit.", "  text: Vraag het eerst.")
    change(voted, "Ziet u iets dat kwetst?", "Ziet u iets dat niet mag?")
    (problem,) = standing(voted).problems
    assert problem.kind is Kind.DECISION_VOID
    assert "Melden" in problem.message()
    assert "Vraag" not in problem.message()


def test_nor_when_the_refused_change_came_back_in_other_words(voted: Path) -> None:
    write(voted, "concept", VOTED % ("negatief", "positief"))
    lines = (voted / FOLDER / "telefoons.yaml").read_text("utf-8")
    (voted / FOLDER / "telefoons.yaml").write_text(lines.replace("concept", "ingestemd"), "utf-8")
    change(voted, "  text: Vraag het nooit.", "  text: Vraag het zelden.")
    assert codes(standing(voted)) == ["CHANGE_REFUSED"]


def test_a_body_that_voted_about_the_whole_sees_again_what_another_had_taken_back(voted: Path) -> None:
    (path,) = (voted / FOLDER / "proposals").iterdir()
    path.unlink()
    put(voted, "de hele MR", "de leerlingenraad")
    write(voted, "concept", VOTED % ("negatief", "positief"), CONSENT.replace("de MR", "de leerlingenraad"))
    lines = (voted / FOLDER / "telefoons.yaml").read_text("utf-8")
    (voted / FOLDER / "telefoons.yaml").write_text(lines.replace("concept", "ingestemd"), "utf-8")
    change(voted, "  text: Vraag het nooit.", "  text: Vraag het eerst.")
    (problem,) = standing(voted).problems
    assert (problem.kind, problem.values["body"]) == (Kind.DECISION_VOID, "de leerlingenraad")


def test_a_vote_about_a_change_that_nobody_put_is_a_finding_whatever_the_status(voted: Path) -> None:
    write(voted, "concept", CONSENT + ", votes: [{change: vraag, outcome: negatief}]")
    (problem,) = standing(voted).problems
    assert problem.kind is Kind.VOTE_UNKNOWN
    assert "“vraag”" in problem.message()
    assert "vragen" in problem.remedy()
    assert standing(voted).supported != "ingestemd"


def test_a_change_with_two_notes_is_voted_about_by_the_first(voted: Path) -> None:
    noted(voted, "wat", "tips.vraag")
    votes = CONSENT + ", votes: [{change: %s, outcome: positief}, {change: afspraken.melden, outcome: positief}]"
    write(voted, "ingestemd", votes % "vragen")
    assert standing(voted).problems == ()
    write(voted, "ingestemd", votes % "wat")
    assert codes(standing(voted)) == ["VOTE_MISSING", "VOTE_UNKNOWN"]


def test_what_was_voted_about_stays_what_it_was_when_notes_are_written_anew(voted: Path) -> None:
    """The clause that the council refused goes to another note, and its own note is about the other clause."""
    (path,) = (voted / FOLDER / "proposals").iterdir()
    path.unlink()
    put(voted, "de hele MR", changes={"vragen": ["clause/tips.vraag"], "afspraken.melden": ["clause/afspraken.melden"]})
    write(voted, "ingestemd", VOTED % ("negatief", "positief"))
    noted(voted, "vragen", "afspraken.melden")
    noted(voted, "anders", "tips.vraag")
    (problem,) = standing(voted).problems
    assert problem.kind is Kind.CHANGE_REFUSED
    assert "The change vragen" in problem.message()
    light = voted / "policy_src/protocols/telefoons/changes/anders.yaml"
    light.write_text(f"{light.read_text('utf-8')}weight: editorial\nweight_reason: Klein.\n", "utf-8")
    assert codes(standing(voted)) == ["CHANGE_REFUSED"]


def test_a_proposal_of_which_somebody_changed_what_was_asked_is_no_proposal(voted: Path) -> None:
    (path,) = (voted / FOLDER / "proposals").iterdir()
    path.unlink()
    put(voted, "de hele MR", changes={"vragen": ["clause/tips.vraag"]})
    (path,) = (voted / FOLDER / "proposals").iterdir()
    assert check_proposals(loaded(voted)) == []
    wrapper(path, lambda data: data.update(changes={"vragen": ["clause/afspraken.melden"]}))
    assert [found.kind for found in check_proposals(loaded(voted))] == [Kind.PROPOSAL_CHANGED]


def test_a_first_version_has_no_changes_to_vote_about(project: ProjectMaker) -> None:
    root = school(project)
    put(root)
    write(root, "ingestemd", CONSENT + ", votes: [{change: tips.vraag, outcome: positief}]")
    assert codes(standing(root)) == ["VOTE_UNKNOWN"]


def test_conditions_of_a_vote_that_nobody_wrote_down_are_an_error(voted: Path) -> None:
    write(voted, "ingestemd", VOTED % ("positief", "met-voorwaarden"))
    assert codes(standing(voted)) == ["CONDITIONS_MISSING"]


def test_a_waiver_does_not_undo_a_refused_change(voted: Path) -> None:
    later = CONSENT.replace("2026-11-16", "2026-11-17") + WAIVED
    write(voted, "vastgesteld", VOTED % ("negatief", "positief"), later, ADOPTION)
    assert "CHANGE_REFUSED" in codes(standing(voted))


# -- what was adopted and released ------------------------------------------------------------------------------------


@pytest.fixture
def moved_on(project: ProjectMaker) -> Path:
    """The text was consented to, adopted and released; then somebody changed a clause that schools share."""
    root = school(project)
    put(root, "de hele MR")
    write(root, "vastgesteld", CONSENT, ADOPTION)
    release(root)
    change(root, "  text: Vraag het eerst.", "  text: Vraag het nooit.")
    return root


def test_an_adopted_release_keeps_its_decisions_when_the_source_moves_on(moved_on: Path) -> None:
    found = standing(moved_on)
    assert (found.problems, found.void) == ((), ())
    assert found.supported == "concept", "what is in the making has no consent"
    assert found.released is not None
    assert found.released.document.status == "vastgesteld"


def test_the_text_goes_back_to_what_was_adopted(moved_on: Path) -> None:
    change(moved_on, "  text: Vraag het nooit.", "  text: Vraag het eerst.")
    found = standing(moved_on)
    assert (found.supported, found.released, found.problems) == ("vastgesteld", None, ())


def test_a_release_of_a_text_that_was_never_adopted_keeps_nothing(project: ProjectMaker) -> None:
    root = school(project)
    put(root)
    write(root, "ingestemd", CONSENT)
    release(root)
    change(root, "  text: Vraag het eerst.", "  text: Vraag het nooit.")
    assert codes(standing(root)) == ["DECISION_VOID"]


def test_another_version_with_other_words_is_judged_as_ever(moved_on: Path) -> None:
    variant = moved_on / FOLDER / "telefoons.yaml"
    text = variant.read_text("utf-8")
    variant.write_text(text.replace('version: "1.1", status', 'version: "1.2", status', 1), "utf-8")
    assert "CONSENT_MISSING" in codes(standing(moved_on))


def test_a_record_has_the_release_with_which_a_version_is_compared(moved_on: Path) -> None:
    record: Record = record_of(loaded(moved_on), ("noord", "telefoons"), policy_of(moved_on))
    assert record.base is not None
    assert record.base.document.version == "1.1"
