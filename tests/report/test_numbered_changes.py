"""A council discusses numbered changes: what one note explains is one change."""

from __future__ import annotations

import pytest

from schoolprotocol import messages
from schoolprotocol.outputs.report.contents import view
from schoolprotocol.outputs.report.input import ReportInput
from schoolprotocol.outputs.report.print import report_print
from schoolprotocol.outputs.report.report import report_html, report_markdown
from schoolprotocol.policy.model import Policy
from tests.compare.edits import clause, made, reworded, text, with_clauses, with_values
from tests.conftest import ROOTS
from tests.helpers import policy_of
from tests.report.making import TEMPLATES, compared, found, note, words


@pytest.fixture(scope="module")
def klein() -> Policy:
    messages.use("en")
    return policy_of(ROOTS / "klein")


@pytest.fixture(scope="module")
def edited(klein: Policy) -> Policy:
    """Two clauses that one note is about, one with a note of its own, one without, and one editorial."""
    new = reworded(
        klein,
        tips__vraag="Vraag het altijd eerst.",
        gevolgen__aangifte="De school doet aangifte.",
        afspraken__opbergen="Leerlingen en medewerkers bergen hun telefoon op {{ bewaarplek }}.",
        afspraken__melden=clause(klein, "afspraken.melden").wording.template.replace("?", "!"),
        stichting__kluisjes="Elke school heeft veel kluisjes.",
    )
    return with_values(new, bewaarplek="thuis")


@pytest.fixture(scope="module")
def report(klein: Policy, edited: Policy) -> ReportInput:
    notes = [
        note("hulp", clauses=["gevolgen.aangifte", "tips.vraag"]),
        note("plaats", clauses=["afspraken.opbergen"], parameters=["bewaarplek"]),
        note("ook", clauses=["tips.vraag"]),
    ]
    return compared(klein, edited, notes)


def test_changes_are_grouped_by_note_and_numbered_by_weight_and_then_in_reading_order(report: ReportInput) -> None:
    told = [(topic.number, topic.title, [one.reference for one in topic.items]) for topic in view(report).topics]
    assert told == [(1, "Over hulp", ["1a", "1b"]), (2, "Over plaats", ["2a", "2b"]), (3, "Kluisjes", ["3"])]
    assert [(topic.id, topic.rank) for topic in view(report).topics] == [
        ("hulp", "rule"),
        ("plaats", "words"),
        ("stichting.kluisjes", "words"),
    ]


def test_each_substantive_change_stands_in_one_numbered_change(report: ReportInput) -> None:
    page = report_html(report, TEMPLATES)
    inside = found(page, '//article[@class="wijziging"]//section[@class="clausule"]/@id')
    expected = [f"wijziging-{change.id}" for change in report.changes.of_weight("substantive")]
    assert sorted(inside) == sorted([*expected, "gegeven-bewaarplek"])


def test_a_numbered_change_has_motive_consequences_and_measures_once(report: ReportInput) -> None:
    page = report_html(report, TEMPLATES)
    (first,) = found(page, '//article[@id="wijziging-1"]')
    assert [words(one) for one in first.xpath(".//dt")[:3]] == ["Beweegredenen", "Gevolgen", "Maatregelen"]
    assert [words(one) for one in first.xpath(".//dd")[:3]] == [
        "Waarom hulp.",
        "Gevolg van hulp.",
        "Maatregel bij hulp.",
    ]
    assert page.count("Waarom hulp.") == 1


def test_a_second_note_is_told_with_the_clause(report: ReportInput) -> None:
    (clause_,) = found(report_html(report, TEMPLATES), '//section[@id="wijziging-tips.vraag"]')
    assert "Waarom ook." in words(clause_)


def test_a_change_without_a_note_says_so(report: ReportInput) -> None:
    page = report_html(report, TEMPLATES)
    (third,) = found(page, '//article[@id="wijziging-3"]')
    assert "nog geen toelichting" in words(third)
    assert page.count("nog geen toelichting") == 1
    assert report_markdown(report, TEMPLATES).count("Nog geen toelichting") == 1


def test_a_change_says_whom_it_concerns(report: ReportInput) -> None:
    (second,) = found(report_html(report, TEMPLATES), '//article[@id="wijziging-2"]')
    assert "voor leerlingen en ouders/verzorgers" in words(second)
    assert second.get("data-voor") == "leerling ouder"


def test_a_change_that_names_nobody_is_for_everybody(klein: Policy) -> None:
    sections = tuple(
        s.model_copy(update={"groups": (), "sections": (), "heading": text("Nieuw"), "id": "nieuw"})
        for s in klein.sections[-1:]
    )
    new = klein.model_copy(update={"sections": (*klein.sections, *sections)})
    report = compared(klein, new)
    (topic,) = view(report).topics
    assert topic.audience == "iedereen"
    (article,) = found(report_html(report, TEMPLATES), '//article[@class="wijziging"]')
    assert article.get("data-voor") == "leerling medewerker ouder overig"
    (row,) = found(report_print(report, TEMPLATES), '//table[@class="rij"]/tbody/tr')
    assert words(row) == f"1{topic.title}•••"


