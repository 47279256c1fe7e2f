"""The cumulative flow of a run under way: what came last, so that its bands can be told apart."""

from __future__ import annotations

from typing import Final

import numpy as np

from app.charts.cumulative_flow import CumulativeFlowChart, CumulativeFlowState

_TIMES_THE_WORK: Final = 8.0
"""How many times as high as the work in progress the picture is at first."""
_WORTH_CUTTING: Final = 0.75
"""Share of the run above which all of it is shown."""


class RunningFlowChart(CumulativeFlowChart):
    """Begins with the latest part of a long run: all of it is a triangle in which no band is to be seen."""

    has_latest = True

    def first_view(self, state: CumulativeFlowState) -> tuple[tuple[float, float], tuple[float, float]]:
        """Show the latest part, in which the work in progress takes a part of the height worth looking at."""
        first = latest_part(state)
        (left, right), (low, high) = self.bounds(state)
        if first == 0:
            return (left, right), (low, high)
        low = float(state.reached[-1, first])
        top = float(state.reached.max())
        return (float(state.times[first]), right), (low, top + 0.05 * (top - low))


def latest_part(state: CumulativeFlowState) -> int:
    """Give the time, by its place, at which the part worth looking at begins; 0 where it is all."""
    arrived, done = state.reached[0], state.reached[-1]
    work = float(np.mean(arrived - done))
    # From each time on, the picture is as high as what came up to the end and was not done by then.
    enough = np.flatnonzero(arrived[-1] - done <= _TIMES_THE_WORK * max(work, 1.0))
    first = int(enough[0]) if enough.size else 0
    shown = state.times[-1] - state.times[first]
    return first if shown < _WORTH_CUTTING * (state.times[-1] - state.times[0]) else 0
