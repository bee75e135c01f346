"""How the studio calls things in Dutch, and where their pages are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from schoolprotocol.studio.values import in_words
from schoolprotocol.words.dates import day_in_words

_DIGITS = 15
KINDS = {"akkoord": "Akkoord", "vraag": "Vraag", "bezwaar": "Bezwaar", "opmerking": "Opmerking"}
"""Of reactions."""
OUTCOMES = {
    "positief": "stemt in",
    "negatief": "stemt niet in",
    "met-voorwaarden": "stemt in, met voorwaarden",
    "niet-nodig": "hoeft niet te besluiten",
}
"""Of decisions."""
DECISIONS = {
    "voorgenomen-besluit": "voorgelegd",
    "instemming": "instemming",
    "advies": "advies",
    "vaststelling": "vaststelling",
    "bevestiging": "bevestiging",
}
"""Kinds of decisions."""
RETURNED = {
    "tekst": "andere tekst",
    "verplaatst": "andere plaats",
    "vervalt": "vervalt",
    "nieuw": "nieuw",
    "opmerking": "opmerking",
    "niet-geplaatst": "niet geplaatst",
}
"""Kinds of what came back in Word."""
WEIGHTS = {"substantive": "verandert de inhoud", "review": "kijk na", "editorial": "redactioneel"}
"""Of changes."""


def address(page: str, key: tuple[str, str]) -> str:
    """`/voorstel/noord/telefoons/`."""
    return f"/{page}/{key[0]}/{key[1]}/"


def number(text: str) -> int:
    """A number of ours that comes back in an address or a form; -1 where it can be none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS else -1


def day(moment: float | date | None) -> str:
    """A day in words; a moment is told in seconds since 1970. Empty where there is none."""
    if moment is None:
        return ""
    return day_in_words(moment if isinstance(moment, date) else datetime.fromtimestamp(moment).date())


def moment(seconds: float) -> str:
    """A moment by the clock of this machine: `22 november 2026, 14.05 uur`."""
    return f"{day(seconds)}, {datetime.fromtimestamp(seconds):%H.%M} uur"


def when(seconds: float) -> str:
    """As `moment`, in a sentence, and short for today: `om 14.05 uur`, `op 21 november 2026 om 14.05 uur`."""
    then = datetime.fromtimestamp(seconds)
    told = f"om {then:%H.%M} uur"
    return told if then.date() == datetime.now().date() else f"op {day(seconds)} {told}"


def shared() -> Mapping[str, object]:
    """What templates call by name."""
    return {
        "called": {
            "kinds": KINDS,
            "outcomes": OUTCOMES,
            "decisions": DECISIONS,
            "weights": WEIGHTS,
            "returned": RETURNED,
        },
        "day": day,
        "in_words": in_words,
        "moment": moment,
    }
