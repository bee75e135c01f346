"""The law of lines: whatever line YAML can hold is in every output as it was written, and no build stops on one."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from schoolprotocol.outputs.excerpt.excerpt import ExcerptInput, excerpt_files
from schoolprotocol.outputs.online.embed import EmbedInput, embed_snippet
from schoolprotocol.outputs.report.input import ReportInput, report_since_release
from schoolprotocol.outputs.report.report import report_html, report_json, report_markdown
from schoolprotocol.outputs.site.pages import protocol_page
from schoolprotocol.outputs.word.document import DocumentInput, document_docx
from schoolprotocol.policy.model import Policy
from tests.docx.word import found
from tests.helpers import loaded, policy_of
from tests.lines.making import LINES, write, write_with_release
from tests.site.conftest import TEMPLATES, Site, make_site

URL = "https://protocollen.example/noord/"
FIRSTS = (
    '"Aanhaling"',
    "'Enkel",
    "| kop",
    "> citaat",
    "# Kop",
    "Kop # x",
    "- punt",
    "&amp; <b>x</b>",
    "</script>",
    ":::",
)
"""Lines that were read as something else in the fields of which a document has one."""


def _text(element: Any) -> str:
    content: str = element.text_content()
    return content


def _article(site: Site) -> Any:
    return site.page().xpath("//article")[0]


def headings(article: Any) -> list[str]:
    """What the sections are called, without their numbers."""
    found = article.xpath(".//section[starts-with(@id, 's')]/h2")
    return [_text(heading).removeprefix(heading.xpath("string(./span)")).removeprefix(" ") for heading in found]


def clauses(article: Any, prefix: str) -> list[str]:
    """What the clauses with this beginning of their id say."""
    return [_text(one) for one in article.xpath(f".//*[starts-with(@id, '{prefix}.c')]//*[@class='clause-text']")]


def check_page(site: Site, lines: Sequence[str]) -> None:
    """Every line stands on the page in every kind of place."""
    article = _article(site)
    before = [lines[index - 1] for index in range(len(lines))]
    assert headings(article) == list(lines)
    assert [_text(one) for one in article.xpath(".//*[@class='callout-heading']")] == list(lines)
    columns = [_text(one) for one in article.xpath(".//*[@class='column-heading']")]
    assert columns == [line for pair in zip(lines, before, strict=True) for line in pair]
    values = [line.strip() for line in lines]  # of a parameter: white space around it is none of the value
    assert clauses(article, "a") == [f"{value}\n" for value in values]
    assert clauses(article, "x") == [f"Links {value}\n" for value in values]
    tables = article.xpath(".//*[starts-with(@class, 'control control-t')]")
    assert [_text(one.xpath("./*[@class='control-heading']")[0]) for one in tables] == list(lines)
    assert [_text(one.xpath(".//th")[0]) for one in tables] == list(lines)
    assert [_text(one.xpath(".//td")[0]) for one in tables] == list(lines)
    assert [_text(one.xpath(".//td")[3]) for one in tables] == list(lines)
    history = article.xpath(".//*[@class='control control-versies']//tbody/tr")
    assert [[_text(cell) for cell in row.xpath("./td")[2:]] for row in history] == [[line, line] for line in lines]
    entries = site.page().xpath("//details[@class='contents-folded']/nav/ol[1]/li/a/span[last()]")
    assert [_text(one) for one in entries] == list(lines)
    check_search(site, lines)


def check_search(site: Site, lines: Sequence[str]) -> None:
    """The index has the titles and headings as they are."""
    script = (site.folder / "searchindex.js").read_text("utf-8")
    script = script.partition("window.searchIndex = ")[2]
    rows = json.loads(script[script.index("[") : script.rindex("]") + 1])
    for pattern in (r"#a\.c\d+$", r"#s\d+$"):
        assert [row["title"] for row in rows if re.search(pattern, row["url"])] == list(lines)


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Policy:
    """A document with all of the lines."""
    return policy_of(write(tmp_path_factory.mktemp("lines"), LINES, LINES[0]))


@pytest.fixture(scope="module")
def excerpt(policy: Policy, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str | bytes]:
    """Its text for the schoolgids."""
    style = loaded(write(tmp_path_factory.mktemp("style"), LINES[:2], LINES[0])).schools["noord"].school.style
    return excerpt_files(ExcerptInput(policy, style, URL), TEMPLATES, "")


def test_a_page_shows_every_line_as_it_was_written(tmp_path: Path) -> None:
    check_page(make_site(tmp_path / "site", "noord", write(tmp_path / "lines", LINES, LINES[0])), LINES)


@pytest.mark.parametrize("first", FIRSTS)
def test_a_title_a_name_and_a_publisher_stand_on_the_site_as_they_were_written(first: str, tmp_path: Path) -> None:
    site = make_site(tmp_path / "site", "noord", write(tmp_path / "lines", [first, "anders"], first))
    check_page(site, [first, "anders"])
    page = site.page()
    assert page.xpath("string(//h1)") == first
    assert page.xpath("string(//p[@class='subtitle'])") == first
    assert page.xpath("string(//title)") == f"{first} – {first}"
    assert page.xpath("string(//a[@class='school']/span)") == first
    assert page.xpath("string(//footer//strong)") == first
    assert page.xpath("//meta[@name='description']/@content") == [first]
    assert page.xpath("//meta[@property='og:description']/@content") == [first]
    data = json.loads(page.xpath("string(//script[@type='application/ld+json'])"))
    assert data["name"] == data["description"] == data["author"]["name"] == data["publisher"]["name"] == first
    context = json.loads((site.source / "context.json").read_text("utf-8"))
    assert context["title"] == context["subtitle"] == context["publisher"] == context["school"]["name"] == first
    assert f"({first})" in site.page("versies").xpath("string(//ol[@class='versions'])")


PLAIN = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z", "M", "Lo"), max_codepoint=0x24F)
    | st.sampled_from("\"'|>#:-*`[](){}<>&\\_~^$%!@=+.;, \u00a0\t"),
    max_size=25,
).map(lambda text: "x" if not text.strip() else text)
"""Lines without what would be a placeholder."""
NO_PLACEHOLDERS = PLAIN.map(lambda text: re.sub(r"\{(?=[{%#])|[}%#](?=\})", "", text)).filter(str.strip)


@pytest.mark.stress
@settings(max_examples=4, suppress_health_check=list(HealthCheck))
@given(st.lists(NO_PLACEHOLDERS, min_size=25, max_size=25, unique_by=str.strip))
def test_whatever_line_comes_is_on_the_page(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    folder = tmp_path_factory.mktemp("any")
    check_page(make_site(folder / "site", "noord", write(folder, lines, lines[0])), lines)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(NO_PLACEHOLDERS)
def test_no_line_gets_out_of_its_place_in_the_source_of_a_page(policy: Policy, line: str) -> None:
    titled = policy.model_copy(update={"title": line, "front": (), "sections": policy.sections[:1]})
    before = protocol_page(titled.model_copy(update={"title": "Titel"}), TEMPLATES, "").splitlines()
    (first, *others) = protocol_page(titled, TEMPLATES, "").splitlines()
    assert first.startswith("# ")
    assert others == before[1:]


def test_the_text_for_the_schoolgids_has_every_line_in_every_form(excerpt: dict[str, str | bytes]) -> None:
    values = [line.strip() for line in LINES]
    markdown, page = str(excerpt[".md"]).removeprefix("\ufeff"), _parsed(excerpt[".html"])
    rendered = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown)
    (shown,) = page.xpath("//section[@id='lang']/div[@class='text']")
    (copied,) = page.xpath("//section[@id='lang']//textarea[@data-form='html']")
    for source in (rendered, copied.text, html.tostring(shown, encoding="unicode")):
        tree: Any = html.fromstring(f"<div>{source}</div>")
        assert [_text(item) for item in tree.xpath(".//li")] == values
        assert _text(tree.xpath(".//p")[1]) == " en ".join(values)
        assert _text(tree.xpath(".//h2")[0]) == LINES[0]
        assert f"‘{LINES[0]}’, versie 1.1" in _text(tree.xpath(".//p")[-1])
    text = _squeezed(str(excerpt[".txt"]))
    assert all(f"- {_squeezed(value)}" in text for value in values)
    (typed,) = page.xpath("//section[@id='lang']//textarea[@data-form='text']")
    assert typed.text == str(excerpt[".txt"]).removeprefix("\ufeff")
    assert f" Lees {LINES[0]} van {LINES[0]}." in _squeezed(str(excerpt["-kort.txt"]))


def _parsed(page: str | bytes) -> Any:
    return html.document_fromstring(page)


def _squeezed(text: str) -> str:
    return re.sub(r"[ \t\n]+", " ", text)


def test_word_has_every_line(policy: Policy, excerpt: dict[str, str | bytes], tmp_path: Path) -> None:
    corpus = loaded(write(tmp_path, LINES[:2], LINES[0]))
    style = corpus.schools["noord"].school.style
    whole = document_docx(DocumentInput(policy, style, URL, corpus.project.publisher))
    for data, prefixes in ((whole, ("", "Links ")), (excerpt[".docx"], ("",))):
        assert isinstance(data, bytes)
        paragraphs = {_typed(paragraph).strip() for paragraph in found(data, "//w:p")}
        for prefix in prefixes:
            assert {f"{prefix}{line.strip()}" for line in LINES} <= paragraphs


def _typed(paragraph: Any) -> str:
    pieces = paragraph.xpath(".//w:r/w:t | .//w:r/w:tab", namespaces=paragraph.nsmap)
    return "".join(piece.text if piece.text is not None else "\t" for piece in pieces)


def test_a_snippet_has_every_line(policy: Policy, tmp_path: Path) -> None:
    style = loaded(write(tmp_path, LINES[:2], LINES[0])).schools["noord"].school.style
    shown = html.fromstring(embed_snippet(EmbedInput(policy, style, URL), TEMPLATES))
    said = {_text(one).strip() for one in shown.iter("p", "h2", "h3", "h4", "li", "td", "th", "strong")}
    assert {line.strip() for line in LINES} <= said


@pytest.fixture(scope="module")
def changes(tmp_path_factory: pytest.TempPathFactory) -> ReportInput:
    """What changed since a version in which every line was another one."""
    root = write_with_release(tmp_path_factory.mktemp("changed"), FIRSTS, FIRSTS[0])
    found = report_since_release(loaded(root), ("noord", "telefoons"), policy_of(root))
    assert found is not None
    return found


def test_the_change_report_shows_every_line_as_page_and_as_text(changes: ReportInput) -> None:
    rendered = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(report_markdown(changes, TEMPLATES))
    page: Any = html.document_fromstring(report_html(changes, TEMPLATES))
    cells = {_text(one).strip() for one in page.iter("td", "th", "p", "span", "ins", "del", "h3", "strong")}
    text = _squeezed(_text(html.fromstring(f"<div>{rendered}</div>")))
    for line in FIRSTS:
        assert line in cells
        assert text.count(line) >= len(("a heading", "a title", "a value", "a cell"))
    assert FIRSTS[0] in page.xpath("string(//title)")


def test_the_change_report_as_data_has_every_line(changes: ReportInput) -> None:
    data = json.dumps(json.loads(report_json(changes.changes)), ensure_ascii=False)
    for line in FIRSTS:
        assert json.dumps(line, ensure_ascii=False) in data
