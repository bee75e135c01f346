"""A text that is not saved yet looks in a preview as it will on the site."""

from __future__ import annotations

import gc
import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from docutils import nodes as docutils_nodes
from docutils.parsers.rst import directives, roles

from schoolprotocol.errors import BuildError
from schoolprotocol.outputs.site.preview import Previewer
from schoolprotocol.outputs.site.project import SiteInput
from schoolprotocol.outputs.site.sphinx_ext.directives import DIRECTIVES, ClauseDirective
from schoolprotocol.policy.model import Clause, Text
from schoolprotocol.policy.walk import keep, map_clauses
from tests.site.conftest import TEMPLATES, Site, make_site, site_input

SCHOOLS = ("noord", "zuid")


@pytest.fixture(scope="module")
def previewer() -> Iterator[Previewer]:
    made = Previewer(TEMPLATES)
    yield made
    made.close()


def shown(site: Site, school: str) -> SiteInput:
    return site_input(school, site.source)


def clause_of(previewer: Previewer, *sites: SiteInput, id_: str) -> list[str]:
    """One clause as each of these sites has it."""
    return previewer.clauses([(site.policy, site.url) for site in sites], id_, lambda: sites[0])


def reworded(site: SiteInput, id_: str, text: str) -> SiteInput:
    """The same with another wording of one clause."""

    def change(clause: Clause) -> Clause:
        wording = Text(text=text, template=text)
        return clause.model_copy(update={"wording": wording}) if clause.id == id_ else clause

    return replace(site, policy=map_clauses(site.policy, change))


def test_a_page_is_the_page_of_the_site_to_the_byte(previewer: Previewer, sites: dict[str, Site]) -> None:
    for school in (*SCHOOLS, *SCHOOLS):  # one after the other: nothing of the one is left in the next
        site = sites[school]
        page = previewer.page(shown(site, school))
        assert without_checksums(page) == without_checksums((site.folder / "index.html").read_text("utf-8"))


def without_checksums(page: str) -> str:
    """Sphinx puts a checksum behind the address of a static file, and a preview has no such files."""
    return re.sub(r"\?v=[0-9a-f]+", "", page)


def test_every_clause_is_as_it_stands_on_the_page(previewer: Previewer, sites: dict[str, Site]) -> None:
    for school, site in sites.items():
        page = (site.folder / "index.html").read_text("utf-8")
        for clause in site.policy.clauses():
            assert clause_of(previewer, shown(site, school), id_=clause.id)[0] in page


def test_a_clause_can_be_the_first_thing_that_is_asked(sites: dict[str, Site]) -> None:
    site, fresh = sites["noord"], Previewer(TEMPLATES)
    clause = next(iter(site.policy.clauses()))
    assert clause_of(fresh, shown(site, "noord"), id_=clause.id)[0] in (site.folder / "index.html").read_text("utf-8")
    fresh.close()


def test_a_changed_text_is_shown_with_its_references_and_emphasis(previewer: Previewer, sites: dict[str, Site]) -> None:
    site = shown(sites["noord"], "noord")
    first, *_, last = site.policy.clauses()
    text = f"Nieuw en *anders*; zie {{clause}}`{last.id}`."
    (html,) = clause_of(previewer, reworded(site, first.id, text), id_=first.id)
    assert "<em>anders</em>" in html
    assert f'href="#{last.id}"' in html
    assert last.label in html
    assert html in previewer.page(reworded(site, first.id, text))


def test_a_clause_that_the_document_does_not_have_is_refused(previewer: Previewer, sites: dict[str, Site]) -> None:
    with pytest.raises(KeyError):
        clause_of(previewer, shown(sites["noord"], "noord"), id_="niet.hier")


def test_what_sphinx_warns_of_is_an_error_and_the_next_preview_is_right(
    previewer: Previewer, sites: dict[str, Site]
) -> None:
    site = shown(sites["noord"], "noord")
    first = next(iter(site.policy.clauses()))
    with pytest.raises(BuildError, match=r"niet\.hier"):
        clause_of(previewer, reworded(site, first.id, "Zie {clause}`niet.hier`."), id_=first.id)
    test_a_page_is_the_page_of_the_site_to_the_byte(previewer, sites)


