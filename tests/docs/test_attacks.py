"""The table of attacks names every claim as its tests do, and no attack succeeded when it was written."""

from __future__ import annotations

import re

import pytest

from tests.attacks.__main__ import HEAD, PAGE, Count, claims, table, with_table


def rows() -> list[list[str]]:
    lines = PAGE.read_text("utf-8").split(HEAD)[1].splitlines()
    found = [line for line in lines[: lines.index("")] if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in found]


def test_the_table_has_every_claim_in_the_words_of_its_tests() -> None:
    *each, _all = rows()
    told = {row[3].strip("`").rpartition("/")[2]: row[0] for row in each}
    assert told == claims(), "write it anew: make attacks"


def test_every_claim_was_tried_and_every_attack_failed_when_the_table_was_written() -> None:
    *each, total = rows()
    assert all(int(tries) > 0 and failures == "0" for _claim, tries, failures, _tests in each)
    assert int(total[1]) == sum(int(row[1]) for row in each)


def test_an_attack_that_succeeds_is_in_the_table() -> None:
    count = Count()
    name = next(iter(claims()))
    count.tries[name], count.failures[name] = 3, 1
    new = table(count)
    assert re.search(rf"\| 3 \| 1 \| `tests/attacks/{name}` \|", new)
    assert with_table(f"a\n\n{HEAD}| oud |\n\nb\n", new) == f"a\n\n{new}\nb\n"


def test_a_page_without_the_table_is_told() -> None:
    with pytest.raises(SystemExit):
        with_table("a\n", HEAD)
