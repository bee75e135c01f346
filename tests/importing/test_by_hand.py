"""What a secretary types, and what somebody hands in again: the cases that a colleague met."""

from __future__ import annotations

import pytest

from schoolprotocol.errors import UsageError
from tests.importing.imported import empty, imported
from tests.importing.test_second_version import FIRST, version
from tests.importing.test_taking_over import SCHOOL, document, heading
from tests.intake.word import paragraph, table

ADOPTED = ("Versie", "2.1"), ("Vastgesteld", "14 maart 2025")


def rows(*more: tuple[str, str]) -> str:
    return table(*ADOPTED, *more)


# -- the same version again -------------------------------------------------------------------------------------------


def test_another_text_under_the_number_of_an_adopted_version_is_refused() -> None:
    first = imported(version(*FIRST, table=rows()))
    with pytest.raises(UsageError, match=r"2\.1"):
        imported(version(FIRST[0].replace("kluis", "tas"), *FIRST[1:], table=rows()), first.tree)


def test_an_older_version_than_the_adopted_one_is_refused() -> None:
    first = imported(version(*FIRST, table=rows()))
    older = table(("Versie", "1.9"), ADOPTED[1])
    with pytest.raises(UsageError, match=r"1\.9"):
        imported(version(FIRST[0].replace("kluis", "tas"), *FIRST[1:], table=older), first.tree)


def test_another_day_for_an_adopted_version_is_refused() -> None:
    first = imported(version(*FIRST, table=rows()))
    other = table(ADOPTED[0], ("Vastgesteld", "15 maart 2025"))
    with pytest.raises(UsageError, match=r"2\.1"):
        imported(version(*FIRST, table=other), first.tree)


def test_the_same_text_of_an_adopted_version_changes_nothing() -> None:
    first = imported(version(*FIRST, table=rows()))
    again = imported(version(*FIRST, table=rows()), first.tree, name="ander.docx")
    assert all(first.plan.files.get(path) == data for path, data in again.plan.files.items())


def test_the_same_tables_and_names_again_change_nothing() -> None:
    people = table(("Wie", "Bereikbaar"), ("Balie", "maandag"), ("Coach", "06-12345678"))
    text = "a) Bel de coach, mevrouw J. de Boer (j.deboer@linde.example)."
    data = document(rows(), heading("Contact"), paragraph(text), people)
    first = imported(data)
    again = imported(data, first.tree)
    assert all(first.plan.files.get(path) == found for path, found in again.plan.files.items())


# -- references to sections -------------------------------------------------------------------------------------------


def test_a_reference_to_a_heading_stays_text_and_names_the_section() -> None:
    body = [
        heading("1. Doel"),
        heading("1.1 Rust", 2),
        paragraph("1.1.1 Stil, zie artikel 2.1 en hoofdstuk 2."),
        heading("2. Regels"),
        heading("2.1 Toestemming", 2),
        paragraph("2.1.1 Vraag het, zie hoofdstuk 9 van het schoolveiligheidsplan."),
    ]
    told = imported(document(*body))
    assert told.errors == []
    assert not told.corpus.schools["linde"].variants["telefoons"].suppress
    (asked,) = [one.text for one in told.plan.questions if one.kind == "reference"]
    assert "artikel 2.1" in asked
    assert "Toestemming" in asked
    assert "Regels" in asked


# -- names that are left out ------------------------------------------------------------------------------------------


def test_what_is_left_out_within_parentheses_has_one_pair() -> None:
    text = "Bel de coach, mevrouw J. de Boer (j.deboer@linde.example, 06-12345678), of mevrouw J. de Boer."
    told = imported(document(heading("Contact"), paragraph(text)))
    assert told.texts == [
        "Bel de coach, (naam weggelaten) (gegeven weggelaten, gegeven weggelaten), of (naam weggelaten)."
    ]


# -- data of the document ---------------------------------------------------------------------------------------------


