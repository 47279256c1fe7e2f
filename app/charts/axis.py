"""An axis with round ticks in words, and a view that zooms by dragging."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGraphicsSceneMouseEvent, QGraphicsSceneWheelEvent

from app.charts.scale import Tick, number_ticks
from app.theme import Tokens

Ticker = Callable[[float, float, int], tuple[Tick, ...]]
Naming = Callable[[tuple[Tick, ...]], str]
PIXELS_A_TICK: Final = {"bottom": 64, "left": 38}
"""Least room for a tick and its words."""


class ChartAxis(pg.AxisItem):
    """An axis whose ticks come from a function of the shown range.

    Attributes:
        ticker: Chooses the ticks for (low, high, most).
    """

    def __init__(self, orientation: str, ticker: Ticker = number_ticks) -> None:
        super().__init__(orientation, maxTickLength=0)
        self.ticker = ticker
        self._texts: dict[float, str] = {}
        self._naming: Naming | None = None
        self.setStyle(tickTextOffset=6, autoExpandTextSpace=True, hideOverlappingLabels=False)
        self.enableAutoSIPrefix(False)

    def use(self, ticker: Ticker) -> None:
        """Change the way ticks are chosen."""
        self.ticker = ticker
        self.picture = None
        self.update()

    def paint_with(self, tokens: Tokens, font: QFont) -> None:
        """Take colours and font."""
        self.setTickFont(font)
        self.setPen(pg.mkPen(tokens.line))
        self.setTextPen(pg.mkPen(tokens.muted))
        self.setTickPen(pg.mkPen(tokens.line))
        self.setZValue(-200)
        self.labelStyle = {"color": tokens.muted, "font-size": f"{tokens.small - 1}px"}

    def name(self, text: str) -> None:
        """Write what the axis measures under it; nothing takes no room."""
        self._naming = None
        self._write(text)

    def name_by(self, naming: Naming) -> None:
        """Write under it what its ticks leave open, whatever range is shown and however wide."""
        self._naming = naming
        self._name_anew()

    def linkedViewChanged(self, view: pg.ViewBox, newRange: object = None) -> None:  # noqa: N803
        """Follow the view, and name anew what its ticks leave open."""
        super().linkedViewChanged(view, newRange)
        self._name_anew()

    def _name_anew(self) -> None:
        if self._naming is not None:
            low, high = self.range
            self._write(self._naming(self._ticks(low, high, self.size().width())))

    def _write(self, text: str) -> None:
        if text != self.labelText or bool(text) != self.label.isVisible():
            self.setLabel(text or None, **self.labelStyle)
            self.showLabel(bool(text))

    def boundingRect(self) -> QRectF:
        """Leave room for figures that stand half outside, which pyqtgraph forgets where there is a grid."""
        room: QRectF = super().boundingRect()
        return room.adjusted(0, -8, 0, 8) if self.orientation == "left" else room

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:  # noqa: N803
        """Give pyqtgraph the positions of the ticks, as one level."""
        inside = (maxVal - minVal) * 1e-6  # pyqtgraph drops a tick that rounding puts beyond the end
        ticks = self._ticks(minVal, maxVal, size)
        self._texts = {min(max(one.at, minVal + inside), maxVal - inside): one.text for one in ticks}
        return [(1.0, list(self._texts))]

    def _ticks(self, low: float, high: float, size: float) -> tuple[Tick, ...]:
        most = max(2, int(size / PIXELS_A_TICK[self.orientation]))
        return self.ticker(low, high, most)

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """Give pyqtgraph the words of the ticks."""
        return [self._texts.get(value, "") for value in values]


class ChartView(pg.ViewBox):
    """A view that zooms to the dragged rectangle and shows everything again on a double click.

    Signals:
        zoomed: The person chose a range.
        reset: The person asked for everything.
    """

    zoomed = Signal()
    reset = Signal()

    def __init__(self) -> None:
        super().__init__(enableMenu=False)
        self.setMouseMode(pg.ViewBox.RectMode)
        self.sigRangeChangedManually.connect(lambda _: self.zoomed.emit())

    def wheelEvent(self, ev: QGraphicsSceneWheelEvent, axis: int | None = None) -> None:
        """Leave the wheel to the page around, so that it scrolls."""
        ev.ignore()

    def mouseDoubleClickEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        """Show everything."""
        event.accept()
        self.reset.emit()
