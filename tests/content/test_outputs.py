"""What is printed is what the policy says: every clause, once, in order, with its number, in every output."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from lxml import html

from schoolprotocol.build.editions import editions_of
from schoolprotocol.documents.finding import Key, still_holds
from schoolprotocol.policy.model import Policy
from schoolprotocol.policy.titles import beginnings
from schoolprotocol.policy.tree import numbers, tree_of
from schoolprotocol.policy.walk import every_clause
from schoolprotocol.text.plain import bare, to_text
from tests.content.conftest import Built, each_document
from tests.repository import corpus, named

pytestmark = [pytest.mark.slow, pytest.mark.stress]


def text_of(fragment: str) -> str:
    """What a reader sees of an HTML fragment."""
    root: Any = html.fromstring(f"<div>{fragment}</div>")
    return str(root.text_content())


def squeezed(text: str) -> str:
    """Only letters and digits: line breaks, hyphens at line ends, bullets and quotes differ from form to form."""
    return re.sub(r"[\W_]", "", text)


_ADDRESS = re.compile(r" \((?:https?://|mailto:|tel:)[^)]*\)")
"""What plain text gives behind a link; in HTML and PDF it is behind the words."""


def clause_texts(policy: Policy) -> list[tuple[str, str]]:
    """(id; number, title and text) of each clause, as page and PDF must show it."""
    tree = tree_of(policy)
    texts = [(clause, to_text(tree.clause(clause), tree.labels, notes=numbers(clause))) for clause in policy.clauses()]
    titles = {id_: begins.title for id_, begins in beginnings(policy).items()}
    return [
        (clause.id, squeezed(f"{clause.number} {titles[clause.id]} {_ADDRESS.sub('', text)}")) for clause, text in texts
    ]


def assert_every_clause_once_in_order(policy: Policy, shown: str) -> None:
    at = 0
    for id_, text in clause_texts(policy):
        found = shown.find(text, at)
        assert found >= 0, f"{id_} is missing or out of order: {text[:80]}"
        at = found + len(text)
        if len(text) > 60:  # a shorter text may well be part of another
            assert shown.count(text) == 1, f"{id_} stands there more than once"


def _site(key: Key, policy: Policy) -> str:
    """Folder with the pages of the working text."""
    return editions_of(corpus(), key, policy).site(corpus().site(*key), None)


@each_document
def test_the_page_of_a_school_says_what_its_policy_says(built: Built, key: Key) -> None:
    policy = built.policies[key]
    page: Any = html.document_fromstring((built.folders.html(_site(key, policy)) / "index.html").read_bytes())
    clauses = {
        node.get("id"): squeezed(node.text_content())
        for node in page.xpath("//*[contains(concat(' ', @class, ' '), ' clause ')]")
    }
    texts = clause_texts(policy)
    assert list(clauses) == [id_ for id_, _ in texts]
    for id_, text in texts:
        assert text in clauses[id_]
    assert_every_clause_once_in_order(policy, squeezed(page.text_content()))


@each_document
def test_the_pdf_of_a_school_says_what_its_policy_says(built: Built, key: Key) -> None:
    shown = squeezed(running_text(built.folders.output("pdf", f"{named(key)}.pdf")))
    assert_every_clause_once_in_order(built.policies[key], shown)


MARGIN = 24 / 25.4 * 72
"""Height in points of the strips at top and bottom of a page, and at its right, that hold no running text."""


def running_text(path: Path) -> str:
    """The text of all pages, without what stands in the margins."""
    pages = []
    for page in pdfium.PdfDocument(path):
        width, height = page.get_size()
        text = page.get_textpage()
        pages.append(text.get_text_bounded(0, MARGIN, width - MARGIN, height - MARGIN))
    return "\n".join(pages)


_ELSEWHERE = re.compile(r"<sup>\d+</sup>|\[\d+\]|\]?\s?\((?:https?://|mailto:|tel:)[^)]*\)")


@each_document
def test_the_schoolgids_excerpt_holds_its_agreements_in_every_form(built: Built, key: Key) -> None:
    policy = built.policies[key]
    tree = tree_of(policy)
    for ending in (".html", ".md", ".txt"):
        path: Path = built.folders.output("schoolgids", f"{named(key)}{_part(key, policy)}{ending}")
        # Markdown and plain text give addresses, where HTML has links; calls of notes are written in as many ways.
        shown = _ELSEWHERE.sub("", path.read_text(encoding="utf-8"))
        shown = squeezed(text_of(shown) if ending == ".html" else shown)
        for clause in every_clause(*policy.excerpt_groups):
            text = squeezed(_ADDRESS.sub("", bare(tree.clause(clause), tree.labels)))
            assert text in shown, (ending, clause.id)


def _part(key: Key, policy: Policy) -> str:
    """What the names of the files of the working text have: another version may apply."""
    return "-voorstel" if still_holds(corpus(), key, policy) is not None else ""


@each_document
def test_the_schoolgids_says_only_what_the_version_that_applies_says_word_for_word(built: Built, key: Key) -> None:
    applies = still_holds(corpus(), key, built.policies[key])
    if applies is None:  # nothing was adopted, or the working text was
        return
    text = built.folders.output("schoolgids", f"{named(key)}.txt").read_text(encoding="utf-8-sig")
    tree = tree_of(applies)
    texts = [blocks for clause in every_clause(applies) for blocks in tree.texts(clause)]
    said = [squeezed(_ELSEWHERE.sub("", bare(blocks, tree.labels))) for blocks in texts]
    body = text.partition("\n\n")[2].rpartition("\n\nHet hele protocol: ")[0]
    for paragraph in re.split(r"\n+", body):
        shown = squeezed(re.sub(r"^(?:- |\d+\. )?(?:Wel: |Niet: )?", "", _ELSEWHERE.sub("", paragraph)))
        assert any(shown in one for one in said) or f"versie {applies.document.version}" in paragraph, shown
    assert "Voorstel" not in text


@each_document
def test_the_html_to_paste_has_no_classes_styles_or_scripts(built: Built, key: Key) -> None:
    page: Any = html.document_fromstring(built.folders.output("schoolgids", f"{named(key)}.html").read_bytes())
    for source in page.xpath("//textarea[@data-form='html']/text()"):
        assert source.isascii()
        fragment: Any = html.fromstring(f"<div>{source}</div>")
        for node in fragment.iter():
            assert node.tag in {"div", "h2", "h3", "p", "ul", "ol", "li", "a", "em", "strong", "sup", "br"}
            assert set(node.attrib) <= {"href"}


@each_document
def test_the_short_excerpt_is_one_paragraph_with_the_link(built: Built, key: Key) -> None:
    text = built.folders.output("schoolgids", f"{named(key)}-kort.txt").read_text(encoding="utf-8")
    assert text.count("\n") == 1
    assert f"/{key[0]}/" in text  # a text that was frozen before documents had this address has the older one


def test_every_output_of_the_contract_is_there(built: Built) -> None:
    build = built.folders.build
    assert (build / "html" / "index.html").is_file()
    for key in built.policies:
        name = named(key)
        released = corpus().schools[key[0]].releases_of(key[1])
        expected = [
            f"html/{key[0]}/index.html",
            f"html/{corpus().site(*key)}/index.html",
            f"html/{_site(key, built.policies[key])}/index.html",
            f"pdf/{name}.pdf",
            f"docx/{name}.docx",
            *(f"schoolgids/{name}{ending}" for ending in (".html", ".md", ".txt", ".docx", "-kort.txt")),
            *(f"diff/{name}/{file}" for file in ("index.html", "report.md", "report.json") if released),
        ]
        assert [file for file in expected if not (build / file).is_file()] == []


def links_of(page: Path) -> list[str]:
    """Every address that a page names in a link, script or image."""
    root: Any = html.document_fromstring(page.read_bytes())
    return [str(link) for link in root.xpath("//a/@href | //link/@href | //script/@src | //img/@src")]


def test_a_site_offers_only_files_that_are_in_it(built: Built) -> None:
    for key in built.policies:
        folder = built.folders.html(_site(key, built.policies[key]))
        for page in folder.glob("*.html"):
            for link in links_of(page):
                if not re.match(r"[a-z]+:|#", link):
                    assert (folder / link.split("#")[0].split("?")[0]).is_file(), (key, page.name, link)


def test_pdfs_have_more_than_one_page_and_bookmarks(built: Built) -> None:
    for key in built.policies:
        document = pdfium.PdfDocument(built.folders.output("pdf", f"{named(key)}.pdf"))
        assert len(document) > 3
        assert len(list(document.get_toc())) > 3
