"""Probability curve of a forecast: the chance of each outcome, and of being done by then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final, Literal

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtWidgets import QWidget

from app.charts.chart import Chart
from app.charts.labels import LINE_STYLES, Mark, MarkedLines
from app.charts.percentiles import percentile_marks
from app.charts.scale import Tick, moment_text, number_ticks, time_ticks, untold_years
from app.theme import Theme
from sim.log import TimeBase

_TALLEST: Final = 0.55


@dataclass(frozen=True)
class ProbabilityState:
    """What the curve draws.

    Attributes:
        kind: ``when`` counts upward in time; ``how_many`` downward in items.
        at: Outcomes, ascending, shape (n,): times in ``base`` (when) or numbers of items.
        chance: Chance of exactly this outcome, shape (n,).
        reached: Chance of being done by then, or of at least that many, shape (n,), 0 to 1.
        percentiles: (percent, outcome), in order.
        base: What times mean; needed for ``when``.
        target: A wished outcome to mark, with its own chance told.
    """

    kind: Literal["when", "how_many"]
    at: NDArray[np.float64]
    chance: NDArray[np.float64]
    reached: NDArray[np.float64]
    percentiles: tuple[tuple[int, float], ...]
    base: TimeBase = field(default_factory=TimeBase)
    target: float | None = None

    @property
    def empty(self) -> str:
        """Say so where there is no forecast."""
        return "" if len(self.at) else "Ask a question, and the chances will be drawn here."

    @property
    def note(self) -> str:
        """Say what line and bars are."""
        if self.kind == "when":
            return "line: done by that day; bars: on that very day, not to scale"
        return "line: at least that many; bars: exactly that many, not to scale"

    def table(self) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
        """Give one row an outcome."""
        when = self.kind == "when"
        outcomes = [moment_text(self.base, a) for a in self.at] if when else [int(a) for a in self.at]
        rows = zip(outcomes, self.chance.tolist(), self.reached.tolist(), strict=True)
        return ("day" if when else "items", "chance", "reached"), rows


class ProbabilityChart(Chart[ProbabilityState]):
    """Bars for each outcome (scaled to be seen), the cumulative curve in percent, percentile lines."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Build an empty curve."""
        super().__init__(theme, "Probability", "probabilityChart", parent)
        self._bars = pg.BarGraphItem(x=[], height=[], width=0.8)
        self._curve = pg.PlotCurveItem(antialias=True)
        self.plot.addItem(self._bars)
        self.plot.addItem(self._curve)
        self.lines = MarkedLines(self.view, "up")
        self.axes["left"].use(_percent_ticks)

    def draw(self, state: ProbabilityState) -> None:
        """Draw bars, curve and lines."""
        dated = state.kind == "when"
        axis = self.axes["bottom"]
        axis.use(partial(time_ticks, state.base) if dated else number_ticks)
        if dated:
            axis.name_by(partial(untold_years, state.base))
        else:
            axis.name("items")
        step = float(np.diff(state.at).min()) if len(state.at) > 1 else 1.0
        tallest = float(state.chance.max()) or 1.0
        self._bars.setOpts(
            x=state.at,
            height=state.chance / tallest * _TALLEST,
            width=step * 0.8,
            brush=self.tokens.accent_line,
            pen=pg.mkPen(None),
        )
        self._curve.setData(state.at, state.reached)
        self._curve.setPen(pg.mkPen(self.tokens.accent, width=2.5))
        marks = percentile_marks(state.percentiles)
        target = () if state.target is None else (Mark(state.target, "target", LINE_STYLES[50]),)
        self.lines.show_marks((*marks, *target), self.tokens, self.small_font())

    def bounds(self, state: ProbabilityState) -> tuple[tuple[float, float], tuple[float, float]]:
        """Show what has at least one chance in a thousand, and all lines."""
        seen = state.at[state.chance > 1e-3 * state.chance.max()]
        marks = [at for _, at in state.percentiles] + ([] if state.target is None else [state.target])
        low, high = min([float(seen[0]), *marks]), max([float(seen[-1]), *marks])
        room = max((high - low) * 0.03, 0.5)
        return (low - room, high + room), (0.0, 1.12)

    def hover_text(self, x: float, y: float) -> str:
        """Tell the chance at the nearest outcome."""
        from sim.forecast import chance_text

        state = self.state
        if state is None:
            return ""
        i = int(np.abs(state.at - x).argmin())
        reached = chance_text(float(state.reached[i]))
        if state.kind == "when":
            return f"by {moment_text(state.base, float(state.at[i]))}: {reached}"
        return f"{state.at[i]:.0f} items or more: {reached}"


def _percent_ticks(low: float, high: float, most: int) -> tuple[Tick, ...]:
    step = 0.25 if most >= 4 else 0.5
    ticks = (n * step for n in range(int(1 / step) + 1))
    return tuple(Tick(at, f"{at * 100:.0f} %") for at in ticks if low <= at <= high)
