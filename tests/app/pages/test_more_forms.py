"""Fields for looks, calendar, the board at the start and scheduled items, and the sliders of a duration."""

from __future__ import annotations

import datetime as dt
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QSlider, QToolTip
from pytestqt.qtbot import QtBot

from app.pages.stream.forms.spread import STEPS, moved_to, position_of, value_at
from app.pages.stream.forms.spread_words import Moved
from app.pages.stream.forms.stream_board import lots_of
from app.theme import Theme
from sim.distributions import Distribution
from sim.stream import BoardItem, Schedule, ScheduledItem, example
from tests.app.pages.inspector_bench import InspectorBench

TEAM = example("software-team")


@pytest.fixture
def bench(qtbot: QtBot, theme: Theme) -> InspectorBench:
    return InspectorBench(qtbot, theme, "software-team")


def texts_of(bench: InspectorBench, name: str) -> list[str]:
    box = bench.inspector.findChild(QComboBox, name)
    assert box is not None
    return [box.itemText(place) for place in range(box.count())]


# looks


def test_a_type_has_name_shape_colour_and_class(bench: InspectorBench) -> None:
    bench.unfold("types")
    bench.pick("inspector.item_types.feature.shape", "star")
    bench.pick("inspector.item_types.feature.colour", "#0072B2")
    bench.enter("inspector.item_types.feature.name", "Story")
    bench.pick("inspector.item_types.feature.class", "urgent")
    kind = bench.stream.item_types[0]
    assert (kind.name, kind.shape, kind.colour, kind.class_id) == ("Story", "star", "#0072B2", "urgent")
    for _ in range(4):
        bench.document.undo()
    assert bench.stream == TEAM


def test_each_change_of_looks_has_a_name(bench: InspectorBench) -> None:
    bench.unfold("types")
    bench.pick("inspector.item_types.feature.colour", "#CC79A7")
    assert bench.document.stack.undoText() == "Set colour of Feature to pink"
    bench.pick("inspector.item_types.feature.colour", "")
    assert bench.document.stack.undoText() == "Set colour of Feature to the usual one"
    assert bench.stream.item_types[0].colour is None


def test_a_colour_of_ones_own_is_written_as_a_code(bench: InspectorBench) -> None:
    bench.unfold("types")
    bench.enter("inspector.item_types.feature.colour.code", "123abc")
    assert bench.stream.item_types[0].colour == "#123ABC"
    assert "its own" in texts_of(bench, "inspector.item_types.feature.colour")
    bench.enter("inspector.item_types.feature.colour.code", "blue")
    assert bench.stream.item_types[0].colour == "#123ABC"
    assert bench.said == ["“blue” is no colour; write six digits of 0 to F, like #0072B2."]


def test_shapes_and_colours_are_offered_as_they_are_drawn(bench: InspectorBench) -> None:
    bench.unfold("types")
    for name, count in (("shape", 9), ("colour", 9)):
        box = bench.inspector.findChild(QComboBox, f"inspector.item_types.feature.{name}")
        assert box is not None
        assert sum(not box.itemIcon(place).isNull() for place in range(box.count())) == count


# calendar


def test_every_field_of_the_calendar_is_set(bench: InspectorBench) -> None:
    bench.unfold("calendar")
    bench.choose_several("inspector.calendar.weekdays", "5", "6")
    bench.enter("inspector.calendar.hours_per_day", "6,5")
    bench.enter("inspector.calendar.day_starts", "08:30")
    bench.enter("inspector.calendar.country", "de")
    bench.enter("inspector.calendar.holidays", "2026-12-31; 24.12.2026")
    bench.enter("inspector.calendar.time_zone", "Europe/Berlin")
    bench.enter("inspector.calendar.starts", "5 Jan 2026")
    made = bench.stream.calendar
    assert (made.weekdays, made.hours_per_day, made.day_starts) == ((1, 2, 3, 4, 6), 6.5, "08:30")
    assert (made.country, made.time_zone, made.starts) == ("DE", "Europe/Berlin", dt.date(2026, 1, 5))
    assert made.holidays == (dt.date(2026, 12, 24), dt.date(2026, 12, 31))
    bench.pick("inspector.calendar.kind", "continuous")
    assert bench.inspector.findChild(QLineEdit, "inspector.calendar.country") is None


def test_a_country_and_days_off_are_cleared(bench: InspectorBench) -> None:
    bench.unfold("calendar")
    bench.enter("inspector.calendar.country", "none")
    assert bench.stream.calendar.country is None
    bench.enter("inspector.calendar.holidays", "2026-12-24")
    bench.enter("inspector.calendar.holidays", "none")
    assert bench.stream.calendar.holidays == ()


def test_what_is_wrong_with_the_calendar_stands_below_its_field(bench: InspectorBench) -> None:
    bench.unfold("calendar")
    bench.enter("inspector.calendar.time_zone", "Europe/Amsterdm")
    bench.enter("inspector.calendar.day_starts", "nine")
    told = "\n".join(bench.texts())
    assert 'There is no time zone "Europe/Amsterdm". Did you mean Europe/Amsterdam?' in told
    assert 'The day starts at "nine", which is no time of day.' in told


def test_a_date_that_is_none_is_refused_in_words(bench: InspectorBench) -> None:
    bench.unfold("calendar")
    bench.enter("inspector.calendar.holidays", "2026-12-24, soon")
    assert bench.said == ["“soon” is not a date; write 2026-12-24."]
    assert bench.stream.calendar == TEAM.calendar
    QToolTip.hideText()


# the board at the start


