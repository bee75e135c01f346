"""A Word document that lacks one letter, mark, look, number, note, row, comment or place of a change is not written."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from lxml import etree

from schoolprotocol.compare.changeset import ChangeSet
from schoolprotocol.compare.compare import compare
from schoolprotocol.outputs.report.proof import word
from schoolprotocol.outputs.report.proof.proven import proven
from schoolprotocol.outputs.report.proof.word_read import Side, WordFile, parts_of
from schoolprotocol.outputs.report.view import ReportView
from schoolprotocol.outputs.word.changes.authors import AUTHORS
from schoolprotocol.outputs.word.changes.report import report_docx
from schoolprotocol.policy.model import Policy
from tests.conftest import ROOTS
from tests.docx.edits import EDITS
from tests.helpers import policy_of
from tests.report import rich
from tests.report.making import law, note, report_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
OTHERS = (
    "bold, and a word in it",
    "a link elsewhere",
    "lists in lists",
    "two ordered lists",
    "sentences with markup and a link move",
    "a note moves with its sentence",
    "a note becomes a list",
    "a clause moves and changes",
    "a clause goes in the middle of a column",
    "a list becomes a table",
    "a cell",
    "values that would be markup",
    "a history",
    "a do becomes a don't",
    "punctuation",
)
"""Edits with what the report in which everything happens does not have."""


@dataclass(frozen=True)
class Made:
    """A document, and what it must say."""

    parts: dict[str, Any]
    view: ReportView
    changes: ChangeSet
    old: Policy
    new: Policy

    def is_refused(self, **changed: Any) -> bool:
        parts = {**self.parts, **{name.replace("__", "/"): part for name, part in changed.items()}}
        return next(word.faults(WordFile(parts), self.view, self.changes, self.old, self.new), None) is not None


@pytest.fixture(scope="module")
def document() -> Callable[[str], Made]:
    made: dict[str, Made] = {}
    klein = policy_of(ROOTS / "klein")

    def of(name: str) -> Made:
        if name not in made:
            old, new = (rich.OLD, rich.NEW) if name == "everything" else EDITS[name](klein)
            notes = rich.NOTES if name == "everything" else (note("vraag", clauses=["tips.vraag"]),)
            changes = compare(old, new, notes, rich.LINEAGE if name == "everything" else {})
            report = report_of(changes, references={"wms-10": law("wms-10", "WMS, artikel 10")})
            parts = parts_of(report_docx(report, old, new))
            made[name] = Made(parts, proven(report), changes, old, new)
        return made[name]

    return of


# -- what can be taken away -------------------------------------------------------------------------------------------

Mutation = tuple[str, Callable[[Any], None]]
MEANINGLESS = {
    *("ind", "shd", "cantSplit", "tblPr", "tblStyle", "tblW", "tblLayout", "tblGrid", "gridCol", "tcPr", "tcW", "trPr"),
    *("keepNext", "sectPr", "pgSz", "pgMar", "rPr", "left", "body", "bookmarkEnd", "fldSimple", "annotationRef"),
}
"""How it looks, not what it says; or what only holds something else, which is taken away by itself."""
MARKS = {"ins", "del", "moveFrom", "moveTo"}


def mutations(root: Any, part: str) -> Iterator[Mutation]:
    """The part with one thing less, or another; by the path of the element."""
    tree = root.getroottree()
    used = set(root.xpath("//w:hyperlink/@w:anchor", namespaces={"w": W[1:-1]}))
    for element in root.iter():
        name, path = str(element.tag).removeprefix(W), tree.getpath(element)
        if element is root or name in MEANINGLESS or says_nothing(element, name, used):
            continue
        for what, change in changes_of(element, name, part):
            yield f"{what} {name} “{said(element)}” {path}", at(path, change)


def says_nothing(element: Any, name: str, used: set[str]) -> bool:
    """What reads the same without it: white between tables, a bookmark to which nothing leads, lines above notes."""
    around = [element, *element.iterancestors()]
    if any(one.find(f"{W}pPr/{W}pStyle[@{W}val='Tabelwit']") is not None or one.get(f"{W}type") for one in around):
        return True
    if any(one.tag == f"{W}pPrChange" and one.getparent().find(f"{W}rPr/{W}ins") is not None for one in around):
        return True  # how a paragraph looked whose end goes when that is asked
    if around[-1].tag == f"{W}comments":
        return name in {"pPr", "pStyle"} or (name == "r" and not said(element))
    if name == "rStyle":
        return bool(element.get(f"{W}val") == "CommentReference")
    return name == "bookmarkStart" and element.get(f"{W}name") not in used


def changes_of(element: Any, name: str, part: str) -> Iterator[tuple[str, Callable[[Any], None]]]:
    if name in {"t", "delText"}:
        words = element.text or ""
        yield from ((f"letter {n} of", without_letter(n)) for n, letter in enumerate(words) if not letter.isspace())
        if words.strip() and " " in words.strip():
            yield "no spaces in", lambda one: setattr(one, "text", one.text.replace(" ", ""))
        return
    yield "no", remove
    if name in MARKS or name == "hyperlink":
        yield "no mark", unwrap
    if name in MARKS and len(element):
        yield "other mark", lambda one: setattr(one, "tag", f"{W}{OTHER[name]}")
    if element.get(f"{W}author"):
        yield "other author", other_author
    if name in {"pStyle", "numId", "ilvl", "commentRangeStart", "commentRangeEnd", "footnoteReference"}:
        yield "other", other_value
    then = element.getnext() if name == "p" and part == "document" else None
    if then is not None and then.tag == f"{W}p" and said(element) != said(then):
        yield "another place of", swap


OTHER = {"ins": "moveTo", "moveTo": "ins", "del": "moveFrom", "moveFrom": "del"}


def at(path: str, change: Callable[[Any], None]) -> Callable[[Any], None]:
    def changed(root: Any) -> None:
        (element,) = root.getroottree().xpath(path, namespaces={"w": W[1:-1], "r": R[1:-1]})
        change(element)

    return changed


def said(element: Any) -> str:
    return "".join(node.text or "" for node in element.iter(f"{W}t", f"{W}delText"))[:40]


def without_letter(n: int) -> Callable[[Any], None]:
    return lambda one: setattr(one, "text", one.text[:n] + one.text[n + 1 :])


def remove(one: Any) -> None:
    one.getparent().remove(one)


def unwrap(one: Any) -> None:
    parent = one.getparent()
    for inside in list(one):
        parent.insert(parent.index(one), inside)
    parent.remove(one)


def other_author(one: Any) -> None:
    every = list(AUTHORS.values())
    author = one.get(f"{W}author")
    if one.getparent().tag == f"{W}rPr":  # between two paragraphs that changed it may be by either
        author = ""
    one.set(f"{W}author", every[(every.index(author) + 1) % len(every)] if author in every else "iemand")


def other_value(one: Any) -> None:
    name = f"{W}val" if one.get(f"{W}val") is not None else f"{W}id"
    value = one.get(name)
    one.set(name, str(int(value) + 1) if value.isdigit() else "Normal" if value != "Normal" else "Heading1")


def swap(one: Any) -> None:
    one.getnext().addnext(one)


# -- the tests --------------------------------------------------------------------------------------------------------

PARTS = ("document", "footnotes", "comments")


def survivors(made: Made, step: int, letters: int) -> tuple[int, list[str]]:
    """How many mutations were tried (each so-manieth, and each so-manieth letter), and those that were not refused."""
    found = []
    number = 0
    for part in PARTS:
        every = [*mutations(made.parts[part], part)]
        things = [one for one in every if not one[0].startswith("letter ")]
        of_words = [one for one in every if one[0].startswith("letter ")]
        for what, change in [*things[::step], *of_words[::letters]]:
            root = copy.deepcopy(made.parts[part])
            change(root)
            number += 1
            if not made.is_refused(**{part: root}):
                found.append(f"{part}: {what}")
    return number, found


def test_a_document_in_which_everything_happens_is_written(document: Callable[[str], Made]) -> None:
    assert not document("everything").is_refused()


@pytest.mark.parametrize(
    ("name", "step", "letters"),
    [
        pytest.param("everything", 151, 151, id="some of it"),
        pytest.param("a link elsewhere", 97, 97, id="links"),
        pytest.param("two ordered lists", 97, 97, id="lists"),
        pytest.param("sentences with markup and a link move", 97, 97, id="markup that moves"),
        *(
            pytest.param(
                name,
                # Four of five things are letters, and a letter is like those beside it: some of each word do.
                *((3, 29) if name == "everything" else (1, 7)),
                marks=[pytest.mark.slow, pytest.mark.stress],
                id=f"all of {name}",
            )
            for name in ("everything", *OTHERS)
        ),
    ],
)
def test_a_document_with_one_thing_less_is_refused(
    document: Callable[[str], Made], name: str, step: int, letters: int
) -> None:
    number, found = survivors(document(name), step, letters)
    assert number > 1_000 / letters
    assert found == []


@pytest.mark.parametrize(
    "name",
    [
        "a clause moves to another section",
        "a clause that is a list moves",
        "a section moves",
    ],
)
@pytest.mark.parametrize("author", ["substantive", "review", "editorial", "moved"])
def test_a_document_that_tells_a_move_as_words_that_went_and_words_that_came_is_refused(
    document: Callable[[str], Made], name: str, author: Any
) -> None:
    made = document(name)
    assert made.is_refused(document=without_moves(made, author))


@pytest.mark.xfail(
    strict=True,
    reason="whether a sentence that moved from text to text can be marked so depends on what moved around it; both "
    "versions are there whole, by the author of the change, and its comment says that it moved",
)
def test_a_document_that_tells_so_of_a_sentence_is_refused(document: Callable[[str], Made]) -> None:
    made = document("a sentence moves to another clause")
    assert made.is_refused(document=without_moves(made, "substantive"))


def without_moves(made: Made, author: Any) -> Any:
    root = copy.deepcopy(made.parts["document"])
    for one in list(root.iter()):
        kind = str(one.tag).removeprefix(W)
        if kind in {"moveFrom", "moveTo"}:
            one.tag = W + {"moveFrom": "del", "moveTo": "ins"}[kind]
            one.set(f"{W}author", AUTHORS[author])
            for text in one.iter(f"{W}t") if kind == "moveFrom" else ():
                text.tag = f"{W}delText"
        elif kind.startswith("move"):
            remove(one)
    return root


def test_a_document_that_hides_words_is_refused(document: Callable[[str], Made]) -> None:
    made = document("everything")
    root = copy.deepcopy(made.parts["document"])
    run = next(one for one in root.iter(f"{W}r") if said(one))
    properties = etree.SubElement(run, f"{W}rPr")
    run.insert(0, properties)
    etree.SubElement(properties, f"{W}vanish")
    assert made.is_refused(document=root)


@pytest.mark.parametrize(
    ("part", "path", "added"),
    [
        ("styles", "//w:style[@w:styleId='Artikel']/w:rPr", "<w:vanish/>"),
        ("styles", "//w:style[@w:styleId='Normal']/w:rPr", "<w:strike/>"),
        ("styles", "//w:style[@w:styleId='Artikel']/w:pPr", "<w:numPr><w:numId w:val='1'/></w:numPr>"),
        ("numbering", "//w:lvl", "<w:rPr><w:vanish/></w:rPr>"),
        ("numbering", "//w:lvl", "<w:lvlRestart w:val='0'/>"),
        ("settings", "/w:settings/w:footnotePr", "<w:numFmt w:val='upperRoman'/>"),
        ("settings", "/w:settings", "<w:documentProtection w:edit='readOnly'/>"),
        ("document", "//w:sectPr", "<w:footnotePr><w:numFmt w:val='lowerLetter'/></w:footnotePr>"),
        ("document", "//w:sectPr", "<w:titlePg/>"),
        ("document", "//w:body", "<w:sdt><w:sdtContent><w:p/></w:sdtContent></w:sdt>"),
        ("document", "//w:trPr", "<w:hidden/>"),
        ("document", "//w:tcPr", "<w:vMerge/>"),
        ("document", "//w:p/w:pPr[not(w:rPr)]", "<w:rPr><w:vanish/></w:rPr>"),
        ("header", "//w:p", "<w:r><w:t>Vastgesteld</w:t></w:r>"),
        ("footer", "//w:r", "<w:t>0</w:t>"),
        ("footnotes", "//w:footnote[@w:type]//w:r", "<w:t>Dit geldt niet.</w:t>"),
    ],
)
def test_a_document_with_something_that_none_of_ours_has_is_refused(
    document: Callable[[str], Made], part: str, path: str, added: str
) -> None:
    made = document("everything")
    root = copy.deepcopy(made.parts[part])
    one = root.getroottree().xpath(path, namespaces={"w": W[1:-1]})[0]
    (inside,) = etree.fromstring(f"<x xmlns:w='{W[1:-1]}'>{added}</x>")
    one.append(inside)
    assert made.is_refused(**{part: root})


@pytest.mark.parametrize(
    ("part", "path", "name", "value"),
    [
        ("document", "//w:t[starts-with(., ' ') or substring(., string-length(.)) = ' ']", "xml:space", None),
        ("document", "//w:footnoteReference", "w:customMarkFollows", "1"),
        ("numbering", "//w:startOverride", "w:val", "5"),
        ("numbering", "//w:lvlText[../w:numFmt/@w:val='bullet']", "w:val", "niet"),
        ("numbering", "//w:numFmt[@w:val='bullet']", "w:val", "none"),
        ("document", "//w:headerReference", "w:type", "first"),
        ("styles", "//w:style[@w:styleId='Artikel']/w:basedOn", "w:val", "Title"),
        ("footer", "//w:fldSimple", "w:instr", "NUMPAGES"),
        ("_rels/document.xml.rels", "//*[@Target='footnotes.xml']", "Target", "comments.xml"),
    ],
)
def test_a_document_in_which_a_value_reads_otherwise_is_refused(
    document: Callable[[str], Made], part: str, path: str, name: str, value: str | None
) -> None:
    made = document("two ordered lists" if part == "numbering" else "everything")
    root = copy.deepcopy(made.parts[part])
    one = root.getroottree().xpath(path, namespaces={"w": W[1:-1]})[0]
    prefix, _colon, local = name.rpartition(":")
    own = {"w": W, "xml": "{http://www.w3.org/XML/1998/namespace}", "": ""}[prefix] + local
    if value is None:
        del one.attrib[own]
    else:
        one.set(own, value)
    assert made.is_refused(**{part.replace("/", "__"): root})


def test_a_part_that_nobody_asked_for_is_refused(document: Callable[[str], Made]) -> None:
    made = document("everything")
    assert made.is_refused(endnotes=copy.deepcopy(made.parts["footnotes"]))


@pytest.mark.parametrize("name", ["start", "lvlText", "numFmt"])
def test_a_document_that_counts_otherwise_is_refused(document: Callable[[str], Made], name: str) -> None:
    made = document("everything")
    used = made.parts["document"].find(f".//{W}numId").get(f"{W}val")
    root = copy.deepcopy(made.parts["numbering"])
    scheme = root.find(f"{W}num[@{W}numId='{used}']/{W}abstractNumId").get(f"{W}val")
    level = root.find(f"{W}abstractNum[@{W}abstractNumId='{scheme}']/{W}lvl/{W}{name}")
    level.set(f"{W}val", {"start": "2", "lvlText": "%1)", "numFmt": "upperLetter"}[name])
    assert made.is_refused(numbering=root)


def test_a_link_that_leads_elsewhere_is_refused(document: Callable[[str], Made]) -> None:
    made = document("a link elsewhere")
    for one in made.parts["_rels/document.xml.rels"]:
        if one.get("TargetMode") == "External":
            root = copy.deepcopy(made.parts["_rels/document.xml.rels"])
            next(same for same in root if same.get("Id") == one.get("Id")).set("Target", "https://elders.example")
            parts = {**made.parts, "_rels/document.xml.rels": root}
            assert next(word.faults(WordFile(parts), made.view, made.changes, made.old, made.new), None)


@pytest.mark.parametrize("part", ["header", "footer"])
def test_every_page_says_which_text_it_is_and_that_it_does_not_hold(document: Callable[[str], Made], part: str) -> None:
    made = document("everything")
    for n, element in enumerate(made.parts[part].iter(f"{W}t")):
        if (element.text or "").strip() not in {"1", "van", "pagina"}:
            root = copy.deepcopy(made.parts[part])
            list(root.iter(f"{W}t"))[n].text = element.text[1:]
            assert made.is_refused(**{part: root})


def test_a_draft_is_stamped_on_every_page() -> None:
    report = report_of(rich.changes(), stamp="PROEFDRUK, niet om over te besluiten")
    parts = parts_of(report_docx(report, rich.OLD, rich.NEW))
    words = "".join(parts["header"].itertext())
    assert words.startswith("Wijzigingsvoorstel · kenmerk van de nieuwe tekst ")
    assert words.endswith("PROEFDRUK, niet om over te besluiten")
    assert parts["document"].find(f".//{W}titlePg") is None


def test_rejecting_gives_a_note_that_became_a_list_its_style_back() -> None:
    old, new = EDITS["a note becomes a list"](policy_of(ROOTS / "klein"))
    file = WordFile(parts_of(report_docx(report_of(compare(old, new)), old, new)))
    sides = {side: [n.style for line in file.lines(side) for note in line.notes for n in note] for side in SIDES}
    assert sides == {
        "accept": ["FootnoteText", "FootnoteText", "ListBullet", "ListBullet", "FootnoteText"],
        "reject": ["FootnoteText"] * 3,
    }


SIDES: tuple[Side, ...] = ("accept", "reject")
