"""Which days a forecast learns from, and when they are too few."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import ForecastFault
from sim.forecast import DailySample, first_and_last_day, sample_from_log
from sim.forecast.samples import refuse_or_warn
from sim.log import TimeBase
from sim.stream import Calendar
from tests.forecast.histories import MONDAY, history, sample

WEEKDAYS = Calendar()
ENOUGH = [0, 1, 2, 1, 1] * 18


def days_after(number: int) -> dt.date:
    return MONDAY + dt.timedelta(number)


def test_the_window_is_the_days_up_to_and_including_the_start() -> None:
    found = sample_from_log(history([1, 0, 2, 3, 0, 4]), days_after(4), 3)
    assert found == DailySample((2, 3, 0), days_after(2), days_after(4), 3)
    assert (found.items, found.active_days, found.window_days) == (5, 2, 3)
    assert found.window_text == "4 March 2026 to 6 March 2026"


def test_the_start_is_the_day_of_the_last_event_unless_given() -> None:
    found = sample_from_log(history([1, 0, 2, 0, 0]), None, 2)
    assert found == DailySample((0, 0), days_after(3), days_after(4), 2)


def test_a_window_longer_than_the_history_is_cut_and_said() -> None:
    found = sample_from_log(history([1] * 61), None, 90)
    assert (found.window_days, found.first) == (61, MONDAY)
    assert refuse_or_warn(found) == ("The history has 61 days; 61 used, not 90.",)


def test_days_after_the_history_count_as_idle_and_are_said() -> None:
    found = sample_from_log(history(ENOUGH), days_after(93), 90)
    assert found.counts == (*ENOUGH[4:], 0, 0, 0, 0)
    assert refuse_or_warn(found) == (
        "The history ends 30 May 2026; the 4 days from then to the start count as days without completions.",
    )


def test_a_start_before_the_history_is_refused() -> None:
    with pytest.raises(ForecastFault, match="1 March 2026 is before the history, which begins 2 March 2026"):
        sample_from_log(history([1, 2]), days_after(-1), 30)


def test_what_is_done_after_the_start_is_not_known_yet() -> None:
    assert sample_from_log(history([1, 1, 9, 9]), days_after(1), 30).counts == (1, 1)


def test_days_begin_and_end_in_the_zone_of_the_log() -> None:
    in_auckland = history([1, 0, 2], zone="Pacific/Auckland")
    assert first_and_last_day(in_auckland) == (days_after(0), days_after(3))
    assert sample_from_log(in_auckland, None, 30).counts == (0, 1, 0, 2)


def test_a_log_without_dates_or_events_is_refused() -> None:
    log = history([1, 1])
    with pytest.raises(ForecastFault, match="no dates"):
        sample_from_log(replace(log, base=TimeBase("day")), None, 30)
    none = replace(
        log, time=log.time[:0], item=log.item[:0], kind=log.kind[:0], stage=log.stage[:0], who=log.who[:0]
    )
    with pytest.raises(ForecastFault, match="no events"):
        sample_from_log(none, None, 30)


def test_under_a_calendar_only_worked_days_stay_and_nothing_done_is_lost() -> None:
    #                 Mo Tu We Th Fr Sa Su Mo Tu We Th Fr Sa
    daily = history([1, 0, 2, 0, 1, 3, 1, 0, 1, 0, 0, 2, 5])
    found = sample_from_log(daily, None, 90, WEEKDAYS)
    assert found.counts == (1, 0, 2, 0, 1, 4, 1, 0, 0, 7)
    assert (found.items, found.moved, found.calendar) == (16, 9, True)
    assert "9 items done on days not worked, counted on the next working day." in refuse_or_warn(
        replace(found, asked_days=found.window_days)
    )


def test_holidays_are_not_worked() -> None:
    calendar = Calendar(holidays=(days_after(1),))
    assert sample_from_log(history([1, 2, 3]), None, 90, calendar).counts == (1, 5)


def test_a_history_without_a_working_day_is_refused() -> None:
    with pytest.raises(ForecastFault, match="No day of the history is a working day"):
        sample_from_log(history([1, 2], first=days_after(5)), None, 90, WEEKDAYS)


def test_a_continuous_calendar_leaves_every_day_in() -> None:
    every_day = Calendar(kind="continuous")
    assert sample_from_log(history([1] * 9), None, 90, every_day) == sample_from_log(
        history([1] * 9), None, 90
    )


@given(daily=st.lists(st.integers(0, 4), min_size=8, max_size=40), days=st.integers(8, 50))
def test_a_calendar_never_changes_the_total(daily: list[int], days: int) -> None:
    log = history(daily)
    worked = sample_from_log(log, None, days, WEEKDAYS)
    assert worked.items == sample_from_log(log, None, days).items
    assert len(worked.counts) < worked.window_days


def test_zero_history_is_refused_in_words() -> None:
    with pytest.raises(ForecastFault) as refusal:
        refuse_or_warn(sample([0] * 30))
    assert refusal.value.text == (
        "Nothing was done from 2 May 2026 to 31 May 2026; from zero history no forecast can be made."
    )
    assert refusal.value.hint


@pytest.mark.parametrize(("active", "said"), [(1, "1 day"), (4, "4 days")])
def test_fewer_than_five_active_days_are_refused(active: int, said: str) -> None:
    with pytest.raises(ForecastFault, match=f"on only {said} from .*; a forecast needs 5"):
        refuse_or_warn(sample([7] * active + [0] * 60))


def test_thin_and_short_histories_are_warned_of_and_full_ones_are_not() -> None:
    thin = "Thin history: items were done on {} days only; with fewer than 20 the answer can shift a lot {}"
    short = "Short history: 29 days; fewer than 30 may miss slow weeks and holidays."
    assert refuse_or_warn(sample([1] * 5 + [0] * 25)) == (thin.format(5, "with each new day."),)
    assert refuse_or_warn(sample([1] * 20 + [0] * 9)) == (short,)
    assert refuse_or_warn(sample([1] * 20 + [0] * 10)) == ()
