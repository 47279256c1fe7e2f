"""Wall clocks to UTC, clock changes included."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.history.wallclock import to_utc

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
US = dt.timedelta(microseconds=1)


def utc(wall: str, zone: str) -> str:
    local = dt.datetime.fromisoformat(wall).replace(tzinfo=dt.UTC)
    found = int(to_utc(np.array([(local - EPOCH) // US]), zone)[0])
    return (EPOCH + found * US).strftime("%Y-%m-%d %H:%M")


def test_summer_and_winter_have_their_own_offset() -> None:
    assert utc("2025-07-01 12:00", "Europe/Amsterdam") == "2025-07-01 10:00"
    assert utc("2025-12-01 12:00", "Europe/Amsterdam") == "2025-12-01 11:00"


def test_the_day_of_a_change_is_told_hour_by_hour() -> None:
    assert utc("2025-03-30 01:59", "Europe/Amsterdam") == "2025-03-30 00:59"
    assert utc("2025-03-30 03:00", "Europe/Amsterdam") == "2025-03-30 01:00"
    assert utc("2025-10-26 01:59", "Europe/Amsterdam") == "2025-10-25 23:59"
    assert utc("2025-10-26 03:00", "Europe/Amsterdam") == "2025-10-26 02:00"


def test_a_time_that_occurs_twice_is_the_earlier_one() -> None:
    assert utc("2025-10-26 02:30", "Europe/Amsterdam") == "2025-10-26 00:30"


def test_a_time_that_never_occurs_has_the_offset_before_the_change() -> None:
    assert utc("2025-03-30 02:30", "Europe/Amsterdam") == "2025-03-30 01:30"


def test_utc_is_itself() -> None:
    times = np.array([0, 5, -7])
    assert to_utc(times, "UTC") is times


def test_an_unknown_zone_is_an_error() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        to_utc(np.array([0]), "Europe/Nowhere")


@given(
    st.lists(
        st.datetimes(dt.datetime(1975, 1, 1), dt.datetime(2037, 1, 1)),  # noqa: DTZ001
        min_size=1,
        max_size=20,
    ),
    st.sampled_from(["Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"]),
)
def test_many_at_once_are_as_one_by_one(walls: list[dt.datetime], zone: str) -> None:
    local = np.array([(wall.replace(tzinfo=dt.UTC) - EPOCH) // US for wall in walls], np.int64)
    expected = [(wall.replace(tzinfo=ZoneInfo(zone)) - EPOCH) // US for wall in walls]
    assert to_utc(local, zone).tolist() == expected
