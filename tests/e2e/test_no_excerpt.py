"""A document of which the schoolgids says nothing: every command, output and report goes without that text."""

from __future__ import annotations

from pathlib import Path

import pytest

from schoolprotocol.compare.compare import compare
from schoolprotocol.diagnostics import Kind
from schoolprotocol.outputs.report.report import renvooi_html
from schoolprotocol.policy.decided import decided_text, text_hash
from schoolprotocol.policy.model import Policy, canonical_json
from schoolprotocol.release.substance import differences
from tests.conftest import ProjectMaker, Run
from tests.faults import NOORD, PROTOCOL, noord, operation
from tests.helpers import codes, findings, policy_of, resolution_of
from tests.report.making import TEMPLATES, compared, found, words

EXCERPT = """\
excerpt:
  heading: Telefoons op school
  intro: [gids.kern]
  short: gids.kort
"""


@pytest.fixture
def without(project: ProjectMaker) -> Path:
    """A project in which `noord` says that it has no text for the schoolgids."""
    return project(files=noord("excerpt: none\n"))


def test_a_school_can_say_that_it_has_none(without: Path) -> None:
    policy = policy_of(without)
    assert policy.excerpt is None
    assert policy.excerpt_groups == ()
    assert policy_of(without, "zuid").excerpt is not None


def test_a_protocol_may_lack_one_or_say_none(project: ProjectMaker) -> None:
    for instead in ("", "excerpt: none\n"):
        root = project(replace={PROTOCOL: ((EXCERPT, instead),)})
        assert policy_of(root).excerpt is None


def test_a_school_may_give_one_where_the_protocol_has_none(project: ProjectMaker) -> None:
    root = project(replace={PROTOCOL: ((EXCERPT, "excerpt: none\n"),)}, files=noord(EXCERPT))
    assert [group.form for group in policy_of(root).excerpt_groups] == ["prose"]


@pytest.mark.parametrize("value", ["geen", "[]", "true"])
def test_no_other_word_says_so(project: ProjectMaker, value: str) -> None:
    (found, *_more) = findings(project(files=noord(f"excerpt: {value}\n")))
    assert found.place.file == NOORD
    assert found.place.line == 4


def test_a_fault_inside_an_excerpt_is_told_where_it_stands(project: ProjectMaker) -> None:
    found = findings(project(files=noord("excerpt:\n  heading: Gids\n  bodie: []\n  short: gids.kort\n")))
    assert {(one.kind, one.place.line) for one in found} == {(Kind.UNKNOWN_KEY, 6)}


def test_what_only_the_excerpt_would_have_can_be_neither_replaced_nor_omitted(project: ProjectMaker) -> None:
    files = operation("{omit: gids.kern, reason: Zo.}")
    root = project(files={NOORD: files[NOORD] + "excerpt: none\n"})
    assert codes(resolution_of(root).diagnostics) == ["SP210"]


def test_a_policy_without_one_goes_through_json(without: Path) -> None:
    policy = policy_of(without)
    assert "excerpt" not in canonical_json(policy)
    assert Policy.model_validate_json(canonical_json(policy)) == policy


def test_a_decision_is_about_another_text_when_the_excerpt_goes(without: Path, project: ProjectMaker) -> None:
    old, new = policy_of(project()), policy_of(without)
    assert text_hash(old) != text_hash(new)
    changes = compare(decided_text(old), decided_text(new))
    assert "excerpt-short" in differences(changes, old, new).substantive


def test_the_comparison_tells_that_it_went_and_that_it_came(without: Path, project: ProjectMaker) -> None:
    with_one, without_one = policy_of(project()), policy_of(without)
    gone, come = compare(with_one, without_one), compare(without_one, with_one)
    assert [(c.id, c.facets) for c in gone.changes] == [("gids.kern", ("dropped",)), ("gids.kort", ("dropped",))]
    assert [(h.id, h.facets) for h in gone.headings] == [("#excerpt", ("dropped",))]
    assert [(c.id, c.facets) for c in come.changes] == [("gids.kern", ("added",)), ("gids.kort", ("added",))]
    assert [(h.id, h.facets) for h in come.headings] == [("#excerpt", ("added",))]


def test_two_texts_without_one_do_not_differ(without: Path) -> None:
    changes = compare(policy_of(without), policy_of(without))
    assert (changes.changes, changes.headings, changes.document) == ((), (), ())


@pytest.mark.slow
def test_all_outputs_are_made_without_it(project: ProjectMaker, command: Run) -> None:
    root = project()
    code, _, err = command(root, "build", "--school", "noord")
    assert code == 0, err
    gids, site = root / "build/schoolgids", root / "build/html/noord/telefoons"
    assert (gids / "noord-telefoons.txt").is_file()
    assert list(site.glob("downloads/*schoolgids*"))
    (root / NOORD).write_text(noord("excerpt: none\n")[NOORD], "utf-8")
    code, out, err = command(root, "build", "--school", "noord")
    assert code == 0, err
    assert not list(gids.glob("noord-*"))
    assert not list(site.glob("**/*schoolgids*"))
    assert "schoolgids" not in (site / "index.html").read_text("utf-8").casefold()
    assert "has no text for the schoolgids" in out + err
    assert (root / "build/pdf/noord-telefoons.pdf").is_file()
    assert (root / "build/docx/noord-telefoons.docx").is_file()
    code, out, err = command(root, "check", "--school", "noord")
    assert code == 0, out + err


def test_the_report_tells_what_lapsed_and_what_came_(without: Path, project: ProjectMaker) -> None:
    old, new = policy_of(project()), policy_of(without)
    gone, come = compared(old, new), compared(new, old)
    for report, mark in ((gone, "del"), (come, "ins")):
        (full,) = found(renvooi_html(report, TEMPLATES), '//div[@class="volledig"]')
        marked = " ".join(words(one) for one in full.xpath(f".//{mark}"))
        for text in ("Telefoons op school", "In de les is de telefoon", "Lees het"):
            assert text in marked
