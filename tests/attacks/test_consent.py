"""Only who was asked consents, to all that was asked, and nothing takes that question or its answer away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from schoolprotocol import DecisionKind, Project
from schoolprotocol.cli import run
from schoolprotocol.documents.comparing import changes_since_release
from schoolprotocol.documents.deciding import points_of
from schoolprotocol.errors import SourceError, UsageError
from schoolprotocol.policy.decided import text_hash
from schoolprotocol.release.asked import topics
from tests.attacks.test_decisions import KEY, SCHOOL, TIP, change, told
from tests.conftest import ProjectMaker, begun_once
from tests.e2e.test_decisions import word_document, words
from tests.faults import BOARD, CLAUSES, NOORD, PROTOCOL
from tests.helpers import loaded, policy_of
from tests.release.making import ADOPTION, ASKS, CONSENT, FOLDER, TODAY, codes, put, release, school, standing, write

RULE = "{council: de hele MR, reference: avg-4}"
OTHER_TIP = "  text: Vraag het nooit."
DECIDE = ("decide", "noord", "--outcome", "positief", "--day", "2026-11-17")
CONFIRMED = CONSENT.replace("instemming", "bevestiging").replace("11-16", "11-17") + ", reason: Een punt."


# -- the question -----------------------------------------------------------------------------------------------------


def _taken_out(root: Path) -> None:
    change(root, f"consent:\n  - {RULE}\n", "", PROTOCOL)


def _taken_out_with_a_word(root: Path) -> None:
    _taken_out(root)
    change(root, TIP, OTHER_TIP)


def _of_another_body(root: Path) -> None:
    change(root, RULE, RULE.replace("hele MR", "directie"), PROTOCOL)


def _of_other_schools(root: Path) -> None:
    change(root, RULE, RULE.replace("}", ", education: vo}"), PROTOCOL)


@pytest.mark.parametrize("way", [_taken_out, _taken_out_with_a_word, _of_another_body, _of_other_schools])
def test_a_text_that_was_put_is_not_adopted_without_its_council_by_a_change_of_the_rule(
    project: ProjectMaker, way: Callable[[Path], None]
) -> None:
    root = school(project)
    change(root, "council: de MR\n", "council: de MR\neducation: [po]\n", SCHOOL)
    put(root, "de hele MR")
    way(root)
    write(root, "vastgesteld", ADOPTION)
    assert standing(root).supported not in {"vastgesteld", "van-kracht"}
    assert {"CONSENT_MISSING", "BODY_MISSING"} & set(codes(standing(root)))
    with pytest.raises(SourceError):
        Project.open(root).document("noord").release(despite="Haast.", today=TODAY)


def test_a_school_that_becomes_another_kind_of_school_after_the_text_was_put_still_asks_its_council(
    project: ProjectMaker,
) -> None:
    root = project(replace={PROTOCOL: (("parameters:\n", ASKS.replace("avg-4}", "avg-4, education: po}")),)})
    change(root, "council: de MR\n", "council: de MR\neducation: [po]\n", SCHOOL)
    write(root, "concept")
    put(root, "de hele MR")
    change(root, "[po]", "[vo]", SCHOOL)
    write(root, "vastgesteld", ADOPTION)
    assert codes(standing(root)) == ["CONSENT_MISSING"]


def test_a_rule_for_other_schools_asks_nobody(project: ProjectMaker) -> None:
    root = project(replace={PROTOCOL: (("parameters:\n", ASKS.replace("avg-4}", "avg-4, education: po}")),)})
    change(root, "council: de MR\n", "council: de MR\neducation: [vo]\n", SCHOOL)
    write(root, "vastgesteld", ADOPTION)
    assert standing(root).problems == ()


# -- who answers ------------------------------------------------------------------------------------------------------

MR, STAFF, PARENTS = "de hele MR", "de personeelsgeleding van de MR", "de oudergeleding van de MR"


@pytest.mark.parametrize(
    ("asked", "body", "part"),
    [
        (MR, "de MR (ouders)", None),
        (MR, "de MR (minderheid)", None),
        (MR, "de MR (niet)", None),
        (MR, "een deel van de MR", None),
        (MR, "de MR van Zuid", None),
        (MR, "de commissie van de MR", None),
        (MR, "M\u200bR", None),
        (MR, "\u041cR", None),
        (STAFF, "een minderheid van de personeelsgeleding van de MR", None),
        (STAFF, "een lid van de personeelsgeleding van de MR", None),
        (STAFF, "de oud-personeelsgeleding van de MR", None),
        (STAFF, "de personeelsgeleding van de MR (één lid)", None),
        (STAFF, "de personeelsgeleding van de GMR", None),
        (STAFF, "de personeels- en oudergeleding van de MR", None),
        (PARENTS, "de MR", "ouderraad"),
        (PARENTS, "de MR", "geen enkele ouder"),
        (PARENTS, "de MR", "de ouders die er waren"),
    ],
)
def test_a_body_of_a_similar_name_does_not_consent(
    project: ProjectMaker, asked: str, body: str, part: str | None
) -> None:
    root = project(replace={PROTOCOL: (("parameters:\n", ASKS.replace(MR, asked)),)})
    write(root, "concept")
    put(root, asked)
    more = f', part: "{part}"' if part else ""
    write(root, "ingestemd", CONSENT.replace("body: de MR", f'body: "{body}"') + more)
    assert codes(standing(root)) == ["BODY_MISSING", "BODY_NOT_ASKED"]
    before = (root / NOORD).read_text("utf-8")
    says = "nobody sees" if "\u200b" in body else "was not asked"
    with pytest.raises(UsageError, match=says):
        Project.open(root).document("noord").decide(body, date(2026, 11, 18), part=part, today=TODAY)
    assert (root / NOORD).read_text("utf-8") == before


@pytest.mark.parametrize(
    "body",
    [
        *("de M.R.", "de MR van Noord", "MR Noord", "de gezamenlijke MR", "de M R", "de PMR van Noord", "de (G)MR"),
        *("de medezeggenschapsraad van Noord", "de leerlingenraad", "de ouderraad", "een geleding van de raad"),
    ],
)
def test_a_council_does_not_adopt_under_another_name(consented: Path, body: str) -> None:
    write(consented, "vastgesteld", CONSENT, ADOPTION.replace("de directie", body))
    assert codes(standing(consented)) == ["ADOPTED_BY_COUNCIL"]


@pytest.mark.parametrize("body", ["de directie", "College van Bestuur", "het bestuur", "de rector", "Raad van Bestuur"])
def test_a_board_adopts(consented: Path, body: str) -> None:
    write(consented, "vastgesteld", CONSENT, ADOPTION.replace("de directie", body))
    assert standing(consented).problems == ()


# -- what it answers --------------------------------------------------------------------------------------------------

VOTES = ", votes: [{change: tips.vraag, outcome: %s}, {change: afspraken.opnamen, outcome: positief}]"
REFUSED = VOTES.replace("[", "[", 1).split(", {")[0] % "negatief" + "]"


@pytest.fixture
def voted(project: ProjectMaker, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two changes since the last version were put to the council."""

    def begin(projects: ProjectMaker) -> Path:
        root = school(projects)
        change(root, '"1.1", status', '"1.0", status', NOORD)
        release(root)
        write(root, "concept")
        change(root, TIP, OTHER_TIP)
        change(root, "**filmpjes** en geluid", "**filmpjes**, geluid en foto's van anderen")
        changes = changes_since_release(loaded(root), KEY, policy_of(root))
        assert changes is not None
        put(root, MR, changes=topics(changes))
        return root

    return project(begun_once(tmp_path_factory, "attacks-voted", begin))


