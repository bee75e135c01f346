"""A report that lacks one entry, one word or one mark is not written."""

from __future__ import annotations

import copy
import dataclasses
import gc
import io
import os
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from schoolprotocol.compare.changeset import ChangeSet
from schoolprotocol.compare.compare import compare
from schoolprotocol.errors import ComparisonError
from schoolprotocol.outputs.report.contents import view
from schoolprotocol.outputs.report.print import renvooi_print, report_print
from schoolprotocol.outputs.report.proof import in_full, marked_down, printed, word
from schoolprotocol.outputs.report.proof.edition import Edition
from schoolprotocol.outputs.report.proof.pages import prove_page
from schoolprotocol.outputs.report.proof.prove import faults
from schoolprotocol.outputs.report.proof.proven import proven
from schoolprotocol.outputs.report.proof.told import _same_letters
from schoolprotocol.outputs.report.proof.word_read import WordFile, parts_of
from schoolprotocol.outputs.report.report import renvooi_html, report_fragment, report_html, report_markdown
from schoolprotocol.outputs.report.text import Line, Run
from schoolprotocol.outputs.report.view import BulkView, FullBlock, LineView, ReportView
from schoolprotocol.outputs.word.changes.report import report_docx
from schoolprotocol.policy.model import Policy
from schoolprotocol.templating import templates_in
from tests.bench_diff.generate import ROOT, cases
from tests.compare.edits import reworded, text, with_clauses, with_values
from tests.compare.test_laws import policy, versions
from tests.conftest import ROOTS, ProjectMaker
from tests.docx.edits import EDITS, filled
from tests.faults import CLAUSES, PROTOCOL
from tests.helpers import policy_of
from tests.report import rich
from tests.report.making import TEMPLATES, report_of
from tests.report.test_proof_first_page import SURROUNDED

EDITS_AT_RANDOM = int(os.environ.get("SCHOOLPROTOCOL_EDITS", "300"))
"""So many pairs of versions are reported for each seed; a release takes thousands."""
FORMS: dict[printed.Form, Callable[..., str]] = {
    "page": report_html,
    "fragment": report_fragment,
    "print": report_print,
}


@pytest.fixture(scope="module")
def klein() -> Policy:
    return policy_of(ROOTS / "klein")


@pytest.fixture(scope="module")
def changes() -> ChangeSet:
    return rich.changes()


@pytest.fixture(scope="module")
def whole(changes: ChangeSet) -> ReportView:
    return view(report_of(changes))


def untold(told: ReportView, changes: ChangeSet, old: Policy = rich.OLD, new: Policy = rich.NEW) -> list[str]:
    return list(faults(told, Edition(old), Edition(new), changes))


# -- no false alarm ---------------------------------------------------------------------------------------------------


def all_forms(old: Policy, new: Policy, lineage: dict[str, tuple[str, ...]] | None = None) -> None:
    """Make every form that is text, both ways: each is refused where it does not hold everything."""
    for one, other in ((old, new), (new, old)):
        report = report_of(compare(one, other, (), lineage or {}), **SURROUNDED)
        for form in (renvooi_html, renvooi_print, report_html, report_fragment, report_print, report_markdown):
            form(report, TEMPLATES)


def test_a_report_in_which_everything_happens_is_written(changes: ChangeSet, whole: ReportView) -> None:
    assert untold(whole, changes) == []
    all_forms(rich.OLD, rich.NEW, rich.LINEAGE)


@pytest.mark.parametrize("name", EDITS)
def test_a_report_of_one_edit_is_written(klein: Policy, name: str) -> None:
    all_forms(*EDITS[name](klein))


def test_words_that_come_and_stand_in_a_new_short_sentence_too_are_both_found(klein: Policy) -> None:
    old, new = (
        reworded(klein, tips__vraag=f"{start} fatsoenlijk.") for start in ("Wij gedragen ons", "Je gedraagt je")
    )
    short = text("Je gedraagt je fatsoenlijk.")
    with_short = with_clauses(new, lambda c: c.model_copy(update={"kort": short}) if c.id == "tips.vraag" else c)
    all_forms(old, with_short)


