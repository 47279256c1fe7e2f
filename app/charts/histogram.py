"""Flow-time histogram: how many items took how long."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtWidgets import QWidget

from app.charts.chart import Chart
from app.charts.labels import MarkedLines
from app.charts.percentiles import percentile_marks
from app.charts.scale import PLURAL, bar_at, round_step
from app.theme import Theme
from sim.stream import counted

if TYPE_CHECKING:
    from app.charts.flow_time import FlowTimeState

_BARS: Final = 24


@dataclass(frozen=True)
class HistogramState:
    """What the histogram draws.

    Attributes:
        edges: Begins of the bars and the end of the last, shape (n + 1,).
        counts: Items in each bar, shape (n,).
        percentiles: Flow time by percentage; only those that the sample supports.
        unit: Unit of flow time.
    """

    edges: NDArray[np.float64]
    counts: NDArray[np.int64]
    percentiles: Mapping[int, float]
    unit: str

    @property
    def empty(self) -> str:
        """Say so where nothing is done yet."""
        return "" if self.counts.any() else "Finished items will pile up here by how long they took."

    @property
    def note(self) -> str:
        """Name both units."""
        return f"items by {PLURAL[self.unit]} from commitment to release"

    def table(self) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
        """Give one row a bar."""
        columns = (self.edges[:-1].tolist(), self.edges[1:].tolist(), self.counts.tolist())
        return ("from", "to", "items"), zip(*columns, strict=True)


def histogram_state(scatter: FlowTimeState) -> HistogramState:
    """Count flow times in bars of a round width."""
    times = scatter.flow_time
    if not len(times):
        nothing = np.zeros(1, np.int64)
        return HistogramState(np.array([0.0, 1.0]), nothing, {}, scatter.unit)
    width = round_step(max(float(times.max()), 1e-9) / _BARS)
    if scatter.base.calendar is None and scatter.unit == "day":
        width = max(width, 1.0)  # whole days of a history fall in one bar each
    edges = _edges(width, int(times.max() / width + 1e-9) + 2)
    counts, _ = np.histogram(times, edges)
    return HistogramState(edges, counts.astype(np.int64), scatter.percentiles, scatter.unit)


def _edges(width: float, count: int) -> NDArray[np.float64]:
    """Give 0, 1, 2, … times a round width, each the float next to the decimal: 0.3 begins a bar."""
    numbers = np.arange(count, dtype=np.float64)
    return numbers * width if width >= 1 else numbers / round(1 / width)


class HistogramChart(Chart[HistogramState]):
    """Bars with the percentiles marked."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Build an empty histogram."""
        super().__init__(theme, "Flow time", "flowTimeHistogram", parent)
        self._bars = pg.BarGraphItem(x0=[], x1=[], height=[])
        self.plot.addItem(self._bars)
        self.lines = MarkedLines(self.view, "up")

    def draw(self, state: HistogramState) -> None:
        """Draw the bars."""
        self._bars.setOpts(
            x0=state.edges[:-1],
            x1=state.edges[1:],
            height=state.counts,
            brush=self.tokens.finished,
            pen=pg.mkPen(self.tokens.surface, width=1),
        )
        self.lines.show_marks(percentile_marks(state.percentiles.items()), self.tokens, self.small_font())

    def bounds(self, state: HistogramState) -> tuple[tuple[float, float], tuple[float, float]]:
        """Show all bars, with room for the names of the lines."""
        return (0.0, float(state.edges[-1])), (0.0, float(state.counts.max()) * 1.25)

    def hover_text(self, x: float, y: float) -> str:
        """Tell a bar's range and count."""
        state = self.state
        i = None if state is None else bar_at(state.edges, x)
        if state is None or i is None:
            return ""
        items = counted(int(state.counts[i]), "item")
        return f"{state.edges[i]:g} to {state.edges[i + 1]:g} {PLURAL[state.unit]}: {items}"
