"""The small readers on which the rules stand: placeholders, sentences, names, syllables."""

from __future__ import annotations

import pytest

from schoolprotocol.check.catalogue import known_names
from schoolprotocol.check.placeholders import left_over
from schoolprotocol.check.reading import reading_ease
from schoolprotocol.check.texts import acts, find_name, sentences
from schoolprotocol.text import template as fill
from schoolprotocol.text.template import names_in, quoted, stray
from tests.conftest import ProjectMaker
from tests.helpers import loaded, resolution_of

TEMPLATES = (
    *("", "Vraag het eerst.", "{{ school.short }}", "{{school.short|hoofdletter}} wil {{ a.b-c }}.", "{{ a }}{{ a }}"),
    *("{% raw %}", "{{ 7 * 7 }}", "{{ a.__class__ }}", "{{ f() }}", "{# x #}", "{{ a | upper }}", "{{ a", "a }}"),
)


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_check_reads_a_template_as_resolving_does(template: str) -> None:
    try:
        names: tuple[str, ...] | None = fill.names(template)
    except fill.TemplateError:
        names = None
    assert (names_in(template) if stray(template) is None else None) == names


def test_the_check_knows_the_names_that_resolving_knows(project: ProjectMaker) -> None:
    root = project()
    corpus = loaded(root)
    known = known_names(corpus, corpus.protocols["telefoons"])
    assert known == set(resolution_of(root).origins)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "[status]",
            "[…]",
            "…",
            "...",
            "?",
            "XX",
            "xx-xx-2025",
            "1 maart 20xx",
            "20..",
            "dd-mm-jjjj",
            "DD/MM/JJJJ",
            "dag maand jaar",
        ),
        *("nader in te vullen", "Datum: nog te bepalen", "Lorem ipsum dolor", "TODO nakijken", "n.t.b.", "<naam>"),
        *(
            "Meld het vóór … bij de leiding.",
            "Meld het vóór ... bij de leiding",
            "De mentor: …",
            "n.n.b.",
            "PM",
            "P.M.",
        ),
        *("De datum is nader te bepalen.", "Nader te bepalen", "nader te bepalen door het bestuur", "pro memorie"),
        *("De datum is n.t.b. door het bestuur", "De mentor (n.n.b.) helpt.", "Bel de mentor (nnb)"),
        *("Vastgesteld op … door het bestuur", "Naam: ______", "versie ..., concept"),
    ],
)
def test_what_was_left_to_be_filled_in_is_seen(text: str) -> None:
    assert left_over(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        *("Bedenk dat…", "Wacht… en denk na.", "Vraag het eerst.", "—", "22-11-2021", "concept", "Wie [sic] zwijgt"),
        *("Soms gaat het mis … Dan helpt de mentor.", "pesten, schelden, … en meer", "… en dan?", "Om 5 pm naar huis"),
        *("Op een nader te bepalen datum.", "Alles en nog wat", "1 < 2", "vak XXL", "Pesten? Nee!", "n.v.t."),
    ],
)
def test_an_ordinary_text_is_no_placeholder(text: str) -> None:
    assert left_over(text) is None


def test_sentences_end_at_a_full_stop_but_not_after_an_abbreviation() -> None:
    assert sentences("Zie art. 4 van de wet. Klaar? Ja: nu.") == ("Zie art. 4 van de wet.", "Klaar?", "Ja:", "nu.")


@pytest.mark.parametrize(("name", "text"), [("MiND", "Bel MiND."), ("Google+", "Op Google+, ja"), ("X", "op X")])
def test_a_name_is_found_as_a_whole_word(name: str, text: str) -> None:
    assert find_name(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [("MiND", "mind"), ("Signal", "Signalen"), ("Twitter", "twitter.com"), ("Parro", "info@Parro.nl"), ("X", "X-ray")],
)
def test_a_part_of_another_word_or_address_is_no_name(name: str, text: str) -> None:
    assert find_name(name, text) is None


def test_who_acts_does_not_stand_after_a_preposition() -> None:
    assert acts("de school", "De school vraagt het.")
    assert acts("de school", "Dan meldt de school het bij de politie.")
    assert not acts("de school", "Het logo van de school. Contact met de school.")
    assert not acts("de school", "Het logo van de school. " * 900)
    assert acts("de school", "Het logo van de school. " * 900 + "Wie van de klas naar binnen wil, vraagt de school?")


def test_reading_ease_follows_the_formula_of_douma() -> None:
    # 4 words, 1 sentence, 5 syllables: de kat loopt bui-ten
    assert reading_ease("De kat loopt buiten.") == pytest.approx(206.84 - 0.93 * 4 - 77 * 5 / 4)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Vraag {{ school.naam | upper }} het.", "{{ school.naam | upper }}"),
        ("Vraag {% if x %}ja{% endif %} het.", "{% if x %}"),
        ("Eerst dit.\nVraag {{ school.naam het.\nDan dat.", "{{ school.naam het."),
        ("Eerst dit.\nVraag school.naam }} het.", "Vraag school.naam }}"),
        ("{{ " + "lang " * 40, "{{ " + "lang " * 11 + "la …"),
    ],
)
def test_a_message_about_a_template_quotes_enough_to_find_it_by(text: str, told: str) -> None:
    wrong = stray(text)
    assert wrong is not None
    assert quoted(text, wrong) == told
