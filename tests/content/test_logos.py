"""What is drawn of the schools' own logos, for programs that show no SVG."""

from __future__ import annotations

from pathlib import Path

import pytest

from schoolprotocol.config import Folders
from schoolprotocol.outputs.pdf.logo import drawn
from schoolprotocol.outputs.pdf.typeset import Assets
from tests.repository import ROOT

TEMPLATES = Folders(ROOT, ROOT / "build").templates


@pytest.mark.parametrize(
    "logo", sorted((ROOT / "policy_src/schools").glob("*/logo.svg")), ids=lambda path: path.parent.name
)
def test_the_logo_of_every_school_is_drawn_small_and_the_same_each_time(logo: Path) -> None:
    data = drawn(Assets(TEMPLATES, logo))
    assert len(data) <= 40_000
    assert drawn(Assets(TEMPLATES, logo)) == data
