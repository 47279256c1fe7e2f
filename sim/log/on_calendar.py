"""A log told in the time of another calendar: elapsed days become working days."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sim.log.days import date_of, utc_time
from sim.log.eventlog import EventLog, TimeBase
from sim.stream import Calendar, TimeUnit, WorkingTime


def on_calendar(log: EventLog, calendar: Calendar, unit: TimeUnit = "day") -> EventLog:
    """Tell a log in the time of a calendar, time 0 at the begin of its first day.

    What happened outside working hours happens at the moment at which work goes on. The calendar's own zone
    does not matter: days begin and end where the log has them.

    Args:
        log: A log with dates.
        calendar: When the new clock runs.
        unit: Unit of the new time.

    Raises:
        ValueError: The log has no origin.
    """
    own = calendar.model_copy(update={"time_zone": log.base.zone})
    first = date_of(log.base, log.start).date()
    clock = WorkingTime(own, unit, first)
    origin = dt.datetime.combine(clock.first_day, dt.time(), clock.zone)
    base = TimeBase(unit, origin, log.base.zone, own)

    def told(times: NDArray[np.float64]) -> NDArray[np.float64]:
        again = np.full(len(times), np.nan)
        known = np.isfinite(times)
        again[known] = clock.from_utc(utc_time(log.base, times[known]))
        return again

    start, end = told(np.array([log.start, log.end])).tolist()
    return replace(
        log,
        time=told(log.time),
        items=replace(log.items, arrival=told(log.items.arrival)),
        conditions=replace(log.conditions, time=told(log.conditions.time)),
        start=start,
        end=end,
        base=base,
    )
