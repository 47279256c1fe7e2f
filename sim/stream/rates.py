"""Rates in a unit of time that people can hold: 0.62 a day is 3.1 a week."""

from __future__ import annotations

import math

from sim.stream.calendar import Calendar
from sim.stream.stream import TimeUnit
from sim.stream.working_time import hours_in

_LONGER: dict[TimeUnit, TimeUnit] = {"minute": "hour", "hour": "day", "day": "week"}

LEAST_RATE = 2.0
"""A rate below this is told in a longer unit, if there is one."""


def a_unit(unit: str) -> str:
    """Say what a rate is by, as it is spoken: ``a day``, ``an hour``."""
    return f"an {unit}" if unit == "hour" else f"a {unit}"


def readable_rate(rate: float, unit: TimeUnit, calendar: Calendar) -> tuple[float, TimeUnit]:
    """Choose the unit in which a rate is told.

    Args:
        rate: Items a unit.
        unit: The unit that the rate is in.
        calendar: How many hours a day and days a week the clock runs.

    Returns:
        A factor to multiply such rates by, and the unit that they are in then.
    """
    factor = 1.0
    while unit in _LONGER and not math.isnan(rate) and abs(rate * factor) < LEAST_RATE:
        longer = _LONGER[unit]
        factor *= hours_in(calendar, longer) / hours_in(calendar, unit)
        unit = longer
    return factor, unit