def test_who_adopted_and_who_consented_are_the_bodies_of_a_new_school() -> None:
    data = table(
        ("Versie", "2.1"),
        ("Vastgesteld door", "Stichting Rijnstreek, 14 maart 2025"),
        ("Instemming MR", "6 maart 2025"),
    )
    told = imported(document(data, heading("Doel"), paragraph("Rust in Wolkendam.")))
    decided = [(one.kind, one.body, str(one.day)) for one in told.policy.decisions]
    assert decided == [("instemming", "MR", "2025-03-06"), ("vaststelling", "Stichting Rijnstreek", "2025-03-14")]
    school = told.corpus.schools["linde"].school
    assert (school.board, school.council) == ("Stichting Rijnstreek", "de MR")
    assert told.errors == []


@pytest.mark.parametrize("day", ["20 maart 2025", "6 maart 2099", "in het voorjaar"])
def test_a_consent_that_does_not_fit_the_adoption_is_asked_and_not_recorded(day: str) -> None:
    data = rows(("Instemming MR", day))
    told = imported(document(data, heading("Doel"), paragraph("Rust.")))
    assert [one.kind for one in told.policy.decisions] == ["vaststelling"]
    assert any("MR" in one.text for one in told.plan.questions if one.kind == "date")


def test_a_consent_that_was_withheld_is_none() -> None:
    data = rows(("Instemming MR", "niet gegeven op 6 maart 2025"))
    told = imported(document(data, heading("Doel"), paragraph("Rust.")))
    assert [one.kind for one in told.policy.decisions] == ["vaststelling"]


def test_the_town_is_asked() -> None:
    told = imported(document(heading("Doel"), paragraph("Op OBS De Linde in Zwammerdam is rust.")))
    assert any("Zwammerdam" in one.text for one in told.plan.questions if one.kind == "school")


# -- tables -----------------------------------------------------------------------------------------------------------


def test_a_table_of_two_columns_is_a_list_that_is_called_by_its_first_cells() -> None:
    people = table(("Wie", "Bereikbaar"), ("Balie", "maandag"), ("Directeur", "altijd"), ("Conciërge", ""))
    told = imported(document(heading("Contact"), people))
    assert told.texts == ["Wie: Bereikbaar", "Balie: maandag", "Directeur: altijd", "Conciërge"]
    assert [one.title for one in told.clauses[1:]] == ["Balie", "Directeur", "Conciërge"]
    assert told.clauses[2].id == "contact.directeur"
    (asked,) = [one.text for one in told.plan.questions if one.kind == "table"]
    assert "a list" in asked
    assert told.errors == []


def test_the_rows_of_a_wide_table_are_called_by_what_they_are_about() -> None:
    many = table(("Gedrag", "Gevolg", "Wie"), ("Te laat", "Gesprek", "Mentor"), ("Spijbelen", "Brief", "Directeur"))
    told = imported(document(heading("Gevolgen"), many))
    assert [one.title for one in told.clauses] == ["Gedrag: Te laat", "Gedrag: Spijbelen"]
    assert told.texts[0] == "Gedrag: Te laat / Gevolg: Gesprek / Wie: Mentor"
    (asked,) = [one.text for one in told.plan.questions if one.kind == "table"]
    assert "3 columns" in asked
    assert "a clause for each row" in asked


# -- values -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Aurora", "De Aurora Borealis is te zien."),
        ("Aurora", "Wij bezoeken Poollicht Aurora en de Auroraweg."),
        ("De Wissel", "De wissel van lokaal is om tien uur; De Wisselaar helpt."),
        ("Het Kompas", "Wij gebruiken het kompas en Het Kompas Rekenen."),
    ],
)
def test_words_that_are_no_name_of_the_school_stay_words(name: str, text: str) -> None:
    school = SCHOOL.replace("De Linde", name).replace("Basisschool ", "")
    told = imported(document(heading("Regels"), paragraph(text)), empty(school))
    assert told.clauses[0].wording.template == text


def test_the_name_of_the_school_becomes_a_value_at_the_beginning_of_a_sentence() -> None:
    told = imported(
        document(heading("Regels"), paragraph("Op De Linde is rust. De Linde vraagt dat.")),
        empty(SCHOOL.replace("Basisschool De Linde", "De Linde")),
    )
    assert told.clauses[0].wording.template == "Op {{ school.name }} is rust. {{ school.name }} vraagt dat."
