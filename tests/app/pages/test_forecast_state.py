"""What the Forecast page shows of an answer, before any of it is drawn."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from app.pages.forecast.state import (
    Answer,
    Request,
    answer,
    curve_state,
    day_chances,
    days_of,
    learned_note,
    learned_state,
    marks,
    middle,
    target,
)
from sim.errors import ForecastFault
from sim.forecast import DailySample, Forecast, Question, forecast_from_sample
from sim.log import EventLog, day_number
from sim.stream import Calendar
from tests.history.files import history

ONE_A_DAY = DailySample((1,) * 30, dt.date(2026, 1, 1), dt.date(2026, 1, 30), asked_days=30)
UNEVEN = DailySample((2, 0, 1, 0, 1, 2) * 10, dt.date(2026, 1, 1), dt.date(2026, 3, 1), asked_days=60)
RARE_AND_LARGE = DailySample(
    (1000, 0, 0, 0, 0) * 18, dt.date(2026, 1, 1), dt.date(2026, 3, 31), asked_days=90
)
WEEK = Calendar(kind="working", weekdays=(1, 2, 3, 4, 5))


def asked(sample: DailySample, **question: object) -> Forecast:
    return forecast_from_sample(sample, Question.model_validate({"kind": "when", **question}))


def log_of(days: int) -> EventLog:
    """An item done each day from Monday 5 January 2026 on, begun the same day."""
    dates = [dt.date(2026, 1, 5) + dt.timedelta(n) for n in range(days)]
    return history("ID,Started,Done", *(f"{n},{date},{date}" for n, date in enumerate(dates))).log


def shown(found: Forecast) -> Answer:
    """All that the page shows of an answer, learned from a log that does not matter."""
    return Answer(found, curve_state(found), learned_state(log_of(9), found.sample), day_chances(found), "")


# --- when ------------------------------------------------------------------------------------------------


def test_a_certain_pace_is_one_certain_day() -> None:
    found = asked(ONE_A_DAY, items=5)
    fourth, fifth = day_number(dt.date(2026, 2, 3)), day_number(dt.date(2026, 2, 4))
    state = curve_state(found)
    assert state.kind == "when"
    assert list(zip(state.at.tolist(), state.reached.tolist(), state.chance.tolist(), strict=True)) == [
        (fourth, 0.0, 0.0),
        (fifth, 1.0, 1.0),
    ]
    assert state.percentiles == ((50, fifth), (70, fifth), (85, fifth), (95, fifth))


def test_the_bars_of_a_curve_are_its_rises() -> None:
    state = curve_state(asked(UNEVEN, items=12))
    assert np.cumsum(state.chance).tolist() == pytest.approx(state.reached.tolist())
    assert np.diff(state.at).tolist() == [1.0] * (len(state.at) - 1)


def test_percentile_lines_stand_in_order_whatever_was_asked_first() -> None:
    found = asked(UNEVEN, items=12, percentiles=(95, 50, 85))
    assert [percent for percent, _ in marks(found)] == [50, 85, 95]
    assert [row.percent for row in found.percentiles] == [95, 50, 85]


def test_a_percentile_beyond_ten_years_has_no_line() -> None:
    found = asked(UNEVEN, items=20_000)
    assert marks(found) == ()
    assert curve_state(found).percentiles == ()
    assert found.percentiles[0].date is None  # type: ignore[union-attr]


def test_a_wished_date_is_a_place_on_the_curve() -> None:
    wish = dt.date(2026, 3, 10)
    assert target(asked(UNEVEN, items=12, by=wish)) == day_number(wish)
    assert target(asked(UNEVEN, items=12)) is None


def test_without_a_calendar_every_day_counts() -> None:
    days = day_chances(asked(ONE_A_DAY, items=5))
    assert [(day.date, day.chance) for day in days] == [
        (dt.date(2026, 2, 3), 0.0),
        (dt.date(2026, 2, 4), 1.0),
    ]


def test_days_off_stand_in_the_calendar_and_do_not_count() -> None:
    friday = replace(ONE_A_DAY, calendar=True)
    days = day_chances(asked(friday, items=6, calendar=WEEK, percentiles=(50,)))
    assert [(day.date.isoformat(), day.chance) for day in days] == [
        ("2026-02-06", 0.0),
        ("2026-02-07", None),
        ("2026-02-08", None),
        ("2026-02-09", 1.0),
    ]


def test_what_is_certain_tomorrow_begins_with_today() -> None:
    many = replace(ONE_A_DAY, counts=(9,) * 30)
    days = day_chances(asked(many, items=3))
    assert [(day.date, day.chance) for day in days] == [(many.last, 0.0), (dt.date(2026, 1, 31), 1.0)]


def test_a_curve_of_few_points_still_tells_a_chance_for_every_day() -> None:
    found = asked(RARE_AND_LARGE, items=50_000)
    assert found.curve.values[1] - found.curve.values[0] > 1
    days = day_chances(found)
    chances = [day.chance for day in days]
    assert None not in chances
    assert chances == sorted(chances)  # type: ignore[type-var]
    by_date = {day.date: day.chance for day in days}
    assert [by_date[date] for date in found.curve.dates] == list(found.curve.probability)


def test_a_curve_of_few_points_leaves_out_only_days_off() -> None:
    working = replace(RARE_AND_LARGE, calendar=True)
    days = day_chances(asked(working, items=50_000, calendar=WEEK))
    assert len(days) > 200
    assert [day.date for day in days if day.chance is None] == [
        day.date for day in days if day.date.isoweekday() > 5
    ]


def test_the_calendar_is_laid_around_the_median() -> None:
    found = asked(UNEVEN, items=12)
    (median,) = (row.date for row in found.percentiles if row.percent == 50)  # type: ignore[union-attr]
    assert middle(shown(found)) == median


def test_a_forecast_that_never_ends_has_no_middle() -> None:
    assert middle(shown(asked(UNEVEN, items=20_000))) is None


# --- how many --------------------------------------------------------------------------------------------


def test_how_many_counts_items_and_has_no_calendar() -> None:
    found = asked(ONE_A_DAY, kind="how_many", by=dt.date(2026, 2, 9))
    state = curve_state(found)
    assert (state.kind, state.note) == (
        "how_many",
        "line: at least that many; bars: exactly that many, not to scale",
    )
    assert state.percentiles == ((50, 10.0), (70, 10.0), (85, 10.0), (95, 10.0))
    assert dict(zip(state.at.tolist(), state.reached.tolist(), strict=True))[10.0] == 1.0
    assert day_chances(found) == ()
    assert middle(shown(found)) is None


def test_a_wished_number_is_a_place_on_the_curve() -> None:
    assert target(asked(UNEVEN, kind="how_many", by=dt.date(2026, 4, 1), items=25)) == 25.0
    assert target(asked(UNEVEN, kind="how_many", by=dt.date(2026, 4, 1))) is None


def test_the_surer_the_fewer_items() -> None:
    lines = marks(asked(UNEVEN, kind="how_many", by=dt.date(2026, 4, 1)))
    assert [percent for percent, _ in lines] == [50, 70, 85, 95]
    items = [at for _, at in lines]
    assert items == sorted(items, reverse=True)
    assert items[0] > items[-1]


# --- what it was learned from ----------------------------------------------------------------------------


def test_the_sample_is_counted_by_weeks_and_torn_weeks_are_marked() -> None:
    log = log_of(24)
    found = answer(Request(log, Question(kind="when", items=5, history_days=20)))
    assert found.learned.done.tolist() == [3, 7, 7, 3]
    assert found.learned.whole is not None
    assert found.learned.whole.tolist() == [False, True, True, False]
    assert (
        found.learned_note
        == "20 items done in 20 days, 9 January 2026 to 28 January 2026; days without any count."
    )


def test_under_a_calendar_the_note_counts_working_days() -> None:
    sample = DailySample((1,) * 20, dt.date(2026, 1, 5), dt.date(2026, 1, 30), 26, calendar=True)
    assert learned_note(sample) == (
        "20 items done in 20 working days, 5 January 2026 to 30 January 2026; days without any count."
    )


def test_the_days_of_a_log_are_those_of_its_first_and_last_event() -> None:
    assert days_of(log_of(24)) == (dt.date(2026, 1, 5), dt.date(2026, 1, 28))
    log = log_of(1)
    none = replace(
        log, time=log.time[:0], item=log.item[:0], kind=log.kind[:0], stage=log.stage[:0], who=log.who[:0]
    )
    assert days_of(none) is None


def test_a_history_too_thin_is_refused_with_the_way_out() -> None:
    with pytest.raises(ForecastFault) as refused:
        answer(Request(log_of(4), Question(kind="when", items=5)))
    assert refused.value.text.startswith("Items were done on only 4 days")
    assert refused.value.hint == "Choose a longer history, or wait for more completions."
