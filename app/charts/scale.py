"""Ticks and words for an axis of time: dates where the log has an origin, working time where not."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sim.log import date_of, local_time, time_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from sim.log import TimeBase

    Words = Callable[[dt.datetime], str]

PLURAL: Final = {"minute": "minutes", "hour": "hours", "day": "days", "week": "weeks"}
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MINUTE_STEPS: Final = (1, 5, 10, 15, 30, 60, 120, 180, 360, 720)
_DAY_STEPS: Final = (1, 2, 7, 14)
_NEAR: Final = 1e-6
_MINUTE: Final = dt.timedelta(minutes=1)
_MONTH_STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240)


@dataclass(frozen=True)
class Tick:
    """One mark on an axis: where (in the log's time), and its words."""

    at: float
    text: str


def has_dates(base: TimeBase) -> bool:
    """Say whether the log's time can be told in dates."""
    return base.origin is not None


def time_label(base: TimeBase, low: float, high: float) -> str:
    """Name the axis: the year or years where the ticks are dates, else the unit."""
    if has_dates(base):
        first, last = date_of(base, low).year, date_of(base, high).year
        return str(first) if first == last else f"{first} – {last}"
    worked = "working " if base.calendar is None or base.calendar.kind == "working" else ""
    return f"{worked}{PLURAL[base.unit]}"


def with_time(what: str, base: TimeBase, times: Sequence[float] | NDArray[np.float64]) -> str:
    """Say what is measured, and what the axis of time along ``times`` (ascending) means."""
    label = time_label(base, float(times[0]), float(times[-1])) if len(times) else ""
    return f"{what} · {label}" if label else what


def moment_text(base: TimeBase, time: float) -> str:
    """Say a moment in words, such as ``Fri 20 Mar 2026`` or ``day 96.2``."""
    if not has_dates(base):
        return f"{base.unit} {time:,.1f}".replace(",", " ")
    moment = date_of(base, time)
    return f"{_DAYS[moment.weekday()]} {moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def written_times(base: TimeBase, times: NDArray[np.float64]) -> list[object]:
    """Give times as a file has them: the wall clock of the log's zone, or numbers where there are no dates.

    Where every time is a midnight, the date says it.
    """
    if not has_dates(base):
        return list(times.tolist())
    clock = local_time(base, times).astype("datetime64[s]")
    days = clock.astype("datetime64[D]")
    if (clock == days).all():
        return list(map(str, days))
    return [str(moment).replace("T", " ") for moment in clock]


def bar_at(edges: NDArray[np.float64], x: float) -> int | None:
    """Give which bar between ``edges``, shape (bars + 1,), lies at a place; None beside all of them."""
    if not edges[0] <= x < edges[-1]:
        return None
    return int(edges.searchsorted(x, side="right")) - 1


def time_ticks(base: TimeBase, low: float, high: float, most: int) -> tuple[Tick, ...]:
    """Choose at most about ``most`` ticks from ``low`` to ``high``, on round dates or round numbers."""
    if not high > low or not math.isfinite(high - low):
        return ()
    if not has_dates(base):
        return number_ticks(low, high, most)
    first, last = date_of(base, low), date_of(base, high)
    found: dict[float, Tick] = {}
    for moment, words in _round_moments(first, last, max(most, 1)):
        at = time_of(base, moment)
        if low - _NEAR <= at <= high + _NEAR:
            # Where nobody works, time stands still: a Saturday is the begin of Monday, and called so.
            here = max(moment, date_of(base, at + _NEAR))
            if words is not _clock or here - moment < _MINUTE:
                found.setdefault(at, Tick(at, words(here)))
    return tuple(found.values())


def untold_years(base: TimeBase, ticks: Sequence[Tick]) -> str:
    """Give the year or years of ticks that are dates; nothing where one of them is a year itself."""
    if not ticks or any(tick.text.isdecimal() for tick in ticks):
        return ""
    return time_label(base, ticks[0].at + _NEAR, ticks[-1].at + _NEAR)


def number_ticks(low: float, high: float, most: int) -> tuple[Tick, ...]:
    """Choose round numbers (1, 2 or 5 times a power of ten) from ``low`` to ``high``."""
    if not high > low or not math.isfinite(high - low):
        return ()
    step = round_step((high - low) / max(most, 1))
    if math.floor(high / step + 1e-9) <= math.ceil(low / step - 1e-9):
        step = round_step(0.4 * step)  # one tick alone tells no scale
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    digits = max(0, -math.floor(math.log10(step) + 1e-9))
    return tuple(Tick(n * step, f"{n * step:,.{digits}f}".replace(",", " ")) for n in range(first, last + 1))


def round_step(least: float) -> float:
    """Give the smallest of 1, 2, 5 times a power of ten that is not below ``least``."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(factor * power for factor in (1.0, 2.0, 5.0, 10.0) if factor * power >= least * (1 - 1e-9))


def _round_moments(first: dt.datetime, last: dt.datetime, most: int) -> Iterator[tuple[dt.datetime, Words]]:
    """Give round moments between two, with what puts them in words."""
    span_days = (last - first).total_seconds() / 86_400
    for minutes in _MINUTE_STEPS:
        if span_days * 1_440 / minutes <= most and span_days < 2:
            return _by_minutes(first, last, minutes)
    for days in _DAY_STEPS:
        if span_days / days <= most:
            return _by_days(first, last, days)
    months = next((m for m in _MONTH_STEPS if span_days / (30.4 * m) <= most), _MONTH_STEPS[-1])
    return _by_months(first, last, months)


def _midnight(moment: dt.datetime) -> dt.datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _by_minutes(first: dt.datetime, last: dt.datetime, step: int) -> Iterator[tuple[dt.datetime, Words]]:
    moment = _midnight(first)
    while moment <= last:
        yield moment, _clock if moment.hour or moment.minute else _short
        moment += dt.timedelta(minutes=step)


def _by_days(first: dt.datetime, last: dt.datetime, step: int) -> Iterator[tuple[dt.datetime, Words]]:
    # Weeks start on Monday; the proleptic ordinal 1 is a Monday.
    day = _midnight(first)
    day -= dt.timedelta(days=(day.toordinal() - 1) % step)
    while day <= last:
        yield day, _short
        day += dt.timedelta(days=step)


def _by_months(first: dt.datetime, last: dt.datetime, step: int) -> Iterator[tuple[dt.datetime, Words]]:
    number = (first.year * 12 + first.month - 1) // step * step
    while (month := _midnight(first).replace(year=number // 12, month=number % 12 + 1, day=1)) <= last:
        yield month, _month
        number += step


def _clock(moment: dt.datetime) -> str:
    return f"{moment:%H:%M}"


def _month(month: dt.datetime) -> str:
    return str(month.year) if month.month == 1 else _MONTHS[month.month - 1]


def _short(day: dt.datetime) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}"
