"""Axes: round ticks in words, for numbers and for time, whatever the range."""

from __future__ import annotations

import datetime as dt
import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from app.charts.axis import ChartAxis
from app.charts.scale import Tick, has_dates, moment_text, number_ticks, round_step, time_label, time_ticks
from app.theme import LIGHT
from sim.log import TimeBase, date_of, time_of
from sim.stream import Calendar
from tests.app.charts.pictures import drawn

BERLIN = "Europe/Berlin"


def dated(year: int, month: int, day: int, unit: str = "day", zone: str = "UTC") -> TimeBase:
    """Elapsed time from the midnight of a date."""
    from zoneinfo import ZoneInfo

    origin = dt.datetime(year, month, day, tzinfo=ZoneInfo(zone))
    return TimeBase(unit, origin, zone)  # type: ignore[arg-type]


def texts(ticks: tuple[Tick, ...]) -> list[str]:
    return [tick.text for tick in ticks]


# --- numbers -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("low", "high", "most", "expected"),
    [
        (0, 1, 2, ["0.0", "0.5", "1.0"]),
        (0, 10, 5, ["0", "2", "4", "6", "8", "10"]),
        (0, 100, 4, ["0", "50", "100"]),
        (-5, 5, 4, ["-5", "0", "5"]),
        (3, 4, 4, ["3.0", "3.5", "4.0"]),
        (0, 0.02, 4, ["0.000", "0.005", "0.010", "0.015", "0.020"]),
        (990, 1010, 4, ["990", "995", "1 000", "1 005", "1 010"]),
        (0, 5e6, 5, ["0", "1 000 000", "2 000 000", "3 000 000", "4 000 000", "5 000 000"]),
        (1.2, 1.9, 1, ["1.5"]),
    ],
)
def test_ticks_of_numbers(low: float, high: float, most: int, expected: list[str]) -> None:
    assert texts(number_ticks(low, high, most)) == expected


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.integers(1, 14))
def test_ticks_lie_in_the_range_in_even_steps(low: float, span: float, most: int) -> None:
    ticks = number_ticks(low, low + span, most)
    steps = [b.at - a.at for a, b in itertools.pairwise(ticks)]
    slack = 1e-6 * span + 1e-9 * abs(low)
    assert all(low - slack <= tick.at <= low + span + slack for tick in ticks)
    assert all(step == pytest.approx(steps[0], rel=1e-6, abs=1e-9) for step in steps)


@given(st.floats(-1e4, 1e4), st.floats(1e-2, 1e4), st.integers(2, 14))
def test_the_words_of_a_tick_are_its_number(low: float, span: float, most: int) -> None:
    for tick in number_ticks(low, low + span, most):
        assert float(tick.text.replace(" ", "")) == pytest.approx(tick.at, rel=1e-9, abs=1e-9)


@given(st.floats(-1e4, 1e4), st.floats(1e-2, 1e4), st.integers(2, 14))
def test_no_two_ticks_have_the_same_words(low: float, span: float, most: int) -> None:
    words = texts(number_ticks(low, low + span, most))
    assert len(set(words)) == len(words)


@given(st.floats(0, 1e4), st.floats(1e-2, 1e4), st.integers(3, 14))
def test_an_axis_with_room_has_two_ticks_at_least(low: float, span: float, most: int) -> None:
    assert len(number_ticks(low, low + span, most)) >= 2


@pytest.mark.parametrize(
    ("low", "high"), [(0, 0), (2, 1), (0, math.inf), (-math.inf, 0), (math.nan, 1), (0, math.nan)]
)
def test_a_range_that_is_none_has_no_ticks(low: float, high: float) -> None:
    assert number_ticks(low, high, 5) == ()
    assert time_ticks(dated(2026, 1, 1), low, high, 5) == ()


@pytest.mark.parametrize(
    ("least", "step"), [(1, 1), (1.01, 2), (2, 2), (2.1, 5), (5, 5), (7, 10), (0.03, 0.05), (3e5, 5e5)]
)
def test_steps_are_one_two_five(least: float, step: float) -> None:
    assert round_step(least) == pytest.approx(step)


# --- time --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minutes", "most", "expected"),
    [
        (4, 6, ["1 Mar", "00:01", "00:02", "00:03", "00:04"]),
        (20, 5, ["1 Mar", "00:05", "00:10", "00:15", "00:20"]),
        (60, 4, ["1 Mar", "00:15", "00:30", "00:45", "01:00"]),
        (360, 6, ["1 Mar", "01:00", "02:00", "03:00", "04:00", "05:00", "06:00"]),
        (1440, 8, ["1 Mar", *(f"{hour:02}:00" for hour in range(3, 24, 3)), "2 Mar"]),
    ],
)
def test_ticks_of_minutes_and_hours(minutes: int, most: int, expected: list[str]) -> None:
    assert texts(time_ticks(dated(2026, 3, 1, "minute"), 0, minutes, most)) == expected


