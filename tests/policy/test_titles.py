"""How a clause begins: with its title, unless its own text already says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from schoolprotocol.model.outline import GroupForm
from schoolprotocol.policy.model import Clause, Column, Group, Policy, Section
from schoolprotocol.policy.titles import beginnings
from schoolprotocol.text.myst import serialise
from schoolprotocol.text.parse import parse
from tests.compare.edits import made, text
from tests.helpers import policy_of

KLEIN = Path(__file__).parents[1] / "roots/klein"


@pytest.fixture(scope="module")
def klein() -> Policy:
    """The document of `noord`."""
    return policy_of(KLEIN)


def begins(
    klein: Policy, title: str, words: str, form: GroupForm = "prose", *, heading: str = "Afspraken"
) -> tuple[str, str]:
    """The title before a text, and the text as MyST."""
    clause = made("t.a", words, title=title)
    group = Group(form=form, clauses=(clause,)) if form != "columns" else _table(clause)
    section = Section(id="s", heading=text(heading), number="", kind="plain", groups=(group,))
    found = beginnings(klein.model_copy(update={"sections": (section,)}))["t.a"]
    assert parse(serialise(found.blocks)) == found.blocks
    return found.title, serialise(found.blocks)


def _table(clause: Clause) -> Group:
    return Group(form="columns", columns=(Column(heading=text("Niet"), clauses=(clause,)),))


@pytest.mark.parametrize("form", ["prose", "numbered", "bullets"])
def test_a_clause_that_stands_by_itself_begins_with_its_title(klein: Policy, form: GroupForm) -> None:
    assert begins(klein, "Opbergen", "Leerlingen leggen hun telefoon weg.", form)[0] == "Opbergen."


@pytest.mark.parametrize("form", ["dos", "donts", "columns", "callout"])
def test_what_is_read_with_its_mark_or_its_heading_has_none(klein: Policy, form: GroupForm) -> None:
    assert begins(klein, "Geen foto’s", "Foto’s van anderen plaatsen.", form) == ("", "Foto’s van anderen plaatsen.")


@pytest.mark.parametrize(
    ("title", "printed"),
    [("Foto’s", "Foto’s."), ("Wat nu?", "Wat nu?"), ("Let op!", "Let op!"), ("Zo:", "Zo:"), ("‘Nee’", "‘Nee’.")],
)
def test_a_title_ends_as_a_sentence_does(klein: Policy, title: str, printed: str) -> None:
    assert begins(klein, title, "Vraag het eerst aan de ander.")[0] == printed


@pytest.mark.parametrize(
    ("title", "words", "printed"),
    [
        ("De politie", "De politie helpt altijd.", "**De politie** helpt altijd."),
        ("Foto’s delen", "Leerlingen mogen foto’s delen met elkaar.", "Leerlingen mogen **foto’s delen** met elkaar."),
        ("Hulplijn", "[Hulplijn](https://hulp.example) helpt.", "**[Hulplijn](https://hulp.example)** helpt."),
    ],
)
def test_a_text_that_begins_with_its_title_has_those_words_in_bold(
    klein: Policy, title: str, words: str, printed: str
) -> None:
    assert begins(klein, title, words) == ("", printed)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        pytest.param("Vraag het eerst", "Vraag het eerst.", id="nothing else"),
        pytest.param("Kansen horen bij het leven", "Kansen horen nu bij het leven van ieder.", id="a word more"),
        pytest.param("Wat sociale media zijn", "Sociale media zijn platforms.", id="a word less"),
        pytest.param("Filmpjes", "filmpjes van leraren;", id="goes on with a sentence"),
        pytest.param("Aanhef", "Bedenk het volgende:", id="only introduces"),
        pytest.param("De lijst", "- een\n- twee", id="a list"),
        pytest.param("Politie", "*De politie* helpt.", id="would cut through marks"),
    ],
)
def test_nothing_is_said_twice_and_no_sentence_is_cut(klein: Policy, title: str, words: str) -> None:
    found = begins(klein, title, words)
    assert found[0] == ""
    assert "**" not in found[1]


def test_what_only_looks_alike_is_no_repetition(klein: Policy) -> None:
    for title, words in (
        ("Geen foto’s", "Foto’s van anderen plaatst niemand."),
        ("Foto", "Fotograferen mag niet."),
        ("Uitleg", "Dit is de uitleg. Bedenk het volgende:"),
        ("A.b (c)", "Iets met haken en punten."),
    ):
        assert begins(klein, title, words)[0] == f"{title}."


def test_a_title_that_the_heading_above_it_has_is_not_repeated(klein: Policy) -> None:
    assert begins(klein, "Privacy", "Ieder heeft recht op rust.", heading="Privacy")[0] == ""
    assert begins(klein, "Privacy", "Ieder heeft recht op rust.", heading="Privacy op school")[0] == "Privacy."


def test_every_clause_of_the_document_is_told_of_and_the_excerpt_has_no_titles(klein: Policy) -> None:
    assert list(beginnings(klein)) == [clause.id for clause in klein.clauses()]
