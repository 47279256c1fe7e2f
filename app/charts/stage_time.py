"""Time in state: how long the items that got done were in each stage, and what they did there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QWidget

from app.charts.chart import Chart
from app.charts.colour import blend
from app.charts.labels import LINE_STYLES
from app.charts.legend import Key
from app.charts.rows import HIGH, row_at, row_middles, row_ticks
from app.charts.scale import PLURAL
from app.theme import Theme, Tokens
from sim.stream import counted

if TYPE_CHECKING:
    from sim.metrics import StageTime

STATES: Final = ("new", "active", "waiting", "blocked", "finished")
_NAMES: Final = {
    "new": "new",
    "active": "active",
    "waiting": "waiting",
    "blocked": "blocked",
    "finished": "finished",
}
_PERCENTS: Final = (50, 85)
_LEAST_ROW: Final = 15.0
"""Pixels that a row needs for its share to be written."""

NOTHING = "How long items are in each stage will stand here once some are done."


@dataclass(frozen=True)
class StageTimeState:
    """What the chart draws; one row a stage, in flow order.

    Attributes:
        names: Names of the stages.
        spent: Mean time of an item there by state of ``STATES``, shape (stages, 5).
        percentiles: Time of an item there by percentage; only what so many items support.
        shares: Share of the flow time, 0 to 1, NaN where it is not known; shape (stages,).
        items: Items that were there, shape (stages,).
        unit: Unit of the times.
    """

    names: tuple[str, ...]
    spent: NDArray[np.float64]
    percentiles: tuple[Mapping[int, float], ...]
    shares: NDArray[np.float64]
    items: NDArray[np.int64]
    unit: str

    @property
    def empty(self) -> str:
        """Say so where no item is done yet."""
        return "" if self.items.any() else NOTHING

    @property
    def note(self) -> str:
        """Say what bars and figures are; the legend names the marks, the axis the unit."""
        return "bar: mean; figure: share of flow time"

    def table(self) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
        """Give one row a stage."""
        unit = PLURAL[self.unit]
        header = ("stage", "items", *(f"{state}_{unit}" for state in STATES))
        marks = [[one.get(percent, "") for percent in _PERCENTS] for one in self.percentiles]
        parts = zip(
            self.names, self.items.tolist(), self.spent.tolist(), marks, self.shares.tolist(), strict=True
        )
        rows = (
            [name, items, *spent, *mark, "" if np.isnan(share) else share]
            for name, items, spent, mark, share in parts
        )
        return (*header, *(f"p{percent}_{unit}" for percent in _PERCENTS), "share_of_flow_time"), rows


def stage_time_state(rows: Sequence[StageTime], unit: str) -> StageTimeState:
    """Draw the time in state; stages that no item was in are left out."""
    there = [row for row in rows if row.items]
    spent = [[getattr(row, state) / row.items for state in STATES] for row in there]
    return StageTimeState(
        names=tuple(row.name for row in there),
        spent=np.array(spent, np.float64).reshape(len(there), len(STATES)),
        percentiles=tuple(
            {p: getattr(row.per_item, f"p{p}") for p in _PERCENTS if p in row.per_item.supported}
            for row in there
        ),
        shares=np.array([row.share for row in there], np.float64),
        items=np.array([row.items for row in there], np.int64),
        unit=unit,
    )


class StageTimeChart(Chart[StageTimeState]):
    """A bar a stage: its length is the mean, its parts what was done; marks are percentiles."""

    nothing = NOTHING
    shorter_titles = ("Time in stages",)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Build an empty chart."""
        super().__init__(theme, "Time in each stage", "stageTimeChart", parent)
        self._bars = [pg.BarGraphItem(x0=[], x1=[], height=[]) for _ in STATES]
        self._marks = {percent: pg.PlotCurveItem(connect="pairs") for percent in _PERCENTS}
        self._shares: list[pg.TextItem] = []
        for item in (*self._bars, *self._marks.values()):
            self.plot.addItem(item)
        self.view.sigResized.connect(lambda *_: self._fit_shares())
        self.view.sigRangeChanged.connect(lambda *_: self._fit_shares())

    def draw(self, state: StageTimeState) -> None:
        """Draw bars, marks and shares."""
        self.axes["left"].use(partial(row_ticks, state.names, QFontMetricsF(self.small_font())))
        self.axes["bottom"].name(f"{PLURAL[state.unit]} an item")
        middle = row_middles(len(state.names))
        ground = np.zeros(len(middle))
        colours = state_colours(self.tokens)
        for bars, name, spent in zip(self._bars, STATES, state.spent.T, strict=True):
            there = spent > 0
            bars.setOpts(
                x0=ground[there],
                x1=(ground + spent)[there],
                y0=(middle - HIGH / 2)[there],
                height=np.full(int(there.sum()), HIGH),
                brush=pg.mkBrush(colours[name]),
                pen=pg.mkPen(None),
            )
            ground = ground + spent
        self._draw_marks(state, middle)
        self._draw_shares(state, middle)

    def bounds(self, state: StageTimeState) -> tuple[tuple[float, float], tuple[float, float]]:
        """Show all stages, with room for the figures behind the bars."""
        return (0.0, float(_ends(state).max()) * 1.25 or 1.0), (0.0, float(len(state.names)))

    def keys(self, state: StageTimeState) -> Sequence[Key]:
        """Name the states that occur, and the marks."""
        colours = state_colours(self.tokens)
        present = state.spent.sum(axis=0) > 0
        states = [Key(_NAMES[s], colours[s]) for s, is_there in zip(STATES, present, strict=True) if is_there]
        known = [p for p in _PERCENTS if any(p in marks for marks in state.percentiles)]
        said = {50: "50 %", 85: "85 % (dotted)"}
        return [*states, *(Key(said[percent], self.tokens.text, "line") for percent in known)]

    def hover_text(self, x: float, y: float) -> str:
        """Tell all of the stage under the pointer."""
        state = self.state
        row = None if state is None else row_at(len(state.names), y)
        if state is None or row is None:
            return ""
        unit = PLURAL[state.unit]
        lines = [
            state.names[row],
            f"{counted(int(state.items[row]), 'item')}, mean {state.spent[row].sum():.1f} {unit}",
        ]
        lines += [f"{_NAMES[s]}: {t:.1f}" for s, t in zip(STATES, state.spent[row], strict=True) if t > 0]
        lines += [
            f"{percent} %: {time:.1f} {unit} or less" for percent, time in state.percentiles[row].items()
        ]
        if np.isfinite(state.shares[row]):
            lines.append(f"{100 * state.shares[row]:.0f} % of the flow time")
        return "\n".join(lines)

    def _draw_marks(self, state: StageTimeState, middle: NDArray[np.float64]) -> None:
        for percent, curve in self._marks.items():
            known = [
                (marks[percent], at)
                for marks, at in zip(state.percentiles, middle.tolist(), strict=True)
                if percent in marks
            ]
            style = LINE_STYLES[50] if percent == 50 else LINE_STYLES[95]
            curve.setData(
                [time for time, _ in known for _ in (0, 1)],
                [at + side for _, at in known for side in (-0.45, 0.45)],
                pen=pg.mkPen(self.tokens.text, width=2, style=style),
            )

    def _draw_shares(self, state: StageTimeState, middle: NDArray[np.float64]) -> None:
        for old in self._shares:
            self.plot.removeItem(old)
        self._shares = []
        triples = zip(state.shares.tolist(), _ends(state).tolist(), middle.tolist(), strict=True)
        for share, end, at in triples:
            if not np.isnan(share):
                text = pg.TextItem(f"{100 * share:.0f} %", color=self.tokens.text, anchor=(0, 0.5))
                text.setFont(self.small_font())
                text.setPos(end, at)
                self.plot.addItem(text, ignoreBounds=True)
                self._shares.append(text)
        self._fit_shares()

    def _fit_shares(self) -> None:
        """Write shares only where rows are high enough for them."""
        pixel = self.view.viewPixelSize()[1] or 1.0
        for text in self._shares:
            text.setVisible(1.0 / pixel >= _LEAST_ROW)


def _ends(state: StageTimeState) -> NDArray[np.float64]:
    """Give how far each row reaches: its bar or its last mark."""
    marks = [max(one.values(), default=0.0) for one in state.percentiles]
    return np.asarray(np.maximum(state.spent.sum(axis=1), marks))


def state_colours(tokens: Tokens) -> dict[str, str]:
    """Give the colour of each state of an item."""
    return {
        "new": blend(tokens.surface, tokens.waiting, 0.5),
        "active": tokens.active,
        "waiting": tokens.waiting,
        "blocked": blend(tokens.surface, tokens.blocked, 0.75),
        "finished": tokens.finished,
    }
