"""Days to remember → an iCalendar file (RFC 5545): whole days with reminders, and nothing else.

Whole days have no time zones and our events do not repeat: what makes a library for calendars worth its weight is what
we do not need. Tests read the file with such a library.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

REMINDERS = (90, 30)
"""Days before."""
LIMIT = 75
"""Octets of a line, without its end (RFC 5545, 3.1)."""
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Event:
    """A day to remember."""

    id: str
    """Permanent: by it a calendar knows the event again."""
    day: date
    title: str
    text: str
    """Lines."""
    url: str
    written: date
    """Since when it is so."""
    sequence: int
    """Higher where the event is another than it was: a calendar that has it takes over only what is newer."""
    is_cancelled: bool = False


def calendar(name: str, events: Iterable[Event], url: str) -> bytes:
    """The file: the same for the same events, whatever the day is.

    Args:
        name: what people see above their calendar.
        events: in order.
        url: address of the site; its host makes ids that no other site has.
    """
    host = urlsplit(url).hostname or "localhost"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//schoolprotocol//register//NL",
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        *(line for event in events for line in _lines(event, host)),
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def _lines(event: Event, host: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.id}@{host}"
    yield f"DTSTAMP:{_day(event.written)}T000000Z"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART;VALUE=DATE:{_day(event.day)}"
    yield f"SUMMARY:{_text(event.title)}"
    yield f"DESCRIPTION:{_text(event.text)}"
    yield f"URL:{_CONTROL.sub('', event.url)}"
    yield f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    for days in () if event.is_cancelled else REMINDERS:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"TRIGGER:-P{days}D"
        yield f"DESCRIPTION:{_text(f'Over {days} dagen: {event.title}')}"
        yield "END:VALARM"
    yield "END:VEVENT"


def _day(day: date) -> str:
    """`20280801`, also where a year has three figures: `strftime` leaves out zeros on some machines."""
    return day.isoformat().replace("-", "")


def _text(text: str) -> str:
    r"""A text in which comma, semicolon and backslash mean nothing; a new line is `\n`."""
    return _CONTROL.sub(" ", re.sub(r"[\\;,]", r"\\\g<0>", text)).replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """A line over as many as it needs: each but the first begins with a space, and no character is cut."""
    rest, parts = line.encode(), []
    while len(rest) > LIMIT:
        end = LIMIT
        while rest[end] & 0xC0 == 0x80:  # in the middle of a character
            end -= 1
        parts.append(rest[:end])
        rest = b" " + rest[end:]
    return b"\r\n".join((*parts, rest)) + b"\r\n"
