"""Past forecasts, judged by what came: against a plain loop over days, and on made-up histories."""

from __future__ import annotations

import datetime as dt
import math

import numpy as np
import pytest

from sim.errors import ForecastFault
from sim.forecast import (
    Backtest,
    CountPercentile,
    DailySample,
    DatePercentile,
    Question,
    Score,
    backtest,
    forecast_from_sample,
)
from sim.forecast.chance import choices
from sim.forecast.forecast_days import worked_days
from sim.forecast.samples import on_worked_days
from sim.stream import Calendar
from tests.forecast.histories import MONDAY, history

STEADY = [1] * 100


def random_days(days: int, seed: int) -> list[int]:
    """Days drawn independently: what the forecast believes in."""
    values = np.array([0, 0, 0, 1, 1, 2, 4])
    return [int(n) for n in values[choices(seed, np.arange(1), np.arange(days), len(values))[0]]]


def judged_by_hand(daily: list[int], question: Question, every: int) -> dict[int, tuple[int, int]]:
    """Make each past forecast by the ordinary way, count what came day by day: the slow twin."""
    found = dict.fromkeys(question.percentiles, (0, 0))
    days = [MONDAY + dt.timedelta(n) for n in range(len(daily))]
    for place in range(min(question.history_days, 30) - 1, len(daily) - 1, every):
        first = max(0, place - question.history_days + 1)
        window = np.array(daily[first : place + 1])
        if question.calendar is not None:
            window = on_worked_days(window, worked_days(question.calendar, days[first], days[place]))[0]
        if np.count_nonzero(window) < 5:
            continue
        sample = DailySample(tuple(window.tolist()), days[first], days[place], len(window))
        asked = question
        if question.kind == "how_many":
            span = (question.by or days[-1]) - (question.start or days[-1])
            asked = question.model_copy(update={"by": days[place] + span})
        for row in forecast_from_sample(sample, asked).percentiles:
            date = row.date if isinstance(row, DatePercentile) else asked.by
            items = row.items if isinstance(row, CountPercentile) else question.items or 0
            if date is None or date > days[-1]:
                continue
            done = sum(daily[place + 1 : days.index(date) + 1])
            judged, held = found[row.percent]
            found[row.percent] = (judged + 1, held + (done >= items))
    return found


@pytest.mark.parametrize(
    "question",
    [
        Question(kind="when", items=12),
        Question(kind="when", items=12, history_days=20, percentiles=(85, 30)),
        Question(kind="when", items=12, calendar=Calendar()),
        Question(kind="how_many", start=MONDAY, by=MONDAY + dt.timedelta(14)),
        Question(kind="how_many", start=MONDAY, by=MONDAY + dt.timedelta(14), calendar=Calendar()),
    ],
)
def test_scores_are_those_of_forecasts_made_one_by_one(question: Question) -> None:
    daily = random_days(170, seed=3)
    found = backtest(history(daily), question, every_days=3)
    assert {one.percent: (one.judged, one.held) for one in found.scores} == judged_by_hand(daily, question, 3)


def test_a_steady_history_keeps_every_promise() -> None:
    question = Question(kind="when", items=7, percentiles=(50, 95))
    assert backtest(history(STEADY), question) == Backtest(
        question=question,
        every_days=7,
        first=MONDAY + dt.timedelta(29),
        last=MONDAY + dt.timedelta(92),
        made=10,
        refused=0,
        scores=(Score(50, 10, 10, 7.0), Score(95, 10, 10, 7.0)),
        sentence="10 past forecasts: 100 % kept what was 95 % sure, as promised, as far as these can tell.",
    )


def test_forecasts_of_independent_days_hold_as_often_as_they_say() -> None:
    daily = random_days(3000, seed=5)
    found = backtest(history(daily), Question(kind="when", items=5), every_days=11)
    for score in found.scores:
        promised = score.percent / 100
        # Dates are whole days, so a promise is kept at least as often as it says.
        assert score.share > promised - 3 * math.sqrt(promised * (1 - promised) / score.judged)
        assert score.share < promised + 0.2
    assert "as promised" in found.sentence or "more often than promised" in found.sentence


def test_a_team_that_slows_down_breaks_its_promises_and_is_told_so() -> None:
    slowing = [2] * 90 + [1] * 30 + [0, 1] * 30 + [0, 0, 1] * 40 + [0, 0, 0, 0, 1] * 20
    found = backtest(history(slowing), Question(kind="when", items=15))
    assert found.sentence.endswith("less often than promised.")


def test_what_would_be_judged_after_the_end_is_left_open() -> None:
    found = backtest(history(STEADY), Question(kind="when", items=60, percentiles=(85,)))
    assert found.made == 10
    assert found.scores == (Score(85, 2, 2, 60.0),)
    assert found.sentence == "2 past forecasts could be judged; 10 are needed to say how they did."


def test_days_too_thin_to_forecast_are_counted_as_refused() -> None:
    found = backtest(history([0] * 60 + [1] * 60), Question(kind="when", items=3), every_days=1)
    assert (found.made, found.refused) == (55, 35)
    assert found.first == MONDAY + dt.timedelta(64)


def test_a_history_too_short_makes_no_forecast() -> None:
    found = backtest(history([1] * 20), Question(kind="when", items=3))
    assert (found.made, found.refused, found.first, found.last) == (0, 0, None, None)
    assert math.isnan(found.scores[0].share)


def test_a_span_of_no_days_is_refused() -> None:
    with pytest.raises(ForecastFault, match="0 days after the start"):
        backtest(history(STEADY), Question(kind="how_many", start=MONDAY, by=MONDAY))
    with pytest.raises(ForecastFault, match="without a number of items"):
        backtest(history(STEADY), Question(kind="when"))
