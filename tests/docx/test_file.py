"""The file itself: real styles, its language and properties, and the same bytes each time."""

from __future__ import annotations

import io
import time
import zipfile
from typing import Any

import pytest
from docx import Document
from lxml import etree

from schoolprotocol.compare.compare import compare
from schoolprotocol.errors import ComparisonError
from schoolprotocol.outputs.report.input import ReportInput
from schoolprotocol.outputs.word.changes.report import report_docx
from schoolprotocol.policy.model import Policy
from tests.compare.edits import reworded
from tests.docx.edits import EDITS, linked
from tests.docx.making import Editor, report
from tests.docx.word import found, part, told


def opened(data: bytes) -> Any:
    """The document as python-docx reads it."""
    return Document(io.BytesIO(data))


def test_headings_title_and_lists_have_the_styles_that_word_knows(klein: Policy) -> None:
    document = opened(report(klein, klein))
    styles = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs if paragraph.text}
    assert styles["Protocol Telefoons"] == "Title"
    assert styles["Afspraken"] == "Heading 1"
    assert styles["foto's;"] == "List Bullet 3"
    assert {styles["Niemand maakt opnamen zonder toestemming. Dat geldt voor:"]} == {"Artikel"}
    assert {table.style.name for table in document.tables} == {"Protocoltabel"}


@pytest.mark.parametrize("name", EDITS)
def test_every_style_and_list_that_is_used_is_defined(edited: Editor, name: str) -> None:
    data = edited(name).report
    styles = set(found(data, "//w:style/@w:styleId", "styles"))
    for part_name in ("document", "footnotes", "comments", "footer", "numbering"):
        assert set(found(data, "//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val", part_name)) <= styles
    assert set(found(data, "//w:basedOn/@w:val | //w:next/@w:val", "styles")) <= styles
    assert set(found(data, "//w:numPr/w:numId/@w:val")) <= set(found(data, "//w:num/@w:numId", "numbering"))


def test_the_properties_name_title_school_and_language(klein: Policy) -> None:
    properties = opened(report(klein, klein)).core_properties
    assert (properties.title, properties.author, properties.language) == (
        "Protocol Telefoons",
        "Basisschool Noord",
        "nl-NL",
    )
    assert properties.modified.isoformat() == "2000-01-01T00:00:00+00:00"


def test_all_text_is_dutch_to_the_spelling_checker(klein: Policy) -> None:
    assert found(report(klein, klein), "//w:docDefaults//w:lang/@w:val", "styles") == ["nl-NL"]


def test_each_page_has_its_number_below(klein: Policy) -> None:
    data = report(klein, klein)
    assert found(data, "//w:fldSimple/@w:instr", "footer") == ["PAGE", "NUMPAGES"]
    assert told(part(data, "footer")).endswith("pagina 1 van 1")


def test_a_reference_leads_to_its_clause_and_a_link_to_its_address(klein: Policy) -> None:
    data = report(klein, reworded(klein, tips__vraag=linked("https://a.example/?x=1&y=2")))
    names = set(found(data, "//w:bookmarkStart/@w:name"))
    anchors = found(data, "//w:hyperlink/@w:anchor")
    assert anchors
    assert set(anchors) <= names
    addresses = {relation.target_ref for relation in opened(data).part.rels.values() if relation.is_external}
    assert {"https://a.example/?x=1&y=2", "mailto:a@b.example"} <= addresses


def test_the_bytes_are_the_same_at_any_time(klein: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    data = report(*EDITS["a clause moves and changes"](klein))
    monkeypatch.setattr(time, "time", lambda: 2e9)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(2e9))
    assert report(*EDITS["a clause moves and changes"](klein)) == data


def test_every_part_is_named_and_whole(edited: Editor) -> None:
    data = edited("what XML cannot hold").report
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        assert names[0] == "[Content_Types].xml"
        assert len(names) == len(set(names))
        for name in names:
            etree.fromstring(archive.read(name))
        types = etree.fromstring(archive.read("[Content_Types].xml"))
    named = {part_name[1:] for element in types if (part_name := element.get("PartName"))}
    assert named == {name for name in names if not name.endswith(".rels") and name != "[Content_Types].xml"}


def test_policies_of_another_change_set_are_refused(klein: Policy) -> None:
    changes = compare(klein, reworded(klein, tips__vraag="Vraag het de mentor."))
    with pytest.raises(ValueError, match="change set"):
        report_docx(ReportInput(changes, {}), klein, klein)


def test_a_change_set_that_tells_less_is_refused(klein: Policy) -> None:
    """The words would come from the policies, and the comments would keep silent about them."""
    new = reworded(klein, tips__vraag="Vraag het de mentor.")
    changes = compare(klein, new).model_copy(update={"changes": (), "kept": ()})
    with pytest.raises(ComparisonError):
        report_docx(ReportInput(changes, {}), klein, new)


def test_a_clause_of_very_many_words_is_written_in_seconds(klein: Policy) -> None:
    items = [f"- Punt {n} zegt wat er bij punt {n} hoort." for n in range(1_000)]
    old, new = (reworded(klein, tips__vraag="\n".join(own)) for own in (items, [*items[:500], *items[502:]]))
    started = time.process_time()
    data = report(old, new)
    assert time.process_time() - started < 20
    assert [words for e in found(data, "//w:del[w:r]") if (words := told(e))] == [items[500][2:], items[501][2:]]
