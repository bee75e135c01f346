"""What a document says about itself → document control: version, status, dates, whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from schoolprotocol.words.dates import MONTHS, day_in_words

_KEYS: Final[tuple[tuple[str, str], ...]] = (
    ("version", r"(?:huidige )?versie(?:nummer)?|revisie"),
    ("status", r"status"),
    (
        "day",
        r"(?:versie|vaststellings|opstel|publicatie)?datum|datum (?:vaststelling|versie|publicatie)"
        r"|(?:datum )?(?:laatst gewijzigd|laatste wijziging)|vastgesteld(?: (?:op|d\.d\.))?|vaststelling|opgesteld op",
    ),
    (
        "effective",
        r"ingangsdatum|geldig(?: vanaf)?|geldt vanaf|datum inwerkingtreding|in werking(?:getreden)?(?: op)?"
        r"|van kracht(?: per| vanaf)?",
    ),
    (
        "review",
        r"evaluatie(?:datum)?|evaluatie (?:op|v[oó][oó]r)|(?:datum )?herziening(?:sdatum)?|revisiedatum"
        r"|herzien(?:ing)? v[oó][oó]r",
    ),
    ("owner", r"(?:document|proces)?eigenaar"),
    ("manager", r"(?:document)?beheer(?:der)?"),
    ("author", r"auteurs?|opsteller|opgesteld door"),
    ("number", r"document(?:nummer|code)|kenmerk"),
)
"""Keys of document control, by the words that stand before their values."""
_ADOPTED: Final = re.compile(r"vastgesteld|definitief|van kracht|geldend|geldig", re.IGNORECASE)
_NOT_YET: Final = re.compile(r"\b(?:niet|nog|concept|voorstel|voorgenomen|ter\s)", re.IGNORECASE)
_NUMERIC: Final = re.compile(r"(?<!\d)(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4})(?!\d)")
_ISO: Final = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_SPELLED: Final = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:e|ste|de)?\s+({'|'.join(MONTHS)})\s+(\d{{4}})(?!\d)", re.IGNORECASE
)
_VERSION: Final = re.compile(r"(?<![\d.])v?(\d{1,3}(?:\.\d{1,3}){0,2})(?![\d.]*\d)", re.IGNORECASE)
_SAID: Final = re.compile(
    r"vastgesteld\b(?:\s+(?:door|in|namens|tijdens)\s+(?P<body>[^,.;:()\n\d]{3,60}?))?(?:,?\s+te\s+[^\W\d]+,?)?"
    r"\s*(?:(?:op|d\.?\s?d\.?|per|in|van|:|–|-)\s*)*(?:\w+dag\s+)?(?P<when>\d[^;\n]{5,30})",
    re.IGNORECASE,
)
_WILL_BE: Final = re.compile(r"\b(?:wordt|worden|zal|moet|eerder|vorige)\b", re.IGNORECASE)
_COUNCIL: Final = re.compile(r"\b(?:\(?G\)?)?MR\b|(?i:\b(?:gemeenschappelijke |deel)?medezeggenschapsraad\b)")
_CONSENT: Final = re.compile(r"(?:datum )?(?:instemming|ingestemd)\b.*", re.IGNORECASE)
_CONSENTED: Final = re.compile(r"\b(?:ingestemd|instemming (?:verleend|gegeven)|stemde\b.*\bin)\b", re.IGNORECASE)
_WITHHELD: Final = re.compile(r"\b(?:niet|geen|nog|zonder|onthouden|geweigerd|gevraagd|volgt)\b", re.IGNORECASE)
_LONGEST: Final = 1_000


@dataclass(frozen=True)
class Told:
    """What a document says of the consent of a council."""

    body: str
    """As the document names it; empty where it does not."""
    day: date | None
    """None where there is none that can be read, or the consent seems not to be given."""
    text: str
    """The words."""


@dataclass
class About:
    """Document control, as far as a document tells it."""

    values: dict[str, str] = field(default_factory=dict)
    """As the source writes them: `version`, `day` and so on, with a day as 2026-09-01."""
    is_adopted: bool = False
    body: str = ""
    """Who adopted it."""
    consents: list[Told] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)
    """Key and text of a date that could not be read."""

    def take(self, key: str, value: str) -> str | None:
        """Look at what a row or a line says.

        Returns:
            The key of document control that it gave; None where it gave none.
        """
        name = key_of(key)
        text = " ".join(value.split())
        if not text or len(text) > _LONGEST:
            return None
        if re.fullmatch(r"vastgesteld(?: .*)?|vaststelling(?: .*)?", key.strip(" :").casefold()) and day_in(text):
            self.is_adopted = True
            self.body = self.body or _body(key) or _body(f"door {text}" if not text[0].isdigit() else "")
            name = "day"
        if _CONSENT.fullmatch(key.strip(" :")):
            self._consent(f"{key.strip(' :')}: {text}", text)
        if name is None:
            return None
        if name == "status":
            self.is_adopted = self.is_adopted or bool(_ADOPTED.search(text) and not _NOT_YET.search(text))
            return "status"
        if name in self.values:
            return None
        if name == "version":
            found = version_in(text)
            if found is not None:
                self.values["version"] = found
            return "version" if found else None
        if name in {"day", "effective", "review"}:
            day = day_in(text)
            if day is None:
                self.unread.append((key, text))
                return None
            self.values[name] = day.isoformat()
            return name
        self.values[name] = text
        return name

    def _consent(self, text: str, said: str) -> None:
        council = _COUNCIL.search(text)
        day = None if _WITHHELD.search(said) else day_in(said)
        told = Told(council[0] if council else "", day, text)
        if all((told.body, told.day) != (one.body, one.day) for one in self.consents):
            self.consents.append(told)

    def listen(self, texts: Iterable[str]) -> None:
        """What sentences of the document say of its adoption and of consent to it, where no table did."""
        said_of_it = list(texts)
        for sentence in (one for text in said_of_it for one in re.split(r"(?<=[.;])\s+|\n", text)):
            if _CONSENTED.search(sentence) and _COUNCIL.search(sentence) and day_in(sentence):
                self._consent(sentence, sentence)
        for text in said_of_it:
            said = _SAID.search(text)
            day = day_in(said["when"]) if said else None
            before = text[max(0, said.start() - 30) : said.start()] if said else ""
            if said and day and not _NOT_YET.search(before) and not _WILL_BE.search(before):
                self.is_adopted = True
                self.values.setdefault("day", day.isoformat())
                self.body = self.body or (said["body"] or "").strip()
                return

    def printed(self, name: str) -> str | None:
        """What `{{ document.<name> }}` prints."""
        value = self.values.get(name)
        if value is None:
            return None
        if name in {"day", "effective", "review"}:
            return day_in_words(date.fromisoformat(value))
        return value


def key_of(text: str) -> str | None:
    """Which key of document control the words before a value mean."""
    said = " ".join(text.strip(" :").casefold().split())
    return next((name for name, words in _KEYS if re.fullmatch(words, said)), None)


def day_in(text: str) -> date | None:
    """The one day that a text names; None where it names none or several."""
    found: set[date] = set()
    spelled = [(m[1], str([*MONTHS].index(m[2].casefold()) + 1), m[3]) for m in _SPELLED.finditer(text)]
    numeric = [(m[1], m[2], m[3]) for m in _NUMERIC.finditer(text)]
    iso = [(m[3], m[2], m[1]) for m in _ISO.finditer(text)]
    for day, month, year in [*spelled, *numeric, *iso]:
        try:
            found.add(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return found.pop() if len(found) == 1 else None


def version_in(text: str) -> str | None:
    """A version, as the source writes it: `2` is `2.0`, `1.01` is no version that we can write."""
    match = _VERSION.search(text)
    if match is None:
        return None
    parts = match[1].split(".")
    if any(len(part) > 1 and part.startswith("0") for part in parts):
        return None
    return ".".join(parts if len(parts) > 1 else [*parts, "0"])


def _body(text: str) -> str:
    match = re.search(r"\b(?:door|in|namens)\s+(?:het |de )?(?P<body>[A-Za-z][^,.;:()\n\d]{1,60})", text)
    return match["body"].strip() if match else ""


def rows_of(cells: Sequence[str]) -> Iterable[tuple[str, str]]:
    """The keys and values in a row of a control table: `Versie | 1.2`, or `Versie | 1.2 | Datum | …`."""
    if len(cells) % 2 == 0:
        yield from zip(cells[::2], cells[1::2], strict=True)
    elif len(cells) >= 2:
        yield cells[0], " ".join(cells[1:])
