"""A second version of a document that was taken over: the same clauses are found again, and what changed is told."""

from __future__ import annotations

import pytest

from schoolprotocol.documents.comparing import changes_between
from schoolprotocol.errors import SourceError, UsageError
from schoolprotocol.source.tree import Overlay, SourceTree
from tests.importing.imported import Imported, imported
from tests.importing.test_taking_over import document, heading
from tests.intake.word import Word, paragraph, styles

KEY = "linde", "telefoons"
FIRST = (
    "1. Leerlingen leggen hun telefoon voor de les in de kluis van hun klas.",
    "2. Medewerkers melden een incident nog dezelfde dag bij de mentor van de leerling.",
    "3. Ouders bellen in de pauze met de administratie als er haast bij is. Zij krijgen dan binnen een uur antwoord.",
    "4. Niemand plaatst beelden van anderen zonder hun toestemming op sociale media.",
)
ADOPTED = "Vastgesteld door het bestuur op {day}."


def version(*clauses: str, day: str = "", table: str = "") -> bytes:
    end = [heading("Slot"), paragraph(ADOPTED.format(day=day))] if day else []
    return document(table, heading("Afspraken"), *map(paragraph, clauses), *end)


def ids(told: Imported) -> list[str]:
    return [one.id for one in told.clauses]


def edited(told: Imported, old: str, new: str) -> SourceTree:
    """The source after somebody changed words in it by hand."""
    files = {path: data for path, data in told.plan.files.items() if old.encode() in data}
    assert files
    return Overlay(told.tree, {path: data.replace(old.encode(), new.encode()) for path, data in files.items()})


def test_the_same_file_again_changes_nothing() -> None:
    first = imported(version(*FIRST, day="1 september 2026"))
    again = imported(version(*FIRST, day="1 september 2026"), first.tree)
    assert all(first.plan.files.get(path) == data for path, data in again.plan.files.items())


@pytest.mark.parametrize("text", ["☑ Wij groeten elkaar.", "Wij groeten 😀 elkaar.", "😀", "Zet de ﬁets weg."])
def test_the_same_file_with_signs_that_are_printed_otherwise_changes_nothing(text: str) -> None:
    first = imported(document(heading("Afspraken"), *map(paragraph, FIRST[:2]), paragraph(text)))
    again = imported(document(heading("Afspraken"), *map(paragraph, FIRST[:2]), paragraph(text)), first.tree)
    assert dict(again.plan.files) == {}


@pytest.mark.parametrize("text", ["Wat [naam] doet, is goed.", "«Naam» komt morgen terug.", "Bel [nummer]."])
def test_what_a_second_version_leaves_to_be_filled_in_is_accepted_for_now_and_asked(text: str) -> None:
    first = imported(version(*FIRST))
    second = imported(version(*FIRST, f"5. {text}"), first.tree)
    assert second.errors == []
    assert any("SP3" in question.text for question in second.plan.questions)


def test_what_was_wrong_in_a_protocol_already_is_not_accepted_with_a_document() -> None:
    first = imported(version(*FIRST))
    tree = edited(first, "wat er op school", "wat er op [school]")
    with pytest.raises(SourceError) as refused:
        imported(version(*FIRST, "5. Wat [naam] doet, is goed."), tree)
    assert len(refused.value.diagnostics) == 1


def test_what_a_protocol_accepts_already_stays_when_another_school_brings_more() -> None:
    body = (heading("Afspraken"), *map(paragraph, FIRST))
    first = imported(document(*body, paragraph("Wat [naam] doet, is goed.")))
    other = imported(document(*body, paragraph("Wat «Naam» doet, telt.")), first.tree, school="haven")
    kept = other.corpus.protocols["telefoons"].protocol.suppress
    assert {one.target for one in first.corpus.protocols["telefoons"].protocol.suppress} < {one.target for one in kept}
    assert other.errors == []


def test_clauses_keep_their_ids_when_one_comes_and_one_goes() -> None:
    first = imported(version(*FIRST))
    second = imported(version("1. Bezoekers melden zich bij de balie.", *(f"{n + 2}.{text[2:]}" for n, text in enumerate(FIRST[:3]))), first.tree)  # fmt: skip  # noqa: E501
    assert ids(second)[1:] == ids(first)[:3]
    assert ids(second)[0] not in ids(first)
    assert [one.number for one in second.clauses] == ["1", "2", "3", "4"]
    assert ids(first)[3] in second.corpus.protocols["telefoons"].tombstones
    assert second.errors == []


def test_a_word_that_changed_is_the_only_thing_that_is_written() -> None:
    first = imported(version(*FIRST))
    tree = edited(first, "audience: [medewerker]", "audience: [medewerker, overig]")
    second = imported(version(FIRST[0].replace("kluis", "tas"), *FIRST[1:]), tree)
    assert ids(second) == ids(first)
    assert second.clauses[0].wording.text == FIRST[0][3:].replace("kluis", "tas")
    assert second.clauses[1].audience == ("medewerker", "overig")
    assert "policy_src/protocols/telefoons/protocol.yaml" not in second.plan.files


