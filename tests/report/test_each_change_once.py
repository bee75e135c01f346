"""Each change is told once: many that are one thing in one entry, what moved as moved, what stays left out."""

from __future__ import annotations

import re
from typing import Any

import pytest

from schoolprotocol import messages
from schoolprotocol.compare.changeset import Suggestion
from schoolprotocol.outputs.report import items
from schoolprotocol.outputs.report.contents import view
from schoolprotocol.outputs.report.input import ReportInput
from schoolprotocol.outputs.report.print import report_print
from schoolprotocol.outputs.report.report import renvooi_html, report_css, report_html, report_markdown
from schoolprotocol.outputs.report.view import BulkView, ClauseView
from schoolprotocol.outputs.word.changes.comments import comments
from schoolprotocol.policy.decided import text_hash
from schoolprotocol.policy.model import Omission, Policy
from tests.compare.edits import laid_out, made, reworded, with_values
from tests.conftest import ROOTS
from tests.helpers import policy_of
from tests.report import rich
from tests.report.making import TEMPLATES, compared, found, note, report_of, words

LONG = "Deze zin is lang genoeg om weg te laten als er niets in verandert, want dat scheelt de lezer tijd."


@pytest.fixture(scope="module")
def klein() -> Policy:
    messages.use("en")
    return policy_of(ROOTS / "klein")


def forms(report: ReportInput) -> dict[str, str]:
    """The words of each form."""
    page, paper = report_html(report, TEMPLATES), report_print(report, TEMPLATES)
    return {
        "page": words(found(page, "//main")[0]),
        "print": words(found(paper, "//body")[0]),
        "markdown": re.sub(r"[`*~\\\\]", "", report_markdown(report, TEMPLATES)),
    }


def rules(*names: str) -> list[Any]:
    return [made(f"regel.{name}", f"Dit is de regel over {name}.") for name in names]


def test_clauses_that_move_together_are_one_entry_that_names_each_of_them(klein: Policy) -> None:
    stay, go = rules("een", "twee"), rules("drie", "vier", "vijf", "zes")
    old = laid_out(klein, {"voor": [*stay, *go], "na": rules("zeven")})
    new = laid_out(klein, {"voor": stay, "na": [*rules("zeven"), *go]})
    report = compared(old, new)
    (topic,) = view(report).topics
    (entry,) = topic.items
    assert isinstance(entry.item, BulkView)
    assert (entry.item.title, entry.item.about) == (
        "4 clausules verplaatst",
        "Van ‘1 voor’ naar ‘2 na’. De woorden blijven gelijk.",
    )
    assert [one.id for one in entry.item.every] == [f"regel.{name}" for name in ("drie", "vier", "vijf", "zes")]
    for form, text in forms(report).items():
        assert text.count("De woorden blijven gelijk.") == 1, form
        for name in ("Drie", "Vier", "Vijf", "Zes"):
            assert f"Regel.{name}" in text, form
        assert "Dit is de regel over" not in text, form


def test_a_name_that_is_replaced_everywhere_is_one_entry_with_the_old_name_and_the_new_one(klein: Policy) -> None:
    old = laid_out(klein, {"voor": [made(f"regel.{n}", f"De mentor kijkt naar punt {n}.") for n in "abcde"]})
    new = laid_out(klein, {"voor": [made(f"regel.{n}", f"De coach kijkt naar punt {n}.") for n in "abcde"]})
    for notes in ([], [note("naam", sections=["voor"])]):
        report = compared(old, new, notes)
        (topic,) = view(report).topics
        assert [one.item.kind for one in topic.items] == ["bulk"]
        for form, text in forms(report).items():
            assert "mentor’ wordt ‘coach’" in text.replace("De ", "").replace("de ", ""), form
            assert text.count("kijkt naar punt") == 0, form


