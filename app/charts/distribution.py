"""Flow distribution over time: items done in each period, by type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QWidget

from app.charts.chart import Chart
from app.charts.colour import blend, solid
from app.charts.legend import Key
from app.charts.scale import bar_at, moment_text, time_ticks, with_time, written_times
from app.charts.velocity import Period
from app.theme import Theme, TypeStyle, type_styles
from sim.log import TimeBase

if TYPE_CHECKING:
    from sim.log import EventLog
    from sim.metrics import Window


_MOMENT: Final = 1e-6
_PALE: Final = 0.45


@dataclass(frozen=True)
class DistributionState:
    """What the chart draws.

    Attributes:
        base: What time means.
        edges: Begins of the periods and the end of the last, shape (n + 1,), in the log's time.
        done: Items done of each type in each period, shape (types, n).
        type_ids: Item types.
        type_names: Their names.
        period: What one bar is.
        whole: Whether each period was observed from begin to end, shape (n,); None: all of them.
        styles: Colours and shapes that the stream gives its types, by id.
        as_shares: Whether bars are drawn as shares of 100 %, not as numbers of items.
    """

    base: TimeBase
    edges: NDArray[np.float64]
    done: NDArray[np.int64]
    type_ids: tuple[str, ...]
    type_names: tuple[str, ...]
    period: Period
    whole: NDArray[np.bool_] | None = None
    styles: Mapping[str, TypeStyle] | None = None
    as_shares: bool = False

    @property
    def heights(self) -> NDArray[np.float64]:
        """How high to draw each type in each period, shape (types, n): items, or percent of the period's."""
        if not self.as_shares:
            return self.done.astype(np.float64)
        return np.asarray(100 * self.done / np.maximum(self.done.sum(axis=0), 1))

    @property
    def empty(self) -> str:
        """Say so where nothing is done yet."""
        return "" if self.done.any() else f"Items done a {self.period}, by type, will stand here."

    @property
    def note(self) -> str:
        """Name the unit."""
        what = "percent of the items done" if self.as_shares else "items done"
        return with_time(f"{what} a {self.period}, by type", self.base, self.edges)

    def table(self) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
        """Give one row a period."""
        edges = written_times(self.base, self.edges)
        rows = zip(edges[:-1], edges[1:], self.done.T.tolist(), strict=True)
        return ("from", "to", *self.type_ids), ([begin, end, *counts] for begin, end, counts in rows)


def distribution_state(log: EventLog, window: Window, period: Period = "month") -> DistributionState:
    """Count what was done of each type in each period of a window."""
    from sim.metrics import distribution_series

    series = distribution_series(log, period, window)
    edges = series.edges
    return DistributionState(
        base=log.base,
        edges=edges,
        done=series.done,
        type_ids=series.types,
        type_names=tuple(kind.name for kind in log.types),
        period=period,
        whole=(edges[:-1] >= window.start - _MOMENT) & (edges[1:] <= window.end + _MOMENT),
    )


class DistributionChart(Chart[DistributionState]):
    """Stacked bars by period, one colour a type; periods that were not seen whole are pale."""

    has_time = True

    shorter_titles = ("Distribution",)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Build an empty chart."""
        super().__init__(theme, "Flow distribution", "distributionChart", parent)
        self._bars: list[pg.BarGraphItem] = []

    def draw(self, state: DistributionState) -> None:
        """Draw one layer a type, the first lowest."""
        self.axes["bottom"].use(partial(time_ticks, state.base))
        while len(self._bars) < len(state.type_ids):
            self._bars.append(pg.BarGraphItem(x0=[], x1=[], height=[]))
            self.plot.addItem(self._bars[-1])
        for bars in self._bars[len(state.type_ids) :]:
            bars.setOpts(x0=[], x1=[], y0=[], height=[])
        inset = np.diff(state.edges) * 0.1
        ground = np.zeros(state.done.shape[1])
        styles = self._styles(state)
        for bars, kind, counts in zip(self._bars, state.type_ids, state.heights, strict=False):
            bars.setOpts(
                x0=state.edges[:-1] + inset,
                x1=state.edges[1:] - inset,
                y0=ground,
                height=counts,
                brushes=[self._brush(styles[kind].colour, place) for place in range(len(counts))],
                pen=pg.mkPen(None),
            )
            ground = ground + counts

    def bounds(self, state: DistributionState) -> tuple[tuple[float, float], tuple[float, float]]:
        """Show all periods, from zero."""
        top = float(state.heights.sum(axis=0).max())
        return (float(state.edges[0]), float(state.edges[-1])), (0.0, top * 1.08)

    def keys(self, state: DistributionState) -> Sequence[Key]:
        """Name the types that occur."""
        styles = self._styles(state)
        named = zip(state.type_ids, state.type_names, state.done, strict=True)
        return [Key(name, styles[kind].colour, styles[kind].shape) for kind, name, row in named if row.any()]

    def hover_text(self, x: float, y: float) -> str:
        """Tell a period's counts and shares."""
        state = self.state
        i = None if state is None else bar_at(state.edges, x)
        if state is None or i is None:
            return ""
        begin, counts = moment_text(state.base, float(state.edges[i])), state.done[:, i]
        whole = max(int(counts.sum()), 1)
        rows = zip(state.type_names, counts.tolist(), strict=True)
        lines = [f"{name}: {n} ({100 * n / whole:.0f} %)" for name, n in rows if n]
        partly = "" if state.whole is None or state.whole[i] else " (not seen whole)"
        return "\n".join([f"{state.period} from {begin}{partly}", *(lines or ["none done"])])

    def _brush(self, colour: str, place: int) -> QBrush:
        whole = self.state is None or self.state.whole is None or bool(self.state.whole[place])
        return solid(colour if whole else blend(self.tokens.surface, colour, _PALE))

    def _styles(self, state: DistributionState) -> Mapping[str, TypeStyle]:
        return type_styles(state.type_ids) | dict(state.styles or {})
