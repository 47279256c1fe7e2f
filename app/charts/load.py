"""Flow load by state: what the items in the stream were doing, by time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QWidget

from app.charts.chart import Chart
from app.charts.legend import Key
from app.charts.scale import bar_at, moment_text, time_ticks, with_time, written_times
from app.theme import Theme, Tokens
from sim.log import TimeBase

if TYPE_CHECKING:
    from sim.log import EventLog

STATES: Final = ("active", "waiting", "finished", "blocked")
_NAMES: Final = {
    "active": "active",
    "waiting": "waiting",
    "finished": "finished, waiting for room",
    "blocked": "blocked",
}


NOTHING = "Work in the stream will be counted here by what is done to it."


@dataclass(frozen=True)
class LoadState:
    """What the chart draws.

    Attributes:
        base: What time means.
        edges: Begins of the bars and the end of the last, shape (n + 1,).
        counts: Mean number of items in each state of ``STATES`` in each bar, shape (4, n).
        items: What the stream calls its items.
    """

    base: TimeBase
    edges: NDArray[np.float64]
    counts: NDArray[np.float64]
    items: str = "items"

    @property
    def empty(self) -> str:
        """Say so where nothing is in the stream yet."""
        return "" if self.counts.any() else NOTHING

    @property
    def note(self) -> str:
        """Name the unit."""
        return with_time(f"{self.items} in the stream", self.base, self.edges)

    def table(self) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
        """Give one row a bar."""
        edges = written_times(self.base, self.edges)
        rows = zip(edges[:-1], edges[1:], self.counts.T.tolist(), strict=True)
        return ("from", "to", *STATES), ([begin, end, *map(float, counts)] for begin, end, counts in rows)


def load_state(log: EventLog, most: int = 60) -> LoadState:
    """Average the load by state over ``most`` even stretches of a log."""
    from sim.metrics import mean_load_series

    edges = np.linspace(log.start, log.end, most + 1)
    series = mean_load_series(log, edges)
    return LoadState(log.base, edges, np.stack([getattr(series, name) for name in STATES]))


class LoadChart(Chart[LoadState]):
    """Stacked bars: active lowest, blocked on top and hatched."""

    nothing = NOTHING
    has_time = True

    shorter_titles = ("Flow load",)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Build an empty chart."""
        super().__init__(theme, "Flow load by state", "flowLoadChart", parent)
        self._bars = [pg.BarGraphItem(x0=[], x1=[], height=[]) for _ in (*STATES, "hatch")]
        for bars in self._bars:
            self.plot.addItem(bars)

    def draw(self, state: LoadState) -> None:
        """Draw one layer a state, and the hatching of what is blocked."""
        self.axes["bottom"].use(partial(time_ticks, state.base))
        inset = np.diff(state.edges) * 0.08
        ground = np.zeros(state.counts.shape[1])
        hatch = QBrush(QColor(self.tokens.surface), Qt.BrushStyle.BDiagPattern)
        layers = [pg.mkBrush(_colour(self.tokens, name)) for name in STATES]
        rows = [*state.counts, state.counts[-1]]
        for i, (bars, counts, brush) in enumerate(zip(self._bars, rows, [*layers, hatch], strict=True)):
            below = ground - counts if i == len(STATES) else ground
            bars.setOpts(
                x0=state.edges[:-1] + inset,
                x1=state.edges[1:] - inset,
                y0=below,
                height=counts,
                brush=brush,
                pen=pg.mkPen(None),
            )
            ground = ground + counts if i < len(STATES) else ground

    def bounds(self, state: LoadState) -> tuple[tuple[float, float], tuple[float, float]]:
        """Show all bars, from zero."""
        top = float(state.counts.sum(axis=0).max())
        return (float(state.edges[0]), float(state.edges[-1])), (0.0, top * 1.08)

    def keys(self, state: LoadState) -> Sequence[Key]:
        """Name the states that occur."""
        present = [name for name, row in zip(STATES, state.counts, strict=True) if row.any()]
        return [
            Key(_NAMES[n], _colour(self.tokens, n), "hatched" if n == "blocked" else "bar") for n in present
        ]

    def hover_text(self, x: float, y: float) -> str:
        """Tell the load of the bar under the pointer."""
        state = self.state
        i = None if state is None else bar_at(state.edges, x)
        if state is None or i is None:
            return ""
        begin = moment_text(state.base, float(state.edges[i]))
        lines = [f"{_NAMES[n]}: {state.counts[k, i]:.1f}" for k, n in enumerate(STATES)]
        return "\n".join([begin, *lines])


def _colour(tokens: Tokens, name: str) -> str:
    return str(getattr(tokens, name))
