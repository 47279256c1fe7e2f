"""Velocity run chart: items done a day, a week or a month, with the mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.charts.chart import Chart
from app.charts.labels import Mark, MarkedLines
from app.charts.scale import bar_at, moment_text, time_ticks, with_time, written_times
from app.theme import Theme
from sim.log import TimeBase

if TYPE_CHECKING:
    from sim.log import EventLog

Period = Literal["day", "week", "month"]


@dataclass(frozen=True)
class VelocityState:
    """What the run chart draws.

    Attributes:
        base: What time means.
        edges: Begins of the periods and the end of the last, shape (n + 1,), in the log's time.
        done: Items done in each, shape (n,).
        period: What one bar is.
        whole: Whether each period was observed from begin to end, shape (n,).
        items: What the stream calls its items.
    """

    base: TimeBase
    edges: NDArray[np.float64]
    done: NDArray[np.int64]
    period: Period
    whole: NDArray[np.bool_]
    items: str = "items"

    @property
    def mean(self) -> float:
        """Items done in a whole period, on average; NaN where there is none."""
        return float(self.done[self.whole].mean()) if self.whole.any() else float("nan")

    @property
    def empty(self) -> str:
        """Say so where nothing is done yet."""
        return "" if self.done.any() else f"{self.items.capitalize()} done a {self.period} will stand here."

    @property
    def note(self) -> str:
        """Name the unit."""
        return with_time(f"{self.items} done a {self.period}", self.base, self.edges)

    def table(self) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
        """Give one row a period."""
        edges = written_times(self.base, self.edges)
        columns = (edges[:-1], edges[1:], self.done.tolist(), self.whole.tolist())
        return ("from", "to", self.items, "whole_period"), zip(*columns, strict=True)


def velocity_state(log: EventLog, period: Period = "week") -> VelocityState:
    """Count what was done in each period of a log."""
    from sim.metrics import velocity_series

    series = velocity_series(log, by=period)
    whole = (series.edges[:-1] >= log.start) & (series.edges[1:] <= log.end)
    return VelocityState(log.base, series.edges, series.done, period, whole)


class VelocityChart(Chart[VelocityState]):
    """Bars by period; periods that were not seen whole are pale and left out of the mean."""

    has_time = True

    shorter_titles = ("Velocity",)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Build an empty run chart."""
        super().__init__(theme, "Flow velocity", "velocityChart", parent)
        self._bars = pg.BarGraphItem(x0=[], x1=[], height=[])
        self.plot.addItem(self._bars)
        self.lines = MarkedLines(self.view, "across")

    def draw(self, state: VelocityState) -> None:
        """Draw bars and mean."""
        self.axes["bottom"].use(partial(time_ticks, state.base))
        inset = np.diff(state.edges) * 0.1
        colours = (self.tokens.finished, self.tokens.waiting)
        self._bars.setOpts(
            x0=state.edges[:-1] + inset,
            x1=state.edges[1:] - inset,
            height=state.done,
            brushes=[pg.mkBrush(colours[0] if whole else colours[1]) for whole in state.whole],
            pen=pg.mkPen(None),
        )
        mean = state.mean
        marks = [Mark(mean, f"mean {mean:.1f}", Qt.PenStyle.DashLine)] if np.isfinite(mean) else []
        self.lines.show_marks(marks, self.tokens, self.small_font())

    def bounds(self, state: VelocityState) -> tuple[tuple[float, float], tuple[float, float]]:
        """Show all periods, from zero."""
        return (float(state.edges[0]), float(state.edges[-1])), (0.0, float(state.done.max()) * 1.12)

    def hover_text(self, x: float, y: float) -> str:
        """Tell a period's count."""
        state = self.state
        i = None if state is None else bar_at(state.edges, x)
        if state is None or i is None:
            return ""
        begin = moment_text(state.base, float(state.edges[i]))
        partly = "" if state.whole[i] else " (not seen whole)"
        return f"{state.period} from {begin}\n{state.done[i]} {state.items}{partly}"
