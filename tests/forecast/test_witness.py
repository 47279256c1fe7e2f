"""Trials answer the same questions, in the same shape."""

from __future__ import annotations

import datetime as dt

import pytest

from sim.forecast import (
    CountPercentile,
    DatePercentile,
    Question,
    forecast_from_sample,
    how_many,
    when,
    witness,
)
from sim.stream import Calendar
from tests.forecast.histories import sample

DAILY = [2, 0, 0, 5, 1, 3, 2, 4, 0, 0, 1, 1, 2, 4, 0, 0, 0, 1, 0, 1, 2, 0, 0, 0, 0, 0, 0, 1, 2, 0, 0]


@pytest.mark.parametrize("calendar", [None, Calendar(country="NL")])
def test_dates_by_trials_are_as_sure_as_they_say(calendar: Calendar | None) -> None:
    found = forecast_from_sample(sample(DAILY), Question(kind="when", items=28, calendar=calendar))
    exact = when(DAILY, 28)
    rows = witness(found, seed=1)
    assert [row.percent for row in rows] == [row.percent for row in found.percentiles]
    for row, ours in zip(rows, found.percentiles, strict=True):
        assert isinstance(row, DatePercentile)
        assert isinstance(ours, DatePercentile)
        assert row.days is not None
        # The rank lies where the chance passes the percent, give or take the error of 10 000 trials.
        assert exact.within(row.days - 1) - 0.02 < row.percent / 100 < exact.within(row.days) + 0.02
        assert abs(row.days - (ours.days or 0)) <= 1
        assert row.date is not None
        assert calendar is None or row.date.isoweekday() <= 5


def test_numbers_by_trials_are_as_sure_as_they_say() -> None:
    question = Question(kind="how_many", by=dt.date(2026, 6, 30))
    found = forecast_from_sample(sample(DAILY), question)
    exact = how_many(DAILY, 30)
    for row, ours in zip(witness(found, seed=2), found.percentiles, strict=True):
        assert isinstance(row, CountPercentile)
        assert isinstance(ours, CountPercentile)
        assert exact.at_least(row.items + 1) - 0.02 < row.percent / 100 < exact.at_least(row.items) + 0.02
        assert abs(row.items - ours.items) <= 1


def test_a_constant_history_gives_the_exact_answer() -> None:
    constant = sample([2] * 30)
    for question in (Question(kind="when", items=9), Question(kind="how_many", by=dt.date(2026, 6, 9))):
        found = forecast_from_sample(constant, question)
        assert witness(found, seed=3, trials=50) == found.percentiles


def test_what_never_ends_has_no_date_by_trials_either() -> None:
    found = forecast_from_sample(sample(([0] * 60 + [1]) * 6), Question(kind="when", items=500))
    assert witness(found, seed=4, trials=20) == found.percentiles
    assert found.percentiles[0] == DatePercentile(50, None, None)
