"""The rules with which a page begins: what each kind of clause gives, and which clauses come first."""

from __future__ import annotations

import json
from pathlib import Path
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolprotocol.documents.first import first_in
from schoolprotocol.policy import rules
from schoolprotocol.policy.model import Policy
from schoolprotocol.policy.rules import Chosen, Rule, rules_among, rules_for, rules_of
from schoolprotocol.text.tree import Link, NoteCall, walk
from tests.conftest import ROOTS, ProjectMaker
from tests.faults import CLAUSES, NOORD, PROTOCOL
from tests.helpers import loaded, policy_of

TIP = "  text: Vraag het eerst.\n"
ID = "tips.vraag"
LONG = " ".join(["Woord"] * 40)


def rule(project: ProjectMaker, lines: str, form: str = "bullets") -> Rule:
    """What `tips.vraag` gives with these lines below its audience, in a list of this form."""
    replace = {CLAUSES: ((TIP, lines),), PROTOCOL: (("bullets: [tips.vraag]", f"{form}: [tips.vraag]"),)}
    policy = policy_of(project(replace=replace))
    (found,) = rules_for(policy, {"leerling": (Chosen((ID,), "vraag"),)}, "leerling")
    assert found.title == "Vraag het eerst"
    return found


def text(words: str) -> str:
    return f"  text: |-\n    {words}\n"


@pytest.mark.parametrize(
    ("words", "form", "said"),
    [
        ("Vraag het eerst. Doe het dan.", "whole", "Vraag het eerst. Doe het dan."),
        (f"Vraag het bijv. aan dhr. A. B. Cee. {LONG}.", "sentence", "Vraag het bijv. aan dhr. A. B. Cee."),
        (f"Zeg “Stop. Nu.” en ga weg. {LONG}.", "sentence", "Zeg “Stop. Nu.” en ga weg."),
        (f"Lees [de site. Nu](https://a.nl) goed. {LONG}.", "sentence", "Lees de site. Nu goed."),
        (f"Filmt iemand jou? Dan vertel je dat. {LONG}.", "sentence", "Filmt iemand jou? Dan vertel je dat."),
        (f"Vraag het **altijd** eerst. {LONG}.", "sentence", "Vraag het altijd eerst."),
        ("Vraag het eerst.\n\n    Doe het dan.", "sentence", "Vraag het eerst."),
        (f"{LONG} {LONG}.", "title", "Vraag het eerst"),
        ("Niemand doet dit:\n\n    - slaan;\n    - schoppen.", "title", "Vraag het eerst"),
        ("- Niet slaan.\n    - Niet schoppen.", "title", "Vraag het eerst"),
        ("foto’s van anderen;", "title", "Vraag het eerst"),
        ("Dat geldt ook voor ouders.", "title", "Vraag het eerst"),
        ("Deze regels gelden ook thuis.", "whole", "Deze regels gelden ook thuis."),
        ("Bedenk het volgende. Alles blijft staan.", "title", "Vraag het eerst"),
        ("Mag dat?", "title", "Vraag het eerst"),
    ],
)
def test_a_text_gives_whole_sentences_that_stand_alone_or_nothing(
    words: str, form: str, said: str, project: ProjectMaker
) -> None:
    found = rule(project, text(words))
    assert (found.form, found.text, found.whole) == (form, said, form == "whole")


@pytest.mark.parametrize(
    "second",
    [
        "Dat mag wel als iemand het goed vindt.",
        "Behalve in de pauze, dan mag het.",
        "Er is een uitzondering voor de les.",
        "Maar in de pauze mag het.",
        "Dit geldt niet op het plein.",
    ],
)
def test_an_exception_goes_along_or_only_the_title_is_said(second: str, project: ProjectMaker) -> None:
    said = f"Niemand filmt een ander op school of op het plein. {second}"
    assert rule(project, text(f"{said} {LONG}.")).text == said
    assert rule(project, text(f"Niemand filmt een ander. {LONG}. {second}")).form == "title"
    assert rule(project, text(f"Niemand filmt een ander.\n\n    {second}")).form == "title"


