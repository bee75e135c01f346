"""What a council refused, asked or was asked does not go by another number, a waiver or a name."""

from __future__ import annotations

import json
import zlib
from datetime import date
from pathlib import Path

import pytest

from schoolprotocol import Project
from schoolprotocol.build.dossier import _refuse_withheld
from schoolprotocol.documents.deciding import points_of
from schoolprotocol.errors import SourceError, UsageError
from schoolprotocol.policy.decided import text_hash
from schoolprotocol.source.ledger import FIRST, appended, line_digest, of_file
from tests.attacks.test_consent import VOTES
from tests.attacks.test_decisions import KEY, SCHOOL, TIP, change, told
from tests.attacks.test_ledger import LEDGER, NOORD_FOLDER, RELEASE, edited, git, kinds, lines
from tests.attacks.test_ledger import write as write_ledger
from tests.attacks.test_ledger_again import decide
from tests.attacks.trying import attempt
from tests.attacks.trying import refused as refused_command
from tests.conftest import ProjectMaker, begun_once
from tests.faults import NOORD, PROTOCOL
from tests.helpers import entered, loaded, policy_of
from tests.release.making import ADOPTION, ASKS, CONSENT, TODAY, codes, put, release, school, standing, write

MR, STAFF = "de hele MR", "de personeelsgeleding van de MR"
BOTH = ASKS.replace("avg-4}\n", f"avg-4}}\n  - {{council: {STAFF}, reference: avg-4}}\n")
OF_STAFF = CONSENT.replace("de MR", STAFF)
REFUSED = CONSENT + ", outcome: negatief"
WAIVED = CONSENT.replace("11-16", "11-17") + ", outcome: niet-nodig, reason: Hoeft niet."
ASKED_A_LETTER = ", outcome: met-voorwaarden, conditions: Een brief."


def noord(root: Path, old: str, new: str) -> None:
    """Writes something else in the variant, wherever it stands."""
    text = (root / NOORD).read_text("utf-8")
    assert old in text
    (root / NOORD).write_text(text.replace(old, new), "utf-8")


def renumber(root: Path, number: str) -> None:
    """Gives the document another number, and leaves its decisions as they are."""
    noord(root, '{version: "1.1", status', f'{{version: "{number}", status')


def decided(root: Path, number: str, *decisions: str) -> None:
    """Adopts the text under this number with these decisions about it, and enters all of it."""
    noord(root, "status: ter-instemming", "status: vastgesteld")
    hash_ = text_hash(policy_of(root))
    with (root / NOORD).open("a", encoding="utf-8") as file:
        for decision in decisions:
            file.write(f"  - {{{decision.replace('HASH', hash_).replace('1.1', number)}}}\n")
    entered(root)


