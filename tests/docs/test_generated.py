"""Pages that are written from the code are in step with it. `pytest tests/docs --regenerate` writes them anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from schoolprotocol.diagnostics import Kind
from schoolprotocol.source.schemas import models
from tests.docs.generated import CHAPTERS, FILES, format_page, messages_page
from tests.docs.pages import ARCHITECTURE, MANUAL


@pytest.mark.parametrize(
    ("path", "written"),
    [(MANUAL / "meldingen.md", messages_page), (ARCHITECTURE / "source-format.md", format_page)],
    ids=lambda value: value.stem if isinstance(value, Path) else "",
)
def test_the_page_is_what_the_code_says_now(path: Path, written: Callable[[], str], *, regenerate: bool) -> None:
    if regenerate:
        path.write_text(written(), "utf-8")
    assert path.read_text("utf-8") == written(), "write it anew: make test ARGS=--regenerate"


def test_every_kind_of_message_has_a_chapter_in_the_manual() -> None:
    assert {kind.code[:3] for kind in Kind} <= set(CHAPTERS)
    page = messages_page()
    assert all(f"\n### {kind.code}\n" in page for kind in Kind)


def test_every_model_of_the_source_is_described() -> None:
    assert {name for names in FILES.values() for name in names} == {*models()} - {"Target"}