def test_items_are_put_on_the_board_at_the_start(bench: InspectorBench) -> None:
    bench.unfold("board")
    bench.press("inspector.board.add")
    bench.enter("inspector.board.0.count", "3")
    assert list(bench.stream.board) == [BoardItem(type="feature", stage="analysis")] * 3
    bench.enter("inspector.board.0.age", "4.5")
    bench.pick("inspector.board.0.stage", "build")
    bench.pick("inspector.board.0.state", "active")
    bench.pick("inspector.board.0.type", "defect")
    bench.enter("inspector.board.0.due", "12")
    item = BoardItem(type="defect", stage="build", age=4.5, state="active", due=12.0)
    assert list(bench.stream.board) == [item] * 3
    bench.enter("inspector.board.0.count", "1")
    assert list(bench.stream.board) == [item]
    bench.press("inspector.board.remove")
    assert list(bench.stream.board) == []


def test_items_that_are_alike_are_one_lot() -> None:
    build, test = (BoardItem(type="debt", stage=stage) for stage in ("build", "test"))
    old = build.model_copy(update={"age": 3.0})
    stream = TEAM.model_copy(update={"board": (test, build, old, build)})
    lots = lots_of(stream)
    assert [(lot.item, lot.places) for lot in lots] == [(build, (1, 3)), (old, (2,)), (test, (0,))]


def test_a_lot_moved_into_a_wait_stage_waits_and_other_lots_stay(qtbot: QtBot, theme: Theme) -> None:
    first = BoardItem(type="debt", stage="build", state="active")
    second = BoardItem(type="debt", stage="test", age=2.0)
    bench = InspectorBench(qtbot, theme, TEAM.model_copy(update={"board": (second, first)}))
    bench.unfold("board")
    assert texts_of(bench, "inspector.board.shown") == [
        "Build: 1 Debt at work, 0 old",
        "Test: 1 Debt waiting, 2 old",
    ]
    bench.pick("inspector.board.1.stage", "release")
    moved = first.model_copy(update={"stage": "release", "state": "waiting"})
    assert bench.stream.board == (second, moved)


def test_a_new_lot_is_never_like_one_that_is_there(bench: InspectorBench) -> None:
    bench.unfold("board")
    for _ in range(6):
        bench.press("inspector.board.add")
    assert len(lots_of(bench.stream)) == 6


# scheduled items


def test_single_arrivals_are_scheduled(bench: InspectorBench) -> None:
    bench.unfold("arrivals")
    bench.pick("inspector.arrivals.0.kind", "schedule")
    way = bench.stream.arrivals[0]
    assert isinstance(way, Schedule)
    assert len(way.items) == 5
    bench.pick("inspector.arrivals.0.items.shown", "4")
    bench.enter("inspector.arrivals.0.items.4.at", "9")
    bench.pick("inspector.arrivals.0.items.4.type", "risk")
    bench.enter("inspector.arrivals.0.items.4.due", "20")
    bench.enter("inspector.arrivals.0.items.4.times.build", "2.5")
    bench.press("inspector.arrivals.0.items.add")
    way = bench.stream.arrivals[0]
    assert isinstance(way, Schedule)
    assert way.items[4] == ScheduledItem(at=9.0, type="risk", due=20.0, times={"build": 2.5})
    assert way.items[5].at > 9.0
    bench.press("inspector.arrivals.0.items.remove")
    bench.pick("inspector.arrivals.0.items.shown", "4")
    bench.enter("inspector.arrivals.0.items.4.times.build", "drawn")
    way = bench.stream.arrivals[0]
    assert isinstance(way, Schedule)
    assert (len(way.items), way.items[4].times) == (5, {})


# sliders


def slider(bench: InspectorBench, figure: str) -> QSlider:
    found = bench.inspector.findChild(QSlider, f"inspector.time.{figure}.slider")
    assert found is not None
    return found


def words(bench: InspectorBench) -> str:
    found = bench.inspector.findChild(QLabel, "inspector.sentence")
    assert found is not None
    return found.text()


def test_a_slider_that_is_dragged_moves_number_curve_and_sentence_before_it_is_let_go(
    bench: InspectorBench,
) -> None:
    bench.parts.board.choose("build")
    one, before = slider(bench, "p85"), words(bench)
    one.setSliderDown(True)
    one.setValue(position_of(8.0))
    assert bench.stream == TEAM
    assert words(bench) != before
    field = bench.inspector.findChild(QLineEdit, "inspector.time.p85")
    assert field is not None
    assert field.text() == f"{value_at(position_of(8.0)):.6g} d"
    one.setSliderDown(False)
    time = bench.stream.stage("build").time
    assert time is not None
    assert time.p85 == pytest.approx(8.0, rel=0.03)
    assert bench.document.stack.undoText().startswith("Set time per item of Build")


def test_a_slider_is_moved_with_the_keys_and_keeps_the_focus(bench: InspectorBench) -> None:
    bench.parts.board.choose("build")
    for _ in range(3):
        one = slider(bench, "p50")
        one.setFocus()
        QTest.keyClick(one, Qt.Key.Key_Right)
    time = bench.stream.stage("build").time
    assert time is not None
    assert time.p50 == value_at(position_of(2.0) + 3)
    assert slider(bench, "p50").hasFocus()


@given(st.integers(0, STEPS), st.sampled_from(get_args(Moved)))
def test_one_figure_takes_the_other_along_where_they_would_cross(position: int, figure: Moved) -> None:
    time = moved_to(Distribution(family="lognormal", p50=1.0, p85=2.0), figure, value_at(position))
    assert time.p50 is not None
    assert time.p85 is not None
    assert time.p50 < time.p85
    assert getattr(time, figure) == value_at(position)


@given(st.integers(0, STEPS))
def test_a_slider_stands_where_its_value_says(position: int) -> None:
    assert position_of(value_at(position)) == position
