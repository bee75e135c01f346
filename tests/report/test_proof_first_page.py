"""A first page that lacks or alters one change, count, body, date, letter or weight is not written."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from schoolprotocol.compare.compare import compare
from schoolprotocol.errors import ComparisonError
from schoolprotocol.outputs.report.contents import view
from schoolprotocol.outputs.report.input import ReportInput
from schoolprotocol.outputs.report.print import report_print
from schoolprotocol.outputs.report.proof import first_page, pages
from schoolprotocol.outputs.report.proof.edition import Edition
from schoolprotocol.outputs.report.proof.printed import Form
from schoolprotocol.outputs.report.report import report_fragment, report_html, report_markdown
from schoolprotocol.outputs.report.view import ReportView
from schoolprotocol.policy.model import Policy
from schoolprotocol.release.points import OpenPoint
from schoolprotocol.release.term import Term
from schoolprotocol.templating import templates_in
from tests.bench_diff.generate import ROOT
from tests.compare.edits import laid_out, made
from tests.conftest import ROOTS
from tests.helpers import policy_of
from tests.report import rich
from tests.report.making import TEMPLATES, note, report_of
from tests.report.test_first_page import SOURCE

FORMS: dict[Form, Callable[..., str]] = {
    "page": report_html,
    "fragment": report_fragment,
    "print": report_print,
    "list": report_markdown,
}
SURROUNDED: dict[str, Any] = {
    **SOURCE,
    "education": ("po",),
    "term": Term(6, date(2026, 12, 1), date(2027, 1, 26), "De kerstvakantie telt niet mee."),
    "points": (OpenPoint("de MR", None, "1.0", date(2026, 3, 4), "Evalueer na een jaar.", None, None),),
}
NEW = rich.NEW.model_copy(
    update={
        "document": rich.NEW.document.model_copy(update={"effective": date(2027, 2, 1), "review": date(2028, 8, 1)})
    }
)
NOTES = (*rich.NOTES, note("punt", clauses=["t.punten"], weight="editorial", weight_reason="Een andere volgorde."))


@pytest.fixture(scope="module")
def report() -> ReportInput:
    return report_of(compare(rich.OLD, NEW, NOTES, rich.LINEAGE), **SURROUNDED)


@pytest.fixture(scope="module")
def told(report: ReportInput) -> ReportView:
    return view(report)


@pytest.fixture(scope="module")
def is_refused(report: ReportInput) -> Callable[[ReportView], bool]:
    old, new = Edition(rich.OLD), Edition(NEW)
    return lambda told: next(first_page.faults(told, report, old, new), None) is not None


# -- the model --------------------------------------------------------------------------------------------------------


def altered(value: Any) -> Iterator[tuple[str, Any]]:
    """The same with one letter, entry or number less, or another."""
    if isinstance(value, bool):
        yield "not", not value
    elif isinstance(value, int):
        yield "one more", value + 1
        yield "one less", value - 1
    elif isinstance(value, str):
        yield "nothing", "x" if not value else ""
        yield from ((f"letter {n} of {value}", value[:n] + value[n + 1 :]) for n in range(len(value)))
    elif isinstance(value, frozenset):
        yield from ((f"without {one}", value - {one}) for one in value)
        yield "nobody", frozenset({"overig"})
    elif isinstance(value, tuple):
        for n, one in enumerate(value):
            yield f"without {one}", (*value[:n], *value[n + 1 :])
            yield f"twice {one}", (*value[:n], one, *value[n:])
            yield from ((what, (*value[:n], other, *value[n + 1 :])) for what, other in altered(one))
        if len(value) > 1 and value[0] != value[1]:
            yield "another order", (value[1], value[0], *value[2:])
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            for what, other in altered(getattr(value, field.name)):
                yield f"{field.name}: {what}", dataclasses.replace(value, **{field.name: other})


@pytest.mark.parametrize("step", [29, pytest.param(1, marks=[pytest.mark.slow, pytest.mark.stress])])
def test_a_first_page_with_one_thing_less_or_other_is_refused(
    told: ReportView, is_refused: Callable[[ReportView], bool], step: int
) -> None:
    assert not is_refused(told)
    every = list(altered(told.summary))[::step]
    assert len(every) > 1_000 / step
    survivors = [what for what, other in every if not is_refused(dataclasses.replace(told, summary=other))]
    assert survivors == []


def test_a_change_that_is_told_lighter_than_it_is_is_refused(
    told: ReportView, is_refused: Callable[[ReportView], bool]
) -> None:
    for n, topic in enumerate(told.topics):
        if topic.rank != "words":
            lighter = dataclasses.replace(topic, rank="words")
            assert is_refused(dataclasses.replace(told, topics=(*told.topics[:n], lighter, *told.topics[n + 1 :])))
    first, *rest = told.topics
    (one, *_others) = first.items
    hidden = dataclasses.replace(told, topics=tuple(rest), editorial=(*told.editorial, one))
    assert is_refused(hidden)
    light = dataclasses.replace(one, item=dataclasses.replace(one.item, weight="editorial"))
    assert is_refused(dataclasses.replace(hidden, editorial=(*told.editorial, light)))


def test_changes_that_concern_others_than_they_say_are_refused(
    told: ReportView, is_refused: Callable[[ReportView], bool]
) -> None:
    for n, topic in enumerate(told.topics):
        fewer = dataclasses.replace(topic, audiences=frozenset({"overig"}))
        assert is_refused(dataclasses.replace(told, topics=(*told.topics[:n], fewer, *told.topics[n + 1 :])))


def test_a_binding_word_that_stands_beside_words_that_go_too_makes_the_change_a_rule() -> None:
    klein = policy_of(ROOTS / "klein")

    def version(words: str) -> Policy:
        return laid_out(klein, {"een": [made("t.a", words)]})

    # What goes is “mag” and “niet”, and not one word “magniet”.
    one = view(report_of(compare(version("Je mag hier niet filmen."), version("Je wil hier graag filmen."))))
    assert [topic.rank for topic in one.topics] == ["rule"]


# -- the forms --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=FORMS)
def form(request: pytest.FixtureRequest) -> Form:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def text(form: Form, report: ReportInput) -> str:
    return FORMS[form](report, TEMPLATES)


def said(told: ReportView, form: Form) -> Iterator[str]:
    """What a form prints of the first page."""
    summary = told.summary
    if form != "fragment":
        yield from (summary.ask, summary.until, *summary.points)
        yield from (words for one in summary.consents for words in (one.council[1:], one.about, one.law))
    yield from (summary.lead, summary.overruled, *summary.same)
    facts = dict(summary.facts)
    yield from (facts["Geldt vanaf"], facts["Herziening vóór"])
    if form != "list":
        yield summary.reading
        for group in summary.index:
            yield group.title
            yield from (row.sentence for row in group.rows)
            yield from (row.audience for row in group.rows if form != "print")
    yield from (row.what[1:] for row in summary.counts if row.anchor != "inhoudelijk" or form == "list")


def test_a_form_with_one_letter_of_the_first_page_less_is_refused(told: ReportView, form: Form, text: str) -> None:
    is_wrong = partial(wrong, told=told, form=form)
    assert not is_wrong(text)
    page = pages.read_form(text, told, form)
    at, letters = page.anchors.get("wijzigingen-kort", 0), []
    for words in map(squeezed, said(told, form)):
        start = page.text.find(words, at)
        assert start >= 0, words
        letters += list(range(start, start + len(words)))
    for place in letters:
        anchors = {id_: there - (there > place) for id_, there in page.anchors.items()}
        links = tuple((there - (there > place), link) for there, link in page.links)
        less = dataclasses.replace(page, text=page.text[:place] + page.text[place + 1 :], anchors=anchors, links=links)
        assert next(first_page.page_faults(less, told, form), None), page.text[place - 10 : place + 10]


def squeezed(words: str) -> str:
    return "".join(words.split())


def wrong(text: str, told: ReportView, form: Form) -> bool:
    return next(first_page.page_faults(pages.read_form(text, told, form), told, form), None) is not None


def test_a_page_with_one_row_count_number_or_link_less_or_more_is_refused(
    told: ReportView, form: Form, text: str
) -> None:
    if form == "list":
        pytest.skip("Markdown has no list of changes: its headings are that list")
    root: Any = lxml.html.document_fromstring(text)
    for one in root.xpath("//script | //style"):
        one.drop_tree()
    heading = root.get_element_by_id("wijzigingen-kort")
    around = heading.getparent()
    rows = around.xpath(".//ol/li | .//table[@class='rij']/tbody/tr | .//ul[@class='wie']/li")
    rows += around.xpath(".//dl[@class='versies']/div | .//table[@class='vraag']//tr")
    rows += around.xpath(".//table[@class='rij'] | .//a[starts-with(@href, '#')]")
    dots = [one for one in around.xpath(".//td[@class='stip']") if one.text]
    assert len(rows) > 15
    for element in [*rows, *dots]:
        path = root.getroottree().getpath(element)
        for change in (drop, double) if element not in dots else (drop_text,):
            copy: Any = lxml.html.document_fromstring(lxml.html.tostring(root, encoding="unicode"))
            (same,) = copy.xpath(path)
            change(same)
            is_fact = element.tag == "div" or "Geldt vanaf" in element.text_content()[:20]
            harmless = change is double and is_fact
            assert harmless or wrong(lxml.html.tostring(copy, encoding="unicode"), told, form), (path, change)


def drop(element: Any) -> None:
    element.drop_tree()


def drop_text(element: Any) -> None:
    element.text = None


def double(element: Any) -> None:
    element.addnext(lxml.html.fragment_fromstring(lxml.html.tostring(element, encoding="unicode", with_tail=False)))


def test_a_list_that_begins_at_another_number_is_refused(told: ReportView, report: ReportInput) -> None:
    page = report_html(report, TEMPLATES)
    assert '<ol class="lijst" start="1">' in page
    assert wrong(page.replace('<ol class="lijst" start="1">', '<ol class="lijst" start="2">'), told, "page")


def test_where_the_first_page_has_no_room_the_changes_that_share_a_line_are_counted() -> None:
    klein = policy_of(ROOTS / "klein")
    old, new = (
        laid_out(klein, {"een": [made(f"t.{n}", f"Regel {n} zegt dat {what} {what}{n}.") for n in range(70)]})
        for what in ("dit mag", "hier moet")
    )
    report = report_of(compare(old, new))
    told = view(report)
    paper = report_print(report, TEMPLATES)
    (first,) = re.findall(rf">(\d+)–{len(told.topics)}<", paper)
    number = int(first)
    words = f"Nog {len(told.topics) - number + 1} wijzigingen"
    assert words in paper
    assert wrong(paper.replace(words, "Nog 3 wijzigingen"), told, "print")
    assert wrong(paper.replace(f"{number}–{len(told.topics)}", f"{number + 1}–{len(told.topics)}"), told, "print")


def test_a_template_that_leaves_a_body_out_is_refused(tmp_path: Path, report: ReportInput) -> None:
    ours = (ROOT / "templates" / "report" / "fragment.html.j2").read_text("utf-8")
    own = tmp_path / "templates" / "report" / "fragment.html.j2"
    own.parent.mkdir(parents=True)
    own.write_text(ours.replace("{% for one in s.consents %}\n<li>", "{% for one in s.consents[1:] %}\n<li>"), "utf-8")
    with pytest.raises(ComparisonError, match="hele MR"):
        report_html(report, templates_in(tmp_path / "templates"))


@pytest.mark.parametrize("at", ["{% for one in s.consents %}\n<li>", "</li>\n{% endfor %}\n</ul>"])
def test_a_template_that_asks_one_body_more_is_refused(tmp_path: Path, report: ReportInput, at: str) -> None:
    """Elsewhere on its page a template says what it likes: nobody but a reader knows what its words mean."""
    ours = (ROOT / "templates" / "report" / "fragment.html.j2").read_text("utf-8")
    own = tmp_path / "templates" / "report" / "fragment.html.j2"
    own.parent.mkdir(parents=True)
    one_more = "<li><strong>De ouderraad</strong>: de hele wijziging (WMS, artikel 10)</li>\n"
    start, end = (at.partition("<li>")[0], "<li>") if at.endswith("<li>") else ("</li>\n{% endfor %}\n", "</ul>")
    assert at in ours
    own.write_text(ours.replace(at, f"{start}{one_more}{end}", 1), "utf-8")
    with pytest.raises(ComparisonError):
        report_html(report, templates_in(tmp_path / "templates"))
