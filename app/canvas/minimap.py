"""The map below a board of which not everything is in sight."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.canvas.plan import BoardPlan
from app.theme import Theme

MAP_TALL: Final = 20


class MiniMap(QWidget):
    """All cards, small, in a strip below the board, and a frame around those in sight.

    Signals:
        wanted(float): Bring this share of the board's width into the middle.
    """

    wanted = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        """Make an empty map."""
        super().__init__(parent)
        self.setObjectName("board.map")
        self.setAccessibleName(self.tr("Map of the board"))
        self.setToolTip(self.tr("Click or drag to go there; Ctrl+0 brings the whole board into sight."))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._theme = theme
        self._plan = BoardPlan((), QRectF())
        self._seen = QRectF()
        self._marks: tuple[str, ...] = ()

    def show_plan(self, plan: BoardPlan, marks: tuple[str, ...]) -> None:
        """Show cards; a mark for each is "chosen", "stuck", "group" or nothing."""
        if plan is not self._plan or marks != self._marks:
            self._plan, self._marks = plan, marks
            self.update()

    def show_seen(self, seen: QRectF) -> None:
        """Show what is in sight, in pixels of the scene."""
        if seen != self._seen:
            self._seen = seen
            self.update()

    def sizeHint(self) -> QSize:
        """Ask for a strip."""
        return QSize(200, MAP_TALL)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint cards and frame."""
        t, room = self._theme.tokens, self._plan.room
        if room.width() <= 0:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, y = self.width() / room.width(), (self.height() - 10) / room.height()
        colours = {"chosen": t.accent, "stuck": t.blocked}
        for card, mark in zip(self._plan.cards, self._marks, strict=False):
            box = QRectF(card.box.x() * x, 4 + card.box.y() * y, card.box.width() * x, card.box.height() * y)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.get(mark, t.control_line)))
            taller = 2 if mark == "chosen" else 0
            painter.drawRoundedRect(box.adjusted(0.5, -taller, -0.5, taller), 2, 2)
            if mark == "stuck":  # told by its form too: a pointer stands over it
                self._paint_pointer(painter, box)
        seen = self._seen.intersected(room)
        frame = QRectF(seen.x() * x, 4 + seen.y() * y, seen.width() * x, seen.height() * y)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(t.accent), 2 if self.hasFocus() else 1.5))
        painter.drawRoundedRect(frame.adjusted(1, -1, -1, 1), 4, 4)

    def _paint_pointer(self, painter: QPainter, box: QRectF) -> None:
        tip, half = QPointF(box.center().x(), box.top() + 3), 4.0
        painter.setPen(QPen(QColor(self._theme.tokens.surface), 1))
        painter.drawPolygon([tip, QPointF(tip.x() - half, 0), QPointF(tip.x() + half, 0)])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go there."""
        self.wanted.emit(event.position().x() / max(self.width(), 1))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go along."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.wanted.emit(event.position().x() / max(self.width(), 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go a part of what is in sight, Home and End to the ends."""
        room, key = self._plan.room, event.key()
        by = {Qt.Key.Key_Left: -0.25, Qt.Key.Key_Right: 0.25}
        if key in by and room.width() > 0:
            middle = self._seen.center().x() + by[Qt.Key(key)] * self._seen.width()
            self.wanted.emit(middle / room.width())
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.wanted.emit(0.0 if key == Qt.Key.Key_Home else 1.0)
        else:
            super().keyPressEvent(event)
