"""The flow distribution on the card of what waits at first: a bar whose borders are dragged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.canvas.plan import PAD
from app.theme import Theme, TypeStyle, shape_path

TOP: Final = 48.0
TALL: Final = 16.0


def moved(shares: Sequence[float], border: int, by: float) -> tuple[float, ...]:
    """Move the border between two parts; only these two change, and neither goes below 0."""
    left, right = shares[border], shares[border + 1]
    step = min(max(by, -left), right)
    new = list(shares)
    new[border], new[border + 1] = round(left + step, 4), round(right - step, 4)
    return tuple(new)


def bar_of(width: float) -> QRectF:
    """Give where the bar lies in a card of this width."""
    return QRectF(PAD, TOP, width - 2 * PAD, TALL)


def borders(bar: QRectF, shares: Sequence[float]) -> tuple[float, ...]:
    """Give where the borders between the parts are."""
    places, sum_so_far = [], 0.0
    for share in shares[:-1]:
        sum_so_far += share
        places.append(bar.left() + sum_so_far * bar.width())
    return tuple(places)


def paint_mix(
    painter: QPainter, theme: Theme, bar: QRectF, parts: Sequence[tuple[float, TypeStyle]], border: int
) -> None:
    """Paint the parts with their shapes, and the border that the keys move (-1 is none)."""
    left = bar.left()
    for share, style in parts:
        wide = share * bar.width()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(style.colour))
        painter.drawRoundedRect(QRectF(left + 0.5, bar.top(), max(wide - 1, 0), bar.height()), 3, 3)
        if wide > 12:
            middle = QPointF(left + wide / 2, bar.center().y())
            painter.fillPath(shape_path(style.shape, 8).translated(middle), QColor("#FFFFFF"))
        left += wide
    places = borders(bar, [share for share, _ in parts])
    if 0 <= border < len(places):
        painter.setPen(QPen(QColor(theme.tokens.text), 2))
        painter.drawLine(QPointF(places[border], bar.top() - 3), QPointF(places[border], bar.bottom() + 3))
