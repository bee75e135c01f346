"""The reports say what the change set says, safely and for every reader."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolprotocol import messages
from schoolprotocol.compare.changeset import ChangeSet
from schoolprotocol.outputs.report.input import ReportInput
from schoolprotocol.outputs.report.report import (
    report_css,
    report_fragment,
    report_html,
    report_json,
    report_markdown,
)
from schoolprotocol.policy.model import Policy
from schoolprotocol.text.html import to_html
from schoolprotocol.text.parse import parse
from schoolprotocol.text.plain import to_text
from tests.compare.edits import clause, reworded, with_clauses, with_note, with_values
from tests.conftest import ROOTS
from tests.helpers import policy_of
from tests.report.making import TEMPLATES, compared, found, parameter, report_of, words


@pytest.fixture(scope="module")
def klein() -> Policy:
    messages.use("en")
    return policy_of(ROOTS / "klein")


@pytest.fixture(scope="module")
def report(klein: Policy) -> ReportInput:
    new = reworded(
        klein,
        tips__vraag="Vraag het *altijd* eerst, <b>bel</b> of kijk op [de site](https://a.example).",
        afspraken__opnamen="Niemand deelt opnamen zonder toestemming. Dat geldt voor:\n\n- films;\n- geluid.",
        stichting__kluisjes="Elke school heeft kluisjes!",
    )
    return compared(klein, with_values(new, bewaarplek="thuis & <i>veilig</i>"))


def column(page: str, id_: str, name: str) -> str:
    (one,) = found(page, f'//section[@id="wijziging-{id_}"]//div[@class="tekst {name}"]')
    return re.sub(r"\[(?:stond hier|hierheen): (.*?)\]", r"\1", words(one).partition(" ")[2])


def pieces(told: str) -> list[str]:
    """What a report shows of a text: the sentences between what it leaves out."""
    return [piece.strip() for piece in told.split("…") if piece.strip()]


def printed(policy: Policy, id_: str) -> str:
    return " ".join(to_text(parse(clause(policy, id_).wording.text), policy.labels()).replace("\n- ", " ").split())


SENTENCES = ["Leg hem weg.", "Bel & luister.", r"Doe \<dat> *niet*.", "Vraag het 1 < 2.", "Zeg niets."]


@given(st.lists(st.sampled_from(SENTENCES), min_size=1), st.lists(st.sampled_from(SENTENCES), min_size=1))
def test_the_page_shows_both_texts_whole_but_for_sentences_that_stay(
    klein: Policy, old: list[str], new: list[str]
) -> None:
    one, other = (reworded(klein, tips__vraag=" ".join(sentences)) for sentences in (old, new))
    if old == new:
        return
    page = report_html(compared(one, other), TEMPLATES)
    for name, policy in (("was", one), ("wordt", other)):
        rest = printed(policy, "tips.vraag")
        shown = column(page, "tips.vraag", name)
        assert "…" in shown or shown == rest
        for piece in pieces(shown):
            assert piece in rest
            rest = rest.partition(piece)[2]


def test_insertions_stand_only_under_wordt_and_deletions_only_under_was(report: ReportInput) -> None:
    page = report_html(report, TEMPLATES)
    assert found(page, "//ins")
    assert found(page, "//del")
    assert not found(page, '//div[@class="tekst was"]//ins | //div[@class="tekst wordt"]//del')
    renvooi = '//div[@class="tekst renvooi"]'
    assert found(page, f"{renvooi}//ins")
    assert found(page, f"{renvooi}//del")


def test_what_is_marked_is_also_said_in_words(report: ReportInput) -> None:
    page = report_html(report, TEMPLATES)
    for element in found(page, "//ins"):
        assert element.text_content().startswith("nieuw: ")
        assert element.text_content().endswith(" (einde nieuw)")
    for element in found(page, "//del"):
        assert element.text_content().startswith("vervallen: ")


def test_the_page_is_whole_dutch_and_asks_nothing_from_elsewhere(report: ReportInput) -> None:
    page = report_html(report, TEMPLATES)
    assert found(page, "/html/@lang") == ["nl"]
    assert found(page, "//title")[0].text_content() == "Wijzigingsvoorstel: Protocol Telefoons – Basisschool Noord"
    assert not found(page, "//link | //img | //iframe | //@onclick | //script/@src")
    (policy,) = found(page, "//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "default-src 'none'" in policy
    (script,) = found(page, "//script")
    assert f"script-src 'sha256-{b64encode(sha256(script.text.encode()).digest()).decode()}';" in policy
    assert not found(page, "//button | //select | //input"), "the script makes them: without it they would do nothing"
    (style,) = found(page, "//style")
    assert {part[:5] for part in style.text.split('url("')[1:]} == {"data:"}
    assert "@import" not in style.text
    assert "url(" not in report_css(TEMPLATES)
    ids = found(page, "//@id")
    assert len(ids) == len(set(ids))
    assert set(found(page, '//a/@href[starts-with(., "#")]')) <= {f"#{id_}" for id_ in ids}


def test_headings_go_down_one_level_at_a_time(report: ReportInput) -> None:
    levels = [int(h.tag[1]) for h in found(report_html(report, TEMPLATES), "//h1|//h2|//h3|//h4|//h5|//h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_fragment_tells_every_change_and_leaves_the_council_s_part_to_the_page(report: ReportInput) -> None:
    fragment, page = report_fragment(report, TEMPLATES), report_html(report, TEMPLATES)
    assert "<h1" not in fragment
    assert "<style" not in fragment
    (element,) = lxml.html.fragments_fromstring(fragment.strip())
    assert element.get("class") == "wijzigingen"
    texts = "//section[@class='clausule']"
    assert [words(one) for one in found(fragment, texts)] == [words(one) for one in found(page, texts)]
    for said in ("Wat wij vragen", "renvooi.html"):
        assert said not in fragment
        assert said in page
    assert "<script" not in fragment


def test_markup_in_a_text_or_value_reaches_no_report(report: ReportInput) -> None:
    page = report_html(report, TEMPLATES)
    assert not found(page, "//b | //i")
    assert "<b>" not in report_markdown(report, TEMPLATES).replace("\\<", "")


def test_no_differences_are_said_in_words(klein: Policy) -> None:
    same = compared(klein, klein)
    assert "Er zijn geen verschillen." in report_html(same, TEMPLATES)
    assert "Er zijn geen verschillen." in report_markdown(same, TEMPLATES)


def test_the_json_is_canonical_and_whole(report: ReportInput) -> None:
    text = report_json(report.changes)
    assert ChangeSet.model_validate_json(text) == report.changes
    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def test_the_reports_are_the_same_each_time(report: ReportInput) -> None:
    again = report_of(ChangeSet.model_validate_json(report_json(report.changes)))
    assert report_html(again, TEMPLATES) == report_html(report, TEMPLATES)
    assert report_markdown(again, TEMPLATES) == report_markdown(report, TEMPLATES)


def test_a_note_is_shown_with_the_text_that_calls_it(klein: Policy) -> None:
    old = reworded(klein, tips__vraag="Vraag het[^wie].")
    old, new = (
        with_clauses(old, lambda c, who=who: with_note(c, "wie", who) if c.id == "tips.vraag" else c)  # type: ignore[misc]
        for who in ("Aan de leraar.", "Aan de mentor.")
    )
    page = report_html(compared(old, new), TEMPLATES)
    assert column(page, "tips.vraag", "was") == "Vraag het¹. Noot: Aan de leraar."
    assert column(page, "tips.vraag", "wordt") == "Vraag het¹. Noot: Aan de mentor."


def test_a_value_is_called_by_its_title_or_by_what_the_protocol_says_of_it(report: ReportInput) -> None:
    told = {"bewaarplek": parameter("Waar telefoons liggen; volgt op een werkwoord.")}
    page = report_html(report_of(report.changes, parameters=told), TEMPLATES)
    (heading,) = found(page, '//h4[@id="gegeven-bewaarplek-kop"]')
    assert words(heading).endswith("Waar telefoons liggen")
    assert "thuis &amp; &lt;i&gt;veilig&lt;/i&gt;" in page
    titled = {"bewaarplek": parameter("Waar telefoons liggen.", title="Plaats van telefoons")}
    page = report_html(report_of(report.changes, parameters=titled), TEMPLATES)
    (heading,) = found(page, '//h4[@id="gegeven-bewaarplek-kop"]')
    assert words(heading).endswith("Plaats van telefoons")


# -- clause markup as HTML and text -----------------------------------------------------------------------------------

MARKED = """\
Zie {clause}`a.b`[^n] of *mail* [ons](mailto:a@b.example).

- een **vet** item;
- & nog een:
  1. genummerd
"""


def test_clause_markup_as_html() -> None:
    html = to_html(parse(MARKED), {"a.b": "artikel 1 <x>"}, notes={"n": 3}, href=lambda id_: f"#{id_}")
    assert str(html) == (
        '<p>Zie <a href="#a.b">artikel 1 &lt;x&gt;</a><sup>3</sup> of <em>mail</em> '
        '<a href="mailto:a@b.example">ons</a>.</p>\n'
        "<ul><li>een <strong>vet</strong> item;</li><li>&amp; nog een:<ol><li>genummerd</li></ol></li></ul>"
    )


def test_clause_markup_as_text() -> None:
    assert to_text(parse(MARKED), {"a.b": "artikel 1"}, notes={"n": 3}) == (
        "Zie artikel 1[3] of mail ons (a@b.example).\n\n- een vet item;\n- & nog een:\n  1. genummerd"
    )