@pytest.mark.parametrize(
    ("refuses", "outcome", "holds"),
    [
        ("de MR", "positief", True),
        ("de conciërge", "negatief", False),
        ("de conciërge", "positief", False),
        ("het bestuur", "negatief", False),
        ("de personeelsgeleding van de MR", "negatief", False),
        ("de MR (één lid)", "negatief", False),
        ("de GMR", "negatief", False),
    ],
)
def test_a_change_goes_out_of_a_text_that_was_consented_to_only_by_who_was_asked(
    voted: Path, refuses: str, outcome: str, holds: bool
) -> None:
    whole = text_hash(policy_of(voted))
    change(voted, OTHER_TIP, TIP)
    own = CONSENT.replace("HASH", whole)
    if holds:
        write(voted, "ingestemd", own + VOTES % "negatief")
    else:
        other = own.replace("de MR", refuses) + f", outcome: {outcome}" + REFUSED
        write(voted, "ingestemd", own + VOTES % "positief", other)
    assert (standing(voted).supported == "ingestemd") is holds
    assert ("DECISION_VOID" in codes(standing(voted))) is not holds


@pytest.mark.parametrize(
    ("old", "new"),
    [(OTHER_TIP, OTHER_TIP), (OTHER_TIP, '  text: "Vraag het nooit!"'), (OTHER_TIP, "  text: Vraag het bijna nooit.")],
    ids=["as it was", "with another sign", "in other words"],
)
def test_a_refused_change_does_not_stay_in_any_form(voted: Path, old: str, new: str) -> None:
    whole = text_hash(policy_of(voted))
    change(voted, old, new)
    write(voted, "ingestemd", CONSENT.replace("HASH", whole) + VOTES % "negatief")
    assert "CHANGE_REFUSED" in codes(standing(voted))