NUMBERED = "        - numbered: [afspraken.opbergen, afspraken.opnamen, afspraken.melden]\n"
HEADED = f"{NUMBERED}          heading: Thuis\n"
DIVIDED = NUMBERED.replace("opbergen, ", "opbergen]\n          heading: Thuis\n        - numbered: [")
ASKED = "  text: Vraag het eerst.\n"
REFERRED = (CLAUSES, ASKED, "  text: Vraag het, zie {clause}`inleiding.doel`.\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param([(PROTOCOL, NUMBERED, HEADED)], [], id="a group loses its heading"),
        pytest.param([(PROTOCOL, NUMBERED, DIVIDED)], [], id="a group with a heading joins another"),
        pytest.param(
            [(PROTOCOL, NUMBERED, HEADED)],
            [(PROTOCOL, "heading: Afspraken", "heading: Regels")],
            id="a group loses its heading and its section has another",
        ),
        pytest.param([(PROTOCOL, "      heading: Afspraken\n", "")], [], id="a section gets a heading"),
        pytest.param([], [(CLAUSES, "title: Vraag het eerst", "title: İlhami vraagt")], id="İ in a title"),
        pytest.param([], [(CLAUSES, ASKED, "  text: Vraag het İlhami eerst.\n")], id="İ in a text"),
        pytest.param([], [(CLAUSES, "title: Vraag het eerst", "title: Groep ΑΣ")], id="Σ at the end of a word"),
        pytest.param(
            [(CLAUSES, "title: Doel", 'title: "Doel\u00a0hiervan"'), REFERRED],
            [
                (CLAUSES, "title: Doel", 'title: "Doel\u00a0hiervan"'),
                (PROTOCOL, "heading: Inleiding", "heading: Begin"),
                REFERRED,
            ],
            id="the label of another clause has a space that does not break",
        ),
    ],
)
def test_a_report_of_edits_in_the_source_is_written(
    project: ProjectMaker, before: list[tuple[str, str, str]], after: list[tuple[str, str, str]]
) -> None:
    def made(edits: list[tuple[str, str, str]]) -> Policy:
        return policy_of(project(replace={f: [(a, b) for g, a, b in edits if g == f] for f, _a, _b in edits}))

    all_forms(made(before), made(after))


# The source takes no control characters, and a table no row without a name.
typed = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=40)
named = typed.filter(str.strip)


@pytest.mark.slow
@settings(max_examples=25)
@given(versions(typed, named), versions(typed, named))
def test_a_report_of_any_two_versions_is_written(klein: Policy, one: object, other: object) -> None:
    all_forms(policy(klein, one), policy(klein, other))  # type: ignore[arg-type]


@pytest.mark.stress
@pytest.mark.slow
def test_a_report_of_many_edits_is_written() -> None:
    for case in cases(min(EDITS_AT_RANDOM, 200), seed=1):
        all_forms(case.old, case.new, case.lineage)


@pytest.mark.stress
@pytest.mark.slow
@pytest.mark.parametrize("seed", [3, 4])
def test_a_report_of_very_many_edits_is_written(seed: int, without_collecting: None) -> None:
    # Of each pair the page one way and paper the other way, by turns: what differs is proven both ways all the same.
    for n, case in enumerate(cases(EDITS_AT_RANDOM, seed=seed)):
        forms = ((report_html, report_markdown, renvooi_html), (report_print, report_markdown))
        sides = (case.old, case.new), (case.new, case.old)
        for (one, other), own in zip(sides, forms if n % 2 else reversed(forms), strict=True):
            report = report_of(compare(one, other, (), case.lineage))
            for form in own if n % 10 == 0 else own[:2]:
                form(report, TEMPLATES)
        if n % 50 == 49:
            gc.collect()


@pytest.fixture
def without_collecting() -> Iterator[None]:
    """No garbage collection by itself: among so many small objects it takes as long as half of the work."""
    gc.disable()
    gc.freeze()
    yield
    gc.unfreeze()
    gc.enable()


# -- the model --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["changes", "headings", "tables", "document", "parameters", "renumbered"])
def test_a_change_that_the_comparison_forgets_is_missed(changes: ChangeSet, field: str) -> None:
    """The proof does not ask the comparison what there is to tell."""
    every = getattr(changes, field)
    assert every
    for n, one in enumerate(every):
        less = changes.model_copy(update={field: (*every[:n], *every[n + 1 :])})
        told_by_itself = field == "renumbered" and one.kind != "section"  # an entry of the clause has both numbers
        assert told_by_itself or untold(view(report_of(less)), less), one


