"""A build of hundreds of documents in one process: what one of them leaves is nothing."""

from __future__ import annotations

import gc
import logging
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.locale import translators

from schoolprotocol.outputs.site import sphinx
from tests.site.conftest import TEMPLATES, Site


def chain(number: int = 0) -> int:
    """How many catalogues Sphinx would look in for a word."""
    found = translators.get(("general", "sphinx"))
    while found is not None:
        number, found = number + 1, getattr(found, "_fallback", None)
    return number


def applications() -> int:
    gc.collect()
    return sum(isinstance(one, Sphinx) for one in gc.get_objects())


def test_no_application_outlives_its_document(sites: dict[str, Site], tmp_path: Path) -> None:
    lengths, before = set(), applications()  # of other tests
    handlers = list(logging.getLogger("sphinx").handlers)
    for number in range(3):
        sphinx.build(sites["noord"].source, tmp_path / f"site{number}", TEMPLATES, with_print=True)
        lengths.add(chain())
    assert applications() <= before
    assert len(lengths) == 1
    assert logging.getLogger("sphinx").handlers == handlers
