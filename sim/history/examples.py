"""How one date of a file is read, to be shown beside the choice of day or month first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np

from sim.history.dates import DateTexts, Order, moments
from sim.history.table import Table

_LAST_MONTH = 12


@dataclass(frozen=True)
class DateExample:
    """One date of a file as written, and the day that it is.

    Attributes:
        column: Header of its column.
        text: The text.
        readings: The day under each order; one that is no day under it is missing.
    """

    column: str
    text: str
    readings: dict[Order, dt.date]

    @property
    def is_open(self) -> bool:
        """Whether the order of day and month makes a difference."""
        return len(set(self.readings.values())) > 1


def date_example(table: Table, headers: tuple[str, ...]) -> DateExample | None:
    """Give the most telling date of some columns; None where none of them holds a date.

    A date that fits both orders tells most, then one in numbers, then any.
    """
    found = [example for header in headers if (example := _of_column(table, header)) is not None]
    return min(found, key=lambda example: not example.is_open, default=None)


def _of_column(table: Table, header: str) -> DateExample | None:
    texts = table.dates(header)
    place = _most_telling(texts)
    if place is None:
        return None
    one = _only(texts, place)
    readings = {}
    orders: tuple[Order, Order] = ("day first", "month first")
    for order in orders:
        days = moments(one, order, "UTC").days
        if not np.isnan(days[0]):
            readings[order] = dt.date(1970, 1, 1) + dt.timedelta(int(days[0] // 1))
    return DateExample(header, texts.distinct[place], readings) if readings else None


def _most_telling(texts: DateTexts) -> int | None:
    low, high = texts.parts[:, :2].min(axis=1), texts.parts[:, :2].max(axis=1)
    open_ones = texts.numeric & (low >= 1) & (high <= _LAST_MONTH) & (low != high)
    for chosen in (open_ones, texts.numeric, texts.form > 0):
        places = np.flatnonzero(chosen)
        if len(places):
            return int(places[0])
    return None


def _only(texts: DateTexts, place: int) -> DateTexts:
    """Keep one distinct text, as if it were the column's only row; its day is as written, whatever zone."""
    kept = slice(place, place + 1)
    return replace(
        texts,
        distinct=texts.distinct[kept],
        place=np.zeros(1, np.int64),
        **{name: getattr(texts, name)[kept] for name in _ARRAYS},
        offset_us=np.zeros(1, np.int64),
    )


_ARRAYS = ("blank", "form", "parts", "clock_us", "timed", "naive", "dotted", "halves", "serial")
