"""The reports say what the change set says, safely and for every reader."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import markup, messages
from generator.compare.compare import compare
from generator.model.changes import ChangeSet
from generator.model.policy import Policy
from generator.render.markup_html import to_html, to_text
from generator.render.report import report_css, report_fragment, report_html, report_json, report_markdown
from tests.compare.edits import clause, reworded, with_clauses, with_note, with_values
from tests.conftest import ROOTS
from tests.helpers import policy_of

TEMPLATES = Path(__file__).parents[2] / "templates"


@pytest.fixture(scope="module")
def klein() -> Policy:
    messages.use("en")
    return policy_of(ROOTS / "klein")


@pytest.fixture(scope="module")
def changes(klein: Policy) -> ChangeSet:
    new = reworded(
        klein,
        tips__vraag="Vraag het *altijd* eerst, <b>bel</b> of kijk op [de site](https://a.example).",
        afspraken__opnamen="Niemand deelt opnamen zonder toestemming. Dat geldt voor:\n\n- films;\n- geluid.",
        stichting__kluisjes="Elke school heeft kluisjes!",
    )
    return compare(klein, with_values(new, bewaarplek="thuis & <i>veilig</i>"))


def found(page: str, path: str) -> list[Any]:
    """What an XPath finds in a page."""
    return list(lxml.html.fromstring(page).xpath(path))  # type: ignore[arg-type]


def words(element: Any) -> str:
    """The text that a reader sees: without what is only said aloud."""
    for hidden in element.xpath('.//*[@class="verborgen"]'):
        hidden.drop_tree()
    return " ".join(element.text_content().split())


def column(page: str, id_: str, name: str) -> str:
    (one,) = found(page, f'//article[@id="wijziging-{id_}"]//div[@class="tekst {name}"]')
    return words(one).partition(" ")[2]


def printed(policy: Policy, id_: str) -> str:
    return " ".join(
        to_text(markup.parse(clause(policy, id_).wording.text), policy.labels()).replace("\n- ", " ").split()
    )


SENTENCES = ["Leg hem weg.", "Bel & luister.", r"Doe \<dat> *niet*.", "Vraag het 1 < 2.", "Zeg niets."]


@given(st.lists(st.sampled_from(SENTENCES), min_size=1), st.lists(st.sampled_from(SENTENCES), min_size=1))
def test_the_page_shows_both_texts_whole(klein: Policy, old: list[str], new: list[str]) -> None:
    one, other = (reworded(klein, tips__vraag=" ".join(sentences)) for sentences in (old, new))
    if old == new:
        return
    page = report_html(compare(one, other), TEMPLATES)
    assert column(page, "tips.vraag", "was") == printed(one, "tips.vraag")
    assert column(page, "tips.vraag", "wordt") == printed(other, "tips.vraag")


def test_insertions_stand_only_under_wordt_and_deletions_only_under_was(changes: ChangeSet) -> None:
    page = report_html(changes, TEMPLATES)
    assert found(page, "//ins")
    assert found(page, "//del")
    assert not found(page, '//div[contains(@class, "was")]//ins | //div[contains(@class, "wordt")]//del')


def test_what_is_marked_is_also_said_in_words(changes: ChangeSet) -> None:
    page = report_html(changes, TEMPLATES)
    for element in found(page, '//article[starts-with(@id, "wijziging-")]//ins'):
        assert element.text_content().startswith("nieuw: ")
    for element in found(page, '//article[starts-with(@id, "wijziging-")]//del'):
        assert element.text_content().startswith("vervallen: ")


def test_the_page_is_whole_dutch_and_asks_nothing_from_elsewhere(changes: ChangeSet) -> None:
    page = report_html(changes, TEMPLATES)
    assert found(page, "/html/@lang") == ["nl"]
    assert found(page, "//title")[0].text_content().startswith("Wijzigingen")
    assert not found(page, "//script | //link | //img | //iframe | //@onclick")
    assert "url(" not in report_css(TEMPLATES)
    assert "@import" not in report_css(TEMPLATES)
    ids = found(page, "//@id")
    assert len(ids) == len(set(ids))
    assert set(found(page, '//a/@href[starts-with(., "#")]')) <= {f"#{id_}" for id_ in ids}


def test_headings_go_down_one_level_at_a_time(changes: ChangeSet) -> None:
    levels = [int(h.tag[1]) for h in found(report_html(changes, TEMPLATES), "//h1|//h2|//h3|//h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_fragment_is_the_page_without_its_frame(changes: ChangeSet) -> None:
    fragment = report_fragment(changes, TEMPLATES)
    assert fragment.strip() in report_html(changes, TEMPLATES)
    assert "<h1" not in fragment
    assert "<style" not in fragment
    (element,) = lxml.html.fragments_fromstring(fragment.strip())
    assert element.get("class") == "wijzigingen"


def test_markup_in_a_text_or_value_reaches_no_report(changes: ChangeSet) -> None:
    page = report_html(changes, TEMPLATES)
    assert not found(page, "//b | //i")
    assert "<b>" not in report_markdown(changes, TEMPLATES).replace("\\<", "")


def test_no_differences_are_said_in_words(klein: Policy) -> None:
    same = compare(klein, klein)
    assert "Er zijn geen verschillen." in report_html(same, TEMPLATES)
    assert "Er zijn geen verschillen." in report_markdown(same, TEMPLATES)


def test_the_json_is_canonical_and_whole(changes: ChangeSet) -> None:
    text = report_json(changes)
    assert ChangeSet.model_validate_json(text) == changes
    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def test_the_reports_are_the_same_each_time(changes: ChangeSet) -> None:
    again = ChangeSet.model_validate_json(report_json(changes))
    assert report_html(again, TEMPLATES) == report_html(changes, TEMPLATES)
    assert report_markdown(again, TEMPLATES) == report_markdown(changes, TEMPLATES)


def test_a_note_is_shown_with_the_text_that_calls_it(klein: Policy) -> None:
    old = reworded(klein, tips__vraag="Vraag het[^wie].")
    old, new = (
        with_clauses(old, lambda c, who=who: with_note(c, "wie", who) if c.id == "tips.vraag" else c)  # type: ignore[misc]
        for who in ("Aan de leraar.", "Aan de mentor.")
    )
    page = report_html(compare(old, new), TEMPLATES)
    assert column(page, "tips.vraag", "was") == "Vraag het¹. Noot: Aan de leraar."
    assert column(page, "tips.vraag", "wordt") == "Vraag het¹. Noot: Aan de mentor."


def test_what_the_protocol_says_of_a_parameter_stands_with_its_change(changes: ChangeSet) -> None:
    page = report_html(changes, TEMPLATES, helps={"bewaarplek": "Waar telefoons liggen."})
    assert "Waar telefoons liggen." in page
    assert "thuis &amp; &lt;i&gt;veilig&lt;/i&gt;" in page


# -- clause markup as HTML and text -----------------------------------------------------------------------------------

MARKED = """\
Zie {clause}`a.b`[^n] of *mail* [ons](mailto:a@b.example).

- een **vet** item;
- & nog een:
  1. genummerd
"""


def test_clause_markup_as_html() -> None:
    html = to_html(markup.parse(MARKED), {"a.b": "artikel 1 <x>"}, notes={"n": 3}, href=lambda id_: f"#{id_}")
    assert str(html) == (
        '<p>Zie <a href="#a.b">artikel 1 &lt;x&gt;</a><sup>3</sup> of <em>mail</em> '
        '<a href="mailto:a@b.example">ons</a>.</p>\n'
        "<ul><li>een <strong>vet</strong> item;</li><li>&amp; nog een:<ol><li>genummerd</li></ol></li></ul>"
    )


def test_clause_markup_as_text() -> None:
    assert to_text(markup.parse(MARKED), {"a.b": "artikel 1"}, notes={"n": 3}) == (
        "Zie artikel 1[3] of mail ons (a@b.example).\n\n- een vet item;\n- & nog een:\n  1. genummerd"
    )
