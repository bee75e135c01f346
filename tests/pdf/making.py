"""Makes PDFs of small projects with the real functions, and reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from lxml import html as lxml_html

from schoolprotocol.files import write_tree
from schoolprotocol.outputs.pdf import typeset
from schoolprotocol.outputs.pdf.document import PrintInput, print_html
from schoolprotocol.outputs.pdf.printing import text_data
from schoolprotocol.outputs.site import sphinx
from schoolprotocol.outputs.site.project import SiteInput, site_files
from schoolprotocol.policy.model import Policy
from schoolprotocol.templating import Templates, templates_in
from tests.helpers import PROTOCOL, loaded, policy_of

TEMPLATES = templates_in(Path(__file__).parents[2] / "templates")
URL = "https://protocollen.example/noord/"


def parsed(page: str) -> Any:
    """HTML to ask with XPath."""
    return lxml_html.fromstring(page)


@dataclass(frozen=True)
class Made:
    """A document and its PDF."""

    policy: Policy
    html: str
    file: Path

    def pages(self) -> list[str]:
        """The text of each page, hyphenated words joined, with single spaces."""
        document = pdfium.PdfDocument(self.file)
        return [" ".join(page.get_textpage().get_text_range().replace("\ufffe", "").split()) for page in document]

    def bookmarks(self) -> list[tuple[int, str, int]]:
        """(level from 0, title, page from 1) of each."""
        document = pdfium.PdfDocument(self.file)
        found = []
        for item in document.get_toc():
            target = item.get_dest()
            assert target is not None
            found.append((item.level, item.get_title(), target.get_index() + 1))
        return found

    def running_text(self) -> str:
        """All pages without spaces and without what stands in the margins."""
        document = self.policy.document
        margins = (
            rf"{re.escape(self.policy.title)} Versie {document.version} · [A-Z][a-z ]+ "
            rf"{re.escape(self.policy.organisation.name)} pagina \d+ van \d+( CONCEPT)?$"
        )
        cover, *rest = self.pages()
        bare = [re.sub(margins, "", page) for page in rest]
        assert all(len(before) > len(after) for before, after in zip(rest, bare, strict=True))
        return "".join((cover + "".join(bare)).split())


def print_of(root: Path, school: str, work: Path, templates: Templates = TEMPLATES) -> tuple[Policy, str]:
    """The policy and the print HTML of one school's document."""
    corpus = loaded(root)
    policy = policy_of(root, school)
    style = corpus.schools[school].school.style
    site = SiteInput(
        policy=policy,
        style=style,
        url=URL,
        publisher=corpus.project.publisher,
        summary=corpus.protocols[PROTOCOL].protocol.summary,
    )
    write_tree(work / "source", site_files(site, templates))
    parts = sphinx.build(work / "source", None, templates, with_print=True)
    assert parts is not None
    document = PrintInput(policy, style, parts, corpus.project.publisher, URL)
    return policy, print_html(document, templates)


def make(root: Path, school: str, work: Path, templates: Templates = TEMPLATES) -> Made:
    """The PDF of one school's document."""
    policy, html = print_of(root, school, work, templates)
    target = work / f"{school}.pdf"
    typeset.write_pdf(html, target, typeset.Assets(templates), attachments=[text_data(school, policy)])
    return Made(policy, html, target)