@pytest.mark.parametrize(
    ("days", "most", "expected"),
    [
        (5, 6, ["1 Mar", "2 Mar", "3 Mar", "4 Mar", "5 Mar", "6 Mar"]),
        (21, 4, ["2 Mar", "9 Mar", "16 Mar"]),
        (70, 6, ["2 Mar", "16 Mar", "30 Mar", "13 Apr", "27 Apr"]),
        (
            365,
            13,
            ["Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "2027", "Feb", "Mar"],
        ),
        (365, 5, ["Apr", "Jul", "Oct", "2027"]),
        (365 * 6, 8, ["2027", "2028", "2029", "2030", "2031", "2032"]),
        (365 * 40, 10, ["2030", "2035", "2040", "2045", "2050", "2055", "2060", "2065"]),
    ],
)
def test_ticks_of_dates(days: int, most: int, expected: list[str]) -> None:
    assert texts(time_ticks(dated(2026, 3, 1), 0, days, most)) == expected


def test_midnight_stays_midnight_when_clocks_go_forward() -> None:
    base = dated(2026, 3, 27, zone=BERLIN)  # clocks go forward on the 29th
    ticks = time_ticks(base, 0, 5, 6)
    assert texts(ticks) == ["27 Mar", "28 Mar", "29 Mar", "30 Mar", "31 Mar", "1 Apr"]
    assert [tick.at for tick in ticks] == pytest.approx([0, 1, 2, 3 - 1 / 24, 4 - 1 / 24, 5 - 1 / 24])


def test_midnight_stays_midnight_when_clocks_go_back() -> None:
    base = dated(2026, 10, 23, zone=BERLIN)  # clocks go back on the 25th
    ticks = time_ticks(base, 0, 4.5, 6)
    assert texts(ticks) == ["23 Oct", "24 Oct", "25 Oct", "26 Oct", "27 Oct"]
    assert [tick.at for tick in ticks] == pytest.approx([0, 1, 2, 3 + 1 / 24, 4 + 1 / 24])


@pytest.mark.parametrize(("month", "day"), [(3, 29), (10, 25)])
def test_hours_are_told_in_order_on_the_day_the_clocks_change(month: int, day: int) -> None:
    ticks = time_ticks(dated(2026, month, day, zone=BERLIN), 0, 1, 12)
    places = [tick.at for tick in ticks]
    assert places == sorted(places)
    assert len(set(places)) == len(places)


@pytest.mark.parametrize("zone", ["UTC", BERLIN, "America/New_York", "Asia/Kolkata", "Pacific/Auckland"])
@pytest.mark.parametrize("days", [3, 30, 200, 900])
def test_ticks_of_dates_stand_at_local_midnight(zone: str, days: int) -> None:
    base = dated(2026, 2, 11, zone=zone)
    ticks = time_ticks(base, 0, days, 7)
    assert 2 <= len(ticks) <= 8
    for tick in ticks:
        moment = date_of(base, tick.at)
        assert (moment.hour, moment.minute) == (0, 0)


@given(st.integers(0, 20_000), st.floats(0.01, 5_000), st.integers(2, 14))
def test_ticks_of_time_lie_in_the_range_in_order(begin: int, span: float, most: int) -> None:
    base = TimeBase("day", dt.datetime(1990, 1, 1, tzinfo=dt.UTC))
    ticks = time_ticks(base, begin, begin + span, most)
    places = [tick.at for tick in ticks]
    assert places == sorted(set(places))
    assert all(begin - 1e-5 <= at <= begin + span + 1e-5 for at in places)
    assert len(ticks) <= most + 2


def test_no_weekend_is_named_where_nobody_works_on_it() -> None:
    base = TimeBase("day", dt.datetime(2026, 1, 5, tzinfo=dt.UTC), "UTC", Calendar())
    days = ["5 Jan", "6 Jan", "7 Jan", "8 Jan", "9 Jan", "12 Jan", "13 Jan", "14 Jan"]
    assert time_ticks(base, 0, 7, 12) == tuple(Tick(float(k), day) for k, day in enumerate(days))


def test_every_second_day_of_working_time_is_called_by_the_day_that_begins_there() -> None:
    base = TimeBase("day", dt.datetime(2026, 1, 5, tzinfo=dt.UTC), "UTC", Calendar())
    for tick in time_ticks(base, 0, 9, 9):
        begins = date_of(base, tick.at + 1e-6)
        assert tick.text == f"{begins.day} Jan"


def test_the_hours_of_a_working_day_begin_with_its_date() -> None:
    base = TimeBase("hour", dt.datetime(2026, 1, 5, tzinfo=dt.UTC), "UTC", Calendar())
    assert texts(time_ticks(base, 0, 8, 9)) == ["5 Jan", "12:00", "15:00", "6 Jan"]


def test_without_dates_time_is_told_in_numbers() -> None:
    assert not has_dates(TimeBase("hour"))
    assert texts(time_ticks(TimeBase("hour"), 0, 40, 5)) == ["0", "10", "20", "30", "40"]


@pytest.mark.parametrize(("unit", "words"), [("minute", "minute 1 234.5"), ("week", "week 1 234.5")])
def test_a_moment_without_a_date_is_a_number_of_its_unit(unit: str, words: str) -> None:
    assert moment_text(TimeBase(unit), 1234.5) == words  # type: ignore[arg-type]


def test_a_moment_with_a_date_is_told_in_the_zone_of_the_log() -> None:
    auckland = dated(2026, 3, 1, zone="Pacific/Auckland")
    assert moment_text(auckland, 0.0) == "Sun 1 Mar 2026"
    late = TimeBase("day", dt.datetime(2026, 2, 28, 23, 30, tzinfo=dt.UTC), "Pacific/Auckland")
    assert moment_text(late, 0.0) == "Sun 1 Mar 2026"


@given(st.integers(0, 30_000))
def test_every_date_is_told_with_its_weekday(days: int) -> None:
    base = TimeBase("day", dt.datetime(1970, 1, 1, tzinfo=dt.UTC))
    date = dt.date(1970, 1, 1) + dt.timedelta(days)
    assert moment_text(base, days + 0.5) == f"{date:%a} {date.day} {date:%b %Y}"
    assert time_of(base, date_of(base, days)) == pytest.approx(days)


def test_the_label_of_an_axis_of_dates_is_its_years() -> None:
    base = dated(2025, 12, 1)
    assert time_label(base, 0, 30) == "2025"
    assert time_label(base, 0, 32) == "2025 – 2026"


# --- the axis itself ---------------------------------------------------------------------------------------


def test_an_axis_hands_its_ticks_and_their_words_to_the_plot(qtbot: QtBot) -> None:
    axis = ChartAxis("bottom")
    ((spacing, places),) = axis.tickValues(0.0, 10.0, 320.0)
    assert places == pytest.approx([0, 2, 4, 6, 8, 10], abs=1e-4)
    assert axis.tickStrings(places, 1.0, spacing) == ["0", "2", "4", "6", "8", "10"]
    assert axis.tickStrings([3.3], 1.0, spacing) == [""]


def test_ticks_at_the_ends_lie_inside_so_that_none_is_dropped(qtbot: QtBot) -> None:
    ((_, places),) = ChartAxis("bottom").tickValues(0.0, 10.0, 320.0)
    assert places[0] > 0.0
    assert places[-1] < 10.0


@pytest.mark.parametrize(("side", "most"), [("bottom", 10), ("left", 16)])
def test_an_axis_has_as_many_ticks_as_it_has_room_for(qtbot: QtBot, side: str, most: int) -> None:
    asked: list[int] = []

    def ticker(low: float, high: float, room: int) -> tuple[Tick, ...]:
        asked.append(room)
        return ()

    axis = ChartAxis(side, ticker)
    axis.tickValues(0.0, 1.0, 640.0)
    axis.tickValues(0.0, 1.0, 5.0)
    assert asked == [most, 2]


def test_an_axis_can_change_the_way_it_counts(qtbot: QtBot) -> None:
    axis = ChartAxis("bottom")
    axis.use(lambda *_: (Tick(0.5, "half"),))
    ((_, places),) = axis.tickValues(0.0, 1.0, 320.0)
    assert axis.tickStrings(places, 1.0, 1.0) == ["half"]


def test_a_named_axis_takes_room_for_its_name_and_gives_it_back(qtbot: QtBot) -> None:
    axis = ChartAxis("bottom")
    axis.paint_with(LIGHT, QFont())
    bare = axis.minimumHeight() or axis.maximumHeight()
    axis.name("velocity, items a week")
    named = axis.minimumHeight() or axis.maximumHeight()
    axis.name("")
    assert axis.label.isVisible() is False
    assert named > bare == (axis.minimumHeight() or axis.maximumHeight())


def test_an_axis_is_named_anew_when_its_ticks_tell_more_or_less(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "when")
    axis, told = chart.axes["bottom"], []
    for low, high in ((-120.0, 120.0), (0.0, 60.0), (-40.0, -10.0)):
        chart.view.setXRange(low, high, padding=0)
        told.append((axis.labelText, axis.label.isVisible()))
    assert told == [("", False), ("2026", True), ("2025", True)]


def test_a_name_that_is_given_stays_whatever_the_ticks_tell(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "when")
    chart.axes["bottom"].name("items")
    chart.view.setXRange(-40.0, -10.0, padding=0)
    assert chart.axes["bottom"].labelText == "items"