def test_a_refused_change_does_not_come_back_in_a_clause_of_the_school(voted: Path) -> None:
    whole = text_hash(policy_of(voted))
    change(voted, OTHER_TIP, TIP)
    added = (
        "add: noord.nooit, title: Nooit, audience: [leerling], text: Vraag het nooit., after: tips.vraag, reason: Zo."
    )
    votes = CONSENT.replace("HASH", whole) + VOTES % "negatief"
    write(voted, "ingestemd", votes, more=f"operations:\n  - {{{added}}}\n")
    assert "DECISION_VOID" in codes(standing(voted))


@pytest.mark.parametrize(
    ("decisions", "problem"),
    [
        (
            (CONSENT + ", outcome: negatief", CONSENT.replace("11-16", "11-17") + ", outcome: niet-nodig, reason: Zo."),
            "M",
        ),
        ((CONSENT.replace("11-16", "11-17") + ", outcome: negatief", CONSENT.replace("de MR", "MR")), "R"),
        ((CONSENT.replace("de MR", STAFF) + ", outcome: negatief", CONSENT), "R"),
        ((CONSENT + ", outcome: niet-nodig, reason: Zo.",), "M"),
        ((CONSENT.replace("instemming", "advies"),), "M"),
        ((CONSENT.replace("instemming", "vaststelling"),), "M"),
        ((CONFIRMED,), "M"),
    ],
    ids=["waived", "before, lower", "a part refused", "a waiver", "an advice", "an adoption", "a confirmation"],
)
def test_what_is_no_consent_does_not_carry_a_text(consented: Path, decisions: tuple[str, ...], problem: str) -> None:
    write(consented, "ingestemd", *decisions)
    assert codes(standing(consented)) == [{"R": "CONSENT_REFUSED", "M": "CONSENT_MISSING"}[problem]]


# -- confirmations ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "confirmed",
    [
        CONFIRMED.replace("de MR", "de directie"),
        CONFIRMED.replace("de MR", STAFF),
        CONFIRMED.replace("de MR", "de MR (ouders)"),
        CONFIRMED.replace("11-17", "11-15"),
        CONFIRMED.replace('"1.1"', '"1.0"'),
        CONFIRMED + ", outcome: negatief",
        CONFIRMED.replace("HASH", "OLD"),
        CONFIRMED.replace("HASH", "0" * 64),
    ],
    ids=["by another", "by a part", "by some", "before", "of another version", "refused", "of the old text", "of none"],
)
def test_what_is_no_confirmation_confirms_nothing(consented: Path, confirmed: str) -> None:
    old = text_hash(policy_of(consented))
    change(consented, TIP, '  text: "Vraag het, eerst."')
    consent = CONSENT.replace("HASH", old)
    write(consented, "ingestemd", consent, CONFIRMED)
    assert standing(consented).problems == ()
    write(consented, "ingestemd", consent, confirmed.replace("OLD", old))
    assert "NOT_CONFIRMED" in codes(standing(consented))


