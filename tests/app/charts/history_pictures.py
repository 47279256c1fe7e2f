"""States of the charts that tell of stages, blocked time and stability."""

from __future__ import annotations

import datetime as dt

import numpy as np

from app.charts import BehaviourState, BlockedState, NetFlowState, StageTimeState, behaviour_state
from sim.log import TimeBase
from sim.metrics import process_limits

DATED = TimeBase("day", dt.datetime(2026, 1, 5, tzinfo=dt.UTC))
WEEKS = np.arange(0.0, 63.0, 7.0)
DONE = np.array([5.0, 6, 4, 5, 7, 5, 4, 6, 30])
"""Eight quiet weeks and one far out."""

IN_STAGES = StageTimeState(
    names=("Build", "Waiting for test", "Test"),
    spent=np.array([[0.0, 3, 1, 0.5, 0], [0, 0, 4, 0, 0], [0, 1.5, 0, 0, 0.5]]),
    percentiles=({50: 4.0, 85: 8.0}, {50: 3.0}, {}),
    shares=np.array([0.45, 0.4, np.nan]),
    items=np.array([12, 8, 3]),
    unit="day",
)
BLOCKED = BlockedState(
    reasons=("Supplier", "no reason given"),
    stages=("Build", "Test"),
    spent=np.array([[3.0, 1.5], [0.0, 2.0]]),
    items=np.array([2, 1]),
    stretches=np.array([3, 1]),
    unit="day",
)
NET_FLOW = NetFlowState(
    DATED, np.array([0.0, 7, 14]), np.array([5, 2]), np.array([3, 4]), np.array([6, 4]), "week"
)
NO_LIMITS_YET = "6 values are needed for limits"


def behaviour(values: np.ndarray = DONE, **more: str) -> BehaviourState:
    """The process behaviour of items done a week."""
    found = process_limits(values, at=WEEKS[: len(values)])
    return behaviour_state(found, DATED, (0.0, 63.0), what="items done a week", measure="items", **more)


BEHAVIOUR = behaviour()
NO_STAGES = StageTimeState((), np.zeros((0, 5)), (), np.zeros(0), np.zeros(0, np.int64), "day")
NOT_BLOCKED = BlockedState((), (), np.zeros((0, 0)), np.zeros(0, np.int64), np.zeros(0, np.int64), "day")
NO_FLOW = NetFlowState(
    DATED, np.array([0.0, 7]), np.zeros(1, np.int64), np.zeros(1, np.int64), np.zeros(1, np.int64), "week"
)
NO_BEHAVIOUR = behaviour(np.zeros(0))
