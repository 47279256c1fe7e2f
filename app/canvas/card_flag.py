"""The flag on the upper edge of the card that holds the stream up: the word, and the evidence."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from app.canvas.plan import SMALL
from app.theme import Theme

FLAG_ABOVE: Final = 9.0
"""How far the flag rises above the card."""
_HIGH: Final = 16.0
_SIDE: Final = 7.0
_WORD: Final = "Bottleneck"


def flag_words(reason: str) -> tuple[str, ...]:
    """Give what the flag may say, the longest first: with all the evidence, with its first part, without."""
    first = reason.split(",", maxsplit=1)[0]
    return (f"{_WORD}: {reason}", f"{_WORD}: {first}", _WORD)


def paint_flag(painter: QPainter, theme: Theme, card: QRectF, reason: str) -> None:
    """Paint it over the middle of the upper edge, with as many words as the card is wide."""
    font = theme.font(SMALL - 1, QFont.Weight.DemiBold)
    letters = QFontMetricsF(font)
    room = card.width() - 2 * _SIDE - 4
    words = next((one for one in flag_words(reason) if letters.horizontalAdvance(one) <= room), _WORD)
    wide = min(letters.horizontalAdvance(words), room) + 2 * _SIDE
    box = QRectF(card.center().x() - wide / 2, card.top() - FLAG_ABOVE, wide, _HIGH)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.tokens.bad))
    painter.drawRoundedRect(box, _HIGH / 2, _HIGH / 2)
    painter.setFont(font)
    painter.setPen(QColor(theme.tokens.surface))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
