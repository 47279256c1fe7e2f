"""A long run is shown from where its bands can be told apart; all of it is one key away."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.charts import CumulativeFlowState, RunningFlowChart
from app.charts.running_flow import latest_part
from app.theme import Theme
from tests.app.charts.pictures import PLAIN, shown


def steady(length: float, work: int, rate: float = 1.0) -> CumulativeFlowState:
    """A run in which as much is done as comes, with so many items always in progress."""
    times = np.linspace(0.0, length, 241)
    done = np.floor(rate * times).astype(np.int64)
    return CumulativeFlowState(PLAIN, times, ("Test", "Done"), np.array([done + work, done]))


def ranges(chart: RunningFlowChart) -> tuple[float, float, float, float]:
    (left, right), (low, high) = chart.view.viewRange()
    return left, right, low, high


@pytest.fixture
def chart(qtbot: QtBot) -> RunningFlowChart:
    made: RunningFlowChart = shown(qtbot, RunningFlowChart(Theme("light")))
    return made


def test_a_long_run_begins_with_what_came_last(chart: RunningFlowChart) -> None:
    chart.show_state(steady(1000.0, 10))
    left, right, low, high = ranges(chart)
    assert right == 1000.0
    assert left == pytest.approx(930.0, abs=5.0)  # eight times the ten items in progress, one a day
    assert low == pytest.approx(left, abs=5.0)
    assert high > 1010.0


def test_of_a_short_run_all_is_shown(chart: RunningFlowChart) -> None:
    state = steady(60.0, 10)
    assert latest_part(state) == 0
    chart.show_state(state)
    assert ranges(chart)[:3] == (0.0, 60.0, 0.0)


def test_an_idle_run_is_shown_whole() -> None:
    times = np.linspace(0.0, 50.0, 20)
    nothing = np.zeros((2, 20), dtype=np.int64)
    assert latest_part(CumulativeFlowState(PLAIN, times, ("Test", "Done"), nothing)) == 0


def test_home_shows_all_and_end_the_latest_part_while_the_run_goes_on(chart: RunningFlowChart) -> None:
    chart.show_state(steady(1000.0, 10))
    QTest.keyClick(chart, Qt.Key.Key_Home)
    assert ranges(chart)[:3] == (0.0, 1000.0, 0.0)
    chart.show_state(steady(1200.0, 10))
    assert ranges(chart)[:3] == (0.0, 1200.0, 0.0)
    QTest.keyClick(chart, Qt.Key.Key_End)
    assert ranges(chart)[0] > 1100.0


def test_a_moment_before_the_latest_part_brings_all_into_sight(chart: RunningFlowChart) -> None:
    chart.show_state(steady(1000.0, 10))
    chart.show_moment(300.0)
    assert ranges(chart)[0] == 0.0
    chart.show_moment(990.0)
    assert ranges(chart)[0] > 900.0
