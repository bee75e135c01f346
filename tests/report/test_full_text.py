"""The whole new text in renvooi: without what lapsed it is the new text, without what came it is the old one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from random import Random
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from schoolprotocol import messages
from schoolprotocol.outputs.report.contents import view
from schoolprotocol.outputs.report.print import renvooi_print
from schoolprotocol.outputs.report.report import renvooi_html, report_html
from schoolprotocol.outputs.report.view import FullItem
from schoolprotocol.policy.model import Clause, Policy
from schoolprotocol.text.parse import parse
from schoolprotocol.text.plain import to_text
from tests.compare.edits import laid_out, made, reworded, text, with_clauses, with_note, with_values
from tests.conftest import ROOTS
from tests.helpers import policy_of
from tests.report.making import TEMPLATES, compared, found, words


@pytest.fixture(scope="module")
def klein() -> Policy:
    messages.use("en")
    return policy_of(ROOTS / "klein")


def squeezed(text_: str) -> str:
    return "".join(text_.split())


def told(items: Iterable[FullItem], *without: str) -> str:
    """All words of the items, without those that came (or went), without spaces."""
    runs = [run for item in items for group in item.groups for line in group.lines for run in line]
    return squeezed("".join(run.text for run in runs if run.mark not in without))


def printed(clauses: Iterable[Clause], policy: Policy, values: Mapping[str, str]) -> str:
    labels = policy.labels()
    pieces = []
    for clause in clauses:
        for wording in (clause.wording, *(note.wording for note in clause.notes)):
            shown = wording.template
            for name, value in values.items():
                shown = shown.replace(f"{{{{ {name} }}}}", value)
            pieces.append(to_text(parse(shown), labels).replace("\n- ", "\n"))
    return squeezed("".join(pieces))


WORDS = ["Leg", "de telefoon", "nu", "in de kluis", "weg.", "Bel", "thuis."]
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
clauses = st.dictionaries(st.sampled_from("abcdefg"), texts, min_size=1, max_size=6)


def chapters(given_: Mapping[str, str], order: Any) -> dict[str, list[Clause]]:
    """Clauses in two chapters, in some order."""
    ids = sorted(given_, key=lambda name: (order(name), name))
    found_ = [made(f"regel.{name}", given_[name]) for name in ids]
    return {"een": found_[: len(found_) // 2], "twee": found_[len(found_) // 2 :]}


@given(clauses, clauses, st.randoms(use_true_random=False))
@example({"g": "Leg", "a": "Leg Leg Leg Leg Leg"}, {"a": "Leg", "g": "Leg Leg Leg Leg Leg"}, Random(1))
@settings(max_examples=60)
def test_the_new_text_stands_there_whole_and_in_order_and_so_do_the_words_of_the_old_one(
    klein: Policy, old: dict[str, str], new: dict[str, str], random: Any
) -> None:
    before = laid_out(klein, chapters(old, lambda name: name))
    after = laid_out(klein, chapters(new, lambda _name: random.random()))
    report = compared(before, after)
    blocks = view(report).full
    items = [item for block in blocks for item in block.items]
    expected = printed(after.clauses(), after, {})
    assert told(items, "del", "from").startswith(expected)
    moved = {change.id for change in report.changes.changes if "moved" in change.facets}
    if not moved:
        assert told(items, "ins", "to").startswith(printed(before.clauses(), before, {}))


def test_a_lapsed_clause_stands_where_it_stood(klein: Policy) -> None:
    one, two, three = (made(f"regel.{name}", f"Regel {name}.") for name in ("een", "twee", "drie"))
    old = laid_out(klein, {"voor": [one, two, three]})
    items = [i for block in view(compared(old, laid_out(klein, {"voor": [one, three]}))).full for i in block.items]
    assert [(told([i]), i.number, i.was_number, i.about) for i in items[:3]] == [
        ("Regeleen.", "1.1", "", ""),
        ("Regeltwee.", "1.2", "", "vervallen"),
        ("Regeldrie.", "1.2", "1.3", ""),
    ]


def test_a_moved_clause_is_shown_where_it_stands_and_named_where_it_stood(klein: Policy) -> None:
    one, two, three = (made(f"regel.{name}", f"Regel {name}.") for name in ("een", "twee", "drie"))
    old = laid_out(klein, {"voor": [one, two], "na": [three]})
    new = laid_out(klein, {"voor": [two], "na": [three, one]})
    items = [item for block in view(compared(old, new)).full for item in block.items]
    abouts = [item.about for item in items if item.about]
    assert abouts == ["hier stond ‘Regel.Een’; nu in ‘2 na’, artikel 2.2", "hierheen verplaatst"]


def test_a_lapsed_heading_is_still_named(klein: Policy) -> None:
    sections = tuple(section for section in klein.sections if section.id != "gevolgen")
    items = [i for b in view(compared(klein, klein.model_copy(update={"sections": sections}))).full for i in b.items]
    assert [told([item]) for item in items if item.about == "kop vervallen"] == ["Gevolgen"]


def test_a_changed_heading_is_marked_in_its_place(klein: Policy) -> None:
    sections = tuple(
        s.model_copy(update={"heading": text("Gevolgen en hulp")}) if s.id == "gevolgen" else s for s in klein.sections
    )
    page = renvooi_html(compared(klein, klein.model_copy(update={"sections": sections})), TEMPLATES)
    (heading,) = found(page, '//div[@class="volledig"]//h3[contains(., "Gevolgen")]')
    assert words(heading) == "2 Gevolgen en hulp"
    assert [words(one) for one in heading.xpath("./ins")] == ["en hulp"]


def test_another_value_is_marked_wherever_it_is_printed(klein: Policy) -> None:
    new = with_values(klein, bewaarplek="thuis")
    (full,) = found(renvooi_html(compared(klein, new), TEMPLATES), '//div[@class="volledig"]')
    assert [words(one) for one in full.xpath(".//del")] == ["in de tas"] * 2
    assert [words(one) for one in full.xpath(".//ins")] == ["thuis"] * 2


def test_a_note_stands_with_its_clause(klein: Policy) -> None:
    old = with_clauses(klein, lambda c: with_note(c, "wie", "Aan de leraar.") if c.id == "tips.vraag" else c)
    new = with_clauses(klein, lambda c: with_note(c, "wie", "Aan de mentor.") if c.id == "tips.vraag" else c)
    items = [item for block in view(compared(old, new)).full for item in block.items]
    (changed,) = [item for item in items if item.changes]
    assert [group.kind for group in changed.groups] == ["paragraph", "note"]
    assert told([changed], "del") == "Vraagheteerst.Aandementor."


def test_the_text_for_the_schoolgids_is_there_too(klein: Policy) -> None:
    new = reworded(klein, tips__vraag="Vraag het nu.")
    blocks = view(compared(klein, new)).full
    kern, short = (told(block.items) for block in blocks[-2:])
    assert kern == "Indelesisdetelefoonindetas."
    assert "ProtocolTelefoons" in short


def test_a_short_sentence_is_told_beside_the_change_and_stands_in_no_full_text(klein: Policy) -> None:
    def version(sentence: str) -> Policy:
        return with_clauses(
            klein, lambda c: c.model_copy(update={"kort": text(sentence)}) if c.id == "tips.vraag" else c
        )

    one, other = version("Vraag!"), version("Vraag het.")
    for old, new, remarks in (
        (klein, one, ["Nieuwe korte zin: Vraag!"]),
        (one, klein, ["Vervallen korte zin: Vraag!"]),
        (one, other, ["Korte zin: Vraag!", "Korte zin: Vraag het."]),
    ):
        page = report_html(compared(old, new), TEMPLATES)
        assert [words(told_) for told_ in found(page, '//p[@class="korte-zin"]')] == remarks
        (full,) = found(renvooi_html(compared(old, new), TEMPLATES), '//div[@class="volledig"]')
        assert words(full).count("Vraag") == 1
    assert not found(report_html(compared(one, one), TEMPLATES), '//p[@class="korte-zin"]')


def numbers(old: Policy, new: Policy) -> list[list[str]]:
    """Of each line of the renvooi in which something is marked: the changes that it names."""
    page = renvooi_html(compared(old, new), TEMPLATES)
    lines = found(page, '//div[@class="volledig"]/*[.//ins or .//del]')
    follows = "./following-sibling::*[1][self::p[@class='gegevens']]"
    return [[words(a) for a in one.xpath(f".//p[@class='gegevens']//a | {follows}//a")] for one in lines]


def test_each_mark_says_to_which_change_it_belongs(klein: Policy) -> None:
    heading = tuple(
        s.model_copy(update={"heading": text("Gevolgen en hulp")}) if s.id == "gevolgen" else s for s in klein.sections
    )
    new = with_values(klein.model_copy(update={"sections": heading}), bewaarplek="thuis")
    found_ = numbers(klein, reworded(new, tips__vraag="Vraag het nu."))
    assert len(found_) == 4
    assert all(found_)


def test_on_paper_a_text_is_followed_by_its_change_and_a_list_has_it_below(klein: Policy) -> None:
    items = "Neem mee:\n\n- een pen;\n- een {}."
    old, new = (
        laid_out(klein, {"voor": [made("regel.een", f"Bel de {who}."), made("regel.twee", items.format(what))]})
        for who, what in (("mentor", "boek"), ("coach", "schrift"))
    )
    (full,) = found(renvooi_print(compared(old, new), TEMPLATES), '//section[@class="volledig"]')
    (behind,) = full.xpath('.//p[ins]/span[@class="gegevens"]')
    assert words(behind.getparent()).endswith("]. [Wijziging 1.]")
    assert [words(one) for one in full.xpath('.//ul/following-sibling::*[1][self::p[@class="gegevens"]]')] == [
        "Wijziging 2."
    ]


def test_a_clause_with_two_changes_names_both(klein: Policy) -> None:
    old, new = (
        with_clauses(
            with_values(klein, bewaarplek=place),
            lambda c, words_=words_: (
                c.model_copy(update={"wording": text(words_)}) if c.parameters == ("bewaarplek",) else c
            ),  # type: ignore[misc]
        )
        for place, words_ in (("in de tas", "Leg hem {{ bewaarplek }}."), ("thuis", "Laat hem {{ bewaarplek }}."))
    )
    assert ["Wijziging 1", "wijziging 2"] in numbers(old, new)


def test_a_clause_in_a_bulk_names_the_change_of_the_bulk(klein: Policy) -> None:
    names = [f"regel.{n}" for n in ("een", "twee", "drie")]
    old, new = (
        laid_out(klein, {"voor": [made(name, f"De {who} beheert kluis {name}.") for name in names]})
        for who in ("conciërge", "huismeester")
    )
    assert numbers(old, new) == [["Wijziging 1"]] * 3


def test_a_clause_that_moved_within_its_section_is_not_said_to_stand_elsewhere(klein: Policy) -> None:
    one, two, three, four = (made(f"regel.{name}", f"Regel {name}.") for name in ("een", "twee", "drie", "vier"))
    old = laid_out(klein, {"voor": [one, two, three, four]})
    new = laid_out(klein, {"voor": [two, three, four, one]})
    abouts = [item.about for block in view(compared(old, new)).full for item in block.items if item.about]
    assert abouts == ["hier stond ‘Regel.Een’; nu op een andere plaats in ‘1 voor’, artikel 1.4", "hierheen verplaatst"]
