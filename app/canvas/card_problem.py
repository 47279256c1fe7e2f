"""The mark that something is wrong with a stage: round and red for a fault, a triangle for a warning."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from app.canvas.plan import PAD, SMALL
from app.theme import Theme

_HIGH = 15.0


def mark_place(width: float) -> QRectF:
    """Give where the mark stands in a card of this width."""
    return QRectF(width - PAD - 14, 47, _HIGH, _HIGH)


def place_from_afar(box: QRectF, scale: float) -> QRectF:
    """Give where it stands in a card of which only the name is read: as large as the card is wide."""
    side = min(_HIGH / max(scale, 0.01), box.width() * 0.7)
    return QRectF(box.center().x() - side / 2, box.top() + PAD, side, side)


def paint_problem(painter: QPainter, theme: Theme, box: QRectF, *, is_fault: bool) -> None:
    """Paint the mark into a box."""
    t = theme.tokens
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(t.bad if is_fault else t.warn))
    if is_fault:
        painter.drawEllipse(box)
    else:
        top = QPointF(box.center().x(), box.top() - 1)
        painter.drawPolygon([top, box.bottomRight(), box.bottomLeft()])
    size = round((SMALL - 1) * box.height() / _HIGH)
    painter.setFont(theme.font(size, QFont.Weight.DemiBold))
    painter.setPen(QColor(t.surface))
    inner = box if is_fault else box.adjusted(0, box.height() / 5, 0, 0)
    painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, "!")