LISTS = {
    *("topics", "items", "review", "editorial", "renumbered", "control", "every", "short", "facts_old", "facts_new"),
    *("clauses", "old", "new", "old_shown", "new_shown", "groups", "lines"),
}
"""Where the model holds entries, lines and facts."""
LEFT_ALONE = {"summary", "values", "document", "table", "full", "note", "notes", "see", "told", "remarks", "redline"}
"""What explains, or is printed in a paper of its own; of the renvooi the marks are tested by themselves."""


def mutations(one: Any, *, bulk: bool = False) -> Iterator[tuple[str, Any]]:
    """The same with one entry, fact, word or mark less, and what that was."""
    if isinstance(one, Run):
        return
    if dataclasses.is_dataclass(one) and not isinstance(one, type):
        inside = bulk or isinstance(one, BulkView)
        for field in dataclasses.fields(one):
            value = getattr(one, field.name)
            if field.name in LEFT_ALONE or (bulk and field.name.startswith(("facts_", "old_", "new_"))):
                continue
            other = {"old": "new", "new": "old"}.get(field.name, "")
            # What is all new, or all gone, bears no mark in print; nor does a value, which is told whole.
            inside = inside or bool(other and not getattr(one, other)) or getattr(one, "kind", "") == "value"
            if isinstance(value, tuple) and field.name in LISTS:
                for what, changed in _of_tuple(value, bulk=inside):
                    yield f"{field.name}: {what}", dataclasses.replace(one, **{field.name: changed})
            elif dataclasses.is_dataclass(value):
                for what, changed in mutations(value, bulk=inside):
                    yield f"{field.name}: {what}", dataclasses.replace(one, **{field.name: changed})


def _of_tuple(value: tuple[Any, ...], *, bulk: bool) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for n, one in enumerate(value):
        rest = (value[:n], value[n + 1 :])
        if isinstance(one, Run):
            for what, run in _of_run(one, bulk=bulk):
                yield what, (*rest[0], run, *rest[1])
            continue
        yield f"without {str(one)[:60]}", (*rest[0], *rest[1])
        if isinstance(one, tuple):
            for what, changed in _of_tuple(one, bulk=bulk):
                yield what, (*rest[0], changed, *rest[1])
        else:
            for what, changed in mutations(one, bulk=bulk):
                yield what, (*rest[0], changed, *rest[1])


def _of_run(run: Run, *, bulk: bool) -> Iterator[tuple[str, Run]]:
    if run.mark == "gap":
        return
    for match in re.finditer(r"\w+", run.text):
        yield f"word {match[0]}", Run(run.text[: match.start()] + run.text[match.end() :], run.mark)
    if run.mark and not bulk:
        yield f"mark of {run.text}", Run(run.text)


def test_a_model_with_one_entry_fact_word_or_mark_less_is_refused(changes: ChangeSet, whole: ReportView) -> None:
    found = list(mutations(whole))
    assert len(found) > 500
    old, new = Edition(rich.OLD), Edition(rich.NEW)
    survivors = [what for what, changed in found if next(faults(changed, old, new, changes), None) is None]
    assert survivors == []


@given(st.text("ab c", max_size=6), st.text("ab c", max_size=6))
def test_letters_are_the_same_where_as_many_of_each_stand_there(one: str, other: str) -> None:
    assert _same_letters(one, other) == (Counter(one) == Counter(other))


def test_a_line_of_which_the_words_about_what_nobody_sees_are_missing_is_refused() -> None:
    """Of headings, values and rows what they do not show is computed apart from the report."""
    klein = policy_of(ROOTS / "klein")
    first, *rest = klein.sections
    assert first.heading is not None
    hidden = first.model_copy(update={"heading": text(f"{first.heading.text}\u200b")})
    moved = filled(with_values(klein, bewaarplek="in\u00a0de tas"))
    new = moved.model_copy(update={"sections": (*rest, hidden), "title": klein.title.replace(" ", "\u00a0")})
    changes = compare(klein, new)
    told = view(report_of(changes))
    assert untold(told, changes, klein, new) == []
    lines = [one for part in (*(topic.items for topic in told.topics), told.review, told.editorial) for one in part]
    said = [one.item for one in lines if isinstance(one.item, LineView) and one.item.told]
    assert {one.kind for one in said} == {"heading", "value"}
    for item in said:
        for less in ((), tuple(words[:-2] for words in item.told)):
            other = dataclasses.replace(item, told=less)
            assert untold(replaced(told, item, other), changes, klein, new)
    assert any(row.told for row in told.document)
    rows = tuple(dataclasses.replace(row, told="") for row in told.document)
    assert untold(dataclasses.replace(told, document=rows), changes, klein, new)


