"""From a log and a question to the answer."""

from __future__ import annotations

import datetime as dt

import numpy as np
from numpy.typing import NDArray

from sim.errors import ForecastFault
from sim.forecast import exact
from sim.forecast.forecast_days import ForecastDays, forecast_days
from sim.forecast.question import Question, check
from sim.forecast.result import Asked, CountPercentile, Curve, DatePercentile, Forecast
from sim.forecast.samples import DailySample, refuse_or_warn, sample_from_log
from sim.forecast.sums import Whole
from sim.forecast.words import count_text, day_text, short_day_text
from sim.log import EventLog

MOST_POINTS = 1_000
"""Points of a curve at most; longer ones are thinned."""

_FEW_POINTS = 100
_HEAVY = 2_000_000
"""Items times largest day from which a curve has few points.

PERF(one step of the curve multiplies as many numbers, about 1 ms at this size).
"""

_EDGE = 0.001
"""A curve leaves out the tails below this chance."""

_HEADLINE = 85
"""Percentile of the sentence, where it was asked for."""


def forecast(log: EventLog, question: Question) -> Forecast:
    """Answer a question from the days of a log's history.

    Args:
        log: A log with dates: an imported history, or a simulation with a start date.
        question: What is asked.

    Raises:
        ForecastFault: If the question makes no sense, or the history is too thin to answer it.
    """
    check(question)
    sample = sample_from_log(log, question.start, question.history_days, question.calendar)
    return forecast_from_sample(sample, question)


def forecast_from_sample(sample: DailySample, question: Question) -> Forecast:
    """Answer a question from counted days; the forecast starts after the sample's last day.

    Raises:
        ForecastFault: If the question makes no sense, or the sample is too thin to answer it.
    """
    check(question)
    warnings = refuse_or_warn(sample)
    days = forecast_days(sample.last, question.calendar)
    if question.by is not None:
        _check_date(question.by, days)
    if question.kind == "when":
        return _when(sample, question, days, warnings)
    return _how_many(sample, question, days, warnings)


def _when(sample: DailySample, question: Question, days: ForecastDays, warnings: tuple[str, ...]) -> Forecast:
    items = question.items or 0
    finish = exact.when(sample.counts, items, days.longest)
    rows = tuple(_date_percentile(finish, days, percent) for percent in question.percentiles)
    asked = None
    if question.by is not None:
        span = days.days_until(question.by)
        asked = Asked(items, question.by, span, finish.within(span))
    return Forecast(
        question=question,
        start=sample.last,
        sample=sample,
        method="exact",
        percentiles=rows,
        curve=_when_curve(finish, days, _FEW_POINTS if items * max(sample.counts) > _HEAVY else MOST_POINTS),
        asked=asked,
        warnings=(*warnings, *_never_warnings(rows, items)),
        sentence=_when_sentence(rows),
        detail=_when_detail(rows, asked),
    )


def _how_many(
    sample: DailySample, question: Question, days: ForecastDays, warnings: tuple[str, ...]
) -> Forecast:
    by = question.by or sample.last
    span = days.days_until(by)
    total = exact.how_many(sample.counts, span)
    rows = tuple(CountPercentile(p, total.largest(p / 100)) for p in question.percentiles)
    asked = None
    if question.items is not None:
        asked = Asked(question.items, by, span, total.at_least(question.items))
    return Forecast(
        question=question,
        start=sample.last,
        sample=sample,
        method="exact",
        percentiles=rows,
        curve=_how_many_curve(total),
        asked=asked,
        warnings=warnings if span else (*warnings, f"No day is worked up to {short_day_text(by)}."),
        sentence=_how_many_sentence(rows, by),
        detail=_how_many_detail(rows, asked),
    )


def _check_date(by: dt.date, days: ForecastDays) -> None:
    if by <= days.start:
        raise ForecastFault(
            f"The date {short_day_text(by)} is not after the start {short_day_text(days.start)}; "
            "the first forecast day is the day after the start.",
            "Ask for a later date, or choose an earlier start.",
        )
    if (by - days.start).days > exact.LONGEST_DAYS:
        raise ForecastFault(
            f"The date {short_day_text(by)} is more than ten years after the start.", "Ask for a nearer date."
        )


def _date_percentile(finish: exact.Finish, days: ForecastDays, percent: int) -> DatePercentile:
    span = finish.days_at(percent / 100)
    return DatePercentile(percent, span, None if span is None else days.date_of(span))


def _never_warnings(rows: tuple[DatePercentile, ...], items: int) -> tuple[str, ...]:
    never = [row.percent for row in rows if row.days is None]
    if not never:
        return ()
    percents = ", ".join(str(percent) for percent in never)
    return (f"At this velocity {count_text(items, 'item')} are not {percents} % sure within ten years.",)


def _when_curve(finish: exact.Finish, days: ForecastDays, most_points: int) -> Curve:
    """Give the chances from the last day that is all but impossible to the first all but sure."""
    first = max((finish.days_at(_EDGE) or days.longest) - 1, 0)
    last = finish.days_at(1 - _EDGE) or days.longest
    stride = -(-(last - first) // most_points) or 1
    probability = finish.curve(first, last, stride)
    values = tuple(range(first, last + 1, stride))
    dates = tuple(days.date_of(day) if day else days.start for day in values)
    share = np.diff(probability, prepend=0.0)
    return Curve(values, dates, tuple(probability.tolist()), tuple(share.tolist()))


def _how_many_curve(total: Whole) -> Curve:
    """Give the chances of at least each number between the tails."""
    first, last = total.largest(1 - _EDGE), min(total.largest(_EDGE) + 1, len(total.tail) - 1)
    stride = -(-(last - first) // MOST_POINTS) or 1
    values = np.arange(first, last + 1, stride)
    probability: NDArray[np.float64] = total.tail[values]
    share = -np.diff(probability, append=0.0)
    return Curve(tuple(values.tolist()), (), tuple(probability.tolist()), tuple(share.tolist()))


def _headline(percents: list[int]) -> int:
    """Give the place of the percentile that the sentence tells."""
    return percents.index(_HEADLINE) if _HEADLINE in percents else int(np.argmax(percents))


def _when_sentence(rows: tuple[DatePercentile, ...]) -> str:
    row = rows[_headline([row.percent for row in rows])]
    if row.date is None:
        return f"Not {row.percent} % sure within ten years"
    return f"{row.percent} % sure by {day_text(row.date)}"


def _when_detail(rows: tuple[DatePercentile, ...], asked: Asked | None) -> str:
    said = _headline([row.percent for row in rows])
    parts = [
        f"{row.percent} % by {short_day_text(row.date)}"
        for place, row in enumerate(rows)
        if place != said and row.date is not None
    ]
    if asked is not None:
        parts.append(f"chance of making {short_day_text(asked.by)}: {asked.text}")
    return " · ".join(parts)


def _how_many_sentence(rows: tuple[CountPercentile, ...], by: dt.date) -> str:
    row = rows[_headline([row.percent for row in rows])]
    return f"{row.percent} % sure of {count_text(row.items, 'item')} or more by {day_text(by)}"


def _how_many_detail(rows: tuple[CountPercentile, ...], asked: Asked | None) -> str:
    said = _headline([row.percent for row in rows])
    parts = [f"{row.percent} %: {row.items:,} or more" for place, row in enumerate(rows) if place != said]
    if asked is not None:
        parts.append(f"chance of {count_text(asked.items, 'item')}: {asked.text}")
    return " · ".join(parts)
