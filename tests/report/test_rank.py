"""Which numbered changes stand among the rules that change, and which among names, headings and wording."""

from __future__ import annotations

import pytest

from schoolprotocol.compare.compare import compare
from schoolprotocol.outputs.report.contents import view
from schoolprotocol.outputs.report.topics import grouped
from schoolprotocol.policy.model import Policy
from tests.compare.edits import made, reworded, with_clauses, with_note, with_values
from tests.conftest import ROOTS
from tests.helpers import policy_of
from tests.report.making import compared, note

KLEIN = policy_of(ROOTS / "klein")


def rank(old: Policy, new: Policy) -> str:
    (topic,) = view(compared(old, new)).topics
    return topic.rank


def between(was: str, now: str) -> str:
    return rank(reworded(KLEIN, tips__vraag=was), reworded(KLEIN, tips__vraag=now))


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Filmen mag in de klas.", "Filmen mag niet in de klas."),
        ("Leerlingen mogen bellen.", "Leerlingen moeten bellen."),
        ("Dat geldt tot 12 jaar.", "Dat geldt tot 16 jaar."),
        ("Bellen mag alleen in de pauze.", "Bellen mag in de pauze."),
        ("De school kan het bericht wissen.", "De school wist het bericht."),
        ("Bel 0900 111 3 111.", "Bel 0900 111 3 112."),
        ("Dat duurt ten minste 5 dagen.", "Dat duurt ten hoogste 5 dagen."),
        ("Wie 16 jaar of ouder is.", "Wie 16 jaar of jonger is."),
        ("Binnen 5 dagen.", "Binnen 5 werkdagen."),
        ("Dat duurt 2 weken.", "Dat duurt 2 maanden."),
        ("Dat is 10% ervan.", "Dat is 10 ervan."),
        ("Binnen 5 km.", "Binnen 5 m."),
        ("Na 1-2 dagen.", "Na 12 dagen."),
        ("Voor 1-2-2027.", "Voor 2-1-2027."),
        ("Ouders en leerlingen tekenen.", "Ouders of leerlingen tekenen."),
        ("Dat meldt zij binnen 5 dagen.", "Dat meldt zij na 5 dagen."),
        ("Bellen in de school is goed.", "Bellen buiten de school is goed."),
        ("Tijdens de les ligt hij weg.", "Voor de les ligt hij weg."),
        ("Dat doet zij met toezicht.", "Dat doet zij zonder toezicht."),
        ("Dat duurt twee weken.", "Dat duurt drie weken."),
        ("Ouders betalen de helft.", "Ouders betalen alles."),
        ("De les begint op maandag.", "De les begint op dinsdag."),
        ("Zij komen 's ochtends.", "Zij komen 's middags."),
        ("Dat gebeurt wekelijks.", "Dat gebeurt maandelijks."),
        ("De school belt eerst de ouders.", "De school belt de ouders."),
        ("De school vraagt dat in beginsel.", "De school vraagt dat."),
        ("Dat gebeurt, mits ouders dat willen.", "Dat gebeurt."),
        ("De mentor belt als ouders dat vragen.", "De mentor belt."),
        ("Ouders zijn bevoegd.", "Ouders zijn onbevoegd."),
        ("Telefoons zijn uit.", "Telefoons zijn aan."),
        ("De school bewaart het verslag.", "De school vernietigt het verslag."),
        ("De raad heeft adviesrecht.", "De raad heeft instemmingsrecht."),
        ("De raad stemt in.", "De raad adviseert."),
        ("Enkele leerlingen tekenen.", "Alle leerlingen tekenen."),
    ],
)
def test_another_rule_is_a_rule_that_changes(was: str, now: str) -> None:
    assert between(was, now) == "rule"


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Je kunt er vertellen wat je meemaakt.", "Zij kunnen er vertellen wat zij meemaken."),
        ("Een leerling mag bellen.", "Leerlingen mogen bellen."),
        ("Geen leerling mag bellen.", "Leerlingen mogen niet bellen."),
        ("Bel 0900-1113111.", "Bel 0900 111 3 111."),
        ("Het recht op een foto.", "Het recht op een foto (Auteurswet, artikel 21)."),
        ("Wij doen het samen.", "De school doet het samen."),
        ("Na 1 week.", "Een week later: na 1 week."),
        ("Om 9.00 uur.", "Om 9:00 uur."),
        ("Dat is in de school zo.", "Dat is op de school zo."),
        ("Voor de les ligt hij weg.", "Vóór de les ligt hij weg."),
        ("Dat is 5 procent.", "Dat is 5%."),
        ("Dat duurt twee weken.", "Dat duurt 2 weken."),
        ("Alleen de directeur tekent.", "Uitsluitend de directeur tekent."),
        ("De leerling moet bellen.", "De leerling dient te bellen."),
        ("De school neemt het besluit.", "De school beslist."),
        ("Als het regent, blijven zij binnen.", "Blijven zij binnen als het regent?"),
        ("Wij maken de volgende afspraken.", "Wij maken afspraken."),
        ("Ouders en leerlingen tekenen.", "Ouders, leerlingen en medewerkers tekenen of bellen."),
    ],
)
def test_the_same_rule_in_other_words_stands_among_the_wording(was: str, now: str) -> None:
    assert between(was, now) == "words"


