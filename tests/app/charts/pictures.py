"""One state of each kind, and charts that are in sight."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.charts import (
    AgeingChart,
    AgeingState,
    ArrivalsState,
    BehaviourChart,
    BlockedChart,
    Chart,
    CumulativeFlowChart,
    CumulativeFlowState,
    DistributionState,
    FlowTimeChart,
    FlowTimeState,
    HistogramChart,
    HistogramState,
    LearnedChart,
    LoadChart,
    LoadState,
    MovingRangeChart,
    NetFlowChart,
    ProbabilityChart,
    ProbabilityState,
    Spot,
    StageTimeChart,
    TradeOffChart,
    TradeOffState,
    UtilisationChart,
    UtilisationState,
    VelocityChart,
    VelocityState,
)
from app.theme import Theme
from sim.log import TimeBase
from tests.app.charts import history_pictures as past

PLAIN = TimeBase("day")
DATED = TimeBase("day", dt.datetime(2026, 1, 5, tzinfo=dt.UTC))
C = TypeVar("C", bound=Chart[Any])

FLOW = CumulativeFlowState(
    PLAIN, np.array([0.0, 1, 2]), ("Arrived", "Build", "Done"), np.array([[2, 3, 5], [1, 3, 4], [0, 1, 3]])
)
SCATTER = FlowTimeState(
    base=DATED,
    done=np.array([1.0, 2, 4]),
    flow_time=np.array([3.0, 1, 8]),
    type=np.array([0, 1, 0], np.int16),
    names=("A-1", "A-2", "A-3"),
    type_ids=("feature", "defect"),
    type_names=("Feature", "Defect"),
    percentiles={50: 3.0, 85: 8.0},
    unit="day",
    span=(0.0, 5.0),
)
HISTOGRAM = HistogramState(np.array([0.0, 1, 2, 3, 4]), np.array([0, 4, 2, 1]), {50: 1.0, 85: 3.0}, "day")
VELOCITY = VelocityState(
    DATED, np.array([0.0, 7, 14, 21]), np.array([4, 6, 1]), "week", np.array([True, True, False])
)
LOAD = LoadState(PLAIN, np.array([0.0, 1, 2]), np.array([[2.0, 3], [1, 1], [0, 0.5], [0, 2]]))
WHEN = ProbabilityState(
    "when",
    np.array([20.0, 21, 22]),
    np.array([0.25, 0.5, 0.25]),
    np.array([0.25, 0.75, 1.0]),
    ((50, 21.0), (85, 22.0)),
    DATED,
)
HOW_MANY = ProbabilityState(
    "how_many",
    np.array([10.0, 11, 12]),
    np.array([0.2, 0.5, 0.3]),
    np.array([1.0, 0.8, 0.3]),
    ((50, 11.0), (85, 10.0)),
)
TRADE = TradeOffState(
    (Spot("Today", 7.4, 7.2, 7.6, 13, 12.5, 13.5), Spot("+1 tester", 8.7, 8.5, 8.9, 11, 10.7, 11.3)),
    "velocity, items a week",
    "85 % flow time, days",
)
AGES = AgeingState(
    ("Build", "Test"),
    np.array([0, 1], np.int16),
    np.array([2.0, 5]),
    np.array([0, 1], np.int16),
    ("A-4", "A-5"),
    ("feature", "defect"),
    ("Feature", "Defect"),
    {50: 3.0},
    "day",
)
USE = UtilisationState(
    PLAIN,
    np.array([0.0, 1, 2]),
    ("Build", "Test"),
    np.array(
        [
            [[0.5, 0.6], [0.1, 0.0], [0.2, 0.0], [0.0, 0.1], [0.0, 0.0], [0.2, 0.3]],
            [[1.0, 0.9], [0.0, 0.0], [0.0, 0.0], [0.0, 0.0], [0.0, 0.1], [0.0, 0.0]],
        ]
    ),
)
JANUARY = TimeBase("day", dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
DONE_BY_TYPE = DistributionState(
    base=JANUARY,
    edges=np.array([0.0, 31.0, 59.0]),
    done=np.array([[3, 1], [1, 0]]),
    type_ids=("feature", "defect"),
    type_names=("Feature", "Defect"),
    period="month",
)
ARRIVALS = ArrivalsState(JANUARY, np.array([0.0, 1, 2]), np.array([1, 2, 4]), np.array([0, 1, 1]))
PACED = replace(AGES, pace=({50: 1.0, 85: 2.5}, {50: 2.0, 70: 3.0, 85: 4.0}))


@dataclass(frozen=True)
class Case:
    """A chart, a state to draw, one without anything to draw, and what is said then."""

    kind: type[Any]
    state: Any
    nothing: Any
    sentence: str


def _no_scatter() -> FlowTimeState:
    none = np.zeros(0)
    return replace(SCATTER, done=none, flow_time=none, type=np.zeros(0, np.int16), names=(), percentiles={})


CASES = {
    "flow": Case(
        CumulativeFlowChart,
        FLOW,
        CumulativeFlowState(PLAIN, np.zeros(0), (), np.zeros((0, 0), np.int64)),
        "Work will stack up here by stage once the stream runs.",
    ),
    "flow time": Case(FlowTimeChart, SCATTER, _no_scatter(), "Whatever is finished will be a mark here."),
    "histogram": Case(
        HistogramChart,
        HISTOGRAM,
        HistogramState(np.array([0.0, 1.0]), np.zeros(1, np.int64), {}, "day"),
        "Finished items will pile up here by how long they took.",
    ),
    "velocity": Case(
        VelocityChart,
        VELOCITY,
        VelocityState(DATED, np.zeros(0), np.zeros(0, np.int64), "week", np.zeros(0, np.bool_)),
        "Items done a week will stand here.",
    ),
    "learned": Case(
        LearnedChart,
        VELOCITY,
        replace(VELOCITY, done=np.zeros(3, np.int64)),
        "Items done a week will stand here.",
    ),
    "load": Case(
        LoadChart,
        LOAD,
        LoadState(PLAIN, np.array([0.0, 1]), np.zeros((4, 1))),
        "Work in the stream will be counted here by what is done to it.",
    ),
    "when": Case(
        ProbabilityChart,
        WHEN,
        ProbabilityState("when", np.zeros(0), np.zeros(0), np.zeros(0), (), DATED),
        "Ask a question, and the chances will be drawn here.",
    ),
    "how many": Case(
        ProbabilityChart,
        HOW_MANY,
        ProbabilityState("how_many", np.zeros(0), np.zeros(0), np.zeros(0), ()),
        "Ask a question, and the chances will be drawn here.",
    ),
    "trade-off": Case(
        TradeOffChart,
        TRADE,
        TradeOffState((), "velocity", "flow time"),
        "Run the scenarios, and each will be a mark here: lower and further right is better.",
    ),
    "ageing": Case(
        AgeingChart,
        AGES,
        replace(AGES, stage=np.zeros(0, np.int16), age=np.zeros(0), type=np.zeros(0, np.int16), names=()),
        "Nothing is in progress.",
    ),
    "paced": Case(
        AgeingChart,
        PACED,
        replace(PACED, stage=np.zeros(0, np.int16), age=np.zeros(0), type=np.zeros(0, np.int16), names=()),
        "Nothing is in progress.",
    ),
    "utilisation": Case(
        UtilisationChart,
        USE,
        UtilisationState(PLAIN, np.zeros(1), (), np.zeros((0, 6, 0))),
        "Where the time of the workers goes will stand here, stage by stage.",
    ),
    "time in stages": Case(
        StageTimeChart,
        past.IN_STAGES,
        past.NO_STAGES,
        "How long items are in each stage will stand here once some are done.",
    ),
    "blocked": Case(BlockedChart, past.BLOCKED, past.NOT_BLOCKED, "No item was blocked in this window."),
    "net flow": Case(
        NetFlowChart,
        past.NET_FLOW,
        past.NO_FLOW,
        "Items begun and done will be counted here, period by period.",
    ),
    "behaviour": Case(
        BehaviourChart,
        past.BEHAVIOUR,
        past.NO_BEHAVIOUR,
        "Values will stand here one by one, once there are some.",
    ),
    "moving range": Case(
        MovingRangeChart,
        past.BEHAVIOUR,
        past.NO_BEHAVIOUR,
        "Values will stand here one by one, once there are some.",
    ),
}


def shown(qtbot: QtBot, made: C, width: int = 420, height: int = 300) -> C:
    """Put a chart in sight."""
    qtbot.addWidget(made)
    made.resize(width, height)
    with qtbot.waitExposed(made):
        made.show()
    return made


def drawn(qtbot: QtBot, name: str, theme: Theme | None = None) -> Chart[Any]:
    """Put a case's chart in sight with its state."""
    case = CASES[name]
    chart: Chart[Any] = shown(qtbot, case.kind(theme or Theme("light")))
    chart.show_state(case.state)
    QApplication.processEvents()
    return chart


def picture(chart: QWidget) -> QImage:
    """Give what a widget looks like once its layout has settled."""
    QApplication.processEvents()
    return chart.grab().toImage()