def replaced(one: Any, item: Any, other: Any) -> Any:
    """The model with one thing in the place of another."""
    if one is item:
        return other
    if isinstance(one, tuple):
        return tuple(replaced(inside, item, other) for inside in one)
    if dataclasses.is_dataclass(one) and not isinstance(one, type):
        fields = {field.name: replaced(getattr(one, field.name), item, other) for field in dataclasses.fields(one)}
        return dataclasses.replace(one, **fields)
    return one


# -- the forms --------------------------------------------------------------------------------------------------------


def wanted_of(form: printed.Form, whole: ReportView) -> tuple[printed.Wanted, ...]:
    return tuple(printed.entries(whole, form))


def is_refused(page: printed.Page, wanted: tuple[printed.Wanted, ...]) -> bool:
    return next(printed.faults(page, wanted), None) is not None


@pytest.fixture(scope="module", params=FORMS)
def form(request: pytest.FixtureRequest) -> printed.Form:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def html(form: printed.Form, changes: ChangeSet) -> str:
    return FORMS[form](report_of(changes), TEMPLATES)


one_of = pytest.mark.parametrize("step", [5, pytest.param(1, marks=pytest.mark.stress)], ids=["some", "all"])
"""Of thousands of pages that are alike, every fifth; `make stress` tries all."""


@pytest.mark.slow
@one_of
def test_a_page_with_one_letter_or_mark_less_is_refused(
    html: str, form: printed.Form, whole: ReportView, step: int
) -> None:
    page, wanted = printed.read(html), wanted_of(form, whole)
    used = bytearray(len(page.text))
    assert list(printed.faults(page, wanted, used)) == []
    assert sum(used) > 2_000
    letters = [at for at in range(len(page.text)) if used[at]]
    survivors = {at for at in letters[::step] if not is_refused(without_letter(page, at), wanted)}
    assert survivors <= said_twice(page, wanted)
    for match in [*re.finditer(r"d+|i+|v+|m+", page.marks)][::step]:
        start, end = match.span()
        marks = page.marks[:start] + " " * (end - start) + page.marks[end:]
        needs_it = any(used[start:end]) and not is_bare(page, wanted, start, end)
        assert is_refused(dataclasses.replace(page, marks=marks), wanted) or not needs_it, page.text[start:end]


def said_twice(page: printed.Page, wanted: tuple[printed.Wanted, ...]) -> set[int]:
    """The letters of what an entry says more often than it must: a number in its heading and beside its old place."""
    found: set[int] = set()
    words_of = page.text.lower()
    starts = {one.anchor for one in wanted}
    cuts = [at for id_, at in page.anchors.items() if id_ in starts or id_.startswith("wijzigingen-")]
    for one in wanted:
        start = page.anchors[one.anchor]
        end = min((cut for cut in cuts if cut > start), default=len(words_of))
        words = [phrase.text.lower() for phrase in one.phrases]
        for phrase in words:
            places = [match.start() for match in re.finditer(re.escape(phrase), words_of[start:end])]
            if len(places) > words.count(phrase):
                found |= {start + place + n for place in places for n in range(len(phrase))}
    return found


def without_letter(page: printed.Page, at: int) -> printed.Page:
    anchors = {id_: place - (place > at) for id_, place in page.anchors.items()}
    links = tuple((place - (place > at), link) for place, link in page.links)
    return printed.Page(page.text[:at] + page.text[at + 1 :], page.marks[:at] + page.marks[at + 1 :], anchors, links)


def is_bare(page: printed.Page, wanted: tuple[printed.Wanted, ...], start: int, end: int) -> bool:
    """Whether the model asks for these words with or without a mark: what is told as all new or all gone."""
    return any(not phrase.marks and page.text[start:end] in phrase.text for one in wanted for phrase in one.phrases)