def test_a_changed_value_is_told_once_with_the_clauses_that_print_it(report: ReportInput) -> None:
    page = report_html(report, TEMPLATES)
    (value,) = found(page, '//section[@id="gegeven-bewaarplek"]')
    assert "Opbergen (artikel 1.1)" in words(value)
    assert [words(one) for one in value.xpath('.//div[contains(@class, "tekst")]')] == ["Was in de tas", "Wordt thuis"]
    assert len(found(page, '//del[contains(., "in de tas")]')) == 1
    (clause_,) = found(page, '//section[@id="wijziging-afspraken.opbergen"]')
    assert "Ook een gegeven verandert: zie wijziging 2b." in words(clause_)


def test_what_somebody_must_look_at_stands_apart_right_after_the_numbered_changes(report: ReportInput) -> None:
    page = report_html(report, TEMPLATES)
    (apart,) = found(page, '//section[h2[@id="wijzigingen-kijk-na"]]')
    (one,) = apart.xpath('.//section[@class="clausule"]')
    assert one.get("id") == "wijziging-afspraken.melden"
    assert words(one).startswith("K1 Melden")
    assert apart.getprevious().xpath("./h2/@id") == ["wijzigingen-inhoudelijk"]
    for form in (page, report_markdown(report, TEMPLATES), report_print(report, TEMPLATES)):
        assert "iemand moet kijken of de betekenis verandert" in form.lower()
        assert "Kijk na: leestekens, hoofdletters, volgorde" in form
        for claim in ("inhoud verandert niet", "veranderen niet wat er staat", "verder niets is veranderd"):
            assert claim not in form
    assert view(report).summary.lead == "Er zijn 3 wijzigingen, en 1 plaats om na te kijken (K1)."


def test_an_editorial_change_stands_apart_without_a_number(klein: Policy) -> None:
    new = with_clauses(klein, lambda c: c.model_copy(update={"source": "own"}) if c.id == "tips.vraag" else c)
    page = report_html(compared(klein, new), TEMPLATES)
    (apart,) = found(page, '//section[h2[@id="wijzigingen-redactioneel"]]//section[@class="clausule"]')
    assert apart.get("id") == "wijziging-tips.vraag"
    assert "In het document verandert niets" in words(apart)
    assert not apart.xpath("ancestor::article[@class='wijziging']")


def test_the_renvooi_says_of_every_clause_where_its_change_is_told(report: ReportInput) -> None:
    items = [one for block in view(report).full for one in block.items]
    told = {one.id: [pointer.text for pointer in one.changes] for one in items if one.id}
    assert {change.id for change in report.changes.changes} <= set(told)
    assert told["afspraken.melden"] == ["kijk na, K1"]
    assert told["tips.vraag"] == ["wijziging 1b"]
    assert told["afspraken.opbergen"] == ["wijziging 2a", "wijziging 2b"]


def test_every_change_is_told_once(report: ReportInput) -> None:
    page = report_html(report, TEMPLATES)
    ids = found(page, '//section[@class="clausule"]/@id')
    assert len(ids) == len(set(ids)) == len(report.changes.changes) + len(report.changes.parameters)
    assert not found(page, '//code[not(ancestor::section[h2[@id="wijzigingen-verantwoording"]])]')


def test_more_than_twenty_six_clauses_in_one_change_all_get_a_letter(klein: Policy) -> None:
    more = [made(f"nieuw.nummer{n}", f"Regel {n}.") for n in range(28)]
    (section,) = [s for s in klein.sections if s.id == "tips"]
    group = section.groups[0].model_copy(update={"clauses": (*section.groups[0].clauses, *more)})
    sections = tuple(s.model_copy(update={"groups": (group,)}) if s.id == "tips" else s for s in klein.sections)
    new = klein.model_copy(update={"sections": sections})
    report = compared(klein, new, [note("veel", clauses=[c.id for c in more])])
    (topic,) = view(report).topics
    assert [one.reference for one in topic.items][-3:] == ["1z", "1aa", "1ab"]


def test_what_looks_the_same_in_document_control_is_counted_and_not_listed(klein: Policy) -> None:
    (table,) = klein.front
    name, version = table.rows[0]
    rows = ((name, version.model_copy(update={"template": version.text})), *table.rows[1:])
    new = klein.model_copy(update={"front": (table.model_copy(update={"rows": rows}),)})
    shown = view(compared(klein, new))
    assert shown.document == ()
    assert shown.unseen.startswith("Niet in de tabel: 1 regel")


def test_a_dropped_clause_says_where_it_stood(klein: Policy) -> None:
    new = with_clauses(klein, lambda c: None if c.id == "stichting.kluisjes" else c)
    (topic,) = found(report_html(compared(klein, new), TEMPLATES), '//article[@id="wijziging-1"]')
    assert "Vervallen tekst Uit ‘1 Afspraken’, voor leerlingen Elke school heeft kluisjes." in words(topic)
