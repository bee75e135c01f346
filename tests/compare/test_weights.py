"""How much a change matters: substantive, to be looked at, or editorial."""

from __future__ import annotations

import pytest

from schoolprotocol.compare.classify import heaviest
from schoolprotocol.compare.compare import compare
from schoolprotocol.model.base import Weight
from schoolprotocol.model.change import ChangeNote
from schoolprotocol.policy.model import Policy
from tests.compare.edits import laid_out, made, reworded, text, with_note, with_values
from tests.conftest import ROOTS
from tests.helpers import policy_of

LONG = "Leerlingen leggen hun telefoon in de tas. Zij halen hem er na de laatste les weer uit."


@pytest.fixture(scope="module")
def klein() -> Policy:
    return policy_of(ROOTS / "klein")


def weight(klein: Policy, old: str, new: str) -> Weight:
    (change,) = compare(reworded(klein, tips__vraag=old), reworded(klein, tips__vraag=new)).changes
    assert change.facets == ("changed",)
    (back,) = compare(reworded(klein, tips__vraag=new), reworded(klein, tips__vraag=old)).changes
    assert back.weight == change.weight
    return change.weight


# -- texts ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (LONG, LONG.replace("telefoon", "**telefoon**")),
        (LONG, LONG.replace(". Zij", ".\n\nZij").replace("er na", "er\nna")),
        (LONG, LONG.replace("in de tas", "{{ bewaarplek }}")),
        ("Dat heet ‘pesten’.", "Dat heet 'pesten'."),
        ("Dat heet ‘pesten’.", "Dat heet “pesten”."),
        ("De foto’s – alle – gaan weg.", "De foto's - alle - gaan weg."),
        ("De uren 8–10 zijn vrij.", "De uren 8-10 zijn vrij."),
        ("Wacht…", "Wacht..."),
        ("Een\u00a0uur wachten.", "Een uur  wachten."),
        ("Vraag het , altijd .", "Vraag het, altijd."),
        ("Een café.", "Een cafe\u0301."),
        ("Telefoon\u00adbeleid.", "Telefoonbeleid."),
        ("Denk aan:\n\n- foto’s;\n- films.", "Denk aan:\n* foto’s;\n* films."),
        ("Eerst:\n\n1. bellen;\n2. wachten.", "Eerst:\n\n1. bellen;\n1. wachten."),
        ("Meld:\n\n- a:\n  - b;\n- c.", "Meld:\n\n- a:\n    - b;\n- c."),
    ],
)
def test_only_how_a_text_is_written_is_editorial(klein: Policy, old: str, new: str) -> None:
    assert weight(klein, old, new) == "editorial"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # A comma or full stop that turns a rule round.
        ("Een leraar mag, niet de mentor, de tas doorzoeken.", "Een leraar mag niet, de mentor, de tas doorzoeken."),
        ("Foto’s mogen niet. Filmpjes wel.", "Foto’s mogen. Niet filmpjes wel."),
        ("Leerlingen bellen niet, zij appen.", "Leerlingen bellen. Niet zij appen."),
        ("Je mag filmen.", "Je mag filmen?"),
        ("Je mag filmen.", "Je mag filmen"),
        ("De school (niet de leraar) beslist.", "De school, niet de leraar, beslist."),
        ("De leraar zegt: ‘kom’.", "De leraar zegt: kom."),
        # Capitals.
        ("Dat staat in de wet.", "Dat staat in de Wet."),
        ("De US helpen.", "De us helpen."),
        # A space or hyphen that joins or splits words.
        ("Wij hebben ge-eerd.", "Wij hebben geeerd."),
        ("Wie leerlingen te werk stelt.", "Wie leerlingen tewerk stelt."),
        ("Men kan leerlingen te werk stellen.", "Men kan leerlingen tewerkstellen."),
        ("Er is een ten minste.", "Er is een tenminste."),
        ("Oud-leerlingen komen.", "Oud leerlingen komen."),
        ("Kijk op example.nl.", "Kijk op example. nl."),
        ("De fotos van nu.", "De foto’s van nu."),
        ("De telefoon\u200bregel.", "De telefoonregel."),
        # What is an item, and in which order the items stand.
        (LONG, "- Leerlingen leggen hun telefoon in de tas.\n- Zij halen hem er na de laatste les weer uit."),
        ("Dus:\n\n- bel;\n- wacht.", "Dus:\n\n1. bel;\n2. wacht."),
        ("Dus:\n\n1. bel;\n2. wacht.", "Dus:\n\n2. bel;\n3. wacht."),
        ("Dus:\n\n- bel;\n- wacht;\n- kom.", "Dus:\n\n- wacht;\n- kom;\n- bel."),
        ("Dus:\n\n- bel;\n- wacht.", "Dus:\n\n- bel;\n  - wacht."),
        ("Dus:\n\n- bel;\n\nWacht.", "Dus:\n\n- bel;\n\n  Wacht."),
    ],
)
def test_what_may_turn_a_rule_round_is_to_be_looked_at(klein: Policy, old: str, new: str) -> None:
    assert weight(klein, old, new) == "review"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Er is 1 5 uur tijd.", "Er is 15 uur tijd."),
        ("Neem 2-3 dagen.", "Neem 23 dagen."),
        ("Neem 2-3 dagen.", "Neem 2 3 dagen."),
        ("Leerlingen en/of ouders.", "Leerlingen en of ouders."),
        ("Het is –5 graden.", "Het is 5 graden."),
        ("Het duurt 5′.", "Het duurt 5″."),
        # Sentences say what they say of what comes before them; so do items of what leads them.
        ("Leraren mogen dat. Ouders ook. Leerlingen niet.", "Leraren mogen dat. Leerlingen niet. Ouders ook."),
        (
            "Zo:\n\n- dit mag:\n  - bellen;\n- dit niet:\n  - filmen.",
            "Zo:\n\n- dit mag:\n  - filmen;\n- dit niet:\n  - bellen.",
        ),
        (
            "Zo:\n\n- dit mag:\n- bellen;\n- dit niet:\n- filmen.",
            "Zo:\n\n- dit mag:\n- filmen;\n- dit niet:\n- bellen.",
        ),
        ("Wel:\n\n- bellen.\n\nNiet:\n\n- filmen.", "Wel:\n\n- filmen.\n\nNiet:\n\n- bellen."),
        ("De telefoon.", "De telefооn."),  # a Cyrillic о
    ],
)
def test_other_words_are_substantive_however_small_they_look(klein: Policy, old: str, new: str) -> None:
    assert weight(klein, old, new) == "substantive"


