"""A cumulative flow diagram before anything happened has an axis from 0 on."""

from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.charts import CumulativeFlowChart, CumulativeFlowState
from app.theme import Theme
from sim.log import TimeBase


@pytest.mark.parametrize("times", [[0.0], [0.0, 0.0], [7.0]])
def test_at_its_begin_a_flow_is_drawn_from_there_on(times: list[float], theme: Theme, qtbot: QtBot) -> None:
    chart = CumulativeFlowChart(theme)
    qtbot.addWidget(chart)
    state = CumulativeFlowState(
        TimeBase(), np.array(times), ("Build", "Done"), np.zeros((2, len(times)), np.int64)
    )
    assert chart.bounds(state) == ((times[0], times[0] + 1.0), (0.0, 1.05))


def test_later_it_reaches_from_first_to_last(theme: Theme, qtbot: QtBot) -> None:
    chart = CumulativeFlowChart(theme)
    qtbot.addWidget(chart)
    reached = np.array([[0, 20], [0, 10]])
    state = CumulativeFlowState(TimeBase(), np.array([0.0, 5.0]), ("Build", "Done"), reached)
    assert chart.bounds(state) == ((0.0, 5.0), (0.0, 21.0))
