"""A card seen from afar: its name, upright, as large as it is read."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from app.canvas.plan import BASE
from app.theme import Theme

READABLE: Final = 0.5
"""The scale below which the texts of a card are too small to be read."""


def paint_from_afar(painter: QPainter, theme: Theme, box: QRectF, name: str, scale: float) -> None:
    """Paint a name along the height of a card, at the size that it has on the screen otherwise."""
    size = min(max(round((BASE - 2) / max(scale, 0.01)), BASE), round(box.width() * 0.7))
    font = theme.font(size, QFont.Weight.DemiBold)
    painter.save()
    painter.translate(box.center())
    painter.rotate(-90)
    room = QRectF(-box.height() / 2 + 12, -box.width() / 2, box.height() - 24, box.width())
    painter.setFont(font)
    painter.setPen(QColor(theme.tokens.text))
    fitted = QFontMetricsF(font).elidedText(name, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, fitted)
    painter.restore()
