"""A fitted distribution against its data: the share done by each age, or how many took how long."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from app.charts.chart import Chart
from app.charts.labels import LINE_STYLES, Mark, MarkedLines
from app.charts.legend import Key
from app.charts.scale import Tick, bar_at, round_step
from app.theme import Theme

if TYPE_CHECKING:
    from sim.distributions import Fit

Look = Literal["curve", "bars"]
_BARS: Final = 24
_POINTS: Final = 200
_MOST_TICKS: Final = 400
_FAR: Final = 4.0
"""How many times the 85 % mark the axis reaches at most; a long tail would press all else together."""


@dataclass(frozen=True)
class FitState:
    """What the chart draws.

    Attributes:
        what: What was fitted, in words: "Build".
        unit: Unit of the durations, plural.
        times: Axis of the fitted curve, rising from 0, shape (points,).
        fitted: Share done by each time under the fitted distribution, shape (points,).
        steps: Durations at which the data step up, shape (steps,).
        share: Share done in the data from each step on, shape (steps,).
        low: Lower end of its 95 % interval, shape (steps,).
        high: Upper end, shape (steps,).
        running: Ages of what is unfinished, shape (running,).
        edges: Begins of the bars and the end of the last, shape (bars + 1,).
        seen: Share of the data in each bar, shape (bars,).
        expected: The same under the fitted distribution, shape (bars,).
        marks: The fitted durations by percentage.
        finished: How many finished.
        family: What is fitted, in words.
        look: Which of the two is drawn.
    """

    what: str
    unit: str
    times: NDArray[np.float64]
    fitted: NDArray[np.float64]
    steps: NDArray[np.float64]
    share: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    running: NDArray[np.float64]
    edges: NDArray[np.float64]
    seen: NDArray[np.float64]
    expected: NDArray[np.float64]
    marks: dict[int, float]
    finished: int
    family: str
    look: Look = "curve"

    @property
    def empty(self) -> str:
        """Say so where nothing has finished."""
        return "" if len(self.steps) else "Nothing has finished here: there is nothing to fit."

    @property
    def note(self) -> str:
        """Say what is drawn, and of how many."""
        running = f" and {len(self.running)} unfinished" if len(self.running) else ""
        drawn = "share done by" if self.look == "curve" else "share of each bar by"
        return f"{drawn} {self.unit} · {self.finished} finished{running}"

    def table(self) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
        """Give one row a step of the data, or one row a bar."""
        if self.look == "bars":
            bars = (self.edges[:-1].tolist(), self.edges[1:].tolist(), self.seen.tolist())
            return ("from", "to", "data", "fitted"), zip(*bars, self.expected.tolist(), strict=True)
        curves = (self.steps, self.share, self.low, self.high, np.interp(self.steps, self.times, self.fitted))
        rows = zip(*(one.tolist() for one in curves), strict=True)
        return (f"{self.unit}", "data", "low", "high", "fitted"), rows


def fit_state(found: Fit, what: str, unit: str) -> FitState:
    """Read data and fitted curve from a fit.

    Args:
        found: The fit.
        what: What was fitted, in words.
        unit: Unit of the durations, plural.
    """
    from sim.distributions import cdf, ppf

    picture = found.picture(_POINTS)
    edges = _edges(found)
    data = np.concatenate([[0.0], picture.share])
    seen = np.diff(data[np.searchsorted(picture.steps, edges - 1e-9, "left")])
    marks = {percent: float(ppf(found.distribution, percent / 100)) for percent in (50, 85)}
    return FitState(
        what=what,
        unit=unit,
        times=picture.times,
        fitted=picture.fitted,
        steps=picture.steps,
        share=picture.share,
        low=picture.low,
        high=picture.high,
        running=picture.running,
        edges=edges,
        seen=seen,
        expected=np.diff(cdf(found.distribution, np.maximum(edges, 0.0))),
        marks=marks,
        finished=len(found.seen.finished),
        family=found.distribution.family,
    )


def _edges(found: Fit) -> NDArray[np.float64]:
    """Give bars of a round width; whole days stand in the middle of theirs."""
    finished, grain = found.seen.finished, found.seen.grain
    longest = float(finished[-1])
    reach = max(min(longest, _FAR * max(float(np.quantile(finished, 0.85)), grain)), 1e-9)
    width = round_step(reach / _BARS)
    if grain:
        width = max(round(width / grain), 1) * grain
    begin = -width / 2 if grain and width == grain else 0.0
    count = int((reach - begin) / width + 1e-9) + 1
    return np.asarray(begin + np.arange(count + 1) * width, np.float64)


class FitChart(Chart[FitState]):
    """Data in steps (or bars) with their interval, the fitted curve over it, and its 50 and 85 % marks."""

    nothing = "Choose a stage to see how its times were fitted."

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Build an empty chart."""
        super().__init__(theme, "Fit against data", "fitChart", parent)
        self._bars = pg.BarGraphItem(x0=[], x1=[], height=[])
        self._low, self._high = pg.PlotCurveItem(), pg.PlotCurveItem()
        self._band = pg.FillBetweenItem(self._low, self._high)
        self._data = pg.PlotCurveItem(antialias=True)
        self._ages = pg.PlotCurveItem(connect="pairs")
        self._fitted = pg.PlotCurveItem(antialias=True)
        for item in (self._bars, self._low, self._high, self._band, self._data, self._ages, self._fitted):
            self.plot.addItem(item)
        self.lines = MarkedLines(self.view, "up")
        self.axes["left"].use(percent_ticks)

    def draw(self, state: FitState) -> None:
        """Draw the look that is wanted."""
        self.axes["bottom"].name(state.unit)
        curve = state.look == "curve"
        for item in (self._band, self._data, self._ages):
            item.setVisible(curve)
        self._bars.setVisible(not curve)
        if curve:
            self._draw_steps(state)
        else:
            self._draw_bars(state)
        self._fitted.setPen(pg.mkPen(self.tokens.accent, width=2.5))
        marks = [Mark(at, f"{p} %: {at:.3g}", LINE_STYLES[p]) for p, at in state.marks.items()]
        self.lines.show_marks(marks, self.tokens, self.small_font())

    def _draw_steps(self, state: FitState) -> None:
        end = self.bounds(state)[0][1] * 1.5
        for item, level in ((self._low, state.low), (self._high, state.high), (self._data, state.share)):
            item.setData(*_stairs(state.steps, level, end))
            item.setPen(pg.mkPen(None))
        self._data.setPen(pg.mkPen(self.tokens.text, width=1.4))
        ground = QColor(self.tokens.muted)
        ground.setAlpha(48)
        self._band.setBrush(pg.mkBrush(ground))
        ages = state.running[-_MOST_TICKS:]
        level = np.concatenate([[0.0], state.share])[np.searchsorted(state.steps, ages, "right")]
        self._ages.setData(np.repeat(ages, 2), np.stack([level - 0.018, level + 0.018], axis=1).ravel())
        self._ages.setPen(pg.mkPen(self.tokens.warn, width=1.2))
        self._fitted.setData(state.times, state.fitted)

    def _draw_bars(self, state: FitState) -> None:
        self._bars.setOpts(
            x0=state.edges[:-1],
            x1=state.edges[1:],
            height=state.seen,
            brush=self.tokens.finished,
            pen=pg.mkPen(self.tokens.surface, width=1),
        )
        middles = (state.edges[:-1] + state.edges[1:]) / 2
        self._fitted.setData(middles, state.expected)

    def bounds(self, state: FitState) -> tuple[tuple[float, float], tuple[float, float]]:
        """Show what most took; of a longer tail the rest is a drag away."""
        if state.look == "bars":
            top = max(float(state.seen.max()), float(state.expected.max()), 1e-6)
            return (min(float(state.edges[0]), 0.0), float(state.edges[-1])), (0.0, top * 1.15)
        longest = max(float(state.steps[-1]), float(state.running[-1]) if len(state.running) else 0.0)
        reach = min(longest * 1.05, _FAR * max(state.marks[85], float(state.edges[-1]) / _FAR))
        return (0.0, max(reach, 1e-6)), (0.0, 1.06)

    def keys(self, state: FitState) -> Sequence[Key]:
        """Name data, fitted curve, and what is unfinished."""
        shape: Literal["line", "bar"] = "line" if state.look == "curve" else "bar"
        colour = self.tokens.text if state.look == "curve" else self.tokens.finished
        found = [Key("data", colour, shape), Key(f"{state.family}, fitted", self.tokens.accent, "line")]
        if state.look == "curve" and len(state.running):
            found.append(Key("age of one unfinished", self.tokens.warn, "line"))
        return found

    def hover_text(self, x: float, y: float) -> str:
        """Tell the share of data and fitted curve there."""
        state = self.state
        if state is None or x < 0:
            return ""
        if state.look == "bars":
            i = bar_at(state.edges, x)
            if i is None:
                return ""
            low, high = max(state.edges[i], 0.0), state.edges[i + 1]
            return f"{low:.3g} to {high:.3g} {state.unit}\n{_pair(state.seen[i], state.expected[i])}"
        data = np.concatenate([[0.0], state.share])[np.searchsorted(state.steps, x, "right")]
        return f"within {x:.3g} {state.unit}\n{_pair(data, np.interp(x, state.times, state.fitted))}"


def _stairs(
    at: NDArray[np.float64], level: NDArray[np.float64], end: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give a curve that keeps each level up to the next step, from nothing at 0 to an end."""
    x = np.concatenate([[0.0], np.repeat(at, 2), [max(end, float(at[-1]))]])
    y = np.concatenate([[0.0, 0.0], np.repeat(level, 2)])
    return x, y


def _pair(data: float, fitted: float) -> str:
    return f"data: {data * 100:.0f} %\nfitted: {fitted * 100:.0f} %"


def percent_ticks(low: float, high: float, most: int) -> tuple[Tick, ...]:
    """Choose round shares between 0 and 1, in percent."""
    step = round_step(max((high - low) / max(most, 1), 0.01))
    count = int(min(high, 1.0) / step + 1e-9)
    return tuple(Tick(n * step, f"{n * step * 100:.0f} %") for n in range(count + 1) if n * step >= low)
