"""What is drawn of an SVG logo, for programs that show no SVG."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from schoolprotocol.config import Folders
from schoolprotocol.errors import SourceError
from schoolprotocol.outputs.pdf.logo import drawn
from schoolprotocol.outputs.pdf.typeset import Assets
from tests.conftest import ROOTS

TEMPLATES = Folders(ROOTS / "klein", Path("build")).templates
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}">{shapes}</svg>'


def assets(folder: Path, size: str, shapes: str) -> Assets:
    """The files of a document with this logo."""
    logo = folder / "logo.svg"
    logo.write_text(SVG.format(size=size, shapes=shapes), encoding="utf-8")
    return Assets(TEMPLATES, logo)


@pytest.mark.parametrize(("size", "expected"), [("30 10", (720, 240)), ("10 30", (240, 720)), ("8 8", (720, 720))])
def test_a_drawn_logo_has_the_proportions_of_the_logo(size: str, expected: tuple[int, int], tmp_path: Path) -> None:
    data = drawn(assets(tmp_path, size, '<rect width="2" height="2" fill="#f00"/>'))
    image = Image.open(io.BytesIO(data)).convert("RGB")
    assert image.size == expected
    assert image.getpixel((1, 1)) == (255, 0, 0)
    assert image.getpixel((expected[0] - 1, expected[1] - 1)) == (255, 255, 255)


def test_a_logo_in_letters_that_we_do_not_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as raised:
        drawn(assets(tmp_path, "40 10", '<text y="9">\u4e2d</text>'))
    assert [found.kind.code for found in raised.value.diagnostics] == ["SP602"]


@pytest.mark.parametrize("shapes", ['<circle cx="4" cy="4" r="4"/>', '<text y="9" font-size="4">Noord</text>'])
def test_a_logo_is_drawn_small_and_the_same_each_time(shapes: str, tmp_path: Path) -> None:
    logo = assets(tmp_path, "40 10", shapes)
    data = drawn(logo)
    assert len(data) <= 40_000
    assert drawn(logo) == data
