from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.charts.scale import (
    Tick,
    moment_text,
    number_ticks,
    round_step,
    time_label,
    time_ticks,
    untold_years,
    written_times,
)
from sim.log import TimeBase
from sim.stream import Calendar

PLAIN = TimeBase("day")
DATED = TimeBase("day", dt.datetime(2026, 1, 5, tzinfo=dt.UTC))


def test_numbers_are_round() -> None:
    assert number_ticks(0, 47, 5) == (
        Tick(0.0, "0"),
        Tick(10.0, "10"),
        Tick(20.0, "20"),
        Tick(30.0, "30"),
        Tick(40.0, "40"),
    )


def test_small_numbers_have_as_many_digits_as_they_need() -> None:
    assert [tick.text for tick in number_ticks(0, 0.5, 5)] == ["0.0", "0.1", "0.2", "0.3", "0.4", "0.5"]


def test_thousands_are_parted_by_a_narrow_space() -> None:
    assert number_ticks(0, 20_000, 2)[-1].text == "20 000"


@given(st.floats(1e-6, 1e9), st.integers(2, 12))
def test_there_are_never_many_more_ticks_than_room(span: float, most: int) -> None:
    assert len(number_ticks(0, span, most)) <= most + 1


@given(st.floats(1e-9, 1e9))
def test_a_step_is_one_two_or_five_times_a_power_of_ten(least: float) -> None:
    step = round_step(least)
    assert least * (1 - 1e-9) <= step <= least * 2.5 * (1 + 1e-9)


def test_an_empty_range_has_no_ticks() -> None:
    assert number_ticks(3, 3, 5) == time_ticks(DATED, 3, 3, 5) == ()


def test_two_weeks_are_marked_by_days() -> None:
    texts = [tick.text for tick in time_ticks(DATED, 0, 14, 7)]
    assert texts == ["5 Jan", "7 Jan", "9 Jan", "11 Jan", "13 Jan", "15 Jan", "17 Jan", "19 Jan"]


def test_weeks_begin_on_monday() -> None:
    ticks = time_ticks(DATED, 0, 42, 7)
    assert ticks[0] == Tick(0.0, "5 Jan")
    assert ticks[1] == Tick(7.0, "12 Jan")


def test_january_is_told_by_its_year() -> None:
    texts = [tick.text for tick in time_ticks(DATED, -120, 120, 10)]
    assert texts == ["Oct", "Nov", "Dec", "2026", "Feb", "Mar", "Apr", "May"]


def test_hours_are_marked_within_a_day() -> None:
    texts = [tick.text for tick in time_ticks(DATED, 0, 1, 5)]
    assert texts == ["5 Jan", "06:00", "12:00", "18:00", "6 Jan"]


def test_working_time_keeps_weekends_out() -> None:
    base = TimeBase("day", dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC), "UTC", Calendar())
    assert time_ticks(base, 0, 20, 4) == (
        Tick(0.0, "5 Jan"),
        Tick(5.0, "12 Jan"),
        Tick(10.0, "19 Jan"),
        Tick(15.0, "26 Jan"),
        Tick(20.0, "2 Feb"),
    )


@pytest.mark.parametrize(
    ("base", "words"),
    [
        (PLAIN, "day 96.3"),
        (DATED, "Sat 11 Apr 2026"),
    ],
)
def test_a_moment_in_words(base: TimeBase, words: str) -> None:
    assert moment_text(base, 96.3) == words


def test_an_axis_of_dates_names_its_years() -> None:
    assert time_label(DATED, 0, 100) == "2026"
    assert time_label(DATED, -100, 100) == "2025 – 2026"
    assert time_label(PLAIN, 0, 100) == "working days"
    assert time_label(TimeBase("hour", calendar=Calendar(kind="continuous")), 0, 1) == "hours"


@pytest.mark.parametrize(
    ("low", "high", "most", "told"),
    [
        (0, 60, 4, "2026"),
        (-20, 20, 4, "2025 – 2026"),
        (-120, 120, 10, ""),
        (0, 0, 4, ""),
    ],
    ids=["within a year", "days over New Year", "January says it", "no tick at all"],
)
def test_years_are_told_where_no_tick_tells_them(low: float, high: float, most: int, told: str) -> None:
    assert untold_years(DATED, time_ticks(DATED, low, high, most)) == told


def test_times_are_written_as_dates_as_moments_or_as_numbers() -> None:
    assert written_times(PLAIN, np.array([0.0, 1.5])) == [0.0, 1.5]
    assert written_times(DATED, np.array([0.0, 7.0])) == ["2026-01-05", "2026-01-12"]
    assert written_times(DATED, np.array([0.0, 0.5])) == ["2026-01-05 00:00:00", "2026-01-05 12:00:00"]
    auckland = TimeBase("day", DATED.origin, "Pacific/Auckland")
    assert written_times(auckland, np.array([0.5])) == ["2026-01-06 01:00:00"]