def test_a_placeholder_whose_value_differs_is_more_than_the_words_that_it_prints_now(klein: Policy) -> None:
    old = reworded(klein, tips__vraag="Leg hem {{ bewaarplek }}.")
    new = with_values(reworded(klein, tips__vraag="Leg hem thuis."), bewaarplek="thuis")
    (change,) = compare(old, new).changes
    assert change.weight == "substantive"


def test_a_mark_in_a_note_is_to_be_looked_at_too(klein: Policy) -> None:
    one, other = (
        laid_out(klein, {"een": [with_note(made("t.a", "Vraag het[^n]."), "n", note)]})
        for note in ("Niet, zegt de leraar, bellen.", "Niet zegt de leraar, bellen.")
    )
    (change,) = compare(one, other).changes
    assert change.weight == "review"


# -- what stands where ------------------------------------------------------------------------------------------------


def letters(klein: Policy, ids: str, form: str = "numbered") -> Policy:
    return laid_out(klein, {"een": [made(f"t.{i}", f"De tekst van stap {i}.") for i in ids]}, form)


def test_steps_in_another_order_are_to_be_looked_at(klein: Policy) -> None:
    (change,) = compare(letters(klein, "abcd"), letters(klein, "acdb")).changes
    assert ("moved" in change.facets, change.weight) == (True, "review")


