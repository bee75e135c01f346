"""What an import makes of a document: clauses, numbers, values, notes, tables, data; and what it asks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schoolprotocol.diagnostics import Kind
from schoolprotocol.documents.checking import check_working
from schoolprotocol.errors import IntakeError, UsageError
from schoolprotocol.importing import proof
from schoolprotocol.importing.plan import Target
from tests.importing.imported import TODAY, empty, imported
from tests.intake.word import Word, paragraph, styles, table
from tests.intake.word import run as words


def document(*body: str) -> bytes:
    word = Word([paragraph("Protocol telefoons", style="Titel"), *body])
    word.styles = styles()
    return word.bytes()


def heading(text: str, level: int = 1) -> str:
    return paragraph(text, style=f"Kop{level}")


SCHOOL = """kind: school
name: Basisschool De Linde
short: De Linde
site_title: De Linde
board: het College van Bestuur
leadership: de schoolleiding
council: de MR
contact: de schoolleiding
style: {primary: "#14532d", accent: "#b45309"}
"""


def test_numbers_are_computed_and_are_those_of_the_document() -> None:
    told = imported(document(heading("1. Doel"), paragraph("1.1 Rust."), paragraph("1.2 Orde."), heading("2. Regels"), paragraph("2.1 Stil.")))  # fmt: skip  # noqa: E501
    assert told.headings == ["1 Doel", "2 Regels"]
    assert told.texts == ["1.1 Rust.", "1.2 Orde.", "2.1 Stil."]
    assert [one.id for one in told.clauses] == ["doel.rust", "doel.orde", "regels.stil"]
    assert told.errors == []


def test_a_number_that_no_outline_computes_stays_text_and_is_asked() -> None:
    first = [heading("Hoofdstuk 1 Begin"), heading("Artikel 1 Doel", 2), paragraph("Rust in de les.")]
    second = [heading("Hoofdstuk 2 Vervolg"), heading("Artikel 2 Regels", 2), paragraph("Stilte op de gang.")]
    body = [*first, *second]
    told = imported(document(*body))
    assert told.headings == ["1 Begin", "Artikel 1 Doel", "2 Vervolg", "Artikel 2 Regels"]
    said = [question.text for question in told.plan.questions if question.kind == "number"]
    assert len(said) == 2
    assert any("Artikel 1, Artikel 2" in text for text in said)
    assert told.errors == []


def test_letters_stay_with_the_sentence_that_they_end() -> None:
    told = imported(document(heading("Regels"), paragraph("1. De school:"), paragraph("a. belt;"), paragraph("b. schrijft."), paragraph("2. Klaar.")))  # fmt: skip  # noqa: E501
    assert told.texts == ["1 De school: / a. belt; / b. schrijft.", "2 Klaar."]


def test_a_title_in_bold_is_the_title_of_the_clause_and_is_said_once() -> None:
    told = imported(
        document(heading("Regels"), paragraph(words("Opbergen.", bold=True), " Elke telefoon ligt in de kluis."))
    )
    assert told.clauses[0].title == "Opbergen"
    assert told.texts == ["Opbergen. Elke telefoon ligt in de kluis."]


def test_names_and_facts_of_the_school_become_values() -> None:
    body = paragraph("Basisschool De Linde vraagt het College van Bestuur. De MR stemt in volgens AVG, artikel 4.")
    told = imported(document(heading("Regels"), body), empty(SCHOOL))
    template = told.clauses[0].wording.template
    assert template == (
        "{{ school.name }} vraagt {{ school.board }}. "
        "{{ school.council | hoofdletter }} stemt in volgens {{ bron.avg-4 }}."
    )
    assert told.clauses[0].references == ("avg-4",)


def test_the_address_and_the_numbers_of_a_desk_become_values() -> None:
    told = imported(
        document(heading("Contact"), paragraph("Mail info@linde.example of bel 020-1234567, of 06-12345678."))
    )
    assert told.clauses[0].wording.template == "Mail {{ school.email }} of bel {{ telefoon }}, of (gegeven weggelaten)."
    assert told.texts == ["Mail info@linde.example of bel 020-1234567, of (gegeven weggelaten)."]
    assert told.errors == []


def test_names_of_persons_and_their_numbers_are_left_out_and_asked() -> None:
    text = "Bel mevrouw P. de Vries op 06-12345678 of mail p.devries@linde.example."
    told = imported(document(heading("Contact"), paragraph(text)))
    written = b"".join(told.plan.files.values()).decode()
    assert "Vries" not in written
    assert "12345678" not in written
    assert "devries" not in written
    assert told.asked.count("person") == 3


def test_the_name_of_an_author_is_left_out_of_the_data() -> None:
    told = imported(document(table(("Versie", "1.2"), ("Auteur", "Jan de Boer"), ("Eigenaar", "Directie")), heading("Doel"), paragraph("Rust.")))  # fmt: skip  # noqa: E501
    assert "Boer" not in b"".join(told.plan.files.values()).decode()
    assert told.policy.document.owner == "Directie"
    assert told.policy.document.version == "1.2"
    assert "person" in told.asked


def test_a_reference_to_a_clause_goes_by_its_id() -> None:
    told = imported(document(heading("1. Doel"), paragraph("1.1 Rust, zie artikel 2.1."), heading("2. Regels"), paragraph("2.1 Stil, artikel 9 van de wet.")))  # fmt: skip  # noqa: E501
    assert told.clauses[0].wording.template == "Rust, zie {clause}`regels.stil`."
    assert told.clauses[1].wording.template == "Stil, artikel 9 van de wet."
    assert "reference" not in told.asked


def test_a_reference_to_a_section_that_is_there_is_not_told_as_dead() -> None:
    body = [
        heading("Artikel 1 Doel"),
        paragraph("1. Rust, zie artikel 3 en artikel 4a."),
        paragraph("2. Zie bijlage B."),
    ]
    more = [heading("Artikel 2 Regels"), paragraph("1. Stil."), heading("Artikel 3 Slot"), paragraph("Klaar.")]
    last = [heading("Artikel 4a Nog iets"), paragraph("Echt."), heading("Bijlage B: Formulier"), paragraph("Naam.")]
    told = imported(document(*body, *more, *last))
    assert not any("SP325" in question.text for question in told.plan.questions)
    assert told.errors == []


def test_a_title_that_is_a_word_of_the_site_gives_another_id() -> None:
    word = Word([paragraph("Handboek", style="Titel"), heading("Doel"), paragraph("Rust.")])
    word.styles = styles()
    told = imported(word.bytes())
    assert (told.plan.protocol, told.policy.title, told.errors) == ("handboek-protocol", "Handboek", [])


def test_an_adopted_document_is_a_release_with_its_decision() -> None:
    body = [heading("Doel"), paragraph("Rust."), paragraph("Vastgesteld door het bestuur op 1 september 2026.")]
    told = imported(document(*body))
    assert told.policy.document.status == "vastgesteld"
    assert told.policy.document.version == "1.0"
    assert [(one.kind, str(one.day)) for one in told.policy.decisions] == [("vaststelling", "2026-09-01")]
    assert "policy_src/schools/linde/releases/telefoons-1.0.json" in told.plan.files
    assert told.errors == []


@pytest.mark.parametrize(
    "said",
    [
        paragraph("Vastgesteld: 1 mei 2023"),
        paragraph("Vastgesteld op: 1-5-2023"),
        paragraph("Vastgesteld te Leiden, d.d. 1 mei 2023"),
        paragraph("Vastgesteld door het bestuur: 1 mei 2023"),
        paragraph("Aldus vastgesteld tijdens de vergadering van maandag 1 mei 2023."),
        paragraph(words("Vastgesteld d.d. 1 mei 2023", bold=True)),
    ],
)
def test_it_was_adopted_in_whatever_words_it_says_so(said: str) -> None:
    told = imported(document(heading("Doel"), paragraph("Rust."), said))
    assert (told.policy.document.status, str(told.policy.decisions[0].day)) == ("vastgesteld", "2023-05-01")
    assert told.errors == []


def test_a_footer_says_when_it_was_adopted() -> None:
    word = Word([paragraph("Protocol telefoons", style="Titel"), heading("Doel"), paragraph("Rust.")])
    word.styles, word.footer = styles(), paragraph("Protocol telefoons – vastgesteld d.d. 12-10-2023 – pagina 1")
    word.section = '<w:footerReference w:type="default" r:id="rId8"/>'
    assert str(imported(word.bytes()).policy.decisions[0].day) == "2023-10-12"


@pytest.mark.parametrize(
    "text",
    [
        "Dit wordt vastgesteld op 1 september 2026.",
        "Nog niet vastgesteld op 1 september 2026.",
        "Vastgesteld op 1 september 2099.",
        "Vastgesteld.",
    ],
)
def test_what_was_not_adopted_or_not_yet_is_a_draft(text: str) -> None:
    told = imported(document(heading("Doel"), paragraph("Rust."), paragraph(text)))
    assert told.policy.document.status == "concept"
    assert not any("releases" in path for path in told.plan.files)


def test_notes_go_to_the_clause_that_calls_them() -> None:
    word = Word([])
    word.styles = styles()
    word.body = [heading("Doel"), paragraph("Rust", word.note("Dat is stilte."), " in de les.")]
    told = imported(word.bytes())
    assert [(one.number, one.wording.text) for one in told.policy.notes()] == [(1, "Dat is stilte.")]


def test_of_two_notes_with_one_mark_each_goes_to_the_clause_that_calls_it() -> None:
    page = (
        "<h1>Protocol</h1><p>Rust<sup><a href='#a'>*</a></sup> in de les.</p>"
        "<p>Orde<sup><a href='#b'>*</a></sup> op de gang, en nog eens<sup><a href='#b'>*</a></sup>.</p>"
        "<div id=a>* Dat is stilte.</div><div id=b>* Dat is een rij.</div>"
    )
    told = imported(page.encode(), name="protocol.html")
    assert [(one.wording.text, [note.wording.text for note in one.notes]) for one in told.clauses] == [
        ("Rust[^stilte] in de les.", ["\\* Dat is stilte."]),
        ("Orde[^rij] op de gang, en nog eens[^rij].", ["\\* Dat is een rij."]),
    ]


def test_a_note_that_a_heading_calls_stays_in_its_section() -> None:
    word = Word([])
    word.styles = styles()
    called = paragraph("Doel", word.note("Zie de wet."), style="Kop1")
    word.body = [called, paragraph("Rust."), heading("Regels"), paragraph("Stil.")]
    told = imported(word.bytes())
    assert told.texts == ["Rust.", "1 Zie de wet.", "Stil."]
    assert told.asked.count("unplaced") == 1


def test_a_table_of_rows_says_each_row_with_its_headings() -> None:
    rows = table(("Gedrag", "Gevolg", "Wie"), ("Te laat", "Gesprek", "Mentor"), ("Spijbelen", "Brief", "Mentor"))
    told = imported(document(heading("Gevolgen"), rows))
    assert told.texts == [
        "Gedrag: Te laat / Gevolg: Gesprek / Wie: Mentor",
        "Gedrag: Spijbelen / Gevolg: Brief / Wie: Mentor",
    ]
    assert "table" in told.asked


def test_columns_that_stand_beside_each_other_stay_columns() -> None:
    told = imported(
        document(heading("Regels"), table(("Wel", "Niet"), ("Vraag het", "Pest niet"), ("Wees stil", "Schreeuw niet")))
    )
    (group,) = told.policy.sections[0].groups
    assert [column.heading.text for column in group.columns] == ["Wel", "Niet"]
    assert told.texts == ["Vraag het", "Wees stil", "Pest niet", "Schreeuw niet"]


def test_what_was_deleted_or_hidden_is_not_carried_over_and_is_in_the_plan() -> None:
    gone = '<w:del w:id="1" w:author="x"><w:r><w:delText>oude </w:delText></w:r></w:del>'
    told = imported(document(heading("Doel"), paragraph("De ", gone, "regel.")))
    assert told.texts == ["De regel."]
    assert Target("nothing") in told.plan.targets
    assert len(told.plan.targets) == len(told.plan.taken.blocks)


def test_signs_of_templates_and_markup_stay_words() -> None:
    text = "Schrijf {{ naam }} of {% x %} met *sterren* en `code` <b> [^1] # $x$ \\ _a_."
    told = imported(document(heading("Doel {{ x }}"), paragraph(text)))
    assert told.texts == [text]
    assert told.headings == ["Doel (( x ))"]


def test_the_same_file_gives_the_same_bytes() -> None:
    data = document(
        heading("1. Doel"), paragraph("1.1 Rust."), paragraph("Vastgesteld door het bestuur op 1 september 2026.")
    )
    assert imported(data).plan.files == imported(data).plan.files


def test_a_name_that_can_be_no_folder_is_refused() -> None:
    with pytest.raises(UsageError, match=r"\.\./x"):
        imported(document(heading("Doel"), paragraph("Rust.")), school="../x")


def test_a_document_without_text_is_refused() -> None:
    with pytest.raises(IntakeError):
        imported(document())


# -- the proof --------------------------------------------------------------------------------------------------------


def test_a_share_that_lacks_is_found() -> None:
    told = imported(document(heading("Doel"), paragraph("Rust in de les.")))
    with pytest.raises(IntakeError, match="Rust"):
        proof.prove(told.plan.taken.blocks, told.plan.shares[:-1], (), told.policy)


def test_a_word_that_the_source_says_otherwise_is_found() -> None:
    told = imported(document(heading("Doel"), paragraph("Rust in de les.")))
    blocks = [replace(b, text=b.text.replace("Rust", "Lust")) for b in told.plan.taken.blocks]
    with pytest.raises(IntakeError, match="Lust"):
        proof.prove(blocks, told.plan.shares, (), told.policy)


def test_a_clause_that_no_block_says_is_found() -> None:
    told = imported(document(heading("Doel"), paragraph("Rust.")))
    other = imported(document(heading("Doel"), paragraph("Rust."), paragraph("Meer.")))
    with pytest.raises(IntakeError, match="Meer"):
        proof.prove(told.plan.taken.blocks, told.plan.shares, (), other.policy)


# -- what people do ---------------------------------------------------------------------------------------------------


def test_the_name_of_a_person_in_a_title_a_heading_or_the_name_of_a_file_stands_nowhere() -> None:
    word = Word([paragraph("Protocol van mevrouw Jansen", style="Titel"), heading("Afspraken van dhr. Bakker")])
    word.body += [paragraph(words("Mevrouw De Groot.", bold=True), " Zij beslist over de telefoon.")]
    word.styles = styles()
    told = imported(word.bytes(), name="protocol P. Visser.docx")
    written = b"\n".join([*told.plan.files.values(), *(path.encode() for path in told.plan.files)]).decode().casefold()
    assert not [name for name in ("jansen", "bakker", "groot", "visser") if name in written]
    assert told.asked.count("person") == 3


@pytest.mark.parametrize(
    ("lead", "text", "said"),
    [
        ("Telefoon:", " 06-12345678", "Telefoon: (gegeven weggelaten)"),
        ("Vertrouwenspersoon.", " J. Jansen is bereikbaar.", "Vertrouwenspersoon. (naam weggelaten) is bereikbaar."),
        ("Doel:", " Het doel is rust.", "Doel: Het doel is rust."),
        ("Bewaren.", " Bewaren doen wij.", "Bewaren. Bewaren doen wij."),
        (
            "Telefoons in de les.",
            " Telefoons zijn in de les uit.",
            "Telefoons in de les. Telefoons zijn in de les uit.",
        ),
        ("Regels.", " Rust in de les.", "Regels. Rust in de les."),
        ("….", " De school.", "…. De school."),
    ],
    ids=lambda one: one.strip(),
)
@pytest.mark.parametrize("mark", ["", "- "], ids=["a paragraph", "a list"])
def test_what_stands_in_bold_before_a_text_is_kept_also_where_no_title_is_printed(
    lead: str, text: str, said: str, mark: str
) -> None:
    told = imported(document(heading("Regels"), paragraph(mark, words(lead, bold=True), text)))
    assert told.texts == [said]
    assert told.errors == []


@pytest.mark.parametrize("title", ["Protocol school", "Protocol NUL", "Protocol rapport"])
def test_a_protocol_gets_an_id_that_a_file_can_have(title: str) -> None:
    word = Word([paragraph(title, style="Titel"), paragraph("Rust in de les.")])
    word.styles = styles()
    told = imported(word.bytes(), protocol=None)
    assert told.plan.protocol == f"{title.split()[1].lower()}-protocol"
    assert told.errors == []


def test_a_ligature_becomes_its_letters_everywhere_and_is_told_once() -> None:
    word = Word([paragraph("Een oﬃcieel protocol", style="Titel"), heading("De ﬁets"), paragraph("Zet de ﬁets weg.")])
    word.styles = styles()
    told = imported(word.bytes())
    assert (told.policy.title, told.texts, told.errors) == ("Een officieel protocol", ["Zet de fiets weg."], [])
    assert [one.text for one in told.plan.questions if one.kind == "slip"] == [
        "The sign ﬃ cannot be printed: ffi stands in its place everywhere.",
        "The sign ﬁ cannot be printed: fi stands in its place everywhere.",
    ]


def test_a_sign_that_no_font_has_is_left_out_and_asked() -> None:
    told = imported(document(heading("Regels"), paragraph("Wees aardig 😀 voor elkaar."), paragraph("😀")))
    assert told.texts == ["Wees aardig voor elkaar.", "(teken weggelaten)"]
    assert told.asked.count("slip") == 2
    assert told.errors == []


def test_what_the_document_says_wrong_is_accepted_for_now_and_asked() -> None:
    told = imported(document(heading("1. Doel"), paragraph("1.1 Zie bijlage 4.")))
    assert told.errors == []
    accepted = told.corpus.schools["linde"].variants["telefoons"].suppress
    assert [one.code for one in accepted] == ["SP325"]
    assert any("SP325" in question.text for question in told.plan.questions)


def test_a_title_that_the_document_leaves_to_be_filled_in_is_accepted_for_now_and_asked() -> None:
    told = imported(document(heading("1. Taken"), paragraph("1.1 Wat [naam school] doet. Zij zegt ja.")))
    assert told.errors == []
    assert any("SP320" in question.text for question in told.plan.questions)
    assert "SP410" not in {one.kind.code for one in check_working(told.corpus, TODAY)}


def test_what_the_document_says_wrong_all_over_is_accepted_in_one_line_and_asked_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("schoolprotocol.importing.accepting.MANY", 3)
    told = imported(document(heading("1. Doel"), *(paragraph(f"1.{n} Zie bijlage 4, regel {n}.") for n in range(1, 6))))
    assert told.errors == []
    accepted = told.corpus.schools["linde"].variants["telefoons"].suppress
    assert [(one.code, one.target) for one in accepted] == [("SP325", None)]
    (question,) = (question.text for question in told.plan.questions if "SP325" in question.text)
    assert "5 times" in question


def test_a_document_of_more_clauses_than_a_file_holds_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("schoolprotocol.importing.taking_over.MOST_CLAUSES", 10)
    file = document(heading("Doel"), *(paragraph(f"{n}. Zie bijlage 9, regel {n}.") for n in range(1, 12)))
    with pytest.raises(IntakeError, match="11 clauses") as told:
        imported(file)
    assert told.value.remedy


def test_a_document_that_is_longer_than_a_file_of_the_source_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("schoolprotocol.source.write.MAX_BYTES", 2_000)
    file = document(heading("Doel"), *(paragraph(f"{n}. Regel {n} gaat over rust in de les.") for n in range(1, 40)))
    with pytest.raises(IntakeError, match="too long for one document") as told:
        imported(file)
    assert told.value.remedy


def test_headings_that_are_numbered_in_another_way_are_asked_once() -> None:
    names = ("Doel", "Regels", "Toezicht", "Slot")
    file = document(*(one for n, name in enumerate(names, 1) for one in (heading(f"Artikel {n} {name}"), paragraph(f"Over {name}."))))  # fmt: skip  # noqa: E501
    told = imported(file)
    assert told.headings == [f"{n} {name}" for n, name in enumerate(names, 1)]
    (asked,) = (question.text for question in told.plan.questions if question.kind == "number")
    assert "4 headings" in asked


def test_headings_whose_numbers_stay_text_are_asked_once() -> None:
    numbered = (("1", "Begin"), ("Artikel 7", "Doel"), ("Artikel 8", "Regels"), ("Artikel 9", "Toezicht"))
    told = imported(document(*(one for n, name in numbered for one in (heading(f"{n} {name}"), paragraph(f"Over {name}.")))))  # fmt: skip  # noqa: E501
    assert told.headings[1:] == ["Artikel 7 Doel", "Artikel 8 Regels", "Artikel 9 Toezicht"]
    (asked,) = (question.text for question in told.plan.questions if question.kind == "number")
    assert "3 headings (Artikel 7, Artikel 8, Artikel 9)" in asked


REST = (
    *("1. Doel", "Elke dag zitten er kinderen in de klas die iets hebben aan hun gezondheid."),
    *("2. Slot", "De leerkracht geeft geen medicijnen zonder een ingevuld formulier."),
)


def cover(*lines: tuple[str, float], rest: tuple[str, ...] = REST) -> bytes:
    """A document in which nothing has a style: its first lines in the middle, bold, each in a size."""
    body = [paragraph(words(text, bold=True, size=size), more='<w:jc w:val="center"/>') for text, size in lines]
    body += [paragraph(words(one, bold=True, size=14) if one[0].isdigit() else one) for one in rest]
    return Word(body, styles=styles()).bytes()


def test_below_the_name_of_a_school_stands_the_title() -> None:
    told = imported(cover(("CHRISTELIJKE BASISSCHOOL DE WILGENHOEK", 16), ("Protocol medicijnen", 20)))
    assert (told.policy.title, told.policy.document.subtitle) == ("Protocol medicijnen", "CHRISTELIJKE BASISSCHOOL DE WILGENHOEK")  # fmt: skip  # noqa: E501
    assert told.plan.protocol == "medicijnen"
    assert told.headings == ["1 Doel", "2 Slot"]


def test_a_line_of_the_cover_that_says_more_than_the_version_gives_it_and_stays_text() -> None:
    told = imported(cover(("Protocol medicijnen", 20), ("concept, versie 0.3 – mei 2026", 11)))
    assert (told.policy.document.version, told.policy.document.status) == ("0.3", "concept")
    assert "mei 2026" in told.texts[0]


def test_a_person_who_stands_in_two_places_is_asked_once() -> None:
    told = imported(document(heading("Doel"), paragraph("Bel mevrouw Donkers."), paragraph("Of mail mevrouw Donkers."), paragraph("De mentor (06 - 12 34 56 78), of de directeur.")))  # fmt: skip  # noqa: E501
    asked = [one.text for one in told.plan.questions if one.kind == "person"]
    assert [("Donkers" in text, "2 places" in text) for text in asked] == [(True, True), (False, False)]
    assert told.texts[2] == "De mentor (gegeven weggelaten), of de directeur."


def test_a_day_to_look_again_that_cannot_be_read_is_asked_once() -> None:
    told = imported(document(table(("Versie", "1.0"), ("Evaluatie", "mei 2028")), heading("Doel"), paragraph("Rust.")))
    assert len([one for one in told.plan.questions if one.kind == "date"]) == 1


def test_whom_sections_concern_is_asked_once_for_those_that_seem_to_be_for_the_same_people() -> None:
    told = imported(document(heading("Doel"), paragraph("Rust."), heading("Regels"), paragraph("Stil."), heading("Voor medewerkers"), paragraph("De leerkracht belt.")))  # fmt: skip  # noqa: E501
    asked = [one.text for one in told.plan.questions if one.kind == "audience"]
    assert ["“Doel”, “Regels”" in text for text in asked] == [True, False]


def test_a_box_to_tick_is_no_bullet_that_was_pasted() -> None:
    told = imported(document(heading("Formulier"), paragraph("☐ Het medicijn mag mee"), paragraph("Kies:"), paragraph("☐ ja"), paragraph("☐ nee")))  # fmt: skip  # noqa: E501
    assert not [one for one in check_working(told.corpus, TODAY) if one.kind is Kind.BULLET_PASTED]


def test_bold_and_italics_that_begin_with_a_sign_come_through() -> None:
    body = paragraph("Bel", words("(altijd)", bold=True), "eerst, ", words("* nooit", more="<w:i/>"), "later.")
    told = imported(document(heading("Doel"), body))
    assert told.texts == ["Bel(altijd)eerst, * nooitlater."]


def test_two_sections_of_one_name_have_two_ids() -> None:
    told = imported(document(heading("Doel"), paragraph("Rust."), heading("Doel"), paragraph("Rust.")))
    assert [section.id for section in told.policy.all_sections()] == ["doel", "doel-2"]
    assert len({one.id for one in told.clauses}) == 2


def test_a_section_that_a_page_has_of_itself_gets_another_id() -> None:
    told = imported(document(heading("Inhoud"), paragraph("Rust."), heading("Colofon"), paragraph("Gedrukt.")))
    assert [section.id for section in told.policy.all_sections()] == ["inhoud-tekst", "colofon-tekst"]
    assert told.errors == []


def test_a_heading_that_begins_with_a_bullet_is_a_heading() -> None:
    told = imported(document(heading("✓ Doel", 3), paragraph("Rust in de les.")))
    assert told.headings == ["✓ Doel"]


def test_a_heading_that_is_only_a_number_is_called_by_that_number() -> None:
    told = imported(document(heading("Deel 1"), paragraph("1. Leerlingen doen mee aan de les.")))
    assert [clause.id for clause in told.clauses] == ["deel-1.leerlingen-doen-mee-les"]
    (asked,) = [one.text for one in told.plan.questions if one.kind == "audience"]
    assert "Deel 1" in asked


def test_what_refers_to_a_section_stays_text_and_the_clause_that_begins_it_is_proposed() -> None:
    body = [
        *(heading("1. Doel"), paragraph("1.1 Rust, zie hoofdstuk 2 en bijlage 1."), heading("2. Regels")),
        *(paragraph("2.1 Stil."), paragraph("2.2 Kalm, zie hoofdstuk 9.")),
        *(heading("Bijlage 1 Formulier"), paragraph("Naam en klas.")),
    ]
    told = imported(document(*body))
    assert told.texts[0] == "1.1 Rust, zie hoofdstuk 2 en bijlage 1."
    said = [question.text for question in told.plan.questions if question.kind == "reference"]
    assert any("{clause}`regels.stil`" in text and "hoofdstuk 2" in text for text in said)
    assert any("{clause}`formulier.naam-klas`" in text and "bijlage 1" in text for text in said)
    assert not any("“hoofdstuk 9” begins with" in text for text in said)


def test_a_list_that_counts_anew_below_a_sentence_is_part_of_that_sentence() -> None:
    page = (
        "<h1>Protocol</h1><h2>Regels</h2><ol><li>Rust.</li><li>Dat geldt voor:</li></ol><ol><li>leerlingen;</li>"
        "<li>ouders;</li><li>gasten.</li></ol><ol start=3><li>Stil.</li></ol><ol start=4><li>Kalm.</li></ol>"
    )
    told = imported(page.encode(), name="regels.html")
    assert told.texts == ["1 Rust.", "2 Dat geldt voor: / leerlingen; / ouders; / gasten.", "3 Stil.", "4 Kalm."]
