"""Dates, numbers and chances as a person says them."""

from __future__ import annotations

import datetime as dt

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def day_text(day: dt.date) -> str:
    """Say a date: ``Fri 20 March 2026``."""
    return f"{_DAYS[day.weekday()]} {short_day_text(day)}"


def short_day_text(day: dt.date) -> str:
    """Say a date without its weekday: ``20 March 2026``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def count_text(number: int, singular: str) -> str:
    """Say a number of things: ``1 item``, ``12 items``."""
    return f"{number:,} {singular}" if number == 1 else f"{number:,} {singular}s"


def chance_text(probability: float) -> str:
    """Say a chance as a percentage: ``62 %``, never more than ``>95 %``, never less than ``<1 %``.

    A forecast from the past cannot know more than that the past repeats itself.
    """
    if probability > 0.95:
        return ">95 %"
    if probability < 0.01:
        return "<1 %"
    return f"{probability * 100:.0f} %"
