"""Names become ids that every machine can hold."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolprotocol.machine import is_reserved
from schoolprotocol.model.base import NAME
from schoolprotocol.starting.ids import new_id


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("De Wilg", "de-wilg"),
        ("İstanbul Koleji", "istanbul-koleji"),
        ("Zoë’s ‘Één’ & Straße", "zoes-een-strasse"),
        ("2College", "school-2college"),
        ("学校", "school"),
        ("Con", "school-con"),
        ("aux", "school-aux"),
        ("Base", "school-base"),
        ("--", "school"),
    ],
)
def test_a_name_gives_an_id(name: str, id_: str) -> None:
    assert new_id(name, ()) == id_


def test_a_long_name_gives_an_id_that_ends_with_a_word() -> None:
    assert new_id("De openbare basisschool voor daltononderwijs in de wijk Noorderplantsoen", ()) == (
        "de-openbare-basisschool-voor-daltononderwijs-in-de-wijk"
    )


@given(st.lists(st.text(max_size=90), min_size=1, max_size=5))
def test_whatever_names_people_type_their_ids_can_be_folders_and_differ(names: list[str]) -> None:
    known: list[str] = []
    for name in names:
        known.append(new_id(name, known))
    assert len({*known}) == len(names)
    assert all(re.fullmatch(NAME, id_) and len(id_) <= 60 and not is_reserved(id_) for id_ in known)
