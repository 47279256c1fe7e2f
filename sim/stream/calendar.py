"""Working time and dates."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from sim.stream.base import Value


class Calendar(Value):
    """When the stream's clock runs.

    Attributes:
        kind: ``continuous`` is 24 hours a day, 7 days a week; ``working`` has working days and hours.
        weekdays: ISO weekdays worked, 1 is Monday.
        hours_per_day: Working hours of a day.
        day_starts: Local time at which a day starts, HH:MM.
        country: Country whose public holidays are not worked, ISO 3166 alpha-2.
        holidays: Further dates not worked.
        time_zone: IANA name of the zone that dates are in.
        starts: Date of time 0; the day of the run if absent.
    """

    kind: Literal["continuous", "working"] = "working"
    weekdays: tuple[int, ...] = (1, 2, 3, 4, 5)
    hours_per_day: float = 8.0
    day_starts: str = "09:00"
    country: str | None = None
    holidays: tuple[dt.date, ...] = ()
    time_zone: str = "UTC"
    starts: dt.date | None = None
