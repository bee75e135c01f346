"""No person's name, address or number reaches the source unless a person lets it in; what is of a desk stays."""

from __future__ import annotations

import pytest

from schoolprotocol.importing.persons import is_desk
from tests.importing.imported import Imported, empty, imported
from tests.importing.test_taking_over import SCHOOL, document, heading
from tests.intake.word import paragraph, table


def written(told: Imported) -> str:
    return b"".join(told.plan.files.values()).decode() + " ".join(told.plan.files)


def of(*body: str) -> Imported:
    return imported(document(heading("Contact"), *body), empty(SCHOOL))


@pytest.mark.parametrize(
    "local",
    [
        "info",
        "directie",
        "delinde",
        "obsdelinde",
        "groep8",
        "mr",
        "vertrouwenspersoon",
        "administratie.delinde",
        "no-reply",
    ],
)
def test_the_address_of_a_desk_is_told_by_its_words(local: str) -> None:
    assert is_desk(f"{local}@linde.example", {"delinde"})


@pytest.mark.parametrize("local", ["jan", "postma", "j.bakker", "hem", "123456", "anna_smit", "raadsma", "x"])
def test_every_other_address_may_be_a_persons(local: str) -> None:
    assert not is_desk(f"{local}@linde.example", {"delinde"})


@pytest.mark.parametrize(
    "address",
    [
        "jan@voorbeeld.example",
        "Postma@Voorbeeld.example",
        "jan[at]voorbeeld.example",
        "jan (at) voorbeeld (punt) example",
        "jan＠voorbeeld.example",
    ],
)
def test_the_address_of_a_person_is_left_out_and_asked(address: str) -> None:
    told = of(paragraph(f"Mail naar {address} bij vragen."))
    assert told.texts == ["Mail naar (gegeven weggelaten) bij vragen."]
    assert "oorbeeld" not in written(told)
    assert told.asked.count("person") == 1


def test_an_address_of_a_person_is_no_address_of_the_school() -> None:
    told = imported(document(heading("Contact"), paragraph("Mail naar jan@voorbeeld.example.")))
    assert "jan@" not in written(told)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("De vertrouwenspersoon is Jan de Vries.", "De vertrouwenspersoon is (naam weggelaten)."),
        ("Vertrouwenspersoon: Fatima El Amrani", "Vertrouwenspersoon: (naam weggelaten)"),
        ("De directeur, Jan de Vries, beslist.", "De directeur, (naam weggelaten), beslist."),
        ("Jan de Vries (directeur) beslist.", "(naam weggelaten) (directeur) beslist."),
        ("Jan De Vries is onze vertrouwenspersoon.", "(naam weggelaten) is onze vertrouwenspersoon."),
        ("Zie docenten Anne-Marie Bakker en Piet Smit.", "Zie docenten (naam weggelaten) en (naam weggelaten)."),
        ("Vraag Jan de Vries via jan@voorbeeld.example.", "Vraag (naam weggelaten) via (gegeven weggelaten)."),
        ("Namens het bestuur, Jan de Vries", "Namens het bestuur, (naam weggelaten)"),
    ],
)  # fmt: skip
def test_a_name_beside_a_function_is_left_out_and_asked(text: str, kept: str) -> None:
    told = of(paragraph(text))
    assert told.texts == [kept]
    assert "person" in told.asked


@pytest.mark.parametrize(
    "text",
    [
        "De directeur van Basisschool De Linde beslist.",
        "De vertrouwenspersoon werkt samen met Veilig Thuis en de Inspectie van het Onderwijs.",
        "De coördinator Sociale Veiligheid is er voor elke leerling.",
        "De mentor gebruikt Microsoft Teams, en de docent Google Classroom.",
        "Mail naar directie@linde.example of klachten@onderwijs.example.",
        "Op De Wilgenroos in Zwammerdam belt de docent Lichamelijke Oefening.",
        "De leerkracht (Groep Acht) en de rector (Bovenbouw Havo) beslissen.",
        "Meld het bij de Raad van Toezicht of bij de Autoriteit Persoonsgegevens.",
    ],
)
def test_what_is_no_person_stays(text: str) -> None:
    told = of(paragraph(text))
    assert told.texts == [text]
    assert "person" not in told.asked


def test_a_name_that_is_one_somewhere_is_one_all_over_the_document() -> None:
    told = of(paragraph("De directeur is Jan de Vries."), paragraph("Praat met Jan de Vries."), heading("Jan de Vries"))
    assert "Vries" not in written(told)
    assert "vries" not in written(told)


