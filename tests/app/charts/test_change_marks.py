"""The moment looked at, and the changes made while a stream ran, over an axis of time."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QToolTip
from pytestqt.qtbot import QtBot

from app.charts import ChangeMark
from app.theme import Theme
from tests.app.charts.pictures import CASES, drawn, picture

TIMED = (
    "flow",
    "flow time",
    "velocity",
    "load",
    "learned",
    "utilisation",
    "net flow",
    "behaviour",
    "moving range",
)
UNTIMED = tuple(name for name in CASES if name not in TIMED)
CHANGES = (ChangeMark(1.0, "Test limit 4 → 6"), ChangeMark(1.5, "Build people 2 → 3"))


@pytest.mark.parametrize("name", TIMED)
def test_a_moment_is_drawn_moved_and_taken_away(qtbot: QtBot, name: str) -> None:
    chart = drawn(qtbot, name)
    plain = picture(chart)
    chart.show_moment(1.0)
    first = picture(chart)
    chart.show_moment(1.5)
    second = picture(chart)
    assert plain != first != second
    chart.show_moment(None)
    assert chart.marks.moment is None
    assert picture(chart) == plain


@pytest.mark.parametrize("name", TIMED)
def test_changes_are_flagged_and_taken_away(qtbot: QtBot, name: str) -> None:
    chart = drawn(qtbot, name)
    plain = picture(chart)
    chart.show_marks(CHANGES)
    assert chart.marks.changes == CHANGES
    assert picture(chart) != plain
    chart.show_marks(())
    assert picture(chart) == plain


@pytest.mark.parametrize("name", UNTIMED)
def test_a_chart_without_an_axis_of_time_shows_neither(qtbot: QtBot, name: str) -> None:
    chart = drawn(qtbot, name)
    plain = picture(chart)
    chart.show_moment(1.0)
    chart.show_marks(CHANGES)
    assert (chart.marks.moment, chart.marks.changes) == (None, ())
    assert picture(chart) == plain


def test_flags_and_moment_leave_the_range_as_it_is(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "flow")
    before = chart.view.viewRange()
    chart.show_moment(50.0)
    chart.show_marks((ChangeMark(-30.0, "early"), ChangeMark(70.0, "late")))
    picture(chart)
    assert chart.view.viewRange() == before


def test_flags_stay_over_the_next_state_and_another_theme(qtbot: QtBot, theme: Theme) -> None:
    chart = drawn(qtbot, "flow", theme)
    chart.show_moment(1.0)
    chart.show_marks(CHANGES)
    first = picture(chart)
    chart.show_state(CASES["flow"].state)
    assert picture(chart) == first
    theme.choose("dark")
    theme.choose("light")
    assert picture(chart) == first
    assert (chart.marks.moment, chart.marks.changes) == (1.0, CHANGES)


def test_a_cleared_chart_has_neither(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "flow")
    chart.show_moment(1.0)
    chart.show_marks(CHANGES)
    chart.clear()
    assert (chart.marks.moment, chart.marks.changes) == (None, ())


def test_the_pointer_near_a_flag_is_told_the_whole_change_before_the_figures(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "flow")
    picture(chart)
    chart.show_marks(CHANGES)
    chart._hover(chart.view.mapViewToScene(QPointF(1.0, 2.0)))
    told = QToolTip.text()
    QToolTip.hideText()
    assert told == "Test limit 4 → 6\n" + chart.hover_text(1.0, 2.0)


def test_away_from_flags_the_figures_alone_are_told(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "flow")
    chart.show_marks(CHANGES)
    assert chart.marks.text_at(0.4) == ""


def test_two_changes_at_one_moment_are_both_told(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "flow")
    chart.show_marks((ChangeMark(1.0, "one"), ChangeMark(1.0, "other")))
    assert chart.marks.text_at(1.0) == "one\nother"


def test_the_words_of_many_changes_do_not_hide_the_picture(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "flow")
    few = tuple(ChangeMark(0.3 * i, f"Change number {i}") for i in range(5))
    chart.show_marks(few)
    assert all(mark.text.startswith("Change") for mark in chart.marks._flags.marks)
    chart.show_marks((*few, ChangeMark(1.9, "one more")))
    assert [mark.text for mark in chart.marks._flags.marks] == [""] * 6
    assert chart.marks._flags.names() == ()
    assert chart.marks.text_at(1.9) == "one more"


def test_a_long_change_is_shortened_on_its_flag_and_whole_to_the_pointer(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "flow")
    text = "People of the team that does the testing and more: 4 → 6"
    chart.show_marks((ChangeMark(1.0, text),))
    chart.resize(260, 300)
    picture(chart)
    assert [name.text() for name in chart.marks._flags.names()] == ["4 → 6"]
    assert chart.marks.text_at(1.0) == text


def test_flags_stand_above_the_plot_and_cover_nothing_of_it_nor_each_other(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "flow time")
    close = (ChangeMark(1.0, "Test limit 4 → 6"), ChangeMark(1.1, "Test limit 6 → 4"))
    chart.show_marks(close)
    for width, height in ((700, 420), (260, 150)):
        chart.resize(width, height)
        picture(chart)
        names = chart.marks._flags.names()
        boxes = [name.mapRectToParent(name.boundingRect()).adjusted(1, 1, -1, -1) for name in names]
        assert all(box.bottom() <= chart.view.geometry().top() + 1 for box in boxes)
        assert not any(a.intersects(b) for a, b in itertools.combinations(boxes, 2))
        assert chart.view.height() > 0.3 * chart.plot.height()


def test_a_plot_without_flags_has_the_room_above_it_back(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "flow time")
    picture(chart)
    top = chart.view.geometry().top()
    chart.show_marks(CHANGES)
    picture(chart)
    assert chart.view.geometry().top() > top + 8
    chart.show_marks(())
    picture(chart)
    assert chart.view.geometry().top() == top
