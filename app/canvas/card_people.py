"""Who works on a card: its own workers as dots, or a team with its colour and name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from app.canvas.board_state import CardState
from app.canvas.plan import PAD, SMALL
from app.theme import Theme, team_colour

DOT: Final = 11.0
_STEP: Final = DOT + 4
_TOP: Final = 48.5


@dataclass(frozen=True)
class Staff:
    """How many of a card's people do what.

    Attributes:
        size: All of them.
        busy: At work in this card.
        elsewhere: At work in other cards of the same team.
    """

    size: int
    busy: int
    elsewhere: int = 0


def paint_staff(painter: QPainter, theme: Theme, staff: Staff, colour: str, width: float) -> None:
    """Paint a dot for each: filled here, with a core elsewhere, else hollow; too many are told by number."""
    t = theme.tokens
    fit = int((width - 2 * PAD) // _STEP)
    shown = staff.size if staff.size <= fit else max(0, fit - 2)
    for number in range(shown):
        busy = number < staff.busy
        box = QRectF(PAD + number * _STEP + 0.5, _TOP, DOT, DOT)
        painter.setPen(QPen(QColor(colour if busy else t.muted), 1.2))
        painter.setBrush(_soft(colour, t.surface) if busy else QColor(t.surface))
        painter.drawEllipse(box)
        if staff.busy <= number < staff.busy + staff.elsewhere:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.muted))
            painter.drawEllipse(box.center(), 2.2, 2.2)
    if shown < staff.size:
        painter.setFont(theme.font(SMALL - 1))
        painter.setPen(QColor(t.muted))
        box = QRectF(PAD + shown * _STEP, 46, 40, 16)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, f"+{staff.size - shown}")


def paint_badge(painter: QPainter, theme: Theme, box: QRectF, state: CardState) -> None:
    """Paint a team's badge: a spot of its colour, its name and its size, on a tint of the colour."""
    assert state.team is not None
    t = theme.tokens
    colour = team_colour(state.team.place, t)
    font = theme.font(SMALL)
    metrics = QFontMetricsF(font)
    size = f" · {state.people}"
    room = box.width() - 22 - metrics.horizontalAdvance(size)
    fitted = metrics.elidedText(state.team.name, Qt.TextElideMode.ElideRight, room) + size
    pill = QRectF(box.left() - 1, box.top() - 1, metrics.horizontalAdvance(fitted) + 22, box.height())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_soft(colour, t.surface, 0.14))
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(QPointF(pill.left() + 9, pill.center().y()), 3.5, 3.5)
    painter.setFont(font)
    painter.setPen(QColor(t.text))
    painter.drawText(pill.adjusted(16, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, fitted)


def _soft(colour: str, surface: str, share: float = 0.4) -> QColor:
    """Mix a share of a colour into the surface."""
    a, b = QColor(colour), QColor(surface)
    parts = zip((a.red(), a.green(), a.blue()), (b.red(), b.green(), b.blue()), strict=True)
    return QColor(*(round(share * x + (1 - share) * y) for x, y in parts))
