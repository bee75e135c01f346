"""By which day a council has to react: its term in weeks, without the weeks of school holidays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from schoolprotocol.model.school import Region
from schoolprotocol.policy.decided import text_hash
from schoolprotocol.policy.model import Policy
from schoolprotocol.source.yaml import parse_yaml
from schoolprotocol.words.dates import day_in_words
from schoolprotocol.words.grammar import count, enumerate_nl

HOLIDAYS = Path(__file__).with_name("holidays.yaml")
"""The school holidays by school year and region, each year with its source."""
_NAMES = {
    "herfst": "herfstvakantie",
    "kerst": "kerstvakantie",
    "voorjaar": "voorjaarsvakantie",
    "mei": "meivakantie",
    "zomer": "zomervakantie",
}
_DAY, _SATURDAY = timedelta(days=1), 5
_SUMMER_ENDS = (8, 9)
"""The months whose first days belong to the summer holiday of the school year before."""


@dataclass(frozen=True, slots=True)
class Term:
    """How long a council has."""

    weeks: int
    start: date | None
    """The day on which the text was put to it; None where that is not known yet."""
    ends: date | None
    """The last day on which it can react; None where nobody can compute it: `why` says so."""
    why: str
    """How the last day was found, or why there is none: Dutch sentences that follow on the term itself."""


@dataclass(frozen=True, slots=True)
class _Holiday:
    name: str
    """`kerstvakantie`."""
    first: date
    """The first day that does not count: a Monday, where the holiday begins with a weekend."""
    last: date


def reaction_term(weeks: int, start: date | None, region: Region | None) -> Term:
    """The reaction term of a council.

    Args:
        weeks: its length, as the council's own regulation has it.
        start: the day on which the text was put to it.
        region: that of the school holidays.
    """
    if start is None:
        return Term(weeks, None, None, "Weken van schoolvakanties tellen niet mee.")
    if region is None:
        return Term(weeks, start, None, _bare(weeks, start, "de vakantieregio van de school is niet bekend"))
    passed: list[str] = []
    here, left = start, weeks * 7
    while True:
        if not _is_known(here, region):
            unknown = f"die van schooljaar {_school_year(here)} zijn voor regio {region} niet bekend"
            return Term(weeks, start, None, _bare(weeks, start, unknown))
        holiday = _holiday_on(here, region)
        if holiday is not None:
            if holiday.name not in passed:
                passed.append(holiday.name)
            here = holiday.last + _DAY
            continue
        if not left:
            return Term(weeks, start, here, _counted(weeks, start, region, passed))
        here, left = here + _DAY, left - 1


def put_on(policy: Policy) -> date | None:
    """The day on which this text was put to its council, as the decisions tell; None where they do not."""
    version, hash_ = policy.document.version, text_hash(policy)
    days = [
        decision.day
        for decision in policy.decisions
        if decision.kind == "voorgenomen-besluit"
        and decision.version == version
        and decision.text_hash in {None, hash_}
        and decision.day is not None
    ]
    return max(days, default=None)


def _counted(weeks: int, start: date, region: Region, passed: list[str]) -> str:
    text = f"Dat is {count(weeks, 'week', 'weken')} na {day_in_words(start)}"
    if not passed:
        return f"{text}; er valt geen schoolvakantie in (regio {region})."
    them = "telt" if len(passed) == 1 else "tellen"
    return f"{text}; de {enumerate_nl(passed)} {them} niet mee (regio {region})."


def _bare(weeks: int, start: date, why: str) -> str:
    """The day that counting alone gives, and why it is not the last one."""
    last = date.fromordinal(min(start.toordinal() + 7 * weeks, date.max.toordinal()))
    return f"Schoolvakanties zijn niet meegeteld: {why}. Zonder vakanties is de laatste dag {day_in_words(last)}."


# -- school holidays --------------------------------------------------------------------------------------------------


def _holiday_on(day: date, region: Region) -> _Holiday | None:
    return next((one for holidays in _known(region).values() for one in holidays if one.first <= day <= one.last), None)


def _is_known(day: date, region: Region) -> bool:
    """Whether it is known if this day is in a holiday: in August the summer of the year before may go on."""
    asked = {_school_year(day), *([_school_year(day - 70 * _DAY)] if day.month in _SUMMER_ENDS else [])}
    return asked <= _known(region).keys()


def _school_year(day: date) -> str:
    first = day.year if day.month >= _SUMMER_ENDS[0] else day.year - 1
    return f"{first}-{first + 1}"


@lru_cache(maxsize=3)
def _known(region: Region) -> dict[str, tuple[_Holiday, ...]]:
    """By school year; only the years that are known for this region."""
    years, faults = parse_yaml(HOLIDAYS.read_text("utf-8"), HOLIDAYS.name)
    assert not faults, faults  # noqa: S101 (a file of ours)
    return {
        year["year"]: tuple(_holiday(name, *days) for name, days in year[region].items())
        for year in years
        if region in year
    }


def _holiday(name: str, first: str, last: str) -> _Holiday:
    """The weekend with which a holiday begins is a weekend as any other: whole weeks do not count."""
    begins = date.fromisoformat(first)
    weekend = 7 - begins.weekday() if begins.weekday() >= _SATURDAY else 0
    return _Holiday(_NAMES[name], begins + weekend * _DAY, date.fromisoformat(last))