def test_a_note_that_explains_makes_no_other_rule() -> None:
    old, new = (
        with_clauses(KLEIN, lambda c, text=text: with_note(c, "gegevens", text) if c.id == "afspraken.opnamen" else c)  # type: ignore[misc]
        for text in ("Dat kan een naam zijn.", "Denk aan een naam. Lees artikel 4, dat sinds 2018 geldt.")
    )
    assert rank(old, new) == "words"


def test_a_value_with_another_number_is_a_rule_that_changes_and_one_with_other_words_is_not() -> None:
    assert rank(KLEIN, with_values(KLEIN, bewaarplek="in kast 3")) == "rule"
    assert rank(KLEIN, with_values(KLEIN, bewaarplek="thuis")) == "words"


def test_a_rule_for_others_is_a_rule_that_changes() -> None:
    everybody = {"audience": ("leerling", "ouder")}
    new = with_clauses(KLEIN, lambda c: c.model_copy(update=everybody) if c.id == "tips.vraag" else c)
    assert rank(KLEIN, new) == "rule"


def rank_as_said(was: str, now: str, **said: object) -> str:
    old, new = reworded(KLEIN, tips__vraag=was), reworded(KLEIN, tips__vraag=now)
    (topic,) = grouped(compare(old, new, [note("wie", clauses=["tips.vraag"], **said)]))
    return topic.rank


def test_an_author_says_that_wording_changes_a_rule() -> None:
    names = "De school neemt het besluit.", "De stichting neemt het besluit."
    assert rank_as_said(*names) == "words"
    assert rank_as_said(*names, rule=True) == "rule"


def test_only_the_note_that_a_change_is_told_under_makes_it_a_rule() -> None:
    old, new = reworded(KLEIN, tips__vraag="Bel de school."), reworded(KLEIN, tips__vraag="Bel de stichting.")
    notes = [note("eerst", clauses=["tips.vraag"]), note("wie", clauses=["tips.vraag"], rule=True)]
    (topic,) = grouped(compare(old, new, notes))
    assert (topic.note, topic.rank) == ("eerst", "words")


def test_no_author_makes_a_rule_lighter() -> None:
    assert rank_as_said("Bellen mag.", "Bellen mag niet.", rule=False) == "rule"
    new = with_clauses(KLEIN, lambda c: made("tips.anders", "Vraag het nu.") if c.id == "tips.vraag" else c)
    notes = [note("vraag", clauses=["tips.vraag", "tips.anders"], rule=True)]
    assert {topic.rank for topic in grouped(compare(KLEIN, new, notes))} == {"new"}


def test_a_new_rule_is_heaviest() -> None:
    new = with_clauses(KLEIN, lambda c: made("tips.anders", "Vraag het nu.") if c.id == "tips.vraag" else c)
    assert {topic.rank for topic in view(compared(KLEIN, new)).topics} == {"new"}
