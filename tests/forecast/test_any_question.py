"""Any question of any history: an answer that holds together, or a refusal in words."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sim.errors import ForecastFault
from sim.forecast import (
    CountPercentile,
    DatePercentile,
    Forecast,
    Question,
    backtest,
    forecast,
    forecast_days,
    how_many,
    when,
)
from sim.stream import Calendar
from tests.forecast.histories import MONDAY, history

CALENDARS = st.none() | st.builds(
    Calendar,
    kind=st.sampled_from(["working", "continuous"]),
    weekdays=st.sets(st.integers(1, 7), min_size=1).map(sorted).map(tuple),
    holidays=st.lists(st.dates(MONDAY, MONDAY + dt.timedelta(90)), max_size=3).map(tuple),
)
DATES = st.dates(MONDAY - dt.timedelta(5), MONDAY + dt.timedelta(400))
QUESTIONS = st.builds(
    Question,
    kind=st.sampled_from(["when", "how_many"]),
    items=st.none() | st.integers(-1, 300),
    by=st.none() | DATES,
    start=st.none() | st.dates(MONDAY, MONDAY + dt.timedelta(60)),
    history_days=st.integers(0, 100),
    percentiles=st.lists(st.integers(1, 99), min_size=1, max_size=4, unique=True).map(tuple),
    calendar=CALENDARS,
)
HISTORIES = st.lists(st.integers(0, 5), min_size=1, max_size=60)


def answered(daily: list[int], question: Question) -> Forecast | None:
    try:
        return forecast(history(daily), question)
    except ForecastFault as fault:
        refused = fault
    assert refused.text.endswith(".")
    assert refused.hint.endswith(".")
    return None


@given(daily=HISTORIES, question=QUESTIONS)
def test_an_answer_holds_together_or_is_refused(daily: list[int], question: Question) -> None:
    found = answered(daily, question)
    if found is None:
        return
    assert found.sample.last == found.start
    assert found.sample.active_days >= 5
    assert [row.percent for row in found.percentiles] == list(question.percentiles)
    assert len(found.curve.values) == len(found.curve.probability) == len(found.curve.share)
    assert all(0 <= p <= 1 + 1e-12 for p in (*found.curve.probability, *found.curve.share))
    assert json.loads(json.dumps(found.to_json()))["question"] == question.kind
    assert (found.asked is not None) == (question.items is not None and question.by is not None)


@given(daily=HISTORIES, question=QUESTIONS)
def test_dates_are_after_the_start_are_worked_and_rise_with_certainty(
    daily: list[int], question: Question
) -> None:
    found = answered(daily, question)
    if found is None or question.kind == "how_many":
        return
    days = forecast_days(found.start, question.calendar)
    rows = sorted(
        (row for row in found.percentiles if isinstance(row, DatePercentile)), key=lambda row: row.percent
    )
    dates = [row.date for row in rows if row.date is not None]
    assert dates == sorted(dates)
    assert len(rows) == len(found.percentiles)
    for row in rows:
        if row.date is not None:
            assert row.date > found.start
            assert days.days_until(row.date) == row.days


@given(daily=HISTORIES, question=QUESTIONS)
def test_numbers_fall_with_certainty_and_a_later_date_never_gives_fewer(
    daily: list[int], question: Question
) -> None:
    found = answered(daily, question)
    if found is None or question.kind == "when" or question.by is None:
        return
    rows = [row for row in found.percentiles if isinstance(row, CountPercentile)]
    numbers = [row.items for row in sorted(rows, key=lambda row: row.percent)]
    assert numbers == sorted(numbers, reverse=True)
    later = answered(daily, question.model_copy(update={"by": question.by + dt.timedelta(30)}))
    assert later is not None
    for row, then in zip(rows, later.percentiles, strict=True):
        assert isinstance(then, CountPercentile)
        assert then.items >= row.items


@given(daily=HISTORIES, question=QUESTIONS)
def test_the_chance_asked_is_that_of_the_bare_arithmetic(daily: list[int], question: Question) -> None:
    found = answered(daily, question)
    if found is None or found.asked is None:
        return
    counts, asked = found.sample.counts, found.asked
    by_number = how_many(counts, asked.days).at_least(asked.items)
    by_date = when(counts, asked.items).within(asked.days)
    assert abs(by_number - by_date) < 1e-12
    assert abs(asked.probability - by_date) < 1e-12


@given(daily=HISTORIES, question=QUESTIONS)
def test_more_items_are_never_sooner(daily: list[int], question: Question) -> None:
    found = answered(daily, question)
    if found is None or question.kind == "how_many":
        return
    more = answered(daily, question.model_copy(update={"items": (question.items or 0) + 10}))
    assert more is not None

    def day(row: Any) -> float:  # noqa: ANN401
        return float("inf") if row.days is None else float(row.days)

    for row, then in zip(found.percentiles, more.percentiles, strict=True):
        assert day(then) >= day(row)


@given(daily=HISTORIES, question=QUESTIONS)
def test_a_backtest_never_counts_more_kept_than_judged_than_made(
    daily: list[int], question: Question
) -> None:
    try:
        found = backtest(history(daily), question)
    except ForecastFault:
        return
    assert all(0 <= score.held <= score.judged <= found.made for score in found.scores)
    assert found.sentence.endswith(".")
