"""Faults of calendars, one case each."""

from __future__ import annotations

from typing import Any

import pytest

from sim.stream import (
    Calendar,
    problems,
)
from tests.builders import line
from tests.stream.checks.found import SLOW, errors, warnings

CALENDARS: list[tuple[dict[str, Any], tuple[str, str]]] = [
    ({"weekdays": ()}, ("calendar.weekdays", "No weekday is worked.")),
    ({"weekdays": (0, 1)}, ("calendar.weekdays", "There is no weekday 0.")),
    ({"weekdays": (1, 1)}, ("calendar.weekdays", "A weekday stands twice.")),
    (
        {"hours_per_day": 0.0},
        ("calendar.hours_per_day", "A day has 0 working hours; it must be above 0 and at most 24."),
    ),
    (
        {"hours_per_day": 25.0},
        ("calendar.hours_per_day", "A day has 25 working hours; it must be above 0 and at most 24."),
    ),
    ({"day_starts": "9 am"}, ("calendar.day_starts", 'The day starts at "9 am", which is no time of day.')),
    ({"day_starts": "24:00"}, ("calendar.day_starts", 'The day starts at "24:00", which is no time of day.')),
    ({"country": "XX"}, ("calendar.country", "No public holidays are known for the country XX.")),
    ({"time_zone": "Europe/Amsterdm"}, ("calendar.time_zone", 'There is no time zone "Europe/Amsterdm".')),
    ({"time_zone": ""}, ("calendar.time_zone", 'There is no time zone "".')),
    ({"time_zone": "../etc/passwd"}, ("calendar.time_zone", 'There is no time zone "../etc/passwd".')),
]


@pytest.mark.parametrize(("fields", "expected"), CALENDARS)
def test_calendars_make_sense(fields: dict[str, Any], expected: tuple[str, str]) -> None:
    assert errors(line([1.0], arrivals=SLOW, calendar=Calendar(**fields))) == [expected]


def test_a_misspelt_zone_is_guessed() -> None:
    made = line([1.0], arrivals=SLOW, calendar=Calendar(time_zone="Europe/Amsterdm"))
    assert [one.fix for one in problems(made)] == ["Did you mean Europe/Amsterdam?"]


def test_holidays_of_a_continuous_calendar_are_doubtful() -> None:
    made = line([1.0], arrivals=SLOW, calendar=Calendar(kind="continuous", country="NL"))
    assert warnings(made) == [
        ("calendar", "A continuous calendar runs around the clock; its holidays have no effect.")
    ]
