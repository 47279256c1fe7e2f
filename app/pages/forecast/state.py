"""What the Forecast page shows, computed away from the window."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from app.charts import ProbabilityState, VelocityState
from sim.log import EventLog, TimeBase, date_of_day, day_number, day_start, local_day

if TYPE_CHECKING:
    from sim.forecast import DailySample, Forecast, Question

DATES = TimeBase(unit="day", origin=dt.datetime(1970, 1, 1, tzinfo=dt.UTC))
"""Whole days as numbers since 1970-01-01."""


@dataclass(frozen=True)
class Request:
    """What is asked of which history."""

    log: EventLog
    question: Question


@dataclass(frozen=True)
class DayChance:
    """A day of the calendar and the chance of being done by its end; None on a day that does not count."""

    date: dt.date
    chance: float | None


@dataclass(frozen=True)
class Answer:
    """All that the page shows of a forecast.

    Attributes:
        forecast: The answer itself.
        curve: Its picture.
        learned: What it was learned from, by week.
        days: Chance by day, for the calendar; empty for how many.
        learned_note: The sample in a sentence.
    """

    forecast: Forecast
    curve: ProbabilityState
    learned: VelocityState
    days: tuple[DayChance, ...]
    learned_note: str


def answer(request: Request) -> Answer:
    """Answer the question and make the pictures.

    Raises:
        ForecastFault: If the history cannot answer it.
    """
    from sim.forecast import forecast

    found = forecast(request.log, request.question)
    return Answer(
        forecast=found,
        curve=curve_state(found),
        learned=learned_state(request.log, found.sample),
        days=day_chances(found) if found.question.kind == "when" else (),
        learned_note=learned_note(found.sample),
    )


def middle(found: Answer) -> dt.date | None:
    """Give the day that the calendar is laid around: that of the median."""
    return next((day.date for day in found.days if day.chance is not None and day.chance >= 0.5), None)


def days_of(log: EventLog) -> tuple[dt.date, dt.date] | None:
    """Give the first and the last day of a log; None where it has no events."""
    if not len(log):
        return None
    low, high = local_day(log.base, np.array([log.time.min(), log.time.max()])).tolist()
    return date_of_day(low), date_of_day(high)


def curve_state(found: Forecast) -> ProbabilityState:
    """Draw the whole distribution, percentiles marked."""
    curve = found.curve
    dated = found.question.kind == "when"
    at = [day_number(date) for date in curve.dates] if dated else curve.values
    return ProbabilityState(
        kind=found.question.kind,
        at=np.asarray(at, dtype=np.float64),
        chance=np.asarray(curve.share),
        reached=np.asarray(curve.probability),
        percentiles=marks(found),
        base=DATES,
        target=target(found),
    )


def marks(found: Forecast) -> tuple[tuple[int, float], ...]:
    """Give the percentile lines, those beyond the days looked ahead left out."""
    from sim.forecast import CountPercentile

    lines: list[tuple[int, float]] = []
    for row in found.percentiles:
        if isinstance(row, CountPercentile):
            lines.append((row.percent, float(row.items)))
        elif row.date is not None:
            lines.append((row.percent, float(day_number(row.date))))
    return tuple(sorted(lines))


def target(found: Forecast) -> float | None:
    """Give the wished date or number as a place on the curve."""
    if found.asked is None:
        return None
    return float(day_number(found.asked.by) if found.question.kind == "when" else found.asked.items)


def day_chances(found: Forecast) -> tuple[DayChance, ...]:
    """Give the chance of being done by each day, from the first that matters to the last.

    A curve over years has not a point a day: the days between lie on its line, as they do in its picture.
    """
    from sim.forecast import forecast_days

    curve = found.curve
    if not curve.dates:
        return ()
    counted = forecast_days(found.start, found.question.calendar)
    numbers = range(curve.values[0], curve.values[-1] + 1)
    dates = [counted.date_of(number) if number else counted.start for number in numbers]
    chances = np.interp(numbers, curve.values, curve.probability).tolist()
    by_date = dict(zip(dates, chances, strict=True))
    length = (dates[-1] - dates[0]).days + 1
    days = (dates[0] + dt.timedelta(number) for number in range(length))
    return tuple(DayChance(day, by_date.get(day)) for day in days)


def learned_state(log: EventLog, sample: DailySample) -> VelocityState:
    """Count the sample's items by ISO week; weeks that the sample does not hold whole are marked."""
    from sim.metrics import Window, velocity_series

    begin = day_start(log.base, day_number(sample.first))
    end = day_start(log.base, day_number(sample.last) + 1)
    series = velocity_series(log, "week", Window(begin, end))
    whole = (series.edges[:-1] >= begin) & (series.edges[1:] <= end)
    return VelocityState(log.base, series.edges, series.done, "week", whole)


def learned_note(sample: DailySample) -> str:
    """Say what the answer was learned from."""
    days = "working days" if sample.calendar else "days"
    return (
        f"{sample.items:,} items done in {len(sample.counts)} {days}, {sample.window_text}; "
        "days without any count."
    )
