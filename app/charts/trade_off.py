"""Flow time against velocity: one mark a scenario, with its intervals as a cross."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF
from PySide6.QtWidgets import QGraphicsSimpleTextItem, QWidget

from app.charts.chart import Chart
from app.charts.colour import solid, symbol
from app.charts.labels import clear_places
from app.charts.scale import round_step
from app.theme import Theme, type_styles

_LEAST_SPAN: Final = 0.15
"""Least range of an axis as a share of its values, so that nothing looks like a difference that is none."""

_LONGEST: Final = 0.4
"""Share of the picture's width that a name may take."""


@dataclass(frozen=True)
class Spot:
    """One scenario: both means with the ends of their intervals.

    Attributes:
        name: Name shown.
        velocity: Mean velocity; low and high are the ends of its interval.
        flow_time: Flow time; low and high likewise.
    """

    name: str
    velocity: float
    velocity_low: float
    velocity_high: float
    flow_time: float
    flow_time_low: float
    flow_time_high: float


@dataclass(frozen=True)
class TradeOffState:
    """What the picture draws.

    Attributes:
        spots: The scenarios, the base first.
        velocity_label: Words of the axis, such as "velocity, items a week".
        flow_time_label: Words of the axis, such as "85 % flow time, days".
        chosen: Name of the scenario to bring out.
    """

    spots: tuple[Spot, ...]
    velocity_label: str
    flow_time_label: str
    chosen: str = ""

    @property
    def empty(self) -> str:
        """Say so where nothing was run."""
        return (
            ""
            if self.spots
            else "Run the scenarios, and each will be a mark here: lower and further right is better."
        )

    @property
    def note(self) -> str:
        """Name the upright axis."""
        return f"{self.flow_time_label}; bars are 95 % confidence"

    def table(self) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
        """Give one row a scenario."""
        names = tuple(Spot.__dataclass_fields__)
        return names, ([getattr(spot, name) for name in names] for spot in self.spots)


