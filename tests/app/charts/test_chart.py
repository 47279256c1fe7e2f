"""What all charts have in common, tried on each of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
import shiboken6
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.charts import CumulativeFlowChart, FlowTimeChart, VelocityChart
from app.charts.legend import Key, Legend
from app.theme import DARK, LIGHT, PROJECTOR, Theme
from tests.app.charts.pictures import CASES, FLOW, SCATTER, VELOCITY, drawn, picture, shown

NAMES = tuple(CASES)


def colours(image: QImage) -> set[str]:
    """Give the colours of every third pixel."""
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(0, image.width(), 3)
        for y in range(0, image.height(), 3)
    }


# --- what is shown -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_before_its_first_state_a_chart_says_so(qtbot: QtBot, name: str) -> None:
    chart = shown(qtbot, CASES[name].kind(Theme("light")))
    assert chart.state is None
    assert chart._empty.isVisible()
    assert chart._empty.text() == chart.nothing
    assert not chart.plot.isVisible()


@pytest.mark.parametrize("name", NAMES)
def test_a_state_without_figures_says_what_will_stand_there(qtbot: QtBot, name: str) -> None:
    case = CASES[name]
    chart = shown(qtbot, case.kind(Theme("light")))
    chart.show_state(case.nothing)
    assert case.nothing.empty == case.sentence == chart._empty.text()
    assert (chart._empty.isVisible(), chart.plot.isVisible(), chart._legend.isVisible()) == (
        True,
        False,
        False,
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_state_with_figures_is_drawn(qtbot: QtBot, name: str) -> None:
    chart = drawn(qtbot, name)
    assert (chart._empty.isVisible(), chart.plot.isVisible()) == (False, True)
    assert CASES[name].state.empty == ""


@pytest.mark.parametrize("name", NAMES)
def test_figures_may_come_go_and_come_again(qtbot: QtBot, name: str) -> None:
    case = CASES[name]
    chart = drawn(qtbot, name)
    first = picture(chart)
    chart.show_state(case.nothing)
    assert picture(chart) != first
    chart.show_state(case.state)
    assert picture(chart) == first


@pytest.mark.parametrize("name", NAMES)
def test_the_same_state_twice_is_the_same_picture(qtbot: QtBot, name: str) -> None:
    chart = drawn(qtbot, name)
    first = picture(chart)
    chart.show_state(CASES[name].state)
    assert picture(chart) == first


@pytest.mark.parametrize("name", NAMES)
def test_a_cleared_chart_is_as_new(qtbot: QtBot, name: str) -> None:
    chart = shown(qtbot, CASES[name].kind(Theme("light")))
    fresh = picture(chart)
    chart.show_state(CASES[name].state)
    assert picture(chart) != fresh
    chart.clear()
    assert chart.state is None
    assert picture(chart) == fresh


@pytest.mark.parametrize("name", NAMES)
def test_everything_lies_within_the_range_shown_first(qtbot: QtBot, name: str) -> None:
    chart = drawn(qtbot, name)
    (left, right), (low, high) = chart.bounds(CASES[name].state)
    assert left < right
    assert low < high
    assert chart.view.viewRange()[0] == pytest.approx([left, right])
    assert chart.view.viewRange()[1] == pytest.approx([low, high])


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_has_a_name_for_tests_styles_and_screen_readers(qtbot: QtBot, name: str) -> None:
    chart = shown(qtbot, CASES[name].kind(Theme("light")))
    assert chart.objectName().endswith(("Chart", "Histogram"))
    assert chart.accessibleName() == chart.title == chart._heading.text()
    assert chart.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_no_two_charts_share_a_name(qtbot: QtBot) -> None:
    kinds = {case.kind for case in CASES.values()}
    made = [shown(qtbot, kind(Theme("light"))) for kind in kinds]
    assert len({chart.objectName() for chart in made}) == len(kinds)
    assert len({chart.title for chart in made}) == len(kinds)


def test_a_chart_can_be_named_otherwise(qtbot: QtBot) -> None:
    chart = shown(qtbot, VelocityChart(Theme("light")))
    chart.set_title("Done a week")
    assert (chart.title, chart._heading.text(), chart.accessibleName()) == ("Done a week",) * 3


def test_charts_ask_for_equal_room(qtbot: QtBot) -> None:
    hints = {shown(qtbot, case.kind(Theme("light"))).sizeHint().toTuple() for case in CASES.values()}
    assert len(hints) == 1


# --- the note ----------------------------------------------------------------------------------------------


def test_a_low_chart_gives_up_its_note_for_the_plot(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "flow time")
    assert chart._note.isVisible()
    chart.resize(420, 180)
    assert not chart._note.isVisible()
    assert chart._heading.toolTip() == SCATTER.note
    chart.resize(420, 300)
    assert chart._note.isVisible()


def test_a_note_too_long_for_its_line_ends_in_dots_and_is_told_whole(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "flow time")
    chart.resize(200, 300)
    assert chart._note.shown.endswith("…")
    assert chart._note.text() == SCATTER.note
    chart.resize(900, 300)
    assert chart._note.shown == SCATTER.note


def test_an_empty_chart_has_no_note(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "flow time")
    chart.show_state(CASES["flow time"].nothing)
    assert not chart._note.isVisible()
    assert chart._heading.toolTip() == ""


@pytest.mark.parametrize("name", NAMES)
def test_every_note_is_a_phrase_without_a_full_stop(name: str) -> None:
    note = CASES[name].state.note
    assert note == note.strip()
    assert note
    assert not note.endswith(".")


# --- range -------------------------------------------------------------------------------------------------


@pytest.fixture
def around(qtbot: QtBot) -> QWidget:
    """A window for a chart, kept for the length of a test."""
    return QWidget()


@pytest.fixture
def focused(qtbot: QtBot, around: QWidget) -> VelocityChart:
    """A chart that has the keyboard."""
    qtbot.addWidget(around)
    chart = VelocityChart(Theme("light"))
    QVBoxLayout(around).addWidget(chart)
    around.resize(420, 300)
    with qtbot.waitActive(around):
        around.show()
        around.activateWindow()
    chart.show_state(VELOCITY)
    chart.setFocus()
    return chart


def test_home_shows_everything(focused: VelocityChart) -> None:
    focused.view.setRange(xRange=(1, 2), yRange=(0, 1), padding=0)
    focused.view.zoomed.emit()
    QTest.keyClick(focused, Qt.Key.Key_Home)
    assert focused.view.viewRange()[0] == pytest.approx([0, 21])
    assert focused.view.viewRange()[1] == pytest.approx([0, 6 * 1.12])


def test_after_home_new_figures_are_shown_whole_again(focused: VelocityChart) -> None:
    focused.view.zoomed.emit()
    QTest.keyClick(focused, Qt.Key.Key_Home)
    focused.show_state(replace(VELOCITY, done=VELOCITY.done * 10))
    assert focused.view.viewRange()[1] == pytest.approx([0, 60 * 1.12])


def test_home_on_an_empty_chart_does_nothing(focused: VelocityChart) -> None:
    focused.clear()
    before = focused.view.viewRange()
    QTest.keyClick(focused, Qt.Key.Key_Home)
    assert focused.view.viewRange() == before


def test_dragging_zooms_to_the_dragged_rectangle(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "velocity")
    picture(chart)  # axes take the width of their figures when they are painted
    place = chart.plot.viewport()
    begin, end = (
        chart.plot.mapFromScene(chart.view.mapViewToScene(QPointF(*at))) for at in ((7, 5), (14, 2))
    )
    QTest.mousePress(place, Qt.MouseButton.LeftButton, pos=begin)
    for share in (0.3, 0.6, 1.0):
        step = begin + QPoint(int((end - begin).x() * share), int((end - begin).y() * share))
        QTest.mouseMove(place, step)
        QTest.qWait(5)
    QTest.mouseRelease(place, Qt.MouseButton.LeftButton, pos=end)
    (left, right), (low, high) = chart.view.viewRange()
    assert (left, right) == pytest.approx((7, 14), abs=0.8)
    assert (low, high) == pytest.approx((2, 5), abs=0.3)


def test_a_double_click_shows_everything(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "velocity")
    chart.view.setRange(xRange=(1, 2), padding=0)
    chart.view.zoomed.emit()
    middle = chart.plot.mapFromScene(chart.view.sceneBoundingRect().center())
    QTest.mouseDClick(chart.plot.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert chart.view.viewRange()[0] == pytest.approx([0, 21])


def test_the_wheel_is_left_to_the_page_around(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "velocity")
    before = chart.view.viewRange()
    middle = QPointF(chart.plot.mapFromScene(chart.view.sceneBoundingRect().center()))
    wheel = QWheelEvent(
        middle,
        chart.plot.mapToGlobal(middle),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(chart.plot.viewport(), wheel)
    assert chart.view.viewRange() == before
    assert not wheel.isAccepted()


# --- menu and hover ----------------------------------------------------------------------------------------


@pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)
def test_the_menu_offers_three_exports_and_the_way_back(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "flow")
    point = chart.rect().center()
    QApplication.sendEvent(
        chart, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, point, chart.mapToGlobal(point))
    )
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    offered = [action.text() for action in menu.actions() if action.text()]
    menu.close()
    assert offered == ["Save as PNG…", "Save as SVG…", "Save figures as CSV…", "Show everything"]


def test_show_everything_in_the_menu_does_what_home_does(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "velocity")
    chart.view.setRange(xRange=(1, 2), padding=0)
    chart.view.zoomed.emit()
    next(each for each in chart.menu.actions() if each.text() == "Show everything").trigger()
    assert chart.view.viewRange()[0] == pytest.approx([0, 21])


def test_the_pointer_over_the_plot_is_told_what_lies_there(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "velocity")
    chart._hover(chart.view.mapViewToScene(QPointF(8.0, 3.0)))
    assert QToolTip.text() == chart.hover_text(8.0, 3.0) != ""
    QToolTip.hideText()


def test_the_pointer_over_an_axis_is_told_nothing(qtbot: QtBot) -> None:
    chart = drawn(qtbot, "velocity")
    QToolTip.hideText()
    chart._hover(chart.view.sceneBoundingRect().bottomLeft() + QPointF(-20, 10))
    assert QToolTip.text() == ""


@pytest.mark.parametrize("name", NAMES)
def test_hovering_a_chart_without_a_state_tells_nothing(qtbot: QtBot, name: str) -> None:
    chart = shown(qtbot, CASES[name].kind(Theme("light")))
    assert chart.hover_text(0.0, 0.0) == ""


# --- themes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_another_theme_repaints_a_chart_with_its_ground(qtbot: QtBot, theme: Theme, name: str) -> None:
    chart = drawn(qtbot, name, theme)
    assert LIGHT.surface in colours(picture(chart.plot))
    theme.choose("dark")
    dark = colours(picture(chart.plot))
    assert DARK.surface in dark
    assert LIGHT.surface not in dark
    assert chart.tokens is DARK


def test_the_way_back_to_a_theme_is_the_picture_before(qtbot: QtBot, theme: Theme) -> None:
    chart = drawn(qtbot, "flow", theme)
    before = picture(chart)
    theme.choose("dark")
    theme.choose("light")
    assert picture(chart) == before


def test_a_zoomed_range_survives_another_theme(qtbot: QtBot, theme: Theme) -> None:
    chart = drawn(qtbot, "velocity", theme)
    chart.view.setRange(xRange=(1, 2), padding=0)
    chart.view.zoomed.emit()
    theme.choose("dark")
    assert chart.view.viewRange()[0] == pytest.approx([1, 2])


def test_the_projector_writes_figures_larger(qtbot: QtBot, theme: Theme) -> None:
    chart = drawn(qtbot, "flow", theme)
    assert chart.small_font().pixelSize() == LIGHT.small - 1
    theme.choose("projector")
    assert chart.small_font().pixelSize() == PROJECTOR.small - 1


@pytest.mark.parametrize("kind", [CumulativeFlowChart, FlowTimeChart])
def test_a_chart_that_is_gone_hears_of_no_more_themes(
    qtbot: QtBot, theme: Theme, kind: type[CumulativeFlowChart]
) -> None:
    chart = kind(theme)
    shiboken6.delete(chart)
    with qtbot.captureExceptions() as raised:
        theme.choose("dark")
    assert raised == []


def test_a_chart_takes_the_theme_that_is_in_force_when_it_is_made(qtbot: QtBot) -> None:
    theme = Theme("dark")
    theme._dress()
    chart = shown(qtbot, CumulativeFlowChart(theme))
    chart.show_state(FLOW)
    assert DARK.surface in colours(picture(chart.plot))


@pytest.mark.parametrize("name", NAMES)
def test_a_legend_has_room_for_all_its_rows_after_a_resize(qtbot: QtBot, name: str) -> None:
    case = CASES[name]
    holder = QWidget()
    chart = case.kind(Theme("light"), holder)
    row = QVBoxLayout(holder)
    row.addWidget(chart)
    qtbot.addWidget(holder)
    holder.resize(700, 300)
    holder.show()
    chart.show_state(case.state)
    qtbot.wait(20)
    holder.resize(250, 240)
    qtbot.wait(20)
    legend = chart._legend
    assert not legend.isVisible() or legend.height() == legend.heightForWidth(legend.width())


def test_a_low_chart_names_its_series_in_one_row(qtbot: QtBot) -> None:
    legend = Legend()
    qtbot.addWidget(legend)
    legend.show_keys([Key(f"series {n}", "#000000") for n in range(12)], LIGHT)
    two = legend.heightForWidth(300)
    legend.allow_rows(1)
    assert legend.heightForWidth(300) <= two / 2 + 1
