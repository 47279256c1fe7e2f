"""Times and dates: the one place where a log's time becomes a local day.

With an origin, days are numbered from 1970-01-01 in the log's zone. Without one there are no dates: day 0
is the day that begins at time 0.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TypeGuard
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from sim.log.eventlog import EventLog, TimeBase
from sim.log.zones import TICKS_PER_DAY, UTC_EPOCH, offset_ticks
from sim.stream import Calendar, WorkingTime, hours_in

_EPOCH = dt.date(1970, 1, 1)
_CONTINUOUS = Calendar(kind="continuous")


def day_number(date: dt.date) -> int:
    """Number a date from 1970-01-01."""
    return (date - _EPOCH).days


def date_of_day(day: int) -> dt.date:
    """Give the date with a number from 1970-01-01."""
    return _EPOCH + dt.timedelta(days=int(day))


def local_day(base: TimeBase, times: NDArray[np.float64]) -> NDArray[np.int64]:
    """Give the local day of each time, in days since 1970-01-01; shape as given.

    Without an origin, day 0 begins at time 0. Times must be finite.
    """
    if base.origin is None:
        return np.floor(times / units_per_day(base)).astype(np.int64)
    return np.asarray(_local_ticks(base, times) // TICKS_PER_DAY, np.int64)


def local_time(base: TimeBase, times: NDArray[np.float64]) -> NDArray[np.datetime64]:
    """Give the wall clock of the log's zone at each time, as datetime64[us] without a zone.

    Raises:
        ValueError: The log has no origin.
    """
    return np.asarray(_local_ticks(base, times) * 10).astype("datetime64[us]")


def utc_time(base: TimeBase, times: NDArray[np.float64]) -> NDArray[np.datetime64]:
    """Give the moments of times in UTC, as datetime64[us], to 10 µs; shape as given.

    Raises:
        ValueError: The log has no origin.
    """
    if base.origin is None:
        raise ValueError("a log without an origin has no dates")
    ticks = _working_ticks(base, times) if _works(base.calendar) else _elapsed_ticks(base, times)
    return np.asarray(ticks * 10).astype("datetime64[us]")


def date_of(base: TimeBase, time: float) -> dt.datetime:
    """Give the moment of a time, in the log's zone.

    Raises:
        ValueError: The log has no origin.
    """
    if base.origin is None:
        raise ValueError("a log without an origin has no dates")
    zone = ZoneInfo(base.zone)
    if _works(base.calendar):
        return _clock(base).to_datetime(time).astimezone(zone)
    ticks = round(_elapsed_ticks(base, np.array([time]))[0])
    return (UTC_EPOCH + dt.timedelta(microseconds=ticks * 10)).astimezone(zone)


def time_of(base: TimeBase, moment: dt.datetime) -> float:
    """Give the time of a moment (with zone).

    Raises:
        ValueError: The log has no origin.
    """
    if base.origin is None:
        raise ValueError("a log without an origin has no dates")
    if _works(base.calendar):
        return float(_clock(base).from_datetime(moment))
    # In UTC: Python takes moments of one zone from each other by the clock on the wall.
    elapsed = moment.astimezone(dt.UTC) - base.origin.astimezone(dt.UTC)
    return elapsed / dt.timedelta(hours=24) * units_per_day(base)


def day_start(base: TimeBase, day: int) -> float:
    """Give the time at which a local day begins: its midnight, or day times length without an origin."""
    if base.origin is None:
        return day * units_per_day(base)
    midnight = dt.datetime.combine(date_of_day(day), dt.time(), ZoneInfo(base.zone))
    return time_of(base, midnight.astimezone(dt.UTC))


def worked_days(base: TimeBase, first: int, last: int) -> NDArray[np.bool_]:
    """Say which local days from first to last are worked; shape (last - first + 1,).

    By the calendar's working days; Monday to Friday where there is none with working hours. Without an
    origin there are no weekdays: every day counts as worked.
    """
    days = np.arange(first, last + 1)
    if base.origin is None:
        return np.ones(len(days), bool)
    if _works(base.calendar):
        clock = _clock(base)
        return np.array([clock.is_working(date_of_day(day)) for day in days.tolist()], bool)
    return np.asarray((days + 3) % 7 < 5)  # 1970-01-01 was a Thursday


def units_per_day(base: TimeBase) -> float:
    """Give the length of a day in the log's unit: 24 hours, or the working hours of a calendar."""
    calendar = base.calendar if _works(base.calendar) else _CONTINUOUS
    return hours_in(calendar, "day") / hours_in(calendar, base.unit)


def with_origin(log: EventLog, origin: dt.datetime) -> EventLog:
    """Attach the moment of time 0 to a log, so that its times have dates; without a zone it is local."""
    zoned = origin if origin.tzinfo else origin.replace(tzinfo=ZoneInfo(log.base.zone))
    return replace(log, base=replace(log.base, origin=zoned))


def _works(calendar: Calendar | None) -> TypeGuard[Calendar]:
    """Say whether a calendar has working hours (rather than running day and night)."""
    return calendar is not None and calendar.kind == "working"


def _clock(base: TimeBase) -> WorkingTime:
    if base.origin is None or not _works(base.calendar):
        raise ValueError("a working clock needs an origin and working hours")
    return WorkingTime(base.calendar, base.unit, date_of_day(_origin_day(base)))


def _origin_day(base: TimeBase) -> int:
    assert base.origin is not None
    return day_number(base.origin.astimezone(ZoneInfo(base.zone)).date())


def _local_ticks(base: TimeBase, times: NDArray[np.float64]) -> NDArray[np.int64]:
    """Give the wall clock in ticks since 1970-01-01T00:00 local."""
    if base.origin is None:
        raise ValueError("a log without an origin has no dates")
    ticks = _working_ticks(base, times) if _works(base.calendar) else _elapsed_ticks(base, times)
    return ticks + offset_ticks(base.zone, ticks)


def _elapsed_ticks(base: TimeBase, times: NDArray[np.float64]) -> NDArray[np.int64]:
    """Give the moments of elapsed time in ticks since 1970-01-01T00:00Z."""
    assert base.origin is not None
    begin = (base.origin - UTC_EPOCH) // dt.timedelta(microseconds=10)
    return np.rint(times * (TICKS_PER_DAY / units_per_day(base))).astype(np.int64) + begin


def _working_ticks(base: TimeBase, times: NDArray[np.float64]) -> NDArray[np.int64]:
    """Give the moments of working time in ticks since 1970-01-01T00:00Z."""
    microseconds = _clock(base).to_utc(times).astype(np.int64)
    return np.asarray((microseconds + 5) // 10)
