"""The text for the schoolgids: what it takes of the document, and what is its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from schoolprotocol.compare.compare import compare
from schoolprotocol.edit.edit import Edit
from schoolprotocol.errors import EditError
from schoolprotocol.policy.decided import text_hash
from schoolprotocol.policy.model import Policy, canonical_json
from schoolprotocol.release.substance import differences
from schoolprotocol.source.tree import FolderTree
from tests.conftest import ProjectMaker
from tests.faults import CLAUSES, NOORD, PROTOCOL, noord
from tests.helpers import codes, excerpt_of, findings, loaded, policy_of, resolution_of, spoken

TIP = "  text: Vraag het eerst.\n"
KORT = (TIP, TIP + "  kort: Vraag!\n")
EXCERPT = """\
excerpt:
  heading: Gids
  intro: [gids.kern]
  body:
    - numbered: [tips.vraag, afspraken.melden]
  half:
    - tips.vraag
  short: gids.kort
"""


def project_with(project: ProjectMaker, rest: str = "", excerpt: str = EXCERPT) -> Path:
    """`noord` with this text for the schoolgids, where a tip has a short sentence."""
    return project(files=noord(excerpt + rest), replace={CLAUSES: (KORT,)})


def test_own_texts_stand_around_what_is_taken_on_the_long_and_on_the_half_page(project: ProjectMaker) -> None:
    excerpt = EXCERPT.replace("  short:", "  closing: [inleiding.doel]\n  short:")
    found = excerpt_of(policy_of(project_with(project, excerpt=excerpt)))
    assert [(g.form, [c.id for c in g.clauses]) for g in found.groups] == [
        ("prose", ["gids.kern"]),
        ("numbered", ["tips.vraag", "afspraken.melden"]),
        ("prose", ["inleiding.doel"]),
    ]
    assert [(g.form, [c.id for c in g.clauses]) for g in found.half or ()] == [
        ("prose", ["gids.kern"]),
        ("bullets", ["tips.vraag"]),
        ("prose", ["inleiding.doel"]),
    ]
    assert found.readers is None


def test_one_without_a_half_page_has_the_json_that_it_had(project: ProjectMaker) -> None:
    text = canonical_json(policy_of(project()))
    assert '"half"' not in text
    assert '"readers"' not in text


def test_one_with_a_half_page_goes_through_json(project: ProjectMaker) -> None:
    policy = policy_of(project_with(project, excerpt=EXCERPT + "  readers: [medewerker]\n"))
    assert excerpt_of(policy).readers == ("medewerker",)
    assert Policy.model_validate_json(canonical_json(policy)) == policy


def test_a_clause_without_a_short_sentence_cannot_be_on_the_half_page(project: ProjectMaker) -> None:
    root = project_with(project, excerpt=EXCERPT.replace("    - tips.vraag\n", "    - afspraken.melden\n"))
    (found,) = resolution_of(root).diagnostics
    assert (found.kind.code, found.place.file, found.place.line) == ("SP237", NOORD, 10)
    assert "`kort`" in found.remedy()


def test_nor_can_one_of_which_the_school_chose_a_text_without(project: ProjectMaker) -> None:
    opbergen = "  text: Leerlingen leggen hun telefoon {{ bewaarplek }}.\n"
    excerpt = EXCERPT.replace("    - tips.vraag\n", "    - afspraken.opbergen\n")
    root = project(files=noord(excerpt), replace={CLAUSES: ((opbergen, opbergen + "  kort: Leg hem weg.\n"),)})
    assert codes(resolution_of(root).diagnostics) == ["SP237"]  # the board chose an alternative


def test_what_is_omitted_leaves_every_list(project: ProjectMaker) -> None:
    excerpt = EXCERPT.replace("  short:", "  closing: [tips.vraag]\n  short:")
    root = project_with(project, "operations: [{omit: tips.vraag, reason: Zo.}]\n", excerpt)
    found = excerpt_of(policy_of(root))
    assert "tips.vraag" not in {clause.id for group in found.groups for clause in group.clauses}
    assert found.half is None


def test_nothing_may_be_left_of_it(project: ProjectMaker) -> None:
    excerpt = "excerpt: {heading: Gids, closing: [tips.vraag], short: gids.kort}\n"
    root = project_with(project, "operations: [{omit: tips.vraag, reason: Zo.}]\n", excerpt)
    assert codes(resolution_of(root).diagnostics) == ["SP236"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("  half: [tips.vrag]\n", "SP201"),
        ("  intro: [afspraken.oud]\n", "SP202"),
        ("  half: tips.vraag\n", "SP112"),
        ("  half: [Tips]\n", "SP112"),
        ("  readers: [buren]\n", "SP112"),
        ("  hallf: [tips.vraag]\n", "SP110"),
    ],
)
def test_a_mistake_in_it_is_told_at_its_line(project: ProjectMaker, line: str, expected: str) -> None:
    root = project(files=noord("excerpt:\n  heading: Gids\n" + line + "  closing: [gids.kern]\n  short: gids.kort\n"))
    found = findings(root)
    assert (codes(found), {one.place.line for one in found}) == ([expected], {6}), spoken(found)


def test_one_that_says_nothing_is_refused(project: ProjectMaker) -> None:
    (found,) = findings(project(files=noord("excerpt: {heading: Gids, half: [tips.vraag], short: gids.kort}\n")))
    assert found.kind.code == "SP112"
    assert "intro, body, closing" in found.message() + found.remedy()


def test_another_half_page_is_another_text_and_is_told(project: ProjectMaker) -> None:
    old = policy_of(project_with(project))
    none = policy_of(project_with(project, excerpt=EXCERPT.replace("  half:\n    - tips.vraag\n", "")))
    assert text_hash(old) != text_hash(none)
    changes = compare(old, none)
    gone = [(one.field, one.old, one.new) for one in changes.document]
    assert ("excerpt-half", "tips.vraag", None) in gone
    assert {field for field, _old, _new in gone} == {"excerpt-half"}
    assert "excerpt-half" in differences(changes, old, none).substantive


def test_edits_reach_every_list_of_it(project: ProjectMaker) -> None:
    root = project_with(project)
    Edit(FolderTree(root)).rename_clause("telefoons", "tips.vraag", "tips.eerst").save()
    text = (root / NOORD).read_text("utf-8")
    assert "  half:\n    - tips.eerst\n" in text
    assert "numbered: [tips.eerst, afspraken.melden]" in text
    Edit(FolderTree(root)).drop_clause("telefoons", "tips.eerst", "Weg.").save()
    text = (root / NOORD).read_text("utf-8")
    assert "half:" not in text
    assert "tips.eerst" not in text
    assert not findings(root), spoken(findings(root))
    with pytest.raises(EditError):
        Edit(FolderTree(root)).drop_clause("telefoons", "gids.kern", "Weg.")
    assert loaded(root).protocols["telefoons"].protocol.excerpt is not None
    assert "intro: [gids.kern]" in (root / PROTOCOL).read_text("utf-8")
