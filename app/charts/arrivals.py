"""Arrivals against departures: how many items were begun and how many done, by time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.charts.chart import Chart
from app.charts.legend import Key
from app.charts.scale import moment_text, time_ticks, with_time, written_times
from app.theme import Theme
from sim.log import TimeBase

if TYPE_CHECKING:
    from sim.log import EventLog
    from sim.metrics import Window

_MOMENT: Final = 1e-6
"""What comes at the very start of a window comes in it."""


@dataclass(frozen=True)
class ArrivalsState:
    """What the chart draws.

    Attributes:
        base: What time means.
        times: Shape (n,), in the log's time.
        begun: Items committed to since the first time, shape (n,).
        done: Items done since then, shape (n,).
    """

    base: TimeBase
    times: NDArray[np.float64]
    begun: NDArray[np.int64]
    done: NDArray[np.int64]

    @property
    def empty(self) -> str:
        """Say so where nothing has come or gone."""
        return "" if self.begun.any() or self.done.any() else "Items begun and done will be counted here."

    @property
    def note(self) -> str:
        """Name the unit, and what the lines start from."""
        return with_time("items since the window began", self.base, self.times)

    def table(self) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
        """Give one row a time."""
        columns = (written_times(self.base, self.times), self.begun.tolist(), self.done.tolist())
        return ("time", "begun", "done"), zip(*columns, strict=True)


def arrivals_state(log: EventLog, window: Window, most: int = 240) -> ArrivalsState:
    """Count what was begun and done since the start of a window, at ``most`` even times."""
    from sim.metrics import arrivals_departures

    low, high = max(window.start, log.start), min(window.end, log.end)
    times = np.linspace(low, high, most)
    found = arrivals_departures(log, times)
    before = arrivals_departures(log, np.array([low - _MOMENT]))
    begun, done = found.committed - before.committed[0], found.done - before.done[0]
    return ArrivalsState(log.base, times, begun, done)


class ArrivalsChart(Chart[ArrivalsState]):
    """Two rising lines; where they part, the load grows (items without a known start are only done)."""

    has_time = True

    shorter_titles = ("Arrivals, departures", "In and out")

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Build an empty chart."""
        super().__init__(theme, "Arrivals against departures", "arrivalsChart", parent)
        self._begun = pg.PlotCurveItem()
        self._done = pg.PlotCurveItem()
        for curve in (self._begun, self._done):
            self.plot.addItem(curve)

    def draw(self, state: ArrivalsState) -> None:
        """Draw what was begun dashed, what was done solid."""
        self.axes["bottom"].use(partial(time_ticks, state.base))
        dashed = pg.mkPen(self.tokens.muted, width=2, style=Qt.PenStyle.DashLine)
        self._begun.setData(state.times, state.begun, pen=dashed)
        self._done.setData(state.times, state.done, pen=pg.mkPen(self.tokens.accent, width=2.5))

    def bounds(self, state: ArrivalsState) -> tuple[tuple[float, float], tuple[float, float]]:
        """Show the whole window, from none to all."""
        top = float(max(state.begun.max(), state.done.max()))
        return (float(state.times[0]), float(state.times[-1])), (0.0, top * 1.08)

    def keys(self, state: ArrivalsState) -> Sequence[Key]:
        """Name the lines, with how many in all."""
        begun, done = int(state.begun[-1]), int(state.done[-1])
        return [
            Key(f"begun: {begun}", self.tokens.muted, "line"),
            Key(f"done: {done}", self.tokens.accent, "line"),
        ]

    def hover_text(self, x: float, y: float) -> str:
        """Tell both counts at a time."""
        state = self.state
        if state is None:
            return ""
        i = int(np.clip(np.searchsorted(state.times, x), 0, len(state.times) - 1))
        moment = moment_text(state.base, float(state.times[i]))
        return f"{moment}\nbegun: {state.begun[i]}\ndone: {state.done[i]}"
