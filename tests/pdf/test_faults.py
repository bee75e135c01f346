"""What stops a PDF, and that the one that was there then stays."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from schoolprotocol.build.inputs import inputs
from schoolprotocol.build.planning import plan
from schoolprotocol.check.glyphs import missing_glyphs
from schoolprotocol.cli import run
from schoolprotocol.config import Folders
from schoolprotocol.errors import BuildError, SourceError
from schoolprotocol.outputs.pdf import typeset
from schoolprotocol.templating import OURS
from tests.attacks.test_budgets import chunk, png
from tests.conftest import ROOTS, ProjectMaker
from tests.helpers import PROTOCOL, codes, loaded, resolution_of
from tests.pdf.making import TEMPLATES, Made, make

CLAUSES = "policy_src/protocols/telefoons/clauses/alles.yaml"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40 + b"IEND\xaeB`\x82"
"""Begins and ends as a PNG does, and is none."""


def document(body: str) -> str:
    """A document of two pages."""
    return (
        f'<html lang="nl"><head><title>Proef</title></head><body><p>{body}</p>'
        '<p style="break-before: page">Meer.</p></body></html>'
    )


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """The place of a PDF that is there already."""
    path = tmp_path / "proef.pdf"
    path.write_bytes(b"het vorige")
    return path


def test_a_character_outside_the_fonts_is_reported_with_its_place(project: ProjectMaker) -> None:
    root = project(replace={CLAUSES: [("text: Vraag het eerst.", "text: Vraag 中 eerst, met \N{ZERO WIDTH SPACE}.")]})
    resolution = resolution_of(root)
    assert resolution.policy is not None
    home = loaded(root).schools["noord"].variants[PROTOCOL].at("document")
    found = missing_glyphs(resolution.policy, TEMPLATES, home, resolution.places)
    assert codes(found) == ["SP601", "SP601"]
    assert [diagnostic.target for diagnostic in found] == ["tips.vraag", "tips.vraag"]
    assert all(str(diagnostic.place).startswith(f"{CLAUSES}:") for diagnostic in found)
    assert "“中” (U+4E2D cjk unified ideograph-4e2d)" in found[1].message()
    assert "U+200B zero width space" in found[0].message()


def test_a_character_in_a_fact_of_the_school_is_reported_there(project: ProjectMaker, tmp_path: Path) -> None:
    school = "policy_src/schools/noord/school.yaml"
    root = project(replace={school: [("contact: de directie", "contact: de 中 directie")]})
    with pytest.raises(SourceError) as raised:
        folders = Folders(root, tmp_path)
        plan(loaded(root), folders, ("pdf",), inputs(folders, {})).require_sound()
    found = raised.value.diagnostics
    assert {(d.place.file, d.target) for d in found} == {(school, "school.contact")}
    assert (root / school).read_text("utf-8").splitlines()[found[0].place.line - 1].startswith("contact:")


@pytest.mark.parametrize("school", ["noord", "zuid"])
def test_the_fonts_have_every_character_of_the_small_project(school: str) -> None:
    resolution = resolution_of(ROOTS / "klein", school)
    assert resolution.policy is not None
    home = resolution.policy.document.at()
    assert missing_glyphs(resolution.policy, TEMPLATES, home, resolution.places) == []


def test_a_character_that_comes_from_elsewhere_stops_the_pdf(target: Path) -> None:
    with pytest.raises(BuildError, match=r"U\+4E2D"):
        typeset.write_pdf(document("中"), target, typeset.Assets(TEMPLATES))
    assert target.read_bytes() == b"het vorige"


def test_a_logo_that_cannot_be_read_is_reported_where_the_source_names_it(target: Path, tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    logo.write_bytes(PNG)
    place = loaded(ROOTS / "klein").schools["noord"].school.style.at("primary")
    with pytest.raises(SourceError) as caught:
        typeset.write_pdf(
            document('<img src="schoolprotocol:/logo" alt="Noord">'),
            target,
            typeset.Assets(TEMPLATES, logo, place, "noord"),
        )
    (diagnostic,) = caught.value.diagnostics
    assert (diagnostic.kind.code, diagnostic.place, diagnostic.school) == ("SP602", place, "noord")
    assert "it cannot be drawn." in diagnostic.message()  # and nothing in the words of the program that prints
    assert target.read_bytes() == b"het vorige"


def test_what_a_logo_holds_beside_its_pixels_is_not_spoken_of(target: Path, tmp_path: Path) -> None:
    camera = b"MM\0*\0\0\0\x08" + b"\xff" * 30  # which ends before it should
    logo = tmp_path / "logo.png"
    logo.write_bytes(png(3, 2, b"\0abc" * 2, more=chunk(b"eXIf", camera)))
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        typeset.write_pdf(
            document('<img src="schoolprotocol:/logo" alt="Noord">'), target, typeset.Assets(TEMPLATES, logo)
        )
    assert [str(one.message) for one in told if "PIL" in one.filename] == []


def test_a_logo_with_letters_that_our_fonts_lack_is_reported(target: Path, tmp_path: Path) -> None:
    logo = tmp_path / "logo.svg"
    logo.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text x="1" y="8">中</text></svg>', "utf-8"
    )
    with pytest.raises(SourceError, match="SP602"):
        typeset.write_pdf(
            document('<img src="schoolprotocol:/logo" alt="Noord">'), target, typeset.Assets(TEMPLATES, logo)
        )
    assert target.read_bytes() == b"het vorige"


@pytest.mark.parametrize("address", ["https://elders.example/a.png", "file:///etc/hostname", "schoolprotocol:/logo"])
def test_nothing_is_fetched_that_is_not_a_file_of_the_document(target: Path, address: str) -> None:
    with pytest.raises(BuildError, match="not a file of this document"):
        typeset.write_pdf(document(f'<img src="{address}" alt="Elders">'), target, typeset.Assets(TEMPLATES))
    assert target.read_bytes() == b"het vorige"


def test_a_style_that_is_not_understood_stops_the_pdf(target: Path) -> None:
    with pytest.raises(BuildError, match="colr"):
        typeset.write_pdf(document('<span style="colr: red">a</span>'), target, typeset.Assets(TEMPLATES))
    assert target.read_bytes() == b"het vorige"


def test_a_document_of_one_page_is_a_fault(target: Path) -> None:
    page = '<html lang="nl"><head><title>Proef</title></head><body><p>Kort.</p></body></html>'
    with pytest.raises(BuildError, match="one page"):
        typeset.write_pdf(page, target, typeset.Assets(TEMPLATES))
    assert target.read_bytes() == b"het vorige"


AGAIN = """
import sys
from pathlib import Path
from schoolprotocol.templating import templates_in
from tests.pdf.making import make
root, work, templates = map(Path, sys.argv[1:])
make(root, "noord", work, templates_in(work, ours=templates))
"""


@pytest.mark.stress
def test_the_same_source_gives_the_same_bytes_in_another_process_and_another_folder(
    concept: Made, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "een andere map"
    shutil.copytree(ROOTS / "klein", elsewhere / "project")
    shutil.copytree(OURS, elsewhere / "sjablonen")
    subprocess.run(
        [sys.executable, "-c", AGAIN, elsewhere / "project", elsewhere / "werk", elsewhere / "sjablonen"],
        check=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONHASHSEED": "4242", "TZ": "Asia/Tokyo", "LC_ALL": "C", "HOME": str(elsewhere)},
    )
    assert (elsewhere / "werk" / "noord.pdf").read_bytes() == concept.file.read_bytes()


def test_the_same_source_gives_the_same_bytes_after_other_documents(
    concept: Made, adopted: Made, tmp_path: Path
) -> None:
    again = make(ROOTS / "klein", "noord", tmp_path)
    assert again.file.read_bytes() == concept.file.read_bytes()
    assert adopted.file.read_bytes() != concept.file.read_bytes()


@pytest.mark.stress
@pytest.mark.slow
def test_a_font_of_the_machine_with_the_name_of_ours_changes_nothing(project: ProjectMaker, tmp_path: Path) -> None:
    root, there = project(), tmp_path / "there"
    arguments = ("build", "pdf", "--school", "noord")
    assert run(["--root", str(root), *arguments]) == 0
    subprocess.run(
        [sys.executable, "-m", "schoolprotocol", "--root", str(root), "--output", str(there), *arguments],
        env=os.environ | {"FONTCONFIG_FILE": str(machine_with_a_false_font(tmp_path / "machine"))},
        check=True,
        capture_output=True,
    )
    name = "pdf/noord-telefoons.pdf"
    assert (there / name).read_bytes() == (root / "build" / name).read_bytes()


def machine_with_a_false_font(folder: Path) -> Path:
    """The settings of a machine whose only font is twice as wide as ours and has its name."""
    folder.mkdir()
    with TTFont(TEMPLATES.find("fonts/ProtocolSans-It.ttf")) as font:
        for record in font["name"].names:
            if record.nameID in {1, 4, 16}:
                record.string = typeset.FAMILY
        widths = font["hmtx"].metrics
        widths.update({glyph: (2 * width, side) for glyph, (width, side) in widths.items()})
        font.save(folder / "false.ttf")
    settings = folder / "fonts.conf"
    settings.write_text(f"<fontconfig><dir>{folder}</dir><cachedir>{folder}/cache</cachedir></fontconfig>", "utf-8")
    return settings
