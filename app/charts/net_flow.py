"""Net flow: what was begun and what was done in each period, and by how much the load grew."""

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
from app.charts.colour import solid, symbol
from app.charts.legend import Key
from app.charts.scale import bar_at, moment_text, time_ticks, with_time, written_times
from app.theme import Theme
from sim.log import TimeBase

if TYPE_CHECKING:
    from sim.log import EventLog
    from sim.metrics import NetFlow

NOTHING = "Items begun and done will be counted here, period by period."


@dataclass(frozen=True)
class NetFlowState:
    """What the chart draws; shape (n,) unless said.

    Attributes:
        base: What time means.
        edges: Begins of the periods and the end of the last, shape (n + 1,), in the log's time.
        begun: Items begun in each.
        done: Items done in each, of those with a known begin.
        load: Items in progress at the end of each.
        period: What one bar is: ``day``, ``week`` or ``month``.
    """

    base: TimeBase
    edges: NDArray[np.float64]
    begun: NDArray[np.int64]
    done: NDArray[np.int64]
    load: NDArray[np.int64]
    period: str

    @property
    def net(self) -> NDArray[np.int64]:
        """Begun less done."""
        return self.begun - self.done

    @property
    def empty(self) -> str:
        """Say so where nothing came or went."""
        return "" if self.begun.any() or self.done.any() else NOTHING

    @property
    def note(self) -> str:
        """Name the unit."""
        return with_time(f"items a {self.period}: begun up, done down", self.base, self.edges)

    def table(self) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
        """Give one row a period."""
        edges = written_times(self.base, self.edges)
        counts = (self.begun, self.done, self.net, self.load)
        return (
            ("from", "to", "begun", "done", "net", "in_progress"),
            zip(edges[:-1], edges[1:], *(count.tolist() for count in counts), strict=True),
        )


def net_flow_state(log: EventLog, found: NetFlow) -> NetFlowState:
    """Draw what came and went."""
    return NetFlowState(log.base, found.edges, found.begun, found.done, found.load, found.by)


class NetFlowChart(Chart[NetFlowState]):
    """Bars up for what was begun, down for what was done; a mark between says the difference."""

    nothing = NOTHING
    has_time = True
    shorter_titles = ("Net flow",)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Build an empty chart."""
        super().__init__(theme, "Begun, done and net flow", "netFlowChart", parent)
        self._bars = [pg.BarGraphItem(x0=[], x1=[], height=[]) for _ in range(2)]
        self._zero = pg.InfiniteLine(0.0, 0)
        self._net = pg.ScatterPlotItem(pxMode=True)
        for item in (*self._bars, self._zero, self._net):
            self.plot.addItem(item)

    def draw(self, state: NetFlowState) -> None:
        """Draw bars and marks."""
        self.axes["bottom"].use(partial(time_ticks, state.base))
        self.axes["left"].name(f"items a {state.period}")
        inset = np.diff(state.edges) * 0.1
        colours = (self.tokens.waiting, self.tokens.finished)
        for bars, colour, height in zip(self._bars, colours, (state.begun, -state.done), strict=True):
            bars.setOpts(
                x0=state.edges[:-1] + inset,
                x1=state.edges[1:] - inset,
                y0=np.zeros(len(height)),
                height=height,
                brush=pg.mkBrush(colour),
                pen=pg.mkPen(None),
            )
        self._zero.setPen(pg.mkPen(self.tokens.muted, width=1))
        self._net.setData(
            x=(state.edges[:-1] + state.edges[1:]) / 2,
            y=state.net,
            size=8 if len(state.net) <= 60 else 5,
            symbol=symbol("diamond"),
            brush=solid(self.tokens.text),
            pen=pg.mkPen(self.tokens.surface, width=0.5),
        )

    def bounds(self, state: NetFlowState) -> tuple[tuple[float, float], tuple[float, float]]:
        """Show all periods."""
        up, down = float(state.begun.max()), float(state.done.max())
        room = 0.08 * max(up + down, 1.0)
        return (float(state.edges[0]), float(state.edges[-1])), (-down - room, up + room)

    def keys(self, state: NetFlowState) -> Sequence[Key]:
        """Name bars and marks, with how many in all."""
        begun, done = int(state.begun.sum()), int(state.done.sum())
        return [
            Key(f"begun: {begun}", self.tokens.waiting),
            Key(f"done: {done}", self.tokens.finished),
            Key(f"net: {begun - done:+d}", self.tokens.text, "diamond"),
        ]

    def hover_text(self, x: float, y: float) -> str:
        """Tell a period's counts."""
        state = self.state
        i = None if state is None else bar_at(state.edges, x)
        if state is None or i is None:
            return ""
        begin = moment_text(state.base, float(state.edges[i]))
        counts = f"begun {state.begun[i]}, done {state.done[i]}, net {state.net[i]:+d}"
        return f"{state.period} from {begin}\n{counts}\nin progress at the end: {state.load[i]}"
