"""By which day a council has to react."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from schoolprotocol.model.school import Region
from schoolprotocol.release.term import HOLIDAYS, put_on, reaction_term
from tests.conftest import ProjectMaker
from tests.helpers import policy_of
from tests.release.making import school, write

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
PUT = 'body: de directie, kind: voorgenomen-besluit, version: "1.1", day: 2026-11-12, text_hash: "HASH"'


def test_a_term_without_holidays_ends_on_the_same_day_of_the_week() -> None:
    term = reaction_term(4, date(2026, 11, 2), "noord")
    assert term.ends == date(2026, 11, 30)
    assert term.why == "Dat is 4 weken na 2 november 2026; er valt geen schoolvakantie in (regio noord)."


def test_the_weeks_of_a_holiday_do_not_count() -> None:
    term = reaction_term(6, date(2026, 11, 21), "noord")
    assert term.ends == date(2026, 11, 21) + 6 * WEEK + 2 * WEEK
    assert "; de kerstvakantie telt niet mee (regio noord)" in term.why


def test_a_term_may_pass_more_than_one_holiday() -> None:
    term = reaction_term(10, date(2026, 12, 1), "midden")
    assert term.ends == date(2026, 12, 1) + 13 * WEEK
    assert "; de kerstvakantie en voorjaarsvakantie tellen niet mee" in term.why


@pytest.mark.parametrize("start", [date(2026, 10, 19), date(2026, 10, 22), date(2026, 10, 25)])
def test_a_term_that_begins_in_a_holiday_is_counted_from_the_first_day_after_it(start: date) -> None:
    assert reaction_term(2, start, "midden").ends == date(2026, 10, 26) + 2 * WEEK


def test_a_term_never_ends_in_a_holiday() -> None:
    assert reaction_term(4, date(2026, 11, 25), "noord").ends == date(2027, 1, 6)
    assert reaction_term(1, date(2026, 12, 12), "noord").ends == date(
        2026, 12, 19
    )  # the Saturday before Christmas week


def test_the_29th_of_february_is_a_day_as_any_other() -> None:
    assert reaction_term(1, date(2028, 2, 28), "noord").ends == date(2028, 3, 6)
    assert reaction_term(2, date(2028, 2, 29), "zuid").ends == date(2028, 3, 6) + 2 * WEEK  # in the holiday of Zuid


def test_a_term_that_runs_into_a_year_that_nobody_knows_has_no_last_day() -> None:
    term = reaction_term(6, date(2029, 7, 20), "noord")
    assert term.ends is None
    assert term.why == (
        "Schoolvakanties zijn niet meegeteld: die van schooljaar 2029-2030 zijn voor regio noord niet bekend. "
        "Zonder vakanties is de laatste dag 31 augustus 2029."
    )


@pytest.mark.parametrize("start", [date(2029, 9, 2), date(2029, 9, 3), date(2029, 7, 31), date(2020, 3, 1), date.max])
def test_a_start_on_or_after_the_last_day_that_is_known_has_no_last_day(start: date) -> None:
    assert reaction_term(1, start, "noord").ends is None


def test_the_summer_before_the_first_year_is_not_taken_for_school_weeks() -> None:
    assert reaction_term(1, date(2025, 8, 11), "noord").ends is None
    assert reaction_term(1, date(2025, 10, 1), "noord").ends == date(2025, 10, 8)


def test_a_region_may_be_unknown_in_one_year() -> None:
    assert reaction_term(2, date(2026, 11, 2), "zuid").ends is None
    assert reaction_term(2, date(2027, 11, 2), "zuid").ends == date(2027, 11, 16)


def test_without_a_region_or_a_start_it_says_so() -> None:
    term = reaction_term(6, date(2026, 11, 21), None)
    assert (term.ends, term.weeks) == (None, 6)
    assert term.why == (
        "Schoolvakanties zijn niet meegeteld: de vakantieregio van de school is niet bekend. "
        "Zonder vakanties is de laatste dag 2 januari 2027."
    )
    term = reaction_term(1, None, "noord")
    assert (term.start, term.ends) == (None, None)
    assert term.why == "Weken van schoolvakanties tellen niet mee."


def test_a_term_begins_on_the_day_of_the_decision_to_put_this_text(project: ProjectMaker) -> None:
    root = school(project)
    assert put_on(policy_of(root)) is None
    write(root, "concept", PUT)
    assert put_on(policy_of(root)) == date(2026, 11, 12)
    write(root, "concept", PUT.replace("HASH", "0123456789ab"))
    assert put_on(policy_of(root)) is None


# -- the data ---------------------------------------------------------------------------------------------------------


def years() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(Path(HOLIDAYS).read_text("utf-8"))
    return found


@pytest.mark.parametrize("year", years(), ids=lambda year: year["year"])
def test_a_school_year_has_five_holidays_in_order_and_its_source(year: dict[str, Any]) -> None:
    first = int(year["year"][:4])
    assert year["year"] == f"{first}-{first + 1}"
    assert year["source"].startswith("https://www.rijksoverheid.nl/")
    assert year["source"].endswith(year["year"])
    assert year["checked_how"]
    for region in set(get_args(Region)) & year.keys():
        spans = list(year[region].values())
        assert list(year[region]) == ["herfst", "kerst", "voorjaar", "mei", "zomer"]
        assert [(b - a).days + 1 for a, b in spans] == [9, 16, 9, 9, 44]
        assert all(a.weekday() == 5 for a, _b in spans), "a holiday begins on a Saturday"
        assert all(b < c for (_a, b), (c, _d) in pairwise(spans))
        assert date(first, 9, 1) <= spans[0][0] <= spans[-1][0] < date(first + 1, 8, 1)


def test_all_regions_have_christmas_and_may_together_and_the_summer_apart() -> None:
    for year in years():
        regions = [year[region] for region in get_args(Region) if region in year]
        assert len({str((one["kerst"], one["mei"])) for one in regions}) == 1
        assert len({str(one["zomer"]) for one in regions}) == len(regions)
