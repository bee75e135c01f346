"""Whatever clauses concern somebody: the page for them has no heading, list or table without a text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from docutils import nodes as docutils_nodes
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from sphinx.util.docutils import docutils_namespace, patch_docutils

from schoolprotocol.files import write_tree
from schoolprotocol.outputs.site import sphinx
from schoolprotocol.outputs.site.project import site_files
from schoolprotocol.outputs.site.sphinx_ext.site_builder import SiteBuilder
from schoolprotocol.policy.model import Clause, Column, Group, Note, Policy, Section
from tests.compare.edits import made, text
from tests.helpers import policy_of
from tests.site.conftest import ROOT, TEMPLATES, site_input
from tests.site.test_page import text_of

_N = count()


def _clause(words: str = "Een tekst.", **more: Any) -> Clause:
    n = next(_N)
    return made(f"t.c{n}", words, title=f"Titel {n}", **more)


def _odd() -> Policy:
    """Sections in sections, some without a text of their own, in every form; notes that a clause shares a list with."""

    def section(
        id_: str, *groups: Group, heading: bool = True, below: tuple[Section, ...] = (), **more: Any
    ) -> Section:
        made_of = {"id": id_, "number": "", "kind": "plain", "groups": groups, "sections": below, **more}
        return Section.model_validate({**made_of, "heading": text(f"Kop {id_}") if heading else None})

    def columns(*sizes: int) -> Group:
        made_of = [Column(heading=text(f"Kolom {n}"), clauses=tuple(_clause() for _ in range(n))) for n in sizes]
        return Group(form="columns", columns=tuple(made_of))

    def group(form: str, size: int, heading: str | None = None) -> Group:
        clauses = tuple(_clause() for _ in range(size))
        return Group.model_validate({"form": form, "heading": text(heading) if heading else None, "clauses": clauses})

    note = Note(id="bron", number=1, wording=text("Waar het staat."))
    noted = _clause("Een tekst[^bron].", notes=(note,))
    return policy_of(ROOT, "zuid").model_copy(
        update={
            "sections": (
                section(
                    "a",
                    group("prose", 1),
                    columns(1, 2),
                    below=(section("a-een", below=(section("a-diep", group("numbered", 2)),)),),
                ),
                section(
                    "b", below=(section("b-een", group("callout", 1, "In een kader")), section("b-twee", columns(2, 1)))
                ),
                section("c", group("dos", 2), group("donts", 2), framed=True),
                section("d", Group(form="bullets", clauses=(noted, _clause()))),
                section("slot", group("prose", 1), heading=False),
            )
        }
    )


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SiteBuilder]:
    """A builder that has read the odd text."""
    folder = tmp_path_factory.mktemp("odd")
    site = replace(site_input("zuid", folder), policy=_odd(), first={})
    write_tree(folder / "source", dict(site_files(site, TEMPLATES)))
    with patch_docutils(), docutils_namespace(), sphinx.surroundings():
        app = sphinx.application(folder / "source", folder / "html", folder / "doctrees", io.StringIO())
        app.build(force_all=True)
        assert isinstance(app.builder, SiteBuilder)
        yield app.builder


@given(seed=st.data())
def test_whatever_clauses_are_for_somebody_no_heading_stays_without_a_text(
    reader: SiteBuilder, seed: st.DataObject
) -> None:
    every = [node["ids"][0] for node in reader.whole.findall(docutils_nodes.Element) if node.tagname == "clause"]
    assert len(every) > 15
    kept = seed.draw(st.sets(st.sampled_from(every), max_size=6))
    page = html.fragment_fromstring(reader._body_for(kept), create_parent="main")
    assert {clause.get("id") for clause in page.find_class("clause")} == kept
    for heading in page.xpath(".//h2 | .//h3 | .//h4 | .//h5 | .//h6"):
        assert heading.getparent().xpath(".//*[@class='clause-text' or @class='note-text']"), text_of(heading)
    for holder in page.xpath(".//ul | .//ol | .//table | .//section | .//div[not(ancestor::li)]"):
        assert text_of(holder), html.tostring(holder)
    assert bool(page.xpath(".//ol[@class='notes']")) == bool(page.find_class("note-call"))