@pytest.fixture
def refused(project: ProjectMaker, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Council and staff were asked about version 1.1, and the council refused."""

    def begin(projects: ProjectMaker) -> Path:
        root = projects(replace={PROTOCOL: (("parameters:\n", BOTH),)})
        write(root, "concept")
        put(root, MR, STAFF)
        write(root, "ter-instemming", REFUSED)
        return root

    return project(begun_once(tmp_path_factory, "attacks-refused", begin))


# -- another number ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", ["1.2", "1.1.1", "2.0", "1.0", "0.9"])
def test_a_refusal_does_not_go_by_another_number_and_a_waiver(refused: Path, number: str) -> None:
    renumber(refused, number)
    put(refused, MR, STAFF)
    decided(refused, number, WAIVED, OF_STAFF.replace("11-16", "11-17"), ADOPTION)
    assert codes(standing(refused)) == ["CONSENT_REFUSED"]
    with pytest.raises(SourceError):
        Project.open(refused).document("noord").release(despite="Haast.", today=TODAY)


@pytest.mark.parametrize(
    "printed",
    [", number: P-12/1.2", ', history: [{version: "1.1", day: 2026-11-02, status: geweigerd, change: Eerste.}]'],
)
def test_nor_with_what_goes_with_a_number(refused: Path, printed: str) -> None:
    change(refused, TIP, f"{TIP[:-1]}, zegt versie {{{{ document.version }}}}.")
    write(refused, "concept")
    put(refused, MR, STAFF)
    write(refused, "ter-instemming", REFUSED)
    renumber(refused, "1.2")
    noord(refused, "review: 2027-11-01", f"review: 2027-11-01{printed}")
    put(refused, MR, STAFF)
    decided(refused, "1.2", WAIVED, OF_STAFF.replace("11-16", "11-17"), ADOPTION)
    assert "CONSENT_REFUSED" in codes(standing(refused))


@pytest.mark.parametrize("rule", [f"  - {{council: {MR}, reference: avg-4}}\n", BOTH.removesuffix("parameters:\n")])
@pytest.mark.parametrize("new_words", [False, True])
def test_a_question_does_not_go_with_its_rule_under_another_number(refused: Path, rule: str, new_words: bool) -> None:
    change(refused, rule, "", PROTOCOL)
    renumber(refused, "1.2")
    if new_words:
        change(refused, TIP, "  text: Vraag het nooit.")
    if "personeel" not in rule:
        put(refused, STAFF)
    decided(refused, "1.2", OF_STAFF.replace("11-16", "11-17"), ADOPTION)
    assert {"BODY_MISSING", "CONSENT_MISSING"} & set(codes(standing(refused)))


def test_nor_is_nobody_asked_any_more_where_the_text_is_not_put_again(refused: Path) -> None:
    change(refused, BOTH, "parameters:\n", PROTOCOL)
    renumber(refused, "1.2")
    decided(refused, "1.2", ADOPTION)
    assert "CONSENT_MISSING" in codes(standing(refused))
    with pytest.raises(SourceError):
        Project.open(refused).document("noord").release(despite="Haast.", today=TODAY)


def test_a_body_that_stays_asked_can_still_decide(refused: Path) -> None:
    change(refused, f"  - {{council: {MR}, reference: avg-4}}\n", "", PROTOCOL)
    renumber(refused, "1.2")
    put(refused, STAFF)
    made = Project.open(refused).document("noord").decide("de MR", date(2026, 11, 18), today=TODAY)
    assert made.waiting == (STAFF,)
    assert made.decision.version == "1.2"


@pytest.mark.parametrize("number", ["1.2", "1.0"])
def test_a_council_that_consents_after_all_takes_its_refusal_back(refused: Path, number: str) -> None:
    renumber(refused, number)
    put(refused, MR, STAFF)
    later = CONSENT.replace("11-16", "11-17")
    decided(refused, number, later, OF_STAFF.replace("11-16", "11-17"), ADOPTION)
    assert standing(refused).problems == ()


def test_another_text_is_another_question(refused: Path) -> None:
    renumber(refused, "1.2")
    change(refused, TIP, "  text: Vraag het altijd, en wacht op het antwoord.")
    put(refused, MR, STAFF)
    decided(refused, "1.2", WAIVED, OF_STAFF.replace("11-16", "11-17"), ADOPTION)
    assert standing(refused).problems == ()


def test_what_was_refused_before_a_release_says_nothing_of_what_comes_after_it(project: ProjectMaker) -> None:
    root = school(project)
    put(root, MR)
    write(root, "ter-instemming", REFUSED)
    later = CONSENT.replace("11-16", "11-17")
    refusal = (root / NOORD).read_text("utf-8").partition("decisions:\n")[2]
    write(root, "vastgesteld", later, ADOPTION)
    with (root / NOORD).open("a", encoding="utf-8") as file:
        file.write(refusal)
    entered(root)
    release(root)
    renumber(root, "1.2")
    noord(root, "status: vastgesteld", "status: ter-instemming")
    put(root, MR)
    decided(root, "1.2", WAIVED, ADOPTION)
    assert "CONSENT_REFUSED" not in codes(standing(root))


# -- what was asked in return -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["11-16", "11-17", "11-19"])
def test_a_condition_does_not_go_by_a_waiver(project: ProjectMaker, day: str) -> None:
    root = school(project)
    waived = WAIVED.replace("11-17", day)
    write(root, "concept", CONSENT + ASKED_A_LETTER, waived)
    points = points_of(loaded(root), KEY, policy_of(root))
    assert [(one.text, one.is_open) for one in points] == [("Een brief.", True)]


# -- the ledger -------------------------------------------------------------------------------------------------------


def chained(*rows: str) -> list[str]:
    """Lines with the number and the hash before it that each has by its place."""
    written: list[str] = []
    for number, row in enumerate(rows, 1):
        written.append(edited(row, entry=number, previous=line_digest(written[-1]) if written else FIRST))
    return written


@pytest.mark.parametrize(("entry", "kept"), [(1, RELEASE), (3, "releases/telefoons-1.1.json")])
def test_a_decision_that_a_release_holds_is_not_withdrawn(root: Path, entry: int, kept: str) -> None:
    text = (root / NOORD).read_text("utf-8")
    (root / NOORD).write_text(text.partition("decisions:")[0].replace('"1.1"', '"1.2"'), "utf-8")
    before = (root / LEDGER).read_bytes()
    assert kept in refused_command(root, "ledger", "noord", "--withdraw", f"{entry}", "--reason", "Verkeerd.")
    assert (root / LEDGER).read_bytes() == before
    assert kinds(root) == set()


def test_nor_one_that_a_proposal_holds(refused: Path) -> None:
    write(refused, "ter-instemming", REFUSED)
    change(refused, TIP, "  text: Vraag het altijd, en wacht op het antwoord.")
    put(refused, MR, STAFF)
    text = (refused / NOORD).read_text("utf-8")
    (refused / NOORD).write_text(text.partition("decisions:")[0], "utf-8")
    written = [json.loads(line) for line in lines(refused)]
    (number,) = (one["entry"] for one in written if one["kind"] == "decision")
    said = refused_command(refused, "ledger", "noord", "--withdraw", f"{number}", "--reason", "Verkeerd.")
    assert "proposals/telefoons-1.1-" in said


def test_a_withdrawal_that_was_typed_of_what_a_release_holds_is_told(root: Path) -> None:
    rows = lines(root)
    write_ledger(root, chained(*rows, edited(rows[0], kind="withdrawn", reason="Verkeerd.")))
    assert "LEDGER_WITHDRAWN" in kinds(root)


@pytest.mark.parametrize(
    "other",
    [
        {"body": "de hele MR"},
        {"day": "2026-09-02"},
        {"decision": "instemming"},
        {"version": "1.1"},
        {"protocol": "sociale-media"},
        {"part": "ouders"},
    ],
    ids=lambda one: next(iter(one)),
)
def test_an_entry_does_not_say_another_decision_than_its_hash_is_of(root: Path, other: dict[str, str]) -> None:
    rows = lines(root)
    told_otherwise = edited(rows[0], what={**json.loads(rows[0])["what"], **other})
    write_ledger(root, chained(told_otherwise, *rows[1:]))
    assert kinds(root) == {"LEDGER_WORDS"}


def test_a_withdrawal_does_not_name_another_decision_than_it_withdraws(root: Path) -> None:
    decide(root, "de MR")
    noord(root, "{body: de MR", "{body: de OR")
    Project.open(root).withdraw_decision("noord", 5, "Het was de OR.")
    Project.open(root).enter_in_ledger("noord")
    assert kinds(root) == set()
    rows = lines(root)
    write_ledger(root, chained(*rows[:5], edited(rows[5], what=json.loads(rows[0])["what"]), *rows[6:]))
    assert kinds(root) == {"LEDGER_LINE"}


@pytest.mark.parametrize("side", [1, 2])
@pytest.mark.parametrize("folder", ["releases", "proposals"])
def test_of_two_branches_that_froze_one_name_neither_goes_without_a_word(root: Path, side: int, folder: str) -> None:
    common = lines(root)
    path = f"{folder}/telefoons-1.2.json" if folder == "releases" else f"{folder}/telefoons-1.2-{'0' * 12}.json"
    ours, theirs = (appended(common, [of_file(path, data)]).splitlines()[len(common) :] for data in (b"1", b"2"))
    write_ledger(root, [*common, "<<<<<<< HEAD", *ours, "=======", *theirs, ">>>>>>> andere"])
    before = (root / LEDGER).read_bytes()
    assert path in refused_command(root, "ledger", "noord", "--join", f"{side}")
    assert (root / LEDGER).read_bytes() == before


# -- names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        *("de mr van Noord", "de hele mr noord", "gmr en bestuur", "de directie namens de mr", "de leden van de mr"),
        *(
            "m.r. noord",
            "de M-R",
            "de m. r.",
            "de DMR",
            "de TMR",
            "de dmr",
            "de vGMR",
            "de (g)mr van Noord",
            "\uff2d\uff32 Noord",
        ),
        *("het bestuur/mr", "de mr-voorzitter", "de MRraad", "de g.m.r.", "de Medezeggenschap van Noord"),
    ],
)
def test_a_council_adopts_under_no_name(consented: Path, body: str) -> None:
    write(consented, "vastgesteld", CONSENT, ADOPTION.replace("de directie", f'"{body}"'))
    assert codes(standing(consented)) == ["ADOPTED_BY_COUNCIL"]


@pytest.mark.parametrize(
    "body", ["het team R&O", "de heer Kramr", "CvB", "de directeur, drs. Amrani", "Stichting Emmer"]
)
def test_who_has_those_letters_in_another_word_is_no_council(consented: Path, body: str) -> None:
    write(consented, "vastgesteld", CONSENT, ADOPTION.replace("de directie", f'"{body}"'))
    assert standing(consented).problems == ()


# -- what was typed ---------------------------------------------------------------------------------------------------

DECIDE = ("decide", "noord", "--today", "2026-11-20", "--day", "2026-11-18")


@pytest.mark.parametrize("outcomes", [("negatief", "positief"), ("positief", "negatief"), ("positief", "positief")])
def test_of_two_outcomes_of_one_change_none_is_dropped(refused: Path, outcomes: tuple[str, str]) -> None:
    before = (refused / NOORD).read_bytes(), (refused / LEDGER).read_bytes()
    votes = [word for one in outcomes for word in ("--change", f"1={one}")]
    said = refused_command(refused, *DECIDE, "--body", MR, "--outcome", "positief", *votes, code=2)
    assert "two outcomes" in said
    assert ((refused / NOORD).read_bytes(), (refused / LEDGER).read_bytes()) == before


@pytest.mark.parametrize(
    ("outcome", "more"), [("negatief", ()), ("niet-nodig", ("--reason", "Hoeft niet.")), ("positief", ())]
)
def test_what_was_recorded_is_told_with_its_outcome(refused: Path, outcome: str, more: tuple[str, ...]) -> None:
    said = attempt(refused, *DECIDE, "--body", STAFF, "--outcome", outcome, *more).text
    assert f"): {outcome}." in " ".join(said.split())


# -- what people are told ---------------------------------------------------------------------------------------------


def seen(root: Path) -> str:
    """What `status` says, in one line."""
    return " ".join(attempt(root, "status", "--today", "2026-11-20").text.split())


def test_status_says_who_refused(refused: Path) -> None:
    assert "refused by: de MR" in seen(refused)
    renumber(refused, "1.2")
    put(refused, MR, STAFF)
    assert "refused by: de MR" in seen(refused)


def test_status_does_not_say_so_once_the_body_consents(refused: Path) -> None:
    write(refused, "ter-instemming", REFUSED, CONSENT.replace("11-16", "11-17"))
    assert "refused" not in seen(refused)


@pytest.mark.parametrize("spoil", ["release", "no ledger", "cut", "chain"])
def test_status_is_not_in_order_where_something_frozen_is_not_what_it_was(root: Path, spoil: str) -> None:
    assert "in doubt" not in seen(root)
    if spoil == "release":
        path = root / NOORD_FOLDER / RELEASE
        path.write_text(path.read_text("utf-8").replace("Telefoons", "Telefoon"), "utf-8")
    elif spoil == "no ledger":
        (root / LEDGER).unlink()
    else:
        write_ledger(root, lines(root)[:-1] if spoil == "cut" else lines(root)[1:])
    said = seen(root)
    assert "in doubt: see below" in said
    rows = attempt(root, "status", "--today", "2026-11-20").text.splitlines()
    assert not any("in order" in row for row in rows if row.startswith("noord"))
    assert "check --school noord" in said


def test_a_ledger_that_is_gone_is_not_called_one_that_never_was(root: Path) -> None:
    (root / LEDGER).unlink()
    said = refused_command(root, "ledger", "noord")
    assert "SP550" in said
    assert "nothing was frozen" not in said


@pytest.mark.parametrize("written", [b"\xff\xfe{\x00}\x00", b"\xef\xbb\xbf\xef\xbb\xbf{}\n", b"{}\r\r\n", b"\x00"])
def test_a_ledger_that_cannot_be_read_is_not_told_to_be_begun(root: Path, written: bytes) -> None:
    (root / LEDGER).write_bytes(written)
    found = [one for one in Project.open(root).check(["noord"], today=TODAY) if one.place.file == LEDGER]
    assert found
    assert "LEDGER_MISSING" not in {one.kind.name for one in found}


@pytest.mark.parametrize("there", ["a link", "a folder"])
def test_nor_one_in_whose_place_lies_something_else(root: Path, there: str) -> None:
    path = root / LEDGER
    path.rename(path.with_name(".elders"))
    if there == "a link":
        path.symlink_to(".elders")
    else:
        path.mkdir()
    assert "LEDGER_MISSING" not in {one.kind.name for one in Project.open(root).check(["noord"], today=TODAY)}


@pytest.mark.parametrize(("day", "is_told"), [("2026-11-15", True), ("0001-01-01", True), ("2026-11-16", False)])
def test_a_condition_is_not_met_before_it_was_set(refused: Path, day: str, is_told: bool) -> None:
    asks = f", outcome: met-voorwaarden, conditions: [{{text: Een brief., met: {day}, how: Verstuurd.}}]"
    write(refused, "ter-instemming", CONSENT + asks)
    assert ("MET_IN_FUTURE" in told(refused)) is is_told


# -- what is of no use ------------------------------------------------------------------------------------------------

CONFIRM = (*DECIDE[:-2], "--kind", "bevestiging", "--reason", "Een punt.", "--body")


@pytest.fixture
def half(refused: Path) -> Path:
    """The staff consented to version 1.1, and then a comma went."""
    write(refused, "ter-instemming", OF_STAFF)
    change(refused, TIP, '  text: "Vraag het, eerst."')
    return refused


@pytest.mark.parametrize(
    ("body", "day", "is_taken"),
    [
        (STAFF, "2026-11-18", True),
        (STAFF, "2026-11-16", True),
        (STAFF, "2026-11-15", False),
        (MR, "2026-11-18", False),
        ("de directie", "2026-11-18", False),
    ],
)
def test_a_confirmation_of_nothing_is_not_recorded(half: Path, body: str, day: str, is_taken: bool) -> None:
    before = (half / NOORD).read_bytes(), (half / LEDGER).read_bytes()
    told_ = attempt(half, *CONFIRM, body, "--day", day)
    assert (told_.code == 0) is is_taken, told_.text
    assert (((half / NOORD).read_bytes(), (half / LEDGER).read_bytes()) != before) is is_taken


@pytest.mark.parametrize("text", ["  text: Vraag het nooit.", TIP])
def test_nor_is_one_of_another_rule_or_of_the_very_text(half: Path, text: str) -> None:
    change(half, '  text: "Vraag het, eerst."', text)
    before = (half / LEDGER).read_bytes()
    assert "nothing to confirm" in refused_command(half, *CONFIRM, STAFF, "--day", "2026-11-18", code=2)
    assert (half / LEDGER).read_bytes() == before


@pytest.mark.parametrize(("outcome", "goes_on"), [("negatief", False), ("positief", True)])
def test_a_text_that_the_board_does_not_put_is_not_put(project: ProjectMaker, outcome: str, goes_on: bool) -> None:
    root = school(project)
    proposed = CONSENT.replace("de MR", "College van Bestuur").replace("instemming", "voorgenomen-besluit")
    write(root, "concept", f"{proposed}, outcome: {outcome}")
    code = attempt(root, "check", "--school", "noord", "--today", "2026-11-20").code
    assert code == 0
    if goes_on:
        _refuse_withheld(policy_of(root))
    else:
        with pytest.raises(UsageError, match="decided not to put"):
            Project.open(root).document("noord").dossier(today=TODAY)
        assert not (root / NOORD_FOLDER / "proposals").exists()


def test_a_reason_that_is_not_kept_is_told(consented: Path) -> None:
    write(consented, "vastgesteld", CONSENT, ADOPTION, fields=", effective: 2026-11-20")
    said = attempt(consented, "release", "noord", "--despite", "Haast.", "--today", "2026-11-20")
    assert said.code == 0, said.text
    assert "reason was not kept" in said.text


# -- git --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("folder", "kind"), [("releases", "SINCE_ELSEWHERE"), ("bijlagen", "SINCE_UNSEEN")])
def test_what_is_frozen_does_not_go_to_another_repository_unseen(kept: Path, folder: str, kind: str) -> None:
    place = kept / NOORD_FOLDER / folder
    place.mkdir(exist_ok=True)
    git(place, "init", "-q")
    (place / "x").touch()
    git(place, "add", "-A")
    git(place, "commit", "-q", "-m", "elders")
    git(kept, "rm", "-r", "-q", "--cached", "--ignore-unmatch", f"{NOORD_FOLDER}/{folder}")
    git(kept, "add", f"{NOORD_FOLDER}/{folder}")
    git(kept, "commit", "-q", "-m", "a submodule")
    (place / "x").unlink()
    assert kind in kinds(kept, "HEAD")


def test_an_object_that_is_not_what_its_name_says_is_not_believed(kept: Path) -> None:
    """Whoever can write in `.git` can put another ledger in the place of the one that was committed."""
    name = git(kept, "rev-parse", f"HEAD:{LEDGER}").strip()
    assert kinds(kept, "HEAD") == set()
    path = kept / ".git/objects" / name[:2] / name[2:]
    forged = (kept / LEDGER).read_bytes().replace(b"College", b"Collega")
    path.chmod(0o644)
    path.write_bytes(zlib.compress(b"blob %d\0%b" % (len(forged), forged)))
    (kept / LEDGER).write_bytes(forged)
    assert "damaged" in refused_command(kept, "check", "--since", "HEAD", "--today", "2026-11-20", code=2)


@pytest.mark.parametrize(("outcome", "more"), [("negatief", ()), ("niet-nodig", ("--reason", "Hoeft niet."))])
def test_a_ledger_is_shown_with_what_was_no_consent(refused: Path, outcome: str, more: tuple[str, ...]) -> None:
    said = attempt(refused, *DECIDE, "--body", STAFF, "--outcome", outcome, *more).text
    assert f"[{outcome}]" in said
    assert f"[{outcome}]" in attempt(refused, "ledger", "noord").text
    write_ledger(refused, lines(refused)[:-1])
    assert f"[{outcome}]" in attempt(refused, "ledger", "noord", "--add").text


@pytest.mark.parametrize("number", ["1.2", "1.1.1"])
def test_a_change_that_was_refused_does_not_stay_by_another_number_and_a_waiver(voted: Path, number: str) -> None:
    write(voted, "ter-instemming", CONSENT + VOTES % "negatief")
    renumber(voted, number)
    put(voted, MR)
    decided(voted, number, WAIVED, ADOPTION)
    assert "CHANGE_REFUSED" in codes(standing(voted))


def test_a_council_that_gets_another_name_has_decided_as_it_was_asked(project: ProjectMaker) -> None:
    """The text that it had names it as it was; the one with its new name is another text, and asks that council."""
    root = school(project)
    put(root, MR)
    write(root, "ter-instemming")
    change(root, "council: de MR\n", "council: de GMR\n", SCHOOL)
    with pytest.raises(UsageError, match="de GMR was not asked"):
        Project.open(root).document("noord").decide("de GMR", date(2026, 11, 18), today=TODAY)
    made = Project.open(root).document("noord").decide("de MR", date(2026, 11, 18), today=TODAY)
    assert made.status is None
    assert standing(root).supported == "concept"
    assert "BODY_NOT_ASKED" not in codes(standing(root))