def test_an_item_that_moved_is_neither_new_nor_gone(klein: Policy) -> None:
    items = ["de eerste regel over de telefoon", "de tweede regel over de tas", "de derde regel over de kluis"]
    old, new = (
        reworded(klein, tips__vraag="Let op:\n\n" + "\n".join(f"- {item};" for item in order))
        for order in (items, [items[2], items[0], items[1]])
    )
    report = compared(old, new)
    page, paper = report_html(report, TEMPLATES), report_print(report, TEMPLATES)
    for form in (page, paper, renvooi_html(report, TEMPLATES)):
        assert not found(form, '//main//del[not(ancestor::*[@class="uitleg"])]')
        assert not found(form, '//main//ins[not(ancestor::*[@class="uitleg"])]')
        assert found(form, '//span[@class="verplaatst"]')
    assert "op een andere plaats, met dezelfde woorden" in forms(report)["markdown"]


def test_two_sentences_that_went_to_the_same_clause_are_told_in_one_sentence(klein: Policy) -> None:
    a, b, c = "Leg je telefoon weg.", "Vraag het aan de mentor.", "Bel bij nood het meldpunt."
    old = reworded(klein, tips__vraag=f"{a} {b} {c}", afspraken__opbergen="Alles gaat in de kluis.")
    new = reworded(klein, tips__vraag=a, afspraken__opbergen=f"{b} Alles gaat in de kluis. {c}")
    for form, text in forms(compared(old, new)).items():
        assert text.count("met dezelfde woorden (2 keer)") == 2, form
        assert "~~" not in text, form


def test_a_long_sentence_in_which_nothing_changes_is_left_out_and_the_renvooi_has_it(klein: Policy) -> None:
    old, new = (reworded(klein, tips__vraag=f"{LONG} Vraag het {when}. {LONG}") for when in ("eerst", "altijd eerst"))
    report = compared(old, new)
    (item,) = [one.item for one in view(report).topics[0].items]
    assert isinstance(item, ClauseView)
    for shown, said in ((item.old_shown, "… Vraag het eerst."), (item.new_shown, "… Vraag het altijd eerst.")):
        ((line,),) = (group.lines for column in shown for group in column.groups)
        assert "".join(run.text for run in line) == f"{said}\N{NO-BREAK SPACE}…"
    assert LONG not in words(found(report_print(report, TEMPLATES), "//main")[0])
    assert words(found(renvooi_html(report, TEMPLATES), "//main")[0]).count(LONG) == 2
    assert sum(len(run.text) for column in item.new for group in column.groups for run in group.lines[0]) > 2 * len(
        LONG
    )


def test_a_sentence_that_prints_a_changed_value_or_number_is_never_left_out(klein: Policy) -> None:
    old = reworded(
        klein, tips__vraag=f"{LONG} Hij ligt {{{{ bewaarplek }}}}, en dat is voor iedereen zo geregeld. Vraag het."
    )
    new = reworded(
        klein, tips__vraag=f"{LONG} Hij ligt {{{{ bewaarplek }}}}, en dat is voor iedereen zo geregeld. Vraag maar."
    )
    page = report_html(compared(old, with_values(new, bewaarplek="thuis")), TEMPLATES)
    (clause,) = found(page, '//section[@id="wijziging-tips.vraag"]')
    assert [words(one) for one in clause.xpath('.//div[@class="paar"]//span[@class="waarde"]')] == [
        "in de tas",
        "thuis",
    ]


def test_of_a_value_only_the_words_that_differ_are_marked(klein: Policy) -> None:
    old, new = (
        with_values(klein, bewaarplek=f"in de kluis, in de tas of {where}") for where in ("thuis", "op kantoor")
    )
    (value,) = [one.item for topic in view(compared(old, new)).topics for one in topic.items]
    assert value.kind == "value"
    assert ["".join(run.text for run in line) for line in (value.old, value.new)] == [
        "in de kluis, in de tas of thuis",
        "in de kluis, in de tas of op kantoor",
    ]
    assert [run.text for line in (value.old, value.new) for run in line if run.mark] == ["thuis", "op kantoor"]


def test_a_number_that_an_entry_tells_is_not_told_again(klein: Policy) -> None:
    one, two, three = rules("een", "twee", "drie")
    old = laid_out(klein, {"voor": [one, two, three]})
    new = laid_out(klein, {"voor": [two, made("regel.drie", "Dit is nu de regel over vier.")]})
    shown = view(compared(old, new))
    assert [row.what for row in shown.renumbered] == ["Regel.Twee"]
    assert "Alleen een ander nummer" in [row.what for row in shown.summary.counts]
    (changed,) = [one.item for topic in shown.topics for one in topic.items if one.item.id == "regel.drie"]
    assert isinstance(changed, ClauseView)
    assert (changed.facts_old, changed.facts_new) == (("artikel 1.3",), ("artikel 1.2",))


