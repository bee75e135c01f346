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
from hypothesis import given
from hypothesis import strategies as st

from schoolprotocol.errors import BuildError
from schoolprotocol.outputs.site.pages import protocol_page
from schoolprotocol.outputs.site.preview import Previewer, _made_of
from schoolprotocol.outputs.site.project import SiteInput
from schoolprotocol.outputs.site.sphinx_ext.directives import DIRECTIVES, ClauseDirective
from schoolprotocol.policy.model import Clause, Elsewhere, Group, Note, Policy, Text
from schoolprotocol.policy.walk import keep, map_clauses
from schoolprotocol.templating import Templates
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


WORDS = ("Een.", "{{ plek }}", "Twee{clause}`x.y`", "Zie {clause}`ander:x.y`.")
LINES = ("Een", "Twee")
VARIED = ("value", "wording", "number", "label", "name", "note", "noted", "heading", "form", "title", "elsewhere")


@st.composite
def alone(draw: st.DrawFn, policy: Policy) -> Policy:
    """A document with one clause, as `Previewer.clauses` has it rendered; two of them differ in little."""
    varied = draw(st.sets(st.sampled_from(VARIED), max_size=2))

    def one(name: str, choices: tuple[Any, ...] = LINES) -> Any:
        return draw(st.sampled_from(choices)) if name in varied else choices[0]

    value = one("value")

    def text(words: str) -> Text:
        return Text(text=words.replace("{{ plek }}", value), template=words)

    note = Note(id="noot", number=one("noted", (1, 2)), wording=text(one("note", WORDS)))
    wording = text(one("wording", ("{{ plek }}", *WORDS)))
    said = {"wording": wording, "number": one("number"), "label": one("label"), "title": one("name"), "notes": (note,)}
    clause = next(policy.clauses()).model_copy(update=said)
    heading, form = text(one("heading")), one("form", ("numbered", "callout"))
    group = Group(form=form, heading=heading if form == "callout" else None, clauses=(clause,))
    section = policy.sections[0].model_copy(update={"heading": heading, "groups": (group,), "sections": ()})
    printed = next(iter(policy.values.values())).model_copy(update={"text": value})
    other = Elsewhere(target="ander:x.y", title="X", label=one("elsewhere"))
    return policy.model_copy(
        update={
            "title": one("title"),
            "sections": (section,),
            "values": {**policy.values, "plek": printed},
            "elsewhere": (other,),
            "front": (),
            "document": policy.document.model_copy(update={"history": ()}),
        }
    )


@given(st.data())
def test_documents_that_share_a_page_have_the_same_page(sites: dict[str, Site], data: st.DataObject) -> None:
    urls = {school: f"https://{school}.example/{school}/telefoons" for school in SCHOOLS}
    shared = dict[object, str]()
    for _time in range(12):
        school = data.draw(st.sampled_from(SCHOOLS))
        policy = data.draw(alone(sites[school].policy))
        page = protocol_page(policy, TEMPLATES, urls[school])
        assert shared.setdefault(_made_of(policy, "x.y"), page) == page


def test_of_two_documents_with_the_same_words_the_page_is_made_once(
    previewer: Previewer, sites: dict[str, Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    site = shown(sites["noord"], "noord")
    first = next(iter(site.policy.clauses()))
    twin = site.policy.model_copy(update={"organisation": sites["zuid"].policy.organisation})
    made: list[Policy] = []

    def counted(policy: Policy, templates: Templates, url: str) -> str:
        made.append(policy)
        return protocol_page(policy, templates, url)

    monkeypatch.setattr("schoolprotocol.outputs.site.preview.protocol_page", counted)
    for url in ("", "elders"):
        one, other = previewer.clauses([(site.policy, url), (twin, url)], first.id, lambda: site)
        assert one == other
    assert len(made) == 2
    previewer.clauses([(site.policy, url), (twin, url)], first.id, lambda: site)  # they say what they said
    assert len(made) == 2