class TradeOffChart(Chart[TradeOffState]):
    """Marks with cross bars and names that keep clear of each other.

    Signals:
        scenario_chosen(str): The scenario that was clicked.
    """

    scenario_chosen = Signal(str)

    shorter_titles = ("Time against velocity",)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Build an empty picture."""
        super().__init__(theme, "Flow time against velocity", "tradeOffChart", parent)
        self._crosses: list[pg.ErrorBarItem] = []
        self._names: list[QGraphicsSimpleTextItem] = []
        self._dots = pg.ScatterPlotItem(pxMode=True)
        self._dots.sigClicked.connect(lambda _, points, *__: self._choose(points))
        self.plot.addItem(self._dots)
        self.view.sigRangeChanged.connect(lambda *_: self._place())
        self.view.sigResized.connect(lambda *_: self._place())

    def draw(self, state: TradeOffState) -> None:
        """Draw marks, crosses and names."""
        self.axes["bottom"].name(state.velocity_label)
        for item in (*self._crosses, *self._names):
            self._drop(item)
        styles = list(type_styles([spot.name for spot in state.spots]).values())
        self._crosses = [_cross(s, k.colour) for s, k in zip(state.spots, styles, strict=True)]
        for cross in self._crosses:
            self.plot.addItem(cross)
        self._dots.setData(
            x=[spot.velocity for spot in state.spots],
            y=[spot.flow_time for spot in state.spots],
            size=[16 if spot.name == state.chosen else 12 for spot in state.spots],
            symbol=[symbol(style.shape) for style in styles],
            brush=[solid(style.colour) for style in styles],
            pen=pg.mkPen(self.tokens.surface, width=1),
            data=[spot.name for spot in state.spots],
        )
        self._names = [self._name(spot) for spot in state.spots]
        self._place()

    def bounds(self, state: TradeOffState) -> tuple[tuple[float, float], tuple[float, float]]:
        """Show all crosses, with room for names on the right."""
        x = np.array([(s.velocity_low, s.velocity_high) for s in state.spots])
        y = np.array([(s.flow_time_low, s.flow_time_high) for s in state.spots])
        wide = max(float(x.max() - x.min()), _LEAST_SPAN * abs(float(x.max())), 1e-9)
        high = max(float(y.max() - y.min()), _LEAST_SPAN * abs(float(y.max())), 1e-9)
        across, up = float(x.max() + x.min()) / 2, float(y.max() + y.min()) / 2
        return (across - 0.6 * wide, across + 0.9 * wide), (up - 0.65 * high, up + 0.65 * high)

    def hover_text(self, x: float, y: float) -> str:
        """Tell the scenario under the pointer, with its intervals."""
        state = self.state
        if state is None or not state.spots:
            return ""
        wide, high = self.view.viewPixelSize()
        away = [np.hypot((s.velocity - x) / wide, (s.flow_time - y) / high) for s in state.spots]
        spot = state.spots[int(np.argmin(away))]
        if min(away) > 14:
            return ""
        across = f"{state.velocity_label}: {_between(spot.velocity, spot.velocity_low, spot.velocity_high)}"
        up = f"{state.flow_time_label}: {_between(spot.flow_time, spot.flow_time_low, spot.flow_time_high)}"
        return f"{spot.name}\n{across}\n{up}"

    def _name(self, spot: Spot) -> QGraphicsSimpleTextItem:
        text = QGraphicsSimpleTextItem(spot.name, self.view)
        text.setFont(self.small_font())
        text.setBrush(QColor(self.tokens.text))
        text.setZValue(20)
        return text

    def _place(self) -> None:
        if self.state is None or len(self._names) != len(self.state.spots) or not self._names:
            return
        room = self.view.boundingRect()
        self._shorten(room.width() * _LONGEST)
        spots = [self.view.mapFromView(QPointF(s.velocity, s.flow_time)) for s in self.state.spots]
        sizes = [(name.boundingRect().width(), name.boundingRect().height()) for name in self._names]
        bars = [bar for spot in self.state.spots for bar in self._bars(spot)]
        places = clear_places([(at.x(), at.y()) for at in spots], sizes, (room.width(), room.height()), bars)
        for text, at, (left, top) in zip(self._names, spots, places, strict=True):
            text.setPos(left, top)
            text.setVisible(room.contains(at))

    def _shorten(self, most: float) -> None:
        """Let long names end early, so that they leave room for others; the pointer tells them whole."""
        metrics = QFontMetricsF(self.small_font())
        for text, spot in zip(self._names, self.state.spots if self.state is not None else (), strict=True):
            text.setText(metrics.elidedText(spot.name, Qt.TextElideMode.ElideRight, most))

    def _bars(self, spot: Spot) -> tuple[QRectF, QRectF]:
        """Give the two bars of a spot's cross, as wide as they are drawn."""
        ends = QRectF(
            self.view.mapFromView(QPointF(spot.velocity_low, spot.flow_time_high)),
            self.view.mapFromView(QPointF(spot.velocity_high, spot.flow_time_low)),
        )
        at = self.view.mapFromView(QPointF(spot.velocity, spot.flow_time))
        return QRectF(ends.left(), at.y() - 1, ends.width(), 2), QRectF(
            at.x() - 1, ends.top(), 2, ends.height()
        )

    def _drop(self, item: object) -> None:
        if isinstance(item, QGraphicsSimpleTextItem):
            item.setParentItem(None)  # type: ignore[arg-type]
            if item.scene() is not None:
                item.scene().removeItem(item)
        else:
            self.plot.removeItem(item)

    def _choose(self, points: Sequence[pg.SpotItem]) -> None:
        if len(points):
            self.scenario_chosen.emit(str(points[0].data()))


def _cross(spot: Spot, colour: str) -> pg.ErrorBarItem:
    return pg.ErrorBarItem(
        x=np.array([spot.velocity]),
        y=np.array([spot.flow_time]),
        left=np.array([spot.velocity - spot.velocity_low]),
        right=np.array([spot.velocity_high - spot.velocity]),
        bottom=np.array([spot.flow_time - spot.flow_time_low]),
        top=np.array([spot.flow_time_high - spot.flow_time]),
        pen=pg.mkPen(colour, width=2),
    )


def _between(value: float, low: float, high: float) -> str:
    # As many digits as the interval's width is worth; where it has none, three of the value.
    width = (high - low) or abs(value) / 10 or 1.0
    digits = max(0, -int(np.floor(np.log10(round_step(width / 10)))))
    return f"{value:.{digits}f} ({low:.{digits}f} to {high:.{digits}f})"