@one_of
def test_a_page_with_one_element_less_is_refused(html: str, form: printed.Form, whole: ReportView, step: int) -> None:
    root: Any = lxml.html.document_fromstring(html)
    for one in root.xpath("//head | //script"):
        one.drop_tree()
    wanted = wanted_of(form, whole)
    marked = [one for anchor in wanted for one in inside(root, anchor.anchor)]
    assert len(marked) > 20
    for element in marked[::step]:
        for change in ("drop_tag", "drop_tree"):
            less = copy.deepcopy(root)
            (same,) = less.xpath(root.getroottree().getpath(element))
            getattr(same, change)()
            assert is_refused(printed.read(lxml.html.tostring(less, encoding="unicode")), wanted), (
                element.text_content()
            )


def inside(root: Any, anchor: str) -> list[Any]:
    """The marked words of an entry."""
    (start,) = root.xpath(f'//*[@id="{anchor}"]')
    around = start if start.tag == "section" else start.getparent()
    return list(around.xpath(".//del | .//ins")) if around.tag in {"section", "tr"} else []


def test_a_page_without_an_entry_is_refused_by_its_name(html: str, form: printed.Form, whole: ReportView) -> None:
    wanted = wanted_of(form, whole)
    for one in wanted:
        root: Any = lxml.html.document_fromstring(html)
        (element,) = root.xpath(f'//*[@id="{one.anchor}"]')
        del element.attrib["id"]
        told = list(printed.faults(printed.read(lxml.html.tostring(root, encoding="unicode")), wanted))
        assert any(one.called in fault for fault in told)


def test_a_list_without_one_of_its_lines_or_edits_is_refused(changes: ChangeSet, whole: ReportView) -> None:
    printed_list = report_markdown(report_of(changes), TEMPLATES)
    prove_page(printed_list, whole, "list")
    lines = printed_list.splitlines(keepends=True)
    for n, line in enumerate(lines):
        if line.startswith(("- **", "| ", "## Wijziging")) and not line.startswith(
            ("| ---", "| Onderdeel", "| Gegeven")
        ):
            with pytest.raises(ComparisonError):
                prove_page("".join([*lines[:n], *lines[n + 1 :]]), whole, "list")
    for n, line in enumerate(lines):
        behind = line.find("**", 4) + 2 if line.startswith("- **") else len(line)
        for match in EDIT.finditer(line, behind):
            for less in ("", match[0].strip("*~")):
                changed = line[: match.start()] + less + line[match.end() :]
                with pytest.raises(ComparisonError):
                    prove_page("".join([*lines[:n], changed, *lines[n + 1 :]]), whole, "list")
    assert len(EDIT.findall(printed_list)) > 20


def test_words_that_an_entry_has_more_than_once_are_each_found_in_their_own_place() -> None:
    # A title in bold, an edit in bold and a short sentence that begin with the same words.
    page = marked_down.read_markdown("- **1a. Fatsoen**: ~~Netjes~~ **Fatsoen** telt. Nieuwe korte zin: Fatsoen telt.")
    phrases = (
        printed.Phrase("1a.Fatsoen"),
        printed.Phrase("Netjes", "d" * 6),
        printed.Phrase("Fatsoen", "i" * 7),
        printed.Phrase("Fatsoentelt."),
    )
    wanted = printed.Wanted("a", "Fatsoen", phrases)
    assert not list(printed.faults(dataclasses.replace(page, anchors={"a": 0}), [wanted]))


EDIT = re.compile(r"~~(?:(?!~~).)+~~|\*\*(?:(?!\*\*).)+\*\*")


def test_a_mark_where_nothing_changed_is_refused(html: str, form: printed.Form, whole: ReportView) -> None:
    page, wanted = printed.read(html), wanted_of(form, whole)
    used = _used(page, wanted)
    loose = next(n for n in range(page.anchors["wijziging-t.woorden"], len(used)) if not used[n])
    marks = page.marks[:loose] + "d" + page.marks[loose + 1 :]
    assert is_refused(dataclasses.replace(page, marks=marks), wanted)


