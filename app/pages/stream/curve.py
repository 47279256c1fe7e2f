"""The density of a duration, drawn small."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.theme import Theme
from sim.distributions import Distribution, pdf, ppf

_POINTS = 120


def outline(time: Distribution) -> tuple[tuple[float, float], ...]:
    """Give points of the density, both axes scaled to 0..1; a constant and a sample are bars.

    The axis ends where 98 % is done.
    """
    if time.family == "constant":
        return ((0.48, 0.0), (0.48, 1.0), (0.52, 1.0), (0.52, 0.0))
    if time.family == "empirical":
        return _bars(np.asarray(time.values or (0.0,), np.float64))
    end = float(ppf(time, 0.98)) * 1.05
    x = np.linspace(0.0, end, _POINTS)[1:]
    y = np.nan_to_num(np.asarray(pdf(time, x), np.float64), posinf=0.0)
    top = float(y.max()) or 1.0
    points = list(zip((x / end).tolist(), (y / top).tolist(), strict=True))
    return ((points[0][0], 0.0), *points, (1.0, 0.0))


def _bars(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> tuple[tuple[float, float], ...]:
    counts, _ = np.histogram(values, 16)
    top = float(counts.max()) or 1.0
    points: list[tuple[float, float]] = []
    for i, count in enumerate(counts.tolist()):
        points += [(i / 16, count / top), ((i + 1) / 16, count / top)]
    return ((0.0, 0.0), *points, (1.0, 0.0))


class Curve(QWidget):
    """Draws the outline of a density, filled, with its median and 85 % marked."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        """Make an empty picture."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self._points: tuple[tuple[float, float], ...] = ()
        self._marks: tuple[tuple[float, str], ...] = ()
        theme.changed.connect(self.update)

    def show_time(self, time: Distribution | None) -> None:
        """Draw another duration."""
        self._points = () if time is None else outline(time)
        self._marks = () if time is None else _marks(time)
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for a strip."""
        return QSize(160, 74)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint ground line, curve and marks."""
        t = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font(t.small - 1))
        low = self.height() - 16.0
        room = QRectF(1, 4, self.width() - 2, low - 4)
        painter.setPen(QPen(QColor(t.line), 1))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        if not self._points:
            return
        path = QPainterPath()
        places = [
            QPointF(room.left() + x * room.width(), room.bottom() - y * room.height())
            for x, y in self._points
        ]
        path.moveTo(places[0])
        for place in places[1:]:
            path.lineTo(place)
        painter.fillPath(path, QColor(t.accent_soft))
        painter.setPen(QPen(QColor(t.accent), 2))
        painter.drawPath(path)
        self._paint_marks(painter, room)

    def _paint_marks(self, painter: QPainter, room: QRectF) -> None:
        t, free = self._theme.tokens, -1e9
        for x, words in self._marks:
            at = room.left() + x * room.width()
            painter.setPen(QPen(QColor(t.muted), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(at, room.top()), QPointF(at, room.bottom()))
            wide = painter.fontMetrics().horizontalAdvance(words)
            left = min(max(at - wide / 2, free, room.left()), room.right() - wide)
            painter.setPen(QColor(t.muted))
            painter.drawText(QPointF(left, self.height() - 3.0), words)
            free = left + wide + 6


def _marks(time: Distribution) -> tuple[tuple[float, str], ...]:
    if time.family in ("constant", "empirical"):
        return ()
    end = float(ppf(time, 0.98)) * 1.05
    return tuple((float(ppf(time, q)) / end, words) for q, words in ((0.5, "50 %"), (0.85, "85 %")))