def test_a_text_that_goes_back_to_what_was_consented_to_needs_the_last_word_of_the_council(consented: Path) -> None:
    """A, then B, then A again: what the council said last is about B."""
    old = text_hash(policy_of(consented))
    change(consented, TIP, OTHER_TIP)
    put(consented, MR)
    later = CONSENT.replace("HASH", text_hash(policy_of(consented))).replace("11-16", "11-17")
    change(consented, OTHER_TIP, TIP)
    assert text_hash(policy_of(consented)) == old
    for decisions, problem in (
        ((CONSENT, later), "DECISION_VOID"),
        ((later, CONSENT), "DECISION_VOID"),
        ((CONSENT, later + ", outcome: negatief"), "CONSENT_REFUSED"),
    ):
        write(consented, "ingestemd", *decisions)
        assert codes(standing(consented)) == [problem]
    write(consented, "ingestemd", later, CONSENT.replace("11-16", "11-18"))
    assert standing(consented).problems == ()


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (BOARD, "Elke school heeft kluisjes.", "Geen school heeft kluisjes."),
        (BOARD, "bewaarplek: in de tas", "bewaarplek: in de hand"),
        (BOARD, "set: afspraken.opbergen, alternative: allen", "omit: afspraken.opbergen, reason: Zo."),
        (CLAUSES, "({{ school.website }})", "(https://elders.example)"),
        (CLAUSES, "Een opname is een", "Een opname is geen"),
        (PROTOCOL, "heading: Telefoons op school", "heading: Telefoons mogen"),
        (PROTOCOL, "intro: [gids.kern]", "intro: [gids.kern, gids.kort]"),
        (SCHOOL, "council: de MR", "council: de GMR"),
    ],
    ids=["clause", "value", "wording", "address", "note", "heading", "order", "council"],
)
def test_what_others_edit_ends_the_consent_of_a_school_that_did_nothing(
    consented: Path, file: str, old: str, new: str
) -> None:
    before = (consented / NOORD).read_bytes()
    change(consented, old, new, file)
    assert (consented / NOORD).read_bytes() == before
    found = standing(consented)
    assert found.supported == "concept"
    assert found.problems


# -- what was asked in return -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "anew",
    [
        CONSENT,
        CONSENT + ", outcome: met-voorwaarden, conditions: Niets.",
        CONSENT.replace("de MR", "Medezeggenschapsraad"),
        CONSENT.replace("11-16", "11-15"),
        CONSENT.replace("day: 2026-11-16, ", ""),
        CONSENT + ", outcome: niet-nodig, reason: Zo.",
        CONSENT + ", outcome: negatief",
    ],
    ids=["without", "another", "another name", "an earlier day", "no day", "a waiver", "a refusal"],
)
@pytest.mark.parametrize("version", ['"1.1"', '"1.2"'])
def test_a_condition_does_not_go_by_writing_its_decision_anew_after_the_release(
    consented: Path, anew: str, version: str
) -> None:
    write(consented, "vastgesteld", CONSENT + ", outcome: met-voorwaarden, conditions: Een brief.", ADOPTION)
    release(consented)
    write(consented, "vastgesteld", anew, ADOPTION)
    change(consented, '{version: "1.1"', f"{{version: {version}", NOORD)
    points = points_of(loaded(consented), KEY, policy_of(consented))
    assert [point.is_open for point in points if point.text == "Een brief."] == [True]


@pytest.mark.parametrize("day", ["0001-01-01", "1990-01-01", "1999-12-31"])
@pytest.mark.parametrize("kind", ["instemming", "advies", "vaststelling"])
def test_a_decision_of_long_ago_is_not_recorded(project: ProjectMaker, day: str, kind: DecisionKind) -> None:
    root = school(project, "ter-instemming")
    put(root, MR)
    before = (root / NOORD).read_text("utf-8")
    with pytest.raises(SourceError, match="SP542"):
        Project.open(root).document("noord").decide("de MR", date.fromisoformat(day), kind=kind, today=TODAY)
    assert (root / NOORD).read_text("utf-8") == before


@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31"])
def test_a_text_is_not_put_on_a_day_of_long_ago(project: ProjectMaker, day: str) -> None:
    root = school(project)
    before = (root / NOORD).read_bytes()
    with pytest.raises(SourceError, match="SP542"):
        Project.open(root).document("noord").dossier(today=date.fromisoformat(day))
    assert (root / NOORD).read_bytes() == before
    assert not (root / FOLDER / "proposals").exists()


