"""What people do to our Word files comes back to the text that they did it to, or is listed as not placed."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from lxml.etree import Element, SubElement

from schoolprotocol.machine import find_office
from schoolprotocol.returning.finding import find
from schoolprotocol.returning.reading import read
from tests.returning.documents import given
from tests.returning.edits import (
    ACTS,
    FILES,
    Figures,
    Paper,
    Tried,
    W,
    files,
    judge,
    run_of,
    runs,
    saved,
    text_of,
    without_bookmarks,
)


def _judged(tried: list[Tried]) -> Figures:
    figures = Figures()
    for one in tried:
        judge(one, figures)
    return figures


def test_an_edit_comes_back_to_its_text_or_is_not_placed(tmp_path: Path) -> None:
    tried = list(files(given(tmp_path), 120))
    figures = _judged(tried)
    assert figures.other == []
    assert figures.lost == []
    assert sum(figures.right.values()) > 9 * sum(figures.unplaced.values())


@pytest.mark.stress
def test_two_thousand_edits_come_back_also_after_libreoffice_saved_them(tmp_path: Path) -> None:
    if find_office() is None:
        pytest.skip("LibreOffice is not installed")
    tried = list(files(given(tmp_path), 2000, seed=2))
    saved(tried[1::3], tmp_path, "docx")
    saved(tried[2::3], tmp_path, "odt")
    figures = _judged(tried)
    assert figures.other == []
    assert figures.lost == []
    assert {edit.kind for one in tried for edit in one.edits} >= {*figures.right}
    assert {one.how for one in tried} == set(FILES)
    assert len({edit.kind for one in tried for edit in one.edits}) >= len(ACTS)


def test_a_file_in_which_nobody_did_anything_proposes_nothing(tmp_path: Path) -> None:
    for one in given(tmp_path):
        figures = Figures()
        judge(Tried(one, [], one.data, "-"), figures)
        assert figures.other == []


def test_a_comment_on_a_text_of_a_chapter_that_moved_comes_back_with_that_text(tmp_path: Path) -> None:
    one = given(tmp_path)[1]
    paper = Paper(one, random.Random(1))
    text = next(root for root in paper.body.iter(f"{W}body"))
    body = list(text)
    start, end = (body.index(paper.whole(f"heading/deel-{n}")[0]) for n in (10, 20))
    comment = SubElement(SubElement(paper.whole("clause/veel.c16")[0], f"{W}r"), f"{W}commentReference")
    comment.set(f"{W}id", "7")
    paper.comments.append(("7", "MR", "Mag dit weg?"))
    for element in reversed(body[start:end]):
        paper.whole("clause/veel.c29")[-1].addnext(element)
    found = find(read(paper.data()), one.texts, lambda author: author or None).proposals
    assert [(p.kind, p.about) for p in found if p.comments] == [("verplaatst", "clause/veel.c16")]
    assert [remark.text for p in found for remark in p.comments] == ["Mag dit weg?"]


def test_a_text_that_lost_its_mark_when_it_was_joined_is_found_though_a_word_of_it_changed(tmp_path: Path) -> None:
    one = given(tmp_path)[1]
    paper = Paper(one, random.Random(1))
    first, second = (paper.whole(f"clause/veel.c{n}")[0] for n in (18, 19))
    without_bookmarks(second)
    words = next(words for words in second.iter(f"{W}t") if "mentor" in (words.text or ""))
    words.text = words.text.replace("mentor", "vertrouwenspersoon")
    first.append(run_of(" "))
    first.extend([run for run in second if run.tag == f"{W}r"])
    second.getparent().remove(second)
    (proposal,) = find(read(paper.data()), one.texts, lambda author: author or None).proposals
    assert (proposal.kind, proposal.about) == ("tekst", "clause/veel.c19")
    assert "vertrouwenspersoon" in (proposal.text or "")


def test_a_paragraph_that_goes_takes_its_note_along_and_no_other(tmp_path: Path) -> None:
    one = given(tmp_path)[1]
    paper = Paper(one, random.Random(1))
    (paragraph,) = paper.whole("clause/veel.c16")
    paragraph.getparent().remove(paragraph)
    found = find(read(paper.data()), one.texts, lambda author: author or None).proposals
    assert [(one.kind, one.about) for one in found] == [("vervalt", "clause/veel.c16"), ("vervalt", "note/veel.c16/n")]


def _struck(run: Any) -> None:
    look = run.find(f"{W}rPr")
    if look is None:
        look = Element(f"{W}rPr")
        run.insert(0, look)
    SubElement(look, f"{W}strike")


def test_words_that_somebody_struck_out_by_hand_are_words_that_go(tmp_path: Path) -> None:
    one = given(tmp_path)[1]
    paper = Paper(one, random.Random(1))
    for run in runs(paper.whole("clause/veel.c18")[0]):
        _struck(run)
    last = runs(paper.whole("clause/veel.c40")[0])[-1]
    added = run_of(" en in de aula.")
    last.addnext(added)
    _struck(last)
    found = {p.about: p for p in find(read(paper.data()), one.texts, lambda author: author or None).proposals}
    assert found["clause/veel.c18"].kind == "vervalt"
    assert found["clause/veel.c40"].kind == "tekst"
    assert (found["clause/veel.c40"].text or "").endswith("en in de aula.")
    assert text_of(last).strip() not in (found["clause/veel.c40"].text or "")
    assert len(found) == 2


def test_signs_that_nobody_sees_are_no_change(tmp_path: Path) -> None:
    one = given(tmp_path)[1]
    paper = Paper(one, random.Random(1))
    for words in paper.body.iter(f"{W}t"):
        words.text = (words.text or "").replace("telefoon", "tele\u00adfoon").replace(" ", " \u200b")
    assert find(read(paper.data()), one.texts, lambda author: author or None).proposals == ()


def test_a_field_that_never_ends_hides_nothing_behind_it(tmp_path: Path) -> None:
    one = given(tmp_path)[1]
    paper = Paper(one, random.Random(1))
    first = paper.whole("clause/veel.c18")[0]
    run = SubElement(first, f"{W}r")
    SubElement(run, f"{W}fldChar").set(f"{W}fldCharType", "begin")
    assert find(read(paper.data()), one.texts, lambda author: author or None).proposals == ()
