"""What a build would stumble over is a finding of the check, with its place; what is close by is left alone."""

from __future__ import annotations

import re
import shutil
import struct
import zlib
from datetime import date
from pathlib import Path

import pytest

from schoolprotocol.check.printable import is_reserved
from schoolprotocol.config import Folders
from schoolprotocol.diagnostics import Diagnostic, Kind
from schoolprotocol.documents.checking import check_working
from tests.check.cases import SCHOOL, below, document, front, tip
from tests.conftest import ProjectMaker
from tests.faults import CLAUSES, HEAD, NOORD, PROTOCOL
from tests.helpers import codes, load, loaded, spoken

TODAY = date(2026, 11, 20)
NOTE = "policy_src/protocols/telefoons/changes/kluis.yaml"
LOGO = "policy_src/schools/noord/logo"
WORD = "Vertrouwenspersonenoverlegorganisatie"


def found(root: Path, kind: Kind) -> list[Diagnostic]:
    """The findings of one kind."""
    return [one for one in check_working(loaded(root), TODAY) if one.kind is kind]


@pytest.mark.parametrize(
    "id_", ["inhoud", "colofon", "noten", "documentgegevens", "noot-1", "noot-12-terug", "wijzigingen", "wijziging-3"]
)
def test_a_section_cannot_have_an_id_that_every_page_has(id_: str, project: ProjectMaker) -> None:
    root = project(replace={PROTOCOL: [("- id: tips\n", f"- id: {id_}\n")]})
    places = {(one.place.file, one.place.line) for one in found(root, Kind.RESERVED_ID)}
    (line,) = [n for n, text in enumerate((root / PROTOCOL).read_text("utf-8").split("\n"), 1) if f"id: {id_}" in text]
    assert {file for file, _ in places} == {PROTOCOL}
    assert all(abs(at - line) <= 1 for _, at in places)


@pytest.mark.parametrize("id_", ["inhoudelijk", "noot-een", "wijzigen", "search", "titel", "leerlingen", "versies"])
def test_a_section_can_have_an_id_that_no_page_has(id_: str, project: ProjectMaker) -> None:
    assert found(project(replace={PROTOCOL: [("- id: tips\n", f"- id: {id_}\n")]}), Kind.RESERVED_ID) == []


def test_every_id_that_templates_write_themselves_is_reserved() -> None:
    templates = Folders(Path("/"), Path("/")).templates
    files = {name: path for folder in ("print", "report") for name, path in templates.below(folder, ".j2").items()}
    inside = [path for name, path in files.items() if name.startswith(("print/", "report/fragment", "report/macros"))]
    ids = {id_ for file in inside for id_ in re.findall(r'\bid="([a-z][a-z0-9-]*)"', file.read_text("utf-8"))}
    assert {"inhoud", "colofon", "wijzigingen-kort"} <= ids
    assert [id_ for id_ in sorted(ids) if not is_reserved(id_)] == []


@pytest.mark.parametrize(
    ("rows", "columns", "says"),
    [
        (["[Versie, x]", "[Status]"], "", "Row 2 of “Beheer” has 1 cells, and the table has 2"),
        (["[Versie, x]"], "[A, B, C]", "Row 1 of “Beheer” has 2 cells, and the table has 3"),
        (["[]"], "", "Row 1 of “Beheer” has 0 cells"),
        (["[Versie]"], "", "Row 1 of “Beheer” has 1 cells, and the table has 2"),
    ],
)
def test_every_row_fills_its_table(rows: list[str], columns: str, says: str, project: ProjectMaker) -> None:
    (one,) = found(front(*rows, columns=columns).made(project), Kind.UNEVEN_ROWS)
    assert one.place.file == NOORD
    assert says in one.message()


def test_rows_that_fill_their_table_are_left_alone(project: ProjectMaker) -> None:
    assert found(front("[Versie, '']", "[Status, x]", columns="[A, B]").made(project), Kind.UNEVEN_ROWS) == []


def test_a_word_wider_than_the_cover_is_found(project: ProjectMaker) -> None:
    made = [document(f'version: "1.1", status: concept, title: {title}') for title in (WORD, "Vertrouwenspersonen")]
    assert [len(found(one.made(project), Kind.WORD_OFF_COVER)) for one in made] == [1, 0]


def test_a_title_with_more_lines_than_the_cover_has_is_found(project: ProjectMaker) -> None:
    long = "Protocol over alles wat wij met elkaar afspreken"
    made = [document(f'version: "1.1", status: concept, title: {" ".join([long] * n)}') for n in (6, 2)]
    assert [len(found(one.made(project), Kind.TEXT_OFF_COVER)) for one in made] == [1, 0]


def test_the_name_of_the_school_stands_on_the_cover_too(project: ProjectMaker) -> None:
    root = project(replace={SCHOOL: [("name: Basisschool Noord\nshort", f"name: {WORD * 3}\nshort")]})
    (one,) = found(root, Kind.WORD_OFF_COVER)
    assert (one.place.file, one.place.line) == (SCHOOL, 2)


