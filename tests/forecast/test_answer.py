"""Whole answers, from a log and a question."""

from __future__ import annotations

import datetime as dt
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import ForecastFault
from sim.forecast import (
    Asked,
    CountPercentile,
    Curve,
    DatePercentile,
    Forecast,
    Question,
    forecast,
    forecast_from_sample,
    how_many,
    when,
)
from sim.stream import Calendar
from tests.forecast.histories import MONDAY, history, sample

DAILY = [2, 0, 0, 5, 1, 3, 2, 4, 0, 0, 1, 1, 2, 4, 0, 0, 0, 1, 0, 1, 2, 0, 0, 0, 0, 0, 0, 1, 2, 0, 0]
LAST = MONDAY + dt.timedelta(30)
THIN = (
    "Thin history: items were done on 15 days only; "
    "with fewer than 20 the answer can shift a lot with each new day."
)


def ask(question: Question, daily: list[int] | None = None) -> Forecast:
    return forecast(history(DAILY if daily is None else daily), question)


def test_when_is_answered_with_dates_counted_from_the_day_after_the_start() -> None:
    found = ask(Question(kind="when", items=28, by=dt.date(2026, 5, 2), history_days=31))
    assert found.start == LAST == dt.date(2026, 4, 1)
    assert found.percentiles == (
        DatePercentile(50, 27, dt.date(2026, 4, 28)),
        DatePercentile(70, 31, dt.date(2026, 5, 2)),
        DatePercentile(85, 35, dt.date(2026, 5, 6)),
        DatePercentile(95, 41, dt.date(2026, 5, 12)),
    )
    assert found.asked == Asked(28, dt.date(2026, 5, 2), 31, when(DAILY, 28).within(31))
    assert found.sentence == "85 % sure by Wed 6 May 2026"
    assert found.detail == (
        "50 % by 28 April 2026 · 70 % by 2 May 2026 · 95 % by 12 May 2026 · chance of making 2 May 2026: 71 %"
    )
    assert found.warnings == (THIN,)
    assert found.method == "exact"


def test_how_many_counts_the_day_after_the_start_to_the_date_inclusive() -> None:
    found = ask(Question(kind="how_many", by=dt.date(2026, 4, 11), items=7, history_days=31))
    assert found.percentiles == (
        CountPercentile(50, 10),
        CountPercentile(70, 8),
        CountPercentile(85, 6),
        CountPercentile(95, 4),
    )
    assert found.asked == Asked(7, dt.date(2026, 4, 11), 10, how_many(DAILY, 10).at_least(7))
    assert found.sentence == "85 % sure of 6 items or more by Sat 11 April 2026"
    assert found.detail == ("50 %: 10 or more · 70 %: 8 or more · 95 %: 4 or more · chance of 7 items: 80 %")


def test_the_written_answer_has_all_that_was_asked() -> None:
    found = ask(Question(kind="when", items=28, percentiles=(85,), history_days=31)).to_json()
    assert json.loads(json.dumps(found)) == {
        "question": "when",
        "items": 28,
        "by": None,
        "start": "2026-04-01",
        "days_counted": "calendar",
        "history": {"from": "2026-03-02", "to": "2026-04-01", "days": 31, "items": 32, "active_days": 15},
        "method": "exact",
        "percentiles": [{"percent": 85, "days": 35, "date": "2026-05-06"}],
        "chance": None,
        "sentence": "85 % sure by Wed 6 May 2026",
        "warnings": [THIN],
    }


def test_the_written_answer_to_how_many_has_items_and_the_chance_asked() -> None:
    question = Question(kind="how_many", by=dt.date(2026, 4, 11), items=6, percentiles=(50,), history_days=31)
    found = ask(question).to_json()
    assert found["percentiles"] == [{"percent": 50, "items": 10}]
    assert found["chance"] == {
        "items": 6, "by": "2026-04-11", "days": 10, "probability": 0.868413, "text": "87 %",
    }  # fmt: skip


def test_a_working_calendar_steps_over_days_not_worked() -> None:
    steady = [1, 1, 1, 1, 1, 0, 0] * 5
    calendar = Calendar(holidays=(dt.date(2026, 4, 8),))
    found = ask(Question(kind="when", items=5, percentiles=(85,), calendar=calendar), steady)
    assert found.start == dt.date(2026, 4, 5)  # a Sunday
    assert found.percentiles == (DatePercentile(85, 5, dt.date(2026, 4, 13)),)
    assert found.to_json()["days_counted"] == "working"
    assert set(found.sample.counts) == {1}
    many = ask(Question(kind="how_many", by=dt.date(2026, 4, 13), calendar=calendar), steady)
    assert {row.items for row in many.percentiles if isinstance(row, CountPercentile)} == {5}


def test_how_many_over_days_that_are_not_worked_is_none_and_said() -> None:
    steady = [1, 1, 1, 1, 1] * 7 + [1]
    found = ask(
        Question(kind="how_many", by=dt.date(2026, 4, 7), calendar=Calendar(weekdays=(3, 4, 5))), steady
    )
    assert found.percentiles[0] == CountPercentile(50, 0)
    assert "No day is worked up to 7 April 2026." in found.warnings


def test_a_certain_date_is_shown_as_more_than_95_percent_at_most() -> None:
    found = ask(Question(kind="when", items=1, by=dt.date(2027, 1, 1)))
    assert found.asked is not None
    assert found.asked.text == ">95 %"
    assert found.detail.endswith("chance of making 1 January 2027: >95 %")


