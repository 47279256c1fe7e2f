"""The cells of a table of numbers: days, weeks, and numbers of items."""

from __future__ import annotations

import datetime as dt
import re

import numpy as np
from numpy.typing import NDArray

from sim.history.dates import moments
from sim.history.mapping import Mapping, WeekBegin
from sim.history.table import Table

FIRST_DAY = dt.date(2024, 1, 1)
"""A Monday: where the first row begins if the file has no dates and nobody says otherwise."""

_WEEK = re.compile(r"([0-9]{4})[\s-]?(?:[Ww]|KW|kw|S|s)[\s-]?([0-9]{1,2})")
_WEEKDAYS = {"monday": 0, "saturday": 5, "sunday": 6}


def period_days(table: Table, mapping: Mapping) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Give the first day of each row's period, NaN where there is no date, and whether a text is none.

    Unless the mapping says otherwise, a week begins on the Monday of the date's week; on the date itself
    where all dates are Sundays.
    """
    header = mapping.columns.get("when", "")
    if not header:
        first = ((mapping.first_day or FIRST_DAY) - dt.date(1970, 1, 1)).days
        step = 7 if mapping.period == "week" else 1
        return first + step * np.arange(len(table), dtype=np.float64), np.zeros(len(table), np.bool_)
    if texts_are_weeks(table.column(header)):
        days = np.array([week_day(text) for text in table.column(header)])
        return days, np.isnan(days)
    read = moments(table.dates(header), mapping.order_of(header), "UTC")
    days = np.floor(read.days)
    if mapping.period == "week":
        days -= (days + 3 - _first_weekday(days, mapping.week_begins)) % 7  # 1970-01-01 was a Thursday
    return days, read.unreadable


def _first_weekday(days: NDArray[np.float64], begin: WeekBegin) -> int:
    """Give the number of the day on which weeks begin, Monday being 0."""
    if begin != "as told":
        return _WEEKDAYS[begin]
    weekdays = (days[~np.isnan(days)] + 3) % 7
    return _WEEKDAYS["sunday"] if np.all(weekdays == _WEEKDAYS["sunday"]) else _WEEKDAYS["monday"]


def week_day(text: str) -> float:
    """Give the Monday of an ISO week as written (``2024-W03``, ``2024 KW 3``); NaN for any other text."""
    found = _WEEK.fullmatch(text.strip())
    try:
        monday = dt.date.fromisocalendar(int(found[1]), int(found[2]), 1) if found else None
    except ValueError:
        monday = None
    return float((monday - dt.date(1970, 1, 1)).days) if monday else np.nan


def texts_are_weeks(texts: tuple[str, ...]) -> bool:
    """Tell whether most texts of a column are ISO weeks."""
    filled = [text for text in texts if text]
    return bool(filled) and sum(not np.isnan(week_day(text)) for text in filled) * 2 > len(filled)


def whole_number(text: str) -> int | None:
    """Read a number of items: whole and not negative; None for any other text. Blank is 0."""
    plain = text.strip().removesuffix(".0").removesuffix(",0")
    if plain in ("", "-"):
        return 0
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= 9 else None