def test_old_words_of_two_rows_that_changed_places_are_refused(
    html: str, form: printed.Form, whole: ReportView
) -> None:
    root: Any = lxml.html.document_fromstring(html)
    both = [row.what for row in whole.control if row.old and row.new]
    one, other = (next(root.iterfind(f".//tr[th='{what}']")) for what in both[:2])
    one[1].text, other[1].text = "".join(other[1].itertext()), "".join(one[1].itertext())
    assert is_refused(printed.read(lxml.html.tostring(root, encoding="unicode")), wanted_of(form, whole))


def _used(page: printed.Page, wanted: tuple[printed.Wanted, ...]) -> bytearray:
    used = bytearray(len(page.text))
    assert list(printed.faults(page, wanted, used)) == []
    return used


# -- templates of a project -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "ours", "theirs", "missing"),
    [
        ("parts.html.j2", "{{ m.remarks(one) }}", "", "does not print"),
        ("macros.html.j2", "<{{ tag }}><span", "<b><span", "T.Woorden"),
        ("macros.html.j2", "{% for column in columns %}", "{% for column in columns[1:] %}", "T.Weg"),
        ("fragment.html.j2", "{% for one in report.topics %}", "{% for one in report.topics[1:] %}", "Over weg"),
    ],
)
def test_a_template_of_a_project_that_drops_something_is_refused(
    tmp_path: Path, changes: ChangeSet, name: str, ours: str, theirs: str, missing: str
) -> None:
    template = (ROOT / "templates" / "report" / name).read_text("utf-8")
    assert ours in template
    own = tmp_path / "templates" / "report" / name
    own.parent.mkdir(parents=True)
    own.write_text(template.replace(ours, theirs), "utf-8")
    with pytest.raises(ComparisonError, match=missing):
        report_html(report_of(changes), templates_in(tmp_path / "templates"))


# -- Word -------------------------------------------------------------------------------------------------------------


