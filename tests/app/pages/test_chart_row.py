"""Three charts that are chosen, put in order, enlarged, and drawn in dates or in working time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.charts import ChangeMark
from app.pages.stream.chart_row import ChartRow
from app.pages.stream.live_charts import TITLES, ChartChoice, ChartsRequest, states_of
from app.theme import Theme
from tests.metrics.scenes import two_stages

USUAL = ("flow", "scatter", "load")


@pytest.fixture
def row(qtbot: QtBot, theme: Theme) -> ChartRow:
    """A row in sight, with its charts."""
    made = ChartRow(theme, ChartChoice())
    qtbot.addWidget(made)
    made.resize(1100, 300)
    made.make_charts()
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def titles(row: ChartRow) -> list[str]:
    """Give the titles in sight from left to right, as they stand on the screen."""
    QApplication.processEvents()
    seen = [chart for chart in row._made.values() if chart.isVisible()]
    return [chart.title for chart in sorted(seen, key=lambda chart: chart.mapToGlobal(QPoint()).x())]


def entry(row: ChartRow, place: int, text: str) -> QAction:
    """Give an entry of the menu of a chart."""
    return next(each for each in row.charts[place].menu.actions() if each.text() == text)


def others(row: ChartRow, place: int) -> list[QAction]:
    """Give what the chooser of a chart offers."""
    button = row.charts[place].head.findChild(QToolButton, f"{row.charts[place].objectName()}.chevron-down")
    assert isinstance(button, QToolButton)
    menu = button.menu()
    menu.aboutToShow.emit()
    return menu.actions()


def test_three_charts_stand_in_the_order_of_the_choice(row: ChartRow) -> None:
    assert row.names == USUAL
    assert titles(row) == [TITLES[name] for name in USUAL]


def test_before_it_is_seen_no_chart_is_made(qtbot: QtBot, theme: Theme) -> None:
    made = ChartRow(theme, ChartChoice())
    qtbot.addWidget(made)
    made.choose(ChartChoice(("ageing", "flow", "load")))
    assert (made.charts, made._made) == ((), {})


def test_the_chooser_offers_every_chart_and_ticks_the_one_shown(row: ChartRow) -> None:
    offered = others(row, 1)
    assert [action.text() for action in offered] == list(TITLES.values())
    assert [action.text() for action in offered if action.isChecked()] == ["Flow time by completion"]


def test_another_chart_takes_the_place_and_the_choice_is_told(qtbot: QtBot, row: ChartRow) -> None:
    with qtbot.waitSignal(row.chosen) as told:
        others(row, 1)[list(TITLES).index("utilisation")].trigger()
    assert told.args == [ChartChoice(("flow", "utilisation", "load"))]
    assert titles(row) == ["Cumulative flow", "Utilisation", "Flow load by state"]


def test_a_chart_shown_elsewhere_changes_places(row: ChartRow) -> None:
    others(row, 0)[list(TITLES).index("load")].trigger()
    assert row.names == ("load", "scatter", "flow")


def test_choosing_what_is_shown_tells_nothing(qtbot: QtBot, row: ChartRow) -> None:
    with qtbot.assertNotEmitted(row.chosen):
        others(row, 0)[0].trigger()


def test_a_chart_is_moved_by_its_menu_and_by_the_keyboard(row: ChartRow) -> None:
    entry(row, 0, "Move right").trigger()
    assert row.names == ("scatter", "flow", "load")
    row.charts[2].setFocus()
    QTest.keyClick(row.charts[2], Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert row.names == ("scatter", "load", "flow")
    assert row.charts[1].hasFocus()
    assert titles(row) == [TITLES[name] for name in ("scatter", "load", "flow")]


def test_at_the_ends_a_chart_stays_where_it_is(row: ChartRow) -> None:
    entry(row, 0, "Move left").trigger()
    entry(row, 2, "Move right").trigger()
    assert row.names == USUAL


def drag(row: ChartRow, place: int, to: QPoint) -> None:
    """Drag the head of a chart to a point of the row."""
    head = row.charts[place].head
    QTest.mousePress(head, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    QTest.mouseRelease(head, Qt.MouseButton.LeftButton, pos=head.mapFrom(row, to))


def test_a_head_dragged_over_another_chart_takes_its_place(row: ChartRow) -> None:
    drag(row, 0, row.charts[2].geometry().center())
    assert row.names == ("scatter", "load", "flow")


def test_a_head_clicked_or_dropped_outside_moves_nothing(row: ChartRow) -> None:
    drag(row, 0, row.charts[0].geometry().topLeft() + QPoint(18, 16))
    drag(row, 0, QPoint(-400, -400))
    assert row.names == USUAL


def test_enter_enlarges_a_chart_and_escape_brings_all_back(row: ChartRow) -> None:
    chart = row.charts[1]
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert (row.enlarged, row.names, titles(row)) == ("scatter", ("scatter",), [TITLES["scatter"]])
    assert chart.width() > 1000
    assert chart.hasFocus()
    QTest.keyClick(chart, Qt.Key.Key_Escape)
    assert (row.enlarged, row.names) == ("", USUAL)
    assert titles(row) == [TITLES[name] for name in USUAL]


def test_escape_is_left_to_others_while_no_chart_is_enlarged(row: ChartRow) -> None:
    assert not row._back.isEnabled()
    row.enlarge("flow")
    assert row._back.isEnabled()


def test_the_button_in_the_head_enlarges_and_says_what_it_does(row: ChartRow) -> None:
    button = row.charts[0].head.findChild(QToolButton, "cumulativeFlowChart.enlarge")
    assert isinstance(button, QToolButton)
    assert button.accessibleName() == "Enlarge (Enter)"
    button.click()
    assert row.enlarged == "flow"
    assert button.accessibleName() == "Show all charts (Esc)"
    button.click()
    assert row.enlarged == ""


def test_another_chart_may_be_chosen_while_one_is_enlarged(row: ChartRow) -> None:
    row.enlarge("flow")
    others(row, 0)[list(TITLES).index("ageing")].trigger()
    assert (row.enlarged, titles(row)) == ("ageing", [TITLES["ageing"]])
    row.shrink()
    assert row.names == ("ageing", "scatter", "load")


def test_what_is_enlarged_is_told_for_its_figures(qtbot: QtBot, row: ChartRow) -> None:
    with qtbot.waitSignals([row.enlarged_changed, row.chosen]):
        row.enlarge("load")
    with qtbot.assertNotEmitted(row.enlarged_changed):
        row.enlarge("load")
        row.enlarge("velocity")


def test_dates_or_working_time_are_chosen_for_all_charts(row: ChartRow) -> None:
    assert entry(row, 0, "Axis in working time").isChecked()
    entry(row, 0, "Axis in dates").trigger()
    assert row.choice == ChartChoice(USUAL, True)
    assert entry(row, 2, "Axis in dates").isChecked()
    entry(row, 2, "Axis in working time").trigger()
    assert not row.choice.in_dates
    assert entry(row, 0, "Axis in working time").isChecked()


def test_states_are_drawn_one_chart_a_turn(qtbot: QtBot, row: ChartRow) -> None:
    states = states_of(ChartsRequest(two_stages(), USUAL))
    row.show_states(states)
    assert [chart.state for chart in row.charts] == [None] * 3
    qtbot.waitUntil(lambda: [chart.state for chart in row.charts] == [states[name] for name in USUAL])


def test_a_chart_that_comes_into_sight_is_drawn_as_soon_as_it_is_measured(
    qtbot: QtBot, row: ChartRow
) -> None:
    row.show_states(states_of(ChartsRequest(two_stages(), USUAL)))
    others(row, 0)[list(TITLES).index("utilisation")].trigger()
    assert row.charts[0].state is None
    row.show_states(states_of(ChartsRequest(two_stages(), row.names)))
    qtbot.waitUntil(lambda: row.charts[0].state is not None)


def test_nothing_is_drawn_after_a_reset(qtbot: QtBot, row: ChartRow) -> None:
    row.show_states(states_of(ChartsRequest(two_stages(), USUAL)))
    row.show_nothing()
    qtbot.wait(120)
    assert [chart.state for chart in row.charts] == [None] * 3


def test_a_chart_that_comes_into_sight_shows_moment_and_changes(row: ChartRow) -> None:
    changes = (ChangeMark(2.0, "Test limit 4 → 6"),)
    row.show_moment(3.0)
    row.show_marks(changes)
    others(row, 2)[list(TITLES).index("velocity")].trigger()
    assert [(chart.marks.moment, chart.marks.changes) for chart in row.charts] == [(3.0, changes)] * 3


def test_tab_goes_from_chart_to_chart_in_order(row: ChartRow) -> None:
    entry(row, 0, "Move right").trigger()
    row.charts[0].setFocus()
    reached: list[QWidget] = []
    for _ in range(20):
        focus = row.focusWidget()
        reached += [chart for chart in row.charts if chart is focus and chart not in reached]
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert reached == list(row.charts)
