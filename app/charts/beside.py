"""A model beside its history: a curve of the history in the band of the model's runs, and two flows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, Literal

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from app.charts.chart import Chart
from app.charts.cumulative_flow import CumulativeFlowChart, CumulativeFlowState
from app.charts.fit import percent_ticks
from app.charts.legend import Key
from app.charts.scale import moment_text, number_ticks, time_ticks, with_time
from app.theme import Theme
from sim.log import TimeBase

_BAND_ALPHA: Final = 70


@dataclass(frozen=True)
class BesideState:
    """What the chart draws; arrays of shape (points,).

    Attributes:
        kind: ``shares`` of items done within a time, or ``counts`` of items done by period.
        base: What time means, for ``counts``.
        at: Where: times of flow in ``unit``, or begins of periods in the history's time.
        history: The history's curve.
        median: Median of the runs; NaN where there is none.
        low: What one run in forty falls below.
        high: What one run in forty exceeds.
        unit: Unit of flow time, plural; or the period.
        runs: How many runs.
    """

    kind: Literal["shares", "counts"]
    base: TimeBase
    at: NDArray[np.float64]
    history: NDArray[np.float64]
    median: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    unit: str
    runs: int

    @property
    def empty(self) -> str:
        """Say so where there is nothing to compare."""
        if len(self.at) >= 2 and (self.history.any() or np.nanmax(self.median, initial=0.0) > 0):
            return ""
        return "Too little was done in the time measured to be drawn."

    @property
    def note(self) -> str:
        """Name the units."""
        if self.kind == "shares":
            return f"share of items done within so many {self.unit}"
        return with_time(f"items done a {self.unit}", self.base, self.at)

    def table(self) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
        """Give one row a point."""
        curves = (self.at, self.history, self.median, self.low, self.high)
        rows = zip(*(one.tolist() for one in curves), strict=True)
        return (self.unit if self.kind == "shares" else "from", "history", "model", "low", "high"), rows


class BesideChart(Chart[BesideState]):
    """The history as a line, the middle of the model's runs dashed, and what 95 % of them do as a band."""

    def __init__(self, theme: Theme, title: str, name: str, parent: QWidget | None = None) -> None:
        """Build an empty chart."""
        super().__init__(theme, title, name, parent)
        self._low, self._high = pg.PlotCurveItem(), pg.PlotCurveItem()
        self._band = pg.FillBetweenItem(self._low, self._high)
        self._median = pg.PlotCurveItem(antialias=True)
        self._history = pg.PlotDataItem(antialias=True, symbolPen=None)
        for item in (self._low, self._high, self._band, self._median, self._history):
            self.plot.addItem(item)

    def draw(self, state: BesideState) -> None:
        """Draw band and lines."""
        dated = state.kind == "counts"
        self.axes["bottom"].use(partial(time_ticks, state.base) if dated else number_ticks)
        self.axes["bottom"].name("" if dated else state.unit)
        self.axes["left"].use(number_ticks if dated else percent_ticks)
        known = np.isfinite(state.median)
        for item, level in ((self._low, state.low), (self._high, state.high)):
            item.setData(state.at[known], level[known])
            item.setPen(pg.mkPen(None))
        ground = QColor(self.tokens.waiting)
        ground.setAlpha(_BAND_ALPHA)
        self._band.setBrush(pg.mkBrush(ground))
        self._median.setData(state.at[known], state.median[known])
        self._median.setPen(pg.mkPen(self.tokens.muted, width=1.6, style=Qt.PenStyle.DashLine))
        self._history.setData(state.at, state.history)
        self._history.setPen(pg.mkPen(self.tokens.accent, width=2.2))
        self._history.setSymbol("o" if dated and len(state.at) <= 60 else None)
        self._history.setSymbolSize(5)
        self._history.setSymbolBrush(pg.mkBrush(self.tokens.accent))

    def bounds(self, state: BesideState) -> tuple[tuple[float, float], tuple[float, float]]:
        """Show everything, from zero."""
        if state.kind == "shares":
            return (0.0, float(state.at[-1])), (0.0, 1.06)
        top = max(float(state.history.max()), float(np.nanmax(state.high, initial=0.0)), 1.0)
        return (float(state.at[0]), float(state.at[-1])), (0.0, top * 1.1)

    def keys(self, state: BesideState) -> Sequence[Key]:
        """Name line, dashes and band."""
        return (
            Key("history", self.tokens.accent, "line"),
            Key("middle of the runs", self.tokens.muted, "line"),
            Key("95 % of the runs", self.tokens.waiting, "bar"),
        )

    def hover_text(self, x: float, y: float) -> str:
        """Tell history and model at the nearest point."""
        state = self.state
        if state is None:
            return ""
        i = int(np.abs(state.at - x).argmin())
        values = (state.history[i], state.median[i], state.low[i], state.high[i])
        if state.kind == "shares":
            where = f"within {state.at[i]:.3g} {state.unit}"
            past, model, low, high = (f"{value * 100:.0f} %" for value in values)
        else:
            where = f"{state.unit} from {moment_text(state.base, float(state.at[i]))}"
            past, model, low, high = (f"{value:.0f}" for value in values)
        return f"{where}\nhistory: {past}\nmodel: {model}, {low} to {high}"


@dataclass(frozen=True)
class FlowBesideState(CumulativeFlowState):
    """A cumulative flow drawn to the height of the higher of two.

    Attributes:
        top: Most items of both.
    """

    top: int = 1


class FlowBesideChart(CumulativeFlowChart):
    """A cumulative flow diagram on the scale of its neighbour."""

    def __init__(self, theme: Theme, title: str, name: str, parent: QWidget | None = None) -> None:
        """Build an empty diagram."""
        super().__init__(theme, parent)
        self.setObjectName(name)
        self.set_title(title)

    def bounds(self, state: CumulativeFlowState) -> tuple[tuple[float, float], tuple[float, float]]:
        """Show both on one scale."""
        across, (low, high) = super().bounds(state)
        top = state.top * 1.05 if isinstance(state, FlowBesideState) else high
        return across, (low, top)