def test_a_word_document_of_a_text_that_is_not_in_the_language_is_written(klein: Policy) -> None:
    # A dash below a line makes a heading of it, which no clause has: it is printed as it is written.
    refused = reworded(klein, tips__vraag="dede\n- ")
    for old, new in ((klein, refused), (refused, klein)):
        report_docx(report_of(compare(old, new)), old, new)


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def with_part(data: bytes, name: str, change: Callable[[Any], None]) -> bytes:
    """The Word document with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for one in old.namelist():
            content = old.read(one)
            if one == f"word/{name}.xml":
                root = etree.fromstring(content)
                change(root)
                content = etree.tostring(root)
            new.writestr(one, content)
    return out.getvalue()


def word_faults(data: bytes, changes: ChangeSet) -> list[str]:
    return list(word.faults(WordFile(parts_of(data)), proven(report_of(changes)), changes, rich.OLD, rich.NEW))


def test_a_word_document_without_a_comment_or_with_another_word_is_refused_by_name(changes: ChangeSet) -> None:
    data = report_docx(report_of(changes), rich.OLD, rich.NEW)
    assert list(word_faults(data, changes)) == []

    def no_comment(root: Any) -> None:
        one = next(one for one in root if "T.Punten" in "".join(one.itertext()))
        root.remove(one)

    def no_edit(root: Any) -> None:
        one = next(one for one in root.iter(f"{W}ins") if "huismeester" in "".join(one.itertext()))
        one.getparent().remove(one)

    def accepted(root: Any) -> None:
        one = next(one for one in root.iter(f"{W}ins") if "Deze regel komt erbij" in "".join(one.itertext()))
        parent = one.getparent()
        for run in list(one):
            parent.insert(parent.index(one), run)
        parent.remove(one)

    for name, change, said in (
        ("comments", no_comment, "T.Punten"),
        ("document", no_edit, "De huismeester beheert"),
        ("document", accepted, "Deze regel"),
    ):
        found = list(word_faults(with_part(data, name, change), changes))
        assert any(said in fault for fault in found), (said, found)


# -- the renvooi ------------------------------------------------------------------------------------------------------

RENVOOI = {"page": renvooi_html, "print": renvooi_print}


@pytest.fixture(scope="module")
def whole_text(changes: ChangeSet) -> ReportView:
    return view(report_of(changes))


def missing_in(told: ReportView, changes: ChangeSet) -> bool:
    return next(in_full.faults(told, Edition(rich.OLD), Edition(rich.NEW), changes), None) is not None


def less_full(told: ReportView) -> Iterator[tuple[str, ReportView]]:
    """The renvooi with one clause, line, word or mark less, and what that was."""
    for n, block in enumerate(told.full):
        for what, changed in _less_block(block):
            full = (*told.full[:n], *([changed] if changed else []), *told.full[n + 1 :])
            yield what, dataclasses.replace(told, full=full)


def _less_block(block: FullBlock) -> Iterator[tuple[str, FullBlock | None]]:
    yield from [("block", None)] if block.heading or any(one.id for one in block.items) else []
    ours = [run.text for run in block.heading] == ["In één alinea"]
    for what, heading in _less_line(block.heading) if not ours else ():
        yield f"heading: {what}", dataclasses.replace(block, heading=heading)
    for n, one in enumerate(block.items):
        rest = block.items[:n], block.items[n + 1 :]
        if one.id:
            yield f"without {one.id}", dataclasses.replace(block, items=(*rest[0], *rest[1]))
        for g, group in enumerate(one.groups):
            for m, line in enumerate(group.lines):
                for what, changed in _less_line(line):
                    other = dataclasses.replace(group, lines=(*group.lines[:m], changed, *group.lines[m + 1 :]))
                    item = dataclasses.replace(one, groups=(*one.groups[:g], other, *one.groups[g + 1 :]))
                    yield f"{one.id}: {what}", dataclasses.replace(block, items=(*rest[0], item, *rest[1]))


def _less_line(line: Line) -> Iterator[tuple[str, Line]]:
    number = len(line) > 1 and re.fullmatch(r"[0-9A-Z.]+ |Voor de schoolgids: ", line[0].text) is not None
    for n, run in enumerate(line):
        for what, changed in _of_run(run, bulk=False) if n or not number else ():
            yield what, (*line[:n], changed, *line[n + 1 :])


def test_a_renvooi_with_one_clause_word_or_mark_less_is_refused(changes: ChangeSet, whole_text: ReportView) -> None:
    assert not missing_in(whole_text, changes)
    found = list(less_full(whole_text))
    assert len(found) > 200
    survivors = [what for what, changed in found if not missing_in(changed, changes)]
    assert survivors == []


def test_a_renvooi_in_which_a_lapsed_clause_stands_elsewhere_is_refused(
    changes: ChangeSet, whole_text: ReportView
) -> None:
    gone = next(one for block in whole_text.full for one in block.items if one.id and one.about == "vervallen")
    rest = (
        dataclasses.replace(block, items=tuple(one for one in block.items if one is not gone))
        for block in whole_text.full
    )
    full = (*rest, FullBlock(0, (), (gone,)))
    assert missing_in(dataclasses.replace(whole_text, full=full), changes)


@pytest.mark.slow
@pytest.mark.parametrize("form", RENVOOI)
def test_a_renvooi_of_which_one_letter_or_mark_is_not_printed_is_refused(
    changes: ChangeSet, whole_text: ReportView, form: str
) -> None:
    page = printed.read(RENVOOI[form](report_of(changes), TEMPLATES))
    assert list(in_full.page_faults(page, whole_text)) == []
    said = "".join(
        "".join(run.text.split())
        for block in whole_text.full
        for one in block.items
        for group in one.groups
        for line in group.lines
        for run in line
    )
    start, end = page.anchors["wijzigingen-tekst"], page.anchors["wijzigingen-verantwoording"]
    letters = [at for at in range(start, end) if page.text[at] != printed.END]
    survivors = [at for at in letters if not list(in_full.page_faults(without_letter(page, at), whole_text))]
    assert len(letters) - len(survivors) > len(said)
    for match in re.finditer(r"d+|i+|v+|m+", page.marks[start:end]):
        one, other = (start + place for place in match.span())
        marks = page.marks[:one] + " " * (other - one) + page.marks[other:]
        assert list(in_full.page_faults(dataclasses.replace(page, marks=marks), whole_text)), page.text[one:other]


def test_the_heading_of_a_column_that_lapsed_stands_in_the_renvooi(klein: Policy) -> None:
    new, old = EDITS["a third column"](klein)
    page = renvooi_html(report_of(compare(old, new)), TEMPLATES)
    assert "Kolom 2" in page
