"""What a reader finds who types what people type: no test knows the words of a school."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pytest

from tests.site.conftest import Site
from tests.site.searching import Answer, needs_node, search

pytestmark = needs_node

SYNONYMS = [
    ["telefoon", "mobiel", "mobieltje", "gsm", "smartphone", "phone"],
    ["sociale media", "social media", "tiktok", "instagram", "snapchat", "whatsapp"],
    ["foto", "filmpje", "filmen", "opname"],
    ["naaktfoto", "naaktbeeld", "nudes", "sexting"],
    ["pesten", "cyberpesten", "treiteren", "gepest", "bullying"],
    ["AI", "kunstmatige intelligentie", "chatgpt"],
    ["vertrouwenspersoon", "hulp", "klacht", "help"],
    ["straf", "schorsing", "geschorst"],
]
PROTOCOLS = {
    "telefoons": [
        ("1", "Afspraken", "", "afspraken"),
        ("1.1", "Opbergen", "Tijdens de les ligt de telefoon in het kluisje.", "opbergen"),
        ("1.2", "Opnamen", "Niemand maakt foto’s of filmt een ander zonder toestemming.", "opnamen"),
        ("1.3", "De Kindertelefoon", "Bel gratis met de Kindertelefoon.", "kindertelefoon"),
        ("2", "Gevolgen", "", "gevolgen"),
        ("2.1", "Straf", "De schoolleiding kan een leerling schorsen.", "straf"),
    ],
    "pesten": [
        ("1", "Aanpak", "", "aanpak"),
        ("1.1", "Online pesten", "Ook op internet en sociale media pest niemand een ander.", "online"),
        ("1.2", "Melden", "Meld het bij de vertrouwenspersoon.", "melden"),
        ("1.3", "Naaktbeelden", "Wie een naaktbeeld doorstuurt, is strafbaar.", "naaktbeelden"),
    ],
    "ai": [("1", "Leeftijd", "Een chatbot met kunstmatige intelligentie mag vanaf dertien jaar.", "leeftijd")],
}
ASK = ""
"""Nothing is found: then the page says whom to ask."""
WORDS = {
    # as the texts have it, in other forms
    "telefoon": "opbergen",
    "telefoons": "opbergen",
    "Telefoon!": "opbergen",
    "telefoontje": "opbergen",
    "foto": "opnamen",
    "foto's": "opnamen",
    "foto’s": "opnamen",
    "fotos": "opnamen",
    "filmen": "opnamen",
    "pesten": "online",
    "gepest": "online",
    "naaktbeeld": "naaktbeelden",
    # other words for the same
    "mobieltje": "opbergen",
    "mobieltjes": "opbergen",
    "gsm": "opbergen",
    "GSM's": "opbergen",
    "smartphone": "opbergen",
    "smartphones": "opbergen",
    "naaktfoto": "naaktbeelden",
    "naaktfoto's": "naaktbeelden",
    "naakt foto": "naaktbeelden",
    "nudes": "naaktbeelden",
    "sexting": "naaktbeelden",
    "cyberpesten": "online",
    "cyber pesten": "online",
    "tiktok": "online",
    "TikTok": "online",
    "tik tok": "online",
    "whats app": "online",
    "social media": "online",
    "AI": "leeftijd",
    "chat gpt": "leeftijd",
    "kunstmatige intelligentie": "leeftijd",
    "hulp": "melden",
    "klacht indienen": "melden",
    "geschorst": "straf",
    # English
    "phone": "opbergen",
    "phones": "opbergen",
    "bullying": "online",
    "help": "melden",
    # one slip
    "tellefoon": "opbergen",
    "telfoon": "opbergen",
    "telefono": "opbergen",
    "smatphone": "opbergen",
    "cyberpestn": "online",
    "vertrouwenpersoon": "melden",
    "naaktfotoo": "naaktbeelden",
    "insatgram": "online",
    "chatgtp": "leeftijd",
    # dialect, and words that nobody wrote down
    "mobielke": "opbergen",
    "telefoontsje": "opbergen",
    "telefoonverbod": "opbergen",
    "klassenfoto": "opnamen",
    # whole questions
    "mag ik mijn telefoon in de klas": "opbergen",
    "wat is de straf": "straf",
    "hoe meld ik een klacht": "melden",
    # numbers
    "1.1": "opbergen",
    "artikel 1.2": "opnamen",
    "Art. 2.1": "straf",
    "art.2.1": "straf",
    "artikel 2": "gevolgen",
    "hoofdstuk 2": "gevolgen",
    # what nothing is said about
    "zwembad": ASK,
    "gamen": ASK,
    "wachtwoord": ASK,
    "xyzzy": ASK,
    "tlfn": ASK,
    "artikel 99": ASK,
    "<script>alert('x')</script>": ASK,
    "'; DROP TABLE": ASK,
    "\U0001f4f1": ASK,
    "\U0001f92c pesten": "online",
    "": ASK,
    "   ": ASK,
    "...": ASK,
    "constructor": ASK,
    "__proto__": ASK,
}


def written(folder: Path, protocols: Mapping[str, Sequence[tuple[str, str, str, str]]]) -> list[Path]:
    """Indexes as a build writes them."""
    made = []
    for name, rows in protocols.items():
        entries = [
            {"number": number, "title": title, "text": text, "url": f"index.html#{id_}"}
            for number, title, text, id_ in rows
        ]
        path = folder / name / "searchindex.js"
        path.parent.mkdir()
        path.write_text(
            f"window.searchSynonyms = {json.dumps(SYNONYMS)};\nwindow.searchIndex = {json.dumps(entries)};\n", "utf-8"
        )
        made.append(path)
    return made


def asked(sites: dict[str, Site], folder: Path, questions: Iterable[str]) -> dict[str, Answer]:
    questions = list(questions)
    answers = search(sites["noord"].folder / "_static", written(folder, PROTOCOLS), questions)
    return dict(zip(questions, answers, strict=True))


def test_what_people_type_finds_the_clause_or_leads_to_whom_to_ask(sites: dict[str, Site], tmp_path: Path) -> None:
    answers = asked(sites, tmp_path, WORDS)
    first = {question: next(iter(answer.clauses), ASK) for question, answer in answers.items()}
    assert first == WORDS


def test_what_was_looked_for_instead_is_told(sites: dict[str, Site], tmp_path: Path) -> None:
    answers = asked(sites, tmp_path, ["telfoon", "telefoonverbod", "telefoon", "gsm", "zwembad"])
    assert [answers[one].instead for one in answers] == [("telefoon",), ("telefoon",), (), (), ()]


def test_a_word_that_nothing_has_is_named_beside_what_the_others_find(sites: dict[str, Site], tmp_path: Path) -> None:
    answer = asked(sites, tmp_path, ["telefoon in zwembad"])["telefoon in zwembad"]
    assert not answer.whole
    assert answer.nowhere == ("zwembad",)
    assert answer.clauses[0] == "opbergen"


def test_a_number_is_found_in_every_protocol_that_has_it(sites: dict[str, Site], tmp_path: Path) -> None:
    answer = asked(sites, tmp_path, ["1.2"])["1.2"]
    assert answer.clauses == ("opnamen", "melden")


def test_a_word_that_is_only_part_of_another_comes_after_the_word_itself(
    sites: dict[str, Site], tmp_path: Path
) -> None:
    assert asked(sites, tmp_path, ["telefoon"])["telefoon"].clauses == ("opbergen", "kindertelefoon")


@pytest.mark.parametrize("question", ["telefoon " * 2_000, "a" * 100_000, " ".join(f"woord{n}" for n in range(2_000))])
def test_a_question_without_end_gets_an_answer(sites: dict[str, Site], tmp_path: Path, question: str) -> None:
    answers = search(sites["noord"].folder / "_static", written(tmp_path, PROTOCOLS), [question])
    assert answers[0].clauses[:1] in {("opbergen",), ()}


def test_ten_large_protocols_are_searched_at_once(sites: dict[str, Site], tmp_path: Path) -> None:
    chance = random.Random(1)
    words = ["".join(chance.choices("abdeghiklmnoprstuvw", k=chance.randint(3, 12))) for _n in range(12_000)]

    def text(length: int) -> str:
        return " ".join(chance.choices(words, k=length))

    protocols = {f"p{p}": [(f"{n // 9}.{n % 9}", text(3), text(40), f"p{p}.{n}") for n in range(90)] for p in range(10)}
    protocols["p7"][4] = ("1.4", "Telefoon", "Tijdens de les ligt de telefoon in het kluisje.", "gezocht")
    questions = ["telefoon", "tellefoon", "mag mijn mobieltje in de les", "1.4"]
    answers = search(sites["noord"].folder / "_static", written(tmp_path, protocols), questions)
    assert [answer.clauses[0] for answer in answers[:3]] == ["gezocht"] * 3
    assert len(answers[3].clauses) >= 10