def test_a_title_that_somebody_gave_stays() -> None:
    first = imported(version(*FIRST))
    tree = edited(first, f"title: {first.clauses[0].title}", "title: Leerlingen leggen telefoon")
    second = imported(version(FIRST[0].replace("kluis", "tas"), *FIRST[1:]), tree)
    assert second.clauses[0].title == "Leerlingen leggen telefoon"


def test_a_title_of_first_words_does_not_say_the_contrary_of_what_the_text_says_now() -> None:
    first = imported(version("1. Ouders krijgen bericht binnen drie dagen.", *FIRST[1:]))
    second = imported(version("1. Ouders krijgen geen bericht binnen drie dagen.", *FIRST[1:]), first.tree)
    assert ids(second) == ids(first)
    assert second.clauses[0].title == "Ouders krijgen geen bericht binnen drie…"


def test_signs_of_our_own_markup_in_few_words_do_not_make_another_clause_of_it() -> None:
    texts = "1. {{ x }}", "2. Niemand plaatst beelden.", "3. {{ y }} | `z`"
    first = imported(version(*texts))
    second = imported(version(texts[0], "2. Niemand zegt iets.", texts[2]), first.tree)
    assert ids(second)[::2] == ids(first)[::2]


def test_what_was_split_says_where_it_came_from() -> None:
    first = imported(version(*FIRST))
    one, other = FIRST[2][3:].split(". ")
    second = imported(version(*FIRST[:2], f"3. {one}.", f"4. {other}", f"5.{FIRST[3][2:]}"), first.tree)
    pieces = [clause for clause in second.clauses if clause.id not in ids(first)]
    assert len(pieces) == 1
    assert second.corpus.protocols["telefoons"].clauses[pieces[0].id].was == (ids(first)[2],)
    assert "lineage" in second.asked
    assert second.errors == []


def lineage(told: Imported) -> list[str]:
    return [one.text for one in told.plan.questions if one.kind == "lineage"]


def test_a_clause_that_says_something_else_in_the_place_of_one_that_went_is_asked_and_not_taken() -> None:
    first = imported(version(*FIRST))
    second = imported(version(FIRST[0], "2. Bezoekers wachten bij de balie.", *FIRST[2:]), first.tree)
    came, went = ids(second)[1], ids(first)[1]
    assert came not in ids(first)
    assert second.corpus.protocols["telefoons"].clauses[came].was == ()
    asked = lineage(second)
    assert len(asked) == 1
    assert f"was: [{went}]" in asked[0]
    assert came in asked[0]
    assert second.errors == []
    told = edited(second, f"- id: {came}\n", f"- id: {came}\n  was: [{went}]\n")
    third = imported(version(FIRST[0], "2. Bezoekers wachten bij de balie.", *FIRST[2:]), told)
    assert third.corpus.protocols["telefoons"].clauses[came].was == (went,)
    assert (lineage(third), third.errors) == ([], [])


def test_of_more_in_one_place_number_or_title_tells_which_may_be_which() -> None:
    first = imported(version(*FIRST))
    others = "2. Bezoekers wachten bij de balie.", "3. Fietsen staan achter het gebouw."
    second = imported(version(FIRST[0], *others, FIRST[3]), first.tree)
    asked = lineage(second)
    assert len(asked) == 2
    for came, went in zip(ids(second)[1:3], ids(first)[1:3], strict=True):
        assert [one for one in asked if came in one and f"was: [{went}]" in one]
    more = "4. De conciërge sluit elke avond alle ramen."
    third = imported(version(FIRST[0], *others, more, f"5.{FIRST[3][2:]}"), first.tree)
    assert not any("was: [" in one for one in lineage(third))
    assert all(any(went in one for one in lineage(third)) for went in ids(first)[1:3])


def test_what_came_elsewhere_is_not_asked_to_be_what_went() -> None:
    first = imported(version(*FIRST))
    left = f"2.{FIRST[2][2:]}", f"3.{FIRST[3][2:]}"
    second = imported(version(FIRST[0], *left, "4. Bezoekers wachten bij de balie."), first.tree)
    assert [ids(first)[1] in one and "was: [" not in one for one in lineage(second)] == [True]


def test_a_neighbour_that_moved_says_nothing_of_the_place() -> None:
    first = imported(version(*FIRST))
    texts = FIRST[2], "2. Bezoekers wachten bij de balie.", FIRST[3], FIRST[0]
    second = imported(version(*(f"{n}.{text[2:]}" for n, text in enumerate(texts, start=1))), first.tree)
    assert f"was: [{ids(first)[1]}]" not in "".join(lineage(second))  # now behind what it stood before
    texts = "2. Bezoekers wachten bij de balie.", FIRST[2], FIRST[3], FIRST[0]
    third = imported(version(*(f"{n}.{text[2:]}" for n, text in enumerate(texts, start=1))), first.tree)
    assert f"was: [{ids(first)[1]}]" in "".join(lineage(third))


