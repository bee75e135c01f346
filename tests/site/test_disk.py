"""A page that cannot be written ends the build; Sphinx itself only warns of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.publish import sphinx
from tests.site.conftest import TEMPLATES, Site


def test_a_page_that_cannot_be_written_is_told_by_name(sites: dict[str, Site], tmp_path: Path) -> None:
    in_the_way = tmp_path / "site" / "search.html"
    in_the_way.mkdir(parents=True)
    with pytest.raises(IsADirectoryError) as raised:
        sphinx.build(sites["noord"].source, tmp_path / "site", TEMPLATES / "theme", with_print=False)
    assert raised.value.filename == str(in_the_way)
