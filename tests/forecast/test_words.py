"""What a person reads."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.forecast.words import chance_text, count_text, day_text, short_day_text


def test_a_date_is_said_with_its_weekday_whatever_the_locale() -> None:
    assert day_text(dt.date(2026, 3, 20)) == "Fri 20 March 2026"
    assert [day_text(dt.date(2026, 3, 1) + dt.timedelta(n))[:3] for n in range(7)] == [
        "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat",
    ]  # fmt: skip
    assert {short_day_text(dt.date(2026, month, 9)).split()[1] for month in range(1, 13)} == {
        "January", "February", "March", "April", "May", "June", "July",
        "August", "September", "October", "November", "December",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 items"), (1, "1 item"), (2, "2 items"), (12_345, "12,345 items")]
)
def test_a_number_is_said_with_its_thing(number: int, said: str) -> None:
    assert count_text(number, "item") == said


@pytest.mark.parametrize(
    ("probability", "said"),
    [
        (0.0, "<1 %"), (0.0099, "<1 %"), (0.01, "1 %"), (0.5, "50 %"), (0.846, "85 %"),
        (0.9499, "95 %"), (0.95, "95 %"), (0.9501, ">95 %"), (1.0, ">95 %"),
    ],
)  # fmt: skip
def test_a_chance_is_never_said_to_be_sure(probability: float, said: str) -> None:
    assert chance_text(probability) == said


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_higher_chance_never_reads_lower(first: float, second: float) -> None:
    order = ["<1 %", *(f"{percent} %" for percent in range(1, 96)), ">95 %"]
    low, high = sorted((first, second))
    assert order.index(chance_text(low)) <= order.index(chance_text(high))