def test_what_was_merged_says_where_it_came_from() -> None:
    first = imported(version(*FIRST))
    second = imported(version(FIRST[0] + FIRST[1][2:], f"2.{FIRST[2][2:]}", f"3.{FIRST[3][2:]}"), first.tree)
    kept = second.clauses[0].id
    assert kept in ids(first)[:2]
    assert set(second.corpus.protocols["telefoons"].clauses[kept].was) == {*ids(first)[:2]} - {kept}
    assert second.errors == []


def test_the_change_report_of_two_adopted_versions_is_about_what_changed() -> None:
    first = imported(version(*FIRST, day="1 september 2026"))
    changed = version(FIRST[0].replace("kluis", "tas"), *FIRST[1:], day="1 oktober 2026")
    second = imported(changed, first.tree)
    assert second.policy.document.version == "1.1"
    assert second.errors == []
    told = changes_between(second.corpus, KEY, "1.0", "1.1")
    assert [change.id for change in told.changes] == [ids(first)[0], ids(first)[4]]
    assert told.renumbered == ()
    assert "policy_src/protocols/telefoons/changes/linde-1-1.yaml" in second.plan.files


def test_a_school_on_which_others_build_is_refused() -> None:
    first = imported(version(*FIRST))
    school = first.plan.files["policy_src/schools/linde/school.yaml"].decode()
    variant = "protocol: telefoons\nextends: linde\ndocument: {version: '1.0', status: concept}\n"
    files = {"policy_src/schools/berk/school.yaml": school, "policy_src/schools/berk/telefoons.yaml": variant}
    with pytest.raises(UsageError, match="berk"):
        imported(version(*FIRST[1:]), Overlay(first.tree, files))


def test_a_clause_that_a_school_left_out_stays_so_when_another_one_goes() -> None:
    first = imported(version(*FIRST))
    path = "policy_src/schools/linde/telefoons.yaml"
    text = first.plan.files[path].decode() + f"operations:\n  - {{omit: {ids(first)[0]}, reason: Nee.}}\n"
    second = imported(version(*(f"{n + 1}.{text[2:]}" for n, text in enumerate(FIRST[2:]))), Overlay(first.tree, {path: text}))  # fmt: skip  # noqa: E501
    assert ids(second) == ids(first)[2:]
    assert [one.reason for one in second.policy.omitted] == ["Nee.", "Staat niet in protocol.docx."]
    assert second.errors == []


def test_another_document_of_the_same_name_does_not_take_the_place_of_the_first() -> None:
    first = imported(version(*FIRST))
    other = [
        f"{n}. Het zwembad is op {day} open voor groep {n}." for n, day in enumerate(("maandag", "dinsdag"), start=1)
    ]
    with pytest.raises(UsageError, match="--protocol"):
        imported(version(*other), first.tree)


def test_an_adoption_that_asks_a_consent_is_taken_over_as_a_draft() -> None:
    first = imported(version(*FIRST))
    tree = edited(
        first,
        "parameters: {}",
        "parameters: {}\nconsent:\n  - {council: de hele MR, reference: avg-4}",
    )
    second = imported(version(*FIRST, "5. Iedereen groet elkaar.", day="1 september 2026"), tree)
    assert second.policy.document.status == "concept"
    assert second.errors == []


def test_another_title_of_the_document_is_its_title() -> None:
    first = imported(version(*FIRST))
    body = heading("Afspraken"), *map(paragraph, FIRST)
    other = Word([paragraph("Protocol telefoons en horloges", style="Titel"), *body])
    other.styles = styles()
    second = imported(other.bytes(), first.tree, protocol="telefoons")
    assert second.policy.title == "Protocol telefoons en horloges"
    assert ids(second) == ids(first)


def test_few_words_behind_a_number_that_is_text_are_found_again() -> None:
    file = document(heading("Bijlage B: Medicijn"), *map(paragraph, ("B.1 Naam: ……", "B.2 Dosering: ……", "B.3 Bewaren: ……")))  # fmt: skip  # noqa: E501
    first = imported(file)
    assert [one.wording.text for one in first.clauses] == ["B.1 Naam: ……", "B.2 Dosering: ……", "B.3 Bewaren: ……"]
    second = imported(file, first.tree)
    assert (ids(second), second.plan.files) == (ids(first), {})


def test_headings_titles_and_texts_that_got_other_capitals_or_quotes_follow_the_document() -> None:
    def file(title: str, head: str, text: str) -> bytes:
        word = Word(
            [paragraph(title, style="Titel"), heading(head), paragraph(f"1. {text}"), *map(paragraph, FIRST[1:])]
        )
        word.styles = styles()
        return word.bytes()

    first = imported(file("Protocol telefoons", "Do’s en don’ts", "Leerlingen lezen de ‘regels’ van de klas."))
    for given in (
        ("Protocol telefoons", "Do’s en Don’ts", "Leerlingen lezen de ‘regels’ van de klas."),
        ("Protocol Telefoons", "Do’s en don’ts", "Leerlingen lezen de ‘regels’ van de klas."),
        ("Protocol telefoons", "Do’s en don’ts", "Leerlingen lezen de “Regels” van de klas;"),
    ):
        second = imported(file(*given), first.tree, protocol=first.plan.protocol)
        assert ids(second) == ids(first)
        assert (second.policy.title, second.headings[0], second.clauses[0].wording.text) == given
