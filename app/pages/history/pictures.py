"""The charts of one window of a history, as states to draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from app.charts import AgeingState, CumulativeFlowState, FlowTimeState, VelocityState, flow_time_state

if TYPE_CHECKING:
    from app.charts import ArrivalsState, DistributionState
    from app.pages.history.part import Part
    from sim.log import EventLog
    from sim.metrics import DayRule, Window

Period = Literal["week", "month"]
_POINTS = 240
_MOMENT = 1e-6
"""A tenth of a second, in days: what is done at a window's first instant is done in it."""
_MOST_WEEKS = 160
PERIODS: Final[tuple[Period, ...]] = ("week", "month")
_FEW_DAYS = 120
"""Up to so many days the distribution is shown by week: months would be too few bars."""


@dataclass(frozen=True)
class FlowPictures:
    """What the Flow section draws.

    Attributes:
        flow: The cumulative flow diagram.
        scatter: The flow-time scatterplot.
        velocity: Items done a week.
        ageing: What is in progress at the end.
        by_type: Items done by type, by week and by month.
        usual: Which of both is shown unless the other is asked for.
        only_done: Whether nothing but moments of completion is known.
        arrivals: Items begun and done.
    """

    flow: CumulativeFlowState
    scatter: FlowTimeState
    velocity: VelocityState
    ageing: AgeingState
    by_type: Mapping[Period, DistributionState]
    usual: Period
    arrivals: ArrivalsState
    only_done: bool


def flow_pictures(part: Part) -> FlowPictures:
    """Measure what the Flow section draws of a part."""
    from app.charts import arrivals_state, distribution_state

    log, window = part.log, part.window
    scatter = scatter_picture(log, window, part.rule)
    return FlowPictures(
        flow=done_picture(log, window) if part.only_done else flow_picture(log, window),
        scatter=scatter,
        velocity=velocity_picture(log, window),
        ageing=ageing_picture(log, scatter, part.rule),
        by_type={period: distribution_state(log, window, period) for period in PERIODS},
        usual="month" if window.length > _FEW_DAYS else "week",
        arrivals=arrivals_state(log, window),
        only_done=part.only_done,
    )


@dataclass(frozen=True)
class FlowSinceState(CumulativeFlowState):
    """A cumulative flow diagram that leaves out what was done before it begins."""

    done_before: int = 0

    @property
    def note(self) -> str:
        """Name the unit, and what was left out."""
        out = f" · {self.done_before} done before left out" if self.done_before else ""
        return f"{super().note}{out}"


def flow_picture(log: EventLog, window: Window) -> FlowSinceState:
    """Draw how many items had come how far, counted from what was done when the window begins."""
    from sim.metrics import cumulative_flow

    times = np.linspace(max(window.start, log.start), min(window.end, log.end), _POINTS)
    flow = cumulative_flow(log, times)
    earlier = cumulative_flow(log, times[:1] - _MOMENT)
    before = int(earlier.counts[-1, 0]) if window.start > log.start else 0
    return FlowSinceState(log.base, flow.times, flow.names, flow.counts - before, done_before=before)


def done_picture(log: EventLog, window: Window) -> FlowSinceState:
    """Draw how many items had been done: all that a history of numbers alone can tell of the flow."""
    flow = flow_picture(log, window)
    return replace(flow, names=flow.names[-1:], reached=flow.reached[-1:])


def scatter_picture(log: EventLog, window: Window, rule: DayRule) -> FlowTimeState:
    """Draw each item done in the window by its day and its flow time."""
    return flow_time_state(log, rule, window)


def velocity_picture(log: EventLog, window: Window) -> VelocityState:
    """Draw the items done in each week of the window; months where the weeks would be too many."""
    from sim.metrics import velocity_series

    by = "week" if window.length / 7 <= _MOST_WEEKS else "month"
    series = velocity_series(log, "week" if by == "week" else "month", window)
    whole = (series.edges[:-1] >= window.start - _MOMENT) & (series.edges[1:] <= window.end + _MOMENT)
    return VelocityState(log.base, series.edges, series.done, series.by, whole)


def ageing_picture(log: EventLog, scatter: FlowTimeState, rule: DayRule) -> AgeingState:
    """Draw the items in progress at the end of the history, beside the pace of those done."""
    from app.charts import ageing_state
    from sim.metrics import ageing

    return replace(ageing_state(log, scatter), age=ageing(log, log.end, rule).age)
