"""Dates in words."""

from __future__ import annotations

from datetime import date


def day_in_words(day: date) -> str:
    """`1 november 2027`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