def test_another_form_is_to_be_looked_at(klein: Policy) -> None:
    changes = compare(letters(klein, "ab"), letters(klein, "ab", "prose")).changes
    assert {change.weight for change in changes} == {"review"}


def sections(klein: Policy, *names: str) -> Policy:
    laid = laid_out(klein, {name: [made(f"{name}.a", f"Tekst van {name}.")] for name in sorted(names)})
    by_id = {section.id: section for section in laid.sections}
    return laid.model_copy(update={"sections": tuple(by_id[name] for name in names)})


def test_sections_in_another_order_are_to_be_looked_at(klein: Policy) -> None:
    (heading,) = compare(sections(klein, "een", "twee", "zes"), sections(klein, "een", "zes", "twee")).headings
    assert (heading.facets, heading.weight) == (("moved",), "review")


def test_a_section_inside_another_one_is_substantive(klein: Policy) -> None:
    old = sections(klein, "een", "twee")
    one, two = old.sections
    new = old.model_copy(update={"sections": (one.model_copy(update={"sections": (two,)}),)})
    (heading,) = compare(old, new).headings
    assert (heading.id, heading.facets, heading.weight) == ("twee", ("moved",), "substantive")


@pytest.mark.parametrize("field", [{"framed": True}, {"kind": "appendix"}])
def test_a_frame_or_another_kind_of_section_is_to_be_looked_at(klein: Policy, field: dict[str, object]) -> None:
    old = sections(klein, "een", "twee")
    new = old.model_copy(update={"sections": (old.sections[0].model_copy(update=field), old.sections[1])})
    (heading,) = compare(old, new).headings
    assert (heading.facets, heading.weight) == (("form",), "review")


def test_a_capital_in_a_heading_value_or_cell_is_to_be_looked_at(klein: Policy) -> None:
    old, new = sections(klein, "een"), sections(klein, "een")
    new = new.model_copy(update={"sections": (new.sections[0].model_copy(update={"heading": text("Een")}),)})
    (table,) = klein.front
    rows = (*table.rows[:-1], (*table.rows[-1][:-1], text(table.rows[-1][-1].template + "!")))
    new = with_values(
        new.model_copy(update={"front": (table.model_copy(update={"rows": rows}),)}), bewaarplek="In de tas"
    )
    changes = compare(old, new)
    (heading,), (value,), (row,) = changes.headings, changes.parameters, changes.tables
    assert (heading.weight, value.weight, row.weight) == ("review", "review", "review")


# -- what an author overrules -----------------------------------------------------------------------------------------


def judged(klein: Policy, *weights: Weight) -> tuple[Weight, str | None]:
    given = {"summary": "W", "since": "1.0", "motive": "M", "consequences": "G", "measures": "A"}
    notes = [
        ChangeNote.model_validate({**given, "id": w, "clauses": ["tips.vraag"], "weight": w, "weight_reason": w})
        for w in weights
    ]
    old, new = (reworded(klein, tips__vraag=words) for words in ("Je mag, niet ik.", "Je mag niet, ik."))
    old, new = (
        p.model_copy(update={"document": p.document.model_copy(update={"version": v})})
        for p, v in ((old, "1.0"), (new, "1.1"))
    )
    (change,) = compare(old, new, notes).changes
    return change.weight, change.weight_reason


def test_an_author_may_overrule_to_any_weight_and_the_heaviest_counts(klein: Policy) -> None:
    assert judged(klein) == ("review", None)
    assert judged(klein, "editorial") == ("editorial", "editorial")
    assert judged(klein, "substantive") == ("substantive", "substantive")
    assert judged(klein, "review") == ("review", None)
    assert judged(klein, "editorial", "review") == ("review", None)
    assert judged(klein, "editorial", "substantive", "review") == ("substantive", "substantive")


def test_the_heaviest_of_no_weights_is_the_lightest() -> None:
    assert heaviest(["editorial", "substantive", "review"]) == "substantive"
    assert heaviest(["editorial", "review"]) == "review"
    assert heaviest([]) == "editorial"