def count(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is read from here on: the directives by name, a clause by its id."""
    read: list[str] = []
    containers: list[Any] = [one for one in (ClauseDirective, *DIRECTIVES.values()) if hasattr(one, "_read")]
    for directive in containers:

        def counted(self: Any, before: Callable[[Any], list[docutils_nodes.Node]] = directive._read) -> Any:
            read.append(self.arguments[0] if isinstance(self, ClauseDirective) else self.name)
            return before(self)

        monkeypatch.setattr(directive, "_read", counted)
    return read


def test_of_a_page_only_the_clause_that_changed_is_read_anew_and_what_stands_around_it(
    previewer: Previewer, sites: dict[str, Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    site = shown(sites["noord"], "noord")
    first = next(iter(site.policy.clauses()))
    previewer.page(site)
    read = count(monkeypatch)
    previewer.page(site)
    assert read == []
    changed = reworded(site, first.id, "Iets nieuws.")
    page = previewer.page(changed)
    assert sorted(read) == sorted(["clauses", first.id])
    fresh = Previewer(TEMPLATES)
    assert page == fresh.page(changed)
    fresh.close()


def test_what_stands_lower_on_a_page_than_it_did_is_told_with_its_own_line(
    previewer: Previewer, sites: dict[str, Site]
) -> None:
    site = shown(sites["noord"], "noord")
    first, second, *_, last = site.policy.clauses()
    site = reworded(site, last.id, f"Zie {{clause}}`{second.id}`.")
    previewer.page(site)  # all is well with the last clause, and it is kept
    lower = reworded(site, first.id, "Een.\n\nTwee.\n\nDrie.")
    without = keep(lower.policy.sections, lambda clause: clause.id != second.id)
    broken = replace(lower, policy=lower.policy.model_copy(update={"sections": without}))
    told, fresh = list[str](), Previewer(TEMPLATES)
    for one in (previewer, fresh):
        with pytest.raises(BuildError) as raised:
            one.page(broken)
        told += re.findall(r"index\.md:\d+: .*", str(raised.value))
    fresh.close()
    assert len(told) == 2
    assert told[0] == told[1]


def test_the_pages_that_were_shown_before_do_not_stay(previewer: Previewer, sites: dict[str, Site]) -> None:
    site = shown(sites["noord"], "noord")
    first = next(iter(site.policy.clauses()))
    numbers = set()
    for number in range(4):
        previewer.page(reworded(site, first.id, f"Versie {number}."))
        gc.collect()
        numbers.add(sum(isinstance(one, docutils_nodes.document) for one in gc.get_objects()))
    assert len(numbers) == 1


def test_a_clause_of_several_schools_is_read_in_one_go_and_is_that_of_each(
    previewer: Previewer, sites: dict[str, Site]
) -> None:
    both = [shown(sites[school], school) for school in SCHOOLS]
    labels, others = (site.policy.labels() for site in both)
    shared = next(id_ for id_, label in labels.items() if others.get(id_, label) != label)
    text = f"Zie {{clause}}`{shared}`."
    changed = [reworded(site, shared, text) for site in both]
    together = clause_of(previewer, *changed, id_=shared)
    assert together == [clause_of(previewer, site, id_=shared)[0] for site in changed]
    for site, html in zip(both, together, strict=True):
        assert site.policy.labels()[shared] in html
    assert clause_of(previewer, id_=shared) == []


def test_nothing_of_it_stays_in_the_process(previewer: Previewer, sites: dict[str, Site]) -> None:
    before = process_state()
    previewer.page(shown(sites["zuid"], "zuid"))
    assert process_state() == before


def process_state() -> tuple[object, ...]:
    return (
        sorted(directives._directives),  # type: ignore[attr-defined]
        sorted(roles._roles),  # type: ignore[attr-defined]
        hasattr(docutils_nodes.GenericNodeVisitor, "visit_clause"),
        logging.root.manager.disable,
        list(logging.getLogger("sphinx").handlers),
        logging.getLogger("sphinx").level,
        logging.getLogger("sphinx").propagate,
    )


def test_a_build_beside_it_is_not_disturbed(
    previewer: Previewer, sites: dict[str, Site], tmp_path_factory: pytest.TempPathFactory
) -> None:
    previewer.page(shown(sites["noord"], "noord"))
    again = make_site(tmp_path_factory.mktemp("beside"), "noord")
    assert (again.folder / "index.html").read_bytes() == (sites["noord"].folder / "index.html").read_bytes()
    test_a_page_is_the_page_of_the_site_to_the_byte(previewer, sites)
