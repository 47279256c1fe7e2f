"""Moments and times where clocks go forward and back: elapsed time does not jump."""

from __future__ import annotations

import datetime as dt
import itertools
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.log import TimeBase, date_of, day_number, day_start, time_of

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata")
HOURS = {"minute": 1 / 60, "hour": 1.0, "day": 24.0, "week": 168.0}


def base_in(zone: str, unit: str = "day") -> TimeBase:
    """Elapsed time from the beginning of 2026 in a zone."""
    return TimeBase(unit, dt.datetime(2026, 1, 1, tzinfo=ZoneInfo(zone)), zone)  # type: ignore[arg-type]


@given(st.sampled_from(ZONES), st.integers(0, 8760), st.sampled_from(list(HOURS)))
def test_every_moment_comes_back_from_its_time(zone: str, hours: int, unit: str) -> None:
    base = base_in(zone, unit)
    assert base.origin is not None
    moment = (base.origin.astimezone(dt.UTC) + dt.timedelta(hours=hours)).astimezone(ZoneInfo(zone))
    time = time_of(base, moment)
    assert time == pytest.approx(hours / HOURS[unit])
    assert abs(date_of(base, time) - moment.astimezone(dt.UTC)) < dt.timedelta(seconds=1)


@given(st.sampled_from(ZONES), st.integers(0, 8760))
def test_a_moment_has_one_time_in_whatever_zone_it_is_told(zone: str, hours: int) -> None:
    base = base_in(zone)
    moment = dt.datetime(2026, 1, 2, tzinfo=dt.UTC) + dt.timedelta(hours=hours)
    times = {time_of(base, moment.astimezone(ZoneInfo(each))) for each in ZONES}
    assert len(times) == 1


def test_the_day_on_which_clocks_go_forward_has_23_hours() -> None:
    base = base_in("Europe/Berlin", "hour")
    midnights = [dt.datetime(2026, 3, day, tzinfo=ZoneInfo("Europe/Berlin")) for day in (28, 29, 30, 31)]
    times = [time_of(base, midnight) for midnight in midnights]
    assert [b - a for a, b in itertools.pairwise(times)] == [24.0, 23.0, 24.0]


def test_the_hour_that_comes_twice_has_two_times() -> None:
    base = base_in("Europe/Berlin", "hour")
    first = dt.datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    assert time_of(base, first.replace(fold=1)) - time_of(base, first) == 1.0


@pytest.mark.parametrize("zone", ZONES)
def test_days_begin_at_local_midnight_the_whole_year(zone: str) -> None:
    base = base_in(zone)
    first = day_number(dt.date(2026, 1, 1))
    for day in range(first, first + 365, 3):
        begin = date_of(base, day_start(base, day))
        assert (begin.hour, begin.minute, day_number(begin.date())) == (0, 0, day)