@pytest.mark.parametrize(
    ("school", "protocol", "count"),
    [("noord-x", "telefoons", 1), ("noord", "telefoons-kort", 1), ("noord", "telefoons-thuis", 0)],
)
def test_two_documents_cannot_have_files_of_one_name(
    school: str, protocol: str, count: int, project: ProjectMaker
) -> None:
    root = project()
    folder = root / "policy_src"
    for name in {protocol, "x-telefoons"} - {"telefoons"}:
        shutil.copytree(folder / "protocols/telefoons", folder / "protocols" / name)
    if school != "noord":
        shutil.copytree(folder / "schools/noord", folder / "schools" / school)
        (folder / "schools" / school / "telefoons.yaml").write_text(HEAD.replace("stichting", "base"), "utf-8")
    ours = protocol if protocol != "telefoons" else "x-telefoons"
    variant = HEAD.replace("protocol: telefoons", f"protocol: {ours}").replace("stichting", "base")
    (folder / "schools/noord" / f"{ours}.yaml").write_text(variant, "utf-8")
    assert len(found(root, Kind.SAME_NAME)) == count


PRINTED = {
    "a title": document('version: "1.1", status: concept, title: Protocol \u4e2d'),
    "a decision": below("decisions: [{body: \u4e2d, kind: advies, version: '1.1'}]\n"),
    "a reason": below("operations: [{omit: tips.vraag, reason: Zo \u4e2d.}]\n"),
    "a clause": tip("Vraag \u4e2d."),
}


@pytest.mark.parametrize("name", PRINTED)
def test_a_character_that_no_font_has_is_found_where_it_is_printed(name: str, project: ProjectMaker) -> None:
    told = found(PRINTED[name].made(project), Kind.GLYPH_MISSING)
    assert len(told) == 1
    assert "U+4E2D" in told[0].message()
    assert told[0].place.file in {NOORD, CLAUSES}


def test_a_character_in_a_change_note_or_the_name_of_the_publisher_is_found_too(project: ProjectMaker) -> None:
    note = "id: kluis\nsummary: K\nsince: '1.0'\nmotive: Om \u4e2d.\nconsequences: G.\nmeasures: G.\n"
    publisher = "policy_src/project.yaml"
    root = project(files={NOTE: note}, replace={publisher: [("Uitgeverij Voorbeeld", "Uitgeverij \u4e2d")]})
    assert {one.place.file for one in found(root, Kind.GLYPH_MISSING)} == {NOTE, publisher}


def with_logo(name: str, content: bytes, project: ProjectMaker) -> Path:
    """The project with this logo."""
    return project(files={f"{LOGO}.{name}": content}, replace={SCHOOL: [("style: {", f"style: {{logo: logo.{name}, ")]})


def test_letters_in_a_logo_that_the_fonts_lack_are_found(project: ProjectMaker) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text x="1" y="8">%s</text></svg>'
    told = [
        found(with_logo("svg", (svg % text).encode(), project), Kind.LOGO_LETTERS) for text in ("\u4e2d", "De Boeg")
    ]
    assert [len(one) for one in told] == [1, 0]
    assert told[0][0].place.file == SCHOOL


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"%s</svg>'


@pytest.mark.parametrize(
    ("drawing", "is_told"),
    [
        (SVG % '><path d="M0 0h9v9z" fill="#fff"/>', True),
        (SVG % ' fill="white"><g style="stroke: #fefefe"><circle r="4"/></g><title>Naam</title>', True),
        (SVG % '><line x2="9" stroke="rgb(255, 255, 255)"/>', True),
        (SVG % '><path d="M0 0h9v9z"/>', False),  # black, as what says nothing is
        (SVG % ' fill="#fff"><rect width="9" height="9" fill="#1b4f8f"/><path d="M0 0h9"/>', False),
        (SVG % ' fill="#fff"><path d="M0 0h9" stroke="#1b4f8f"/>', False),
        (SVG % ' fill="#ffff00"><path d="M0 0h9"/>', False),  # pale, and yet to be seen
        (SVG % '><path d="M0 0h9" fill="url(#a)"/>', False),
        (SVG % "><title>Leeg</title>", False),
    ],
)
def test_a_white_logo_is_told_for_nobody_would_see_it(drawing: str, is_told: bool, project: ProjectMaker) -> None:
    told = found(with_logo("svg", drawing.encode(), project), Kind.LOGO_UNSEEN)
    assert len(told) == is_told
    assert all(one.place.file == SCHOOL for one in told)


@pytest.mark.parametrize(("pixel", "is_told"), [(b"\xff", True), (b"\xf8", True), (b"\x30", False)])
def test_so_is_a_white_picture(pixel: bytes, is_told: bool, project: ProjectMaker) -> None:
    picture = png(zlib.compress(b"\0" + pixel))
    assert len(found(with_logo("png", picture, project), Kind.LOGO_UNSEEN)) == is_told


def png(pixels: bytes) -> bytes:
    """A PNG of one white pixel, with these bytes as its pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.mark.parametrize("broken", [png(b"geen zlib"), png(zlib.compress(b"\0\xff"))[:-30] + png(b"")[-12:]])
def test_a_png_that_was_cut_off_or_damaged_is_found_when_it_is_read(broken: bytes, project: ProjectMaker) -> None:
    assert codes(load(with_logo("png", broken, project))[1]) == [Kind.ASSET.code]


def test_a_whole_png_is_left_alone(project: ProjectMaker) -> None:
    assert spoken(load(with_logo("png", png(zlib.compress(b"\0\xff")), project))[1]) == []