@pytest.mark.parametrize(
    "second", ["Welke dat zijn, hangt af van de ernst.", "Dat is toestemming om beeld te plaatsen."]
)
def test_what_says_of_what_was_said_which_it_is_goes_along_where_there_is_room(
    second: str, project: ProjectMaker
) -> None:
    said = "Tegen leerlingen worden maatregelen genomen op school en op het plein."
    assert rule(project, text(f"{said} {second} {LONG}.")).text == f"{said} {second}"
    assert rule(project, text(f"{said} {second[:-1]} {LONG} {LONG}. Klaar.")).text == said


def test_a_short_sentence_is_the_rule_and_says_not_everything(project: ProjectMaker) -> None:
    found = rule(project, f"{text('Vraag het altijd eerst aan je leraar.')}  kort: Vraag *het* eerst.\n")
    assert (found.form, found.text, found.whole) == ("kort", "Vraag het eerst.", False)


def test_what_stands_in_a_list_of_donts_never_reads_as_something_to_do(project: ProjectMaker) -> None:
    assert rule(project, text("Een ander filmen."), "donts").text == "Niet: Een ander filmen."
    assert rule(project, text("Een ander filmen."), "dos").text == "Een ander filmen."


def test_what_stands_in_a_column_has_its_heading_with_it(project: ProjectMaker) -> None:
    column = "columns: [{heading: 'Wat mag niet?', clauses: [tips.vraag]}]"
    root = project(
        replace={CLAUSES: ((TIP, text("Filmen.")),), PROTOCOL: (("bullets: [tips.vraag]", column),)},
    )
    (found,) = rules_for(policy_of(root), {"leerling": (Chosen((ID,)),)}, "leerling")
    assert found.text == "Wat mag niet: Filmen."


def test_notes_are_left_out_and_then_it_is_not_the_whole_text(project: ProjectMaker) -> None:
    policy = policy_of(project(replace={CLAUSES: ((". Dat geldt voor:", "."),)}))
    (found,) = rules_for(policy, {"leerling": (Chosen(("afspraken.opnamen",)),)}, "leerling")
    assert found.form == "sentence"
    assert not any(isinstance(node, NoteCall) for node in walk(found.blocks))


def test_a_link_stays_a_link(project: ProjectMaker) -> None:
    found = rule(project, text("Lees [de site](https://a.example) eerst."))
    assert [node.target for node in walk(found.blocks) if isinstance(node, Link)] == ["https://a.example"]


