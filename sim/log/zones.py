"""Offsets of a time zone from UTC, for many moments at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

UTC_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
"""Moment from which ticks are counted."""
TICKS_PER_SECOND = 100_000
"""Moments are rounded to 10 µs: a double holds days since 1970 to 1 µs, and midnight must stay midnight."""
TICKS_PER_DAY = 86_400 * TICKS_PER_SECOND
"""Ticks of 24 hours."""


def offset_ticks(zone: str, ticks: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give the zone's offset from UTC at each moment, summer time included."""
    if ticks.size == 0:
        return ticks
    years = [(UTC_EPOCH + dt.timedelta(microseconds=int(t) * 10)).year for t in (ticks.min(), ticks.max())]
    changes = [change for year in range(years[0], years[1] + 1) for change in _changes(zone, year)]
    moments = np.array([moment for moment, _ in changes], np.int64)
    offsets = np.array([offset for _, offset in changes], np.int64)
    return np.asarray(offsets[np.searchsorted(moments, ticks, side="right") - 1])


@lru_cache(maxsize=512)
def _changes(zone: str, year: int) -> tuple[tuple[int, int], ...]:
    """Give (moment, offset) in ticks: at the year's begin, and wherever the offset changes within it.

    Changes are looked for day by day and then bisected to the second.
    """
    rules = ZoneInfo(zone)

    def offset(second: int) -> int:
        moment = UTC_EPOCH + dt.timedelta(seconds=second)
        return round((moment.astimezone(rules).utcoffset() or dt.timedelta()).total_seconds())

    begin = _second(year)
    end = _second(year + 1)
    found = [(begin, offset(begin))]
    for low in range(begin, end, 86_400):
        before, after = found[-1][1], offset(low + 86_400)
        if before != after:
            found.append((_bisect(offset, low, low + 86_400), after))
    return tuple((moment * TICKS_PER_SECOND, shift * TICKS_PER_SECOND) for moment, shift in found)


def _bisect(offset: Callable[[int], int], low: int, high: int) -> int:
    """Give the first second at which the offset is no longer that at ``low``."""
    before = offset(low)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if offset(middle) == before else (low, middle)
    return high


def _second(year: int) -> int:
    """Give the second, from 1970 in UTC, at which a year begins."""
    return round((dt.datetime(year, 1, 1, tzinfo=dt.UTC) - UTC_EPOCH).total_seconds())