@pytest.mark.parametrize("kind", ["instemming", "advies", "vaststelling", "bevestiging"])
def test_nothing_is_decided_any_more_on_a_version_that_was_released(consented: Path, kind: DecisionKind) -> None:
    write(consented, "vastgesteld", CONSENT, ADOPTION)
    release(consented)
    before = (consented / NOORD).read_bytes()
    with pytest.raises(UsageError, match="was released already"):
        document = Project.open(consented).document("noord")
        document.decide("de MR", TODAY, kind=kind, outcome="negatief", reason="Zo.", today=TODAY)
    assert (consented / NOORD).read_bytes() == before


@pytest.mark.parametrize("version", ["1.01", "01.1", "1.1.0", "1.10", "1.2"])
def test_a_version_under_another_number_has_none_of_its_decisions(consented: Path, version: str) -> None:
    write(consented, "vastgesteld", CONSENT, ADOPTION, fields=", effective: 2026-11-20")
    release(consented)
    change(consented, TIP, OTHER_TIP)
    text = (consented / NOORD).read_text("utf-8")
    (consented / NOORD).write_text(text.replace('"1.1"', f'"{version}"'), "utf-8")
    assert {"TEXT_OF_OTHER_VERSION", "BAD_VALUE"} & told(consented)
    (consented / NOORD).write_text(text.replace('{version: "1.1"', f'{{version: "{version}"', 1), "utf-8")
    assert {"CONSENT_MISSING", "BAD_VALUE"} & told(consented)


def test_released_versions_do_not_vanish_with_the_name_of_a_protocol(consented: Path) -> None:
    write(consented, "vastgesteld", CONSENT, ADOPTION)
    path = release(consented)
    write(consented, "concept")
    change(consented, '"1.1", status', '"1.2", status', NOORD)
    assert "RELEASE_FORSAKEN" not in {one.kind.name for one in Project.open(consented).check(today=TODAY)}
    (consented / "policy_src/protocols/telefoons").rename(consented / "policy_src/protocols/mobiel")
    for school_ in ("noord", "zuid", "stichting"):
        old = consented / f"policy_src/schools/{school_}/telefoons.yaml"
        old.with_name("mobiel.yaml").write_text(old.read_text("utf-8").replace(": telefoons", ": mobiel"), "utf-8")
        old.unlink()
    found = [one for one in Project.open(consented).check(today=TODAY) if one.kind.name == "RELEASE_FORSAKEN"]
    assert [one.place.file for one in found] == [path.relative_to(consented).as_posix()]


def test_two_versions_whose_numbers_are_one_are_told(consented: Path) -> None:
    write(consented, "vastgesteld", CONSENT, ADOPTION)
    release(consented)
    for version in ("1.01", "01.1"):
        (consented / NOORD).write_text(
            f'protocol: telefoons\nextends: stichting\ndocument: {{version: "{version}", status: concept}}\n', "utf-8"
        )
        assert {"BAD_VALUE", "VERSION_RELEASED"} & told(consented), version


@pytest.mark.slow
@pytest.mark.parametrize("status", ["ingestemd", "vastgesteld", "van-kracht"])
def test_a_status_that_nobody_decided_is_doubted_where_people_read_it(status: str, project: ProjectMaker) -> None:
    root = project(replace={"policy_src/schools/noord/telefoons.yaml": [("status: concept", f"status: {status}")]})
    assert run(["--root", str(root), "build", "html", "pdf", "docx", "--school", "noord"]) == 0
    said = f"staat ‘{status.replace('-', ' ')}’. Uit de bewaarde besluiten blijkt dat niet"
    assert said in (root / "build/html/noord/telefoons/index.html").read_text("utf-8")
    assert said in words(root / "build/pdf/noord-telefoons.pdf")
    assert said in word_document(root / "build/docx/noord-telefoons.docx")


