"""What readers meet first: in every document five to seven rules for each audience, each a sentence with a drawing."""

from __future__ import annotations

import re

import pypdfium2 as pdfium
import pytest

from schoolprotocol.documents.finding import Key
from schoolprotocol.documents.first import first_in
from schoolprotocol.model.first import Readers
from schoolprotocol.outputs.card import FILES
from schoolprotocol.policy.rules import Rule, rules_of
from tests.content.conftest import Built, each_document
from tests.repository import corpus, named, policies


def rules(key: Key) -> dict[Readers, tuple[Rule, ...]]:
    return rules_of(policies()[key], first_in(corpus(), key))


@each_document
def test_each_audience_has_five_to_seven_rules_that_are_sentences(key: Key) -> None:
    for readers, found in rules(key).items():
        assert 5 <= len(found) <= 7, readers
        assert {rule.form for rule in found} <= {"kort", "whole", "sentence"}, readers


@each_document
def test_no_drawing_stands_twice_on_a_card(key: Key) -> None:
    for readers, found in rules(key).items():
        drawings = [rule.pictogram for rule in found]
        assert None not in drawings
        assert len(set(drawings)) == len(drawings), readers


@each_document
def test_pupils_are_spoken_to_and_not_about(key: Key) -> None:
    assert not [rule.text for rule in rules(key).get("leerling", ()) if rule.text.startswith(("Leerlingen ", "De "))]


@pytest.mark.stress
@each_document
def test_a_card_says_every_rule_on_one_page(key: Key, built: Built) -> None:
    for readers, (ending, _label) in FILES.items():
        found = rules(key).get(readers, ())
        file = built.folders.output("kaart", f"{named(key)}-kaart-{ending}.pdf")
        assert file.is_file() == bool(found)
        if file.is_file():
            document = pdfium.PdfDocument(file)
            assert len(document) == 1
            text = letters(document[0].get_textpage().get_text_range())
            assert [rule.text for rule in found if letters(rule.text) not in text] == []


def letters(text: str) -> str:
    """Without what a line may end with: white space, and a hyphen, which pdfium does not tell from one of a word."""
    return re.sub(r"[\s\ufffe-]", "", text)
