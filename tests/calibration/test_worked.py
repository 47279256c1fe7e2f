"""When people work, told from the moments of a history."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.calibration.worked import worked_time
from sim.log import EventLog
from sim.stream import Calendar
from tests.calibration.pasts import past
from tests.log.story import told

MONDAY_TO_FRIDAY = [day for day in range(42) if day % 7 < 5]


def moments(days: list[int], hours: list[float]) -> EventLog:
    """A history with an entry on each of these days (0 is a Monday) at each of these hours."""
    times = sorted(day + hour / 24 for day in days for hour in hours)
    return past("".join(f"{time!r} {n} entered build\n" for n, time in enumerate(times)))


def test_work_at_weekends_means_that_every_day_counts() -> None:
    found = worked_time(moments(list(range(28)), [10.5]), None)
    assert found.calendar.kind == "continuous"
    assert found.assumed == ("Every day counts, 24 hours of it: 29 % of all events are at weekends.",)
    assert (found.grain, found.words) == (0.0, "days")


def test_hours_that_show_are_the_day() -> None:
    found = worked_time(moments(MONDAY_TO_FRIDAY, [8.2, 9.5, 12.0, 15.9]), None)
    assert (found.calendar.day_starts, found.calendar.hours_per_day) == ("08:00", 8.0)
    assert found.assumed[0].startswith(
        "Work is taken to go on from Monday to Friday: 0 % of all events are at weekends, "
        "95 % of the others from 08:00 to 16:00"
    )
    assert found.words == "working days"


def test_one_late_evening_in_twenty_does_not_make_the_day_longer() -> None:
    log = moments(MONDAY_TO_FRIDAY, [9.5, 10.5, 13.5, 16.5])
    late = past(
        "".join(
            f"{time + (0.2 if n % 21 == 20 and time % 1 > 0.6 else 0.0)!r} {n} entered build\n"
            for n, time in enumerate(log.time.tolist())
        )
    )
    assert worked_time(late, None).calendar.hours_per_day == 8.0


def test_hours_all_round_the_clock_count_all() -> None:
    found = worked_time(moments(MONDAY_TO_FRIDAY, [0.5, 4.0, 8.0, 12.0, 16.0, 20.5]), None)
    assert (found.calendar.day_starts, found.calendar.hours_per_day) == ("00:00", 24.0)
    assert "all 24 hours" in found.assumed[0]


def test_dates_alone_are_whole_days_of_office_hours() -> None:
    found = worked_time(moments(MONDAY_TO_FRIDAY, [0.0]), None)
    assert (found.calendar, found.grain) == (Calendar(kind="working"), 1.0)
    assert found.assumed[1].startswith("The dates know no time of day")


def test_a_few_moments_tell_nothing() -> None:
    found = worked_time(moments(MONDAY_TO_FRIDAY[:10], [9.5]), None)
    assert found.calendar.kind == "continuous"
    assert "nobody can tell which days are worked" in found.assumed[0]


def test_a_calendar_that_is_known_is_not_guessed() -> None:
    known = Calendar(weekdays=(1, 2, 3, 4), country="NL")
    found = worked_time(moments(list(range(28)), [0.0]), known)
    assert (found.calendar, found.grain) == (known, 1.0)
    assert worked_time(moments(list(range(28)), [9.0]), known).assumed == ()


def test_a_log_without_dates_keeps_its_time() -> None:
    found = worked_time(told("0 0 arrived\n1 0 entered build"), None)
    assert (found.calendar.kind, found.grain, found.words) == ("continuous", 0.0, "days")


@pytest.mark.parametrize("shift", [0, 3])
def test_whole_days_are_those_of_the_histories_own_zone(shift: int) -> None:

    log = moments(MONDAY_TO_FRIDAY, [0.0])
    zone = "UTC" if not shift else "Europe/Moscow"
    moved = replace(log, time=np.array(log.time) - shift / 24, base=replace(log.base, zone=zone))
    assert worked_time(moved, None).grain == 1.0