def test_what_a_clause_gives_is_found_out_when_it_is_asked(
    project: ProjectMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy, asked = policy_of(project()), Mock(side_effect=rules._rule)
    monkeypatch.setattr(rules, "_rule", asked)
    ids = [clause.id for clause in policy.clauses() if "leerling" in clause.audience]
    assert next(rules_among(policy, [Chosen((id_,)) for id_ in ids], "leerling")).clause == ids[0]
    assert [call.args[0].id for call in asked.call_args_list] == ids[:1] != ids


# -- which clauses ----------------------------------------------------------------------------------------------------

LISTS = "first:\n  leerling: [afspraken.opbergen, {clause: tips.vraag, pictogram: vraag}]\n  iedereen: [tips.vraag]\n"


def ids_of(root: Path, school: str = "noord") -> dict[str, list[str]]:
    """The ids of the rules for each audience."""
    found = rules_of(policy_of(root, school), first_in(loaded(root), (school, "telefoons")))
    return {readers: [one.clause for one in rules] for readers, rules in found.items()}


def with_lists(project: ProjectMaker, noord: str = "", lists: str = LISTS, board: str = "") -> Path:
    variant, base = "policy_src/schools/noord/telefoons.yaml", "policy_src/schools/stichting/telefoons.yaml"
    texts = {path: (ROOTS / "klein" / path).read_text("utf-8") for path in (variant, base)}
    return project(
        files={NOORD: texts[variant] + noord, base: texts[base] + board},
        replace={PROTOCOL: (("excerpt:\n", f"{lists}excerpt:\n"),)},
    )


def test_a_list_is_in_the_order_in_which_it_was_written(project: ProjectMaker) -> None:
    found = ids_of(with_lists(project))
    assert found["leerling"] == ["afspraken.opbergen", "tips.vraag"]
    assert found["iedereen"] == ["tips.vraag"]


def test_a_school_says_otherwise_for_one_audience_and_a_board_for_its_schools(project: ProjectMaker) -> None:
    root = with_lists(
        project, noord="first: {iedereen: [inleiding.doel]}\n", board="first: {leerling: [inleiding.doel]}\n"
    )
    assert ids_of(root) == {
        "leerling": ["inleiding.doel"],
        "medewerker": ["inleiding.doel"],
        "iedereen": ["inleiding.doel"],
    }
    assert ids_of(root, "zuid")["iedereen"] == ["tips.vraag"]


def test_an_empty_list_says_nothing(project: ProjectMaker) -> None:
    assert ids_of(with_lists(project, noord="first: {leerling: []}\n"))["leerling"] == []


def test_who_has_no_list_gets_what_of_the_one_for_everybody_is_for_them(project: ProjectMaker) -> None:
    assert ids_of(with_lists(project, lists="first: {iedereen: [tips.vraag, afspraken.opnamen]}\n")) == {
        "leerling": ["tips.vraag", "afspraken.opnamen"],
        "medewerker": ["afspraken.opnamen"],
        "iedereen": ["tips.vraag", "afspraken.opnamen"],
    }


def test_without_any_list_the_first_with_a_short_sentence_come(project: ProjectMaker) -> None:
    assert set(map(tuple, ids_of(project()).values())) == {()}
    root = project(replace={CLAUSES: ((TIP, f"{TIP}  kort: Vraag het.\n"),)})
    assert ids_of(root) == {"leerling": [ID], "medewerker": [], "iedereen": [ID]}


def test_nobody_gets_rules_whom_the_document_does_not_concern(project: ProjectMaker) -> None:
    assert "ouder" not in ids_of(with_lists(project, noord="first: {ouder: [tips.vraag]}\n"))


def test_a_frozen_text_knows_a_renamed_clause_by_its_old_id(project: ProjectMaker) -> None:
    then = json.loads(policy_of(project()).model_dump_json())
    frozen = Policy.model_validate(json.loads(json.dumps(then).replace(ID, "tips.toen")))
    chosen = {"leerling": (Chosen((ID, "tips.toen"), "vraag"), Chosen(("tips.toen",)), Chosen(("tips.nooit",)))}
    (found,) = rules_for(frozen, chosen, "leerling")
    assert (found.clause, found.pictogram) == ("tips.toen", "vraag")


def test_a_list_names_what_a_clause_was_called_before(project: ProjectMaker) -> None:
    root = with_lists(project)
    path = root / CLAUSES
    path.write_text(path.read_text("utf-8").replace(TIP, f"{TIP}  was: [tips.toen]\n"), "utf-8")
    assert first_in(loaded(root), ("noord", "telefoons"))["iedereen"] == (Chosen((ID, "tips.toen")),)


def test_a_list_is_no_part_of_the_text(project: ProjectMaker) -> None:
    assert policy_of(with_lists(project)) == policy_of(project())


@given(st.lists(st.sampled_from(["Wij", "vragen", "art.", "a.b.", "St. Jan.", "(Nu.", "dan.)", "“Ja?", "Nee!”", "5."])))
def test_sentences_end_where_all_that_stands_before_says_so(words: list[str]) -> None:
    text = " ".join(words)
    ends = [found.end() for found in rules._END.finditer(text)]
    whole = [end for end in ends if not rules._NO_END.search(text[:end])]
    assert [*rules._ends(text)] == [
        end for end in whole if all(text.count(one, 0, end) == text.count(other, 0, end) for one, other in rules._PAIRS)
    ]


def test_a_long_text_is_looked_through_once_for_its_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    search = Mock(side_effect=rules._NO_END.search)
    monkeypatch.setattr(rules, "_NO_END", Mock(search=search))
    text = "Wij vragen het eerst. " * 500
    assert len([*rules._ends(text)]) == 499
    assert sum(len(call.args[0]) for call in search.call_args_list) <= len(text)