def test_rows_of_document_control_that_only_came_are_joined(klein: Policy) -> None:
    left_out = tuple(Omission(id=f"a.{n}", title=f"Titel {n}", reason="Daarom.") for n in (1, 2))
    new = klein.model_copy(update={"omitted": left_out})
    shown = view(compared(klein, new))
    (row,) = [row for row in shown.control if row.id == "omission"]
    assert "".join(run.text for run in row.new) == "Titel 1: Daarom.; Titel 2: Daarom."
    assert len([row for row in shown.document if row.id == "omission"]) == 2


def test_clauses_that_may_be_the_same_one_are_named_in_each_form(klein: Policy) -> None:
    report = compared(klein, reworded(klein, tips__vraag="Vraag het nu."))
    hint = Suggestion(kind="renamed", old=("stichting.kluisjes",), new=("tips.vraag",), score=87)
    hinted = report_of(report.changes.model_copy(update={"suggestions": (hint,)}))
    told = (
        "Mogelijk dezelfde bepaling: ‘Kluisjes’ (stichting.kluisjes) uit de oude versie en ‘Vraag het eerst’ "
        "(tips.vraag) uit de nieuwe (87 procent zeker)."
    )
    for form, text in forms(hinted).items():
        assert told in text, form


def test_what_is_hidden_on_the_screen_is_printed() -> None:
    css = report_css(TEMPLATES)
    printed = css[css.index("@media print") :]
    assert ".wijzigingen [hidden] { display: revert !important; }" in printed


def test_the_script_asks_nothing_from_elsewhere_and_writes_no_markup() -> None:
    script = TEMPLATES.text("report/report.js")
    for word in (
        "fetch",
        "XMLHttpRequest",
        "import(",
        "WebSocket",
        "sendBeacon",
        "eval",
        "innerHTML",
        "outerHTML",
        "http",
    ):
        assert word not in script, word


def test_the_page_says_about_which_text_a_reaction_is(klein: Policy) -> None:
    new = reworded(klein, tips__vraag="Vraag het nu.")
    report = compared(klein, new, [note("vraag", clauses=["tips.vraag"])])
    page = report_html(report, TEMPLATES)
    (body,) = found(page, "//body")
    assert body.get("data-kenmerk") == text_hash(new)
    assert body.get("data-sleutel") == f"{report.changes.old.hash}-{report.changes.new.hash}"
    assert (body.get("data-school"), body.get("data-protocol"), body.get("data-versie")) == (
        "noord",
        "telefoons",
        "1.1",
    )
    assert found(page, "//article/@data-wijziging") == ["vraag"]


def test_a_column_that_moved_says_where_it_stands_now() -> None:
    (column,) = found(report_html(report_of(rich.changes()), TEMPLATES), '//section[@id="kop-column-tabel-0-0"]')
    assert "Dit was kolom 2, geteld van links. Het wordt kolom 1." in words(column)


@pytest.mark.parametrize(
    ("order", "told"), [("BAC", "Staat nu vooraan."), ("CAB", "Staat nu vooraan."), ("BCA", "Staat nu achter ‘2 C’.")]
)
def test_a_section_that_moved_says_where_it_stands_now(klein: Policy, order: str, told: str) -> None:
    every = {name: [made(f"t.{name.lower()}", f"Tekst {name}.")] for name in "ABC"}
    old, new = laid_out(klein, every), laid_out(klein, {name: every[name] for name in order})
    assert told in report_markdown(compared(old, new), TEMPLATES)


def test_all_forms_of_a_report_take_what_is_told_of_a_clause_from_one_place(
    klein: Policy, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = compared(klein, reworded(klein, tips__vraag="Vraag het een ander."))
    asked: list[str] = []

    def counted(**fields: Any) -> ClauseView:
        asked.append(fields["id"])
        return ClauseView(**fields)

    monkeypatch.setattr(items, "ClauseView", counted)
    forms(report)
    comments(report)
    assert asked == [change.id for change in report.changes.changes]