@pytest.mark.parametrize(
    "option",
    [("--body", "de hele\u200b MR"), ("--body", "de hele MR", "--reason", "Om\u00adscholing"), ("--part", "x\u2060")],
)
def test_a_decision_with_a_character_that_nobody_sees_is_not_recorded(
    project: ProjectMaker, option: tuple[str, ...], capfd: pytest.CaptureFixture[str]
) -> None:
    root = school(project)
    put(root, "de hele MR")
    before = (root / NOORD).read_bytes()
    own = ("--body", "de hele MR") if "--body" not in option else ()
    assert (
        run(
            [
                "--root",
                str(root),
                "--lang",
                "en",
                "decide",
                "noord",
                "--outcome",
                "positief",
                "--day",
                "2026-11-17",
                *own,
                *option,
            ]
        )
        == 2
    )
    assert "a character that nobody sees" in capfd.readouterr().err
    assert (root / NOORD).read_bytes() == before


def test_a_consent_of_who_was_not_asked_is_not_recorded(project: ProjectMaker) -> None:
    root = school(project)
    put(root, "de hele MR")
    before = (root / NOORD).read_bytes()
    for body in ("de oudergeleding van de MR", "de GMR", "de conciërge"):
        assert run(
            ["--root", str(root), "decide", "noord", "--outcome", "positief", "--day", "2026-11-17", "--body", body]
        ) in {1, 2}
        assert (root / NOORD).read_bytes() == before


@pytest.mark.parametrize(
    ("body", "carries"),
    [
        ("de MR", True),
        ("de hele MR", True),
        ("de oudergeleding van de MR", False),
        ("de oudergeleding", False),
        ("de PMR", False),
        ("een deel van de MR", False),
        ("de conciërge", False),
    ],
)
def test_where_nobody_was_asked_a_part_of_a_council_carries_no_text(
    body: str, carries: bool, project: ProjectMaker
) -> None:
    root = school(project, asks=False)
    put(root)
    consent = f'body: {body}, kind: instemming, version: "1.1", day: 2026-11-16, text_hash: "HASH"'
    write(root, "ingestemd", consent)
    assert (standing(root).supported == "ingestemd") is carries
    assert carries or codes(standing(root)) in (["CONSENT_MISSING"], ["BODY_NOT_ASKED"])
    assert carries or len(standing(root).problems) == 1
    write(root, "vastgesteld", consent, ADOPTION)  # which asks nobody's consent here
    assert standing(root).supported == "vastgesteld"


def test_where_nobody_was_asked_a_refusal_of_a_part_still_counts(project: ProjectMaker) -> None:
    root = school(project, asks=False)
    put(root)
    refusal = (
        "body: de oudergeleding van de MR, kind: instemming, outcome: negatief, "
        'version: "1.1", day: 2026-11-16, text_hash: "HASH"'
    )
    write(root, "ingestemd", refusal)
    assert codes(standing(root)) == ["CONSENT_REFUSED"]


@pytest.mark.parametrize("day", ["9999-12-31", "2036-11-20"])
def test_a_text_is_not_put_on_a_day_in_years_to_come(project: ProjectMaker, day: str) -> None:
    root = school(project)
    before = (root / NOORD).read_bytes()
    with pytest.raises(UsageError, match="years from now"):
        Project.open(root).document("noord").dossier(today=date.fromisoformat(day))
    with pytest.raises(UsageError, match="years from now"):
        Project.open(root).document("noord").decide("de MR", date.fromisoformat(day), today=date.fromisoformat(day))
    assert (root / NOORD).read_bytes() == before
    assert not (root / FOLDER / "proposals").exists()


@pytest.mark.parametrize("day", ["20261117", "2026-W47-2", "2026W472", "17-11-2026", "2026-11-17T00:00", "٢٠٢٦-11-17"])
def test_a_day_in_another_form_is_no_day(project: ProjectMaker, capfd: pytest.CaptureFixture[str], day: str) -> None:
    root = school(project)
    put(root, "de hele MR")
    before = (root / NOORD).read_bytes()
    said = ["--body", "de hele MR", "--outcome", "positief", "--day", day]
    assert run(["--root", str(root), "--lang", "en", "decide", "noord", *said]) == 2
    assert "is not a date such as 2027-11-01" in capfd.readouterr().err
    assert (root / NOORD).read_bytes() == before