def test_what_takes_more_than_ten_years_is_said_and_has_no_date() -> None:
    found = ask(Question(kind="when", items=4_000, percentiles=(50, 85, 95)))
    assert found.percentiles == tuple(DatePercentile(p, None, None) for p in (50, 85, 95))
    assert found.sentence == "Not 85 % sure within ten years"
    assert found.warnings[-1] == ("At this velocity 4,000 items are not 50, 85, 95 % sure within ten years.")
    assert found.to_json()["percentiles"][0] == {"percent": 50, "days": None, "date": None}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (Question(kind="when"), "without a number of items"),
        (Question(kind="how_many"), "without a date"),
        (Question(kind="when", items=0), "is 0; it must be from 1"),
        (Question(kind="when", items=-3), "is -3; it must be from 1"),
        (Question(kind="when", items=2_000_000), "is 2000000; it must be from 1 to 1,000,000"),
        (Question(kind="how_many", by=LAST), "1 April 2026 is not after the start 1 April 2026"),
        (Question(kind="when", items=3, by=dt.date(2020, 1, 1)), "1 January 2020 is not after the start"),
        (Question(kind="how_many", by=dt.date(2040, 1, 1)), "more than ten years after the start"),
        (Question(kind="when", items=3, percentiles=(0,)), "Percentile 0 is out of range"),
        (Question(kind="when", items=3, percentiles=(85, 100)), "Percentile 100 is out of range"),
        (Question(kind="when", items=3, percentiles=()), "No percentile"),
        (Question(kind="when", items=3, history_days=0), "0 days long"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_with_a_way_out(question: Question, said: str) -> None:
    with pytest.raises(ForecastFault, match=said) as refusal:
        ask(question)
    assert refusal.value.hint


@pytest.mark.parametrize("daily", [[0] * 40, [9, 9, 9, 9] + [0] * 40])
def test_a_history_too_thin_is_refused_whatever_is_asked(daily: list[int]) -> None:
    for question in (Question(kind="when", items=3), Question(kind="how_many", by=dt.date(2026, 6, 1))):
        with pytest.raises(ForecastFault):
            ask(question, daily)


def test_a_bulk_change_too_large_to_add_up_is_refused() -> None:
    with pytest.raises(ForecastFault, match="900,000 items were done on one day"):
        forecast_from_sample(sample([1] * 30 + [900_000]), Question(kind="how_many", by=dt.date(2026, 7, 31)))


@given(items=st.integers(1, 400), percent=st.integers(1, 99))
def test_the_curve_passes_through_the_percentiles(items: int, percent: int) -> None:
    found = forecast_from_sample(sample(DAILY), Question(kind="when", items=items, percentiles=(percent,)))
    row = found.percentiles[0]
    assert isinstance(row, DatePercentile)
    curve = found.curve
    assert list(curve.probability) == sorted(curve.probability)
    assert sum(curve.share) == pytest.approx(curve.probability[-1])
    assert curve.probability[-1] >= 0.999 - 1e-9
    reached = [day for day, p in zip(curve.values, curve.probability, strict=True) if p >= percent / 100]
    stride = curve.values[1] - curve.values[0] if len(curve.values) > 1 else 1
    assert reached[0] - stride < (row.days or 0) <= reached[0]
    assert curve.dates[0] == found.start + dt.timedelta(curve.values[0])


@given(days=st.integers(1, 200), percent=st.integers(1, 99))
def test_the_falling_curve_passes_through_the_numbers(days: int, percent: int) -> None:
    by = dt.date(2026, 5, 31) + dt.timedelta(days)
    found = forecast_from_sample(sample(DAILY), Question(kind="how_many", by=by, percentiles=(percent,)))
    row = found.percentiles[0]
    assert isinstance(row, CountPercentile)
    values, chances = np.array(found.curve.values), np.array(found.curve.probability)
    assert (np.diff(chances) <= 0).all()
    assert values[chances >= percent / 100 - 1e-12].max() == row.items
    assert found.curve.dates == ()


def test_the_same_question_gives_an_equal_answer() -> None:
    question = Question(kind="when", items=30)
    assert ask(question) == ask(question)


def test_a_long_curve_is_thinned() -> None:
    found = forecast_from_sample(sample(([0] * 60 + [1]) * 6), Question(kind="when", items=20))
    assert 500 < len(found.curve.values) <= 1001
    assert found.curve.values[-1] - found.curve.values[0] > 1001


def test_a_heavy_curve_is_thinned_more_and_still_passes_through_the_percentiles() -> None:
    found = forecast_from_sample(sample([0, 0, 0, 0, 900, 20] * 10), Question(kind="when", items=40_000))
    values, chances = np.array(found.curve.values), np.array(found.curve.probability)
    assert 50 <= len(values) <= 101
    for row in found.percentiles:
        assert isinstance(row, DatePercentile)
        assert row.days is not None
        assert np.interp(row.days, values, chances) == pytest.approx(row.percent / 100, abs=0.02)


def test_a_curve_of_one_sure_number_has_one_point() -> None:
    found = forecast_from_sample(
        sample([2] * 30), Question(kind="how_many", by=dt.date(2026, 6, 5), percentiles=(50,))
    )
    assert found.curve == Curve((10,), (), (1.0,), (1.0,))
    sure = forecast_from_sample(sample([2] * 30), Question(kind="when", items=9, percentiles=(50,)))
    assert sure.curve == Curve((4, 5), (dt.date(2026, 6, 4), dt.date(2026, 6, 5)), (0.0, 1.0), (0.0, 1.0))
