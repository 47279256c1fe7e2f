"""Cumulative flow diagram: how many items had come how far, by time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtWidgets import QWidget

from app.charts.chart import Chart
from app.charts.colour import bands
from app.charts.legend import Key
from app.charts.scale import moment_text, time_ticks, with_time, written_times
from app.theme import Theme
from sim.log import TimeBase

if TYPE_CHECKING:
    from sim.log import EventLog


NOTHING = "Work will stack up here by stage once the stream runs."


@dataclass(frozen=True)
class CumulativeFlowState:
    """What the diagram draws.

    Attributes:
        base: What time means.
        times: Shape (t,).
        names: Bands from the first (what has arrived) to the last (what is done), n of them.
        reached: Items that had reached each band by each time, shape (n, t); never rising with the band.
        items: What the stream calls its items.
    """

    base: TimeBase
    times: NDArray[np.float64]
    names: tuple[str, ...]
    reached: NDArray[np.int64]
    items: str = "items"

    @property
    def empty(self) -> str:
        """Say so where nothing has arrived yet."""
        nothing = len(self.times) < 2 or not self.reached.any()
        return NOTHING if nothing else ""

    @property
    def note(self) -> str:
        """Name the unit."""
        return with_time(f"{self.items} that came so far", self.base, self.times)

    def table(self) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
        """Give time and the count of each band."""
        counts = self.reached.T.astype(np.int64).tolist()
        rows = zip(written_times(self.base, self.times), counts, strict=True)
        return ("time", *self.names), ([time, *reached] for time, reached in rows)


def cumulative_flow_state(log: EventLog, most: int = 240) -> CumulativeFlowState:
    """Count on ``most`` evenly spaced times from the log's start to its end."""
    from sim.metrics import cumulative_flow

    flow = cumulative_flow(log, np.linspace(log.start, log.end, most))
    return CumulativeFlowState(log.base, flow.times, flow.names, flow.counts)


class CumulativeFlowChart(Chart[CumulativeFlowState]):
    """Stacked bands, the work done lowest; the height of a band is the items in that stage."""

    nothing = NOTHING
    has_time = True

    shorter_titles = ("Cumulative", "Flow")

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Build an empty diagram."""
        super().__init__(theme, "Cumulative flow", "cumulativeFlowChart", parent)
        self._curves: list[pg.PlotCurveItem] = []

    def draw(self, state: CumulativeFlowState) -> None:
        """Draw the bands from behind to front, each filled down to the ground."""
        self.axes["bottom"].use(partial(time_ticks, state.base))
        while len(self._curves) < len(state.names):
            self._curves.append(pg.PlotCurveItem(fillLevel=0.0))
            self.plot.addItem(self._curves[-1])
        for curve in self._curves[len(state.names) :]:
            curve.setData([], [])
        for curve, counts, colour in zip(self._curves, state.reached, self._colours(state), strict=False):
            curve.setBrush(pg.mkBrush(colour))
            curve.setPen(pg.mkPen(None))
            curve.setData(state.times, counts)

    def bounds(self, state: CumulativeFlowState) -> tuple[tuple[float, float], tuple[float, float]]:
        """Show from the first to the last time, from none to all; before anything happened, from 0 to 1."""
        begin, end = float(state.times[0]), float(state.times[-1])
        top = max(float(state.reached.max(initial=0)), 1.0)
        return (begin, end if end > begin else begin + 1.0), (0.0, top * 1.05)

    def keys(self, state: CumulativeFlowState) -> Sequence[Key]:
        """Name the bands from the top one down."""
        return [Key(name, colour) for name, colour in zip(state.names, self._colours(state), strict=True)]

    def hover_text(self, x: float, y: float) -> str:
        """Say how many items each band holds at that time."""
        state = self.state
        if state is None:
            return ""
        at = int(np.clip(np.searchsorted(state.times, x), 0, len(state.times) - 1))
        counts = state.reached[:, at]
        held = counts - np.append(counts[1:], 0)
        lines = [f"{name}: {n}" for name, n in zip(state.names, held, strict=True)]
        return "\n".join([moment_text(state.base, float(state.times[at])), *lines])

    def _colours(self, state: CumulativeFlowState) -> tuple[str, ...]:
        return bands(self.tokens, len(state.names))[::-1]
