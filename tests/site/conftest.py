"""Sites of the small project, made by the real functions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import html

from schoolprotocol.files import write_tree
from schoolprotocol.outputs.help import Help, Number
from schoolprotocol.outputs.job import Editions
from schoolprotocol.outputs.site.project import Download, SiteInput, site_files
from schoolprotocol.outputs.site.sphinx import build
from schoolprotocol.policy.model import Policy
from schoolprotocol.policy.rules import Chosen
from schoolprotocol.templating import templates_in
from tests.helpers import PROTOCOL, loaded, policy_of

HELP = Help(
    contact="de vertrouwenspersoon",
    email="info@noord.example",
    phone=Number("Basisschool Noord", "038 123 45 67"),
    numbers=(
        Number("De Kindertelefoon", "0800 0432", "https://www.kindertelefoon.example/bel"),
        Number("Vertrouwensinspecteur", "0900 111 3 111", audience=("ouder", "medewerker")),
    ),
)
TEMPLATES = templates_in(Path(__file__).parents[2] / "templates")
ROOT = Path(__file__).parents[1] / "roots/klein"
CHANGES = (
    '<div class="wijzigingen"><section aria-labelledby="wijzigingen-kort"><h2 id="wijzigingen-kort">In het kort</h2>'
    "<p>Eén {{ waarde }} &amp; {% endraw %} meer.</p></section></div>"
)
"""A fragment of a change report; it holds what a template could take for its own."""


@dataclass(frozen=True)
class Site:
    """A built site, and what it was made of."""

    policy: Policy
    source: Path
    folder: Path

    def page(self, name: str = "index") -> html.HtmlElement:
        """A page, parsed."""
        return html.document_fromstring((self.folder / f"{name}.html").read_bytes())

    def pages(self) -> Iterator[tuple[str, html.HtmlElement]]:
        """All pages by name."""
        for path in sorted(self.folder.glob("*.html")):
            yield path.stem, self.page(path.stem)


def site_input(school: str, source: Path, root: Path = ROOT) -> SiteInput:
    """What the site of a school in the small project shows."""
    corpus = loaded(root)
    policy = policy_of(root, school)
    released = policy.model_copy(
        update={"document": policy.document.model_copy(update={"version": "0.9", "status": "vastgesteld"})}
    )
    return SiteInput(
        policy=policy,
        style=corpus.schools[school].school.style,
        url=f"https://protocollen.example/{school}/",
        publisher=corpus.project.publisher,
        synonyms=corpus.project.synonyms,
        summary=corpus.protocols[PROTOCOL].protocol.summary,
        releases=(released,),
        changes_fragment=CHANGES if school == "noord" else None,
        edition="proposal" if school == "noord" else "working",
        editions=Editions(adopted=("0.9",), newest="0.9", in_force="0.9", holds=True, pages=("index", "versies")),
        downloads=(Download("PDF", f"downloads/{school}.pdf"),),
        first={"iedereen": (Chosen(("afspraken.opbergen",)), Chosen(("tips.vraag",)), Chosen(("gevolgen.aangifte",)))},
        help=HELP,
    )


def make_site(folder: Path, school: str, root: Path = ROOT) -> Site:
    """Write a school's project below `folder` and build it."""
    source = folder / "source" / school
    site = site_input(school, source, root)
    write_tree(source, dict(site_files(site, TEMPLATES)))
    built = folder / "html" / school
    built.mkdir(parents=True)
    build(source, built, TEMPLATES, with_print=False)
    return Site(site.policy, source, built)


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Site]:
    """The sites of the two schools of the small project."""
    folder = tmp_path_factory.mktemp("sites")
    return {school: make_site(folder, school) for school in ("noord", "zuid")}


@pytest.fixture(params=["noord", "zuid"])
def site(request: pytest.FixtureRequest, sites: dict[str, Site]) -> Site:
    """Each of the sites in turn."""
    return sites[request.param]