def test_names_in_the_rows_of_a_table_are_left_out() -> None:
    told = of(
        table(
            ("Functie", "Naam", "Telefoon"),
            ("Vertrouwenspersoon", "Anna Bakker", "0172-123456"),
            ("Directie", "Piet Smit", "0172-654321"),
        ),
        paragraph("De school heeft 0172-654321."),
    )
    assert not any(words in written(told) for words in ("Bakker", "Smit", "bakker", "smit", "123456"))
    assert "0172-654321" in written(told)


def test_names_below_words_for_what_they_are_are_left_out() -> None:
    told = of(paragraph("Onze contactpersonen:"), paragraph("Anna Bakker"), paragraph("Piet Smit, groep 3"))
    assert not any(words in written(told) for words in ("Bakker", "Smit", "bakker", "smit"))


@pytest.mark.parametrize(
    "text",
    ["De mentor Anouk belt.", "Soms helpt Jan de Wit.", "De coördinator Jonge Leerling.", "Mentor Anna Boer is boer."],
)  # fmt: skip
def test_what_may_be_a_name_stays_and_is_asked(text: str) -> None:
    told = of(paragraph(text))
    assert told.texts == [text]
    assert told.asked.count("person") == 1


def test_an_address_that_the_source_has_was_let_in_by_a_person() -> None:
    told = imported(document(heading("Contact"), paragraph("Mail jan@voorbeeld.example.")), empty(SCHOOL + "email: jan@voorbeeld.example\n"))  # fmt: skip  # noqa: E501
    assert told.clauses[0].wording.template == "Mail {{ school.email }}."
    assert "person" not in told.asked


def test_a_second_version_leaves_out_the_same_names() -> None:
    first = of(paragraph("De directeur is Jan de Vries, jan@voorbeeld.example."))
    again = imported(document(heading("Contact"), paragraph("De directeur is Jan de Vries, jan@voorbeeld.example.")), first.tree)  # fmt: skip  # noqa: E501
    assert again.plan.files == {}


def test_a_first_name_is_one_beside_its_own_address() -> None:
    told = of(paragraph("Mail Anouk (anouk@voorbeeld.example) of bel Anouk."))
    assert told.texts == ["Mail (naam weggelaten) (gegeven weggelaten) of bel (naam weggelaten)."]


# -- where somebody lives, and which account is somebody's ------------------------------------------------------------


@pytest.mark.parametrize(
    "account", ["NL91 ABNA 0417 1643 00", "NL91ABNA0417164300", "NL91.ABNA.0417.1643.00", "BE68 5390 0754 7034"]
)
def test_an_account_number_is_left_out_and_asked(account: str) -> None:
    told = of(paragraph(f"Maak het bedrag over op {account} ten name van de ouderraad."))
    assert account not in written(told)
    assert "ten name van de ouderraad" in written(told)
    assert any(account in one.text for one in told.plan.questions if one.kind == "person")


@pytest.mark.parametrize("code", ["NL91ABNA0417164301", "SP12 ABCD 1234 5678 90"])
def test_what_only_looks_like_an_account_number_stays(code: str) -> None:
    assert code in written(of(paragraph(f"Het kenmerk is {code} volgens de lijst.")))


@pytest.mark.parametrize(
    "text",
    [
        "Stuur het aan mevrouw De Vries, Dorpsstraat 12, 1234 AB Leiden.",
        "De voorzitter, dhr. J. Bakker (Lange van der Meerlaan 7-A 1234AB Ons Dorp) tekent.",
        "De oppas woont op Dorpsstraat 12, 1234 AB Leiden.",
    ],
)
def test_where_somebody_lives_is_left_out_and_asked(text: str) -> None:
    told = of(paragraph(text))
    for words in ("straat 12", "laan 7", "1234"):
        assert words not in written(told)
    assert "person" in told.asked


def test_where_somebody_lives_is_left_out_of_a_row() -> None:
    told = of(table(("Naam", "Adres", "Postcode"), ("mevrouw De Vries", "Dorpsstraat 12", "1234 AB Leiden")))
    assert "Dorpsstraat" not in written(told)
    assert "1234" not in written(told)


@pytest.mark.parametrize(
    "text",
    [
        "Onze school staat aan de Schoolstraat 1, 2345 CD Leiden.",
        "Schrijf aan mevrouw De Vries van Stichting Voorbeeld, Schoolstraat 1, 2345 CD Leiden.",
    ],
)
def test_the_address_of_the_school_or_a_body_stays(text: str) -> None:
    assert "Schoolstraat 1, 2345 CD Leiden" in written(of(paragraph(text)))


def test_an_address_on_the_front_is_the_schools_also_behind_a_name() -> None:
    front = paragraph("Basisschool De Linde, Schoolstraat 1, 2345 CD Leiden")
    told = of(front, paragraph("Vraag het mevrouw De Vries, Schoolstraat 1, 2345 CD Leiden."))
    assert written(told).count("Schoolstraat 1, 2345 CD Leiden") >= 2
