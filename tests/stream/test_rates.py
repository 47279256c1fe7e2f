from __future__ import annotations

import math

import pytest

from sim.stream import Calendar, TimeUnit, readable_rate

OFFICE = Calendar(weekdays=(1, 2, 3, 4), hours_per_day=6)
ALWAYS = Calendar(kind="continuous")


@pytest.mark.parametrize(
    ("rate", "unit", "calendar", "told"),
    [
        (7.4, "day", OFFICE, (1.0, "day")),
        (0.6, "day", OFFICE, (4.0, "week")),
        (0.6, "day", ALWAYS, (7.0, "week")),
        (0.5, "hour", OFFICE, (6.0, "day")),
        (0.01, "minute", ALWAYS, (1440.0, "day")),
        (0.001, "week", OFFICE, (1.0, "week")),
        (0.0, "minute", OFFICE, (60.0 * 6 * 4, "week")),
    ],
)
def test_a_rate_is_told_in_the_shortest_unit_that_makes_it_two_or_more(
    rate: float, unit: TimeUnit, calendar: Calendar, told: tuple[float, TimeUnit]
) -> None:
    factor, chosen = readable_rate(rate, unit, calendar)
    assert chosen == told[1]
    assert factor == pytest.approx(told[0])


def test_an_unknown_rate_keeps_its_unit() -> None:
    assert readable_rate(math.nan, "day", OFFICE) == (1.0, "day")
