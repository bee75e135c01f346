"""What a screen reader finds in the PDF: the structure tree, whatever the pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from schoolprotocol.outputs.pdf import typeset
from schoolprotocol.outputs.pdf.layout import external_link, internal_link, numbering_of
from tests.pdf.making import TEMPLATES, Made, parsed

OPENING = re.compile(rb"/(\w+)\s*(?:<<\s*/MCID (\d+)\s*>>\s*BDC|BMC)")
LINES = "Hier staat een regel van een lange tekst die doorgaat. " * 12
TAGS = {"L": "ul ol", "LI": "li", "Table": "table", "TR": "tr", "TH": "th", "TD": "td", "Link": "a", "H2": "h2"}


class Tree:
    """The structure tree of a PDF."""

    def __init__(self, file: Path) -> None:
        self.pdf = pikepdf.open(file)
        self.root: Any = self.pdf.Root.StructTreeRoot

    def all(self, *tags: str) -> list[Any]:
        """The elements with these tags, in reading order; all where none is named."""
        return [one for one in self._walk(self.root.K[0]) if not tags or str(one.S)[1:] in tags]

    def counts(self) -> Counter[str]:
        """How many elements of each tag."""
        names = {"TOC": "L", "TOCI": "LI"}
        return Counter(names.get(str(one.S)[1:], str(one.S)[1:]) for one in self.all())

    def _walk(self, element: Any) -> Iterator[Any]:
        yield element
        for child in self.children(element):
            yield from self._walk(child)

    def children(self, element: Any) -> list[Any]:
        return [child for child in element.K if isinstance(child, pikepdf.Dictionary) and "/S" in child]

    def marks(self, element: Any) -> list[tuple[int, int]]:
        """(page from 0, number) of the content in an element, in reading order."""
        pages = {page.obj.objgen: number for number, page in enumerate(self.pdf.pages)}
        return [
            (pages[one.Pg.objgen], int(kid))
            for one in self._walk(element)
            for kid in one.K
            if not isinstance(kid, pikepdf.Dictionary)
        ]

    def tags_of(self, element: Any) -> list[str]:
        return [str(child.S)[1:] for child in self.children(element)]


def made_of(body: str, target: Path) -> Tree:
    """A document of our own with this text."""
    page = f'<html lang="nl"><head><title>Proef</title></head><body><p>Voor.</p><main>{body}</main></body></html>'
    typeset.write_pdf(page, target, typeset.Assets(TEMPLATES))
    return Tree(target)


@pytest.fixture(scope="session")
def long(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """A list, a list in a list and a table that all run over several pages, a row and an item among them."""
    items = "".join(f"<li>{LINES}<ul><li>{LINES}</li><li>{LINES}</li></ul></li>" for _ in range(8))
    rows = "".join(f"<tr><th scope='row'>{row}</th><td>{LINES * 3}</td><td>{LINES}</td></tr>" for row in range(8))
    head = "<thead><tr><th scope='col'>Wat</th><th scope='col'><a href='#eind'>Was</a></th><th>Wordt</th></tr></thead>"
    long_row = f"<tr><th scope='row'>8</th><td><p>{LINES * 20}</p></td><td>{LINES}</td></tr>"
    body = (
        f"<div><ul>{items}</ul></div><table style='break-inside: auto'>{head}<tbody>{rows}{long_row}</tbody></table>"
        f"<p>{LINES * 30}</p><h2 id='eind'>Eind</h2>"
    )
    return made_of(body, tmp_path_factory.mktemp("lang") / "lang.pdf")


def test_lists_tables_and_paragraphs_are_whole_however_many_pages_they_take(long: Tree) -> None:
    assert len(long.pdf.pages) > 8
    counts = long.counts()
    assert counts["Part"] == counts["Div"] == counts["Table"] == counts["THead"] == counts["TBody"] == 1
    assert (counts["L"], counts["LI"], counts["TR"], counts["TH"], counts["TD"]) == (9, 24, 10, 12, 18)
    assert counts["P"] == 3
    (table,) = long.all("Table")
    assert len({page for page, _ in long.marks(table)}) > 3


def test_every_element_knows_its_parent_and_every_piece_of_content_its_element(long: Tree) -> None:
    owners = {}
    for element in long.all():
        for child in long.children(element):
            assert child.P.objgen == element.objgen
        for kid in element.K:
            if not isinstance(kid, pikepdf.Dictionary):
                owners[element.Pg.objgen, int(kid)] = element.objgen
            elif "/Obj" in kid:
                assert long.root.ParentTree.Nums[2 * int(kid.Obj.StructParent) + 1].objgen == element.objgen
    for page in long.pdf.pages:
        parents = long.root.ParentTree.Nums[2 * int(page.StructParents) + 1]
        found = [int(number) for _, number in OPENING.findall(page.Contents.read_bytes()) if number]
        for number in found:
            assert owners.pop((page.obj.objgen, number), None) == parents[number].objgen
    assert not owners


def test_the_head_of_a_table_that_is_repeated_on_the_next_page_is_read_once(long: Tree) -> None:
    (head,) = long.all("THead")
    assert len({page for page, _ in long.marks(head)}) == 1
    links = [link for page in long.pdf.pages for link in page.get("/Annots", ())]
    assert [str(link.Contents) for link in links] == ["Naar Eind"]
    assert len(long.all("Link")) == 1


def test_running_heads_and_feet_are_artifacts_and_all_other_text_is_in_the_structure(made: Made) -> None:
    tree = Tree(made.file)
    read = set(tree.marks(tree.root.K[0]))
    for number, page in enumerate(tree.pdf.pages):
        found = OPENING.findall(page.Contents.read_bytes())
        assert {int(mark) for _, mark in found if mark} == {mark for at, mark in read if at == number}
        assert [tag for tag, mark in found if not mark].count(b"Artifact") >= (3 if number else 0)


def test_pages_are_read_from_first_to_last(long: Tree) -> None:
    lists, table = long.all("L")[0], long.all("Table")[0]
    pages = [page for page, _ in long.marks(lists)]
    assert pages == sorted(pages)
    rows = [next(page for page, _ in long.marks(row)) for row in long.all("TR")]
    assert rows == sorted(rows)
    assert long.marks(lists)[-1] < long.marks(table)[0]


def test_header_cells_say_whether_they_head_a_column_or_a_row_and_can_be_found(long: Tree) -> None:
    scopes = [str(cell.A.Scope) for cell in long.all("TH")]
    assert scopes == ["/Column"] * 3 + ["/Row"] * 9
    names = long.root.IDTree.Names
    known = {str(names[place]): names[place + 1].S for place in range(0, len(names), 2)}
    assert list(known) == sorted(known)
    wanted = {str(header) for cell in long.all("TD") for header in cell.A.Headers}
    assert wanted
    assert all(known[header] == "/TH" for header in wanted)


@pytest.mark.parametrize(
    ("html", "numbering"),
    [
        ("<ul><li>Een</li><li><em>Twee</em></li></ul>", "/Disc"),
        ("<div><ol><li>Een</li><li>Twee</li></ol></div>", "/Decimal"),
        (
            '<ol><li><span class="number">a</span> Een</li><li><span class="number">b</span> Twee</li></ol>',
            "/LowerAlpha",
        ),
        ('<ul class="dos"><li>Een</li><li>Twee</li></ul>', "/None"),
    ],
)
def test_a_list_says_how_it_is_numbered_and_each_item_has_a_label_and_a_body(
    html: str, numbering: str, tmp_path: Path
) -> None:
    tree = made_of(f'<p style="break-before: page">Lijst:</p>{html}', tmp_path / "proef.pdf")
    (element,) = tree.all("L")
    assert (element.A.O, element.A.ListNumbering) == ("/List", numbering)
    assert [tree.tags_of(item) for item in tree.all("LI")] == [["Lbl", "LBody"]] * 2


def test_emphasis_at_the_start_of_an_item_is_no_label(tmp_path: Path) -> None:
    body = '<p style="break-before: page">Lijst:</p><ul class="kaal"><li><em>Een</em> woord</li></ul>'
    tree = made_of(f"<style>.kaal > li::before {{ content: none !important }}</style>{body}", tmp_path / "proef.pdf")
    assert [tree.tags_of(item) for item in tree.all("LI")] == [["LBody"]]


def test_labels_of_any_other_kind_are_said_to_be_no_numbering() -> None:
    assert numbering_of(["1.", "2.1"]) == "Decimal"
    assert numbering_of(["1", "a"]) == "None"
    assert numbering_of([]) == "None"


def test_a_link_that_runs_over_two_lines_is_one_link(tmp_path: Path) -> None:
    link = f'<a href="https://www.school.example/regels">{"lange woorden van een link " * 9}</a>'
    tree = made_of(f'<p style="break-before: page">Lees de {link} eerst.</p>', tmp_path / "proef.pdf")
    (element,) = tree.all("Link")
    pieces = [kid for kid in element.K if isinstance(kid, pikepdf.Dictionary)]
    assert len(pieces) > 1
    assert len({str(kid.Obj.Contents) for kid in pieces}) == 1


def test_links_say_where_they_lead_and_never_a_bare_address(made: Made) -> None:
    tree = Tree(made.file)
    texts = [str(link.Contents) for page in tree.pdf.pages for link in page.get("/Annots", ())]
    assert texts
    assert not [text for text in texts if "://" in text or text.startswith("#")]
    sections = [section for section in made.policy.all_sections() if section.heading]
    headings = ["Naar Documentgegevens"]
    headings += [f"Naar {section.number} {section.heading.text}" for section in sections if section.heading]
    assert [" ".join(heading.split()) for heading in headings] == texts[: len(headings)]


def test_each_kind_of_link_has_words_of_its_own() -> None:
    assert external_link("onze regels", "https://www.school.example/a") == "onze regels: webpagina op school.example"
    assert external_link("https://school.example/a", "https://school.example/a") == "Webpagina op school.example"
    assert external_link("mail ons", "mailto:info%2Bmr@school.example") == "E-mail aan info+mr@school.example"
    assert external_link("0800 0432", "tel:08000432") == "Bel 0800 0432"
    assert internal_link("3") == "Naar noot 3"


def test_the_structure_has_each_element_of_the_document_once(made: Made) -> None:
    page, counts = parsed(made.html), Tree(made.file).counts()
    for tag, names in TAGS.items():
        assert counts[tag] == len(page.xpath("//body//*[" + " or ".join(f"self::{n}" for n in names.split()) + "]")), (
            tag
        )


def test_the_contents_is_a_table_of_contents(made: Made) -> None:
    tree = Tree(made.file)
    contents = tree.all("TOC")
    assert contents
    assert tree.all("TOCI")
    assert {tag for one in contents for tag in tree.tags_of(one)} == {"TOCI"}
    assert {tag for one in tree.all("TOCI") for tag in tree.tags_of(one)} <= {"P", "TOC", "NonStruct"}


def test_a_heading_holds_no_heading_and_a_paragraph_no_paragraph(concept: Made) -> None:
    tree = Tree(concept.file)
    for element in tree.all("P", "H1", "H2", "H3", "H4"):
        assert str(element.S)[1:] not in tree.tags_of(element)


def test_a_picture_has_its_text_and_its_place_on_the_page(tmp_path: Path) -> None:
    logo, target = tmp_path / "logo.svg", tmp_path / "proef.pdf"
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>', "utf-8")
    image = '<img src="schoolprotocol:/logo" alt="Noord" style="width: 30mm; height: 20mm">'
    page = f'<html lang="nl"><title>Proef</title><p>{image}</p><p style="break-before: page">Meer.</p></html>'
    typeset.write_pdf(page, target, typeset.Assets(TEMPLATES, logo))
    tree = Tree(target)
    (figure,) = tree.all("Figure")
    left, bottom, right, top = (float(side) for side in figure.A.BBox)
    millimetre = 72 / 25.4
    assert figure.Alt == "Noord"
    assert [left, right - left, top - bottom] == pytest.approx(
        [46 * millimetre, 30 * millimetre, 20 * millimetre], abs=0.1
    )
    assert top == pytest.approx((297 - 32) * millimetre, abs=6)
