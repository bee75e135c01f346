"""The first page: what changes, what stays, whose consent is asked and why, from when, and the time to react."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from schoolprotocol import messages
from schoolprotocol.outputs.report.contents import view
from schoolprotocol.outputs.report.report import report_html
from schoolprotocol.outputs.report.view import SummaryView
from schoolprotocol.policy.model import Policy
from schoolprotocol.release.points import OpenPoint
from schoolprotocol.release.term import Term
from tests.compare.edits import made, reworded, with_clauses
from tests.conftest import ROOTS
from tests.helpers import policy_of
from tests.report.making import TEMPLATES, asks, compared, found, law, note, words

LAWS = {
    "wms-10": law("wms-10", "WMS, artikel 10", explanation="De hele raad stemt in."),
    "wms-12": law("wms-12", "WMS, artikel 12"),
    "wms-13": law("wms-13", "WMS, artikel 13"),
    "wms-14": law("wms-14", "WMS, artikel 14"),
    "wms-16": law("wms-16", "WMS, artikel 16", role="gmr", explanation="De GMR komt in de plaats van de MR."),
    "wms-24": law("wms-24", "WMS, artikel 24", role="reactietermijn"),
}
RULES = (
    asks("de hele MR", "wms-10"),
    asks("de personeelsgeleding", "wms-12", audience=["medewerker"]),
    asks("de oudergeleding", "wms-13", education="po", audience=["ouder"]),
    asks("de leerlinggeleding", "wms-14", education="vo", audience=["ouder"]),
)
SOURCE: dict[str, Any] = {"references": LAWS, "consent": RULES, "reaction_weeks": 6}


@pytest.fixture(scope="module")
def klein() -> Policy:
    messages.use("en")
    return policy_of(ROOTS / "klein")


@pytest.fixture(scope="module")
def edited(klein: Policy) -> Policy:
    new = reworded(klein, tips__vraag="Vraag het altijd.", inleiding__doel="{{ school.short }} wil stilte in de les.")
    return with_clauses(new, lambda c: None if c.id == "stichting.kluisjes" else c)


def first_page(old: Policy, new: Policy, **more: Any) -> SummaryView:
    return view(compared(old, new, **{**SOURCE, **more})).summary


def facts(summary: SummaryView) -> dict[str, str]:
    return dict(summary.facts)


def with_document(policy: Policy, **changes: Any) -> Policy:
    return policy.model_copy(update={"document": policy.document.model_copy(update=changes)})


def test_there_is_one_count_that_of_the_numbered_changes_by_weight(klein: Policy, edited: Policy) -> None:
    summary = first_page(klein, edited)
    assert summary.lead == "Er zijn 3 wijzigingen."
    told = {row.what: row.number for row in summary.counts}
    assert told == {
        "Nieuwe en vervallen regels": 1,
        "Regels die veranderen": 1,
        "Namen, waarden, koppen en bewoordingen": 1,
    }
    assert sum(told.values()) == sum(len(group.rows) for group in summary.index) == 3


def test_it_says_how_to_read_every_change_with_its_reason_in_little_time(klein: Policy, edited: Policy) -> None:
    reason = note("vraag", clauses=("tips.vraag",), motive="woord " * 600)
    reading = view(compared(klein, edited, notes=[reason], **SOURCE)).summary.reading
    assert reading.startswith("Lezen in ongeveer 4 minuten: deze lijst, en bij elke wijziging de toelichting")
    assert not first_page(klein, edited).reading  # nothing is explained


def test_each_change_is_told_in_one_sentence_weightiest_first_with_whom_it_concerns(
    klein: Policy, edited: Policy
) -> None:
    told = [
        [(row.number, row.sentence, row.audience) for row in group.rows] for group in first_page(klein, edited).index
    ]
    assert told == [
        [("1", "Kluisjes", "leerlingen")],
        [("2", "Vraag het eerst", "leerlingen")],
        [("3", "Doel", "medewerkers en leerlingen")],
    ]


def test_it_says_what_is_asked_of_whom_and_by_when(klein: Policy, edited: Policy) -> None:
    summary = first_page(klein, edited, education=("po",))
    assert summary.ask == "Instemming met versie 1.1. Het bestuur bevestigt van wie, en stelt de tekst daarna vast."
    assert summary.until == "Binnen 6 weken na ontvangst."
    assert [one.about for one in summary.consents] == ["alle wijzigingen", "wijziging 3"]


def test_a_term_that_is_known_is_a_day(klein: Policy, edited: Policy) -> None:
    term = Term(6, date(2026, 12, 1), date(2027, 1, 26), "De kerstvakantie telt niet mee.")
    assert first_page(klein, edited, term=term).until == (
        "Uiterlijk 26 januari 2027, ontvangen op 1 december 2026. De kerstvakantie telt niet mee."
    )
    term = Term(6, date(2026, 12, 1), None, "De vakanties van dat jaar zijn niet bekend.")
    assert first_page(klein, edited, term=term).until == (
        "Binnen 6 weken na ontvangst. De vakanties van dat jaar zijn niet bekend."
    )


def test_open_points_of_earlier_decisions_are_told_again(klein: Policy, edited: Policy) -> None:
    point = OpenPoint("de MR", None, "1.0", date(2026, 3, 4), "Evalueer na een jaar.", None, None)
    met = replace(point, part="oudergeleding", met=date(2026, 9, 1), how="De evaluatie is besproken.")
    told = "De MR stelde op 4 maart 2026 bij versie 1.0: Evalueer na een jaar."
    assert first_page(klein, edited, points=(point, met)).points == (
        told,
        "De MR, oudergeleding, stelde op 4 maart 2026 bij versie 1.0: Evalueer na een jaar. "
        "Voldaan op 1 september 2026: De evaluatie is besproken.",
    )
    page = report_html(compared(klein, edited, **{**SOURCE, "points": (point,)}), TEMPLATES)
    assert told in words(found(page, '//section[h2[@id="wijzigingen-kort"]]')[0])


def test_a_change_that_stops_concerning_somebody_concerns_them(klein: Policy) -> None:
    def version(*audience: str) -> Policy:
        return with_clauses(klein, lambda c: c.model_copy(update={"audience": audience}) if c.id == "tips.vraag" else c)

    summary = first_page(version("leerling", "ouder"), version("medewerker"), education=("po",))
    asked = [one.council for one in summary.consents]
    assert asked == ["de hele MR", "de personeelsgeleding", "de oudergeleding"]


def test_every_count_leads_to_a_chapter_that_is_there(klein: Policy, edited: Policy) -> None:
    page = report_html(compared(klein, edited, **SOURCE), TEMPLATES)
    ids = set(found(page, "//h2/@id"))
    changes = compared(klein, edited, **SOURCE)
    counted = {f"wijzigingen-{row.anchor}" for row in view(changes).summary.counts}
    assert counted
    assert counted <= ids


def test_it_says_what_stays_the_same(klein: Policy, edited: Policy) -> None:
    assert first_page(klein, edited).same == (
        f"Van de 6 clausules in versie {klein.document.version} zijn er 4 gelijk gebleven, op een enkel nummer na.",
        "Geheel gelijk blijft: ‘2\u00a0Gevolgen’.",
    )


def test_it_says_from_when_the_text_holds_and_how_long_one_has_to_react(klein: Policy, edited: Policy) -> None:
    assert facts(first_page(klein, edited))["Geldt vanaf"] == "nog niet bekend"
    dated = facts(first_page(klein, with_document(edited, effective=date(2027, 1, 1))))
    assert dated["Geldt vanaf"] == "1 januari 2027"
    assert dated["Reactietermijn"].startswith("Binnen 6 weken na ontvangst")
    assert dated["Reactietermijn"].endswith("(WMS, artikel 24).")


def test_it_proposes_whose_consent_each_change_asks_and_why(klein: Policy, edited: Policy) -> None:
    whole, staff = first_page(klein, edited, education=("po",)).consents
    assert (whole.council, whole.law, whole.every) == ("de hele MR", "WMS, artikel 10", True)
    assert whole.why == "De hele raad stemt in."
    assert staff.council == "de personeelsgeleding"
    assert [pointer.text for pointer in staff.changes] == ["3"]
    assert staff.why == "Deze wijzigingen gaan over medewerkers."


@pytest.mark.parametrize(
    ("education", "parents"),
    [
        (("po",), ["de oudergeleding"]),
        (("vo",), ["de leerlinggeleding"]),
        (("po", "vo"), ["de oudergeleding (basisonderwijs)", "de leerlinggeleding (voortgezet onderwijs)"]),
        ((), ["de oudergeleding (basisonderwijs)", "de leerlinggeleding (voortgezet onderwijs)"]),
    ],
)
def test_primary_and_secondary_education_have_their_own_articles(
    klein: Policy, education: tuple[str, ...], parents: list[str]
) -> None:
    new = with_clauses(klein, lambda c: made(c.id, "Anders.", audience=("ouder",)) if c.id == "tips.vraag" else c)
    told = [one.council for one in first_page(klein, new, education=education).consents]
    assert told == ["de hele MR", *parents]


def test_an_editorial_change_asks_nobody_s_consent(klein: Policy) -> None:
    assert first_page(klein, reworded(klein, tips__vraag="Vraag het eerst!")).consents == ()


def test_where_there_is_only_something_to_look_at_it_asks_to_look_and_claims_nothing(klein: Policy) -> None:
    summary = first_page(klein, reworded(klein, tips__vraag="Vraag het eerst!"))
    assert summary.ask == "Kijk na of de betekenis verandert, en leg vast wie dat voor versie 1.1 heeft gezien."
    assert summary.lead == "Er is 1 plaats om na te kijken (K1) en geen genummerde wijzigingen."


def test_an_adopted_text_asks_nobody_s_consent_and_has_no_term(klein: Policy, edited: Policy) -> None:
    adopted = with_document(edited, status="vastgesteld")
    summary = first_page(klein, adopted)
    assert summary.consents == ()
    assert "Reactietermijn" not in facts(summary)
    assert view(compared(klein, adopted, **SOURCE)).kind == "Wijzigingen"


def test_a_board_reads_when_the_joint_council_decides(klein: Policy, edited: Policy) -> None:
    assert first_page(klein, edited).joint == ""
    board = edited.model_copy(update={"organisation": edited.organisation.model_copy(update={"kind": "bestuur"})})
    assert first_page(klein, board).joint == "De GMR komt in de plaats van de MR (WMS, artikel 16)."


def test_the_page_calls_the_consent_a_proposal(klein: Policy, edited: Policy) -> None:
    page = report_html(compared(klein, edited, **SOURCE), TEMPLATES)
    (why,) = found(page, '//section[h2[@id="wijzigingen-grond"]]')
    assert "Het bestuur bevestigt wie er gevraagd worden, voordat de stukken naar de raad gaan." in words(why)
    (link,) = found(page, '//ul[@class="wie"]//a[text()="WMS, artikel 10"]')
    assert link.get("href") == "https://wet.example"


def test_a_weight_that_the_author_chose_is_said_on_the_first_page(klein: Policy, edited: Policy) -> None:
    assert first_page(klein, edited).overruled == ""
    chosen = note("vraag", clauses=["tips.vraag"], weight="editorial", weight_reason="Dit stond er al.")
    summary = view(compared(klein, edited, [chosen])).summary
    assert summary.overruled.startswith("Bij 1 wijziging heeft de opsteller zelf bepaald")
    page = report_html(compared(klein, edited, [chosen]), TEMPLATES)
    (apart,) = found(page, '//section[h2[@id="wijzigingen-redactioneel"]]')
    assert "De reden: Dit stond er al." in words(apart)
